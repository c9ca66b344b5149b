"""A document → .docx bytes: the layout of GB/T 9704-2012, native charts with their workbooks, notes, 核对单.

The same input gives the same bytes: no clock, no random names. House choice for notes: a superscript [n] after the
number, leading to the numbered list under 注释.
"""

from collections.abc import Iterator

from lxml import etree

from anjian.exports import office
from anjian.exports.document import Block, Chart, Document, Grid, Heading, Paragraph
from anjian.exports.door import checked
from anjian.exports.labels import EN, captioned, check_columns, label, marks_line, stated
from anjian.exports.tables import wide
from anjian.exports.word import check_sheet, package
from anjian.exports.word import wordml as w
from anjian.exports.word.charts import CHART_WIDTH, chart_height, place_chart

TEXT_WIDTH, TURNED_WIDTH = 8840, 13770
PAIRED = 26

Elements = Iterator[etree._Element]


def write(document: Document) -> bytes:
    """Return the document as a .docx file; ValueError names the place of text that no file can hold."""
    return _Writer(captioned(checked(document))).bytes()


class _Writer:
    """One document on its way into one package."""

    def __init__(self, document: Document):
        self.document, self.lang = document, document.lang
        self.chinese = document.lang != EN
        self.word = package.empty(document.lang, document.compact)
        self.part = self.word.part
        self.footers = package.footers(self.part)
        self.charts = 0

    def bytes(self) -> bytes:
        for element in self._elements():
            self.part.element.body.append(element)
        package.describe(self.word, self.document)
        return office.saved(self.word)

    def _elements(self) -> Elements:
        yield from self._head()
        for block in self.document.blocks:
            yield from self._block(block)
        yield from self._notes()
        yield from self._bases()
        yield from self._check_sheet()
        yield from self._last_page()

    def _line(self, style: str, text: str) -> etree._Element:
        return w.paragraph(style, self._run(text))

    def _run(self, text: str, style: str = "") -> etree._Element:
        return w.run(text, style=style, east_asian=self.chinese)

    # page one

    def _head(self) -> Elements:
        if self.document.marks:
            yield self._line("Marks", marks_line(self.document))
        yield self._line("Title", self.document.title)
        for line in _lines(self.document.fields):
            runs = [r for n, field in enumerate(line) for r in self._field(field, tabbed=n > 0)]
            yield w.paragraph("Fields", *runs)
        if self.document.fields and not self.document.compact:
            yield w.paragraph("Fields")

    def _field(self, field: tuple[str, str], tabbed: bool) -> list:
        name, value = field
        said = f"{chr(9) if tabbed else ''}{name}{label('between', self.lang)}"
        return [self._run(said), self._run(value) if value else w.underlined()]

    # the text

    def _block(self, block: Block) -> Elements:
        match block:
            case Heading():
                yield self._line(f"Heading{block.level}", block.text)
            case Paragraph():
                yield self._paragraph(block)
            case Grid():
                yield from self._grid(block)
            case Chart():
                yield from self._chart(block)

    def _paragraph(self, block: Paragraph) -> etree._Element:
        runs = []
        for said in block.said:
            runs.append(self._run(said.text))
            if said.note is not None:
                runs.append(self._raised(said.note))
        if block.own:
            runs.append(self._run(label("added", self.lang), style="Added"))
        return w.paragraph("BodyText", *runs)

    def _raised(self, note: int) -> etree._Element:
        return w.link(note, self._run(f"[{note}]", style="NoteReference"))

    def _grid(self, grid: Grid) -> Elements:
        yield self._line("Caption", grid.caption)
        yield w.table(grid.columns, grid.rows, TEXT_WIDTH, grid.caption, self.chinese)
        yield self._source(grid)  # empty, it still parts two tables

    def _chart(self, chart: Chart) -> Elements:
        self.charts += 1
        relationship = place_chart(self.part, chart, self.charts, self.document.compact)
        height = chart_height(chart, self.document.compact)
        drawn = w.drawing(self.charts, chart.alt or chart.caption, relationship, CHART_WIDTH, height)
        yield self._line("Caption", chart.caption)
        yield w.paragraph("ChartLine", drawn)
        yield self._source(chart)

    def _source(self, block: Grid | Chart) -> etree._Element:
        return w.paragraph("SourceLine", self._run(block.source), *map(self._raised, block.notes))

    # after the text

    def _notes(self) -> Elements:
        if self.document.notes:
            new_page = [w.el("w:pageBreakBefore")] if self.document.compact else []
            yield w.paragraph("Heading1", self._run(label("notes", self.lang)), properties=new_page)
        for note in self.document.notes:
            yield w.paragraph("NoteText", *w.bookmarked(note.number, self._run(f"[{note.number}] {note.listed}")))

    def _bases(self) -> Elements:
        if self.document.bases:
            yield self._line("Heading1", label("appendix", self.lang))
        for text in self.document.bases:
            yield self._line("BasisText", text)

    def _check_sheet(self) -> Elements:
        """Turn the page for the 核对单 and back after it: ten columns do not fit upright."""
        title = label("check_sheet", self.lang)
        rows = check_sheet.rows(self.document.checks, self.lang)
        yield w.paragraph("SectionEnd", properties=[w.section(self.footers)])
        yield self._line("Heading1", title)
        yield self._line("Caption", f"{title}{label('between', self.lang)}{self.document.title}")
        yield w.table(check_columns(self.lang), rows, TURNED_WIDTH, title, self.chinese)
        said = label("checked", self.lang).format(n=len(rows))
        turned = w.section(self.footers, landscape=True)
        yield w.paragraph("SourceLine", self._run(said), properties=[turned])

    def _last_page(self) -> Elements:
        yield self._line("Heading1", label("file", self.lang))
        for line in stated(self.document.properties, self.lang):
            yield self._line("BasisText", line)
        yield w.section(self.footers)


def _lines(fields) -> list[list]:
    """Return the fields two a line where both are short; a long one has a line to itself."""
    lines: list[list] = []
    for field in fields:
        short = wide("".join(field)) <= PAIRED
        if short and lines and len(lines[-1]) == 1 and wide("".join(lines[-1][0])) <= PAIRED:
            lines[-1].append(field)
        else:
            lines.append([field])
    return lines
