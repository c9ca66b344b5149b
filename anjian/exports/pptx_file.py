"""A document → .pptx bytes: one message a slide, its finding as title, native charts and tables, sources, notes.

The same input gives the same bytes: no clock, no random names.
"""

from anjian.exports.document import Document
from anjian.exports.door import checked
from anjian.exports.slides.drawing import drawn
from anjian.exports.slides.plan import planned


def write(document: Document) -> bytes:
    """Return the document as a .pptx file; ValueError names the place of what no file, or no slide, can hold."""
    document = checked(document)
    return drawn(document, planned(document))
