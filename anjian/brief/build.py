"""A template and a selection → a Document, or the reason why it cannot be made honestly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import pairwise

from anjian import words
from anjian.brief import blocks, districts
from anjian.brief.matter import Matter
from anjian.brief.notes import Numbering, bases
from anjian.brief.pieces import BREAK, Sentence, Told
from anjian.brief.refusal import refuse
from anjian.brief.rules import RULES
from anjian.config import Brief, BriefItem
from anjian.exports.document import Block, Chart, Document, Grid, Heading
from anjian.figures.cited import Key
from anjian.figures.setting import Setting
from anjian.selection import Selection

LEVELS = ("section", "part", "point", "item")
NUMERALS = "零一二三四五六七八九十"
DATA_UNTIL = "data_until"


@dataclass
class _Drafted:
    """Blocks before their numbers have notes: headings, tables, charts, and paragraphs as sentences."""

    blocks: list[Block | list[Sentence]] = field(default_factory=list)
    keys: dict[Key, None] = field(default_factory=dict)

    def cite(self, keys: Iterable[Key]) -> None:
        self.keys.update(dict.fromkeys(keys))


def build(
    template: str, here: Setting, selection: Selection, fields: Mapping[str, str] | None = None, on: date | None = None
) -> Document:
    """Return the document of a template of config.yaml for a selection.

    ``fields`` fills in the template's fields; ``on`` is its date, without one the newest date of its data.
    Raises Refused where it cannot be made honestly.
    """
    brief, matter = _template(template, here), Matter(here, selection)
    _check(brief, matter)
    drafted = _drafted(brief, matter)
    numbering = Numbering(here)
    numbering.learn(drafted.keys)
    body = tuple(block for b in drafted.blocks for block in _blocks(b, numbering))
    cited = numbering.cited
    return Document(
        _title(brief, matter), here.lang, _fields(brief, cited, fields or {}, matter), body, numbering.told(),
        tuple(numbering.checks), bases(cited, here), _marks(cited, here), _properties(brief, matter, cited, on),
    )  # fmt: skip


def _blocks(block: Block | list[Sentence], numbering: Numbering) -> list[Block]:
    """Return sentences as paragraphs, parted where they say so; any other block as it is."""
    if not isinstance(block, list):
        return [block]
    breaks = [-1, *(n for n, s in enumerate(block) if s == BREAK), len(block)]
    parts = (block[a + 1 : b] for a, b in pairwise(breaks))
    return [numbering.paragraph(p) for p in parts if p]


def _template(name: str, here: Setting) -> Brief:
    if name not in here.config.briefs:
        raise refuse("template", here.lang, found=name, allowed=words.enumeration(here.config.briefs, here.lang))
    return here.config.briefs[name]


def _check(brief: Brief, matter: Matter) -> None:
    """Raise Refused where the districts do not fit the template, have no figures, or may not be compared."""
    lang, chosen = matter.lang, matter.selection.districts
    if not matter.selection.period:
        raise refuse("period", lang)
    if (len(chosen) == 1) != (brief.districts == "one") or not chosen:
        raise refuse(brief.districts, lang, title=brief.name[lang], n=len(chosen))
    names = matter.names()
    period = words.period(*matter.selection.period, lang)
    compared = tuple(i for item in brief.items if item.sentence == "comparison" for i in item.indicators)
    if not any(r.rows for r in matter.results(brief.indicators()).values()):
        raise refuse("no_figures", lang, names=names, period=period)
    if compared and not districts.comparable(compared, matter):
        raise refuse("not_comparable", lang, names=names, period=period, why=_why(compared, matter))


def _why(compared: tuple[str, ...], matter: Matter) -> str:
    results = matter.results(compared).values()
    reasons = [x for r in results for x in (*(w for _, why in r.against_drawn() for w in why),
                                            *(x for b in r.beside for x in b.reasons))]  # fmt: skip
    return matter.reason(dict.fromkeys(reasons))


def _drafted(brief: Brief, matter: Matter) -> _Drafted:
    """Return every block; the questions about figures are asked last, of all that the others cite."""
    drafted, counts = _Drafted(), [0] * len(LEVELS)
    later: list[tuple[int, BriefItem]] = []
    for item in brief.items:
        if item.heading:
            drafted.blocks.append(_heading(item, counts, matter))
        elif item.sentence == "questions":
            later.append((len(drafted.blocks), item))
            drafted.blocks.append([])
        else:
            _add(item, matter, drafted)
    for place, item in later:
        drafted.blocks[place] = _sentences(item, replace(matter, cited=tuple(drafted.keys)), drafted)
    drafted.blocks = [b for b in drafted.blocks if b]
    return drafted


def _heading(item: BriefItem, counts: list[int], matter: Matter) -> Heading:
    """Return a heading with its number: 一、（一）1. （1）; in English 1. (1) (a) (i)."""
    level = LEVELS.index(item.level)
    counts[level] += 1
    counts[level + 1 :] = [0] * (len(LEVELS) - level - 1)
    return Heading(level + 1, _numbered(level, counts[level], matter.lang) + item.heading[matter.lang])


def _numbered(level: int, n: int, lang: str) -> str:
    if lang != "zh":
        return (f"{n}. ", f"({n}) ", f"({chr(96 + n)}) ", f"({chr(96 + n)}.) ")[level]
    return (f"{numeral(n)}、", f"（{numeral(n)}）", f"{n}. ", f"（{n}）")[level]


def numeral(n: int) -> str:
    """Return 1 to 99 as a Chinese numeral: 一, 十, 十一, 二十, 二十一."""
    tens, ones = divmod(n, 10)
    head = ("" if tens == 1 else NUMERALS[tens]) + "十" if tens else ""
    return head + (NUMERALS[ones] if ones or not tens else "")


def _add(item: BriefItem, matter: Matter, drafted: _Drafted) -> None:
    if item.sentence:
        drafted.blocks.append(_sentences(item, matter, drafted))
        return
    made = blocks.tables(item.table, item.indicators, matter) if item.table else _charts(item, matter)
    for block, keys in made:
        drafted.blocks.append(block)
        drafted.cite(keys)


def _charts(item: BriefItem, matter: Matter) -> list[tuple[Grid | Chart, tuple[Key, ...]]]:
    figure = matter.here.config.figures.get(item.chart)
    names = item.indicators or figure.indicators if figure else (item.chart, *item.indicators)
    return blocks.charts(names, matter)


def _sentences(item: BriefItem, matter: Matter, drafted: _Drafted) -> list[Sentence]:
    found = RULES[item.sentence](item.indicators, matter)
    drafted.cite(k for s in found for p in s if isinstance(p, Told) for k in p.keys)
    return found


def _title(brief: Brief, matter: Matter) -> str:
    period = words.period(*matter.selection.period, matter.lang)
    return brief.title[matter.lang].format(name=matter.names(), period=period)


def _fields(
    brief: Brief, cited: list[dict], given: Mapping[str, str], matter: Matter
) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """Return label and value of each field; raise Refused for one that the template does not have."""
    lang, end = matter.lang, matter.selection.period[1]
    labels = {f: words.say("brief", f"field_{f}", lang) for f in brief.fields}
    for key in given:
        if key not in labels and key not in labels.values():
            raise refuse("field", lang, found=key, allowed=words.enumeration(labels.values(), lang))
    until = _newest(c["period_end"] for c in cited if c["period_end"] <= end)
    known = {DATA_UNTIL: words.period(until, until, lang)} if until else {}
    return tuple((label, given.get(f, given.get(label, known.get(f, "")))) for f, label in labels.items())


def _newest(days: Iterable[date]) -> date | None:
    return max(days, default=None)


def _marks(cited: list[dict], here: Setting) -> tuple[str, ...]:
    """Return what page one is marked with: only what the figures cited are."""
    found = {
        "internal": any(c["visibility"] == "internal" for c in cited),
        "demonstration": any(c["source_kind"] == "demo" for c in cited),
    }
    marks = [here.say(m) for m, holds in found.items() if holds]
    provisional = any(c["status"] == "provisional" for c in cited)
    return tuple(marks + ([words.say("status", "provisional", here.lang)] if provisional else []))


def _properties(brief: Brief, matter: Matter, cited: list[dict], on: date | None) -> tuple[tuple[str, str], ...]:
    here, lang = matter.here, matter.lang
    names = words.enumeration((here.name(d) for d in matter.selection.districts), lang)
    day = on or _newest(_dates(cited))
    return (
        (words.say("brief", "template", lang), brief.name[lang]),
        (here.say("exported"), words.sentence_list((names, words.period(*matter.selection.period, lang)), lang)),
        (here.say("data_version"), here.database.version),
        (words.say("brief", "date", lang), words.period(day, day, lang) if day else ""),
    )


def _dates(cited: list[dict]) -> list[date]:
    """Return the days of publication and the last days of the periods."""
    printed = [c["published_on"] for c in cited if c["published_on"] and len(str(c["published_on"])) == 10]
    return [*(date.fromisoformat(str(p)) for p in printed), *(c["period_end"] for c in cited)]
