"""One district, everything: its totals by domain and year, its headline, and what cannot be computed."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from anjian import indicators, sentences, words
from anjian.figures.cited import Number, number
from anjian.figures.listing import Listing, counted_as, stacked
from anjian.figures.setting import Asked, Setting

YEARS_SHOWN = 3


@dataclass(frozen=True)
class Profile:
    """A district's totals: its headline, what is known of it in a line, and a listing a domain."""

    title: str
    lede: str
    domains: tuple[Listing, ...]


def build(asked: Asked, here: Setting) -> Profile:
    """Return the totals of the asked district, newest years first."""
    start, end = asked.selection.period or (None, None)
    found = here.database.query(
        "totals", district=asked.district, years=list(asked.selection.years), period_start=start, period_end=end
    )
    (area,) = [r for r in here.database.query("areas") if r["id"] == asked.district]
    domains = sorted({r["domain"] for r in found}, key=here.config.position)
    listings = tuple(_domain(d, [r for r in found if r["domain"] == d], here) for d in domains)
    return Profile(_headline(found, asked, here), _lede(area, here), listings)


def _lede(area: dict, here: Setting) -> str:
    found = here.database.query("documents", districts=[area["id"]])
    copies = sum(r["verification"] in ("copy", "secondary") for r in found)
    city = area["city"] if here.lang == "zh" else area["id"].split("_", maxsplit=1)[0].capitalize()
    return words.say(
        "sentence", "profile_lede", here.lang, city=city, kind=words.say("district_kind", area["kind"], here.lang),
        n=area["figures"], documents=len(found), copies=copies,
    )  # fmt: skip


def _headline(found: list[dict], asked: Asked, here: Setting) -> str:
    """Return the district and its latest figures of the asked indicators; a period holds all of them it was told."""
    name = here.name(asked.district)
    periods = _periods(found, asked.indicators)
    if not periods:
        return name
    several = _counted_differently(r for rows in periods.values() for r in rows)
    clauses = [
        words.say(
            "sentence", "profile_clause", here.lang, period=words.period(*p, here.lang),
            values=_values(rows, several, here),
        )
        for p, rows in periods.items()
    ]  # fmt: skip
    return words.say("sentence", "profile", here.lang, name=name, clauses=words.sentence_list(clauses, here.lang))


def _periods(found: list[dict], measures: tuple[str, ...]) -> dict[tuple, list[dict]]:
    """Return the newest period of each measure, newest first, and what every measure told of it, basis by basis."""
    rows = sorted((r for r in found if r["dates"] != "assumed"), key=lambda r: r["period_end"], reverse=True)
    newest: dict[str, tuple] = {}
    told: dict[tuple, dict[tuple, dict]] = {}
    for r in rows:
        period = r["period_start"], r["period_end"]
        newest.setdefault(r["measure"], period)
        told.setdefault(period, {}).setdefault((r["measure"], r["basis"]), r)
    periods = sorted({newest[m] for m in measures if m in newest}, key=lambda p: p[::-1], reverse=True)
    return {p: _by_basis([r for m in measures for (of, _), r in told[p].items() if of == m]) for p in periods}


def _by_basis(rows: list[dict]) -> list[dict]:
    """Return rows with those of one domain and basis together, each where the first of them stood."""
    first: dict[str, int] = {}
    for n, r in enumerate(rows):
        first.setdefault(r["domain"], n)
        first.setdefault(r["basis"], n)
    return sorted(rows, key=lambda r: (first[r["domain"]], first[r["basis"]]))


def _counted_differently(rows: Iterable[dict]) -> set[str]:
    """Return the domains in which the rows tell a measure on several bases."""
    bases: dict[tuple[str, str], set[str]] = {}
    for r in rows:
        bases.setdefault((r["domain"], r["measure"]), set()).add(r["basis"])
    return {domain for (domain, _), found in bases.items() if len(found) > 1}


def _values(rows: list[dict], several: set[str], here: Setting) -> str:
    """Return the values of a period; those of a domain that another period counts differently with their basis."""
    counted = groupby(rows, lambda r: (r["domain"] in several) and r["basis"])
    return words.clauses((_counted(list(group), basis, here) for basis, group in counted), here.lang)


def _counted(rows: list[dict], basis: str | bool, here: Setting) -> str:
    gap = "" if here.lang == "zh" else " "
    told = words.enumeration(
        (f"{here.names.short(r['measure'], here.lang)}{gap}{_amount(r, here)}" for r in rows), here.lang
    )
    if not basis:
        return told
    return words.say("sentence", "profile_counted", here.lang, values=told, basis=_short(basis, here))


def _short(basis: str, here: Setting) -> str:
    """Return the name of a basis without what it says in brackets: a title has no room, and the table below says it."""
    name = here.names.of("basis", basis, here.lang).split("（" if here.lang == "zh" else " (")[0]
    return words.inside(name, here.lang)


def _amount(r: dict, here: Setting) -> str:
    return words.amount(r["value"], r["unit"], r["qualifier"], here.lang)


def _domain(domain: str, found: list[dict], here: Setting) -> Listing:
    years = sorted({r["year"] for r in found}, reverse=True)[:YEARS_SHOWN]
    lines: dict[tuple, dict[int, dict]] = {}
    for r in found:
        if r["year"] in years:
            lines.setdefault((r["measure"], r["series"], r["basis"]), {})[r["year"]] = r
    columns = (here.say("measure"), *(here.say("year_head", year=y) for y in years))
    rows = tuple(
        (_what(next(iter(cells.values())), here), *(_cell(cells.get(y), here) for y in years))
        for cells in lines.values()
    )
    shown = [r for cells in lines.values() for r in cells.values()]
    return Listing(
        here.config.domain(domain).title[here.lang], columns, rows, numeric=True,
        numbers=tuple(_number(r, here) for r in shown),
    )  # fmt: skip


def _what(r: dict, here: Setting) -> str:
    who = [words.say("counted_by", r["counted_by"], here.lang)]
    return stacked(f"**{r[f'measure_{here.lang}']}**", words.clauses((*who, *counted_as(r, here)), here.lang))


def _cell(r: dict | None, here: Setting) -> str:
    if r is None:
        return words.MISSING
    months = words.period(r["period_start"], r["period_end"], here.lang)
    months += "" if r["dates"] != "assumed" else here.say("assumed_mark")
    return stacked(f"**{_amount(r, here)}**", months)


def _number(r: dict, here: Setting) -> Number:
    period = words.period(r["period_start"], r["period_end"], here.lang)
    label = words.clauses((here.name(r["district"]), r[f"measure_{here.lang}"], period, _amount(r, here)), here.lang)
    caveats = (words.say("caveat", "assumed_dates", here.lang),) if r["dates"] == "assumed" else ()
    return Number(label, caveats, tuple(("figure", i) for i in r["ids"]), "totals")


def refused(asked: Asked, here: Setting) -> Listing:
    """Return the ratios and rates that cannot be computed for the district, each with its reason."""
    chosen = asked.selection.with_(districts=(asked.district,), mode="latest")
    names = [n for n, s in indicators.catalogue(here.database, here.config).items() if s.kind != "count"]
    results = [indicators.compute(here.database, here.config, n, chosen) for n in names]
    without = [r for r in results if not r.rows]
    rows = dict.fromkeys(
        (f"**{r.spec.title[here.lang]}**", r.spec.declared.how[here.lang],
         sentences.reasons_text(b.reasons, here.names, here.lang))
        for r in without for b in r.beside
    )  # fmt: skip
    title = words.say("sentence", "refused", here.lang, name=here.name(asked.district), n=len(without), m=len(names))
    return Listing(
        title,
        tuple(here.say(k) for k in ("indicator", "how", "why")),
        tuple(rows),
        missing=here.say("all_computed"),
        stacks=True,
    )


def computed(asked: Asked, here: Setting) -> Listing:
    """Return the ratios and rates that can be computed for the district: value, months, what was divided by what."""
    chosen = asked.selection.with_(districts=(asked.district,), mode="latest")
    names = [n for n, s in indicators.catalogue(here.database, here.config).items() if s.kind != "count"]
    results = [indicators.compute(here.database, here.config, n, chosen) for n in names]
    found = [(r, row) for r in results for row in r.rows]
    rows = tuple(
        (
            stacked(f"**{r.spec.title[here.lang]}**", sentences.basis_text(row, here.names, here.lang)),
            stacked(f"**{sentences.value_text(row, r.spec, here.lang)}**", sentences.period_text(row, here.lang)),
        )
        for r, row in found
    )
    title = words.say("sentence", "computed", here.lang, n=sum(bool(r.rows) for r in results))
    columns = (here.say("indicator"), here.say("value"))
    return Listing(title, columns, rows, numeric=True, numbers=tuple(number(row, r.spec, here) for r, row in found))
