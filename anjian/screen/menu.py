"""The links to the pages, in the sidebar. Each carries the choices: every entry of the history is whole."""

from collections.abc import Container

import streamlit as st

HOME, ROOT = "pages/overview.py", "."


def draw(sections: dict[str, list], query: dict[str, str], domains: Container[str]) -> None:
    """Draw the links by section; a domain's page has trends of its own, so it is not told another page's."""
    with st.sidebar, st.container(gap="xsmall", key="menu"):
        for title, pages in sections.items():
            st.markdown(f":small[:gray[{title}]]")
            for page in pages:
                told = {k: v for k, v in query.items() if k != "t" or page.url_path not in domains}
                st.page_link(_target(page), query_params=told)


def _target(page):
    """Return the page to link to. The first page's own address is empty, which a browser reads as where it stands."""
    return page if page.url_path else st.Page(HOME, title=page.title, url_path=ROOT)
