"""What the screen works out once, without a server: Streamlit's own state stands in for a session."""

from collections import Counter
from collections.abc import Iterator

import pytest
import streamlit as st
from test_figures import CONFIG, at, deaths, told, year

from anjian import chance
from anjian.areas import areas
from anjian.screen import address, context, show
from anjian.screen.forms import comparison
from anjian.selection import Selection


@pytest.fixture
def reader() -> Iterator[None]:
    """A reader of the compare page, three districts and their deaths before her."""
    database = told(*(deaths(n, year(2023), d) for d, n in (("city_a", 8), ("city_b", 4), ("city_zone", 5))))
    st.cache_resource.clear()
    context.put(context.Context(at(database), Selection(years=(2023,)), areas(database), [], "compare"))
    address.choose(i="deaths", lang="zh")
    yield
    st.session_state.clear()
    st.cache_resource.clear()


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
