"""A document → .docx bytes: the layout of GB/T 9704-2012, native charts with their workbooks, notes, 核对单.

The same input gives the same bytes: no clock, no random names. House choice for notes: a superscript [n] after the
number, leading to the numbered list under 注释.
"""

import io
import zipfile
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from lxml import etree

from anjian.exports import wordml as w
from anjian.exports.document import Block, Chart, Document, Grid, Heading, Paragraph
from anjian.exports.door import checked
from anjian.exports.labels import EN, check_columns, check_rows, label
from anjian.exports.native_chart import CREATED, chart_xml, is_line, workbook_bytes
from anjian.exports.word_styles import FANG, TIMES, fonts_xml, settings_xml, styles_xml

TEXT_WIDTH, TURNED_WIDTH = 8840, 13770
EMU_PER_MM = 36000
CHART_WIDTH = 154 * EMU_PER_MM
PAIRED = 26
_KEPT = ("styles", "settings", "fontTable", "theme")
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Anjian</Application></Properties>"
)
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
LONGEST_PROPERTY = 255


def write(document: Document) -> bytes:
    """Return the document as a .docx file; ValueError names the place of text that no file can hold."""
    return _Writer(checked(document)).bytes()


class _Writer:
    """One document on its way into one package."""

    def __init__(self, document: Document):
        self.document = document
        self.lang = document.lang
        self.chinese = document.lang != EN
        self.word = _package(document.lang)
        self.part = self.word.part
        self.charts = 0
        self.footers = _footers(self.part)

    def bytes(self) -> bytes:
        body = self.part.element.body
        for old in list(body):
            body.remove(old)
        for element in self._elements():
            body.append(element)
        self._properties()
        out = io.BytesIO()
        self.word.save(out)
        return _without_dates(out.getvalue())

    def _elements(self):
        yield from self._head()
        for block in self.document.blocks:
            yield from self._block(block)
        yield from self._notes()
        yield from self._bases()
        yield from self._check_sheet()
        yield from self._last_page()

    # page one

    def _head(self):
        if self.document.marks:
            yield w.paragraph("Marks", self._run("　".join(self.document.marks)))
        yield w.paragraph("Title", self._run(self.document.title))
        for line in _lines(self.document.fields):
            runs = [r for n, field in enumerate(line) for r in self._field(field, tabbed=n > 0)]
            yield w.paragraph("Fields", *runs)
        if self.document.fields:
            yield w.paragraph("Fields")

    def _field(self, field: tuple[str, str], tabbed: bool) -> list:
        name, value = field
        said = f"{chr(9) if tabbed else ''}{name}{label('between', self.lang)}"
        return [self._run(said), self._run(value) if value else w.underlined()]

    # the text

    def _block(self, block: Block):
        match block:
            case Heading():
                yield w.paragraph(f"Heading{block.level}", self._run(block.text))
            case Paragraph():
                yield self._paragraph(block)
            case Grid():
                yield from self._grid(block)
            case Chart():
                yield from self._chart(block)

    def _paragraph(self, block: Paragraph):
        runs = []
        for said in block.said:
            runs.append(self._run(said.text))
            if said.note is not None:
                runs.append(w.link(said.note, self._run(f"[{said.note}]", style="NoteReference")))
        if block.own:
            runs.append(self._run(label("added", self.lang), style="Added"))
        return w.paragraph("BodyText", *runs)

    def _grid(self, grid: Grid):
        yield w.paragraph("Caption", self._run(grid.caption))
        yield w.table(grid.columns, grid.rows, TEXT_WIDTH, grid.caption, self.chinese)
        yield w.paragraph("SourceLine", self._run(grid.source))  # empty, it still parts two tables

    def _chart(self, chart: Chart):
        self.charts += 1
        relationship = place_chart(self.part, chart, self.charts)
        drawn = w.drawing(self.charts, chart.alt or chart.caption, relationship, CHART_WIDTH, _height(chart))
        yield w.paragraph("Caption", self._run(chart.caption))
        yield w.paragraph("ChartLine", drawn)
        yield w.paragraph("SourceLine", self._run(chart.source))

    # after the text

    def _notes(self):
        if self.document.notes:
            yield w.paragraph("Heading1", self._run(label("notes", self.lang)))
        for note in self.document.notes:
            yield w.paragraph("NoteText", *w.bookmarked(note.number, self._run(f"[{note.number}] {note.text}")))

    def _bases(self):
        if self.document.bases:
            yield w.paragraph("Heading1", self._run(label("appendix", self.lang)))
        for text in self.document.bases:
            yield w.paragraph("BasisText", self._run(text))

    def _check_sheet(self):
        """Turn the page for the 核对单 and back after it: ten columns do not fit upright."""
        title = label("check_sheet", self.lang)
        rows = check_rows(self.document.checks)
        yield w.paragraph("SectionEnd", properties=[w.section(self.footers)])
        yield w.paragraph("Heading1", self._run(title))
        yield w.paragraph("Caption", self._run(f"{title}{label('between', self.lang)}{self.document.title}"))
        yield w.table(check_columns(self.lang), rows, TURNED_WIDTH, title, self.chinese)
        said = label("checked", self.lang).format(n=len(rows))
        turned = w.section(self.footers, landscape=True)
        yield w.paragraph("SourceLine", self._run(said), properties=[turned])

    def _last_page(self):
        yield w.paragraph("Heading1", self._run(label("file", self.lang)))
        for name, value in self.document.properties:
            yield w.paragraph("BasisText", self._run(f"{name}{label('between', self.lang)}{value}"))
        yield w.section(self.footers)

    def _run(self, text: str, style: str = ""):
        return w.run(text, style=style, east_asian=self.chinese)

    def _properties(self) -> None:
        core, document = self.word.core_properties, self.document
        core.title = document.title[:LONGEST_PROPERTY]
        core.author = core.last_modified_by = "安鉴 Anjian"
        core.language = "en-GB" if document.lang == EN else "zh-CN"
        core.created = core.modified = CREATED
        core.revision = 1
        core.subject = core.category = core.keywords = ""
        core.comments = "; ".join(f"{k}: {v}" for k, v in document.properties)[:LONGEST_PROPERTY]
        _add_custom(self.word.part.package, document.properties)


def place_chart(part, chart: Chart, number: int) -> str:
    """Add a chart and its workbook to a document's package; return the relationship id to draw it by."""
    package = part.package
    root = parse_xml(chart_xml(chart, TIMES, FANG))
    made = XmlPart(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, root, package)
    name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    book = Part(name, CONTENT_TYPE.SML_SHEET, workbook_bytes(chart), package)
    made.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)  # rId1, as the chart names it
    return part.relate_to(made, RELATIONSHIP_TYPE.CHART)


def _height(chart: Chart) -> int:
    """Return a chart's height in EMU: bars as many as there are, at most a page."""
    if is_line(chart):
        return 75 * EMU_PER_MM
    legend = 8 if len(chart.series) > 1 else 0
    bars = len(chart.categories) * (4 + 4 * len(chart.series))
    return min(max(45, 20 + legend + bars), 200) * EMU_PER_MM


def _lines(fields) -> list[list]:
    """Return the fields two a line where both are short; a long one has a line to itself."""
    lines: list[list] = []
    for field in fields:
        short = w.wide("".join(field)) <= PAIRED
        if short and lines and len(lines[-1]) == 1 and w.wide("".join(lines[-1][0])) <= PAIRED:
            lines[-1].append(field)
        else:
            lines.append([field])
    return lines


def _package(lang: str):
    """Return an empty Word document with the house's styles, fonts and settings and nothing of python-docx's own."""
    word = docx.Document()
    part = word.part
    for key, relationship in list(part.rels.items()):
        if relationship.reltype.rsplit("/", 1)[-1] not in _KEPT:
            del part.rels[key]  # stylesWithEffects among them: 438 kB that validators flag
    _replace(part.part_related_by(RELATIONSHIP_TYPE.STYLES), styles_xml(lang))
    _replace(part.part_related_by(RELATIONSHIP_TYPE.SETTINGS), settings_xml(lang))
    part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = fonts_xml().encode()
    package = part.package
    for key, relationship in list(package.rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[key]
    package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)._blob = _APP.encode()
    return word


def _replace(part: XmlPart, xml: str) -> None:
    part._element = parse_xml(xml)


def _footers(part) -> dict[str, str]:
    """Add the two footers, page number right on odd pages and left on even ones; return type → relationship id."""
    made = {}
    for n, (kind, style) in enumerate((("default", "FooterOdd"), ("even", "FooterEven")), 1):
        xml = etree.tostring(w.el("w:ftr", w.page_number(style)))
        footer = Part(PackURI(f"/word/footer{n}.xml"), CONTENT_TYPE.WML_FOOTER, xml, part.package)
        made[kind] = part.relate_to(footer, RELATIONSHIP_TYPE.FOOTER)
    return made


def _add_custom(package, properties) -> None:
    entries = "".join(
        f'<property fmtid="{_FMTID}" pid="{n}" name={quoteattr(name)}><vt:lpwstr>{escape(value)}</vt:lpwstr></property>'
        for n, (name, value) in enumerate(dict(properties).items(), 2)
    )
    declared = (
        'xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties" '
        'xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"'
    )
    part = Part(PackURI("/docProps/custom.xml"), _CUSTOM, f"<Properties {declared}>{entries}</Properties>".encode())
    package.relate_to(part, _CUSTOM_TYPE)


def _without_dates(package: bytes) -> bytes:
    """Return the same zip with each entry dated 1980-01-01, the zip's own zero."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            new.writestr(zipfile.ZipInfo(entry.filename), old.read(entry), zipfile.ZIP_DEFLATED)
    return out.getvalue()
