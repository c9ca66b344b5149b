"""One indicator over time, a panel a district: each point names its months, nothing is joined that is not alike."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from operator import itemgetter

from anjian import chance, indicators, sentences, words
from anjian.comparability import NOT_COMPARABLE
from anjian.config import Break
from anjian.exports.tables import Table, whole
from anjian.figures.change import TAGS
from anjian.figures.cited import Number, number
from anjian.figures.meanings import of_rows
from anjian.figures.records import retold
from anjian.figures.setting import Asked, Setting
from anjian.indicators import History, ResultRow, Spec

MOST_YEARS = 6
UNNAMED = (indicators.DENOMINATORS, "stated")  # bases that say nothing more than the title
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
    """A trend: its finding, its panels on one scale, and what must be said under it; ``subject`` is the district
    that the finding is about, "" where there is none."""

    title: str
    lede: str
    style: str
    unit: str
    panels: tuple[Panel, ...]
    subject: str
    years: tuple[int, ...]
    notes: tuple[str, ...]
    numbers: tuple[Number, ...]
    history: History
    bases: tuple[str, ...]

    def table(self, here: Setting) -> Table:
        """Return the table twin: every published value, drawn or not, with what every file says of itself."""
        return _table(self.history, here)


@dataclass(frozen=True)
class _Drawing:
    """What every part of a trend is made from: the rows drawn, their style and usual basis, the other tellings."""

    history: History
    rows: list[ResultRow]
    years: tuple[int, ...]
    style: str
    usual: tuple
    retold: dict[int, list[dict]]
    here: Setting

    def text(self, row: ResultRow) -> str:
        return sentences.number_text(row, self.history.spec, self.here.lang)


def build(asked: Asked, here: Setting) -> Trend:
    """Return the trend of the first asked indicator for the districts chosen, on one scale."""
    history = indicators.history(here.database, here.config, asked.indicators[0], asked.selection.with_(period=None))
    drawing = _drawing(history, asked, here)
    rows = drawing.rows
    return Trend(
        title=_title(drawing), lede=_lede(drawing), style=drawing.style,
        unit=_unit(history, here), panels=_panels(drawing), subject=_subject(drawing), years=drawing.years,
        notes=_notes(drawing, asked), numbers=tuple(number(r, history.spec, here) for r in rows),
        history=history, bases=of_rows(rows),
    )  # fmt: skip


def first_published(asked: Asked, here: Setting) -> str:
    """Return the first asked indicator of which a chosen district published a figure; the first where none did."""
    chosen = asked.selection.with_(period=None)
    told = (n for n in asked.indicators if indicators.history(here.database, here.config, n, chosen).rows)
    return next(told, asked.indicators[0])


def _drawing(history: History, asked: Asked, here: Setting) -> _Drawing:
    years = _years(history.rows, asked)
    rows = [r for r in history.rows if r.period_end.year in years]
    style = _style(rows, history)
    rows = _months_alone(rows) if style == MONTHLY else rows
    return _Drawing(history, rows, years, style, _usual(rows), _retold(history, rows, here), here)


Run = tuple[ResultRow, ...]


@dataclass(frozen=True)
class Runs:
    """What lines may join: runs of equally long values of one district, body and basis, with no gap or break within."""

    spec: Spec
    monthly: bool
    runs: tuple[Run, ...]


def runs(asked: Asked, here: Setting) -> Runs:
    """Return, up to the end of the chosen (else the newest) period, neighbouring months where districts publish by
    month (this year's and last year's), else the same months of years on end. Nothing else may be joined."""
    every = indicators.history(here.database, here.config, asked.indicators[0], asked.selection.with_(period=None))
    start, end = asked.selection.period or max((r.period for r in every.rows), key=itemgetter(1), default=(None, None))
    if end is None:
        return Runs(every.spec, False, ())
    history = replace(every, rows=tuple(r for r in every.rows if r.period_end <= end))
    drawing = _drawing(history, asked, here)
    told = [r for r in drawing.rows if r.bases == drawing.usual and r.dates == "printed"]
    if drawing.style == MONTHLY:
        months = [r for r in told if r.months == 1 and r.period_start.year >= end.year - 1]
        found = _joined(months, _neighbours, drawing)
        if any(len(run) > 1 for run in found):
            return Runs(every.spec, True, found)
    alike = [r for r in told if _days(*r.period) == _days(start, end)]
    return Runs(every.spec, False, () if drawing.style == STOCK else _joined(alike, _follows, drawing))


def _joined(rows: list[ResultRow], follows: Callable, drawing: _Drawing) -> tuple[Run, ...]:
    """Return rows in runs of one district, each row following the one before it."""
    districts = dict.fromkeys(r.district for r in rows)
    return tuple(run for d in districts for run in _of_district([r for r in rows if r.district == d], follows, drawing))


def _of_district(rows: list[ResultRow], follows: Callable, drawing: _Drawing) -> list[Run]:
    breaks = tuple(b.starts for b in _met(rows[0].district, rows, drawing))
    found: list[list[ResultRow]] = []
    for r in sorted(rows, key=lambda r: r.period_end):
        before = found[-1][-1] if found else None
        if before is not None and follows(before, r, breaks):
            found[-1].append(r)
        else:
            found.append([r])
    return [tuple(run) for run in found]


def _unit(history: History, here: Setting) -> str:
    spec = history.spec
    return words.unit(spec.unit["zh"], here.lang) if spec.kind == "count" else spec.unit[here.lang]


def _years(rows: Iterable[ResultRow], asked: Asked) -> tuple[int, ...]:
    found = {r.period_end.year for r in rows}
    if not found:
        return ()
    every = range(min(found), max(found) + 1)
    return tuple(sorted(set(asked.selection.years))) or tuple(every[-MOST_YEARS:])


def _style(rows: list[ResultRow], history: History) -> str:
    if history.spec.kind != "count" or history.spec.unit["zh"] in indicators.NO_COUNTS:
        return SPAN
    if rows and all(r.months is None for r in rows):
        return STOCK
    months = Counter(r.months == 1 for r in rows if r.months is not None)
    return MONTHLY if months[True] > months[False] else CUMULATIVE


def _months_alone(rows: list[ResultRow]) -> list[ResultRow]:
    """Return the rows without the longer ones of districts that publish by month: those stand in the table only."""
    monthly = {r.district for r in rows if r.months == 1}
    return [r for r in rows if r.months == 1 or r.district not in monthly]


def _usual(rows: list[ResultRow]) -> tuple:
    """Return the bases that most districts' figures have, of equals the more figures; the others are drawn hollow."""
    districts = Counter(bases for _, bases in {(r.district, r.bases) for r in rows})
    figures = Counter(r.bases for r in rows)
    return max(sorted(districts), key=lambda bases: (districts[bases], figures[bases]), default=())


def _retold(history: History, rows: list[ResultRow], here: Setting) -> dict[int, list[dict]]:
    """Return the other tellings of drawn figures that gave another value, by the place of the figure among the rows."""
    if history.spec.kind != "count" or not rows:
        return {}
    place = {r.figures[0]: n for n, r in enumerate(rows)}
    found = retold(here, [history.spec.numerator], {r.district for r in rows})
    told: dict[int, list[dict]] = {}
    current = None
    for r in found:
        current = r["id"] if r["vintage"] == 1 else current
        if r["vintage"] > 1 and current in place:
            told.setdefault(place[current], []).append(r)
    return told


def _panels(drawing: _Drawing) -> tuple[Panel, ...]:
    by_district: dict[str, list[tuple[int, ResultRow]]] = {}
    for n, r in enumerate(drawing.rows):
        by_district.setdefault(r.district, []).append((n, r))
    return tuple(_panel(district, rows, drawing) for district, rows in by_district.items())


def _panel(district: str, numbered: list[tuple[int, ResultRow]], drawing: _Drawing) -> Panel:
    rows = [r for _, r in numbered]
    roles = _roles(rows, drawing)
    breaks = tuple(dict.fromkeys(b.starts for b in _met(district, rows, drawing)))
    points, before = [], None
    for n, r in numbered:
        role = roles[id(r)]
        joined = drawing.style == MONTHLY and role in (LAST, EARLIER) and _neighbours(before, r, breaks)
        points.append(Point(r.period_start, r.period_end, r.value, drawing.text(r), role, n, joined))
        points += [_other_telling(t, r, n, drawing) for t in drawing.retold.get(n, ())]
        before = r if role in (LAST, EARLIER) else before
    named = [r for r in rows if roles[id(r)] in (LAST, OTHER_LAST)]
    ticks = tuple((y, _tick([r for r in named if r.period_end.year == y], drawing.style)) for y in drawing.years)
    return Panel(district, drawing.here.name(district), tuple(points), breaks, ticks)


def _other_telling(told: dict, row: ResultRow, n: int, drawing: _Drawing) -> Point:
    text = sentences.number_text(
        replace(row, value=told["value"], qualifier=told["qualifier"]), drawing.history.spec, drawing.here.lang
    )
    return Point(row.period_start, row.period_end, told["value"], text, RETOLD, n)


def _roles(rows: list[ResultRow], drawing: _Drawing) -> dict[int, str]:
    """Return the role of each row (by its identity); in a year without a usual figure another basis is named."""
    usual = [r for r in rows if r.bases == drawing.usual]
    covered = {r.period_end.year for r in usual}
    last = _last_of_each_year(usual, drawing.style)
    alone = _last_of_each_year([r for r in rows if r.period_end.year not in covered], CUMULATIVE)
    kinds = {id(r): EARLIER if r.bases == drawing.usual else OTHER for r in rows}
    return kinds | dict.fromkeys(last, LAST) | dict.fromkeys(alone, OTHER_LAST)


def _last_of_each_year(rows: list[ResultRow], style: str) -> set[int]:
    """Return which rows are their year's figure: printed dates first, then the longest, then the latest."""
    if style == MONTHLY:
        return {id(rows[-1])} if rows else set()
    best: dict[int, ResultRow] = {}
    for r in sorted(rows, key=lambda r: (r.dates != "assumed", r.months or 0, r.period_end)):
        best[r.period_end.year] = r
    return {id(r) for r in best.values()}


def _neighbours(before: ResultRow | None, now: ResultRow, breaks: tuple[date, ...]) -> bool:
    """Return whether a line may lead to a point: from a neighbour, as long, of one kind, no break between."""
    return before is not None and (
        before.period_end + timedelta(days=1) == now.period_start and before.months == now.months
        and (before.series, before.bases) == (now.series, now.bases)
        and not any(before.period_end < b <= now.period_start for b in breaks)
    )  # fmt: skip


def _met(district: str, rows: list[ResultRow], drawing: _Drawing) -> list[Break]:
    """Return the known breaks that concern these rows and have some of them before it."""
    return [
        b for b in drawing.here.config.breaks
        if b.starts.year <= drawing.years[-1] and any(r.period_start < b.starts for r in rows)
        and (not b.districts or district in b.districts)
        and any(m in b.measures and (not b.bases or basis in b.bases) for r in rows for m, basis in r.bases)
        and (not b.sectors or any(r.sector in b.sectors for r in rows))
    ]  # fmt: skip


def _tick(rows: list[ResultRow], style: str) -> str:
    if style != CUMULATIVE or not rows:
        return ""
    start, end = rows[0].period
    if start == end:
        return f"{end.month}.{end.day}"
    if not words.whole_months(start, end):
        return f"{start.month}–{end.month}.{end.day}"
    return f"{start.month}–{end.month}" if start.month != end.month else f"{end.month}"


def _title(drawing: _Drawing) -> str:
    """Return the finding: the largest count, or the newest value, with its district's figure of the year before it."""
    spec, here = drawing.history.spec, drawing.here
    one = _largest(drawing)
    if one is None:
        return words.say("sentence", "none", here.lang, title=spec.title[here.lang])
    mine = [r for r in drawing.rows if (r.bases, r.district, r.series) == (drawing.usual, one.district, one.series)]
    lasts = _last_of_each_year(mine, CUMULATIVE)
    two = [r for r in mine if id(r) in lasts][-2:]
    said = {"name": here.name(one.district), "title": spec.title[here.lang]}
    if len(two) == 1 < len(mine) and drawing.style == MONTHLY:
        return _months_of_a_year(mine, said, drawing)
    values = ("，" if here.lang == "zh" else ", ").join(_value(r, drawing) for r in two)
    key, peak = _key(two, drawing), max(mine, key=lambda r: r.value)
    if drawing.style == MONTHLY and key == "trend_alike" and peak.value > max(r.value for r in two):
        key, said["peak"] = "trend_months_alike_high", _value(peak, drawing)
    found = _said_of_change(two, drawing) if key == "trend_alike" else ()
    return words.sentence_list((words.say("sentence", key, here.lang, values=values, **said), *found), here.lang)


def _said_of_change(two: list[ResultRow], drawing: _Drawing) -> tuple[str, ...]:
    """Return what the test of 同比 says of two years: none where it does not apply."""
    before, now = two
    asked = drawing.history.selection.with_(districts=(now.district,), years=(now.period_end.year,), period=None)
    found = indicators.changes(drawing.here.database, drawing.here.config, [drawing.history.spec.id], asked)
    same = [c for c in found if (_told(c.now), _told(c.base)) == (_told(now), _told(before))]
    tags = [chance.tag(c) for c in same if c.verdict.verdict != NOT_COMPARABLE]
    return tuple(words.say("standing", TAGS[tag], drawing.here.lang) for tag in tags[:1] if tag)


def _told(row: ResultRow) -> tuple:
    return row.period, row.series, row.bases, row.value


def _months_of_a_year(mine: list[ResultRow], said: dict[str, str], drawing: _Drawing) -> str:
    """Return the finding where there is no month of another year: the newest month, and the highest beside it."""
    last, peak = max(mine, key=lambda r: r.period), max(mine, key=lambda r: r.value)
    alike = len({r.value for r in mine}) == 1
    key = "trend_months_alike" if alike else "trend_months_high" if last.value == peak.value else "trend_months"
    values = {"last": _value(last, drawing), "peak": _value(peak, drawing)}
    return words.say("sentence", key, drawing.here.lang, **values, **said)


def _largest(drawing: _Drawing) -> ResultRow | None:
    """Return the row the finding is about: of a count the largest, else the newest."""
    count = drawing.history.spec.kind == "count"
    drawn = (r for r in drawing.rows if r.bases == drawing.usual)
    return max(drawn, key=lambda r: r.value if count else r.period_end.toordinal(), default=None)


def _subject(drawing: _Drawing) -> str:
    one = _largest(drawing)
    return one.district if one else ""


def _value(row: ResultRow, drawing: _Drawing) -> str:
    lang = drawing.here.lang
    value = sentences.value_text(row, drawing.history.spec, lang)
    return words.say("sentence", "trend_value", lang, period=sentences.period_text(row, lang), value=value)


def _key(two: list[ResultRow], drawing: _Drawing) -> str:
    if len(two) == 1:
        drawn = {(r.bases, r.series) for r in drawing.rows if r.district == two[0].district}
        return "trend_one" if len(drawn) == 1 else "trend_one_alike"
    before, now = (_days_of_the_year(r) for r in two)
    if before != now:
        return "trend_unlike"
    met = _met(two[0].district, two, drawing)
    return "trend_broken" if any(two[0].period_start < b.starts <= two[1].period_end for b in met) else "trend_alike"


def _days_of_the_year(row: ResultRow) -> tuple:
    """Return from which day to which day of the year a row goes; a month's last day is one, leap year or not."""
    return _days(*row.period)


def _days(start: date, end: date) -> tuple:
    last = 0 if (end + timedelta(days=1)).day == 1 else end.day
    return start.month, start.day, end.month, last, end.year - start.year


def _lede(drawing: _Drawing) -> str:
    if not drawing.usual:
        return ""
    here, title = drawing.here, drawing.history.spec.title[drawing.here.lang]
    unit = _unit(drawing.history, here)
    named = (here.names.of("basis", b, here.lang) for _, b in drawing.usual if b not in UNNAMED)
    said = (unit.casefold(), title.casefold())
    basis = words.enumeration(dict.fromkeys(name for name in named if name.casefold() not in said), here.lang)
    subject = filter(None, (words.in_unit(title, unit, here.lang), words.inside(basis, here.lang)))
    return here.say(f"trend_{drawing.style}", subject=words.clauses(subject, here.lang))


def _notes(drawing: _Drawing, asked: Asked) -> tuple[str, ...]:
    here, rows = drawing.here, drawing.rows
    there = dict.fromkeys(r.district for r in rows)
    others = dict.fromkeys(sentences.basis_text(r, here.names, here.lang) for r in rows if r.bases != drawing.usual)
    retold = dict.fromkeys(here.name(rows[n].district) for n in drawing.retold)
    absent = [here.name(d) for d in here.names.ids("district") if d in asked.selection.districts and d not in there]
    breaks = {b.id: b for d in there for b in _met(d, [r for r in rows if r.district == d], drawing)}
    notes = [here.say("trend_hollow", items=words.enumeration(others, here.lang))] if others else []
    notes += _tested(drawing)
    notes += [here.say("trend_retold", items=words.some(list(retold), here.lang))] if retold else []
    notes += [here.say("trend_break", title=b.title[here.lang]) for b in breaks.values()]
    notes += [here.say("trend_absent", items=words.some(absent, here.lang))] if absent else []
    if any(r.period_end.year < drawing.years[0] for r in drawing.history.rows):
        notes.append(here.say("trend_years", year=drawing.years[0]))
    return tuple(notes)


def _tested(drawing: _Drawing) -> list[str]:
    """Return what the test of trend says of the districts with the same months of three years on end or more."""
    found: dict[str, list[str]] = {}
    for district in dict.fromkeys(r.district for r in drawing.rows):
        tag = chance.trend(_like_years(district, drawing), drawing.history.spec)
        if tag:
            found.setdefault(tag, []).append(drawing.here.name(district))
    say, lang = words.say, drawing.here.lang
    return [say("standing", f"trend_{tag}", lang, names=words.some(names, lang)) for tag, names in found.items()]


def _like_years(district: str, drawing: _Drawing) -> list[ResultRow]:
    """Return the longest run of years on end with the same months of one body and basis, and no break within."""
    rows = [r for r in drawing.rows if r.district == district and r.bases == drawing.usual and r.dates == "printed"]
    breaks = [b.starts for b in _met(district, rows, drawing)]
    runs: list[list[ResultRow]] = []
    for r in sorted(rows, key=lambda r: r.period_end):
        home = next((run for run in runs if _follows(run[-1], r, breaks)), None)
        if home is None:
            runs.append(home := [])
        home.append(r)
    return max(runs, key=lambda run: (len(run), run[-1].months or 0), default=[])


def _follows(before: ResultRow, now: ResultRow, breaks: Iterable[date]) -> bool:
    """Return whether a row is the same months a year after another one, with no break in between."""
    return (
        now.period_end.year == before.period_end.year + 1 and before.series == now.series
        and _days_of_the_year(before) == _days_of_the_year(now)
        and not any(before.period_start < b <= now.period_end for b in breaks)
    )  # fmt: skip


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
