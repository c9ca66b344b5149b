"""Charts in a Word file: their part and workbook in the package, their size on the page."""

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml

from anjian.exports.document import Chart
from anjian.exports.native_chart import chart_xml, is_line, workbook_bytes
from anjian.exports.word.styles import FANG, TIMES

EMU_PER_MM = 36000
COMPACT = 56  # mm
USUAL, SMALL = 10, 8  # points
CHART_WIDTH = 154 * EMU_PER_MM


def place_chart(part, chart: Chart, number: int, compact: bool = False) -> str:
    """Add a chart and its workbook to a document's package; return the relationship id to draw it by."""
    package = part.package
    root = parse_xml(chart_xml(chart, TIMES, FANG, SMALL if compact else USUAL))
    made = XmlPart(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, root, package)
    name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    book = Part(name, CONTENT_TYPE.SML_SHEET, workbook_bytes(chart), package)
    made.relate_to(book, RELATIONSHIP_TYPE.PACKAGE)  # rId1, as the chart names it
    return part.relate_to(made, RELATIONSHIP_TYPE.CHART)


def chart_height(chart: Chart, compact: bool = False) -> int:
    """Return a chart's height in EMU: bars as many as there are, at most a page; low where a page must hold all."""
    if compact:
        return min(max(38, 18 + 5 * len(chart.categories) * len(chart.series)), COMPACT) * EMU_PER_MM
    if is_line(chart):
        return 75 * EMU_PER_MM
    legend = 8 if len(chart.series) > 1 else 0
    bars = len(chart.categories) * (4 + 4 * len(chart.series))
    return min(max(45, 20 + legend + bars), 200) * EMU_PER_MM
