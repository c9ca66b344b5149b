"""Single accidents, documents, and figures that were told differently."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date

from anjian import words
from anjian.figures.cited import Number, figure_period, figure_text
from anjian.figures.listing import Listing, stacked, what
from anjian.figures.setting import Asked, Setting


def events(asked: Asked, here: Setting) -> Listing:
    """Return the single accidents that sources describe, newest first; they are never added to figures."""
    start, end = asked.selection.period or (None, None)
    districts = [asked.district] if asked.district else list(asked.selection.districts)
    found = here.database.query(
        "events", districts=districts, years=list(asked.selection.years), period_start=start, period_end=end
    )
    columns = tuple(
        here.say(k) for k in ("day", "name", "sector", "deaths_column", "injured_column", "grade", "document")
    )
    rows = tuple(_event(r, here) for r in found)
    key = "events" if found else "events_none"
    title = words.say("sentence", key, here.lang, n=len(found))
    return Listing(title, columns, rows, lede=here.say("events_lede"), missing=here.say("events_missing"), stacks=True)


def _event(r: dict, here: Setting) -> tuple[str, ...]:
    injured = next(
        (r[k] for k in ("injuries", "serious_injuries") if r[k] is not None), None
    )  # serious ones are among all
    return (
        words.period(r["date"], r["date"], here.lang), here.name(r["district"]),
        here.names.of("sector", r["sector"], here.lang),
        words.number(r["deaths"], 0, "exact", here.lang), words.number(injured, 0),
        words.say("grade", r["grade"], here.lang), stacked(r["title"], words.quoted(r["as_written"])),
    )  # fmt: skip


@dataclass(frozen=True)
class Document:
    """A document on the time line: the months it covers, when it was published, and how it was read."""

    title: str
    start: date
    end: date
    published: date | None
    verification: str
    figures: int


@dataclass(frozen=True)
class Documents:
    """The documents of a district as a listing and on a time line."""

    listing: Listing
    line: tuple[Document, ...]


def documents(asked: Asked, here: Setting) -> Documents:
    """Return the documents that say something of a district, newest first."""
    found = here.database.query("documents", districts=[asked.district])
    line = tuple(
        Document(r["title"], r["period_start"], r["period_end"], r["published"], r["verification"], r["figures"])
        for r in found
    )
    columns = tuple(
        here.say(k) for k in ("document", "publisher", "published_on", "covers", "figures_count", "verification")
    )
    rows = tuple(_document(r, here) for r in found)
    copies = sum(r["verification"] in ("copy", "secondary") for r in found)
    title = words.say("sentence", "documents", here.lang, n=len(found), copies=copies)
    return Documents(Listing(title, columns, rows, lede=here.say("documents_lede")), line)


def _document(r: dict, here: Setting) -> tuple[str, ...]:
    counted = here.say("figures_and_targets", figures=r["figures"], targets=r["targets"])
    title = f"[{r['title']}]({r['url']})" if r["url"] else r["title"]
    return (
        title, r["publisher"] or words.MISSING, words.day(r["published_on"], here.lang),
        words.period(r["period_start"], r["period_end"], here.lang), counted,
        words.say("verification_short", r["verification"], here.lang),
    )  # fmt: skip


def retold(
    here: Setting, measures: Container[str], districts: Container[str] = (), years: Container[int] = ()
) -> list[dict]:
    """Return the tellings of figures that sources told differently, each figure's current one first; () means all.

    Asked once a data version: they are few, and every trend wants those of its rows.
    """
    told = here.database.memo.once("revisions", lambda: here.database.query("revisions"))
    return [
        r for r in told
        if (not measures or r["measure"] in measures) and (not districts or r["district"] in districts)
        and (not years or r["period_end"].year in years)
    ]  # fmt: skip


def revisions(asked: Asked, here: Setting) -> Listing:
    """Return the figures that sources told differently, the current telling first."""
    found = retold(here, asked.indicators, asked.selection.districts, asked.selection.years)
    columns = tuple(here.say(k) for k in ("name", "measure", "months", "value", "telling", "document"))
    rows = tuple(_telling(r, here) for r in found)
    count = sum(r["vintage"] == 1 for r in found)
    title = words.say("sentence", "revisions" if found else "revisions_none", here.lang, n=count)
    return Listing(
        title, columns, rows, lede=here.say("revisions_lede"), stacks=True, missing=here.say("revisions_missing"),
        numbers=tuple(_told(r, here) for r in found),
    )  # fmt: skip


def _telling(r: dict, here: Setting) -> tuple[str, ...]:
    current = r["vintage"] == 1
    value = figure_text(r, here)
    return (
        here.name(r["district"]), what(r, here), figure_period(r, here), f"**{value}**" if current else value,
        here.say("current" if current else "other_telling"),
        stacked(r["title"], words.day(r["published_on"], here.lang)),
    )  # fmt: skip


def _told(r: dict, here: Setting) -> Number:
    parts = (here.name(r["district"]), r[f"measure_{here.lang}"], figure_period(r, here), figure_text(r, here))
    return Number(words.clauses(parts, here.lang), (), (("figure", r["id"]),), "revisions")
