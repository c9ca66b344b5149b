"""Sentences in pieces: words, and numbers that know what they cite."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import Formatter

from anjian import words
from anjian.figures.cited import Key
from anjian.figures.setting import Setting
from anjian.indicators import catalogue

MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
DASH = "[—–-]"
DATES = (
    rf"《[^》]*》|\d{{4}}年(?:\d{{1,2}}(?:{DASH}\d{{1,2}})?月(?:\d{{1,2}}日)?)?"
    rf"(?:{DASH}(?:\d{{4}}年)?\d{{1,2}}月(?:\d{{1,2}}日)?)?"
    rf"|(?:\d{{1,2}} )?{MONTH}(?:{DASH}(?:\d{{1,2}} )?{MONTH})?(?: \d{{4}})?|\b(?:19|20)\d\d\b(?![,.]\d)"
)
NUMBER = r"(?<![\d,.])[+−]?\d[\d,]*(?:\.\d+)?[万亿]?[%‰]?"
NAMED = ("measure", "series", "sector", "basis", "break", "district")


@dataclass(frozen=True)
class Told:
    """A number as the text shows it, and the figures that it cites."""

    text: str
    keys: tuple[Key, ...]


Piece = str | Told
Sentence = tuple[Piece, ...]
BREAK: Sentence = ()  # between two paragraphs
OWN: tuple[Key, ...] = (("own", 0),)  # of a number that the author typed: it cites nothing


def text_of(sentence: Iterable[Piece]) -> str:
    """Return a sentence as plain text."""
    return "".join(p if isinstance(p, str) else p.text for p in sentence)


def say(key: str, lang: str, **slots: object) -> Sentence:
    """Return a wording of a brief with its slots filled by words, numbers or pieces."""
    template = words.lexicon()["brief"][key][lang]
    return tuple(_filled(template, slots))


def _filled(template: str, slots: dict[str, object]) -> Iterator[Piece]:
    for literal, name, _, _ in Formatter().parse(template):
        if literal:
            yield literal
        if name:
            yield from _pieces(slots[name])


def _pieces(value: object) -> Sentence:
    return value if isinstance(value, tuple) else (value,) if isinstance(value, Told) else (str(value),)


def joined(parts: Iterable[Sentence], mark: str) -> Sentence:
    """Return pieces joined by a mark."""
    found: list[Piece] = []
    for n, part in enumerate(parts):
        found += [mark, *part] if n else part
    return tuple(found)


def enumeration(parts: Iterable[Sentence], lang: str) -> Sentence:
    """Return pieces as a list in words: 甲、乙 or A, B and C."""
    parts = list(parts)
    if lang == "zh" or len(parts) < 2:
        return joined(parts, "、")
    return (*joined(parts[:-1], ", "), " and ", *parts[-1])


def listed(names: Iterable[str], lang: str) -> str:
    """Return names as a list in words: 甲、乙 or A, B and C."""
    return text_of(enumeration(((name,) for name in names), lang))


def lower(name: str) -> str:
    """Return a name as it stands within a sentence: an English one without its capital, but for abbreviations."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name


def capital(sentence: Sentence) -> Sentence:
    """Return a sentence that begins with a capital letter."""
    if not sentence or not isinstance(sentence[0], str):
        return sentence
    return (sentence[0][:1].upper() + sentence[0][1:], *sentence[1:])


def clauses(parts: Iterable[Sentence], lang: str) -> Sentence:
    """Return pieces as clauses parted by semicolons."""
    return joined(parts, "；" if lang == "zh" else "; ")


def scanned(text: str, keys: Iterable[Key], here: Setting) -> Sentence:
    """Return a text of the figures in pieces: each number in it cites ``keys``; dates and names are words."""
    pattern, keys = _pattern(here), tuple(dict.fromkeys(keys))
    found, last = [], 0
    for match in pattern.finditer(text):
        if match.lastgroup == "number":
            found += [text[last : match.start()], Told(match.group(), keys)]
            last = match.end()
    return tuple(p for p in (*found, text[last:]) if p != "")


def _pattern(here: Setting) -> re.Pattern:
    """Return what tells numbers from dates, titles and the names that hold digits."""
    return here.database.memo.once(("names_with_digits", id(here.config), here.lang), lambda: _compiled(here))


def _compiled(here: Setting) -> re.Pattern:
    known = {here.names.of(kind, key, here.lang) for kind in NAMED for key in here.names.ids(kind)}
    specs = catalogue(here.database, here.config).values()
    held = [n for n in known | {s.title[here.lang] for s in specs} if re.search(r"\d", n)]
    units = {s.unit["zh"] for s in specs} | {words.say("brief", "districts", "zh", n="")}
    unit = f"(?:{_any(units)})?" if here.lang == "zh" else ""
    return re.compile("|".join(filter(None, (_any(held), DATES, f"(?P<number>{NUMBER}{unit})"))))


def _any(names: Iterable[str]) -> str:
    """Return a pattern of one of the names, the longest first."""
    return "|".join(re.escape(n) for n in sorted(names, key=lambda n: (-len(n), n)))
