"""Tables and charts of a brief, from the figures of config.yaml or straight from indicators."""

from collections.abc import Callable, Iterable

from anjian import sentences, words
from anjian.brief.districts import judged
from anjian.brief.matter import Matter, shown
from anjian.exports.document import Chart, Grid
from anjian.figures import chain, change, comparison, overview, parts, profile, records, standing, targets
from anjian.figures.cited import Key, source_line
from anjian.figures.listing import Listing, plain
from anjian.figures.setting import Asked, Setting
from anjian.indicators import Result, ResultRow, Spec

TEN_THOUSAND = 10_000
SIGNS = {"at_least": "≥", "at_most": "≤", "about": "≈"}
Built = tuple[Grid | Chart, tuple[Key, ...]]
FORMS: dict[str, Callable[[Asked, Setting], Listing | None]] = {
    "grid": overview.grid, "chain": chain.build, "sectors": parts.sectors, "series": parts.series,
    "unpublished": parts.unpublished, "events": records.events, "computed": profile.computed,
    "refused": profile.refused, "targets": lambda asked, here: targets.build(asked, here).listing,
    "change": lambda asked, here: change.build(asked, here).judged,
}  # fmt: skip
OF_ONE = ("computed", "refused")


def tables(name: str, names: tuple[str, ...], matter: Matter) -> list[Built]:
    """Return a figure of config.yaml, or the indicators named, as tables; nothing where there is nothing to list."""
    figure = matter.here.config.figures.get(name)
    if figure is None:
        return _of_indicators((name, *names), matter)
    wanted = names or figure.indicators
    if figure.form in ("ranking", "comparison_table"):
        found = [_compared(figure.form, r, matter) for r in matter.results(wanted).values()]
    elif figure.form in FORMS and (matter.single or figure.form not in OF_ONE):
        found = [FORMS[figure.form](matter.asked(wanted, figure.domain or ""), matter.here)]
    else:
        found = []
    return [_grid(listing, matter) for listing in found if listing and listing.rows]


def _compared(form: str, result: Result, matter: Matter) -> Listing | None:
    if form == "ranking":
        return standing.ranking(judged(result, matter), matter.here) if len(result.drawn) > 1 else None
    return comparison.printed(comparison.comparison(result, matter.here), matter.here)


def _grid(listing: Listing, matter: Matter) -> Built:
    rows = tuple(tuple(plain(c) for c in row) for row in listing.rows)
    columns = tuple(plain(c) for c in listing.columns)
    return Grid(listing.title, columns, rows, source_line(listing.keys, matter.here)), listing.keys


def _of_indicators(names: tuple[str, ...], matter: Matter) -> list[Built]:
    """Return the values of indicators, a line each, with months, body and basis."""
    here, lang = matter.here, matter.lang
    found = [(r, row) for r in matter.results(names).values() for row in r.rows]
    if not found:
        return []
    rows = tuple(
        (
            here.name(row.district), r.spec.title[lang], shown(row, r.spec, lang), sentences.period_text(row, lang),
            words.say("counted_by", row.counted_by, lang), sentences.basis_text(row, here.names, lang),
        )
        for r, row in found
    )  # fmt: skip
    columns = tuple(here.say(k) for k in ("name", "indicator", "value", "months", "counted_by", "basis"))
    keys = _keys(row for _, row in found)
    return [(Grid(words.say("brief", "table", lang), columns, rows, source_line(keys, here)), keys)]


def _keys(rows: Iterable[ResultRow]) -> tuple[Key, ...]:
    lists = ((*(("figure", i) for i in r.figures), *(("denominator", i) for i in r.denominator_lines)) for r in rows)
    return tuple(dict.fromkeys(k for keys in lists for k in keys))


def charts(names: tuple[str, ...], matter: Matter) -> list[Built]:
    """Return charts: of one district the indicators that one body counted in one unit, of several one an indicator."""
    results = tuple(matter.results(names).values())
    if matter.single:
        return _side_by_side(results, matter)
    return [_bars(r, matter) for r in results if len(r.drawn) > 1]


def _bars(result: Result, matter: Matter) -> Built:
    """Return the class that may be drawn together as bars, with the page's own values."""
    view, lang = comparison.comparison(result, matter.here), matter.lang
    bars = tuple((_name(m.name, m.row, m.under), m.value) for m in view.marks)
    values = words.enumeration((f"{m.name}{_gap(matter)}{m.text}" for m in view.marks), lang)
    return _chart(view.title, values, bars, result.spec, keys=_keys(m.row for m in view.marks), matter=matter)


def _side_by_side(results: tuple[Result, ...], matter: Matter) -> list[Built]:
    groups: dict[tuple, list[tuple[Result, ResultRow]]] = {}
    for r in results:
        for row in r.rows:
            groups.setdefault((row.series, row.period, r.spec.unit["zh"]), []).append((r, row))
    return [_together(g, matter) for g in groups.values() if len({r.spec.id for r, _ in g}) > 1]


def _together(group: list[tuple[Result, ResultRow]], matter: Matter) -> Built:
    """Return what one body counted in one unit and the same months as bars."""
    lang, (result, row) = matter.lang, group[0]
    bars = tuple((_name(r.spec.title[lang], v, ()), v.value) for r, v in group)
    told = words.enumeration((f"{r.spec.title[lang]}{_gap(matter)}{shown(v, r.spec, lang)}" for r, v in group), lang)
    caption = words.say(
        "brief", "chart", lang, name=matter.here.name(row.district), values=told,
        period=words.period(*row.period, lang), body=words.say("counted_by", row.counted_by, lang),
    )  # fmt: skip
    return _chart(caption, "", bars, result.spec, keys=_keys(v for _, v in group), matter=matter)


def _gap(matter: Matter) -> str:
    return "" if matter.lang == "zh" else " "


def _name(name: str, row: ResultRow, under: tuple[str, ...]) -> str:
    """Return a category: the name, its bound, and what stands under it in the chart of the page."""
    return " ".join((name + SIGNS.get(row.qualifier, ""), *under))


def _chart(
    caption: str, values: str, bars: Iterable[tuple[str, float]], spec: Spec, *, keys: tuple[Key, ...], matter: Matter
) -> Built:  # fmt: skip
    """Return bars; yuan in 万元, as the text tells them."""
    lang, yuan = matter.lang, spec.kind == "count" and spec.unit["zh"] == "元"
    unit = words.say("brief", "ten_thousand_yuan", lang) if yuan else spec.unit[lang]
    names, told = zip(*bars, strict=True)
    told = tuple(v / TEN_THOUSAND for v in told) if yuan else told
    alt = words.say("brief", "alt", lang, caption=caption, values=values)
    source = source_line(keys, matter.here)
    return Chart("bar", caption, names, ((spec.title[lang], told),), unit, alt, source, _format(told, spec)), keys


def _format(values: tuple[float, ...], spec: Spec) -> str:
    """Return the number format of values: as many decimals as the page shows."""
    decimals = 2 if spec.kind == "count" else spec.declared.decimals
    whole = spec.kind == "count" and all(float(v).is_integer() for v in values)
    return "#,##0" if whole or not decimals else "#,##0." + "0" * decimals
