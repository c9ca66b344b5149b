"""Single sayings of the rules: a change on the year before, hazards left open, targets met or missed."""

from collections.abc import Iterable

from anjian import chance, indicators, sentences, words
from anjian.brief.matter import Matter, known_basis, labelled, titled
from anjian.brief.pieces import Sentence, Told, clauses, enumeration, listed, lower, say, scanned
from anjian.comparability import NOT_COMPARABLE
from anjian.figures import chain, change, targets
from anjian.figures.cited import Key, cited_keys
from anjian.figures.listing import plain
from anjian.indicators import OTHER_SOURCE, Change
from anjian.judgements import targets as judged

CHAIN = "inspections"


def changed(some: Iterable[Change], matter: Matter) -> list[Sentence]:
    """Return changes, those of one district, period and basis as one sentence: the absolute change, then the
    percentage with its base, then what the test says of it."""
    groups: dict[tuple, list[Change]] = {}
    for c in some:
        groups.setdefault((c.now.period, known_basis(c.now, c.spec, matter)), []).append(c)
    return [_changed(group, basis, matter) for (_, basis), group in groups.items()]


def _changed(group: list[Change], basis: str, matter: Matter) -> Sentence:
    lang, now = matter.lang, group[0].now
    counted = say("by_basis", lang, basis=lower(basis)) if basis else ()
    slots = {"period": sentences.period_text(now, lang), "counted": counted}
    if matter.single:
        told = clauses((clause(c, matter) for c in group), lang)
        return say("change", lang, name=matter.here.name(now.district), changes=told, **slots)
    other = [c for c in group if c.difference or c.bounded or c.verdict.verdict == NOT_COMPARABLE]
    each = [(*say("of_one", lang, name=matter.here.name(c.now.district)), *clause(c, matter)) for c in other]
    each += _level([c for c in group if c not in other], matter)
    each += [] if all(c.own_source for c in group) else [(matter.here.say("base_of_other_source"),)]
    return say("change_of_several", lang, changes=clauses(each, lang), **slots)


def _level(some: Iterable[Change], matter: Matter) -> list[Sentence]:
    """Return, for each indicator, which districts are level with the year before."""
    found: dict[str, list[str]] = {}
    for c in some:
        found.setdefault(titled(c.spec, matter.lang), []).append(matter.here.name(c.now.district))
    return [say("level", matter.lang, title=t, names=listed(who, matter.lang)) for t, who in found.items()]


def clause(c: Change, matter: Matter) -> Sentence:
    """Return a value and its change, without whose and when."""
    lang = matter.lang
    slots = {"now": labelled(c.now, c.spec, matter), "base": matter.value(c.base, c.spec)}
    if c.verdict.verdict == NOT_COMPARABLE or c.bounded:
        why = matter.here.say("bounded_change") if c.bounded else matter.reason(c.verdict.reasons)
        return say("change_apart", lang, reasons=why, **slots)
    if not c.difference:
        return say("change_level", lang, more=_more(c, matter), **slots)
    moved = say("rose" if c.difference > 0 else "fell", lang, by=_by(c, matter))
    return say("changed", lang, moved=moved, percent=_percent(c, matter), more=_more(c, matter), **slots)


def _keys(c: Change) -> tuple[Key, ...]:
    return tuple(dict.fromkeys((*cited_keys(c.now), *cited_keys(c.base))))


def _by(c: Change, matter: Matter) -> Told:
    """Return how much a value moved, without a sign: the verb says which way."""
    lang, amount = matter.lang, abs(c.difference)
    if c.spec.kind == "count":
        return Told(words.amount(amount, c.spec.unit["zh"], "exact", lang), _keys(c))
    gap = "" if lang == "zh" else " "
    return Told(words.number(amount, c.spec.declared.decimals, "exact", lang) + gap + c.spec.unit[lang], _keys(c))


def _percent(c: Change, matter: Matter) -> Sentence:
    if c.percent is None:
        return ()
    text = ("+" if c.percent > 0 else "") + words.number(c.percent, 1, "exact", matter.lang) + "%"
    small = c.base.value < matter.here.config.percent_base_min
    return say("percent_small" if small else "percent", matter.lang, percent=Told(text, _keys(c)))


def _more(c: Change, matter: Matter) -> Sentence:
    """Return what stands beside a change: the test's tag, and why it is to be read with care.

    Of several districts, that a base is another publication's is said once for all, at the end.
    """
    lang, tag = matter.lang, chance.tag(c)
    parts = [words.say("standing", change.TAGS[tag], lang)] if tag and c.difference else []
    if reasons := [r for r in c.verdict.reasons if matter.single or r.code != OTHER_SOURCE]:
        parts.append(words.say("brief", "with_care", lang, reasons=matter.reason(reasons)))
    return tuple(("，" if lang == "zh" else ", ") + p for p in parts)


def rest_of(series: str, matter: Matter) -> Told | None:
    """Return what a body left open of the hazards that it found in the chosen months; None where nothing is known."""
    rows = [r for r in _chain(matter) if r["series"] == series and (r["rest"] or 0) > 0]
    return _rest(rows[0], matter) if len(rows) == 1 else None


def _rest(r: dict, matter: Matter) -> Told:
    return Told(words.amount(r["rest"], r["third_unit"], r["rest_qualifier"], matter.lang), _ends(r))


def _ends(r: dict) -> tuple[Key, ...]:
    return tuple(dict.fromkeys(("figure", i) for i in (*r["second_ids"], *r["third_ids"])))


def left_open(matter: Matter, none_left: bool) -> list[Sentence]:
    """Return the bodies and campaigns that left hazards open, or (``none_left``) those that left none.

    Those of one period stand in one sentence; they may overlap and are never added up.
    """
    rows = [r for r in _chain(matter) if r["rest"] is not None and (r["rest"] == 0) == none_left and r["rest"] >= 0]
    periods: dict[tuple, list[dict]] = {}
    for r in rows:
        periods.setdefault((r["period_start"], r["period_end"]), []).append(r)
    return [_left(found, none_left, matter) for found in periods.values()]


def _chain(matter: Matter) -> list[dict]:
    here, entry = matter.here, matter.here.config.domain(CHAIN).chain
    known = entry and indicators.catalogue(here.database, here.config).get(entry.ratio)
    return chain.links(entry, matter.selection, known.per, here) if known else []


def _left(rows: list[dict], none_left: bool, matter: Matter) -> Sentence:
    lang, (start, end) = matter.lang, (rows[0]["period_start"], rows[0]["period_end"])
    each = enumeration((_of_body(r, none_left, matter) for r in rows), lang)
    key = "all_rectified" if none_left else "left_open"
    apart = say("bodies_apart", lang) if len(rows) > 1 and not none_left else ()
    return say(key, lang, period=words.period(start, end, lang), each=each, apart=apart)


def _of_body(r: dict, none_left: bool, matter: Matter) -> Sentence:
    """Return a body or campaign with the hazards that it found and rectified, or that it left open."""
    lang, told = matter.lang, _rest(r, matter)
    if none_left:
        told = Told(words.amount(r["second_value"], r["second_unit"], r["second_qualifier"], lang), _ends(r))
    series = matter.here.names.of("series", r["series"], lang)
    return say("of_body_all" if none_left else "of_body", lang, series=series, value=told)


def promised(matter: Matter, codes: Iterable[str]) -> list[Sentence]:
    """Return the targets due in the period that are in one of the given states."""
    codes = tuple(codes)
    found = matter.once("targets", lambda: _states(matter))
    return [_target(s, matter) for s in found if s.code in codes]


def _states(matter: Matter) -> tuple[judged.State, ...]:
    here, chosen = matter.here, matter.selection
    return judged.states(here.database, here.config, districts=chosen.districts, years=(), period=chosen.period)


def _target(s: judged.State, matter: Matter) -> Sentence:
    here, lang = matter.here, matter.lang
    keys = (("target", s.target["id"]), *(("figure", i) for i in s.target["answer_ids"] or ()))
    why = targets.why(s, here)
    because = words.say("brief", "target_why", lang, why=why) if why else ""
    text = words.say(
        "brief", "target", lang, name=here.name(s.target["district"]), title=s.target[f"title_{lang}"],
        promised=plain(targets.promised(s.target, here)), answer=plain(targets.answer(s.target, here)),
        state=words.say("target_state", s.code, lang), why=because,
    )  # fmt: skip
    return scanned(text, keys, here)
