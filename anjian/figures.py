"""A figure id and a selection → what a page shows and a file prints: title, marks, tables, source line.

Everything here is text and numbers taken from Results; how it is drawn is `charts`' and `screen`'s.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anjian import indicators, sentences, words
from anjian.comparability import Verdict
from anjian.config import Config
from anjian.exports.tables import Cell, Table, whole
from anjian.indicators import Result, ResultRow
from anjian.selection import Selection
from anjian.store import Database

MARKS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
SOURCES_NAMED = 2
LONGEST_BASIS = 20
TABLE_COLUMNS = (
    "name", "months", "value", "unit", "numerator", "denominator", "basis", "counted_by", "standing", "caveats",
    "document", "as_written",
)  # fmt: skip


@dataclass(frozen=True)
class Setting:
    """What a figure is made from: one data version, the configuration, the names, the language."""

    database: Database
    config: Config
    names: words.Names
    lang: str

    def say(self, key: str, **slots: object) -> str:
        """Return a wording of the screen."""
        return words.say("ui", key, self.lang, **slots)

    def name(self, district: str) -> str:
        return self.names.of("district", district, self.lang)


@dataclass(frozen=True)
class Mark:
    """One drawn value: its name, what stands under the name, the value and its text."""

    name: str
    under: tuple[str, ...]
    value: float
    text: str
    row: ResultRow


@dataclass(frozen=True)
class Refused:
    """One district that is not drawn: the value it published (if any), of when, and why it stands apart."""

    name: str
    published: str
    period: str
    reason: str


def grouped(refused: Iterable[Refused], lang: str) -> tuple[Refused, ...]:
    """Return refusals with those that published nothing and share a reason put together (甲区、乙区等14个)."""
    together: dict[tuple[str, ...], list[Refused]] = {}
    for r in refused:
        own = (r.name,) if r.period else ()
        together.setdefault((r.published, r.period, r.reason, *own), []).append(r)
    return tuple(
        Refused(words.some([r.name for r in rows], lang), rows[0].published, rows[0].period, rows[0].reason)
        for rows in together.values()
    )


@dataclass(frozen=True)
class Comparison:
    """A comparison by the gate's classes: the drawn class, and everything that may not stand in it."""

    result: Result
    title: str
    lede: str
    verdict: Verdict
    reasons: str
    notes: str
    marks: tuple[Mark, ...]
    refused: tuple[Refused, ...]


@dataclass(frozen=True)
class Tile:
    """A domain's newest figure: whose, of when, counted how."""

    title: str
    value: str
    whose: str
    when: str
    row: ResultRow | None
    result: Result


@dataclass(frozen=True)
class Grid:
    """Districts × indicators; a row is one district and one period."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    footnotes: tuple[str, ...]
    results: tuple[Result, ...]


@dataclass(frozen=True)
class Bar:
    """One published period of a district in a domain."""

    district: str
    domain: str
    start: date
    end: date


@dataclass(frozen=True)
class Coverage:
    """Which months each district has published figures for."""

    title: str
    domains: tuple[tuple[str, str], ...]
    districts: tuple[str, ...]
    bars: tuple[Bar, ...]


def setting(database: Database, config: Config, lang: str) -> Setting:
    """Return the setting of a data version and language."""
    return Setting(
        database, config, words.Names(database.query("names"), [(b.id, b.title) for b in config.breaks]), lang
    )


def comparison(result: Result, here: Setting, by_value: bool = True) -> Comparison:
    """Return the comparison of a result: what is drawn, and what is listed beside it with its reason."""
    drawn = result.judgement.drawn
    verdict = drawn.verdict if drawn else Verdict("not_comparable")
    rows = result.by_value(result.drawn) if by_value else result.drawn
    declared = result.spec.declared
    lede = here.say("count_line", unit=result.spec.unit["zh"] if here.lang == "zh" else result.spec.title.en.lower())
    if declared.meaning:
        lede = here.say(
            "meaning_line",
            unit=result.spec.unit[here.lang],
            meaning=declared.meaning[here.lang],
            how=declared.how[here.lang],
        )
    return Comparison(
        result=result,
        title=sentences.title(result, here.names, here.lang),
        lede=lede[:1].upper() + lede[1:],
        verdict=verdict,
        reasons=sentences.reasons_text(verdict.reasons, here.names, here.lang),
        notes=sentences.reasons_text(verdict.notes, here.names, here.lang),
        marks=tuple(_mark(r, result, here) for r in rows),
        refused=_refused(result, here),
    )


def _mark(row: ResultRow, result: Result, here: Setting) -> Mark:
    under = [] if result.period else [sentences.period_text(row, here.lang)]
    if len({r.bases for r in result.drawn}) > 1:
        under += _lines(sentences.basis_text(row, here.names, here.lang))
    text = sentences.number_text(row, result, here.lang)
    return Mark(here.name(row.district), tuple(under), row.value, text, row)


def _lines(basis: str) -> list[str]:
    """Return a long basis on two lines, parted at the ÷, so that a phone can hold it."""
    if len(basis) <= LONGEST_BASIS or "÷" not in basis:
        return [basis]
    numerator, denominator = basis.split("÷", 1)
    return [f"{numerator}÷", denominator]


def _refused(result: Result, here: Setting) -> tuple[Refused, ...]:
    apart = [
        Refused(
            here.name(r.district), sentences.value_text(r, result, here.lang), sentences.period_text(r, here.lang),
            sentences.reasons_text(why, here.names, here.lang),
        )
        for r, why in result.against_drawn()
    ]  # fmt: skip
    absent = [
        Refused(
            here.name(b.district), _published(b.row, b.reasons[0].code, result, here),
            sentences.period_text(b.row, here.lang) if b.row else "",
            sentences.reasons_text(b.reasons, here.names, here.lang),
        )
        for b in result.beside
    ]  # fmt: skip
    return tuple(apart + absent)


def _published(row: ResultRow | None, code: str, result: Result, here: Setting) -> str:
    if row is None:
        return words.MISSING
    if code == "too_few_events":
        return words.number(row.value, 0, row.qualifier, here.lang)
    return sentences.value_text(row, result, here.lang)


def tile(name: str, selection: Selection, here: Setting) -> Tile:
    """Return the tile of an indicator's domain: the newest figure among the districts chosen."""
    result = indicators.compute(here.database, here.config, name, selection.with_(mode="latest", period=None))
    title = here.config.domain(result.spec.domain).title[here.lang]
    rows = [r for r in result.rows if r.dates != "assumed"] or list(result.rows)
    if not rows:
        return Tile(title, words.MISSING, here.say("tile_none"), "", None, result)
    newest = max(rows, key=lambda r: (r.period_end, r.months or 0))
    whose = f"{here.name(newest.district)}{'，' if here.lang == 'zh' else ', '}{result.spec.title[here.lang]}"
    bases = [sentences.period_text(newest, here.lang), words.say("counted_by", newest.counted_by, here.lang)]
    when = words.enumeration(bases, here.lang).replace("、", "，")
    return Tile(title, sentences.value_text(newest, result, here.lang), whose, when, newest, result)


def grid(figure: str, selection: Selection, here: Setting) -> Grid:
    """Return the grid of a figure of config.yaml: each district's latest periods, a column an indicator."""
    chosen = selection.with_(mode="latest", period=None)
    names = here.config.figures[figure].indicators
    results = tuple(indicators.compute(here.database, here.config, n, chosen) for n in names)
    usual = [Counter(r.bases for r in result.rows).most_common(1) for result in results]
    notes: dict[str, str] = {}
    cells: dict[tuple[str, tuple[date, date]], dict[int, str]] = {}
    order = [r["id"] for r in here.database.query("areas")]
    for c, result in enumerate(results):
        for row in result.rows:
            text = _grid_value(row, result, here)
            if row.bases != usual[c][0][0]:
                text = _footnote(row, result, notes, here) + text
            cell = cells.setdefault((row.district, row.period), {})
            cell[c] = f"{cell[c]} {text}" if c in cell else text
    keys = sorted(cells, key=lambda k: (order.index(k[0]), k[1][1], k[1][0]))
    rows = tuple(
        (
            f"**{here.name(d)}**  \n{words.period(*p, here.lang)}",
            *(cells[d, p].get(c, words.MISSING) for c in range(len(results))),
        )
        for d, p in keys
    )
    title = words.say("sentence", "grid", here.lang, n=len({d for d, _ in keys}))
    heads = (here.say("district_period"), *(_head(r, here) for r in results))
    return Grid(title, heads, rows, tuple(f"{mark}{text}" for text, mark in notes.items()), results)


def _grid_value(row: ResultRow, result: Result, here: Setting) -> str:
    if result.spec.kind == "count" and result.spec.unit.zh == "元":
        return words.number(row.value, 2, row.qualifier, here.lang, scale=10_000)
    return words.number(row.value, result.spec.declared.decimals, row.qualifier, here.lang)


def _head(result: Result, here: Setting) -> str:
    unit = result.spec.unit["zh"] if here.lang == "zh" else ""
    if result.spec.unit["zh"] == "元":
        unit = "万元" if here.lang == "zh" else "10,000 yuan"
    elif result.spec.kind != "count":
        unit = result.spec.unit[here.lang]
    title = result.spec.title[here.lang]
    return f"{title}（{unit}）" if here.lang == "zh" else f"{title} ({unit})" if unit else title


def _footnote(row: ResultRow, result: Result, notes: dict[str, str], here: Setting) -> str:
    colon = "：" if here.lang == "zh" else ": "
    text = f"{result.spec.title[here.lang]}{colon}{sentences.basis_text(row, here.names, here.lang)}"
    return notes.setdefault(text, MARKS[len(notes) % len(MARKS)])


def coverage(domains: Iterable[str], selection: Selection, here: Setting) -> Coverage:
    """Return the months covered by published figures of some domains, districts in administrative order."""
    domains = tuple(domains)
    found = here.database.query(
        "coverage", domains=list(domains), districts=list(selection.districts), years=list(selection.years)
    )
    bars = tuple(Bar(r["district"], r["domain"], r["period_start"], r["period_end"]) for r in found)
    districts = tuple(dict.fromkeys(r["district"] for r in sorted(found, key=lambda r: r["district_order"])))
    titles = tuple((d, here.config.domain(d).title[here.lang]) for d in domains)
    parts = words.enumeration(
        (
            words.say(
                "sentence", "coverage_part", here.lang, domain=t, n=len({b.district for b in bars if b.domain == d})
            )
            for d, t in titles
        ),
        here.lang,
    ).replace("、", "，")
    return Coverage(words.say("sentence", "coverage", here.lang, parts=parts), titles, districts, bars)


def citations(rows: Iterable[ResultRow], here: Setting) -> dict[tuple[str, int], dict]:
    """Return the citations of rows by (kind, id): figure ids and denominator lines."""
    rows = tuple(rows)
    figures = sorted({i for r in rows for i in r.figures})
    lines = sorted({i for r in rows for i in r.denominator_lines})
    found = here.database.query("citations", figures=figures, denominators=lines)
    return {(r["kind"], r["id"]): r for r in found}


def cited_keys(row: ResultRow) -> list[tuple[str, int]]:
    """Return the keys of a row's citations, numerator first."""
    return [("figure", i) for i in row.figures] + [("denominator", i) for i in row.denominator_lines]


def source_line(cited: dict[tuple[str, int], dict], here: Setting) -> str:
    """Return the source line under a figure: the documents, or the first and how many more."""
    documents = list({c["source"]: c for c in cited.values()}.values())
    if not documents:
        return ""
    if len(documents) > SOURCES_NAMED:
        items = here.say("source_many", first=_document(documents[0], here), n=len(documents))
    else:
        items = words.sentence_list((_document(d, here) for d in documents), here.lang)
    return here.say("source_line", items=items)


def document(cited: dict, here: Setting) -> str:
    """Return publisher, title and date of a citation."""
    date_text = words.day(cited["published_on"], here.lang)
    return here.say("source_item", publisher=cited["publisher"] or "", title=cited["title"], date=date_text)


def _document(cited: dict, here: Setting) -> str:
    copied = cited["verification"] in ("copy", "secondary")
    return document(cited, here) + (here.say("read_from_copy") if copied else "")


def comparison_table(view: Comparison, here: Setting) -> Table:
    """Return the table twin of a comparison: every value with period, parts, basis, body, standing and source."""
    result = view.result
    cited = citations(result.rows, here)
    inside = set(result.judgement.drawn.members) if result.judgement.drawn else set()
    columns = tuple(here.say(k) for k in TABLE_COLUMNS)
    apart = {id(r): why for r, why in result.against_drawn()}
    rows = [
        (
            here.name(r.district), sentences.period_text(r, here.lang), whole(r.value), result.spec.unit[here.lang],
            whole(r.numerator), whole(r.denominator), sentences.basis_text(r, here.names, here.lang),
            words.say("counted_by", r.counted_by, here.lang),
            here.say("in_chart") if i in inside else sentences.reasons_text(apart[id(r)], here.names, here.lang),
            sentences.reasons_text(r.caveats, here.names, here.lang, "caveat"),
            words.sentence_list(dict.fromkeys(cited[k]["title"] for k in cited_keys(r)), here.lang),
            words.sentence_list((cited[k]["as_written"] or "" for k in cited_keys(r)), here.lang),
        )
        for i, r in enumerate(result.rows)
    ]  # fmt: skip
    rows += [
        (here.name(b.district), *[None] * 7, sentences.reasons_text(b.reasons, here.names, here.lang), None, None, None)
        for b in result.beside
    ]
    return Table(result.spec.title[here.lang], columns, tuple(rows), notes(result, view, here))


def notes(result: Result, view: Comparison, here: Setting) -> tuple[tuple[str, str], ...]:
    """Return what every file says of itself: finding, verdict, selection, data version."""
    districts = words.enumeration((here.name(d) for d in result.selection.districts), here.lang)
    return (
        (here.say("indicator"), view.title),
        (here.say("verdict"), words.say("verdict", result.judgement.verdict.verdict, here.lang)),
        (here.say("why"), view.reasons),
        (here.say("exported"), words.sentence_list((districts, here.say(result.mode)), here.lang)),
        (here.say("data_version"), result.version),
    )


def citation_table(rows: Iterable[ResultRow], here: Setting) -> Table:
    """Return the citations of rows as a table: one line for each cited figure."""
    keys = (
        "name",
        "months",
        "value",
        "basis",
        "counted_by",
        "file_line",
        "measure",
        "as_written",
        "document",
        "publisher",
        "published_on",
        "heading",
        "verification",
        "link",
    )
    lines = tuple(_citation_line(c, here) for c in citations(rows, here).values())
    return Table(here.say("source"), tuple(here.say(k) for k in keys), lines)


def _citation_line(c: dict, here: Setting) -> tuple[Cell, ...]:
    counted_by = words.say("counted_by", c["counted_by"], here.lang) if c["counted_by"] else None
    return (
        here.name(c["district"]), words.period(c["period_start"], c["period_end"], here.lang), whole(c["value"]),
        c[f"basis_{here.lang}"], counted_by, f"{c['file']}:{c['line']}", c[f"measure_{here.lang}"], c["as_written"],
        c["title"], c["publisher"], c["published_on"], c["locator"],
        words.say("verification", c["verification"], here.lang), c["url"],
    )  # fmt: skip
