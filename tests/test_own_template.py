"""A bureau's own .docx: filled with its styles kept, told before what it cannot fill, refused where it is hostile."""

import io
import re
import time
import zipfile
from dataclasses import replace
from functools import cache
from random import Random

import docx
import pytest
import rendered
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.shared import Pt
from test_brief import fuzhou, wenling
from written import (
    BARS,
    DOCUMENT,
    EMPTY,
    ENGLISH,
    GRID,
    LINE,
    NS,
    RARE,
    SHARES,
    TEXTS,
    caches,
    cells,
    charts,
    faults,
    hostile,
    opened,
    parts,
    root,
    same,
)  # fmt: skip

from anjian import words
from anjian.config import ROOT
from anjian.exports.document import Chart, Heading, Paragraph, Said
from anjian.exports.office import pack, unpack
from anjian.exports.own_template import TemplateRefused, available, fill, findings
from anjian.exports.own_template.door import MOST_UNPACKED
from anjian.exports.word.wordml import BLANK

W = f"{{{NS['w']}}}"
NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
EVERYTHING = ("{{ 标题 }}", "{{ 标识 }}", "{{ 正文 }}", "{{ 注释 }}", "{{ 附录 }}", "{{ 核对单 }}", "{{ 文件属性 }}")
REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


# templates


def blank():
    """Return an empty Word document without the old part of python-docx's own template that validators flag."""
    word = docx.Document()
    for key, relationship in list(word.part.rels.items()):
        if relationship.reltype.endswith("stylesWithEffects"):
            del word.part.rels[key]
    return word


def saved(word) -> bytes:
    out = io.BytesIO()
    word.save(out)
    return out.getvalue()


def made(*lines: str, **named: str) -> bytes:
    """Return a template with a paragraph a line; ``header`` and ``footer`` by name."""
    word = blank()
    for line in lines:
        word.add_paragraph(line)
    for place, text in named.items():
        getattr(word.sections[0], place).paragraphs[0].text = text
    return saved(word)


def inserted(*elements: str, before: tuple[str, ...] = ()) -> bytes:
    """Return a template with paragraphs as XML."""
    word = blank()
    for line in before:
        word.add_paragraph(line)
    for xml in elements:
        element = parse_xml(f"<w:body {NAMESPACES}>{xml}</w:body>")[0]
        word.element.body.insert(len(word.element.body) - 1, element)
    return saved(word)


def with_files(template: bytes, changed: dict) -> bytes:
    """Return the package with files put in or changed: name → bytes, or a function of the old bytes."""
    files = unpack(template)
    for name, new in changed.items():
        files[name] = new(files[name]) if callable(new) else new
    return pack(files)


def put(name: str, new) -> bytes:
    """Return a plain template with one file put in or changed."""
    return with_files(made("{{ 标题 }}"), {name: new})


def related(kind: str, target: str, outside: bool = True, part: str = "document") -> bytes:
    """Return a template one part of which is related to something more."""
    mode = ' TargetMode="External"' if outside else ""
    one = f'<Relationship Id="rId99" Type="{REL}/{kind}" Target="{target}"{mode}/>'
    name = f"word/_rels/{part}.xml.rels"
    empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
    template = made("{{ 标题 }}")
    old = unpack(template).get(name, empty)
    return with_files(template, {name: old.replace(b"</Relationships>", f"{one}</Relationships>".encode())})


def begun(*instructions: str) -> str:
    """Return the beginning of a field, its instruction in pieces."""
    pieces = "".join(f"<w:r><w:instrText>{i}</w:instrText></w:r>" for i in instructions)
    return f'<w:r><w:fldChar w:fldCharType="begin"/></w:r>{pieces}'


def one_text(xml: str) -> bytes:
    """Return a template with ``xml`` before the end of its text."""
    template = made("{{ 标题 }}")
    return with_files(template, {"word/document.xml": lambda d: d.replace(b"<w:sectPr", xml.encode() + b"<w:sectPr")})


def texts(file: bytes) -> list[str]:
    return [p.text for p in docx.Document(io.BytesIO(file)).paragraphs]


def told(template: bytes, document=DOCUMENT, lang: str = "zh") -> str:
    """Return what a refused template is told."""
    with pytest.raises(TemplateRefused) as refused:
        fill(template, document, lang)
    return str(refused.value)


def codes(template: bytes, document=DOCUMENT) -> list[str]:
    return [f.code for f in findings(template, document)]


@cache
def bureau() -> bytes:
    """Return a template as bureaus make them: set by hand, split by Word, a head, a table, the 核对单 across."""
    word = blank()
    section = word.sections[0]
    section.header.paragraphs[0].text = "{{ 标识 }}　内部使用"
    section.footer.paragraphs[0].text = "数据版本{{数据版本}}，{{ 选择条件 }}，{{日期}}"
    word.add_paragraph("{{ 标题 }}", style="Title")
    table = word.add_table(rows=2, cols=2, style="Table Grid")
    for cell, text in zip(
        (c for r in table.rows for c in r.cells), ("编制单位", "{{ 编制单位 }}", "审签", "{{ 审签 }}"), strict=True
    ):
        cell.text = text
    word.add_paragraph("第{{ 期数 }}期　数据截至{{ data until }}　｛｛ 拟稿 ｝｝")
    line = word.add_paragraph()
    line.paragraph_format.first_line_indent, line.paragraph_format.line_spacing = Pt(32), Pt(28)
    for piece in ("{", "{ 正", " 文", " }", "}"):
        run = line.add_run(piece)
        run.font.size, run.font.name = Pt(16), "仿宋"
        run._r.rPr.rFonts.set(qn("w:eastAsia"), "仿宋")
    word.add_paragraph("整改率见下图。")
    word.add_paragraph("{{ 图2 }}")
    word.add_heading("注释", 1)
    word.add_paragraph("{{ 注释 }}")
    word.add_heading("附录", 1)
    word.add_paragraph("{{ 附录 }}")
    across = word.add_section()
    across.orientation, across.page_width, across.page_height = (
        WD_ORIENT.LANDSCAPE,
        section.page_height,
        section.page_width,
    )
    word.add_paragraph("{{ 核对单 }}")
    return saved(word)


@cache
def filled() -> bytes:
    return fill(bureau(), DOCUMENT)


# what is filled


def test_a_bureaus_template_is_filled_in_its_order():
    read = texts(filled())
    assert read[0] == DOCUMENT.title
    assert read[1] == f"第{BLANK}期　数据截至2024年6月30日　{BLANK}"
    assert read[2:5] == ["一、检查与隐患", "（一）总体情况", "全市检查企业1843[1]家次，发现隐患22.54万[2]条。"]
    assert not [t for t in read if "{{" in t or "}}" in t]
    for said in (*DOCUMENT.bases, *(f"[{n.number}] {n.text}" for n in DOCUMENT.notes)):
        assert said in read


def test_several_headers_are_filled_each_with_its_own():
    word = docx.Document(io.BytesIO(made("{{ 标题 }}", header="甲{{ 期数 }}", footer="乙{{ 日期 }}")))
    section = word.sections[0]
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "{{ 标识 }}丙{{ 编制单位 }}"
    section = docx.Document(io.BytesIO(fill(saved(word), DOCUMENT))).sections[0]
    read = [part.paragraphs[0].text for part in (section.first_page_header, section.header, section.footer)]
    assert read == ["内部资料　初步数据丙市安委办", f"甲{BLANK}", "乙2026-11-22"]


def test_headers_footers_and_cells_are_filled():
    word = docx.Document(io.BytesIO(filled()))
    assert word.sections[0].header.paragraphs[0].text == "内部资料　初步数据　内部使用"
    assert word.sections[0].footer.paragraphs[0].text == "数据版本729ecdfc2e，温岭市 2024-01..2024-06，2026-11-22"
    assert [[c.text for c in r.cells] for r in word.tables[0].rows] == [["编制单位", "市安委办"], ["审签", ""]]


def test_styles_numbering_and_every_untouched_part_keep_their_bytes():
    before, after = unpack(bureau()), parts(filled())
    touched = {n for n in before if after.get(n) != before[n]}
    assert touched <= {
        "[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels", "word/document.xml", "docProps/core.xml",
        "word/header1.xml", "word/footer1.xml",
    }  # fmt: skip
    assert {"word/styles.xml", "word/settings.xml", "word/fontTable.xml"} <= set(before) - touched
    assert [n for n in after if n in before] == list(before)
    spaced = put("word/styles.xml", lambda d: d.replace(b"<w:latentStyles", b"\n  <!-- ours -->\n  <w:latentStyles", 1))
    assert parts(fill(spaced, DOCUMENT))["word/styles.xml"] == unpack(spaced)["word/styles.xml"]


def test_text_looks_like_its_placeholder_and_headings_like_the_templates():
    lines = {p.text: p for p in docx.Document(io.BytesIO(filled())).paragraphs}
    body = lines["全市检查企业1843[1]家次，发现隐患22.54万[2]条。"]
    assert (body.paragraph_format.first_line_indent, body.paragraph_format.line_spacing) == (Pt(32), Pt(28))
    fonts = {(r.font.size, r._r.rPr.rFonts.get(qn("w:eastAsia"))) for r in body.runs}
    assert fonts == {(Pt(16), "仿宋")}
    styles = {lines[t].style.name for t in ("一、检查与隐患", "（一）总体情况", "1. 整改", "（1）逐月", BARS.caption)}
    assert styles == {"Heading 1", "Heading 2", "Heading 3", "Heading 4", "Caption"}


def test_each_number_leads_to_its_note_and_is_raised():
    text = root(filled(), "word/document.xml")
    leads = text.xpath("//w:hyperlink/@w:anchor", namespaces=NS)
    assert leads
    assert set(leads) == set(text.xpath("//w:bookmarkStart/@w:name", namespaces=NS))
    raised = text.xpath("//w:hyperlink/w:r[w:rPr/w:vertAlign[@w:val='superscript']]", namespaces=NS)
    assert ["".join(r.itertext()) for r in raised] == ["[1]", "[2]"]


def test_without_a_place_for_notes_their_numbers_lead_nowhere():
    text = root(fill(made("{{ 正文 }}"), DOCUMENT), "word/document.xml")
    assert text.xpath("//w:hyperlink", namespaces=NS) == []
    assert len(text.xpath("//w:vertAlign", namespaces=NS)) == 2
    assert "没有放“注释”的地方" in "".join(f.text for f in findings(made("{{ 正文 }}"), DOCUMENT))


def test_bookmarks_of_the_template_are_no_notes():
    mark = '<w:p><w:bookmarkStart w:id="7" w:name="note_1"/><w:bookmarkEnd w:id="7"/></w:p>'
    text = root(fill(inserted(mark, before=("{{ 正文 }}", "{{ 注释 }}")), DOCUMENT), "word/document.xml")
    names = text.xpath("//w:bookmarkStart/@w:name", namespaces=NS)
    ids = text.xpath("//w:bookmarkStart/@w:id", namespaces=NS)
    assert len(set(names)) == len(set(ids)) == 3
    assert set(text.xpath("//w:hyperlink/@w:anchor", namespaces=NS)) == set(names) - {"note_1"}


def test_charts_stand_at_their_markers_and_the_rest_in_the_text():
    read = texts(filled())
    assert (
        read.index(SHARES.caption) > read.index("整改率见下图。") > read.index(LINE.caption) > read.index(BARS.caption)
    )
    assert read.count(SHARES.caption) == 1
    assert len(charts(filled(), "word")) == 3


def test_a_charts_workbook_opens_and_equals_what_it_shows():
    for name, chart in charts(filled(), "word").items():
        number = re.sub(r"\D", "", name)
        book = opened(parts(filled())[f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"])
        for reference, cached in caches(chart):
            assert all(map(same, cached, cells(book, reference)))


def test_charts_go_on_after_the_templates_own():
    again = fill(with_files(filled(), {"word/document.xml": again_asked}), DOCUMENT)
    ids = root(again, "word/document.xml").xpath("//wp:docPr/@id", namespaces=NS)
    assert len(charts(again, "word")) == 6
    assert len(ids) == len(set(ids)) == 6


def again_asked(document: bytes) -> bytes:
    return document.replace(DOCUMENT.title.encode(), "{{ 标题 }}".encode(), 1).replace(
        "整改率见下图。".encode(), "{{ 正文 }}".encode()
    )


def test_charts_and_tables_fit_their_place():
    word = blank()
    table = word.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "{{ 图1 }}", "{{ 表1 }}"
    text = root(fill(saved(word), DOCUMENT), "word/document.xml")
    room = int(text.xpath("//w:tc/w:tcPr/w:tcW/@w:w", namespaces=NS)[0])
    assert int(text.xpath("//wp:extent/@cx", namespaces=NS)[0]) <= room * 635
    assert sum(int(g) for g in text.xpath("//w:tc//w:gridCol/@w:w", namespaces=NS)) <= room
    assert [c[-1].tag for c in text.iter(f"{W}tc")] == [f"{W}p"] * len(list(text.iter(f"{W}tc")))  # Word insists


def test_the_check_sheet_uses_the_width_of_its_page():
    text = root(filled(), "word/document.xml")
    *_, sheet = text.iter(f"{W}tbl")
    assert 12000 < sum(int(g.get(f"{W}w")) for g in sheet.iter(f"{W}gridCol")) < 14500


def test_a_section_is_asked_for_by_name_or_number():
    sections = (Heading(1, "一、检查"), Paragraph((Said("甲"),)), Heading(1, "二、整改"), Paragraph((Said("乙"),)))
    document = replace(DOCUMENT, blocks=sections)
    for name in ("正文：整改", "正文:二、整改", "正文2", "第二部分", "body: 整改", "section 2"):
        read = texts(fill(made(f"{{{{ {name} }}}}", "其余", "{{ 正文 }}"), document))
        assert read[1:6] == ["二、整改", "乙", "其余", "一、检查", "甲"], name


SECTIONS = replace(
    DOCUMENT,
    blocks=(Heading(1, "一、检查"), Paragraph((Said("甲"),)), Heading(1, "二、整改"), Paragraph((Said("乙"),))),
)


@pytest.mark.parametrize("heading", ["整改", "二、整改", "二、 整改", "2. 整改", "（二）整改"])
def test_a_heading_that_the_template_has_already_is_not_set_twice(heading):
    read = texts(fill(made(heading, "", "{{ 正文：整改 }}", "{{ 正文 }}"), SECTIONS))
    assert read[1:6] == [heading, "", "乙", "一、检查", "甲"]


def test_a_heading_of_other_words_or_beyond_a_table_does_not_stand_for_the_sections():
    assert texts(fill(made("隐患整改", "{{ 正文：整改 }}"), SECTIONS))[1:4] == ["隐患整改", "二、整改", "乙"]
    word = docx.Document(io.BytesIO(made("整改")))
    word.add_table(rows=1, cols=1)
    word.add_paragraph("{{ 正文：整改 }}")
    assert "二、整改" in texts(fill(saved(word), SECTIONS))
    assert texts(fill(made("{{ 正文：整改 }}"), SECTIONS))[1:3] == ["二、整改", "乙"]


def test_a_heading_left_out_needs_no_style():
    template = with_files(
        made("整改", "{{ 正文：整改 }}"), {"word/styles.xml": lambda d: d.replace(b"eading 1", b"x1")}
    )
    assert "no_heading" not in codes(template, SECTIONS)
    assert "no_heading" in codes(with_files(template, {"word/document.xml": lambda d: d.replace(
        "整改</w:t>".encode(), "其他</w:t>".encode())}), SECTIONS)  # fmt: skip


def test_a_table_and_a_chart_name_the_notes_that_cite_them():
    document = replace(DOCUMENT, blocks=(replace(GRID, notes=(1,)), replace(BARS, notes=(2, 1))))
    text = root(fill(made("{{ 正文 }}", "{{ 注释 }}"), document), "word/document.xml")
    lines = ["".join(p.itertext()) for p in text.iter(f"{W}p") if p.find("w:hyperlink", NS) is not None]
    assert lines == [f"{GRID.source}[1]", f"{BARS.source}[2][1]"]


@pytest.mark.parametrize("name", ["标题", "title", " Title ", "标 题", "TITLE", "ｔｉｔｌｅ"])
def test_names_are_known_in_both_languages_spaces_or_not(name):
    assert DOCUMENT.title in texts(fill(made(f"{{{{{name}}}}}"), DOCUMENT))


def test_an_english_document_fills_a_chinese_template_and_the_other_way():
    english = replace(ENGLISH, fields=(("Prepared by", "Safety office"),), properties=(("Data version", "729e"),))
    read = texts(fill(made("{{ 编制单位 }} {{ prepared by }} {{ 数据版本 }} {{ data_version }}"), english))
    assert "Safety office Safety office 729e 729e" in read
    assert "市安委办 729ecdfc2e" in texts(fill(made("{{ prepared by }} {{ data version }}"), DOCUMENT))


ALIASES = {
    "标题": "title", "标识": "marks", "正文": "body", "图1": "chart 1", "表2": "table 2", "注释": "notes",
    "附录": "appendix", "核对单": "check sheet", "文件属性": "file",
}  # fmt: skip


@pytest.mark.parametrize(("zh", "en"), ALIASES.items())
def test_every_place_is_known_by_its_name_in_both_languages(zh, en):
    for document in (DOCUMENT, ENGLISH):
        files = [parts(fill(made(f"{{{{ {name} }}}}"), document))["word/document.xml"] for name in (zh, en)]
        assert files[0] == files[1]
        assert not [f for f in findings(made(f"{{{{ {zh} }}}}"), document) if f.stops]


@pytest.mark.parametrize("name", ["编制单位", "Prepared by", "prepared_by", "数据截止", "data_until"])
def test_a_field_is_known_by_its_name_in_both_languages_and_by_its_key(name):
    values = dict(DOCUMENT.fields)
    assert set(texts(fill(made(f"{{{{ {name} }}}}"), DOCUMENT))) & {values["编制单位"], values["数据截止"]}


@pytest.mark.parametrize("name", ["选择条件", "Selection", "exported"])
def test_a_property_is_known_by_its_key_too(name):
    assert dict(DOCUMENT.properties)["选择条件"] in texts(fill(made(f"{{{{ {name} }}}}"), DOCUMENT))


# where Word hides a placeholder


def test_text_boxes_are_filled_in_both_their_forms():
    box = (
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wp:anchor><a:graphic><a:graphicData>"
        "<wps:wsp><wps:txbx><w:txbxContent><w:p><w:r><w:t>{{ 编制</w:t></w:r><w:r><w:t>单位 }}</w:t></w:r></w:p>"
        "</w:txbxContent></wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>{{ 编制单位 }}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    text = root(fill(inserted(box), DOCUMENT), "word/document.xml")
    boxes = ["".join(b.itertext()) for b in text.iter(f"{W}txbxContent")]
    assert boxes == ["市安委办"] * 2
    wrong = [f for f in findings(inserted(box.replace("单位", "单外")), DOCUMENT) if f.stops]
    assert [f.text for f in wrong] == [
        "文本框（“{{ 编制单外 }}”）：“{{ 编制单外 }}”不是可填的名称，是不是“{{ 编制单位 }}”？"
    ]
    body = [f.code for f in findings(inserted(box.replace("编制", "正").replace("单位", "文")), DOCUMENT) if f.stops]
    assert body == ["misplaced"]


def test_content_controls_are_taken_away_so_that_word_does_not_fill_them_again():
    bound = (
        '<w:sdt><w:sdtPr><w:showingPlcHdr/><w:dataBinding w:xpath="/x" w:storeItemID="{0}"/><w:text/></w:sdtPr>'
        '<w:sdtContent><w:p><w:r><w:rPr><w:rStyle w:val="PlaceholderText"/></w:rPr><w:t>{{ 正文 }}</w:t></w:r></w:p>'
        "</w:sdtContent></w:sdt>"
    )
    file = fill(inserted(bound), DOCUMENT)
    assert "一、检查与隐患" in texts(file)
    assert not root(file, "word/document.xml").xpath("//w:sdt | //w:rStyle", namespaces=NS)


def test_what_else_stands_in_the_paragraph_stays():
    page = '<w:p><w:r><w:br w:type="page"/></w:r><w:r><w:t>{{ 注释 }}</w:t></w:r></w:p>'
    ends = '<w:pPr><w:sectPr><w:pgSz w:w="16838" w:h="11906"/></w:sectPr></w:pPr>'
    section = f"<w:p>{ends}<w:r><w:t>{{{{ 附录 }}}}</w:t></w:r></w:p>"
    begins = "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>{{ 正文 }}</w:t></w:r></w:p>"
    file = fill(inserted(begins, page, section), DOCUMENT)
    text = root(file, "word/document.xml")
    assert text.xpath("//w:br/@w:type", namespaces=NS) == ["page"]
    assert len(text.xpath("//w:sectPr", namespaces=NS)) == 2
    (turn,) = text.xpath("//w:p[w:r/w:br]/following-sibling::w:p[1]", namespaces=NS)
    assert "".join(turn.itertext()) == f"[1] {DOCUMENT.notes[0].text}"
    after = text.xpath("//w:p[w:pPr/w:sectPr]/preceding-sibling::w:p[1]", namespaces=NS)
    assert "".join(after[0].itertext()) == DOCUMENT.bases[-1]
    broken = text.xpath("//w:p[w:pPr/w:pageBreakBefore]", namespaces=NS)
    assert ["".join(p.itertext()) for p in broken] == ["一、检查与隐患"]


def test_several_in_one_line_and_one_over_many_runs():
    split = "".join(f"<w:r><w:t>{ch}</w:t></w:r>" for ch in "甲{{ 标题 }}乙{{期数}}丙{{ 编制单位 }}丁")
    assert f"甲{DOCUMENT.title}乙{BLANK}丙市安委办丁" in texts(fill(inserted(f"<w:p>{split}</w:p>"), DOCUMENT))


def test_a_deleted_placeholder_is_not_filled():
    gone = '<w:del w:id="1" w:author="x"><w:r><w:delText>{{ 没有 }}</w:delText></w:r></w:del>'
    kept = "<w:r><w:t>{{ 标题 }}</w:t></w:r>"
    assert [f for f in findings(inserted(f"<w:p>{gone}{kept}</w:p>"), DOCUMENT) if f.stops] == []


# what must be said


def test_marks_without_a_place_go_before_everything():
    read = texts(fill(made("抬头", "{{ 标题 }}"), DOCUMENT))
    assert read[:2] == ["内部资料　初步数据", "抬头"]
    assert "marks" in codes(made("{{ 标题 }}"))


def test_marks_in_a_header_of_page_one_count_and_others_do_not():
    assert "marks" not in codes(made("{{ 标题 }}", header="{{ 标识 }}"))
    word = docx.Document(io.BytesIO(made("{{ 标题 }}", header="{{ marks }}")))
    word.sections[0].different_first_page_header_footer = True
    assert "marks" in codes(saved(word))
    hidden = "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>{{ 标识 }}</w:t></w:r></w:p>"
    assert "marks" in codes(inserted(hidden))


def test_properties_are_the_files_own_and_stand_on_its_last_page():
    file = fill(made("{{ 标题 }}"), DOCUMENT)
    custom = root(file, "docProps/custom.xml")
    assert {e.get("name"): e[0].text for e in custom} == dict(DOCUMENT.properties)
    core = docx.Document(io.BytesIO(file)).core_properties
    assert (core.title, core.created.year, core.modified.year) == (DOCUMENT.title, 2000, 2000)
    assert all(value in core.comments for _, value in DOCUMENT.properties)
    values = "；".join(f"{k}：{v}" for k, v in DOCUMENT.properties)
    assert texts(file)[-1] == f"文件属性：{values}"
    assert texts(fill(made("{{ 文件属性 }}"), DOCUMENT))[1:] == [f"{k}：{v}" for k, v in DOCUMENT.properties]


def test_the_templates_own_properties_stay():
    old = parts(
        fill(made("{{ 标题 }}"), replace(DOCUMENT, properties=(("KSOProductBuildVer", "2052"), ("数据版本", "旧"))))
    )
    template = pack({**old, "word/document.xml": unpack(made("{{ 标题 }}"))["word/document.xml"]})
    custom = root(fill(template, DOCUMENT), "docProps/custom.xml")
    assert {e.get("name"): e[0].text for e in custom} == {"KSOProductBuildVer": "2052", **dict(DOCUMENT.properties)}
    assert [e.get("pid") for e in custom] == ["2", "3", "4", "5"]


def test_what_has_no_place_is_said_before():
    said = [f.text for f in findings(made("{{ 标题 }}", "{{ 图1 }}"), DOCUMENT) if f.code == "no_place"]
    assert said == [
        "模板没有放“编制单位”的地方，文件里不会有", "模板没有放“数据截止”的地方，文件里不会有",
        "模板没有放“一、检查与隐患”的地方，文件里不会有其中的2段文字、2幅图、2张表",
        "模板没有放“注释”的地方，文件里不会有", "模板没有放“附录”的地方，文件里不会有",
        "模板没有放“核对单”的地方，文件里不会有",
    ]  # fmt: skip
    assert codes(made(*EVERYTHING), replace(DOCUMENT, fields=())) == []


def test_a_level_without_a_style_is_told_and_set_in_bold():
    template = with_files(made("{{ 正文 }}"), {"word/styles.xml": lambda d: re.sub(b'"[Hh]eading 3"', b'"x3"', d)})
    assert [f.text for f in findings(template, DOCUMENT) if f.code == "no_heading"] == [
        "模板没有“标题 3”样式，这一级标题用正文格式加粗"
    ]
    (line,) = [p for p in docx.Document(io.BytesIO(fill(template, DOCUMENT))).paragraphs if p.text == "1. 整改"]
    assert line.runs[0].bold
    assert line._p.xpath("./w:pPr/w:outlineLvl/@w:val") == ["2"]


def renamed(*names: tuple[str, str]) -> bytes:
    """Return a template whose styles have other names."""

    def rename(styles: bytes) -> bytes:
        for old, new in names:
            styles, times = re.subn(f'<w:name w:val="{old}"/>'.encode(), f'<w:name w:val="{new}"/>'.encode(), styles)
            assert times == 1, old
        return styles

    return with_files(made("{{ 正文 }}"), {"word/styles.xml": rename})


@pytest.mark.parametrize("names", [("heading 1", "heading 2"), ("Heading 1", "Heading 2"), ("标题 1", "标题 2"),
                                   ("标题1", "标题2")])  # fmt: skip
def test_heading_styles_are_known_by_every_name_of_theirs(names):
    template = renamed(("heading 1", names[0]), ("heading 2", names[1]))
    assert "no_heading" not in codes(template)
    lines = {p.text: p.style.style_id for p in docx.Document(io.BytesIO(fill(template, DOCUMENT))).paragraphs}
    assert (lines["一、检查与隐患"], lines["（一）总体情况"]) == ("Heading1", "Heading2")


@pytest.mark.parametrize("name", ["caption", "题注"])
def test_a_caption_is_set_in_the_templates_own_style(name):
    word = docx.Document(io.BytesIO(fill(renamed(("caption", name)), DOCUMENT)))
    assert {p.style.style_id for p in word.paragraphs if p.text == BARS.caption} == {"Caption"}


@pytest.mark.parametrize("name", ["Source", "source line", "出处", "来源", "资料来源"])
def test_a_source_line_is_set_in_the_templates_own_style(name):
    word = blank()
    word.add_paragraph("{{ 正文 }}")
    word.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    word = docx.Document(io.BytesIO(fill(saved(word), DOCUMENT)))
    assert {p.style.name for p in word.paragraphs if p.text == BARS.source} == {name}


def test_the_template_s_own_name_of_a_style_goes_before_another():
    word = blank()
    word.add_paragraph("{{ 正文 }}")
    word.styles.add_style("标题 1", WD_STYLE_TYPE.PARAGRAPH)
    word.styles.add_style("题注", WD_STYLE_TYPE.PARAGRAPH)
    lines = {p.text: p.style.style_id for p in docx.Document(io.BytesIO(fill(saved(word), DOCUMENT))).paragraphs}
    assert (lines["一、检查与隐患"], lines[BARS.caption]) == ("Heading1", "Caption")


def test_a_table_is_set_in_the_bureaus_own_style_before_the_grid():
    word = blank()
    word.add_paragraph("{{ 正文 }}")
    grid = fill(saved(word), DOCUMENT)
    assert set(root(grid, "word/document.xml").xpath("//w:tblStyle/@w:val", namespaces=NS)) == {"TableGrid"}
    style = word.styles.add_style("本局表格", WD_STYLE_TYPE.TABLE)
    own = root(fill(saved(word), DOCUMENT), "word/document.xml")
    assert set(own.xpath("//w:tblStyle/@w:val", namespaces=NS)) == {style.style_id}
    assert own.xpath("//w:tcPr/w:shd", namespaces=NS) == []


def test_properties_stand_in_the_order_that_word_insists_on():
    look = (
        '<w:p><w:pPr><w:jc w:val="both"/><w:keepNext/><w:ind w:left="10"/><w:spacing w:line="400"/></w:pPr>'
        '<w:r><w:rPr><w:sz w:val="30"/><w:b/><w:rFonts w:ascii="Arial"/></w:rPr><w:t>{{ 正文 }}</w:t></w:r></w:p>'
    )
    text = root(fill(inserted(look), DOCUMENT), "word/document.xml")
    (body,) = [p for p in text.iter(f"{W}p") if "".join(p.itertext()).startswith("全市检查")]
    assert [e.tag.removeprefix(W) for e in body.find("w:pPr", NS)] == ["keepNext", "spacing", "ind", "jc"]
    assert [e.tag.removeprefix(W) for e in body.find("w:r/w:rPr", NS)] == ["rFonts", "b", "sz"]
    raised = body.xpath(".//w:r[w:rPr/w:vertAlign]/w:rPr", namespaces=NS)[0]
    assert [e.tag.removeprefix(W) for e in raised] == ["rFonts", "b", "sz", "vertAlign"]


# what cannot be filled


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "拟{{ 编制单外 }}文",
            "正文第2段（“拟{{ 编制单外 }}文”）：“{{ 编制单外 }}”不是可填的名称，是不是“{{ 编制单位 }}”？",
        ),
        ("{{ ''.__class__ }}", "“{{ ''.__class__ }}”不是可填的名称"),
        ("{{ 标题.__class__.__mro__ }}", "“{{ 标题.__class__.__mro__ }}”不是可填的名称"),
        ("{{ self._TemplateReference__context }}", "不是可填的名称"),
        ("{% import os %}", "“{% import os %}”是程序语句，模板里只能写“{{ 标题 }}”这样的名称"),
        ("{% for x in y %}{{ x }}{% endfor %}", "“{% endfor %}”是程序语句"),
        ("{{ 标题", "“{{”不成对，应写成“{{ 标题 }}”"),
        ("标题 }}", "“}}”不成对"),
        ("见{{ 正文 }}", "“{{ 正文 }}”要单独成段"),
        ("{{ 图9 }}", "没有“{{ 图9 }}”，这份材料只有3个"),
        ("{{ table 3 }}", "没有“{{ table 3 }}”，这份材料只有2个"),
        ("{{ 正文：检查和隐患 }}", "不是可填的名称，是不是“{{ 正文：检查与隐患 }}”？"),
        ("{{}}", "“{{}}”不是可填的名称"),
    ],
)
def test_a_place_that_cannot_be_filled_is_named(line, says):
    template = made("{{ 标题 }}", line)
    assert says in told(template)
    assert says in "\n".join(f.text for f in findings(template, DOCUMENT) if f.stops)


def test_a_place_is_named_in_cells_headers_and_footnotes():
    word = docx.Document(io.BytesIO(made("{{ 标题 }}", header="{{ 正文 }}", footer="{{ 没有此项 }}")))
    word.add_table(rows=2, cols=3).cell(1, 2).text = "签{{ 不详 }}"
    said = told(saved(word))
    assert "第1个表格第2行第3格（“签{{ 不详 }}”）" in said
    assert "页眉（“{{ 正文 }}”）：“{{ 正文 }}”只能放在正文里" in said
    assert "页脚（“{{ 没有此项 }}”）" in said


def test_the_text_is_told_before_headers_and_footers():
    said = told(made("{{ 甲甲 }}", header="{{ 乙乙 }}", footer="{{ 丙丙 }}"))
    assert said.index("甲甲") < said.index("丙丙") < said.index("乙乙")


def test_a_refusal_names_all_and_what_could_be_filled():
    said = told(made("{{ 甲甲 }}", "{{ 乙乙 }}"))
    assert said.startswith("模板有2处填不了：\n")
    assert all(name in said for name in available(DOCUMENT))
    many = told(made(*(f"{{{{ 甲{n} }}}}" for n in range(100))))
    assert "……还有80处" in many


def test_the_same_twice_is_told():
    assert "只能放一次" in told(made("{{ 正文 }}", "{{ body }}"))
    assert texts(fill(made("{{ 标题 }}{{ 标题 }}"), DOCUMENT))[1] == DOCUMENT.title * 2


def test_a_template_without_any_place_is_told():
    assert "没有可填的位置，请在要填的地方写上“{{ 标题 }}”" in told(made("全文固定"))


def test_what_is_allowed_to_stay_stays_in_sight():
    read = texts(fill(made("{{ 标题 }}", "{{ 不详 }}{% x %}", "见{{ 正文 }}"), DOCUMENT, allow=True))
    assert read[1:4] == [DOCUMENT.title, "{{ 不详 }}{% x %}", "见{{ 正文 }}"]
    with pytest.raises(TemplateRefused):
        fill(made("{{ 不详 }}"), DOCUMENT, allow=True)


def test_a_placeholder_in_a_chart_is_told():
    own = with_files(
        again_template(),
        {"word/charts/chart1.xml": lambda d: d.replace("万条".encode(), "{{ 标题 }}".encode(), 1)},
    )
    assert "word/charts/chart1.xml：“{{ 标题 }}”写在图表或SmartArt图形里" in told(own)


@cache
def again_template() -> bytes:
    return with_files(filled(), {"word/document.xml": again_asked})


def test_no_wording_has_a_digit():
    for key, said in words.lexicon()["template"].items():
        assert not re.search(r"\d", said["zh"] + said["en"]), key


def test_every_wording_is_asked_for_and_every_one_asked_for_is_there():
    code = "".join(f.read_text(encoding="utf-8") for f in (ROOT / "anjian" / "exports" / "own_template").glob("*.py"))
    known = set(words.lexicon()["template"])
    assert set(re.findall(r'(?<!words\.)(?:say|refuse)\("(\w+)"', code)) <= known
    written = {f"{prefix}{key}" for key in re.findall(r'"(\w+)"', code) for prefix in ("", "name_", "in_")}
    assert known <= written


def test_messages_are_in_the_language_asked():
    assert told(made("{{ titel }}"), lang="en").startswith("places of the template that cannot be filled: 1\n")
    assert 'did you mean "{{ 标题 }}"?' in told(made("{{ titel }}"), lang="en")
    assert told(b"PK", lang="en").startswith("the template is no .docx file")


# hostile text


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t[:8])
def test_text_is_intact_everywhere(text):
    document = hostile(text)
    file = fill(made(*EVERYTHING, "甲{{ 标题 }}乙", header="{{ 标题 }}"), document)
    word = docx.Document(io.BytesIO(file))
    read = [p.text for p in word.paragraphs]
    assert read[:2] == [text, text]
    assert read[2:4] == [text, f"{text}[1]{text}（撰稿人所加）"]
    assert f"[1] {text}" in read
    assert f"甲{text}乙" in read
    assert word.sections[0].header.paragraphs[0].text == text
    assert [c.text for r in word.tables[0].rows for c in r.cells] == [text, text]
    assert [c.text for c in word.tables[-1].rows[1].cells][1:7] == [text] * 6
    (chart,) = charts(file, "word").values()
    book = opened(parts(file)["word/embeddings/Microsoft_Excel_Sheet1.xlsx"])
    assert [c.data_type for c in (book["Sheet1"]["A2"], book["Sheet1"]["B1"])] == ["s", "s"]
    assert caches(chart)[0][1] == [text]


def test_what_is_filled_in_is_never_read_as_a_placeholder():
    title = "{{ 编制单位 }}{% x %}{{ 标题 }}"
    read = texts(fill(made("{{ 标题 }}", "{{ 正文 }}"), replace(DOCUMENT, title=title, blocks=(Heading(1, title),))))
    assert read[1:3] == [title, title]


def test_what_no_file_can_hold_is_refused_by_its_place():
    with pytest.raises(ValueError, match=r"document\.title: character U\+0000"):
        fill(made("{{ 标题 }}"), replace(DOCUMENT, title="\0"))


# hostile files


def zipped(compression: int = zipfile.ZIP_DEFLATED, **entries: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", compression) as package:
        for name, data in entries.items():
            package.writestr(name, data)
    return out.getvalue()


def locked(template: bytes) -> bytes:
    """Return the package with its entries marked as having a password."""
    for start in (rb"PK\x01\x02.{4}", rb"PK\x03\x04.{2}"):
        template = re.sub(rb"(" + start + rb")..", lambda found: found[1] + b"\x01\x00", template, flags=re.S)
    return template


def workbook() -> bytes:
    return next(d for n, d in parts(filled()).items() if n.endswith(".xlsx"))


def many() -> bytes:
    return with_files(made("{{ 标题 }}"), {f"word/media/{n}.png": b"" for n in range(2000)})


def bomb() -> bytes:
    return put("word/media/a.bin", bytes(50 * 2**20))


def wide_bomb() -> bytes:
    files = {f"word/media/{n}.bin": bytes(900_000) for n in range(80)}
    return with_files(made("{{ 标题 }}"), files)


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


def bombed(data: bytes) -> bytes:
    start = data.index(b"<w:document")
    return data[:start] + LAUGHS.encode() + data[start:].replace("标题".encode(), b"&i;")


DECLARED = '<?xml version="1.0" encoding="{}"?>'
ENDED = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
HOSTILE = {
    "nothing": (lambda: b"", "不是.docx文件"),
    "text": ("标题".encode, "不是.docx文件"),
    "a package behind something else": (lambda: b"#!/bin/sh\n" + made("{{ 标题 }}"), "不是.docx文件"),
    "cut": (lambda: bureau()[:-500], "不是.docx文件，或已损坏"),
    "a flipped byte": (lambda: bureau()[:3000] + b"\xff\xff" + bureau()[3002:], "已损坏"),
    "old .doc": (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "加了密码，或是旧的.doc格式"),
    "a workbook renamed": (workbook, "不是Word文档：xl/workbook.xml"),
    "a plain zip": (lambda: zipped(**{"a.txt": b"x"}), "[Content_Types].xml"),
    "too large": (lambda: b"PK\x03\x04" + bytes(11 * 2**20), "模板有11.0 MB，最多10.0 MB"),
    "a zip bomb": (bomb, "像压缩炸弹"),
    "many small bombs": (wide_bomb, f"最多{MOST_UNPACKED / 2**20:.1f} MB"),
    "too many files": (many, "最多1000个"),
    "a huge part": (
        lambda: put("word/document.xml", lambda d: d + b" " * 9 * 2**20), "最多8.0 MB",
    ),
    "too many tags": (
        lambda: one_text("".join(Random(1).choices(("<w:p/>", "<w:r/>"), k=510_000))), "word/document.xml已损坏",
    ),
    "too deep": (lambda: one_text("<w:sdt>" * 400 + "</w:sdt>" * 400), "word/document.xml已损坏"),
    "a path outside": (lambda: zipped(**{"../../etc/x": b""}), "不该有的文件名"),
    "a drive": (lambda: zipped(**{"C:\\x": b""}), "不该有的文件名"),
    "a name twice": (lambda: zipped(**{"a.xml": b"", "A.xml": b""}), "不该有的文件名"),
    "macros": (
        lambda: put("word/vbaProject.bin", b"x"), "带宏或控件：word/vbaProject.bin",
    ),
    "a .docm": (
        lambda: put("[Content_Types].xml", lambda d: d.replace(
            b"openxmlformats-officedocument.wordprocessingml.document.main", b"ms-word.document.macroEnabled.main")),
        "带宏或控件：/word/document.xml",
    ),
    "a program": (lambda: put("word/media/a.png", b"MZ\x90"), "EXE"),
    "a zip inside": (lambda: put("word/media/a.png", bomb()), "里还有ZIP"),
    "a bomb in a workbook": (
        lambda: put("word/embeddings/a.xlsx", bomb()), "像压缩炸弹",
    ),
    "a signature": (lambda: put("_xmlsignatures/sig1.xml", b"<a/>"), "数字签名"),
    "a picture outside": (lambda: related("image", "http://example.com/a.png"), "（image）：http://example.com/a.png"),
    "a template outside": (
        lambda: related("attachedTemplate", "file:///x.dotm", part="settings"), "还连着另一个模板：file:///x.dotm",
    ),
    "an object outside": (lambda: related("oleObject", "file:///x.xls"), "（oleObject）"),
    "a share": (lambda: related("hyperlink", "file://server/share/x"), "只允许http:// https:// mailto:"),
    "a script": (lambda: related("hyperlink", "javascript:alert(1)"), "链接：javascript:alert(1)"),
    "a file taken in": (lambda: related("aFChunk", "styles.xml", outside=False), "（aFChunk）：styles.xml"),
    "an object inside": (lambda: related("oleObject", "styles.xml", outside=False), "（oleObject）：styles.xml"),
    "a part that is not there": (lambda: related("image", "media/none.png", outside=False), "提到media/none.png"),
    "an escape": (lambda: related("image", "../../../etc/passwd", outside=False), "提到../../../etc/passwd"),
    "entities": (lambda: put("word/document.xml", bombed), "DOCTYPE"),
    "entities in UTF-16": (
        lambda: put("word/settings.xml", f"{DECLARED.format('UTF-16')}{LAUGHS}<a/>".encode("utf-16")), "DOCTYPE",
    ),
    "entities in UTF-7": (
        lambda: put("word/settings.xml", f"{DECLARED.format('UTF-7')}{LAUGHS}<a/>".replace("<!", "+ADwAIQ-").encode()),
        "DOCTYPE",
    ),
    "broken XML": (lambda: put("word/styles.xml", b"<w:styles>"), "word/styles.xml已损坏"),
    "another encoding": (
        lambda: put("word/settings.xml", f"{DECLARED.format('ISO-8859-1')}<a/>".encode()), "ISO-8859-1",
    ),
    "no text": (
        lambda: put("word/document.xml", b"<document/>"), "已损坏：w:body",
    ),
    "DDE": (lambda: one_text('<w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\x "/></w:p>'), "DDEAUTO"),
    "DDE in pieces": (lambda: one_text(f"<w:p>{begun('D', 'DE x')}{ENDED}</w:p>"), "外部文件的域：DDE"),
    "DDE without end": (lambda: one_text(f"<w:p>{begun('DDE x')}</w:p>"), "外部文件的域：DDE"),
    "a spelt field": (lambda: one_text(f"<w:p>{begun()}{begun('= 1')}{ENDED}{ENDED}</w:p>"), "QUOTE"),
    "a picture by VML": (
        lambda: one_text('<w:p><w:r><w:pict><v:imagedata xmlns:v="urn:schemas-microsoft-com:vml" src="http://x/a.png"/>'
                         '</w:pict></w:r></w:p>'), "（VML）：http://x/a.png",
    ),
    "a locked entry": (lambda: locked(made("{{ 标题 }}")), "加了密码或用了别的压缩方法"),
    "another compression": (lambda: zipped(zipfile.ZIP_BZIP2, **{"a.xml": b"x"}), "加了密码或用了别的压缩方法"),
    "macros in a workbook": (
        lambda: put("word/embeddings/a.xlsx", zipped(**{"xl/vbaProject.bin": b"x"})),
        "带宏或控件：word/embeddings/a.xlsx/xl/vbaProject.bin",
    ),
    "a workbook cut": (lambda: put("word/embeddings/a.xlsx", workbook()[:-400]), "word/embeddings/a.xlsx里还有"),
    "an old object": (lambda: put("word/media/a.png", b"\xd0\xcf\x11\xe0"), "OLE"),
    "no types": (lambda: zipped(**{"_rels/.rels": b"<a/>"}), "[Content_Types].xml"),
    "no relationships": (lambda: zipped(**{"[Content_Types].xml": b"<a/>"}), "_rels/.rels"),
    "two texts": (
        lambda: put("_rels/.rels", lambda d: d.replace(
            b"</Relationships>",
            f'<Relationship Id="r9" Type="{REL}/officeDocument" Target="word/styles.xml"/></Relationships>'.encode())),
        "不是Word文档：_rels/.rels",
    ),
    "a declaration in a part of another name": (
        lambda: with_files(made("{{ 标题 }}"), {
            "word/x.bin": f"{LAUGHS}<a/>".encode(),
            "[Content_Types].xml": lambda d: d.replace(
                b"</Types>", b'<Override PartName="/word/x.bin" ContentType="application/xml"/></Types>')}),
        "word/x.bin里有DOCTYPE",
    ),
    "a huge part of another name": (
        lambda: with_files(made("{{ 标题 }}"), {
            "word/x.bin": b"<a>" + Random(1).randbytes(9 * 2**20).replace(b"<", b"") + b"</a>",
            "[Content_Types].xml": lambda d: d.replace(
                b"</Types>", b'<Override PartName="/word/x.bin" ContentType="application/xml"/></Types>')}),
        "最多8.0 MB",
    ),
    "600 places": (lambda: made("{{ 标题 }}" * 600), "占位超过500处"),
}  # fmt: skip


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_refused_and_told_why(kind):
    make, says = HOSTILE[kind]
    template = make()
    began = time.process_time()
    for ask in (fill, findings):
        with pytest.raises(TemplateRefused) as refused:
            ask(template, DOCUMENT)
        assert says in str(refused.value)
    assert time.process_time() - began < 5


def test_hostile_brackets_take_no_time():
    began = time.process_time()
    for line in ("{{" * 200_000, "{%" * 200_000, "{{ x" + " " * 400_000 + "}}"):
        with pytest.raises(TemplateRefused):
            fill(made(line), DOCUMENT)
    assert time.process_time() - began < 10


def test_any_byte_flipped_is_filled_or_refused_never_anything_else():
    template, told = made("{{ 标题 }}", "{{ 正文 }}"), []
    for at in range(30, len(template), 997):
        spoiled = template[:at] + bytes([template[at] ^ 0x5A]) + template[at + 1 :]
        try:
            fill(spoiled, EMPTY)
        except TemplateRefused as refused:
            told.append(str(refused))
    assert all(told)


@pytest.mark.parametrize("target", ["http://example.com", "https://example.com/a?b=1", "mailto:a@example.com"])
def test_plain_links_are_kept(target):
    file = fill(related("hyperlink", target), DOCUMENT)
    assert target in parts(file)["word/_rels/document.xml.rels"].decode()


def test_a_dotx_is_taken_and_comes_out_as_docx():
    swap = (b"wordprocessingml.document.main", b"wordprocessingml.template.main")
    dotx = put("[Content_Types].xml", lambda d: d.replace(*swap))
    file = fill(dotx, DOCUMENT)
    assert DOCUMENT.title in texts(file)
    assert swap[0] in parts(file)["[Content_Types].xml"]
    assert swap[1] not in parts(file)["[Content_Types].xml"]


# the file


def test_the_same_input_gives_the_same_bytes():
    assert fill(bureau(), DOCUMENT) == filled()
    assert fill(made("{{ 正文 }}"), DOCUMENT) == fill(made("{{ 正文 }}"), DOCUMENT)


def test_the_template_of_these_tests_is_valid(tmp_path):
    assert faults(made(*EVERYTHING), tmp_path, "docx") == []


@pytest.mark.parametrize("document", [ENGLISH, EMPTY, hostile(RARE)], ids=["en", "empty", "hostile"])
def test_the_file_is_valid(document, tmp_path):
    assert faults(fill(made(*EVERYTHING), document), tmp_path, "docx") == []


def test_a_bureaus_file_is_valid(tmp_path):
    assert faults(filled(), tmp_path, "docx") == []
    styleless = re.sub(rb"<w:style .*</w:style>", b"", unpack(bureau())["word/styles.xml"], flags=re.S)
    bare = with_files(made(*EVERYTHING), {"word/styles.xml": styleless})
    assert faults(fill(bare, DOCUMENT), tmp_path, "docx") == []


@pytest.mark.parametrize("brief", [wenling, lambda: wenling("en"), fuzhou], ids=["wenling", "english", "fuzhou"])
def test_real_briefs_are_filled_whole(brief):
    document = brief()
    file = fill(made(*EVERYTHING, "{{ 编制单位 }}", "{{ 数据版本 }}"), document)
    read = texts(file)
    for block in document.blocks:
        if isinstance(block, Paragraph):
            assert "".join(s.text + (f"[{s.note}]" if s.note else "") for s in block.said) in [
                t.removesuffix("（撰稿人所加）") for t in read
            ]
    assert all(b.text in read for b in document.blocks if isinstance(b, Heading))
    assert all(f"[{n.number}] {n.listed}" in read for n in document.notes)
    assert len(charts(file, "word")) == sum(isinstance(b, Chart) for b in document.blocks)


def test_a_real_briefs_file_is_valid(tmp_path):
    assert faults(fill(made(*EVERYTHING), fuzhou()), tmp_path, "docx") == []


def test_pages_are_seen_by_libreoffice(tmp_path):
    pages = rendered.pages(filled(), ".docx", tmp_path)
    read = "".join(p.extract_text() for p in pages)
    assert len(pages) >= 3
    assert "{{" not in read
    assert float(pages[-1].mediabox.width) > float(pages[-1].mediabox.height)
