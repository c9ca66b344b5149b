"""The .docx as measured: GB/T 9704 layout, native charts, notes, 核对单, the same bytes, text intact."""

import io
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import docx
import pytest
import rendered
from docx.shared import Mm
from lxml import etree
from written import (
    BARS,
    DOCUMENT,
    EMPTY,
    ENGLISH,
    GRID,
    LINE,
    NS,
    RARE,
    SAID,
    SHARES,
    TEXTS,
    WIDE,
    caches,
    cells,
    charts,
    faults,
    hostile,
    opened,
    parts,
    refused,
    root,
    same,
    spoiled,
)  # fmt: skip

from anjian.config import ROOT
from anjian.exports import text_file
from anjian.exports.document import Chart, Grid, Heading, Note, Paragraph, Said
from anjian.exports.docx_file import write
from anjian.exports.labels import check_columns
from anjian.exports.tables import wide
from anjian.exports.word import check_sheet
from anjian.exports.word.wordml import BLANK

FILE = write(DOCUMENT)
TWIP = 635  # python-docx measures in EMU
W = f"{{{NS['w']}}}"


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(FILE))


def texts(word, style: str) -> list[str]:
    return [p.text for p in word.paragraphs if p.style.style_id == style]


def found(name: str, query: str, file: bytes = FILE) -> list:
    return root(file, f"word/{name}.xml").xpath(query, namespaces=NS)


def style(name: str, query: str, file: bytes = FILE) -> list:
    return found("styles", f"//w:style[@w:styleId='{name}']{query}", file)


# the layout of GB/T 9704-2012


def test_paper_and_margins(word):
    for section in word.sections:
        sizes = (section.page_width, section.page_height)
        assert [round(s.mm) for s in sorted(sizes)] == [210, 297]
        margins = (section.top_margin, section.left_margin, section.right_margin, section.bottom_margin)
        assert [round(m.mm) for m in margins] == [37, 28, 26, 35]


def test_the_check_sheet_lies_across_and_the_last_page_stands(word):
    assert [s.orientation for s in word.sections] == [0, 1, 0]


def test_twenty_two_lines_of_twenty_eight_characters(word):
    (section, *_) = word.sections
    for grid in found("document", "//w:sectPr/w:docGrid"):
        assert grid.get(f"{W}type") == "lines"
        height = section.page_height - section.top_margin - section.bottom_margin
        assert round(height / TWIP) // int(grid.get(f"{W}linePitch")) == 22
    closer = int(style("Normal", "/w:rPr/w:spacing/@w:val")[0])
    size = int(style("BodyText", "/w:rPr/w:sz/@w:val")[0]) * 10
    width = section.page_width - section.left_margin - section.right_margin
    assert (size, closer) == (320, -5)
    assert round(width / TWIP) // (size + closer) == 28


@pytest.mark.parametrize(
    ("name", "font", "half_points"),
    [
        ("Title", "方正小标宋简体", 44), ("BodyText", "仿宋_GB2312", 32), ("Heading1", "黑体", 32),
        ("Heading2", "楷体_GB2312", 32), ("Heading3", "仿宋_GB2312", 32), ("Heading4", "仿宋_GB2312", 32),
        ("FooterOdd", "宋体", 28), ("FooterEven", "宋体", 28), ("Marks", "黑体", 32),
    ],
)  # fmt: skip
def test_fonts_by_their_east_asian_name(name, font, half_points):
    assert style(name, "/w:rPr/w:rFonts/@w:eastAsia") == [font]
    assert style(name, "/w:rPr/w:sz/@w:val") == [str(half_points)]


def test_each_font_names_what_may_stand_for_it():
    used = set(found("styles", "//w:rFonts/@w:eastAsia | //w:rFonts/@w:ascii"))
    named = {f.get(f"{W}name"): f.find("w:altName", NS) for f in found("fontTable", "//w:font")}
    assert used <= set(named)
    assert all(alternative is not None for alternative in named.values())


def test_the_first_line_is_two_characters_in():
    assert style("BodyText", "/w:pPr/w:ind/@w:firstLineChars") == ["200"]


def test_headings_have_their_levels(word):
    assert texts(word, "Heading1")[0] == "一、检查与隐患"
    assert (texts(word, "Heading2"), texts(word, "Heading3")) == (["（一）总体情况"], ["1. 整改"])
    assert [style(f"Heading{n}", "/w:pPr/w:outlineLvl/@w:val") for n in range(1, 5)] == [["0"], ["1"], ["2"], ["3"]]


def test_page_numbers_are_right_on_odd_and_left_on_even_pages(word):
    assert found("settings", "//w:evenAndOddHeaders")
    for section in word.sections:
        for footer, side in ((section.footer, "FooterOdd"), (section.even_page_footer, "FooterEven")):
            (line,) = footer.paragraphs
            assert line.style.style_id == side
            assert line._p.xpath("./w:fldSimple/@w:instr") == [" PAGE "]
            assert line._p.xpath("string(.)") == "— 1 —"
    assert style("FooterOdd", "/w:pPr/w:jc/@w:val") == ["right"]
    assert style("FooterEven", "/w:pPr/w:jc/@w:val") == ["left"]


def test_marks_and_title_and_fields_open_the_first_page(word):
    opening = [p.text for p in word.paragraphs[:5]]
    assert opening[:3] == ["内部资料　初步数据", DOCUMENT.title, f"编制单位：市安委办\t期数：{BLANK}"]
    lines = [p for p in word.paragraphs if p.style.style_id == "Fields"]
    blanks = [r for p in lines for r in p.runs if r.underline]
    assert len(blanks) == sum(not value for _, value in DOCUMENT.fields)


# charts


def test_a_chart_can_be_edited_and_its_ranges_equal_its_workbook(word):
    drawn = word.part.element.xpath("//c:chart/@r:id")
    assert len(drawn) == 3
    for relationship, chart in zip(drawn, (BARS, SHARES, LINE), strict=True):
        part = word.part.related_parts[relationship]
        chart_root = etree.fromstring(part.blob)
        tied = chart_root.find("c:externalData", NS).get(f"{{{NS['r']}}}id")
        book = opened(part.related_parts[tied].blob)
        assert all(same(c, v) for f, cached in caches(chart_root) for c, v in zip(cached, cells(book, f), strict=True))
        rows = list(book["Sheet1"].iter_rows(values_only=True))
        assert rows[0] == (None, *(name for name, _ in chart.series))
        assert [r[0] for r in rows[1:]] == list(chart.categories)
        assert [tuple(column) for column in list(zip(*rows[1:], strict=True))[1:]] == [v for _, v in chart.series]


def test_a_missing_value_is_a_gap():
    (first, *_) = charts(FILE, "word").values()
    assert caches(first)[2] == ("Sheet1!$B$2:$B$4", ["22.54", "3.5", None])
    assert first.find("c:chart/c:dispBlanksAs", NS).get("val") == "gap"


def test_axis_ids_are_positive_and_bars_run_down_in_the_order_given():
    for chart in charts(FILE, "word").values():
        assert all(int(i) > 0 for i in chart.xpath("//c:axId/@val | //c:crossAx/@val", namespaces=NS))
        if chart.find(".//c:barDir", NS) is not None:
            assert chart.xpath("//c:barDir/@val", namespaces=NS) == ["bar"]
            assert chart.xpath("//c:catAx//c:orientation/@val", namespaces=NS) == ["maxMin"]
            assert chart.xpath("//c:valAx/c:crosses/@val", namespaces=NS) == ["max"]


def test_a_percent_axis_ends_at_a_hundred():
    shares = charts(FILE, "word")["word/charts/chart2.xml"]
    assert shares.xpath("//c:valAx/c:scaling/c:max/@val", namespaces=NS) == ["100"]
    assert shares.xpath("//c:valAx/c:scaling/c:min/@val", namespaces=NS) == ["0"]


def test_charts_name_an_east_asian_font():
    for chart in charts(FILE, "word").values():
        assert set(chart.xpath("//a:ea/@typeface", namespaces=NS)) == {"仿宋_GB2312"}
        assert chart.xpath("count(//a:defRPr) = count(//a:defRPr/a:ea)", namespaces=NS)


def test_every_chart_has_alternative_text_finding_and_source(word):
    assert found("document", "//wp:docPr/@descr") == [c.alt for c in (BARS, SHARES, LINE)]
    lines = [(p.style.style_id, p.text) for p in word.paragraphs]
    for n, chart in enumerate((BARS, SHARES, LINE), 1):
        at = lines.index(("Caption", f"图{n}　{chart.caption}"))
        assert [lines[at + 1][0], lines[at + 2]] == ["ChartLine", ("SourceLine", chart.source)]


def test_the_line_of_a_chart_has_no_exact_height():
    assert style("ChartLine", "/w:pPr/w:spacing/@w:lineRule") == ["auto"]


def test_a_chart_without_alternative_text_says_its_finding():
    file = write(replace(DOCUMENT, blocks=(replace(BARS, alt=""),)))
    assert found("document", "//wp:docPr/@descr", file) == [f"图1　{BARS.caption}"]


def test_charts_and_tables_are_counted_apart_in_english_too():
    word = docx.Document(io.BytesIO(write(ENGLISH)))
    captions = [c for c in texts(word, "Caption") if not c.startswith("Check sheet")]
    assert captions
    assert all(re.match(r"(Chart|Table) \d+\. ", c) for c in captions)


def test_bars_each_have_their_name():
    chart = charts(FILE, "word")["word/charts/chart1.xml"]
    assert chart.xpath("//c:catAx/c:tickLblSkip/@val", namespaces=NS) == ["1"]


def test_a_document_of_one_page_is_set_close_and_its_notes_begin_the_next():
    close = write(replace(DOCUMENT, compact=True))
    sizes = [style("BodyText", "//w:sz/@w:val", f) for f in (FILE, close)]
    assert sizes == [["32"], ["30"]]
    assert not found("document", "//w:pageBreakBefore", FILE)
    assert len(found("document", "//w:pageBreakBefore", close)) == 1
    heights = [max(map(int, found("document", "//wp:extent/@cy", f))) for f in (FILE, close)]
    assert heights[1] < heights[0]


def test_the_check_sheet_tells_a_sentence_once():
    first = DOCUMENT.checks[0]
    again = replace(DOCUMENT, checks=(first, replace(first, note=2, shown="22.54万"), DOCUMENT.checks[1]))
    rows = [[c.text for c in r.cells] for r in docx.Document(io.BytesIO(write(again))).tables[-1].rows[1:]]
    assert [r[2] for r in rows] == [first.sentence, "同上", DOCUMENT.checks[1].sentence]
    assert [r[1] for r in rows] == ["1843", "22.54万", "22.54万"]
    assert [r[5] for r in rows] == [first.as_written, first.as_written, DOCUMENT.checks[1].as_written]


def test_the_check_sheet_tells_the_phrases_of_a_note_once_and_rows_of_a_file_together():
    phrases, cited = "事故7起；事故2起", "accidents.csv:121；accidents.csv:134；fines.csv:9"
    mean = replace(DOCUMENT.checks[0], note=7, shown="4.5起", as_written=phrases, row=cited)
    checks = (mean, replace(DOCUMENT.checks[1], note=8), replace(mean, shown="34%", sentence="偶然。"))
    rows = [r[3:7] for r in check_sheet.rows(checks, "zh")]
    assert rows[0] == (mean.source, mean.heading, phrases, "accidents.csv:121、134；fines.csv:9")
    assert rows[2] == ("同序号7",) * 4
    assert [r[5] for r in check_sheet.rows((mean, replace(mean, heading="别处")), "zh")] == [phrases] * 2
    assert check_sheet.together("a.csv:1; a.csv:2; b.csv:3", "en") == "a.csv:1, 2; b.csv:3"
    assert check_sheet.together("", "zh") == ""


# tables


def test_every_table_has_caption_repeated_header_and_source(word):
    for n, (grid, table) in enumerate(zip((GRID, WIDE), word.tables, strict=False), 1):
        assert [[c.text for c in r.cells] for r in table.rows] == [list(r) for r in (grid.columns, *grid.rows)]
        assert table._tbl.getprevious().xpath("string(.)") == f"表{n}　{grid.caption}"
        assert table._tbl.getnext().xpath("string(.)") == grid.source
    for table in word.tables:
        heads = [bool(row._tr.xpath("./w:trPr/w:tblHeader")) for row in table.rows]
        assert heads == [True] + [False] * (len(heads) - 1)
        assert table._tbl.xpath("./w:tblPr/w:tblCaption/@w:val")[0]
        assert table._tbl.getprevious().xpath("./w:pPr/w:pStyle/@w:val") == ["Caption"]


def test_tables_leave_the_grid_and_stay_in_the_page(word):
    for name in ("TableText", "TableHead", "Caption", "SourceLine"):
        assert style(name, "/w:pPr/w:snapToGrid/@w:val") == ["0"]
    for table, section in zip(word.tables, (0, 0, 1), strict=True):
        page = word.sections[section]
        room = page.page_width - page.left_margin - page.right_margin
        assert sum(int(g) for g in table._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")) <= round(room / TWIP)


def test_short_columns_keep_their_words_on_a_line(word):
    sheet = word.tables[-1]
    widths = [int(g) for g in sheet._tbl.xpath("./w:tblGrid/w:gridCol/@w:w")]
    half_character, sides = 105, 170
    for n in (0, 1, 7, 8):
        longest = max(wide(row.cells[n].text) for row in sheet.rows)
        assert widths[n] >= longest * half_character + sides
    assert min(widths[7:]) >= 1000  # room to sign, in twips


# notes, sources, 核对单, last page


def test_each_number_is_followed_by_its_note_in_superscript():
    line = found("document", "//w:p[w:pPr/w:pStyle/@w:val='BodyText']")[0]
    raised = line.xpath(".//w:r[w:rPr/w:rStyle/@w:val='NoteReference']", namespaces=NS)
    before = ["".join(r.getparent().getprevious().itertext()) for r in raised]
    assert list(zip(before, ("".join(r.itertext()) for r in raised), strict=True)) == [
        ("1843", "[1]"),
        ("22.54万", "[2]"),
    ]
    assert style("NoteReference", "/w:rPr/w:vertAlign/@w:val") == ["superscript"]
    assert "".join(line.itertext()) == "全市检查企业1843[1]家次，发现隐患22.54万[2]条。"


def test_each_note_stands_at_the_end_where_its_number_leads(word):
    assert texts(word, "NoteText") == [f"[{n.number}] {n.text}" for n in DOCUMENT.notes]
    leads = set(found("document", "//w:hyperlink/@w:anchor"))
    assert leads == set(found("document", "//w:bookmarkStart/@w:name"))


def test_a_table_and_a_chart_name_the_notes_that_cite_them():
    cited = replace(DOCUMENT, blocks=(replace(GRID, notes=(1,)), replace(BARS, notes=(2, 1)), LINE))
    lines = found("document", "//w:p[w:pPr/w:pStyle/@w:val='SourceLine']", write(cited))
    said = ["".join(p.itertext()) for p in lines]
    assert said[:3] == [f"{GRID.source}[1]", f"{BARS.source}[2][1]", LINE.source]
    raised = "w:hyperlink[w:r/w:rPr/w:rStyle/@w:val='NoteReference']/@w:anchor"
    assert lines[1].xpath(raised, namespaces=NS) == ["note_2", "note_1"]


def test_plain_text_names_the_notes_of_tables_and_charts():
    cited = replace(DOCUMENT, blocks=(replace(GRID, notes=(1,)), replace(BARS, notes=(2, 1))))
    lines = text_file.text(cited).splitlines()
    assert {f"{GRID.source}[1]", f"{BARS.source}[2][1]"} <= set(lines)


def test_after_the_text_come_notes_sources_check_sheet_and_file(word):
    assert texts(word, "Heading1")[1:] == ["注释", "附录　数据来源与口径", "核对单", "文件属性"]
    assert texts(word, "BasisText") == [*DOCUMENT.bases, *(f"{k}：{v}" for k, v in DOCUMENT.properties)]


def test_the_check_sheet_has_a_line_a_check(word):
    rows = [tuple(c.text for c in r.cells) for r in word.tables[-1].rows]
    assert rows[0] == check_columns("zh")
    c = DOCUMENT.checks[0]
    assert rows[1] == ("1", c.shown, c.sentence, c.source, c.heading, c.as_written, c.row, "", "", "")
    assert len(rows) == 1 + len(DOCUMENT.checks)


def test_an_authors_own_paragraph_says_so(word):
    assert texts(word, "BodyText")[-1] == "请予支持。（撰稿人所加）"


def test_properties_stand_in_the_files_own(word):
    assert word.core_properties.title == DOCUMENT.title
    assert (word.core_properties.created.year, word.core_properties.modified.year) == (2000, 2000)
    custom = root(FILE, "docProps/custom.xml")
    assert {e.get("name"): e[0].text for e in custom} == dict(DOCUMENT.properties)


def test_english_has_plain_labels_and_its_fonts():
    file = write(ENGLISH)
    word = docx.Document(io.BytesIO(file))
    headings = ["Notes", "Appendix: sources and definitions", "Check sheet", "About this file"]
    assert texts(word, "Heading1")[1:] == headings
    assert texts(word, "BodyText")[-1] == "请予支持。 (added by the author)"
    assert tuple(c.text for c in word.tables[-1].rows[0].cells) == check_columns("en")
    assert style("Heading1", "/w:rPr/w:rFonts/@w:ascii", file) == ["Arial"]
    assert style("BodyText", "/w:rPr/w:rFonts/@w:ascii", file) == ["Times New Roman"]


# the file


def test_the_same_input_gives_the_same_bytes():
    assert write(DOCUMENT) == FILE
    embedded = [d for n, d in parts(FILE).items() if n.startswith("word/embeddings/")]
    assert len(embedded) == 3
    for workbook in embedded:
        assert b"2000-01-01T00:00:00Z" in parts(workbook)["docProps/core.xml"]


def test_twenty_at_once_are_alike():
    short = replace(DOCUMENT, blocks=DOCUMENT.blocks[:5])
    with ThreadPoolExecutor(20) as pool:
        assert len(set(pool.map(write, [short] * 20))) == 1


def test_nothing_of_the_librarys_own_template_is_left():
    assert not [n for n in parts(FILE) if "Effects" in n or "thumbnail" in n or "customXml" in n]
    assert len(FILE) < 60_000


@pytest.mark.parametrize("document", [DOCUMENT, ENGLISH, EMPTY, hostile(RARE)], ids=["zh", "en", "empty", "hostile"])
def test_the_file_is_valid(document, tmp_path):
    assert faults(write(document), tmp_path, "docx") == []


@pytest.mark.parametrize(
    ("part", "pattern", "instead"),
    [
        ("word/charts/chart1.xml", 'Id val="1"', 'Id val="-1"'),
        ("word/document.xml", r"(<w:shd [^>]*/>)(<w:vAlign [^>]*/>)", r"\2\1"),
    ],
    ids=["a negative axis id", "swapped cell properties"],
)
def test_a_planted_fault_is_found(part, pattern, instead, tmp_path):
    assert faults(spoiled(FILE, part, pattern, instead), tmp_path, "docx")


def test_office_libraries_are_read_in_only_where_a_file_is_wanted():
    asked = "anjian.exports.writers, anjian.exports.own_template, anjian.exports.xlsx_file, anjian.exports.text_file"
    code = f"import sys, {asked}; sys.exit(bool({{'docx', 'pptx', 'lxml'}} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


# hostile text


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t[:8])
def test_text_is_intact_everywhere(text):
    file = write(hostile(text))
    word = docx.Document(io.BytesIO(file))
    assert texts(word, "Heading1")[0] == texts(word, "Title")[0] == text
    assert texts(word, "Caption")[0] == f"表1　{text}"
    assert texts(word, "BodyText") == [f"{text}[1]{text}（撰稿人所加）"]
    assert [c.text for r in word.tables[0].rows for c in r.cells] == [text, text]
    assert [c.text for c in word.tables[-1].rows[1].cells][1:7] == [text] * 6
    (chart,) = charts(file, "word").values()
    book = opened(parts(file)["word/embeddings/Microsoft_Excel_Sheet1.xlsx"])
    assert cells(book, "Sheet1!$A$2:$A$2") == cells(book, "Sheet1!$B$1:$B$1") == [text]
    assert [c.data_type for c in (book["Sheet1"]["A2"], book["Sheet1"]["B1"])] == ["s", "s"]
    assert caches(chart)[0][1] == caches(chart)[1][1][:1] == [text]


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_what_xml_forbids_is_refused_by_its_place(bad):
    said = refused(write, replace(DOCUMENT, blocks=(Heading(1, "一"), Paragraph((Said("好"), Said(f"坏{bad}字"))))))
    assert said.startswith(f"document.blocks[1].said[1].text: character U+{ord(bad):04X} at 2")


@pytest.mark.parametrize(
    ("block", "place"),
    [
        (replace(BARS, kind="pie"), "kind: pie, allowed: bar"),
        (replace(BARS, categories=("一",)), "series[0] 发现隐患: 3 values, allowed: 1"),
        (replace(BARS, series=(("x", (1.0, float("nan"), 2.0)),)), "series[0][1][1]: nan"),
        (Chart("line", "c", (), (), "", "", ""), "one category"),
        (Grid("c", ("一", "二"), (("1",),)), "rows[0]: 1 cells, allowed: 2"),
        (Heading(5, "x"), "level: 5"),
        (Paragraph((*SAID, Said("9", 9))), "said[5].note: 9 is not among the notes"),
        (replace(GRID, notes=(1, 9)), "notes[1]: 9 is not among the notes"),
        (replace(BARS, notes=(3,)), "notes[0]: 3 is not among the notes"),
    ],
)
def test_a_block_that_cannot_be_written_is_refused_by_its_place(block, place):
    said = refused(write, replace(DOCUMENT, blocks=(block,)))
    assert said.startswith("document.blocks[0]")
    assert place in said


def test_a_note_number_stands_once():
    assert "document.notes: [1] twice" in refused(write, replace(DOCUMENT, notes=(*DOCUMENT.notes, Note(1, "x"))))


def test_line_breaks_of_any_kind_are_one_kind():
    word = docx.Document(io.BytesIO(write(replace(DOCUMENT, blocks=(Paragraph((Said("一\r\n二\r三"),)),)))))
    assert texts(word, "BodyText") == ["一\n二\n三"]


def test_pages_are_seen_by_libreoffice(tmp_path):
    pages = rendered.pages(FILE, ".docx", tmp_path)
    assert len(pages) >= 4
    assert float(pages[0].mediabox.width) == pytest.approx(Mm(210).pt, abs=1)
