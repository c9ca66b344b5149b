"""Single sayings of the rules: a change on the year before, hazards left open, targets met or missed."""

from collections.abc import Iterable

from anjian import chance, sentences, words
from anjian.brief.matter import Matter
from anjian.brief.pieces import Sentence, Told, say, scanned
from anjian.comparability import COMPARABLE, NOT_COMPARABLE
from anjian.figures import targets
from anjian.figures.cited import Key, cited_keys
from anjian.figures.listing import plain
from anjian.indicators import Change
from anjian.judgements import targets as judged

TAGS = {"within": "unchanged", "better": "improved", "worse": "worsened"}
VERBS = {-1: "fell", 0: "level", 1: "rose"}
CHAIN = "inspections"


def changed(c: Change, matter: Matter) -> Sentence:
    """Return the absolute change, then the percentage with its base, then what the test says of it."""
    lang, here = matter.lang, matter.here
    slots = {
        "name": here.name(c.now.district), "period": sentences.period_text(c.now, lang), "title": c.spec.title[lang],
        "basis": here.names.of("basis", c.now.bases[0][1], lang), "now": matter.value(c.now, c.spec),
        "base": matter.value(c.base, c.spec),
    }  # fmt: skip
    if c.verdict.verdict == NOT_COMPARABLE:
        return say("change_apart", lang, reasons=matter.reason(c.verdict.reasons), **slots)
    moved = say(VERBS[(c.difference > 0) - (c.difference < 0)], lang, by=_by(c, matter))
    return say("change", lang, moved=moved, percent=_percent(c, matter), more=_more(c, matter), **slots)


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
    if c.percent is None or not c.difference:
        return ()
    text = ("+" if c.percent > 0 else "") + words.number(c.percent, 1, "exact", matter.lang) + "%"
    small = c.base.value < matter.here.config.percent_base_min
    return say("percent_small" if small else "percent", matter.lang, percent=Told(text, _keys(c)))


def _more(c: Change, matter: Matter) -> Sentence:
    """Return what stands beside a change: the test's tag, the gate's reasons, a base of another publication."""
    lang, tag = matter.lang, chance.tag(c)
    sure = c.verdict.verdict == COMPARABLE  # with care nothing is called better or worse
    parts = [words.say("standing", TAGS[tag], lang)] if tag and c.difference and (sure or tag == "within") else []
    parts += [] if c.own_source else [matter.here.say("base_of_other_source")]
    if not sure:
        parts.append(words.say("brief", "with_care", lang, reasons=matter.reason(c.verdict.reasons)))
    return tuple(("，" if lang == "zh" else ", ") + p for p in parts)


def left_open(matter: Matter, none_left: bool) -> list[Sentence]:
    """Return the bodies and campaigns that left hazards open, or (``none_left``) those that left none."""
    rows = [r for r in _chain(matter) if r["rest"] is not None and (r["rest"] == 0) == none_left and r["rest"] >= 0]
    return [_left(r, matter) for r in rows]


def _chain(matter: Matter) -> list[dict]:
    chain = matter.here.config.domain(CHAIN).chain
    start, end = matter.selection.period
    if chain is None:
        return []
    return matter.here.database.query(
        "chain", first=list(chain.first), second=list(chain.second), third=list(chain.third), per=1,
        districts=list(matter.selection.districts), years=[], period_start=start, period_end=end,
    )  # fmt: skip


def _left(r: dict, matter: Matter) -> Sentence:
    lang = matter.lang
    both = tuple(dict.fromkeys(("figure", i) for i in (*r["second_ids"], *r["third_ids"])))
    slots = {
        "series": matter.here.names.of("series", r["series"], lang),
        "period": words.period(r["period_start"], r["period_end"], lang),
    }
    if not r["rest"]:
        value = Told(words.amount(r["second_value"], r["second_unit"], r["second_qualifier"], lang), both)
        return say("all_rectified", lang, found=value, **slots)
    rest = Told(words.amount(r["rest"], r["third_unit"], r["rest_qualifier"], lang), both)
    return say("left_open", lang, rest=rest, **slots)


def promised(matter: Matter, codes: Iterable[str]) -> list[Sentence]:
    """Return the targets due in the period that are in one of the given states."""
    codes = tuple(codes)
    found = matter.once("targets", lambda: _states(matter))
    return [_target(s, matter) for s in found if s.code in codes]


def _states(matter: Matter) -> tuple[judged.State, ...]:
    here, chosen = matter.here, matter.selection
    return judged.states(here.database, here.config, districts=chosen.districts, years=(), period=chosen.period)


def _target(s: judged.State, matter: Matter) -> Sentence:
    here = matter.here
    keys = (("target", s.target["id"]), *(("figure", i) for i in s.target["answer_ids"] or ()))
    text = words.say(
        "brief", "target", here.lang, name=here.name(s.target["district"]), title=s.target[f"title_{here.lang}"],
        promised=plain(targets.promised(s.target, here)), answer=plain(targets.answer(s.target, here)),
        state=words.say("target_state", s.code, here.lang), why=targets.why(s, here),
    )  # fmt: skip
    return scanned(text, keys, here)
