"""Where numbers come from: the citations of a number, the source line, the table of citations."""

from collections.abc import Iterable
from dataclasses import dataclass

from anjian import sentences, words
from anjian.exports.tables import Cell, Table, whole
from anjian.figures.setting import Setting
from anjian.indicators import Result, ResultRow, Spec

SOURCES_NAMED = 2
KEYS_KEPT = 50_000
CITED = ("figure", "denominator", "target", "event")
QUERIES = {"rate": "indicator_rate", "ratio": "indicator_ratio", "share": "indicator_ratio"}
CITATION_COLUMNS = (
    "name", "months", "value", "unit", "basis", "counted_by", "file_line", "measure", "sector", "grade", "as_written",
    "document", "publisher", "published_on", "heading", "verification", "link",
)  # fmt: skip
Key = tuple[str, int]


@dataclass(frozen=True)
class Number:
    """One number a reader may ask about: what it is called, its caveats, what it was made of and by which query."""

    label: str
    caveats: tuple[str, ...]
    keys: tuple[Key, ...]
    query: str


def number(row: ResultRow, spec: Spec, here: Setting) -> Number:
    """Return a row of a result as a number a reader may ask about."""
    value = sentences.value_text(row, spec, here.lang)
    label = words.clauses(
        (here.name(row.district), spec.title[here.lang], sentences.period_text(row, here.lang), value), here.lang
    )
    caveats = tuple(words.reason(c.code, c.params, here.lang, here.names, "caveat") for c in row.caveats)
    return Number(label, caveats, tuple(cited_keys(row)), QUERIES.get(spec.kind, "indicator_count"))


def numbers(result: Result, here: Setting) -> tuple[Number, ...]:
    """Return every row of a result as a number."""
    return tuple(number(r, result.spec, here) for r in result.rows)


def published(row: dict, here: Setting, query: str = "figures") -> Number:
    """Return one published figure (a row of figures.sql or of its kin) as a number."""
    parts = (here.name(row["district"]), row[f"measure_{here.lang}"], figure_period(row, here), figure_text(row, here))
    return Number(words.clauses(parts, here.lang), (), (("figure", row["id"]),), query)


def figure_text(row: dict, here: Setting) -> str:
    """Return the value of one published figure with its unit, or why it has none."""
    if row["value"] is None:
        return words.say("status", row["status"], here.lang)
    return words.amount(row["value"], row["unit"], row["qualifier"], here.lang)


def figure_period(row: dict, here: Setting) -> str:
    """Return the months of one published figure, marked where its dates are assumed."""
    mark = here.say("assumed_mark") if row.get("dates") == "assumed" else ""
    return words.period(row["period_start"], row["period_end"], here.lang) + mark


def citations(keys: Iterable[Key], here: Setting) -> dict[Key, dict]:
    """Return the citations of figures (by id), denominators, targets and single accidents (by line), keyed as asked."""
    return {(r["kind"], r["id"]): r for r in here.database.query("citations", **_by_kind(keys))}


def _by_kind(keys: Iterable[Key]) -> dict[str, list[int]]:
    keys = tuple(keys)
    return {f"{kind}s": sorted({i for k, i in keys if k == kind}) for kind in CITED}


def cited_keys(row: ResultRow) -> list[Key]:
    """Return the keys of a row's citations, numerator first."""
    return [("figure", i) for i in row.figures] + [("denominator", i) for i in row.denominator_lines]


def source_line(keys: Iterable[Key], here: Setting) -> str:
    """Return the source line under a figure: the documents, or the first and how many more."""
    named = documents_named(keys, here)
    if not named:
        return ""
    if is_cut(named):
        items = here.say("source_many", first=named[0], n=len(named))
    else:
        items = words.sentence_list(named, here.lang)
    return here.say("source_line", items=items)


def documents_named(keys: Iterable[Key], here: Setting) -> list[str]:
    """Return the documents that keys come from, each as a source line names it."""
    return [_document(d, here) for d in documents_cited(keys, here)]


def is_cut(documents: list[str]) -> bool:
    """Return whether a source line names only the first of the documents."""
    return len(documents) > SOURCES_NAMED


def documents_cited(keys: Iterable[Key], here: Setting) -> list[dict]:
    """Return the documents that keys come from: those of figures first, in the order of the data.

    Where a key comes from is asked once a data version: the pages cite the same figures again and again.
    """
    kept, wanted = here.database.memo.once("documents_cited", dict), {k for k in keys if k[0] in CITED}
    found = {k: kept.get(k) for k in sorted(wanted, key=lambda k: (CITED.index(k[0]), k[1]))}
    missing = [k for k, document in found.items() if document is None]
    asked = here.database.query("documents_cited", **_by_kind(missing)) if missing else ()
    new = {(r["kind"], r["id"]): r for r in asked}
    if len(kept) + len(new) <= KEYS_KEPT:
        kept.update(new)
    cited = [d for d in (found | new).values() if d]
    return list({d["source"]: d for d in cited}.values())


def sources(here: Setting) -> list[dict]:
    """Return every document of the data version, newest first."""
    return here.database.memo.once("sources", lambda: here.database.query("sources"))


def document(cited: dict, here: Setting) -> str:
    """Return publisher, title and date of a citation."""
    date_text = words.day(cited["published_on"], here.lang)
    key = "source_item" if cited["publisher"] else "source_item_unsigned"
    return here.say(key, publisher=cited["publisher"], title=cited["title"], date=date_text)


def _document(cited: dict, here: Setting) -> str:
    copied = cited["verification"] in ("copy", "secondary")
    return document(cited, here) + (here.say("read_from_copy") if copied else "")


def citation_table(keys: Iterable[Key], here: Setting) -> Table:
    """Return citations as a table: one line for each cited figure."""
    lines = tuple(_citation_line(c, here) for c in citations(keys, here).values())
    return Table(here.say("source"), tuple(here.say(k) for k in CITATION_COLUMNS), lines)


def _citation_line(c: dict, here: Setting) -> tuple[Cell, ...]:
    counted_by = words.say("counted_by", c["counted_by"], here.lang) if c["counted_by"] else None
    return (
        here.name(c["district"]), words.period(c["period_start"], c["period_end"], here.lang), whole(c["value"]),
        words.unit(c["unit"] or "", here.lang), c[f"basis_{here.lang}"], counted_by, f"{c['file']}:{c['line']}",
        c[f"measure_{here.lang}"], c[f"sector_{here.lang}"], words.say("grade", c["grade"], here.lang), c["as_written"],
        c["title"], c["publisher"], c["published_on"], c["locator"],
        words.say("verification", c["verification"], here.lang), c["url"],
    )  # fmt: skip
