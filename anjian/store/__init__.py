"""CSV folder → checked in-memory DuckDB, its version, reload; the one function that runs a query."""

from anjian.store.database import Database, DataError, build, checks
from anjian.store.live import Live, State, load

__all__ = ["DataError", "Database", "Live", "State", "build", "checks", "load"]
