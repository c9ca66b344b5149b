"""WordprocessingML, element by element: paragraphs, runs, tables, sections. Text goes in as text, never as markup."""

import re
from functools import cache

from lxml import etree

from anjian.exports.document import numeric
from anjian.exports.tables import wide

NS = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
}
_MAPS = {prefix: {prefix: uri} for prefix, uri in NS.items()}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# No-break spaces: a line under ordinary ones is not drawn at the end of a line.
BLANK = "\u00a0" * 16
A4 = (11906, 16838)
SHORT, TO_SIGN, HALF_CHARACTER, CELL_PADDING, LEAST_LONG = 12, 8, 108, 200, 1000
_HEAD_FILL = "E8EDED"


@cache
def qualified(name: str) -> str:
    """Return ``{namespace}tag`` for ``prefix:tag``."""
    prefix, tag = name.split(":")
    return f"{{{NS[prefix]}}}{tag}"


def el(name: str, /, *children, **attributes) -> etree._Element:
    """Return an element; attributes are named like it, without a prefix of their own (``val`` is ``w:val``)."""
    prefix, _ = name.split(":")
    given = {qualified(f"{prefix}:{key}"): str(value) for key, value in attributes.items()}
    element = etree.Element(qualified(name), given, nsmap=_MAPS[prefix])
    element.extend(children)
    return element


def run(text: str, *properties, style: str = "", east_asian: bool = True) -> etree._Element:
    """Return a run: line breaks and tabs as such, quotes and dashes in the East Asian font where asked."""
    before = [el("w:rStyle", val=style)] if style else []
    if east_asian:
        before.append(el("w:rFonts", hint="eastAsia"))
    whole = [*before, *properties]
    return el("w:r", *([el("w:rPr", *whole)] if whole else []), *_pieces(text))


def _pieces(text: str) -> list:
    marks = {"\n": "w:br", "\t": "w:tab"}
    return [el(marks[p]) if p in marks else _text(p) for p in re.split("([\n\t])", text) if p]


def _text(text: str) -> etree._Element:
    element = el("w:t")
    element.text = text
    element.set(XML_SPACE, "preserve")
    return element


def paragraph(style: str, *runs, properties=()) -> etree._Element:
    """Return a paragraph of a style."""
    return el("w:p", el("w:pPr", el("w:pStyle", val=style), *properties), *runs)


def underlined(text: str = BLANK) -> etree._Element:
    """Return a blank to be filled in by hand: a line to write on."""
    return run(text, el("w:u", val="single"))


def link(note: int, child: etree._Element) -> etree._Element:
    """Return the child as a jump to its note."""
    return el("w:hyperlink", child, anchor=bookmark_name(note), history=1)


def bookmark_name(note: int) -> str:
    """Return the name of the place where a note stands."""
    return f"note_{note}"


def bookmarked(note: int, *runs) -> list:
    """Return the runs of a note between the ends of its bookmark."""
    start = el("w:bookmarkStart", id=note, name=bookmark_name(note))
    return [start, *runs, el("w:bookmarkEnd", id=note)]


def table(columns, rows, width: int, caption: str, east_asian: bool = True) -> etree._Element:
    """Return a table ``width`` twips wide: header row repeated on each page, no row torn apart, columns by content."""
    widths = _widths(columns, rows, width)
    grid = el("w:tblGrid", *(el("w:gridCol", w=w) for w in widths))
    head = _row(columns, widths, ["center"] * len(columns), east_asian, head=True)
    sides = ["right" if n else "left" for n in numeric(rows, len(columns))]
    return el(
        "w:tbl", _table_properties(width, caption), grid, head, *(_row(r, widths, sides, east_asian) for r in rows)
    )


def _table_properties(width: int, caption: str) -> etree._Element:
    return el(
        "w:tblPr",
        el("w:tblStyle", val="TableGrid"),
        el("w:tblW", w=width, type="dxa"),
        el("w:jc", val="center"),
        el("w:tblLayout", type="fixed"),
        el("w:tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, lastColumn=0, noHBand=1, noVBand=1),
        el("w:tblCaption", val=caption),
    )


def _row(cells, widths, sides, east_asian: bool, head: bool = False) -> etree._Element:
    properties = [el("w:cantSplit"), *([el("w:tblHeader")] if head else [])]
    made = (_cell(t, w, s, east_asian, head) for t, w, s in zip(cells, widths, sides, strict=True))
    return el("w:tr", el("w:trPr", *properties), *made)


def _cell(text: str, width: int, side: str, east_asian: bool, head: bool) -> etree._Element:
    # The schema has shd before vAlign.
    fill = [el("w:shd", val="clear", color="auto", fill=_HEAD_FILL)] if head else []
    properties = el("w:tcPr", el("w:tcW", w=width, type="dxa"), *fill, el("w:vAlign", val="center"))
    style = "TableHead" if head else "TableText"
    runs = [run(text, east_asian=east_asian)] if text else []
    return el("w:tc", properties, paragraph(style, *runs, properties=[el("w:jc", val=side)]))


def _widths(columns, rows, width: int) -> list[int]:
    """Return the columns' widths in twips: short columns as wide as their text, long ones share what is left."""
    longest = [_longest(column, [row[c] for row in rows]) for c, column in enumerate(columns)]
    wanted = [(min(n, SHORT) + 2 * max(0, n - SHORT) ** 0.5) * HALF_CHARACTER + CELL_PADDING for n in longest]
    long = [w for w, n in zip(wanted, longest, strict=True) if n > SHORT]
    left = width - sum(wanted) + sum(long)
    if not long or left / len(long) < LEAST_LONG:  # all grow or give way alike
        given = [int(w * width / sum(wanted)) for w in wanted]
    else:
        stretch = left / sum(long)
        given = [int(w * stretch) if n > SHORT else int(w) for w, n in zip(wanted, longest, strict=True)]
    given[-1] += width - sum(given)
    return given


def _longest(title: str, cells: list[str]) -> int:
    """Return a column's longest text in half characters; a title may take two lines, an empty column room to sign."""
    texts = max(map(wide, cells), default=0)
    least = TO_SIGN if cells and not texts else 2
    return max(texts, least, wide(title) if wide(title) <= SHORT else wide(title) // 2 + 1)


def drawing(number: int, alt: str, relationship: str, width: int, height: int) -> etree._Element:
    """Return a chart in its line (sizes in EMU), with its alternative text."""
    frame = etree.Element(qualified("wp:inline"), nsmap={"wp": NS["wp"]}, distT="0", distB="0", distL="0", distR="0")
    etree.SubElement(frame, qualified("wp:extent"), cx=str(width), cy=str(height))
    etree.SubElement(frame, qualified("wp:docPr"), id=str(number), name=f"Chart {number}", descr=alt)
    etree.SubElement(frame, qualified("wp:cNvGraphicFramePr"))
    graphic = etree.SubElement(frame, qualified("a:graphic"), nsmap={"a": NS["a"]})
    data = etree.SubElement(graphic, qualified("a:graphicData"), uri=NS["c"])
    chart = etree.SubElement(data, qualified("c:chart"), nsmap={"c": NS["c"], "r": NS["r"]})
    chart.set(qualified("r:id"), relationship)
    return el("w:r", el("w:drawing", frame))


def section(footers: dict[str, str], landscape: bool = False) -> etree._Element:
    """Return a section's properties: A4, the margins of GB/T 9704, 22 lines a page; ``footers`` are type → r:id."""
    width, height = reversed(A4) if landscape else A4
    turned = {"orient": "landscape"} if landscape else {}
    references = []
    for kind, relationship in footers.items():
        reference = el("w:footerReference", type=kind)
        reference.set(qualified("r:id"), relationship)
        references.append(reference)
    return el(
        "w:sectPr",
        *references,
        el("w:type", val="nextPage"),
        el("w:pgSz", w=width, h=height, **turned),
        el("w:pgMar", top=2098, right=1474, bottom=1984, left=1588, header=851, footer=1247, gutter=0),
        el("w:docGrid", type="lines", linePitch=579),
    )


def page_number(style: str) -> etree._Element:
    """Return the paragraph — n — of a footer."""
    field = el("w:fldSimple", run("1"), instr=" PAGE ")
    return paragraph(style, run("— "), field, run(" —"))
