"""A comparison by the gate's classes: what is drawn, and what is listed beside it with its reason."""

from collections.abc import Iterable
from dataclasses import dataclass

from anjian import indicators, sentences, words
from anjian.chance import Judged, Standing
from anjian.comparability import Reason, Verdict
from anjian.exports.tables import Cell, Table, whole
from anjian.figures import standing
from anjian.figures.cited import citations, cited_keys
from anjian.figures.listing import Listing
from anjian.figures.setting import Setting
from anjian.indicators import Beside, Result, ResultRow

LONGEST_BASIS = 20
MOST_DRAWN, MOST_PRINTED = 100, 100  # marks of a chart, rows of a page's table before it is asked for all
MOST_NAMED = 100  # districts without a value, below the table
PRINTED_COLUMNS = ("name", "months", "value", "basis", "counted_by", "standing")
TABLE_COLUMNS = (
    "name", "months", "value", "unit", "numerator", "denominator", "basis", "counted_by", "standing", "caveats",
    "document", "as_written",
)  # fmt: skip


@dataclass(frozen=True)
class Mark:
    """One drawn value: its name, what stands under the name, the value and its text."""

    name: str
    under: tuple[str, ...]
    value: float
    text: str
    row: ResultRow
    standing: Standing | None = None


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
    """A comparison by the gate's classes: the drawn class, and everything that may not stand in it.

    ``marks`` are the whole class in the order chosen, ``undrawn`` says how many of them the chart leaves out.
    """

    result: Result
    title: str
    lede: str
    verdict: Verdict
    reasons: str
    notes: str
    marks: tuple[Mark, ...]
    refused: tuple[Refused, ...]
    judged: Judged | None = None
    undrawn: str = ""

    @property
    def drawn(self) -> tuple[Mark, ...]:
        """Return the marks that the chart holds: the first in the order chosen. The tables hold all."""
        return self.marks[:MOST_DRAWN]


def comparison(result: Result, here: Setting, by_value: bool = True, judged: Judged | None = None) -> Comparison:
    """Return the comparison of a result: what is drawn, and what is listed beside it with its reason.

    ``judged``, the same class judged by a benchmark, adds limits and standings.
    """
    standings = {id(s.row): s for s in judged.rows} if judged else {}
    drawn = result.judgement.drawn
    verdict = drawn.verdict if drawn else Verdict("not_comparable")
    rows = result.by_value(result.drawn) if by_value else result.drawn
    declared = result.spec.declared
    counted = result.spec.unit["zh"] if here.lang == "zh" else words.inside(result.spec.title["en"], "en")
    lede = here.say("count_line", unit=counted)
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
        marks=_marks(rows, result, here, standings),
        refused=_refused(result, here),
        judged=judged,
        undrawn=_undrawn(len(rows), by_value, here),
    )


def _undrawn(marks: int, by_value: bool, here: Setting) -> str:
    """Return which of the class the chart holds and how many it leaves to the tables; "" where it holds all."""
    if marks <= MOST_DRAWN:
        return ""
    return here.say("drawn_by_value" if by_value else "drawn_by_area", drawn=MOST_DRAWN, rest=marks - MOST_DRAWN)


def _marks(
    rows: Iterable[ResultRow], result: Result, here: Setting, standings: dict[int, Standing]
) -> tuple[Mark, ...]:
    several = len({r.bases for r in result.drawn}) > 1
    return tuple(_mark(r, result, here, standings.get(id(r)), several) for r in rows)


def _mark(row: ResultRow, result: Result, here: Setting, found: Standing | None, several: bool) -> Mark:
    under = [] if result.period else [sentences.period_text(row, here.lang)]
    if several:
        under += _lines(sentences.basis_text(row, here.names, here.lang))
    if found and found.code and found.code != "within":
        under.append(standing.code_text(found, here))
    text = sentences.number_text(row, result.spec, here.lang)
    return Mark(here.name(row.district), tuple(under), row.value, text, row, found)


def _lines(basis: str) -> list[str]:
    """Return a long basis on two lines, parted at the ÷, so that a phone can hold it."""
    if len(basis) <= LONGEST_BASIS or "÷" not in basis:
        return [basis]
    numerator, denominator = basis.split("÷", 1)
    return [f"{numerator}÷", denominator.strip()]


def _refused(result: Result, here: Setting) -> tuple[Refused, ...]:
    apart = [
        Refused(
            here.name(r.district), sentences.value_text(r, result.spec, here.lang), sentences.period_text(r, here.lang),
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
        unit = indicators.find(result.spec.numerator, here.database, here.config).unit["zh"]
        return here.say("count_only", value=words.amount(row.value, unit, row.qualifier, here.lang))
    return sentences.value_text(row, result.spec, here.lang)


def comparison_table(view: Comparison, here: Setting) -> Table:
    """Return the table twin of a comparison: every value with period, parts, basis, body, standing and source."""
    result = view.result
    cited = citations((k for r in result.rows for k in cited_keys(r)), here)
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
    rows += [_beside_line(b, result, here) for b in result.beside]
    return Table(result.spec.title[here.lang], columns, tuple(rows), notes(result, view, here))


def _beside_line(b: Beside, result: Result, here: Setting) -> tuple[Cell, ...]:
    """Return what a district beside the chart did publish, and why it stands there."""
    why = sentences.reasons_text(b.reasons, here.names, here.lang)
    if b.row is None:
        return (here.name(b.district), *[None] * 7, why, None, None, None)
    value = None if b.reasons[0].code == "too_few_events" else whole(b.row.value)  # its count is no rate
    return (
        here.name(b.district), sentences.period_text(b.row, here.lang), value, result.spec.unit[here.lang],
        whole(b.row.numerator), whole(b.row.denominator), sentences.basis_text(b.row, here.names, here.lang),
        words.say("counted_by", b.row.counted_by, here.lang), why, None, None, None,
    )  # fmt: skip


def printed(view: Comparison, here: Setting) -> Listing:
    """Return the comparison as text, for reading aloud and for print: values as the chart writes them."""
    result = view.result
    apart = {id(r): why for r, why in result.against_drawn()}
    rows = [
        _printed_line(r, here.say("in_chart") if id(r) not in apart else _why(apart[id(r)], here), result, here)
        for r in result.rows
    ]
    rows += [_beside_printed(b, result, here) for b in result.beside if b.row]
    notes = tuple(_unpublished(result.beside, here))
    if not rows:
        rows, notes = [_beside_printed(b, result, here) for b in result.beside], ()
    title = words.say("sentence", "comparison_table", here.lang, title=result.spec.title[here.lang], n=len(rows))
    columns = tuple(here.say(k) for k in PRINTED_COLUMNS)
    return Listing(title, columns, tuple(rows), notes=notes, most=MOST_PRINTED, stacks=True)


def _beside_printed(b: Beside, result: Result, here: Setting) -> tuple[str, ...]:
    why = _why(b.reasons, here)
    if b.row is None:
        return (here.name(b.district), *[words.MISSING] * 4, why)
    return _printed_line(b.row, why, result, here, _published(b.row, b.reasons[0].code, result, here))


def _unpublished(beside: Iterable[Beside], here: Setting) -> Iterable[str]:
    """Yield for each reason which districts have no value at all: a row of dashes each would say no more."""
    together: dict[str, list[str]] = {}
    for b in beside:
        if b.row is None:
            together.setdefault(_why(b.reasons, here), []).append(here.name(b.district))
    for why, names in together.items():
        named = words.some(names, here.lang, MOST_NAMED)
        yield words.say("sentence", "without_value", here.lang, why=why, names=named, n=len(names))


def _why(reasons: Iterable[Reason], here: Setting) -> str:
    return sentences.reasons_text(reasons, here.names, here.lang)


def _printed_line(row: ResultRow, why: str, result: Result, here: Setting, value: str = "") -> tuple[str, ...]:
    return (
        here.name(row.district), sentences.period_text(row, here.lang),
        value or sentences.value_text(row, result.spec, here.lang), sentences.basis_text(row, here.names, here.lang),
        words.say("counted_by", row.counted_by, here.lang), why,
    )  # fmt: skip


def notes(result: Result, view: Comparison, here: Setting) -> tuple[tuple[str, str], ...]:
    """Return what every file says of itself: finding, verdict, selection, data version."""
    districts = words.enumeration((here.name(d) for d in result.selection.districts), here.lang)
    return (
        (here.say("indicator"), view.title),
        (here.say("verdict"), words.say("verdict", result.judgement.verdict.verdict, here.lang)),
        (here.say("why"), view.reasons),
        *([(here.say("caveats"), view.notes)] if view.notes else ()),
        (here.say("exported"), words.sentence_list((districts, here.say(result.mode)), here.lang)),
        *here.stamp(),
    )
