"""What is kept beside the project between two runs: the figures of the last good versions, loaded ledgers.

Everything here may be deleted at any time, and a folder that cannot be written to is no error.
"""

import hashlib
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from anjian.config import ROOT

KEPT = 2  # files of a kind


def state_folder() -> Path:
    """Return the folder of the state: ``.anjian`` beside the project, or the one that ANJIAN_STATE names."""
    return Path(os.environ.get("ANJIAN_STATE") or ROOT / ".anjian")


def folder_for(kind: str, data: Path) -> Path:
    """Return where the state of one kind of a data folder stands; folders are known by their paths."""
    return state_folder() / kind / hashlib.sha256(str(data.resolve()).encode()).hexdigest()[:10]


def newest_first(folder: Path, ending: str) -> list[Path]:
    """Return the kept files of a folder, the one written last first."""
    try:
        found = [(p.stat().st_mtime_ns, p) for p in folder.iterdir() if p.suffix == ending]
    except OSError:
        return []
    return [p for _, p in sorted(found, reverse=True)]


def write(path: Path, make: Callable[[Path], None]) -> bool:
    """Let ``make`` write a file beside its place and rename it there; return whether that was possible.

    Of the files beside it the newest stay.
    """
    beside = path.with_name(f"{path.stem}.{os.getpid()}.new")
    try:
        _prepare(path.parent)
        make(beside)
        os.replace(beside, path)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
    for old in newest_first(path.parent, path.suffix)[KEPT:]:
        with suppress(OSError):
            old.unlink()
    return True


def _prepare(folder: Path) -> None:
    """Make a folder of the state; the state as a whole is kept out of git."""
    folder.mkdir(parents=True, exist_ok=True)
    mark = state_folder() / ".gitignore"
    if not mark.exists():
        mark.write_text("*\n", encoding="utf-8")
