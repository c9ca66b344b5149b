"""Checked rows → an in-memory DuckDB, locked down, asked by name of a query file."""

import hashlib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import pyarrow as pa

from anjian.config import ROOT
from anjian.problems import STOPS, WARNS, Problem, stopping
from anjian.store.files import Table, read_table
from anjian.store.schema import FIGURES, REGISTRIES, SQL_TYPES, Column

QUERIES = ROOT / "queries"
NEEDED = ("sources", "districts", "measures", "sectors", "bases", "series")
NAMING_FIGURES = ("printed_numbers_name_existing_parts",)
SLOWEST_QUERY = 30  # seconds
_ARROW = {"number": pa.float64(), "integer": pa.int64(), "date": pa.date32()}
_SOURCE = (Column("file"), Column("line", "integer"))


class DataError(Exception):
    """The data cannot be published; ``problems`` says where and why."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


@cache
def sql(name: str) -> str:
    """Return the text of ``queries/<name>.sql``."""
    return (QUERIES / f"{name}.sql").read_text(encoding="utf-8")


def version_of(contents: dict[str, bytes]) -> str:
    """Return the data version: ten hexadecimal digits of a hash over names and bytes."""
    digest = hashlib.sha256()
    for name, content in sorted(contents.items()):
        digest.update(f"{name}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()[:10]


@dataclass(frozen=True)
class Database:
    """One loaded data version. Immutable: a changed folder makes a new one."""

    version: str
    connection: duckdb.DuckDBPyConnection
    problems: tuple[Problem, ...]

    def query(self, name: str, **parameters) -> list[dict]:
        """Return the rows of ``queries/<name>.sql`` as dicts. A cursor for each call: threads never share one."""
        with self.connection.cursor() as cursor:
            cursor.execute(sql(name), parameters)
            columns = [c[0] for c in cursor.description]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def build(contents: dict[str, bytes]) -> Database:
    """Return the database of a folder's files, or raise DataError with everything that stops it."""
    tables = [read_table(name, content) for name, content in sorted(contents.items())]
    problems = [p for t in tables for p in t.problems] + _missing_files(contents)
    broken = [p for p in stopping(problems) if p.file.removesuffix(".csv") in REGISTRIES]
    if broken:
        raise DataError(sorted(problems))
    connection = _fill(tables)
    problems += _run_checks(connection, rows_are_missing=bool(stopping(problems)))
    if stopping(problems):
        connection.close()
        raise DataError(sorted(problems))
    _lock(connection)
    return Database(version_of(contents), connection, tuple(sorted(problems)))


def _missing_files(contents: dict[str, bytes]) -> list[Problem]:
    return [
        Problem(f"{name}.csv", 0, "", "missing_file", ", ".join(f"{n}.csv" for n in sorted(contents)), f"{name}.csv")
        for name in NEEDED
        if name not in contents
    ]


def _fill(tables: list[Table]) -> duckdb.DuckDBPyConnection:
    connection = duckdb.connect(":memory:", config={"threads": 2})
    by_name = {t.name: t.rows for t in tables}
    for name, columns in REGISTRIES.items():
        _insert(connection, name, columns + _SOURCE, by_name.get(name, []))
    figures = [r | {"domain": t.name} for t in tables if t.name not in REGISTRIES for r in t.rows]
    numbered = [r | {"id": number} for number, r in enumerate(figures, 1)]
    _insert(connection, "figures", (Column("id", "integer"), Column("domain"), *FIGURES, *_SOURCE), numbered)
    connection.execute(sql("tables"))
    return connection


def _insert(connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[Column, ...], rows: list[dict]) -> None:
    schema = pa.schema([(c.name, _ARROW.get(c.kind, pa.string())) for c in columns])
    kinds = ", ".join(f'"{c.name}" {SQL_TYPES.get(c.kind, "varchar")}' for c in columns)
    connection.execute(f"create table {name} ({kinds})")
    if rows:
        connection.register("incoming", pa.Table.from_pylist(rows, schema=schema))
        connection.execute(f"insert into {name} select * from incoming")
        connection.unregister("incoming")


def checks() -> list[str]:
    """Return the names of all checks: the promises of ``queries/checks``."""
    return sorted(p.stem for p in (QUERIES / "checks").glob("*.sql"))


def severity_of(check: str) -> str:
    """Return what the third header line of a check says: stops or warns."""
    third = sql(f"checks/{check}").splitlines()[2]
    return WARNS if WARNS in third.lower() else STOPS


def _run_checks(connection: duckdb.DuckDBPyConnection, rows_are_missing: bool) -> list[Problem]:
    """Return what the checks find. Where bad rows are left out, nobody is accused of naming them."""
    problems = []
    for check in checks():
        if rows_are_missing and check in NAMING_FIGURES:
            continue
        rows = connection.execute(sql(f"checks/{check}")).fetchall()
        problems += [
            Problem(file, line, column, check, "" if found is None else str(found), str(allowed), severity_of(check))
            for file, line, column, found, allowed in rows
        ]
    return problems


def _lock(connection: duckdb.DuckDBPyConnection) -> None:
    for setting in (
        "set enable_external_access = false",
        "set autoinstall_known_extensions = false",
        "set autoload_known_extensions = false",
        f"set global max_execution_time = {SLOWEST_QUERY * 1000}",
        "set lock_configuration = true",
    ):
        connection.execute(setting)


def read_query_header(path: Path) -> list[str]:
    """Return the three header lines of a query file, without their dashes."""
    return [line.removeprefix("--").strip() for line in path.read_text(encoding="utf-8").splitlines()[:3]]
