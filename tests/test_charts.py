"""Trends, pairs and their charts: which part each point plays, what a line may join, what a reader sees of it."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import partial
from itertools import combinations, pairwise

import pytest
from conftest import TINY
from test_figures import CONFIG, DISTRICTS, accidents, at, current_figures, deaths, figure, of, told, year

from anjian import words
from anjian.charts import base, stem, timeline
from anjian.charts import coverage as coverage_chart
from anjian.charts import pairs as pairs_chart
from anjian.charts import trend as trend_chart
from anjian.charts.base import INK, PAGE, nice_ticks, row_height, tick_texts
from anjian.config import ROOT, Config
from anjian.figures import comparison, coverage, pairs, records, targets, trend
from anjian.figures.setting import Asked
from anjian.indicators import catalogue, compute
from anjian.screen import style
from anjian.selection import Selection
from anjian.store import Database, load


@pytest.fixture(scope="module")
def real() -> Database:
    return load(ROOT / "data")


@pytest.fixture(scope="module")
def everybody(real) -> tuple[str, ...]:
    return tuple(r["id"] for r in real.query("areas"))


# A trend: which part each point plays.


def drawn(
    *figures: dict, name: str = "deaths", config: Config = CONFIG, lang: str = "zh", **chosen: object
) -> trend.Trend:
    return trend.build(of(name, **chosen), at(told(*figures), lang, config))


def played(view: trend.Trend, panel: int = 0) -> list[tuple[float, str]]:
    return [(p.value, p.role) for p in view.panels[panel].points]


def monthly(*values_of: float, of_year: int = 2024, start: int = 1, **cells_of: str) -> list[dict]:
    return [deaths(v, f"{of_year}-{m:02}..{of_year}-{m:02}", **cells_of) for m, v in enumerate(values_of, start)]


def test_the_longest_of_a_year_is_its_last_the_others_are_earlier():
    view = drawn(deaths(1, year(2023, 3)), deaths(4, year(2023, 9)), deaths(2, year(2024, 6)))
    assert played(view) == [(1, "earlier"), (4, "last"), (2, "last")]
    assert view.style == trend.CUMULATIVE


def test_printed_dates_are_last_before_longer_assumed_ones():
    assert played(drawn(deaths(1, year(2023, 3)), deaths(4, year(2023), dates="assumed"))) == [
        (1, "last"),
        (4, "earlier"),
    ]


def test_another_basis_is_hollow_and_named_and_stands_in_for_a_year_without_the_usual_one():
    usual = [deaths(1, year(2023), d) for d in DISTRICTS]
    view = drawn(*usual, deaths(9, year(2023), basis="all_kinds"), deaths(8, year(2024), basis="all_kinds"))
    assert played(view) == [(9, "other"), (1, "last"), (8, "other_last")]
    assert any("各类事故" in note for note in view.notes)


def test_another_telling_is_marked_beside_the_figure_in_use():
    view = drawn(deaths(4, year(2023)), deaths(6, year(2023), source="late"))
    assert played(view) == [(6, "last"), (4, "retold")]
    assert view.panels[0].points[0].number == view.panels[0].points[1].number
    assert any("甲区" in note for note in view.notes)


def test_the_tick_of_a_year_says_the_months_last_published():
    view = drawn(deaths(1, year(2022)), deaths(1, "2023-01..2023-01"), deaths(1, "2025-01-01..2025-12-04"))
    assert view.panels[0].ticks == ((2022, "1–12"), (2023, "1"), (2024, ""), (2025, "1–12.4"))
    assert drawn(deaths(1, "2024-06-13..2024-06-13")).panels[0].ticks == ((2024, "6.13"),)


def test_only_neighbouring_months_of_one_basis_are_joined():
    view = drawn(*monthly(1, 2, 3), *monthly(5, 6, start=5), *monthly(9, start=7, basis="all_kinds"))
    assert view.style == trend.MONTHLY
    assert [p.joined for p in view.panels[0].points] == [False, True, True, False, True, False]


def test_cumulative_figures_beside_months_part_no_months_and_stand_in_the_table():
    longer = deaths(3, year(2024, 2)), deaths(6, year(2024, 3))
    view = drawn(*monthly(1, 2, 3, 4, 5), *longer, deaths(9, year(2024), "city_b"))
    assert [(p.value, p.joined) for p in view.panels[0].points] == [(1, False), *((n, True) for n in (2, 3, 4, 5))]
    assert [p.value for p in view.panels[1].points] == [9]
    assert len(view.table(at(told())).rows) == 8


def test_december_and_january_are_neighbours():
    view = drawn(*monthly(1, 2, of_year=2023, start=11), *monthly(3, 4))
    assert [p.joined for p in view.panels[0].points] == [False, True, True, True]


def test_months_are_not_joined_across_a_break():
    """Figures before and after November 2020 count different things."""
    view = drawn(*monthly(1, 2, 3, 4, of_year=2020, start=9))
    assert view.panels[0].breaks == (date(2020, 11, 1),)
    assert [p.joined for p in view.panels[0].points] == [False, True, False, True]


def test_months_of_two_bodies_are_not_joined():
    view = drawn(*monthly(1, 2), *monthly(3, 4, start=3, series="a_bureau"))
    assert [p.joined for p in view.panels[0].points] == [False, True, False, True]


def test_cumulative_figures_and_whole_years_are_never_joined():
    view = drawn(deaths(1, year(2023, 3)), deaths(2, year(2023)), deaths(1, year(2024, 3)), deaths(2, year(2024)))
    assert not any(p.joined for p in view.panels[0].points)
    ratio = drawn(
        *(f(v, year(y)) for y in (2023, 2024) for f, v in ((deaths, 4), (accidents, 5))), name="deaths_per_accident"
    )
    assert not any(p.joined for p in ratio.panels[0].points)


def test_a_break_is_drawn_only_where_there_are_figures_before_it():
    view = drawn(deaths(1, year(2020, 6)), deaths(2, year(2021)), deaths(3, year(2021), "city_b"))
    assert [p.breaks for p in view.panels] == [(date(2020, 11, 1),), ()]


LOCAL = CONFIG.model_copy(update={"breaks": (CONFIG.breaks[1].model_copy(update={"districts": ("city_b",)}),)})


def test_a_local_break_is_drawn_and_noted_for_its_district_alone():
    before = [deaths(1, year(2020, 6), d) for d in ("city_a", "city_b")]
    assert [len(p.breaks) for p in drawn(*before, config=LOCAL).panels] == [0, 1]
    after = deaths(1, year(2021), "city_b")
    assert CONFIG.breaks[1].title.zh not in " ".join(drawn(before[0], after, config=LOCAL).notes)


def test_a_trend_shows_six_years_and_says_where_the_earlier_ones_are():
    view = drawn(*(deaths(1, year(y)) for y in range(2018, 2026)))
    assert view.years == (2020, 2021, 2022, 2023, 2024, 2025)
    assert words.say("ui", "trend_years", "zh", year=2020) in view.notes
    assert len(view.table(at(told())).rows) == 8


def test_few_years_need_no_such_note():
    absent = words.say("ui", "trend_absent", "zh", items="乙区、某高新区")
    tested = words.say("standing", "trend_within", "zh", names="甲区")
    assert drawn(*(deaths(1, year(y)) for y in range(2021, 2026))).notes == (tested, absent)


def test_chosen_years_are_the_years_drawn_and_no_other_is_said_to_lack_figures():
    figures = [deaths(1, year(y)) for y in (2021, 2022, 2023)]
    assert drawn(*figures, years=(2023, 2021)).years == (2021, 2023)
    assert drawn(*figures, years=(2023, 2024)).years == (2023, 2024)


def test_unlike_months_are_no_change_in_the_title():
    unlike = drawn(deaths(11, year(2023, 11)), deaths(5, year(2024, 10))).title
    assert unlike.startswith("甲区")
    assert "不算同比" in unlike
    assert all(part in unlike for part in ("2023年1—11月", "11人", "2024年1—10月", "5人"))


ALIKE = [(year(2023, 2), year(2024, 2)), ("2023-01-01..2023-12-04", "2024-01-01..2024-12-04")]
UNLIKE = [("2023-01-01..2023-12-05", "2024-01-01..2024-12-04"), (year(2023), "2023-01..2024-12")]


@pytest.mark.parametrize(("before", "now"), ALIKE + UNLIKE)
def test_the_same_days_of_two_years_are_alike_leap_year_or_not(before, now):
    title = drawn(deaths(5, before), deaths(3, now)).title
    assert ("不算同比" in title) == ((before, now) in UNLIKE)


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [(15, 32, "；恶化，超出随机波动"), (32, 15, "；好转，超出随机波动"), (15, 16, "；未超出随机波动")],
)
def test_the_title_says_what_chance_allows_of_two_years(before, now, said):
    values = f"2023年{before}人，2024年{now}人"
    assert drawn(deaths(before, year(2023)), deaths(now, year(2024))).title == f"甲区死亡人数{values}{said}"
    chosen = drawn(*(deaths(n, year(y)) for y, n in ((2023, before), (2024, now), (2025, 1))), years=(2023, 2024))
    assert chosen.title.endswith(said)


def test_without_a_chance_model_and_over_years_left_out_the_title_says_nothing_of_chance():
    visits = [figure("inspections", n, year(y)) for y, n in ((2023, 15), (2024, 32))]
    assert drawn(*visits, name="inspections").title == "甲区检查家次2023年15家次，2024年32家次"
    assert "随机" not in drawn(deaths(15, year(2022)), deaths(32, year(2024))).title


def test_years_on_both_sides_of_a_break_are_no_change_in_the_title():
    alike = words.say("sentence", "trend_alike", "zh", name="甲区", title="死亡人数", values="2020年5人，2021年3人")
    assert drawn(deaths(5, year(2020)), deaths(3, year(2021))).title != alike


def test_one_year_is_no_trend():
    assert drawn(deaths(5, year(2023))).title == words.say(
        "sentence", "trend_one", "zh", name="甲区", title="死亡人数", values="2023年5人"
    )  # fmt: skip


def test_one_period_beside_one_that_is_counted_otherwise_says_so():
    usual = deaths(5, year(2023)), deaths(2, year(2023), "city_b")
    here, there = (deaths(9, year(2022), d, basis="all_kinds") for d in ("city_a", "city_b"))
    assert drawn(*usual, here).title == "甲区死亡人数2023年5人；同一口径只有一期，看不出趋势"
    assert drawn(*usual, there).title == "甲区死亡人数2023年5人；只有一期，看不出趋势"


@pytest.mark.parametrize(
    ("values", "finding"),
    [
        ((1, 5, 2), "甲区死亡人数2024年3月2人；各月中最高为2024年2月5人"),
        ((1, 2, 5), "甲区死亡人数2024年3月5人，为各月中最高"),
        ((0, 0, 0), "甲区死亡人数2024年3月0人，各月相同"),
    ],
)
def test_the_months_of_one_year_are_told_by_the_newest_and_the_highest(values, finding):
    assert drawn(*monthly(*values)).title == finding


def test_months_of_two_years_are_told_by_the_newest_of_each_and_the_highest():
    view = drawn(*monthly(1, 5, 2), *monthly(3, of_year=2023, start=3))
    assert view.title == "甲区死亡人数2023年3月3人，2024年3月2人；各月中最高为2024年2月5人"
    assert (
        drawn(*monthly(1, 2, 3), *monthly(2, of_year=2023, start=3)).title == "甲区死亡人数2023年3月2人，2024年3月3人"
    )


def test_districts_without_figures_are_named_beside_a_trend():
    view = drawn(deaths(5, year(2023)), districts=("city_zone", "city_b", "city_a"))
    assert [p.name for p in view.panels] == ["甲区"]
    assert any("乙区、某高新区" in note for note in view.notes)


def test_a_ratio_is_drawn_as_spans_and_a_stock_as_days():
    pair_of = deaths(4, year(2023)), accidents(5, year(2023))
    assert drawn(*pair_of, name="deaths_per_accident").style == trend.SPAN
    stock = figure("shelters", 7, "2023-12-31..2023-12-31", dates="as_of")
    assert drawn(stock, name="shelters").style == trend.STOCK


def test_every_point_of_a_trend_is_one_of_its_numbers():
    view = drawn(deaths(4, year(2023)), deaths(6, year(2023), source="late"), deaths(3, year(2024), "city_b"))
    points = [p for panel in view.panels for p in panel.points if p.role != trend.RETOLD]
    assert [p.number for p in points] == list(range(len(view.numbers)))
    assert all(p.text in view.numbers[p.number].label for p in points)


def test_the_curated_trend_has_every_published_total(real, everybody):
    expected = Counter(
        (f["district"], f["start"], f["end"], f["value"]) for f in current_figures()
        if (f["measure"], f["scope"], f["sector"], f["grade"]) == ("deaths", "total", "all", "all")
        and f["end"].year > 2025 - trend.MOST_YEARS
    )  # fmt: skip
    view = trend.build(Asked(Selection(everybody), ("deaths",)), at(real))
    found = Counter(
        (p.district, q.start, q.end, q.value) for p in view.panels for q in p.points if q.role != trend.RETOLD
    )
    assert found == expected


# Two indicators against each other.


def against(*figures: dict, names: tuple[str, str] = ("accidents", "deaths"), **chosen: object) -> pairs.Pairs:
    return pairs.build(of(*names, **chosen), at(told(*figures)))


def test_a_district_with_both_for_the_same_months_is_a_point():
    view = against(deaths(4, year(2023)), accidents(5, year(2023)))
    assert [(p.name, p.x, p.y, p.x_text, p.y_text) for p in view.points] == [("甲区", 4, 5, "4人", "5起")]


@pytest.mark.parametrize("other", [{"period_end": "2023-11-30"}, {"district": "city_b"}], ids=["months", "district"])
def test_other_months_or_districts_make_no_point(other):
    assert against(deaths(4, year(2023)), accidents(5, year(2023)) | other, mode="latest").points == ()


def test_only_the_class_that_may_be_drawn_makes_points():
    usual = [f(v, year(2023), d) for d in ("city_a", "city_b") for f, v in ((deaths, 4), (accidents, 5))]
    other = [f(9, year(2023), "city_zone", basis="all_kinds") for f in (deaths, accidents)]
    view = against(*usual, *other)
    assert [p.name for p in view.points] == ["甲区", "乙区"]
    assert any("某高新区" in note for note in view.notes)


def test_every_chosen_district_is_a_point_or_named_in_the_notes():
    view = against(deaths(4, year(2023)), accidents(5, year(2023)), deaths(1, year(2023, 6), "city_b"))
    named = " ".join(view.notes)
    assert [n in named for n in ("甲区", "乙区", "某高新区")] == [False, True, True]


def test_a_district_with_two_bases_is_counted_once():
    two = [f(v, year(2023), basis=b) for b in ("production", "all_kinds") for f, v in ((deaths, 4), (accidents, 5))]
    view = against(*two, names=("deaths_per_accident", "deaths"), mode="latest")
    assert view.title == words.say("sentence", "pairs", "zh", n=1, y="每起事故死亡", x="死亡人数")
    assert len(view.points) == 2


def test_both_numbers_of_a_point_are_cited_in_its_order():
    view = against(deaths(4, year(2023)), accidents(5, year(2023)))
    assert [n.label for n in view.numbers] == ["甲区，事故起数，2023年，5起", "甲区，死亡人数，2023年，4人"]
    assert view.points[0].number == 0


def test_no_point_says_so_in_the_title():
    assert against(deaths(4, year(2023))).title == words.say("sentence", "pairs_none", "zh", y="事故起数", x="死亡人数")


# What is drawn of a trend.


def panels(view: trend.Trend, lang: str = "zh") -> list[dict]:
    here = at(told(), lang)
    return [trend_chart.draw(panel, view, here) for panel in view.panels]


def lines(chart: dict) -> list[list[tuple[str, float]]]:
    """Return every unbroken line of a chart as its points."""
    found = []
    for trace in (t for t in chart["data"] if "lines" in t["mode"]):
        found.append([])
        for x, y in zip(trace["x"], trace["y"], strict=True):
            if x is None:
                found.append([])
            else:
                found[-1].append((x, y))
    return [line for line in found if len(line) > 1]  # a point alone is a dot


def dots(chart: dict) -> set[tuple[str, float]]:
    every = (xy for t in chart["data"] if "markers" in t["mode"] for xy in zip(t["x"], t["y"], strict=True))
    return {xy for xy in every if xy != (None, None)}


def test_a_cumulative_year_climbs_from_zero_on_its_first_day_to_its_last_figure():
    (chart,) = panels(drawn(deaths(1, year(2023, 3)), deaths(4, year(2023, 9)), deaths(2, year(2024, 6))))
    assert lines(chart) == [
        [("2023-01-01", 0), ("2023-09-30", 4)],
        [("2024-01-01", 0), ("2024-06-30", 2)],
    ]
    assert dots(chart) == {("2023-03-31", 1), ("2023-09-30", 4), ("2024-06-30", 2)}


def test_no_line_joins_two_cumulative_figures(real, everybody):
    view = trend.build(Asked(Selection(everybody), ("deaths",)), at(real))
    assert view.style == trend.CUMULATIVE
    for panel, chart in zip(view.panels, panels(view), strict=True):
        ends = {str(p.end) for p in panel.points if p.value}
        for line in lines(chart):
            assert line[0][1] == 0
            assert len({x for x, _ in line} & ends) <= 1


def test_months_are_joined_in_the_middle_of_each_and_nowhere_across_a_gap():
    (chart,) = panels(drawn(*monthly(1, 2, 3), *monthly(5, 6, start=5)))
    assert lines(chart) == [
        [("2024-01-15", 1), ("2024-02-15", 2), ("2024-03-15", 3)],
        [("2024-05-15", 5), ("2024-06-15", 6)],
    ]


def test_no_line_leads_across_a_break_or_to_another_basis():
    """Figures before and after November 2020 count different things."""
    months = [*monthly(1, 2, 3, 4, of_year=2020, start=9), *monthly(9, 9, of_year=2021, basis="all_kinds")]
    (chart,) = panels(drawn(*months))
    assert [[x[:7] for x, _ in line] for line in lines(chart)] == [["2020-09", "2020-10"], ["2020-11", "2020-12"]]
    assert [s["x0"] for s in chart["layout"]["shapes"]] == ["2020-11-01"]


def test_a_ratio_lies_flat_over_its_months_and_nothing_joins_two():
    both = [
        f(v, year(y)) for f, v, y in ((deaths, 4, 2023), (accidents, 5, 2023), (deaths, 1, 2024), (accidents, 2, 2024))
    ]
    (chart,) = panels(drawn(*both, name="deaths_per_accident"))
    assert lines(chart) == [
        [("2023-01-01", 0.8), ("2023-12-31", 0.8)],
        [("2024-01-01", 0.5), ("2024-12-31", 0.5)],
    ]


def test_a_stock_has_dots_and_no_line():
    days = [figure("shelters", v, f"{y}-12-31..{y}-12-31", dates="as_of") for v, y in ((7, 2023), (9, 2024))]
    (chart,) = panels(drawn(*days, name="shelters"))
    assert lines(chart) == []
    assert dots(chart) == {("2023-12-31", 7), ("2024-12-31", 9)}


def test_all_panels_share_one_scale():
    charts = panels(drawn(deaths(40, year(2023)), deaths(1, year(2021), "city_b")))
    assert len({tuple(c["layout"]["yaxis"]["range"]) for c in charts}) == 1
    assert len({tuple(c["layout"]["xaxis"]["range"]) for c in charts}) == 1
    assert charts[0]["layout"]["yaxis"]["range"][0] == 0
    assert charts[0]["layout"]["yaxis"]["range"][1] > 40


def test_a_year_without_figures_says_so_and_a_zero_does_not():
    first, second = panels(drawn(deaths(0, year(2021)), deaths(1, year(2023)), deaths(1, year(2022), "city_b")))
    assert [a["x"][:4] for a in first["layout"]["annotations"]] == ["2022"]
    assert [a["x"][:4] for a in second["layout"]["annotations"]] == ["2021", "2023"]
    assert {a["text"] for a in first["layout"]["annotations"]} == {words.say("ui", "gap", "zh")}


def test_years_that_were_not_chosen_are_no_gap():
    (chart,) = panels(drawn(deaths(1, year(2021)), deaths(2, year(2022)), deaths(3, year(2023)), years=(2021, 2023)))
    assert chart["layout"]["annotations"] == []
    assert [t.split("<br>")[0] for t in chart["layout"]["xaxis"]["ticktext"]] == ["2021", "2023"]


def test_the_tick_names_the_year_and_below_it_the_months():
    (chart,) = panels(drawn(deaths(1, year(2023)), deaths(2, year(2024, 6))))
    assert chart["layout"]["xaxis"]["ticktext"] == ["2023<br>1–12", "2024<br>1–6"]


def trace(chart: dict, value: float) -> dict:
    return next(t for t in chart["data"] if "markers" in t["mode"] and value in t["y"])


def test_another_basis_is_hollow_and_the_year_s_figure_carries_its_number():
    usual = [deaths(1, year(2023), d) for d in DISTRICTS]
    chart = panels(drawn(*usual, deaths(9, year(2023), basis="all_kinds"), deaths(8, year(2024), basis="all_kinds")))[0]
    assert [trace(chart, v)["marker"]["color"] for v in (1, 9, 8)] == [INK, PAGE, PAGE]
    assert [trace(chart, v).get("text") for v in (1, 9, 8)] == [["<b>1</b>"], None, ["<b>8</b>"]]


def test_another_telling_is_a_cross():
    (chart,) = panels(drawn(deaths(4, year(2023)), deaths(6, year(2023), source="late")))
    assert trace(chart, 4)["marker"]["symbol"] == "x-thin"
    assert trace(chart, 4)["customdata"] == trace(chart, 6)["customdata"]


def test_a_click_on_a_dot_means_its_number():
    view = drawn(deaths(4, year(2023)), deaths(3, year(2024)), deaths(2, year(2024), "city_b"))
    clicked = [n for chart in panels(view) for t in chart["data"] for n in t.get("customdata", ())]
    assert sorted(clicked) == [0, 1, 2]


# Pairs, stems, time lines: what is drawn.


def test_a_pair_is_a_dot_and_both_axes_start_at_zero():
    view = against(deaths(4, year(2023)), accidents(5, year(2023)), deaths(1, year(2023), "city_b"),
                   accidents(2, year(2023), "city_b"))  # fmt: skip
    chart = pairs_chart.draw(view, at(told()))
    (found,) = chart["data"]
    assert list(zip(found["text"], found["x"], found["y"], strict=True)) == [("甲区", 4, 5), ("乙区", 1, 2)]
    assert found["mode"] == "markers+text"
    assert [chart["layout"][a]["range"][0] for a in ("xaxis", "yaxis")] == [0, 0]
    assert found["customdata"] == [0, 2]


def test_dots_in_one_place_share_a_name_and_no_name_covers_another():
    placed = {"city_a": (4, 5), "city_b": (4, 5), "city_zone": (3, 5)}
    view = against(
        *(f(v, year(2023), d) for d, pair in placed.items() for f, v in zip((deaths, accidents), pair, strict=True))
    )
    (found,) = pairs_chart.draw(view, at(told()))["data"]
    assert dict(zip(found["text"], found["x"], strict=True)) == {"甲区、乙区": 4, "": 4, "某高新区": 3}
    assert found["textposition"][0] == "middle right"
    assert found["textposition"][2] != "middle right"


FUZHOU = tuple(f"fuzhou_{name}" for name in ("gulou", "taijiang", "cangshan", "mawei", "jinan", "changle"))


@pytest.mark.parametrize("plane", [250, 1000], ids=["phone", "desk"])
def test_names_of_neighbours_lie_apart_on_a_phone_and_on_a_desk(real, plane):
    wanted = of("deaths", "deaths_per_accident", districts=FUZHOU, years=(2023,), mode="same")
    chart = pairs_chart.draw(pairs.build(wanted, at(real)), at(real))
    boxes = list(name_boxes(chart, plane))
    assert len(boxes) == 6  # on a phone, names of the three in one line may just touch
    for a, b in combinations(boxes, 2):
        assert abs(a[0] - b[0]) >= 33 or abs(a[1] - b[1]) >= 14, (a, b)


def name_boxes(chart: dict, plane: int) -> Iterator[tuple[float, float]]:
    """Yield the middle of each name, of 36 × 14 pixels beside a dot of 12, on a plane that wide and 320 high."""
    (found,), axes = chart["data"], chart["layout"]
    ways = {"left": -24, "right": 24, "top": 13, "bottom": -13}
    for x, y, place in zip(found["x"], found["y"], found["textposition"], strict=True):
        vertical, across = place.split()
        left, foot = x * plane / axes["xaxis"]["range"][1], y * 320 / axes["yaxis"]["range"][1]
        yield left + ways.get(across, 0), foot + ways.get(vertical, 0)


def test_no_pair_still_has_axes():
    chart = pairs_chart.draw(against(), at(told()))
    assert chart["data"][0]["x"] == []


def test_a_stem_goes_from_zero_to_its_value_and_names_it():
    database = told(deaths(4, year(2023)), deaths(2, year(2023), "city_b"))
    here = at(database)
    result = compute(database, CONFIG, "deaths", Selection())
    marks = comparison.comparison(result, here).marks
    chart = stem.draw(marks, "人", here)
    assert lines(chart) == [[(0, 0), (4, 0)], [(0, 1), (2, 1)]]
    assert [text.split("<br>")[0] for text in chart["layout"]["yaxis"]["ticktext"]] == [
        "<b>甲区　4</b>",
        "<b>乙区　2</b>",
    ]


def paper(title: str, published: date | None) -> records.Document:
    return records.Document(title, date(2023, 1, 1), date(2023, 6, 30), published, "official", 3)


def test_a_document_is_a_bar_over_its_months_and_a_dot_where_its_date_is_known():
    chart = timeline.documents((paper("甲", date(2023, 7, 10)), paper("乙", None)))
    assert lines(chart) == [[("2023-01-01", 0), ("2023-06-30", 0)], [("2023-01-01", 1), ("2023-06-30", 1)]]
    assert dots(chart) == {("2023-07-10", 0)}
    assert row_names(chart) == ["甲", "乙"]


def row_names(chart: dict) -> list[str]:
    """Return the names above the lines of a time line, from the top."""
    (names,) = [t for t in chart["data"] if t["mode"] == "text"]
    assert names["y"] == [row - timeline.ABOVE for row in range(len(names["text"]))]
    assert len(set(names["x"])) == 1
    return names["text"]


def test_a_bar_of_the_coverage_stands_in_the_row_of_its_district():
    bars = tuple(coverage.Bar(d, "accidents", date(2023, m, 1), date(2023, m, 28)) for m, d in enumerate(DISTRICTS, 1))
    view = coverage.Coverage("", (("accidents", "事故"),), DISTRICTS, bars)
    districts = TINY["districts"].replace(",甲区,A,", ",甲区,Economic and Technological Zone,")
    chart = coverage_chart.draw(view, at(told(districts=districts), "en"))
    shown = chart["layout"]["yaxis"]
    assert shown["ticktext"] == ["Economic and<br>Technological…", "B", "Zone"]
    assert shown["tickvals"] == [18, 48, 72]  # two lines are 36 pixels high, one is 24
    assert shown["range"] == [84, 0]
    assert lines(chart) == [[(f"2023-{m:02}-01", y), (f"2023-{m:02}-28", y)] for m, y in ((1, 18), (2, 48), (3, 72))]
    assert dots(chart) == {("2023-01-14", 18), ("2023-02-14", 48), ("2023-03-14", 72)}


def due(name: str, on: date, answered: bool, number: int) -> targets.Due:
    return targets.Due(name, "甲区", on, answered, number)


def test_targets_stand_by_deadline_solid_where_a_figure_answers_them():
    line = due("晚", date(2024, 12, 31), True, 0), due("早", date(2024, 3, 15), False, 1)
    chart = timeline.targets(line, False)
    assert row_names(chart) == ["早", "晚"]
    (marks,) = [t for t in chart["data"] if t["mode"] == "markers"]
    assert (marks["x"], marks["marker"]["color"]) == (["2024-03-15", "2024-12-31"], [PAGE, INK])
    assert marks["customdata"] == [1, 0]


def test_targets_of_several_districts_name_them():
    chart = timeline.targets((due("早", date(2024, 3, 15), False, 0),), True)
    assert row_names(chart) == ["<b>甲区　</b>早"]


@pytest.mark.parametrize(
    ("name", "district", "label"),
    [("报告完成", "甲区", "<b>甲区　</b>报告完成"), ("Report", "A", "<b>A: </b>Report"), ("报告完成", "", "报告完成")],
)
def test_a_name_above_a_line_follows_its_district_where_there_are_several(name, district, label):
    line = (targets.Due(name, district, date(2024, 3, 15), False, 0),)
    assert row_names(timeline.targets(line, bool(district))) == [label]


@pytest.mark.parametrize(("end", "count"), [(2024, 4), (2025, 4), (2027, 4)])
def test_a_time_line_has_few_ticks(end, count):
    line = due("早", date(2024, 3, 15), False, 0), due("晚", date(end, 12, 31), False, 1)
    assert len(timeline.targets(line, False)["layout"]["xaxis"]["tickvals"]) == count


def test_one_row_s_second_line_makes_no_row_higher():
    assert row_height(["甲", "乙<br>偏高，关注"], 36) == 36
    assert row_height(["甲<br>2024年<br>罚款÷立案"], 34) == 51


TICKS = [
    (0, [0, 1]),
    (1, [0, 0.5, 1]),
    (7, [0, 2, 4, 6]),
    (10, [0, 5, 10]),
    (486, [0, 200, 400]),
    (0.8, [0, 0.2, 0.4, 0.6, 0.8]),
]


@pytest.mark.parametrize(("highest", "ticks"), TICKS)
def test_ticks_go_by_ones_twos_and_fives_and_never_beyond_the_highest(highest, ticks):
    assert nice_ticks(highest) == pytest.approx(ticks)
    assert all(b > a for a, b in pairwise(ticks))


def test_a_long_name_is_broken_at_spaces_and_never_within_a_number():
    assert base.broken("温岭市应急管理局2024年上半年", 10) == "温岭市应急管理局<br>2024年上半年"
    assert base.broken("Fuzhou High-tech Zone", 12) == "Fuzhou<br>High-tech<br>Zone"
    assert base.broken("12345678", 4) == "1234<br>5678"


def test_the_last_tick_carries_a_short_unit_and_large_ones_are_in_wan():
    assert tick_texts([0, 5, 10], "人", "zh") == ["0", "5", "10人"]
    assert tick_texts([0, 20_000, 40_000], "元", "zh") == ["0", "2万", "4万元"]
    assert tick_texts([0, 1], "deaths", "en") == ["0", "1 deaths"]
    assert tick_texts([0, 1], "%", "en") == ["0", "1%"]
    assert tick_texts([0, 1], "", "en") == ["0", "1"]


def test_a_chart_s_colours_are_tokens_that_every_theme_has_a_colour_for():
    (chart,) = panels(drawn(deaths(1, year(2023, 3)), deaths(4, year(2023, 9))))
    tokens = set(re.findall(r'"#([0-9A-Fa-f]{3,8})"', json.dumps(chart)))
    assert base.INK.lstrip("#") in tokens
    fewest = min(len(style.THEMES[theme]["chartCategoricalColors"]) for theme in ("light", "dark"))
    assert tokens <= {f"0000{n:02}" for n in range(1, fewest + 1)} | {base.PAGE.lstrip("#")}


def test_a_panel_s_margins_hold_its_labels_so_that_plotly_need_not_measure():
    (chart,) = panels(drawn(deaths(1, year(2023, 3)), deaths(40_000, year(2023, 9))))
    layout = chart["layout"]
    widest = max(base.width(text) for text in layout["yaxis"]["ticktext"])
    assert layout["margin"]["l"] > widest + layout["margin"]["pad"]
    lines = max(label.count("<br>") + 1 for label in layout["xaxis"]["ticktext"])
    assert layout["margin"]["b"] >= 14 * lines
    assert not layout["xaxis"]["automargin"]
    assert not layout["yaxis"]["automargin"]


def test_a_trend_s_lede_says_its_title_once(real, everybody):
    lede = trend.build(Asked(Selection(everybody), ("cases_filed",)), at(real, "en")).lede
    assert lede.startswith("Cases filed (cases); cumulative from January")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_trend_s_lede_names_no_basis_that_says_nothing_more(real, everybody, lang):
    build = partial(trend.build, here=at(real, lang))
    for name in ("inspections", "people_trained"):
        lede = build(Asked(Selection(everybody), (name,))).lede
        assert "按原文" not in lede
        assert "As stated" not in lede
        assert "Persons" not in lede


def test_a_trend_s_lede_says_its_unit_once(real, everybody):
    ledes = {n: trend.build(Asked(Selection(everybody), (n,)), at(real)).lede for n in catalogue(real, CONFIG)}
    assert ledes["officials_trained"].startswith("干部职工培训人数（人），每年自1月起累计")
    assert ledes["deaths"].startswith("死亡人数（人），生产安全事故，每年自1月起累计")
    assert [lede for lede in ledes.values() if re.search(r"（(\w+)），\1，", lede)] == []
