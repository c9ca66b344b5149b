"""Which period a brief is written for where none is chosen."""

import pytest
from test_figures import deaths, figure, told

from anjian.brief import periods
from anjian.config import ROOT
from anjian.selection import parse_period
from anjian.store import load

A, B = "city_a", "city_b"


def usual(*rows: dict, districts=(A,), years=()):
    return periods.usual(told(*rows), districts, years)


def half_year(measures=("accidents", "deaths", "inspections")):
    return [figure(m, 5, "2024-01..2024-06") for m in measures]


def test_the_newest_is_taken_where_it_tells_about_as_much():
    newer = [figure(m, 5, "2025-01..2025-06") for m in ("accidents", "deaths")]
    assert usual(*half_year(), *newer) == parse_period("2025-01..2025-06")


def test_a_newer_bulletin_of_two_months_does_not_stand_for_the_half_year():
    assert usual(*half_year(), deaths(1, "2025-01..2025-02")) == parse_period("2024-01..2024-06")


def test_of_periods_with_one_end_the_one_that_tells_most_is_taken():
    later = [figure(m, 4, "2024-02..2024-06") for m in ("accidents", "deaths")]
    assert usual(*half_year(), *later) == parse_period("2024-01..2024-06")
    assert usual(*half_year(("inspections",)), *later) == parse_period("2024-02..2024-06")


def test_what_others_published_does_not_count():
    others = [figure(m, 5, "2025-01..2025-06", district=B) for m in ("accidents", "deaths", "inspections")]
    assert usual(*half_year(), *others) == parse_period("2024-01..2024-06")
    assert usual(*half_year(), *others, districts=(A, B)) == parse_period("2025-01..2025-06")


def test_parts_of_a_total_do_not_count():
    parts = [figure(m, 1, "2025-01..2025-06", sector="hazardous_chemicals") for m in ("accidents", "deaths")]
    assert usual(*half_year(("accidents", "deaths")), *parts) == parse_period("2024-01..2024-06")


def test_a_chosen_year_is_kept_to_and_another_is_better_than_none():
    rows = [*half_year(), deaths(1, "2025-01..2025-02")]
    assert usual(*rows, years=(2025,)) == parse_period("2025-01..2025-02")
    assert usual(*rows, years=(2019,)) == parse_period("2024-01..2024-06")


def test_assumed_dates_stand_back_behind_printed_ones():
    assumed = [figure(m, 5, "2025-01..2025-06", dates="assumed") for m in ("accidents", "deaths", "inspections")]
    assert usual(*half_year(("deaths",)), *assumed) == parse_period("2024-01..2024-06")
    assert usual(*assumed) == parse_period("2025-01..2025-06")


def test_without_a_figure_there_is_no_period():
    assert usual(deaths(5, "2024-01..2024-06"), districts=(B,)) is None
    assert periods.newest(told(deaths(5, "2024-01..2024-06")), (B,)) is None


@pytest.mark.parametrize(
    ("district", "period", "newest"),
    [
        ("taizhou_wenling", "2024-01..2024-06", "2025-01..2025-02"),
        ("shenzhen_baoan", "2025-01..2025-06", "2025-01..2025-06"),
    ],
)
def test_of_the_curated_districts(district, period, newest):
    database = load(ROOT / "data")
    assert periods.usual(database, (district,)) == parse_period(period)
    assert periods.newest(database, (district,)) == parse_period(newest)
