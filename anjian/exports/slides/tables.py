"""Tables laid out for slides: columns and rows measured, type as large as fits, long ones parted over slides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from anjian.exports.document import Grid, numeric
from anjian.exports.slides.page import ACROSS, BODY, LEAST, PAD_X, PAD_Y, filled, pitch
from anjian.exports.slides.text import TOKEN, cell_room, cut, flat, measure, wrapped

CELLS, WIDE_CELLS = (20, 18, 16), (14, 12)
FIGURE_SIZES = ((40, 28, 16), (32, 24, 14), (24, 20, 14))
FIGURES, NAMES = "figures", "names"  # numbers beside what the source has; names beside their values
_NAME_WIDTH, _NOTE_WIDTH, _BOLD = 220, 70, 1.06

Row = tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A table as it is drawn: its rows by height and its columns by width, each column in its own size."""

    columns: Row
    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    sizes: tuple[int, ...]
    sides: tuple[str, ...]
    caption: str
    look: str = "cells"

    @property
    def heights(self) -> tuple[int, ...]:
        """Return the height of each row, the header first."""
        bold = tuple(w / _BOLD for w in self.widths)
        head = [_row_height(self.columns, bold, self.head_sizes)] if self.columns else []
        return (*head, *(_row_height(row, self.widths, self.sizes) for row in self.rows))

    @property
    def head_sizes(self) -> tuple[int, ...]:
        return (LEAST,) * len(self.sizes) if self.look == FIGURES else self.sizes

    @property
    def roomy(self) -> bool:
        """Return whether the narrowest column holds two characters."""
        return min(self.widths) >= 2 * self.sizes[0] + 2 * PAD_X

    def only(self, page: range) -> "Table":
        """Return the table with the rows of one page."""
        return replace(self, rows=tuple(self.rows[n] for n in page))


def _row_height(row: Row, widths, sizes) -> int:
    cells = zip(row, widths, sizes, strict=True)
    return max(len(wrapped(t, cell_room(w, s))) * pitch(s) for t, w, s in cells) + 2 * PAD_Y


# a table of the document


def whole(grid: Grid, room: float) -> Table | None:
    """Return the table in the largest type by which it stands on one slide, no cell as a column of words."""
    for size in (*CELLS, *WIDE_CELLS):
        table = _laid(grid, size)
        lines = (max(table.heights) - 2 * PAD_Y) / pitch(size)
        if sum(table.heights) <= room and (lines <= 3 or size in WIDE_CELLS) and table.roomy:
            return table
    return None


def parted(grid: Grid, room: float, place: str) -> Table:
    """Return the table for several slides, in the larger small type where its columns have room.

    Raises ValueError with its place where a slide has no room for so many columns.
    """
    size = next((s for s in WIDE_CELLS if min(_laid(grid, s).widths) >= 4 * s), WIDE_CELLS[-1])
    table = _laid(grid, size)
    if not table.roomy:
        most = int(ACROSS / (2 * size + 2 * PAD_X))
        raise ValueError(f"{place}.columns: {len(grid.columns)}, allowed: {most}, as many as a slide holds")
    most = int((room - table.heights[0] - 2 * PAD_Y) // pitch(size))
    return replace(table, rows=tuple(torn for row in table.rows for torn in _torn_row(row, table, most)))


def _laid(grid: Grid, size: int) -> Table:
    """Return a table in type of one size, its columns as wide as their text where there is room."""
    naturals = _naturals(grid, size, 1)
    if sum(naturals) > ACROSS:
        naturals = _naturals(grid, size, 2)
    widths = column_widths(naturals, ACROSS)
    heads = tuple(cut(t, cell_room(w, size), 4) for t, w in zip(grid.columns, widths, strict=True))
    return Table(heads, grid.rows, widths, (size,) * len(widths), _sides(grid), grid.caption)


def _sides(grid: Grid) -> tuple[str, ...]:
    """Return where each column's text stands: numbers to the right, but the first column names the row."""
    return ("l", *("r" if n else "l" for n in numeric(grid.rows, len(grid.columns))[1:]))


def _naturals(grid: Grid, size: int, lines: int) -> list[float]:
    """Return the widths that columns ask for, their titles in so many lines."""
    asked = []
    for c, title in enumerate(grid.columns):
        words = max(map(measure, TOKEN.findall(title)), default=0)
        head = max(measure(title) / lines, words) * _BOLD
        cells = (measure(line) for row in grid.rows for line in row[c].split("\n"))
        asked.append((max(head, *cells, 1) + 1) * size + 2 * PAD_X)
    return asked


def column_widths(naturals, room: float) -> tuple[float, ...]:
    """Return widths that fill the room: short columns keep theirs, long ones are limited alike."""
    if sum(naturals) <= room:
        return tuple(n * room / sum(naturals) for n in naturals)
    left, given = room, {}
    for n, natural in sorted(enumerate(naturals), key=lambda pair: pair[1]):
        given[n] = min(natural, left / (len(naturals) - len(given)))
        left -= given[n]
    return tuple(given[n] for n in range(len(naturals)))


def _torn_row(row: Row, table: Table, most: int) -> Iterator[Row]:
    """Yield a row as it is, or, where it is taller than a slide, in rows of so many lines."""
    cells = zip(row, table.widths, table.sizes, strict=True)
    lines = [wrapped(text, cell_room(width, size)) for text, width, size in cells]
    for n in range(0, max(map(len, lines)), most):
        yield tuple("".join(cell[n : n + most]) for cell in lines)


# tables that only slides have


def figures(columns: Row, rows: tuple[Row, ...], caption: str) -> list[Table]:
    """Return numbers beside what the source has, largest type first; none where a number would break in two."""
    return [table for sizes in FIGURE_SIZES if (table := _figures(columns, rows, sizes, caption))]


def _figures(columns: Row, rows: tuple[Row, ...], sizes: tuple[int, ...], caption: str) -> Table | None:
    first = (max(measure(row[0]) for row in rows) * _BOLD + 1) * sizes[0] + 2 * PAD_X
    if first > ACROSS / 2:
        return None
    widths = (first, ACROSS - first - _NOTE_WIDTH, _NOTE_WIDTH)
    return Table(columns, rows, widths, sizes, ("l", "l", "r"), caption, FIGURES)


def named(pairs, room: float, caption: str) -> Table | None:
    """Return names beside their values, as many as stand in the room; an empty value is a line to write on."""
    size, widths = BODY[-1], (_NAME_WIDTH, ACROSS - _NAME_WIDTH)
    rooms = [cell_room(width, size) for width in widths]
    rows = tuple(tuple(cut(flat(t), r, 2) for t, r in zip(pair, rooms, strict=True)) for pair in pairs)
    table = Table((), rows, widths, (size, size), ("l", "l"), caption, NAMES)
    kept = filled(table.heights, room, len(rows))
    return table.only(kept[0]) if kept else None
