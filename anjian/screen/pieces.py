"""What several forms draw: small text, the source row under a figure, the answer where there is nothing, a chart."""

import json
from collections.abc import Callable, Iterable

import streamlit as st

from anjian.charts import base
from anjian.exports.tables import Table
from anjian.figures import audit, cited, meanings
from anjian.figures.cited import Key, Number
from anjian.screen import drawer, early, style
from anjian.screen.context import here

_CHART = st.components.v2.component("anjian.chart", js=style.static("chart.js"), isolate_styles=False)


def gray(text: str) -> None:
    """Draw small second text (st.caption is too pale)."""
    st.markdown(f":small[:gray[{text}]]")


def hint(key: str, text: str) -> None:
    """Draw what to click: small second text that is not printed."""
    with st.container(key=f"hint-{key}"):
        gray(text)


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
        named = cited.documents_named(shown, at.setting)
        at.unnamed.update(dict.fromkeys(named if cited.is_cut(named) else ()))
        if numbers and st.button(at.say("open_sources"), key=f"open-{key}", type="tertiary"):
            drawer.open_panel(numbers, table and table(), figure=key)
    questions = audit.beside(shown, at.setting) if asks else ()
    if questions:
        st.markdown("\n\n".join(f":small[:gray-badge[{at.say('question')}] {question}]" for question in questions))


def paper_sources() -> None:
    """Draw, for paper alone, the documents that the page's source lines counted and did not name."""
    at = here()
    if at.unnamed:
        with st.container(key="cut-sources"):
            st.markdown(f"**{at.say('sources_printed', n=len(at.unnamed))}**")
            st.text("\n".join(f"({n}) {name}" for n, name in enumerate(at.unnamed, 1)))


def nothing(why: str = "", badge: str = "nothing_to_draw") -> None:
    """Draw the answer where there is nothing to draw: why, and what to try."""
    at = here()
    with st.container(border=True):
        st.markdown(f":gray-badge[{at.say(badge)}] {why or at.say('try_this')}")


def chart(figure: dict, key: str, alt: str, on_click: Callable | None = None) -> object:
    """Draw a chart; ``alt`` says its finding. Returns the ``customdata`` of the point that was just clicked, or None.

    ``on_click`` runs before the page is drawn again, as Streamlit's callbacks do; ``clicked`` tells it the point.
    """
    matter = {"figure": figure, "alt": alt, "config": base.CONFIG, "code": early.CODE}
    data = json.dumps(matter, ensure_ascii=False, separators=(",", ":")).encode()
    return _CHART(key=key, data=data, on_clicked_change=on_click or _nothing_more).clicked


def clicked(key: str) -> object:
    """Return the ``customdata`` of the clicked point, for a chart's ``on_click``."""
    return st.session_state[key].clicked


def _nothing_more() -> None:
    """Let the page be drawn again with the click, and do nothing before."""
