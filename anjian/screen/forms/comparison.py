"""Draws comparisons: a class in one chart, what may not stand in it beside it, the table, two indicators as a plane."""

from functools import partial

import streamlit as st

from anjian import chance, words
from anjian.chance import Judged
from anjian.charts import funnel as funnel_chart
from anjian.charts import interval, stem
from anjian.charts import pairs as pairs_chart
from anjian.config import load
from anjian.figures import cited, comparison, pairs, standing
from anjian.figures import funnel as funnels
from anjian.figures.comparison import Comparison, Refused
from anjian.figures.funnel import FunnelView
from anjian.figures.listing import Listing
from anjian.figures.meanings import of_rows
from anjian.screen import address, drawer
from anjian.screen.context import asked, built, here, result, specs
from anjian.screen.forms import listing
from anjian.screen.pieces import chart, gray, lede, nothing, source_row

ORDERS = ("value", "area")
MOST_BESIDE = 100  # rows of the list beside the chart; the table below holds all


def indicator_names() -> list[str]:
    """Return every indicator, by domain in the order of the pages, ratios before counts."""
    known = specs()
    return sorted(known, key=lambda n: (load().position(known[n].domain), known[n].kind == "count"))


def indicator_choice(name: str, label: str, names: list[str]) -> None:
    """Draw the choice of an indicator, kept under the page choice ``name``."""
    at = here()
    known = specs()
    st.selectbox(
        at.say(label), names, width=360, **address.widget(name, page=at.page),
        format_func=lambda n: at.say(
            "indicator_option", domain=load().domain(known[n].domain).title[at.lang], title=known[n].title[at.lang]
        ),
    )  # fmt: skip


def draw(figure: str) -> None:
    """Draw the choices, the class that may stand in one chart, and the rest beside it."""
    at = here()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        indicator_choice("i", "indicator", indicator_names())
        st.segmented_control(
            at.say("order"), ORDERS, required=True, format_func=lambda o: at.say(f"by_{o}"), **address.widget("o")
        )
        _benchmark()
    view = _view()
    if not view.refused:
        return _class(figure, view)
    left, right = st.columns([3, 2], gap="medium")
    with left:
        _class(figure, view)
    with right:
        _beside(view)


def benchmark_names() -> tuple[str, ...]:
    """Return the benchmarks that judge something here."""
    found = result(address.choice("i"))
    wanted = asked("comparison", (found.spec.id,))
    return built("benchmarks", wanted, lambda _, setting: chance.benchmarks(setting.database, setting.config, found))


def _benchmark() -> None:
    """Draw the choice of a benchmark, where there is one to choose."""
    at, names = here(), benchmark_names()
    if names:
        st.selectbox(
            words.say("benchmark", "label", at.lang), names, width=250, **address.widget("b"),
            format_func=lambda name: standing.option(name, at.setting),
        )  # fmt: skip


def _judged() -> Judged:
    found, benchmark = result(address.choice("i")), address.choice("b") or chance.POOLED
    wanted = asked("comparison", (found.spec.id,))
    return built(f"judged by {benchmark}", wanted, lambda _, setting: standing.judged(found, setting, benchmark))


def _view() -> Comparison:
    by_value = address.choice("o") == ORDERS[0]
    return comparison.comparison(result(address.choice("i")), here().setting, by_value, _judged())


def _class(figure: str, view: Comparison) -> None:
    """Draw the class that may stand in one chart."""
    st.subheader(view.title)
    if finding := standing.finding(view.judged, here().setting):
        st.markdown(f"**{finding}**")
    lede(figure, view.lede, of_rows(view.result.rows))
    _drawn(figure, view)
    if not view.refused:
        gray(here().say("cannot_stand_none"))


def _drawn(figure: str, view: Comparison) -> None:
    at = here()
    if not view.marks:
        return _counts_only(figure, view)
    if view.undrawn:
        gray(view.undrawn)
    unit = view.result.spec.unit["zh"] if at.lang == "zh" or view.result.spec.unit["zh"] == "%" else ""
    place = chart(_plot(view, unit), f"chart-{figure}", _alt(view))
    _verdict(view)
    table = partial(comparison.comparison_table, view, at.setting)
    numbers = cited.numbers(view.result, at.setting)
    source_row(figure, numbers, table, (k for m in view.drawn for k in cited.cited_keys(m.row)))
    if place is not None and place < len(view.drawn):
        row = view.drawn[place].row
        drawer.open_panel(numbers, table(), next(n for n, r in enumerate(view.result.rows) if r is row))


def _counts_only(figure: str, view: Comparison) -> None:
    """Draw that there is nothing to draw; the counts beside it that are too few for a rate keep their source."""
    nothing()
    counts = (b.row for b in view.result.beside if b.row and b.reasons[0].code == "too_few_events")
    source_row(figure, (), None, (("figure", i) for row in counts for i in row.figures))


def _plot(view: Comparison, unit: str) -> dict:
    """Return intervals where there is a chance model, else stems."""
    at, judged = here(), view.judged
    if not judged.modelled:
        return stem.draw(view.drawn, unit, at.setting)
    spec, common = view.result.spec, None
    if judged.common is not None and any(s.code for s in judged.rows):
        value = standing.limit(judged.common, spec, at.lang)
        common = (judged.common, words.say("benchmark", "named", at.lang, value=value))
    return interval.draw(
        view.drawn, unit, at.setting, better=judged.better, common=common
    )  # fmt: skip


def _alt(view: Comparison) -> str:
    return words.sentence_list(filter(None, (view.title, standing.finding(view.judged, here().setting))), here().lang)


def _verdict(view: Comparison) -> None:
    at = here()
    if len(view.marks) > 1:
        badge = words.say("verdict", view.verdict.verdict, at.lang)
        text = words.sentence_list((view.reasons, at.say("no_rank")), at.lang) if view.reasons else at.say("ranked")
        st.markdown(f":gray-badge[{badge}] {text}")
    lines = [*standing.explained(view.judged, at.setting)]
    lines += [at.say("notes_line", notes=view.notes)] if view.notes else []
    for line in (*lines, *(caveat[at.lang] for caveat in view.result.spec.declared.caveats)):
        gray(line)


def _beside(view: Comparison) -> None:
    at = here()
    st.subheader(at.say("cannot_stand", n=len(view.refused)))
    grouped = comparison.grouped(view.refused, at.lang)
    listed = grouped[:MOST_BESIDE]
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
    if len(listed) < len(grouped):
        gray(at.say("beside_held", n=len(grouped) - len(listed)))
    if view.result.unpublished and not view.result.selection.districts:
        gray(at.say("unpublished", n=view.result.unpublished))


def _stacked(refused: Refused) -> str:
    return f"{refused.published}  \n:small[:gray[{refused.period}]]" if refused.period else refused.published


def ranking_view() -> Listing | None:
    """Return the class as a ranking, where it may be ranked."""
    return standing.ranking(_judged(), here().setting)


def funnel_view() -> FunnelView | None:
    """Return the funnel, where there is a denominator."""
    return funnels.build(_judged(), here().setting)


def funnel(figure: str, view: FunnelView) -> None:
    """Draw rates over residents with what chance allows."""
    at = here()
    st.subheader(view.title)
    gray(view.lede)
    place = chart(funnel_chart.draw(view, at.setting), f"chart-{figure}", view.title)
    for note in view.notes:
        gray(note)
    table = partial(comparison.comparison_table, _view(), at.setting)
    source_row(figure, view.numbers, table)
    if place is not None:
        drawer.open_panel(view.numbers, table(), place)


def table(figure: str) -> None:
    """Draw the comparison as text, for reading aloud and for print."""
    listing.draw(figure, comparison.printed(_view(), here().setting))


def planes(figure: str) -> None:
    """Draw the indicator against a second one."""
    at = here()
    indicator_choice("a", "against", indicator_names())
    view = built("pairs", asked(figure, (address.choice("i"), address.choice("a"))), pairs.build)
    st.subheader(view.title)
    gray(view.lede)
    if not view.points:
        nothing(at.say("pairs_try"))
    else:
        place = chart(pairs_chart.draw(view, at.setting), f"chart-{figure}", view.title)
        if place is not None:
            drawer.open_panel(view.numbers, view.table, place)
    if view.notes:
        gray(words.sentence_list(view.notes, at.lang))
    source_row(figure, view.numbers, lambda: view.table)
