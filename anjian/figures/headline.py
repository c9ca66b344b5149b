"""The overview's title and first sentences: what changed beyond chance, then the comparisons that open."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from anjian import chance, sentences, words
from anjian.figures.change import BEYOND, BOTH, GOOD, TAGS, Changes, pair
from anjian.figures.cited import Number, numbers
from anjian.figures.listing import coloured
from anjian.figures.setting import Setting
from anjian.indicators import Change, Result

IN_TITLE, IN_TEXT = 2, 3  # districts that a title names, changes of one kind that the text names
GRAVEST = BOTH[-1]

Found = dict[str, list[Change]]  # the changes beyond chance by what the test says of them, the worse ones first


@dataclass(frozen=True)
class Headline:
    """The title, the paragraphs below it, and every number in them."""

    title: str
    lines: tuple[str, ...]
    numbers: tuple[Number, ...]


def build(changes: Changes, results: Sequence[Result], here: Setting) -> Headline:
    """Return the first finding as the title, and what else opens the page; ``results`` holds at least one.

    A change beyond chance is the first finding; else that none is, and without any change the first comparison.
    """
    found, several = _found(changes.told), _several(changes.told)
    tested = [c for c in changes.told if chance.tag(c)]
    title = _title(found, several, here) if found else _within(tested, here) if tested else ""
    told = [sentences.statement(r, here.names, here.lang, with_title=n > 0 or bool(title))
            for n, r in enumerate(results)]  # fmt: skip
    named = tuple(n for some in found.values() for c in _named(some) for n in pair(c, here))
    lines = (_text(found, changes.told, several, here), *told) if found else tuple(told)
    title = title or sentences.title(results[0], here.names, here.lang)
    return Headline(title, lines, (*named, *(n for r in results for n in numbers(r, here))))


def _found(told: Sequence[Change]) -> Found:
    tags = [chance.tag(c) for c in told]
    return {tag: [c for t, c in zip(tags, told, strict=True) if t == tag] for tag in BEYOND if tag in tags}


def _within(tested: Sequence[Change], here: Setting) -> str:
    """Return that no change is beyond chance, and of how many."""
    who = list(dict.fromkeys(here.name(c.now.district) for c in tested))
    whose = words.enumeration(who, here.lang) if len(who) <= IN_TITLE else _say("headline_districts", here, n=len(who))
    return _say("headline_within", here, who=whose, n=len(tested))


def _several(told: Sequence[Change]) -> set[str]:
    """Return the districts that told changes on several bases: theirs is named with every number."""
    bases = {(c.now.district, c.now.series, _basis(c)) for c in told}
    counts = Counter(district for district, *_ in bases)
    return {district for district, n in counts.items() if n > 1}


def _basis(c: Change) -> str:
    return c.now.bases[0][1]


def _title(found: Found, several: set[str], here: Setting) -> str:
    """Return the changes of one or two districts, of each the gravest; of more districts, how many changes."""
    gravest = _gravest(found)
    if len(gravest) > IN_TITLE:
        counted = [_say(f"headline_{tag}", here, n=len(some)) for tag, some in found.items()]
        return _say("headline_many", here, counted=words.enumeration(counted, here.lang))
    alike = len({(c.spec.id, _basis(c)) for c in gravest}) == 1
    based = any(c.now.district in several for c in gravest)
    moved = [_moved(c, "headline_again" if n and alike else "headline", here, what=_what(c, based, here))
             for n, c in enumerate(gravest)]  # fmt: skip
    text = words.clauses(moved, here.lang)
    return text[:1].upper() + text[1:]


def _what(c: Change, based: bool, here: Setting) -> str:
    slots = _slots(c, here)
    return _say("headline_based", here, **slots) if based else slots["title"]


def _gravest(found: Found) -> list[Change]:
    """Return one change of each district: a worse one before a better one, deaths before accidents."""
    kept: dict[str, Change] = {}
    for some in found.values():
        for c in sorted(some, key=lambda c: c.spec.id != GRAVEST):
            kept.setdefault(c.now.district, c)
    return list(kept.values())


def _text(found: Found, told: Sequence[Change], several: set[str], here: Setting) -> str:
    """Return the changes beyond chance by what the test says of them, how many are within it, what luck gives."""
    lines = [_say("beyond", here, tag=_tag(t, here), items=_items(s, several, here)) for t, s in found.items()]
    luck = words.number(chance.most_beyond_by_luck(told), 1, "exact", here.lang)
    rest = len(told) - sum(map(len, found.values()))
    return sentences.sentences_of((*lines, _say("beyond_rest", here, rest=rest, n=len(told), luck=luck)), here.lang)


def _tag(tag: str, here: Setting) -> str:
    text = words.say("standing", TAGS[tag], here.lang)
    return coloured(text[:1].upper() + text[1:], GOOD.get(tag))


def _named(some: list[Change]) -> list[Change]:
    """Return the changes that are named: all of a few, the first of many."""
    return some if len(some) <= IN_TEXT + 1 else some[:IN_TEXT]


def _items(some: list[Change], several: set[str], here: Setting) -> str:
    """Return changes in words; whose and of when is said once of those that follow each other."""
    items, before = [], None
    for c in (named := _named(some)):
        whose = (c.now.district, c.now.period)
        who = "" if whose == before else _say("beyond_who", here, **_slots(c, here))
        items.append(_moved(c, "beyond_based" if c.now.district in several else "beyond_item", here, who=who))
        before = whose
    if len(named) < len(some):
        items.append(_say("beyond_more", here, n=len(some) - len(named)))
    return words.sentence_list(items, here.lang)


def _moved(c: Change, key: str, here: Setting, **more: str) -> str:
    return _say(f"{key}_{'rose' if c.difference > 0 else 'fell'}", here, **_slots(c, here), **more)


def _slots(c: Change, here: Setting) -> dict[str, str]:
    """Return what a sentence of a change names: whose, of which months, what, from how many to how many."""
    return {
        "name": here.name(c.now.district), "period": sentences.period_text(c.now, here.lang),
        "title": words.inside(c.spec.title[here.lang], here.lang),
        "counted": words.inside(sentences.basis_text(c.now, here.names, here.lang), here.lang),
        "base": sentences.value_text(c.base, c.spec, here.lang), "now": sentences.value_text(c.now, c.spec, here.lang),
    }  # fmt: skip


def _say(key: str, here: Setting, **slots: object) -> str:
    return words.say("sentence", key, here.lang, **slots)
