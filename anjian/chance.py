"""What chance allows (METHODS.md §5): intervals, standing against a benchmark, ranks, tests of change.

The only module that asks ``statistics``. It judges the class that the gate lets stand together, and nothing else:
a class that may not be ranked has no ranks, a value that is a bound has no interval, a managed volume neither.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import starmap

import numpy as np

from anjian import areas, indicators, statistics
from anjian import comparability as gate
from anjian.config import Config
from anjian.indicators import Change, Result, ResultRow, Spec
from anjian.statistics import Limits
from anjian.store import Database

SEED = 20240101  # one seed for everybody: the same figures give the same rank ranges
NEAR, FAR = statistics.LEVELS
SIGNIFICANT, VERY_SIGNIFICANT = 1 - NEAR, 1 - FAR
POOLED, KIND, INDUSTRY, YEAR_BEFORE, TARGET, GROUP = "pooled", "kind", "industry", "year_before", "target", "group-"
OUTSIDE = (statistics.FAR_ABOVE, statistics.FAR_BELOW)
GROUPS = {statistics.FAR_ABOVE: "above", statistics.FAR_BELOW: "below"}
FUNNEL_POINTS = 160


@dataclass(frozen=True)
class Standing:
    """One drawn value: its limits at 95 % and 99.8 %, the benchmark it is judged by, where it stands, its rank.

    Limits and benchmark are in the unit of the value. What has no chance model has no limits and no standing;
    what may not be ranked has no rank.
    """

    row: ResultRow
    near: Limits | None = None
    far: Limits | None = None
    benchmark: float | None = None
    code: str | None = None
    rank: int | None = None
    ranks: tuple[int, int] | None = None

    @property
    def group(self) -> str | None:
        """Return above, below or similar: what is found of a value; between 95 % and 99.8 % nothing is."""
        return None if self.code is None else GROUPS.get(self.code, "similar")


@dataclass(frozen=True)
class Judged:
    """A drawn class judged by a benchmark, in the order of its rows.

    ``common`` is the benchmark where it is one for all, ``total`` all events that it pools. ``few`` are the rows with
    too few events for a rate: not shown as values, but in every pooled value, for without them it would be that of
    the unlucky alone. ``luck`` is the chance that at least one lies outside 95 % though none differs. ``sure``: all
    may be compared, among themselves and with the benchmark; with care nothing is called better or worse.
    """

    result: Result
    benchmark: str
    rows: tuple[Standing, ...]
    common: float | None
    total: float | None
    few: tuple[ResultRow, ...]
    luck: float | None
    sure: bool = True

    @property
    def better(self) -> str:
        """Return which way is better: lower, higher, or none where that may not be said."""
        return self.result.spec.declared.better if self.sure else "none"

    def pooled(self, among: Iterable[str] | None = None) -> int:
        """Return of how many districts (of some) a pooled value is: those with a chance model or too few events."""
        found = {s.row.district for s in self.rows if s.near} | {r.district for r in self.few}
        return len(found if among is None else found & set(among))

    @property
    def modelled(self) -> bool:
        """Return whether any value has a chance model."""
        return any(s.near for s in self.rows)


@dataclass(frozen=True)
class Funnel:
    """The limits around a common benchmark over exposure: arrays of one length, values in the indicator's unit."""

    exposure: np.ndarray
    near: Limits
    far: Limits


@dataclass(frozen=True)
class _Trial:
    """A value as a chance model sees it: events ÷ exposure is the value."""

    events: float
    exposure: float
    shares: bool
    units: float = 0.0


@dataclass(frozen=True)
class _Expected:
    """What a row is judged by: a value per exposure, and all events where the row's own are among them."""

    rate: float
    total: float | None = None


def judge(database: Database, config: Config, result: Result, benchmark: str = POOLED) -> Judged:
    """Return the drawn class of a result judged by a benchmark.

    benchmark: pooled (the drawn districts together), kind or industry (their peers), year_before, target,
    or group-<id> of a group of districts. Raises UnknownName for another one.
    """
    rows, few = result.drawn, _few(result)
    everybody = (*rows, *few)
    trials = [_trial(r, result.spec) for r in everybody]
    expected = _benchmark(database, config, result, benchmark)(everybody, trials) if rows else []
    own, against = trials[: len(rows)], expected[: len(rows)]
    found = zip(rows, _limits(own), against, _codes(own, against, benchmark), _places(result, rows, own), strict=True)
    standings = tuple(
        Standing(row, *limits, by.rate if by else None, code, *place) for row, limits, by, code, place in found
    )
    one, total = _common(e.rate for e in expected if e), _common(e.total for e in expected if e)
    luck, sure = _luck(trials, one, total), _is_sure(database, config, result, benchmark)
    return Judged(result, benchmark, standings, one, total, few, luck, sure)


def _is_sure(database: Database, config: Config, result: Result, benchmark: str) -> bool:
    drawn = result.judgement.drawn
    if not drawn or drawn.verdict.verdict != gate.COMPARABLE:
        return False
    if benchmark != YEAR_BEFORE or result.spec.kind != "count":
        return True
    changes = indicators.changes(database, config, [result.spec.id], result.selection)
    return all(c.verdict.verdict == gate.COMPARABLE for c in changes if c.verdict.verdict != gate.NOT_COMPARABLE)


def _common(values: Iterable[float | None]) -> float | None:
    """Return the value that is the same for all, or None."""
    found = set(values)
    return found.pop() if len(found) == 1 else None


def benchmarks(database: Database, config: Config, result: Result) -> tuple[str, ...]:
    """Return the benchmarks that judge at least one drawn row; none where the indicator has no chance model."""
    everybody = (*result.drawn, *_few(result))
    trials = [_trial(r, result.spec) for r in everybody]
    if not any(trials):
        return ()
    groups = (GROUP + g for g in _groups(database, config))
    return tuple(
        name for name in (POOLED, KIND, INDUSTRY, YEAR_BEFORE, TARGET, *groups)
        if _judges(_benchmark(database, config, result, name)(everybody, trials), trials, len(result.drawn))
    )  # fmt: skip


def _judges(expected: Sequence["_Expected | None"], trials: "Trials", drawn: int) -> bool:
    return any(t and e for t, e in zip(trials[:drawn], expected, strict=False))


def _trial(row: ResultRow, spec: Spec) -> _Trial | None:
    """Return a value as events over exposure; None for bounds, for parts of events and where there is no model."""
    model = spec.declared.interval
    if model == "none" or row.qualifier != "exact" or row.numerator != int(row.numerator):
        return None
    exposures = {"count": 1.0, "per_month": row.months}
    exposure = exposures[spec.kind] if spec.kind in exposures else row.denominator / spec.per
    shares = model == "wilson"
    return _Trial(row.numerator, exposure, shares, row.denominator if shares else 0.0) if exposure else None


def _few(result: Result) -> tuple[ResultRow, ...]:
    """Return the rows with too few events for a rate that may stand with those drawn."""
    drawn, few = [r.facts for r in result.drawn], [r.facts for r in result.too_few]
    return tuple(r for r, joins in zip(result.too_few, gate.joins(few, drawn, result.config), strict=True) if joins)


def _limits(trials: "Trials") -> list[tuple[Limits | None, Limits | None]]:
    """Return the limits of each value at 95 % and 99.8 %; all values of one indicator have one model."""
    known = [t for t in trials if t]
    events, exposures = np.array([t.events for t in known]), np.array([t.exposure for t in known])
    if any(t.shares for t in known):
        units = np.array([t.units for t in known])
        found = [statistics.wilson_interval(events, units, level) for level in statistics.LEVELS]
        found = [tuple(limit * units / exposures for limit in limits) for limits in found]
    else:
        found = [statistics.poisson_interval(events, exposures, level) for level in statistics.LEVELS]
    pairs = zip(*(starmap(Limits, zip(*map(np.ndarray.tolist, limits), strict=True)) for limits in found), strict=True)
    return [next(pairs) if t else (None, None) for t in trials]


def _codes(trials: "Trials", expected: Sequence[_Expected | None], benchmark: str) -> list[str | None]:
    """Return where each value stands, by the one rule that also draws the funnel."""
    codes: list[str | None] = [None] * len(trials)
    pairs = [(n, t, e) for n, (t, e) in enumerate(zip(trials, expected, strict=True)) if t and e]
    if benchmark == YEAR_BEFORE:
        for n, trial, against in pairs:
            codes[n] = _code_of_change(trial.events, against.rate)
        return codes
    for total in {e.total for _, _, e in pairs}:
        alike = [(n, t.events, e.rate * t.exposure) for n, t, e in pairs if e.total == total]
        places, events, wanted = zip(*alike, strict=True)
        found = statistics.standing(events, wanted, None if total is None else round(total))
        for n, code in zip(places, found.tolist(), strict=True):
            codes[n] = code
    return codes


def _code_of_change(now: float, before: float) -> str:
    """Return where a count stands against another count, which chance moves as well: by the test of 同比."""
    p_value = _change_by_chance(now, before)
    if p_value >= SIGNIFICANT:
        return statistics.WITHIN
    far = p_value < VERY_SIGNIFICANT
    if now > before:
        return statistics.FAR_ABOVE if far else statistics.ABOVE
    return statistics.FAR_BELOW if far else statistics.BELOW


Trials = Sequence[_Trial | None]
Rule = Callable[[Sequence[ResultRow], Trials], list[_Expected | None]]


def _benchmark(database: Database, config: Config, result: Result, name: str) -> Rule:
    """Return the rule that gives each row what it is judged by."""
    if name == POOLED:
        return lambda rows, trials: [_pooled(trials)] * len(rows)
    if name in (KIND, INDUSTRY):
        labels = {r["district"]: r[name] for r in database.memo.once("peers", lambda: database.query("peers"))}
        return lambda rows, trials: _peers([labels.get(r.district) for r in rows], trials)
    if name == YEAR_BEFORE:
        bases = _year_before(database, config, result)
        return lambda rows, trials: [_outside(bases.get((r.district, r.bases, r.period))) for r in rows]
    if name == TARGET:
        promised = _promised(database, result)
        return lambda rows, trials: [_outside(promised.get(r.district)) for r in rows]
    members = _members(database, config, name)
    return lambda rows, trials: _group([r.district in members for r in rows], trials)


def _outside(value: float | None) -> _Expected | None:
    return None if value is None else _Expected(value)


def _pooled(trials: Trials) -> _Expected | None:
    """Return the pooled value of some trials: all events over all exposure; none of fewer than two, or of no event."""
    known = [t for t in trials if t]
    events = sum(t.events for t in known)
    if len(known) < 2 or not events:
        return None
    return _Expected(events / sum(t.exposure for t in known), events)


def _peers(labels: Sequence[str | None], trials: Trials) -> list[_Expected | None]:
    """Return for each row the pooled value of those with its label, itself among them."""
    pooled = {
        label: _pooled([t for other, t in zip(labels, trials, strict=True) if other == label])
        for label in set(labels) if label is not None
    }  # fmt: skip
    return [pooled.get(label) for label in labels]


def _group(inside: Sequence[bool], trials: Trials) -> list[_Expected | None]:
    """Return a group's pooled value for each row; one outside the group does not share in its events."""
    pooled = _pooled([t for member, t in zip(inside, trials, strict=True) if member])
    outside = pooled and _Expected(pooled.rate)
    return [pooled if member else outside for member in inside]


def _groups(database: Database, config: Config) -> dict[str, frozenset[str]]:
    """Return the districts of each city with several, and of each group of config.yaml."""
    known = database.memo.once("areas", lambda: areas.areas(database))

    def ask() -> dict[str, frozenset[str]]:
        return {g.id: frozenset(g.districts) for g in areas.groups(known, config)}

    return database.memo.once(("groups", id(config)), ask)


def _members(database: Database, config: Config, name: str) -> frozenset[str]:
    """Return the districts of the benchmark group-<id>."""
    known = _groups(database, config)
    if not name.startswith(GROUP) or name.removeprefix(GROUP) not in known:
        allowed = ", ".join(sorted(GROUP + group for group in known))
        raise indicators.UnknownName(f"benchmark: found {name}; allowed: {allowed}")
    return known[name.removeprefix(GROUP)]


def _year_before(database: Database, config: Config, result: Result) -> dict[tuple, float]:
    """Return each count's value of the same months a year before, where the gate lets the two be compared."""
    if result.spec.kind != "count":
        return {}
    found = indicators.changes(database, config, [result.spec.id], result.selection)
    return {
        (c.now.district, c.now.bases, c.now.period): c.base.value
        for c in found if c.verdict.verdict != gate.NOT_COMPARABLE and c.base.qualifier == "exact"
    }  # fmt: skip


def _promised(database: Database, result: Result) -> dict[str, float]:
    """Return the most that each district's plan allows of a count, for exactly the months compared."""
    if result.spec.kind != "count" or not result.period:
        return {}
    start, end = result.period
    found = database.query("promised_limits", measure=result.spec.numerator, period_start=start, period_end=end)
    told = Counter(r.district for r in result.rows)  # a target does not say which of several bases it means
    return {r["district"]: r["value"] for r in found if told[r["district"]] == 1}


Place = tuple[int | None, tuple[int, int] | None]


def _places(result: Result, rows: Sequence[ResultRow], trials: Trials) -> list[Place]:
    """Return ranks, ties shared, the highest value first, and between which ranks chance alone would put each."""
    if not result.ranked:
        return [(None, None)] * len(rows)
    values = np.array([r.value for r in rows])
    ranks = [1 + len(values) - int(upto) for upto in np.searchsorted(np.sort(values), values, side="right")]
    if any(t is None or t.shares for t in trials):
        return [(rank, None) for rank in ranks]
    low, high = statistics.rank_ranges([t.events for t in trials], [t.exposure for t in trials], SEED)
    return [(rank, (int(a), int(b))) for rank, a, b in zip(ranks, low, high, strict=True)]


def _luck(trials: Trials, rate: float | None, total: float | None) -> float | None:
    """Return the chance that at least one value lies outside 95 % of the pooled one though none differs."""
    known = [t for t in trials if t and not t.shares]
    if rate is None or total is None or abs(sum(t.events for t in known) - total) > 0.5:
        return None
    expected = np.array([t.exposure for t in known])
    return float(statistics.beyond_by_luck(expected / expected.sum() * total, NEAR, round(total)))


def is_better(code: str | None, better: str) -> bool | None:
    """Return whether a standing is good (True) or bad (False); None within 99.8 % and where neither is good.

    The one rule of the colours of charts, funnels and tables.
    """
    if code not in OUTSIDE or better == "none":
        return None
    return (code == statistics.FAR_BELOW) == (better == "lower")


def rate(row: ResultRow, spec: Spec) -> float:
    """Return events over exposure of a row with too few events for its rate to be shown as a number."""
    trial = _trial(row, spec)
    return trial.events / trial.exposure


def funnel(judged: Judged) -> Funnel | None:
    """Return the limits around a common benchmark, where values have a denominator that differs."""
    trials = [_trial(s.row, judged.result.spec) for s in judged.rows]
    exposures = [t.exposure for t in trials if t and not t.shares]
    mixed = judged.benchmark.startswith(GROUP) and judged.total is None  # some are in the benchmark, some are not
    if judged.result.spec.kind != "rate" or judged.common is None or mixed or len(exposures) < 2:
        return None
    grid = np.linspace(0.85 * min(exposures), 1.08 * max(exposures), FUNNEL_POINTS)
    expected = judged.common * grid
    total = None if judged.total is None else max(round(judged.total), int(np.ceil(expected.max())))
    near, far = (statistics.funnel_limits(expected, level, total) for level in statistics.LEVELS)
    return Funnel(grid, *(Limits(limit.lower / grid, limit.upper / grid) for limit in (near, far)))


def tag(change: Change) -> str | None:
    """Return what the test says of a change: within, better or worse; None where there is no chance model.

    Beyond, and no more, where the two may be compared with care only or more is neither good nor bad.
    """
    trials = [_trial(row, change.spec) for row in (change.now, change.base)]
    if None in trials or any(t.shares for t in trials):
        return None
    now, base = trials
    if _change_by_chance(now.events, base.events, now.exposure, base.exposure) >= SIGNIFICANT:
        return statistics.WITHIN
    if change.verdict.verdict != gate.COMPARABLE or change.spec.declared.better == "none":
        return "beyond"
    fell = change.difference < 0
    return "better" if fell == (change.spec.declared.better == "lower") else "worse"


@lru_cache(maxsize=4096)
def _change_by_chance(now: float, before: float, exposure_now: float = 1.0, exposure_before: float = 1.0) -> float:
    """Return the p-value of a change; kept, for a page shows the same changes at each rerun."""
    return float(statistics.compare_counts(now, before, exposure_now, exposure_before))


def most_beyond_by_luck(changes: Sequence[Change]) -> float:
    """Return how many of some changes are at most beyond chance, on average, though nothing changed.

    Exact tests find no more than their level, of small counts less.
    """
    return SIGNIFICANT * sum(tag(c) is not None for c in changes)


def trend(rows: Sequence[ResultRow], spec: Spec) -> str | None:
    """Return what the test says of like periods, equally spaced, oldest first: rising, falling, within or too_few.

    too_few: not even all events in the last period would pass the test. None without a chance model, and for fewer
    than three periods: two are a change.
    """
    trials = [_trial(row, spec) for row in rows]
    if len(trials) < 3 or None in trials or any(t.shares for t in trials):
        return None
    events, exposures = [t.events for t in trials], [t.exposure for t in trials]
    steepest = [0.0] * (len(events) - 1) + [sum(events)]
    if not statistics.count_trend(steepest, exposures) < SIGNIFICANT:
        return "too_few"
    if statistics.count_trend(events, exposures) >= SIGNIFICANT:
        return statistics.WITHIN
    return "rising" if _leans_up(events, exposures) else "falling"


def _leans_up(events: Sequence[float], exposures: Sequence[float]) -> bool:
    """Return whether events lie later than their exposure does."""
    periods = range(len(events))
    later = sum(t * x for t, x in zip(periods, events, strict=True)) / sum(events)
    return later > sum(t * e for t, e in zip(periods, exposures, strict=True)) / sum(exposures)


def falls_by_luck(bases: Iterable[tuple[float, float]]) -> float:
    """Return in how many pairs of counts (accidents, deaths of the year before) both fall by luck alone."""
    accidents, deaths = np.array(list(bases), dtype=float).reshape(-1, 2).T
    return float(np.nansum(statistics.fall_by_luck(accidents, deaths)))
