"""Figures that are no totals, by industry or of other bodies and campaigns; and what is not published."""

from anjian import indicators, words
from anjian.figures.listing import Listing, of_figures
from anjian.figures.setting import Asked, Setting

MOST = 12


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
        "parts", part=part, domains=domains, districts=list(asked.selection.districts),
        years=list(asked.selection.years), period_start=start, period_end=end,
    )  # fmt: skip
    districts = len({r["district"] for r in found})
    apart = len({(r["district"], r[part.rstrip("s") if part == "sectors" else "series"]) for r in found})
    key = part if found else f"{part}_none"
    title = words.say("sentence", key, here.lang, n=len(found), districts=districts, apart=apart)
    return of_figures(
        title, found, here, most=MOST, lede=here.say(f"{part}_lede"), missing=here.say(f"{part}_missing"), stacks=True
    )


def unpublished(asked: Asked, here: Setting) -> Listing:
    """Return, for each indicator of a domain, which of the chosen districts published no total of it, and why."""
    known = indicators.catalogue(here.database, here.config)
    names = [n for n in here.config.domain(asked.domain).indicators or asked.indicators if n in known]
    results = indicators.compute_all(
        here.database, here.config, names, asked.selection.with_(mode="latest", period=None)
    )
    rows = []
    for result in results.values():
        reasons: dict[str, list[str]] = {}
        for b in result.beside:
            text = words.sentence_list(
                (words.reason(r.code, r.params, here.lang, here.names) for r in b.reasons), here.lang
            )
            reasons.setdefault(text, []).append(here.name(b.district))
        have = len({r.district for r in result.rows})
        title = f"**{result.spec.title[here.lang]}**"
        for n, (why, who) in enumerate(reasons.items()):
            rows.append((title if n == 0 else "", str(have) if n == 0 else "", words.some(who, here.lang), why))
        if not reasons:
            rows.append((title, str(have), words.MISSING, here.say("all_have")))
    missing = sum(bool(r.beside) for r in results.values())
    title = words.say("sentence", "unpublished" if missing else "all_published", here.lang, n=len(results), m=missing)
    columns = (here.say("indicator"), here.say("published_by"), here.say("not_published_by"), here.say("why"))
    return Listing(title, columns, tuple(rows), lede=here.say("unpublished_lede"))
