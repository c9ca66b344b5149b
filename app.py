"""Page set-up, navigation and the filter bar. Run it with: python3 run.py"""

from pathlib import Path

import streamlit as st

from anjian import words
from anjian.config import ConfigError, load
from anjian.screen import address, banner, catalogue, context, filters, show, style

PREPARED = {"compare": show.prepare_comparison, "sources": catalogue.prepare}
ICON = Path(__file__).parent / "static" / "icon.svg"


def pages(lang: str) -> dict[str, list]:
    """Return the pages by section, their titles in the reader's language."""

    def page(file: str, key: str, **more):
        return st.Page(f"pages/{file}.py", title=words.say("ui", key, lang), url_path=file, **more)

    return {
        words.say("ui", "browse", lang): [page("overview", "overview", default=True), page("compare", "compare")],
        words.say("ui", "data", lang): [page("sources", "sources")],
    }


def main() -> None:
    """Draw the frame, then the page."""
    lang = address.language()
    st.set_page_config(words.say("ui", "app", lang), str(ICON), layout="wide", initial_sidebar_state=220)
    style.apply()
    st.logo(str(ICON.with_name("logo.svg")), size="large", icon_image=str(ICON))
    page = st.navigation(pages(lang))
    try:
        config = load()
    except ConfigError as error:
        return banner.wrong_configuration(str(error), lang)
    state = context.live().state()
    if state.database is None:
        return banner.first_start(state.failed, lang)
    areas, groups = context.known(state.database.version, state.database, config)
    opening = tuple(d for d in areas if any(g.id in config.opening.groups and d in g.districts for g in groups))
    years = {y for a in areas.values() for y in a.years}
    address.adopt(page.url_path, areas, years, opening, state.database.version)
    selection = address.selection(areas)
    setting = context.setting(state.database.version, selection.lang, state.database, config)
    context.put(context.Context(setting, selection, areas, groups))
    PREPARED.get(page.url_path, lambda: None)()
    filters.bar(opening)
    if state.failed:
        banner.failed(state.failed, state.database.version, selection.lang)
    st.sidebar.markdown(
        f":small[:gray[{words.say('sentence', 'version', selection.lang, version=state.database.version)}]]"
    )
    if address.nothing_chosen():
        filters.nothing(opening)
    else:
        page.run()
    address.write(page.url_path, selection, opening)


main()
