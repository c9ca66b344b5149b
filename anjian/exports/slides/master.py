"""The house's master, layouts and theme: 16:9, one layout for the first slide and one for the others."""

from pptx import Presentation
from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.oxml import parse_xml

from anjian.exports import office
from anjian.exports.native_chart import COLOURS, INK
from anjian.exports.slides import page as p
from anjian.exports.slides.elements import DECLARED, IDS, NS, NUMBER_FIELD, box, solid

# Which place of its layout a shape fills; the layouts say it with its size besides.
PATH, MARKS, SOURCE = 'type="body" idx="13"', 'type="ftr" idx="11"', 'type="body" idx="14"'
_KEPT = ("slideMaster", "presProps", "viewProps", "tableStyles", "theme")
_FIRST_LAYOUT_ID = 2147483649


def empty():
    """Return a presentation without slides, with nothing of python-pptx's own."""
    deck = Presentation()
    _drop_others(deck)
    size = deck.part._element.find("p:sldSz", NS)
    size.attrib.clear()
    size.set("cx", str(p.WIDTH * p.EMU))
    size.set("cy", str(p.HEIGHT * p.EMU))
    _dress(deck)
    deck.part.package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)._blob = office.APP_XML
    office.forget(deck.core_properties)
    return deck


def _drop_others(deck) -> None:
    part, package = deck.part, deck.part.package
    for key, relationship in list(part.rels.items()):
        if relationship.reltype.rsplit("/", 1)[-1] not in _KEPT:
            part.rels.pop(key)  # printer settings
    for layout in list(deck.slide_layouts)[2:]:
        deck.slide_layouts.remove(layout)
    for key, relationship in list(package._rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            package.drop_rel(key)


def _dress(deck) -> None:
    """Give master, layouts and themes the house's own XML."""
    master = deck.slide_master.part
    ids = [layout.get(f"{{{NS['r']}}}id") for layout in master._element.sldLayoutIdLst]
    layouts = [layout.part for layout in deck.slide_layouts]
    master.part_related_by(RELATIONSHIP_TYPE.THEME)._blob = _theme().encode()
    master._element = parse_xml(_master(ids))
    for part, xml in zip(layouts, (_cover_layout(), _text_layout()), strict=True):
        part._element = parse_xml(xml)
    notes = deck.notes_master.part
    notes.part_related_by(RELATIONSHIP_TYPE.THEME)._element = parse_xml(_theme().encode())


# the theme


def _theme() -> str:
    return (
        f'<a:theme {DECLARED} name="Anjian"><a:themeElements><a:clrScheme name="Anjian">{_colours()}</a:clrScheme>'
        f'<a:fontScheme name="Anjian"><a:majorFont>{_fonts()}</a:majorFont><a:minorFont>{_fonts()}</a:minorFont>'
        f'</a:fontScheme><a:fmtScheme name="Anjian">{_formats()}</a:fmtScheme></a:themeElements></a:theme>'
    )


def _colours() -> str:
    colours = {"dk1": INK, "lt1": "FFFFFF", "dk2": COLOURS[0], "lt2": "F1F3F2"}
    colours |= {f"accent{n}": colour for n, colour in enumerate(COLOURS, 1)}
    colours |= {"hlink": COLOURS[0], "folHlink": p.QUIET}
    return "".join(f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>' for name, value in colours.items())


def _fonts() -> str:
    font = f'<a:latin typeface="{p.LATIN}"/><a:ea typeface="{p.EAST_ASIAN}"/><a:cs typeface=""/>'
    return font + f'<a:font script="Hans" typeface="{p.EAST_ASIAN}"/>'


def _formats() -> str:
    fill = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line, effect = f'<a:ln w="9525">{fill}</a:ln>', "<a:effectStyle><a:effectLst/></a:effectStyle>"
    return (
        f"<a:fillStyleLst>{fill * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{fill * 3}</a:bgFillStyleLst>"
    )


# the master and its layouts


def _master(layouts: list[str]) -> str:
    listed = "".join(f'<p:sldLayoutId id="{_FIRST_LAYOUT_ID + n}" r:id="{key}"/>' for n, key in enumerate(layouts))
    colours = "".join(f' accent{n}="accent{n}"' for n in range(1, 7))
    shapes = _title_place("title") + _body_place() + _marks_place() + _number_place() + _rule(p.RULE)
    return (
        f'<p:sldMaster {DECLARED}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill>'
        f"<a:effectLst/></p:bgPr></p:bg>{_tree(shapes)}</p:cSld>"
        f'<p:clrMap bg1="lt1" tx1="dk1" bg2="lt2" tx2="dk2"{colours} hlink="hlink" folHlink="folHlink"/>'
        f"<p:sldLayoutIdLst>{listed}</p:sldLayoutIdLst><p:txStyles>"
        f"<p:titleStyle>{_level(p.TITLE, 'tx2', bold=True)}</p:titleStyle>"
        f"<p:bodyStyle>{_level(p.BODY[0], 'tx1')}</p:bodyStyle>"
        f"<p:otherStyle>{_level(p.BODY[1], 'tx1')}</p:otherStyle></p:txStyles></p:sldMaster>"
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
    title = _title_place("ctrTitle", (p.LEFT, p.COVER_TITLE, p.ACROSS, p.COVER_TITLE_HEIGHT), p.COVER)
    marks = _place("marks", _quarter(PATH), (p.LEFT, 62, 300, 48), 24, COLOURS[0], boxed=True)
    return _layout("title", "Cover", title + marks + _rule(36, 28575) + _rule(p.COVER_FIELDS), own=True)


def _text_layout() -> str:
    path = _place("path", _quarter(PATH), (p.LEFT, p.PATH_TOP, p.ACROSS / 2, 22), p.LEAST, p.QUIET)
    at = (p.LEFT, p.SOURCE_TOP, p.ACROSS - 80, p.FOOT - p.SOURCE_TOP)
    source = _place("source", _quarter(SOURCE), at, p.SMALL, p.QUIET, anchor="b")
    shapes = _title_place("title") + _body_place() + path + source + _marks_place() + _number_place()
    return _layout("obj", "Message", shapes)


def _quarter(which: str) -> str:
    return which.replace(" idx", ' sz="quarter" idx')


def _layout(kind: str, name: str, shapes: str, own: bool = False) -> str:
    hidden = ' showMasterSp="0"' if own else ""
    return (
        f'<p:sldLayout {DECLARED} type="{kind}" preserve="1"{hidden}><p:cSld name="{name}">{_tree(shapes)}</p:cSld>'
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )


def _tree(shapes: str) -> str:
    group = '<p:nvGrpSpPr><p:cNvPr id="1" name=""/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr/>'
    return f"<p:spTree>{group}{shapes}</p:spTree>"


# places


def _title_place(kind: str, at=(p.LEFT, p.TITLE_TOP, p.ACROSS, 2 * 39), size: int = p.TITLE) -> str:
    return _place("title", f'type="{kind}"', at, size, COLOURS[0], bold=True, anchor="b" if size == p.COVER else "t")


def _body_place() -> str:
    return _place("text", 'type="body" idx="1"', (p.LEFT, 150, p.ACROSS, p.BOTTOM - 150), p.BODY[0], INK)


def _marks_place() -> str:
    at = (p.LEFT + p.ACROSS / 2, p.PATH_TOP, p.ACROSS / 2, 22)
    return _place("marks", _quarter(MARKS), at, p.LEAST, COLOURS[0], bold=True, align="r")


def _number_place() -> str:
    at = (p.LEFT + p.ACROSS - 60, p.FOOT - 18, 60, 18)
    text = f'<a:fld id="{NUMBER_FIELD}" type="slidenum"><a:rPr lang="en-US"/><a:t>‹#›</a:t></a:fld>'
    which = 'type="sldNum" sz="quarter" idx="12"'
    return _place("number", which, at, p.SMALL, p.QUIET, align="r", anchor="b", text=text)


def _place(name: str, which: str, at, size: int, colour: str, **look) -> str:
    """Return a placeholder of the master or a layout: its place and look, no shrinking, no margin unless boxed."""
    boxed, inset = look.get("boxed", False), 24 * p.EMU if look.get("boxed") else 0
    fill = solid(colour)
    edge = f'<a:ln w="19050">{fill}</a:ln>' if boxed else ""
    shape = '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>'
    text = look.get("text") or f"<a:r><a:rPr/><a:t>{name}</a:t></a:r>"
    return (
        f'<p:sp><p:nvSpPr><p:cNvPr id="{IDS[name]}" name="{name}"/><p:cNvSpPr><a:spLocks noGrp="1"/></p:cNvSpPr>'
        f"<p:nvPr><p:ph {which}/></p:nvPr></p:nvSpPr><p:spPr>{box(at)}{shape}{edge}"
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
        f'<p:spPr>{box((p.LEFT, top, p.ACROSS, 0))}<a:prstGeom prst="line"><a:avLst/></a:prstGeom><a:ln w="{weight}">'
        f"{solid(COLOURS[0])}</a:ln></p:spPr></p:cxnSp>"
    )
