"""The gate, row by row of METHODS.md §3, and what must hold of any set."""

from collections import Counter
from datetime import date
from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anjian import comparability as gate
from anjian import config as configuration
from anjian.comparability import COMPARABLE, NOT_COMPARABLE, WITH_CARE, Reason, Row
from anjian.config import Config, Equivalence

settings.register_profile("gate", deadline=None)  # a busy machine is no fault of the gate
settings.load_profile("gate")
CONFIG = configuration.load()
KINDS = ("count", "rate", "ratio", "share", "per_month")
GROWS = ("count", "rate")
OWN = "own"  # not comparable for counts and rates of a period, with care for ratios and per-month values
YEAR, HALF = (date(2023, 1, 1), date(2023, 12, 31)), (date(2023, 1, 1), date(2023, 6, 30))


def row(district: str = "city_a", period: tuple[date, date] = YEAR, **changes) -> Row:
    facts = {
        "district": district, "district_kind": "district", "district_level": "district",
        "period_start": period[0], "period_end": period[1], "kind": "count", "bases": (("inspections", "stated"),),
        "sector": "all", "grade": "all", "series": f"{district}_bureau", "scope": "total", "counted_by": "bureau",
    }  # fmt: skip
    return Row(**(facts | changes))


def codes(reasons: tuple[Reason, ...]) -> set[str]:
    return {r.code for r in reasons}


def both(**changes) -> tuple[dict, dict]:
    return changes, changes


def year(y: int) -> tuple[date, date]:
    return date(y, 1, 1), date(y, 12, 31)


PAIRS = [
    ("different_months", {}, {"period": HALF}, OWN),
    ("different_months", {}, {"period": (date(2022, 1, 1), date(2022, 12, 31))}, OWN),
    ("different_basis", {}, {"bases": (("inspections", "filed"),)}, OWN),
    ("different_body", {}, {"counted_by": "all_bodies"}, OWN),
    ("different_body", {}, {"counted_by": "unstated"}, OWN),
    ("unstated_body", *both(counted_by="unstated"), OWN),
    ("assumed_dates", {}, {"dates": "assumed"}, OWN),
    ("assumed_dates", *both(dates="assumed"), OWN),
    ("known_break", *both(bases=(("fine_amount", "fines"),), period=year(2021)), OWN),
    ("different_scope", {}, {"scope": "within"}, NOT_COMPARABLE),
    ("different_scope", {"scope": "separate"}, {"scope": "overlaps"}, NOT_COMPARABLE),
    ("another_campaign", *both(scope="overlaps"), NOT_COMPARABLE),
    ("another_campaign", *both(scope="separate"), NOT_COMPARABLE),
    ("different_level", {}, {"district_level": "city"}, NOT_COMPARABLE),
    ("different_measure", {}, {"bases": (("hazards_found", "stated"),)}, NOT_COMPARABLE),
    ("different_measure", {}, {"sector": "fireworks"}, NOT_COMPARABLE),
    ("different_measure", {}, {"grade": "larger"}, NOT_COMPARABLE),
    ("development_zone", {}, {"district_kind": "development_zone"}, WITH_CARE),
    ("development_zone", {"district_kind": "county"}, {"district_kind": "development_zone"}, WITH_CARE),
    ("boundary_change", {}, {"other_boundary": True}, WITH_CARE),
    ("bound", {}, {"qualifier": "at_least"}, WITH_CARE),
    ("bound", {}, {"qualifier": "at_most"}, WITH_CARE),
    ("bound", *both(qualifier="about"), WITH_CARE),
    ("provisional", {}, {"status": "provisional"}, WITH_CARE),
    ("other_base_year", {}, {"other_base_year": True}, WITH_CARE),
]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("code", "one", "other", "level"), PAIRS)
def test_a_planted_difference_gets_its_reason_alone_and_its_level(code, one, other, level, kind):
    verdict = gate.compare(row("city_a", **one, kind=kind), row("city_b", **other, kind=kind), CONFIG)
    grave = NOT_COMPARABLE if kind in GROWS else WITH_CARE
    assert (verdict.verdict, codes(verdict.reasons)) == (grave if level == OWN else level, {code})


@pytest.mark.parametrize("kind", KINDS)
def test_two_equal_rows_of_two_districts_are_comparable_without_a_word(kind):
    assert gate.compare(row("city_a", kind=kind), row("city_b", kind=kind), CONFIG) == gate.Verdict(COMPARABLE)


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        ("read_from_copy", {"verification": "copy"}),
        ("read_from_copy", {"verification": "secondary"}),
        ("few_events", {"few_events": True}),
        ("mixed_kinds", {"district_kind": "county"}),
        ("mixed_kinds", {"district_kind": "county_level_city"}),
    ],
)
def test_notes_carry_no_verdict(code, changes):
    verdict = gate.compare(row("city_a"), row("city_b", **changes), CONFIG)
    assert (verdict.verdict, verdict.reasons, codes(verdict.notes)) == (COMPARABLE, (), {code})


def test_figures_supplied_by_the_office_are_no_copies():
    assert gate.compare(row("city_a", verification="supplied"), row("city_b"), CONFIG).notes == ()


def test_a_count_never_stands_beside_a_ratio():
    assert gate.compare(row("city_a"), row("city_b", kind="per_month"), CONFIG).verdict == NOT_COMPARABLE


def test_another_denominator_is_another_basis_of_a_ratio_and_both_are_named():
    fines = ("fine_amount", "fines")
    one = row("city_a", kind="ratio", bases=(fines, ("penalties", "stated")))
    other = row("city_b", kind="ratio", bases=(fines, ("cases_filed", "filed")))
    verdict = gate.compare(one, other, CONFIG)
    assert verdict.verdict == WITH_CARE
    assert verdict.reasons == (Reason("different_basis", (("bases", "cases_filed|penalties"),)),)


@pytest.mark.parametrize(("kind", "level"), [("rate", NOT_COMPARABLE), ("ratio", WITH_CARE)])
def test_a_rate_over_other_people_is_another_rate(kind, level):
    deaths = ("deaths", "production")
    one = row("city_a", kind=kind, bases=(deaths, ("residents", "denominators")))
    other = row("city_b", kind=kind, bases=(deaths, ("employed", "denominators")))
    verdict = gate.compare(one, other, CONFIG)
    named = Reason("different_basis", (("bases", "employed|residents"),))
    assert (verdict.verdict, verdict.reasons) == (level, (named,))


def test_the_reason_names_both_bodies_in_a_stable_order():
    a, b = row("city_a", counted_by="supervision"), row("city_b", counted_by="bureau")
    assert gate.compare(a, b, CONFIG).reasons == (Reason("different_body", (("bodies", "bureau|supervision"),)),)


def test_an_unstated_body_of_one_series_is_comparable_with_itself_a_year_before():
    a, b = row(counted_by="unstated"), row(counted_by="unstated", period=year(2022))
    assert gate.compare(a, b, CONFIG).verdict == COMPARABLE


@pytest.mark.parametrize(
    ("one", "other"),
    [(("city_a", "shared"), ("city_b", "shared")), (("city_a", "first"), ("city_a", "second"))],
)
def test_an_unstated_body_may_be_another_one_in_another_district_or_series(one, other):
    a, b = (row(district, series=series, counted_by="unstated") for district, series in (one, other))
    verdict = gate.compare(a, b, CONFIG)
    assert (verdict.verdict, codes(verdict.reasons)) == (NOT_COMPARABLE, {"unstated_body"})


def test_one_campaign_is_comparable_with_itself_a_year_before():
    assert gate.compare(row(scope="overlaps"), row(scope="overlaps", period=year(2022)), CONFIG).verdict == COMPARABLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (year(2022), year(2023)),
        ((date(2023, 1, 1), date(2023, 2, 28)), (date(2024, 1, 1), date(2024, 2, 29))),
        ((date(2022, 12, 25), date(2023, 3, 31)), (date(2023, 12, 25), date(2024, 3, 31))),
    ],
)
def test_the_same_months_of_another_year_are_the_same_months_for_one_district(one, other):
    assert gate.compare(row(period=one), row(period=other), CONFIG).verdict == COMPARABLE


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (year(2023), (date(2022, 1, 1), date(2023, 12, 31))),
        (HALF, (date(2022, 1, 1), date(2022, 7, 31))),
        ((date(2023, 1, 1), date(2023, 6, 29)), HALF),
    ],
)
def test_other_months_are_other_months_for_one_district_too(one, other):
    assert codes(gate.compare(row(period=one), row(period=other), CONFIG).reasons) == {"different_months"}


def test_the_gravest_reason_stands_first():
    a, b = row("city_a", qualifier="about"), row("city_b", scope="within")
    assert [r.code for r in gate.compare(a, b, CONFIG).reasons] == ["different_scope", "bound"]


def test_the_gravest_reason_stands_first_whichever_rule_finds_it_and_whichever_pair_has_it():
    a, b = row("city_a", HALF, kind="ratio"), row("city_b", kind="ratio", scope="within")
    assert [r.code for r in gate.compare(a, b, CONFIG).reasons] == ["different_scope", "different_months"]
    rows = [row("city_a", qualifier="about"), row("city_b"), row("city_c", counted_by="all_bodies")]
    assert [r.code for r in gate.judge(rows, CONFIG).verdict.reasons] == ["different_body", "bound"]


# Breaks

DEATHS = (("deaths", "production"),)
ALL_KINDS = (("accidents", "all_kinds"),)


@pytest.mark.parametrize(
    ("bases", "before", "after", "known"),
    [
        (DEATHS, 2015, 2016, "direct_reporting_2016"),
        (DEATHS, 2019, 2021, "survey_schemes_2020"),
        (DEATHS, 2019, 2020, "survey_schemes_2020"),
        ((("fine_amount", "fines"),), 2020, 2022, "work_safety_law_2021"),
        ((("fine_amount", "fines"),), 2020, 2021, "work_safety_law_2021"),
    ],
)
@pytest.mark.parametrize("kind", KINDS)
def test_a_known_break_stands_between_and_astride_the_years(bases, before, after, known, kind):
    a, b = (row(period=year(y), bases=bases, kind=kind) for y in (before, after))
    verdict = gate.compare(a, b, CONFIG)
    assert Reason("known_break", (("break", known),)) in verdict.reasons
    assert verdict.verdict == (NOT_COMPARABLE if kind in GROWS else WITH_CARE)


@pytest.mark.parametrize(("one", "other"), [(2017, 2018), (2018, 2019), (2021, 2022)])
def test_years_on_one_side_of_every_break_are_comparable(one, other):
    assert gate.compare(row(period=year(one), bases=DEATHS), row(period=year(other), bases=DEATHS), CONFIG).verdict == (
        COMPARABLE
    )


def test_a_break_concerns_its_measures_only():
    assert gate.compare(row(period=year(2015)), row(period=year(2017)), CONFIG).verdict == COMPARABLE


def test_a_break_in_the_denominator_concerns_the_ratio():
    bases = (("deaths", "production"), ("accidents", "production"))
    a, b = (row(period=year(y), kind="ratio", bases=bases) for y in (2015, 2017))
    assert gate.compare(a, b, CONFIG).verdict == WITH_CARE


@pytest.mark.parametrize("bases", [(*ALL_KINDS, DEATHS[0]), (DEATHS[0], *ALL_KINDS)])
def test_a_local_break_in_either_part_concerns_the_ratio(bases):
    a, b = (row("shenzhen_longhua", year(y), kind="ratio", bases=bases) for y in (2021, 2022))
    verdict = gate.compare(a, b, CONFIG)
    assert (verdict.verdict, codes(verdict.reasons)) == (WITH_CARE, {"known_break"})


@pytest.mark.parametrize(
    ("period", "level"),
    [((date(2021, 9, 1), date(2021, 12, 31)), COMPARABLE), ((date(2021, 1, 1), date(2021, 8, 31)), COMPARABLE),
     ((date(2021, 8, 1), date(2021, 9, 1)), NOT_COMPARABLE), ((date(2021, 8, 31), date(2021, 12, 31)), NOT_COMPARABLE)],
)  # fmt: skip
def test_the_day_of_a_break_is_the_first_day_after_it(period, level):
    verdict = gate.compare(*(row(d, period, bases=(("fine_amount", "fines"),)) for d in ("city_a", "city_b")), CONFIG)
    assert (verdict.verdict, codes(verdict.reasons)) == (level, set() if level == COMPARABLE else {"known_break"})


def test_a_local_break_concerns_its_district_and_basis_only():
    local = [row("shenzhen_longhua", year(y), bases=ALL_KINDS) for y in (2021, 2022)]
    elsewhere = [row("city_a", year(y), bases=ALL_KINDS) for y in (2021, 2022)]
    other_basis = [row("shenzhen_longhua", year(y), bases=(("accidents", "production"),)) for y in (2021, 2022)]
    assert gate.compare(*local, CONFIG).verdict == NOT_COMPARABLE
    assert gate.compare(*elsewhere, CONFIG).verdict == gate.compare(*other_basis, CONFIG).verdict == COMPARABLE


def test_a_row_astride_a_local_break_is_not_comparable_with_other_districts():
    astride, plain = row("beijing_mentougou", year(2021), bases=ALL_KINDS), row("city_a", year(2021), bases=ALL_KINDS)
    assert codes(gate.compare(astride, plain, CONFIG).reasons) == {"known_break"}


def test_a_break_of_a_sector_leaves_other_sectors_alone():
    known = configuration.Break(
        **{"id": "x", "from": date(2023, 1, 1), "measures": ("inspections",), "sectors": ("fireworks",)},
        source="s", title=configuration.Text(zh="甲", en="a"),
    )  # fmt: skip
    config = CONFIG.model_copy(update={"breaks": (known,)})
    verdicts = [
        gate.compare(row(period=year(2022), sector=s), row(period=year(2023), sector=s), config).verdict
        for s in ("fireworks", "all")
    ]
    assert verdicts == [NOT_COMPARABLE, COMPARABLE]


# Equivalences


def with_equivalence(*bases: str, measure: str = "cases_filed") -> Config:
    decided = Equivalence(measure=measure, bases=bases, decided_by="局办公室", on=date(2024, 5, 1), why="两者一一对应")
    return CONFIG.model_copy(update={"equivalences": (decided,)})


def cases(district: str, basis: str, kind: str = "count") -> Row:
    return row(district, kind=kind, bases=(("cases_filed", basis),))


@pytest.mark.parametrize("kind", KINDS)
def test_a_declared_equivalence_is_used_and_named_as_a_note(kind):
    config = with_equivalence("filed", "handled")
    verdict = gate.compare(cases("city_a", "filed", kind), cases("city_b", "handled", kind), config)
    assert (verdict.verdict, verdict.reasons) == (COMPARABLE, ())
    params = (("by", "局办公室"), ("on", "2024-05-01"), ("why", "两者一一对应"))
    assert verdict.notes == (Reason("declared_equal", params),)


def test_an_equivalence_holds_for_its_measure_and_bases_only():
    other_measure = with_equivalence("filed", "handled", measure="penalties")
    other_basis = with_equivalence("filed", "pre_accident_handled")
    for config in (CONFIG, other_measure, other_basis):
        assert gate.compare(cases("city_a", "filed"), cases("city_b", "handled"), config).verdict == NOT_COMPARABLE


def test_an_equivalence_is_not_mentioned_where_it_is_not_used():
    assert (
        gate.compare(cases("city_a", "filed"), cases("city_b", "filed"), with_equivalence("filed", "handled")).notes
        == ()
    )


# Sets


def test_an_empty_set_has_no_class_and_nothing_to_draw():
    judgement = gate.judge([], CONFIG)
    assert (judgement.classes, judgement.drawn) == ((), None)


def test_two_rows_alike_of_one_district_are_a_pair():
    judgement = gate.judge([row(qualifier="about"), row(qualifier="about")], CONFIG)
    assert (judgement.verdict.verdict, codes(judgement.verdict.reasons)) == (WITH_CARE, {"bound"})


def test_a_pair_of_two_districts_is_found_where_the_first_stands_on_both_sides():
    rows = [row("city_a", year(2022)), row("city_b", year(2022)), row("city_a", year(2023))]
    verdict = gate.judge(rows, CONFIG).verdict
    assert (verdict.verdict, codes(verdict.reasons)) == (NOT_COMPARABLE, {"different_months"})


def test_a_single_row_is_its_own_class():
    judgement = gate.judge([row()], CONFIG)
    assert [c.members for c in judgement.classes] == [(0,)]


def test_the_largest_class_is_drawn():
    rows = [row("city_a", HALF), row("city_b"), row("city_c"), row("city_d", HALF), row("city_e")]
    assert [c.members for c in gate.judge(rows, CONFIG).classes] == [(1, 2, 4), (0, 3)]


def test_ties_between_classes_go_to_the_newest():
    rows = [row("city_a", year(2022)), row("city_b", year(2023)), row("city_c", year(2021))]
    assert [c.members for c in gate.judge(rows, CONFIG).classes] == [(1,), (0,), (2,)]


def test_ratios_of_different_months_and_bases_share_a_class_but_not_the_word_comparable():
    rows = [row("city_a", HALF, kind="ratio"), row("city_b", kind="ratio", bases=(("inspections", "filed"),))]
    drawn = gate.judge(rows, CONFIG).drawn
    assert (drawn.members, drawn.verdict.verdict) == ((0, 1), WITH_CARE)
    assert codes(drawn.verdict.reasons) == {"different_months", "different_basis"}


def test_what_is_against_a_row_is_said_against_the_class_that_is_drawn():
    rows = [row("city_a"), row("city_b"), row("city_c", HALF, dates="assumed")]
    ((left, reasons),) = gate.outside(gate.judge(rows, CONFIG), rows, CONFIG)
    assert left == 2
    assert codes(reasons) == {"different_months", "assumed_dates"}


def test_what_asks_for_care_alone_keeps_no_row_from_the_class_and_is_not_said_against_it():
    rows = [row("city_a"), row("city_b"), row("city_c", counted_by="all_bodies", status="provisional")]
    ((left, reasons),) = gate.outside(gate.judge(rows, CONFIG), rows, CONFIG)
    assert (left, codes(reasons)) == (2, {"different_body"})


def test_reasons_of_one_code_are_merged_into_one_with_all_their_names():
    rows = [row(f"city_{n}", counted_by=body) for n, body in enumerate(("bureau", "all_bodies", "supervision"))]
    reasons = gate.judge(rows, CONFIG).verdict.reasons
    assert reasons == (Reason("different_body", (("bodies", "all_bodies|bureau|supervision"),)),)


def test_rows_that_differ_in_district_alone_are_not_taken_for_each_other():
    rows = [row("city_a", year(2022), series="s"), row("city_b", series="s"), row("city_a", series="s")]
    assert codes(gate.judge(rows, CONFIG).verdict.reasons) == {"different_months"}
    assert [c.members for c in gate.judge(rows[::2], CONFIG).classes] == [(0, 1)]
    assert [c.members for c in gate.judge(rows[:2], CONFIG).classes] == [(1,), (0,)]


def test_the_larger_group_of_alike_rows_is_gathered_first():
    rows = [row(d, year(y), series="s") for d, y in (("d", 2023), ("d", 2024), ("e", 2024), ("f", 2024))]
    assert [c.members for c in gate.judge(rows, CONFIG).classes] == [(1, 2, 3), (0,)]


def test_a_row_must_fit_the_other_districts_of_a_class_and_not_its_own_alone():
    rows = [row(d, year(y), series="s") for d, y in (("d", 2024), ("e", 2024), ("d", 2023))]
    assert [c.members for c in gate.judge(rows, CONFIG).classes] == [(0, 1), (2,)]


ROWS = st.builds(
    row,
    district=st.sampled_from(["city_a", "city_b", "city_c", "beijing_mentougou"]),
    period=st.sampled_from([year(2015), year(2020), year(2021), year(2022), year(2023), HALF]),
    kind=st.sampled_from(["count", "ratio"]),
    bases=st.sampled_from([DEATHS, (("deaths", "all_kinds"),), ALL_KINDS]),
    sector=st.sampled_from(["all", "fire"]),
    series=st.sampled_from(["statistics", "bureau"]),
    scope=st.sampled_from(["total", "total", "within", "overlaps"]),
    counted_by=st.sampled_from(["statistics", "unstated"]),
    dates=st.sampled_from(["printed", "printed", "assumed"]),
    status=st.sampled_from(["normal", "provisional"]),
    qualifier=st.sampled_from(["exact", "at_least"]),
    verification=st.sampled_from(["official", "copy"]),
    district_kind=st.sampled_from(["district", "county", "development_zone"]),
    other_boundary=st.booleans(),
    few_events=st.booleans(),
)
ALIKE = st.builds(  # rows that differ in district and year alone, where what is remembered of a pair can go astray
    row,
    district=st.sampled_from(["city_a", "city_b", "beijing_mentougou", "shenzhen_longhua"]),
    period=st.sampled_from([year(2021), year(2022), year(2023)]),
    bases=st.just(ALL_KINDS),
    series=st.just("statistics"),
)
SETS = st.lists(ROWS, min_size=2, max_size=8) | st.lists(ALIKE, min_size=2, max_size=6)


@given(ROWS, ROWS)
def test_the_verdict_on_a_pair_does_not_depend_on_who_stands_first(a, b):
    one, other = gate.compare(a, b, CONFIG), gate.compare(b, a, CONFIG)
    assert (one.verdict, set(one.reasons), set(one.notes)) == (other.verdict, set(other.reasons), set(other.notes))


@given(SETS)
def test_a_set_says_exactly_what_its_pairs_say_one_by_one(rows):
    """No other row of the set, and no remembered verdict, changes what is said of a pair."""
    pairs = [gate.compare(a, b, CONFIG) for a, b in combinations(rows, 2)]
    whole = gate.judge(rows, CONFIG).verdict
    levels = (COMPARABLE, WITH_CARE, NOT_COMPARABLE)
    assert whole.verdict == max((p.verdict for p in pairs), key=levels.index)
    assert codes(whole.reasons) == {r.code for p in pairs for r in p.reasons}
    assert codes(whole.notes) == {n.code for p in pairs for n in p.notes}


@given(SETS)
def test_classes_partition_the_rows_largest_first_ties_to_the_newest(rows):
    classes = gate.judge(rows, CONFIG).classes
    assert sorted(i for c in classes for i in c.members) == list(range(len(rows)))
    order = [(-len(c.members), -max(rows[i].period_end for i in c.members).toordinal()) for c in classes]
    assert order == sorted(order)


@given(SETS)
def test_no_pair_within_a_class_is_not_comparable(rows):
    for one in gate.judge(rows, CONFIG).classes:
        for i, j in combinations(one.members, 2):
            assert gate.compare(rows[i], rows[j], CONFIG).verdict != NOT_COMPARABLE
        assert one.verdict.verdict != NOT_COMPARABLE


@given(SETS)
def test_a_row_has_reasons_against_the_drawn_class_exactly_where_a_member_is_not_comparable(rows):
    judgement = gate.judge(rows, CONFIG)
    drawn = judgement.drawn.members
    told = dict(gate.outside(judgement, rows, CONFIG))
    assert set(told) == set(range(len(rows))) - set(drawn)
    for i, reasons in told.items():
        assert bool(reasons) != fits(rows[i], [rows[j] for j in drawn])


@given(SETS, SETS)
def test_a_row_joins_a_class_exactly_where_no_member_forbids_it(rows, others):
    members = [rows[i] for i in gate.judge(rows, CONFIG).drawn.members]
    assert gate.joins(others, members, CONFIG) == tuple(fits(one, members) for one in others)


def fits(one: Row, members: list[Row]) -> bool:
    return all(gate.compare(one, member, CONFIG).verdict != NOT_COMPARABLE for member in members)


def count_comparisons(monkeypatch: pytest.MonkeyPatch) -> Counter:
    calls, compare = Counter(), gate._compare

    def counted(a: Row, b: Row, config: Config) -> gate.Verdict:
        calls["compare"] += 1
        return compare(a, b, config)

    monkeypatch.setattr(gate, "_compare", counted)
    return calls


def test_three_thousand_districts_are_judged_by_a_few_comparisons(monkeypatch):
    calls = count_comparisons(monkeypatch)
    kinds, bodies = ("district", "county", "development_zone"), ("bureau", "all_bodies")
    rows = [
        row(f"city_{n}", (date(2023, 1, 1), date(2023, 1 + n % 9, 28)), series="shared",
            district_kind=kinds[n % 3], counted_by=bodies[n % 2])
        for n in range(3000)
    ]  # fmt: skip
    judgement = gate.judge(rows, CONFIG.model_copy())  # a configuration of which nothing is known yet
    assert sum(len(c.members) for c in judgement.classes) == len(rows)
    assert 0 < calls["compare"] < len(rows)


def test_what_is_known_of_pairs_is_bounded_and_stays_right_when_it_begins_anew(monkeypatch):
    monkeypatch.setattr(gate, "MOST_KEPT", 8)
    config, calls = CONFIG.model_copy(), count_comparisons(monkeypatch)
    rows = [row(**changes) for _, *sides, _ in PAIRS for changes in sides]
    rows += [row(d, year(y), series="shared") for d in ("city_a", "city_b") for y in (2022, 2023)]
    right = {(i, j): gate._worst(f for r in gate.RULES for f in r(rows[i], rows[j], config))
             for i, j in product(range(len(rows)), repeat=2)}  # fmt: skip
    for (i, j), verdict in right.items():
        assert gate.compare(rows[i], rows[j], config) == verdict
        assert len(gate._known(config).verdicts) <= gate.MOST_KEPT + 1  # the last pair is kept in both orders
    asked = calls["compare"]
    gate.compare(rows[-1], rows[-1], config)
    assert calls["compare"] == asked  # what was asked last is still known


@settings(max_examples=20)
@given(st.permutations(range(6)))
def test_the_drawn_class_is_the_same_districts_in_any_order(order):
    rows = [
        row("city_a", HALF),
        row("city_b"),
        row("city_c"),
        row("city_d", HALF),
        row("city_e"),
        row("city_f", year(2022)),
    ]
    shuffled = [rows[i] for i in order]
    drawn = {shuffled[i].district for i in gate.judge(shuffled, CONFIG).drawn.members}
    assert drawn == {"city_b", "city_c", "city_e"}
