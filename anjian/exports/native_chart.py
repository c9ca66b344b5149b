"""A chart as office programs know it: its XML after python-pptx, mended, and the workbook it is edited from.

The same for .docx and .pptx. Python-pptx writes negative axis ids, bars from the bottom up, percent axes to 120 % and
Latin fonts only, and its workbook makes formulas of text: all of that is set right here.
"""

import io
import re
from xml.sax.saxutils import escape

import xlsxwriter
from lxml import etree
from pptx.chart.data import CategoryChartData
from pptx.chart.xmlwriter import ChartXmlWriter
from pptx.enum.chart import XL_CHART_TYPE

from anjian.exports.document import Chart
from anjian.exports.office import AS_TEXT, CREATED

SHEET = "Sheet1"
# Told apart by lightness too, so that they survive a black-and-white printer.
COLOURS = ("1F4B52", "D98B3A", "6FA3A9", "702A8C", "9AA5A9", "2A7F3E")
GREY, INK = "D5D9D8", "1B2327"
MOST_LABELS = 24
_LITERAL = re.compile(r'"[^"]*"|\\.')  # a quoted % is a sign; a bare one multiplies by a hundred
_NS = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in _NS.items())


def is_line(chart: Chart) -> bool:
    """Return whether the chart is a line; else it is horizontal bars."""
    return chart.kind == "line"


def chart_xml(chart: Chart, latin: str, east_asian: str, size: int = 10, workbook: str = "rId1") -> bytes:
    """Return the chart part, its text in points of ``size``, tied to its workbook by the relationship ``workbook``."""
    root = etree.fromstring(ChartXmlWriter(_type(chart), _data(chart)).xml.encode())
    _number_axes(root)
    _mend_frame(root, chart)
    _mend_series(root, chart)
    _mend_axes(root, chart)
    _mend_fonts(root, latin, east_asian, size)
    root.append(_c(f'<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData>'))
    etree.cleanup_namespaces(root, keep_ns_prefixes=["a", "c", "r"])
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def workbook_bytes(chart: Chart) -> bytes:
    """Return the workbook the chart is edited from: categories down, a series a column, text never a formula."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, AS_TEXT) as book:
        book.set_properties({"created": CREATED})
        fill_cells(book.add_worksheet(SHEET), chart, book.add_format({"num_format": chart.shown}))
    return out.getvalue()


def fill_cells(sheet, chart: Chart, number, row: int = 0, text=None) -> None:
    """Write the chart's cells from ``row`` down; a missing value stays an empty cell."""
    for r, category in enumerate(chart.categories, row + 1):
        sheet.write_string(r, 0, category, text)
    for c, (name, values) in enumerate(chart.series, 1):
        sheet.write_string(row, c, name, text)
        for r, value in enumerate(values, row + 1):
            if value is not None:
                sheet.write_number(r, c, value, number)


def labelled(chart: Chart) -> bool:
    """Return whether each mark carries its number: not where they would cover one another."""
    return len(chart.series) * len(chart.categories) <= MOST_LABELS


def axis_ends(chart: Chart) -> tuple[float | None, float | None]:
    """Return the least and greatest value of the axis where they are fixed: bars start at 0, percents end at 100 %."""
    values = [v for _, column in chart.series for v in column if v is not None]
    least = 0 if not is_line(chart) and min(values, default=0) >= 0 else None
    full = 1 if "%" in _LITERAL.sub("", chart.shown) else 100 if "%" in chart.unit else None
    if full is None or max(values, default=0) > full or min(values, default=0) < 0:
        return least, None
    return least, full


def _type(chart: Chart):
    return XL_CHART_TYPE.LINE_MARKERS if is_line(chart) else XL_CHART_TYPE.BAR_CLUSTERED


def _data(chart: Chart) -> CategoryChartData:
    data = CategoryChartData(number_format=escape(chart.shown))  # python-pptx writes it unescaped
    data.categories = chart.categories
    for name, values in chart.series:
        data.add_series(name, values)
    return data


def _c(xml: str) -> etree._Element:
    """Return the one element of ``xml``, with the chart prefixes declared."""
    return etree.fromstring(f"<x {_DECLARED}>{xml}</x>")[0]


def _number_axes(root) -> None:
    ids = {axis: str(n) for n, axis in enumerate(dict.fromkeys(root.xpath("//c:axId/@val", namespaces=_NS)), 1)}
    for element in root.xpath("//c:axId | //c:crossAx", namespaces=_NS):
        element.set("val", ids[element.get("val")])


def _mend_frame(root, chart: Chart) -> None:
    frame = root.find("c:chart", _NS)
    frame.find("c:autoTitleDeleted", _NS).set("val", "1")  # the caption is the title
    for legend in frame.findall("c:legend", _NS):
        frame.remove(legend)
    if len(chart.series) > 1:
        legend = _c('<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>')
        frame.find("c:plotArea", _NS).addnext(legend)
    if root.find("c:roundedCorners", _NS) is None:
        root.find("c:date1904", _NS).addnext(_c('<c:roundedCorners val="0"/>'))


def _mend_series(root, chart: Chart) -> None:
    plot = root.find("c:chart/c:plotArea", _NS)[0]
    if plot.find("c:varyColors", _NS) is None:
        plot.find("c:grouping", _NS).addnext(_c('<c:varyColors val="0"/>'))
    series = plot.findall("c:ser", _NS)
    for n, one in enumerate(series):
        _dress(one, COLOURS[n % len(COLOURS)], chart)
    if not is_line(chart):
        series[-1].addnext(_c('<c:gapWidth val="60"/>'))


def _dress(series, colour: str, chart: Chart) -> None:
    """Set colour and labels of one series, each before the element that the schema has follow it."""
    for name in ("marker", "invertIfNegative", "spPr"):
        for old in series.findall(f"c:{name}", _NS):
            series.remove(old)
    fill = f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'
    after = [_c(f"<c:spPr>{fill}</c:spPr>"), _c('<c:invertIfNegative val="0"/>')]
    if is_line(chart):
        marker = f'<c:symbol val="circle"/><c:size val="6"/><c:spPr>{fill}</c:spPr>'
        after = [_c(f'<c:spPr><a:ln w="22225">{fill}</a:ln></c:spPr>'), _c(f"<c:marker>{marker}</c:marker>")]
    if labelled(chart):
        after.append(_labels(chart))
    for element in after:
        series.find("c:cat", _NS).addprevious(element)


def _labels(chart: Chart):
    shown = escape(chart.shown, {'"': "&quot;"})
    place = "t" if is_line(chart) else "outEnd"
    off = "".join(f'<c:{s} val="0"/>' for s in ("showCatName", "showSerName", "showPercent", "showBubbleSize"))
    return _c(
        f'<c:dLbls><c:numFmt formatCode="{shown}" sourceLinked="0"/><c:dLblPos val="{place}"/>'
        f'<c:showLegendKey val="0"/><c:showVal val="1"/>{off}</c:dLbls>'
    )


def _mend_axes(root, chart: Chart) -> None:
    categories, values = (root.find(f".//c:{name}", _NS) for name in ("catAx", "valAx"))
    if not is_line(chart):
        categories.find("c:lblOffset", _NS).addnext(_c('<c:tickLblSkip val="1"/>'))  # every bar has its name
    if not is_line(chart):
        categories.find("c:scaling/c:orientation", _NS).set("val", "maxMin")  # the order given, from the top down
        values.find("c:crosses", _NS).set("val", "max")  # … and the numbers still below
    scaling = values.find("c:scaling", _NS)
    for name, end in zip(("min", "max"), axis_ends(chart), strict=True):
        if end is not None:
            scaling.insert(0, _c(f'<c:{name} val="{end}"/>'))
    if scaling.find("c:orientation", _NS) is None:
        scaling.insert(0, _c('<c:orientation val="minMax"/>'))
    values.find("c:crosses", _NS).addnext(_c('<c:crossBetween val="between"/>'))
    _dress_axis(values, chart)


def _dress_axis(values, chart: Chart) -> None:
    grid = values.find("c:majorGridlines", _NS)
    line = f'<a:ln w="6350"><a:solidFill><a:srgbClr val="{GREY}"/></a:solidFill></a:ln>'
    grid.append(_c(f"<c:spPr>{line}</c:spPr>"))
    shown = escape(chart.shown, {'"': "&quot;"})
    grid.addnext(_c(f'<c:numFmt formatCode="{shown}" sourceLinked="0"/>'))
    if chart.unit:
        text = f"<a:p><a:pPr><a:defRPr/></a:pPr><a:r><a:rPr/><a:t>{escape(chart.unit)}</a:t></a:r></a:p>"
        rich = f"<c:tx><c:rich><a:bodyPr/><a:lstStyle/>{text}</c:rich></c:tx>"
        grid.addnext(_c(f'<c:title>{rich}<c:overlay val="0"/></c:title>'))


def _mend_fonts(root, latin: str, east_asian: str, size: int) -> None:
    fonts = f'<a:latin typeface="{latin}"/><a:ea typeface="{east_asian}"/>'
    colour = f'<a:solidFill><a:srgbClr val="{INK}"/></a:solidFill>'
    for element in root.xpath("//a:defRPr | //a:rPr", namespaces=_NS):
        element[:] = []
        element.extend(_c(f"<a:rPr>{colour}{fonts}</a:rPr>"))
        element.set("sz", str(size * 100))
        element.set("b", "0")
