"""The links to the pages, in the sidebar. Each carries the choices: every entry of the history is whole."""

from collections.abc import Callable, Container

import streamlit as st

from anjian.config import Config

HOME, ROOT = "pages/overview.py", "."
_KEY, _HOME = "_pages", "_home"
Sections = dict[str, list]


def kept(config: Config, lang: str, pages: Callable[[Config, str], Sections]) -> Sections:
    """Return a session's pages by section, made once a configuration and language: each looks for its file."""
    known = st.session_state.get(_KEY)
    if known is None or known[0] is not config or known[1] != lang:
        known = st.session_state[_KEY] = (config, lang, pages(config, lang))
    return known[2]


def draw(sections: Sections, query: dict[str, str], domains: Container[str]) -> None:
    """Draw the links by section; a domain's page has trends of its own, so it is not told another page's."""
    with st.sidebar, st.container(gap="xsmall", key="menu"):
        for title, pages in sections.items():
            st.markdown(f":small[:gray[{title}]]")
            for page in pages:
                told = {k: v for k, v in query.items() if k != "t" or page.url_path not in domains}
                st.page_link(_target(page), query_params=told)


def _target(page):
    """Return the page to link to. The first page's own address is empty, which a browser reads as where it stands."""
    if page.url_path:
        return page
    home = st.session_state.get(_HOME)
    if home is None or home.title != page.title:
        home = st.session_state[_HOME] = st.Page(HOME, title=page.title, url_path=ROOT)
    return home
