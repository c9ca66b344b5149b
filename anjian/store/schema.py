"""The contracts: which CSV files there are, their columns, and what a cell may hold."""

from dataclasses import dataclass

import pyarrow as pa

COUNTED_BY = (
    "bureau", "emergency_system", "all_departments", "all_bodies",
    "self_reported", "supervision", "statistics", "unstated",
)  # fmt: skip
SCOPES = ("total", "within", "overlaps", "separate")
GRADES = ("all", "fatal", "general", "larger", "major", "extraordinary", "larger_or_worse")
QUALIFIERS = ("exact", "at_least", "about", "at_most")
STATUSES = (
    "normal", "provisional", "revised", "derived",
    "direction_only", "missing", "not_applicable", "withheld",
)  # fmt: skip
AIMS = ("at_least", "at_most", "exactly", "increase", "decrease", "complete", "contain", "text")


@dataclass(frozen=True)
class Column:
    """One column: its kind (text, id, date, partial_date, number, integer), default and allowed words."""

    name: str
    kind: str = "text"
    default: str | None = None
    allowed: tuple[str, ...] = ()
    required: bool = True

    @property
    def optional(self) -> bool:
        """True where a file may leave the column out."""
        return self.default is not None


def _columns(*specs: Column | str) -> tuple[Column, ...]:
    return tuple(s if isinstance(s, Column) else Column(s, required=False) for s in specs)


def _id(name: str, required: bool = True) -> Column:
    return Column(name, "id", required=required)


def _period() -> tuple[Column, Column]:
    return Column("period_start", "date"), Column("period_end", "date")


def _maybe(name: str, kind: str) -> Column:
    return Column(name, kind, required=False)


def _word(name: str, allowed: tuple[str, ...], default: str | None = None) -> Column:
    return Column(name, "word", default, allowed)


_QUALIFIER = _word("qualifier", QUALIFIERS, "exact")
_GRADE = _word("grade", GRADES, "all")

FIGURES = (
    _id("district"),
    *_period(),
    _word("dates", ("printed", "assumed", "as_of"), "printed"),
    _id("measure"),
    _id("sector"),
    _GRADE,
    _id("series"),
    _id("basis"),
    _maybe("value", "number"),
    Column("half_unit", "number", "", required=False),
    _QUALIFIER,
    _word("status", STATUSES, "normal"),
    _id("source"),
    Column("locator", default="", required=False),
    Column("as_written"),
    Column("note", default="", required=False),
)

REGISTRIES: dict[str, tuple[Column, ...]] = {
    "sources": _columns(
        _id("id"), Column("title"), Column("publisher", required=False), _maybe("published_on", "partial_date"),
        _word("kind", ("summary", "plan", "bulletin", "annual_report", "statistics", "supplied", "demo")),
        _word("verification", ("official", "copy", "secondary", "supplied")),
        _word("visibility", ("public", "internal")), "url", "note",
    ),
    "districts": _columns(
        _id("id"), "code", Column("name_zh"), Column("name_en"), Column("city"), Column("province"),
        _word("level", ("city", "district")),
        _word("kind", ("district", "county_level_city", "county", "development_zone")),
        Column("order", "integer"), _maybe("valid_from", "date"), _maybe("valid_to", "date"),
    ),
    "measures": _columns(
        _id("id"), _id("domain"), Column("unit"), _word("kind", ("flow", "stock")),
        Column("zh"), Column("en"), "aliases",
    ),
    "sectors": _columns(_id("id"), Column("zh"), Column("en")),
    "bases": _columns(
        _id("id"), Column("zh"), Column("en"),
        Column("meaning_zh", default="", required=False), Column("meaning_en", default="", required=False),
    ),
    "series": _columns(
        _id("id"), _id("district", required=False), Column("name_zh"), Column("name_en"),
        _word("counted_by", COUNTED_BY), "campaign", _word("scope", SCOPES), _id("parent", required=False),
    ),
    "denominators": _columns(
        _id("district"), Column("date", "date"), _id("measure"), Column("value", "number"),
        _QUALIFIER, _id("source"), "note",
    ),
    "printed": _columns(
        _word("kind", ("ratio", "sum", "yoy", "share")), _id("source"), _id("district"), *_period(),
        Column("printed_value", "number"), Column("unit"), _maybe("half_unit", "number"), _QUALIFIER,
        Column("parts"), "locator", Column("as_written"),
    ),
    "accident_events": _columns(
        _id("id"), Column("date", "date"), _id("district"), _id("sector"), _maybe("deaths", "integer"),
        _maybe("serious_injuries", "integer"), _maybe("injuries", "integer"), _maybe("direct_loss", "number"),
        _word("grade", GRADES), _id("source"), "locator", Column("as_written"), "note",
    ),
    "targets": _columns(
        _id("district"), *_period(), Column("title_zh"), Column("title_en"), _id("measure", required=False),
        _id("sector"), _GRADE, _word("aim", AIMS), _maybe("value", "number"), "unit",
        _word("per", ("once", "day", "week", "quarter", "year", "unit")), _maybe("deadline", "date"),
        "deadline_as_written", _id("source"), "locator", Column("as_written"), "note",
    ),
}  # fmt: skip

SQL_TYPES = {"number": "double", "integer": "bigint", "date": "date"}
ARROW_TYPES = {"number": pa.float64(), "integer": pa.int64(), "date": pa.date32()}


def columns_of(table: str) -> tuple[Column, ...]:
    """Return the contract columns of a table; every table that is no registry is a domain of figures."""
    return REGISTRIES.get(table, FIGURES)
