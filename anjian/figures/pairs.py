"""Two indicators against each other: one point a district that has both for the same months."""

from dataclasses import dataclass

from anjian import indicators, sentences, words
from anjian.exports.tables import Table, whole
from anjian.figures.cited import Number, number
from anjian.figures.setting import Asked, Setting
from anjian.indicators import Result, ResultRow, Spec


@dataclass(frozen=True)
class Pair:
    """One district with both values, its months, and its place among the figure's numbers."""

    name: str
    when: str
    x: float
    y: float
    x_text: str
    y_text: str
    number: int


@dataclass(frozen=True)
class Pairs:
    """Two indicators against each other, and why some districts are not in it."""

    title: str
    lede: str
    x_title: str
    y_title: str
    x_unit: str
    y_unit: str
    points: tuple[Pair, ...]
    notes: tuple[str, ...]
    numbers: tuple[Number, ...]
    table: Table


def build(asked: Asked, here: Setting) -> Pairs:
    """Return the first asked indicator upwards against the second; only what the gate lets stand in one chart."""
    found = indicators.compute_all(here.database, here.config, asked.indicators, asked.selection)
    down, across = (found[n] for n in asked.indicators)
    pairs = _pairs(down, across)
    numbers = tuple(number(row, r.spec, here) for pair in pairs for row, r in zip(pair, (down, across), strict=True))
    titles = [r.spec.title[here.lang] for r in (down, across)]
    return Pairs(
        title=_title(pairs, titles, here), lede=here.say("pairs_lede", **_titles(titles, here)),
        y_title=titles[0], x_title=titles[1], x_unit=across.spec.unit[here.lang], y_unit=down.spec.unit[here.lang],
        points=tuple(_point(n, pair, (down.spec, across.spec), here) for n, pair in enumerate(pairs)),
        notes=_notes(down, across, pairs, here), numbers=numbers, table=_table(pairs, down, across, here),
    )  # fmt: skip


def _pairs(down: Result, across: Result) -> list[tuple[ResultRow, ResultRow]]:
    """Return rows of one district and the same months, both of the class that may be drawn together."""
    others: dict[tuple, ResultRow] = {}
    for row in across.drawn:
        others.setdefault((row.district, row.period), row)
    return [(row, others[row.district, row.period]) for row in down.drawn if (row.district, row.period) in others]


def _title(pairs: list, titles: list[str], here: Setting) -> str:
    key = "pairs" if pairs else "pairs_none"
    n, second = len({row.district for row, _ in pairs}), words.inside(titles[1], here.lang)
    first = titles[0] if pairs else words.inside(titles[0], here.lang)
    return words.say("sentence", key, here.lang, n=n, y=first, x=second)


def _titles(titles: list[str], here: Setting) -> dict[str, str]:
    return dict(zip("yx", (words.inside(t, here.lang) for t in titles), strict=True))


def _point(n: int, pair: tuple[ResultRow, ResultRow], specs: tuple[Spec, Spec], here: Setting) -> Pair:
    down, across = pair
    y_text, x_text = (sentences.value_text(row, spec, here.lang) for row, spec in zip(pair, specs, strict=True))
    when = sentences.period_text(down, here.lang)
    return Pair(here.name(down.district), when, across.value, down.value, x_text, y_text, 2 * n)


def _notes(down: Result, across: Result, pairs: list, here: Setting) -> tuple[str, ...]:
    inside = {row.district for row, _ in pairs}
    wanted = set(down.selection.districts) or set(here.names.ids("district"))
    absent = [here.name(d) for d in here.names.ids("district") if d in wanted - inside]
    reasons = dict.fromkeys(
        reason for r in (down, across) if r.judgement.drawn for reason in r.judgement.drawn.verdict.reasons
    )
    notes = [here.say("pairs_absent", items=words.some(absent, here.lang))] if absent else []
    if pairs and reasons:
        notes.append(here.say("pairs_care", reasons=sentences.reasons_text(reasons, here.names, here.lang)))
    return tuple(notes)


def _table(pairs: list, down: Result, across: Result, here: Setting) -> Table:
    heads = (words.in_unit(r.spec.title[here.lang], r.spec.unit[here.lang], here.lang) for r in (down, across))
    rows = tuple(
        (here.name(a.district), sentences.period_text(a, here.lang), whole(a.value), whole(b.value)) for a, b in pairs
    )
    return Table(words.enumeration((down.spec.title[here.lang], across.spec.title[here.lang]), here.lang),
                 (here.say("name"), here.say("months"), *heads), rows, here.stamp())  # fmt: skip
