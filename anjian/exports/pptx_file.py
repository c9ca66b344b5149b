"""A document → .pptx bytes: one message a slide, its finding as title, native charts and tables, sources, notes.

First the document is planned as slides whose text is measured, so that nothing runs over an edge; then they are drawn.
Type never shrinks below what the back of a room can read: what does not fit goes on on a further slide. Where a place
has room for a part only (a title, a source line), … says so and the notes of that slide hold the whole.
The same input gives the same bytes: no clock, no random names.
"""

import io
import math
import re
import zipfile
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from itertools import pairwise
from xml.sax.saxutils import escape, quoteattr

from lxml import etree
from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part, XmlPart
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from anjian.exports.document import Chart, Document, Grid, Heading, Paragraph, Said
from anjian.exports.door import checked
from anjian.exports.labels import EN, ZH, check_columns, label
from anjian.exports.native_chart import COLOURS, CREATED, GREY, INK, chart_xml, is_line, labelled, workbook_bytes

LABELS = {
    "cited": {ZH: "来源：", EN: "Sources: "},
    "continued": {ZH: "（续）", EN: " (continued)"},
    "continued_more": {ZH: "（续{n}）", EN: " (continued {n})"},
    "in_notes": {
        ZH: "每个数字的出处在所在页的备注里；全部注释、数据来源与口径在本页的备注里。",
        EN: "Where each number comes from stands in the notes of its slide; all notes, sources and definitions stand "
        "in the notes of this one.",
    },
}

# Lengths are points, of which a slide has 960 by 540.
EMU = 12_700
WIDTH, HEIGHT = 960, 540
LEFT, ACROSS = 48, 864
PATH_TOP, RULE, TITLE_TOP, BOTTOM, SOURCE_TOP, FOOT = 22, 48, 58, 480, 488, 526
COVER_TITLE, COVER_TITLE_HEIGHT, COVER_FIELDS = 124, 128, 280
TITLE, COVER, SMALL, LEAST = 28, 36, 12, 14
BODY, ALONE, CELLS, WIDE_CELLS = (24, 20), (36, 28, 24, 20), (20, 18, 16), (14, 12)
FIGURE_SIZES = ((40, 28, 16), (32, 24, 14), (24, 20, 14))
TITLE_LINES, CAPTION_LINES, SOURCE_LINES = 3, 4, 2
BULLETS, MOST_FIGURES, JOINED_LINES = 5, 5, 2
INDENT, GAP, PAD_X, PAD_Y = 22, 12, 10, 4
THICKEST_BAR, MOST_BARS, MANY = 46, 20, 99
FIGURES, NAMES = "figures", "names"  # numbers beside what the source has; names beside their values
LATIN, EAST_ASIAN = "Arial", "微软雅黑"
QUIET, HEAD_FILL = "4F5B62", "E8EDED"
PATH, MARKS, SOURCE = 13, 11, 14
_IDS = {"title": 2, "path": 3, "text": 4, "source": 7, "marks": 8, "number": 9}
NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"
LONGEST_PROPERTY = 255

_SENTENCE = re.compile(r"(?<=[。！？])(?![”’）」』】])|(?<=[。！？][”’）」』】])|(?<=[.!?] )(?=[A-Z“(《])")
_TOKEN = re.compile(r"\n|[^\s\u2e80-\U0010ffff]+ *|.", re.DOTALL)  # a Latin word stays whole, a Chinese one breaks
_NUMERIC = re.compile(r"(?:约|about |[≥≤+\-−])?\d[\d,.–]*\D{0,4}|[—–\-①-⑳]?")
_NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
# Arial's widths in em, with 4 % to spare; what is not named here is as wide as a digit
_WIDTHS = (
    (0.24, "ijl'|"), (0.3, " .,:;!/\\ftI[]"), (0.37, 'r-()"`·'), (0.53, "cksvxyzJ"), (0.7, "ABEFKPSTVXYZ&"),
    (0.76, "CDHNRUw"), (0.82, "GOQ"), (0.94, "mM%"), (1.04, "W@"),
)  # fmt: skip
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NS.items())
_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
_KEPT = ("slideMaster", "presProps", "viewProps", "tableStyles", "theme")
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_TYPE = f"{_NS['r']}/custom-properties"
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Anjian</Application></Properties>"
)
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"

Sentence = tuple[Said, ...]


def write(document: Document) -> bytes:
    """Return the document as a .pptx file; ValueError names the place of what no file, or no slide, can hold."""
    document = checked(document)
    return _Writer(document, _Plan(document).slides()).bytes()


@dataclass(frozen=True)
class _Table:
    """A table as it is drawn: its rows by height and its columns by width, each column in its own size."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]
    sizes: tuple[int, ...]
    sides: tuple[str, ...]
    caption: str
    look: str = "cells"

    @property
    def heights(self) -> tuple[int, ...]:
        """Return the height of each row, the header first."""
        bold = tuple(w / 1.06 for w in self.widths)
        head = [_row_height(self.columns, bold, self.head_sizes)] if self.columns else []
        return (*head, *(_row_height(row, self.widths, self.sizes) for row in self.rows))

    @property
    def head_sizes(self) -> tuple[int, ...]:
        return (LEAST,) * len(self.sizes) if self.look == FIGURES else self.sizes


@dataclass(frozen=True)
class _Slide:
    """One slide: its place in the text, title, sentences in points of ``size``, a table or chart, source line, notes"""

    path: str
    title: str
    notes: tuple[str, ...] = ()
    body: tuple[Sentence, ...] = ()
    size: int = BODY[0]
    table: _Table | None = None
    chart: Chart | None = None
    top: float | None = None  # the end of the value axis, where a chart goes on over slides
    source: str = ""


# how much room text takes


@lru_cache(maxsize=10_000)
def measure(text: str) -> float:
    """Return a text's width in em, rather too wide than too narrow: fonts differ from one computer to the next."""
    return sum(map(_em, text)) + sum(_gap(a, b) for a, b in pairwise(text))


@cache
def _em(character: str) -> float:
    """Return a character's width: Arial's and 4 % for Latin, a full square for Chinese and its signs."""
    place = ord(character)
    if place > 0xFFFF:
        return 1.3
    if place >= 0x2E80 or 0x2014 <= place <= 0x2027 or 0x2190 <= place <= 0x27BF:
        return 1.0
    return next((width for width, signs in _WIDTHS if character in signs), 0.75 if character.isupper() else 0.58)


@lru_cache(maxsize=1_000)
def wrapped(text: str, room: float) -> tuple[str, ...]:
    """Return the text's lines in a room of so many em; joined they are the text."""
    lines, width = [""], 0.0
    for token in _tokens(text, room):
        gap = _gap(lines[-1][-1:], token[0])
        if lines[-1].endswith("\n") or (lines[-1] and width + gap + measure(token.rstrip(" ")) > room):
            lines.append("")
            width = gap = 0.0
        lines[-1] += token
        width += gap + measure(token)
    return tuple(lines)


@lru_cache(maxsize=10_000)
def _gap(before: str, after: str) -> float:
    """Return the gap that some programs draw between Chinese and Latin."""
    met = before.isalnum() and after.isalnum()
    return 0.2 if met and (_em(before) < 1) != (_em(after) < 1) else 0.0


def _tokens(text: str, room: float):
    for token in _TOKEN.findall(text):
        yield from token if measure(token) > room else (token,)


def pitch(size: int) -> int:
    """Return the distance of lines in points of type of a size; it is exact, so that no font changes it."""
    return math.ceil(size * 1.38)


def _line_room(width: float, size: int) -> float:
    return max(width / size - 1, 1)  # a sign that must not open a line takes the one before with it


def _cell_room(width: float, size: int) -> float:
    return max((width - 2 * PAD_X) / size - 0.3, 1)


def _cut(text: str, room: float, lines: int) -> str:
    """Return the text, or as much as stands in so many lines with … for the rest."""
    found = wrapped(text, room)
    return text if len(found) <= lines else "".join(found[:lines]).rstrip()[:-1] + "…"


def _flat(text: str) -> str:
    return re.sub(r"[\n\t]+", " ", text)


def _title_room() -> float:
    return _line_room(ACROSS, TITLE) / 1.04  # bold


def _balanced(text: str, room: float, size: int) -> float:
    """Return the width in which a title takes no more lines than in its room, and breaks best after a comma."""
    lines = len(wrapped(text, room))
    if lines == 1:
        return ACROSS
    rooms = [room - step / 2 for step in range(math.ceil(room * 2) - 8)]
    best = max((r for r in rooms if len(wrapped(text, r)) == lines), key=lambda r: (*_ending(text, r), -r))
    return min((best + 0.6) * 1.04 * size, ACROSS)


def _ending(text: str, room: float) -> tuple[bool, int]:
    """Return how well lines end: the last one is no remnant, the others stop at a comma."""
    *lines, last = wrapped(text, room)
    return measure(last) > room / 3, sum(line.rstrip()[-1:] in "，、；：。）,;:)" for line in lines)


def _body_top(title: str) -> int:
    """Return where the room below a title begins."""
    return TITLE_TOP + len(wrapped(title, _title_room())) * pitch(TITLE) + GAP


def _body_height(body, size: int) -> int:
    return sum(_heights(body, size))


def _heights(body, size: int) -> list[int]:
    room = _line_room(ACROSS - INDENT, size)
    return [len(wrapped(_marked(s), room)) * pitch(size) + GAP for s in body]


def _row_height(row, widths, sizes) -> int:
    cells = zip(row, widths, sizes, strict=True)
    return max(len(wrapped(t, _cell_room(w, s))) * pitch(s) for t, w, s in cells) + 2 * PAD_Y


def column_widths(naturals, room: float) -> tuple[float, ...]:
    """Return widths that fill the room: short columns keep theirs, long ones are limited alike."""
    if sum(naturals) <= room:
        return tuple(n * room / sum(naturals) for n in naturals)
    left, given = room, {}
    for n, natural in sorted(enumerate(naturals), key=lambda pair: pair[1]):
        given[n] = min(natural, left / (len(naturals) - len(given)))
        left -= given[n]
    return tuple(given[n] for n in range(len(naturals)))


def paged(heights, room: float, most: int | None = None) -> list[range]:
    """Return what stands on each page: as few pages as will do, filled alike, ``most`` things on each."""
    pages = _filled(heights, room, most or len(heights))
    for limit in range(math.ceil(sum(heights) / max(len(pages), 1)), math.floor(room)):
        even = _filled(heights, limit, most or len(heights))
        if len(even) == len(pages):
            return even
    return pages


def _filled(heights, room: float, most: int) -> list[range]:
    pages, start, used = [], 0, 0
    for n, height in enumerate(heights):
        if n > start and (used + height > room or n - start >= most):
            pages.append(range(start, n))
            start, used = n, 0
        used += height
    return [*pages, range(start, len(heights))] if heights else []


# sentences


def sentences(paragraph: Paragraph, lang: str) -> list[Sentence]:
    """Return a paragraph's sentences; joined they are the paragraph."""
    found: list[list[Said]] = [[]]
    for said in paragraph.said:
        pieces = [said.text] if said.note is not None else _SENTENCE.split(said.text)
        for n, piece in enumerate(pieces):
            if n and found[-1]:
                found.append([])
            if piece or said.note is not None:
                found[-1].append(Said(piece, said.note))
    if paragraph.own:
        (found[-1] if found[-1] or len(found) == 1 else found[-2]).append(Said(label("added", lang)))
    return [tuple(s) for s in found if s]


def _plain(sentence: Sentence) -> str:
    return "".join(s.text for s in sentence)


def _marked(sentence: Sentence) -> str:
    return "".join(s.text + (f"[{s.note}]" if s.note is not None else "") for s in sentence)


def _numbers(body) -> tuple[int, ...]:
    """Return the notes that sentences cite, each once, in order."""
    return tuple(dict.fromkeys(s.note for sentence in body for s in sentence if s.note is not None))


def _torn(sentence: Sentence, size: int, most: int) -> list[Sentence]:
    """Return the sentence in pieces of so many lines: whole where it fits, else by said pieces, else by lines."""
    room = _line_room(ACROSS - INDENT, size)
    if len(wrapped(_marked(sentence), room)) <= most:
        return [sentence]
    pieces: list[Sentence] = [()]
    for said in (piece for s in sentence for piece in _torn_said(s, room, most)):
        if pieces[-1] and len(wrapped(_marked((*pieces[-1], said)), room)) > most:
            pieces.append(())
        pieces[-1] = (*pieces[-1], said)
    return pieces


def _torn_said(said: Said, room: float, most: int):
    """Yield a piece as it is, or torn into whole slides of it, with its note behind the last."""
    lines = wrapped(said.text, room)
    for n in range(0, len(lines), most - 1):
        last = n + most - 1 >= len(lines)
        yield Said("".join(lines[n : n + most - 1]), said.note if last else None)


# the plan: a document as slides


class _Plan:
    """A document on its way to slides."""

    def __init__(self, document: Document):
        self.document, self.lang = document, document.lang
        self.notes = {note.number: note.text for note in document.notes}
        self.as_written = {c.note: c.as_written for c in reversed(document.checks)}
        self.sources = {c.note: c.source for c in reversed(document.checks)}
        self.headings: list[Heading] = []
        self.paragraphs: list[Paragraph] = []
        self.cited: dict[int, None] = {}
        self.bare = False
        self.planned: list[_Slide] = []
        self.used: Counter = Counter()

    def slides(self) -> list[_Slide]:
        """Return the slides between the first one and the last."""
        for n, block in enumerate(self.document.blocks):
            if isinstance(block, Paragraph):
                self.paragraphs.append(block)
                continue
            self._messages()
            self._block(block, f"document.blocks[{n}]")
        self._messages()
        self._bare()
        return [*self.planned, self._last()]

    def _block(self, block, place: str) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Grid():
                self._grid(block, place)
            case Chart():
                self._chart(block)

    def _heading(self, heading: Heading) -> None:
        if not self.headings or heading.level <= self.headings[-1].level:
            self._bare()
        self.headings = [*(h for h in self.headings if h.level < heading.level), heading]
        self.cited, self.bare = {}, True

    def _bare(self) -> None:
        """Give a heading with nothing under it a slide of its own."""
        if self.bare:
            self._add(_Slide(self._path(under=False), "", notes=self._notes()), self._here())

    def _add(self, slide: _Slide, title: str) -> None:
        """Add a slide; a title that was there before says that it goes on."""
        self.bare = False
        slide = replace(slide, title=self._said_again(title, self.used[title]))
        self.used[title] += 1
        self.planned.append(slide)

    def _said_again(self, title: str, times: int) -> str:
        if not times:
            return title
        return title + _say("continued" if times == 1 else "continued_more", self.lang).format(n=times)

    def _room(self, title: str, again: bool = False) -> int:
        """Return the height below a title, as it will be said, or as it will be on the slides where it goes on."""
        return BOTTOM - _body_top(self._said_again(title, MANY if again else self.used[title]))

    def _path(self, under: bool = True) -> str:
        """Return the headings that lead here, without the last where it is the title."""
        above = [h.text for h in (self.headings if under else self.headings[:-1])]
        return _flat(" › ".join(above) or self.document.title)

    def _here(self) -> str:
        """Return the nearest heading, as a title."""
        text = self.headings[-1].text if self.headings else self.document.title
        return self._title(text, TITLE_LINES)

    def _title(self, text: str, lines: int) -> str:
        """Return the text cut to lines of a title, with room to say that it goes on."""
        again = self._said_again("", MANY)
        cut = _cut(text, _title_room(), lines)
        if len(wrapped(cut + again, _title_room())) <= lines:
            return cut
        return _cut(text, _title_room() - measure(again) / lines - 1, lines)

    # messages

    def _messages(self) -> None:
        """Plan the paragraphs gathered; a short one joins the message before it."""
        groups: list[list[Paragraph]] = []
        for paragraph in self.paragraphs:
            if groups and self._joins(groups[-1], paragraph):
                groups[-1].append(paragraph)
            else:
                groups.append([paragraph])
        self.paragraphs = []
        for group in groups:
            self._message(group)

    def _joins(self, group: list[Paragraph], paragraph: Paragraph) -> bool:
        said = [s for p in (*group, paragraph) for s in sentences(p, self.lang)]
        lines = wrapped(paragraph.text, _line_room(ACROSS - INDENT, BODY[0]))
        return len(said) <= BULLETS and len(lines) <= JOINED_LINES

    def _message(self, group: list[Paragraph]) -> None:
        found = tuple(s for p in group for s in sentences(p, self.lang))
        self.cited |= dict.fromkeys(_numbers(found))
        if not found:
            return
        title, body = self._finding(found)
        slides = self._fitted(title or self._here(), body, found)
        whole = [_said(p, self.lang) for p in group]
        for n, slide in enumerate(slides):
            said = found if n == 0 else slide.body
            text = whole if n == 0 else ["".join(map(_marked, slide.body))]
            notes = self._notes(*text, cited=_numbers(said))
            path = self._path(under=bool(title))
            self._add(replace(slide, path=path, notes=notes, source=self._source(said)), slide.title)

    def _finding(self, found: tuple[Sentence, ...]) -> tuple[str, tuple[Sentence, ...]]:
        """Return the first sentence as title and the others, or no title where it is too long or stands alone."""
        title = re.sub(r"[。.]$", "", _plain(found[0]).strip())
        alone = len(found) == 1 and not self._figures(found)
        if not title or alone or "\n" in title or self._title(title, TITLE_LINES) != title:
            return "", found
        return title, found[1:]

    def _fitted(self, title: str, body: tuple[Sentence, ...], found: tuple[Sentence, ...]) -> list[_Slide]:
        """Return one slide with the largest type that fits, its numbers as written below; or several."""
        room = self._room(title)
        for table in (*self._figures(found), None):
            for size in ALONE if len(found) == 1 and not table else BODY:
                needed = _body_height(body, size) + (sum(table.heights) + GAP if table else 0)
                if len(body) <= BULLETS and needed <= room * (0.45 if size == ALONE[0] else 1):
                    return [_Slide("", title, body=body, size=size, table=table)]
        return self._continued(title, body)

    def _continued(self, title: str, body: tuple[Sentence, ...]) -> list[_Slide]:
        size = BODY[-1]
        room = self._room(title, again=True)
        pieces = [p for s in body for p in _torn(s, size, (room - GAP) // pitch(size))]
        pages = paged(_heights(pieces, size), room, BULLETS)
        return [_Slide("", title, body=tuple(pieces[n] for n in page), size=size) for page in pages]

    def _figures(self, found) -> list[_Table]:
        """Return the numbers of a message beside what the source has, largest type first; none where they are many."""
        given = dict.fromkeys((s.text, s.note) for sentence in found for s in sentence if s.note is not None)
        if not given or len(given) > MOST_FIGURES or not all(self.as_written.get(note) for _, note in given):
            return []
        rows = tuple((text, self.as_written[note], f"[{note}]") for text, note in given)
        return [table for sizes in FIGURE_SIZES if (table := self._figure_table(rows, sizes))]

    def _figure_table(self, rows, sizes: tuple[int, ...]) -> _Table | None:
        """Return the table, or none where a number would break in two."""
        titles = check_columns(self.lang)
        first = (max(measure(row[0]) for row in rows) * 1.06 + 1) * sizes[0] + 2 * PAD_X
        if first > ACROSS / 2:
            return None
        widths = (first, ACROSS - first - 70, 70)
        columns = (titles[1], titles[5], label("note", self.lang))
        return _Table(columns, rows, widths, sizes, ("l", "l", "r"), self._here(), FIGURES)

    def _source(self, found) -> str:
        named = dict.fromkeys(self.sources[n] for n in _numbers(found) if self.sources.get(n))
        return _say("cited", self.lang) + ("；" if self.lang != EN else "; ").join(named) if named else ""

    def _notes(self, *texts: str, cited=()) -> tuple[str, ...]:
        """Return what the speaker reads: where this stands, its text in full, and the notes that it cites."""
        listed = tuple(f"[{n}] {self.notes[n]}" for n in cited)
        path = " › ".join(h.text for h in self.headings)
        return tuple(t for t in (path, *texts, *listed) if t)

    # tables

    def _grid(self, grid: Grid, place: str) -> None:
        title = self._caption(grid.caption)
        table, room = self._whole(grid, self._room(title)), self._room(title)
        if not table:
            room = self._room(title, again=True)
            table = self._parted(grid, room, place)
        head, *rows = table.heights
        for page in paged(rows, room - head) or [range(0)]:
            part = replace(table, rows=tuple(table.rows[n] for n in page))
            said = ("\t".join(row) for row in (grid.columns, *part.rows))
            notes = self._notes(grid.caption, *said, grid.source, cited=self.cited)
            self._add(_Slide(self._path(), "", notes, table=part, source=grid.source), title)

    def _caption(self, caption: str) -> str:
        return self._title(caption, CAPTION_LINES) if caption.strip() else self._here()

    def _whole(self, grid: Grid, room: float) -> _Table | None:
        """Return the table in the largest type by which it stands on one slide, no cell as a column of words."""
        for size in (*CELLS, *WIDE_CELLS):
            table = _laid(grid, size)
            lines = (max(table.heights) - 2 * PAD_Y) / pitch(size)
            if sum(table.heights) <= room and (lines <= 3 or size in WIDE_CELLS) and _roomy(table, size):
                return table
        return None

    def _parted(self, grid: Grid, room: float, place: str) -> _Table:
        """Return the table for several slides, in the larger small type where its columns have room."""
        size = next((s for s in WIDE_CELLS if min(_laid(grid, s).widths) >= 4 * s), WIDE_CELLS[-1])
        table = _laid(grid, size)
        if not _roomy(table, size):
            most = int(ACROSS / (2 * size + 2 * PAD_X))
            raise ValueError(f"{place}.columns: {len(grid.columns)}, allowed: {most}, as many as a slide holds")
        most = int((room - table.heights[0] - 2 * PAD_Y) // pitch(size))
        return replace(table, rows=tuple(torn for row in table.rows for torn in _torn_row(row, table, most)))

    # charts

    def _chart(self, chart: Chart) -> None:
        title = self._caption(chart.caption)
        notes = self._notes(chart.caption, chart.alt, chart.source, cited=self.cited)
        slide = _Slide(self._path(), "", notes, source=chart.source)
        for part in _parts(chart):
            self._add(replace(slide, chart=part, top=_top(chart) if part != chart else None), title)

    # the last slide

    def _last(self) -> _Slide:
        """Return the slide that says what the file is; its notes hold all notes, sources and definitions."""
        document, lang = self.document, self.lang
        title = label("file", lang)
        between = label("between", lang)
        body = ((Said(_say("in_notes", lang)),),)
        room = self._room(title) - _body_height(body, BODY[-1]) - GAP
        table = _named(document.properties, room, title)
        listed = (f"[{n.number}] {n.text}" for n in document.notes)
        own = (f"{name}{between}{value}" for name, value in document.properties)
        notes = (*own, label("bases", lang), *document.bases, label("notes", lang), *listed)
        return _Slide(_flat(document.title), title, notes, body=body, size=BODY[-1], table=table)


def _say(name: str, lang: str) -> str:
    return LABELS[name][EN if lang == EN else ZH]


def _said(paragraph: Paragraph, lang: str) -> str:
    return _marked(paragraph.said) + (label("added", lang) if paragraph.own else "")


def _laid(grid: Grid, size: int) -> _Table:
    """Return a table in type of one size, its columns as wide as their text where there is room."""
    naturals = _naturals(grid, size, 1)
    if sum(naturals) > ACROSS:
        naturals = _naturals(grid, size, 2)
    widths = column_widths(naturals, ACROSS)
    heads = tuple(_cut(t, _cell_room(w, size), 4) for t, w in zip(grid.columns, widths, strict=True))
    numeric = [bool(grid.rows) and all(_NUMERIC.fullmatch(row[c]) for row in grid.rows) for c in range(len(widths))]
    sides = tuple("r" if n and c else "l" for c, n in enumerate(numeric))  # the first names the row
    return _Table(heads, grid.rows, widths, (size,) * len(widths), sides, grid.caption)


def _roomy(table: _Table, size: int) -> bool:
    """Return whether the narrowest column holds two characters."""
    return min(table.widths) >= 2 * size + 2 * PAD_X


def _named(pairs, room: float, caption: str) -> _Table | None:
    """Return names beside their values, as many as stand in the room; an empty value is a line to write on."""
    size, widths = BODY[-1], (220, ACROSS - 220)
    rooms = [_cell_room(width, size) for width in widths]
    rows = tuple(tuple(_cut(_flat(t), r, 2) for t, r in zip(pair, rooms, strict=True)) for pair in pairs)
    table = _Table((), rows, widths, (size, size), ("l", "l"), caption, NAMES)
    kept = _filled(table.heights, room, len(rows))
    return replace(table, rows=tuple(rows[n] for n in kept[0])) if kept else None


def _naturals(grid: Grid, size: int, lines: int) -> list[float]:
    """Return the widths that columns ask for, their titles in so many lines."""
    asked = []
    for c, title in enumerate(grid.columns):
        words = max(map(measure, _TOKEN.findall(title)), default=0)
        head = max(measure(title) / lines, words) * 1.06
        cells = (measure(line) for row in grid.rows for line in row[c].split("\n"))
        asked.append((max(head, *cells, 1) + 1) * size + 2 * PAD_X)
    return asked


def _torn_row(row, table: _Table, most: int):
    """Yield a row as it is, or, where it is taller than a slide, in rows of so many lines."""
    cells = zip(row, table.widths, table.sizes, strict=True)
    lines = [wrapped(text, _cell_room(width, size)) for text, width, size in cells]
    for n in range(0, max(map(len, lines)), most):
        yield tuple("".join(cell[n : n + most]) for cell in lines)


def _parts(chart: Chart) -> list[Chart]:
    """Return the chart, or several where its bars would be too thin to carry their names."""
    count = len(chart.categories)
    if is_line(chart) or count <= MOST_BARS:
        return [chart]
    each = math.ceil(count / math.ceil(count / MOST_BARS))
    return [_part(chart, slice(n, n + each)) for n in range(0, count, each)]


def _part(chart: Chart, which: slice) -> Chart:
    series = tuple((name, values[which]) for name, values in chart.series)
    return replace(chart, categories=chart.categories[which], series=series)


def _top(chart: Chart) -> float:
    """Return a round end for the axis of a chart that goes on over slides, so that all have one scale."""
    greatest = max((v for _, values in chart.series for v in values if v is not None), default=1) or 1
    step = 10 ** math.floor(math.log10(abs(greatest))) / 2
    return math.ceil(greatest / step) * step


# drawing


class _Writer:
    """Slides on their way into one package."""

    def __init__(self, document: Document, slides: list[_Slide]):
        self.document, self.slides, self.lang = document, slides, document.lang
        self.deck = _package(document.lang)
        self.charts = 0

    def bytes(self) -> bytes:
        self._cover()
        for slide in self.slides:
            self._slide(slide)
        self._properties()
        out = io.BytesIO()
        self.deck.save(out)
        return _without_dates(out.getvalue())

    def _new(self, layout: int):
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        tree = slide.shapes._spTree
        for shape in list(tree)[2:]:
            tree.remove(shape)
        return slide, tree

    def _cover(self) -> None:
        document = self.document
        slide, tree = self._new(0)
        room = _line_room(ACROSS, COVER) / 1.04
        title = _cut(_flat(document.title), room, 2)
        box = (LEFT, COVER_TITLE, _balanced(title, room, COVER), COVER_TITLE_HEIGHT)
        tree.append(_shape("title", 'type="ctrTitle"', [self._line(title, COVER)], box))
        if document.marks:
            tree.append(self._boxed_marks())
        if table := _named(document.fields, FOOT - COVER_FIELDS, title):
            tree.append(self._table(table, COVER_FIELDS, inside=False))
        between = label("between", self.lang)
        fields = (f"{name}{between}{value}" for name, value in document.fields)
        self._speak(slide, ("　".join(document.marks), document.title, *fields))

    def _boxed_marks(self):
        said = _cut(_flat("　".join(self.document.marks)), _line_room(ACROSS - 80, 24), 1)
        width = min(measure(said) * 24 * 1.06 + 48, ACROSS)
        return _shape("marks", f'type="body" idx="{PATH}"', [self._line(said, 24)], (LEFT, 62, width, 48))

    def _slide(self, slide: _Slide) -> None:
        made, tree = self._new(1)
        top = _body_top(slide.title)
        box = (LEFT, TITLE_TOP, _balanced(slide.title, _title_room(), TITLE), top - GAP - TITLE_TOP)
        tree.append(_shape("title", 'type="title"', [self._line(slide.title, TITLE)], box))
        tree.append(_shape("path", f'type="body" idx="{PATH}"', [self._line(self._short_path(slide.path), LEAST)]))
        if slide.body:
            alone = slide.size > BODY[0]
            height = _body_height(slide.body, slide.size)
            height = max(height, (BOTTOM - top) * 0.8) if alone else height
            box = (LEFT, top, ACROSS, height)
            tree.append(_shape("text", 'idx="1"', self._body(slide), box, "ctr" if alone else "t"))
            top += height + GAP
        if slide.table:
            tree.append(self._table(slide.table, top, inside=not slide.body))
        if slide.chart:
            tree.append(self._chart(made.part, slide, top))
        self._foot(tree, slide)
        self._speak(made, slide.notes)

    def _short_path(self, path: str) -> str:
        return _cut(path, _line_room(ACROSS - self._marks_width(), LEAST), 1)

    def _marks_width(self) -> float:
        said = "　".join(self.document.marks)
        return min(measure(said) * LEAST * 1.06 + 20, ACROSS / 2) if said else 0

    def _body(self, slide: _Slide) -> list:
        many = len(slide.body) > 1
        dot = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if many else "<a:buNone/>"
        indent = f' marL="{INDENT * EMU}" indent="{-INDENT * EMU}"' if many else ' marL="0" indent="0"'
        said = [self._sentence(s, slide.size) for s in slide.body]
        return [_paragraph(runs, slide.size, GAP, more=dot, attributes=indent) for runs in said]

    def _sentence(self, sentence: Sentence, size: int) -> list:
        runs = []
        for said in sentence:
            cited = said.note is not None
            runs.append(self._run(said.text, size, colour=COLOURS[0] if cited else "", b="1" if cited else "0"))
            if cited:
                runs.append(self._run(f"[{said.note}]", size, colour=QUIET, baseline="30000"))
        return runs

    def _foot(self, tree, slide: _Slide) -> None:
        if slide.source:
            said = _cut(_flat(slide.source), _line_room(ACROSS - 80, SMALL), SOURCE_LINES)
            tree.append(_shape("source", f'type="body" idx="{SOURCE}"', [self._line(said, SMALL)]))
        if self.document.marks:
            width = self._marks_width()
            said = _cut(_flat("　".join(self.document.marks)), _line_room(width, LEAST) + 1, 1)
            box = (LEFT + ACROSS - width, PATH_TOP, width, 22)
            tree.append(_shape("marks", f'type="ftr" idx="{MARKS}"', [self._line(said, LEAST)], box))
        number = str(len(self.deck.slides))
        field = f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr lang="en-US" sz="1200"/><a:t>{number}</a:t></a:fld>'
        tree.append(_shape("number", 'type="sldNum" idx="12"', [_xml(f"<a:p>{field}</a:p>")]))

    def _table(self, table: _Table, top: float, inside: bool):
        rows = [(table.columns, True)] if table.columns else []
        rows += [(row, False) for row in table.rows]
        made = "".join(f'<a:gridCol w="{round(w * EMU)}"/>' for w in table.widths)
        first = ' firstRow="1"' if table.columns else ""
        element = _xml(f"<a:tbl><a:tblPr{first}/><a:tblGrid>{made}</a:tblGrid></a:tbl>")
        for (cells, head), height in zip(rows, table.heights, strict=True):
            row = _xml(f'<a:tr h="{height * EMU}"/>')
            row.extend(self._cell(text, n, table, head) for n, text in enumerate(cells))
            element.append(row)
        box = (LEFT, top, ACROSS, sum(table.heights))
        return _frame("table", table.caption, _TABLE, element, box, inside=inside)

    def _cell(self, text: str, n: int, table: _Table, head: bool):
        size = (table.head_sizes if head else table.sizes)[n]
        colour, bold = _cell_look(n, table, head)
        filled = head and table.look != FIGURES
        fill = f'<a:solidFill><a:srgbClr val="{HEAD_FILL}"/></a:solidFill>' if filled else "<a:noFill/>"
        body = _xml("<a:txBody><a:bodyPr/><a:lstStyle/></a:txBody>")
        body.append(_paragraph([self._run(text, size, colour, b=bold)], size, align=table.sides[n]))
        cell = _xml("<a:tc/>")
        cell.extend((body, _xml(_cell_properties(fill, head))))
        return cell

    def _chart(self, part, slide: _Slide, top: int):
        self.charts += 1
        height = BOTTOM - top
        root = parse_xml(chart_xml(slide.chart, LATIN, EAST_ASIAN, _chart_size(slide.chart)))
        _space_bars(root, slide.chart, height)
        if slide.top is not None:
            _end_axis(root, slide.top)
        package = part.package
        made = XmlPart(PackURI(f"/ppt/charts/chart{self.charts}.xml"), CONTENT_TYPE.DML_CHART, package, root)
        name = PackURI(f"/ppt/embeddings/Microsoft_Excel_Sheet{self.charts}.xlsx")
        made.relate_to(
            Part(name, CONTENT_TYPE.SML_SHEET, package, workbook_bytes(slide.chart)), RELATIONSHIP_TYPE.PACKAGE
        )
        relationship = part.relate_to(made, RELATIONSHIP_TYPE.CHART)
        drawn = _xml(f'<c:chart r:id="{relationship}"/>')
        said = slide.chart.alt or slide.chart.caption
        return _frame("chart", said, _NS["c"], drawn, (LEFT, top, ACROSS, height))

    def _speak(self, slide, lines) -> None:
        """Write the speaker's notes, a paragraph a line."""
        body = slide.notes_slide.notes_text_frame._txBody
        for old in body.findall(f"{{{_NS['a']}}}p"):
            body.remove(old)
        for line in lines or ("",):
            body.append(_paragraph([self._run(line, SMALL)]))

    def _line(self, text: str, size: int):
        return _paragraph([self._run(text, size)], size)

    def _run(self, text: str, size: int, colour: str = "", **more: str) -> list:
        """Return a text's runs and line breaks."""
        langs = 'lang="en-GB"' if self.lang == EN else 'lang="zh-CN" altLang="en-US"'
        given = "".join(f' {name}="{value}"' for name, value in more.items())
        fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>' if colour else ""
        look = f'<a:rPr {langs} sz="{size * 100}"{given}>{fill}</a:rPr>'
        return [_xml(f"<a:br>{look}</a:br>") if p == "\n" else _text(look, p) for p in re.split("(\n)", text) if p]

    def _properties(self) -> None:
        core, document = self.deck.core_properties, self.document
        core.title = document.title[:LONGEST_PROPERTY]
        core.author = core.last_modified_by = "安鉴 Anjian"
        core.language = "en-GB" if document.lang == EN else "zh-CN"
        core.created = core.modified = CREATED
        core.revision = 1
        core.subject = core.category = core.keywords = ""
        core.comments = "; ".join(f"{k}: {v}" for k, v in document.properties)[:LONGEST_PROPERTY]
        _add_custom(self.deck.part.package, document.properties)


# DrawingML, element by element: text goes in as text, never as markup


def _xml(xml: str) -> etree._Element:
    """Return the one element of ``xml``, with its prefixes declared."""
    return parse_xml(f"<x {_DECLARED}>{xml}</x>")[0]


def _text(look: str, text: str):
    run = _xml(f"<a:r>{look}<a:t/></a:r>")
    run[-1].text = text
    return run


def _paragraph(runs, size: int | None = None, before: int = 0, *, more="", attributes="", align=""):
    """Return a paragraph of runs (each a list); with a size its lines have an exact distance."""
    space = f'<a:lnSpc><a:spcPts val="{pitch(size) * 100}"/></a:lnSpc>' if size else ""
    space += f'<a:spcBef><a:spcPts val="{before * 100}"/></a:spcBef>' if size else ""
    side = f' algn="{align}"' if align else ""
    made = _xml(f"<a:p><a:pPr{attributes}{side}>{space}{more}</a:pPr></a:p>")
    for run in runs:
        made.extend(run)
    return made


def _box(box, tag: str = "a:xfrm") -> str:
    x, y, width, height = (round(v * EMU) for v in box)
    return f'<{tag}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></{tag}>'


def _shape(name: str, which: str, paragraphs, box=None, anchor: str = ""):
    """Return a placeholder filled with paragraphs; without a box it stands where its layout has it."""
    inside = f' anchor="{anchor}"' if anchor else ""
    made = _xml(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{_IDS[name]}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {which}/></p:nvPr></p:nvSpPr><p:spPr>{_box(box) if box else ''}</p:spPr>"
        f"<p:txBody><a:bodyPr{inside}/><a:lstStyle/></p:txBody></p:sp>"
    )
    made[-1].extend(paragraphs)
    return made


def _frame(name: str, said: str, uri: str, drawn, box, *, inside: bool = True):
    """Return a table or chart with its alternative text; ``inside`` the slide's own place for content."""
    place = '<p:ph idx="1"/>' if inside else ""
    made = _xml(
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="5" name="{name}"/><p:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{place}</p:nvPr></p:nvGraphicFramePr>'
        f'{_box(box, "p:xfrm")}<a:graphic><a:graphicData uri="{uri}"/></a:graphic></p:graphicFrame>'
    )
    made[0][0].set("descr", said)
    made[-1][0].append(drawn)
    return made


def _cell_look(n: int, table: _Table, head: bool) -> tuple[str, str]:
    """Return the colour and weight of a cell in column ``n``."""
    if head:
        return (QUIET, "0") if table.look == FIGURES else (INK, "1")
    if table.look == FIGURES and n == 0:
        return COLOURS[0], "1"
    quiet = (table.look, n) in ((FIGURES, 2), (NAMES, 0))
    return (QUIET if quiet else INK), "0"


def _cell_properties(fill: str, head: bool) -> str:
    line = f'<a:solidFill><a:srgbClr val="{QUIET if head else GREY}"/></a:solidFill>'
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
    sides = f'marL="{PAD_X * EMU}" marR="{PAD_X * EMU}" marT="{PAD_Y * EMU}" marB="{PAD_Y * EMU}"'
    return f'<a:tcPr {sides} anchor="{"b" if head else "ctr"}">{none}<a:lnB w="9525">{line}</a:lnB>{fill}</a:tcPr>'


def _chart_size(chart: Chart) -> int:
    """Return the type of a chart in points: large, where its bars leave room."""
    if is_line(chart):
        return 16 if len(chart.categories) <= 12 else LEAST
    lines = len(chart.categories) * (len(chart.series) if labelled(chart) else 1)
    return 16 if lines <= 12 else LEAST if lines <= 16 else SMALL


def _space_bars(root, chart: Chart, height: float) -> None:
    """Keep few bars from growing as thick as planks."""
    for gap in root.iter(f"{{{_NS['c']}}}gapWidth"):
        each = height * 0.75 / len(chart.categories)
        wanted = 100 * (each / THICKEST_BAR - len(chart.series))
        gap.set("val", str(round(min(max(wanted, 60), 500))))


def _end_axis(root, top: float) -> None:
    scaling = root.find(f".//{{{_NS['c']}}}valAx/{{{_NS['c']}}}scaling")
    if scaling.find(f"{{{_NS['c']}}}max") is None:
        scaling.find(f"{{{_NS['c']}}}orientation").addnext(_xml(f'<c:max val="{top:g}"/>'))


# the package: the house's master, layouts and theme, and nothing of python-pptx's own


def _package(lang: str):
    """Return a presentation without slides: 16:9, one master with two layouts, for the first slide and the others."""
    deck = Presentation()
    part = deck.part
    for key, relationship in list(part.rels.items()):
        if relationship.reltype.rsplit("/", 1)[-1] not in _KEPT:
            part.rels.pop(key)  # printer settings
    size = part._element.find(f"{{{_NS['p']}}}sldSz")
    size.attrib.clear()
    size.set("cx", str(WIDTH * EMU))
    size.set("cy", str(HEIGHT * EMU))
    for layout in list(deck.slide_layouts)[2:]:
        deck.slide_layouts.remove(layout)
    _dress(deck, lang)
    package = part.package
    for key, relationship in list(package._rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(key)
    package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)._blob = _APP.encode()
    return deck


def _dress(deck, lang: str) -> None:
    master = deck.slide_master.part
    ids = [layout.get(f"{{{_NS['r']}}}id") for layout in master._element.sldLayoutIdLst]
    layouts = [layout.part for layout in deck.slide_layouts]
    master.part_related_by(RELATIONSHIP_TYPE.THEME)._blob = _theme().encode()
    master._element = parse_xml(_master(ids))
    for part, xml in zip(layouts, (_cover_layout(), _text_layout()), strict=True):
        part._element = parse_xml(xml)
    notes = deck.notes_master.part
    notes.part_related_by(RELATIONSHIP_TYPE.THEME)._element = parse_xml(_theme().encode())


def _theme() -> str:
    colours = {"dk1": INK, "lt1": "FFFFFF", "dk2": COLOURS[0], "lt2": "F1F3F2"}
    colours |= {f"accent{n}": colour for n, colour in enumerate(COLOURS, 1)}
    colours |= {"hlink": COLOURS[0], "folHlink": QUIET}
    scheme = "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())
    font = f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/><a:cs typeface=""/>'
    font += f'<a:font script="Hans" typeface="{EAST_ASIAN}"/>'
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line, effect = f'<a:ln w="9525">{fill}</a:ln>', "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f'<a:theme {_DECLARED} name="Anjian"><a:themeElements><a:clrScheme name="Anjian">{scheme}</a:clrScheme>'
        f'<a:fontScheme name="Anjian"><a:majorFont>{font}</a:majorFont><a:minorFont>{font}</a:minorFont></a:fontScheme>'
        f'<a:fmtScheme name="Anjian"><a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>'
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
        "</a:fmtScheme></a:themeElements></a:theme>"
    )


def _master(layouts: list[str]) -> str:
    listed = "".join(f'<p:sldLayoutId id="{2147483649 + n}" r:id="{key}"/>' for n, key in enumerate(layouts))
    colours = "".join(f' accent{n}="accent{n}"' for n in range(1, 7))
    shapes = _title_place("title") + _body_place() + _marks_place() + _number_place() + _rule(RULE)
    return (
        f'<p:sldMaster {_DECLARED}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg>{_tree(shapes)}</p:cSld>"
        f'<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"{colours} hlink="hlink" folHlink="folHlink"/>'
        f"<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst><p:txStyles>"
        f"<p:titleStyle>{_level(TITLE, 'tx2', bold=True)}</p:titleStyle>"
        f"<p:bodyStyle>{_level(BODY[0], 'tx1')}</p:bodyStyle>"
        f"<p:otherStyle>{_level(BODY[1], 'tx1')}</p:otherStyle></p:txStyles></p:sldMaster>"
    )


def _level(size: int, colour: str, bold: bool = False) -> str:
    major = "+mj" if bold else "+mn"
    fonts = "".join(f'<a:{f} typeface="{major}-{t}"/>' for f, t in (("latin", "lt"), ("ea", "ea"), ("cs", "cs")))
    return (
        f'<a:lvl1pPr marL="0" indent="0" algn="l" defTabSz="914400" eaLnBrk="1" latinLnBrk="0" hangingPunct="1">'
        f'<a:buNone/><a:defRPr sz="{size * 100}" b="{int(bold)}" kern="1200"><a:solidFill><a:schemeClr val="{colour}"/>'
        f"</a:solidFill>{fonts}</a:defRPr></a:lvl1pPr>"
    )


def _cover_layout() -> str:
    title = _title_place("ctrTitle", (LEFT, COVER_TITLE, ACROSS, COVER_TITLE_HEIGHT), COVER)
    marks = _place("marks", f'type="body" sz="quarter" idx="{PATH}"', (LEFT, 62, 300, 48), 24, COLOURS[0], boxed=True)
    return _layout("title", "Cover", title + marks + _rule(36, 28575) + _rule(COVER_FIELDS), own=True)


def _text_layout() -> str:
    path = _place("path", f'type="body" sz="quarter" idx="{PATH}"', (LEFT, PATH_TOP, ACROSS / 2, 22), LEAST, QUIET)
    box = (LEFT, SOURCE_TOP, ACROSS - 80, FOOT - SOURCE_TOP)
    source = _place("source", f'type="body" sz="quarter" idx="{SOURCE}"', box, SMALL, QUIET, anchor="b")
    return _layout(
        "obj", "Message", _title_place("title") + _body_place() + path + source + _marks_place() + _number_place()
    )


def _layout(kind: str, name: str, shapes: str, own: bool = False) -> str:
    hidden = ' showMasterSp="0"' if own else ""
    return (
        f'<p:sldLayout {_DECLARED} type="{kind}" preserve="1"{hidden}><p:cSld name="{name}">{_tree(shapes)}</p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _tree(shapes: str) -> str:
    group = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    return f"<p:spTree>{group}{shapes}</p:spTree>"


def _title_place(kind: str, box=(LEFT, TITLE_TOP, ACROSS, 2 * 39), size: int = TITLE) -> str:
    return _place("title", f'type="{kind}"', box, size, COLOURS[0], bold=True, anchor="b" if size == COVER else "t")


def _body_place() -> str:
    return _place("text", 'type="body" idx="1"', (LEFT, 150, ACROSS, BOTTOM - 150), BODY[0], INK)


def _marks_place() -> str:
    box = (LEFT + ACROSS / 2, PATH_TOP, ACROSS / 2, 22)
    return _place("marks", f'type="ftr" sz="quarter" idx="{MARKS}"', box, LEAST, COLOURS[0], bold=True, align="r")


def _number_place() -> str:
    box = (LEFT + ACROSS - 60, FOOT - 18, 60, 18)
    text = f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'
    which = 'type="sldNum" sz="quarter" idx="12"'
    return _place("number", which, box, SMALL, QUIET, align="r", anchor="b", text=text)


def _place(name: str, which: str, box, size: int, colour: str, **look) -> str:
    """Return a placeholder of the master or a layout: its place and look, no shrinking, no margin unless boxed."""
    boxed, inset = look.get("boxed", False), 24 * EMU if look.get("boxed") else 0
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    edge = f'<a:ln w="19050">{fill}</a:ln>' if boxed else ""
    shape = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    text = look.get("text") or f"<a:r><a:rPr/><a:t>{name}</a:t></a:r>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{_IDS[name]}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {which}/></p:nvPr></p:nvSpPr><p:spPr>{_box(box)}{shape}{edge}"
        f'</p:spPr><p:txBody><a:bodyPr wrap="square" lIns="{inset}" tIns="0" rIns="{inset}" bIns="0" '
        f'anchor="{look.get("anchor", "t")}"><a:noAutofit/></a:bodyPr><a:lstStyle>'
        f'<a:lvl1pPr marL="0" indent="0" algn="{look.get("align", "l")}"><a:buNone/><a:defRPr sz="{size * 100}" '
        f'b="{int(look.get("bold", boxed))}">{fill}</a:defRPr></a:lvl1pPr></a:lstStyle>'
        f"<a:p>{text}</a:p></p:txBody></p:sp>"
    )


def _rule(top: float, weight: int = 9525) -> str:
    """Return a hairline across."""
    return (
        f'<p:cxnSp><p:nvCxnSpPr><p:cNvPr id="{round(top) + 100}" name="rule"/><p:cNvCxnSpPr/><p:nvPr/></p:nvCxnSpPr>'
        f'<p:spPr>{_box((LEFT, top, ACROSS, 0))}<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{weight}">'
        f'<a:solidFill><a:srgbClr val="{COLOURS[0]}"/></a:solidFill></a:ln></p:spPr></p:cxnSp>'
    )


def _add_custom(package, properties) -> None:
    entries = "".join(
        f'<property fmtid="{_FMTID}" pid="{n}" name={quoteattr(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for n, (name, value) in enumerate(dict(properties).items(), 2)
    )
    declared = (
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
    )
    blob = f"<Properties {declared}>{entries}</Properties>".encode()
    package.relate_to(Part(PackURI("/docProps/custom.xml"), _CUSTOM, package, blob), _CUSTOM_TYPE)


def _without_dates(package: bytes) -> bytes:
    """Return the same zip with each entry dated 1980-01-01, the zip's own zero."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()
