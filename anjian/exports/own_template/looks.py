"""How a template sets a document: by its own styles where it has them, else like the placeholder itself.

Most bureaus set everything by hand on the style Normal; what replaces {{ 正文 }} then looks as {{ 正文 }} does there.
"""

import copy
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lxml import etree

from anjian.exports.word import wordml as w

SMALL = 21
TWIPS_PER_INCH, LEAST_ROOM, MOST_ROOM = 1440, 1000, 31680
_PARAGRAPH = [
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers",
    "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct",
    "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing",
    "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl",
    "divId", "cnfStyle",
]  # fmt: skip
_RUN = [
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern", "position",
    "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish",
]  # fmt: skip
_FLUSH = {"firstLine": 0, "firstLineChars": 0, "left": 0, "leftChars": 0}
_SINGLE = {"before": 0, "after": 0, "line": 240, "lineRule": "auto"}
_NAMES = {
    "caption": ("caption", "题注"),
    "source": ("source", "source line", "出处", "来源", "资料来源"),
}
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True)
class Look:
    """Properties of a paragraph and of its runs, as elements."""

    paragraph: tuple[etree._Element, ...] = ()
    run: tuple[etree._Element, ...] = ()

    def but(self, paragraph: Iterable[etree._Element] = (), run: Iterable[etree._Element] = ()) -> "Look":
        """Return the look with properties set instead of those of the same name."""
        return Look(_but(self.paragraph, paragraph), _but(self.run, run))

    def line(self, *runs: etree._Element) -> etree._Element:
        """Return a paragraph of this look."""
        return w.el("w:p", w.el("w:pPr", *_ordered(self.paragraph, _PARAGRAPH)), *runs)

    def said(self, text: str, *more: etree._Element) -> etree._Element:
        """Return text as a run of this look, ``more`` properties over it."""
        made = w.run(text, east_asian=False)
        made.insert(0, w.el("w:rPr", *_ordered(_but(self.run, more), _RUN)))
        return made


def _but(kept: Iterable[etree._Element], others: Iterable[etree._Element]) -> tuple[etree._Element, ...]:
    others = tuple(others)
    named = {e.tag for e in others}
    return (*(e for e in kept if e.tag not in named), *others)


def _ordered(elements: Iterable[etree._Element], order: list[str]) -> list[etree._Element]:
    """Return copies in the schema's order, which Word insists on."""
    ranks = {w.qualified(f"w:{tag}"): n for n, tag in enumerate(order)}
    return [copy.deepcopy(e) for e in sorted(elements, key=lambda e: ranks[e.tag]) if e.tag in ranks]


def look_of(paragraph: etree._Element, run: etree._Element, east_asian: bool) -> Look:
    """Return how a placeholder is set: its paragraph and the run in which it begins."""
    keep = {w.qualified(f"w:{tag}") for tag in _PARAGRAPH if tag != "pageBreakBefore"}
    runs = {w.qualified(f"w:{tag}") for tag in _RUN}
    inside, beside = paragraph.find("w:pPr", w.NS), run.find("w:rPr", w.NS)
    look = Look(
        tuple(e for e in (inside if inside is not None else ()) if e.tag in keep),
        tuple(e for e in (beside if beside is not None else ()) if e.tag in runs),
    )
    return hinted(look) if east_asian else look


def hinted(look: Look) -> Look:
    """Return the look with quotes and dashes in the East Asian font."""
    fonts = next((copy.deepcopy(e) for e in look.run if e.tag == w.qualified("w:rFonts")), w.el("w:rFonts"))
    fonts.set(w.qualified("w:hint"), "eastAsia")
    return look.but(run=(fonts,))


class Styles:
    """The styles of a template by what they are for; none is added, none is changed."""

    def __init__(self, styles: etree._Element | None):
        self._ids: dict[tuple[str, str], str] = {}
        self._own_tables: list[str] = []
        for style in styles.findall("w:style", w.NS) if styles is not None else ():
            name, kind = style.find("w:name", w.NS), style.get(w.qualified("w:type"))
            key = style.get(w.qualified("w:styleId"))
            if name is None or not key:
                continue
            self._ids.setdefault((kind, (name.get(w.qualified("w:val")) or "").lower()), key)
            if kind == "table" and style.get(w.qualified("w:customStyle")) in ("1", "true"):
                self._own_tables.append(key)

    def _of(self, kind: str, names: Iterable[str]) -> str | None:
        return next((self._ids[kind, n] for n in names if (kind, n) in self._ids), None)

    def has_heading(self, level: int) -> bool:
        """Return whether the template has a style for a heading of a level."""
        return self._heading(level) is not None

    def _heading(self, level: int) -> str | None:
        return self._of("paragraph", (f"heading {level}", f"标题 {level}", f"标题{level}"))

    def heading(self, level: int, text: Look) -> Look:
        """Return a heading's look; without a style for it the text's, bold and still in the outline."""
        if style := self._heading(level):
            return _styled(style, text)
        more = (w.el("w:keepNext"), w.el("w:outlineLvl", val=level - 1))
        return text.but(more, (w.el("w:b"),))

    def caption(self, text: Look) -> Look:
        """Return the look of a caption, which stays with what follows."""
        if style := self._of("paragraph", _NAMES["caption"]):
            return _styled(style, text).but((w.el("w:keepNext"),))
        apart = {**_SINGLE, "before": 200, "after": 60}
        return _flush(text, keepNext={}, spacing=apart, jc={"val": "center"}).but(run=(w.el("w:b"),))

    def source(self, text: Look) -> Look:
        """Return the look of a source line."""
        if style := self._of("paragraph", _NAMES["source"]):
            return _styled(style, text)
        return small(_flush(text, spacing={**_SINGLE, "before": 40, "after": 200}))

    def chart(self) -> Look:
        """Return the look of the line a chart stands in: an exact line height would cut it to a strip."""
        return _flush(Look(), keepNext={}, jc={"val": "center"})

    def cell(self, text: Look, side: str, head: bool) -> Look:
        """Return the look of a table's cell."""
        look = small(_flush(text, jc={"val": side}, **({"keepNext": {}} if head else {})))
        return look.but(run=(w.el("w:b"),)) if head else look

    def dress(self, table: etree._Element, text: Look) -> etree._Element:
        """Set a table of the house in the template's own table style, or in plain lines where it has none."""
        own = self._own_tables[0] if self._own_tables else None
        style = own or self._of("table", ("table grid", "网格型"))
        named = table.find("w:tblPr/w:tblStyle", w.NS)
        if style:
            named.set(w.qualified("w:val"), style)
        else:
            lines = (w.el(f"w:{side}", val="single", sz=4, space=0, color="auto") for side in _SIDES)
            table.find("w:tblPr/w:jc", w.NS).addnext(w.el("w:tblBorders", *lines))
            named.getparent().remove(named)
        if own:  # it says itself how its head is filled
            for fill in table.findall(".//w:tcPr/w:shd", w.NS):
                fill.getparent().remove(fill)
        for n, row in enumerate(table.findall("w:tr", w.NS)):
            for paragraph in row.findall("w:tc/w:p", w.NS):
                self._dress_cell(paragraph, text, head=n == 0)
        return table

    def _dress_cell(self, paragraph: etree._Element, text: Look, head: bool) -> None:
        side = paragraph.find("w:pPr/w:jc", w.NS).get(w.qualified("w:val"))
        look = self.cell(text, side, head)
        properties = w.el("w:pPr", *_ordered(look.paragraph, _PARAGRAPH))
        paragraph.replace(paragraph.find("w:pPr", w.NS), properties)
        for run in paragraph.findall("w:r", w.NS):
            for old in run.findall("w:rPr", w.NS):
                run.remove(old)
            run.insert(0, w.el("w:rPr", *_ordered(look.run, _RUN)))


def small(look: Look) -> Look:
    """Return the look in small type."""
    return look.but(run=(w.el("w:sz", val=SMALL), w.el("w:szCs", val=SMALL)))


def _styled(style: str, text: Look) -> Look:
    """Return a style's own look; of the text's only the hint to the East Asian font stays."""
    hint = [e for e in text.run if e.tag == w.qualified("w:rFonts") and e.get(w.qualified("w:hint"))]
    return Look((w.el("w:pStyle", val=style),), (w.el("w:rFonts", hint="eastAsia"),) if hint else ())


def _flush(text: Look, **more: dict) -> Look:
    """Return the text's look without indentation, list number, frame, grid or fixed line height."""
    dropped = {w.qualified(f"w:{tag}") for tag in ("numPr", "framePr", "pBdr", "outlineLvl", "tabs")}
    kept = Look(tuple(e for e in text.paragraph if e.tag not in dropped), text.run)
    properties = {"snapToGrid": {"val": 0}, "spacing": _SINGLE, "ind": _FLUSH, **more}
    return kept.but(w.el(f"w:{tag}", **values) for tag, values in properties.items())


def room(paragraph: etree._Element) -> int:
    """Return how wide what stands in place of a paragraph may be, in twips."""
    cell = next(paragraph.iterancestors(w.qualified("w:tc")), None)
    if cell is not None:
        width = cell.find("w:tcPr/w:tcW", w.NS)
        if width is not None and width.get(w.qualified("w:type")) == "dxa":
            return max(LEAST_ROOM, _twips(width, "w", 0) - TWIPS_PER_INCH * 3 // 20)
        return max(LEAST_ROOM, _page(paragraph) // max(1, len(cell.getparent().findall("w:tc", w.NS))) - 216)
    return _page(paragraph)


def _page(paragraph: etree._Element) -> int:
    """Return the width of a column of text in the section of a paragraph."""
    section = _section(paragraph)
    if section is None:
        return 8300
    size, margins, columns = (section.find(f"w:{tag}", w.NS) for tag in ("pgSz", "pgMar", "cols"))
    width = _twips(size, "w", 11906) - _twips(margins, "left", 1800) - _twips(margins, "right", 1800)
    count = min(_twips(columns, "num", 1), 10)
    return min(max(width // max(1, count) - (360 if count > 1 else 0), LEAST_ROOM), MOST_ROOM)


def _section(paragraph: etree._Element) -> etree._Element | None:
    """Return the section's properties: they stand at its end."""
    outer, body = paragraph, w.qualified("w:body")
    while outer is not None and outer.getparent() is not None and outer.getparent().tag != body:
        outer = outer.getparent()
    for element in (outer, *outer.itersiblings()):
        if element.tag == w.qualified("w:sectPr"):
            return element
        if (found := element.find("w:pPr/w:sectPr", w.NS)) is not None:
            return found
    return None


def _twips(element: etree._Element | None, name: str, default: int) -> int:
    text = "" if element is None else element.get(w.qualified(f"w:{name}")) or ""
    return min(int(text), MOST_ROOM) if re.fullmatch(r"\d{1,6}", text) else default
