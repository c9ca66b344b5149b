"""Which period a brief is written for where none is chosen, and which periods could be."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from anjian.store import Database

Period = tuple[date, date]
# A bulletin of two months with two numbers is newer than the half-year report, and no brief can be written of it.
FULL_ENOUGH = 0.5


@dataclass(frozen=True)
class Told:
    """What some districts published of a period; ``assumed``: its dates are not printed in any source."""

    period: Period
    months: float
    assumed: bool
    districts: int
    measures: int

    @property
    def weight(self) -> float:
        """Return months × measures told district-wide, as periods are weighed for a comparison (METHODS.md §2.6)."""
        return self.months * self.measures


def told(database: Database, districts: Iterable[str]) -> list[Told]:
    """Return the periods that some of the districts published, newest first."""
    wanted = set(districts)
    found = database.memo.once("periods", lambda: database.query("periods"))
    return [t for r in found if (t := _told(r, wanted)).districts]


def _told(row: dict, wanted: set[str]) -> Told:
    measures = [n for district, n in zip(row["districts"], row["measures"], strict=True) if district in wanted]
    period = row["period_start"], row["period_end"]
    return Told(period, row["months"] or 0, row["assumed"], len(measures), sum(measures))


def usual(database: Database, districts: Iterable[str], years: Iterable[int] = ()) -> Period | None:
    """Return the newest period that tells at least half as much as the one that tells most.

    One of the years where there is one; None where the districts published nothing.
    """
    every, wanted = told(database, districts), set(years)
    chosen = [t for t in every if t.period[1].year in wanted] or every
    printed = [t for t in chosen if not t.assumed] or chosen
    most = max((t.weight for t in printed), default=0)
    full = [t for t in printed if t.weight >= FULL_ENOUGH * most]
    return max(full, key=lambda t: (t.period[1], t.weight)).period if full else None


def newest(database: Database, districts: Iterable[str]) -> Period | None:
    """Return the period that ends last, the longest of several; None where the districts published nothing."""
    return next((t.period for t in told(database, districts)), None)
