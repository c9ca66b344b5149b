"""What the reader chose: districts, years, period, mode, language; to and from a URL."""

import calendar
import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

MODES = ("same", "latest")
LANGUAGES = ("zh", "en")
_MONTHS = re.compile(r"(\d{4})-(\d{2})\.\.(\d{4})-(\d{2})")
_DAYS = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


@dataclass(frozen=True)
class Selection:
    """A frozen choice. No districts means all, no years means any, no mode means the domain's own."""

    districts: tuple[str, ...] = ()
    years: tuple[int, ...] = ()
    period: tuple[date, date] | None = None
    mode: str | None = None
    lang: str = "zh"

    def to_query(self) -> dict[str, str]:
        """Return every parameter of the URL (d, y, p, mode, lang); lists are comma separated."""
        return {
            "d": ",".join(self.districts),
            "y": ",".join(map(str, self.years)),
            "p": period_code(self.period) if self.period else "",
            "mode": self.mode or "",
            "lang": self.lang,
        }

    def with_(self, **changes) -> "Selection":
        """Return a copy with some fields changed."""
        return replace(self, **changes)


def parse_period(text: str) -> tuple[date, date]:
    """Return the inclusive dates of ``2022-01..2022-06`` or ``2022-01-01..2022-12-13``.

    Raises ValueError, naming what was found and what is allowed.
    """
    text = text.strip()
    try:
        if found := _MONTHS.fullmatch(text):
            y1, m1, y2, m2 = map(int, found.groups())
            start, end = date(y1, m1, 1), date(y2, m2, calendar.monthrange(y2, m2)[1])
        elif found := _DAYS.fullmatch(text):
            start, end = (date.fromisoformat(part) for part in found.groups())
        else:
            raise ValueError
        if start > end:
            raise ValueError
    except (ValueError, IndexError) as error:
        raise ValueError(f"period: found {text!r}; allowed: 2022-01..2022-06 or 2022-01-01..2022-12-13") from error
    return start, end


def period_code(period: tuple[date, date]) -> str:
    """Return the period as the URL writes it: whole months as 2022-01..2022-06, else with days."""
    start, end = period
    if start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]:
        return f"{start:%Y-%m}..{end:%Y-%m}"
    return f"{start}..{end}"


def from_query(
    query: dict[str, str], districts: Iterable[str], years: Iterable[int]
) -> tuple[Selection, tuple[tuple[str, str], ...]]:
    """Return the selection of a URL, and the (parameter, value) pairs that were not understood."""
    ignored: list[tuple[str, str]] = []
    known, known_years = set(districts), {str(y) for y in years}

    def several(name: str, allowed: set[str]) -> tuple[str, ...]:
        parts = [p for p in re.split(r"[,，]", query.get(name, "")) if p]
        ignored.extend((name, p) for p in parts if p not in allowed)
        return tuple(dict.fromkeys(p for p in parts if p in allowed))

    def one(name: str, allowed: tuple[str, ...]) -> str | None:
        value = query.get(name, "")
        if value and value not in allowed:
            ignored.append((name, value))
        return value if value in allowed else None

    period = None
    if query.get("p"):
        try:
            period = parse_period(query["p"])
        except ValueError:
            ignored.append(("p", query["p"]))
    selection = Selection(
        districts=several("d", known),
        years=tuple(int(y) for y in several("y", known_years)),
        period=period,
        mode=one("mode", MODES),
        lang=one("lang", LANGUAGES) or "zh",
    )
    return selection, tuple(ignored)
