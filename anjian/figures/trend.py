"""One indicator over time, a panel a district: each point names its months, nothing is joined that is not alike."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from anjian import indicators, sentences, words
from anjian.config import Break
from anjian.exports.tables import Table, whole
from anjian.figures.cited import Number, number
from anjian.figures.setting import Asked, Setting
from anjian.indicators import History, ResultRow

MOST_YEARS = 6
CUMULATIVE, MONTHLY, SPAN, STOCK = "cumulative", "monthly", "span", "stock"
LAST, EARLIER, OTHER, OTHER_LAST, RETOLD = "last", "earlier", "other", "other_last", "retold"
TABLE_COLUMNS = ("name", "months", "value", "unit", "basis", "counted_by", "caveats")


@dataclass(frozen=True)
class Point:
    """One published value: its months, its text, which role it plays, and its place among the figure's numbers.

    ``joined``: a line leads to it from the point before (the neighbouring month of the same kind).
    """

    start: date
    end: date
    value: float
    text: str
    role: str
    number: int
    joined: bool = False


@dataclass(frozen=True)
class Panel:
    """One district: its points, the breaks drawn in it, and the tick of each year with the months last published."""

    district: str
    name: str
    points: tuple[Point, ...]
    breaks: tuple[date, ...]
    ticks: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Trend:
    """A trend: its finding, its panels on one scale, and what must be said under it."""

    title: str
    lede: str
    style: str
    unit: str
    panels: tuple[Panel, ...]
    years: tuple[int, ...]
    notes: tuple[str, ...]
    numbers: tuple[Number, ...]
    table: Table


def build(asked: Asked, here: Setting) -> Trend:
    """Return the trend of the first asked indicator for the districts chosen, on one scale."""
    history = indicators.history(here.database, here.config, asked.indicators[0], asked.selection.with_(period=None))
    years = _years(history.rows, asked)
    rows = [r for r in history.rows if r.period_end.year in years]
    style, usual = _style(rows, history), _usual(rows)
    retold = _retold(history, rows, here)
    by_district: dict[str, list[int]] = {}
    for n, r in enumerate(rows):
        by_district.setdefault(r.district, []).append(n)
    panels = tuple(
        _panel(d, [(n, rows[n]) for n in ns], style, usual, retold, history, years, here)
        for d, ns in by_district.items()
    )
    return Trend(
        title=_title(rows, usual, style, history, here), lede=_lede(style, usual, history, here), style=style,
        unit=words.unit(history.spec.unit["zh"], here.lang), panels=panels, years=years,
        notes=_notes(rows, usual, retold, years, asked, history, here),
        numbers=tuple(number(r, history.spec, here) for r in rows), table=_table(history, here),
    )  # fmt: skip


def _years(rows: Iterable[ResultRow], asked: Asked) -> tuple[int, ...]:
    found = {r.period_end.year for r in rows}
    if not found:
        return ()
    every = range(min(found), max(found) + 1)
    return tuple(every) if asked.selection.years else tuple(every[-MOST_YEARS:])


def _style(rows: list[ResultRow], history: History) -> str:
    if history.spec.kind != "count" or history.spec.unit["zh"] in indicators.NO_COUNTS:
        return SPAN
    if rows and all(r.months is None for r in rows):
        return STOCK
    months = Counter(r.months == 1 for r in rows if r.months is not None)
    return MONTHLY if months[True] > months[False] else CUMULATIVE


def _usual(rows: list[ResultRow]) -> tuple:
    """Return the bases that most districts' figures have; the others are drawn hollow."""
    pairs = {(r.district, r.bases) for r in rows}
    return next(iter(Counter(bases for _, bases in pairs).most_common(1)), ((), 0))[0]


def _retold(history: History, rows: list[ResultRow], here: Setting) -> dict[int, list[dict]]:
    """Return the other tellings of drawn figures that gave another value, by the place of the figure among the rows."""
    if history.spec.kind != "count" or not rows:
        return {}
    place = {r.figures[0]: n for n, r in enumerate(rows)}
    found = here.database.query(
        "revisions", measures=[history.spec.numerator], districts=sorted({r.district for r in rows}), years=[]
    )
    told: dict[int, list[dict]] = {}
    current = None
    for r in found:
        current = r["id"] if r["vintage"] == 1 else current
        if r["vintage"] > 1 and current in place:
            told.setdefault(place[current], []).append(r)
    return told


def _panel(
    district: str, rows: list[tuple[int, ResultRow]], style: str, usual: tuple, retold: dict[int, list[dict]],
    history: History, years: tuple[int, ...], here: Setting,
) -> Panel:  # fmt: skip
    last = _last_of_each_year([r for _, r in rows if r.bases == usual], style)
    covered = {r.period_end.year for _, r in rows if r.bases == usual}
    alone = _last_of_each_year([r for _, r in rows if r.period_end.year not in covered], CUMULATIVE)
    breaks = _breaks(district, [r for _, r in rows], years, here)
    points, before = [], None
    for n, r in rows:
        role = OTHER_LAST if id(r) in alone else OTHER if r.bases != usual else LAST if id(r) in last else EARLIER
        joined = style == MONTHLY and role in (LAST, EARLIER) and before is not None and _neighbours(before, r, breaks)
        points.append(
            Point(
                r.period_start,
                r.period_end,
                r.value,
                sentences.number_text(r, history.spec, here.lang),
                role,
                n,
                joined,
            )
        )
        points += [
            Point(
                r.period_start,
                r.period_end,
                t["value"],
                words.number(t["value"], 0, t["qualifier"], here.lang),
                RETOLD,
                n,
            )
            for t in retold.get(n, ())
        ]
        before = r if role in (LAST, EARLIER) else before
    ticks = tuple(
        (y, _tick([r for _, r in rows if id(r) in last | alone and r.period_end.year == y], style)) for y in years
    )
    return Panel(district, here.name(district), tuple(points), breaks, ticks)


def _last_of_each_year(rows: list[ResultRow], style: str) -> set[int]:
    """Return which rows are their year's figure: printed dates first, then the longest, then the latest."""
    if style == MONTHLY:
        return {id(rows[-1])} if rows else set()
    best: dict[int, ResultRow] = {}
    for r in rows:
        key = (r.dates != "assumed", r.months or 0, r.period_end)
        held = best.get(r.period_end.year)
        if held is None or key > (held.dates != "assumed", held.months or 0, held.period_end):
            best[r.period_end.year] = r
    return {id(r) for r in best.values()}


def _neighbours(before: ResultRow, now: ResultRow, breaks: tuple[date, ...]) -> bool:
    """Return whether a line may lead from one point to the next: neighbouring, as long, of one kind, no break between."""
    return (
        before.period_end + timedelta(days=1) == now.period_start and before.months == now.months
        and (before.series, before.bases) == (now.series, now.bases)
        and not any(before.period_end < b <= now.period_start for b in breaks)
    )  # fmt: skip


def _breaks(district: str, rows: list[ResultRow], years: tuple[int, ...], here: Setting) -> tuple[date, ...]:
    return tuple(dict.fromkeys(b.starts for b in _met(district, rows, years, here)))


def _met(district: str, rows: list[ResultRow], years: tuple[int, ...], here: Setting) -> list[Break]:
    """Return the known breaks that concern these rows and lie within the years drawn."""
    return [
        b for b in here.config.breaks
        if years and any(r.period_start < b.starts for r in rows) and b.starts.year <= years[-1] and (not b.districts or district in b.districts)
        and any(m in b.measures and (not b.bases or basis in b.bases) for r in rows for m, basis in r.bases)
        and (not b.sectors or any(r.sector in b.sectors for r in rows))
    ]  # fmt: skip


def _tick(rows: list[ResultRow], style: str) -> str:
    if style != CUMULATIVE or not rows:
        return ""
    (r,) = rows
    if not words.whole_months(r.period_start, r.period_end):
        return f"{r.period_start.month}–{r.period_end.month}.{r.period_end.day}"
    return (
        f"{r.period_start.month}–{r.period_end.month}"
        if r.period_start.month != r.period_end.month
        else f"{r.period_end.month}"
    )


def _title(rows: list[ResultRow], usual: tuple, style: str, history: History, here: Setting) -> str:
    title = history.spec.title[here.lang]
    drawn = [r for r in rows if r.bases == usual]
    if not drawn:
        return words.say("sentence", "none", here.lang, title=title)
    one = max(drawn, key=lambda r: r.value if history.spec.kind == "count" else r.period_end.toordinal())
    mine = [r for r in drawn if r.district == one.district and r.series == one.series]
    lasts = _last_of_each_year(mine, CUMULATIVE if style == MONTHLY else style)
    two = [r for r in mine if id(r) in lasts][-2:]
    values = [words.say("sentence", "trend_value", here.lang, period=sentences.period_text(r, here.lang),
                        value=sentences.value_text(r, history.spec, here.lang)) for r in two]  # fmt: skip
    key = "trend_one" if len(two) == 1 else "trend_alike" if _alike(*two) else "trend_unlike"
    comma = "，" if here.lang == "zh" else ", "
    return words.say("sentence", key, here.lang, name=here.name(one.district), title=title, values=comma.join(values))


def _alike(before: ResultRow, now: ResultRow) -> bool:
    """Return whether two rows cover the same months of two years."""
    ends = [(r.period_start.month, r.period_start.day, r.period_end.month, r.months) for r in (before, now)]
    return ends[0] == ends[1]


def _lede(style: str, usual: tuple, history: History, here: Setting) -> str:
    if not usual:
        return ""
    bases = words.enumeration(
        dict.fromkeys(here.names.of("basis", b, here.lang) for _, b in usual if b != indicators.DENOMINATORS), here.lang
    )
    unit = (
        words.unit(history.spec.unit["zh"], here.lang) if history.spec.kind == "count" else history.spec.unit[here.lang]
    )
    return here.say(f"trend_{style}", title=history.spec.title[here.lang], unit=unit, basis=bases)


def _notes(
    rows: list[ResultRow], usual: tuple, retold: dict[int, list[dict]], years: tuple[int, ...], asked: Asked,
    history: History, here: Setting,
) -> tuple[str, ...]:  # fmt: skip
    colon = "：" if here.lang == "zh" else ": "
    notes = []
    others = dict.fromkeys(sentences.basis_text(r, here.names, here.lang) for r in rows if r.bases != usual)
    if others:
        notes.append(here.say("trend_hollow", items=words.enumeration(others, here.lang)))
    if retold:
        who = dict.fromkeys(here.name(rows[n].district) for n in retold)
        notes.append(here.say("trend_retold", items=words.some(list(who), here.lang)))
    breaks = {b.id: b for d in {r.district for r in rows} for b in _met(d, rows, years, here)}
    notes += [here.say("trend_break", title=b.title[here.lang]) for b in breaks.values()]
    absent = [here.name(d) for d in asked.selection.districts if d not in {r.district for r in rows}]
    if absent:
        notes.append(f"{here.say('not_published_by')}{colon}{words.some(absent, here.lang)}")
    if years and min((r.period_end.year for r in history.rows), default=years[0]) < years[0]:
        notes.append(here.say("trend_years", year=years[0]))
    return tuple(notes)


def _table(history: History, here: Setting) -> Table:
    rows = tuple(
        (
            here.name(r.district), sentences.period_text(r, here.lang), whole(r.value), history.spec.unit[here.lang],
            sentences.basis_text(r, here.names, here.lang), words.say("counted_by", r.counted_by, here.lang),
            sentences.reasons_text(r.caveats, here.names, here.lang, "caveat"),
        )
        for r in history.rows
    )  # fmt: skip
    return Table(history.spec.title[here.lang], tuple(here.say(k) for k in TABLE_COLUMNS), rows, here.stamp())
