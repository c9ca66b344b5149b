"""The same months a year before: accidents and deaths of each district, and who cannot be judged and why."""

from collections.abc import Iterable
from dataclasses import dataclass

from anjian import chance, indicators, sentences, words
from anjian.comparability import NOT_COMPARABLE
from anjian.figures.cited import Number, number
from anjian.figures.listing import Listing, coloured, stacked
from anjian.figures.meanings import of_rows
from anjian.figures.setting import Asked, Setting
from anjian.indicators import Change, Result, ResultRow

BOTH = ("accidents", "deaths")
TAGS = {"within": "unchanged", "beyond": "beyond", "better": "improved", "worse": "worsened"}
BEYOND = ("worse", "better", "beyond")
GOOD = {"better": True, "worse": False}
DIRECTIONS = {-1: "down", 0: "level", 1: "up"}


@dataclass(frozen=True)
class Changes:
    """Those that can be judged, beside them those that cannot, and the changes told: row by row, as in the table."""

    judged: Listing
    beside: Listing
    told: tuple[Change, ...] = ()


def build(asked: Asked, here: Setting) -> Changes:
    """Return the changes of the asked indicators, one row a district and basis that has all of them."""
    every = indicators.changes(here.database, here.config, asked.indicators, asked.selection)
    found = [c for c in every if c.verdict.verdict != NOT_COMPARABLE and not c.bounded]
    groups: dict[tuple, dict[str, Change]] = {}
    for c in found:
        groups.setdefault((c.now.district, c.now.series, c.now.bases[0][1], c.now.period), {})[c.spec.id] = c
    complete = {k: g for k, g in groups.items() if len(g) == len(asked.indicators)}
    told = tuple(group[name] for group in complete.values() for name in asked.indicators)
    return Changes(_judged(complete, asked, here), _beside({k[0] for k in complete}, every, asked, here), told)


def _judged(groups: dict[tuple, dict[str, Change]], asked: Asked, here: Setting) -> Listing:
    specs = [indicators.find(n, here.database, here.config) for n in asked.indicators]
    heads = [words.with_unit(s.title[here.lang], s.unit["zh"], here.lang) for s in specs]
    columns = (here.say("district_period"), *heads, here.say("direction"))
    rows = tuple(_line([g[n] for n in asked.indicators], here) for g in groups.values())
    shown = [c for g in groups.values() for c in g.values()]
    return Listing(
        _title(groups, here), columns, rows, lede=_lede(groups, asked, here), numeric=True, wraps=True, stacks=True,
        notes=_notes(shown, here), missing=here.say("change_none"),
        numbers=tuple(n for c in shown for n in pair(c, here)), bases=of_rows(c.now for c in shown),
    )  # fmt: skip


def pair(change: Change, here: Setting) -> tuple[Number, Number]:
    """Return both numbers of a change, the current one first."""
    return number(change.now, change.spec, here), number(change.base, change.spec, here)


def _title(groups: dict[tuple, dict[str, Change]], here: Setting) -> str:
    if not groups:
        return words.say("sentence", "change_none", here.lang)
    ways = [{_sign(c) for c in g.values()} for g in groups.values()]
    return words.say(
        "sentence", "change", here.lang, districts=len({k[0] for k in groups}), n=len(groups),
        down=ways.count({-1}), up=ways.count({1}),
    )  # fmt: skip


def _lede(groups: dict[tuple, dict[str, Change]], asked: Asked, here: Setting) -> str:
    """Return how to read the table; of accidents and deaths, how many both fall by luck alone."""
    lines = [here.say("change_lede"), words.say("mark", "tag", here.lang)] if groups else [here.say("change_lede")]
    if groups and asked.indicators == BOTH:
        bases = [tuple(g[n].base.value for n in BOTH) for g in groups.values()]
        luck = words.number(chance.falls_by_luck(bases), 1, "exact", here.lang)
        down = sum({_sign(c) for c in g.values()} == {-1} for g in groups.values())
        lines.append(words.say("standing", "falls_by_luck", here.lang, down=down, n=len(groups), luck=luck))
        lines.append(words.say("mark", "luck", here.lang))
    return sentences.sentences_of(lines, here.lang)


def _sign(change: Change) -> int:
    return (change.difference > 0) - (change.difference < 0)


def _line(changes: list[Change], here: Setting) -> tuple[str, ...]:
    now = changes[0].now
    when = sentences.period_text(now, here.lang)
    basis = sentences.basis_text(now, here.names, here.lang)
    first = stacked(f"**{here.name(now.district)}** {when}", basis)
    return first, *(_cell(c, here) for c in changes), "  \n".join(f":gray-badge[{way}]" for way in _ways(changes, here))


def _cell(change: Change, here: Setting) -> str:
    before, after = (sentences.number_text(r, change.spec, here.lang) for r in (change.base, change.now))
    told = stacked(f"{before} → **{after}**", change_text(change, here))
    tag = chance.tag(change)
    if tag not in BEYOND:
        return stacked(told, words.say("standing", TAGS[tag], here.lang) if tag else "")
    said = f"{'▲' if change.difference > 0 else '▼'} {words.say('standing', TAGS[tag], here.lang)}"
    return f"{told}  \n:small[{coloured(said, GOOD.get(tag))}]"


def change_text(change: Change, here: Setting) -> str:
    """Return the absolute change, then the percentage, flagged where its base is small: −2（−33.3%，基数小）."""
    if change.percent is None:
        return here.say("change_from_zero", change=difference_text(change, here))
    small = change.base.value < here.config.percent_base_min
    percent = ("+" if change.percent > 0 else "") + words.number(change.percent, 1, "exact", here.lang) + "%"
    return here.say(f"change_percent{'_small' if small else ''}", change=difference_text(change, here), percent=percent)


def difference_text(change: Change, here: Setting) -> str:
    """Return the absolute change with its sign: −5, +3, 0."""
    text = words.number(change.difference, 0, "exact", here.lang)  # what is counted is whole, and so is yuan
    return f"+{text}" if change.difference > 0 else text


def _ways(changes: list[Change], here: Setting) -> list[str]:
    """Return which way both went; where they differ, which way each."""
    if len({_sign(c) for c in changes}) == 1:
        return [here.say(f"both_{DIRECTIONS[_sign(changes[0])]}")]
    return [here.say(f"one_{DIRECTIONS[_sign(c)]}", title=c.spec.title[here.lang]) for c in changes]


def _notes(changes: Iterable[Change], here: Setting) -> tuple[str, ...]:
    reasons: dict[str, list[str]] = {}
    for c in changes:
        texts = [words.reason(r.code, r.params, here.lang, here.names) for r in c.verdict.reasons]
        for text in texts:
            reasons.setdefault(text, []).append(here.name(c.now.district))
    colon = "：" if here.lang == "zh" else ": "
    return tuple(f"{words.some(list(dict.fromkeys(who)), here.lang)}{colon}{why}" for why, who in reasons.items())


def _beside(judged: set[str], changes: tuple[Change, ...], asked: Asked, here: Setting) -> Listing:
    chosen = asked.selection.with_(mode="latest")
    results = [indicators.compute(here.database, here.config, n, chosen) for n in asked.indicators]
    why = _reasons(results, changes, here)
    together: dict[str, list[str]] = {}
    for district, reason in why.items():
        if district not in judged:
            together.setdefault(reason, []).append(here.name(district))
    rows = tuple((words.some(who, here.lang), reason) for reason, who in together.items())
    count = sum(len(who) for who in together.values())
    return Listing(here.say("not_judged", n=count), (here.say("name"), here.say("why")), rows)


def _reasons(results: list[Result], changes: tuple[Change, ...], here: Setting) -> dict[str, str]:
    """Return each district's reason, the nearest to a change first: a base of another kind, no base, no figure."""
    based = {(c.now.district, c.spec.id) for c in changes}
    found: dict[str, str] = {}
    for c in changes:
        if c.verdict.verdict == NOT_COMPARABLE:
            found.setdefault(c.now.district, sentences.reasons_text(c.verdict.reasons, here.names, here.lang))
        elif c.bounded:
            found.setdefault(c.now.district, here.say("bounded_change"))
    for result in results:
        for row in result.rows:
            if (row.district, result.spec.id) not in based:
                found.setdefault(row.district, _no_base(row, result, based, here))
    for result in results:
        for b in result.beside:
            found.setdefault(b.district, sentences.reasons_text(b.reasons, here.names, here.lang))
    for c in changes:
        found.setdefault(c.now.district, words.reason("different_months", (), here.lang, here.names))
    return found


def _no_base(row: ResultRow, result: Result, based: set[tuple[str, str]], here: Setting) -> str:
    """Return that there is no base, and of which indicator, where another one of the district has one."""
    text = here.say("no_base", period=sentences.period_text(row, here.lang))
    colon = "：" if here.lang == "zh" else ": "
    return f"{result.spec.title[here.lang]}{colon}{text}" if row.district in {d for d, _ in based} else text


def tile_text(change: Change | None, here: Setting) -> str:
    """Return the change under a tile's value: 同比−5起（上年同期6起）, or why there is none."""
    if change is None:
        return here.say("tile_no_base")
    if change.bounded:
        return here.say("bounded_change")
    if change.verdict.verdict == NOT_COMPARABLE:
        reasons = sentences.reasons_text(change.verdict.reasons, here.names, here.lang)
        return words.say("sentence", "apart", here.lang, reasons=reasons)
    unit = words.unit(change.spec.unit["zh"], here.lang) if change.spec.unit["zh"] != "元" else ""
    base = sentences.value_text(change.base, change.spec, here.lang)
    if change.spec.unit["zh"] == "元":
        text = words.amount(change.difference, "元", "exact", here.lang)
        text = f"+{text}" if change.difference > 0 else text
    else:
        text = difference_text(change, here) + (unit if here.lang == "zh" else f" {unit}")
    return here.say("tile_change", change=text, base=base)
