"""A draft as a file: saved with the numbers it was written on, opened on the numbers of today.

What a number is, is told by its figures (district, measure, sector, months, who counted …), not by its value or its
row: so a draft finds its numbers again in newer data and can say which of them changed.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from pydantic import BaseModel, ConfigDict, ValidationError

from anjian import words
from anjian.brief.build import Prepared
from anjian.brief.draft import Draft
from anjian.brief.notes import citations_of
from anjian.brief.parts import Kept, Part, keys_of
from anjian.brief.pieces import NUMBER
from anjian.brief.references import REFERENCE, References, numbers
from anjian.brief.refusal import Refused
from anjian.config import BriefItem
from anjian.exports.document import Chart, Grid
from anjian.figures.cited import Key
from anjian.figures.setting import Setting
from anjian.selection import LANGUAGES, Selection, parse_period

FORMAT = "anjian-draft-1"
LARGEST = 4_000_000
GONE = "？"  # after a reference whose number is gone
IDENTITY = ("kind", "district", "measure", "sector", "grade", "series", "basis", "period_start", "period_end")
COUNTED = re.compile(rf"^(?P<number>{NUMBER})(?P<unit>\D*)$")


class Number(BaseModel):
    """A number of the brief as it stood: its part, what it is, which of those, its reference, its text."""

    model_config = ConfigDict(extra="forbid")
    part: str
    what: str
    nth: int
    reference: str = ""
    text: str


class _Kept(BaseModel):
    model_config = ConfigDict(extra="forbid")
    item: dict
    selection: dict[str, str]
    domain: str = ""


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")
    format: str
    template: str
    selection: dict[str, str]
    data_version: str
    fields: dict[str, str] = {}
    basket: tuple[_Kept, ...] = ()
    order: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()
    texts: dict[str, str] = {}
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True)
class Opened:
    """A draft from a file: template, selection, changes, the data version and the numbers it was saved with."""

    template: str
    lang: str
    selection: Selection
    draft: Draft
    version: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True)
class Change:
    """A number that is another one now: where it stands, what it was, what it is ("" where there is none), the gap."""

    where: str
    before: str
    now: str
    by: str = ""


def saved(template: str, prepared: Prepared, draft: Draft) -> bytes:
    """Return a draft as a UTF-8 JSON file."""
    lang = prepared.matter.lang
    file = _File(
        format=FORMAT, template=template, selection=_query(prepared.matter.selection, lang),
        data_version=prepared.matter.here.database.version, fields=dict(draft.fields), order=draft.order,
        basket=tuple(_entry(k, lang) for k in draft.basket),
        dropped=tuple(sorted(draft.dropped)), texts=dict(draft.texts), numbers=numbers_of(prepared),
    )  # fmt: skip
    return (json.dumps(file.model_dump(), ensure_ascii=False, indent=1) + "\n").encode("utf-8")


def _query(selection: Selection, lang: str) -> dict[str, str]:
    return selection.to_query() | {"lang": lang}


def _entry(kept: Kept, lang: str) -> _Kept:
    item = kept.item.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
    return _Kept(item=item, selection=_query(kept.selection, lang), domain=kept.domain)


def opened(content: bytes, lang: str) -> Opened:
    """Return the draft of a file; raise Refused where it is none, naming what was found."""
    if len(content) > LARGEST:
        raise _refused("large", lang, most=LARGEST // 1_000_000)
    try:
        file = _File.model_validate_json(content)
        kept = tuple(Kept(BriefItem.model_validate(k.item), _selection(k.selection), k.domain) for k in file.basket)
        chosen = _selection(file.selection)
    except (ValidationError, ValueError, KeyError) as error:
        raise _refused("file", lang, found=_first(error)) from error
    if file.format != FORMAT:
        raise _refused("format", lang, found=file.format[:40], allowed=FORMAT)
    draft = Draft(file.fields, kept, file.order, frozenset(file.dropped), file.texts)
    return Opened(file.template, _language(file.selection), chosen, draft, file.data_version, file.numbers)


def _language(query: dict[str, str]) -> str:
    return query["lang"] if query.get("lang") in LANGUAGES else LANGUAGES[0]


def _first(error: Exception) -> str:
    if isinstance(error, ValidationError):
        first = error.errors()[0]
        return f"{'.'.join(map(str, first['loc']))}: {first['msg']}".strip(": ")[:120]
    return str(error)[:120]


def _refused(key: str, lang: str, **slots: object) -> Refused:
    return Refused(words.say("draft", f"refused_{key}", lang, **slots))


def _selection(query: dict[str, str]) -> Selection:
    """Return a selection as the file tells it, whatever the data of today knows."""
    districts = tuple(d for d in query.get("d", "").split(",") if d)
    years = tuple(int(y) for y in query.get("y", "").split(",") if y)
    period = parse_period(query["p"]) if query.get("p") else None
    return Selection(districts, years, period, query.get("mode") or None)


def renewed(draft: Draft, numbers: Iterable[Number], prepared: Prepared) -> tuple[Draft, tuple[Change, ...]]:
    """Return a draft with its references to today's numbers, and which of ``numbers``, those of then, changed.

    A reference whose number is gone is marked, so that it means no other number of the same wording today, and its
    paragraph is refused until its author mends it.
    """
    today = {(n.part, n.what, n.nth): n for n in numbers_of(prepared)}
    pairs = [(old, today.get((old.part, old.what, old.nth))) for old in numbers]
    names = {old.reference: old.reference + GONE for old, _ in pairs}
    names |= {old.reference: new.reference for old, new in pairs if new}
    texts = {part: _renamed(text, names) for part, text in draft.texts.items()}
    changed = dict.fromkeys(_change(old, new) for old, new in pairs if not new or new.text != old.text)
    return replace(draft, texts=texts), tuple(changed)


def _renamed(text: str, names: dict[str, str]) -> str:
    return REFERENCE.sub(lambda m: f"【{names.get(m[1], m[1])}】", text)


def _change(old: Number, new: Number | None) -> Change:
    where = old.what.split("|", 1)[0]
    return Change(where, old.text, new.text, _by(old.text, new.text)) if new else Change(where, old.text, "")


def _by(before: str, now: str) -> str:
    """Return the difference of two numbers told in one unit, with its sign; "" where they are not."""
    old, new = COUNTED.match(before), COUNTED.match(now)
    if not old or not new or _tail(old) != _tail(new):
        return ""
    difference = _amount(new) - _amount(old)
    return f"{difference:+,}{_tail(new)}".replace("-", "−")


def _tail(found: re.Match) -> str:
    """Return what follows the digits: 万, a percent sign, the unit."""
    return re.sub(r"^[+−\d,.]*", "", found["number"]) + found["unit"]


def _amount(found: re.Match) -> Decimal:
    return Decimal(re.sub(r"[^\d.−-]", "", found["number"]).replace("−", "-"))


def numbers_of(prepared: Prepared) -> tuple[Number, ...]:
    """Return every number of the texts, tables and charts of a brief, each with what it is; worked out once."""
    return prepared.matter.once("numbers", lambda: tuple(_found(prepared)))


def _found(prepared: Prepared) -> Iterator[Number]:
    here, references = prepared.matter.here, References(prepared.parts)
    cited, times = citations_of(keys_of(prepared.parts), here), Counter()
    for part in prepared.parts:
        for what, reference, text in _told(part, references, cited, here):
            yield Number(part=part.id, what=what, nth=times[part.id, what], reference=reference, text=text)
            times[part.id, what] += 1


def _told(part: Part, references: References, cited: dict[Key, dict], here: Setting) -> Iterable[tuple[str, str, str]]:
    if part.is_text:
        return [(_what(t.keys, cited, here), references.of[t], t.text) for t in numbers(part)]
    if isinstance(part.block, Grid):
        rows = ((row[0], c, cell) for row in part.block.rows for c, cell in zip(part.block.columns, row, strict=True))
        return [(f"{name} {column}", "", cell) for name, column, cell in rows if any(map(str.isdigit, cell))]
    return [(f"{c} {name}", "", _plain(v)) for c, name, v in _points(part.block)]


def _points(chart: object) -> Iterable[tuple[str, str, float | None]]:
    series = chart.series if isinstance(chart, Chart) else ()
    return [(c, name, v) for name, values in series for c, v in zip(chart.categories, values, strict=True)]


def _plain(value: float | None) -> str:
    return words.MISSING if value is None else f"{value:,.10g}"


def _what(keys: tuple[Key, ...], cited: dict[Key, dict], here: Setting) -> str:
    """Return what a number is: the first figure in words, then the identity of every figure it is made of."""
    found = [cited[k] for k in keys if k in cited]
    identities = sorted({"/".join(str(c.get(i) or "") for i in IDENTITY) for c in found})
    return "|".join([_named(found[0], here) if found else "", *identities])


def _named(c: dict, here: Setting) -> str:
    period = words.period(c["period_start"], c["period_end"], here.lang) if c.get("period_start") else ""
    name = here.name(c["district"]) if c.get("district") else ""
    return " ".join(filter(None, (name, period, c.get(f"measure_{here.lang}") or c.get("title"))))
