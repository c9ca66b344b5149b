"""A template filled: words put in place of names, blocks in place of paragraphs, and a package of what changed."""

from collections.abc import Iterable, Iterator

from lxml import etree

from anjian.exports import office
from anjian.exports.labels import EN
from anjian.exports.own_template import door
from anjian.exports.own_template import slots as places
from anjian.exports.own_template.blocks import Blocks
from anjian.exports.own_template.looks import Look, look_of, room
from anjian.exports.own_template.names import Holds
from anjian.exports.own_template.reading import Reading
from anjian.exports.own_template.slots import Line, Slot
from anjian.exports.word import wordml as w
from anjian.exports.word.package import describe

_NEAREST = ("chart", "table", "section", "body")  # a block goes to the nearest place that asks for it
_MARKS = {w.qualified(f"w:{tag}") for tag in ("bookmarkStart", "bookmarkEnd", "permStart", "permEnd")}
_QUIET = {w.qualified(f"w:{tag}") for tag in ("rPr", "lastRenderedPageBreak", "softHyphen")}


class Filling:
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
        filled = [(slot, self.reading.shown(slot, holds), self._look(slot)) for slot, holds in self.reading.filled]
        for line, several in _by_line((s, self._runs(s, h, look)) for s, h, look in filled if h.inline):
            places.put(line, several)
        for slot, holds, look in filled:
            if not holds.inline:
                _give_way(slot, list(self._elements(holds, look, room(slot.paragraph))))
        self._say_what_must_be_said()
        for story in self.reading.stories:
            story.close()
        describe(self.word, self.document)
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

    def _package(self) -> bytes:
        """Return the package: the template's files first and in their order, untouched ones byte for byte."""
        made, given = office.unpack(office.saved(self.word)), self.reading.files
        kept = {name: given[name] for name in given if name in made and name not in self._touched()}
        return office.pack({name: {**made, **kept}[name] for name in {**given, **made} if name in made})

    def _touched(self) -> set[str]:
        package, main = self.word.part.package, self.word.part.partname
        parts = [s.part.partname for s in self.reading.stories if s.changed]
        written = [main, main.rels_uri, package._core_properties_part.partname, office.CUSTOM_NAME, *parts]
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
