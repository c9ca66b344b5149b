"""Targets against figures: each state on data that can be done in the head, and those of the three curated plans."""

import ast
import csv
from collections import Counter
from datetime import date
from functools import partial

import pytest
from test_figures import CHINESE, CONFIG, MEASURES, PLAN, at, deaths, figure, of, table, told, year

from anjian import words
from anjian.charts import timeline
from anjian.config import ROOT
from anjian.figures import targets as shown
from anjian.judgements import targets
from anjian.judgements.targets import CODES, State
from anjian.selection import parse_period
from anjian.store import load

WHOLE, HALF, JUNE = year(2024), year(2024, 6), {"deadline": "2024-06-30", "deadline_as_written": "6月底前"}
ELSEWHERE = figure("inspections", 1, year(2024), "city_b")  # the data goes on to December
visits = partial(figure, "inspections", source="late")


def judged(*figures: dict, today: date | None = None, **plan: str) -> State:
    """Return the state of one target (200 visits in 2024 unless told otherwise) with these figures."""
    database = told(*figures, targets=table("targets", [PLAN | plan]))
    (found,) = targets.states(database, CONFIG, today=today)
    return found


def verdict(*figures: dict, **more) -> tuple[str, str]:
    found = judged(*figures, **more)
    return found.code, found.reason


def listed(*figures: dict, lang: str = "zh", plans: tuple[dict, ...] = (PLAN,)) -> shown.Targets:
    return shown.build(of(), at(told(*figures, targets=table("targets", plans)), lang))


# Amounts to be reached: at_least, complete, exactly.

AMOUNTS = [
    (visits(200, WHOLE), "met", "reached"),
    (visits(199, WHOLE), "overdue", "short"),
    (visits(200, HALF), "met", "reached"),
    (visits(124, HALF), "on_track", "pace"),
    (visits(100, HALF), "on_track", "pace"),
    (visits(99, HALF), "behind", "pace"),
    (visits(0, HALF), "behind", "pace"),
    (visits(199, WHOLE, qualifier="at_least"), "unclear", "bound"),
    (visits(150, HALF, qualifier="at_least"), "unclear", "bound"),
    (visits(200, WHOLE, qualifier="at_least"), "met", "reached"),
    (visits(199, WHOLE, qualifier="at_most"), "overdue", "short"),
    (visits(200, WHOLE, qualifier="at_most"), "unclear", "bound"),
    (visits(150, HALF, qualifier="at_most"), "unclear", "bound"),
    (visits(99, HALF, qualifier="at_most"), "behind", "pace"),
    (visits(500, WHOLE, qualifier="about"), "unclear", "bound"),
    (visits(190, WHOLE, half_unit="5"), "overdue", "short"),
    (visits(195, WHOLE, half_unit="5"), "unclear", "bound"),
    (visits(200, WHOLE, half_unit="5"), "met", "reached"),
]


@pytest.mark.parametrize(("told_of", "code", "reason"), AMOUNTS)
def test_an_amount_is_reached_or_short_or_keeps_pace_with_the_months_gone(told_of, code, reason):
    plans = [PLAN | {"aim": aim} for aim in ("at_least", "complete", "exactly")]
    found = targets.states(told(told_of, targets=table("targets", plans)), CONFIG)
    assert [(s.code, s.reason) for s in found[:2]] == [(code, reason)] * 2
    bound = code == "met" and told_of.get("qualifier") == "at_least"
    assert (found[2].code, found[2].reason) == (("unclear", "bound") if bound else (code, reason))


def test_more_than_an_exact_number_is_no_verdict():
    assert verdict(visits(201, WHOLE), aim="exactly") == ("unclear", "above")
    assert verdict(visits(201, WHOLE), aim="complete") == ("met", "reached")


def test_the_shares_come_from_the_query():
    row = judged(visits(124, HALF)).target
    assert (row["done_percent"], row["elapsed_percent"]) == (62, 50)


def test_where_the_deadline_has_passed_a_shorter_figure_says_nothing_of_the_end():
    """Whether it has passed follows from the data, or from the day that is asked for; never from the clock."""
    assert verdict(visits(99, HALF), ELSEWHERE) == ("unclear", "partial")
    assert verdict(visits(99, HALF), today=date(2024, 12, 31)) == ("unclear", "partial")
    assert verdict(visits(99, HALF), today=date(2024, 12, 30)) == ("behind", "pace")
    assert verdict(visits(99, HALF), ELSEWHERE, today=date(2024, 7, 1)) == ("behind", "pace")


def test_a_figure_that_does_not_begin_with_the_plan_proves_only_what_it_reaches():
    assert verdict(visits(200, "2024-04..2024-06")) == ("met", "reached")
    assert verdict(visits(199, "2024-04..2024-06")) == ("unclear", "partial")
    assert verdict(visits(199, "2024-04..2024-12")) == ("unclear", "partial")


def test_what_is_short_after_the_deadline_was_short_at_it_and_nothing_else_is_known_from_it():
    assert verdict(visits(199, WHOLE), **JUNE) == ("overdue", "short")
    assert verdict(visits(200, WHOLE), **JUNE) == ("unclear", "after")
    assert verdict(visits(199, "2024-02..2024-12"), **JUNE) == ("unclear", "after")


def test_a_rate_that_is_short_after_the_deadline_may_have_been_reached_at_it():
    assert verdict(figure("exam_pass_rate", 90, WHOLE, source="late"), **PASSED | JUNE) == ("unclear", "after")


def test_assumed_dates_up_to_the_deadline_answer_before_printed_ones_after_it():
    found = judged(visits(30, HALF, dates="assumed"), visits(100, WHOLE), **JUNE)
    assert (found.target["answer_value"], found.reason) == (30, "assumed_dates")


def test_the_figure_up_to_the_deadline_answers_before_a_later_one():
    found = judged(visits(200, HALF), visits(400, WHOLE), **JUNE)
    assert (found.target["answer_value"], found.code) == (200, "met")


def test_time_gone_is_measured_to_the_deadline():
    assert judged(visits(50, year(2024, 3)), **JUNE).target["elapsed_percent"] == 50


def test_a_cumulative_figure_answers_before_a_newer_piece_of_the_year():
    found = judged(visits(150, year(2024, 9)), visits(30, "2024-10..2024-10"))
    assert found.target["answer_value"] == 150


def test_nothing_from_before_the_plan_answers():
    assert verdict(visits(300, year(2023)), visits(300, "2023-07..2024-06")) == ("no_figure", "")


# Limits: at_most, exactly 0.

LIMITS = [
    (visits(200, WHOLE), "met", "within"),
    (visits(201, WHOLE), "exceeded", "over"),
    (visits(200, HALF), "on_track", "within"),
    (visits(0, HALF), "on_track", "within"),
    (visits(201, HALF), "exceeded", "over"),
    (visits(150, WHOLE, qualifier="at_least"), "unclear", "bound"),
    (visits(201, HALF, qualifier="at_least"), "exceeded", "over"),
    (visits(200, WHOLE, qualifier="at_most"), "met", "within"),
    (visits(300, WHOLE, qualifier="at_most"), "unclear", "bound"),
    (visits(204, WHOLE, half_unit="5"), "unclear", "bound"),
    (visits(206, WHOLE, half_unit="5"), "exceeded", "over"),
    (visits(100, "2024-07..2024-12"), "unclear", "partial"),
]


@pytest.mark.parametrize(("told_of", "code", "reason"), LIMITS)
def test_a_limit_is_kept_only_over_all_its_months_and_exceeded_at_any_time(told_of, code, reason):
    assert verdict(told_of, aim="at_most") == (code, reason)


def test_none_at_all_is_a_limit():
    none = {"aim": "exactly", "value": "0", "measure": "deaths", "unit": "人"}
    assert verdict(deaths(0, WHOLE, source="late"), **none) == ("met", "within")
    assert verdict(deaths(0, HALF, source="late"), **none) == ("on_track", "within")
    assert verdict(deaths(1, HALF, source="late"), **none) == ("exceeded", "over")


def test_a_limit_with_fewer_months_than_its_own_is_no_verdict_once_they_are_over():
    assert verdict(visits(100, HALF), ELSEWHERE, aim="at_most") == ("unclear", "partial")


def test_after_the_deadline_a_limit_that_still_holds_was_kept():
    assert verdict(visits(200, WHOLE), aim="at_most", **JUNE) == ("met", "within")
    assert verdict(visits(201, WHOLE), aim="at_most", **JUNE) == ("unclear", "after")


# Stocks and rates: no pace.

ON_A_DAY = {"dates": "as_of", "source": "late"}
SHELTERS = {"measure": "shelters", "unit": "个"}
PASSED = {"measure": "exam_pass_rate", "unit": "%", "value": "98"}


def shelters(value: object, day: str) -> dict:
    return figure("shelters", value, f"{day}..{day}", **ON_A_DAY)


STOCKS = [
    ("at_least", 200, "2024-06-30", "met", "reached"),
    ("at_least", 199, "2024-12-31", "overdue", "short"),
    ("at_least", 199, "2024-06-30", "unclear", "partial"),
    ("at_most", 200, "2024-12-31", "met", "within"),
    ("at_most", 201, "2024-12-31", "exceeded", "over"),
    ("at_most", 200, "2024-06-30", "on_track", "within"),
    ("at_most", 201, "2024-06-30", "unclear", "partial"),
]


@pytest.mark.parametrize(("aim", "value", "day", "code", "reason"), STOCKS)
def test_a_stock_is_judged_by_its_day(aim, value, day, code, reason):
    assert verdict(shelters(value, day), aim=aim, **SHELTERS) == (code, reason)


RATES = [(98, WHOLE, "met", "reached"), (97, WHOLE, "overdue", "short"),
         (98, HALF, "on_track", "reached"), (97, HALF, "unclear", "partial")]  # fmt: skip


@pytest.mark.parametrize(("value", "months", "code", "reason"), RATES)
def test_a_rate_may_still_change_until_its_months_are_over(value, months, code, reason):
    assert verdict(figure("exam_pass_rate", value, months, source="late"), **PASSED) == (code, reason)


# Directions.

DOWN = {"measure": "deaths", "aim": "decrease", "value": "", "unit": "人"}
UP = DOWN | {"aim": "increase"}


def both(now: object, before: object, **cells: str) -> tuple[dict, dict]:
    return deaths(now, HALF, source="late", **cells), deaths(before, year(2023, 6), **cells)


DIRECTIONS = [(4, 6, DOWN, "kept"), (6, 4, DOWN, "broken"), (6, 4, UP, "kept"), (4, 6, UP, "broken")]


@pytest.mark.parametrize(("now", "before", "plan", "code"), DIRECTIONS)
def test_a_direction_is_kept_or_broken_against_the_same_months_of_the_year_before(now, before, plan, code):
    found = judged(*both(now, before), **plan)
    assert (found.code, found.change.now.value, found.change.base.value) == (code, now, before)


def test_a_direction_is_that_of_the_figure_that_answers_and_of_no_other_basis():
    of_the_plan = [deaths(v, year(y, 6), basis="all_kinds") for v, y in ((30, 2024), (20, 2023))]
    found = judged(*both(3, 5), *of_the_plan, **DOWN)
    assert (found.code, found.change.now.value, found.change.base.value) == ("kept", 3, 5)


NO_DIRECTION = [
    (both(5, 5), "level"),
    (both(4, 6)[:1], "no_base"),
    ((deaths(4, HALF, source="late"), deaths(6, year(2023))), "no_base"),
    (both(4, 6, qualifier="at_least"), "bound"),
]


@pytest.mark.parametrize(("figures", "reason"), NO_DIRECTION)
def test_a_direction_without_two_numbers_of_the_same_months_is_no_verdict(figures, reason):
    assert verdict(*figures, **DOWN) == ("unclear", reason)


@pytest.mark.parametrize("part", [{"sector": "hazardous_chemicals"}, {"grade": "fatal"}])
def test_a_direction_of_a_sector_or_grade_is_that_of_its_own_figures(part):
    found = judged(*both(7, 6), *both(4, 6, **part), **DOWN | part)
    assert (found.code, found.change.now.value, found.change.base.value) == ("kept", 4, 6)
    assert verdict(*both(7, 6), *both(4, 6, **part)[:1], **DOWN | part) == ("unclear", "no_base")
    assert verdict(*both(4, 6, **part), *both(7, 6), **DOWN) == ("broken", "direction")


def test_a_direction_across_a_known_break_is_no_verdict():
    """The Work Safety Law of September 2021 raised the fines."""
    fines = figure("fine_amount", 900000, year(2022), source="late"), figure("fine_amount", 300000, year(2021))
    plan = {"period_start": "2022-01-01", "period_end": "2022-12-31", "measure": "fine_amount", "unit": "元"}
    found = judged(*fines, **UP | plan)
    assert (found.code, found.reason, found.change.base.value) == ("unclear", "not_comparable", 300000)


def test_a_direction_shows_and_cites_both_numbers_and_says_nothing_of_better_or_worse():
    view = listed(*both(4, 6), plans=(PLAN | DOWN,))
    assert view.listing.rows[0][4].startswith("**方向符合**")
    assert "4人，上年同期6人" in view.listing.rows[0][4]
    assert len(view.listing.numbers[0].keys) == 3
    assert not {"好转", "恶化"} & set(view.listing.rows[0][4])


# Figures that may not be judged, targets that cannot be.

REFUSED = [
    ([visits(300, WHOLE, series="a_campaign")], {}, "outside_total"),
    ([visits(300, WHOLE), visits(300, WHOLE, basis="handled")], {}, "several_countings"),
    ([visits(300, WHOLE), visits(30, WHOLE, series="a_bureau")], {}, "several_countings"),
    ([visits(300, WHOLE, dates="assumed")], {}, "assumed_dates"),
    ([visits(300, WHOLE)], {"aim": "complete", "value": "", "unit": ""}, "without_value"),
    ([visits(300, WHOLE)], {"unit": "家"}, "other_unit"),
    ([visits(300, WHOLE)], {"per": "day"}, "other_rhythm"),
    ([visits(300, WHOLE)], {"per": "week"}, "other_rhythm"),
    ([visits(300, WHOLE)], {"per": "unit"}, "other_rhythm"),
    ([visits(300, WHOLE)], {"per": "quarter"}, "other_rhythm"),
]


@pytest.mark.parametrize(("figures", "plan", "reason"), REFUSED, ids=lambda x: x if isinstance(x, str) else "")
def test_a_figure_that_may_not_be_judged_says_why(figures, plan, reason):
    assert verdict(*figures, **plan) == ("unclear", reason)


@pytest.mark.parametrize(("basis", "code"), [("persons", "met"), ("attendances", "unclear")])
def test_attendances_are_no_persons(basis, code):
    bases = "id,zh,en\nstated,按原文,As stated\nattendances,人次,Attendances\npersons,人,Persons\n"
    measures = MEASURES + "visitors,publicity,人次,flow,参观人次,Visitors,\n"
    plan = PLAN | {"measure": "people_trained", "unit": "人"}
    trained = figure("people_trained", 200, WHOLE, source="late", basis=basis)
    database = told(trained, bases=bases, measures=measures, targets=table("targets", [plan]))
    assert targets.states(database, CONFIG)[0].code == code


@pytest.mark.parametrize("aim", ["text", "contain"])
def test_words_are_not_measured_even_beside_a_figure(aim):
    found = judged(visits(300, WHOLE), aim=aim, value="", unit="")
    assert (found.code, found.target["answer_value"]) == ("not_measurable", 300)


def test_without_a_figure_nothing_is_said_of_a_target_overdue_or_not():
    plans = [PLAN | {"aim": a} for a in ("at_least", "at_most", "exactly", "complete")]
    plans += [PLAN | {"aim": a, "value": ""} for a in ("increase", "decrease")]
    found = targets.states(told(ELSEWHERE, targets=table("targets", plans)), CONFIG)
    assert {(s.code, s.reason) for s in found} == {("no_figure", "")}


# Rhythms: whole quarters, whole years of a longer plan.


def quarters(*values: float) -> list[dict]:
    ends = ("2024-01..2024-03", "2024-04..2024-06", "2024-07..2024-09", "2024-10..2024-12")
    return [visits(v, e) for v, e in zip(values, ends, strict=False)]


QUARTERLY = {"value": "2", "per": "quarter"}


def test_a_quarterly_target_is_met_by_every_quarter():
    assert verdict(*quarters(2, 3, 2, 5), **QUARTERLY) == ("met", "reached")
    assert verdict(*quarters(2, 3, 2), **QUARTERLY) == ("on_track", "reached")
    assert verdict(*quarters(2, 3, 2), ELSEWHERE, **QUARTERLY) == ("unclear", "partial")


def test_one_quarter_that_is_short_decides_and_is_named():
    found = judged(*quarters(9, 1, 9, 9), **QUARTERLY)
    assert (found.code, found.target["answer_start"]) == ("overdue", date(2024, 4, 1))
    assert judged(*quarters(1, 3, 1), aim="at_most", **QUARTERLY).target["answer_start"] == date(2024, 4, 1)


def test_one_quarter_with_any_exceeds_none_at_all():
    told_of = [deaths(v, f"2024-0{m}..2024-0{m + 2}", source="late") for v, m in ((1, 1), (0, 4))]
    none = {"aim": "exactly", "value": "0", "measure": "deaths", "unit": "人", "per": "quarter"}
    found = judged(*told_of, **none)
    assert (found.code, found.target["answer_start"]) == ("exceeded", date(2024, 1, 1))


def test_three_months_that_are_no_quarter_are_no_rhythm():
    assert verdict(visits(9, "2024-02..2024-04"), **QUARTERLY) == ("unclear", "other_rhythm")


def test_a_yearly_target_of_a_longer_plan_is_judged_year_by_year():
    plan = {"period_start": "2023-01-01", "per": "year"}
    assert verdict(visits(200, year(2023)), visits(200, WHOLE), **plan) == ("met", "reached")
    assert verdict(visits(199, year(2023)), visits(200, WHOLE), **plan) == ("overdue", "short")
    assert verdict(visits(200, year(2023)), **plan) == ("on_track", "reached")


# In words, on the page, on the time line.


def reasons_given() -> set[str]:
    """Return every reason that the judgement can give: its lower-case strings that the lexicon explains."""
    tree = ast.parse((ROOT / "anjian" / "judgements" / "targets.py").read_text(encoding="utf-8"))
    return {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def test_every_state_and_reason_has_its_words_and_no_words_are_left_over():
    said = set(words.lexicon()["target_state"])
    assert set(CODES) <= said
    explained = {k.removeprefix("because_") for k in said if k.startswith("because_")}
    assert explained - reasons_given() == {"in_words"}
    assert {c[-1] for c in (*AMOUNTS, *LIMITS, *STOCKS, *RATES, *NO_DIRECTION, *REFUSED)} <= explained


EVERY = [*AMOUNTS[:2], *AMOUNTS[3:6], AMOUNTS[7]]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(("told_of", "code", "reason"), EVERY)
def test_the_state_is_the_first_words_of_the_result(told_of, code, reason, lang):
    (row,) = listed(told_of, lang=lang).listing.rows
    assert row[4].startswith(f"**{words.say('target_state', code, lang)}**")
    assert lang == "zh" or not CHINESE.search(row[4])


def test_both_shares_are_said():
    assert "完成目标的62%，序时进度50%" in listed(visits(124, HALF)).listing.rows[0][4]


CLOSE = [("200", 199, "99.5%"), ("2000", 1999, "99.95%"), ("200", 150, "75%")]


@pytest.mark.parametrize(("wanted", "done", "share"), CLOSE)
def test_a_share_never_rounds_to_the_whole(wanted, done, share):
    view = listed(visits(done, WHOLE), plans=(PLAN | {"value": wanted},))
    assert f"完成目标的{share}" in view.listing.rows[0][4]


def test_a_provisional_or_assumed_answer_says_so():
    assert words.say("status", "provisional", "zh") in listed(visits(9, HALF, status="provisional")).listing.rows[0][3]
    assert words.say("ui", "assumed_mark", "zh") in listed(visits(9, HALF, dates="assumed")).listing.rows[0][3]


def test_words_say_that_no_number_can_measure_them():
    view = listed(plans=(PLAN | {"aim": "text", "value": "", "unit": ""},))
    assert [t in view.listing.rows[0][4] for t in ("文字目标", "无法用数字衡量")] == [True, True]


SEVERAL = (
    PLAN | JUNE | {"title_zh": "按时"}, PLAN | {"value": "500"}, PLAN | {"measure": "deaths"},
    PLAN | {"aim": "text", "value": "", "unit": ""}, PLAN | {"aim": "at_most", "value": "210"},
)  # fmt: skip
SAID = "已完成1项，逾期未完成1项，超出控制数1项，未公布结果1项，文字目标1项"


def test_the_title_counts_the_targets_in_each_state():
    figures = visits(200, HALF), visits(220, WHOLE)
    assert listed(*figures, plans=SEVERAL).listing.title == f"甲区：5项目标（1项有时限），{SAID}"
    assert listed(*figures, plans=SEVERAL[3:]).listing.title.startswith("甲区：2项目标（都没有写时限），")
    assert listed(plans=()).listing.title == words.say("sentence", "targets_none", "zh")


def test_a_chosen_period_a_year_and_districts_choose_among_targets():
    database = told(targets=table("targets", SEVERAL))
    count = lambda **chosen: len(targets.states(database, CONFIG, **chosen))  # noqa: E731
    assert (count(), count(period=parse_period(HALF)), count(years=[2024]), count(years=[2023])) == (5, 1, 5, 0)
    assert (count(districts=["city_a"]), count(districts=["city_b"])) == (5, 0)


def test_a_profile_shows_the_targets_of_its_district_alone():
    database = told(targets=table("targets", [PLAN, PLAN | {"district": "city_b"}]))
    view = shown.build(of(district="city_b"), at(database))
    assert [n.label for n in view.listing.numbers] == ["乙区，检查家次，未公布结果"]


MARKS = [(None, "circle"), (visits(200, HALF), "circle"), (visits(199, HALF), "diamond"),
         (visits(199, year(2024, 5)), "circle-open-dot")]  # fmt: skip


@pytest.mark.parametrize(("told_of", "symbol"), MARKS)
def test_the_time_line_marks_what_is_met_missed_open_and_unknown_by_shape(told_of, symbol):
    (due,) = listed(*filter(None, [told_of]), plans=(PLAN | JUNE,)).line
    (_, marks, _) = timeline.targets((due,), False)["data"]
    assert marks["marker"]["symbol"] == [symbol]
    assert marks["marker"]["color"] == [timeline.INK if told_of else timeline.PAGE]
    assert due.label in marks["hovertext"][0]


def test_every_state_has_a_mark_and_missed_ones_the_same():
    assert {c for c in CODES if timeline.MARKS.get(c) == "diamond"} == {"overdue", "exceeded", "broken"}
    assert {c for c in CODES if timeline.MARKS.get(c) == "circle"} == {"met", "kept"}


# The three curated plans.


@pytest.fixture(scope="module")
def real() -> tuple[State, ...]:
    return targets.states(load(ROOT / "data"), CONFIG)


def naive(plan: dict, figures: list[dict]) -> str:
    """Return the state of a target that no figure answers, by a plain loop; 'answered' where one does."""
    same = ("district", "measure", "sector")
    answers = [
        f for f in figures
        if all(f[k] == plan[k] for k in same) and f.get("grade", "all") == (plan["grade"] or "all")
        and plan["period_start"] <= f["period_start"] and f["period_end"] <= plan["period_end"]
        and f["source"] != plan["source"]
    ]  # fmt: skip
    return "not_measurable" if plan["aim"] in ("text", "contain") else "answered" if answers else "no_figure"


def test_every_curated_target_has_the_state_that_a_plain_loop_gives(real):
    plans = list(csv.DictReader((ROOT / "data" / "targets.csv").open(encoding="utf-8")))
    domains = {r["domain"] for r in csv.DictReader((ROOT / "data" / "measures.csv").open(encoding="utf-8"))}
    paths = [p for d in domains if (p := ROOT / "data" / f"{d}.csv").exists() and d != "denominators"]
    figures = [r for p in paths for r in csv.DictReader(p.open(encoding="utf-8"))]
    by_line = {s.target["id"]: s.code for s in real}
    assert by_line == {n: naive(p, figures) for n, p in enumerate(plans, 2)}


def test_the_three_plans_are_there_with_a_state_each(real):
    counts = Counter((s.target["district"], s.code) for s in real)
    assert counts == {
        ("nantong_chongchuan", "no_figure"): 41, ("nantong_chongchuan", "not_measurable"): 4,
        ("hefei_yaohai", "no_figure"): 12, ("hefei_yaohai", "not_measurable"): 8,
        ("taizhou_wenling", "no_figure"): 24, ("taizhou_wenling", "not_measurable"): 11,
    }  # fmt: skip


def test_what_chongchuan_promised_by_june_2022_and_what_is_known_of_it():
    database = load(ROOT / "data")
    period = parse_period("2022-01..2022-06")
    found = targets.states(database, CONFIG, districts=["nantong_chongchuan"], period=period)
    said = [(s.target["value"], s.target["unit"], str(s.target["deadline"]), s.code) for s in found]
    assert said == [
        (100, "%", "2022-03-20", "no_figure"), (100, "%", "2022-03-20", "no_figure"),
        (None, None, "2022-04-30", "no_figure"), (3, "家", "2022-06-30", "no_figure"),
    ]  # fmt: skip
