"""Tables → XLSX bytes: one sheet a table, citations and notes under it, formulas and links defused.

The same input gives the same bytes: no clock, no random names.
"""

import io
from datetime import datetime

import xlsxwriter

from anjian.exports.office import AS_TEXT, CREATED
from anjian.exports.tables import Table, whole

WIDEST = 60
_FORBIDDEN = str.maketrans("[]:*?/\\", "（）：＊？／＼")


def xlsx_bytes(tables: list[Table], title: str) -> bytes:
    """Return a workbook of ``tables``. Text is never turned into formulas, links or numbers."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, AS_TEXT) as book:
        book.set_properties({"title": title, "created": CREATED})
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "note": book.add_format({"font_color": "#4F5B62"}),
        }
        for n, table in enumerate(tables, 1):
            _sheet(book, table, f"{n} {table.title}".translate(_FORBIDDEN)[:31].rstrip("'"), formats)
    return out.getvalue()


def _sheet(book: xlsxwriter.Workbook, table: Table, name: str, formats: dict) -> None:
    sheet = book.add_worksheet(name)
    sheet.write_string(0, 0, table.title, formats["title"])
    for c, column in enumerate(table.columns):
        sheet.write_string(2, c, column, formats["head"])
        sheet.set_column(c, c, _width(table, c))
    for r, row in enumerate(table.rows, 3):
        for c, cell in enumerate(row):
            _write(sheet, r, c, cell, formats)
    for r, (label, text) in enumerate(table.notes, 4 + len(table.rows)):
        sheet.write_string(r, 0, label, formats["note"])
        sheet.write_string(r, 1, text, formats["note"])
    sheet.freeze_panes(3, 1)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(2)


def _write(sheet, r: int, c: int, cell, formats: dict) -> None:
    if cell is None:
        return
    if isinstance(cell, (int, float)):
        sheet.write_number(r, c, whole(cell))
    elif hasattr(cell, "isoformat"):
        sheet.write_datetime(r, c, datetime(cell.year, cell.month, cell.day), formats["date"])
    else:
        sheet.write_string(r, c, cell)


def _width(table: Table, c: int) -> int:
    cells = [table.columns[c], *(str(row[c]) for row in table.rows if row[c] is not None)]
    longest = max(sum(2 if ord(ch) > 255 else 1 for ch in cell) for cell in cells)
    return min(longest + 2, WIDEST)
