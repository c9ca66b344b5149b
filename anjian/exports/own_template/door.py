"""A .docx from outside is looked at before anything else opens it; what it may not hold is refused by its place.

Refused: what is no plain Word document, what unpacks to too much, macros and objects, whatever Word would fetch or run
by itself on opening the filled file, and XML with declarations of its own. Kept: links to web pages and mail addresses.
Nothing is unpacked before the sizes that the package declares are counted; zipfile never reads beyond them.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from anjian.exports.own_template.wording import TemplateRefused, refuse

MB = 2**20
MOST_BYTES, MOST_UNPACKED, MOST_XML, SMALL = 10 * MB, 60 * MB, 8 * MB, MB
MOST_ENTRIES, MOST_RATIO, MOST_TAGS = 1000, 200, 500_000
LINKS = ("http://", "https://", "mailto:")
TYPES, ROOT_RELS = "[Content_Types].xml", "_rels/.rels"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
TEMPLATE_MAIN = MAIN.replace("document.main", "template.main")
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_VML = "urn:schemas-microsoft-com:vml"
_PACKED, _OLE, _PROGRAM = b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"MZ"
_MACROS = re.compile(r"macroenabled|vbaproject|vbadata|activex", re.I)
_BAD_NAME = re.compile(r"(^|/)\.\.(/|$)|^/|//|[\\:\x00-\x1f]")
_ACTIVE = ("oleObject", "control", "activeXControlBinary", "aFChunk", "subDocument", "frame", "vbaProject")
_RUNNING = re.compile(r"DDE|DDEAUTO|INCLUDE|INCLUDEPICTURE|INCLUDETEXT|IMPORT|LINK|DATABASE|RD|MACROBUTTON|QUOTE")
_OUTSIDE = re.compile(r"\s*(\w[\w+.-]*:|//|\\\\)")


def entries(template: bytes, lang: str) -> dict[str, bytes]:
    """Return the files of a Word document by name, in their order; raise TemplateRefused for anything else."""
    found = _unpacked(template, lang)
    for name, data in found.items():
        _check_content(name, data, lang)
    types = _types(found, lang)
    for name, data in found.items():
        if name.endswith((".xml", ".rels", ".vml")) or types(name).endswith("xml"):
            _check_xml(name, data, found, lang)
    _check_kind(found, types, lang)
    # A .dotx is a .docx under another name.
    found[TYPES] = found[TYPES].replace(TEMPLATE_MAIN.encode(), MAIN.encode())
    return found


# the package


def _unpacked(template: bytes, lang: str) -> dict[str, bytes]:
    if len(template) > MOST_BYTES:
        raise refuse("large_file", lang, found=_size(len(template)), allowed=_size(MOST_BYTES))
    if template.startswith(_OLE):
        raise refuse("old_or_locked", lang)
    if not template.startswith(_PACKED):
        raise refuse("not_a_package", lang, found=repr(bytes(template[:8]))[1:])
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as package:
            _check_listing(package.infolist(), lang)
            return {e.filename: package.read(e) for e in package.infolist() if not e.is_dir()}
    except TemplateRefused:
        raise
    except Exception as error:  # a damaged package fails zipfile and zlib in many ways
        raise refuse("not_a_package", lang, found=error) from error


def _check_listing(listing: list[zipfile.ZipInfo], lang: str) -> None:
    if len(listing) > MOST_ENTRIES:
        raise refuse("many_entries", lang, found=len(listing), allowed=MOST_ENTRIES)
    seen: set[str] = set()
    for entry in listing:
        name = entry.filename
        if _BAD_NAME.search(name) or name.lower() in seen:
            raise refuse("entry_name", lang, found=repr(name))
        seen.add(name.lower())
        _check_entry(entry, lang)
    if (total := sum(e.file_size for e in listing)) > MOST_UNPACKED:
        raise refuse("large_unpacked", lang, place=TYPES, found=_size(total), allowed=_size(MOST_UNPACKED))


def _check_entry(entry: zipfile.ZipInfo, lang: str) -> None:
    name, size = entry.filename, entry.file_size
    if entry.flag_bits & 0x1 or entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise refuse("entry_locked", lang, place=name)
    most = MOST_XML if name.endswith((".xml", ".rels")) else MOST_UNPACKED
    if size > most:
        raise refuse("large_unpacked", lang, place=name, found=_size(size), allowed=_size(most))
    if size > SMALL and (ratio := size // max(1, entry.compress_size)) > MOST_RATIO:
        raise refuse("squeezed", lang, place=name, found=ratio, allowed=MOST_RATIO)


def _size(count: int) -> str:
    return f"{count / MB:.1f} MB"


def _check_content(name: str, data: bytes, lang: str) -> None:
    """Refuse macros, signatures, programs and packages within the package, by content and name."""
    if _MACROS.search(name):
        raise refuse("macros", lang, place=name)
    if name.startswith("_xmlsignatures/"):
        raise refuse("signed", lang, place=name)
    if data.startswith((_OLE, _PROGRAM)):
        raise refuse("inside", lang, place=name, found="OLE" if data.startswith(_OLE) else "EXE")
    if data.startswith(_PACKED):
        _check_inside(name, data, lang)


def _check_inside(name: str, data: bytes, lang: str) -> None:
    """Let a chart's workbook pass: it is never unpacked here, but Excel would."""
    if "/embeddings/" not in name or not name.endswith(".xlsx"):
        raise refuse("inside", lang, place=name, found="ZIP")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _check_listing(package.infolist(), lang)
            names = package.namelist()
    except zipfile.BadZipFile as error:
        raise refuse("inside", lang, place=name, found=error) from error
    for inner in names:
        if _MACROS.search(inner):
            raise refuse("macros", lang, place=f"{name}/{inner}")


# its XML


def _check_xml(name: str, data: bytes, found: dict[str, bytes], lang: str) -> None:
    root = parsed(name, data, lang)
    if name.endswith(".rels"):
        _check_relationships(name, root, found, lang)
    for command in _commands(root):
        if _RUNNING.fullmatch(command.upper()):
            raise refuse("field", lang, place=name, found=command)
    for element in root.iter(f"{{{_VML}}}*"):
        for key, value in element.items():
            if key.rpartition("}")[2] in ("src", "althref") and _OUTSIDE.match(value):
                raise refuse("external", lang, place=name, kind="VML", found=value)


def parsed(name: str, data: bytes, lang: str) -> etree._Element:
    """Return the root of a part, without entities, declarations or the network."""
    if len(data) > MOST_XML:
        raise refuse("large_unpacked", lang, place=name, found=_size(len(data)), allowed=_size(MOST_XML))
    if b"<!DOCTYPE" in data.replace(b"\0", b""):  # UTF-16 too
        raise refuse("doctype", lang, place=name)
    if (tags := data.count(b"<")) > MOST_TAGS:
        raise refuse("xml", lang, place=name, found=f"{tags} > {MOST_TAGS} <")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise refuse("xml", lang, place=name, found=error) from error
    about = root.getroottree().docinfo
    if about.doctype or about.internalDTD is not None:
        raise refuse("doctype", lang, place=name)
    if (about.encoding or "UTF-8").upper() not in ("UTF-8", "UTF8", "UTF-16", "UTF-16LE", "UTF-16BE", "US-ASCII"):
        raise refuse("xml", lang, place=name, found=about.encoding)
    return root


def _commands(root: etree._Element) -> Iterator[str]:
    """Yield the first word of each field, however Word split it over runs; a nested field may spell any word."""
    open_fields: list[list[str]] = []
    for element in root.iter(f"{_W}fldSimple", f"{_W}fldChar", f"{_W}instrText"):
        if element.tag == f"{_W}fldSimple":
            yield _first(element.get(f"{_W}instr") or "")
        elif element.tag == f"{_W}instrText":
            if open_fields:
                open_fields[-1].append(element.text or "")
        elif element.get(f"{_W}fldCharType") == "begin":
            if open_fields and not "".join(open_fields[-1]).strip():
                yield "QUOTE"
            open_fields.append([])
        elif element.get(f"{_W}fldCharType") == "end" and open_fields:
            yield _first("".join(open_fields.pop()))
    yield from (_first("".join(left)) for left in open_fields)


def _first(instruction: str) -> str:
    words = instruction.replace('"', " ").split()
    return words[0] if words else ""


# its relationships


def _check_relationships(name: str, root: etree._Element, found: dict[str, bytes], lang: str) -> None:
    folder = posixpath.dirname(posixpath.dirname(name))
    for one in root:
        if not isinstance(one.tag, str):
            continue
        kind = one.get("Type", "").rpartition("/")[2]
        target = one.get("Target", "")
        if one.get("TargetMode") == "External":
            _check_outside(name, kind, target, lang)
        elif kind in _ACTIVE:
            raise refuse("active", lang, place=name, kind=kind, found=target)
        elif posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/") not in found:
            raise refuse("dangling", lang, place=name, found=target)


def _check_outside(name: str, kind: str, target: str, lang: str) -> None:
    """Refuse whatever lies outside but a link that waits for a click."""
    if kind == "attachedTemplate":
        raise refuse("own_template", lang, place=name, found=target)
    if kind != "hyperlink":
        raise refuse("external", lang, place=name, kind=kind, found=target)
    if not target.lower().startswith(LINKS):
        raise refuse("link", lang, place=name, found=target, allowed=" ".join(LINKS))


def _types(found: dict[str, bytes], lang: str):
    """Return part name → content type, as the package says it; macros are told by their type too."""
    if TYPES not in found or ROOT_RELS not in found:
        raise refuse("not_a_package", lang, found=TYPES if TYPES not in found else ROOT_RELS)
    defaults, named = {}, {}
    for one in parsed(TYPES, found[TYPES], lang):
        kind = one.get("ContentType", "")
        if _MACROS.search(kind):
            raise refuse("macros", lang, place=one.get("PartName") or f"*.{one.get('Extension')}")
        if one.get("PartName"):
            named[one.get("PartName").lstrip("/").lower()] = kind
        else:
            defaults[one.get("Extension", "").lower()] = kind
    return lambda name: named.get(name.lower(), defaults.get(name.rpartition(".")[2].lower(), ""))


def _check_kind(found: dict[str, bytes], types, lang: str) -> None:
    mains = [r.get("Target", "").lstrip("/") for r in parsed(ROOT_RELS, found[ROOT_RELS], lang)
             if r.get("Type") == _OFFICE]  # fmt: skip
    if len(mains) != 1:
        raise refuse("another_kind", lang, place=ROOT_RELS, found=" ".join(mains) or "–")
    if (kind := types(mains[0])) not in (MAIN, TEMPLATE_MAIN):
        raise refuse("another_kind", lang, place=mains[0], found=kind or "–")
    root = parsed(mains[0], found[mains[0]], lang)
    if root.tag != f"{_W}document" or root.find(f"{_W}body") is None:
        raise refuse("xml", lang, place=mains[0], found="w:body")
