"""How a drawn class stands against a benchmark: the finding in words, the ranking, what each mark means."""

from collections.abc import Iterable

from anjian import areas, chance, sentences, words
from anjian.chance import Judged, Standing
from anjian.config import Group
from anjian.figures.cited import numbers
from anjian.figures.listing import Listing, coloured
from anjian.figures.setting import Setting
from anjian.indicators import Result, Spec

EVERYBODY, MOST_LISTED = 1000, 100
WATCHED = ("above", "below")
OUT = ("far_above", "far_below", *WATCHED)
PLACES = 1  # decimals of the limits of a count


def judged(result: Result, here: Setting, benchmark: str) -> Judged:
    """Return the drawn class of a result judged by a benchmark."""
    return chance.judge(here.database, here.config, result, benchmark)


def option(name: str, here: Setting) -> str:
    """Return a benchmark's name for the choice of one."""
    if name.startswith(chance.GROUP):
        return words.say("benchmark", "group", here.lang, group=_group(name, here).title[here.lang])
    return words.say("benchmark", name, here.lang)


def _group(name: str, here: Setting) -> Group:
    known = here.database.memo.once("areas", lambda: areas.areas(here.database))
    return next(g for g in areas.groups(known, here.config) if chance.GROUP + g.id == name)


def benchmark(view: Judged, here: Setting) -> str:
    """Return what the class is judged by, as a sentence names it: 6个区县的平均数（3.2人）."""
    key, slots = f"as_{view.benchmark}", {"n": view.pooled(), "value": ""}
    if view.common is not None:
        slots["value"] = limit(view.common, view.result.spec, here.lang, with_unit=True)
    if view.benchmark.startswith(chance.GROUP):
        group = _group(view.benchmark, here)
        key, slots["group"], slots["n"] = "as_group", group.title[here.lang], view.pooled(group.districts)
    if view.result.spec.kind == "count" and f"{key}_mean" in words.lexicon()["benchmark"]:
        key += "_mean"
    return words.say("benchmark", key, here.lang, **slots)


def limit(value: float, spec: Spec, lang: str, with_unit: bool = False) -> str:
    """Return a limit or a benchmark in the unit of the value, with one more decimal than a count has."""
    decimals = PLACES if spec.kind == "count" else spec.declared.decimals
    text = words.number(value, decimals, "exact", lang)
    if not with_unit:
        return text
    if spec.kind != "count":
        return sentences.in_unit(text, spec, lang)
    unit = words.unit(spec.unit["zh"], lang)
    return text + ("" if lang == "zh" or unit == "%" else " ") + unit


def finding(view: Judged, here: Setting) -> str:
    """Return who stands out beyond chance, who is to be watched, who cannot be told apart; "" without a model."""
    known = [s for s in view.rows if s.code]
    if not known:
        return _too_few(view, here)
    name = benchmark(view, here)
    out = {code: [s for s in known if s.code == code] for code in OUT}
    rest = len(known) - sum(map(len, out.values()))
    if rest == len(known):
        clauses = [_say("finding_similar", here, benchmark=name, n=rest)]
    else:
        clauses = [_named(f"finding_{code}", rows, here, benchmark=name) for code, rows in out.items()]
        clauses += [_say("finding_rest", here, n=rest)] if rest else []
    return words.sentence_list([*filter(None, clauses), *_unjudged(view, here)], here.lang)


def _too_few(view: Judged, here: Setting) -> str:
    """Return that nobody can be told apart, where several have only counts too small for a rate; else ""."""
    districts = {r.district for r in view.few}
    return "" if view.rows or len(districts) < 2 else _say("finding_few", here, n=len(districts))


def _unjudged(view: Judged, here: Setting) -> list[str]:
    without = [s for s in view.rows if not s.code]
    return [_named("finding_unjudged", without, here)] if without else []


def _named(key: str, rows: list[Standing], here: Setting, **slots: object) -> str:
    names = words.some([here.name(s.row.district) for s in rows], here.lang)
    return _say(key, here, names=names, **slots) if rows else ""


def _say(key: str, here: Setting, **slots: object) -> str:
    return words.say("standing", key, here.lang, **slots)


def explained(view: Judged, here: Setting) -> tuple[str, ...]:
    """Return what the marks of the chart mean in plain words, and what else a reader must know: a paragraph each."""
    if not view.modelled:
        return ()
    marks = ["interval"]
    if any(s.code for s in view.rows):
        shared = "" if view.benchmark in (chance.YEAR_BEFORE, chance.TARGET) else "_shared"
        other = "year_before" if view.benchmark == chance.YEAR_BEFORE else f"ticks{shared}"
        marks.append(f"benchmark{shared}" if view.common is not None else other)
    meant = sentences.sentences_of((words.say("mark", m, here.lang) for m in marks), here.lang)
    return (meant, *cautions(view, here))


def cautions(view: Judged, here: Setting) -> tuple[str, ...]:
    """Return what chance alone would give, who has too few events, and that counts are not divided by residents."""
    lines = []
    if view.luck is not None and round(100 * view.luck):  # below half a percent it says nothing
        lines.append(_say("luck", here, chance=words.number(100 * view.luck, 0, "exact", here.lang)))
    if view.few:
        names = words.some([here.name(r.district) for r in view.few], here.lang, EVERYBODY)
        lines.append(_say("few", here, names=names))
    if view.result.spec.kind == "count" and len(view.rows) > 1:
        lines.append(_say("size", here))
    return (sentences.sentences_of(lines, here.lang),) if lines else ()


def code_text(standing: Standing, here: Setting) -> str:
    """Return where a value stands, in words, with its sign where it is a finding."""
    sign = {"far_above": "▲ ", "far_below": "▼ "}.get(standing.code, "")
    return sign + _say(standing.code, here) if standing.code else ""


def ranking(view: Judged, here: Setting) -> Listing | None:
    """Return the class as a ranking with shared ranks, intervals, rank ranges and groups; None where it has none."""
    if not view.rows or view.rows[0].rank is None:
        return None
    spec = view.result.spec
    ordered = sorted(view.rows, key=lambda s: s.rank)
    columns = ["rank", "name", "value", *(("interval_95", "rank_range", "against_benchmark") if view.modelled else ())]
    heads = [here.say(c) for c in columns]
    heads[2] = spec.title[here.lang]
    lines = [words.say("mark", "rank_range", here.lang)] if view.modelled else []
    found = (finding(view, here),) if view.modelled else ()
    lede = words.sentence_list((sentences.period_text(ordered[0].row, here.lang), *lines), here.lang)
    title = here.say("ranking_title", n=len(ordered), title=words.inside(spec.title[here.lang], here.lang))
    return Listing(
        title, tuple(heads), tuple(_line(s, view, here) for s in ordered), lede=lede,
        notes=(*found, *_decided(view, here)), numbers=numbers(view.result, here), most=MOST_LISTED,
    )  # fmt: skip


def _decided(view: Judged, here: Setting) -> tuple[str, ...]:
    """Return what the gate notes of the class: decisions that two bases are equal are named wherever they are used."""
    drawn = view.result.judgement.drawn
    told = sentences.reasons_text(drawn.verdict.notes, here.names, here.lang) if drawn else ""
    return (told,) if told else ()


def _line(standing: Standing, view: Judged, here: Setting) -> tuple[str, ...]:
    spec, row = view.result.spec, standing.row
    first = (str(standing.rank), f"**{here.name(row.district)}**", sentences.value_text(row, spec, here.lang))
    if not view.modelled:
        return first
    group = _say(f"group_{standing.group}", here) if standing.group else words.MISSING
    if standing.code in WATCHED:
        group = _say("group_watched", here, group=group, code=_say(standing.code, here))
    elif standing.code in chance.OUTSIDE:
        sign = "▲" if standing.group == "above" else "▼"
        group = coloured(f"{sign} {group}", chance.is_better(standing.code, view.better))
    return (*first, _span(standing.near and (limit(v, spec, here.lang) for v in standing.near)),
            _span(standing.ranks), group)  # fmt: skip


def _span(pair: Iterable[object] | None) -> str:
    """Return 2–6, or 2 where both ends are the same."""
    ends = list(dict.fromkeys(str(p) for p in pair)) if pair else [words.MISSING]
    return "–".join(ends)
