"""The names that a template may use for a document's parts, in both languages, and what each stands for."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from anjian import words
from anjian.exports.document import Chart, Document, Grid, Heading
from anjian.exports.labels import EN, ZH, marks_line, stated
from anjian.exports.own_template.wording import PLACES, name, names

LONGEST = 200
INLINE = ("title", "marks", "field", "property")
_HEADING = re.compile(r"^(?:([零一二三四五六七八九十]+)、|（[零一二三四五六七八九十]+）|\d+[.．、]\s*)")


@dataclass(frozen=True)
class Holds:
    """What a name stands for: words in their line, or blocks (by their place in the document) in a paragraph of their
    own. ``shown`` is the name as a template's author is told it."""

    kind: str
    shown: str
    text: str = ""
    blocks: tuple[int, ...] = ()

    @property
    def inline(self) -> bool:
        return self.kind in INLINE


def plain(text: str) -> str:
    """Return a name as it is compared: without spaces and signs between words, in one width and case."""
    return re.sub(r"[\s_\-]+", "", unicodedata.normalize("NFKC", text)).casefold()


def known(document: Document) -> dict[str, Holds]:
    """Return each name in both languages with what it stands for."""
    found: dict[str, Holds] = {}
    for holds in fillable(document, document.lang):
        for written in (holds.shown, *_others(holds)):
            found.setdefault(plain(written), holds)
    for n, (title, holds) in enumerate(sections(document, document.lang), 1):
        for written in _section_names(title, n):
            found.setdefault(plain(written), holds)
    return found


def fillable(document: Document, lang: str) -> Iterator[Holds]:
    """Yield what a document can fill, each under its name in a language."""
    yield Holds("title", name("title", lang), document.title)
    yield Holds("marks", name("marks", lang), marks_line(document))
    yield from (Holds("field", key, value) for key, value in document.fields)
    yield Holds("body", name("body", lang), blocks=tuple(range(len(document.blocks))))
    yield from (holds for _, holds in sections(document, lang) if _writable(holds.shown))
    for kind, of in (("chart", Chart), ("table", Grid)):
        at = (n for n, block in enumerate(document.blocks) if isinstance(block, of))
        yield from (Holds(kind, f"{name(kind, lang)}{i}", blocks=(n,)) for i, n in enumerate(at, 1))
    yield from (Holds(kind, name(kind, lang)) for kind in ("notes", "appendix", "checks", "file"))
    yield from (Holds("property", key, value) for key, value in document.properties)


def _writable(shown: str) -> bool:
    """Return whether a name can be written into a template."""
    return len(shown) <= LONGEST and not re.search(r"[{}｛｝\n]", shown)


def _others(holds: Holds) -> Iterator[str]:
    """Yield the other names of the same: in the other language, or by its key."""
    if holds.kind in PLACES:
        number = re.sub(r"\D", "", holds.shown) if holds.kind in ("chart", "table") else ""
        yield from (f"{of}{number}" for of in names(holds.kind))
    if holds.kind in ("field", "property"):
        for key, said in _lexicon():
            if holds.shown in (said[ZH], said[EN]):
                yield from (said[ZH], said[EN], key)


def _lexicon() -> Iterator[tuple[str, dict[str, str]]]:
    for key, said in words.lexicon()["brief"].items():
        if key.startswith("field_") or key in ("template", "date"):
            yield key.removeprefix("field_"), said
    yield from ((key, words.lexicon()["ui"][key]) for key in ("exported", "data_version"))


def sections(document: Document, lang: str) -> list[tuple[str, Holds]]:
    """Return the sections under the headings of level 1 with their titles; what stands before them has none."""
    starts = [n for n, b in enumerate(document.blocks) if isinstance(b, Heading) and b.level == 1]
    found = []
    for start, end in pairwise([*starts, len(document.blocks)]):
        title = document.blocks[start].text
        (shown,) = stated([(name("body", lang), bare(title))], lang)
        found.append((title, Holds("section", shown, blocks=tuple(range(start, end)))))
    return found


def bare(title: str) -> str:
    """Return a heading without its number."""
    return _HEADING.sub("", title, count=1).strip() or title


def _section_names(title: str, n: int) -> Iterator[str]:
    number = _HEADING.match(title)
    for body in names("body"):
        yield from (f"{body}:{title}", f"{body}:{bare(title)}", f"{body}{n}", f"{body}:{n}")
    yield from (f"第{n}部分", f"section {n}", *([f"第{number[1]}部分"] if number and number[1] else []))
