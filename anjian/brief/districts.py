"""Districts compared in words: what may be compared and how it stands, who stands out, who may not be compared."""

from datetime import date

from anjian import chance, indicators, sentences, words
from anjian.brief.matter import Matter, labelled, shown, titled
from anjian.brief.pieces import BREAK, Sentence, Told, clauses, enumeration, listed, say, scanned
from anjian.chance import Judged, Standing
from anjian.figures import standing
from anjian.figures.cited import cited_keys
from anjian.indicators import Result, ResultRow

FAR = {"far_above": "above", "far_below": "below"}
BETTER = {"above": "higher", "below": "lower"}
WATCHED = ("above", "below")
Period = tuple[date, date]


def comparison(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return, for each indicator, what may be compared, who stands out by the test, and who may not be compared."""
    results = tuple(matter.results(names).values())
    silent = [r for r in results if not r.rows and not any(b.row for b in r.beside) and _unpublished(r)]
    said = [s for r in results if r not in silent for s in (*_compared(r, matter), BREAK)]
    titles = listed((titled(r.spec, matter.lang) for r in silent), matter.lang)
    return [*said, say("none_published", matter.lang, titles=titles)] if silent else said


def _unpublished(result: Result) -> bool:
    """Return whether the only thing to say of every district is that it published nothing."""
    return all(x.code in ("not_published", "denominator_missing") for b in result.beside for x in b.reasons)


def comparable(names: tuple[str, ...], matter: Matter) -> bool:
    """Return whether at least one indicator has two districts that may stand in one chart."""
    return any(len(r.drawn) > 1 for r in matter.results(names).values())


def findings(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return, for each indicator that may be compared, from where to where it goes, and who stands out."""
    compared = [r for r in matter.results(names).values() if len(r.drawn) > 1]
    return [(*_short(r, matter), *_and_found(r, matter), *say("stop", matter.lang)) for r in compared]


def _short(result: Result, matter: Matter) -> Sentence:
    slots = {"span": _span(result, matter), "title": titled(result.spec, matter.lang), **_whose(result, matter)}
    if result.ranked:
        return say("range", matter.lang, **slots)
    return say("range_beside", matter.lang, reasons=_reasons(result, matter), **slots)


def _and_found(result: Result, matter: Matter) -> Sentence:
    found = _finding(judged(result, matter), matter)
    return (*(("；",) if matter.lang == "zh" else ("; ",)), *found) if found else ()


def _reasons(result: Result, matter: Matter) -> str:
    return matter.reason(result.judgement.drawn.verdict.reasons)


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
    lang, title, rows = matter.lang, titled(result.spec, matter.lang), result.drawn
    if len(rows) < 2:
        values = enumeration((_value(r, result, matter, dated=not result.period) for r in rows), lang)
        return say("one_published" if rows else "nothing_compared", lang, title=title, values=values)
    slots = {"title": title, "values": _values(result, matter), **_whose(result, matter)}
    if result.ranked:
        return say("ranked", lang, **slots)
    return say("side_by_side", lang, reasons=_reasons(result, matter), **slots)


def _whose(result: Result, matter: Matter) -> dict[str, object]:
    """Return the slots of when it was and of how many districts."""
    lang, rows = matter.lang, result.drawn
    n = Told(words.say("brief", "districts", lang, n=len({r.district for r in rows})), _keys(rows))
    period = say("in_period", lang, period=words.period(*result.period, lang)) if result.period else ()
    return {"n": n, "period": period}


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


def _span(result: Result, matter: Matter) -> Sentence:
    """Return the least and the greatest value, or the one value of all."""
    rows = result.by_value(result.drawn)
    low, high = (matter.value(r, result.spec) for r in (rows[-1], rows[0]))
    return (high,) if low.text == high.text else say("span", matter.lang, low=low, high=high)


def span(result: Result, matter: Matter) -> str:
    """Return the least and the greatest value for the cell of a table."""
    rows = result.by_value(result.drawn)
    ends = dict.fromkeys(shown(r, result.spec, matter.lang) for r in (rows[-1], rows[0]))
    return "–".join(ends) if matter.lang == "en" else "至".join(ends)


def outside(view: Judged, matter: Matter) -> str:
    """Return who stands out beyond chance, for the cell of a table; "" for nobody."""
    found = [(s, words.say("standing", f"group_{FAR[s.code]}", matter.lang)) for s in view.rows if s.code in FAR]
    gap = "" if matter.lang == "zh" else " "
    return words.enumeration((f"{matter.here.name(s.row.district)}{gap}{told}" for s, told in found), matter.lang)


def _standing(view: Judged, matter: Matter) -> list[Sentence]:
    lang = matter.lang
    found = [(*told, *say("stop", lang))] if (told := _finding(view, matter)) else []
    if view.luck is not None and round(100 * view.luck):
        chance_of = Told(words.number(100 * view.luck, 0, "exact", lang) + "%", _of(view))
        found.append(say("luck", lang, chance=chance_of))
    if view.result.spec.kind == "count" and view.modelled:
        found.append(say("sizes", lang))
    caveats = matter.caveats(s.row for s in view.rows)
    return found + ([say("caveats", lang, caveats=caveats)] if caveats else [])


def _of(view: Judged) -> tuple:
    return _keys((*(s.row for s in view.rows), *view.few))


def _finding(view: Judged, matter: Matter) -> Sentence:
    """Return who stands out beyond chance, who is to be watched, who cannot be told apart; () without a model."""
    known = [s for s in view.rows if s.code]
    out = [s for s in known if s.code in FAR or s.code in WATCHED]
    rest = len(known) - len(out)
    parts = [_who(f"f_{FAR[c]}", [s for s in out if s.code == c], view, matter) for c in FAR]
    parts += [_who(f"f_watch_{c}", [s for s in out if s.code == c], view, matter) for c in WATCHED]
    if known and not out:
        parts = [say("f_similar", matter.lang, benchmark=_benchmark(view, matter))]
    elif rest:
        n = words.say("brief", "rest" if rest > 1 else "rest_one", matter.lang, n=rest)
        parts.append(say("f_rest" if rest > 1 else "f_rest_one", matter.lang, n=Told(n, _of(view))))
    parts.append(_who("f_unjudged", [s for s in view.rows if known and not s.code], view, matter))
    return clauses(filter(None, parts), matter.lang)


def _who(key: str, rows: list[Standing], view: Judged, matter: Matter) -> Sentence:
    if not rows:
        return ()
    names = listed((matter.here.name(s.row.district) for s in rows), matter.lang)
    key += "_one" if len(rows) == 1 and f"{key}_one" in words.lexicon()["brief"] else ""
    return say(key, matter.lang, names=names, benchmark=_benchmark(view, matter))


def _benchmark(view: Judged, matter: Matter) -> Sentence:
    """Return what the class is judged by: 6个区县的平均数（3.2人）."""
    lang, spec = matter.lang, view.result.spec
    unit = lang == "zh" or (spec.kind != "count" and spec.unit.en not in spec.title.en.lower())
    value = Told(standing.limit(view.common, spec, lang, with_unit=unit), _of(view))
    n = Told(words.say("brief", "districts", lang, n=view.pooled()), _of(view))
    return say("mean" if spec.kind == "count" else "pooled", lang, n=n, value=value)


def _apart(result: Result, matter: Matter) -> list[Sentence]:
    """Return who may not be compared, those of one reason and period together, each with what it published."""
    groups: dict[tuple[str, Period | None], list[Sentence]] = {}
    for row, why in result.against_drawn():
        groups.setdefault((matter.reason(why), row.period), []).append(_value(row, result, matter, dated=False))
    for b in result.beside:
        told = (matter.here.name(b.district),)
        if not b.row and all(x.code == "not_published" for x in b.reasons):
            continue  # who published nothing is told together, at the end
        if b.row:
            few = b.reasons[0].code == "too_few_events"
            told = _count(b.row, result, matter) if few else _value(b.row, result, matter, dated=False)
        groups.setdefault((matter.reason(b.reasons), b.row.period if b.row else None), []).append(told)
    each = [_why_apart(*key, who, result, matter) for key, who in groups.items()]
    told = clauses([*each, *_others(result, matter)], matter.lang)
    key = "apart" if len(result.drawn) > 1 else "apart_alone"
    return [say(key, matter.lang, title=titled(result.spec, matter.lang), groups=told)] if groups else []


def _others(result: Result, matter: Matter) -> list[Sentence]:
    """Return that the other districts chosen published nothing."""
    without = any(not b.row and all(x.code == "not_published" for x in b.reasons) for b in result.beside)
    return [say("others_silent", matter.lang)] if without else []


def _why_apart(why: str, period: Period | None, who: list[Sentence], result: Result, matter: Matter) -> Sentence:
    lang, other = matter.lang, period and period != result.period
    when = say("then" if len(who) == 1 else "then_all", lang, period=words.period(*period, lang)) if other else ()
    reason = why.replace("；", "，").replace("; ", ", ")  # a semicolon parts the groups
    return say("why_apart", lang, names=enumeration(who, lang), when=when, reason=scanned(reason, (), matter.here))


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
    return [
        say(f"stands_{FAR[s.code]}", matter.lang, name=matter.here.name(s.row.district),
            benchmark=_benchmark(view, matter), period=sentences.period_text(s.row, matter.lang),
            value=labelled(s.row, view.result.spec, matter))
        for s in view.rows if s.code in wanted
    ]  # fmt: skip
