"""The .xlsx of a brief: text with its notes, tables, native charts, 核对单, print, the same bytes, text intact."""

from dataclasses import replace

import pytest
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
)

from anjian.exports.brief_xlsx import write
from anjian.exports.document import Heading, Paragraph, Said
from anjian.exports.labels import check_columns

FILE = write(DOCUMENT)
TABLES = ["表1 表：各区县", "表2 宽表"]


@pytest.fixture(scope="module")
def book():
    return opened(FILE)


def column(sheet, n: int = 1) -> list:
    return [row[0] for row in sheet.iter_rows(min_col=n, max_col=n, values_only=True)]


def charted(book) -> list:
    return [sheet for sheet in book if sheet._charts]


def test_a_sheet_each_for_text_tables_charts_notes_sources_checks_and_file(book):
    assert book.sheetnames[:2] == ["正文", "图1 隐患：温岭市最多，22.54万条"]
    assert [n for n in book.sheetnames if n.startswith("表")] == TABLES
    assert book.sheetnames[-4:] == ["注释", "数据来源与口径", "核对单", "文件属性"]


def test_the_text_stands_paragraph_by_paragraph_with_its_notes(book):
    rows = [row[:2] for row in book["正文"].iter_rows(values_only=True)]
    assert [r[0] for r in rows[:4]] == ["内部资料　初步数据", DOCUMENT.title, "编制单位：市安委办", "期数："]
    assert ("全市检查企业1843[1]家次，发现隐患22.54万[2]条。", "1, 2") in rows
    assert ("请予支持。（撰稿人所加）", None) in rows
    assert ("→ 表1 表：各区县", None) in rows


def test_note_numbers_are_raised():
    raised = root(FILE, "xl/sharedStrings.xml").xpath("//*[local-name()='vertAlign']/@val")
    assert raised == ["superscript", "superscript"]


@pytest.mark.parametrize(("name", "grid"), list(zip(TABLES, (GRID, WIDE), strict=True)))
def test_a_table_is_its_caption_header_rows_and_source(book, name, grid):
    rows = list(book[name].iter_rows(values_only=True))
    assert rows[0][0] == grid.caption
    assert [tuple(r) for r in rows[2 : 3 + len(grid.rows)]] == [grid.columns, *grid.rows]
    assert (grid.source or None) in column(book[name])


@pytest.mark.parametrize(("notes", "said"), [((1,), "[1]"), ((2, 1), "[2][1]")])
def test_a_table_and_a_chart_name_the_notes_that_cite_them(notes, said):
    bare = replace(GRID, caption="无出处", source="", notes=notes)
    file = write(replace(DOCUMENT, blocks=(replace(GRID, notes=notes), replace(BARS, notes=notes), bare)))
    found = opened(file)
    lines = {name: column(found[name]) for name in found.sheetnames[1:4]}
    (table, chart, alone) = lines.values()
    assert (table[-1], chart[-1], alone[-1]) == (f"{GRID.source}{said}", f"{BARS.source}{said}", said)
    raised = root(file, "xl/sharedStrings.xml").xpath("//*[local-name()='r'][.//*[local-name()='vertAlign']]")
    assert ["".join(r.itertext()) for r in raised] == [said]  # the same text is kept once


def test_a_chart_is_drawn_from_its_sheets_cells(book):
    for (sheet, chart), drawn in zip(
        zip(charted(book), (BARS, SHARES, LINE), strict=True), charts(FILE, "xl").values(), strict=True
    ):
        for reference, cached in caches(drawn):
            values = cells(book, reference)
            assert all(same(c, v) for c, v in zip(cached, values, strict=True))
        assert (sheet["A1"].value, sheet["B2"].value) == (chart.caption, chart.unit)
        assert [sheet.cell(4 + n, 1).value for n in range(len(chart.categories))] == list(chart.categories)
        for c, (name, values) in enumerate(chart.series, 2):
            assert sheet.cell(3, c).value == name
            assert tuple(sheet.cell(4 + n, c).value for n in range(len(values))) == values
            assert sheet.cell(4, c).number_format == chart.shown
        assert chart.source in column(sheet)


def test_charts_run_down_with_positive_ids_and_end_at_a_hundred():
    drawn = list(charts(FILE, "xl").values())
    for chart in drawn:
        assert all(int(i) > 0 for i in chart.xpath("//c:axId/@val", namespaces=NS))
        if chart.find(".//c:barDir", NS) is not None:
            assert chart.xpath("//c:catAx//c:orientation/@val", namespaces=NS) == ["maxMin"]
            assert chart.xpath("//c:valAx/c:crosses/@val", namespaces=NS) == ["max"]
    assert drawn[1].xpath("//c:valAx/c:scaling/c:max/@val", namespaces=NS) == ["100"]


def test_every_chart_has_alternative_text():
    drawings = sorted(n for n in parts(FILE) if n.startswith("xl/drawings/drawing"))
    said = [root(FILE, n).xpath("//*[local-name()='cNvPr']/@descr") for n in drawings]
    assert said == [[c.alt] for c in (BARS, SHARES, LINE)]


def test_the_check_sheet_has_a_line_a_check(book):
    rows = list(book["核对单"].iter_rows(min_row=3, max_col=10, values_only=True))
    assert rows[0] == check_columns("zh")
    c = DOCUMENT.checks[0]
    assert rows[1] == ("1", c.shown, c.sentence, c.source, c.heading, c.as_written, c.row, None, None, None)
    assert [r[0] for r in rows[1:]][: len(DOCUMENT.checks)] == ["1", "2"]


def test_notes_sources_and_file_are_listed(book):
    assert column(book["注释"], 2)[2:] == [n.text for n in DOCUMENT.notes]
    assert column(book["数据来源与口径"], 2)[2:] == list(DOCUMENT.bases)
    listed = list(book["文件属性"].iter_rows(min_row=3, max_col=2, values_only=True))
    assert listed == list(DOCUMENT.properties)
    assert {p.name: p.value for p in book.custom_doc_props.props} == dict(DOCUMENT.properties)
    assert book.properties.title == DOCUMENT.title


def test_every_sheet_prints_on_a4_a_page_across(book):
    for sheet in book:
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
    wide = [s.title for s in book if s.page_setup.orientation == "landscape"]
    assert {"表2 宽表", "核对单"} <= set(wide)
    assert not {"正文", "表1 表：各区县", "注释"} & set(wide)
    for name in (*TABLES, "核对单"):
        assert book[name].print_title_rows == "$3:$3"


def test_english_has_plain_labels():
    book = opened(write(ENGLISH))
    assert book.sheetnames[0] == "Text"
    assert book.sheetnames[-4:] == ["Notes", "Sources and definitions", "Check sheet", "About this file"]
    assert tuple(c.value for c in book["Check sheet"][3]) == check_columns("en")


def test_the_same_input_gives_the_same_bytes():
    assert write(DOCUMENT) == FILE
    assert b"2000-01-01T00:00:00Z" in parts(FILE)["docProps/core.xml"]


@pytest.mark.parametrize("document", [DOCUMENT, ENGLISH, EMPTY, hostile(RARE)], ids=["zh", "en", "empty", "hostile"])
def test_the_file_is_valid(document, tmp_path):
    assert faults(write(document), tmp_path, "xlsx") == []


def test_a_planted_fault_is_found(tmp_path):
    file = spoiled(FILE, "xl/charts/chart1.xml", 'Id val="5', 'Id val="-5')
    assert faults(file, tmp_path, "xlsx")


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t[:8])
def test_text_is_intact_and_never_a_formula(text):
    file = write(hostile(text))
    book = opened(file)
    held = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert {c.data_type for c in held} <= {"s", "n"}
    assert not [n for n in parts(file) if "hyperlink" in n]
    assert column(book["正文"]).count(f"{text}[1]{text}（撰稿人所加）") == 1
    assert sum(c.value == text for c in held) >= 15
    strings = parts(file)["xl/sharedStrings.xml"].decode()
    assert strings.count("_x000D_") == strings.count("_x005F_x000D_")  # Excel's own way to keep these signs, once
    assert "_x005F_x005F" not in strings


def test_text_longer_than_a_cell_is_refused_by_its_place():
    said = refused(write, replace(DOCUMENT, blocks=(Paragraph((Said("长" * 32_768),)),)))
    assert said == "正文, row 10: 32768 characters, a cell holds 32767"


def test_what_xml_forbids_is_refused_by_its_place():
    said = refused(write, replace(DOCUMENT, blocks=(Heading(1, "坏\x01字"),)))
    assert said.startswith("document.blocks[0].text: character U+0001 at 2")


def test_captions_alike_or_long_have_sheets_of_their_own():
    grids = tuple(replace(GRID, caption=c) for c in ("同名", "同名", "[a]:b*c?/\\'", "𠮷" * 40, "'"))
    book = opened(write(replace(DOCUMENT, blocks=grids)))
    named = book.sheetnames[1:6]
    assert named[:3] == ["表1 同名", "表2 同名", "表3 （a）：b＊c？／＼"]
    assert [len(n.encode("utf-16-le")) // 2 <= 31 for n in named] == [True] * 5
    assert [book[n]["A1"].value for n in named] == [g.caption for g in grids]
