"""What chance allows of a class of districts: limits, benchmarks, ranks, tests of change, and how they are worded."""

from collections.abc import Iterable
from datetime import date

import pytest
from conftest import TINY
from planting import GOOD
from scipy.stats import binom, binomtest, chi2
from test_figures import accidents, at, deaths, figure, table, told, year

from anjian import chance, indicators
from anjian.chance import Judged
from anjian.charts import funnel as funnel_chart
from anjian.charts.base import INK, WORSE
from anjian.charts.interval import colour
from anjian.config import ROOT, Config, Equivalence, Group, load
from anjian.figures import change, comparison, funnel, standing, trend
from anjian.figures.listing import plain
from anjian.figures.setting import Asked
from anjian.indicators import Result, UnknownName
from anjian.selection import Selection
from anjian.store import Database
from anjian.store import load as load_data

CONFIG = load()
FUZHOU_2023 = ("gulou", "taijiang", "cangshan", "mawei", "jinan", "changle")
HEAD = "id,code,name_zh,name_en,city,province,level,kind,order,valid_from,valid_to\n"


def districts(kinds: Iterable[str]) -> str:
    """Return the registry of a city of districts named after their numbers."""
    return HEAD + "".join(
        f"city_{n},{n:06},第{n}区,D{n},某市,某省,district,{kind},{n},,\n" for n, kind in enumerate(kinds)
    )


def residents(numbers: Iterable[int], **others: Iterable[int]) -> str:
    rows = [f"city_{n},2023-12-31,residents,{v},exact,early," for n, v in enumerate(numbers)]
    for measure, values in others.items():
        rows += [f"city_{n},2020-11-01,{measure},{v},exact,early," for n, v in enumerate(values)]
    return "\n".join(["district,date,measure,value,qualifier,source,note", *rows, ""])


def city(counts: Iterable[int], make=deaths, kinds: Iterable[str] = (), **registries: str) -> Database:
    """Return a city with one count of 2023 a district."""
    counts = list(counts)
    kinds = list(kinds) or ["district"] * len(counts)
    rows = [make(v, year(2023), district=f"city_{n}") for n, v in enumerate(counts)]
    shared = "\n".join(line for line in TINY["series"].splitlines() if "city_" not in line) + "\n"
    usual = {"series": shared, "districts": districts(kinds), "denominators": residents([])}
    return told(*rows, **(usual | registries))


def result(database: Database, name: str = "deaths", **chosen: object) -> Result:
    return indicators.compute(database, CONFIG, name, Selection(**({"mode": "same"} | chosen)))


def judged(database: Database, name: str = "deaths", benchmark: str = chance.POOLED, **chosen: object) -> Judged:
    return chance.judge(database, CONFIG, result(database, name, **chosen), benchmark)


def codes(found: Judged) -> list[str | None]:
    return [s.code for s in found.rows]


@pytest.fixture(scope="module")
def real() -> Database:
    return load_data(ROOT / "data")


@pytest.fixture(scope="module")
def fuzhou(real) -> Judged:
    return judged(real, districts=tuple(f"fuzhou_{n}" for n in FUZHOU_2023), years=(2023,))


# A whole class, by a second way.


def test_who_ranks_fuzhou_by_deaths_sees_order_outlier_and_who_cannot_be_told_apart(fuzhou):
    assert [(s.row.value, s.rank) for s in fuzhou.rows] == [(1, 4), (1, 4), (2, 3), (1, 4), (3, 2), (11, 1)]
    assert codes(fuzhou) == ["within"] * 5 + ["far_above"]
    assert [s.group for s in fuzhou.rows] == ["similar"] * 5 + ["above"]
    assert fuzhou.rows[-1].ranks == (1, 1)
    assert fuzhou.common == pytest.approx(19 / 6)


@pytest.mark.parametrize(("level", "which"), [(0.95, "near"), (0.998, "far")])
def test_limits_of_counts_are_exact_poisson(fuzhou, level, which):
    for s in fuzhou.rows:
        lower, upper = (
            chi2.ppf((1 - level) / 2, 2 * s.row.value) / 2,
            chi2.ppf((1 + level) / 2, 2 * s.row.value + 2) / 2,
        )
        assert getattr(s, which) == pytest.approx((lower, upper))


def test_the_pooled_benchmark_is_judged_by_the_binomial_of_all_events(fuzhou):
    for s in fuzhou.rows:
        low, high = binom.ppf([0.001, 0.999], 19, 1 / 6)
        assert (s.code == "far_above") == (s.row.value > high)
        assert s.row.value >= low


def test_the_funnel_and_the_standing_are_one_rule(real):
    for city_name, years in (("wuhu", (2020,)), ("huangshan", (2022,)), ("fuzhou", (2024,))):
        chosen = tuple(r["id"] for r in real.query("areas") if r["id"].startswith(city_name))
        found = judged(real, "deaths_per_100k_residents", districts=chosen, years=years)
        limits = chance.funnel(found)
        for s in found.rows:
            exposure = s.row.denominator / 100_000
            at_x = max(n for n, e in enumerate(limits.exposure) if e <= exposure)
            above = s.row.value > limits.far.upper[at_x : at_x + 2].max()
            assert above == (s.code == "far_above")
            assert (s.row.value < limits.near.lower[at_x : at_x + 2].min()) <= (s.code in ("below", "far_below"))


def test_with_care_nothing_is_coloured_better_or_worse():
    mixed = judged(city([2, 20, 6], kinds=["district", "district", "development_zone"]))
    alike = judged(city([2, 20, 6]))
    assert (codes(mixed)[1], codes(alike)[1]) == ("far_above", "far_above")
    assert (mixed.better, alike.better) == ("none", "lower")
    assert (colour(mixed.rows[1], mixed.better), colour(alike.rows[1], alike.better)) == (INK, WORSE)


def test_a_year_before_of_another_publication_colours_nothing():
    before = [deaths(n, year(2022), f"city_{k}") for k, n in enumerate((30, 5))]
    now = [deaths(n, year(2023), f"city_{k}", source="late") for k, n in enumerate((3, 6))]
    shared = "\n".join(line for line in TINY["series"].splitlines() if "city_" not in line) + "\n"
    registries = {"series": shared, "districts": districts(["district"] * 2), "denominators": residents([])}
    other = judged(told(*before, *now, **registries), benchmark=chance.YEAR_BEFORE, years=(2023,))
    assert (codes(other)[0], other.better) == ("far_below", "none")
    now = [deaths(n, year(2023), f"city_{k}") for k, n in enumerate((3, 6))]
    own = judged(told(*before, *now, **registries), benchmark=chance.YEAR_BEFORE, years=(2023,))
    assert (codes(own)[0], own.better) == ("far_below", "lower")


def test_the_legend_says_by_what_rule_a_pooled_benchmark_marks():
    found = judged(city([2, 20]))
    assert codes(found) == ["far_below", "far_above"]
    assert all(s.far.lower < found.common < s.far.upper for s in found.rows)  # inside both thin lines
    said = "".join(standing.explained(found, at(city([2, 20]))))
    assert "总数在各区县间偶然分配" in said
    assert "细线以外才算" not in said


def grouped(*members: str) -> Config:
    group = Group(id="two", title={"zh": "两区", "en": "The two"}, districts=members)
    return CONFIG.model_copy(update={"groups": (group,)})


def test_a_group_s_benchmark_names_how_many_of_it_the_value_is_made_of():
    database, config = city([2, 20, 11]), grouped("city_0", "city_1", "city_9")
    found = chance.judge(database, config, indicators.compute(database, config, "deaths", Selection(mode="same")),
                         "group-two")  # fmt: skip
    assert standing.benchmark(found, at(database, config=config)) == "两区2个区县的平均数（11.0人）"


def test_there_is_no_funnel_where_only_some_are_in_the_benchmark():
    counts, people = [5, 20, 11], residents([1_000_000, 1_000_000, 1_100_000])
    database = city(counts, denominators=people)
    every = chance.judge(database, CONFIG, result(database, "deaths_per_100k_residents"))
    assert chance.funnel(every) is not None
    config = grouped("city_0", "city_1")
    rates = indicators.compute(database, config, "deaths_per_100k_residents", Selection(mode="same"))
    found = chance.judge(database, config, rates, "group-two")
    assert found.common is not None
    assert chance.funnel(found) is None


def test_the_mean_is_of_those_with_a_chance_model():
    rows = [deaths(v, year(2023), f"city_{n}") for n, v in enumerate((3, 4, 5))]
    bound = deaths(400, year(2023), "city_3", qualifier="at_least")
    shared = "\n".join(line for line in TINY["series"].splitlines() if "city_" not in line) + "\n"
    database = told(*rows, bound, series=shared, districts=districts(["district"] * 4), denominators=residents([]))
    assert standing.benchmark(judged(database), at(database)) == "3个区县的平均数（4.0人）"


def test_a_share_of_units_has_wilson_limits_in_its_own_unit():
    asked = CONFIG.indicators["rectification_rate"].model_copy(update={"interval": "wilson"})
    config = CONFIG.model_copy(update={"indicators": CONFIG.indicators | {"rectification_rate": asked}})
    parts = {"city_a": (3, 20), "city_b": (170, 200)}
    rows = [figure(m, v, year(2023), d) for d, pair in parts.items()
            for m, v in zip(("hazards_rectified", "hazards_found"), pair, strict=True)]  # fmt: skip
    database = told(*rows)
    rates = indicators.compute(database, config, "rectification_rate", Selection(mode="same"))
    one, other = chance.judge(database, config, rates).rows
    assert (one.row.value, *one.near) == pytest.approx((15, 5.237, 36.042), abs=1e-3)
    assert [(s.rank, s.ranks) for s in (one, other)] == [(2, None), (1, None)]  # ranges are drawn of events alone


def test_decided_bases_are_named_with_the_ranking_and_in_the_file():
    decided = Equivalence(measure="deaths", bases=("production", "all_kinds"), decided_by="某安委办",
                          on=date(2024, 1, 1), why="试")  # fmt: skip
    config = CONFIG.model_copy(update={"equivalences": (decided,)})
    rows = [deaths(v, year(2023), f"city_{n}", basis=b) for n, (v, b) in
            enumerate([(3, "production"), (4, "all_kinds")])]  # fmt: skip
    shared = "\n".join(line for line in TINY["series"].splitlines() if "city_" not in line) + "\n"
    database = told(*rows, series=shared, districts=districts(["district"] * 2), denominators=residents([]))
    here, found = at(database, config=config), indicators.compute(database, config, "deaths", Selection(mode="same"))
    view = chance.judge(database, config, found)
    assert any("某安委办" in note for note in standing.ranking(view, here).notes)
    told_of = comparison.notes(found, comparison.comparison(found, here, True, view), here)
    assert any("某安委办" in value for _, value in told_of)


def test_luck_alone_is_told_of_the_class(fuzhou):
    assert fuzhou.luck == pytest.approx(0.0473, abs=1e-4)


# What has a model, and a rank.


def test_a_bound_has_no_limits_and_no_standing():
    found = judged(told(
        deaths(9, year(2023), district="city_a", qualifier="at_least"), deaths(3, year(2023), district="city_b"),
        deaths(2, year(2023), district="city_zone"),
    ))  # fmt: skip
    assert [(bool(s.near), s.code) for s in found.rows] == [(False, None), (True, "within"), (True, "within")]


def test_managed_volumes_have_no_model_and_no_benchmark_but_an_order():
    def inspected(value, period, district):
        return figure("inspections", value, period, district)

    database = city([400, 30, 30], inspected)
    found = judged(database, "inspections")
    assert not found.modelled
    assert chance.benchmarks(database, CONFIG, found.result) == ()
    assert [(s.rank, s.ranks) for s in found.rows] == [(1, None), (2, None), (2, None)]
    assert standing.finding(found, at(database)) == ""
    assert [row[0] for row in standing.ranking(found, at(database)).rows] == ["1", "2", "2"]


def test_what_may_only_be_compared_with_care_has_no_ranks():
    database = city([4, 5, 6], kinds=["district", "district", "development_zone"])
    found = judged(database)
    assert {s.rank for s in found.rows} == {None}
    assert standing.ranking(found, at(database)) is None
    assert found.modelled


@pytest.mark.parametrize("counts", [[], [3]])
def test_none_or_one_district_is_an_answer_without_a_benchmark(counts):
    database = city(counts) if counts else told()
    found = judged(database)
    assert codes(found) == [None] * len(counts)
    assert chance.benchmarks(database, CONFIG, found.result) == ()
    assert standing.finding(found, at(database)) == ""
    assert standing.ranking(found, at(database)) is None


def test_all_zero_has_limits_but_nothing_stands_out():
    database = city([0, 0, 0])
    found = judged(database)
    assert [s.near[1] for s in found.rows] == pytest.approx([3.6889] * 3, abs=1e-4)
    assert codes(found) == [None] * 3
    assert [s.rank for s in found.rows] == [1, 1, 1]
    assert standing.finding(found, at(database)) == ""


def test_two_districts_are_judged():
    assert codes(judged(city([2, 20]))) == ["far_below", "far_above"]
    assert codes(judged(city([8, 9]))) == ["within", "within"]


@pytest.fixture(scope="module")
def crowd() -> tuple[Database, Judged]:
    """Three hundred districts whose counts run from 0 to 19 again and again."""
    database = city([n % 20 for n in range(300)])
    return database, judged(database)


def test_three_hundred_districts_are_ranked_with_ranges(crowd):
    rows, values = crowd[1].rows, [n % 20 for n in range(300)]
    assert [s.rank for s in rows] == [1 + sum(other > v for other in values) for v in values]
    assert all(1 <= low <= high <= 300 for low, high in (s.ranks for s in rows))
    ranges = {s.row.value: s.ranks for s in rows}
    assert len({(s.row.value, s.ranks) for s in rows}) == 20  # equal districts share one range
    assert ranges[19][0] < ranges[10][0] < ranges[0][0]
    assert ranges[19][1] < ranges[10][1] < ranges[0][1]


HIGHEST = {n for n in range(300) if n % 20 >= 14} | set(range(13, 200, 20))  # 90 of 14 to 19, the first 10 of 13
FIRST = set(range(100))


@pytest.mark.parametrize(
    ("by_value", "lang", "drawn", "said"),
    [(True, "zh", HIGHEST, "图中只画数值最高的100个，其余200个见表"),
     (True, "en", HIGHEST, "The chart holds the 100 highest; the other 200 are in the tables"),
     (False, "zh", FIRST, "图中只画按行政区划排在前面的100个，其余200个见表"),
     (False, "en", FIRST, "The chart holds the first 100 in administrative order; the other 200 are in the tables")],
)  # fmt: skip
def test_of_three_hundred_districts_a_chart_holds_the_first_hundred_and_the_table_all(
    crowd, by_value, lang, drawn, said
):
    database, found = crowd
    here = at(database, lang)
    view = comparison.comparison(found.result, here, by_value, found)
    assert {m.row.district for m in view.drawn} == {f"city_{n}" for n in drawn}
    assert view.undrawn == said
    everyone = sorted(here.name(f"city_{n}") for n in range(300))
    assert sorted(row[0] for row in comparison.comparison_table(view, here).rows) == everyone
    assert sorted(row[0] for row in comparison.printed(view, here).rows) == everyone


def test_districts_without_a_value_are_named_once_below_the_table_with_their_reason():
    database = city([5, 6], kinds=["district"] * 4)
    chosen = result(database, districts=tuple(f"city_{n}" for n in range(4)))
    listed = comparison.printed(comparison.comparison(chosen, at(database)), at(database))
    assert [row[0] for row in listed.rows] == ["第0区", "第1区"]
    assert listed.notes == ("没有公布“死亡人数”（2个）：第2区、第3区",)
    assert listed.title.endswith("2项逐一列出")


def test_a_ranking_s_english_title_is_a_sentence():
    database = city([5, 9])
    assert standing.ranking(judged(database), at(database, "en")).title == "Ranking of 2 districts by deaths"


def test_a_table_without_any_value_lists_the_districts():
    database = city([], kinds=["district"] * 2)
    chosen = result(database, districts=tuple(f"city_{n}" for n in range(2)))
    listed = comparison.printed(comparison.comparison(chosen, at(database)), at(database))
    assert ([row[0] for row in listed.rows], listed.notes) == (["第0区", "第1区"], ())


def test_a_hundred_districts_are_drawn_to_the_last():
    database = city([5] * 100)
    view = comparison.comparison(result(database), at(database))
    assert (len(view.drawn), view.undrawn) == (100, "")


# Rates, and who has too few events for one.


def test_too_few_events_show_no_rate_but_count_in_the_pooled_value():
    database = city([2, 10, 12], denominators=residents([100_000, 100_000, 200_000]))
    found = judged(database, "deaths_per_100k_residents")
    assert [s.row.district for s in found.rows] == ["city_1", "city_2"]
    assert [r.district for r in found.few] == ["city_0"]
    assert found.common == pytest.approx(24 / 4)
    assert found.total == 24
    assert "第0区不足3件" in standing.explained(found, at(database))[-1]


def test_the_funnel_shows_the_few_without_a_number_and_needs_a_denominator():
    database = city([2, 10, 12], denominators=residents([100_000, 100_000, 200_000]))
    view = funnel.build(judged(database, "deaths_per_100k_residents"), at(database))
    assert [(p.name, p.value, p.standing is None) for p in view.points] == [
        ("第1区", 10, False), ("第2区", 6, False), ("第0区", 2, True),
    ]  # fmt: skip
    assert "/" not in view.points[-1].label
    assert funnel.build(judged(database), at(database)) is None


def test_one_rate_that_may_be_shown_makes_no_funnel():
    found = judged(city([2, 10], denominators=residents([100_000, 100_000])), "deaths_per_100k_residents")
    assert (found.common, len(found.rows)) == (6, 1)
    assert chance.funnel(found) is None


def test_a_name_in_a_funnel_stands_away_from_the_line_in_the_middle():
    database = city([5, 10, 30], denominators=residents([100_000, 100_000, 200_000]))
    view = funnel.build(judged(database, "deaths_per_100k_residents"), at(database))
    dots = funnel_chart.draw(view, at(database))["data"][-1]
    sides = ["bottom center" if p.value < view.pooled else "top center" for p in view.points]
    assert dots["textposition"] == sides
    assert set(sides) == {"bottom center", "top center"}


def test_files_and_lists_never_show_a_count_as_a_rate():
    database = city([2, 10, 12], denominators=residents([100_000, 100_000, 200_000]))
    view = comparison.comparison(result(database, "deaths_per_100k_residents"), at(database))
    (line,) = [row for row in comparison.printed(view, at(database)).rows if row[0] == "第0区"]
    assert line[2] == "2人（不作比率）"
    table = comparison.comparison_table(view, at(database))
    (row,) = [dict(zip(table.columns, r, strict=True)) for r in table.rows if r[0] == "第0区"]
    assert (row["数值"], row["分子"]) == (None, 2)


FEW = {
    "zh": ("每10万常住人口死亡：第0区、第1区、第2区不足3起（人），只列数，不算率",
           "3个区县的数都太少，多一个少一个就会改变高低，分不出先后，不作判断",
           ["2人（不作比率）", "0人（不作比率）", "1人（不作比率）"]),
    "en": ("Deaths per 100,000 residents: fewer than 3 events in D0, D1, D2; counts shown, no rate",
           "All 3 counts are so small that one event more or less would change their order: none can be told apart, "
           "none is judged", ["2 (no rate)", "0 (no rate)", "1 (no rate)"]),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_all_have_too_few_events_the_counts_stand_and_nobody_is_told_apart(lang):
    database = city([2, 0, 1], denominators=residents([100_000, 100_000, 200_000]))
    here, found = at(database, lang), judged(database, "deaths_per_100k_residents")
    view = comparison.comparison(found.result, here, True, found)
    assert (view.title, standing.finding(found, here), [r.published for r in view.refused]) == FEW[lang]
    assert (view.marks, funnel.build(found, here), standing.ranking(found, here)) == ((), None, None)
    assert chance.benchmarks(database, CONFIG, found.result) == ()


def test_one_district_with_too_few_events_is_named_and_told_from_nobody():
    database = city([2], denominators=residents([100_000]))
    here, found = at(database), judged(database, "deaths_per_100k_residents")
    assert comparison.comparison(found.result, here, True, found).title.endswith("：第0区不足3起（人），只列数，不算率")
    assert standing.finding(found, here) == ""


def test_where_nothing_was_published_nothing_is_called_too_few():
    database = city([], denominators=residents([]))
    here, found = at(database), judged(database, "deaths_per_100k_residents")
    assert "没有可用的数字" in comparison.comparison(found.result, here, True, found).title
    assert standing.finding(found, here) == ""


# Benchmarks.


def test_peers_of_a_kind_are_judged_together_and_a_single_one_not():
    kinds = ["district", "district", "county", "county", "county_level_city"]
    database = city([1, 20, 30, 30, 5], kinds=kinds)
    found = judged(database, benchmark=chance.KIND)
    assert [s.benchmark for s in found.rows] == [10.5, 10.5, 30, 30, None]
    assert codes(found) == ["far_below", "far_above", "within", "within", None]
    assert "第4区没有相应基准" in standing.finding(found, at(database))


def test_peers_of_an_industry_are_those_with_the_same_largest_one():
    employed = {
        "employed_sample": [100, 100, 100], "employed_manufacturing_sample": [60, 50, 10],
        "employed_agriculture_sample": [30, 10, 20],
    }  # fmt: skip
    measures = "".join(f"{m},denominators,人,stock,{m},{m},\n" for m in employed)
    database = city(
        [4, 8, 20], denominators=residents([1, 1, 1], **employed), measures=TINY["measures"] + measures
    )  # fmt: skip
    assert [r["industry"] for r in database.query("peers")] == ["manufacturing", "manufacturing", "services"]
    assert [s.benchmark for s in judged(database, benchmark=chance.INDUSTRY).rows] == [6, 6, None]


@pytest.mark.parametrize(("now", "code"), [(11, "within"), (12, "above"), (25, "far_above"), (0, "within")])
def test_the_year_before_is_tested_as_a_change(now, code):
    database = told(deaths(now, year(2023)), deaths(3, year(2022)))
    assert codes(judged(database, benchmark=chance.YEAR_BEFORE, districts=("city_a",), years=(2023,))) == [code]


@pytest.mark.parametrize(
    "figures",
    [
        (deaths(30, year(2021)), deaths(3, year(2020))),
        (deaths(30, year(2023)), deaths(3, year(2022), qualifier="about")),
    ],
    ids=["across a break", "about"],
)
def test_a_year_before_across_a_break_or_of_about_so_many_is_no_benchmark(figures):
    found = result(told(*figures), districts=("city_a",), years=(int(figures[0]["period_end"][:4]),))
    assert codes(chance.judge(told(*figures), CONFIG, found, chance.YEAR_BEFORE)) == [None]


def promised(most: str, unit: str = "人") -> dict[str, str]:
    return GOOD["targets"] | {
        "period_start": "2023-01-01", "period_end": "2023-12-31", "measure": "deaths", "aim": "at_most", "value": most,
        "unit": unit, "per": "once", "as_written": "不超过",
    }  # fmt: skip


def test_a_target_in_another_unit_or_for_one_of_several_bases_is_no_benchmark():
    strange = told(deaths(11, year(2023)), targets=table("targets", [promised("2", "人次")]))
    assert codes(judged(strange, benchmark=chance.TARGET, districts=("city_a",))) == [None]
    two = [deaths(11, year(2023)), deaths(12, year(2023), basis="all_kinds")]
    several = told(*two, targets=table("targets", [promised("2")]))
    assert set(codes(judged(several, benchmark=chance.TARGET, districts=("city_a",)))) == {None}


@pytest.mark.parametrize(("most", "code"), [("2", "far_above"), ("5", "above"), ("8", "within"), ("", None)])
def test_a_target_is_an_outside_benchmark(most, code):
    target = promised(most)
    database = told(deaths(11, year(2023)), targets=table("targets", [target] if most else []))
    assert codes(judged(database, benchmark=chance.TARGET, districts=("city_a",))) == [code]


def test_a_group_shares_its_events_with_its_members_only():
    group = CONFIG.groups[0].model_copy(update={"id": "small", "districts": ("city_0", "city_1")})
    config = CONFIG.model_copy(update={"groups": (group,)})
    database = city([4, 6, 14])
    found = chance.judge(database, config, result(database), "group-small")
    assert [s.benchmark for s in found.rows] == [5, 5, 5]
    assert codes(found) == ["within", "within", "far_above"]
    assert found.luck is None
    with pytest.raises(UnknownName, match="group-nobody"):
        chance.judge(database, config, result(database), "group-nobody")


def test_only_benchmarks_that_judge_something_are_offered(real, fuzhou):
    offered = chance.benchmarks(real, CONFIG, fuzhou.result)
    assert offered[0] == chance.POOLED
    assert "group-fuzhou" in offered
    assert "group-wuhu" not in offered
    assert chance.TARGET not in offered


# Changes.


@pytest.mark.parametrize(
    ("before", "now", "tag"),
    [(3, 11, "within"), (3, 12, "worse"), (5, 14, "within"), (5, 15, "worse"), (10, 3, "within"), (10, 2, "better"),
     (20, 9, "within"), (20, 8, "better"), (0, 0, "within"), (6, 4, "within")],
)  # fmt: skip
def test_a_change_is_better_or_worse_only_past_the_test(before, now, tag):
    database = told(deaths(now, year(2023)), deaths(before, year(2022)))
    (found,) = indicators.changes(database, CONFIG, ["deaths"], Selection(("city_a",)))
    assert chance.tag(found) == tag
    assert (binomtest(now, now + before).pvalue < 0.05 if now + before else False) == (tag != "within")


@pytest.mark.parametrize(("better", "tag"), [("lower", "worse"), ("higher", "better"), ("none", "beyond")])
def test_a_change_past_the_test_is_better_as_declared_and_beyond_where_neither_way_is(better, tag):
    declared = CONFIG.indicators["deaths"].model_copy(update={"better": better})
    config = CONFIG.model_copy(update={"indicators": CONFIG.indicators | {"deaths": declared}})
    database = told(deaths(12, year(2023)), deaths(3, year(2022)))
    (found,) = indicators.changes(database, config, ["deaths"], Selection(("city_a",)))
    assert chance.tag(found) == tag


def test_managed_volumes_have_no_test_of_change():
    database = told(figure("inspections", 400, year(2023)), figure("inspections", 10, year(2022)))
    (found,) = indicators.changes(database, CONFIG, ["inspections"], Selection(("city_a",)))
    assert chance.tag(found) is None


def changed(before: int, now: int) -> list[str]:
    rows = [make(v, year(y)) for make in (accidents, deaths) for y, v in ((2022, before), (2023, now))]
    database = told(*rows)
    view = change.build(Asked(Selection(("city_a",)), ("accidents", "deaths")), at(database)).judged
    return [view.lede, view.rows[0][1]]


def test_a_change_tells_the_difference_first_then_the_percentage_with_its_base():
    assert plain(changed(6, 4)[1]) == "6 → 4 −2（−33.3%，基数小） 未超出随机波动"
    assert plain(changed(20, 9)[1]) == "20 → 9 −11（−55.0%） 未超出随机波动"
    assert plain(changed(20, 8)[1]) == "20 → 8 −12（−60.0%） ▼ 好转，超出随机波动"
    assert "+2（上年同期为0）" in changed(0, 2)[1]


def test_only_a_change_beyond_chance_has_colour_and_an_arrow():
    assert ":green[**▼ 好转" in changed(20, 8)[1]
    assert ":violet[**▲ 恶化" in changed(8, 20)[1]
    within = changed(20, 9)[1]
    assert not any(mark in within for mark in ("green", "violet", "▼", "▲"))


@pytest.mark.parametrize(
    ("code", "better", "good"),
    [("far_above", "lower", False), ("far_below", "lower", True), ("far_above", "higher", True),
     ("far_below", "higher", False), ("far_above", "none", None), ("above", "lower", None),
     ("below", "higher", None), ("within", "lower", None), (None, "lower", None)],
)  # fmt: skip
def test_one_rule_says_what_is_good_for_colours_of_charts_and_tables(code, better, good):
    assert chance.is_better(code, better) is good


def test_beside_the_share_of_double_falls_stands_what_luck_gives():
    lede = changed(5, 3)[0]
    assert "双下降1组" in lede
    assert "这1组里平均也会有0.4组双下降" in lede
    assert chance.falls_by_luck([(5, 5)] * 100) == pytest.approx(43.6, abs=0.1)


@pytest.mark.parametrize(
    ("counts", "says"),
    [((20, 30, 45), "逐年上升，超出随机波动"), ((45, 30, 20), "逐年下降，超出随机波动"),
     ((20, 22, 21), "没有超出随机波动的逐年升降"),
     ((0, 1, 2), "数据量不足以判断升降"), ((0, 0, 0), "数据量不足以判断升降"),
     ((20, 45), "")],
)  # fmt: skip
def test_a_trend_is_told_from_three_like_years_on_and_never_called_steady(counts, says):
    database = told(*(deaths(v, year(2021 + n, 6)) for n, v in enumerate(counts)))
    notes = "；".join(trend.build(Asked(Selection(("city_a",)), ("deaths",)), at(database)).notes)
    assert says in notes
    assert "平稳" not in notes
    assert says or "随机" not in notes


def test_a_trend_of_a_rate_follows_the_events_against_the_population():
    people = [f"city_a,{y}-12-31,residents,{v},exact,early," for y, v in
              zip(range(2021, 2025), (400_000, 200_000, 100_000, 50_000), strict=True)]  # fmt: skip
    denominators = "\n".join(["district,date,measure,value,qualifier,source,note", *people, ""])
    database = told(*(deaths(20, year(y, 6)) for y in range(2021, 2025)), denominators=denominators)
    spec = indicators.find("deaths_per_100k_residents", database, CONFIG)
    rows = indicators.history(database, CONFIG, spec.id, Selection(("city_a",))).rows
    assert chance.trend(rows, spec) == "rising"


def test_years_apart_other_months_and_other_bases_are_no_trend():
    spread = [deaths(v, year(y)) for v, y in ((20, 2018), (30, 2020), (45, 2022))]
    unlike = [deaths(20, year(2021)), deaths(30, year(2022, 6)), deaths(45, year(2023))]
    for figures in (spread, unlike):
        notes = trend.build(Asked(Selection(("city_a",)), ("deaths",)), at(told(*figures))).notes
        assert "随机" not in "".join(notes)


# In words.


def test_the_finding_names_who_stands_out_in_both_languages(real, fuzhou):
    chinese, english = (standing.finding(fuzhou, at(real, lang)) for lang in ("zh", "en"))
    assert chinese == "长乐区明显高于6个区县的平均数（3.2人）；其余5个未超出随机波动，分不出先后"
    assert english.startswith("Changle clearly above the mean of 6 districts (3.2 persons)")


WATCHED = {
    "zh": "第4区高于5个区县的平均数（20.0人），列为关注，不作结论；"
          "第0区低于5个区县的平均数（20.0人），列为关注，不作结论；其余3个未超出随机波动，分不出先后",
    "en": "D4 above the mean of 5 districts (20.0 persons): to be watched, not a finding; "
          "D0 below the mean of 5 districts (20.0 persons): to be watched, not a finding; "
          "the other 3 lie within chance and cannot be told apart",
}  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_who_is_to_be_watched_is_named_with_the_side_it_is_on(lang):
    database = city([10, 20, 20, 20, 30])
    assert standing.finding(judged(database), at(database, lang)) == WATCHED[lang]


def test_every_mark_is_explained_in_plain_words(real, fuzhou):
    chinese = "".join(standing.explained(fuzhou, at(real)))
    for mark in ("粗线", "细线", "虚线", "偶然", "没有除以人口"):
        assert mark in chinese


def test_the_ranking_tells_who_is_under_watch_as_the_chart_does():
    database = city([5, 5, 5, 5, 13])
    found = judged(database)
    watched = [s for s in found.rows if s.code == "above"]
    assert len(watched) == 1
    groups = {row[-1] for row in standing.ranking(found, at(database)).rows}
    assert groups == {"未能区分", "未能区分（偏高，关注）"}


def test_the_ranking_has_rank_interval_range_and_group(real, fuzhou):
    view = standing.ranking(fuzhou, at(real))
    assert view.rows[0] == ("1", "**长乐区**", "11人", "5.5–19.7", "1", ":violet[**▲ 明显高于**]")
    assert view.rows[-1] == ("4", "**马尾区**", "1人", "0.0–5.6", "2–6", "未能区分")
