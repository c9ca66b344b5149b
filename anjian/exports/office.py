"""What office files of every kind share: what a file says of itself, and a package without a clock or random names."""

import io
import zipfile
from collections.abc import Iterable
from datetime import datetime

from anjian.exports.document import Document
from anjian.exports.labels import EN

CREATED = datetime(2000, 1, 1)
AUTHOR = "安鉴 Anjian"
LONGEST_PROPERTY = 255
# For XlsxWriter: text is never a formula, a link or a number.
AS_TEXT = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
APP_XML = (
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>Anjian</Application></Properties>"
)
CUSTOM_NAME = "/docProps/custom.xml"
CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
CUSTOM_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_VALUE = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"

Pairs = Iterable[tuple[str, str]]


def title(document: Document) -> str:
    """Return the document's title, as long as a property may be."""
    return document.title[:LONGEST_PROPERTY]


def comments(document: Document) -> str:
    """Return the document's properties in one line, as long as a property may be."""
    return "; ".join(f"{name}: {value}" for name, value in document.properties)[:LONGEST_PROPERTY]


def describe(core, document: Document) -> None:
    """Say in a file's core properties what it is; an author named in it already stays."""
    core.title, core.comments = title(document), comments(document)
    core.author, core.last_modified_by = core.author or AUTHOR, AUTHOR
    core.language = "en-GB" if document.lang == EN else "zh-CN"
    core.created = core.modified = CREATED
    core.revision = 1


def forget(core) -> None:
    """Empty the core properties of a library's own template."""
    core.author = core.subject = core.category = core.keywords = ""


def custom_xml(properties: Pairs, old: bytes = b"") -> bytes:
    """Return the part of a file's own properties: these over ``old`` ones of the same name; the other old ones stay."""
    from lxml import etree  # noqa: PLC0415 - a page that draws tables needs no XML

    empty = etree.Element(f"{{{_CUSTOM}}}Properties", nsmap={None: _CUSTOM, "vt": _VALUE})
    root, given = etree.fromstring(old, etree.XMLParser(resolve_entities=False)) if old else empty, dict(properties)
    for one in [e for e in root if e.get("name") in given]:
        root.remove(one)
    for name, value in given.items():
        one = etree.SubElement(root, f"{{{_CUSTOM}}}property", fmtid=_FORMAT, pid="0", name=name)
        etree.SubElement(one, f"{{{_VALUE}}}lpwstr").text = value
    for n, one in enumerate(root, 2):
        one.set("pid", str(n))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def pack(files: dict[str, bytes]) -> bytes:
    """Return a package of files in the order given, each dated 1980-01-01, the zip's own zero."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            package.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def unpack(package: bytes) -> dict[str, bytes]:
    """Return the files of a package that this program made, by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(package)) as files:
        return {name: files.read(name) for name in files.namelist()}


def saved(file) -> bytes:
    """Return a python-docx or python-pptx file as bytes without dates."""
    out = io.BytesIO()
    file.save(out)
    return pack(unpack(out.getvalue()))
