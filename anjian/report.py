"""What the command line prints: documents for JSON and tables for csv and the terminal."""

import unicodedata
from dataclasses import asdict

from anjian import words
from anjian.comparability import Reason
from anjian.exports.tables import Table, whole
from anjian.figures import audit as auditing
from anjian.figures import cited
from anjian.figures.setting import Setting
from anjian.indicators import Beside, Result, ResultRow
from anjian.judgements.audit import Part, Question, audit
from anjian.selection import Selection
from anjian.store import Database

FIGURE_COLUMNS = (
    "period_start", "period_end", "measure", "sector", "grade", "series", "basis", "value", "half_unit",
    "qualifier", "dates", "status", "source", "locator", "as_written", "note",
)  # fmt: skip
CITED = (
    "file", "line", "source", "title", "publisher", "published_on", "verification",
    "locator", "as_written", "measure", "sector", "series", "basis", "value", "qualifier",
)  # fmt: skip
AUDITED = (
    "kind", "district", "period_start", "period_end", "printed", "unit", "half_unit", "qualifier", "lower", "upper",
    "source", "title", "locator", "as_written", "source_note", "file", "line",
)  # fmt: skip


def figure_rows(
    database: Database, selection: Selection, measures: list[str], domains: list[str], latest: bool
) -> list[dict]:
    """Return the figures of a selection as dicts: the columns of contract 1, names, domain, file and line."""
    start, end = selection.period or (None, None)
    rows = database.query(
        "figures", ids=[], districts=list(selection.districts), domains=domains, measures=measures,
        years=list(selection.years), period_start=start, period_end=end, latest=latest,
    )  # fmt: skip
    return [{k: whole(v) for k, v in r.items()} for r in rows]


def table_of(rows: list[dict], title: str) -> Table:
    """Return dicts as a table; without rows its columns are those of contract 1."""
    columns = tuple(rows[0]) if rows else ("district", "district_name", "domain", *FIGURE_COLUMNS)
    return Table(title, columns, tuple(tuple(r[c] for c in columns) for r in rows))


def indicator_document(result: Result, here: Setting) -> dict:
    """Return a result as the JSON document of the command line, values unrounded."""
    names, lang = here.names, here.lang
    rows = result.rows + tuple(b.row for b in result.beside if b.row)
    citations = cited.citations((k for r in rows for k in cited.cited_keys(r)), here)
    verdict = result.judgement.verdict
    return {
        "indicator": result.spec.id,
        "title": result.spec.title[lang],
        "unit": result.spec.unit[lang],
        "marks": [text for _, text in here.marked()],
        "mode": result.mode,
        "verdict": verdict.verdict if result.rows else "not_comparable",
        "reasons": [_reason(r, names, lang) for r in verdict.reasons]
        if result.rows
        else _why_empty(result, names, lang),
        "notes": [_reason(r, names, lang) for r in verdict.notes],
        "classes": [_class(result, n, names, lang) for n in range(len(result.judgement.classes))],
        "rows": [_row(r, citations, names, lang) for r in result.rows],
        "beside": [_beside(b, citations, names, lang) for b in result.beside],
        "districts_without_figures": result.unpublished,
        "data_version": result.version,
    }


def _why_empty(result: Result, names: words.Names, lang: str) -> list[dict]:
    found = dict.fromkeys(r for b in result.beside for r in b.reasons)
    return [_reason(r, names, lang) for r in found]


def _reason(reason: Reason, names: words.Names, lang: str, section: str = "reason") -> dict:
    return {"code": reason.code, "text": words.reason(reason.code, reason.params, lang, names, section)}


def _class(result: Result, n: int, names: words.Names, lang: str) -> dict:
    one = result.judgement.classes[n]
    return {
        "drawn": n == 0,
        "verdict": one.verdict.verdict,
        "reasons": [_reason(r, names, lang) for r in one.verdict.reasons],
        "districts": list(dict.fromkeys(result.rows[i].district for i in one.members)),
        "rows": list(one.members),
    }


def _row(row: ResultRow, citations: dict, names: words.Names, lang: str) -> dict:
    keys = cited.cited_keys(row)
    return {
        "district": row.district,
        "district_name": names.of("district", row.district, "zh"),
        "period_start": row.period_start,
        "period_end": row.period_end,
        "value": whole(row.value),
        "qualifier": row.qualifier,
        "numerator": whole(row.numerator),
        "denominator": whole(row.denominator),
        "citations": [{c: whole(citations[k][c]) for c in CITED} for k in keys],
        "caveats": [_reason(c, names, lang, "caveat") for c in row.caveats],
        "dates": row.dates,
        "status": row.status,
        "series": row.series,
        "counted_by": row.counted_by,
        "scope": row.scope,
        "bases": [{"measure": measure, "basis": basis} for measure, basis in row.bases],
    }


def _beside(beside: Beside, citations: dict, names: words.Names, lang: str) -> dict:
    return {
        "district": beside.district,
        "district_name": names.of("district", beside.district, "zh"),
        "reasons": [_reason(r, names, lang) for r in beside.reasons],
        "row": _row(beside.row, citations, names, lang) if beside.row else None,
    }


def indicator_table(document: dict, result: Result, lang: str) -> Table:
    """Return an indicator document as a table: rows, then the districts beside them, verdict and reasons under it."""
    columns = ("district", "district_name", "period_start", "period_end", "value", "qualifier",
               "numerator", "denominator", "class", "sources", "caveats", "reasons")  # fmt: skip
    home = {i: n + 1 for n, c in enumerate(result.judgement.classes) for i in c.members}
    rows = [
        (*(r[c] for c in columns[:8]), home[i], "；".join(dict.fromkeys(c["title"] for c in r["citations"])),
         "；".join(c["text"] for c in r["caveats"]), None)
        for i, r in enumerate(document["rows"])
    ]  # fmt: skip
    rows += [
        (b["district"], b["district_name"], *[None] * 9, "；".join(r["text"] for r in b["reasons"]))
        for b in document["beside"]
    ]
    notes = (
        (document["title"], document["unit"]),
        (
            words.say("verdict", document["verdict"], lang),
            words.sentence_list((r["text"] for r in document["reasons"]), lang),
        ),
    )
    return Table(document["title"], columns, tuple(rows), notes)


def audit_document(here: Setting) -> list[dict]:
    """Return the audit of a data version as dicts, questions first, values unrounded."""
    return [_audited(q, here) for q in audit(here.database)]


def _audited(q: Question, here: Setting) -> dict:
    told = {k: whole(getattr(q, k)) for k in AUDITED}
    return {
        "result": "agrees" if q.agrees else "open",
        **{k: told[k] for k in AUDITED[:2]},
        "district_name": here.names.of("district", q.district, "zh"),
        **{k: told[k] for k in AUDITED[2:]},
        "arithmetic": auditing.arithmetic(q, here),
        "text": auditing.statement(q, here),
        "parts": [_part(p) for p in q.parts],
    }


def _part(p: Part) -> dict:
    return {k: whole(v) for k, v in asdict(p).items()}


def audit_table(document: list[dict], here: Setting) -> Table:
    """Return the audit as a table: a line for each question and agreement, the parts as the arithmetic."""
    columns = ("result", *AUDITED[:2], "district_name", *AUDITED[2:], "arithmetic", "text")
    rows = tuple(tuple(r[c] for c in columns) for r in document)
    return Table(auditing.title(audit(here.database), here), columns, rows)


def plain_text(table: Table) -> str:
    """Return a table for the terminal, columns aligned by the width of Chinese characters."""
    lines = [table.columns, *(tuple("" if c is None else str(whole(c)) for c in row) for row in table.rows)]
    widths = [max((_width(row[c]) for row in lines), default=0) for c in range(len(table.columns))]
    body = [
        "  ".join(cell + " " * (w - _width(cell)) for cell, w in zip(row, widths, strict=True)).rstrip()
        for row in lines
    ]
    return "\n".join([*body, *(f"{label}: {text}" for label, text in table.notes)])


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(ch) in "WF" else 1 for ch in text)
