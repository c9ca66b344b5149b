"""What stands beside a domain's grid: other totals, figures by industry, of other bodies; what is not published."""

from anjian import indicators, words
from anjian.figures.listing import Listing, of_figures
from anjian.figures.setting import Asked, Setting
from anjian.indicators import Result

MOST = 12
# What parts a listing's rows, told in its title: the measures, the industries or the series of each district.
APART = {"others": "measure", "sectors": "sector", "series": "series"}


def others(asked: Asked, here: Setting) -> Listing | None:
    """Return the newest totals of the measures that a domain's grid does not show; None where there are none."""
    listing = _parts("others", asked, here)
    return listing if listing.rows else None


def sectors(asked: Asked, here: Setting) -> Listing:
    """Return the newest figures by industry and grade of a domain."""
    return _parts("sectors", asked, here)


def series(asked: Asked, here: Setting) -> Listing:
    """Return the newest figures of campaigns and other bodies of a domain, kept apart from the totals."""
    return _parts("series", asked, here)


def _parts(part: str, asked: Asked, here: Setting) -> Listing:
    start, end = asked.selection.period or (None, None)
    domains = [asked.domain] if asked.domain else list(here.config.domains)
    found = here.database.query(
        "parts", part=part, domains=domains, shown=_measures_shown(asked, here),
        districts=list(asked.selection.districts), years=list(asked.selection.years),
        period_start=start, period_end=end,
    )  # fmt: skip
    districts = len({r["district"] for r in found})
    apart = len({(r["district"], r[APART[part]]) for r in found})
    key = part if found else f"{part}_none"
    title = words.say("sentence", key, here.lang, n=len(found), districts=districts, apart=apart)
    return of_figures(
        title, found, here, most=MOST, lede=here.say(f"{part}_lede"), missing=here.say(f"{part}_missing"), stacks=True
    )


def _measures_shown(asked: Asked, here: Setting) -> list[str]:
    """Return the measures that have a column in the domain's grid."""
    known = indicators.catalogue(here.database, here.config)
    named = here.config.domain(asked.domain).indicators if asked.domain else ()
    return [known[n].numerator for n in named if n in known and known[n].kind == "count"]


def unpublished(asked: Asked, here: Setting) -> Listing:
    """Return, for each indicator of a domain, which of the chosen districts published no total of it, and why."""
    known = indicators.catalogue(here.database, here.config)
    names = [n for n in here.config.domain(asked.domain).indicators or asked.indicators if n in known]
    results = indicators.compute_all(
        here.database, here.config, names, asked.selection.with_(mode="latest", period=None)
    )
    without = [(r, _without(r, here)) for r in results.values()]
    rows = [row for r, reasons in without for row in _of_indicator(r, reasons, here)]
    missing = sum(bool(reasons) for _, reasons in without)
    title = words.say("sentence", "unpublished" if missing else "all_published", here.lang, n=len(results), m=missing)
    columns = (here.say("indicator"), here.say("published_by"), here.say("not_published_by"), here.say("why"))
    return Listing(title, columns, tuple(rows), lede=here.say("unpublished_lede"))


def _without(result: Result, here: Setting) -> dict[str, list[str]]:
    """Return the districts without any value of an indicator by the reason why."""
    have = {r.district for r in result.rows}
    reasons: dict[str, list[str]] = {}
    for b in result.beside:
        if b.district not in have:
            why = (words.reason(r.code, r.params, here.lang, here.names) for r in b.reasons)
            reasons.setdefault(words.sentence_list(why, here.lang), []).append(here.name(b.district))
    return reasons


def _of_indicator(result: Result, reasons: dict[str, list[str]], here: Setting) -> list[tuple[str, ...]]:
    """Return the rows of an indicator: one a reason, the first with its title and how many have a value."""
    head = f"**{result.spec.title[here.lang]}**", str(len({r.district for r in result.rows}))
    if not reasons:
        return [(*head, words.MISSING, here.say("all_have"))]
    heads = [head, *[("", "")] * (len(reasons) - 1)]
    return [(*h, words.some(who, here.lang), why) for h, (why, who) in zip(heads, reasons.items(), strict=True)]
