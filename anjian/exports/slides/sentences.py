"""Paragraphs cut into sentences, each number with its note, and long sentences torn to the room of a slide."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from anjian.exports.document import Paragraph, Said
from anjian.exports.labels import label
from anjian.exports.slides.page import ACROSS, GAP, INDENT, pitch
from anjian.exports.slides.text import line_room, wrapped

_END = re.compile(r"(?<=[。！？])(?![”’）」』】])|(?<=[。！？][”’）」』】])|(?<=[.!?] )(?=[A-Z“(《])")
_LEAD = re.compile(r"(?:[^：:（《“(]|:(?! )|（[^）]*）|《[^》]*》|“[^”]*”|\([^)]*\))*(?:：|: )")

Sentence = tuple[Said, ...]


def sentences(paragraph: Paragraph, lang: str) -> list[Sentence]:
    """Return a paragraph's sentences; joined they are the paragraph."""
    found: list[list[Said]] = [[]]
    for said in paragraph.said:
        pieces = [said.text] if said.note is not None else _END.split(said.text)
        for n, piece in enumerate(pieces):
            if n and found[-1]:
                found.append([])
            if piece or said.note is not None:
                found[-1].append(Said(piece, said.note))
    if paragraph.own:
        (found[-1] if found[-1] or len(found) == 1 else found[-2]).append(Said(label("added", lang)))
    return [tuple(s) for s in found if s]


def lead(sentence: Sentence) -> tuple[str, Sentence]:
    """Return what a sentence says up to its first colon, and the rest; nothing and the sentence where it has none."""
    found = _LEAD.match(plain(sentence))
    rest = list(sentence)
    left = len(found.group()) if found else 0
    while rest and left >= len(rest[0].text):
        left -= len(rest.pop(0).text)
    if not found or not rest or (left and rest[0].note is not None):
        return "", sentence
    return found.group(), (replace(rest[0], text=rest[0].text[left:]), *rest[1:])


def plain(sentence: Sentence) -> str:
    """Return a sentence without the numbers of its notes."""
    return "".join(s.text for s in sentence)


def marked(sentence: Sentence) -> str:
    """Return a sentence with the numbers of its notes."""
    return "".join(s.marked for s in sentence)


def whole(paragraph: Paragraph, lang: str) -> str:
    """Return a paragraph with the numbers of its notes, and that its author added it."""
    return marked(paragraph.said) + (label("added", lang) if paragraph.own else "")


def cited(body: Iterable[Sentence]) -> tuple[int, ...]:
    """Return the notes that sentences cite, each once, in order."""
    return tuple(dict.fromkeys(s.note for sentence in body for s in sentence if s.note is not None))


# their room


def room(size: int) -> float:
    """Return the room of a line of a slide's text, in em."""
    return line_room(ACROSS - INDENT, size)


def heights(body: Iterable[Sentence], size: int) -> list[int]:
    """Return the height of each sentence with the gap before it, in points."""
    return [len(wrapped(marked(s), room(size))) * pitch(size) + GAP for s in body]


def torn(sentence: Sentence, size: int, most: int) -> list[Sentence]:
    """Return the sentence in pieces of so many lines: whole where it fits, else by said pieces, else by lines."""
    if len(wrapped(marked(sentence), room(size))) <= most:
        return [sentence]
    pieces: list[Sentence] = [()]
    for said in (piece for s in sentence for piece in _torn_said(s, room(size), most)):
        if pieces[-1] and len(wrapped(marked((*pieces[-1], said)), room(size))) > most:
            pieces.append(())
        pieces[-1] = (*pieces[-1], said)
    return pieces


def _torn_said(said: Said, room: float, most: int) -> Iterator[Said]:
    """Yield a piece as it is, or torn into whole slides of it, with its note behind the last."""
    lines = wrapped(said.text, room)
    for n in range(0, len(lines), most - 1):
        last = n + most - 1 >= len(lines)
        yield Said("".join(lines[n : n + most - 1]), said.note if last else None)
