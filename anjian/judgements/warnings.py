"""How districts, cities and provinces stand to the rules of config.yaml (METHODS §6). Nothing is predicted."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anjian.config import Config, Rule
from anjian.selection import Selection
from anjian.store import Database

MET, NOT_MET, UNCLEAR = "met", "not_met", "unclear"
NO_EVENTS, NO_FIGURES, NOT_IN_FORCE = "no_events", "no_figures", "not_in_force"
STATES = (MET, UNCLEAR, NOT_MET, NO_EVENTS, NO_FIGURES, NOT_IN_FORCE)
QUERIES = {"events": "warnings", "figures": "warnings_figures"}
Key = tuple[str, int]


@dataclass(frozen=True)
class Event:
    """A single accident that counts; ``line`` is that of accident_events.csv, ``deaths`` None where not told."""

    id: str
    line: int
    date: date
    district: str
    deaths: int | None


@dataclass(frozen=True)
class Warning:
    """How one area stands to one rule between two days (inclusive); it stands there, nothing is predicted.

    ``area``: a district's id, or the Chinese name of a city or province, whose ``districts`` are those of the data.
    ``missing``: accidents, deaths or units of the figure still wanting, None where there is no figure.
    ``newest``: the last day that is known of at all; None where nothing is.
    """

    rule: Rule
    area: str
    districts: tuple[str, ...]
    state: str
    missing: float | None
    window_start: date
    window_end: date
    newest: date | None
    events: tuple[Event, ...] = ()
    accidents: int = 0
    deaths: int = 0
    deaths_unknown: int = 0
    districts_known: int = 0
    figure: dict | None = None

    @property
    def keys(self) -> tuple[Key, ...]:
        """Return the citations of the accidents or figures that count."""
        figures = tuple(("figure", i) for i in self.figure["ids"]) if self.figure else ()
        return tuple(("event", e.line) for e in self.events) + figures


def warnings(
    database: Database, config: Config, selection: Selection, as_of: date | None = None
) -> tuple[Warning, ...]:
    """Return how the areas of the chosen districts stand to each rule, rules in their order, areas in administrative.

    ``as_of`` is the last day looked at, by default the newest of each area's own data; never later than any data.
    """
    chosen = set(selection.districts)
    found = (w for rule in config.rules for w in _standing(database, rule, as_of))
    return tuple(w for w in found if not chosen or chosen.intersection(w.districts))


def _standing(database: Database, rule: Rule, as_of: date | None) -> tuple[Warning, ...]:
    """Return how every area stands to a rule, asked once a data version."""

    def ask() -> tuple[Warning, ...]:
        return tuple(_warning(rule, r) for r in database.query(QUERIES[rule.about], **_asked(rule, as_of)))

    return database.memo.once(("warnings", rule, as_of), ask)


def _asked(rule: Rule, as_of: date | None) -> dict:
    window = rule.window
    common = {
        "starts": rule.starts, "as_of": as_of,
        "unit": window.unit if window else None, "length": window.length if window else 0,
    }  # fmt: skip
    if rule.about == "figures":
        return common | {"measure": rule.measure, "grade": "all", "threshold": rule.threshold}
    return common | {"scope": rule.scope, "grade": rule.grade, "count": rule.count, "deaths": rule.deaths}


def _warning(rule: Rule, r: dict) -> Warning:
    told = {k: r[k] for k in ("area", "state", "missing", "window_start", "window_end", "newest")}
    told["districts"] = tuple(r["districts"])
    if rule.about == "figures":
        return Warning(rule, figure=r if r["ids"] else None, **told)
    counted = {k: r[k] for k in ("accidents", "deaths", "deaths_unknown", "districts_known")}
    return Warning(rule, events=tuple(Event(**e) for e in r["events"]), **told, **counted)


def in_state(found: Iterable[Warning], state: str) -> tuple[Warning, ...]:
    """Return the warnings of one state."""
    return tuple(w for w in found if w.state == state)
