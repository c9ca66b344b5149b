"""What plans promised, by when, by whom, the figure that answers it, and what that says: met, behind, not published."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from anjian import words
from anjian.figures.change import pair
from anjian.figures.cited import Number
from anjian.figures.listing import Listing, stacked
from anjian.figures.setting import Asked, Setting
from anjian.judgements import targets as judged
from anjian.judgements.targets import State

MOST = 16
COLUMNS = ("target", "promised", "deadline", "answer")
FINEST = 6  # decimals of a share, where fewer would hide which of two is larger


@dataclass(frozen=True)
class Due:
    """One target on the time line: its name, its deadline, whether a figure answers it, its place among the numbers,
    its state and how that is said."""

    name: str
    district: str
    due: date
    answered: bool
    number: int
    state: str = judged.UNCLEAR
    label: str = ""


@dataclass(frozen=True)
class Targets:
    """The targets as a listing, and those with a deadline on a time line."""

    listing: Listing
    line: tuple[Due, ...]


def build(asked: Asked, here: Setting) -> Targets:
    """Return the targets of the selection; a chosen period keeps those due within it."""
    districts = [asked.district] if asked.district else asked.selection.districts
    found = judged.states(
        here.database, here.config, districts=districts, years=asked.selection.years, period=asked.selection.period
    )
    columns = (*(here.say(k) for k in COLUMNS), _say("column", here), here.say("promised_by"))
    listing = Listing(
        _title(found, asked, here), columns, tuple(_line(s, here) for s in found), lede=here.say("targets_lede"),
        stacks=True, missing=here.say("targets_none"), most=MOST, numbers=tuple(_number(s, here) for s in found),
    )  # fmt: skip
    return Targets(listing, tuple(_due(n, s, here) for n, s in enumerate(found) if s.target["deadline"]))


def _say(key: str, here: Setting, **slots: object) -> str:
    return words.say("target_state", key, here.lang, **slots)


def _title(found: tuple[State, ...], asked: Asked, here: Setting) -> str:
    """Return the finding: whose targets, how many, how many in each state."""
    if not found:
        return words.say("sentence", "targets_none", here.lang)
    who = words.some(list(dict.fromkeys(here.name(s.target["district"]) for s in found)), here.lang)
    slots = {"who": who, "n": len(found), "states": counted(found, here)}
    if asked.selection.period:
        until = words.period(asked.selection.period[1], asked.selection.period[1], here.lang)
        return words.say("sentence", "targets_until", here.lang, until=until, **slots)
    dated = sum(s.target["deadline"] is not None for s in found)
    return words.say("sentence", "targets" if dated else "targets_undated", here.lang, dated=dated, **slots)


def counted(found: tuple[State, ...], here: Setting) -> str:
    """Return how many targets are in each state, in the order of the states: 已完成3项，进度滞后1项."""
    counts = Counter(s.code for s in found)
    parts = (_say("counted", here, state=_say(c, here), n=counts[c]) for c in judged.CODES if counts[c])
    return ("，" if here.lang == "zh" else ", ").join(parts)


def _line(s: State, here: Setting) -> tuple[str, ...]:
    r = s.target
    name = r[f"title_{here.lang}"]
    return (
        stacked(f"**{here.name(r['district'])}**  \n{name}", _sector(r, here)),
        promised(r, here), deadline(r, here), answer(r, here), stacked(f"**{_say(s.code, here)}**", why(s, here)),
        stacked(r["publisher"] or words.MISSING, f"《{r['title']}》{(r['locator'] or '').split('>')[-1]}"),
    )  # fmt: skip


def why(s: State, here: Setting) -> str:
    """Return what was compared, with its numbers, or why there is no verdict; nothing where the state says it all."""
    r = s.target
    if s.code == judged.NOT_MEASURABLE:
        return _say("because_in_words", here)
    if not s.reason:
        return ""
    slots = {"period": words.period(r["answer_start"], r["answer_end"], here.lang), **_shares(r, here)}
    slots |= _both(s, here) if s.change else {}
    slots |= {"per": words.say("per", r["per"], here.lang)} if r["per"] != "once" else {}
    return _say(f"because_{s.reason}", here, **slots)


def _shares(r: dict, here: Setting) -> dict[str, str]:
    """Return the share of the target reached and that of its time gone, with decimals that show which is larger."""
    done, elapsed = r["done_percent"], r["elapsed_percent"]
    if done is None:
        return {}
    order = [_order(words.rounded(done, d), words.rounded(elapsed, d)) for d in range(FINEST)]
    decimals = next((d for d, o in enumerate(order) if o == _order(done, elapsed)), FINEST)
    signs = (r["answer_qualifier"], "exact")
    shown = (words.number(v, decimals, q, here.lang) + "%" for v, q in zip((done, elapsed), signs, strict=True))
    return dict(zip(("done", "elapsed"), shown, strict=True))


def _order(a: float, b: float) -> int:
    return (a > b) - (a < b)


def _both(s: State, here: Setting) -> dict[str, str]:
    """Return the value and that of the same months of the year before, each with its unit."""
    unit = s.target["answer_unit"]
    rows = {"now": s.change.now, "base": s.change.base}
    return {k: words.amount(row.value, unit, row.qualifier, here.lang) for k, row in rows.items()}


def _sector(r: dict, here: Setting) -> str:
    return here.names.of("sector", r["sector"], here.lang) if r["sector"] != "all" else ""


def promised(r: dict, here: Setting) -> str:
    """Return what was promised: the aim with its value and unit, how often, and the words of the plan."""
    value = "" if r["value"] is None else words.amount(r["value"], r["unit"] or "", "exact", here.lang)
    if here.lang == "en" and value and r["unit"] not in (None, "%", "元"):
        value += " " + words.unit(r["unit"], here.lang)
    per = "" if r["per"] == "once" else words.say("per", r["per"], here.lang)
    aim = words.say("aim", r["aim"], here.lang, value=value).strip()
    return stacked(aim + (f"{'，' if here.lang == 'zh' else ', '}{per}" if per else ""), words.quoted(r["as_written"]))


def deadline(r: dict, here: Setting) -> str:
    """Return the deadline as a day with the plan's own words, or that the plan names none but its own period."""
    if r["deadline"]:
        return stacked(words.period(r["deadline"], r["deadline"], here.lang), r["deadline_as_written"] or "")
    return stacked(here.say("no_deadline"), words.period(r["period_start"], r["period_end"], here.lang))


def answer(r: dict, here: Setting) -> str:
    """Return the published figure that answers a target, or that there is none, or that none can be."""
    if r["answer_ids"] is not None:
        value = words.amount(r["answer_value"], r["answer_unit"], r["answer_qualifier"], here.lang)
        return stacked(f"**{value}**", ("，" if here.lang == "zh" else ", ").join(_counted(r, here)))
    return here.say("no_answer" if r["measure"] else "not_measured")


def _counted(r: dict, here: Setting) -> list[str]:
    """Return of when the answering figure is, on which basis, whose it is where it is no total, and if provisional."""
    mark = here.say("assumed_mark") if r["answer_dates"] == "assumed" else ""
    parts = [words.period(r["answer_start"], r["answer_end"], here.lang) + mark]
    parts += [here.names.of("basis", r["answer_basis"], here.lang)] if r["answer_basis"] != "stated" else []
    parts += [here.names.of("series", r["answer_series"], here.lang)] if r["answer_scope"] != "total" else []
    return parts + ([words.say("status", "provisional", here.lang)] if r["answer_status"] == "provisional" else [])


def _number(s: State, here: Setting) -> Number:
    r = s.target
    answers = [("figure", i) for i in r["answer_ids"] or ()]
    bases = [k for n in pair(s.change, here) for k in n.keys] if s.change else []
    label = words.clauses((here.name(r["district"]), r[f"title_{here.lang}"], _say(s.code, here)), here.lang)
    caveats = tuple(c for c in (why(s, here),) if c)
    return Number(label, caveats, tuple(dict.fromkeys((("target", r["id"]), *answers, *bases))), "targets")


def _due(n: int, s: State, here: Setting) -> Due:
    r = s.target
    answered = r["answer_ids"] is not None
    name, label = r[f"title_{here.lang}"], _say(s.code, here)
    return Due(name, here.name(r["district"]), r["deadline"], answered, n, s.code, label)
