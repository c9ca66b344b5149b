"""Draws targets: those with a deadline on a time line, all of them as a table."""

from functools import partial

import streamlit as st

from anjian.charts import timeline
from anjian.figures import targets
from anjian.screen import drawer
from anjian.screen.context import asked, built, here
from anjian.screen.forms import listing
from anjian.screen.pieces import chart, gray, nothing, source_row

MOST_ON_THE_LINE = 40


def draw(figure: str) -> None:
    """Draw the finding, the time line, the table."""
    at = here()
    view = built("targets", asked(figure), targets.build)
    st.subheader(view.listing.title)
    gray(view.listing.lede)
    if not view.listing.rows:
        return nothing(view.listing.missing)
    line = view.line[:MOST_ON_THE_LINE]
    if line:
        several = len({t.district for t in line}) > 1
        spec = timeline.targets(line, several)
        place = chart(spec, f"chart-{figure}", view.listing.title)
        if place is not None:
            drawer.open_panel(view.listing.numbers, view.listing.table(at.setting), place)
        gray(at.say("targets_read"))
    listing.table(figure, view.listing)
    source_row(figure, view.listing.numbers, partial(view.listing.table, at.setting), view.listing.keys)
