"""Draws a listing: finding, how to read it, the table as text, notes, sources."""

from functools import partial

import pyarrow as pa
import streamlit as st

from anjian import words
from anjian.figures.listing import Listing
from anjian.screen import style
from anjian.screen.context import here
from anjian.screen.pieces import gray, lede, nothing, source_row

MOST_ROWS = 500  # of a table on a page; its CSV and Excel files hold all
FEW = 4  # so many rows are not worth a click


def draw(figure: str, view: Listing) -> None:
    """Draw a listing under its own key; ``num-`` tables stand right-aligned, ``doc-`` tables wrap."""
    at = here()
    st.subheader(view.title)
    if view.lede:
        lede(figure, view.lede, view.bases)
    if not view.rows:
        return nothing(view.missing, "nothing_to_list")
    table(figure, view)
    if view.notes:
        gray(words.sentence_list(view.notes, at.lang))
    source_row(figure, view.numbers, partial(view.table, at.setting), view.keys, asks=view.asks)


def table(figure: str, view: Listing) -> None:
    """Draw the table of a listing: its first rows, the others on request, of a very long one as many as can be read."""
    at = here()
    most = MOST_ROWS if st.session_state.get(f"_all-{figure}") else view.most
    rows = view.rows[: most if len(view.rows) > most + FEW else most + FEW]
    key = f"{'wrapnum' if view.wraps else 'num' if view.numeric else 'list'}-{figure}"
    with st.container(key=key):
        if view.stacks:
            st.html(style.cards(key, view.columns))
        columns = {title: [row[c] for row in rows] for c, title in enumerate(view.columns)}
        st.table(pa.table(columns), border="horizontal", hide_index=True, alt=view.title)
    if len(rows) == len(view.rows):
        return
    if len(rows) >= MOST_ROWS:
        return gray(at.say("rows_held", n=MOST_ROWS, all=len(view.rows)))
    key = "all_rows" if len(view.rows) <= MOST_ROWS else "further_rows"
    label = at.say(key, n=min(len(view.rows), MOST_ROWS) - len(rows))
    st.button(label, key=f"more-{figure}", type="tertiary", on_click=_show_all, args=(figure,))
    with st.container(key=f"cut-{figure}"):  # on paper, in place of the button
        gray(at.say("rows_printed", n=len(rows), all=len(view.rows)))


def _show_all(figure: str) -> None:
    st.session_state[f"_all-{figure}"] = True
