"""Draws the overview's forms: the headline, a tile a domain, the changes on the year before."""

import streamlit as st

from anjian.config import load
from anjian.figures import change, overview
from anjian.figures import headline as headlines
from anjian.screen import drawer
from anjian.screen.context import asked, built, here, result, specs
from anjian.screen.forms import listing
from anjian.screen.pieces import source_row


def headline() -> None:
    """Draw the overview's title, the first finding, and its sentences."""
    at = here()
    known = specs()
    results = [result(name) for name in load().opening.sentences if name in known]
    if not results:
        return st.title(at.say("overview"))
    view = headlines.build(built("change", asked("changes"), change.build), results, at.setting)
    st.title(view.title)
    with st.container(width=820):
        for line in filter(None, view.lines):
            st.markdown(line)
    return source_row("headline", view.numbers, None)


def tiles(figure: str) -> None:
    """Draw a tile a domain: its newest value, whose and of when, and the change on the year before."""
    at = here()
    found = built("tiles", asked(figure), overview.tiles)
    grid = st.grid(4, min_column_width=150)
    for n, tile in enumerate(found):
        with grid.container(border=True, height="stretch"):
            st.markdown(f"**{tile.title}**")
            with st.container(key=f"value-{n}"):
                st.markdown(f"**{tile.value}**")
            small = "  \n".join(f":small[:gray[{text}]]" for text in (tile.when, tile.change) if text)
            st.markdown(f"{tile.whose}  \n{small}")
            if tile.numbers and st.button(at.say("source"), key=f"tile-{n}", type="tertiary"):
                drawer.open_panel(tile.numbers)


def changes(figure: str) -> None:
    """Draw accidents and deaths against the year before, and beside them those that cannot be judged."""
    view = built("change", asked(figure), change.build)
    if not view.beside.rows:
        return listing.draw(figure, view.judged)
    left, right = st.columns([2, 1], gap="medium")
    with left:
        listing.draw(figure, view.judged)
    with right:
        listing.draw(f"{figure}-beside", view.beside)
