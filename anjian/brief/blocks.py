"""Tables and charts of a brief, from the figures of config.yaml or straight from indicators."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from anjian import sentences, words
from anjian.brief import lines
from anjian.brief.districts import judged, outside, span
from anjian.brief.matter import SIGNS, Matter, known_basis, labelled, shown, titled
from anjian.brief.pieces import Sentence, capital, listed, say, text_of
from anjian.brief.refusal import refuse
from anjian.brief.scale import scale
from anjian.config import BriefItem, Figure
from anjian.exports.document import Chart, Grid
from anjian.figures import chain, change, comparison, overview, parts, profile, records, scorecard, standing
from anjian.figures import targets as targets_of
from anjian.figures import warnings as warnings_of
from anjian.figures.cited import Key, source_line
from anjian.figures.listing import Listing, plain
from anjian.figures.setting import Asked, Setting
from anjian.indicators import Result, ResultRow, Spec

Text = tuple[Sentence, ...]
Built = tuple[Grid | Chart | Text, tuple[Key, ...]]


def _events(asked: Asked, here: Setting) -> Listing:
    """Return the single accidents with what they cite."""
    return replace(records.events(asked, here), sources=warnings_of.graded(asked, here).keys)


FORMS: dict[str, Callable[[Asked, Setting], Listing | None]] = {
    "grid": overview.grid, "chain": chain.build, "others": parts.others, "sectors": parts.sectors,
    "series": parts.series, "unpublished": parts.unpublished, "events": _events, "graded": warnings_of.graded,
    "computed": profile.computed,
    "refused": profile.refused, "targets": lambda asked, here: targets_of.build(asked, here).listing,
    "change": lambda asked, here: change.build(asked, here).judged, "warnings": warnings_of.build,
    "scorecard": scorecard.build, "documents": lambda asked, here: records.documents(asked, here).listing,
}  # fmt: skip


def tables(name: str, names: tuple[str, ...], matter: Matter) -> list[Built]:
    """Return a figure of config.yaml, or the indicators named, as tables; a sentence where there is nothing to list.

    Raises Refused for a figure that no table can hold.
    """
    figure = matter.here.config.figures.get(name)
    if figure is None:
        return _of_indicators((name, *names), matter)
    _check("table", name, figure, matter)
    wanted = names or figure.indicators
    if figure.form in ("ranking", "comparison_table"):
        found = [] if matter.single else [_compared(figure.form, r, matter) for r in matter.results(wanted).values()]
        return [_grid(listing, matter) for listing in found if listing.rows]
    listings = [x for x in _listings(figure, wanted, matter) if x and x.rows]
    return [_grid(x, matter) for x in listings] or _nothing("nothing_listed", figure.title[matter.lang], matter)


def _check(kind: str, name: str, figure: Figure, matter: Matter) -> None:
    """Raise Refused for a figure that a brief cannot hold, or not for several districts."""
    allowed, lang = BriefItem.TABLES if kind == "table" else BriefItem.CHARTS, matter.lang
    if figure.form not in allowed:
        forms = words.enumeration(allowed, lang)
        raise refuse(f"{kind}_form", lang, found=name, form=figure.form, allowed=forms)
    if figure.form in BriefItem.OF_DOMAIN and not (figure.domain or matter.domain):
        raise refuse("form_of_domain", lang, found=name, form=figure.form)
    if figure.form in BriefItem.ONE and not matter.single:
        raise refuse("form_of_one", lang, found=name, form=figure.form)


def _nothing(key: str, title: str, matter: Matter) -> list[Built]:
    return [((capital(say(key, matter.lang, title=title)),), ())]


def _listings(figure: Figure, wanted: tuple[str, ...], matter: Matter) -> Iterable[Listing | None]:
    asked = matter.asked(wanted, figure.domain or "")
    if figure.form == "totals":
        return (_named(x, matter) for x in profile.build(asked, matter.here).domains)
    return (FORMS[figure.form](asked, matter.here),)


def _named(listing: Listing, matter: Matter) -> Listing:
    """Return the totals of a domain with district and domain in their title."""
    name = matter.here.name(matter.single)
    return replace(listing, title=words.say("brief", "totals", matter.lang, name=name, title=listing.title))


def _compared(form: str, result: Result, matter: Matter) -> Listing:
    """Return a ranking where the gate allows one, else every value with what it may be compared with."""
    ranked = standing.ranking(judged(result, matter), matter.here) if form == "ranking" and result.ranked else None
    if ranked:
        return replace(ranked, notes=())  # its finding stands in the text
    if form == "ranking" and result.period and len(result.drawn) > 1:
        return _unranked(result, matter)
    table = comparison.printed(comparison.comparison(result, matter.here), matter.here)
    return replace(table, sources=_keys(result.rows))


def _unranked(result: Result, matter: Matter) -> Listing:
    """Return the values that may stand side by side, in administrative order and without ranks."""
    here, lang, title = matter.here, matter.lang, result.spec.title[matter.lang]
    caption = words.say("brief", "table_unranked", lang, title=title, period=words.period(*result.period, lang))
    rows = tuple(
        (here.name(r.district), shown(r, result.spec, lang), known_basis(r, result.spec, matter) or words.MISSING)
        for r in result.drawn
    )
    return Listing(caption, (here.say("name"), title, here.say("basis")), rows, sources=_keys(result.drawn))


def _grid(listing: Listing, matter: Matter) -> Built:
    comma = "，" if matter.lang == "zh" else ", "
    rows = tuple(tuple(plain(c.replace("  \n", comma)) for c in row) for row in listing.rows)
    columns = tuple(plain(c) for c in listing.columns)
    return Grid(listing.title, columns, rows, _under(listing, matter)), listing.keys


def _under(listing: Listing, matter: Matter) -> str:
    """Return what stands under a table: its notes, then where it is from."""
    notes = words.sentence_list((plain(n).rstrip("。.") for n in listing.notes), matter.lang)
    told = [matter.here.say("notes_line", notes=notes)] if notes else []
    return ("。" if matter.lang == "zh" else ". ").join(filter(None, (*told, source_line(listing.keys, matter.here))))


def _of_indicators(names: tuple[str, ...], matter: Matter) -> list[Built]:
    """Return indicators as a small table: of one district their values, of several what was compared."""
    results = [r for r in matter.results(names).values() if r.rows]
    title = words.say("brief", "table", matter.lang)
    if not results:
        return _nothing("nothing_listed", title, matter)
    return [_values(results, matter)] if matter.single else _summary(results, matter)


def _values(results: list[Result], matter: Matter) -> Built:
    """Return the values of one district, a line each; months are in the caption where all are the same."""
    here, lang = matter.here, matter.lang
    found = [(r, row) for r in results for row in r.rows]
    periods = {row.period for _, row in found}
    caption = say("table_of", lang, name=here.name(matter.single), period=words.period(*found[0][1].period, lang))
    columns = ["indicator", "value", *(["months"] if len(periods) > 1 else []), "counted_by", "basis"]
    rows = tuple(tuple(_cell(c, r, row, matter) for c in columns) for r, row in found)
    keys = _keys(row for _, row in found)
    heads = tuple(here.say(c) for c in columns)
    return Grid(text_of(caption), heads, rows, source_line(keys, here)), keys


def _cell(column: str, result: Result, row: ResultRow, matter: Matter) -> str:
    lang = matter.lang
    told = {
        "indicator": lambda: result.spec.title[lang], "value": lambda: shown(row, result.spec, lang),
        "months": lambda: sentences.period_text(row, lang), "basis": lambda: known_basis(row, result.spec, matter),
        "counted_by": lambda: words.say("counted_by", row.counted_by, lang),
    }  # fmt: skip
    return told[column]() or words.MISSING


def _summary(results: list[Result], matter: Matter) -> list[Built]:
    """Return, of several districts, a line an indicator: how many are compared, from where to where, who stands out."""
    compared = [r for r in results if len(r.drawn) > 1]
    if not compared:
        return _nothing("nothing_listed", words.say("brief", "table_compared", matter.lang), matter)
    heads = tuple(words.say("brief", f"column_{c}", matter.lang) for c in ("indicator", "n", "span", "outside"))
    rows = tuple(
        (r.spec.title[matter.lang], words.number(len({x.district for x in r.drawn})), span(r, matter),
         outside(judged(r, matter), matter) or words.MISSING)
        for r in compared
    )  # fmt: skip
    keys = _keys(row for r in compared for row in r.drawn)
    caption = words.say("brief", "table_compared", matter.lang)
    return [(Grid(caption, heads, rows, source_line(keys, matter.here)), keys)]


def _keys(rows: Iterable[ResultRow]) -> tuple[Key, ...]:
    lists = ((*(("figure", i) for i in r.figures), *(("denominator", i) for i in r.denominator_lines)) for r in rows)
    return tuple(dict.fromkeys(k for keys in lists for k in keys))


def charts(name: str, names: tuple[str, ...], matter: Matter) -> list[Built]:
    """Return charts: lines over time, or bars: of one district the indicators that one body counted in one unit,
    of several one an indicator. Raises Refused for a figure that no chart of a file can hold."""
    figure = matter.here.config.figures.get(name)
    if figure is None:
        return _of_values((name, *names), matter)
    _check("chart", name, figure, matter)
    wanted = names or figure.indicators
    if figure.form != "trend":
        return _of_values(wanted, matter)
    return lines.charts(matter.results(wanted), matter)


def undrawn(item: BriefItem, matter: Matter) -> tuple[str, ...]:
    """Return the titles of what a template would draw as bars and may not: fewer than two values stand together.

    Lines that may not be joined are told in the text, where the chart would be.
    """
    figure = matter.here.config.figures.get(item.chart)
    if figure and figure.form == "trend":
        return ()
    names = (item.indicators or figure.indicators) if figure else (item.chart, *item.indicators)
    results = tuple(matter.results(names).values())
    if matter.single and _groups(results):
        return ()
    return tuple(titled(r.spec, matter.lang) for r in results if matter.single or len(r.drawn) < 2)


def _of_values(names: tuple[str, ...], matter: Matter) -> list[Built]:
    results = tuple(matter.results(names).values())
    if matter.single:
        return _side_by_side(results, matter)
    return [_bars(r, matter) for r in results if len(r.drawn) > 1]


def _bars(result: Result, matter: Matter) -> Built:
    """Return the class that may be drawn together as bars, with the page's own values, as many as the page draws."""
    view, lang = comparison.comparison(result, matter.here), matter.lang
    bars = tuple((_name(m.name, m.row, m.under), m.row) for m in view.drawn)
    values = words.enumeration((f"{m.name}{_gap(matter)}{m.text}" for m in view.drawn), lang)
    chart, keys = _chart(view.title, values, bars, result.spec, keys=_keys(m.row for m in view.marks), matter=matter)
    told = words.sentence_list(filter(None, (view.undrawn.rstrip("。."), chart.source)), lang)
    return replace(chart, source=told), keys


def _side_by_side(results: tuple[Result, ...], matter: Matter) -> list[Built]:
    return [_together(g, matter) for g in _groups(results)]


def _groups(results: tuple[Result, ...]) -> list[list[tuple[Result, ResultRow]]]:
    """Return the values that one body counted in one unit and the same months: several indicators in each group."""
    groups: dict[tuple, list[tuple[Result, ResultRow]]] = {}
    for r in results:
        for row in r.rows:
            basis = row.bases[0][1] if r.spec.domain == "accidents" else ""
            groups.setdefault((row.series, row.period, r.spec.unit["zh"], basis), []).append((r, row))
    return [g for g in groups.values() if len({r.spec.id for r, _ in g}) > 1]


def _together(group: list[tuple[Result, ResultRow]], matter: Matter) -> Built:
    """Return what one body counted in one unit and the same months as bars."""
    lang, (result, row) = matter.lang, group[0]
    bars = tuple((_name(r.spec.title[lang], v, ()), v) for r, v in group)
    told = listed((text_of(labelled(v, r.spec, matter)) for r, v in group), lang)
    caption = words.say(
        "brief", "chart_unstated" if row.counted_by == "unstated" else "chart", lang,
        name=matter.here.name(row.district), values=told,
        period=words.period(*row.period, lang), body=words.say("counted_by", row.counted_by, lang),
    )  # fmt: skip
    return _chart(caption, "", bars, result.spec, keys=_keys(v for _, v in group), matter=matter)


def _gap(matter: Matter) -> str:
    return "" if matter.lang == "zh" else " "


def _name(name: str, row: ResultRow, under: tuple[str, ...]) -> str:
    """Return a category: the name, its bound, and what stands under it in the chart of the page."""
    return " ".join((name + SIGNS.get(row.qualifier, ""), *under))


def _chart(
    caption: str, values: str, bars: Iterable[tuple[str, ResultRow]], spec: Spec, *, keys: tuple[Key, ...],
    matter: Matter,
) -> Built:  # fmt: skip
    """Return bars, in the unit that the text tells them in."""
    lang, (names, rows) = matter.lang, zip(*bars, strict=True)
    told = scale(rows, spec, lang)
    alt = words.say("brief", "alt", lang, caption=caption, values=values).strip()
    series = ((spec.title[lang], tuple(r.value / told.divisor for r in rows)),)
    return Chart("bar", caption, names, series, told.unit, alt, source_line(keys, matter.here), told.shown), keys
