"""The choices of the screen and their address: in the URL, kept over pages, reload and back.

Parameters: d districts (ids, comma separated; `all`), y years, p period, mode same|latest, lang zh|en;
of the pages: i indicator, a the one against it, b benchmark, o order, t indicator of a trend, n all (every panel),
of the one district, m template of a brief, s section, q search. The opening districts are left out, the language never
(an address without parameters is typed, or left behind by a click on the logo: it changes nothing), nor a page's own
choice but for what stands there on opening the page. So page and parameters together tell every choice;
the copied link names every choice and the data version (v). Ids, so a link reads in both languages.

The choices are kept here, not in the widgets: Streamlit forgets a widget's value with the page it stands on
and when its labels change with the language.
"""

from collections.abc import Iterable
from urllib.parse import urlencode

import streamlit as st

from anjian.selection import LANGUAGES, Selection, from_query, parse_period, period_code

CHOICES = ("d", "y", "p", "mode", "lang")
PAGE_CHOICES = ("i", "a", "b", "o", "t", "n", "of", "m", "s", "q")
ALL = "all"
_STATE, _WRITTEN, _PAGE, _FALLBACKS = "_choices", "_written", "_page", "_fallbacks"
_IGNORED, _OLDER, _FRESH, _TOLD = "_ignored", "_older", "_fresh", "_told"


def choice(name: str):
    """Return the current choice of a name, or None."""
    return st.session_state.get(_STATE, {}).get(name)


def choose(**changes) -> None:
    """Change choices."""
    st.session_state[_STATE] = {**st.session_state.get(_STATE, {}), **changes}


def widget(name: str, unset: str | None = None, page: str | None = None) -> dict:
    """Return key and callback that tie a widget to a choice. Its labels may change with the language.

    ``unset`` is the option that stands for no choice. A value that is set makes the browser draw the widget anew,
    each of its options; one whose labels change with nothing but the language names its ``page`` and is told news only.
    """
    key = f"{name}-{choice('lang')}"
    value = unset if choice(name) is None else choice(name)
    if not _is_told(key, value, page):
        st.session_state[key] = value
    return {"key": key, "on_change": _take, "args": (name, key, unset)}


def _is_told(key: str, value: object, page: str | None) -> bool:
    """Return whether a page's widget has its value already; under the same key another page has another widget."""
    told = st.session_state.setdefault(_TOLD, {})
    before, told[key] = told.get(key), page
    return page is not None and before == page and st.session_state.get(key) == value


def _take(name: str, key: str, unset: str | None) -> None:
    value = st.session_state[key]
    choose(**{name: None if value == unset else value})


def language() -> str:
    """Return the language before anything else is known."""
    held = _held()
    asked = (held.get("lang") if _is_from_outside(held) else None) or choice("lang")
    return asked if asked in LANGUAGES else LANGUAGES[0]


def _held() -> dict[str, str]:
    """Return the choices that the URL holds."""
    return {k: ",".join(st.query_params.get_all(k)) for k in (*CHOICES, *PAGE_CHOICES) if k in st.query_params}


def _is_from_outside(held: dict[str, str]) -> bool:
    """Return whether a link, a reload or a step back changed the URL; a bare one says nothing, but for the first.

    The first page may be left before it is whole: its choices are known then, and nothing is written yet.
    """
    return not st.session_state.get(_STATE) or held not in ({}, st.session_state.get(_WRITTEN))


def adopt(page: str, districts: Iterable[str], years: Iterable[int], opening: tuple[str, ...], version: str) -> None:
    """Take the choices of the URL, where it was changed from outside or stands for another page now."""
    query = _held()
    fresh = st.session_state[_FRESH] = _is_from_outside(query)
    if not fresh and not (query and page != st.session_state[_PAGE]):
        return
    everything = query.get("d") == ALL
    chosen, ignored = from_query({**query, "d": "" if everything else query.get("d", "")}, districts, years)
    choose(
        d=[] if everything else list(chosen.districts or opening), everything=everything, y=list(chosen.years),
        p=period_code(chosen.period) if chosen.period else None, mode=chosen.mode, lang=chosen.lang,
        **{k: query.get(k) for k in PAGE_CHOICES},
    )  # fmt: skip
    st.session_state[_IGNORED] = ignored
    linked = st.query_params.get("v")
    st.session_state[_OLDER] = linked if linked and linked != version else None


def selection(known: Iterable[str]) -> Selection:
    """Return the selection that the choices make; districts in administrative order."""
    period = parse_period(choice("p")) if choice("p") else None
    wanted = set(choice("d"))
    districts = tuple(d for d in known if d in wanted)
    return Selection(districts, tuple(sorted(choice("y"))), period, choice("mode"), choice("lang"))


def nothing_chosen() -> bool:
    """Return whether the reader took every district away without asking for all."""
    return not choice("d") and not choice("everything")


def ignored() -> tuple[tuple[str, str], ...]:
    """Return the (parameter, value) pairs of the link that were not understood."""
    return tuple(st.session_state.get(_IGNORED, ()))


def older_version() -> str | None:
    """Return the data version of the link, where it is not today's."""
    return st.session_state.get(_OLDER)


def query(chosen: Selection, opening: tuple[str, ...]) -> dict[str, str]:
    """Return the parameters that the URL holds: what stands there on opening a page is left out."""
    unsaid = {**st.session_state.get(_FALLBACKS, {}), "d": ",".join(opening)}
    return {k: v for k, v in choices(chosen).items() if v and v != unsaid.get(k)}


def write(page: str, chosen: Selection, opening: tuple[str, ...]) -> None:
    """Write the current choices into the URL: a new entry of the history, or after a step back the same one."""
    st.session_state[_PAGE], st.session_state[_WRITTEN] = page, query(chosen, opening)
    if st.session_state[_WRITTEN] != {k: ",".join(st.query_params.get_all(k)) for k in st.query_params}:
        st.query_params.from_dict(st.session_state[_WRITTEN])


def choices(chosen: Selection) -> dict[str, str]:
    """Return every parameter of the current screen."""
    districts = ",".join(chosen.districts) or (ALL if choice("everything") else "")
    return chosen.to_query() | {"d": districts} | {k: choice(k) for k in PAGE_CHOICES if choice(k)}


def link(chosen: Selection, version: str) -> str:
    """Return the link that names every choice and the data version."""
    base = (st.context.url or "").split("?")[0]
    return f"{base}?{urlencode(choices(chosen) | {'v': version})}"


def one_of(name: str, allowed: Iterable[str], fallback: str, follows: bool = False) -> None:
    """Make a page's own choice an allowed one before anything is drawn; say what a link held that was not.

    With ``follows`` a choice that was left at the fallback goes with it where that changes.
    """
    before = st.session_state.get(_FALLBACKS, {})
    st.session_state[_FALLBACKS] = {**before, name: fallback}
    value = choice(name)
    was_left = follows and not st.session_state[_FRESH] and value == before.get(name)
    if value in allowed and not was_left:
        return
    if value is not None and st.session_state[_FRESH]:
        st.session_state[_IGNORED] = (*ignored(), (name, value))
    choose(**{name: fallback})
