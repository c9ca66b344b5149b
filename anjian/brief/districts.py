"""Districts compared in words: what may be compared and how it stands, who stands out, who may not be compared."""

from anjian import chance, indicators, sentences, words
from anjian.brief.matter import Matter
from anjian.brief.pieces import BREAK, Sentence, Told, enumeration, say, scanned
from anjian.chance import Judged
from anjian.figures import standing
from anjian.figures.cited import cited_keys
from anjian.indicators import Result, ResultRow

FAR = {"far_above": "above", "far_below": "below"}
BETTER = {"above": "higher", "below": "lower"}


def comparison(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return, for each indicator, what may be compared, who stands out by the test, and who may not be compared."""
    return [s for result in matter.results(names).values() for s in (*_compared(result, matter), BREAK)]


def comparable(names: tuple[str, ...], matter: Matter) -> bool:
    """Return whether at least one indicator has two districts that may stand in one chart."""
    return any(len(r.drawn) > 1 for r in matter.results(names).values())


def _compared(result: Result, matter: Matter) -> list[Sentence]:
    found = [_first(result, matter)]
    if len(result.drawn) > 1:
        found += _standing(judged(result, matter), matter)
    return [*found, BREAK, *_apart(result, matter)]


def judged(result: Result, matter: Matter) -> Judged:
    """Return the drawn class judged by the pooled value of its districts."""
    here = matter.here
    return matter.once(("judged", result.spec.id), lambda: chance.judge(here.database, here.config, result))


def _first(result: Result, matter: Matter) -> Sentence:
    lang, title, rows = matter.lang, result.spec.title[matter.lang], result.drawn
    if len(rows) < 2:
        return say("nothing_compared", lang, title=title)
    n = Told(words.say("brief", "districts", lang, n=len({r.district for r in rows})), _keys(rows))
    period = words.period(*result.period, lang) + ("，" if lang == "zh" else ", ") if result.period else ""
    slots = {"n": n, "title": title, "period": period, "values": _values(result, matter)}
    if result.ranked:
        return say("ranked", lang, **slots)
    return say("side_by_side", lang, reasons=matter.reason(result.judgement.drawn.verdict.reasons), **slots)


def _values(result: Result, matter: Matter) -> Sentence:
    """Return the values: by size where they may be ranked, else in administrative order, each with its own months."""
    rows = result.by_value(result.drawn) if result.ranked else result.drawn
    return enumeration((_value(r, result, matter, dated=not result.period) for r in rows), matter.lang)


def _value(row: ResultRow, result: Result, matter: Matter, dated: bool) -> Sentence:
    slots = {"name": matter.here.name(row.district), "value": matter.value(row, result.spec)}
    if not dated:
        return say("of_name", matter.lang, **slots)
    return say("of_name_then", matter.lang, period=sentences.period_text(row, matter.lang), **slots)


def _keys(rows: tuple[ResultRow, ...]) -> tuple:
    return tuple(dict.fromkeys(k for r in rows for k in cited_keys(r)))


def _standing(view: Judged, matter: Matter) -> list[Sentence]:
    here, lang, keys = matter.here, matter.lang, _keys((*(s.row for s in view.rows), *view.few))
    text = standing.finding(view, here)
    found = [say("sentence", lang, text=scanned(text, keys, here))] if text else []
    if view.luck is not None:
        share = words.number(100 * view.luck, 0, "exact", lang)
        luck = words.say("standing", "luck", lang, chance=share)
        found.append(say("sentence", lang, text=scanned(luck, keys, here)))
    if view.result.spec.kind == "count" and view.modelled:
        found.append(say("sizes", lang))
    caveats = matter.caveats(s.row for s in view.rows)
    return found + ([say("caveats", lang, caveats=caveats)] if caveats else [])


def _apart(result: Result, matter: Matter) -> list[Sentence]:
    """Return who may not be compared, those of one reason together, each with what it published."""
    groups: dict[str, list[Sentence]] = {}
    for row, why in result.against_drawn():
        groups.setdefault(matter.reason(why), []).append(_value(row, result, matter, dated=True))
    for b in result.beside:
        told = (matter.here.name(b.district),)
        if b.row:
            few = b.reasons[0].code == "too_few_events"
            told = _count(b.row, result, matter) if few else _value(b.row, result, matter, dated=True)
        groups.setdefault(matter.reason(b.reasons), []).append(told)
    return [
        say("apart", matter.lang, title=result.spec.title[matter.lang], reason=scanned(why, (), matter.here),
            names=enumeration(who, matter.lang))
        for why, who in groups.items()
    ]  # fmt: skip


def _count(row: ResultRow, result: Result, matter: Matter) -> Sentence:
    """Return the count of a district with too few events for a rate."""
    unit = indicators.find(result.spec.numerator, matter.here.database, matter.here.config).unit["zh"]
    count = Told(words.amount(row.value, unit, row.qualifier, matter.lang), tuple(("figure", i) for i in row.figures))
    return say("of_name", matter.lang, name=matter.here.name(row.district), value=count)


def standing_out(names: tuple[str, ...], matter: Matter, better: bool) -> list[Sentence]:
    """Return the districts that stand out beyond chance in the better, or the worse, direction."""
    if matter.single:
        return []
    results = (r for r in matter.results(names).values() if r.ranked and r.spec.declared.better != "none")
    return [s for r in results for s in _outstanding(judged(r, matter), matter, better)]


def _outstanding(view: Judged, matter: Matter, better: bool) -> list[Sentence]:
    wanted = {code for code, side in FAR.items() if (BETTER[side] == view.result.spec.declared.better) == better}
    found = [s for s in view.rows if s.code in wanted]
    name = scanned(standing.benchmark(view, matter.here), _keys(tuple(s.row for s in view.rows)), matter.here)
    return [
        say(f"stands_{FAR[s.code]}", matter.lang, name=matter.here.name(s.row.district), benchmark=name,
            period=sentences.period_text(s.row, matter.lang), title=view.result.spec.title[matter.lang],
            value=matter.value(s.row, view.result.spec))
        for s in found
    ]  # fmt: skip
