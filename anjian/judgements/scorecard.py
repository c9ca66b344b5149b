"""A scorecard of config.yaml reckoned from published figures, part by part: a reckoning, never an assessment."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from anjian import indicators
from anjian.comparability import COMPARABLE, Reason
from anjian.config import Config, Scorecard, ScoreRow
from anjian.indicators import Result, ResultRow
from anjian.selection import Selection
from anjian.store import Database

Period = tuple[date, date]


@dataclass(frozen=True)
class Part:
    """What one value earns under one row. Without a value, or where it stands apart, ``reasons`` say why.

    ``reached``: whether the target of a bonus or veto is reached; None where a bound leaves that open.
    """

    row: ScoreRow
    result: Result
    told: ResultRow | None
    points: float | None = None
    qualifier: str = "exact"
    reached: bool | None = None
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Scored:
    """The parts of one district; ``total`` is None where it is refused (``reasons``) or void (一票否决)."""

    district: str
    parts: tuple[Part, ...]
    total: float | None
    qualifier: str
    is_void: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Scoring:
    """A scorecard over one period. ``silent``: chosen districts without any part.

    ``care``: why totals stand side by side only.
    ``ordered``: the totals may be ordered, and are; otherwise districts stand in administrative order.
    """

    name: str
    card: Scorecard
    period: Period | None
    scored: tuple[Scored, ...]
    silent: tuple[str, ...]
    care: tuple[Reason, ...]
    ordered: bool


def scorecard(database: Database, config: Config, name: str, selection: Selection) -> Scoring:
    """Return scorecard ``name`` for a selection, all parts over one period: the chosen one, else the most complete.

    The gate decides what stands together: a district has a total where every part of it is drawn with the others'.
    """
    card = config.scorecards[name]
    chosen = selection.with_(period=selection.period or _period(database, config, card, selection))
    if chosen.period is None:
        return Scoring(name, card, None, (), selection.districts, (), False)
    results = {r.id: indicators.compute(database, config, r.indicator, chosen, grade=r.grade) for r in card.rows}
    told, sums = _reckoned(database, card, results)
    ordered = all(r.ranked for r in results.values())
    scored = [_scored(sums[d], told[d], card, results) for d in _districts(database) if d in sums]
    scored.sort(key=lambda s: -(s.total or 0) if ordered else 0)
    silent = tuple(d for d in selection.districts if d not in sums)
    return Scoring(name, card, chosen.period, tuple(scored), silent, _care(scored, results), ordered)


def _reckoned(
    database: Database, card: Scorecard, results: dict[str, Result]
) -> tuple[dict[str, list[Part]], dict[str, dict]]:
    """Return the parts that are told of each district, and its sums."""
    apart = {row.id: _apart(results[row.id]) for row in card.rows}
    told = [(r, value, apart[r.id].get(id(value), ())) for r in card.rows for value in results[r.id].rows]
    values = [_value(place, *t) for place, t in enumerate(told)]
    found = database.query("scorecard", rows=[_rule(r) for r in card.rows], told=values)
    parts: dict[str, list[Part]] = defaultdict(list)
    for r, (row, value, why) in zip(found, told, strict=True):
        is_open = row.kind in ("bonus", "veto") and r["reached"] is None
        reasons = (*why, Reason("bound")) if is_open else why
        earned = (r["earned"], r["earned_qualifier"], r["reached"])
        parts[r["district"]].append(Part(row, results[row.id], value, *earned, reasons))
    return parts, {r["district"]: r for r in found}


def _period(database: Database, config: Config, card: Scorecard, selection: Selection) -> Period | None:
    """Return the period for which most districts have every row, then most parts × months, ties to the later."""
    votes: dict[Period, Counter[str]] = defaultdict(Counter)
    months: dict[Period, float] = {}
    rows = [r for r in card.rows if r.grade == "all"]
    for r in rows:
        told = [t for t in indicators.history(database, config, r.indicator, selection).rows if t.dates == "printed"]
        for period, district in {(t.period, t.district) for t in told}:
            votes[period][district] += 1
        months |= {t.period: t.months or 0 for t in told}
    whole = {p: sum(n == len(rows) for n in found.values()) for p, found in votes.items()}
    return max(votes, key=lambda p: (whole[p], votes[p].total() * months[p], p[1], p[0]), default=None)


def _apart(result: Result) -> dict[int, tuple[Reason, ...]]:
    """Return why values do not stand with those of the other districts, by identity; none for those that do."""
    bases: dict[str, list[str]] = defaultdict(list)
    for r in result.drawn:
        bases[r.district].append(r.bases[0][1])
    several = {d: Reason("different_basis", (("bases", "|".join(b)),)) for d, b in bases.items() if len(b) > 1}
    twice = {id(r): (several[r.district],) for r in result.drawn if r.district in several}
    return twice | {id(r): why for r, why in result.against_drawn()}


def _rule(row: ScoreRow) -> dict:
    return {k: getattr(row, k) for k in ("id", "kind", "points", "each", "target")}


def _value(place: int, row: ScoreRow, told: ResultRow, apart: tuple[Reason, ...]) -> dict:
    value = {"district": told.district, "id": row.id, "value": told.value, "qualifier": told.qualifier}
    return value | {"place": place, "stands": not apart}


def _districts(database: Database) -> list[str]:
    return [r["id"] for r in database.names() if r["kind"] == "district"]


def _scored(found: dict, parts: list[Part], card: Scorecard, results: dict[str, Result]) -> Scored:
    missing = [r for r in card.rows if r not in [p.row for p in parts]]
    parts = parts + [Part(r, results[r.id], None, reasons=_why(found["district"], r, results[r.id])) for r in missing]
    every = sorted(parts, key=lambda p: card.rows.index(p.row))
    given = found["is_complete"] and not found["is_void"]
    reasons = () if given else tuple(dict.fromkeys(r for p in every for r in p.reasons))
    total = found["total"] if given else None
    return Scored(found["district"], tuple(every), total, found["total_qualifier"], found["is_void"], reasons)


def _why(district: str, row: ScoreRow, result: Result) -> tuple[Reason, ...]:
    """Return why a district has no value."""
    told = next((b.reasons for b in result.beside if b.district == district), ())
    if row.grade != "all" and (not told or told[0].code == "only_parts"):
        return (Reason("grade_missing", (("grades", row.grade), ("measure", result.spec.numerator))),)
    return told or (Reason("not_published", (("measure", result.spec.numerator),)),)


def _care(scored: list[Scored], results: dict[str, Result]) -> tuple[Reason, ...]:
    """Return why totals that stand side by side are not ordered."""
    if sum(s.total is not None for s in scored) < 2:
        return ()
    drawn = [r.judgement.drawn.verdict for r in results.values() if r.judgement.drawn]
    return tuple(dict.fromkeys(why for v in drawn if v.verdict != COMPARABLE for why in v.reasons))
