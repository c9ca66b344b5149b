"""A template and a selection → a Document, or the reason why it cannot be made honestly."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from anjian import words
from anjian.brief import blocks, districts
from anjian.brief.draft import Draft, applied, told
from anjian.brief.matter import Matter
from anjian.brief.notes import Numbering, bases
from anjian.brief.parts import LEVELS, Part, keys_of, parts
from anjian.brief.refusal import Refused, refuse
from anjian.config import Brief
from anjian.exports.document import Block, Chart, Document, Grid, Heading
from anjian.figures.setting import Setting
from anjian.selection import Selection

NUMERALS = "零一二三四五六七八九十"
DATA_UNTIL = "data_until"
MOST_TIED = 8  # more numbers would cover the source line


@dataclass(frozen=True)
class Prepared:
    """A template filled from the data, before its author's changes and before anything is numbered."""

    brief: Brief
    matter: Matter
    parts: tuple[Part, ...]


def build(
    template: str, here: Setting, selection: Selection, fields: Mapping[str, str] | None = None, on: date | None = None
) -> Document:
    """Return the document of a template of config.yaml for a selection.

    ``fields`` fills in the template's fields; ``on`` is its date, without one the newest date of its data.
    Raises Refused where it cannot be made honestly.
    """
    draft = Draft(fields or {})
    return finish(prepare(template, here, selection, draft), draft, on)


def prepare(template: str, here: Setting, selection: Selection, draft: Draft | None = None) -> Prepared:
    """Return a template filled for a selection, with the figures of the draft's basket; raises Refused."""
    brief, matter = _template(template, here), Matter(here, selection)
    _check(brief, matter)
    made = parts(brief, matter, draft.basket if draft else ())
    if not keys_of(made):
        raise _nothing_published(matter)
    return Prepared(brief, matter, made)


def _nothing_published(matter: Matter) -> Refused:
    period = words.period(*matter.selection.period, matter.lang)
    return refuse("no_figures", matter.lang, names=matter.names(), period=period)


def finish(prepared: Prepared, draft: Draft | None = None, on: date | None = None) -> Document:
    """Return the document with its author's changes; raises Refused where an edited text cannot stand."""
    draft = draft or Draft()
    return numbered(prepared, draft, applied(prepared.parts, draft, prepared.matter.here), on)


def numbered(prepared: Prepared, draft: Draft, wanted: tuple[Part, ...], on: date | None = None) -> Document:
    """Return the document of parts as their author wants them, a block each."""
    brief, matter = prepared.brief, prepared.matter
    numbering = Numbering(matter.here)
    numbering.learn(keys_of(wanted))
    body, cited = _numbered_blocks(wanted, numbering, matter), numbering.cited
    properties = _properties(brief, matter, cited, on) + _undrawn(brief, matter)
    if changed := told(draft, prepared.parts, matter.lang):
        properties += ((words.say("draft", "changes", matter.lang), changed),)
    return Document(
        _title(brief, matter), matter.lang, _fields(brief, cited, draft.fields, matter), body, numbering.told(),
        tuple(numbering.checks), bases(cited, matter.here), _marks(cited, matter.here), properties, brief.compact,
    )  # fmt: skip


def _numbered_blocks(wanted: tuple[Part, ...], numbering: Numbering, matter: Matter) -> tuple[Block, ...]:
    """Return parts as blocks: headings with their numbers, each number of a text with its note."""
    counts = [0] * len(LEVELS)
    found: list[Block] = []
    for part in wanted:
        if isinstance(part.block, Heading):
            found.append(_heading(part.block, counts, matter.lang))
        else:
            found.append(numbering.paragraph(part.block, part.own) if part.is_text else part.block)
    return tuple(_tied(b, p, numbering) for b, p in zip(found, wanted, strict=True))


def _tied(block: Block, part: Part, numbering: Numbering) -> Block:
    """Return a table or chart with the notes of the text that cite nothing but what it shows, where they are few."""
    if not isinstance(block, Grid | Chart):
        return block
    notes = tuple(n for keys, n in numbering.notes.items() if set(keys) <= set(part.keys))
    return replace(block, notes=notes) if len(notes) <= MOST_TIED else block


def _template(name: str, here: Setting) -> Brief:
    if name not in here.config.briefs:
        raise refuse("template", here.lang, found=name, allowed=words.enumeration(here.config.briefs, here.lang))
    return here.config.briefs[name]


def _check(brief: Brief, matter: Matter) -> None:
    """Raise Refused where the districts do not fit the template, or nothing of what it compares may be compared."""
    lang, chosen = matter.lang, matter.selection.districts
    if not matter.selection.period:
        raise refuse("period", lang)
    if not {"one": len(chosen) == 1, "several": len(chosen) > 1, "any": bool(chosen)}[brief.districts]:
        raise refuse(brief.districts, lang, title=brief.name[lang], n=len(chosen))
    compared = tuple(i for item in brief.items if item.sentence == "comparison" for i in item.indicators)
    if not compared or districts.comparable(compared, matter):
        return
    if not any(r.rows for r in matter.results(compared).values()):
        raise _nothing_published(matter)
    period = words.period(*matter.selection.period, lang)
    raise refuse("not_comparable", lang, names=matter.names(), period=period, why=_why(compared, matter))


def _why(compared: tuple[str, ...], matter: Matter) -> str:
    results = matter.results(compared).values()
    reasons = [x for r in results for x in (*(w for _, why in r.against_drawn() for w in why),
                                            *(x for b in r.beside for x in b.reasons))]  # fmt: skip
    return matter.reason(dict.fromkeys(reasons))


def _heading(heading: Heading, counts: list[int], lang: str) -> Heading:
    """Return a heading with its number: 一、（一）1. （1）; in English 1. (1) (a) (i)."""
    level = heading.level - 1
    counts[level] += 1
    counts[level + 1 :] = [0] * (len(LEVELS) - level - 1)
    return Heading(heading.level, _numbered(level, counts[level], lang) + heading.text)


def _numbered(level: int, n: int, lang: str) -> str:
    if lang != "zh":
        return (f"{n}. ", f"({n}) ", f"({chr(96 + n)}) ", f"({chr(96 + n)}.) ")[level]
    return (f"{numeral(n)}、", f"（{numeral(n)}）", f"{n}. ", f"（{n}）")[level]


def numeral(n: int) -> str:
    """Return 1 to 99 as a Chinese numeral: 一, 十, 十一, 二十, 二十一."""
    tens, ones = divmod(n, 10)
    head = ("" if tens == 1 else NUMERALS[tens]) + "十" if tens else ""
    return head + (NUMERALS[ones] if ones or not tens else "")


def _title(brief: Brief, matter: Matter) -> str:
    period = words.period(*matter.selection.period, matter.lang)
    return brief.title[matter.lang].format(name=matter.names(), period=period)


def _fields(
    brief: Brief, cited: list[dict], given: Mapping[str, str], matter: Matter
) -> tuple[tuple[str, str], ...]:  # fmt: skip
    """Return label and value of each field; raise Refused for one that the template does not have."""
    lang, end = matter.lang, matter.selection.period[1]
    labels = {f: words.say("brief", f"field_{f}", lang) for f in brief.fields}
    for key in given:
        if key not in labels and key not in labels.values():
            raise refuse("field", lang, found=key, allowed=words.enumeration(labels.values(), lang))
    until = _newest(c["period_end"] for c in cited if c["period_end"] <= end)
    known = {DATA_UNTIL: words.period(until, until, lang)} if until else {}
    return tuple((label, given.get(f, given.get(label, known.get(f, "")))) for f, label in labels.items())


def _newest(days: Iterable[date]) -> date | None:
    return max(days, default=None)


def _marks(cited: list[dict], here: Setting) -> tuple[str, ...]:
    """Return what page one is marked with: only what the figures cited are."""
    found = {
        "internal": any(c["visibility"] == "internal" for c in cited),
        "demonstration": any(c["source_kind"] == "demo" for c in cited),
    }
    marks = [here.say(m) for m, holds in found.items() if holds]
    provisional = any(c["status"] == "provisional" for c in cited)
    return tuple(marks + ([words.say("status", "provisional", here.lang)] if provisional else []))


def _properties(brief: Brief, matter: Matter, cited: list[dict], on: date | None) -> tuple[tuple[str, str], ...]:
    here, lang = matter.here, matter.lang
    names = words.enumeration((here.name(d) for d in matter.selection.districts), lang)
    day = on or _newest(_dates(cited))
    return (
        (words.say("brief", "template", lang), brief.name[lang]),
        (here.say("exported"), words.sentence_list((names, words.period(*matter.selection.period, lang)), lang)),
        (here.say("data_version"), here.database.version),
        (words.say("brief", "date", lang), words.period(day, day, lang) if day else ""),
    )


def _undrawn(brief: Brief, matter: Matter) -> tuple[tuple[str, str], ...]:
    """Return, as a property of the file, the charts of the template that its data could not fill."""
    left = dict.fromkeys(t for item in brief.items if item.chart for t in blocks.undrawn(item, matter))
    if not left:
        return ()
    told = words.say("brief", "undrawn_why", matter.lang, names=words.enumeration(left, matter.lang))
    return ((words.say("brief", "undrawn", matter.lang), told),)


def _dates(cited: list[dict]) -> list[date]:
    """Return the days of publication and the last days of the periods."""
    printed = [c["published_on"] for c in cited if c["published_on"] and len(str(c["published_on"])) == 10]
    return [*(date.fromisoformat(str(p)) for p in printed), *(c["period_end"] for c in cited)]
