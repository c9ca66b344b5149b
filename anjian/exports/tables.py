"""A table that a file or a terminal can show: titles, cells, and what stands under it."""

from dataclasses import dataclass, field
from datetime import date

Cell = str | int | float | date | None


@dataclass(frozen=True)
class Table:
    """Rows under titles. ``notes`` are (label, text) pairs: selection, version, sources."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[tuple[str, str], ...] = field(default=())


def wide(text: str) -> int:
    """Return a text's width in half characters."""
    return sum(2 if ord(ch) > 0x2E7F else 1 for ch in text)


def whole(value: Cell) -> Cell:
    """Return 1843 for 1843.0, so that counts look like counts in every file; other values unchanged."""
    return int(value) if isinstance(value, float) and value.is_integer() else value
