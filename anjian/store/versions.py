"""The figures of the last good versions: a new version says against them what is new, changed or gone."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from anjian.store import state
from anjian.store.schema import SQL_TYPES, Column, columns_of

MOST = 200_000  # figures
NAMES = (
    "district", "period_start", "period_end", "measure", "sector", "grade", "series", "basis", "source",
    "value", "qualifier", "status",
)  # fmt: skip
COLUMNS = (*(c for n in NAMES for c in columns_of("figures") if c.name == n), Column("domain"))


@dataclass(frozen=True)
class Version:
    """The figures of a good version of the data."""

    name: str
    figures: pa.Table


def of(name: str, connection: duckdb.DuckDBPyConnection) -> Version | None:
    """Return the figures of a loaded version; None where they are too many to be kept."""
    with connection.cursor() as cursor:
        ((count,),) = cursor.execute("select count(*) from figures").fetchall()
        if count > MOST:
            return None
        listed = ", ".join(f"{c.name}::{SQL_TYPES.get(c.kind, 'varchar')} as {c.name}" for c in COLUMNS)
        return Version(name, cursor.sql(f"select {listed} from figures order by all").to_arrow_table())


def keep(data: Path, version: Version) -> bool:
    """Write a version to the state of its data folder; return whether that was possible."""
    path = state.folder_for("versions", data) / f"{version.name}.parquet"
    return state.write(path, lambda beside: pq.write_table(version.figures, beside))


def before(data: Path, name: str) -> Version | None:
    """Return the newest kept version of a data folder that is another one than ``name``."""
    for path in state.newest_first(state.folder_for("versions", data), ".parquet"):
        if path.stem != name:
            found = _read(path)
            if found is not None:
                return found
    return None


def _read(path: Path) -> Version | None:
    try:
        figures = pq.read_table(path)
    except (OSError, pa.ArrowException):
        return None
    return Version(path.stem, figures) if figures.column_names == [c.name for c in COLUMNS] else None
