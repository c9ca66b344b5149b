"""What several forms draw: small text, the source row under a figure, the answer where there is nothing, a chart."""

from collections.abc import Callable, Iterable

import streamlit as st
from plotly.basedatatypes import BaseFigure

from anjian.charts import base
from anjian.exports.tables import Table
from anjian.figures import audit, cited, meanings
from anjian.figures.cited import Key, Number
from anjian.screen import drawer, style
from anjian.screen.context import here

CLICKED = {"clickmode": "event+select", "dragmode": "pan"}  # what Streamlit sets later, drawing the chart again


def gray(text: str) -> None:
    """Draw small second text (st.caption is too pale)."""
    st.markdown(f":small[:gray[{text}]]")


def lede(key: str, text: str, bases: tuple[str, ...] = ()) -> None:
    """Draw how a figure is read; beside it, on request, what its bases count."""
    at = here()
    meanings_here = meanings.explained(bases, at.setting) if bases else []
    if not meanings_here:
        return gray(text)
    with st.container(horizontal=True, vertical_alignment="center", key=f"lede-{key}"):
        with st.container(width="stretch"):
            gray(text)
        with st.popover(at.say("bases_explained"), type="tertiary", width="content"):
            st.markdown("\n\n".join(f"**{name}**  \n{meaning}" for name, meaning in meanings_here))


def source_row(
    key: str,
    numbers: tuple[Number, ...],
    table: Callable[[], Table] | None,
    keys: Iterable[Key] | None = None,
    *,
    asks: bool = True,
) -> None:
    """Draw the documents a figure comes from, the button that opens its numbers, the audit's questions about them.

    ``table`` makes the table twin when the panel opens; ``keys`` where fewer are shown; without ``asks`` no questions.
    """
    at = here()
    shown = tuple(keys) if keys is not None else tuple(k for n in numbers for k in n.keys)
    if not shown:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"sources-{key}"):
        with st.container(width="stretch"):
            gray(cited.source_line(shown, at.setting))
        if numbers and st.button(at.say("open_sources"), key=f"open-{key}", type="tertiary"):
            drawer.open_panel(numbers, table and table(), figure=key)
    questions = audit.beside(shown, at.setting) if asks else ()
    if questions:
        st.markdown("\n\n".join(f":small[:gray-badge[{at.say('question')}] {question}]" for question in questions))


def nothing(why: str = "", badge: str = "nothing_to_draw") -> None:
    """Draw the answer where there is nothing to draw: why, and what to try."""
    at = here()
    with st.container(border=True):
        st.markdown(f":gray-badge[{at.say(badge)}] {why or at.say('try_this')}")


def chart(figure: dict, key: str, alt: str, on_select: bool | Callable = False):
    """Draw a chart; ``alt`` says its finding. Returns what was clicked, where ``on_select`` (True or a callback).

    Without Streamlit's theme: its template is a new one at each look, for which Plotly draws the whole chart again.
    """
    act = "rerun" if on_select is True else on_select
    more = {"on_select": act, "selection_mode": "points"} if on_select else {}
    shape = figure["layout"] | (CLICKED if on_select else {})
    drawn = _Drawn(base.painted(figure | {"layout": shape}, style.colours()))
    return st.plotly_chart(drawn, key=key, theme=None, config=base.CONFIG, alt=alt, **more)


class _Drawn(BaseFigure):
    """A finished figure. Streamlit would make a whole plotly figure of a dict, and a dict of that again."""

    def __init__(self, figure: dict):
        self._figure = figure

    def to_dict(self) -> dict:
        return self._figure


def clicked(event, key: str, chosen: object) -> int | None:
    """Return the number that a new click means (the point's customdata), once for each click, else None."""
    points = [p["customdata"] for p in event.selection.points if p.get("customdata") is not None]
    number = points[0][0] if points and isinstance(points[0], list) else points[0] if points else None
    click = (key, repr(chosen), number) if number is not None else None
    new = click is not None and st.session_state.get("_clicked") != click
    if click or (st.session_state.get("_clicked") or ("",))[0] == key:
        st.session_state["_clicked"] = click
    return number if new else None
