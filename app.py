"""Page set-up, navigation and the filter bar. Run it with: python3 run.py"""

import streamlit as st

from anjian.screen import early

early.fetch_chart_code()  # first of all: it takes the browser as long as the imports below take the server

from anjian import words  # noqa: E402
from anjian.areas import opens  # noqa: E402
from anjian.config import Config, ConfigError, load  # noqa: E402
from anjian.screen import address, banner, context, filters, menu, pieces, show, style, tour, turns  # noqa: E402


def pages(config: Config, lang: str) -> dict[str, list]:
    """Return the pages by section, their titles in the reader's language; a page a domain of config.yaml."""

    def page(file: str, **more):
        return st.Page(f"pages/{file}.py", title=words.say("ui", file, lang), **{"url_path": file, **more})

    domains = [
        st.Page("pages/domain.py", title=domain.title[lang], url_path=name) for name, domain in config.domains.items()
    ]
    browse = [
        page("overview", url_path=menu.ROOT, default=True),
        page("trends"),
        page("compare"),
        page("profile"),
        page("brief"),
    ]
    return {
        words.say("ui", "browse", lang): browse,
        words.say("ui", "by_domain", lang): [*domains, page("targets"), page("warnings")],
        words.say("ui", "data", lang): [page("sources")],
    }


def main() -> None:
    """Draw the frame, then the page."""
    lang = address.language()
    st.set_page_config(words.say("ui", "app", lang), style.static("icon.svg"), layout="wide", initial_sidebar_state=220)
    style.apply()
    st.logo(style.static("logo.svg"), size="large", icon_image=style.static("icon.svg"))
    try:
        config = load()
    except ConfigError as error:
        return banner.wrong_configuration(str(error), lang)
    sections = menu.kept(config, lang, pages)
    page = st.navigation(sections, position="hidden")
    state = context.state(lang)
    if state.database is None:
        return banner.first_start(state.failed, lang)
    areas, groups = context.known(state.database, config)
    opening = opens(areas, groups, config.opening.groups)
    years = {y for a in areas.values() for y in a.years}
    tour.start(not st.query_params)
    address.adopt(page.url_path, areas, years, opening, state.database.version)
    selection = address.selection(areas)
    setting = context.setting(state.database, config, selection.lang)
    context.put(context.Context(setting, selection, areas, groups, page.url_path or "overview"))
    show.prepare(context.here().page)
    menu.draw(sections, address.query(selection, opening), config.domains)
    filters.bar(opening)
    tour.draw()
    banner.marks(setting.marks, selection.lang)
    if state.failed:
        banner.failed(state.failed, state.database.version, selection.lang)
    st.sidebar.markdown(
        f":small[:gray[{words.say('sentence', 'version', selection.lang, version=state.database.version)}]]"
    )
    tour.reopen()
    if address.nothing_chosen():
        filters.nothing(opening)
    else:
        page.run()
        pieces.paper_sources()
    address.write(page.url_path, selection, opening)


with turns.taken():
    main()
