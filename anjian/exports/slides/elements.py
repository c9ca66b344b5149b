"""DrawingML, element by element: text goes in as text, never as markup."""

import re

from lxml import etree
from pptx.oxml import parse_xml

from anjian.exports.slides.page import EMU, pitch

NS = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
DECLARED = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NS.items())
TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"
IDS = {"title": 2, "path": 3, "text": 4, "source": 7, "marks": 8, "number": 9}
NUMBER_FIELD = "{B6F15528-21DE-4FAA-801E-634DDDAF4B2B}"


def xml(text: str) -> etree._Element:
    """Return the one element of ``text``, with its prefixes declared."""
    return parse_xml(f"<x {DECLARED}>{text}</x>")[0]


def solid(colour: str) -> str:
    """Return a fill of one colour."""
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def runs(text: str, look: str) -> list[etree._Element]:
    """Return a text's runs and line breaks in a look (an ``a:rPr``)."""
    return [xml(f"<a:br>{look}</a:br>") if p == "\n" else _run(look, p) for p in re.split("(\n)", text) if p]


def _run(look: str, text: str) -> etree._Element:
    run = xml(f"<a:r>{look}<a:t/></a:r>")
    run[-1].text = text
    return run


def paragraph(runs, size: int | None = None, before: int = 0, *, more="", attributes="", align="") -> etree._Element:
    """Return a paragraph of runs (each a list); with a size its lines have an exact distance."""
    space = f'<a:lnSpc><a:spcPts val="{pitch(size) * 100}"/></a:lnSpc>' if size else ""
    space += f'<a:spcBef><a:spcPts val="{before * 100}"/></a:spcBef>' if size else ""
    side = f' algn="{align}"' if align else ""
    made = xml(f"<a:p><a:pPr{attributes}{side}>{space}{more}</a:pPr></a:p>")
    for run in runs:
        made.extend(run)
    return made


def box(at, tag: str = "a:xfrm") -> str:
    """Return a place (left, top, width and height in points) as a shape names it."""
    x, y, width, height = (round(v * EMU) for v in at)
    return f'<{tag}><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></{tag}>'


def shape(name: str, which: str, paragraphs, at=None, anchor: str = "") -> etree._Element:
    """Return a placeholder filled with paragraphs; without a place it stands where its layout has it."""
    inside = f' anchor="{anchor}"' if anchor else ""
    made = xml(
        f'<p:sp><p:nvSpPr><p:cNvPr id="{IDS[name]}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {which}/></p:nvPr></p:nvSpPr><p:spPr>{box(at) if at else ''}</p:spPr>"
        f"<p:txBody><a:bodyPr{inside}/><a:lstStyle/></p:txBody></p:sp>"
    )
    made[-1].extend(paragraphs)
    return made


def frame(name: str, said: str, uri: str, drawn, at, *, inside: bool = True) -> etree._Element:
    """Return a table or chart with its alternative text; ``inside`` the slide's own place for content."""
    place = '<p:ph idx="1"/>' if inside else ""
    made = xml(
        f'<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="5" name="{name}"/><p:cNvGraphicFramePr>'
        f'<a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr><p:nvPr>{place}</p:nvPr></p:nvGraphicFramePr>'
        f'{box(at, "p:xfrm")}<a:graphic><a:graphicData uri="{uri}"/></a:graphic></p:graphicFrame>'
    )
    made[0][0].set("descr", said)
    made[-1][0].append(drawn)
    return made
