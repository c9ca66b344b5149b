"""The gate: rows → classes, verdict, reasons (METHODS.md §3). There is no other way to a chart or a ranking.

The verdict on two rows depends on these two rows and the configuration alone, and is symmetric.
"""

import calendar
from collections import Counter, deque
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from anjian.config import Break, Config

COMPARABLE, WITH_CARE, NOT_COMPARABLE = "comparable", "with_care", "not_comparable"
_ORDER = (COMPARABLE, WITH_CARE, NOT_COMPARABLE)
NOTE = "note"
FEW_EVENTS = 20
MOST_KEPT = 40_000
DECISION = (("by", "decided_by"), ("on", "on"), ("why", "why"))


@dataclass(frozen=True, order=True)
class Reason:
    """Why a verdict is what it is: a code of the lexicon (``reason.<code>``) with its parameters."""

    code: str
    params: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Row:
    """What the gate must know of one value.

    ``kind`` is count, per_month, ratio, share or rate; ``bases`` holds (measure, basis) of each part.
    """

    district: str
    district_kind: str
    district_level: str
    period_start: date
    period_end: date
    kind: str
    bases: tuple[tuple[str, str], ...]
    sector: str
    grade: str
    series: str
    scope: str
    counted_by: str
    dates: str = "printed"
    status: str = "normal"
    qualifier: str = "exact"
    verification: str = "official"
    other_boundary: bool = False
    other_base_year: bool = False
    few_events: bool = False

    @property
    def additive(self) -> bool:
        """True for counts, amounts and rates per resident: they grow with the months they cover."""
        return self.kind in ("count", "rate")


@dataclass(frozen=True)
class Verdict:
    """What may be done with a set, and why; ``notes`` carry no verdict."""

    verdict: str
    reasons: tuple[Reason, ...] = ()
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Class:
    """Rows (by index) that are not *not comparable* with each other."""

    members: tuple[int, ...]
    verdict: Verdict


@dataclass(frozen=True)
class Judgement:
    """The verdict on a whole set, its classes (largest first, ties to the newest) and what is against each row."""

    verdict: Verdict
    classes: tuple[Class, ...]

    @property
    def drawn(self) -> Class | None:
        """The class that is drawn in one chart, or None for an empty set."""
        return self.classes[0] if self.classes else None


Finding = tuple[str, Reason]


def _months(a: Row, b: Row, config: Config) -> Iterable[Finding]:
    same_period = (a.period_start, a.period_end) == (b.period_start, b.period_end)
    if same_period or (a.district == b.district and _months_of_year(a) == _months_of_year(b)):
        return
    yield NOT_COMPARABLE if a.additive else WITH_CARE, Reason("different_months")


def _months_of_year(row: Row) -> tuple:
    last = calendar.monthrange(row.period_end.year, row.period_end.month)[1]
    end = (row.period_end.month, "last" if row.period_end.day == last else row.period_end.day)
    return (row.period_start.month, row.period_start.day, end, row.period_end.year - row.period_start.year)


def _measured(a: Row, b: Row, config: Config) -> Iterable[Finding]:
    if (a.kind, a.bases[0][0], a.sector, a.grade) != (b.kind, b.bases[0][0], b.sector, b.grade):
        yield NOT_COMPARABLE, Reason("different_measure")
    for (one, _), (other, _) in zip(a.bases[1:], b.bases[1:], strict=False):
        if one != other:
            level = NOT_COMPARABLE if a.additive else WITH_CARE
            yield level, Reason("different_basis", (("bases", "|".join(sorted((one, other)))),))


def _basis(a: Row, b: Row, config: Config) -> Iterable[Finding]:
    for (measure, one), (other_measure, other) in zip(a.bases, b.bases, strict=False):
        if one == other or measure != other_measure:
            continue
        equal = _equivalence(config, measure, one, other)
        if equal is None:
            params = (("bases", "|".join(sorted((one, other)))),)
            yield NOT_COMPARABLE if a.additive else WITH_CARE, Reason("different_basis", params)
        else:
            yield NOTE, Reason("declared_equal", equal)


def _equivalence(config: Config, measure: str, one: str, other: str) -> tuple[tuple[str, str], ...] | None:
    """Return the decisions by which two bases are equal, directly or over a third one; None where there are none."""
    reached, used = {one}, []
    decisions = [e for e in config.equivalences if e.measure == measure]
    while decisions and other not in reached:
        step = next((e for e in decisions if reached & set(e.bases)), None)
        if step is None:
            return None
        decisions.remove(step)
        reached |= set(step.bases)
        used.append(step)
    if other not in reached:
        return None
    return tuple((key, "|".join(sorted({str(getattr(e, field)) for e in used}))) for key, field in DECISION)


def _body(a: Row, b: Row, config: Config) -> Iterable[Finding]:
    level = NOT_COMPARABLE if a.additive else WITH_CARE
    if a.counted_by != b.counted_by:
        yield level, Reason("different_body", (("bodies", "|".join(sorted((a.counted_by, b.counted_by)))),))
    elif a.counted_by == "unstated" and (a.district, a.series) != (b.district, b.series):
        yield level, Reason("unstated_body")


def _scope(a: Row, b: Row, config: Config) -> Iterable[Finding]:
    if a.scope != b.scope:
        yield NOT_COMPARABLE, Reason("different_scope", (("scopes", "|".join(sorted((a.scope, b.scope)))),))
    elif a.scope != "total" and a.series != b.series:
        yield NOT_COMPARABLE, Reason("another_campaign")


def _assumed(a: Row, b: Row, config: Config) -> Iterable[Finding]:
    if "assumed" in (a.dates, b.dates):
        yield NOT_COMPARABLE if a.additive else WITH_CARE, Reason("assumed_dates")


def _breaks(a: Row, b: Row, config: Config) -> Iterable[Finding]:
    for known in config.breaks:
        sides = {_side(row, known) for row in (a, b) if _concerns(known, row)}
        if len(sides) > 1 or "astride" in sides:
            level = NOT_COMPARABLE if a.additive else WITH_CARE
            yield level, Reason("known_break", (("break", known.id),))


def _concerns(known: Break, row: Row) -> bool:
    return (
        any(measure in known.measures for measure, _ in row.bases)
        and (not known.districts or row.district in known.districts)
        and (not known.sectors or row.sector in known.sectors)
        and (not known.bases or any(basis in known.bases for _, basis in row.bases))
    )


def _side(row: Row, known: Break) -> str:
    if row.period_end < known.starts:
        return "before"
    return "after" if row.period_start >= known.starts else "astride"


def _areas(a: Row, b: Row, config: Config) -> Iterable[Finding]:
    if a.district_level != b.district_level:
        yield NOT_COMPARABLE, Reason("different_level")
    elif a.district_kind != b.district_kind:
        zone = "development_zone" in (a.district_kind, b.district_kind)
        yield (WITH_CARE, Reason("development_zone")) if zone else (NOTE, Reason("mixed_kinds"))


def _quality(a: Row, b: Row, config: Config) -> Iterable[Finding]:
    if any(row.qualifier != "exact" for row in (a, b)):
        yield WITH_CARE, Reason("bound")
    if any(row.status == "provisional" for row in (a, b)):
        yield WITH_CARE, Reason("provisional")
    if any(row.other_boundary for row in (a, b)):
        yield WITH_CARE, Reason("boundary_change")
    if any(row.other_base_year for row in (a, b)):
        yield WITH_CARE, Reason("other_base_year")
    if any(row.verification in ("copy", "secondary") for row in (a, b)):
        yield NOTE, Reason("read_from_copy")
    if any(row.few_events for row in (a, b)):
        yield NOTE, Reason("few_events")


RULES: tuple[Callable[[Row, Row, Config], Iterable[Finding]], ...] = (
    _measured, _months, _basis, _body, _scope, _assumed, _breaks, _areas, _quality,
)  # fmt: skip


def compare(a: Row, b: Row, config: Config) -> Verdict:
    """Return the verdict on two rows: the worst of what the rules find, with every reason."""
    return _Pairs((a, b), config).verdict(0, 1)


def _compare(a: Row, b: Row, config: Config) -> Verdict:
    return _worst(finding for rule in RULES for finding in rule(a, b, config))


def _worst(findings: Iterable[Finding]) -> Verdict:
    found = dict.fromkeys(findings)
    levels = [level for level, _ in found if level != NOTE]
    verdict = max(levels, key=_ORDER.index, default=COMPARABLE)
    reasons = {reason: level for level, reason in found if level != NOTE}
    ordered = sorted(reasons, key=lambda r: -_ORDER.index(reasons[r]))
    return Verdict(verdict, tuple(ordered), tuple(sorted({r for level, r in found if level == NOTE})))


def _together(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict on a set: the worst of its pairs, reasons of one code merged, the gravest first."""
    verdicts = sorted(verdicts, key=lambda v: -_ORDER.index(v.verdict))
    verdict = max((v.verdict for v in verdicts), key=_ORDER.index, default=COMPARABLE)
    return Verdict(
        verdict, _merged(r for v in verdicts for r in v.reasons), _merged(n for v in verdicts for n in v.notes)
    )


def _merged(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return one reason for each code, its parameters the union of all (a|b and b|c become a|b|c)."""
    merged: dict[str, dict[str, set[str]]] = {}
    for reason in reasons:
        params = merged.setdefault(reason.code, {})
        for key, value in reason.params:
            params.setdefault(key, set()).update(value.split("|"))
    return tuple(
        Reason(code, tuple((key, "|".join(sorted(values))) for key, values in sorted(params.items())))
        for code, params in merged.items()
    )


class _Known:
    """Verdicts under one configuration, kept from one question to the next: they depend on nothing else."""

    def __init__(self, config: Config):
        self.config = config
        self.local = frozenset(d for known in config.breaks for d in known.districts)
        self.verdicts: dict[tuple, Verdict] = {}

    def keep(self, key: tuple, mirrored: tuple, verdict: Verdict) -> Verdict:
        """Keep a verdict for both orders of its rows; begin anew where there are too many."""
        if len(self.verdicts) >= MOST_KEPT:
            self.verdicts = {}
        self.verdicts[key] = self.verdicts[mirrored] = verdict
        return verdict


_OF_CONFIGS: deque[_Known] = deque(maxlen=4)


def _known(config: Config) -> _Known:
    """Return what is kept under a configuration, told by identity: to compare its contents would take longer."""
    found = next((k for k in tuple(_OF_CONFIGS) if k.config is config), None)
    if found is None:
        _OF_CONFIGS.append(found := _Known(config))
    return found


class _Pairs:
    """Verdicts on pairs, asked once for rows that look alike: 3,000 districts need few comparisons.

    Rows are alike that differ in nothing but their district; whether two rows are of one district is asked apart.
    """

    def __init__(self, rows: Sequence[Row], config: Config):
        self.config = config
        self.rows = rows
        self.known = _known(config)
        self.keys = [_alike(row, self.known.local) for row in rows]

    def verdict(self, i: int, j: int) -> Verdict:
        """Return the verdict on two rows by index."""
        same = self.rows[i].district == self.rows[j].district
        key = (self.keys[i], self.keys[j], same)
        kept = self.known.verdicts.get(key)
        if kept is not None:
            return kept
        verdict = _compare(self.rows[i], self.rows[j], self.config)
        return self.known.keep(key, (self.keys[j], self.keys[i], same), verdict)

    def members(self, rows: Iterable[int]) -> "Members":
        """Return rows, by index, as members that others are held against."""
        members: Members = {}
        for i in rows:
            self.join(i, members)
        return members

    def join(self, i: int, members: "Members") -> None:
        """Add row ``i`` to the members."""
        members.setdefault(self.keys[i], {}).setdefault(self.rows[i].district, []).append(i)

    def over(self, members: "Members") -> Verdict:
        """Return the verdict on all pairs of ``members``, looking once at each pair of alike rows."""
        pairs = [pair for group in members.values() for pair in _inside(group)]
        pairs += [pair for one, other in combinations(members.values(), 2) for pair in _between(one, other)]
        return _together(self.verdict(i, j) for i, j in pairs)

    def fits(self, i: int, members: "Members") -> bool:
        """Return whether row ``i`` may stand with all members."""
        return all(self.verdict(i, j).verdict != NOT_COMPARABLE for j in self._distinct(i, members))

    def grave(self, i: int, members: "Members") -> tuple[Reason, ...]:
        """Return the reasons that keep row ``i`` from the members; those that ask for care only are left out."""
        findings = (
            finding
            for j in self._distinct(i, members)
            for rule in RULES
            for finding in rule(self.rows[i], self.rows[j], self.config)
        )
        return _merged(reason for level, reason in findings if level == NOT_COMPARABLE)

    def _distinct(self, i: int, members: "Members") -> Iterable[int]:
        """Yield of each kind of member one of the row's own district and one of another, where there are such."""
        own = self.rows[i].district
        for group in members.values():
            stranger = next((d for d in group if d != own), None)
            yield from (group[d][0] for d in (own, stranger) if d in group)


Members = dict[tuple, dict[str, list[int]]]  # rows by what they have in common, then by district


def _alike(row: Row, local: Container[str]) -> tuple:
    """Return all facts of a row; its district only where a known break is about it."""
    district, *facts = row.__dict__.values()
    return (district if district in local else None, *facts)


def _inside(group: dict[str, list[int]]) -> Iterable[tuple[int, int]]:
    """Yield one pair of one district and one pair of two districts, where there are such."""
    twice = next((rows for rows in group.values() if len(rows) > 1), None)
    if twice:
        yield twice[0], twice[1]
    first = [rows[0] for rows in group.values()][:2]
    if len(first) > 1:
        yield first[0], first[1]


def _between(one: dict[str, list[int]], other: dict[str, list[int]]) -> Iterable[tuple[int, int]]:
    """Yield one pair of one district and one of two districts, where there are such."""
    shared = next((d for d in one if d in other), None)
    if shared is not None:
        yield one[shared][0], other[shared][0]
    for district, rows in list(one.items())[:2]:
        stranger = next((d for d in other if d != district), None)
        if stranger is not None:
            yield rows[0], other[stranger][0]
            return


def judge(rows: Sequence[Row], config: Config) -> Judgement:
    """Return the judgement on a set of rows; indices refer to ``rows``.

    Classes are built from the largest groups of alike rows, so they do not depend on the order of the rows.
    """
    pairs = _Pairs(rows, config)
    sizes = Counter(pairs.keys)
    order = sorted(range(len(rows)), key=lambda i: (-sizes[pairs.keys[i]], repr(pairs.keys[i]), rows[i].district))
    homes: list[Members] = []
    for i in order:
        home = next((m for m in homes if pairs.fits(i, m)), None)
        if home is None:
            homes.append(home := {})
        pairs.join(i, home)
    classes = sorted((_class(home, pairs) for home in homes), key=lambda c: _place(c, rows))
    return Judgement(pairs.over(pairs.members(range(len(rows)))), tuple(classes))


def _class(members: Members, pairs: _Pairs) -> Class:
    return Class(
        tuple(sorted(i for group in members.values() for own in group.values() for i in own)), pairs.over(members)
    )


def _place(one: Class, rows: Sequence[Row]) -> tuple[int, int, int]:
    """Return the place of a class: the largest first, then the newest, then as its rows stand."""
    newest = max(rows[i].period_end for i in one.members)
    return -len(one.members), -newest.toordinal(), one.members[0]


def joins(others: Sequence[Row], members: Sequence[Row], config: Config) -> tuple[bool, ...]:
    """Return of each other row whether it may stand with all members."""
    pairs, count = _Pairs((*members, *others), config), len(members)
    inside = pairs.members(range(count))
    return tuple(pairs.fits(count + n, inside) for n in range(len(others)))


def outside(judgement: Judgement, rows: Sequence[Row], config: Config) -> tuple[tuple[int, tuple[Reason, ...]], ...]:
    """Return each row that is not in the drawn class, by index, with the reasons that keep it out."""
    drawn = judgement.drawn
    if drawn is None:
        return ()
    pairs, inside = _Pairs(rows, config), set(drawn.members)
    members = pairs.members(drawn.members)
    return tuple((i, pairs.grave(i, members)) for i in range(len(rows)) if i not in inside)
