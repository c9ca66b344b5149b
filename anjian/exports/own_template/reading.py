"""A template opened and read against a document: which placeholders it fills, and what it does not."""

import difflib
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import islice

import docx
from docx.opc.constants import RELATIONSHIP_TYPE

from anjian.exports import office
from anjian.exports.document import Chart, Document, Grid, Heading, Paragraph
from anjian.exports.labels import marks_line
from anjian.exports.own_template import door
from anjian.exports.own_template import slots as places
from anjian.exports.own_template.looks import Styles
from anjian.exports.own_template.names import Holds, bare, known, plain, sections
from anjian.exports.own_template.slots import Slot, Story
from anjian.exports.own_template.wording import Finding, name, refuse, say
from anjian.exports.word import wordml as w

MOST_PLACES, MOST_TOLD = 500, 20
_BEYOND = re.compile(r"(图|chart|表|table)\d+")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


@dataclass
class Reading:
    """A template and a document: ``filled`` are the places it fills, ``problems`` those that it cannot."""

    template: bytes
    document: Document
    lang: str
    filled: list[tuple[Slot, Holds]] = field(default_factory=list)
    problems: list[tuple[str, Slot | None, dict]] = field(default_factory=list)

    def __post_init__(self):
        self.files = door.entries(self.template, self.lang)
        try:
            self.word = docx.Document(io.BytesIO(office.pack(self.files)))
            self.stories = places.stories(self.word)
            slots = list(islice((s for story in self.stories for s in places.slots(story)), MOST_PLACES + 1))
            drawn = list(places.drawn(self.word))
        except Exception as error:  # whatever a strange file makes of python-docx, the reader is told
            raise refuse("not_a_package", self.lang, found=f"{type(error).__name__}: {error}") from error
        if len(slots) > MOST_PLACES:
            raise refuse("many_places", self.lang, allowed=MOST_PLACES)
        self.known = known(self.document)
        for slot in slots:
            self._resolve(slot)
        self.problems += [("drawn", None, {"place": part, "found": written}) for part, written in drawn]
        if not slots and not drawn:
            self.problems.append(("nothing", None, {"example": self._example}))

    @property
    def _example(self) -> str:
        return f"{{{{ {name('title', self.lang)} }}}}"

    @cached_property
    def styles(self) -> Styles:
        """Return the template's styles."""
        kept = [r for r in self.word.part.rels.values() if r.reltype == RELATIONSHIP_TYPE.STYLES]
        return Styles(kept[0].target_part.element if kept else None)

    # what it fills

    def _resolve(self, slot: Slot) -> None:
        holds = self.known.get(plain(slot.name)) if slot.kind == "name" else None
        problem = self._problem(slot, holds)
        if not problem:
            self.filled.append((slot, holds))
        elif next(slot.paragraph.iterancestors(_FALLBACK), None) is None:  # a text box stands twice in the file
            self.problems.append((problem, slot, {}))

    def _problem(self, slot: Slot, holds: Holds | None) -> str:
        if slot.kind != "name":
            return "statement" if slot.kind == "statement" else "unclosed"
        if holds is None:
            return "beyond" if _BEYOND.fullmatch(plain(slot.name)) else "unknown"
        if holds.inline:
            return ""
        if not slot.in_text:
            return "misplaced"
        if not slot.alone:
            return "not_alone"
        return "twice" if any((h.kind, h.blocks) == (holds.kind, holds.blocks) for _, h in self.filled) else ""

    def shown(self, slot: Slot, holds: Holds) -> Holds:
        """Return what a place shows: a section without its heading where the template has it just before."""
        before = slot.words_before if holds.kind == "section" else ""
        if before and plain(bare(before)) == plain(bare(self.document.blocks[holds.blocks[0]].text)):
            return replace(holds, blocks=holds.blocks[1:])
        return holds

    def placed(self, kind: str) -> bool:
        """Return whether some place holds what is of a kind."""
        return any(h.kind == kind for _, h in self.filled)

    @cached_property
    def first_marks(self) -> str:
        """Return the marks that must go before the text: no visible place on page one has them."""
        shown = any(h.kind == "marks" and not s.hidden and self._on_page_one(s.story) for s, h in self.filled)
        return "" if shown else marks_line(self.document)

    def _on_page_one(self, story: Story) -> bool:
        """Return whether a part is the text, or the header or footer of its first page."""
        if story.kind == places.MAIN:
            return True
        section = next(self.word.part.element.iter(w.qualified("w:sectPr")), None)
        if section is None or story.kind == places.NOTES:
            return False
        wanted = "first" if section.find("w:titlePg", w.NS) is not None else "default"
        used = {r.get(w.qualified("r:id")) for r in section if r.get(w.qualified("w:type")) == wanted}
        return any(self.word.part.rels[i].target_part is story.part for i in used if i in self.word.part.rels)

    @cached_property
    def properties_left(self) -> list[tuple[str, str]]:
        """Return the properties of the document that no visible place of the template states."""
        if any(h.kind == "file" and not s.hidden for s, h in self.filled):
            return []
        stated = {h.shown for s, h in self.filled if h.kind == "property" and not s.hidden}
        return [(key, value) for key, value in self.document.properties if key not in stated]

    # what it does not

    @property
    def stops(self) -> int:
        """Return how many places cannot be filled."""
        return len(self.problems)

    def findings(self) -> tuple[Finding, ...]:
        """Return what cannot be filled, then what has no place, then what is done instead."""
        told = (Finding(p[0], self._told(*p), True) for p in self.problems[:MOST_TOLD])
        return (*told, *self._without_place(), *self._instead())

    def _told(self, code: str, slot: Slot | None, given: dict) -> str:
        if slot is not None:
            given = {"place": slot.place(self.lang), "found": slot.written, "example": self._example}
            given |= {"near": self._near(slot.name), "n": self._number_of(slot.name)}
        return say(code, self.lang, **given)

    def _near(self, written: str) -> str:
        close = difflib.get_close_matches(plain(written), list(self.known), 1, 0.5)
        return say("near", self.lang, name=f"{{{{ {self.known[close[0]].shown} }}}}") if close else ""

    def _number_of(self, written: str) -> int:
        of = Grid if plain(written).startswith(("表", "table")) else Chart
        return sum(isinstance(b, of) for b in self.document.blocks)

    def _without_place(self) -> Iterator[Finding]:
        if not self.placed("title"):
            yield self._lacks(name("title", self.lang))
        named = {h.shown for _, h in self.filled if h.kind == "field"}
        yield from (self._lacks(key) for key, value in self.document.fields if value and key not in named)
        yield from self._text_without_place()
        of = {"notes": self.document.notes, "appendix": self.document.bases, "checks": self.document.checks}
        yield from (self._lacks(name(k, self.lang)) for k, there in of.items() if there and not self.placed(k))

    def _lacks(self, found: str) -> Finding:
        return Finding("no_place", say("no_place", self.lang, found=found), False)

    def _text_without_place(self) -> Iterator[Finding]:
        parts = [(title, h.blocks) for title, h in sections(self.document, self.lang)]
        first = min((blocks[0] for _, blocks in parts), default=len(self.document.blocks))
        for title, blocks in ((say("opening", self.lang), range(first)), *parts):
            left = [self.document.blocks[n] for n in blocks if n not in self._blocks_placed]
            if counts := self._counts(left):
                yield Finding("no_place", say("no_place_in", self.lang, found=title, counts=counts), False)

    def _counts(self, blocks: list) -> str:
        kinds = {"paragraphs": Paragraph, "charts": Chart, "tables": Grid}
        counted = {key: sum(isinstance(b, of) for b in blocks) for key, of in kinds.items()}
        return say("and", self.lang).join(say(key, self.lang, n=n) for key, n in counted.items() if n)

    def _instead(self) -> Iterator[Finding]:
        """Yield what is done without a place or a style of the template."""
        if self.first_marks:
            yield Finding("marks", say("marks_first", self.lang, found=self.first_marks), False)
        if left := self.properties_left:
            names = say("and", self.lang).join(say("quoted", self.lang, name=key) for key, _ in left)
            yield Finding("file", say("file_last", self.lang, found=names), False)
        for level in sorted(n for n in self._levels() if not self.styles.has_heading(n)):
            yield Finding("no_heading", say("no_heading", self.lang, n=level), False)
        for shown in dict.fromkeys(h.shown for _, h in self.filled if h.kind == "field" and not h.text):
            yield Finding("blank", say("blank", self.lang, found=shown), False)

    @property
    def _blocks_placed(self) -> set[int]:
        return {n for _, h in self.filled for n in h.blocks}

    def _levels(self) -> set[int]:
        placed = (self.document.blocks[n] for s, h in self.filled for n in self.shown(s, h).blocks)
        return {b.level for b in placed if isinstance(b, Heading)}
