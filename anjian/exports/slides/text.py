"""How much room text takes, rather too much than too little: fonts differ from one computer to the next."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import pairwise

from anjian.exports.slides.page import ACROSS, GAP, PAD_X, TITLE, TITLE_TOP, pitch

TOKEN = re.compile(r"\n|[^\s\u2e80-\U0010ffff]+ *|.", re.DOTALL)  # a Latin word stays whole, a Chinese one breaks
# Arial's widths in em, with 4 % to spare; what is not named here is as wide as a digit
_WIDTHS = (
    (0.24, "ijl'|"), (0.3, " .,:;!/\\ftI[]"), (0.37, 'r-()"`·'), (0.53, "cksvxyzJ"), (0.7, "ABEFKPSTVXYZ&"),
    (0.76, "CDHNRUw"), (0.82, "GOQ"), (0.94, "mM%"), (1.04, "W@"),
)  # fmt: skip
PAUSES, CLOSING, OPENING = "，、；：。,;:", "，、；：。！？）》”’」』】％%…—", "（《“‘「『【"
# what the titles of a brief are made of, and where two of them are one term (安全生产): no line is broken inside
_WORDS = frozenset(
    re.findall(
        "..",
        "安全生产全生情况事故死亡受伤起数人数隐患发现整改检查主体统计口径上报立案处罚罚款案件"
        "培训企业人员负责管理特种作业区县全市公布可以比较每起故死指标目标比率待核核实依次上述不与",
    )
)
_DIGIT, _CAPITAL, _SQUARE, _RARE, _BOLD = 0.58, 0.75, 1.0, 1.3, 1.04


@lru_cache(maxsize=10_000)
def measure(text: str) -> float:
    """Return a text's width in em."""
    return sum(map(_em, text)) + sum(_gap(a, b) for a, b in pairwise(text))


@cache
def _em(character: str) -> float:
    """Return a character's width: Arial's and 4 % for Latin, a full square for Chinese and its signs."""
    place = ord(character)
    if place > 0xFFFF:
        return _RARE
    if place >= 0x2E80 or 0x2014 <= place <= 0x2027 or 0x2190 <= place <= 0x27BF:
        return _SQUARE
    return next((width for width, signs in _WIDTHS if character in signs), _CAPITAL if character.isupper() else _DIGIT)


@lru_cache(maxsize=10_000)
def _gap(before: str, after: str) -> float:
    """Return the gap that some programs draw between Chinese and Latin."""
    met = before.isalnum() and after.isalnum()
    return 0.2 if met and (_em(before) < 1) != (_em(after) < 1) else 0.0


@lru_cache(maxsize=1_000)
def wrapped(text: str, room: float) -> tuple[str, ...]:
    """Return the text's lines in a room of so many em; joined they are the text."""
    lines, width = [""], 0.0
    for token in _tokens(text, room):
        gap = _gap(lines[-1][-1:], token[0])
        if lines[-1].endswith("\n") or (lines[-1] and width + gap + measure(token.rstrip(" ")) > room):
            lines.append("")
            width = gap = 0.0
        lines[-1] += token
        width += gap + measure(token)
    return tuple(lines)


def _tokens(text: str, room: float) -> Iterator[str]:
    for token in TOKEN.findall(text):
        yield from token if measure(token) > room else (token,)


def cut(text: str, room: float, lines: int) -> str:
    """Return the text, or as much as stands in so many lines with … for the rest."""
    found = wrapped(text, room)
    return text if len(found) <= lines else "".join(found[:lines]).rstrip()[:-1] + "…"


def flat(text: str) -> str:
    """Return the text in one line."""
    return re.sub(r"[\n\t]+", " ", text)


def line_room(width: float, size: int) -> float:
    """Return the room of a line in em; a sign that must not open a line takes the one before with it."""
    return max(width / size - 1, 1)


def cell_room(width: float, size: int) -> float:
    """Return the room of a line in a table's cell, in em."""
    return max((width - 2 * PAD_X) / size - 0.3, 1)


# titles


def title_room(size: int = TITLE) -> float:
    """Return the room of a line of a title, which is bold, in em."""
    return line_room(ACROSS, size) / _BOLD


@lru_cache(maxsize=1_000)
def balanced(text: str, size: int = TITLE) -> str:
    """Return a title with its lines broken where it reads best, no more of them than in its room.

    The breaks are written: left to the width, each program's font would break elsewhere.
    """
    room = title_room(size)
    tokens, count = tuple(_tokens(text, room)), len(wrapped(text, room))
    mean = measure(text) / count
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}  # by the tokens set so far: cost, lines
    for last in range(count):
        best = _next_line(best, tokens, room, mean, is_last=last == count - 1)
    return "\n".join(best[len(tokens)][1]) if len(tokens) in best else "\n".join(wrapped(text, room))


def _next_line(
    best: dict[int, tuple[float, tuple[str, ...]]], tokens: tuple[str, ...], room: float, mean: float, is_last: bool
) -> dict[int, tuple[float, tuple[str, ...]]]:
    """Return the cheapest ways to set one line more."""
    found: dict[int, tuple[float, tuple[str, ...]]] = {}
    for start, (spent, lines) in best.items():
        for end in [len(tokens)] if is_last else range(start + 1, len(tokens)):
            line = "".join(tokens[start:end])
            width = measure(line.rstrip())
            if not line or width > room:
                continue
            cost = spent + (width / mean - 1) ** 2 + (0 if is_last else _break(line, tokens[end]))
            if end not in found or cost < found[end][0]:
                found[end] = cost, (*lines, line)
    return found


def _break(line: str, following: str) -> float:
    """Return how bad a break between a line and what follows is: best after a pause, never before its sign."""
    before, after = line.rstrip()[-1:], following[:1]
    if after in CLOSING or before in OPENING:
        return 9
    if before in PAUSES:
        return 0
    torn = before + after in _WORDS or before.isdigit() or (after.isdigit() and before == "第")
    return 2 if torn else 0.6


def body_top(title: str) -> int:
    """Return where the room below a title begins."""
    return TITLE_TOP + len(wrapped(title, title_room())) * pitch(TITLE) + GAP
