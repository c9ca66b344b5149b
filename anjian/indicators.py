"""(indicator, selection) → Result: rows with citations, caveats and the gate's verdict.

Numbers come from the queries, which prepare the choice of periods (METHODS.md §2); this module takes the chosen ones
and asks the gate. Where there are few districts the rows of all of them are asked for once a data version: the next
choice of districts and years finds them there.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from operator import itemgetter

from anjian import comparability as gate
from anjian import words
from anjian.comparability import Judgement, Reason
from anjian.config import Config, Indicator, Text
from anjian.selection import Selection
from anjian.store import Database

FEWEST_EVENTS_FOR_A_RATE = 3
A_DAY = 12 / 365.25
DENOMINATORS = "denominators"
NO_COUNTS = ("%", "分")
COUNTED = ("count", "per_month")
FEW_DISTRICTS = 200
EVERYTHING = Selection()
OTHER_SOURCE = "base_of_other_source"


class UnknownName(ValueError):
    """A name that is not declared; the message says what was found and what is allowed."""


@dataclass(frozen=True, eq=False)
class Spec:
    """An indicator as declared, resolved against measures.csv."""

    id: str
    kind: str
    domain: str
    numerator: str
    numerator_sector: str
    denominators: tuple[str, ...]
    per: int
    unit: Text
    title: Text
    declared: Indicator


@dataclass(frozen=True)
class Slice:
    """Which part is asked: a sector, a grade, and whether figures outside the totals are wanted too."""

    sector: str = "all"
    grade: str = "all"
    every_scope: bool = False


WHOLE = Slice()


@dataclass(frozen=True)
class ResultRow:
    """One value of one district and period, unrounded, with what it was made of."""

    district: str
    period_start: date
    period_end: date
    value: float
    numerator: float
    denominator: float | None
    qualifier: str
    status: str
    dates: str
    months: float | None
    half_unit: float | None
    sector: str
    grade: str
    series: str
    scope: str
    counted_by: str
    bases: tuple[tuple[str, str], ...]
    visibility: str
    caveats: tuple[Reason, ...]
    figures: tuple[int, ...]
    denominator_lines: tuple[int, ...]
    facts: gate.Row = field(repr=False)

    @property
    def period(self) -> tuple[date, date]:
        return self.period_start, self.period_end


@dataclass(frozen=True)
class Beside:
    """A district that is not among the rows, why, and what it did publish (if anything)."""

    district: str
    reasons: tuple[Reason, ...]
    row: ResultRow | None = None
    figures: tuple[int, ...] = ()


@dataclass(frozen=True)
class Result:
    """What an indicator says for a selection. Nobody downstream recomputes or rounds except to show."""

    spec: Spec
    selection: Selection
    mode: str
    period: tuple[date, date] | None
    rows: tuple[ResultRow, ...]
    version: str
    config: Config
    _asked: "_Asked" = field(repr=False, compare=False)
    _refused: tuple[tuple[ResultRow, Reason], ...] = field(repr=False, compare=False)

    @cached_property
    def judgement(self) -> Judgement:
        """Return what the gate says of the rows."""
        return gate.judge([r.facts for r in self.rows], self.config)

    @cached_property
    def _without(self) -> tuple[tuple[Beside, ...], int]:
        return _beside(self._asked, self.rows, self._refused)

    @property
    def beside(self) -> tuple[Beside, ...]:
        """Return the districts without a row, each with its reason."""
        return self._without[0]

    @property
    def unpublished(self) -> int:
        """Return how many more districts published nothing at all."""
        return self._without[1]

    @cached_property
    def drawn(self) -> tuple[ResultRow, ...]:
        """Return the rows of the class that may be drawn together, in administrative order."""
        drawn = self.judgement.drawn
        return tuple(self.rows[i] for i in drawn.members) if drawn else ()

    @property
    def too_few(self) -> tuple[ResultRow, ...]:
        """Return the rows whose rate is not shown for want of events; a pooled value must not leave them out."""
        return tuple(row for row, why in self._refused if why.code == "too_few_events")

    @property
    def ranked(self) -> bool:
        """Return whether the drawn rows may be ranked: comparable throughout, and more than one."""
        drawn = self.judgement.drawn
        return bool(drawn) and len(drawn.members) > 1 and drawn.verdict.verdict == gate.COMPARABLE

    def against_drawn(self) -> tuple[tuple[ResultRow, tuple[Reason, ...]], ...]:
        """Return the rows outside the drawn class, each with the reasons that keep it out."""
        facts = [r.facts for r in self.rows]
        return tuple((self.rows[i], why) for i, why in gate.outside(self.judgement, facts, self.config))

    def by_value(self, rows: Iterable[ResultRow]) -> tuple[ResultRow, ...]:
        """Return rows from the largest value to the smallest, ties in administrative order."""
        return tuple(sorted(rows, key=lambda r: -r.value))


def catalogue(database: Database, config: Config) -> dict[str, Spec]:
    """Return every indicator of a data version: each measure under its own name, and those of config.yaml
    whose measures this data declares. Worked out once for a data version and a configuration."""
    return database.memo.once(("catalogue", id(config)), lambda: _Catalogue(config, _specs(database, config))).specs


@dataclass(frozen=True)
class _Catalogue:
    """The indicators of a configuration; they keep it, so that no other one can have its identity."""

    config: Config
    specs: dict[str, Spec]


def _specs(database: Database, config: Config) -> dict[str, Spec]:
    measures = _measures(database)
    counts = {
        i: _count(i, r, config.indicators.get(i, Indicator())) for i, r in measures.items() if r["more"] != DENOMINATORS
    }
    declared = {
        i: _declared(i, d, measures)
        for i, d in config.indicators.items()
        if d.kind != "count" and i not in measures and not _undeclared_parts(d, measures)
    }
    return {**declared, **counts}


def _measures(database: Database) -> dict[str, dict]:
    return {r["id"]: r for r in database.names() if r["kind"] == "measure"}


def _undeclared_parts(declared: Indicator, measures: dict[str, dict]) -> list[tuple[str, str]]:
    """Return (key, name) of every part of an indicator that is no measure."""
    if declared.kind == "count":
        return []
    parts = [("numerator", declared.numerator), *(("denominators", d) for d in declared.denominators)]
    return [(key, name) for key, name in parts if name not in measures]


def undeclared(database: Database, config: Config) -> list[str]:
    """Return what config.yaml names and the data does not declare, one line each: key, found, allowed."""
    rows = database.names()
    known = {kind: {r["id"] for r in rows if r["kind"] == kind} for kind in ("measure", "sector", "basis", "district")}
    named = [
        (f"indicators.{i}.{key}", "measure", name)
        for i, d in config.indicators.items()
        for key, name in _undeclared_parts(d, _measures(database))
    ]
    named += [(f"indicators.{i}", "measure", i) for i, d in config.indicators.items() if d.kind == "count"]
    for b in config.breaks:
        lists = (("measures", "measure"), ("districts", "district"), ("sectors", "sector"), ("bases", "basis"))
        named += [(f"breaks.{b.id}.{key}", kind, name) for key, kind in lists for name in getattr(b, key)]
    for e in config.equivalences:
        named += [
            ("equivalences.measure", "measure", e.measure),
            *(("equivalences.bases", "basis", x) for x in e.bases),
        ]
    named += [(f"groups.{g.id}", "district", d) for g in config.groups for d in g.districts]
    named += [(f"rules.{r.id}.measure", "measure", r.measure) for r in config.rules if r.measure]
    known["indicator"] = known["measure"] | set(config.indicators)
    cards = [(f"scorecards.{name}.rows.{r.id}", r) for name, card in config.scorecards.items() for r in card.rows]
    named += [(f"{key}.indicator", "indicator", r.indicator) for key, r in cards]
    items = [(f"briefs.{name}", item) for name, brief in config.briefs.items() for item in brief.items]
    named += [(f"{key}.indicators", "indicator", i) for key, item in items for i in item.indicators]
    shown = [(key, item.table or item.chart) for key, item in items if item.table or item.chart]
    named += [(f"{key}.table or chart", "indicator", i) for key, i in shown if i not in config.figures]
    return [
        f"config.yaml: {key}: found {name!r}; allowed: an id of the {kind}s" for key, kind, name in named
        if name not in known[kind]
    ]  # fmt: skip


def _count(name: str, measure: dict, declared: Indicator) -> Spec:
    unit = Text(zh=measure["extra"], en=words.unit(measure["extra"], "en"))
    title = declared.title or Text(zh=measure["zh"], en=measure["en"])
    return Spec(name, "count", measure["more"], name, "all", (), 1, declared.unit or unit, title, declared)


def _declared(name: str, declared: Indicator, measures: dict[str, dict]) -> Spec:
    return Spec(
        name, declared.kind, measures[declared.numerator]["more"], declared.numerator, declared.sector or "all",
        declared.denominators, declared.per, declared.unit, declared.title, declared,
    )  # fmt: skip


def find(name: str, database: Database, config: Config) -> Spec:
    """Return an indicator by name. Raises UnknownName with what is allowed."""
    specs = catalogue(database, config)
    if name in specs:
        return specs[name]
    if name in config.indicators and config.indicators[name].kind != "count":
        key, found = _undeclared_parts(config.indicators[name], _measures(database))[0]
        raise UnknownName(f"config.yaml: indicators.{name}.{key}: found {found!r}; allowed: measures.csv: id")
    raise UnknownName(f"indicator: found {name!r}; allowed: {', '.join(sorted(specs))}")


def compute(
    database: Database,
    config: Config,
    name: str,
    selection: Selection,
    *,
    sector: str = "all",
    grade: str = "all",
    every_scope: bool = False,
) -> Result:
    """Return the result of indicator ``name`` for a selection. Raises UnknownName."""
    spec = find(name, database, config)
    return _result(_Asked(database, config, spec, selection, Slice(sector, grade, every_scope)))


def compute_all(database: Database, config: Config, names: Iterable[str], selection: Selection) -> dict[str, Result]:
    """Return the results of several indicators for a selection, by name. Raises UnknownName."""
    asked = {n: _Asked(database, config, find(n, database, config), selection) for n in names}
    counted = _counted(asked.values())
    return {n: _result(a, counted.get(a.spec)) for n, a in asked.items()}


def yearly(
    database: Database, config: Config, names: Iterable[str], selection: Selection
) -> dict[str, tuple[ResultRow, ...]]:
    """Return the best covered values of every year, of each indicator by name: those that may be shown.

    Raises UnknownName.
    """
    asked = [_Asked(database, config, find(n, database, config), selection) for n in names]
    counted = _counted(asked)
    return {a.spec.id: _showable(_within(selection, counted[a.spec]) if a.spec in counted else _rows(a, "best"), a.spec)
            for a in asked}  # fmt: skip


def _showable(rows: list[dict], spec: Spec) -> tuple[ResultRow, ...]:
    built = (_built(r, spec) for r in rows)
    return tuple(row for row in built if _refusal(row, spec) is None)


def _result(asked: "_Asked", brought: list[dict] | None = None) -> Result:
    """Return the result of a question; ``brought`` may be its rows, asked for with those of others."""
    period = asked.selection.period
    if period:
        found = _within(asked.selection, brought) if brought is not None else _rows(asked, "period", period)
    elif asked.mode == "same":
        period = _busiest(asked)
        found = _rows_at(asked, period) if period else []
    else:
        found = _newest(_within(asked.selection, brought) if brought is not None else _rows(asked, "best"))
    chosen = [_built(r, asked.spec) for r in found]
    refused = tuple((r, why) for r in chosen if (why := _refusal(r, asked.spec)))
    rows = tuple(r for r in chosen if not _refusal(r, asked.spec))
    version = asked.database.version
    return Result(asked.spec, asked.selection, asked.mode, period, rows, version, asked.config, asked, refused)


@dataclass(frozen=True)
class Change:
    """A value and that of the same months a year before (同比): their difference, and what the gate says of the two.

    ``percent`` is None where the base is 0.
    """

    spec: Spec
    now: ResultRow
    base: ResultRow
    difference: float
    percent: float | None
    own_source: bool
    verdict: gate.Verdict

    @property
    def bounded(self) -> bool:
        """Return whether either value is a bound: which way it moved is not known."""
        return {self.now.qualifier, self.base.qualifier} != {"exact"}


def changes(
    database: Database, config: Config, names: Iterable[str], selection: Selection, part: Slice = WHOLE
) -> tuple[Change, ...]:
    """Return the newest change of each counted indicator on the same months of the year before (METHODS.md §2.4).

    For each district and basis one period, the same for all indicators where it can be; totals only, of the sector
    and grade of ``part``. Raises UnknownName.
    """
    specs = {s.numerator: s for s in (find(n, database, config) for n in names) if s.kind == "count"}
    found = _newest(_within(selection, _ask_changes(database, tuple(specs), selection, part)), _counted_what)
    return tuple(_change(r, specs[r["measure"]], config) for r in found if r["base_start"])


def _counted_what(r: dict) -> tuple:
    return r["measure"], r["district"], r["series"], r["numerator_basis"]


def _ask_changes(database: Database, measures: tuple[str, ...], selection: Selection, part: Slice) -> list[dict]:
    """Return the best covered value of each year, or that of the asked period, with its base where there is one."""
    start, end = selection.period or (None, None)

    def ask(districts: Iterable[str], years: Iterable[int]) -> list[dict]:
        return database.query(
            "indicator_change", measures=list(measures), districts=list(districts), years=list(years),
            period_start=start, period_end=end, sector=part.sector, grade=part.grade,
        )  # fmt: skip

    if _few_districts(database):
        return database.memo.once(("changes", measures, start, end, part), lambda: ask((), ()))
    return ask(selection.districts, selection.years)


def _change(r: dict, spec: Spec, config: Config) -> Change:
    told = {
        "period_start": r["base_start"], "period_end": r["base_end"], "value": r["base_value"],
        "numerator": r["base_value"], "qualifier": r["base_qualifier"], "status": r["base_status"],
        "verification": r["base_verification"], "other_boundary": r["base_boundary"], "numerator_ids": r["base_ids"],
    }  # fmt: skip
    if "base" not in r:
        r["base"] = {**r, **told}  # before the value itself is built: that is kept in its row
    base, now = _built(r["base"], spec), _built(r, spec)
    verdict = _judged(gate.compare(now.facts, base.facts, config), r["own_source"])
    return Change(spec, now, base, r["difference"], r["percent"], r["own_source"], verdict)


def _judged(verdict: gate.Verdict, own_source: bool) -> gate.Verdict:
    """Return the gate's verdict on a change: with care where its base is another publication's (METHODS.md §2.4)."""
    if own_source or verdict.verdict == gate.NOT_COMPARABLE:
        return verdict
    return replace(verdict, verdict=gate.WITH_CARE, reasons=(*verdict.reasons, Reason(OTHER_SOURCE)))


@dataclass(frozen=True)
class History:
    """Every published value of an indicator for a selection, one row a period; nothing is chosen among them."""

    spec: Spec
    selection: Selection
    rows: tuple[ResultRow, ...]
    version: str


def history(
    database: Database, config: Config, name: str, selection: Selection, *, every_scope: bool = False
) -> History:
    """Return all published values of indicator ``name``, districts in administrative order, then by period.

    Windows summed from months or made of differences are left out: what they are made of is there. Raises UnknownName.
    """
    spec = find(name, database, config)
    asked = _Asked(database, config, spec, selection, Slice(every_scope=every_scope))
    found = _rows(asked, "period", selection.period) if selection.period else _rows(asked, "told")
    rows = [_built(r, spec) for r in found if len(r["numerator_ids"]) == 1]
    return History(spec, selection, tuple(r for r in rows if _refusal(r, spec) is None), database.version)


def _few_districts(database: Database) -> bool:
    return len(_districts(database)) <= FEW_DISTRICTS


def _districts(database: Database) -> dict[str, int]:
    """Return the place of each district in administrative order."""
    return database.memo.once(
        "districts", lambda: {r["id"]: n for n, r in enumerate(r for r in database.names() if r["kind"] == "district")}
    )


def _rows(asked: "_Asked", take: str, period: tuple[date, date] | None = None) -> list[dict]:
    """Return the rows that a query takes (see indicator_count.sql) for the chosen districts and years."""
    if not _few_districts(asked.database):
        return _ask(asked, take, period)
    everywhere = replace(asked, selection=EVERYTHING)
    rows = asked.database.memo.once((asked.question, take, period), lambda: _ask(everywhere, take, period))
    return _within(asked.selection, rows)


def _within(selection: Selection, rows: list[dict]) -> list[dict]:
    """Return the rows of the chosen districts and years."""
    districts, years = set(selection.districts), selection.years
    if districts:
        rows = [r for r in rows if r["district"] in districts]
    return [r for r in rows if r["period_end"].year in years] if years else rows


def _counted(several: Iterable["_Asked"]) -> dict[Spec, list[dict]]:
    """Return the rows of all counts among the questions, asked for at once.

    Of the asked period, or the best covered of each year where a result shows the latest.
    """
    wanted = [a for a in several if a.spec.kind == "count" and (a.selection.period or a.mode == "latest")]
    if not wanted:
        return {}
    period, memo = wanted[0].selection.period, wanted[0].database.memo
    take, everywhere = "period" if period else "best", _few_districts(wanted[0].database)
    missing = [a for a in wanted if not everywhere or (a.question, take, period) not in memo]
    found: dict[str, list[dict]] = {a.spec.numerator: [] for a in missing}
    for r in _ask_counts(missing, take, everywhere) if missing else ():
        found[r["measure"]].append(r)
    if not everywhere:
        return {a.spec: found[a.spec.numerator] for a in wanted}
    return {a.spec: memo.once((a.question, take, period), lambda a=a: found[a.spec.numerator]) for a in wanted}


def _ask_counts(several: list["_Asked"], take: str, everywhere: bool) -> list[dict]:
    asked, period = several[0], several[0].selection.period
    asked = replace(asked, selection=EVERYTHING) if everywhere else asked
    return _ask(asked, take, period, [a.spec.numerator for a in several])


def _newest(rows: list[dict], of: Callable[[dict], Hashable] = itemgetter("district")) -> list[dict]:
    """Return the rows of each district's (or of each other thing's) newest year."""
    newest: dict[Hashable, int] = {}
    for r in rows:
        newest[of(r)] = max(newest.get(of(r), 0), r["period_end"].year)
    return [r for r in rows if r["period_end"].year == newest[of(r)]]


def _rows_at(asked: "_Asked", period: tuple[date, date]) -> list[dict]:
    """Return the rows of one of the prepared periods."""
    if asked.spec.kind in COUNTED:
        return _rows(asked, "same", period)
    return [r for r in _rows(asked, "every") if (r["period_start"], r["period_end"]) == period]


def _ask(
    asked: "_Asked", take: str, period: tuple[date, date] | None, measures: list[str] | None = None
) -> list[dict]:  # fmt: skip
    db, spec, chosen, part = asked.database, asked.spec, asked.selection, asked.part
    start, end = period or (None, None)
    common = {
        "take": take, "grade": part.grade, "every_scope": part.every_scope, "districts": list(chosen.districts),
        "years": list(chosen.years), "period_start": start, "period_end": end,
    }  # fmt: skip
    if spec.kind in COUNTED:
        common |= {"measures": measures or [spec.numerator], "per_month": spec.kind == "per_month"}
        return db.query("indicator_count", sector=part.sector, **common)
    common |= {"numerator": spec.numerator, "denominators": list(spec.denominators), "per": spec.per}
    if spec.kind == "rate":
        return db.query("indicator_rate", sector=part.sector, **common)
    share = spec.kind == "share"
    return db.query(
        "indicator_ratio", numerator_sector=asked.sector, sector="all" if share else part.sector,
        joins_basis=spec.declared.joins_basis or share, **common,
    )  # fmt: skip


def _built(r: dict, spec: Spec) -> ResultRow:
    """Return the row made of a query's, the same one each time it is asked for."""
    if "built" not in r:
        r["built"] = _row(r, spec)
    return r["built"]


def _row(r: dict, spec: Spec) -> ResultRow:
    bases = [(spec.numerator, r["numerator_basis"])]
    if r["denominator_measure"]:
        bases.append((r["denominator_measure"], DENOMINATORS if spec.kind == "rate" else r["denominator_basis"]))
    few = spec.declared.interval == "poisson" and spec.kind != "count" and r["numerator"] < gate.FEW_EVENTS
    kind = "ratio" if spec.kind == "count" and spec.unit.zh in NO_COUNTS else spec.kind
    facts = gate.Row(
        kind=kind, bases=tuple(bases), few_events=few,
        **{k: r[k] for k in (
            "district", "district_kind", "district_level", "period_start", "period_end", "sector", "grade", "series",
            "scope", "counted_by", "dates", "status", "qualifier", "verification", "other_boundary", "other_base_year",
        )},
    )  # fmt: skip
    return ResultRow(
        bases=tuple(bases), caveats=_caveats(r, facts, spec), facts=facts,
        figures=tuple(r["numerator_ids"]) + (() if spec.kind == "rate" else tuple(r["denominator_ids"])),
        denominator_lines=tuple(r["denominator_ids"]) if spec.kind == "rate" else (),
        **{k: r[k] for k in (
            "district", "period_start", "period_end", "value", "numerator", "denominator", "qualifier", "status",
            "dates", "months", "half_unit", "sector", "grade", "series", "scope", "counted_by", "visibility",
        )},
    )  # fmt: skip


def _caveats(r: dict, facts: gate.Row, spec: Spec) -> tuple[Reason, ...]:
    found = {
        "assumed_dates": facts.dates == "assumed",
        "as_of": facts.dates == "as_of",
        "bound": facts.qualifier != "exact",
        "provisional": facts.status == "provisional",
        "derived": facts.status == "derived" or (facts.kind in ("count", "per_month") and len(r["numerator_ids"]) > 1),
        "part_month": r["part_month"],
        "boundary_change": facts.other_boundary,
        "other_base_year": facts.other_base_year,
        "few_events": facts.few_events,
        "rounded_parts": spec.kind != "count" and (r["half_unit"] or 0) >= 10**-spec.declared.decimals / 2,
        "read_from_copy": facts.verification in ("copy", "secondary"),
        "unstated_body": facts.counted_by == "unstated",
        "outside_total": facts.scope != "total",
    }
    params = {"other_base_year": (("date", str(r["denominator_basis"])),)}
    return tuple(Reason(code, params.get(code, ())) for code, holds in found.items() if holds)


def _refusal(row: ResultRow, spec: Spec) -> Reason | None:
    if row.value is None:
        return Reason("one_phrase" if row.denominator else "zero_denominator")
    rate = spec.kind in ("rate", "per_month") and spec.declared.interval == "poisson"
    if rate and row.numerator < FEWEST_EVENTS_FOR_A_RATE:
        return Reason("too_few_events", (("fewest", str(FEWEST_EVENTS_FOR_A_RATE)),))
    return None


@dataclass(frozen=True)
class _Vote:
    """A period of which some districts have a value; ``assumed``: with assumed dates."""

    period: tuple[date, date]
    months: float | None
    assumed: bool
    districts: frozenset[str]

    @property
    def weight(self) -> tuple[float, date, date]:
        """Return months × districts, ties to the later; the day of a stock counts by its districts."""
        return (self.months or A_DAY) * len(self.districts), self.period[1], self.period[0]


def _busiest(asked: "_Asked") -> tuple[date, date] | None:
    """Return the period with the most months × districts (METHODS.md §2.6).

    Assumed dates vote only where there are no printed ones.
    """
    chosen, years = set(asked.selection.districts), asked.selection.years
    votes = [v for v in _votes(asked) if not years or v.period[1].year in years]
    if chosen:
        votes = [replace(v, districts=v.districts & chosen) for v in votes if v.districts & chosen]
    voters = [v for v in votes if not v.assumed] or votes
    return max(voters, key=lambda v: v.weight).period if voters else None


def _votes(asked: "_Asked") -> list[_Vote]:
    if asked.spec.kind not in COUNTED:
        rows = _rows(asked, "every")
        return _counted_votes([r for r in rows if r["value"] is not None] or rows)
    if _few_districts(asked.database):
        everywhere = replace(asked, selection=EVERYTHING)
        return asked.database.memo.once((asked.question, "periods"), lambda: _asked_votes(everywhere))
    return _asked_votes(asked)


def _asked_votes(asked: "_Asked") -> list[_Vote]:
    spec, part, chosen = asked.spec, asked.part, asked.selection
    found = asked.database.query(
        "indicator_periods", measure=spec.numerator, per_month=spec.kind == "per_month", sector=part.sector,
        grade=part.grade, every_scope=part.every_scope, districts=list(chosen.districts), years=list(chosen.years),
    )  # fmt: skip
    return [
        _Vote((r["period_start"], r["period_end"]), r["months"], r["assumed"], frozenset(r["districts"])) for r in found
    ]


def _counted_votes(rows: list[dict]) -> list[_Vote]:
    districts: dict[tuple, set[str]] = defaultdict(set)
    for r in rows:
        districts[(r["period_start"], r["period_end"]), r["months"], r["dates"] == "assumed"].add(r["district"])
    return [_Vote(*key, frozenset(found)) for key, found in districts.items()]


def _latest(rows: Iterable[ResultRow]) -> list[ResultRow]:
    """Return each district's best covered figures of its newest year, one a series and basis (METHODS.md §2.2)."""
    rows = list(rows)
    newest: dict[str, int] = {}
    for row in rows:
        newest[row.district] = max(newest.get(row.district, 0), row.period_end.year)
    best: dict[tuple, ResultRow] = {}
    for row in rows:
        key = (row.district, row.series, row.bases)
        if row.period_end.year == newest[row.district] and (key not in best or _coverage(row) > _coverage(best[key])):
            best[key] = row
    return list(best.values())


def _coverage(row: ResultRow) -> tuple:
    return row.dates != "assumed", row.months or 0, row.period_end


@dataclass(frozen=True)
class _Asked:
    """One question: what to look up, and where, also when a district has no answer."""

    database: Database
    config: Config
    spec: Spec
    selection: Selection
    part: Slice = Slice()

    @property
    def mode(self) -> str:
        """Return how periods are chosen: as the reader says, else as the domain does."""
        return self.selection.mode or self.config.domain(self.spec.domain).mode

    @property
    def sector(self) -> str:
        """Return the sector of the numerator."""
        return self.spec.numerator_sector if self.spec.kind == "share" else self.part.sector

    @property
    def question(self) -> tuple[Spec, Slice]:
        """Return what is asked, whatever districts and years are chosen."""
        return self.spec, self.part


def _beside(
    asked: _Asked, rows: tuple[ResultRow, ...], refused: tuple[tuple[ResultRow, Reason], ...]
) -> tuple[tuple[Beside, ...], int]:  # fmt: skip
    """Return the districts without a row and why, and how many more published nothing at all."""
    present = {r.district for r in rows} | {r.district for r, _ in refused}
    wanted = asked.selection.districts or _publishers(asked)
    absent = set(wanted) - present
    others = _others(asked, absent)
    published = _published(asked, absent if asked.selection.period else absent - others.keys())
    beside = [_refused(row, why) for row, why in refused]
    for district in absent:
        if district in others:
            why = _missing_months(_plain(published.get(district, []), asked), asked.selection)
            beside.append(Beside(district, (why,), others[district]))
        else:
            beside.append(_absent(district, published.get(district, []), asked))
    order = _districts(asked.database)
    beside.sort(key=lambda b: order[b.district])
    return tuple(beside), 0 if asked.selection.districts else len(order.keys() - set(wanted) - present)


def _plain(published: list[dict], asked: _Asked) -> list[dict]:
    """Return what a district published of the very measure that is counted."""
    same = (asked.spec.numerator, asked.sector, asked.part.grade, "total")
    return [r for r in published if (r["measure"], r["sector"], r["grade"], r["scope"]) == same]


def _others(asked: _Asked, absent: set[str]) -> dict[str, ResultRow]:
    """Return the latest value of any period of each district that has none of the chosen period."""
    if not absent or not (asked.selection.period or asked.mode == "same"):
        return {}
    anytime = replace(asked, selection=asked.selection.with_(districts=tuple(sorted(absent)), period=None))
    found: dict[str, list[ResultRow]] = defaultdict(list)
    for r in _newest(_rows(anytime, "best")):
        found[r["district"]].append(_built(r, asked.spec))
    unclear = tuple(d for d, rows in found.items() if len(rows) > 1 or _refusal(rows[0], asked.spec))
    return {d: rows[0] for d, rows in found.items() if d not in unclear} | _chosen_others(anytime, unclear)


def _chosen_others(anytime: _Asked, districts: tuple[str, ...]) -> dict[str, ResultRow]:
    """Return the latest value that may be shown, of districts with several or with one that is refused."""
    if not districts:
        return {}
    asked = replace(anytime, selection=anytime.selection.with_(districts=districts))
    rows = (_built(r, asked.spec) for r in _ask(asked, "every", None))
    return {r.district: r for r in _latest(r for r in rows if _refusal(r, asked.spec) is None)}


def _refused(row: ResultRow, reason: Reason) -> Beside:
    """Return a row that may not be shown as it is; of a refused rate only the count remains."""
    count = replace(row, value=row.numerator, denominator=None) if reason.code == "too_few_events" else None
    return Beside(row.district, (reason,), count, row.figures)


def _publishers(asked: _Asked) -> set[str]:
    """Return the districts that published the numerator at all; for a share some sector of it."""
    found = asked.database.memo.once("publishers", lambda: asked.database.query("publishers"))
    return {
        r["district"]
        for r in found
        if r["measure"] == asked.spec.numerator and (asked.spec.kind != "share" or r["by_sector"])
    }


def _published(asked: _Asked, districts: set[str]) -> dict[str, list[dict]]:
    """Return what districts published of the parts of an indicator."""
    spec, part = asked.spec, asked.part
    measures = [spec.numerator, *(() if spec.kind == "rate" else spec.denominators)]
    found = defaultdict(list)
    for r in districts and asked.database.query(
        "published_parts", measures=measures, districts=sorted(districts), sector=asked.sector, grade=part.grade,
        years=list(asked.selection.years),
    ):  # fmt: skip
        found[r["district"]].append(r)
    return found


def _absent(district: str, published: list[dict], asked: _Asked) -> Beside:
    """Return why ``district`` has no value: what is missing, and what stands in its place."""
    spec = asked.spec
    in_time = [r for r in published if r["in_time"]]
    numerators = [r for r in in_time if r["measure"] == spec.numerator]
    valued = [r for r in numerators if r["value"] is not None]
    if not valued:
        return _silent(district, numerators, spec, others=len(published) > len(in_time))
    whole = [r for r in valued if r["sector"] == asked.sector and r["grade"] == asked.part.grade]
    total = [r for r in whole if r["scope"] == "total"]
    if not whole:
        reason = _only_parts(valued, asked)
    elif not total:
        reason = _listing("only_outside_total", whole)
    elif spec.kind in ("count", "per_month"):
        reason = _missing_months(total, asked.selection)
    elif spec.kind == "rate":
        reason = Reason("no_denominator")
    else:
        return _unjoined(district, total, [r for r in in_time if r["measure"] in spec.denominators], spec)
    return Beside(district, (reason,), figures=_ids(valued))


def _silent(district: str, numerators: list[dict], spec: Spec, others: bool) -> Beside:
    directed = [r for r in numerators if r["status"] == "direction_only"]
    code = "direction_only" if directed else "other_years" if others else "not_published"
    return Beside(district, (Reason(code, (("measure", spec.numerator),)),), figures=_ids(directed))


def _only_parts(valued: list[dict], asked: _Asked) -> Reason:
    if asked.sector != "all":
        return Reason("part_missing", (("measure", asked.spec.numerator), ("sectors", asked.sector)))
    apart = all(r["scope"] != "total" for r in valued)
    return _listing("only_outside_total" if apart else "only_parts", valued)


def _unjoined(district: str, total: list[dict], denominators: list[dict], spec: Spec) -> Beside:
    """Return why numerator and denominator do not meet: another series, another period, or none at all."""
    missing = (("measure", "|".join(spec.denominators)), ("series", total[0]["series"]))
    valued = [r for r in denominators if r["value"] is not None]
    shared = [r for r in valued if r["series"] in {n["series"] for n in total}]
    periods = {(n["series"], n["period_start"], n["period_end"]) for n in total}
    if not valued:
        reason = Reason("denominator_missing", missing)
    elif not shared:
        reason = _listing("no_shared_series", valued, missing)
    else:
        together = any((r["series"], r["period_start"], r["period_end"]) in periods for r in shared)
        reason = Reason("parts_other_basis" if together else "parts_other_months", missing[:1])
    return Beside(district, (reason,), figures=_ids(total) + _ids(valued))


def _ids(rows: list[dict], most: int = 5) -> tuple[int, ...]:
    return tuple(r["id"] for r in rows[:most])


def _listing(code: str, rows: list[dict], more: tuple[tuple[str, str], ...] = ()) -> Reason:
    series = "|".join(dict.fromkeys(r["series"] for r in rows[:4]))
    sectors = "|".join(dict.fromkeys(r["sector"] for r in rows[:4] if r["sector"] != "all"))
    return Reason(code, (*more, ("others", series), ("sectors", sectors)))


def _missing_months(rows: list[dict], selection: Selection) -> Reason:
    """Return which months of the asked period are not there, where some of them are published by the month."""
    if not selection.period:
        return Reason("other_months")
    start, end = selection.period
    wanted = range(start.year * 12 + start.month - 1, end.year * 12 + end.month)
    there = {
        r["period_start"].year * 12 + r["period_start"].month - 1
        for r in rows
        if (r["period_start"].year, r["period_start"].month) == (r["period_end"].year, r["period_end"].month)
    }
    missing = [f"{m // 12}-{m % 12 + 1:02d}" for m in wanted if m not in there]
    if not missing or not there & set(wanted):
        return Reason("other_months")
    return Reason("missing_months", (("months", "|".join(missing)),))
