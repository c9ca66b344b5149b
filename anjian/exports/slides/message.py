"""Paragraphs as messages: the first sentence is the title, the others stand below, in type as large as fits."""

import re
from dataclasses import replace

from anjian.exports.document import Document, Paragraph
from anjian.exports.labels import EN, check_columns, label
from anjian.exports.slides import tables
from anjian.exports.slides.page import ALONE, BODY, BULLETS, GAP, paged, pitch
from anjian.exports.slides.sentences import Sentence, cited, heights, lead, marked, plain, room, sentences, torn, whole
from anjian.exports.slides.slide import Slide
from anjian.exports.slides.tables import Table
from anjian.exports.slides.text import measure, wrapped
from anjian.exports.slides.titles import Titles

JOINED_LINES, MOST_FIGURES = 2, 5
LEAST_TITLE = 8  # em: a shorter lead ("其中：") tells nothing by itself
_ALONE_SHARE = 0.45  # of the height, for a single sentence in the largest type
_FULL_STOP = re.compile(r"[。.]$")


class Sources:
    """What a document says of where its numbers come from, by the number of the note."""

    def __init__(self, document: Document):
        self.lang = document.lang
        self.notes = {note.number: note.text for note in document.notes}
        self.as_written = {c.note: c.as_written for c in reversed(document.checks)}
        self._sources = {c.note: c.source for c in reversed(document.checks)}

    def listed(self, numbers) -> list[str]:
        """Return notes as lines."""
        return [f"[{n}] {self.notes[n]}" for n in numbers]

    def line(self, numbers) -> str:
        """Return the sources that notes name, in one line; empty where there is none."""
        named = dict.fromkeys(self._sources[n] for n in numbers if self._sources.get(n))
        return label("cited", self.lang) + ("; " if self.lang == EN else "；").join(named) if named else ""


def grouped(paragraphs: list[Paragraph], lang: str) -> list[list[Paragraph]]:
    """Return paragraphs by message: a short one joins the message before it."""
    groups: list[list[Paragraph]] = []
    for paragraph in paragraphs:
        if groups and _joins(groups[-1], paragraph, lang):
            groups[-1].append(paragraph)
        else:
            groups.append([paragraph])
    return groups


def _joins(group: list[Paragraph], paragraph: Paragraph, lang: str) -> bool:
    said = [s for p in (*group, paragraph) for s in sentences(p, lang)]
    return len(said) <= BULLETS and len(wrapped(paragraph.text, room(BODY[0]))) <= JOINED_LINES


class Message:
    """One message on its way to a slide, or to several."""

    def __init__(self, group: list[Paragraph], titles: Titles, sources: Sources):
        self.titles, self.sources, self.lang = titles, sources, sources.lang
        self.text = [whole(p, self.lang) for p in group]
        self.found = tuple(s for p in group for s in sentences(p, self.lang))
        self.cited = cited(self.found)

    def slides(self) -> list[Slide]:
        """Return the slides; the notes of the first hold the whole text, of the others what they show."""
        if not self.found:
            return []
        title, body = self._finding()
        first, *others = self._fitted(title or self.titles.here(), body)
        path = self.titles.path(under=bool(title))
        return [
            replace(first, path=path, notes=self._notes(self.text, self.cited), source=self.sources.line(self.cited)),
            *(self._continuing(slide, path) for slide in others),
        ]

    def _continuing(self, slide: Slide, path: str) -> Slide:
        numbers, text = cited(slide.body), ["".join(map(marked, slide.body))]
        return replace(slide, path=path, notes=self._notes(text, numbers), source=self.sources.line(numbers))

    def _notes(self, text: list[str], numbers) -> tuple[str, ...]:
        return (*text, *self.sources.listed(numbers))

    def _finding(self) -> tuple[str, tuple[Sentence, ...]]:
        """Return the first sentence as title and the others, or its lead and all else, or no title."""
        title = _FULL_STOP.sub("", plain(self.found[0]).strip())
        alone = len(self.found) == 1 and not self._figures()
        if title and not alone and self._fits(title):
            return title, self.found[1:]
        title, rest = lead(self.found[0])
        if measure(title) >= LEAST_TITLE and self._fits(title):
            return title.strip(), (rest, *self.found[1:])
        return "", self.found

    def _fits(self, title: str) -> bool:
        return "\n" not in title and self.titles.cut(title) == title

    def _fitted(self, title: str, body: tuple[Sentence, ...]) -> list[Slide]:
        """Return one slide with the largest type that fits, its numbers as written below; or several."""
        height = self.titles.room(title)
        for table in (*self._figures(), None):
            for size in ALONE if len(self.found) == 1 and not table else BODY:
                needed = sum(heights(body, size)) + (sum(table.heights) + GAP if table else 0)
                if len(body) <= BULLETS and needed <= height * (_ALONE_SHARE if size == ALONE[0] else 1):
                    return [Slide("", title, body=body, size=size, table=table)]
        return self._continued(title, body)

    def _continued(self, title: str, body: tuple[Sentence, ...]) -> list[Slide]:
        size = BODY[-1]
        height = self.titles.room(title, again=True)
        pieces = [p for s in body for p in torn(s, size, (height - GAP) // pitch(size))]
        pages = paged(heights(pieces, size), height, BULLETS)
        return [Slide("", title, body=tuple(pieces[n] for n in page), size=size) for page in pages]

    def _figures(self) -> list[Table]:
        """Return the numbers beside what the source has, largest type first; none where they are many."""
        given = dict.fromkeys((s.text, s.note) for sentence in self.found for s in sentence if s.note is not None)
        as_written = self.sources.as_written
        if not given or len(given) > MOST_FIGURES or not all(as_written.get(note) for _, note in given):
            return []
        rows = tuple((text, as_written[note], f"[{note}]") for text, note in given)
        titles = check_columns(self.lang)
        return tables.figures((titles[1], titles[5], label("note", self.lang)), rows, self.titles.here())
