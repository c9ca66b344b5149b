"""A document planned as slides, its text measured, so that nothing runs over an edge.

Type never shrinks below what the back of a room can read: what does not fit goes on on a further slide. Where a place
has room for a part only (a title, a source line), … says so and the notes of that slide hold the whole.
"""

from collections.abc import Iterable
from dataclasses import replace

from anjian.exports.document import Chart, Document, Grid, Heading, Paragraph, Said
from anjian.exports.labels import label, stated
from anjian.exports.slides import charts, tables
from anjian.exports.slides.message import Message, Sources, grouped
from anjian.exports.slides.page import BODY, GAP, paged
from anjian.exports.slides.sentences import heights
from anjian.exports.slides.slide import Slide
from anjian.exports.slides.text import flat
from anjian.exports.slides.titles import Titles


def planned(document: Document) -> list[Slide]:
    """Return the slides after the first one; ValueError names the place of what no slide can hold."""
    return _Plan(document).slides()


class _Plan:
    """A document on its way to slides."""

    def __init__(self, document: Document):
        self.document, self.lang = document, document.lang
        self.titles, self.sources = Titles(document), Sources(document)
        self.paragraphs: list[Paragraph] = []
        self.cited: dict[int, None] = {}
        self.bare = False
        self.made: list[Slide] = []

    def slides(self) -> list[Slide]:
        for n, block in enumerate(self.document.blocks):
            if isinstance(block, Paragraph):
                self.paragraphs.append(block)
                continue
            self._messages()
            self._block(block, f"document.blocks[{n}]")
        self._messages()
        self._show_bare()
        return [*self.made, self._last()]

    def _block(self, block: Heading | Grid | Chart, place: str) -> None:
        match block:
            case Heading():
                self._heading(block)
            case Grid():
                self._grid(block, place)
            case Chart():
                self._chart(block)

    def _add(self, slide: Slide) -> None:
        self.bare = False
        self.made.append(replace(slide, title=self.titles.give(slide.title)))

    def _heading(self, heading: Heading) -> None:
        if not self.titles.headings or heading.level <= self.titles.headings[-1].level:
            self._show_bare()
        self.titles.enter(heading)
        self.cited, self.bare = {}, True

    def _show_bare(self) -> None:
        """Give a heading with nothing under it a slide of its own."""
        if self.bare:
            self._add(Slide(self.titles.path(under=False), self.titles.here(), self._notes()))

    def _notes(self, *texts: str) -> tuple[str, ...]:
        """Return what the speaker reads: where this stands, and the text in full."""
        return tuple(t for t in (self.titles.trail(), *texts) if t)

    # messages

    def _messages(self) -> None:
        """Plan the paragraphs gathered."""
        groups, self.paragraphs = grouped(self.paragraphs, self.lang), []
        for group in groups:
            message = Message(group, self.titles, self.sources)
            self.cited |= dict.fromkeys(message.cited)
            for slide in message.slides():
                self._add(replace(slide, notes=self._notes(*slide.notes)))

    # tables and charts

    def _grid(self, grid: Grid, place: str) -> None:
        title = self.titles.caption(grid.caption)
        room = self.titles.room(title)
        table = tables.whole(grid, room)
        if not table:
            room = self.titles.room(title, again=True)
            table = tables.parted(grid, room, place)
        head, *rows = table.heights
        for page in paged(rows, room - head) or [range(0)]:
            part = table.only(page)
            said = ("\t".join(row) for row in (grid.columns, *part.rows))
            notes = self._notes(grid.caption, *said, grid.source, *self._cited_by(grid))
            self._add(Slide(self.titles.path(), title, notes, table=part, source=grid.source))

    def _chart(self, chart: Chart) -> None:
        notes = self._notes(chart.caption, chart.alt, chart.source, *self._cited_by(chart))
        slide = Slide(self.titles.path(), self.titles.caption(chart.caption), notes, source=chart.source)
        for part in charts.parts(chart, self.titles.room(slide.title)):
            self._add(replace(slide, chart=part, top=charts.top(chart) if part != chart else None))

    def _cited_by(self, block: Grid | Chart) -> list[str]:
        """Return the notes of a table or chart; without any, those of the text before it under its heading."""
        return self.sources.listed(dict.fromkeys(block.notes) or self.cited)

    # the last slide

    def _last(self) -> Slide:
        """Return the slide that says what the file is; its notes hold all notes, sources and definitions."""
        document, title = self.document, label("file", self.lang)
        body, size = ((Said(label("in_notes", self.lang)),),), BODY[-1]
        room = self.titles.room(title) - sum(heights(body, size)) - GAP
        table = tables.named(document.properties, room, title)
        return Slide(flat(document.title), title, tuple(self._everything()), body=body, size=size, table=table)

    def _everything(self) -> Iterable[str]:
        yield from stated(self.document.properties, self.lang)
        yield from (label("bases", self.lang), *self.document.bases)
        yield from (label("notes", self.lang), *(f"[{n.number}] {n.text}" for n in self.document.notes))
