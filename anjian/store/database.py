"""Checked rows → a DuckDB of one data version, locked down, asked by name of a query file."""

import hashlib
from contextlib import suppress
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path

import duckdb
import pyarrow as pa

from anjian.problems import STOPS, WARNS, Problem, stopping
from anjian.store import state
from anjian.store.files import Table, read_table
from anjian.store.filling import QUERIES, fill, sql
from anjian.store.ledgers import LARGE, read_ledger
from anjian.store.memo import Memo
from anjian.store.schema import REGISTRIES
from anjian.store.versions import Version

NEEDED = ("sources", "districts", "measures", "sectors", "bases", "series")
DEFINITIONS = "tables"  # no query: the tables and views that queries ask
NAMING_FIGURES = ("printed_numbers_name_existing_parts",)
SLOWEST_QUERY = 30  # seconds
THREADS = {"threads": 2}
_PROBLEM = pa.schema([(f.name, pa.int64() if f.name == "line" else pa.string()) for f in fields(Problem)])


class DataError(Exception):
    """The data cannot be published; ``problems`` says where and why."""

    def __init__(self, problems: list[Problem]):
        super().__init__(f"{len(problems)} problems")
        self.problems = tuple(problems)


def version_of(contents: dict[str, bytes]) -> str:
    """Return the data version: ten hexadecimal digits of a hash over names and bytes."""
    digest = hashlib.blake2b(digest_size=5)  # several times as quick as SHA-256 on a large folder
    for name, content in sorted(contents.items()):
        digest.update(f"{name}:{len(content)}:".encode())
        digest.update(content)
    return digest.hexdigest()


@dataclass(frozen=True, eq=False)
class Database:
    """One loaded data version. Immutable: a changed folder makes a new one.

    ``previous`` is the good version before it, where one is known: the query `news` says what changed since.
    ``memo`` keeps what follows from this version alone, whatever a reader chooses. ``answered`` names the queries
    whose rows stand ready, as tables of the schema answers: those of a kept file that ask nothing of the reader.
    """

    version: str
    connection: duckdb.DuckDBPyConnection
    problems: tuple[Problem, ...]
    previous: str | None = None
    memo: Memo = field(default_factory=Memo, repr=False)
    answered: frozenset[str] = frozenset()

    def query(self, name: str, **parameters) -> list[dict]:
        """Return the rows of ``queries/<name>.sql`` as dicts. A cursor for each call: threads never share one."""
        with self.connection.cursor() as cursor:
            cursor.execute(f"from answers.{name}" if name in self.answered else sql(name), parameters)
            columns = [c[0] for c in cursor.description]
            return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]

    def names(self) -> list[dict]:
        """Return the rows of the query `names`."""
        return self.memo.once("names", lambda: self.query("names"))


def build(contents: dict[str, bytes], previous: Version | None = None, version: str | None = None) -> Database:
    """Return the database of a folder's files, or raise DataError with everything that stops it.

    ``version`` is theirs, where it is known already. Of much data the database is kept in a file of the state: the
    next start finds it there.
    """
    version = version or version_of(contents)
    if sum(map(len, contents.values())) >= LARGE:
        kept = state.state_folder() / "cache" / f"{version}_{_recipe(previous)}.duckdb"
        found = _opened(kept) or _opened(_kept(kept, contents, version, previous))
        if found:
            return found
    connection = duckdb.connect(":memory:", config=THREADS)
    problems, earlier = _filled(connection, contents, previous)
    _lock(connection)
    return Database(version, connection, problems, earlier)


def _filled(
    connection: duckdb.DuckDBPyConnection, contents: dict[str, bytes], previous: Version | None
) -> tuple[tuple[Problem, ...], str | None]:
    """Fill and check a database; return its warnings and the version before it.

    Raises DataError and closes it where it may not be published.
    """
    tables = [_read(name, content) for name, content in sorted(contents.items())]
    problems = [p for t in tables for p in t.problems] + _missing_files(contents)
    if not any(p.file.removesuffix(".csv") in REGISTRIES for p in stopping(problems)):
        previous = fill(connection, tables, previous)
        problems += _run_checks(connection, rows_are_missing=bool(stopping(problems)))
    if stopping(problems):
        connection.close()
        raise DataError(sorted(problems))
    return tuple(sorted(problems)), previous.name if previous else None


def _read(name: str, content: bytes) -> Table:
    ledger = read_ledger(name, content)
    return read_table(name, content) if ledger is None else Table(name, ledger=ledger)


def _missing_files(contents: dict[str, bytes]) -> list[Problem]:
    return [
        Problem(f"{name}.csv", 0, "", "missing_file", ", ".join(f"{n}.csv" for n in sorted(contents)), f"{name}.csv")
        for name in NEEDED
        if name not in contents
    ]


def _recipe(previous: Version | None) -> str:
    """Return a hash over everything but the data that a kept database depends on."""
    digest = hashlib.sha256(f"{duckdb.__version__}:{previous.name if previous else ''}".encode())
    for path in (*sorted(QUERIES.rglob("*.sql")), *sorted(Path(__file__).parent.glob("*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]


def _kept(path: Path, contents: dict[str, bytes], version: str, previous: Version | None) -> Path:
    """Build a database in a file of the state, as far as that is possible; return its path."""

    def make(beside: Path) -> None:
        connection = duckdb.connect(str(beside), config=THREADS)
        problems, earlier = _filled(connection, contents, previous)
        connection.execute("create table about (version varchar, previous varchar)")
        connection.execute("insert into about values (?, ?)", [version, earlier])
        connection.register("told", pa.Table.from_pylist([asdict(p) for p in problems], schema=_PROBLEM))
        connection.execute("create table problems_found as select * from told")
        connection.execute("create schema answers")
        for name in _without_parameters():
            connection.execute(f"create table answers.{name} as {sql(name)}")
        connection.close()

    with suppress(duckdb.Error):  # a state that cannot be written to is no error: it is built in memory
        state.write(path, make)
    return path


def _opened(path: Path) -> Database | None:
    """Return the database that is kept in a file; None where there is none that can be read."""
    if not path.exists():
        return None
    try:
        connection = duckdb.connect(str(path), read_only=True, config=THREADS)
        ((version, previous),) = connection.execute("from about").fetchall()
        problems = tuple(Problem(*row) for row in connection.execute("from problems_found").fetchall())
        _lock(connection)
    except (duckdb.Error, ValueError):
        return None
    return Database(version, connection, problems, previous, answered=frozenset(_without_parameters()))


def _without_parameters() -> list[str]:
    """Return the names of the queries that ask nothing of the reader: a data version has one answer to each."""
    names = sorted(p.stem for p in QUERIES.glob("*.sql") if p.stem != DEFINITIONS)
    return [name for name in names if "$" not in sql(name)]


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
    if connection.execute("select current_setting('lock_configuration')").fetchall() == [(True,)]:
        return  # a file that is open already, in this process
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
