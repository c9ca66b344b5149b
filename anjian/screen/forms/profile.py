"""Draws one district: its totals by domain, and its documents on a time line."""

import streamlit as st

from anjian.charts import timeline
from anjian.figures import profile, records
from anjian.screen import address
from anjian.screen.context import asked, built, here
from anjian.screen.forms import listing
from anjian.screen.pieces import chart, gray, nothing

HEAD_AND_SOURCES = 3  # in rows, about


def choice() -> None:
    """Draw the choice of the district."""
    at = here()
    st.selectbox(
        at.say("one_district"), list(at.areas), width=360, **address.widget("of"),
        format_func=lambda d: at.areas[d].full_name(at.lang),
    )  # fmt: skip


def totals(figure: str) -> None:
    """Draw the headline and a table a domain."""
    choice()
    view = built("totals", asked(figure), profile.build)
    st.title(view.title)
    gray(view.lede)
    if not view.domains:
        nothing(here().say("profile_none"))
    columns, heights = st.columns(2, gap="medium"), [0, 0]
    for n, one in enumerate(view.domains):
        shorter = heights.index(min(heights))
        heights[shorter] += len(one.rows) + HEAD_AND_SOURCES
        with columns[shorter], st.container(key=f"fig-{figure}-{n}"):
            listing.draw(f"{figure}-{n}", one)


def documents(figure: str) -> None:
    """Draw the documents on a time line and as a table."""
    view = built("documents", asked(figure), records.documents)
    st.subheader(view.listing.title)
    gray(view.listing.lede)
    if not view.line:
        return nothing()
    chart(timeline.documents(view.line), f"chart-{figure}", view.listing.title)
    listing.table(figure, view.listing)
