"""Targets against figures: what a published figure says of what a plan promised, and why it may say nothing."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from anjian import indicators
from anjian.comparability import NOT_COMPARABLE
from anjian.config import Config
from anjian.indicators import Change, Slice
from anjian.selection import Selection
from anjian.store import Database

MET, ON_TRACK, BEHIND, OVERDUE, EXCEEDED = "met", "on_track", "behind", "overdue", "exceeded"
KEPT, BROKEN, UNCLEAR, NO_FIGURE, NOT_MEASURABLE = "kept", "broken", "unclear", "no_figure", "not_measurable"
CODES = (MET, ON_TRACK, BEHIND, OVERDUE, EXCEEDED, KEPT, BROKEN, UNCLEAR, NO_FIGURE, NOT_MEASURABLE)
DIRECTIONS = {"increase": 1, "decrease": -1}
IN_WORDS = ("text", "contain")
Verdict = tuple[str, str]


@dataclass(frozen=True)
class State:
    """A target (a row of targets.sql), its state, what was compared (or why there is no verdict), and the change
    on the year before where the target is a direction."""

    target: dict
    code: str
    reason: str = ""
    change: Change | None = None


def states(
    database: Database,
    config: Config,
    *,
    districts: Sequence[str] = (),
    years: Sequence[int] = (),
    period: tuple[date, date] | None = None,
    today: date | None = None,
) -> tuple[State, ...]:
    """Return the state of each target of the chosen districts and years; a period keeps those due within it.

    ``today`` is the last day that is over: by default the newest day that any figure of the data covers, so that
    one data version gives one answer whenever it is asked.
    """
    start, end = period or (None, None)
    if districts and not _promising(database).intersection(districts):
        return ()
    found = database.query(
        "targets", districts=list(districts), years=list(years), period_start=start, period_end=end, today=today
    )
    return tuple(_state(r, database, config) for r in found)


def _promising(database: Database) -> set[str]:
    """Return the districts that have targets."""
    return database.memo.once("promising", lambda: {r["district"] for r in database.query("promising")})


def _state(r: dict, database: Database, config: Config) -> State:
    if r["aim"] in IN_WORDS:
        return State(r, NOT_MEASURABLE)
    if r["answer_ids"] is None:
        return State(r, NO_FIGURE)
    if why := _unfit(r):
        return State(r, UNCLEAR, why)
    if r["aim"] in DIRECTIONS:
        return _direction(r, database, config)
    limited = r["aim"] == "at_most" or (r["aim"], r["value"]) == ("exactly", 0)
    return State(r, *(_limit(r) if limited else _amount(r)))


def _unfit(r: dict) -> str | None:
    """Return why the figure may not be judged against the target at all, or None."""
    refusals = {
        "outside_total": r["answer_scope"] != "total",
        "several_countings": r["countings"] > 1,
        "assumed_dates": r["answer_dates"] == "assumed",
        "without_value": r["value"] is None and r["aim"] not in DIRECTIONS,
        "other_unit": r["unit"] not in (None, r["counted_unit"]),
        "other_rhythm": r["is_other_rhythm"],
    }
    return next((why for why, holds in refusals.items() if holds), None)


def _amount(r: dict) -> Verdict:
    """Return the verdict on an amount to be reached (at_least, complete, exactly)."""
    if r["aim"] == "exactly" and not (r["is_short"] or r["is_within"]):
        return UNCLEAR, "above" if r["is_over"] else "bound"
    if r["is_after"]:
        return (OVERDUE, "short") if r["is_additive"] and r["is_from_start"] and r["is_short"] else (UNCLEAR, "after")
    if r["is_reached"]:
        return _so_far((MET, "reached"), "reached", r) if r["is_span"] or not _grows(r) else (MET, "reached")
    if not r["is_short"]:
        return UNCLEAR, "bound"
    if r["is_whole"]:
        return OVERDUE, "short"
    if r["is_past_due"] or not (r["is_additive"] and r["is_from_start"]):
        return UNCLEAR, "partial"
    return (ON_TRACK, "pace") if r["keeps_pace"] else (BEHIND, "pace") if r["lags"] else (UNCLEAR, "bound")


def _grows(r: dict) -> bool:
    """True for a count that only grows, or a stock: once reached, the target is met."""
    return r["is_additive"] or r["answer_dates"] == "as_of"


def _limit(r: dict) -> Verdict:
    """Return the verdict on a limit (at_most, exactly 0): what only grows is over it for good."""
    if r["is_after"] and not (r["is_additive"] and r["is_within"]):
        return UNCLEAR, "after"
    if r["is_over"]:
        return (EXCEEDED, "over") if r["is_additive"] or r["is_whole"] else (UNCLEAR, "partial")
    return _so_far((MET, "within"), "within", r) if r["is_within"] else (UNCLEAR, "bound")


def _so_far(verdict: Verdict, reason: str, r: dict) -> Verdict:
    """Return the verdict where the figure covers the whole of the target's period; before that on track at best."""
    if r["is_whole"] and not r["spans_missing"]:
        return verdict
    if r["is_past_due"] or not (r["is_from_start"] or r["answer_dates"] == "as_of"):
        return UNCLEAR, "partial"
    return ON_TRACK, reason


def _direction(r: dict, database: Database, config: Config) -> State:
    """Return whether a figure went the promised way against the same months of the year before."""
    chosen = Selection((r["district"],), period=(r["answer_start"], r["answer_end"]))
    found = indicators.changes(database, config, (r["measure"],), chosen, Slice(r["sector"], r["grade"]))
    change = next((c for c in found if set(c.now.figures) == set(r["answer_ids"])), None)
    if change is None:
        return State(r, UNCLEAR, "no_base")
    if change.verdict.verdict == NOT_COMPARABLE:
        return State(r, UNCLEAR, "not_comparable", change)
    if {change.now.qualifier, change.base.qualifier} != {"exact"}:
        return State(r, UNCLEAR, "bound", change)
    if change.difference == 0:
        return State(r, UNCLEAR, "level", change)
    went = change.difference * DIRECTIONS[r["aim"]] > 0
    return State(r, KEPT if went else BROKEN, "direction", change)
