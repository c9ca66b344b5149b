"""Checked rows → tables of a DuckDB, and what stands ready for every question."""

from collections.abc import Iterable
from functools import cache

import duckdb
import pyarrow as pa

from anjian.config import ROOT
from anjian.store import versions
from anjian.store.files import Table
from anjian.store.schema import ARROW_TYPES, FIGURES, REGISTRIES, SQL_TYPES, Column
from anjian.store.versions import Version

QUERIES = ROOT / "queries"
MANY = 20_000  # figures
_LINE = Column("line", "integer")
_FIGURES = (Column("domain", "word"), *FIGURES, Column("file", "word"), _LINE)


@cache
def sql(name: str) -> str:
    """Return the text of ``queries/<name>.sql``."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def fill(
    connection: duckdb.DuckDBPyConnection, tables: list[Table], previous: Version | None
) -> Version | None:  # fmt: skip
    """Make the tables of all files, of the version before, and those of ``queries/tables.sql``.

    Returns the version before where it is kept: among very many figures nobody looks for what is new.
    """
    rows = {t.name: t.rows for t in tables}
    figures = [_figures(t) for t in tables if t.name not in REGISTRIES]
    count = sum(f.num_rows for f in figures)
    many, previous = count >= MANY, previous if count <= versions.MOST else None
    for name, columns in REGISTRIES.items():
        _make(connection, name, (*columns, Column("file"), _LINE), [_arrow(columns, rows.get(name, []))], many)
    _make(connection, "figures", (Column("id", "integer"), *_FIGURES), list(_numbered(figures)), many)
    _make(connection, "previous_figures", versions.COLUMNS, [previous.figures] if previous else [], many=False)
    connection.execute(sql("tables"))
    return previous


def _arrow(columns: Iterable[Column], rows: list[dict]) -> pa.Table:
    fields = [(c.name, ARROW_TYPES.get(c.kind, pa.string())) for c in (*columns, Column("file"), _LINE)]
    return pa.Table.from_pylist(rows, schema=pa.schema(fields))


def _figures(table: Table) -> pa.Table:
    """Return the rows of a domain, which is named in each."""
    found = _arrow(FIGURES, table.rows) if table.ledger is None else table.ledger
    return found.append_column("domain", pa.repeat(table.name, found.num_rows)).select([c.name for c in _FIGURES])


def _numbered(figures: list[pa.Table]) -> Iterable[pa.Table]:
    """Yield the figures with their ids, which count through all files."""
    before = 0
    for found in figures:
        yield found.add_column(0, "id", pa.array(range(before + 1, before + 1 + found.num_rows), pa.int64()))
        before += found.num_rows


def _make(
    connection: duckdb.DuckDBPyConnection, name: str, columns: Iterable[Column], rows: list[pa.Table], many: bool
) -> None:
    """Make a table of rows; where there are many figures, a word is kept once and not in every row."""
    types = {c.name: SQL_TYPES.get(c.kind, "varchar") for c in columns}
    for column in (c for c in columns if many and _is_word(c)):
        types[column.name] = f"{name}_{column.name}"
        words = ", ".join("'" + word.replace("'", "''") + "'" for word in _words(rows, column.name))
        connection.execute(f"create type {name}_{column.name} as enum ({words})")
    listed = ", ".join(f'"{c}" {kind}' for c, kind in types.items())
    connection.execute(f"create table {name} ({listed})")
    for some in rows:
        connection.register("incoming", some)
        connection.execute(f"insert into {name} by name select * from incoming")
        connection.unregister("incoming")


def _is_word(column: Column) -> bool:
    return column.kind in ("id", "word") or column.name in ("unit", "publisher", "campaign")


def _words(rows: list[pa.Table], column: str) -> list[str]:
    """Return the words of a column in their order; a type without any word is not allowed."""
    found = {word for some in rows for word in some.column(column).unique().to_pylist()}
    return sorted({"", *found} - {None})
