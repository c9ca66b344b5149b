"""What plans promised, by when, by whom, and the figure that answers it, or that none is published."""

from dataclasses import dataclass
from datetime import date

from anjian import words
from anjian.figures.cited import Number
from anjian.figures.listing import Listing, stacked
from anjian.figures.setting import Asked, Setting

MOST = 16
COLUMNS = ("target", "promised", "deadline", "answer", "promised_by")


@dataclass(frozen=True)
class Due:
    """One target on the time line: its name, its deadline, whether a figure answers it, its place among the numbers."""

    name: str
    district: str
    due: date
    answered: bool
    number: int


@dataclass(frozen=True)
class Targets:
    """The targets as a listing, and those with a deadline on a time line."""

    listing: Listing
    line: tuple[Due, ...]


def build(asked: Asked, here: Setting) -> Targets:
    """Return the targets of the selection; a chosen period keeps those due within it."""
    start, end = asked.selection.period or (None, None)
    districts = [asked.district] if asked.district else list(asked.selection.districts)
    found = here.database.query(
        "targets", districts=districts, years=list(asked.selection.years), period_start=start, period_end=end
    )
    listing = Listing(
        _title(found, asked, here), tuple(here.say(k) for k in COLUMNS), tuple(_line(r, here) for r in found),
        lede=here.say("targets_lede"), missing=here.say("targets_none"), most=MOST,
        numbers=tuple(_number(r, here) for r in found),
    )  # fmt: skip
    return Targets(listing, tuple(_due(n, r, here) for n, r in enumerate(found) if r["deadline"]))


def _title(found: list[dict], asked: Asked, here: Setting) -> str:
    if not found:
        return words.say("sentence", "targets_none", here.lang)
    slots = {
        "n": len(found), "dated": sum(r["deadline"] is not None for r in found),
        "answered": sum(r["answer_ids"] is not None for r in found),
    }  # fmt: skip
    names = list(dict.fromkeys(here.name(r["district"]) for r in found))
    who = words.some(names, here.lang)
    suffix = "" if slots["answered"] else "_unanswered"
    if asked.selection.period:
        until = words.period(asked.selection.period[1], asked.selection.period[1], here.lang)
        return words.say("sentence", f"targets_until{suffix}", here.lang, who=who, until=until, **slots)
    return words.say("sentence", f"targets{suffix}", here.lang, who=who, **slots)


def _line(r: dict, here: Setting) -> tuple[str, ...]:
    name = r[f"title_{here.lang}"]
    return (
        stacked(f"**{here.name(r['district'])}**  \n{name}", _sector(r, here)),
        promised(r, here), deadline(r, here), answer(r, here),
        stacked(r["publisher"] or words.MISSING, f"《{r['title']}》{(r['locator'] or '').split('>')[-1]}"),
    )  # fmt: skip


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
    """Return of when the answering figure is, on which basis, and whose it is where it is no total."""
    parts = [words.period(r["answer_start"], r["answer_end"], here.lang)]
    parts += [here.names.of("basis", r["answer_basis"], here.lang)] if r["answer_basis"] != "stated" else []
    return parts + ([here.names.of("series", r["answer_series"], here.lang)] if r["answer_scope"] != "total" else [])


def _number(r: dict, here: Setting) -> Number:
    comma = "，" if here.lang == "zh" else ", "
    keys = (("target", r["id"]), *(("figure", i) for i in r["answer_ids"] or ()))
    return Number(comma.join((here.name(r["district"]), r[f"title_{here.lang}"])), (), keys, "targets")


def _due(n: int, r: dict, here: Setting) -> Due:
    return Due(r[f"title_{here.lang}"], here.name(r["district"]), r["deadline"], r["answer_ids"] is not None, n)
