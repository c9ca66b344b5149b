"""The rules for 约谈, 警示 and 通报 in words: state, what counts, what is missing; and the grades of accidents."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import groupby

from anjian import words
from anjian.areas import city_id
from anjian.config import Rule
from anjian.figures.cited import Key, Number
from anjian.figures.listing import Listing, Row, stacked
from anjian.figures.setting import Asked, Setting
from anjian.judgements import warnings as judged
from anjian.judgements.warnings import MET, QUERIES, STATES, Event, Warning

COLUMNS = ("rule", "area", "state", "counted", "missing", "window", "consequence")
GRADED = ("day", "name", "sector", "deaths_column", "serious_column", "loss_column", "stated_grade", "computed_grade")
EVENTS_NAMED = 4
JUDGED = (MET, judged.UNCLEAR, judged.NOT_MET)
LARGER = ("larger", "major", "extraordinary")


def build(asked: Asked, here: Setting) -> Listing:
    """Return how the chosen districts stand to each rule: what is met first, areas without data put together."""
    selection = asked.selection.with_(districts=(asked.district,) if asked.district else asked.selection.districts)
    warned = judged.warnings(here.database, here.config, selection, as_of(asked))
    places = {rule.id: n for n, rule in enumerate(here.config.rules)}
    found = sorted(
        warned, key=lambda w: (w.state != MET, places[w.rule.id], STATES.index(w.state))
    )  # what is met first
    groups = [tuple(g) for _, g in groupby(found, key=_together)]
    return Listing(
        _title(found, here), tuple(_say(k, here) for k in COLUMNS), tuple(_row(g, here) for g in groups),
        lede=_say("lede", here), stacks=True, notes=_notes(here.config.rules, here), missing=_say("none_set", here),
        numbers=tuple(_number(w, here) for w in found if w.keys),
    )  # fmt: skip


def as_of(asked: Asked) -> date | None:
    """Return the last day looked at: of the chosen period, else of the chosen years, else None: of the data."""
    chosen = asked.selection
    return chosen.period[1] if chosen.period else date(max(chosen.years), 12, 31) if chosen.years else None


def _say(key: str, here: Setting, **slots: object) -> str:
    return words.say("warning", key, here.lang, **slots)


def _together(w: Warning) -> tuple:
    """Return what areas share that stand in one row: the rule and the state where nothing is known, else themselves."""
    basis = w.figure["basis"] if w.figure else ""
    return (w.rule.id, w.state) if w.state not in JUDGED else (w.rule.id, w.state, w.area, basis)


def _title(found: Sequence[Warning], here: Setting) -> str:
    """Return what the rules in force come to; apart from them, and after them, what those made up as examples do."""
    kinds = [
        (kind, [r for r in here.config.rules if r.example == (kind == "example")]) for kind in ("title", "example")
    ]
    told = [_outcome(kind, rules, [w for w in found if w.rule in rules], here) for kind, rules in kinds if rules]
    title = words.sentence_list(told, here.lang)
    return title[:1].upper() + title[1:] if told else _say("title_none", here)


def _outcome(kind: str, rules: list[Rule], found: list[Warning], here: Setting) -> str:
    met = list(dict.fromkeys((w.rule.id, _named(w, here)) for w in judged.in_state(found, MET)))
    if met:
        items = words.some([name for _, name in met], here.lang)
        return _say(f"{kind}_met", here, n=len(rules), met=len({rule for rule, _ in met}), items=items)
    return _say(f"{kind}_not_met" if any(w.state in JUDGED for w in found) else f"{kind}_unknown", here, n=len(rules))


def _named(w: Warning, here: Setting) -> str:
    return _say("in_area", here, area=area(w, here), title=w.rule.title[here.lang])


def _rule(rule: Rule, here: Setting) -> str:
    title = rule.title[here.lang]
    return _say("example_of", here, title=title) if rule.example else title


def area(w: Warning, here: Setting) -> str:
    """Return the name of an area: a district, city or province."""
    if w.rule.scope == "district":
        return here.name(w.area)
    if here.lang == "zh":
        return w.area
    return city_id(w.districts[0]).capitalize() if w.rule.scope == "city" else _province(w.area)


def _province(name: str) -> str:
    return words.lexicon()["province"].get(name, {}).get("en", name)


def _row(group: Sequence[Warning], here: Setting) -> Row:
    """Return one row: an area that is judged, or all areas of a rule that cannot be."""
    first, rule = group[0], group[0].rule
    clause = _say("clause_of", here, clause=rule.clause[here.lang], issuer=rule.issuer[here.lang])
    names = words.some([area(w, here) for w in group], here.lang)
    state, single = _say(first.state, here), first.state in JUDGED
    return (
        stacked(f"**{_rule(rule, here)}**", clause), stacked(names, _known(first, here) if single else ""),
        f"**{state}**" if first.state == MET else state, _counted(first, here) if single else words.MISSING,
        _missing(first, here) if single else words.MISSING, _window(first, here) if single else words.MISSING,
        rule.consequence[here.lang],
    )  # fmt: skip


def _known(w: Warning, here: Setting) -> str:
    """Return of how many districts of a city or province single accidents are told."""
    return "" if w.rule.scope == "district" else _say("known", here, all=len(w.districts), known=w.districts_known)


def _counted(w: Warning, here: Setting) -> str:
    if w.figure:
        return _figure(w.figure, here)
    told = words.sentence_list((event(e, here) for e in w.events[:EVENTS_NAMED]), here.lang)
    rest = len(w.events) - EVENTS_NAMED
    return (_say("more_events", here, events=told, n=rest) if rest > 0 else told) or words.MISSING


def event(e: Event, here: Setting) -> str:
    """Return a single accident in words: day, district, deaths."""
    slots = {"day": words.period(e.date, e.date, here.lang), "name": here.name(e.district)}
    return _say("event_untold", here, **slots) if e.deaths is None else _say("event", here, deaths=e.deaths, **slots)


def _figure(told: dict, here: Setting) -> str:
    return _say(
        "figure", here, value=words.amount(told["value"], told["unit"], told["qualifier"], here.lang),
        period=words.period(told["period_start"], told["period_end"], here.lang),
        basis=here.names.of("basis", told["basis"], here.lang),
    )  # fmt: skip


def _missing(w: Warning, here: Setting) -> str:
    unknown = _say("deaths_unknown", here, n=w.deaths_unknown) if w.rule.deaths and w.deaths_unknown else ""
    if w.state != judged.NOT_MET:
        return stacked(words.MISSING, unknown)
    if w.figure:
        return words.amount(w.missing, w.figure["unit"], "exact", here.lang)
    key = "missing_deaths" if w.rule.deaths else "missing_accidents"
    return stacked(_say(key, here, n=words.number(w.missing, 0)), unknown)


def _window(w: Warning, here: Setting) -> str:
    return words.period(w.window_start, w.window_end, here.lang)


def _notes(rules: Iterable[Rule], here: Setting) -> tuple[str, ...]:
    rules = tuple(rules)
    keys = ["note_window", "note_left_out"] if rules else []
    return tuple(_say(k, here) for k in keys + (["note_example"] if any(r.example for r in rules) else []))


def _number(w: Warning, here: Setting) -> Number:
    caveats = (_say("example", here),) if w.rule.example else ()
    return Number(
        words.clauses((_named(w, here), _counted(w, here)), here.lang), caveats, w.keys, QUERIES[w.rule.about]
    )


def graded(asked: Asked, here: Setting) -> Listing:
    """Return the single accidents with the grade their numbers give by Order 493, newest first."""
    start, end = asked.selection.period or (None, None)
    districts = [asked.district] if asked.district else list(asked.selection.districts)
    found = here.database.query(
        "events", districts=districts, years=list(asked.selection.years), period_start=start, period_end=end
    )
    larger = sum(r["computed_grade"] in LARGER for r in found)
    title = _say("graded", here, n=len(found), m=larger) if found else words.say("sentence", "events_none", here.lang)
    columns = tuple(_say(k, here) if k in words.lexicon()["warning"] else here.say(k) for k in (*GRADED, "document"))
    return Listing(
        title, columns, tuple(_graded(r, here) for r in found), lede=_say("graded_lede", here), stacks=True,
        notes=(_say("graded_note", here),), missing=here.say("events_missing"),
        numbers=tuple(Number(_event(r, here), (), (_key(r),), "events") for r in found),
    )  # fmt: skip


def _key(r: dict) -> Key:
    return "event", r["line"]


def _event(r: dict, here: Setting) -> str:
    return event(Event(r["id"], r["line"], r["date"], r["district"], r["deaths"]), here)


def _graded(r: dict, here: Setting) -> Row:
    computed = words.say("grade", r["computed_grade"], here.lang) if r["computed_grade"] else _say("no_numbers", here)
    lines = {(p.file, p.line) for p in here.database.problems if p.rule == "stated_grades_agree_with_their_numbers"}
    doubt = _say("disagrees", here) if ("accident_events.csv", r["line"]) in lines else ""
    return (
        words.period(r["date"], r["date"], here.lang), here.name(r["district"]),
        here.names.of("sector", r["sector"], here.lang), words.number(r["deaths"]), words.number(r["serious_injuries"]),
        words.number(r["direct_loss"], 2, scale=10_000), words.say("grade", r["grade"], here.lang),
        stacked(computed, doubt), stacked(r["title"], words.quoted(r["as_written"])),
    )  # fmt: skip
