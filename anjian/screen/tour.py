"""A short tour of the screen: open at a first visit that follows no link, dismissed by a click, opened again by one."""

import streamlit as st

from anjian.screen.context import here

STEPS = ("tour_choose", "tour_finding", "tour_source", "tour_gap", "tour_print")
_OPEN = "_tour"


def start(first_visit: bool) -> None:
    """Open the tour on a first visit without a link."""
    st.session_state.setdefault(_OPEN, first_visit)


def draw() -> None:
    """Draw the tour where it is open."""
    if not st.session_state.get(_OPEN):
        return
    at = here()
    with st.container(border=True, key="tour"):
        st.markdown(f"**{at.say('tour_title')}**")
        st.markdown("\n".join(f"{n}. {at.say(step)}" for n, step in enumerate(STEPS, 1)))
        st.button(at.say("tour_close"), on_click=_set, args=(False,), key="close-tour")


def reopen() -> None:
    """Draw the button that opens the tour again, in the sidebar."""
    st.sidebar.button(here().say("tour_open"), on_click=_set, args=(True,), type="tertiary", key="open-tour")


def _set(is_open: bool) -> None:
    st.session_state[_OPEN] = is_open
