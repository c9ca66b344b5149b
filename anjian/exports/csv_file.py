"""Table → CSV bytes that Excel and WPS open with Chinese intact and formulas defused."""

import csv
import io

from anjian.exports.tables import Cell, Table, whole

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def defused(cell: Cell) -> Cell:
    """Return the cell with an apostrophe before text that a spreadsheet would read as a formula."""
    if isinstance(cell, str) and cell.startswith(DANGEROUS):
        return "'" + cell
    return whole(cell)


def csv_bytes(table: Table) -> bytes:
    """Return the table, then its notes after an empty line, as UTF-8 with a byte-order mark."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(table.columns)
    writer.writerows([defused(c) for c in row] for row in table.rows)
    if table.notes:
        writer.writerow([])
        writer.writerows([defused(c) for c in note] for note in table.notes)
    return out.getvalue().encode("utf-8-sig")
