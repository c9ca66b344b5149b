"""Lines over time for a file: only values that may be joined, a line a run; where nothing may be, there is none."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta

from anjian import comparability as gate
from anjian import sentences, words
from anjian.brief.matter import SIGNS, Matter, titled
from anjian.brief.pieces import Sentence, capital, listed, say
from anjian.brief.scale import Scale, scale
from anjian.exports.document import Chart
from anjian.figures import trend
from anjian.figures.cited import Key, cited_keys, source_line
from anjian.figures.trend import Run
from anjian.indicators import ResultRow, Spec

MOST_LINES = 6  # that a reader can tell apart, also in black and white
Period = tuple[date, date]


def charts(names: Iterable[str], matter: Matter) -> list[tuple[Chart | tuple[Sentence, ...], tuple[Key, ...]]]:
    """Return indicators over time as line charts, one for those that the gate lets stand together.

    Sentences for those of which nothing may be joined, or too much.
    """
    drawn, left = [], {}
    for found in (trend.runs(matter.asked((name,)), matter.here) for name in names):
        if why := _not_drawn(found):
            left.setdefault(why, []).append(titled(found.spec, matter.lang))
        else:
            drawn += [_chart(replace(found, runs=runs), matter) for runs in _together(found.runs, matter)]
    told = (say(why, matter.lang, title=listed(titles, matter.lang)) for why, titles in left.items())
    return drawn + [((capital(sentence),), ()) for sentence in told]


def _not_drawn(found: trend.Runs) -> str:
    """Return why no lines are drawn, "" where they are."""
    if len(found.runs) > MOST_LINES:
        return "many_lines"
    return "no_line" if max(map(len, found.runs), default=0) < 2 else ""


def _together(runs: tuple[Run, ...], matter: Matter) -> list[tuple[Run, ...]]:
    """Return the runs that may stand in one chart, were their months the same: each with the first that take it."""
    found: list[list[Run]] = []
    for run in runs:
        taken = next((g for g in found if all(_joins(run, other, matter) for other in g)), None)
        if taken is None:
            found.append(taken := [])
        taken.append(run)
    return [tuple(g) for g in found]


def _joins(run: Run, other: Run, matter: Matter) -> bool:
    one, two = run[-1].facts, other[-1].facts
    same = replace(two, period_start=one.period_start, period_end=one.period_end)
    return gate.compare(one, same, matter.here.config).verdict != gate.NOT_COMPARABLE


def _chart(found: trend.Runs, matter: Matter) -> tuple[Chart, tuple[Key, ...]]:
    """Return one chart of the runs."""
    periods = _axis([r for run in found.runs for r in run], found.monthly)
    rows = [r for run in found.runs for r in run]
    told = scale(rows, found.spec, matter.lang)
    series = tuple((_name(run, found.runs, matter), _values(run, periods, told)) for run in found.runs)
    keys = tuple(dict.fromkeys(k for r in rows for k in cited_keys(r)))
    caption, alt = _told(found, rows, matter)
    names = tuple(_category(p, found.runs, matter) for p in periods)
    chart = Chart("line", caption, names, series, told.unit, alt, source_line(keys, matter.here), told.shown)
    return chart, keys


def _axis(rows: Iterable[ResultRow], monthly: bool) -> list[Period]:
    """Return every month, or the same months of every year, from the first to the last; what is not published gaps."""
    known = sorted({r.period for r in rows})
    found, last = [known[0]], known[-1]
    while found[-1] < last:
        start, end = _next_month(found[-1]) if monthly else _next_year(found[-1])
        found.append(next((p for p in known if p[0] == start), (start, end)))
    return found


def _next_month(period: Period) -> Period:
    start = period[1] + timedelta(days=1)
    return start, _month_end(start)


def _month_end(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1) - timedelta(days=1)


def _next_year(period: Period) -> Period:
    start, end = period
    if end == _month_end(end):
        return start.replace(year=start.year + 1), _month_end(end.replace(year=end.year + 1, day=1))
    return start.replace(year=start.year + 1), end.replace(year=end.year + 1)


def _values(run: Run, periods: list[Period], told_in: Scale) -> tuple[float | None, ...]:
    told = {r.period: r.value / told_in.divisor for r in run}
    return tuple(told.get(p) for p in periods)


def _category(period: Period, runs: tuple[Run, ...], matter: Matter) -> str:
    """Return a period; behind it the sign of a bound, with its district's name where the chart has several."""
    signs = [(run, SIGNS[r.qualifier]) for run in runs for r in run if r.period == period and r.qualifier in SIGNS]
    name = words.period(*period, matter.lang)
    if len(runs) == 1:
        return name + "".join(sign for _, sign in signs)
    told = words.enumeration((f"{matter.here.name(run[0].district)}{sign}" for run, sign in signs), matter.lang)
    return words.say("brief", "line_bounds", matter.lang, period=name, bounds=told) if signs else name


def _name(run: Run, runs: tuple[Run, ...], matter: Matter) -> str:
    """Return the district's name, with the months of the run where the district has several."""
    name = matter.here.name(run[0].district)
    if sum(other[0].district == run[0].district for other in runs) == 1:
        return name
    period = words.period(run[0].period_start, run[-1].period_end, matter.lang)
    return words.say("brief", "line_of", matter.lang, name=name, period=period)


def _told(found: trend.Runs, rows: list[ResultRow], matter: Matter) -> tuple[str, str]:
    """Return caption and alternative text: what is drawn on which basis, and every value."""
    lang, here, spec = matter.lang, matter.here, found.spec
    names = dict.fromkeys(here.name(r.district) for r in rows)
    caption = words.say(
        "brief", "line_months" if found.monthly else "line_years", lang, title=spec.title[lang],
        names=words.enumeration(names, lang) if len(names) == 1 else "", period=_span(rows, lang),
        basis=sentences.basis_text(rows[0], here.names, lang),
    )  # fmt: skip
    values = words.sentence_list((_run_told(run, spec, matter) for run in found.runs), lang)
    return caption, words.say("brief", "line_alt", lang, caption=caption, values=values)


def _span(rows: list[ResultRow], lang: str) -> str:
    periods = sorted(r.period for r in rows)
    first, last = (words.period(*p, lang) for p in (periods[0], periods[-1]))
    return words.say("brief", "line_span", lang, first=first, last=last)


def _run_told(run: Run, spec: Spec, matter: Matter) -> str:
    gap = "" if matter.lang == "zh" else " "
    values = (f"{sentences.period_text(r, matter.lang)}{gap}{sentences.value_text(r, spec, matter.lang)}" for r in run)
    return f"{matter.here.name(run[0].district)}{gap}{words.enumeration(values, matter.lang)}"
