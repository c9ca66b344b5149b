"""The canonical form of a curated CSV: contract columns, stable order, LF, UTF-8, so that `git diff` reads well."""

import csv
import io
from decimal import Decimal

from anjian.exports.tables import whole
from anjian.store.files import Table
from anjian.store.schema import REGISTRIES, columns_of

FIGURE_ORDER = ("measure", "sector", "grade", "series", "basis", "period_start", "period_end", "source")


def canonical_bytes(table: Table, district_order: dict[str, int]) -> bytes:
    """Return a parsed file in its canonical form. Registries keep their order; figures are sorted."""
    columns = [c.name for c in columns_of(table.name)]
    rows = table.rows
    if table.name not in REGISTRIES:
        rows = sorted(
            rows, key=lambda r: (district_order.get(r["district"], 10**9), *(str(r[c]) for c in FIGURE_ORDER))
        )
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([_text(r[c]) for c in columns] for r in rows)
    return out.getvalue().encode("utf-8")


def _text(value) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and not value.is_integer():
        return f"{Decimal(repr(value)):f}"
    return str(whole(value))
