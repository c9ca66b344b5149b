"""The newest figures: a tile a domain with its change, and a grid of districts × indicators."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from anjian import indicators, sentences, words
from anjian.figures import change
from anjian.figures.cited import Number, number, numbers
from anjian.figures.listing import Listing
from anjian.figures.meanings import of_rows
from anjian.figures.setting import Asked, Setting
from anjian.indicators import Change, Result, ResultRow
from anjian.selection import Selection

FOOTNOTES = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳㉑㉒㉓㉔㉕㉖㉗㉘㉙㉚㉛㉜㉝㉞㉟㊱㊲㊳㊴㊵㊶㊷㊸㊹㊺㊻㊼㊽㊾㊿"


@dataclass(frozen=True)
class Tile:
    """A domain's newest figure: whose, of when, counted how, and its change on the same months a year before."""

    title: str
    value: str
    whose: str
    when: str
    change: str
    numbers: tuple[Number, ...]


def tiles(asked: Asked, here: Setting) -> tuple[Tile, ...]:
    """Return a tile for each domain of the indicators: their newest figure among the districts chosen."""
    chosen = asked.selection.with_(mode="latest", period=None)
    results = indicators.compute_all(here.database, here.config, asked.indicators, chosen)
    changes = indicators.changes(here.database, here.config, asked.indicators, chosen)
    domains: dict[str, list[Result]] = {}
    for name in asked.indicators:
        domains.setdefault(results[name].spec.domain, []).append(results[name])
    return tuple(_tile(some, changes, here) for some in domains.values())


def _tile(results: list[Result], changes: tuple[Change, ...], here: Setting) -> Tile:
    title = here.config.domain(results[0].spec.domain).title[here.lang]
    every = [(result, row) for result in results for row in result.rows]
    known = [found for found in every if found[1].dates != "assumed"] or every
    if not known:
        return Tile(title, words.MISSING, here.say("tile_none"), "", "", ())
    result, newest = max(known, key=lambda found: _newness(*found))
    title_of, counted = result.spec.title[here.lang], sentences.basis_text(newest, here.names, here.lang)
    several = len({r.bases for r in result.rows}) > 1 and counted not in title_of  # 罚款金额 counts 罚款: it says so
    whose = words.clauses((here.name(newest.district), title_of, *([counted] if several else [])), here.lang)
    bases = (sentences.period_text(newest, here.lang), words.say("counted_by", newest.counted_by, here.lang))
    found = next((c for c in changes if _same(c, result, newest)), None)
    return Tile(
        title, sentences.value_text(newest, result.spec, here.lang), whose, words.clauses(bases, here.lang),
        change.tile_text(found, here),
        change.pair(found, here) if found else (number(newest, result.spec, here),),
    )  # fmt: skip


def _newness(result: Result, row: ResultRow) -> tuple:
    return row.period_end, row.months or 0, row.bases == _usual(result)


def _same(found: Change, result: Result, row: ResultRow) -> bool:
    now = found.now
    return (found.spec.id, now.district, now.period, now.series, now.bases) == (
        result.spec.id, row.district, row.period, row.series, row.bases
    )  # fmt: skip


def grid(asked: Asked, here: Setting) -> Listing:
    """Return each district's latest figures: a row a district and period, a column an indicator.

    A period that stands there for one indicator is filled in for the others too, where it is the best of its year.
    """
    chosen = asked.selection.with_(mode="latest", period=None)
    found = indicators.compute_all(here.database, here.config, asked.indicators, chosen)
    every = _filled([found[n] for n in asked.indicators], asked.indicators, chosen, here)
    results = [r for r in every if r.rows] or every
    usual = [_usual(result) for result in results]
    notes, apart = {}, "；" if here.lang == "zh" else ";"  # two values of one cell are not one number
    cells: dict[tuple[str, tuple[date, date]], dict[int, str]] = {}
    for c, result in enumerate(results):
        for row in result.rows:
            text = _value(row, result, here)
            if row.bases != usual[c]:
                text = _footnote(row, notes, here) + text
            cell = cells.setdefault((row.district, row.period), {})
            cell[c] = f"{cell[c]}{apart}  \n{text}" if c in cell else text
    order = {d: n for n, d in enumerate(here.names.ids("district"))}
    keys = sorted(cells, key=lambda k: (order[k[0]], k[1][1], k[1][0]))
    rows = tuple(
        (_first(*k, here), *(cells[k].get(c, words.MISSING) for c in range(len(results)))) for k in keys
    )  # fmt: skip
    return Listing(
        words.say("sentence", "grid", here.lang, n=len({d for d, _ in keys})),
        (here.say("district_period"), *(_head(r, here) for r in results)), rows,
        lede=here.say("grid_note"),
        notes=(
            *(f"{m}{t}" for t, m in notes.items()), *_unmarked(results, usual, here), *_without(every, results, here),
        ),
        numbers=tuple(n for r in results for n in numbers(r, here)), numeric=True,
        bases=of_rows(row for r in results for row in r.rows),
    )  # fmt: skip


def _filled(results: list[Result], names: tuple[str, ...], chosen: Selection, here: Setting) -> list[Result]:
    """Return the results with what was published for the periods that another of them shows of the district."""
    shown = {(r.district, r.period) for result in results for r in result.rows}
    told = indicators.yearly(here.database, here.config, names, chosen)
    more = {n: [r for r in told[n] if (r.district, r.period) in shown] for n in names}
    return [
        replace(result, rows=(*result.rows, *(r for r in more[n] if r not in result.rows)))
        for n, result in zip(names, results, strict=True)
    ]


def _usual(result: Result) -> tuple:
    return next(iter(Counter(r.bases for r in result.rows).most_common(1)), ((), 0))[0]


def _first(district: str, period: tuple[date, date], here: Setting) -> str:
    return f"**{here.name(district)}**  \n{words.period(*period, here.lang)}"


def _value(row: ResultRow, result: Result, here: Setting) -> str:
    if result.spec.kind == "count" and result.spec.unit.zh == "元":
        return words.number(row.value, 2, row.qualifier, here.lang, scale=10_000)
    return sentences.number_text(row, result.spec, here.lang)


def _head(result: Result, here: Setting) -> str:
    if result.spec.kind == "count":
        return words.with_unit(result.spec.title[here.lang], result.spec.unit["zh"], here.lang)
    return words.in_unit(result.spec.title[here.lang], result.spec.unit[here.lang], here.lang)


def _without(every: list[Result], results: list[Result], here: Setting) -> tuple[str, ...]:
    """Return which indicators have no column, since nobody published a total of them."""
    left_out = [words.inside(r.spec.title[here.lang], here.lang) for r in every if r not in results]
    return (here.say("without_column", items=words.enumeration(left_out, here.lang)),) if left_out else ()


def _footnote(row: ResultRow, notes: dict[str, str], here: Setting) -> str:
    """Return the mark of a basis: one and the same in every column."""
    counted = sentences.basis_text(row, here.names, here.lang)
    return notes.setdefault(counted, FOOTNOTES[len(notes) % len(FOOTNOTES)])


def _unmarked(results: list[Result], usual: list[tuple], here: Setting) -> tuple[str, ...]:
    """Return what the numbers without a mark count, where some of their column carry one: the columns of a basis."""
    columns: dict[str, list[str]] = {}
    for r, basis in zip(results, usual, strict=True):
        if len({row.bases for row in r.rows}) > 1:
            row = next(row for row in r.rows if row.bases == basis)
            columns.setdefault(sentences.basis_text(row, here.names, here.lang), []).append(r.spec.title[here.lang])
    parts = [_counted(counted, titles, here) for counted, titles in columns.items()]
    return (here.say("unmarked", items=words.sentence_list(parts, here.lang)),) if parts else ()


def _counted(counted: str, titles: list[str], here: Setting) -> str:
    titles, counted = [words.inside(t, here.lang) for t in titles], words.inside(counted, here.lang)
    if titles == [counted]:
        return counted
    return here.say("unmarked_counted", titles=words.enumeration(titles, here.lang), counted=counted)
