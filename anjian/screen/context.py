"""What a page needs, once a rerun: the data version, the configuration, the selection, the language."""

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

import streamlit as st

from anjian import areas, config, indicators, words
from anjian.config import ROOT, Config
from anjian.figures import setting as figure_setting
from anjian.figures.setting import Asked, Setting
from anjian.indicators import Result, Spec
from anjian.screen import address
from anjian.selection import Selection
from anjian.store import Database, Live, State
from anjian.store.memo import Memo

_KEY = "_context"
T = TypeVar("T")
# Streamlit's caches read a function's signature at each call, 0.7 ms; a page asks twenty times a rerun.
_SETTINGS, _RESULTS, _FIGURES = Memo(32), Memo(512), Memo(512)


@dataclass(frozen=True)
class Context:
    """The state of one rerun."""

    setting: Setting
    selection: Selection
    areas: dict[str, areas.Area]
    groups: list[areas.AreaGroup]
    page: str
    unnamed: dict[str, None] = field(default_factory=dict)  # documents that source lines did not name, for paper

    @property
    def database(self) -> Database:
        return self.setting.database

    @property
    def lang(self) -> str:
        return self.setting.lang

    def say(self, key: str, **slots: object) -> str:
        return self.setting.say(key, **slots)


def put(context: Context) -> None:
    """Keep the context for the pages of this rerun."""
    st.session_state[_KEY] = context


def here() -> Context:
    """Return the context of this rerun.

    The first visit of a fresh server to a page's own address runs that page alone, by Streamlit's own
    discovery of pages/. Naming a navigation ends the discovery; the rerun then starts with app.py.
    """
    if _KEY not in st.session_state:
        others = [st.Page(path) for path in sorted((ROOT / "pages").glob("*.py"))]
        st.navigation([st.Page(ROOT / "app.py", default=True), *others], position="hidden")
        st.rerun()
    return st.session_state[_KEY]


@st.cache_resource(show_spinner=False)
def live() -> Live:
    """Return the one live folder of the process: data/, or the folder that ANJIAN_DATA names."""
    return Live(Path(os.environ.get("ANJIAN_DATA") or ROOT / "data"))


def state(lang: str) -> State:
    """Return the state of the data; the first reader of a fresh server sees that it is being read."""
    folder = live()
    if folder.known:
        return folder.state()
    with st.spinner(words.say("ui", "loading", lang)):
        return folder.state()


def setting(database: Database, config: Config, lang: str) -> Setting:
    """Return names and wordings of a data version in one language."""
    return _SETTINGS.once((database.version, lang), lambda: figure_setting.setting(database, config, lang))


def known(database: Database, config: Config) -> tuple[dict[str, areas.Area], list[areas.AreaGroup]]:
    """Return the districts and groups of a data version."""

    def ask() -> tuple[dict[str, areas.Area], list[areas.AreaGroup]]:
        districts = areas.areas(database)
        return districts, areas.groups(districts, config)

    return _SETTINGS.once(database.version, ask)


def specs() -> dict[str, Spec]:
    """Return the indicators of the data."""
    return indicators.catalogue(here().database, config.load())


def result(name: str, selection: Selection | None = None) -> Result:
    """Return the result of an indicator for the current (or a given) selection, computed once a data version."""
    at = here()
    selection = selection or at.selection
    question = at.database.version, name, selection.with_(lang="zh")
    return _RESULTS.once(question, lambda: indicators.compute(at.database, config.load(), name, selection))


def asked(figure: str, chosen: tuple[str, ...] | None = None) -> Asked:
    """Return what a figure of config.yaml is asked for here: ``chosen`` by the reader, else as declared.

    On a domain's page a figure without indicators takes the domain's; a district page's own district is added.
    """
    at = here()
    entry, domains = config.load().figures[figure], config.load().domains
    known = specs()
    domain = entry.domain or at.page
    names = chosen or entry.indicators or (domains[domain].indicators if domain in domains else ())
    district = address.choice("of") or "" if at.page == "profile" else ""
    selection = at.selection.with_(lang="zh", districts=(district,) if district else at.selection.districts)
    return Asked(selection, tuple(n for n in names if n in known), domain if domain in domains else "", district)


def built(builder: str, wanted: Asked, make: Callable[[Asked, Setting], T]) -> T:
    """Return what ``make(wanted, setting)`` builds, once a data version and language."""
    at = here()
    return _FIGURES.once((at.database.version, at.lang, builder, wanted), lambda: make(wanted, at.setting))
