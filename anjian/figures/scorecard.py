"""Scorecards in words: every part of every district with its arithmetic, totals where the gate allows them."""

from dataclasses import replace

from anjian import indicators, sentences, words
from anjian.config import ScoreRow
from anjian.figures.cited import Number, number
from anjian.figures.listing import Listing, Row, stacked
from anjian.figures.setting import Asked, Setting
from anjian.indicators import Spec
from anjian.judgements.scorecard import Part, Scored, Scoring, scorecard

COLUMNS = ("row", "how", "value", "points")


def build(asked: Asked, here: Setting) -> Listing:
    """Return every scorecard of config.yaml for a selection, marked as a reckoning in title and notes."""
    districts = (asked.district,) if asked.district else asked.selection.districts
    chosen = asked.selection.with_(districts=districts)
    known = indicators.catalogue(here.database, here.config)
    cards = {name: [r.indicator for r in card.rows if r.indicator not in known]
             for name, card in here.config.scorecards.items()}  # fmt: skip
    found = [scorecard(here.database, here.config, n, chosen) for n, unknown in cards.items() if not unknown]
    titles = [title(s, here) for s in found] + [_unknown(n, names, here) for n, names in cards.items() if names]
    head, *columns = (here.say(k) if k in ("name", "value") else _say(k, here) for k in ("name", *COLUMNS))
    return Listing(
        words.sentence_list(titles, here.lang) or _say("title_unset", here),
        (head, *columns), tuple(row for s in found for one in s.scored for row in _rows(one, here)),
        lede=words.sentence_list((_say("lede", here, issuer=s.card.issuer[here.lang]) for s in found), here.lang),
        notes=tuple(n for s in found for n in _notes(s, here)),
        stacks=True, missing=_say("try_this" if titles else "none_set", here),
        numbers=tuple(_number(p, here) for s in found for one in s.scored for p in one.parts if p.told),
    )  # fmt: skip


def _say(key: str, here: Setting, **slots: object) -> str:
    return words.say("scorecard", key, here.lang, **slots)


def _unknown(name: str, indicators_named: list[str], here: Setting) -> str:
    """Return that the data declares no such indicators."""
    card = here.config.scorecards[name].title[here.lang]
    return _say("title_unknown", here, title=card, label=_say("label", here), ids=", ".join(indicators_named))


def title(s: Scoring, here: Setting) -> str:
    """Return the finding: whose total is how many points, who is void, how many have no total."""
    card, label = s.card.title[here.lang], _say("label", here)
    if s.card.example:
        card = words.say("warning", "example_of", here.lang, title=card)
    if not s.scored:
        return _say("title_none", here, title=card, label=label)
    period = words.period(*s.period, here.lang)
    return _say("title", here, title=card, label=label, period=period, findings=_findings(s, here))


def _findings(s: Scoring, here: Setting) -> str:
    totals = [_say("of_name", here, name=here.name(x.district), points=_total(x, here)) for x in s.scored
              if x.total is not None]  # fmt: skip
    void = [_say("void_of", here, name=here.name(x.district)) for x in s.scored if x.is_void]
    refused = sum(x.total is None and not x.is_void for x in s.scored)
    clauses = [words.some(totals, here.lang)] if totals else []
    clauses += void + ([_say("refused_of", here, n=refused)] if refused else [])
    return ("，" if here.lang == "zh" else ", ").join(clauses)


def _rows(scored: Scored, here: Setting) -> list[Row]:
    name = here.name(scored.district)
    if scored.is_void:
        result = stacked(f"**{_say('refused', here)}**", _say("voids", here))
    elif scored.total is None:
        result = stacked(f"**{_say('refused', here)}**", _refused(scored, here))
    else:
        result = f"**{_total(scored, here)}**"
    total = (f"**{name}**", f"**{_say('total', here)}**", _say("label", here), words.MISSING, result)
    return [*(_part(name, p, here) for p in scored.parts), total]


def _refused(scored: Scored, here: Setting) -> str:
    """Return why there is no total: how many rows have no figure, which may not be compared and why."""
    lacking = sum(p.told is None for p in scored.parts)
    reasons = tuple(dict.fromkeys(r for p in scored.parts if p.told for r in p.reasons))
    clauses = [_say("lacks", here, n=lacking)] if lacking else []
    clauses += [_say("apart", here, reasons=_why(reasons, here))] if reasons else []
    return words.sentence_list(clauses, here.lang)


def _total(scored: Scored, here: Setting) -> str:
    return _points(scored.total, here, scored.qualifier)


def _points(points: float, here: Setting, qualifier: str = "exact") -> str:
    decimals = 0 if float(points).is_integer() else 2
    return _say("scored", here, n=words.number(points, decimals, qualifier, here.lang))


def _why(reasons: tuple, here: Setting) -> str:
    return sentences.reasons_text(reasons, here.names, here.lang)


def _part(name: str, p: Part, here: Setting) -> Row:
    clause = f"{_say(p.row.kind, here)}{'，' if here.lang == 'zh' else ', '}{p.row.clause[here.lang]}"
    told = words.MISSING
    if p.told:
        months = words.enumeration((sentences.period_text(p.told, here.lang), _basis(p, here)), here.lang)
        told = stacked(sentences.value_text(p.told, p.result.spec, here.lang), months)
    return name, stacked(p.row.title[here.lang], clause), how(p, here), told, _earned(p, here)


def _basis(p: Part, here: Setting) -> str:
    return sentences.basis_text(p.told, here.names, here.lang)


def how(p: Part, here: Setting) -> str:
    """Return how a row is scored: its points, its target or what each unit costs."""
    spec, row = p.result.spec, p.row
    slots = {
        "points": _points(row.points, here) if row.points else "", "each": _points(row.each, here) if row.each else "",
        "target": _target(row, spec, here) if row.target else "", "unit": words.unit(spec.unit["zh"], here.lang),
    }  # fmt: skip
    return _say(f"how_{row.kind}", here, **slots)


def _target(row: ScoreRow, spec: Spec, here: Setting) -> str:
    if spec.kind == "count":
        return words.amount(row.target, spec.unit["zh"], "exact", here.lang)
    decimals = 0 if float(row.target).is_integer() else spec.declared.decimals
    return sentences.in_unit(words.number(row.target, decimals, "exact", here.lang), spec, here.lang)


def _earned(p: Part, here: Setting) -> str:
    """Return the points of a part with their arithmetic; what is missing has none, and is not zero."""
    if p.told is None:
        return stacked(words.MISSING, words.sentence_list((_say("not_scored", here), _why(p.reasons, here)), here.lang))
    first, arithmetic = _result(p, here)
    apart = _say("apart", here, reasons=_why(p.reasons, here)) if p.reasons else ""
    return stacked(first, words.sentence_list(filter(None, (arithmetic, apart)), here.lang))


def _result(p: Part, here: Setting) -> tuple[str, str]:
    """Return what a value earns, and the arithmetic."""
    if p.row.kind in ("veto", "bonus"):
        if p.reached is None:
            return words.MISSING, _say("not_scored", here)
        if p.row.kind == "veto":
            return _say("voids" if p.reached else "does_not_void", here), ""
        return _points(p.points, here), _say("reached" if p.reached else "not_reached", here)
    return f"**{_points(p.points, here, p.qualifier)}**", _arithmetic(p, here)


def _arithmetic(p: Part, here: Setting) -> str:
    row, value = p.row, sentences.value_text(p.told, p.result.spec, here.lang)
    slots = {"points": words.number(row.points, _decimals(row.points)), "value": value}
    if row.kind == "completion":
        full = p.told.value > row.target
        return _say("sum_full" if full else "sum_completion", here, target=_target(row, p.result.spec, here), **slots)
    key = "sum_deduction" if p.points else "sum_nothing"
    return _say(key, here, each=words.number(row.each, _decimals(row.each)), **slots)


def _decimals(value: float) -> int:
    return 0 if float(value).is_integer() else 2


def _notes(s: Scoring, here: Setting) -> tuple[str, ...]:
    """Return what the file says too: that it is no assessment, who published nothing, why totals are not ordered."""
    notes = [_say("note", here)]
    if s.silent and s.scored:
        names = words.some([here.name(d) for d in s.silent], here.lang)
        notes.append(_say("silent", here, districts=names))
    if s.care:
        notes.append(_say("care", here, reasons=_why(s.care, here)))
    return tuple(notes)


def _number(p: Part, here: Setting) -> Number:
    told = number(p.told, p.result.spec, here)
    return replace(told, caveats=(_say("label", here), *told.caveats))
