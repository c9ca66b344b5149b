"""Numbers as references: how a text is edited without its numbers being touched.

In the text to edit a number stands as 【6起】. What stands in the brackets is looked up among the numbers of the brief;
it cannot be typed. Where one wording means several numbers, the later ones carry ②, ③, … in order of mention.
"""

import re
from collections.abc import Iterable, Mapping

from anjian import words
from anjian.brief.parts import Part, Text
from anjian.brief.pieces import OWN, Piece, Sentence, Told, scanned, text_of
from anjian.brief.refusal import Refused
from anjian.exports.door import FORBIDDEN
from anjian.figures.setting import Setting

REFERENCE = re.compile(r"【([^【】]*)】")
ENDS = {"zh": re.compile(r"(?<=[。！？])"), "en": re.compile(r"(?<=[.!?])\s+")}
FIRST_CIRCLED = ord("①")
MOST_CIRCLED = 20


class References:
    """The numbers of a brief by what stands in the brackets, and back."""

    def __init__(self, parts: Iterable[Part]):
        self.of: dict[Told, str] = {}
        self.told: dict[str, Told] = {}
        self.first: dict[str, str] = {}  # the part that mentions it first
        times: dict[str, int] = {}
        for part in parts:
            for told in numbers(part):
                if told not in self.of:
                    times[told.text] = times.get(told.text, 0) + 1
                    self._know(told, _name(told.text, times[told.text]), part.id)

    def _know(self, told: Told, name: str, part: str) -> None:
        self.of[told], self.told[name], self.first[name] = name, told, part

    def text(self, block: Text, gap: str = "") -> str:
        """Return a text to edit: words, and each number as its reference."""
        return gap.join("".join(p if isinstance(p, str) else f"【{self.of[p]}】" for p in s) for s in block)


def numbers(part: Part) -> list[Told]:
    """Return the numbers of a part's sentences, in order."""
    return [p for s in part.block for p in s if isinstance(p, Told)] if part.is_text else []


def _name(text: str, time: int) -> str:
    if time == 1:
        return text
    return text + (chr(FIRST_CIRCLED + time - 1) if time <= MOST_CIRCLED else f"#{time}")


def read(text: str, known: Mapping[str, Told], here: Setting, own: bool = False) -> Text:
    """Return an edited text in sentences, its references as the numbers they mean.

    A number typed by hand is refused, but in a paragraph of the author's own (``own``), where it is marked as such.
    Raises Refused, naming what was found and what is allowed.
    """
    if found := FORBIDDEN.search(text):
        raise Refused(words.say("draft", "refused_sign", here.lang, found=f"U+{ord(found[0]):04X}"))
    pieces: list[Piece] = []
    for n, part in enumerate(REFERENCE.split(text.strip())):
        pieces += [_meant(part, known, here.lang)] if n % 2 else _words(part, own, here)
    return _sentences(tuple(p for p in pieces if p != ""), here.lang)


def _meant(name: str, known: Mapping[str, Told], lang: str) -> Piece:
    if name in known:
        return known[name]
    if not any(c.isdigit() for c in name):
        return f"【{name}】"
    raise Refused(words.say("draft", "refused_reference", lang, found=name))


def _words(text: str, own: bool, here: Setting) -> Sentence:
    found = scanned(text, OWN, here)
    typed = [p.text for p in found if isinstance(p, Told)]
    if typed and not own:
        raise Refused(words.say("draft", "refused_number", here.lang, found=words.enumeration(typed, here.lang)))
    return found


def _sentences(pieces: Sentence, lang: str) -> Text:
    """Return pieces parted after each full stop."""
    found: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *later = ENDS[lang].split(piece) if isinstance(piece, str) else (piece,)
        found[-1].append(first)
        found += [[p] for p in later]
    texts = (tuple(p for p in s if p != "") for s in found)
    return tuple(s for s in texts if text_of(s).strip())
