"""The first page, asked for before anybody has: a data version keeps the answers for the first reader."""

import pandas  # noqa: F401  # st.table imports it at its first table
import streamlit.emojis  # noqa: F401  # st.logo compiles its pattern at the first page

from anjian import indicators
from anjian.config import load
from anjian.figures import audit, change, coverage, news, overview
from anjian.figures.setting import Asked, setting
from anjian.screen import context, show  # noqa: F401
from anjian.selection import LANGUAGES, Selection

BUILDERS = {"latest_tiles": overview.tiles, "changes": change.build, "latest_grid": overview.grid, "news": news.build}


def rehearse() -> None:
    """Build the overview's figures once; without good data there is nothing to build."""
    config, database = load(), context.live().state().database
    if database is None:
        return
    here = setting(database, config, LANGUAGES[0])
    for figure, build in BUILDERS.items():
        build(Asked(Selection(), config.figures[figure].indicators), here)
    coverage.coverage(config.domains, Selection(), here)
    audit.beside((), here)
    known = indicators.catalogue(database, config)
    for name in config.opening.sentences:
        if name in known:
            indicators.compute(database, config, name, Selection())
