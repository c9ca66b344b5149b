"""The placeholders of a template: {{ name }} wherever Word keeps a paragraph, however it split the name over runs."""

import copy
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from docx.opc.constants import CONTENT_TYPE
from docx.oxml.parser import parse_xml
from lxml import etree

from anjian.exports.own_template.names import LONGEST
from anjian.exports.own_template.wording import say
from anjian.exports.word import wordml as w

AROUND = 12
# The full-width brackets are what a Chinese keyboard gives. What stays alone is told too.
_MARK = re.compile(
    rf"(?:\{{\{{|｛｛)(?P<name>[^{{}}｛｝\n]{{0,{LONGEST}}})(?:\}}\}}|｝｝)"
    rf"|(?P<statement>\{{%[^\n]{{0,{LONGEST}}}?%\}})|(?P<alone>\{{\{{|\}}\}}|｛｛|｝｝|\{{%)"
)
P, T, R, TC, TR, TBL, SDT, BOX = (
    w.qualified(f"w:{tag}") for tag in ("p", "t", "r", "tc", "tr", "tbl", "sdt", "txbxContent")
)
_BREAKS = {w.qualified(f"w:{tag}") for tag in ("br", "cr", "tab", "fldChar", "drawing", "pict", "object", "sym")}
_SKIPPED = {w.qualified(f"w:{tag}") for tag in ("pPr", "rPr", "del", "moveFrom")}
_ALTERNATIVE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
MAIN, _HEADER, _FOOTER, NOTES = "main", "header", "footer", "notes"
_STORIES = {
    CONTENT_TYPE.WML_DOCUMENT_MAIN: MAIN,
    CONTENT_TYPE.WML_HEADER: _HEADER,
    CONTENT_TYPE.WML_FOOTER: _FOOTER,
    CONTENT_TYPE.WML_FOOTNOTES: NOTES,
    CONTENT_TYPE.WML_ENDNOTES: NOTES,
}
_DRAWN = re.compile(r"/word/(diagrams/data|charts/chart)[^/]*\.xml")
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@dataclass(eq=False)
class Story:
    """A part that holds paragraphs: the text, a header, a footer, the footnotes."""

    part: object
    kind: str
    changed: bool = False

    @cached_property
    def root(self) -> etree._Element:
        return self.part.element if hasattr(self.part, "element") else parse_xml(self.part.blob)

    def close(self) -> None:
        """Put a changed root back where the part does not keep one itself."""
        if self.changed and not hasattr(self.part, "element"):
            self.part._blob = etree.tostring(self.root, xml_declaration=True, encoding="UTF-8", standalone=True)


@dataclass(eq=False)
class Line:
    """A paragraph as its own letters, without those of text boxes in it; breaks and fields part them."""

    paragraph: etree._Element

    def __post_init__(self):
        self.leaves = list(_leaves(self.paragraph))
        pieces = [(leaf.text or "") if leaf.tag == T else "\n" for leaf in self.leaves]
        self.starts = list(accumulate(map(len, pieces), initial=0))[:-1]
        self.text = "".join(pieces)

    def at(self, letter: int) -> tuple[int, int]:
        """Return which leaf holds a letter, and where in it."""
        n = bisect_right(self.starts, letter) - 1
        return n, letter - self.starts[n]


@dataclass(eq=False)
class Slot:
    """One placeholder as it stands: ``kind`` is name, statement or alone; ``start`` and ``end`` are of its letters."""

    story: Story
    line: Line
    number: int
    start: int
    end: int
    kind: str
    name: str

    @property
    def paragraph(self) -> etree._Element:
        return self.line.paragraph

    @property
    def written(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def in_text(self) -> bool:
        """Return whether it stands in the text itself, not in a header, a footnote or a text box."""
        return self.story.kind == MAIN and not self.in_box

    @cached_property
    def in_box(self) -> bool:
        return next(self.paragraph.iterancestors(BOX), None) is not None

    @property
    def alone(self) -> bool:
        """Return whether its paragraph says nothing else."""
        return self.line.text.strip() == self.written

    @property
    def words_before(self) -> str:
        """Return the words of the paragraph before, empty ones passed over; none where a table stands between."""
        for element in self.paragraph.itersiblings(preceding=True):
            text = Line(element).text.strip() if element.tag == P else ""
            if text or element.tag == TBL:
                return text
        return ""

    @cached_property
    def run(self) -> etree._Element:
        """Return the run in which it begins: its look is the placeholder's look."""
        return self.line.leaves[self.line.at(self.start)[0]].getparent()

    @property
    def hidden(self) -> bool:
        return self.run.find("w:rPr/w:vanish", w.NS) is not None

    def place(self, lang: str) -> str:
        """Return where it stands, in words, with what stands around it."""
        near = f"“{self._around()}”"
        if self.story.kind != MAIN:
            return say(f"in_{self.story.kind}", lang, near=near)
        if self.in_box:
            return say("in_box", lang, near=near)
        cell = next(self.paragraph.iterancestors(TC), None)
        if cell is None:
            return say("in_text", lang, n=self.number, near=near)
        row, table = next(cell.iterancestors(TR)), next(cell.iterancestors(TBL))
        at = {"row": _count(table.iter(TR), row), "column": _count(row.iter(TC), cell)}
        return say("in_cell", lang, n=_count(self.story.root.iter(TBL), table), near=near, **at)

    def _around(self) -> str:
        text, before, after = self.line.text, max(0, self.start - AROUND), self.end + AROUND
        cut = text[before:after].replace("\n", " ").strip()
        return f"{'…' if before else ''}{cut}{'…' if after < len(text) else ''}"


def _count(elements: Iterable, wanted) -> int:
    return next(n for n, e in enumerate(elements, 1) if e is wanted)


def stories(word) -> list[Story]:
    """Return the parts that hold paragraphs, the text first."""
    found = [Story(p, _STORIES[p.content_type]) for p in word.part.package.iter_parts() if p.content_type in _STORIES]
    return sorted(found, key=lambda s: (s.kind != MAIN, str(s.part.partname)))


def slots(story: Story) -> Iterator[Slot]:
    """Yield the placeholders of a part in their order."""
    number = 0
    for paragraph in story.root.iter(P):
        number += next(paragraph.iterancestors(BOX, TC), None) is None
        line = Line(paragraph)
        for found in _MARK.finditer(line.text):
            yield Slot(story, line, number, found.start(), found.end(), found.lastgroup, found["name"] or "")


def drawn(word) -> Iterator[tuple[str, str]]:
    """Yield part and text of the placeholders in charts and SmartArt, which nothing fills."""
    for part in word.part.package.iter_parts():
        if _DRAWN.fullmatch(str(part.partname)):
            for paragraph in parse_xml(part.blob).iter(f"{_A}p"):
                for found in _MARK.finditer("".join(t.text or "" for t in paragraph.iter(f"{_A}t"))):
                    yield str(part.partname).lstrip("/"), found[0]


def _leaves(node: etree._Element) -> Iterator[etree._Element]:
    for child in node:
        if child.tag == _ALTERNATIVE or child.tag in _BREAKS:
            yield child
        elif child.tag == T:
            if node.tag == R:
                yield child
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _leaves(child)


def put(line: Line, filled: list[tuple[Slot, list[etree._Element]]]) -> None:
    """Put runs where placeholders of one paragraph stand; from the last to the first, so that letters keep place."""
    for slot, runs in sorted(filled, key=lambda pair: -pair[0].start):
        _put(line, slot, runs)


def _put(line: Line, slot: Slot, runs: list[etree._Element]) -> None:
    (one, at), (other, till) = line.at(slot.start), line.at(slot.end - 1)
    first, last = line.leaves[one], line.leaves[other]
    run, before, after = first.getparent(), first.text[:at], last.text[till + 1 :]
    tail = [*([text_element(after)] if first is last and after else []), *first.itersiblings()]
    for leaf in line.leaves[one + 1 : other + 1]:
        leaf.text = ""
    if first is not last:
        set_text(last, after)
    set_text(first, before)
    made = [*runs, *([like(run, tail)] if tail else [])]
    for element in reversed(made):
        run.addnext(element)


def like(run: etree._Element, content: Iterable[etree._Element]) -> etree._Element:
    """Return another run of the same look."""
    look = run.find("w:rPr", w.NS)
    return w.el("w:r", *([copy.deepcopy(look)] if look is not None else []), *content)


def text_element(text: str) -> etree._Element:
    """Return text as a run holds it."""
    return set_text(w.el("w:t"), text)


def set_text(element: etree._Element, text: str) -> etree._Element:
    """Give an element its text, spaces at its ends kept."""
    element.text = text
    element.set(w.XML_SPACE, "preserve")
    return element


def free(slot: Slot) -> None:
    """Take a placeholder out of content controls: a bound one would put its own text back when Word opens the file."""
    for control in list(slot.run.iterancestors(SDT)):
        if control.find("w:sdtPr/w:showingPlcHdr", w.NS) is not None:
            for style in control.findall(".//w:rPr/w:rStyle", w.NS):
                style.getparent().remove(style)
        content = control.find("w:sdtContent", w.NS)
        for child in list(content):
            control.addprevious(child)
        control.getparent().remove(control)
