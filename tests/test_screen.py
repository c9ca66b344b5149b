"""What the screen works out once, without a server: Streamlit's own state stands in for a session."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from test_figures import CONFIG, at, deaths, figure, told, year

from anjian import chance
from anjian.areas import areas
from anjian.config import ROOT
from anjian.figures import trend as trend_figures
from anjian.screen import address, context, filters, show
from anjian.screen.forms import comparison, trend
from anjian.selection import Selection
from anjian.store.memo import Memo


@pytest.fixture
def reader(monkeypatch) -> Iterator[None]:
    """A reader of the compare page, three districts and their deaths before her."""
    database = told(*(deaths(n, year(2023), d) for d, n in (("city_a", 8), ("city_b", 4), ("city_zone", 5))))
    monkeypatch.setattr(context, "_FIGURES", Memo())
    monkeypatch.setattr(context, "_RESULTS", Memo())
    context.put(context.Context(at(database), Selection(years=(2023,)), areas(database), [], "compare"))
    address.choose(i="deaths", lang="zh")
    yield
    st.session_state.clear()


def test_a_first_page_left_before_it_is_whole_leaves_its_choices():
    """The logo turns to a bare address; what the link before it asked for is written only when its page is drawn."""
    app = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120)
    for name, value in (("d", "taizhou_wenling"), ("lang", "en")):
        app.query_params[name] = value
    app.run()
    app.query_params.clear()
    del app.session_state["_written"], app.session_state["_page"]
    app.run()
    assert not app.exception
    assert dict(app.query_params) == {"d": "taizhou_wenling", "lang": "en"}


def test_the_district_of_the_headline_is_among_the_first_panels(reader):
    few, many = (trend_of([f"d{n}" for n in range(size)], subject=f"d{size - 1}") for size in (trend.MOST, 15))
    assert trend._shown(few) == few.panels
    assert [p.district for p in trend._shown(many)] == ["d14", *(f"d{n}" for n in range(trend.MOST - 1))]
    address.choose(n=trend.ALL)
    assert trend._shown(many) == many.panels


def trend_of(districts: list[str], subject: str) -> trend_figures.Trend:
    panels = tuple(trend_figures.Panel(d, d, (), (), ()) for d in districts)
    return trend_figures.Trend("", "", "", "", panels, subject, (), (), (), None, ())


def test_a_domain_opens_with_an_indicator_that_has_figures(reader):
    assert show._published(["accidents", "deaths"]) == "deaths"
    assert show._published(["accidents"]) == "accidents"


def test_the_opening_indicator_of_a_domain_is_one_with_figures(reader):
    fines = told(figure("fine_amount", 9, year(2023)))
    context.put(replace(context.here(), setting=at(fines), page="fines"))
    show.prepare("fines")
    assert address.choice("t") == "fine_amount"


def test_the_selection_line_says_whose_years(reader):
    assert filters._years_line(context.here()) == "2023年"
    context.put(replace(context.here(), selection=Selection()))
    assert filters._years_line(context.here()) == "年份不限"


def test_which_benchmarks_there_are_is_worked_out_once_a_selection(reader, monkeypatch):
    calls, benchmarks = Counter(), chance.benchmarks
    monkeypatch.setattr(chance, "benchmarks", lambda *given: calls.update(["asked"]) or benchmarks(*given))
    first, again = comparison.benchmark_names(), comparison.benchmark_names()
    assert first == again
    assert first[0] == chance.POOLED
    assert calls["asked"] == 1
    address.choose(i="accidents")
    assert comparison.benchmark_names() == ()
    assert calls["asked"] == 2


@pytest.mark.parametrize("view", [None, "a view"])
def test_a_figure_that_not_every_choice_has_is_built_once_and_drawn_as_it_was_built(reader, monkeypatch, view):
    built, drawn = Counter(), []
    form = (lambda: built.update(["view"]) or view, lambda figure, found: drawn.append((figure, found)))
    monkeypatch.setitem(show.WHERE_THERE_IS, CONFIG.figures["ranking"].form, form)
    show.show("ranking")
    assert built["view"] == 1
    assert drawn == ([("ranking", view)] if view else [])
