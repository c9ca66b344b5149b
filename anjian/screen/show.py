"""Draws the figures: ``show("figure_id")`` is all that a page says."""

import streamlit as st

from anjian import charts, figures, sentences, words
from anjian.config import load
from anjian.exports.tables import Table
from anjian.figures import Comparison, Refused
from anjian.screen import address, drawer, style
from anjian.screen.context import built, here, result, specs

ORDERS = ("value", "area")


def show(figure: str) -> None:
    """Draw a figure of config.yaml for the current selection, in its own container."""
    with st.container(key=f"fig-{figure}"):
        FORMS[load().figures[figure].form](figure)


def headline() -> None:
    """Draw the overview's title, the first finding, and its sentences."""
    at = here()
    found = [result(name) for name in load().opening.sentences]
    with st.container(width=820):
        st.title(sentences.title(found[0], at.setting.names, at.lang))
        for n, one in enumerate(found):
            st.markdown(sentences.statement(one, at.setting.names, at.lang, with_title=n > 0))
    rows = [(one, row) for one in found for row in one.rows]
    _source_row("headline", [row for _, row in rows], rows, None)


def _gray(text: str) -> None:
    st.markdown(f":small[:gray[{text}]]")


def _source_row(key: str, rows: list, numbers: list, table: Table | None) -> None:
    at = here()
    if not numbers:
        return
    with st.container(horizontal=True, vertical_alignment="center", key=f"sources-{key}"):
        with st.container(width="stretch"):
            _gray(figures.source_line(figures.citations(rows, at.setting), at.setting))
        if st.button(at.say("open_sources"), key=f"open-{key}", type="tertiary"):
            drawer.open_panel(numbers, table)


def _tiles(figure: str) -> None:
    at = here()
    names = load().figures[figure].indicators
    tiles = built("tiles", figure, lambda: [figures.tile(n, at.selection, at.setting) for n in names])
    grid = st.grid(4, min_column_width=150)
    for n, tile in enumerate(tiles):
        with grid.container(border=True, height="stretch"):
            st.markdown(f"**{tile.title}**")
            with st.container(key=f"value-{n}"):
                st.markdown(f"**{tile.value}**")
            st.markdown(tile.whose)
            _gray(tile.when)
            if tile.row and st.button(at.say("source"), key=f"tile-{n}", type="tertiary"):
                drawer.open_panel([(tile.result, tile.row)])


def _grid(figure: str) -> None:
    at = here()
    view = built("grid", figure, lambda: figures.grid(figure, at.selection, at.setting))
    st.subheader(view.title)
    if not view.rows:
        return _nothing()
    _gray(at.say("grid_note"))
    with st.container(key=f"num-{figure}"):
        columns = {title: [row[c] for row in view.rows] for c, title in enumerate(view.columns)}
        st.table(columns, border="horizontal", hide_index=True, alt=view.title)
    if view.footnotes:
        _gray(words.sentence_list(view.footnotes, at.lang))
    numbers = [(r, row) for r in view.results for row in r.rows]
    plain = Table(
        view.title,
        view.columns,
        tuple(tuple(str(c).replace("**", "").replace("  \n", " ") for c in row) for row in view.rows),
    )
    _source_row(figure, [row for _, row in numbers], numbers, plain)


def _coverage(figure: str) -> None:
    at = here()
    domains = tuple(dict.fromkeys(specs_of(n) for n in load().figures[figure].indicators))
    view = built("coverage", figure, lambda: figures.coverage(domains, at.selection, at.setting))
    st.subheader(view.title)
    _gray(at.say("coverage_note"))
    if not view.bars:
        return _nothing()
    chart = charts.coverage(view, at.setting, style.theme())
    st.plotly_chart(chart, key=f"chart-{figure}", theme="streamlit", config=charts.CONFIG, alt=view.title)
    _gray(words.say("sentence", "coverage_source", at.lang, n=len(at.database.query("sources"))))


def specs_of(name: str) -> str:
    """Return the domain of an indicator."""
    at = here()
    return specs(at.database.version, at.database, load())[name].domain


def _nothing() -> None:
    at = here()
    with st.container(border=True):
        st.markdown(f":gray-badge[{at.say('nothing_to_draw')}] {at.say('try_this')}")


def _comparison(figure: str) -> None:
    at = here()
    name, by_value = _choices()
    view = figures.comparison(result(name), at.setting, by_value)
    if not view.refused:
        return _class(figure, view)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _class(figure, view)
    with right:
        _beside(view)


def _class(figure: str, view: Comparison) -> None:
    """Draw the class that may stand in one chart."""
    st.subheader(view.title)
    _gray(view.lede)
    _drawn(figure, view)
    if not view.refused:
        _gray(here().say("cannot_stand_none"))


def prepare_comparison() -> None:
    """Make the comparison's own choices allowed ones, before anything is drawn."""
    at = here()
    address.one_of("i", specs(at.database.version, at.database, load()), load().opening.indicator)
    address.one_of("o", ORDERS, ORDERS[0])


def _choices() -> tuple[str, bool]:
    """Draw the choice of indicator and order; return the indicator and whether values give the order."""
    at = here()
    known = specs(at.database.version, at.database, load())
    names = sorted(known, key=lambda n: (load().position(known[n].domain), known[n].kind == "count"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            at.say("indicator"), names, width=360, **address.widget("i"),
            format_func=lambda n: at.say(
                "indicator_option", domain=load().domain(known[n].domain).title[at.lang], title=known[n].title[at.lang]
            ),
        )  # fmt: skip
        st.segmented_control(
            at.say("order"), ORDERS, required=True, format_func=lambda o: at.say(f"by_{o}"), **address.widget("o")
        )
    return address.choice("i"), address.choice("o") == ORDERS[0]


def _drawn(figure: str, view: Comparison) -> None:
    at = here()
    if not view.marks:
        return _nothing()
    unit = view.result.spec.unit["zh"] if at.lang == "zh" or view.result.spec.unit["zh"] == "%" else ""
    chart = charts.stem(view.marks, unit, at.setting, style.theme())
    event = st.plotly_chart(
        chart, key=f"chart-{figure}", theme="streamlit", config=charts.CONFIG, alt=view.title,
        on_select="rerun", selection_mode="points",
    )  # fmt: skip
    _verdict(view)
    table = figures.comparison_table(view, at.setting)
    numbers = [(view.result, r) for r in view.result.rows]
    _source_row(figure, [m.row for m in view.marks], numbers, table)
    _open_on_click(event, view, numbers, table)


def _open_on_click(event, view: Comparison, numbers: list, table: Table) -> None:
    """Open the panel on the mark that was clicked, once for each click."""
    points = [p["point_index"] for p in event.selection.points if p["curve_number"] == 1]
    clicked = (view.result.spec.id, repr(view.result.selection), points[0]) if points else None
    if clicked and st.session_state.get("_clicked") != clicked:
        row = view.marks[points[0]].row
        drawer.open_panel(numbers, table, next(n for n, (_, r) in enumerate(numbers) if r is row))
    st.session_state["_clicked"] = clicked


def _verdict(view: Comparison) -> None:
    at = here()
    if len(view.marks) > 1:
        badge = words.say("verdict", view.verdict.verdict, at.lang)
        text = words.sentence_list((view.reasons, at.say("no_rank")), at.lang) if view.reasons else at.say("ranked")
        st.markdown(f":gray-badge[{badge}] {text}")
    if view.notes:
        _gray(at.say("notes_line", notes=view.notes))
    for caveat in view.result.spec.declared.caveats:
        _gray(caveat[at.lang])


def _beside(view: Comparison) -> None:
    at = here()
    st.subheader(at.say("cannot_stand", n=len(view.refused)))
    if view.refused:
        listed = figures.grouped(view.refused, at.lang)
        with st.container(key="refused-list"):
            st.table(
                {
                    at.say("name"): [r.name for r in listed],
                    at.say("published_value"): [_stacked(r) for r in listed],
                    at.say("why"): [r.reason for r in listed],
                },
                border="horizontal",
                hide_index=True,
            )
    if view.result.unpublished and not view.result.selection.districts:
        _gray(at.say("unpublished", n=view.result.unpublished))


def _stacked(refused: Refused) -> str:
    return f"{refused.published}  \n:small[:gray[{refused.period}]]" if refused.period else refused.published


FORMS = {"tiles": _tiles, "grid": _grid, "coverage": _coverage, "comparison": _comparison}
