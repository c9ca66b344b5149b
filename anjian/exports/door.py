"""A document is looked at once, before anything is written: what no file can hold is refused by its place.

Control characters that XML forbids are refused, not replaced: a brief is signed, and a sign that nobody typed would
stand in it. Line breaks of any kind become one kind. A refusal is a ValueError that names place, found and allowed.
"""

import math
import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from typing import Any

from anjian.exports.document import Chart, Document, Grid, Heading, Paragraph

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
KINDS = ("bar", "line")
LEVELS = range(1, 5)


def checked(document: Document) -> Document:
    """Return the document with plain line breaks; ValueError names the place of what cannot be written."""
    document = _sound(document, "document")
    numbers = [note.number for note in document.notes]
    if twice := sorted(n for n, times in Counter(numbers).items() if times > 1):
        raise ValueError(f"document.notes: {twice} twice, allowed: each number once")
    known = set(numbers)
    for n, block in enumerate(document.blocks):
        _check_block(block, f"document.blocks[{n}]", known)
    return document


def _sound(value: Any, place: str) -> Any:
    if isinstance(value, str):
        return _sound_text(value, place)
    if isinstance(value, tuple):
        return tuple(_sound(v, f"{place}[{n}]") for n, v in enumerate(value))
    if is_dataclass(value):
        return replace(value, **{f.name: _sound(getattr(value, f.name), f"{place}.{f.name}") for f in fields(value)})
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(f"{place}: {value} is no number; a missing value is None")
    return value


def _sound_text(text: str, place: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if found := FORBIDDEN.search(text):
        at = found.start()
        near = FORBIDDEN.sub("□", text[max(0, at - 10) : at + 10])
        raise ValueError(f"{place}: character U+{ord(found[0]):04X} at {at + 1} (“{near}”) cannot stand in a file")
    return text


def _check_block(block, place: str, known: set[int]) -> None:
    match block:
        case Heading() if block.level not in LEVELS:
            raise ValueError(f"{place}.level: {block.level}, allowed: 1 to 4")
        case Paragraph():
            _check_notes({f"said[{n}].note": said.note for n, said in enumerate(block.said)}, place, known)
        case Grid():
            _check_grid(block, place)
        case Chart():
            _check_chart(block, place)
    if isinstance(block, Grid | Chart):
        _check_notes({f"notes[{n}]": note for n, note in enumerate(block.notes)}, place, known)


def _check_notes(cited: dict[str, int | None], place: str, known: set[int]) -> None:
    for where, note in cited.items():
        if note is not None and note not in known:
            raise ValueError(f"{place}.{where}: {note} is not among the notes")


def _check_grid(grid: Grid, place: str) -> None:
    if not grid.columns:
        raise ValueError(f"{place}.columns: none, allowed: one or more")
    for n, row in enumerate(grid.rows):
        if len(row) != len(grid.columns):
            raise ValueError(f"{place}.rows[{n}]: {len(row)} cells, allowed: {len(grid.columns)}")


def _check_chart(chart: Chart, place: str) -> None:
    if chart.kind not in KINDS:
        raise ValueError(f"{place}.kind: {chart.kind}, allowed: {', '.join(KINDS)}")
    if not chart.categories or not chart.series:
        raise ValueError(f"{place}: a chart has one category and one series at least")
    for n, (name, values) in enumerate(chart.series):
        if len(values) != len(chart.categories):
            raise ValueError(f"{place}.series[{n}] {name}: {len(values)} values, allowed: {len(chart.categories)}")
