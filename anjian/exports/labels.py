"""The fixed words of a written document, from the lexicon: what its writers say around the author's text."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from anjian import words
from anjian.exports.document import Block, Chart, Check, Document, Grid

ZH, EN = "zh", "en"
CHECK_COLUMNS = (
    "check_note", "check_number", "check_sentence", "check_source", "check_heading", "check_as_written", "check_row",
    "check_first", "check_second", "check_signed",
)  # fmt: skip


def spoken(lang: str) -> str:
    """Return the language that a document in ``lang`` is written in: any but English reads the Chinese."""
    return EN if lang == EN else ZH


def label(name: str, lang: str) -> str:
    """Return a fixed word in ``lang``, its slots left to fill."""
    return words.lexicon()["document"][name][spoken(lang)]


def stated(pairs: Iterable[tuple[str, str]], lang: str) -> list[str]:
    """Return names and values as lines: 数据版本：729e."""
    return [f"{name}{label('between', lang)}{value}" for name, value in pairs]


def captioned(document: Document) -> Document:
    """Return the document with its charts and tables counted in their captions: 图1　…, 表1　…"""
    counts = Counter()
    return replace(document, blocks=tuple(_captioned(b, counts, document.lang) for b in document.blocks))


def _captioned(block: Block, counts: Counter, lang: str) -> Block:
    if not isinstance(block, Chart | Grid):
        return block
    kind = "chart" if isinstance(block, Chart) else "table"
    counts[kind] += 1
    return replace(
        block, caption=label("captioned", lang).format(kind=label(kind, lang), n=counts[kind], text=block.caption)
    )


def marks_line(document: Document) -> str:
    """Return the document's marks in one line: 内部资料　初步数据."""
    return "　".join(document.marks)


def check_rows(checks: Iterable[Check]) -> list[tuple[str, ...]]:
    """Return the rows of the 核对单 as text, the three columns to sign left empty."""
    return [
        (str(c.note or words.MISSING), c.shown, c.sentence, c.source, c.heading, c.as_written, c.row, "", "", "")
        for c in checks
    ]


def check_columns(lang: str) -> tuple[str, ...]:
    """Return the titles of the 核对单."""
    return tuple(label(name, lang) for name in CHECK_COLUMNS)
