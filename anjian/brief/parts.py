"""A template and a selection → parts: headings without numbers, sentences by rule, tables and charts."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from anjian.brief import blocks
from anjian.brief.matter import Matter
from anjian.brief.pieces import BREAK, Sentence, Told, capital, say
from anjian.brief.rules import RULES
from anjian.config import ASKED_LAST, Brief, BriefItem
from anjian.exports.document import Chart, Grid, Heading
from anjian.figures.cited import Key
from anjian.figures.setting import Setting
from anjian.selection import Selection

LEVELS = ("section", "part", "point", "item")
Text = tuple[Sentence, ...]


@dataclass(frozen=True)
class Part:
    """One block before it is numbered. ``id`` says which item of the template it comes from, and its place there."""

    id: str
    block: Heading | Grid | Chart | Text
    keys: tuple[Key, ...] = ()
    own: bool = False

    @property
    def is_text(self) -> bool:
        return isinstance(self.block, tuple)


@dataclass(frozen=True)
class Kept:
    """A figure that the reader put into the basket: how it stands in a brief, and for which selection."""

    item: BriefItem
    selection: Selection
    domain: str = ""


def parts(brief: Brief, matter: Matter, basket: Iterable[Kept] = ()) -> tuple[Part, ...]:
    """Return the parts in order; the questions about figures are asked last, of all that the others cite."""
    found: dict[int, list[Part]] = {}
    for n, item in enumerate(brief.items):
        if item.sentence not in ASKED_LAST:
            found[n] = _of_item(str(n), item, matter)
    kept = [p for n, k in enumerate(basket) for p in _of_kept(f"basket-{n}", k, matter.here)]
    asking = replace(matter, cited=tuple(keys_of([*(p for some in found.values() for p in some), *kept])))
    for n, item in enumerate(brief.items):
        if item.sentence in ASKED_LAST:
            found[n] = _of_item(str(n), item, asking)
    return (*(p for n in sorted(found) for p in found[n]), *kept)


def _of_kept(name: str, kept: Kept, here: Setting) -> list[Part]:
    """Return a figure of the basket; a sentence where a file has nothing to show of it."""
    matter, figure = Matter(here, kept.selection, domain=kept.domain), kept.item.table or kept.item.chart
    title = here.config.figures[figure].title[here.lang] if figure in here.config.figures else figure
    nothing = (capital(say("nothing_listed", here.lang, title=title)),)
    return _of_item(name, kept.item, matter) or [Part(f"{name}.0", nothing)]


def keys_of(some: Iterable[Part]) -> dict[Key, None]:
    """Return what parts cite, each once, in order."""
    return dict.fromkeys(k for p in some for k in p.keys)


def _of_item(name: str, item: BriefItem, matter: Matter) -> list[Part]:
    if item.heading:
        return [Part(name, Heading(LEVELS.index(item.level) + 1, item.heading[matter.lang]))]
    if item.sentence:
        texts = _paragraphs(RULES[item.sentence](item.indicators, matter))
        return [Part(f"{name}.{n}", text, told_keys(text)) for n, text in enumerate(texts)]
    make = blocks.tables if item.table else blocks.charts
    made = make(item.table or item.chart, item.indicators, matter)
    return [Part(f"{name}.{n}", block, keys) for n, (block, keys) in enumerate(made)]


def _paragraphs(sentences: list[Sentence]) -> list[Text]:
    """Return sentences as paragraphs, parted where they say so."""
    breaks = [-1, *(n for n, s in enumerate(sentences) if s == BREAK), len(sentences)]
    return [tuple(sentences[a + 1 : b]) for a, b in pairwise(breaks) if b > a + 1]


def told_keys(text: Text) -> tuple[Key, ...]:
    """Return what the numbers of a text cite."""
    return tuple(dict.fromkeys(k for s in text for p in s if isinstance(p, Told) for k in p.keys))
