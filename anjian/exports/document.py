"""A document as its writers see it: blocks in order, each number tied to its note, nothing left to compute."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_NUMBER = re.compile(r"(?:约|about |[≥≤≈+\-−—–±])?\d[\d,.\s]*\D{0,4}|[—–\-①-⑳]?")


@dataclass(frozen=True)
class Said:
    """A piece of a paragraph: words, or a number as it is shown with the note that cites it (counted from 1)."""

    text: str
    note: int | None = None

    @property
    def marked(self) -> str:
        """Return the text with its note's number behind it."""
        return self.text if self.note is None else f"{self.text}[{self.note}]"


@dataclass(frozen=True)
class Heading:
    """A heading of level 1 (一、) to 4 (（1）), with its number in its text."""

    level: int
    text: str


@dataclass(frozen=True)
class Paragraph:
    """A paragraph; ``own`` marks one that the author added."""

    said: tuple[Said, ...]
    own: bool = False

    @property
    def text(self) -> str:
        return "".join(s.text for s in self.said)


@dataclass(frozen=True)
class Grid:
    """A table with caption, header row and source line; cells are text as the screen shows it.

    ``notes`` are the numbers of the notes that cite its figures.
    """

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    source: str = ""
    notes: tuple[int, ...] = ()


def numeric(rows: Sequence[Sequence[str]], columns: int) -> tuple[bool, ...]:
    """Return of each column whether all its cells are numbers (with sign, bound and unit), gaps or marks of a note."""
    return tuple(bool(rows) and all(_NUMBER.fullmatch(row[c]) for row in rows) for c in range(columns))


@dataclass(frozen=True)
class Chart:
    """A native chart: its finding as caption, horizontal bars or a line, one value (or None) a category and series.

    ``shown`` is the number format of the values in the file's own notation (0, 0.00); ``notes`` are the numbers of the
    notes that cite them.
    """

    kind: str
    caption: str
    categories: tuple[str, ...]
    series: tuple[tuple[str, tuple[float | None, ...]], ...]
    unit: str
    alt: str
    source: str
    shown: str = "General"
    notes: tuple[int, ...] = ()


Block = Heading | Paragraph | Grid | Chart


@dataclass(frozen=True)
class Note:
    """A numbered note: where a number comes from, as one line.

    ``short``: the same for a list of all notes, its document not named again where an earlier note names it.
    """

    number: int
    text: str
    short: str = ""

    @property
    def listed(self) -> str:
        """Return the note as it stands in a list of all."""
        return self.short or self.text


@dataclass(frozen=True)
class Check:
    """A line of the 核对单: a number of the text, its sentence, its source, heading, phrase and row of the data.

    Without a note it is a number that the author typed into a paragraph of their own."""

    note: int | None
    shown: str
    sentence: str
    source: str
    heading: str
    as_written: str
    row: str


@dataclass(frozen=True)
class Document:
    """A whole document. ``fields`` are label and value, empty ones to be filled in by hand; ``marks`` stand on page one
    (内部资料, 演示数据, 初步数据); ``properties`` go into the file's own properties and on the last page. A ``compact``
    one is set close, so that its text stands on one page."""

    title: str
    lang: str
    fields: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    notes: tuple[Note, ...]
    checks: tuple[Check, ...]
    bases: tuple[str, ...]
    marks: tuple[str, ...]
    properties: tuple[tuple[str, str], ...]
    compact: bool = False
