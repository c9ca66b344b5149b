"""What is new since the last data version."""

from anjian import words
from anjian.figures.cited import sources
from anjian.figures.listing import Listing, what
from anjian.figures.setting import Asked, Setting

MOST = 12
KINDS = ("new", "changed", "gone")


def build(asked: Asked, here: Setting) -> Listing:
    """Return the figures that are new, changed or gone since the last good version of the data, grouped by document."""
    database = here.database
    if getattr(database, "previous", None) is None:
        return _first(here)
    found = database.query("news")
    counts = {kind: sum(r["kind"] == kind for r in found) for kind in KINDS}
    title = words.say("sentence", "news" if found else "news_none", here.lang, version=database.previous, **counts)
    columns = tuple(here.say(k) for k in ("news_kind", "name", "measure", "months", "before", "now"))
    notes = (here.say("more_rows", n=len(found) - MOST),) if len(found) > MOST else ()
    return Listing(
        title,
        columns,
        tuple(_line(r, here) for r in found[:MOST]),
        notes=notes,
        missing=here.say("news_missing"),
        stacks=True,
    )


def _line(r: dict, here: Setting) -> tuple[str, ...]:
    return (
        here.say(f"news_{r['kind']}"), here.name(r["district"]), what(r, here),
        words.period(r["period_start"], r["period_end"], here.lang), _told(r, "before", here), _told(r, "now", here),
    )  # fmt: skip


def _told(r: dict, when: str, here: Setting) -> str:
    """Return a value with its bound, or why there is none; a gap where there was no figure at all."""
    if r[f"status_{when}"] is None:
        return words.MISSING
    if r[f"value_{when}"] is None:
        return words.say("status", r[f"status_{when}"], here.lang)
    return words.counted(r[f"value_{when}"], "", r[f"qualifier_{when}"], here.lang)


def _first(here: Setting) -> Listing:
    """Return the newest documents, where there is no earlier version to compare with."""
    found = [r for r in sources(here) if r["published_on"]][:5]
    columns = tuple(here.say(k) for k in ("document", "publisher", "published_on", "figures_count"))
    rows = tuple(
        (r["title"], r["publisher"] or words.MISSING, words.day(r["published_on"], here.lang), f"{r['figures']:,}")
        for r in found
    )
    return Listing(
        words.say("sentence", "news_first", here.lang), columns, rows, lede=here.say("news_first_lede"), stacks=True
    )
