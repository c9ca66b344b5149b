"""The basket: figures that a reader puts aside on any page, to stand in a brief."""

from collections.abc import Sequence

import streamlit as st

from anjian import words
from anjian.brief.parts import Kept
from anjian.config import BriefItem, load
from anjian.screen import address
from anjian.screen.context import asked, here

_KEY = "_basket"
CHOSEN = {"comparison": "i", "ranking": "i", "comparison_table": "i", "trend": "t"}  # the page's choice of indicator


def kept() -> tuple[Kept, ...]:
    """Return what the basket holds."""
    return st.session_state.get(_KEY, ())


def clear() -> None:
    """Empty the basket."""
    st.session_state[_KEY] = ()


def offer(figure: str) -> None:
    """Draw the button that puts a figure of config.yaml into the basket, where a file can hold it."""
    entry, lang = _entry(figure), here().lang
    if entry is None:
        return
    held = entry in kept()
    label = words.say("desk", "kept" if held else "keep", lang)
    if st.button(label, key="keep", disabled=held):
        st.session_state[_KEY] = (*kept(), entry)
        st.rerun()


def _entry(figure: str) -> Kept | None:
    """Return a figure as an item of a brief, with the selection and the indicators of this moment."""
    found = load().figures.get(figure)
    if found is None or found.form not in (*BriefItem.TABLES, *BriefItem.CHARTS):
        return None
    chosen = address.choice(CHOSEN[found.form]) if found.form in CHOSEN else None
    wanted = asked(figure, (chosen,) if chosen else None)
    kind = "chart" if found.form in BriefItem.CHARTS else "table"
    if found.form in BriefItem.ONE and len(wanted.selection.districts) != 1:
        return None
    return Kept(BriefItem(**{kind: figure}, indicators=wanted.indicators), wanted.selection, wanted.domain)


def titles(some: Sequence[Kept]) -> list[str]:
    """Return what the basket holds, in words."""
    lang = here().lang
    return [load().figures[k.item.table or k.item.chart].title[lang] for k in some]
