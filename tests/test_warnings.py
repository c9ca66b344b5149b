"""Grades by Order 493 and rules on accidents and figures: edges of numbers and days, and a naive second opinion."""

import re
from datetime import date
from itertools import product

import pytest
import yaml
from conftest import TINY
from test_config import refusal, spoiled
from test_figures import deaths as dead
from test_figures import figure as told_of
from test_figures import told as only
from test_figures import year

from anjian import config as configuration
from anjian import indicators, words
from anjian.config import ROOT, Config, Rule
from anjian.figures import warnings as figure
from anjian.figures.cited import citations
from anjian.figures.setting import Asked, Setting, setting
from anjian.judgements.warnings import Warning, warnings
from anjian.selection import Selection, parse_period
from anjian.store import Database, build, load

CONFIG = configuration.load()
EVENTS = "id,date,district,sector,deaths,serious_injuries,injuries,direct_loss,grade,source,locator,as_written,note\n"
FEBRUARY = date(2018, 2, 26)
RULE = {
    "id": "rule", "title": {"zh": "事故两起", "en": "Two accidents"}, "window": {"length": 6, "unit": "month"},
    "count": 2, "consequence": {"zh": "约谈", "en": "Called in"}, "clause": {"zh": "第一条", "en": "Article 1"},
    "issuer": {"zh": "某市", "en": "A city"}, "from": FEBRUARY,
}  # fmt: skip


def rule(**changes: object) -> Rule:
    """Return a rule: two accidents of any grade in six months, unless told otherwise; None takes a key away."""
    return Rule.model_validate({k: v for k, v in (RULE | changes).items() if v is not None})


def event(day: str, district: str = "city_a", deaths: object = 1, grade: str = "general", **more: object) -> str:
    cells = {"serious_injuries": "", "direct_loss": "", "source": "early"} | more
    loss, serious = cells["direct_loss"], cells["serious_injuries"]
    return f"e{{n}},{day},{district},all,{deaths},{serious},,{loss},{grade},{cells['source']},,死亡{deaths}人,\n"


def told(*events: str, **tables: str) -> Database:
    """Return the tiny data with these accidents, and some of its tables replaced."""
    rows = EVENTS + "".join(e.format(n=n) for n, e in enumerate(events))
    return build({k: v.encode() for k, v in (TINY | {"accident_events": rows} | tables).items()})


def stand(database: Database, asked: Rule, as_of: str | None = "2024-06-30", **chosen: object) -> dict[str, Warning]:
    """Return how each area stands to a rule, by area."""
    config = CONFIG.model_copy(update={"rules": (asked,)})
    found = warnings(database, config, Selection(**chosen), date.fromisoformat(as_of) if as_of else None)
    return {w.area: w for w in found}


def of_a(*events: str, as_of: str | None = "2024-06-30", **changes: object) -> Warning:
    return stand(told(*events), rule(**changes), as_of)["city_a"]


# Grades.

STEPS = {  # the least that makes a grade; what is one less does not
    "deaths": (3, 10, 30),
    "serious_injuries": (10, 50, 100),
    "direct_loss": (10_000_000, 50_000_000, 100_000_000),
}
NAMES = ("general", "larger", "major", "extraordinary")


def computed(**numbers: object) -> str | None:
    database = told(event("2024-03-01", **({"deaths": "", "grade": "all"} | numbers)))
    asked = {"districts": [], "years": [], "period_start": None, "period_end": None}
    (row,) = database.query("events", **asked)
    return row["computed_grade"]


@pytest.mark.parametrize(
    ("deaths", "grade"),
    [(0, "general"), (2, "general"), (3, "larger"), (9, "larger"), (10, "major"), (29, "major"), (30, "extraordinary")],
)
def test_deaths_make_a_grade(deaths, grade):
    assert computed(deaths=deaths) == grade


@pytest.mark.parametrize(
    ("injured", "grade"),
    [(9, "general"), (10, "larger"), (49, "larger"), (50, "major"), (99, "major"), (100, "extraordinary")],
)
def test_serious_injuries_make_a_grade(injured, grade):
    assert computed(serious_injuries=injured) == grade


@pytest.mark.parametrize(
    ("loss", "grade"),
    [(9_999_900, "general"), (10_000_000, "larger"), (49_999_900, "larger"), (50_000_000, "major"),
     (99_999_900, "major"), (100_000_000, "extraordinary")],
)  # fmt: skip
def test_direct_loss_makes_a_grade(loss, grade):
    assert computed(direct_loss=loss) == grade


def test_one_criterion_is_enough_and_the_highest_wins():
    assert computed(deaths=2, serious_injuries=10, direct_loss=50_000_000) == "major"
    assert computed(deaths=30, serious_injuries=0, direct_loss=0) == "extraordinary"


def test_without_any_number_there_is_no_grade():
    assert computed() is None


def test_grades_agree_with_a_naive_reckoning_around_every_edge():
    edges = {k: [None, *(v + d for v in steps for d in (-1, 0))] for k, steps in STEPS.items()}
    cases = list(product(*edges.values()))
    cells = [dict(zip(edges, ("" if v is None else v for v in case), strict=True)) for case in cases]
    database = told(*(event("2024-03-01", grade="all", **c) for c in cells))
    asked = {"districts": [], "years": [], "period_start": None, "period_end": None}
    found = {r["id"]: r["computed_grade"] for r in database.query("events", **asked)}
    assert [found[f"e{n}"] for n in range(len(cases))] == [naive(case) for case in cases]
    assert len(cases) == 7**3


def naive(numbers: tuple) -> str | None:
    known = [(v, steps) for v, steps in zip(numbers, STEPS.values(), strict=True) if v is not None]
    return NAMES[max(sum(v >= step for step in steps) for v, steps in known)] if known else None


# The window.


@pytest.mark.parametrize(
    ("window", "first", "before"),
    [({"length": 6, "unit": "month"}, "2024-01-01", "2023-12-31"),
     ({"length": 30, "unit": "day"}, "2024-06-01", "2024-05-31"),
     ({"length": 1, "unit": "day"}, "2024-06-30", "2024-06-29"),
     ({"unit": "calendar_year"}, "2024-01-01", "2023-12-31")],
    ids=lambda x: x["unit"] if isinstance(x, dict) else "",
)  # fmt: skip
def test_the_first_day_of_a_window_counts_and_the_day_before_does_not(window, first, before):
    within, outside = (of_a(event(day), count=1, window=window) for day in (first, before))
    assert (within.state, within.window_start, within.window_end) == (
        "met", date.fromisoformat(first), date(2024, 6, 30),
    )  # fmt: skip
    assert outside.state != "met"
    assert outside.events == ()


def test_the_last_day_counts_and_the_day_after_does_not():
    assert of_a(event("2024-06-30"), count=1).state == "met"
    assert of_a(event("2024-07-01"), count=1).state == "no_events"


def test_six_months_up_to_a_day_of_a_month_begin_on_the_day_after_it():
    found = of_a(event("2024-03-16"), event("2024-03-15"), count=2, as_of="2024-09-15")
    assert (found.window_start, found.accidents) == (date(2024, 3, 16), 1)


def test_a_window_that_would_begin_on_a_day_that_its_month_lacks_begins_on_the_next_first():
    months = {"window": {"length": 3, "unit": "month"}}
    found = of_a(event("2023-02-28"), event("2023-05-30"), as_of="2023-05-30", **months)
    assert (found.state, found.window_start) == ("not_met", date(2023, 3, 1))


def test_an_accident_without_grade_or_number_counts_where_any_does():
    blank = event("2024-05-03", deaths="", grade="all"), event("2024-06-03", deaths="", grade="all")
    assert (of_a(*blank).state, of_a(*blank, grade="larger").state) == ("met", "not_met")


def test_without_a_window_everything_since_the_rule_counts():
    found = of_a(event("2018-02-26"), event("2024-06-01"), window=None)
    assert (found.state, found.window_start) == ("met", FEBRUARY)


def test_an_accident_outside_the_window_does_not_count_and_the_rule_is_not_met():
    found = of_a(event("2023-06-01"), event("2024-06-01"))
    assert (found.state, found.accidents, found.missing) == ("not_met", 1, 1)


def test_the_last_day_is_by_default_the_newest_that_the_documents_of_the_area_speak_of():
    assert of_a(event("2024-06-02", source="late"), as_of=None).window_end == date(2024, 9, 30)
    assert of_a(event("2023-03-02"), as_of=None).window_end == date(2023, 12, 31)
    assert of_a(as_of=None).window_end == date(2024, 9, 30)


def test_no_day_later_than_the_data_is_looked_at():
    assert of_a(event("2024-06-02"), as_of="2030-01-01").window_end == date(2024, 9, 30)


# In force.


def test_a_rule_is_not_in_force_before_its_first_day():
    later = {"count": 1, "from": date(2024, 7, 1)}
    assert of_a(event("2024-06-30"), **later).state == "not_in_force"
    assert of_a(event("2024-06-30"), count=1, **{"from": date(2024, 6, 30)}).state == "met"


def test_an_accident_before_the_rule_does_not_count():
    found = of_a(event("2024-05-31"), event("2024-06-01"), **{"from": date(2024, 6, 1)})
    assert (found.state, found.window_start, found.accidents) == ("not_met", date(2024, 6, 1), 1)


# What counts.


def test_as_many_as_the_rule_says_are_enough():
    found = of_a(event("2024-05-01"), event("2024-05-01"))
    assert (found.state, found.missing, found.keys) == ("met", 0, (("event", 2), ("event", 3)))


def test_one_too_few_is_said_with_what_is_missing():
    found = of_a(event("2024-05-01"), count=3)
    assert (found.state, found.missing) == ("not_met", 2)


def test_an_accident_of_the_grade_itself_counts_and_a_lesser_one_does_not():
    found = of_a(event("2024-05-01", grade="larger", deaths=3), event("2024-05-02", deaths=2), grade="larger")
    assert (found.accidents, found.missing) == (1, 1)


@pytest.mark.parametrize(
    "cells",
    [{"grade": "larger_or_worse", "deaths": ""}, {"grade": "all", "deaths": 3}, {"grade": "general", "deaths": 3},
     {"grade": "extraordinary", "deaths": 1}],
)  # fmt: skip
def test_a_grade_is_stated_or_follows_from_the_numbers(cells):
    assert of_a(event("2024-05-01", **cells), count=1, grade="larger").state == "met"


def test_deaths_are_added_up_to_the_number_of_the_rule():
    two = (event("2024-05-01", deaths=2), event("2024-05-02", deaths=1))
    assert of_a(*two, count=None, deaths=3).state == "met"
    found = of_a(*two, count=None, deaths=4)
    assert (found.state, found.deaths, found.missing) == ("not_met", 3, 1)


def test_deaths_that_are_not_told_are_not_zero():
    found = of_a(event("2024-05-01", deaths=""), event("2024-05-02", deaths=2), count=None, deaths=3)
    assert (found.missing, found.deaths_unknown, found.accidents) == (1, 1, 2)


# Whose accidents.


def test_a_district_is_known_from_its_first_accident_on():
    database = told(event("2024-05-01"), event("2024-06-02", district="city_b"))
    known = [stand(database, rule(scope="city"), day)["某市"].districts_known for day in ("2024-06-01", "2024-06-02")]
    assert known == [1, 2]


def test_districts_of_a_city_are_taken_together_and_so_are_those_of_a_province():
    database = told(event("2024-05-01"), event("2024-05-02", district="city_b"))
    assert {w.state for w in stand(database, rule()).values()} == {"not_met", "no_events"}
    for scope, name in (("city", "某市"), ("province", "某省")):
        (found,) = stand(database, rule(scope=scope)).values()
        assert (found.area, found.state, found.districts_known) == (name, "met", 2)
        assert [e.district for e in found.events] == ["city_a", "city_b"]


def test_a_city_counts_whole_where_one_of_its_districts_is_chosen():
    database = told(event("2024-05-01"), event("2024-05-02", district="city_b"))
    assert stand(database, rule(scope="city"), districts=("city_zone",))["某市"].state == "met"
    assert set(stand(database, rule(), districts=("city_b",))) == {"city_b"}


def test_a_municipality_is_a_province_and_no_city():
    districts = TINY["districts"].replace("某市,某省", "某市,某市")
    database = told(event("2024-05-01"), districts=districts)
    assert stand(database, rule(scope="city")) == {}
    assert set(stand(database, rule(scope="province"))) == {"某市"}


# No data.


def test_without_single_accidents_a_rule_says_so():
    found = of_a()
    assert (found.state, found.missing, found.keys) == ("no_events", 2, ())
    assert of_a(event("2024-05-01", district="city_b")).state == "no_events"


def test_where_the_documents_end_before_the_window_nothing_is_known():
    assert of_a(event("2023-12-30"), as_of="2024-09-30").state == "no_events"
    assert of_a(event("2024-06-01"), as_of="2024-09-30").state == "not_met"


# Figures.

PUBLISHED = {"about": "figures", "count": None, "measure": "deaths", "window": {"unit": "calendar_year"}}


def published(threshold: float, as_of: str | None = None, database: Database | None = None) -> dict[str, Warning]:
    return stand(database or told(), rule(threshold=threshold, **PUBLISHED), as_of)


def test_a_figure_that_reaches_the_threshold_meets_the_rule():
    found = published(4)["city_a"]
    assert (found.state, found.figure["value"], found.figure["period_end"]) == ("met", 4, date(2024, 9, 30))
    assert [kind for kind, _ in found.keys] == ["figure"]


def test_a_figure_below_the_threshold_says_how_much_is_missing():
    found = published(5)["city_a"]
    assert (found.state, found.missing) == ("not_met", 1)


def test_the_figure_is_of_the_year_looked_at_and_no_later():
    assert published(3, "2024-08-31")["city_a"].figure["period_end"] == date(2024, 6, 30)
    assert published(3, "2023-12-31")["city_a"].figure["value"] == 4


@pytest.mark.parametrize(
    ("window", "first"),
    [({"length": 6, "unit": "month"}, date(2024, 1, 1)), ({"length": 30, "unit": "day"}, date(2024, 6, 1)),
     ({"unit": "calendar_year"}, date(2024, 1, 1)), (None, FEBRUARY)],
    ids=lambda x: x["unit"] if isinstance(x, dict) else "",
)  # fmt: skip
def test_a_window_of_figures_is_that_of_accidents(window, first):
    asked = rule(threshold=4, **PUBLISHED | {"window": window})
    found = stand(told(), asked)["city_a"]
    assert (found.window_start, found.window_end) == (first, date(2024, 6, 30))
    assert of_a(event("2024-06-01"), window=window).window_start == first


def test_a_district_without_a_figure_says_so_and_is_not_zero():
    found = published(1, "2024-09-30")["city_b"]
    assert (found.state, found.missing, found.figure) == ("no_figures", None, None)


@pytest.mark.parametrize(
    ("qualifier", "value", "state"),
    [("at_least", 5, "met"), ("at_least", 4, "unclear"), ("at_most", 4, "not_met"), ("at_most", 5, "unclear"),
     ("about", 9, "unclear")],
)  # fmt: skip
def test_a_bound_that_may_lie_on_either_side_is_unclear(qualifier, value, state):
    head, *_ = TINY["accidents"].splitlines()
    row = f"city_b,2024-01-01,2024-12-31,deaths,all,statistics,production,{value},late,死亡{value}人,{qualifier}"
    database = told(accidents=f"{head},qualifier\n{row}\n")
    assert published(5, database=database)["city_b"].state == state


def test_every_basis_stands_for_itself():
    row = "city_a,2024-01-01,2024-09-30,deaths,all,statistics,all_kinds,9,late,死亡9人\n"
    database = told(accidents=TINY["accidents"] + row)
    config = CONFIG.model_copy(update={"rules": (rule(threshold=5, **PUBLISHED),)})
    found = [(w.figure["basis"], w.state) for w in warnings(database, config, Selection(("city_a",)))]
    assert found == [("all_kinds", "met"), ("production", "not_met")]


def standing(*figures: dict, threshold: float = 5, **changes: object) -> list[Warning]:
    """Return how district A stands to a rule on figures where only these are told."""
    config = CONFIG.model_copy(update={"rules": (rule(threshold=threshold, **PUBLISHED | changes),)})
    return list(warnings(only(*figures), config, Selection(("city_a",))))


OTHERS = [{"dates": "assumed"}, {"series": "a_part"}, {"series": "a_campaign"}, {"sector": "hazardous_chemicals"}]


@pytest.mark.parametrize("cells", OTHERS, ids=lambda c: " ".join(c.values()))
def test_assumed_dates_and_parts_reach_no_threshold(cells):
    found = standing(dead(4, year(2024, 6)), dead(9, year(2024), **cells))
    assert [(w.state, w.figure["value"]) for w in found] == [("not_met", 4)]


def test_the_figure_is_the_one_that_covers_most_of_the_window_and_not_the_latest():
    (found,) = standing(dead(6, year(2024, 9)), dead(1, "2024-10..2024-10"))
    assert (found.state, found.figure["value"]) == ("met", 6)


@pytest.mark.parametrize(
    ("value", "half_unit", "state"),
    [(490000, "50000", "unclear"), (490000, "5000", "not_met"), (490000, "0", "not_met"), (500000, "50000", "met")],
)
def test_a_number_that_rounding_may_carry_over_the_threshold_is_unclear(value, half_unit, state):
    fined = told_of("fine_amount", value, year(2024), half_unit=half_unit)
    (found,) = standing(fined, threshold=500000, measure="fine_amount")
    assert found.state == state


# As a figure.


def at(database: Database, *rules: Rule, lang: str = "zh", config: Config = CONFIG) -> Setting:
    return setting(database, config.model_copy(update={"rules": rules}), lang)


def asked(**chosen: object) -> Asked:
    return Asked(Selection(**chosen))


def test_the_title_names_who_meets_which_rule_and_marks_examples():
    database = told(event("2024-05-01"), event("2024-05-02"))
    assert figure.build(asked(), at(database, rule())).title == "1条规则中有1条达到：甲区事故两起"
    assert figure.build(asked(), at(database, rule(example=True))).title == "1条示例规则中有1条达到：甲区事故两起"
    english = figure.build(asked(), at(database, rule(), lang="en")).title
    assert english.startswith("Rules met, 1 of 1: ")
    assert english.endswith(" in A")


def test_rules_in_force_and_made_up_ones_are_told_apart_and_those_in_force_first():
    database, made_up = told(event("2024-05-01"), event("2024-05-02")), rule(id="made_up", example=True)
    here = at(database, made_up, rule(count=3))
    assert figure.build(asked(), here).title == (
        "1条规则，按收录的事故和公布数都没有达到；1条示例规则中有1条达到：甲区事故两起"
    )
    assert figure.build(asked(), at(database, made_up, lang="en")).title.startswith("Example rules met, 1 of 1: ")
    assert figure.build(asked(), at(told(), rule(), made_up)).title.endswith("；1条示例规则无从核对")
    assert figure.build(asked(), at(database, rule(), rule(id="more", example=True, count=3))).title.endswith(
        "；1条示例规则都没有达到"
    )


def test_what_is_met_stands_first_and_areas_without_data_stand_together():
    database = told(event("2024-05-01"), event("2024-05-02"))
    first, second = rule(id="first", count=3), rule(id="second")
    rows = figure.build(asked(), at(database, first, second)).rows
    assert [(row[1], row[2]) for row in rows] == [
        ("甲区", "**达到**"), ("甲区", "未达到"), ("乙区、某高新区", "无逐起数据"), ("乙区、某高新区", "无逐起数据"),
    ]  # fmt: skip
    assert {row[3:6] for row in rows[2:]} == {("–", "–", "–")}


def test_a_rule_that_two_districts_meet_is_one_rule():
    database = told(*(event(f"2024-05-0{n}", district=d) for n in (1, 2) for d in ("city_a", "city_b")))
    title = figure.build(asked(), at(database, rule(), rule(id="more", count=3))).title
    assert title.startswith("2条规则中有1条达到：")
    assert [name in title for name in ("甲区事故两起", "乙区事故两起")] == [True, True]


def test_within_a_rule_what_is_unclear_stands_before_what_is_not_met_and_that_before_what_is_unknown():
    database = only(dead(4, year(2024), "city_b"), dead(4, year(2024), "city_zone", qualifier="at_least"))
    rows = figure.build(asked(), at(database, rule(threshold=5, **PUBLISHED))).rows
    assert [row[1] for row in rows] == ["某高新区", "乙区", "甲区"]


def test_two_bases_of_a_district_stand_in_two_rows():
    database = only(dead(4, year(2024)), dead(3, year(2024), basis="all_kinds"))
    listing = figure.build(asked(districts=("city_a",)), at(database, rule(threshold=5, **PUBLISHED)))
    assert [(row[1], row[3][:2], row[4]) for row in listing.rows] == [("甲区", "3人", "2人"), ("甲区", "4人", "1人")]


def test_a_row_says_what_counts_what_is_missing_when_clause_and_issuer():
    database = told(event("2024-05-01", deaths=2), event("2024-05-02", deaths=""))
    listing = figure.build(asked(years=(2024,)), at(database, rule(count=None, deaths=3)))
    name, _, state, counted, missing, window, consequence = listing.rows[0]
    assert "第一条，某市" in name
    assert (state, window, consequence) == ("未达到", "2024年4—9月", "约谈")
    assert counted == "2024年5月1日甲区，死亡2人；2024年5月2日甲区，死亡人数未载明"
    assert missing.startswith("死亡1人")
    assert "1起死亡人数未载明" in missing


def test_deaths_that_are_not_told_are_no_matter_where_accidents_are_counted():
    database = told(event("2024-05-01", deaths=""))
    listing = figure.build(asked(years=(2024,), districts=("city_a",)), at(database, rule()))
    assert [row[4] for row in listing.rows] == ["1起"]


def test_a_chosen_period_or_year_sets_the_last_day():
    assert figure.as_of(asked(period=parse_period("2024-01..2024-06"), years=(2025,))) == date(2024, 6, 30)
    assert figure.as_of(asked(years=(2023, 2022))) == date(2023, 12, 31)
    assert figure.as_of(asked()) is None


def test_without_rules_the_figure_says_so_and_what_to_do():
    listing = figure.build(asked(), at(told()))
    assert (listing.title, listing.rows) == ("没有设定预警规则", ())
    assert "config.yaml" in listing.missing


def test_without_data_the_title_says_that_nothing_can_be_checked():
    assert "无从核对" in figure.build(asked(), at(told(), rule())).title
    database = told(event("2024-05-01"))
    assert "都没有达到" in figure.build(asked(), at(database, rule())).title


def test_the_grades_stand_beside_what_was_recorded_and_a_contradiction_is_marked():
    database = told(
        event("2024-05-01", deaths=3), event("2024-04-01", deaths=10, grade="major"), event("2024-03-01", deaths="")
    )
    listing = figure.graded(asked(), at(database))
    assert listing.title == "逐起写明的事故3起，按已写明的数字较大以上2起"
    found = [(row[6], row[7].split("  \n")[0], "与原载不符" in row[7]) for row in listing.rows]
    assert found == [
        ("一般事故", "较大事故", True), ("重大事故", "重大事故", False), ("一般事故", "缺数，不核定", False),
    ]  # fmt: skip


def test_without_accidents_the_grades_say_so():
    listing = figure.graded(asked(), at(told()))
    assert (listing.title, listing.rows) == (words.say("sentence", "events_none", "zh"), ())


# The curated data, with the project's own rules.


@pytest.fixture(scope="module")
def real() -> Database:
    return load(ROOT / "data")


def test_no_national_rule_is_met_by_the_curated_data(real):
    found = warnings(real, CONFIG, Selection())
    assert {w.state for w in found if not w.rule.example} == {"not_met", "no_events"}
    assert {w.area for w in found if not w.rule.example and w.state == "not_met"} == {"台州市", "浙江省"}


def test_wenling_meets_one_example_with_both_accidents_cited(real):
    found = [w for w in warnings(real, CONFIG, Selection(("taizhou_wenling",))) if w.state == "met"]
    assert [(w.rule.id, len(w.events)) for w in found] == [("example_two_in_3_months", 2)]
    cited = citations(found[0].keys, setting(real, CONFIG, "zh"))
    assert set(cited) == set(found[0].keys)
    assert {c["as_written"] for c in cited.values()} == {"造成2人死亡,1人受伤", "2名船员在船上受伤"}


def test_what_is_no_national_rule_is_an_example_and_says_so():
    for r in CONFIG.rules:
        assert r.example == r.id.startswith("example") == ("不代表任何地方" in r.issuer.zh)
        assert r.example or (
            r.issuer.zh == "国务院安全生产委员会" and r.starts == FEBRUARY and "安委〔2018〕2号" in r.clause.zh
        )


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("chosen", [{}, {"years": (2013,)}, {"period": parse_period("2024-01..2024-06")}], ids=str)
def test_every_text_is_told_in_both_languages_and_every_number_is_cited(real, lang, chosen):
    here = setting(real, CONFIG, lang)
    for listing in (figure.build(asked(**chosen), here), figure.graded(asked(**chosen), here)):
        texts = [listing.title, listing.lede, listing.missing, *listing.notes, *listing.columns]
        texts += [cell for row in listing.rows for cell in row[:8]] + [n.label for n in listing.numbers]
        assert [t for t in texts if re.search(r"[{}]|None|\bnan\b", t)] == []
        if lang == "en":
            assert [t for t in texts if re.search("[\u4e00-\u9fff]", t)] == []
        assert set(citations(listing.keys, here)) == set(listing.keys)
        assert {len(row) for row in listing.rows} <= {len(listing.columns)}
        assert [c for row in listing.table(here).rows for c in row if re.search(r"\*\*|:small|:gray", c)] == []


# config.yaml.

RULES = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))["rules"]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"deaths": 3}, "count or deaths"),
        ({"count": None}, "count or deaths"),
        ({"measure": "deaths"}, "count or deaths"),
        ({"about": "figures"}, "measure and threshold"),
        ({"grade": "worst"}, "extraordinary"),
        ({"scope": "town"}, "city"),
        ({"clause": None}, "clause"),
        ({"issuer": None}, "issuer"),
        ({"from": None}, "from"),
        ({"count": 0}, "rules.0.count"),
        ({"window": {"length": 0, "unit": "day"}}, "rules.0.window.length"),
        ({"window": {"length": 1}}, "unit"),
    ],
    ids=str,
)
def test_a_rule_that_cannot_be_checked_is_refused_with_its_key(changes, said):
    spoilt = {k: v for k, v in (RULES[0] | changes).items() if v is not None}
    message = refusal(spoiled(rules=[spoilt]))
    assert "config.yaml: rules.0" in message
    assert said in message


def test_a_figure_of_a_city_is_never_pooled_from_its_districts():
    asked_for = {"about": "figures", "count": None, "measure": "deaths", "threshold": 3, "scope": "city"}
    with pytest.raises(ValueError, match="about a district"):
        rule(**asked_for)


def test_a_rule_on_an_undeclared_measure_is_told(real):
    config = CONFIG.model_copy(update={"rules": (rule(threshold=1, **PUBLISHED | {"measure": "wishes"}),)})
    assert [line for line in indicators.undeclared(real, config) if "rules.rule.measure" in line and "'wishes'" in line]
