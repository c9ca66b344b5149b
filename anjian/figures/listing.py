"""A listing: a figure that is a table of text, with its finding, its notes and its numbers."""

import re
from dataclasses import dataclass

from anjian import words
from anjian.exports.tables import Table
from anjian.figures.cited import Key, Number, figure_period, figure_text, published
from anjian.figures.setting import Setting

Row = tuple[str, ...]
COLOURED = re.compile(r":(?:small|gray|gray-badge|green|violet)\[([^\[\]]*)\]")
LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)")


@dataclass(frozen=True)
class Listing:
    """What a page shows as a table. ``numeric``: all columns but the first hold numbers; ``wraps``: the first
    takes several lines. ``most``: how many rows a page shows before it is asked for all.

    ``stacks``: on a phone each row becomes a card that names its columns, for the last of them says most.

    ``missing`` stands in place of the table where there are no rows: why, and what to try.
    ``sources`` are further citations for the source line that are no numbers (targets in words);
    ``bases`` are explained beside the lede. ``asks``: the audit's open questions about its figures stand below.
    """

    title: str
    columns: Row
    rows: tuple[Row, ...]
    lede: str = ""
    notes: tuple[str, ...] = ()
    numbers: tuple[Number, ...] = ()
    numeric: bool = False
    wraps: bool = False
    stacks: bool = False
    most: int = 24
    missing: str = ""
    sources: tuple[Key, ...] = ()
    bases: tuple[str, ...] = ()
    asks: bool = True

    @property
    def keys(self) -> tuple[Key, ...]:
        """Return every citation of the listing, once."""
        return tuple(dict.fromkeys((*(k for n in self.numbers for k in n.keys), *self.sources)))

    def table(self, here: Setting) -> Table:
        """Return the table twin: the same cells as plain text, with what every file says of itself."""
        rows = tuple(tuple(plain(c) for c in row) for row in self.rows)
        notes = tuple((here.say("caveats"), plain(note)) for note in self.notes)
        return Table(self.title, tuple(plain(c) for c in self.columns), rows, (*notes, *here.stamp()))


def plain(cell: str) -> str:
    """Return a cell without its Markdown: no bold, colours, badges or links, one line."""
    text, before = cell.replace("**", "").replace("  \n", " "), ""
    while text != before:
        before, text = text, COLOURED.sub(r"\1", text)
    return LINK.sub(r"\1", text)


def stacked(first: str, second: str) -> str:
    """Return a cell of two lines, the second small."""
    return f"{first}  \n:small[:gray[{second}]]" if second else first


def coloured(text: str, good: bool | None) -> str:
    """Return what is found of a value in bold, in the colour of better or worse; without one where it is neither."""
    return f"**{text}**" if good is None else f":{'green' if good else 'violet'}[**{text}**]"


def of_figures(title: str, found: list[dict], here: Setting, **more) -> Listing:
    """Return published figures as a listing: district, what, of when, value, who counted."""
    columns = tuple(here.say(k) for k in ("name", "measure", "months", "value", "series"))
    rows = tuple(
        (
            here.name(r["district"]), what(r, here), figure_period(r, here), figure_text(r, here),
            _body(r, here),
        )
        for r in found
    )  # fmt: skip
    return Listing(title, columns, rows, numbers=tuple(published(r, here) for r in found), **more)


def _body(r: dict, here: Setting) -> str:
    """Return whose figure it is: its series, and who counted where the series does not say so itself."""
    series, counted_by = r[f"series_{here.lang}"], words.say("counted_by", r["counted_by"], here.lang)
    return stacked(series, "" if counted_by.casefold() in series.casefold() else counted_by)


def what(row: dict, here: Setting) -> str:
    """Return what a published figure counts: its measure, with sector, grade and basis where they say more."""
    extra = [here.names.of("sector", row["sector"], here.lang)] if row["sector"] != "all" else []
    extra += [words.say("grade", row["grade"], here.lang)] if row["grade"] != "all" else []
    extra += counted_as(row, here)
    told = dict.fromkeys(words.inside(x, here.lang) for x in extra)
    return stacked(row[f"measure_{here.lang}"], words.enumeration(told, here.lang))


def counted_as(row: dict, here: Setting) -> list[str]:
    """Return the basis of a published figure; none where it says no more than the measure or the unit does."""
    name = here.names.of("basis", row["basis"], here.lang)
    measure, unit = row[f"measure_{here.lang}"], words.unit(row["unit"], here.lang)
    known = name.casefold() in measure.casefold() or name.casefold() == unit.casefold()
    return [] if known or row["basis"] == "stated" else [words.inside(name, here.lang)]
