"""Which months each district has published figures for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from anjian import words
from anjian.figures.listing import Listing
from anjian.figures.setting import Setting
from anjian.selection import Selection
from anjian.store import Database

MOST_DRAWN = 100  # rows of the chart


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

    @property
    def span(self) -> tuple[int, int]:
        """Return the first and the last year that a bar reaches; needs one."""
        return min(b.start.year for b in self.bars), max(b.end.year for b in self.bars)

    @property
    def drawn(self) -> "Coverage":
        """Return the part that a chart holds: the first districts in administrative order. The years hold all."""
        kept = self.districts[:MOST_DRAWN]
        return replace(self, districts=kept, bars=tuple(b for b in self.bars if b.district in set(kept)))

    def undrawn(self, here: Setting) -> str:
        """Return which districts the chart holds and how many it leaves out; "" where it holds all."""
        rest = len(self.districts) - MOST_DRAWN
        return here.say("covered_by_area", drawn=MOST_DRAWN, rest=rest) if rest > 0 else ""

    def years(self, here: Setting) -> Listing:
        """Return the years with a published figure, a row a district, a column a domain: the bars as text."""
        found: dict[tuple[str, str], set[int]] = {}
        for b in self.bars:
            found.setdefault((b.district, b.domain), set()).update(range(b.start.year, b.end.year + 1))
        rows = tuple(
            (f"**{here.name(d)}**", *(words.years(found.get((d, domain), ()), here.lang) for domain, _ in self.domains))
            for d in self.districts
        )
        title = words.say("sentence", "coverage_years", here.lang, n=len(rows))
        return Listing(title, (here.say("name"), *(t for _, t in self.domains)), rows, most=100)


def coverage(domains: Iterable[str], selection: Selection, here: Setting) -> Coverage:
    """Return the months covered by published figures of some domains, districts in administrative order."""
    domains = tuple(domains)
    chosen, years = set(selection.districts), set(selection.years)
    published = here.database.memo.once("coverage", lambda: _by_year(here.database))
    found = [
        bar for (district, domain, year), bars in published.items() for bar in bars
        if domain in domains and (not chosen or district in chosen) and (not years or year in years)
    ]  # fmt: skip
    bars = _merged(sorted(found, key=lambda b: b.start))
    districts = tuple(dict.fromkeys(b.district for b in found))
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


def _by_year(database: Database) -> dict[tuple[str, str, int], tuple[Bar, ...]]:
    """Return the merged bars by district, domain and year of their end, districts in administrative order."""
    kept: dict[tuple[str, str, int], list[Bar]] = {}
    for r in database.query("coverage"):
        bar = Bar(r["district"], r["domain"], r["period_start"], r["period_end"])
        kept.setdefault((bar.district, bar.domain, bar.end.year), []).append(bar)
    return {key: _merged(bars) for key, bars in kept.items()}


def _merged(bars: Iterable[Bar]) -> tuple[Bar, ...]:
    """Return bars of one district and domain that touch or overlap as one: a year of months is one bar."""
    spans: dict[tuple[str, str], list[list[date]]] = {}
    for bar in bars:
        kept = spans.setdefault((bar.district, bar.domain), [])
        if kept and bar.start <= kept[-1][1] + timedelta(days=1):
            kept[-1][1] = max(kept[-1][1], bar.end)
        else:
            kept.append([bar.start, bar.end])
    return tuple(Bar(*key, *span) for key, kept in spans.items() for span in kept)
