"""The address of what is on the screen: every choice in the URL, kept over pages, reload and back.

Parameters: d districts (ids, comma separated; `all`), y years, p period, mode same|latest, lang zh|en;
of the pages: i indicator, o order, s section. A choice that equals the opening one is left out; the copied
link names every one and the data version (v). The parameters hold ids, so a link reads in both languages.
"""

from collections.abc import Callable, Iterable
from urllib.parse import urlencode

import streamlit as st

from anjian.selection import LANGUAGES, Selection, from_query, period_code

CHOICES = ("d", "y", "p", "mode", "lang")
PAGE_CHOICES = ("i", "o", "s")
ALL = "all"
_WRITTEN, _PAGE, IGNORED, OLDER = "_written", "_page", "_ignored", "_older"


def adopt(page: str, districts: Iterable[str], years: Iterable[int], opening: tuple[str, ...], version: str) -> None:
    """Take the choices of the URL into the widgets' state, where the URL was changed from outside."""
    query = {k: ",".join(st.query_params.get_all(k)) for k in (*CHOICES, *PAGE_CHOICES) if k in st.query_params}
    first = _WRITTEN not in st.session_state
    turned = st.session_state.get(_PAGE) != page
    st.session_state[_PAGE] = page
    if not first and (query == st.session_state[_WRITTEN] or (turned and not query)):
        return
    everything = query.get("d") == ALL
    chosen, ignored = from_query({**query, "d": "" if everything else query.get("d", "")}, districts, years)
    asked = everything or chosen.districts
    st.session_state["d"] = [] if everything else list(chosen.districts if asked else opening)
    st.session_state["everything"] = everything
    st.session_state["y"] = list(chosen.years)
    st.session_state["p"] = period_code(chosen.period) if chosen.period else None
    st.session_state["mode"] = chosen.mode
    st.session_state["lang"] = chosen.lang
    for key in PAGE_CHOICES:
        if key in query:
            st.session_state[key] = query[key]
    st.session_state[IGNORED] = ignored
    link_version = st.query_params.get("v")
    st.session_state[OLDER] = link_version if link_version and link_version != version else None


def ignore(key: str, value: str) -> None:
    """Say of a page's own parameter that it was not understood."""
    st.session_state[IGNORED] = (*st.session_state.get(IGNORED, ()), (key, value))


def write(selection: Selection, opening: tuple[str, ...]) -> None:
    """Write the current choices into the URL, those that equal the opening ones left out."""
    full = choices(selection)
    plain = {"d": ",".join(opening), "y": "", "p": "", "mode": "", "lang": LANGUAGES[0]}
    query = {k: v for k, v in full.items() if v and v != plain.get(k)}
    if query != {k: st.query_params.get(k) for k in st.query_params}:
        st.query_params.from_dict(query)
    st.session_state[_WRITTEN] = query


def choices(selection: Selection) -> dict[str, str]:
    """Return every parameter of the current screen."""
    full = selection.to_query() | {"d": ",".join(selection.districts) or ALL}
    return full | {k: str(st.session_state[k]) for k in PAGE_CHOICES if st.session_state.get(k)}


def link(selection: Selection, version: str) -> str:
    """Return the link that names every choice and the data version."""
    base = (st.context.url or "").split("?")[0]
    return f"{base}?{urlencode(choices(selection) | {'v': version})}"


def one_of(key: str, allowed: Iterable[str], fallback: str, unknown: Callable[[str, str], None] = ignore) -> None:
    """Make sure that a page's own choice is an allowed one before its widget is drawn."""
    value = st.session_state.get(key)
    if value is not None and value not in allowed:
        unknown(key, value)
    if value is None or value not in allowed:
        st.session_state[key] = fallback
