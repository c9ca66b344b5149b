"""同比: which months are compared with which, which telling is the base, who cannot be judged and why."""

from collections import defaultdict
from datetime import date

import pytest
from conftest import TINY
from test_figures import DISTRICTS, accidents, at, cells, deaths, figure, of, told, year
from test_indicators import CONFIG, naive_figures, naive_observations

from anjian import chance, indicators, words
from anjian import comparability as gate
from anjian.config import ROOT
from anjian.figures import change, overview
from anjian.figures.change import Changes
from anjian.figures.setting import Asked
from anjian.indicators import Change
from anjian.selection import Selection, parse_period
from anjian.store import Database, load

BOTH = ("accidents", "deaths")


@pytest.fixture(scope="module")
def real() -> Database:
    return load(ROOT / "data")


def changes(*figures: dict, names: tuple[str, ...] = ("deaths",), **chosen: object) -> list[Change]:
    return list(indicators.changes(told(*figures), CONFIG, names, Selection(**chosen)))


def values(found: list[Change]) -> list[tuple[float, float, float]]:
    return [(c.base.value, c.now.value, c.difference) for c in found]


# Which months, which base.


def test_a_change_is_on_the_same_months_of_the_year_before():
    others = deaths(9, year(2023)), deaths(7, year(2022, 6))
    (found,) = changes(deaths(3, year(2024, 6)), deaths(5, year(2023, 6)), *others)
    assert (found.base.value, found.now.value, found.difference) == (5, 3, -2)
    assert found.base.period == (date(2023, 1, 1), date(2023, 6, 30))
    assert found.verdict.verdict == gate.COMPARABLE


NO_BASE = [
    {"period_end": "2023-07-31"},
    {"period_end": "2023-05-31"},
    {"period_start": "2023-02-01"},
    {"period_start": "2022-01-01", "period_end": "2022-06-30"},
    {"period_start": "2022-01-01"},
    {"district": "city_b"},
    {"measure": "accidents"},
    {"sector": "hazardous_chemicals"},
    {"grade": "fatal"},
    {"series": "a_part"},
    {"series": "a_bureau"},
    {"basis": "all_kinds"},
    {"dates": "assumed"},
    {"value": "", "status": "direction_only"},
]


@pytest.mark.parametrize("other", NO_BASE, ids=lambda o: " ".join(o.values()))
def test_what_is_of_other_months_or_of_another_kind_is_no_base(other):
    assert changes(deaths(3, year(2024, 6)), deaths(5, year(2023, 6)) | other) == []


NO_CHANGE = [{"sector": "hazardous_chemicals"}, {"grade": "fatal"}, {"series": "a_part"}, {"dates": "assumed"}]


@pytest.mark.parametrize("other", NO_CHANGE, ids=lambda o: next(iter(o)))
def test_parts_and_assumed_dates_have_no_change_of_their_own(other):
    assert changes(*(deaths(v, year(y, 6)) | other for v, y in ((3, 2024), (5, 2023)))) == []


def test_a_percentage_and_a_stock_have_no_change():
    rates = [figure("exam_pass_rate", v, year(y)) for v, y in ((90, 2024), (80, 2023))]
    stocks = [figure("shelters", v, f"{y}-12-31..{y}-12-31", dates="as_of") for v, y in ((7, 2024), (5, 2023))]
    assert changes(*rates, *stocks, names=("exam_pass_rate", "shelters")) == []


SAME_DAYS = [
    ("2024-02..2024-02", "2023-02..2023-02"),
    ("2025-02..2025-02", "2024-02..2024-02"),
    ("2024-01..2024-02", "2023-01..2023-02"),
    ("2025-01-01..2025-12-04", "2024-01-01..2024-12-04"),
    ("2024-01-05..2024-02-29", "2023-01-05..2023-02-28"),
    ("2024-11..2025-02", "2023-11..2024-02"),
]


@pytest.mark.parametrize(("now", "before"), SAME_DAYS)
def test_february_ends_on_its_last_day_and_a_part_month_on_the_same(now, before):
    assert values(changes(deaths(3, now), deaths(5, before))) == [(5, 3, -2)]


OTHER_DAYS = ["2024-01-01..2024-12-05", "2024-01-01..2024-12-03", "2024-01..2024-12", "2024-01..2024-11"]


@pytest.mark.parametrize("before", OTHER_DAYS)
def test_a_part_month_has_no_base_of_other_days(before):
    assert changes(deaths(3, "2025-01-01..2025-12-04"), deaths(5, before)) == []


def test_only_the_best_covered_figure_of_the_newest_year_has_a_change():
    half, more = deaths(3, year(2024, 6)), deaths(4, year(2024, 9))
    assert changes(half, more, deaths(5, year(2023, 6))) == []
    assert values(changes(half, more, deaths(5, year(2023, 6)), deaths(7, year(2023, 9)))) == [(7, 4, -3)]


def test_an_older_year_with_a_base_does_not_stand_in_for_the_newest():
    older = deaths(3, year(2023)), deaths(5, year(2022))
    assert changes(*older, deaths(1, "2025-01..2025-01")) == []
    assert values(changes(*older, deaths(1, "2025-01..2025-01"), years=(2023,))) == [(5, 3, -2)]


def test_a_chosen_period_is_the_one_compared():
    figures = [deaths(v, year(y, m)) for v, y, m in ((4, 2024, 9), (7, 2023, 9), (3, 2024, 6), (5, 2023, 6))]
    assert values(changes(*figures, period=parse_period(year(2024, 6)))) == [(5, 3, -2)]


def test_each_basis_has_its_own_change():
    both = {"production": (4, 5), "all_kinds": (40, 30)}
    figures = [deaths(v, year(y), basis=b) for b, two in both.items() for v, y in zip(two, (2024, 2023), strict=True)]
    assert {c.now.bases[0][1]: c.difference for c in changes(*figures)} == {"production": -1, "all_kinds": 10}


def test_months_make_the_window_that_is_compared():
    months = [deaths(v, f"{y}-{m:02}..{y}-{m:02}") for y, v in ((2024, 2), (2023, 3)) for m in (1, 2, 3)]
    (found,) = changes(*months)
    assert (found.base.value, found.now.value) == (9, 6)
    assert (len(found.base.figures), len(found.now.figures)) == (3, 3)


def test_a_month_that_is_missing_leaves_no_window_to_compare():
    months = [deaths(2, f"2024-{m:02}..2024-{m:02}") for m in (1, 2, 3)]
    assert changes(*months, *(deaths(3, f"2023-{m:02}..2023-{m:02}") for m in (1, 3))) == []


def test_a_printed_base_serves_a_window_of_months():
    months = [deaths(2, f"2024-{m:02}..2024-{m:02}") for m in (1, 2, 3)]
    assert values(changes(*months, deaths(5, year(2023, 3)))) == [(5, 6, 1)]


def test_a_base_of_zero_and_no_change_are_changes():
    assert values(changes(deaths(3, year(2024)), deaths(0, year(2023)))) == [(0, 3, 3)]
    assert values(changes(deaths(0, year(2024)), deaths(0, year(2023)))) == [(0, 0, 0)]


# Which telling of the base.


def test_the_base_is_the_one_told_in_the_figure_s_own_source():
    tellings = deaths(6, year(2023)), deaths(5, year(2023), source="late")
    (own,) = changes(deaths(3, year(2024)), *tellings)
    assert (own.base.value, own.own_source, own.difference) == (6, True, -3)


def test_else_the_base_is_the_telling_in_use_and_says_so():
    tellings = deaths(6, year(2023)), deaths(5, year(2023), source="late")
    (other,) = changes(deaths(3, year(2024), source="copied"), *tellings)
    assert (other.base.value, other.own_source, other.difference) == (5, False, -2)


def test_a_base_of_another_publication_is_with_care_and_nothing_is_called_better():
    pair = (accidents(30, year(2023)), accidents(5, year(2024), source="late"),
            deaths(30, year(2023)), deaths(3, year(2024), source="late"))  # fmt: skip
    found = changes(*pair, names=("accidents", "deaths"))
    assert {c.verdict.verdict for c in found} == {gate.WITH_CARE}
    assert {r.code for c in found for r in c.verdict.reasons} == {"base_of_other_source"}
    listing = change.build(of("accidents", "deaths"), at(told(*pair))).judged
    assert "超出随机波动，不作好坏判断" in listing.rows[0][1]
    assert "好转" not in str(listing.rows)
    assert any("上年同期数为另次公布" in note for note in listing.notes)


def test_a_provisional_number_far_beyond_chance_is_not_called_better():
    pair = accidents(5, year(2024), status="provisional"), accidents(30, year(2023))
    (found,) = changes(*pair, names=("accidents",))
    assert (found.verdict.verdict, chance.tag(found)) == (gate.WITH_CARE, "beyond")
    (sure,) = changes(accidents(5, year(2024)), accidents(30, year(2023)), names=("accidents",))
    assert (sure.verdict.verdict, chance.tag(sure)) == (gate.COMPARABLE, "better")


@pytest.mark.parametrize(("now", "before"), [("at_least", "exact"), ("exact", "about"), ("at_most", "at_most")])
def test_a_bound_moves_neither_up_nor_down(now, before):
    pair = deaths(3, year(2024), qualifier=now), deaths(5, year(2023), qualifier=before)
    (found,) = changes(*pair)
    assert found.bounded
    view = change.build(of("deaths"), at(told(*pair)))
    assert view.judged.rows == ()
    assert view.beside.rows[0] == ("甲区", "约数或上下限，看不出升降")
    assert change.tile_text(found, at(told(*pair))) == "约数或上下限，看不出升降"


def test_changes_are_of_counts_alone():
    parts = (figure("fine_amount", 400_000, year(2024)), figure("fine_amount", 300_000, year(2023)),
             figure("cases_filed", 8, year(2024)), figure("cases_filed", 10, year(2023)))  # fmt: skip
    assert changes(*parts, names=("average_fine",)) == []
    (one,) = changes(deaths(3, year(2024)), deaths(5, year(2023)), names=("deaths", "deaths_per_month"))
    assert (one.spec.id, one.difference) == ("deaths", -2)


def test_the_base_keeps_the_status_of_the_telling_it_is():
    tellings = deaths(6, year(2023), status="provisional"), deaths(5, year(2023), source="late")
    (own,) = changes(deaths(3, year(2024)), *tellings)
    assert (own.base.status, own.verdict.verdict) == ("provisional", gate.WITH_CARE)


def test_a_direction_in_the_own_source_is_no_base():
    worded = deaths("", year(2023), status="direction_only")
    (found,) = changes(deaths(3, year(2024)), worded, deaths(5, year(2023), source="late"))
    assert (found.base.value, found.own_source) == (5, False)


def test_the_own_source_s_part_of_a_sector_is_no_base():
    part = deaths(2, year(2023), sector="hazardous_chemicals")
    (found,) = changes(deaths(3, year(2024)), part, deaths(5, year(2023), source="late"))
    assert (found.base.value, found.own_source) == (5, False)


def test_both_figures_are_cited():
    (found,) = changes(deaths(3, year(2024)), deaths(5, year(2023)))
    assert len({*found.now.figures, *found.base.figures}) == 2


# What the gate says of the two.


def codes(found: Change) -> set[str]:
    return {r.code for r in found.verdict.reasons}


@pytest.mark.parametrize("provisional", [0, 1])
def test_a_provisional_figure_on_either_side_asks_for_care(provisional):
    figures = [deaths(3, year(2024)), deaths(5, year(2023))]
    figures[provisional] |= {"status": "provisional"}
    (found,) = changes(*figures)
    assert (found.verdict.verdict, codes(found)) == (gate.WITH_CARE, {"provisional"})


@pytest.mark.parametrize("copied", [0, 1])
def test_a_figure_read_from_a_copy_on_either_side_is_noted(copied):
    figures = [deaths(3, year(2024)), deaths(5, year(2023))]
    figures[copied] |= {"source": "copied"}
    (found,) = changes(*figures)
    assert "read_from_copy" in {n.code for n in found.verdict.notes}
    read = [{c.code for c in told_of.caveats} for told_of in (found.now, found.base)]
    assert ["read_from_copy" in c for c in read] == [copied == 0, copied == 1]


def test_a_base_from_before_a_change_of_the_boundary_asks_for_care():
    since_2024 = TINY["districts"].replace("district,district,10,,", "district,district,10,2024-01-01,")
    database = told(deaths(3, year(2024)), deaths(5, year(2023)), districts=since_2024)
    (found,) = indicators.changes(database, CONFIG, ("deaths",), Selection())
    assert (found.verdict.verdict, codes(found)) == (gate.WITH_CARE, {"boundary_change"})


def test_a_bound_asks_for_care():
    (found,) = changes(deaths(3, year(2024), qualifier="at_least"), deaths(5, year(2023)))
    assert (found.verdict.verdict, codes(found)) == (gate.WITH_CARE, {"bound"})


def test_years_on_both_sides_of_a_break_are_not_comparable():
    (found,) = changes(deaths(3, year(2021)), deaths(5, year(2020)))
    assert (found.verdict.verdict, codes(found)) == (gate.NOT_COMPARABLE, {"known_break"})


# The listing: who rose, who fell, who cannot be judged.


def listed(*figures: dict, lang: str = "zh", names: tuple[str, ...] = BOTH, **chosen: object) -> Changes:
    return change.build(of(*names, **chosen), at(told(*figures), lang))


def two_years(now: tuple[int, int], before: tuple[int, int], district: str = "city_a", **other: str) -> list[dict]:
    """Return accidents and deaths of 2024 and 2023."""
    return [f(v, year(y), district, **other) for y, both in ((2024, now), (2023, before))
            for f, v in zip((accidents, deaths), both, strict=True)]  # fmt: skip


WAYS = [((1, 1), (2, 2), "双下降"), ((3, 3), (2, 2), "双上升"), ((2, 2), (2, 2), "都持平"), ((1, 1), (2, 0), ""),
        ((0, 0), (1, 5), "双下降"), ((2, 1), (2, 2), "")]  # fmt: skip


@pytest.mark.parametrize(("now", "before", "verdict"), WAYS)
def test_both_down_both_up_and_neither_have_their_words(now, before, verdict):
    ((*_, way),) = listed(*two_years(now, before)).judged.rows
    mixed = not any(w in way for w in ("双下降", "双上升", "都持平"))
    assert mixed == (not verdict)
    assert verdict in way


def test_a_mixed_result_says_which_went_which_way():
    ((*_, way),) = listed(*two_years((1, 3), (2, 2))).judged.rows
    assert words.say("ui", "one_down", "zh", title="事故起数") in way
    assert words.say("ui", "one_up", "zh", title="死亡人数") in way


def test_a_row_gives_before_now_and_the_difference_with_its_sign():
    ((_, fell, rose, _),) = listed(*two_years((352, 7), (486, 6))).judged.rows
    assert fell.startswith("486 → **352**")
    assert "−134" in fell
    assert "+1" in rose
    assert "−27.6%" in fell
    assert "+16.7%，基数小" in rose


def test_a_base_is_small_below_ten_and_not_at_ten():
    ((_, at_ten, below, _),) = listed(*two_years((12, 12), (10, 9))).judged.rows
    assert "+20.0%" in at_ten
    assert "基数小" not in at_ten
    assert "基数小" in below


def test_the_title_counts_districts_sets_and_ways():
    figures = [*two_years((1, 1), (2, 2)), *two_years((9, 9), (5, 5), basis="all_kinds"),
               *two_years((1, 1), (2, 2), "city_b"), *two_years((1, 3), (2, 2), "city_zone")]  # fmt: skip
    expected = words.say("sentence", "change", "zh", districts=3, n=4, down=2, up=1)
    assert listed(*figures).judged.title == expected


def test_every_number_of_the_list_is_cited_with_both_years():
    view = listed(*two_years((1, 1), (2, 2)))
    assert len(view.judged.numbers) == 4
    assert len(view.judged.keys) == 4


def test_what_asks_for_care_and_a_base_of_another_source_stand_in_the_notes():
    figures = two_years((1, 1), (2, 2))
    figures[0] |= {"status": "provisional"}
    figures[1] |= {"source": "late"}
    notes = " ".join(listed(*figures).judged.notes)
    here = at(told())
    assert words.reason("provisional", (), "zh", here.names) in notes
    assert words.say("ui", "base_of_other_source", "zh") in notes


def test_what_needs_no_care_has_no_notes():
    assert listed(*two_years((1, 1), (2, 2))).judged.notes == ()


def beside(view: Changes) -> dict[str, str]:
    return {name: why for names, why in view.beside.rows for name in names.split("、")}


def no_base(period: str) -> str:
    return words.say("ui", "no_base", "zh", period=period)


def test_who_has_no_base_or_no_figure_stands_beside_with_the_reason():
    view = listed(*two_years((1, 1), (2, 2)), accidents(1, year(2024), "city_b"), deaths(1, year(2024), "city_b"))
    assert beside(view) == {
        "乙区": no_base("2024年"),
        "某高新区": words.reason("not_published", (("measure", "accidents"),), "zh", at(told()).names),
    }
    assert view.beside.title == words.say("ui", "not_judged", "zh", n=2)


def test_a_change_across_a_break_is_not_shown_and_says_why():
    figures = [f(v, year(y)) for f in (accidents, deaths) for v, y in ((3, 2021), (5, 2020))]
    view = listed(*figures, districts=("city_a",))
    assert view.judged.rows == ()
    assert "2020年11月" in beside(view)["甲区"]


def test_where_one_of_the_two_has_no_base_it_is_named():
    figures = [*two_years((1, 1), (2, 2))[:3]]  # the deaths of 2023 are missing
    view = listed(*figures, districts=("city_a",))
    assert view.judged.rows == ()
    assert beside(view)["甲区"] == f"死亡人数：{no_base('2024年')}"


def test_a_change_with_care_is_not_the_reason_where_the_other_indicator_has_no_base():
    figures = two_years((1, 1), (2, 2))[:3]
    figures[0] |= {"status": "provisional"}
    assert beside(listed(*figures, districts=("city_a",)))["甲区"] == f"死亡人数：{no_base('2024年')}"


def test_what_luck_alone_would_do_is_said_of_accidents_and_deaths_together_only():
    luck = words.say("mark", "luck", "zh")
    assert luck in listed(*two_years((1, 1), (2, 2))).judged.lede
    assert luck not in listed(*two_years((1, 1), (2, 2)), names=("deaths",)).judged.lede


def test_two_indicators_of_other_months_are_no_pair():
    half = [deaths(v, year(y, 6)) for v, y in ((1, 2024), (2, 2023))]
    whole = [accidents(v, year(y)) for v, y in ((1, 2024), (2, 2023))]
    view = listed(*half, *whole, districts=("city_a",))
    assert view.judged.rows == ()
    assert beside(view) == {"甲区": words.reason("different_months", (), "zh", at(told()).names)}


def test_accidents_of_one_basis_and_deaths_of_another_are_no_pair():
    mixed = [*two_years((1, 1), (2, 2))[::2], *two_years((1, 1), (2, 2), basis="all_kinds")[1::2]]
    assert listed(*mixed).judged.rows == ()


def test_accidents_of_one_body_and_deaths_of_another_are_no_pair_and_two_bodies_are_two_rows():
    figures, others = two_years((1, 1), (2, 2)), two_years((3, 3), (2, 2), series="a_bureau")
    assert listed(*figures[::2], *others[1::2]).judged.rows == ()
    assert len(listed(*figures, *others).judged.rows) == 2


def test_each_district_is_judged_or_stands_beside_and_no_row_comes_twice(real):
    everybody = tuple(r["id"] for r in real.query("areas"))
    view = change.build(Asked(Selection(everybody), BOTH), at(real))
    assert len(set(view.judged.rows)) == len(view.judged.rows)
    judged = {row[0].split("**")[1] for row in view.judged.rows}
    count = int("".join(c for c in view.beside.title if c.isdigit()))
    assert len(judged) + count == len(everybody)
    assert not judged & set(beside(view))


def test_nothing_to_judge_says_so():
    view = listed()
    assert view.judged.title == words.say("sentence", "change_none", "zh")
    assert view.judged.missing


# A tile's change.


def tile(*figures: dict, lang: str = "zh") -> str:
    (found,) = overview.tiles(of("deaths", districts=DISTRICTS), at(told(*figures), lang))
    return found.change


@pytest.mark.parametrize(("now", "before", "text"), [(1, 6, "−5"), (6, 1, "+5"), (2, 2, "0"), (3, 0, "+3")])
def test_a_tile_gives_the_absolute_change_and_its_base(now, before, text):
    found = tile(deaths(now, year(2024)), deaths(before, year(2023)))
    assert found == words.say("ui", "tile_change", "zh", change=f"{text}人", base=f"{before}人")


def test_a_tile_s_change_belongs_to_the_figure_it_shows():
    """乙区 has the newest figure and no base; 甲区's change must not stand under it."""
    found = tile(deaths(1, year(2023)), deaths(6, year(2022)), deaths(9, year(2024), "city_b"))
    assert found == words.say("ui", "tile_no_base", "zh")


# The curated data a second time.


def naive_changes(measure: str) -> dict[tuple, tuple[float, float]]:
    """Return (now, base) by district, basis and period end, by a plain loop over the CSV rows."""

    def fits(f: dict) -> bool:
        whole = (f["measure"], f["scope"], f["sector"], f["grade"]) == (measure, "total", "all", "all")
        return whole and f["dates"] == "printed" and f["value"] is not None

    rows = defaultdict(list)
    for f in filter(fits, naive_observations(ROOT / "data")):
        rows[f["district"], f["series"], f["basis"]].append(f)
    found = {}
    for (district, series, basis), mine in rows.items():
        newest = max(f["end"].year for f in mine)
        now = max((f for f in mine if f["end"].year == newest), key=lambda f: (f["months"], f["end"]))
        bases = [f for f in mine if _year_before(f, now)]
        every = [f for f in naive_figures(ROOT / "data") if fits(f) and _year_before(f, now)]
        same = [f for f in every if (f["district"], f["series"], f["basis"]) == (district, series, basis)]
        own = [f for f in same if f["source"] == now["source"]]
        if bases:
            found[district, basis, now["end"]] = (now["value"], (own or bases)[0]["value"])
    return found


def _year_before(f: dict, now: dict) -> bool:
    last = (now["end"].month, now["end"].day) in ((2, 28), (2, 29))
    same_end = f["end"].month == now["end"].month and (last or f["end"].day == now["end"].day)
    start = now["start"].replace(year=now["start"].year - 1)
    return f["start"] == start and f["end"].year == now["end"].year - 1 and same_end


@pytest.mark.parametrize("measure", ["deaths", "accidents", "fine_amount", "inspections"])
def test_the_curated_changes_are_those_of_a_plain_loop(real, measure):
    found = indicators.changes(real, CONFIG, (measure,), Selection())
    keyed = {(c.now.district, c.now.bases[0][1], c.now.period_end): (c.now.value, c.base.value) for c in found}
    assert keyed == naive_changes(measure)


def test_the_curated_double_decrease_is_that_of_a_plain_loop(real):
    one, other = (naive_changes(m) for m in BOTH)
    ways = [{(now > base) - (now < base) for now, base in (one[key], other[key])} for key in set(one) & set(other)]
    view = change.build(Asked(Selection(tuple(r["id"] for r in real.query("areas"))), BOTH), at(real))
    found = cells(view.judged, 3)
    assert sum("双下降" in c for c in found) == ways.count({-1})
    assert sum("双上升" in c for c in found) == ways.count({1})
