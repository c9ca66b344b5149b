"""Scorecards on figures that can be scored in the head: every kind of row, what is missing, what is refused."""

import re

import pytest
import yaml
from conftest import TINY
from test_config import refusal, spoiled

from anjian import config as configuration
from anjian import indicators
from anjian.config import ROOT, Config, Scorecard, ScoreRow
from anjian.figures import scorecard as figure
from anjian.figures.cited import citations
from anjian.figures.setting import Asked, setting
from anjian.judgements.scorecard import Scored, Scoring, scorecard
from anjian.selection import Selection, parse_period
from anjian.store import Database, build, load

CONFIG = configuration.load()
HEAD = "district,period_start,period_end,measure,sector,grade,series,basis,value,qualifier,source,as_written,dates\n"
OF = {
    "deaths": "accidents", "accidents": "accidents", "people_trained": "training", "hazards_found": "inspections",
    "hazards_rectified": "inspections",
}  # fmt: skip
TEXTS = {"title": {"zh": "某项", "en": "A row"}, "clause": {"zh": "第一条", "en": "Article 1"}}
ROWS = {
    "trained": {"kind": "completion", "indicator": "people_trained", "points": 50, "target": 200},
    "deaths": {"kind": "deduction", "indicator": "deaths", "points": 40, "each": 10},
    "found": {"kind": "bonus", "indicator": "hazards_found", "points": 5, "target": 100},
    "grave": {"kind": "veto", "indicator": "accidents", "grade": "larger_or_worse", "target": 1},
}
GOOD = {"people_trained": 100, "deaths": 1, "hazards_found": 100, "accidents": 0}  # 25 + 30 + 5, no veto


def row(measure: str, value: object, district: str, year: str = "2024", **more: str) -> tuple[str, str]:
    """Return the domain of a figure and its line; accidents are of grade larger_or_worse unless told otherwise."""
    cells = {
        "grade": "larger_or_worse" if measure == "accidents" else "all", "series": "statistics", "until": "12-31",
        "basis": "production" if OF[measure] == "accidents" else "stated", "qualifier": "exact",
        "dates": "printed",
    } | more  # fmt: skip
    line = (
        f"{district},{year}-01-01,{year}-{cells['until']},{measure},all,{cells['grade']},{cells['series']},"
        f"{cells['basis']},{value},{cells['qualifier']},early,{measure}{value},{cells['dates']}\n"
    )
    return OF[measure], line


def told(*rows: tuple[str, str]) -> Database:
    """Return the registries of the tiny data with these figures only."""
    tables = {k: v for k, v in TINY.items() if k not in ("inspections", "fines", "accidents")}
    for domain, line in rows:
        tables[domain] = tables.get(domain, HEAD) + line
    return build({k: v.encode() for k, v in tables.items()})


def good(district: str = "city_a", **values: object) -> list[tuple[str, str]]:
    """Return figures of every row of the card, some of them changed; None leaves one out."""
    return [row(m, v, district) for m, v in (GOOD | values).items() if v is not None]


def carded(**rows: dict) -> Config:
    rows = rows or ROWS
    of_rows = tuple(ScoreRow.model_validate({"id": name, **TEXTS, **r}) for name, r in rows.items())
    card = Scorecard(title={"zh": "考核", "en": "Scores"}, issuer={"zh": "某市", "en": "A city"}, rows=of_rows)
    return CONFIG.model_copy(update={"scorecards": {"card": card}})


def scoring(*rows: tuple[str, str], config: Config | None = None, **chosen: object) -> Scoring:
    chosen = {"districts": ("city_a", "city_b")} | chosen
    return scorecard(told(*rows), config or carded(), "card", Selection(**chosen))


def of_a(**values: object) -> Scored:
    return next(s for s in scoring(*good(**values)).scored if s.district == "city_a")


def points(scored: Scored) -> dict[str, float | None]:
    return {p.row.id: p.points for p in scored.parts}


# Every kind of row.


def test_a_scorecard_is_shown_part_by_part_and_adds_up():
    found = of_a()
    assert points(found) == {"trained": 25, "deaths": 30, "found": 5, "grave": None}
    assert (found.total, found.qualifier, found.is_void, found.reasons) == (60, "exact", False, ())


@pytest.mark.parametrize(("trained", "earned"), [(0, 0), (199, 49.75), (200, 50), (201, 50), (900, 50)])
def test_completion_earns_in_proportion_and_never_more_than_the_points(trained, earned):
    assert points(of_a(people_trained=trained))["trained"] == earned


@pytest.mark.parametrize(("deaths", "earned"), [(0, 40), (1, 30), (4, 0), (5, 0)])
def test_a_deduction_takes_for_every_unit_and_never_more_than_the_points(deaths, earned):
    assert points(of_a(deaths=deaths))["deaths"] == earned


@pytest.mark.parametrize(("found", "earned"), [(99, 0), (100, 5), (101, 5)])
def test_a_bonus_is_earned_from_the_target_on(found, earned):
    assert points(of_a(hazards_found=found))["found"] == earned


def test_a_veto_makes_the_total_void_whatever_the_parts_earn():
    found = of_a(accidents=1)
    assert (found.total, found.is_void, points(found)["trained"]) == (None, True, 25)


def test_a_veto_holds_where_other_parts_are_missing():
    found = of_a(accidents=1, deaths=None)
    assert (found.total, found.is_void) == (None, True)


# Missing is never zero.


@pytest.mark.parametrize("measure", GOOD)
def test_a_missing_figure_has_no_points_no_total_and_a_reason(measure):
    found = of_a(**{measure: None})
    (missing,) = [p for p in found.parts if p.told is None]
    assert (missing.points, found.total) == (None, None)
    assert [r.code for r in missing.reasons] == ["not_published"]
    assert found.reasons == missing.reasons


def test_accidents_of_other_grades_do_not_answer_for_the_grade_of_a_row():
    (found,) = scoring(*good(accidents=None), row("accidents", 7, "city_a", grade="all")).scored
    (missing,) = [p for p in found.parts if p.told is None]
    assert [(r.code, dict(r.params)["grades"]) for r in missing.reasons] == [("grade_missing", "larger_or_worse")]
    assert (found.total, found.is_void) == (None, False)


def test_a_figure_of_other_months_is_missing_and_says_so():
    rows = [*good(deaths=None), row("deaths", 1, "city_a", until="06-30")]
    (found,) = scoring(*rows, period=parse_period("2024-01..2024-12")).scored
    (missing,) = [p for p in found.parts if p.told is None]
    assert [r.code for r in missing.reasons] == ["other_months"]


def test_a_district_without_any_figure_is_named_and_not_scored():
    found = scoring(*good(), districts=("city_a", "city_b", "city_zone"))
    assert ([s.district for s in found.scored], found.silent) == (["city_a"], ("city_b", "city_zone"))


def test_a_bound_goes_with_the_points_and_turns_round_in_a_deduction():
    few = {"trained": ROWS["trained"], "deaths": ROWS["deaths"]}
    rows = [
        row("people_trained", 100, "city_a", qualifier="at_least"),
        row("deaths", 1, "city_a", qualifier="at_least"),
    ]
    (found,) = scoring(*rows, config=carded(**few)).scored
    assert [(p.points, p.qualifier) for p in found.parts] == [(25, "at_least"), (30, "at_most")]
    assert (found.total, found.qualifier) == (55, "about")


def test_a_bound_that_reaches_full_points_or_none_is_exact():
    few = {"trained": ROWS["trained"], "deaths": ROWS["deaths"]}
    rows = [
        row("people_trained", 200, "city_a", qualifier="at_least"),
        row("deaths", 4, "city_a", qualifier="at_least"),
    ]
    (found,) = scoring(*rows, config=carded(**few)).scored
    assert [(p.points, p.qualifier) for p in found.parts] == [(50, "exact"), (0, "exact")]


@pytest.mark.parametrize("name", ["found", "grave"])
def test_a_bound_that_may_lie_on_either_side_of_a_target_earns_nothing_and_decides_nothing(name):
    measure = ROWS[name]["indicator"]
    rows = [*good(**{measure: None}), row(measure, 1 if name == "grave" else 90, "city_a", qualifier="about")]
    (found,) = scoring(*rows).scored
    (part,) = [p for p in found.parts if p.row.id == name]
    assert (part.points, part.reached, found.total, found.is_void) == (None, None, None, False)
    assert [r.code for r in part.reasons] == ["bound"]


# One period for all parts.


def test_all_parts_are_of_the_period_for_which_most_districts_have_every_row():
    newer = [row(m, 1, d, year="2025") for d in ("city_a", "city_b") for m in ("deaths", "people_trained")]
    found = scoring(*good(), *newer)
    assert found.period == parse_period("2024-01..2024-12")
    assert {p.told.period for s in found.scored for p in s.parts if p.told} == {found.period}


def test_assumed_dates_do_not_choose_the_period():
    newer = [row(m, v, "city_a", year="2025", dates="assumed") for m, v in GOOD.items()]
    assert scoring(*good(), *newer).period == parse_period("2024-01..2024-12")


def test_where_nobody_has_every_row_more_parts_outweigh_more_months():
    told_of = [("deaths", "city_a"), ("people_trained", "city_a"), ("deaths", "city_b")]
    rows = [row(m, 1, d, until="09-30") for m, d in told_of]
    assert scoring(*rows, row("deaths", 1, "city_a", year="2025")).period == parse_period("2024-01..2024-09")


def test_a_chosen_period_or_year_is_kept():
    rows = [*good(), row("deaths", 0, "city_a", year="2023")]
    for chosen in ({"period": parse_period("2023-01..2023-12")}, {"years": (2023,)}):
        (found,) = scoring(*rows, **chosen).scored
        assert {str(p.told.period[0]) for p in found.parts if p.told} == {"2023-01-01"}
        assert found.total is None


def test_where_nothing_is_published_nothing_is_scored():
    found = scoring()
    assert (found.period, found.scored, found.silent) == (None, (), ("city_a", "city_b"))


# What the gate says.


def test_comparable_districts_have_totals_in_order():
    found = scoring(*good("city_a"), *good("city_b", deaths=0))
    assert found.ordered
    assert [(s.district, s.total) for s in found.scored] == [("city_b", 70), ("city_a", 60)]


def test_totals_that_ask_for_care_stand_in_administrative_order_with_the_reason():
    found = scoring(*good("city_a"), *good("city_zone", deaths=0), districts=("city_a", "city_zone"))
    assert not found.ordered
    assert [(s.district, s.total) for s in found.scored] == [("city_a", 60), ("city_zone", 70)]
    assert "development_zone" in {r.code for r in found.care}


def test_one_row_that_asks_for_care_is_enough_to_leave_the_totals_unordered():
    bounded = row("deaths", 1, "city_b", qualifier="at_least")
    found = scoring(*good("city_a", deaths=2), *good("city_b", deaths=None), bounded)
    assert not found.ordered
    assert [(s.district, s.total) for s in found.scored] == [("city_a", 50), ("city_b", 60)]
    assert [r.code for r in found.care] == ["bound"]


def test_a_total_that_stands_alone_is_not_said_to_ask_for_care():
    rows = [*good("city_a"), *good("city_zone", people_trained=None)]
    found = scoring(*rows, districts=("city_a", "city_zone"))
    assert ([s.total for s in found.scored], found.care) == ([60, None], ())


def other_basis(district: str) -> list[tuple[str, str]]:
    return [*good(district, deaths=None), row("deaths", 2, district, basis="all_kinds")]


def test_what_may_not_be_compared_has_no_total_its_parts_and_the_reason():
    rows = [*good("city_a"), *good("city_zone"), *other_basis("city_b")]
    found = scoring(*rows, districts=("city_a", "city_b", "city_zone"))
    refused = next(s for s in found.scored if s.district == "city_b")
    assert [s.total for s in found.scored if s is not refused] == [60, 60]
    assert (refused.total, points(refused)["deaths"], points(refused)["trained"]) == (None, 20, 25)
    assert {r.code for r in refused.reasons} == {"different_basis"}
    assert [p.row.id for p in refused.parts if p.reasons] == ["deaths"]


def test_alone_the_same_district_has_its_total():
    (found,) = scoring(*other_basis("city_b"), districts=("city_b",)).scored
    assert found.total == 50


def test_two_values_of_one_district_that_do_not_stand_together_are_both_shown():
    few = {"deaths": ROWS["deaths"]}
    rows = [row("deaths", 1, "city_a"), row("deaths", 3, "city_a", basis="all_kinds")]
    (found,) = scoring(*rows, config=carded(**few)).scored
    assert sorted(p.points for p in found.parts) == [10, 30]
    assert found.total in (10, 30)  # of the class that is drawn; the other is shown with its reason
    assert [bool(p.reasons) for p in found.parts].count(True) == 1


def test_two_values_of_one_district_that_do_stand_together_leave_no_total():
    rate = {"kind": "completion", "indicator": "rectification_rate", "points": 10, "target": 100}
    told_twice = [("hazards_found", 100, "stated"), ("hazards_rectified", 90, "stated"),
                  ("hazards_found", 10, "handled"), ("hazards_rectified", 5, "handled")]  # fmt: skip
    rows = [row(m, v, "city_a", basis=basis) for m, v, basis in told_twice]
    (found,) = scoring(*rows, config=carded(rate=rate)).scored
    assert (sorted(p.points for p in found.parts), found.total) == ([5, 9], None)
    assert [r.code for p in found.parts for r in p.reasons] == ["different_basis"] * 2


# As a figure.


def listed(*rows: tuple[str, str], config: Config | None = None, lang: str = "zh", **chosen: object):
    here = setting(told(*rows), config or carded(), lang)
    return figure.build(Asked(Selection(**{"districts": ("city_a", "city_b")} | chosen)), here), here


def test_title_notes_and_every_total_say_that_it_is_no_assessment():
    listing, here = listed(*good())
    label = "测算，不作考核结论"
    assert listing.title == f"考核{label}：2024年，甲区60分"
    assert [row[2] for row in listing.rows if "合计" in row[1]] == [label]
    table = listing.table(here)
    assert label in table.title
    assert label in [text for _, text in table.notes]
    assert all(label in n.caveats for n in listing.numbers)


def test_every_part_shows_its_value_its_arithmetic_and_its_clause():
    listing, _ = listed(*good())
    cells = {row[2].split("，")[0]: row for row in listing.rows}
    trained, deaths = cells["满分50分"], cells["满分40分"]
    assert "第一条" in trained[1]
    assert trained[2] == "满分50分，按完成数与200人之比计"
    assert "25分" in trained[4]
    assert "50×100人÷200人" in trained[4]
    assert deaths[2] == "满分40分，每1人扣10分，扣完为止"
    assert "40−10×1人" in deaths[4]


def test_full_points_and_no_points_say_why():
    listing, _ = listed(*good(people_trained=500, deaths=9))
    texts = " ".join(row[4] for row in listing.rows)
    assert "50×500人÷200人，超过满分按满分" in texts
    assert "40−10×9人，扣完为止" in texts


def test_what_reaches_the_target_and_no_more_is_not_called_over_it():
    listing, _ = listed(*good(people_trained=200))
    (earned,) = [row[4] for row in listing.rows if "50×200人÷200人" in row[4]]
    assert "超过" not in earned


def test_a_missing_part_is_a_gap_that_says_it_is_not_zero():
    listing, _ = listed(*good(deaths=None))
    (gap,) = [row for row in listing.rows if "不当零" in row[4]]
    assert (gap[3], gap[4].startswith("–")) == ("–", True)
    assert "没有公布“死亡人数”" in gap[4]
    assert listing.title.endswith("1个区县不列总分")
    assert "缺1项" in listing.rows[-1][4]


def test_a_veto_is_said_in_the_title():
    listing, _ = listed(*good(accidents=1))
    assert listing.title.endswith("甲区一票否决，总分作废")


def test_what_is_refused_says_why_in_place_of_the_total():
    rows = [*good("city_a"), *good("city_zone"), *other_basis("city_b")]
    listing, _ = listed(*rows, districts=("city_a", "city_b", "city_zone"))
    (refused,) = [row for row in listing.rows if "不列总分" in row[4]]
    assert refused[0] == "**乙区**"
    assert "不能与其他区县相比：口径不同" in refused[4]
    assert "缺" not in refused[4]


def test_an_example_says_so_in_its_title():
    card = carded().scorecards["card"].model_copy(update={"example": True})
    config = carded().model_copy(update={"scorecards": {"card": card}})
    assert listed(*good(), config=config)[0].title.startswith("考核（示例）测算，不作考核结论")


def test_without_a_scorecard_the_figure_says_so_and_what_to_do():
    listing, _ = listed(*good(), config=CONFIG.model_copy(update={"scorecards": {}}))
    assert (listing.title, listing.rows) == ("没有设定考核办法", ())
    assert "config.yaml" in listing.missing


def test_data_without_the_indicators_of_a_card_is_no_crash_and_says_which():
    config = carded(rescue={"kind": "completion", "indicator": "rescue_teams", "points": 1, "target": 1})
    listing, _ = listed(*good(), config=config)
    assert listing.rows == ()
    assert "rescue_teams" in listing.title


# The project's own example on the curated data.


@pytest.fixture(scope="module")
def real() -> Database:
    return load(ROOT / "data")


def test_the_example_has_all_four_kinds_and_says_that_it_is_one():
    (card,) = CONFIG.scorecards.values()
    assert [r.kind for r in card.rows] == ["completion", "deduction", "bonus", "veto"]
    assert card.example
    assert "不代表任何地方" in card.issuer.zh


def test_the_example_scores_wenling_and_refuses_luohu_and_baoan(real):
    districts = ("taizhou_wenling", "shenzhen_luohu", "shenzhen_baoan", "changzhou_jintan")
    found = scorecard(real, CONFIG, "example", Selection(districts))
    assert (found.period, found.silent) == (parse_period("2024-01..2024-06"), ("changzhou_jintan",))
    totals = {s.district: s.total for s in found.scored}
    assert totals["taizhou_wenling"] == pytest.approx(40 * 22.49 / 22.54 + 60 - 2 * 5 + 5)
    assert totals["shenzhen_luohu"] is totals["shenzhen_baoan"] is None
    assert "different_basis" in {r.code for s in found.scored for r in s.reasons}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("chosen", [{}, {"years": (2013,)}, {"years": (2023,)}], ids=str)
def test_every_text_is_told_in_both_languages_and_every_number_is_cited(real, lang, chosen):
    here = setting(real, CONFIG, lang)
    listing = figure.build(Asked(Selection(**chosen)), here)
    texts = [listing.title, listing.lede, listing.missing, *listing.notes, *listing.columns]
    texts += [cell for row in listing.rows for cell in row] + [n.label for n in listing.numbers]
    assert [t for t in texts if re.search(r"[{}]|None|\bnan\b", t)] == []
    if lang == "en":
        assert [t for t in texts if re.search("[\u4e00-\u9fff]", t)] == []
    assert set(citations(listing.keys, here)) == set(listing.keys)
    assert {len(row) for row in listing.rows} <= {len(listing.columns)}
    assert [c for row in listing.table(here).rows for c in row if re.search(r"\*\*|:small|:gray", c)] == []


# config.yaml.

ROW = yaml.safe_load((ROOT / "config.yaml").read_text(encoding="utf-8"))["scorecards"]["example"]["rows"][0]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"target": None}, "a completion has points and target"),
        ({"each": 2}, "a completion has points and target"),
        ({"kind": "deduction"}, "a deduction has each and points"),
        ({"kind": "veto"}, "a veto has target"),
        ({"kind": "bonus", "points": None}, "a bonus has points and target"),
        ({"kind": "praise"}, "'praise'"),
        ({"points": 0}, "rows.0.points"),
        ({"target": -1}, "rows.0.target"),
        ({"clause": None}, "rows.0.clause"),
        ({"indicator": None}, "rows.0.indicator"),
    ],
    ids=str,
)
def test_a_row_that_cannot_be_scored_is_refused_with_its_key(changes, said):
    spoilt = {k: v for k, v in (ROW | changes).items() if v is not None}
    message = refusal(spoiled("scorecards", "example", rows=[spoilt]))
    assert "config.yaml: scorecards.example.rows.0" in message
    assert said in message


def test_a_row_on_an_undeclared_indicator_is_told(real):
    config = carded(wish={"kind": "completion", "indicator": "wishes", "points": 1, "target": 1})
    lines = indicators.undeclared(real, config)
    assert [line for line in lines if "scorecards.card.rows.wish.indicator" in line and "'wishes'" in line]
