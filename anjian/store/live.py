"""A folder that may change while the app runs: noticed cheaply, loaded beside, switched in whole."""

import os
import threading
from dataclasses import dataclass
from pathlib import Path

from anjian.problems import Problem
from anjian.store import versions
from anjian.store.database import Database, DataError, build, version_of
from anjian.store.files import csv_files, is_csv, read_folder

Look = tuple[tuple[str, int, int], ...]


def load(folder: Path, last: Database | None = None) -> Database:
    """Return the database of a folder. Raises DataError, also where a file vanishes while it is read.

    ``last`` is the good version that is on, if one is: itself where nothing but a time has changed, else the
    version that the new one is compared with. At a start that is the newest one the state knows.
    """
    try:
        twice = _named_twice(csv_files(folder))
        contents = read_folder(folder)
    except OSError as error:
        name = Path(error.filename or folder).name
        raise DataError([Problem(name, 0, "", "vanished_file", error.strerror or "", name)]) from error
    if twice:
        raise DataError(twice)
    version = version_of(contents)
    if last and last.version == version:
        return last
    earlier = (last and versions.of(last.version, last.connection)) or versions.before(folder, version)
    return build(contents, earlier, version)


def _named_twice(paths: list[Path]) -> list[Problem]:
    """Return the files that differ in their ending only (fines.csv, fines.CSV): one would hide the other."""
    first: dict[str, str] = {}
    return [
        Problem(p.name, 0, "", "double_file", p.name, kept)
        for p in paths
        if (kept := first.setdefault(p.stem, p.name)) != p.name
    ]


@dataclass(frozen=True)
class State:
    """The last good version (None at a first start with bad data) and what is wrong with a newer one."""

    database: Database | None
    failed: tuple[Problem, ...] = ()


class Live:
    """Keeps the newest good version of a folder. Safe to ask from many threads."""

    def __init__(self, folder: Path):
        self.folder = Path(folder)
        self._lock = threading.Lock()
        self._look: Look | None = None
        self._state = State(None)
        self._names: set[str] = set()

    @property
    def known(self) -> bool:
        """Return whether the folder has been read once, so that the next look is quick."""
        return self._look is not None

    def state(self) -> State:
        """Return the current state after a cheap look at names, sizes and times."""
        if self._glance() != self._look:
            with self._lock:
                self._reload()
        return self._state

    def _glance(self) -> Look:
        try:
            with os.scandir(self.folder) as entries:
                stats = [(e.name, e.stat()) for e in entries if is_csv(e.name) and not e.is_dir()]
        except OSError:
            return ()
        return tuple(sorted((name, s.st_size, s.st_mtime_ns) for name, s in stats))

    def _nothing_lost(self, look: Look) -> None:
        """Raise DataError where a file of the last good version is gone: its figures would vanish in silence."""
        lost = sorted(self._names - {name for name, _, _ in look})
        if lost and self.folder.is_dir():
            raise DataError([Problem(name, 0, "", "vanished_file", "", name) for name in lost])

    def _reload(self) -> None:
        look = self._glance()
        if look == self._look:
            return
        try:
            self._nothing_lost(look)
            self._state = State(load(self.folder, self._state.database))
            self._names = {name for name, _, _ in look}
            self._remember(self._state.database)
        except DataError as error:
            self._state = State(self._state.database, error.problems)
        self._look = look

    def _remember(self, database: Database) -> None:
        """Keep the figures of a good version for the one after it; a state that cannot be written to is no error."""
        version = versions.of(database.version, database.connection)
        if version:
            versions.keep(self.folder, version)
