"""A document as plain text: headings, paragraphs with the numbers of their notes, tables, notes, checks, bases."""

from anjian.exports.document import Block, Chart, Document, Grid, Paragraph
from anjian.exports.labels import check_columns, check_rows, label


def write(document: Document) -> bytes:
    """Return the document as UTF-8 text."""
    return (text(document) + "\n").encode("utf-8")


def text(document: Document) -> str:
    """Return the document as text, a line a paragraph, cell rows parted by tabs."""
    colon = label("between", document.lang)
    lines = [document.title, *document.marks, *(f"{name}{colon}{value}" for name, value in document.fields), ""]
    lines += [_block(b, document.lang) for b in document.blocks]
    lines += ["", label("notes", document.lang), *(f"[{n.number}] {n.text}" for n in document.notes)]
    lines += ["", label("bases", document.lang), *document.bases]
    checks = ("\t".join(row) for row in (check_columns(document.lang), *check_rows(document.checks)))
    lines += ["", label("check_sheet", document.lang), *checks]
    return "\n".join([*lines, "", *(f"{name}{colon}{value}" for name, value in document.properties)])


def _block(block: Block, lang: str) -> str:
    if isinstance(block, Paragraph):
        return "".join(s.text + (f"[{s.note}]" if s.note else "") for s in block.said)
    if isinstance(block, Grid):
        rows = ("\t".join(row) for row in (block.columns, *block.rows))
        return "\n".join([_captioned("table", block.caption, lang), *rows, block.source])
    if isinstance(block, Chart):
        return "\n".join([_captioned("chart", block.caption, lang), block.alt, block.source])
    return block.text


def _captioned(name: str, caption: str, lang: str) -> str:
    return label(name, lang).strip() + label("between", lang) + caption
