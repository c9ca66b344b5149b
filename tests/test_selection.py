"""The choice of the reader: to a URL and back, unknown values reported, bad periods refused."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from anjian.selection import LANGUAGES, MODES, Selection, from_query, parse_period, period_code

DISTRICTS = ("city_a", "city_b", "fuzhou_gulou", "taizhou_wenling")
YEARS = tuple(range(2015, 2027))

days = st.dates(date(2000, 1, 1), date(2099, 12, 31))
periods = st.tuples(days, st.integers(0, 1500)).map(lambda p: (p[0], p[0] + timedelta(days=p[1])))
months = st.tuples(st.integers(2000, 2098), st.integers(1, 12)).map(lambda m: (date(*m, 1), date(m[0], 12, 31)))
selections = st.builds(
    Selection,
    districts=st.lists(st.sampled_from(DISTRICTS), unique=True).map(tuple),
    years=st.lists(st.sampled_from(YEARS), unique=True).map(tuple),
    period=st.none() | periods | months,
    mode=st.sampled_from((None, *MODES)),
    lang=st.sampled_from(LANGUAGES),
)


@given(selections)
def test_a_selection_survives_the_url(selection):
    assert from_query(selection.to_query(), DISTRICTS, YEARS) == (selection, ())


@given(periods | months)
def test_a_period_survives_its_code(period):
    assert parse_period(period_code(period)) == period


def test_the_url_names_every_choice_even_where_nothing_is_chosen():
    assert Selection().to_query() == {"d": "", "y": "", "p": "", "mode": "", "lang": "zh"}


def test_an_empty_url_chooses_nothing_and_ignores_nothing():
    assert from_query({}, DISTRICTS, YEARS) == (Selection(), ())


@pytest.mark.parametrize(
    ("parameter", "value"),
    [("d", "atlantis"), ("y", "1066"), ("y", "20x4"), ("p", "soon"), ("p", "2024-13..2024-14"), ("mode", "best"),
     ("lang", "fr")],
)  # fmt: skip
def test_an_unknown_value_is_ignored_and_reported(parameter, value):
    assert from_query({parameter: value}, DISTRICTS, YEARS) == (Selection(), ((parameter, value),))


def test_known_values_are_kept_beside_unknown_ones():
    selection, ignored = from_query({"d": "city_b,atlantis，city_a", "y": "2024,1066"}, DISTRICTS, YEARS)
    assert (selection.districts, selection.years) == (("city_b", "city_a"), (2024,))
    assert ignored == (("d", "atlantis"), ("y", "1066"))


def test_a_value_named_twice_counts_once():
    assert from_query({"d": "city_a,city_a", "y": "2024,2024"}, DISTRICTS, YEARS)[0] == Selection(("city_a",), (2024,))


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("2022-01..2022-06", date(2022, 1, 1), date(2022, 6, 30)),
        ("2024-02..2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-12..2024-02", date(2023, 12, 1), date(2024, 2, 29)),
        ("2022-01-01..2022-12-13", date(2022, 1, 1), date(2022, 12, 13)),
        ("2022-01-05..2022-01-05", date(2022, 1, 5), date(2022, 1, 5)),
        (" 2022-01..2022-06 ", date(2022, 1, 1), date(2022, 6, 30)),
    ],
)
def test_a_period_is_read_by_months_or_days(text, start, end):
    assert parse_period(text) == (start, end)


@pytest.mark.parametrize(
    "text",
    ["", "2022", "2022-01", "2022-06..2022-01", "2022-13..2022-14", "2022-00..2022-01", "2022-01-01..2022-02-30",
     "2022-01..2022-02-28", "2022/01..2022/06", "2022-1..2022-6", "2022-01-31..2022-01-01", "0000-01..0000-02"],
)  # fmt: skip
def test_a_bad_period_says_what_was_found_and_what_is_allowed(text):
    with pytest.raises(ValueError, match=r"allowed: 2022-01\.\.2022-06 or 2022-01-01\.\.2022-12-13") as error:
        parse_period(text)
    assert repr(text) in str(error.value)


def test_whole_months_are_written_by_the_month_all_else_by_the_day():
    assert period_code((date(2024, 2, 1), date(2024, 2, 29))) == "2024-02..2024-02"
    assert period_code((date(2024, 2, 1), date(2024, 2, 28))) == "2024-02-01..2024-02-28"


def test_a_selection_is_frozen_and_changed_only_as_a_copy():
    one = Selection(("city_a",))
    assert one.with_(lang="en") == Selection(("city_a",), lang="en")
    assert one.lang == "zh"
    with pytest.raises(AttributeError):
        one.lang = "en"
