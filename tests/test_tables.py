"""METHODS §2 on rows made by hand: months, windows, differences, which source is current."""

from datetime import date
from itertools import combinations
from pathlib import Path

import pytest
from conftest import TINY, write
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from anjian.store import Database, build, load

HEADER = (
    "district,period_start,period_end,dates,measure,sector,series,basis,"
    "value,half_unit,qualifier,status,source,as_written"
)
SOURCES = {
    "early": "2024-01-10,bulletin,official",
    "late": "2025-01-10,bulletin,official",
    "same_year": "2025,bulletin,official",
    "copied": "2025-06-01,summary,copy",
    "newspaper": "2025-07-01,summary,secondary",
    "supplied": "2024-06-01,supplied,supplied",
    "undated": ",bulletin,official",
    "other": "2024-01-10,bulletin,official",
}
PUBLISHERS = {"other": "另一发布者"}
MONTH_ENDS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]


def deaths(start: str, end: str, value: object, source: str = "early", **cells: str) -> str:
    """Return a row of 甲区's deaths."""
    row = {"dates": "printed", "half_unit": "", "qualifier": "exact", "status": "normal", "measure": "deaths"} | cells
    return (
        f"city_a,{start},{end},{row['dates']},{row['measure']},all,statistics,production,"
        f"{value},{row['half_unit']},{row['qualifier']},{row['status']},{source},死亡{value}"
    )


def month(n: int, value: object, **cells: str) -> str:
    """Return the row of one month of 2023."""
    return deaths(f"2023-{n:02}-01", f"2023-{n:02}-{MONTH_ENDS[n - 1]}", value, **cells)


def until(n: int, value: object, source: str = "early", **cells: str) -> str:
    """Return the cumulative row of January to month n of 2023."""
    return deaths("2023-01-01", f"2023-{n:02}-{MONTH_ENDS[n - 1]}", value, source, **cells)


def database(*rows: str) -> Database:
    """Return the tiny data with these rows as its only figures."""
    figures = {"inspections": "", "fines": "", "accidents": "\n".join([HEADER, *rows, ""])}
    sources = "\n".join(
        ["id,title,publisher,published_on,kind,verification,visibility,url,note"]
        + [f"{s},{s},{PUBLISHERS.get(s, '某市应急管理局')},{card},public,," for s, card in SOURCES.items()]
    )
    tables = TINY | figures | {"sources": sources}
    return build({name: text.encode() for name, text in tables.items() if text})


def ask(data: Database, sql: str, *values: object) -> list[tuple]:
    with data.connection.cursor() as cursor:
        return cursor.execute(sql, values).fetchall()


def observed(data: Database, start: str, end: str) -> list[tuple]:
    """Return (value, status) of every observation of the asked window."""
    window = "from observed(?::date, ?::date) where period_start = ?::date and period_end = ?::date"
    return ask(data, f"select value, status {window} order by value", start, end, start, end)


def windows(data: Database) -> dict[tuple[date, date], float]:
    """Return the values of the prepared windows by their period."""
    return {(a, b): v for a, b, v in ask(data, "select period_start, period_end, value from observations")}


# Months.

MONTHS = [
    ("2024-01-01", "2024-01-31", 1, False),
    ("2024-02-01", "2024-02-29", 1, False),
    ("2023-01-01", "2023-06-30", 6, False),
    ("2023-01-01", "2023-12-31", 12, False),
    ("2023-07-01", "2024-06-30", 12, False),
    ("2024-02-01", "2024-02-28", 28 * 12 / 365.25, True),
    ("2023-01-02", "2023-06-30", 180 * 12 / 365.25, True),
    ("2020-01-01", "2020-10-30", 304 * 12 / 365.25, True),
    ("2023-05-05", "2023-05-05", 12 / 365.25, True),
]


@pytest.mark.parametrize(("start", "end", "months", "part"), MONTHS)
def test_months_are_whole_from_a_first_to_a_month_s_end_and_days_else(start, end, months, part):
    data = database(deaths(start, end, 7))
    found = ask(data, "select months, part_month from figures_described")
    assert found == [(pytest.approx(months, abs=1e-12), part)]


def test_a_stock_has_a_date_and_no_months():
    data = database(deaths("2023-06-30", "2023-06-30", 7, dates="as_of"))
    assert ask(data, "select months, part_month from figures_described") == [(None, False)]


# Monthly rows make windows.


def test_every_month_there_makes_the_cumulative_windows_and_the_quarters():
    data = database(*[month(n, n) for n in range(1, 13)])
    made = {(a.month, b.month): v for (a, b), v in windows(data).items() if a.month != b.month}
    cumulative = {(1, n): n * (n + 1) / 2 for n in range(2, 13)}
    assert made == cumulative | {(4, 6): 15, (7, 9): 24, (10, 12): 33, (7, 12): 57}


def test_a_sum_of_months_is_derived_and_names_its_months():
    data = database(month(1, 4), month(2, 5))
    found = ask(data, "select value, status, months, ids, dates from observations where months > 1")
    assert found == [(9, "derived", 2, [1, 2], "printed")]


def test_a_missing_month_makes_no_window_across_it():
    data = database(*[month(n, 1) for n in (1, 2, 4, 5, 6)])
    assert {(a.month, b.month) for a, b in windows(data) if a.month != b.month} == {(1, 2), (4, 6)}
    assert observed(data, "2023-01-01", "2023-06-30") == []


def test_a_month_said_to_be_missing_is_no_zero():
    rows = [month(1, 1), month(2, "", status="missing"), month(3, 1)]
    assert observed(database(*rows), "2023-01-01", "2023-03-31") == []


def test_a_longer_row_does_not_stand_for_a_month_that_is_missing():
    data = database(until(2, 9), month(2, 5), month(3, 1))
    assert observed(data, "2023-01-01", "2023-03-31") == []


def test_a_printed_zero_is_a_month_like_any_other():
    data = database(month(1, 1), month(2, 0), month(3, 1))
    assert observed(data, "2023-01-01", "2023-03-31") == [(2, "derived")]


def test_a_window_nobody_prepared_is_made_when_asked_for():
    rows = [month(n, n) for n in range(2, 6)]
    assert observed(database(*rows), "2023-02-01", "2023-05-31") == [(14, "derived")]
    assert observed(database(*rows), "2023-01-01", "2023-05-31") == []


def test_a_window_across_the_new_year_is_made_when_asked_for():
    rows = [month(11, 1), month(12, 2), deaths("2024-01-01", "2024-01-31", 4)]
    assert observed(database(*rows), "2023-11-01", "2024-01-31") == [(7, "derived")]


def test_a_printed_window_stands_and_is_not_summed_again():
    data = database(month(1, 4), month(2, 5), until(2, 10))
    assert observed(data, "2023-01-01", "2023-02-28") == [(10, "normal")]


def test_months_with_assumed_dates_or_of_part_length_make_no_window():
    assumed = database(month(1, 4), month(2, 5, dates="assumed"))
    part = database(month(1, 4), deaths("2023-02-01", "2023-02-27", 5))
    assert observed(assumed, "2023-01-01", "2023-02-28") == []
    assert observed(part, "2023-01-01", "2023-02-28") == []


def test_stocks_and_percentages_are_never_summed(folder):
    header = "district,period_start,period_end,measure,sector,series,basis,value,source,as_written"
    rows = [
        f"city_a,2023-{n:02}-01,2023-{n:02}-{MONTH_ENDS[n - 1]},{measure},all,a_bureau,stated,90,early,九十"
        for n in (1, 2)
        for measure in ("exam_pass_rate", "people_trained")
    ]
    stocks = [row.replace("people_trained", "shelters") for row in rows if "people_trained" in row]
    write(folder, {"training": "\n".join([header, *rows, ""]), "preparedness": "\n".join([header, *stocks, ""])})
    summed = ask(load(folder), "select measure, value from observations where status = 'derived'")
    assert summed == [("people_trained", 180)]


@pytest.mark.parametrize(
    ("qualifiers", "joint"),
    [
        (("exact", "exact"), "exact"),
        (("exact", "at_least"), "at_least"),
        (("at_most", "exact"), "at_most"),
        (("at_least", "at_most"), "about"),
        (("exact", "about"), "about"),
    ],
)
def test_a_sum_carries_the_qualifiers_and_half_units_of_its_months(qualifiers, joint):
    data = database(*[month(n, 5, qualifier=q, half_unit="0.5") for n, q in enumerate(qualifiers, 1)])
    found = ask(data, "select qualifier, half_unit from observations where months = 2")
    assert found == [(joint, 1)]


WEAKER = [
    ("early", "supplied", {"official", "supplied"}),
    ("early", "copied", {"copy"}),
    ("early", "newspaper", {"secondary"}),
    ("supplied", "copied", {"copy"}),
    ("supplied", "newspaper", {"secondary"}),
    ("copied", "newspaper", {"secondary"}),
]


@pytest.mark.parametrize(("one", "other", "weakest"), WEAKER)
def test_a_sum_is_as_well_verified_as_its_weakest_month(one, other, weakest):
    for pair in ((one, other), (other, one)):
        data = database(*[month(n, 1, source=source) for n, source in enumerate(pair, 1)])
        ((found,),) = ask(data, "select verification from observations where months = 2")
        assert found in weakest


def test_a_sum_of_provisional_months_is_provisional():
    data = database(month(1, 1, status="provisional"), month(2, 1))
    assert ask(data, "select status from observations where months = 2") == [("provisional",)]


def naive_windows(values: dict[int, int]) -> dict[tuple[int, int], int]:
    """Return the prepared windows of a year's monthly values, the slow and plain way."""
    spans = [(1, n) for n in range(2, 13)] + [(4, 6), (7, 9), (10, 12), (7, 12)]
    return {
        (a, b): sum(values[n] for n in range(a, b + 1)) for a, b in spans if all(n in values for n in range(a, b + 1))
    }


@settings(deadline=None, max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(st.dictionaries(st.integers(1, 12), st.integers(0, 30), min_size=8))
def test_windows_agree_with_a_naive_count(values):
    found = windows(database(*[month(n, v) for n, v in values.items()]))
    assert {(a.month, b.month): v for (a, b), v in found.items() if a.month != b.month} == naive_windows(values)


# Differences of cumulative figures.


def test_the_difference_of_two_cumulative_figures_is_derived():
    data = database(until(6, 4), until(9, 6))
    assert observed(data, "2023-07-01", "2023-09-30") == [(2, "derived")]


def test_a_difference_names_both_figures_and_its_months():
    data = database(until(6, 4), until(9, 6))
    found = ask(
        data,
        "select ids, months, part_month from observed(date '2023-07-01', date '2023-09-30') where status = 'derived'",
    )
    assert found == [([1, 2], 3, False)]


def test_a_difference_of_nothing_is_zero():
    assert observed(database(until(6, 4), until(9, 4)), "2023-07-01", "2023-09-30") == [(0, "derived")]


def test_a_difference_is_never_negative():
    assert observed(database(until(6, 4), until(9, 3)), "2023-07-01", "2023-09-30") == []


def test_a_difference_needs_one_publisher():
    data = database(until(6, 4), until(9, 6, "other"))
    assert observed(data, "2023-07-01", "2023-09-30") == []


def test_a_difference_needs_both_figures_from_the_same_start():
    data = database(until(6, 4), deaths("2022-12-01", "2023-09-30", 6))
    assert observed(data, "2023-07-01", "2023-09-30") == []


def test_a_difference_needs_printed_dates():
    data = database(until(6, 4, dates="assumed"), until(9, 6))
    assert observed(data, "2023-07-01", "2023-09-30") == []


def test_a_printed_figure_of_the_months_between_stands_before_a_difference():
    data = database(until(6, 4), until(9, 6), deaths("2023-07-01", "2023-09-30", 3))
    assert observed(data, "2023-07-01", "2023-09-30") == [(3, "normal")]


def test_the_sum_of_months_stands_before_a_difference():
    data = database(until(7, 4), until(9, 7), month(8, 1), month(9, 1))
    assert observed(data, "2023-08-01", "2023-09-30") == [(2, "derived")]


def test_a_difference_is_of_the_months_between_and_no_others():
    data = database(until(6, 4), until(12, 10))
    assert observed(data, "2023-09-01", "2023-12-31") == []
    assert observed(data, "2023-07-01", "2023-11-30") == []


def test_a_difference_of_bounds_is_only_about():
    data = database(until(6, 4, qualifier="at_least"), until(9, 6))
    asked = "select value, qualifier from observed(date '2023-07-01', date '2023-09-30') where months = 3"
    assert ask(data, asked) == [(2, "about")]


def test_a_difference_carries_the_half_units_of_both():
    data = database(until(6, 400, half_unit="50"), until(9, 600, half_unit="50"))
    asked = "select value, half_unit from observed(date '2023-07-01', date '2023-09-30') where months = 3"
    assert ask(data, asked) == [(200, 100)]


@pytest.mark.parametrize("rounded", [6, 9])
def test_a_difference_keeps_the_half_unit_of_the_one_that_is_rounded(rounded):
    data = database(*[until(n, n * 1000, half_unit="50" if n == rounded else "") for n in (6, 9)])
    asked = "select value, half_unit from observed(date '2023-07-01', date '2023-09-30') where months = 3"
    assert ask(data, asked) == [(3000, 50)]


@pytest.mark.parametrize(("one", "other", "weakest"), WEAKER)
def test_a_difference_is_as_well_verified_as_its_weaker_figure(one, other, weakest):
    for shorter, longer in ((one, other), (other, one)):
        data = database(until(6, 1, shorter), until(9, 2, longer))
        asked = "select verification from observed(date '2023-07-01', date '2023-09-30') where months = 3"
        ((found,),) = ask(data, asked)
        assert found in weakest


def test_a_difference_of_provisional_figures_is_provisional():
    data = database(until(6, 4), until(9, 6, status="provisional"))
    assert observed(data, "2023-07-01", "2023-09-30") == [(2, "provisional")]


def test_a_window_has_one_difference_at_most_though_two_pairs_would_give_it():
    spring = [deaths("2023-04-01", "2023-06-30", 3), deaths("2023-04-01", "2023-12-31", 8)]
    data = database(until(6, 4), until(12, 10), *spring)
    assert observed(data, "2023-07-01", "2023-12-31") == [(6, "derived")]


def test_without_an_asked_window_nothing_is_added():
    data = database(until(6, 4), until(9, 6))
    assert len(ask(data, "select * from observed(null, null)")) == 2


# Which telling is current.

FIRST_BEFORE_SECOND = [
    ("printed dates before assumed", ("early", "printed"), ("late", "assumed")),
    ("printed dates of a newspaper before assumed ones of an office", ("newspaper", "printed"), ("late", "assumed")),
    ("official before a copy", ("early", "printed"), ("copied", "printed")),
    ("supplied before a copy", ("supplied", "printed"), ("copied", "printed")),
    ("a copy before secondary", ("copied", "printed"), ("newspaper", "printed")),
    ("undated official before a dated copy", ("undated", "printed"), ("copied", "printed")),
    ("the later publication", ("late", "printed"), ("early", "printed")),
    ("supplied and official by date", ("supplied", "printed"), ("early", "printed")),
    ("official and supplied by date", ("late", "printed"), ("supplied", "printed")),
    ("a year alone after an older day", ("same_year", "printed"), ("supplied", "printed")),
    ("undated last", ("early", "printed"), ("undated", "printed")),
]


@pytest.mark.parametrize("turned", [False, True])
@pytest.mark.parametrize(
    ("first", "second"), [pair[1:] for pair in FIRST_BEFORE_SECOND], ids=[p[0] for p in FIRST_BEFORE_SECOND]
)
def test_the_current_telling_is(first, second, turned):
    rows = [until(6, n, source, dates=dates) for n, (source, dates) in enumerate((first, second), 1)]
    data = database(*(rows[::-1] if turned else rows))
    told = ask(data, "select value, vintage, vintages from figures_described order by vintage")
    assert told == [(1, 1, 2), (2, 2, 2)]
    assert ask(data, "select value from observations") == [(1,)]


def test_the_order_of_tellings_is_the_same_however_they_are_written():
    order = ["late", "supplied", "early", "undated", "copied", "newspaper"]
    for some in list(combinations(order, 3))[::4]:
        data = database(*[until(6, order.index(s), s) for s in reversed(some)])
        told = ask(data, "select source from figures_described order by vintage")
        assert [s for (s,) in told] == list(some)


def test_all_tellings_stay_to_be_shown_as_revisions():
    data = database(until(6, 4), until(6, 5, "late"))
    (current,) = (r[0] for r in ask(data, "select id from figures_described where vintage = 1"))
    assert [(r["value"], r["vintage"]) for r in data.query("vintages", id=current)] == [(5, 1), (4, 2)]


def test_another_basis_is_another_figure_and_no_telling():
    other = until(6, 9).replace(",production,", ",all_kinds,")
    data = database(until(6, 4), other)
    assert sorted(ask(data, "select value, vintage from figures_described")) == [(4, 1), (9, 1)]


# What has no number.


@pytest.mark.parametrize("status", ["direction_only", "missing", "not_applicable", "withheld"])
def test_a_row_without_a_number_is_kept_and_is_no_observation(status):
    data = database(until(6, "", status=status))
    assert ask(data, "select status, value from figures_described") == [(status, None)]
    assert ask(data, "select * from observations") == []


def test_a_direction_never_hides_a_number_told_elsewhere():
    data = database(until(6, 4, "copied"), until(6, "", "late", status="direction_only"))
    assert ask(data, "select value, status from observations") == [(4, "normal")]


def test_a_number_is_never_made_of_a_direction():
    data = database(
        until(6, 4), until(9, "", status="direction_only"), month(7, 1), month(8, "", status="direction_only")
    )
    assert observed(data, "2023-07-01", "2023-09-30") == []
    assert observed(data, "2023-07-01", "2023-08-31") == []


def test_boundaries_of_a_district_are_minded(folder: Path):
    text = TINY["districts"].replace("district,district,10,,", "district,district,10,2023-03-01,")
    write(folder, {"districts": text})
    found = ask(
        load(folder), "select distinct year(period_end), other_boundary from observations where district = 'city_a'"
    )
    assert sorted(found) == [(2023, True), (2024, False)]
