"""The blocks of a document as a template sets them: headings, paragraphs, tables, native charts, notes, 核对单."""

import re
from collections.abc import Iterable, Iterator

from lxml import etree

from anjian.exports.document import Block, Chart, Document, Grid, Heading, Paragraph
from anjian.exports.labels import EN, check_columns, label, stated
from anjian.exports.own_template.looks import Look, Styles, hinted, small
from anjian.exports.own_template.wording import say
from anjian.exports.word import check_sheet
from anjian.exports.word import wordml as w
from anjian.exports.word.charts import CHART_WIDTH, EMU_PER_MM, chart_height, place_chart

EMU_PER_TWIP = 635
_NUMBER = re.compile(r"\d{1,9}")


class Blocks:
    """One document on its way into one template; ids go on where the template's own end."""

    def __init__(self, document: Document, part, styles: Styles, roots: Iterable[etree._Element], notes: bool):
        self.document, self.lang = document, document.lang
        self.chinese = document.lang != EN
        self.part, self.styles, self.notes_placed = part, styles, notes
        roots = list(roots)
        self._drawn = _highest(roots, f"{{{w.NS['wp']}}}docPr", "id")
        self._marks = _highest(roots, w.qualified("w:bookmarkStart"), w.qualified("w:id"))
        self._anchor = _unused(roots)
        self._charts = _free_numbers(part.package)

    def blocks(self, blocks: Iterable[Block], look: Look, room: int) -> Iterator[etree._Element]:
        """Yield blocks, ``room`` twips wide, their text in a look."""
        for block in blocks:
            match block:
                case Heading():
                    set_so = self.styles.heading(block.level, look)
                    yield set_so.line(set_so.said(block.text))
                case Paragraph():
                    yield look.line(*self._said(block, look))
                case Grid():
                    yield from self._grid(block, look, room)
                case Chart():
                    yield from self._chart(block, look, room)

    def _said(self, block: Paragraph, look: Look) -> Iterator[etree._Element]:
        for said in block.said:
            yield look.said(said.text)
            if said.note is not None:
                yield self._raised(said.note, look)
        if block.own:
            yield look.said(label("added", self.lang))

    def _raised(self, note: int, look: Look) -> etree._Element:
        """Return a note's number in superscript, leading to its note where the template has a place for notes."""
        number = look.said(f"[{note}]", w.el("w:vertAlign", val="superscript"))
        return w.el("w:hyperlink", number, anchor=f"{self._anchor}{note}", history=1) if self.notes_placed else number

    def _grid(self, grid: Grid, look: Look, room: int) -> Iterator[etree._Element]:
        yield self._caption(grid, look)
        yield self._table(grid.columns, grid.rows, grid.caption, look, room)
        yield self._source(grid, look)  # empty, it still parts two tables and ends a cell

    def _caption(self, block: Grid | Chart, look: Look) -> etree._Element:
        look = self.styles.caption(look)
        return look.line(look.said(block.caption))

    def _source(self, block: Grid | Chart, look: Look) -> etree._Element:
        look = self.styles.source(look)
        return look.line(look.said(block.source), *(self._raised(note, look) for note in block.notes))

    def _table(self, columns, rows, caption: str, look: Look, room: int) -> etree._Element:
        return self.styles.dress(w.table(columns, rows, room, caption, self.chinese), look)

    def _chart(self, chart: Chart, look: Look, room: int) -> Iterator[etree._Element]:
        self._drawn += 1
        relationship = place_chart(self.part, chart, next(self._charts))
        width = min(CHART_WIDTH, room * EMU_PER_TWIP)
        height = min(chart_height(chart), 150 * EMU_PER_MM)
        yield self._caption(chart, look)
        drawn = w.drawing(self._drawn, chart.alt or chart.caption, relationship, width, height)
        yield self.styles.chart().line(drawn)
        yield self._source(chart, look)

    def notes(self, look: Look) -> Iterator[etree._Element]:
        """Yield the notes, each where its number leads."""
        for note in self.document.notes:
            self._marks += 1
            start = w.el("w:bookmarkStart", id=self._marks, name=f"{self._anchor}{note.number}")
            end = w.el("w:bookmarkEnd", id=self._marks)
            yield look.line(start, look.said(f"[{note.number}] {note.listed}"), end)

    def appendix(self, look: Look) -> Iterator[etree._Element]:
        """Yield sources and definitions, a paragraph each."""
        for text in self.document.bases:
            yield look.line(look.said(text))

    def checks(self, look: Look, room: int) -> Iterator[etree._Element]:
        """Yield the 核对单: a table, and the line that says how many there are."""
        rows = check_sheet.rows(self.document.checks, self.lang)
        yield self._table(check_columns(self.lang), rows, label("check_sheet", self.lang), look, room)
        source = self.styles.source(look)
        yield source.line(source.said(label("checked", self.lang).format(n=len(rows))))

    def file(self, look: Look) -> Iterator[etree._Element]:
        """Yield what the file says about itself, a paragraph each."""
        for line in stated(self.document.properties, self.lang):
            yield look.line(look.said(line))

    def first_line(self, text: str) -> etree._Element:
        """Return the first paragraph of a template that has no place for the marks."""
        look = self._plain_look().but(run=(w.el("w:b"),))
        return look.line(look.said(text))

    def last_line(self, properties: Iterable[tuple[str, str]]) -> etree._Element:
        """Return the last paragraph of a template that has no place for the file's properties."""
        values = say("semicolon", self.lang).join(stated(properties, self.lang))
        look = small(self._plain_look())
        (line,) = stated([(label("file", self.lang), values)], self.lang)
        return look.line(look.said(line))

    def _plain_look(self) -> Look:
        return hinted(Look()) if self.chinese else Look()


def _highest(roots: list[etree._Element], tag: str, attribute: str) -> int:
    found = (e.get(attribute) or "" for root in roots for e in root.iter(tag))
    return max((int(n) for n in found if _NUMBER.fullmatch(n)), default=0)


def _unused(roots: list[etree._Element]) -> str:
    """Return the beginning of bookmark names that the template has not: it may have been a brief itself."""
    names = {e.get(w.qualified("w:name")) or "" for root in roots for e in root.iter(w.qualified("w:bookmarkStart"))}
    anchor = "note_"
    while any(n.startswith(anchor) for n in names):
        anchor += "_"
    return anchor


def _free_numbers(package) -> Iterator[int]:
    """Yield numbers of charts that no part of the template has."""
    taken = {str(p.partname) for p in package.iter_parts()}
    for n in range(1, len(taken) + 10_000):
        if not taken & {f"/word/charts/chart{n}.xml", f"/word/embeddings/Microsoft_Excel_Sheet{n}.xlsx"}:
            yield n
