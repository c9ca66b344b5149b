"""Draws a trend: a panel a district on one scale, the first dozen of them, the others on request."""

from dataclasses import replace
from functools import partial

import streamlit as st

from anjian import sentences, words
from anjian.charts import trend as chart
from anjian.figures import trend
from anjian.figures.trend import Trend
from anjian.screen import address, drawer
from anjian.screen.context import asked, built, here
from anjian.screen.forms.comparison import indicator_choice, indicator_names
from anjian.screen.pieces import chart as draw_chart
from anjian.screen.pieces import gray, lede, nothing, source_row

MOST, MOST_AT_ALL, COLUMNS = 12, 100, 4
NARROWEST, NARROWEST_OF_MANY, FEW_YEARS = 158, 200, 4  # the months under more years need a phone's whole width
ALL = "all"


def draw(figure: str, names: list[str] | None = None) -> None:
    """Draw the choice of indicator (of all, or of ``names``) and its trend."""
    at = here()
    indicator_choice("t", "indicator", names or indicator_names())
    view = built("trend", asked(figure, (address.choice("t"),)), trend.build)
    st.subheader(view.title)
    lede(figure, view.lede, view.bases)
    if not view.panels:
        return nothing()
    _panels(figure, view)
    if view.notes:
        gray(sentences.sentences_of(view.notes, at.lang))
    shown = _shown(view)
    keys = (k for p in shown for point in p.points for k in view.numbers[point.number].keys)
    source_row(figure, view.numbers, partial(view.table, at.setting), dict.fromkeys(keys))


def _shown(view: Trend) -> tuple:
    """Return the panels to draw: a dozen, or where asked for all that a page can hold; the finding's own is one."""
    most = MOST_AT_ALL if address.choice("n") == ALL else MOST
    first, later = view.panels[:most], [p for p in view.panels[most:] if p.district == view.subject]
    return (*later, *first)[:most]


def _panels(figure: str, view: Trend) -> None:
    at = here()
    shown = _shown(view)
    hidden = len(view.panels) - len(shown)
    view = replace(view, panels=shown)  # one scale over what is shown
    if len(shown) == 1 and len(view.years) > 1:  # a single year in the width of the page says no more than its number
        _panel(figure, view, 0, chart.LARGE)
        gray(at.say(f"read_{view.style}"))
        return
    grid = st.grid(COLUMNS, min_column_width=NARROWEST if len(view.years) <= FEW_YEARS else NARROWEST_OF_MANY)
    for n in range(len(shown)):
        with grid.container():
            _panel(figure, view, n, chart.SMALL)
    with grid.container() if len(shown) % COLUMNS else st.container():  # no row for it alone
        st.markdown(f"**{at.say('how_to_read')}**")
        gray(at.say(f"read_{view.style}"))
    if hidden and len(shown) == MOST:
        more = min(hidden, MOST_AT_ALL - MOST)
        st.button(
            at.say("show_all" if more == hidden else "show_more", n=more), on_click=address.choose, kwargs={"n": ALL}
        )
    elif hidden:
        gray(at.say("panels_held", n=len(shown), rest=hidden))


def _panel(figure: str, view: Trend, n: int, height: int) -> None:
    at = here()
    panel = view.panels[n]
    st.markdown(f"**{panel.name}**")
    alt = at.say("panel_alt", name=panel.name, values=_spoken(panel))
    spec = chart.draw(panel, view, at.setting, height)
    place = draw_chart(spec, f"chart-{figure}-{panel.district}", alt)
    if place is not None:
        drawer.open_panel(view.numbers, view.table(at.setting), place)


def _spoken(panel) -> str:
    at = here()
    parts = (f"{words.period(p.start, p.end, at.lang)} {p.text}" for p in panel.points if p.role != trend.RETOLD)
    return words.enumeration(parts, at.lang)
