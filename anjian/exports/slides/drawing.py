"""Planned slides drawn into a package: the first slide, then each with title, text, table or chart, source, notes."""

from collections.abc import Iterable

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part, XmlPart
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from anjian.exports import office
from anjian.exports.document import Document
from anjian.exports.labels import EN, marks_line, stated
from anjian.exports.native_chart import COLOURS, GREY, INK, chart_xml, workbook_bytes
from anjian.exports.slides import charts, master
from anjian.exports.slides import elements as e
from anjian.exports.slides import page as p
from anjian.exports.slides.sentences import Sentence, heights
from anjian.exports.slides.slide import Slide
from anjian.exports.slides.tables import FIGURES, NAMES, Table, named
from anjian.exports.slides.text import balanced, body_top, cut, flat, line_room, measure, title_room

_MARKS_SIZE = 24  # on the first slide


def drawn(document: Document, slides: list[Slide]) -> bytes:
    """Return a first slide and the planned ones as a .pptx file."""
    return _Drawing(document).bytes(slides)


class _Drawing:
    """Slides on their way into one package."""

    def __init__(self, document: Document):
        self.document, self.lang = document, document.lang
        self.deck = master.empty()
        self.charts = 0

    def bytes(self, slides: list[Slide]) -> bytes:
        self._cover()
        for slide in slides:
            self._slide(slide)
        self._describe()
        return office.saved(self.deck)

    def _new(self, layout: int):
        """Return a new slide and the tree of its shapes, emptied."""
        slide = self.deck.slides.add_slide(self.deck.slide_layouts[layout])
        tree = slide.shapes._spTree
        for shape in list(tree)[2:]:
            tree.remove(shape)
        return slide, tree

    # the first slide

    def _cover(self) -> None:
        document = self.document
        slide, tree = self._new(0)
        title = cut(flat(document.title), title_room(p.COVER), 2)
        at = (p.LEFT, p.COVER_TITLE, p.ACROSS, p.COVER_TITLE_HEIGHT)
        tree.append(e.shape("title", 'type="ctrTitle"', [self._line(balanced(title, p.COVER), p.COVER)], at))
        if document.marks:
            tree.append(self._boxed_marks())
        if table := named(document.fields, p.FOOT - p.COVER_FIELDS, title):
            tree.append(self._table(table, p.COVER_FIELDS, inside=False))
        self._speak(slide, (marks_line(document), document.title, *stated(document.fields, self.lang)))

    def _boxed_marks(self) -> etree._Element:
        said = cut(flat(marks_line(self.document)), line_room(p.ACROSS - 80, _MARKS_SIZE), 1)
        width = min(measure(said) * _MARKS_SIZE * 1.06 + 48, p.ACROSS)
        return e.shape("marks", master.PATH, [self._line(said, _MARKS_SIZE)], (p.LEFT, 62, width, 48))

    # the others

    def _slide(self, slide: Slide) -> None:
        made, tree = self._new(1)
        top = self._head(tree, slide)
        if slide.body:
            top = self._body(tree, slide, top)
        if slide.table:
            tree.append(self._table(slide.table, top, inside=not slide.body))
        if slide.chart:
            tree.append(self._chart(made.part, slide, top))
        self._foot(tree, slide)
        self._speak(made, slide.notes)

    def _head(self, tree, slide: Slide) -> int:
        """Draw title and path; return where the room below begins."""
        top = body_top(slide.title)
        at = (p.LEFT, p.TITLE_TOP, p.ACROSS, top - p.GAP - p.TITLE_TOP)
        path = cut(slide.path, line_room(p.ACROSS - self._marks_width(), p.LEAST), 1)
        tree.append(e.shape("title", 'type="title"', [self._line(balanced(slide.title), p.TITLE)], at))
        at = (p.LEFT, p.PATH_TOP, p.ACROSS - self._marks_width(), 22)
        tree.append(e.shape("path", master.PATH, [self._line(path, p.LEAST)], at))
        return top

    def _body(self, tree, slide: Slide, top: float) -> float:
        """Draw sentences, one alone in the middle; return where the room below begins."""
        alone = slide.size > p.BODY[0]
        height = sum(heights(slide.body, slide.size))
        height = max(height, (p.BOTTOM - top) * 0.8) if alone else height
        at = (p.LEFT, top, p.ACROSS, height)
        tree.append(e.shape("text", 'idx="1"', self._sentences(slide), at, "ctr" if alone else "t"))
        return top + height + p.GAP

    def _sentences(self, slide: Slide) -> list[etree._Element]:
        many = len(slide.body) > 1
        dot = '<a:buFont typeface="Arial"/><a:buChar char="•"/>' if many else "<a:buNone/>"
        indent = f' marL="{p.INDENT * p.EMU}" indent="{-p.INDENT * p.EMU}"' if many else ' marL="0" indent="0"'
        said = [self._sentence(s, slide.size) for s in slide.body]
        return [e.paragraph(runs, slide.size, p.GAP, more=dot, attributes=indent) for runs in said]

    def _sentence(self, sentence: Sentence, size: int) -> list:
        """Return a sentence as runs: numbers bold, their notes raised."""
        runs = []
        for said in sentence:
            cited = said.note is not None
            runs.append(self._run(said.text, size, colour=COLOURS[0] if cited else "", b="1" if cited else "0"))
            if cited:
                runs.append(self._run(f"[{said.note}]", size, colour=p.QUIET, baseline="30000"))
        return runs

    def _foot(self, tree, slide: Slide) -> None:
        if slide.source:
            said = cut(flat(slide.source), line_room(p.ACROSS - 80, p.SMALL), p.SOURCE_LINES)
            tree.append(e.shape("source", master.SOURCE, [self._line(said, p.SMALL)]))
        if self.document.marks:
            tree.append(self._marks())
        look = '<a:rPr lang="en-US" sz="1200"/>'
        field = f'<a:fld id="{e.NUMBER_FIELD}" type="slidenum">{look}<a:t>{len(self.deck.slides)}</a:t></a:fld>'
        tree.append(e.shape("number", 'type="sldNum" idx="12"', [e.xml(f"<a:p>{field}</a:p>")]))

    def _marks(self) -> etree._Element:
        width = self._marks_width()
        said = cut(flat(marks_line(self.document)), line_room(width, p.LEAST) + 1, 1)
        return e.shape(
            "marks", master.MARKS, [self._line(said, p.LEAST)], (p.LEFT + p.ACROSS - width, p.PATH_TOP, width, 22)
        )

    def _marks_width(self) -> float:
        said = marks_line(self.document)
        return min(measure(said) * p.LEAST * 1.06 + 20, p.ACROSS / 2) if said else 0

    # tables and charts

    def _table(self, table: Table, top: float, inside: bool) -> etree._Element:
        columns = "".join(f'<a:gridCol w="{round(w * p.EMU)}"/>' for w in table.widths)
        first = ' firstRow="1"' if table.columns else ""
        element = e.xml(f"<a:tbl><a:tblPr{first}/><a:tblGrid>{columns}</a:tblGrid></a:tbl>")
        rows = [(table.columns, True)] if table.columns else []
        rows += [(row, False) for row in table.rows]
        for (cells, head), height in zip(rows, table.heights, strict=True):
            row = e.xml(f'<a:tr h="{height * p.EMU}"/>')
            row.extend(self._cell(text, n, table, head) for n, text in enumerate(cells))
            element.append(row)
        at = (p.LEFT, top, p.ACROSS, sum(table.heights))
        return e.frame("table", table.caption, e.TABLE, element, at, inside=inside)

    def _cell(self, text: str, n: int, table: Table, head: bool) -> etree._Element:
        size = (table.head_sizes if head else table.sizes)[n]
        colour, bold = _cell_look(n, table, head)
        fill = e.solid(p.HEAD_FILL) if head and table.look != FIGURES else "<a:noFill/>"
        body = e.xml("<a:txBody><a:bodyPr/><a:lstStyle/></a:txBody>")
        body.append(e.paragraph([self._run(text, size, colour, b=bold)], size, align=table.sides[n]))
        cell = e.xml("<a:tc/>")
        cell.extend((body, e.xml(_cell_properties(fill, head))))
        return cell

    def _chart(self, part, slide: Slide, top: float) -> etree._Element:
        height, chart = p.BOTTOM - top, slide.chart
        root = parse_xml(chart_xml(chart, p.LATIN, p.EAST_ASIAN, charts.size_of_type(chart, height)))
        charts.space_bars(root, chart, height)
        if slide.top is not None:
            charts.end_axis(root, slide.top)
        relationship = self._place(part, root, workbook_bytes(chart))
        drawn, at = e.xml(f'<c:chart r:id="{relationship}"/>'), (p.LEFT, top, p.ACROSS, height)
        return e.frame("chart", chart.alt or chart.caption, e.NS["c"], drawn, at)

    def _place(self, part, root, workbook: bytes) -> str:
        """Add a chart and its workbook to the package; return the relationship id to draw it by."""
        self.charts += 1
        made = XmlPart(PackURI(f"/ppt/charts/chart{self.charts}.xml"), CONTENT_TYPE.DML_CHART, part.package, root)
        name = PackURI(f"/ppt/embeddings/Microsoft_Excel_Sheet{self.charts}.xlsx")
        made.relate_to(Part(name, CONTENT_TYPE.SML_SHEET, part.package, workbook), RELATIONSHIP_TYPE.PACKAGE)
        return part.relate_to(made, RELATIONSHIP_TYPE.CHART)

    # text, notes, properties

    def _line(self, text: str, size: int) -> etree._Element:
        return e.paragraph([self._run(text, size)], size)

    def _run(self, text: str, size: int, colour: str = "", **more: str) -> list[etree._Element]:
        """Return a text's runs and line breaks."""
        langs = 'lang="en-GB"' if self.lang == EN else 'lang="zh-CN" altLang="en-US"'
        given = "".join(f' {name}="{value}"' for name, value in more.items())
        fill = e.solid(colour) if colour else ""
        return e.runs(text, f'<a:rPr {langs} sz="{size * 100}"{given}>{fill}</a:rPr>')

    def _speak(self, slide, lines: Iterable[str]) -> None:
        """Write the speaker's notes, a paragraph a line."""
        body = slide.notes_slide.notes_text_frame._txBody
        for old in body.findall("a:p", e.NS):
            body.remove(old)
        for line in lines or ("",):
            body.append(e.paragraph([self._run(line, p.SMALL)]))

    def _describe(self) -> None:
        office.describe(self.deck.core_properties, self.document)
        package, custom = self.deck.part.package, office.custom_xml(self.document.properties)
        part = Part(PackURI(office.CUSTOM_NAME), office.CUSTOM_TYPE, package, custom)
        package.relate_to(part, office.CUSTOM_RELATIONSHIP)


def _cell_look(n: int, table: Table, head: bool) -> tuple[str, str]:
    """Return the colour and weight of a cell in column ``n``."""
    if head:
        return (p.QUIET, "0") if table.look == FIGURES else (INK, "1")
    if table.look == FIGURES and n == 0:
        return COLOURS[0], "1"
    quiet = (table.look, n) in ((FIGURES, 2), (NAMES, 0))
    return (p.QUIET if quiet else INK), "0"


def _cell_properties(fill: str, head: bool) -> str:
    none = "".join(f'<a:{side} w="0"><a:noFill/></a:{side}>' for side in ("lnL", "lnR", "lnT"))
    line = f'<a:lnB w="9525">{e.solid(p.QUIET if head else GREY)}</a:lnB>'
    sides = f'marL="{p.PAD_X * p.EMU}" marR="{p.PAD_X * p.EMU}" marT="{p.PAD_Y * p.EMU}" marB="{p.PAD_Y * p.EMU}"'
    return f'<a:tcPr {sides} anchor="{"b" if head else "ctr"}">{none}{line}{fill}</a:tcPr>'
