"""Draws the coverage: which months each district has published figures for."""

import streamlit as st

from anjian import words
from anjian.charts import coverage as chart
from anjian.figures import cited, coverage
from anjian.screen import address
from anjian.screen.context import asked, built, here, specs
from anjian.screen.forms import listing
from anjian.screen.pieces import chart as draw_chart
from anjian.screen.pieces import clicked, gray, hint, nothing


def draw(figure: str) -> None:
    """Draw the bars, with the finding as title."""
    at = here()
    view = built("coverage", asked(figure), _view)
    st.subheader(view.title)
    if not view.bars:
        return nothing()
    drawn = view.drawn
    gray(at.say("coverage_note", years=words.years(range(drawn.span[0], drawn.span[1] + 1), at.lang)))
    key = f"chart-{figure}"
    if undrawn := view.undrawn(at.setting):
        gray(undrawn)
    draw_chart(chart.draw(drawn, at.setting), key, view.title, on_click=lambda: _choose(clicked(key)))
    hint(figure, at.say("pick_bar"))
    gray(words.say("sentence", "coverage_source", at.lang, n=len(cited.sources(at.setting))))


def years(figure: str) -> None:
    """Draw the same as text: the years of each district and domain."""
    listing.draw(f"{figure}-years", built("coverage", asked(figure), _view).years(here().setting))


def _choose(district: str) -> None:
    """Make the district of the clicked bar the only one chosen."""
    address.choose(d=[district], everything=False)


def _view(wanted, setting):
    known = specs()
    domains = dict.fromkeys(known[n].domain for n in wanted.indicators if n in known)
    return coverage.coverage(domains, wanted.selection, setting)
