"""A bureau's own .docx filled with a document: {{ names }} replaced, its styles and everything else of it kept.

No template language: names are looked up, never evaluated, so there is nothing to break out of, and ``{% for %}`` or
``{{ x.__class__ }}`` is a name that nobody knows. Docxtpl in a sandbox was weighed and left: it renders the XML as a
string (text with < and & is lost unless escaped), must guess at placeholders that Word split, and places no chart.

Every part that nothing was filled into keeps its bytes. What a template cannot fill is said by ``findings`` before;
``fill`` refuses while places are left that it cannot fill. The same input gives the same bytes.

``door`` refuses what may not be opened, ``slots`` finds the placeholders, ``names`` says what each stands for,
``reading`` tells what fills and what does not, ``looks`` and ``blocks`` set what is filled in, ``filling`` puts it in.
"""

from typing import TYPE_CHECKING

from anjian.exports.document import Document
from anjian.exports.door import checked
from anjian.exports.own_template.names import fillable
from anjian.exports.own_template.wording import Finding, TemplateRefused, say

if TYPE_CHECKING:
    from anjian.exports.own_template.reading import Reading

__all__ = ["Finding", "TemplateRefused", "available", "fill", "findings"]


def findings(template: bytes, document: Document, lang: str | None = None) -> tuple[Finding, ...]:
    """Return what the template cannot fill and what it has no place for, in ``lang`` or the document's language.

    Raises TemplateRefused for a file that is no template at all.
    """
    return _read(template, document, lang).findings()


def available(document: Document, lang: str | None = None) -> tuple[str, ...]:
    """Return the placeholders that a document can fill, as they are written into a template."""
    return tuple(f"{{{{ {holds.shown} }}}}" for holds in fillable(document, lang or document.lang))


def fill(template: bytes, document: Document, lang: str | None = None, allow: bool = False) -> bytes:
    """Return the template filled in, as .docx; messages are in ``lang`` or the document's language.

    Raises TemplateRefused for a file that may not be opened, and, unless ``allow``, while places are left that cannot
    be filled; where allowed, they stay in sight as they were written.
    """
    from anjian.exports.own_template.filling import Filling  # noqa: PLC0415 - python-docx only where a file is wanted

    reading = _read(template, document, lang)
    if reading.problems and not (allow and reading.filled):
        raise _unfilled(reading)
    return Filling(reading).bytes()


def _read(template: bytes, document: Document, lang: str | None) -> "Reading":
    from anjian.exports.own_template.reading import Reading  # noqa: PLC0415 - as above

    return Reading(template, checked(document), lang or document.lang)


def _unfilled(reading: "Reading") -> TemplateRefused:
    """Return the refusal that names the places, and what could be filled."""
    stopping, lang = tuple(f for f in reading.findings() if f.stops), reading.lang
    lines = [say("refused", lang, n=reading.stops), *(f.text for f in stopping)]
    if rest := reading.stops - len(stopping):
        lines.append(say("more", lang, n=rest))
    lines.append(say("allowed", lang, names=" ".join(available(reading.document, lang))))
    return TemplateRefused("\n".join(lines), stopping)
