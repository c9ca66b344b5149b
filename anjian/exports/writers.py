"""Which writer a file's ending names."""

from collections.abc import Callable
from importlib import import_module

from anjian.exports.document import Document

WRITERS = {".docx": "docx_file", ".pptx": "pptx_file", ".xlsx": "brief_xlsx", ".txt": "text_file"}
_OFFICE = "application/vnd.openxmlformats-officedocument."
MIME = {
    ".docx": _OFFICE + "wordprocessingml.document", ".pptx": _OFFICE + "presentationml.presentation",
    ".xlsx": _OFFICE + "spreadsheetml.sheet", ".txt": "text/plain",
}  # fmt: skip


def writer(ending: str) -> Callable[[Document], bytes]:
    """Return the function that writes a document as a file of this ending; KeyError for an unknown one.

    The office libraries are read in only where a file is wanted: a page is drawn without them.
    """
    return import_module(f"anjian.exports.{WRITERS[ending]}").write
