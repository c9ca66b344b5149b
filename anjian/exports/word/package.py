"""An empty Word file of the house: its styles, fonts, settings and footers, and nothing of python-docx's own."""

import docx
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part, XmlPart
from docx.oxml.parser import parse_xml
from lxml import etree

from anjian.exports import office
from anjian.exports.word import wordml as w
from anjian.exports.word.styles import fonts_xml, settings_xml, styles_xml

_KEPT = ("styles", "settings", "fontTable", "theme")


def empty(lang: str, compact: bool = False):
    """Return a Word document without a paragraph or a section."""
    word = docx.Document()
    _drop_others(word.part)
    _replace(word.part.part_related_by(RELATIONSHIP_TYPE.STYLES), styles_xml(lang, compact))
    _replace(word.part.part_related_by(RELATIONSHIP_TYPE.SETTINGS), settings_xml(lang))
    word.part.part_related_by(RELATIONSHIP_TYPE.FONT_TABLE)._blob = fonts_xml().encode()
    word.part.package.part_related_by(RELATIONSHIP_TYPE.EXTENDED_PROPERTIES)._blob = office.APP_XML
    office.forget(word.core_properties)
    for old in list(word.element.body):
        word.element.body.remove(old)
    return word


def _drop_others(part) -> None:
    for key, relationship in list(part.rels.items()):
        if relationship.reltype.rsplit("/", 1)[-1] not in _KEPT:
            del part.rels[key]  # stylesWithEffects among them: 438 kB that validators flag
    for key, relationship in list(part.package.rels.items()):
        if relationship.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del part.package.rels[key]


def _replace(part: XmlPart, xml: str) -> None:
    part._element = parse_xml(xml)


def footers(part) -> dict[str, str]:
    """Add the two footers, page number right on odd pages and left on even ones; return type → relationship id."""
    made = {}
    for n, (kind, style) in enumerate((("default", "FooterOdd"), ("even", "FooterEven")), 1):
        xml = etree.tostring(w.el("w:ftr", w.page_number(style)))
        footer = Part(PackURI(f"/word/footer{n}.xml"), CONTENT_TYPE.WML_FOOTER, xml, part.package)
        made[kind] = part.relate_to(footer, RELATIONSHIP_TYPE.FOOTER)
    return made


def describe(word, document) -> None:
    """Say in a file's properties what it is; what a template says of itself besides stays."""
    office.describe(word.core_properties, document)
    package = word.part.package
    part = next((r.target_part for r in package.rels.values() if r.reltype == office.CUSTOM_RELATIONSHIP), None)
    if part is None:
        part = Part(PackURI(office.CUSTOM_NAME), office.CUSTOM_TYPE, b"", package)
        package.relate_to(part, office.CUSTOM_RELATIONSHIP)
    part._blob = office.custom_xml(document.properties, part.blob)
