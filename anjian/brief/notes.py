"""Numbering: each number of the text gets its note, its line of the 核对单, and the lines of the appendix."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from anjian import words
from anjian.brief.pieces import OWN, Sentence, Told, text_of
from anjian.exports.document import Check, Note, Paragraph, Said
from anjian.figures.cited import Key, citations, document, sources
from anjian.figures.meanings import explained
from anjian.figures.setting import Setting
from anjian.judgements.audit import Question, open_questions

PHRASES_NAMED = 3
AS_WORDED = "stated"
PRINTED_ROW = "printed"
NOTHING: Mapping[str, int] = {}


@dataclass
class Numbering:
    """Notes and checks, in the order in which numbers are first mentioned."""

    here: Setting
    notes: dict[tuple[Key, ...], int] = field(default_factory=dict)
    checks: list[Check] = field(default_factory=list)
    known: dict[Key, dict] = field(default_factory=dict)

    def learn(self, keys: Iterable[Key]) -> None:
        """Look up citations, all at once: those of figures, and those of printed ratios, sums and changes."""
        self.known = citations_of(keys, self.here)

    @property
    def cited(self) -> list[dict]:
        """Return the figures cited, without what is printed of them."""
        return [c for k, c in self.known.items() if k[0] != PRINTED_ROW]

    def paragraph(self, sentences: Iterable[Sentence], own: bool = False) -> Paragraph:
        """Return sentences as one paragraph, each number with its note; ``own`` marks one that the author added."""
        gap = "" if self.here.lang == "zh" else " "
        said: list[Said] = []
        for n, sentence in enumerate(sentences):
            said += [Said(gap)] if gap and n else []
            said += [self._said(piece, text_of(sentence)) for piece in sentence if piece != ""]
        return Paragraph(_merged(said), own)

    def _said(self, piece: str | Told, sentence: str) -> Said:
        if isinstance(piece, str):
            return Said(piece)
        if not piece.keys:
            raise ValueError(f"a number without a source: {piece.text!r} in {sentence!r}")
        if piece.keys == OWN:
            typed = words.say("draft", "typed", self.here.lang)
            self.checks.append(Check(None, piece.text, sentence, typed, "", "", ""))
            return Said(piece.text)
        number = self.notes.setdefault(piece.keys, len(self.notes) + 1)
        self.checks.append(Check(number, piece.text, sentence, *self._columns(piece.keys)))
        return Said(piece.text, number)

    def _columns(self, keys: tuple[Key, ...]) -> tuple[str, str, str, str]:
        """Return source, heading, phrase and row of the data of what a number cites."""
        found = [self.known[k] for k in keys if k in self.known]
        rows = (f"{c['file']}:{c['line']}" for c in found)
        listed = ([document(c, self.here) for c in found], [c["locator"] or "" for c in found],
                  [c["as_written"] or "" for c in found], list(rows))  # fmt: skip
        return tuple(words.sentence_list(dict.fromkeys(filter(None, texts)), self.here.lang) for texts in listed)

    def told(self) -> tuple[Note, ...]:
        """Return the notes, numbered from 1."""
        named: dict[str, int] = {}  # documents by the first note that is about them alone
        found = []
        for keys, n in self.notes.items():
            groups = self._groups(keys)
            found.append(Note(n, self._note(groups), self._note(groups, named) if named else ""))
            if len(titles := {title for title, _, _ in groups}) == 1:
                named.setdefault(titles.pop(), n)
        return tuple(found)

    def _groups(self, keys: tuple[Key, ...]) -> dict[tuple[str, str, str], list[dict]]:
        """Return what is cited by document, heading and body."""
        groups: dict[tuple[str, str, str], list[dict]] = {}
        for key in keys:
            if c := self.known.get(key):
                groups.setdefault((document(c, self.here), c["locator"] or "", _body(c, self.here)), []).append(c)
        return groups

    def _note(self, groups: dict[tuple[str, str, str], list[dict]], named: Mapping[str, int] = NOTHING) -> str:
        told = (self._source(self._document(head[0], cited, named), *head[1:], cited) for head, cited in groups.items())
        return words.sentence_list(told, self.here.lang)

    def _document(self, title: str, cited: list[dict], named: Mapping[str, int]) -> str:
        if title in named:
            return self.here.say("same_document", n=named[title])
        return title + (self.here.say("read_from_copy") if cited[0]["verification"] in ("copy", "secondary") else "")

    def _source(self, title: str, heading: str, body: str, cited: list[dict]) -> str:
        lang = self.here.lang
        phrases = list(dict.fromkeys(words.quoted(c["as_written"]) for c in cited if c["as_written"]))
        rows = (f"{c['file']}:{c['line']}" for c in cited)
        parts = [title, heading, words.some(phrases, lang, PHRASES_NAMED), body, words.some(list(rows), lang)]
        return ("，" if lang == "zh" else ", ").join(p for p in parts if p)


def citations_of(keys: Iterable[Key], here: Setting) -> dict[Key, dict]:
    """Return citations of figures, denominators, targets and events, and of printed ratios, sums and changes."""
    keys = tuple(keys)
    known = citations((k for k in keys if k[0] != PRINTED_ROW), here)
    if any(k[0] == PRINTED_ROW for k in keys):
        known |= {printed_key(q): _printed(q, here) for q in open_questions(here.database)}
    return known


def printed_key(q: Question) -> Key:
    """Return the key of a printed ratio, sum or change: its own row."""
    return PRINTED_ROW, q.line


def _printed(q: Question, here: Setting) -> dict:
    """Return a printed number as a citation."""
    verified = {s["id"]: s["verification"] for s in sources(here)}
    told = {k: getattr(q, k) for k in ("file", "line", "title", "publisher", "published_on", "locator", "as_written")}
    return {**told, "counted_by": None, "verification": verified.get(q.source, "")}


def _body(c: dict, here: Setting) -> str:
    return words.say("counted_by", c["counted_by"], here.lang) if c["counted_by"] else ""


def _merged(said: list[Said]) -> tuple[Said, ...]:
    """Return pieces with neighbouring words put together."""
    found: list[Said] = []
    for s in said:
        if found and found[-1].note is None and s.note is None:
            found[-1] = Said(found[-1].text + s.text)
        else:
            found.append(s)
    return tuple(found)


def bases(cited: Iterable[dict], here: Setting) -> tuple[str, ...]:
    """Return the lines of the appendix: documents, what each basis counts, who counted, decisions used."""
    cited, lang = list(cited), here.lang
    colon = "：" if lang == "zh" else ": "
    documents = dict.fromkeys(_document(c, here) for c in cited)
    counted_as = (c["basis"] for c in cited if c["basis"] != AS_WORDED)
    counted = [f"{name}{colon}{meaning}" for name, meaning in explained(counted_as, here)]
    bodies = dict.fromkeys(c["counted_by"] for c in cited if c["counted_by"])
    who = [
        f"{words.say('counted_by', b, lang)}{colon}{words.say('counted_by_meaning', b, lang)}" for b in bodies
    ]  # fmt: skip
    return (*documents, *counted, *who, *_decisions(cited, here))


def _document(c: dict, here: Setting) -> str:
    told = words.say("verification", c["verification"], here.lang)
    return words.say("brief", "source", here.lang, document=document(c, here), verification=told)


def _decisions(cited: list[dict], here: Setting) -> list[str]:
    """Return the decisions by which two of the bases cited are taken as one."""
    found = {(c["measure"], c["basis"]) for c in cited}
    used = [e for e in here.config.equivalences if sum((e.measure, b) in found for b in e.bases) > 1]
    say, lang = words.say, here.lang
    return [
        say("brief", "equivalence", lang, measure=here.names.of("measure", e.measure, lang), by=e.decided_by, on=e.on,
            why=e.why, bases=words.enumeration((here.names.of("basis", b, lang) for b in e.bases), lang))
        for e in used
    ]  # fmt: skip
