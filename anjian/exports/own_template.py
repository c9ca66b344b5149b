"""A bureau's own .docx filled with a document: {{ names }} replaced, its styles and everything else of it kept.

No template language: names are looked up, never evaluated, so there is nothing to break out of, and ``{% for %}`` or
``{{ x.__class__ }}`` is a name that nobody knows. Docxtpl in a sandbox was weighed and left: it renders the XML as a
string (text with < and & is lost unless escaped), must guess at placeholders that Word split, and places no chart.

Every part that nothing was filled into keeps its bytes. What a template cannot fill is said by ``findings`` before;
``fill`` refuses while places are left that it cannot fill. The same input gives the same bytes.
"""

import io
from collections.abc import Iterable, Iterator

from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.parser import parse_xml
from lxml import etree

from anjian.exports import template_door as door
from anjian.exports import template_slots as places
from anjian.exports import wordml as w
from anjian.exports.document import Document
from anjian.exports.door import checked
from anjian.exports.labels import EN
from anjian.exports.native_chart import CREATED
from anjian.exports.template_blocks import Blocks
from anjian.exports.template_door import TemplateRefused
from anjian.exports.template_looks import Look, look_of, room
from anjian.exports.template_names import Holds, fillable
from anjian.exports.template_reading import Finding, Reading
from anjian.exports.template_slots import Line, Slot
from anjian.exports.template_words import say

__all__ = ["Finding", "TemplateRefused", "available", "fill", "findings"]

LONGEST_PROPERTY = 255
_NEAREST = ("chart", "table", "section", "body")  # a block goes to the nearest place that asks for it
_CUSTOM = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM_NS = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUE_NS = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_MARKS = {w.qualified(f"w:{tag}") for tag in ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd")}
_QUIET = {w.qualified(f"w:{tag}") for tag in ("rPr", "lastRenderedPageBreak", "softHyphen")}


def findings(template: bytes, document: Document, lang: str | None = None) -> tuple[Finding, ...]:
    """Return what the template cannot fill and what it has no place for, in ``lang`` or the document's language.

    Raises TemplateRefused for a file that is no template at all.
    """
    return Reading(template, checked(document), lang or document.lang).findings()


def available(document: Document, lang: str | None = None) -> tuple[str, ...]:
    """Return the placeholders that a document can fill, as they are written into a template."""
    return tuple(f"{{{{ {holds.shown} }}}}" for holds in fillable(document, lang or document.lang))


def fill(template: bytes, document: Document, lang: str | None = None, allow: bool = False) -> bytes:
    """Return the template filled in, as .docx; messages are in ``lang`` or the document's language.

    Raises TemplateRefused for a file that may not be opened, and, unless ``allow``, while places are left that cannot
    be filled; where allowed, they stay in sight as they were written.
    """
    reading = Reading(template, checked(document), lang or document.lang)
    if reading.problems and not (allow and reading.filled):
        raise _unfilled(reading)
    return _Filling(reading).bytes()


def _unfilled(reading: Reading) -> TemplateRefused:
    stopping, lang = tuple(f for f in reading.findings() if f.stops), reading.lang
    lines = [say("refused", lang, n=reading.stops), *(f.text for f in stopping)]
    if rest := reading.stops - len(stopping):
        lines.append(say("more", lang, n=rest))
    lines.append(say("allowed", lang, names=" ".join(available(reading.document, lang))))
    return TemplateRefused("\n".join(lines), stopping)


class _Filling:
    """One template on its way to being a document."""

    def __init__(self, reading: Reading):
        self.reading, self.document, self.word = reading, reading.document, reading.word
        roots = [story.root for story in reading.stories]
        self.blocks = Blocks(self.document, self.word.part, reading.styles, roots, reading.placed("notes"))

    def bytes(self) -> bytes:
        """Return the filled file."""
        for slot, _ in self.reading.filled:
            slot.story.changed = True
            places.free(slot)
        filled = [(slot, holds, self._look(slot)) for slot, holds in self.reading.filled]
        for line, several in _by_line((s, self._runs(s, h, look)) for s, h, look in filled if h.inline):
            places.put(line, several)
        for slot, holds, look in filled:
            if not holds.inline:
                _give_way(slot, list(self._elements(holds, look, room(slot.paragraph))))
        self._say_what_must_be_said()
        for story in self.reading.stories:
            story.close()
        self._properties()
        return self._package()

    def _look(self, slot: Slot) -> Look:
        return look_of(slot.paragraph, slot.run, self.document.lang != EN)

    def _runs(self, slot: Slot, holds: Holds, look: Look) -> list[etree._Element]:
        """Return the words of a name in its own look; a field left empty is a line to write on, in a cell nothing."""
        if holds.text:
            return [look.said(holds.text)]
        in_cell = next(slot.paragraph.iterancestors(places.TC), None) is not None
        return [look.said(w.BLANK, w.el("w:u", val="single"))] if holds.kind == "field" and not in_cell else []

    def _elements(self, holds: Holds, look: Look, wide: int) -> Iterable[etree._Element]:
        match holds.kind:
            case "notes" | "appendix" | "file":
                return getattr(self.blocks, holds.kind)(look)
            case "checks":
                return self.blocks.checks(look, wide)
        nearer = _NEAREST[: _NEAREST.index(holds.kind)]
        elsewhere = {n for _, h in self.reading.filled if h.kind in nearer for n in h.blocks}
        return self.blocks.blocks((self.document.blocks[n] for n in holds.blocks if n not in elsewhere), look, wide)

    def _say_what_must_be_said(self) -> None:
        """Put marks that no place has before the text, and properties that no place has after it."""
        body = self.word.part.element.body
        if marks := self.reading.first_marks:
            body.insert(0, self.blocks.first_line(marks))
        if left := self.reading.properties_left:
            last, end = self.blocks.last_line(left), body.find("w:sectPr", w.NS)
            body.append(last) if end is None else end.addprevious(last)

    def _properties(self) -> None:
        core, document = self.word.core_properties, self.document
        core.title = document.title[:LONGEST_PROPERTY]
        core.author = core.author or "安鉴 Anjian"
        core.last_modified_by = "安鉴 Anjian"
        core.language = "en-GB" if document.lang == EN else "zh-CN"
        core.created = core.modified = CREATED
        core.revision = 1
        core.comments = "; ".join(f"{k}: {v}" for k, v in document.properties)[:LONGEST_PROPERTY]
        _add_custom(self.word.part.package, document.properties)

    def _package(self) -> bytes:
        """Return the package: the template's files first and in their order, untouched ones byte for byte."""
        out = io.BytesIO()
        self.word.save(out)
        made, given = door.unpack(out.getvalue()), self.reading.files
        kept = {name: given[name] for name in given if name in made and name not in self._touched()}
        return door.pack({name: {**made, **kept}[name] for name in {**given, **made} if name in made})

    def _touched(self) -> set[str]:
        package, main = self.word.part.package, self.word.part.partname
        parts = [s.part.partname for s in self.reading.stories if s.changed]
        written = [main, main.rels_uri, package._core_properties_part.partname, "/docProps/custom.xml", *parts]
        return {door.TYPES, door.ROOT_RELS, *(str(name).lstrip("/") for name in written)}


def _by_line(filled: Iterable[tuple[Slot, list]]) -> Iterator[tuple[Line, list[tuple[Slot, list]]]]:
    """Yield each paragraph with the placeholders in it."""
    lines: dict[int, tuple[Line, list]] = {}
    for slot, runs in filled:
        lines.setdefault(id(slot.line), (slot.line, []))[1].append((slot, runs))
    yield from lines.values()


def _give_way(slot: Slot, elements: list[etree._Element]) -> None:
    """Put elements in place of a placeholder's paragraph; what else it holds (a page break, a section's end) stays."""
    paragraph, leaf = slot.paragraph, slot.line.leaves[slot.line.at(slot.start)[0]]
    ends_section = paragraph.find("w:pPr/w:sectPr", w.NS) is not None
    ahead = _content(paragraph)[0] is not leaf and not ends_section
    places.put(slot.line, [(slot, [])])
    for mark in [e for e in paragraph if e.tag in _MARKS]:
        paragraph.addprevious(mark)
    _break_page(paragraph, elements)
    for element in reversed(elements) if ahead else elements:
        paragraph.addnext(element) if ahead else paragraph.addprevious(element)
    if elements and not ends_section and not _content(paragraph):
        paragraph.getparent().remove(paragraph)


def _break_page(paragraph: etree._Element, elements: list[etree._Element]) -> None:
    """Let what comes instead of a paragraph that begins a page begin it."""
    breaks = paragraph.find("w:pPr/w:pageBreakBefore", w.NS)
    if breaks is not None and elements:
        properties = elements[0].find("w:pPr", w.NS)
        earlier = [e for tag in ("pStyle", "keepNext", "keepLines") for e in properties.findall(f"w:{tag}", w.NS)]
        properties.insert(len(earlier), breaks)


def _content(paragraph: etree._Element) -> list[etree._Element]:
    """Return what a paragraph holds that can be seen."""
    inside = (e for run in paragraph.iter(places.R) for e in run if e.tag not in _QUIET)
    return [e for e in inside if e.tag != places.T or (e.text or "").strip()]


def _add_custom(package, properties) -> None:
    """Add the properties to the file's own, over those of the same name; the template's others stay."""
    part = next((r.target_part for r in package.rels.values() if r.reltype == _CUSTOM_TYPE), None)
    if part is None:
        part = Part(PackURI("/docProps/custom.xml"), _CUSTOM, b"", package)
        package.relate_to(part, _CUSTOM_TYPE)
    empty = etree.Element(f"{{{_CUSTOM_NS}}}Properties", nsmap={None: _CUSTOM_NS, "vt": _VALUE_NS})
    root = parse_xml(part.blob) if part.blob else empty
    for old in [e for e in root if e.get("name") in dict(properties)]:
        root.remove(old)
    for key, value in dict(properties).items():
        one = etree.SubElement(root, f"{{{_CUSTOM_NS}}}property", fmtid=_FMTID, pid="0", name=key)
        etree.SubElement(one, f"{{{_VALUE_NS}}}lpwstr").text = value
    for n, one in enumerate(root, 2):
        one.set("pid", str(n))
    part._blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
