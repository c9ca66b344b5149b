"""A document as plain text: headings, paragraphs with the numbers of their notes, tables, notes, checks, bases."""

from anjian.exports.document import Block, Chart, Document, Grid, Paragraph
from anjian.exports.labels import captioned, check_columns, check_rows, label, stated


def write(document: Document) -> bytes:
    """Return the document as UTF-8 text."""
    return (text(document) + "\n").encode("utf-8")


def text(document: Document) -> str:
    """Return the document as text, a line a paragraph, cell rows parted by tabs."""
    document = captioned(document)
    lines = [document.title, *document.marks, *stated(document.fields, document.lang), ""]
    lines += [_block(b) for b in document.blocks]
    lines += ["", label("notes", document.lang), *(f"[{n.number}] {n.listed}" for n in document.notes)]
    lines += ["", label("bases", document.lang), *document.bases]
    checks = ("\t".join(row) for row in (check_columns(document.lang), *check_rows(document.checks)))
    lines += ["", label("check_sheet", document.lang), *checks]
    return "\n".join([*lines, "", *stated(document.properties, document.lang)])


def _block(block: Block) -> str:
    if isinstance(block, Paragraph):
        return "".join(s.marked for s in block.said)
    if isinstance(block, Grid):
        rows = ("\t".join(row) for row in (block.columns, *block.rows))
        return "\n".join([block.caption, *rows, _source(block)])
    if isinstance(block, Chart):
        return "\n".join([block.caption, block.alt, _source(block)])
    return block.text


def _source(block: Grid | Chart) -> str:
    return block.source + "".join(f"[{n}]" for n in block.notes)
