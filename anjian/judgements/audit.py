"""The arithmetic audit (METHODS §7): what is printed against what its parts allow, told twice, or shrinking."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anjian.store import Database

PRINTED, TOLD_TWICE, SHRINKING = ("ratio", "share", "sum", "yoy"), "told_twice", "shrinking"
QUERIES = {**dict.fromkeys(PRINTED, "audit_printed"), TOLD_TWICE: "audit_told_twice", SHRINKING: "audit_shrinking"}
Key = tuple[str, int]


@dataclass(frozen=True)
class Part:
    """A published figure (or denominator) of the arithmetic, as its source tells it."""

    kind: str
    id: int
    measure: str
    period_start: date
    period_end: date
    value: float | None
    half_unit: float | None
    qualifier: str
    unit: str
    source: str
    title: str
    locator: str | None
    as_written: str | None
    file: str
    line: int

    @property
    def key(self) -> Key:
        return self.kind, self.id


@dataclass(frozen=True)
class Question:
    """A printed number and what the audit makes of it; where it ``agrees`` there is nothing to ask.

    ``lower`` and ``upper`` are what the parts allow, in the unit of ``printed``; None where that side is open.
    ``parts``: numerator and denominator; now and the year before; summands; all tellings, the current one first;
    the longer figure and the shorter one.
    """

    kind: str
    district: str
    district_order: int
    period_start: date
    period_end: date
    printed: float
    unit: str
    half_unit: float | None
    qualifier: str
    lower: float | None
    upper: float | None
    agrees: bool
    parts: tuple[Part, ...]
    source: str
    title: str
    publisher: str | None
    published_on: str | None
    source_note: str | None
    locator: str | None
    as_written: str | None
    file: str
    line: int

    @property
    def keys(self) -> tuple[Key, ...]:
        """Return the citations of the figures concerned."""
        return tuple(p.key for p in self.parts)


def audit(database: Database) -> tuple[Question, ...]:
    """Return what the audit of a data version finds: questions, then agreements, each in administrative order."""
    return database.memo.once("audit", lambda: _audited(database))


def _audited(database: Database) -> tuple[Question, ...]:
    rows = (r for query in dict.fromkeys(QUERIES.values()) for r in database.query(query))
    found = [Question(**r | {"parts": tuple(Part(**p) for p in r["parts"])}) for r in rows]
    return tuple(sorted(found, key=lambda q: (q.agrees, q.district_order)))


def open_questions(database: Database) -> tuple[Question, ...]:
    """Return what only the publishers can answer."""
    return tuple(q for q in audit(database) if not q.agrees)


def questions_of(database: Database, keys: Iterable[Key]) -> tuple[Question, ...]:
    """Return the open questions that concern one of the cited figures."""
    asked = set(keys)
    return tuple(q for q in open_questions(database) if asked.intersection(q.keys))
