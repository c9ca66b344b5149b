"""Draws the figures: ``show("figure_id")`` is all that a page says."""

from collections.abc import Callable

import streamlit as st

from anjian import chance
from anjian.config import load
from anjian.figures import audit, chain, news, overview, parts, profile, records, scorecard, warnings
from anjian.figures import trend as trend_figures
from anjian.figures.setting import Asked
from anjian.screen import address, catalogue, desk
from anjian.screen.context import asked, built, here, specs
from anjian.screen.forms import comparison, coverage, listing, targets, trend
from anjian.screen.forms import overview as overview_forms
from anjian.screen.forms import profile as profile_forms

LISTINGS = {
    "grid": overview.grid, "news": news.build, "chain": chain.build, "others": parts.others,
    "sectors": parts.sectors, "series": parts.series,
    "unpublished": parts.unpublished, "events": records.events, "retold": records.revisions,
    "audit": audit.build, "warnings": warnings.build, "graded": warnings.graded, "scorecard": scorecard.build,
    "computed": profile.computed, "refused": profile.refused,
}  # fmt: skip
CHOSEN = ("retold",)  # of the reader's indicator; left out where there are none


def show(figure: str) -> None:
    """Draw a figure of config.yaml for the current selection, in its own container."""
    form = load().figures[figure].form
    if form in LISTINGS:
        return _listing(figure, form)
    if form in WHERE_THERE_IS:
        return _where_there_is(figure, *WHERE_THERE_IS[form])
    with st.container(key=f"fig-{figure}"):
        return FORMS[form](figure)


def _listing(figure: str, form: str) -> None:
    """Draw a listing; a figure that does not exist here (a domain without a chain) leaves no trace."""
    chosen = (address.choice("t"),) if form in CHOSEN and address.choice("t") else None
    view = built(form, asked(figure, chosen), LISTINGS[form])
    if view is not None and (view.rows or form not in CHOSEN):
        with st.container(key=f"fig-{figure}"):
            listing.draw(figure, view)


def _where_there_is(figure: str, build: Callable[[], object], draw: Callable[[str, object], None]) -> None:
    """Draw a figure that not every choice has; where there is none it leaves no trace."""
    view = build()
    if view is not None:
        with st.container(key=f"fig-{figure}"):
            draw(figure, view)


def headline() -> None:
    """Draw the overview's title and sentences."""
    overview_forms.headline()


def prepare(page: str) -> None:
    """Make a page's own choices allowed ones, before anything is drawn."""
    config, at = load(), here()
    if page == "sources":
        return catalogue.prepare()
    if page == "brief":
        desk.prepare_choices()
    if page == "compare":
        names = comparison.indicator_names()
        address.one_of("i", names, config.opening.indicator if config.opening.indicator in names else names[0])
        address.one_of("a", names, _against(names), follows=True)
        address.one_of("o", comparison.ORDERS, comparison.ORDERS[0])
        address.one_of("b", comparison.benchmark_names() or (chance.POOLED,), chance.POOLED)
    if page == "trends" or page in config.domains:
        names = trend_names(page)
        address.one_of("t", names, config.opening.trend if config.opening.trend in names else _published(names))
    if page == "profile":
        first = next((d for d in at.selection.districts if len(at.selection.districts) == 1), None)
        opening = config.opening.district if config.opening.district in at.areas else next(iter(at.areas))
        address.one_of("of", at.areas, first or opening)


def _against(names: list[str]) -> str:
    """Return what an indicator stands against at first: as declared for the opening one, else the next of its domain,
    which the same documents tell."""
    config, first = load(), address.choice("i")
    others = config.domains[specs()[first].domain].indicators if specs()[first].domain in config.domains else ()
    wanted = (
        (config.opening.against, *others) if first == config.opening.indicator else (*others, config.opening.against)
    )
    return next((n for n in wanted if n in names and n != first), names[0])


def trend_names(page: str) -> list[str]:
    """Return the indicators whose trend a page may show: of its domain, those it names first; of all elsewhere."""
    every = comparison.indicator_names()
    if page not in load().domains:
        return every
    known = specs()
    first = [n for n in load().domains[page].indicators if n in known]
    return first + [n for n in every if known[n].domain == page and n not in first]


def _published(names: list[str]) -> str:
    """Return the first indicator with a figure of the chosen districts; the first of all where none has one."""
    return built("first published", Asked(here().selection, tuple(names)), trend_figures.first_published)


def _trend(figure: str) -> None:
    trend.draw(figure, trend_names(here().page))


FORMS = {
    "tiles": overview_forms.tiles, "change": overview_forms.changes, "coverage": coverage.draw,
    "comparison": comparison.draw, "comparison_table": comparison.table, "pairs": comparison.planes,
    "trend": _trend, "totals": profile_forms.totals, "documents": profile_forms.documents, "targets": targets.draw,
}  # fmt: skip
WHERE_THERE_IS = {
    "ranking": (comparison.ranking_view, listing.draw), "funnel": (comparison.funnel_view, comparison.funnel),
}  # fmt: skip
