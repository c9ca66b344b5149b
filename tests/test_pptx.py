"""The .pptx as measured: one message a slide, native charts, sources, notes, the same bytes, nothing over an edge."""

import io
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
import rendered
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pptx import Presentation
from pptx.util import Pt
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

from anjian import words
from anjian.config import ROOT
from anjian.exports.document import Chart, Grid, Heading, Note, Paragraph, Said
from anjian.exports.pptx_file import write
from anjian.exports.slides.page import paged, pitch
from anjian.exports.slides.sentences import sentences
from anjian.exports.slides.text import balanced, measure, title_room, wrapped

FILE = write(DOCUMENT)
A = f"{{{NS['a']}}}"
REST = "，需要在会上逐一说明整改到哪一步、还差什么、由谁来办、什么时候办完。"
LONG = Paragraph(tuple(s for n in range(30) for s in (Said(f"第{n}句说隐患"), Said(f"{n}条", 1), Said(REST))))
MANY = Chart("bar", "很多条", tuple(f"区县{n}" for n in range(45)), (("数", tuple(float(n) for n in range(45))),),
             "起", "条形图：很多条", "出处：《月报》", "0")  # fmt: skip
FULL = replace(DOCUMENT, blocks=(*DOCUMENT.blocks, Heading(1, "二、其他"), LONG, MANY, Heading(2, "（一）空")))
DECK = write(FULL)


def deck(file: bytes = FILE):
    return Presentation(io.BytesIO(file))


def said(shape) -> list[str]:
    """Return the paragraphs of a shape, a line break as one."""
    if shape.has_text_frame:
        return ["".join(piece(x) for x in p._p) for p in shape.text_frame.paragraphs]
    if getattr(shape, "has_table", False) and shape.has_table:
        return [said_cell(c) for row in shape.table.rows for c in row.cells]
    return []


def said_cell(cell) -> str:
    return "\n".join("".join(piece(x) for x in p._p) for p in cell.text_frame.paragraphs)


def piece(element) -> str:
    return "\n" if element.tag == f"{A}br" else "".join(t.text or "" for t in element.iter(f"{A}t"))


def title(slide) -> str:
    return said(slide.shapes.title)[0]


def titles(file: bytes = FILE) -> list[str]:
    return [title(s) for s in deck(file).slides]


def notes(slide) -> list[str]:
    return ["".join(piece(x) for x in p._p) for p in slide.notes_slide.notes_text_frame.paragraphs]


def named(slide, name: str) -> list[str]:
    return [t for shape in slide.shapes if shape.name == name for t in said(shape)]


def slide_of(file: bytes, heading: str):
    return next(s for s in deck(file).slides if title(s) == heading)


def everything(file: bytes) -> str:
    return "\n".join(t for s in deck(file).slides for t in (*(t for x in s.shapes for t in said(x)), *notes(s)))


# the slides


def test_a_slide_is_sixteen_to_nine():
    show = deck()
    assert (show.slide_width, show.slide_height) == (Pt(960), Pt(540))


def test_the_first_slide_has_title_marks_and_lines_to_write_on():
    first = deck().slides[0]
    assert title(first) == DOCUMENT.title
    assert named(first, "marks") == ["内部资料　初步数据"]
    assert named(first, "table") == [text for field in DOCUMENT.fields for text in field]


def test_each_slide_has_a_title_of_its_own_read_first():
    for file in (FILE, DECK, write(EMPTY), write(ENGLISH)):
        assert all(titles(file))
        assert len(set(titles(file))) == len(titles(file))
        for slide in deck(file).slides:
            assert slide.shapes[0] == slide.shapes.title
            assert slide.shapes.title.is_placeholder


def test_the_finding_is_the_title():
    found = titles()
    assert found[1] == "全市检查企业1843家次，发现隐患22.54万条"
    for block in (BARS, GRID, SHARES, LINE, WIDE):
        assert block.caption in found


def test_a_short_paragraph_joins_its_message_and_a_long_one_goes_on():
    short = Paragraph((Said("没有公布上年同期数。"),))
    file = write(replace(DOCUMENT, blocks=(Heading(1, "一、检查"), Paragraph(SAID), short)))
    assert named(deck(file).slides[1], "text") == ["没有公布上年同期数。"]
    again = [t for t in titles(DECK) if t.startswith("第0句")]
    assert [t.rpartition("（")[2] for t in again[1:4]] == ["续）", "续2）", "续3）"]


def one_message(*said: Said):
    blocks = (Heading(1, "一、对比"), Heading(2, "（一）死亡"), Paragraph(said))
    return deck(write(replace(DOCUMENT, blocks=blocks))).slides[1]


LIST = Said("、".join(f"区县{n}" for n in range(40)) + "。")


def test_a_sentence_too_long_for_a_title_stands_under_its_heading():
    slide = one_message(LIST)
    assert title(slide) == "（一）死亡"
    assert named(slide, "path") == ["一、对比"]
    assert named(slide, "text") == [LIST.text]


def test_what_a_long_sentence_says_before_its_colon_is_the_title():
    slide = one_message(Said("与"), Said("6个区县", 1), Said("（合计）不能相比的：" + LIST.text))
    assert title(slide) == "与6个区县（合计）不能相比的："
    assert named(slide, "path") == ["一、对比 › （一）死亡"]
    assert named(slide, "text") == [LIST.text]
    assert notes(slide)[1] == f"与6个区县[1]（合计）不能相比的：{LIST.text}"


@pytest.mark.parametrize("start", ["其中：", "区县（原因：缺2023年2—11月的数）", "“死亡：1人”的区县"])
def test_a_short_lead_or_a_colon_inside_brackets_makes_no_title(start):
    slide = one_message(Said(start), LIST)
    assert (title(slide), named(slide, "text")) == ("（一）死亡", [start + LIST.text])


def test_the_path_of_headings_stands_above_the_title():
    assert named(slide_of(FILE, LINE.caption), "path") == ["一、检查与隐患 › （一）总体情况 › 1. 整改 › （1）逐月"]


def test_a_heading_with_nothing_under_it_is_not_lost():
    assert "（一）空" in titles(DECK)


def test_marks_and_numbers_stand_on_every_slide():
    for n, slide in enumerate(list(deck().slides)[1:], 2):
        assert named(slide, "marks") == ["内部资料　初步数据"]
        (number,) = [s for s in slide.shapes if s.name == "number"]
        assert said(number) == [str(n)]
        assert number._element.xpath(".//a:fld/@type") == ["slidenum"]


def test_an_authors_own_paragraph_says_so():
    assert named(slide_of(FILE, "（1）逐月"), "text") == ["请予支持。（撰稿人所加）"]
    assert "请予支持。 (added by the author)" in everything(write(ENGLISH))


def test_numbers_stand_beside_what_the_source_has():
    rows = named(deck().slides[1], "table")
    assert rows == ["数字", "原文", "注", "1843", "检查1843家次", "[1]", "22.54万", "隐患22.54万条", "[2]"]
    assert named(deck().slides[1], "source") == ["来源：《上半年总结》"]


def test_a_number_in_the_text_is_followed_by_its_note_in_superscript():
    slide = next(s for s in deck(DECK).slides if title(s).startswith("第0句"))
    raised = slide.shapes._spTree.xpath(".//a:r[a:rPr/@baseline]")
    assert {(piece(r.getprevious())[-1], piece(r)) for r in raised} == {("条", "[1]")}


def test_the_last_slide_says_what_the_file_is():
    show = deck()
    last = show.slides[-1]
    assert title(last) == "文件属性"
    assert named(last, "table") == [text for pair in DOCUMENT.properties for text in pair]
    assert "备注" in named(last, "text")[0]
    assert set(DOCUMENT.bases) <= set(notes(last))
    assert show.core_properties.title == DOCUMENT.title
    assert (show.core_properties.created.year, show.core_properties.modified.year) == (2000, 2000)
    assert {e.get("name"): e[0].text for e in root(FILE, "docProps/custom.xml")} == dict(DOCUMENT.properties)


# notes


def test_notes_hold_the_text_and_what_its_numbers_cite():
    told = notes(deck().slides[1])
    assert told[0] == "一、检查与隐患 › （一）总体情况"
    assert told[1] == "全市检查企业1843[1]家次，发现隐患22.54万[2]条。"
    assert told[2:] == [f"[{n.number}] {n.text}" for n in DOCUMENT.notes]


def test_notes_of_a_chart_hold_its_text_and_its_source():
    told = notes(slide_of(FILE, BARS.caption))
    assert {BARS.caption, BARS.alt, BARS.source} <= set(told)
    assert f"[1] {DOCUMENT.notes[0].text}" in told
    assert not [t for t in notes(slide_of(FILE, LINE.caption)) if t.startswith("[1]")]  # of another heading


@pytest.mark.parametrize("block", [replace(GRID, notes=(2,)), replace(BARS, notes=(2, 2))], ids=["table", "chart"])
def test_notes_of_a_table_or_chart_are_those_that_cite_it(block):
    document = replace(DOCUMENT, blocks=(Heading(1, "一"), Paragraph((Said("数"), Said("1", 1), Said("。"))), block))
    told = notes(slide_of(write(document), block.caption))
    assert [t for t in told if t.startswith("[")] == [f"[2] {DOCUMENT.notes[1].text}"]


def test_a_slide_that_goes_on_notes_what_it_shows():
    again = next(s for s in deck(DECK).slides if title(s).endswith("（续2）") and title(s).startswith("第0句"))
    assert "".join(named(again, "text")) == notes(again)[1]
    assert notes(again)[2] == f"[1] {DOCUMENT.notes[0].text}"


@pytest.mark.parametrize("document", [DOCUMENT, ENGLISH, FULL], ids=["zh", "en", "full"])
def test_every_character_is_in_the_file(document):
    whole = everything(write(document))
    for block in document.blocks:
        match block:
            case Heading(_, text):
                assert text in whole
            case Paragraph():
                marked = "".join(s.text + (f"[{s.note}]" if s.note else "") for s in block.said)
                assert marked in whole
            case Grid():
                assert all(text in whole for row in (block.columns, *block.rows) for text in row)
                assert block.caption in whole
                assert block.source in whole
            case Chart():
                assert all(text in whole for text in (block.caption, block.alt, block.source))
    for text in (*(n.text for n in document.notes), *document.bases, *(t for f in document.fields for t in f)):
        assert text in whole


# charts


def test_a_chart_can_be_edited_and_its_ranges_equal_its_workbook():
    drawn = [shape for slide in deck().slides for shape in slide.shapes if shape.has_chart]
    assert len(drawn) == 3
    for shape, chart in zip(drawn, (BARS, SHARES, LINE), strict=True):
        tied = shape.chart.part.part_related_by(f"{NS['r']}/package")
        book = opened(tied.blob)
        chart_root = etree.fromstring(shape.chart.part.blob)
        assert all(same(c, v) for f, cached in caches(chart_root) for c, v in zip(cached, cells(book, f), strict=True))
        rows = list(book["Sheet1"].iter_rows(values_only=True))
        assert rows[0] == (None, *(name for name, _ in chart.series))
        assert [r[0] for r in rows[1:]] == list(chart.categories)
        assert [tuple(column) for column in list(zip(*rows[1:], strict=True))[1:]] == [v for _, v in chart.series]
        assert shape.chart.part.chart_workbook.xlsx_part.blob == tied.blob


def test_every_chart_has_alternative_text_and_a_source_line():
    for chart in (BARS, SHARES, LINE):
        slide = slide_of(FILE, chart.caption)
        (shape,) = [s for s in slide.shapes if s.has_chart]
        assert shape._element.xpath("./p:nvGraphicFramePr/p:cNvPr/@descr") == [chart.alt]
        assert named(slide, "source") == [chart.source]


def test_a_chart_is_read_from_the_back_of_the_room():
    for chart in charts(FILE, "ppt").values():
        assert {int(s) for s in chart.xpath("//@sz")} == {1600}
        assert set(chart.xpath("//a:ea/@typeface", namespaces=NS)) == {"微软雅黑"}


def test_many_bars_go_on_over_slides_on_one_scale():
    drawn = [s.chart for x in deck(DECK).slides if title(x).startswith("很多条") for s in x.shapes if s.has_chart]
    assert [len(c.plots[0].categories) for c in drawn] == [15, 15, 15]
    assert [name for c in drawn for name in c.plots[0].categories] == list(MANY.categories)
    assert {c.value_axis.maximum_scale for c in drawn} == {45}


# tables


def test_every_table_repeats_its_header_and_loses_no_row():
    for grid in (GRID, WIDE):
        slides = [s for s in deck().slides if title(s).startswith(grid.caption)]
        tables = [shape.table for s in slides for shape in s.shapes if shape.has_table]
        assert all(t.first_row for t in tables)
        assert all([said_cell(c) for c in t.rows[0].cells] == list(grid.columns) for t in tables)
        rows = [tuple(said_cell(c) for c in r.cells) for t in tables for r in list(t.rows)[1:]]
        assert rows == list(grid.rows)
    assert len(slides) == 3


def test_a_cell_taller_than_a_slide_goes_on():
    text = "长" * 3000
    file = write(replace(DOCUMENT, blocks=(Grid("表", ("一", "二"), ((text, "短"),)),)))
    tables = [s.table for x in deck(file).slides if title(x).startswith("表") for s in x.shapes if s.has_table]
    assert "".join(said_cell(r.cells[0]) for t in tables for r in list(t.rows)[1:]) == text
    assert len(tables) > 1


def test_a_table_too_wide_for_a_slide_is_refused_by_its_place():
    wide = Grid("宽", tuple(f"列{n}" for n in range(60)), (("1",) * 60,))
    assert refused(write, replace(DOCUMENT, blocks=(wide,))).startswith("document.blocks[0].columns: 60, allowed: ")


def test_a_title_of_two_lines_is_broken_where_it_pauses_and_the_break_is_written():
    said = "2024年1—6月，据事故统计，温岭市发生事故6起、死亡5人、受伤3人，口径为上报事故（种类未说明）"
    counted = Paragraph((Said(said + "。没有公布上年同期数。"),))
    slide = deck(write(replace(DOCUMENT, blocks=(Heading(1, "一、事故"), counted)))).slides[1]
    assert title(slide).split("\n") == [said[: said.index("死亡")], said[said.index("死亡") :]]
    assert slide.shapes.title.width == Pt(960 - 96)


@pytest.mark.parametrize(
    ("count", "lines", "sizes"), [(12, 1, {16}), (13, 1, {14}), (13, 2, {12}), (17, 1, {16}), (45, 1, {12})]
)
def test_every_bar_has_room_for_its_name_in_the_type_of_the_chart(count, lines, sizes):
    caption = "，".join(["事故起数各区县在二起与十一起之间的对比"] * lines)
    bars = replace(MANY, caption=caption, categories=MANY.categories[:count], series=(("数", tuple(range(count))),))
    made = deck(write(replace(DOCUMENT, blocks=(bars,))))
    shapes = [x for slide in made.slides for x in slide.shapes if x.has_chart]
    set_in = [int(x.chart._chartSpace.xpath("./c:txPr//a:defRPr/@sz")[0]) // 100 for x in shapes]
    found = list(zip(set_in, (len(list(x.chart.plots[0].categories)) for x in shapes), strict=True))
    assert {size for size, _ in found} == sizes
    assert sum(n for _, n in found) == count
    assert all((x.height.pt - 60) / n >= size * 1.6 for x, (size, n) in zip(shapes, found, strict=True))


@pytest.mark.parametrize(
    "lines",
    [
        ("2024年1—10月每起事故死亡：", "13个区县在0.00人/起与0.80人/起之间"),
        ("2024年1—6月，据各级各类检查主体统计，温岭市发现隐患", "22.54万条、整改隐患22.49万条，口径为隐患（不分级）"),
        ("2023年1—11月，", "6个区县的每起事故死亡可以比较，由高到低依次为："),
        ("2024年1—6月，温岭市培训3.2万人、", "培训企业负责人2,006人、培训安全管理人员1,348人、",
         "培训特种作业人员431人，统计主体未说明"),
        ("Deaths per accident, Jan–Oct 2024: ", "13 districts between 0.00 deaths and 0.80 deaths"),
        ("温岭市2024年1—6月培训3.2万人",),
    ],
)  # fmt: skip
def test_a_title_is_broken_after_a_pause_and_no_number_is_torn_from_its_unit(lines):
    assert balanced("".join(lines)) == "\n".join(lines)


@given(st.text("一二三，、（）123 a：", min_size=1, max_size=70).map(str.strip).filter(bool))
def test_a_broken_title_is_the_title_in_no_more_lines_than_it_needs(text):
    lines = balanced(text).split("\n")
    assert "".join(lines) == text
    assert len(lines) == len(wrapped(text, title_room()))
    assert all(measure(line.rstrip()) <= title_room() for line in lines)


def test_the_path_has_the_width_of_the_slide_beside_the_marks():
    named_long = replace(DOCUMENT, title="很长的题目" * 9, marks=(), blocks=(Heading(1, "一、对比"), Paragraph(SAID)))
    (path, *_), (marked, *_) = ([x for x in deck(write(d)).slides[1].shapes if x.name == "path"]
                                for d in (named_long, replace(named_long, marks=DOCUMENT.marks)))  # fmt: skip
    assert path.width == Pt(960 - 96)
    assert marked.width < path.width
    assert heights(path) <= path.height.pt


# nothing over an edge, nothing too small


def heights(shape) -> float:
    """Return what a shape's text needs in points, measured as type is set."""
    needed = 0.0
    for p in shape.text_frame.paragraphs:
        size = max((r.font.size.pt for r in p.runs), default=12)
        room = (shape.width.pt - (22 if p._p.xpath("./a:pPr/a:buChar") else 0)) / size
        needed += len(wrapped("".join(piece(x) for x in p._p), room)) * pitch(int(size))
        needed += p.space_before.pt if p.space_before else 0
    return needed


@pytest.mark.parametrize("document", [FULL, ENGLISH, hostile(RARE), hostile("长" * 10_000), hostile("long " * 2000)],
                         ids=["full", "en", "hostile", "long", "long en"])  # fmt: skip
def test_nothing_runs_over(document):
    for n, slide in enumerate(deck(write(document)).slides, 1):
        bottom = 0.0
        for shape in sorted((s for s in slide.shapes if s.name in ("title", "text", "table")), key=lambda s: s.top):
            assert shape.top.pt >= bottom - 1, (n, shape.name)
            bottom = shape.top.pt + shape.height.pt
            assert bottom <= 527, (n, shape.name)
            assert shape.left + shape.width <= Pt(960 - 48)
            if shape.has_text_frame:
                assert heights(shape) <= shape.height.pt + 1, (n, shape.name)
        for shape in slide.shapes:
            if shape.name in ("path", "source", "marks"):
                assert heights(shape) <= (shape.height.pt or 40), (n, shape.name)


def test_rows_are_as_high_as_their_text_needs():
    for slide in deck(write(ENGLISH)).slides:
        for table in (s.table for s in slide.shapes if s.has_table):
            for row in table.rows:
                for cell, column in zip(row.cells, table.columns, strict=True):
                    size = max((r.font.size.pt for p in cell.text_frame.paragraphs for r in p.runs), default=12)
                    lines = len(wrapped(said_cell(cell), (column.width.pt - 20) / size))
                    assert row.height.pt >= lines * pitch(int(size)) + 8


def test_type_is_large_enough():
    least = {"title": 28, "text": 20, "table": 12, "source": 12, "path": 14, "marks": 14, "number": 12}
    for slide in deck(DECK).slides:
        for shape in slide.shapes:
            for size in shape._element.xpath(".//a:rPr/@sz"):
                assert int(size) >= least[shape.name] * 100


def test_no_text_shrinks_by_itself():
    for name, data in parts(FILE).items():
        if name.startswith("ppt/slide"):
            assert b"normAutofit" not in data


def test_fonts_and_language_are_named():
    theme = root(FILE, "ppt/theme/theme1.xml")
    assert theme.xpath("//a:majorFont/a:ea/@typeface | //a:minorFont/a:ea/@typeface", namespaces=NS) == ["微软雅黑"] * 2
    for file, lang in ((FILE, "zh-CN"), (write(ENGLISH), "en-GB")):
        for slide in deck(file).slides:
            assert {r.get("lang") for r in slide.shapes._spTree.iter(f"{A}rPr")} <= {lang, "en-US"}
            assert {r.get("lang") for r in slide.notes_slide.notes_text_frame._txBody.iter(f"{A}rPr")} == {lang}


def test_every_fixed_word_of_slides_is_in_the_lexicon():
    code = "".join(f.read_text(encoding="utf-8") for f in (ROOT / "anjian" / "exports" / "slides").glob("*.py"))
    asked = set(re.findall(r'label\("(\w+)"', code))
    assert {"cited", "continued", "in_notes"} <= asked
    assert asked <= set(words.lexicon()["document"])


# how text is cut up


@pytest.mark.parametrize(
    "text", ["", "一二三", "a bc def ghij", "长" * 50, "2024年1—6月，温岭市22.54万条", "a\n\nb", RARE]
)
def test_lines_joined_are_the_text(text):
    for room in (1, 3, 7.5, 40):
        assert "".join(wrapped(text, room)) == text
        assert all(measure(line.rstrip(" ")) <= max(room, 2) for line in wrapped(text, room))


def test_sentences_joined_are_the_paragraph():
    paragraph = Paragraph((Said("他说“好。”再说"), Said("3.5", 1), Said("。完！Jan–Jun 2024: done. Next one")))
    found = sentences(paragraph, "zh")
    assert ["".join(s.text for s in sentence) for sentence in found] == [
        "他说“好。”", "再说3.5。", "完！", "Jan–Jun 2024: done. ", "Next one",
    ]  # fmt: skip
    assert [s.note for sentence in found for s in sentence if s.note] == [1]


def test_pages_are_few_and_alike():
    assert paged([10] * 6, 50) == [range(3), range(3, 6)]
    assert paged([10] * 6, 100, 4) == [range(3), range(3, 6)] or len(paged([10] * 6, 100, 4)) == 2
    assert paged([], 50) == []
    assert paged([90], 50) == [range(1)]


# the file


def test_the_same_input_gives_the_same_bytes():
    assert write(DOCUMENT) == FILE
    embedded = [d for n, d in parts(FILE).items() if n.startswith("ppt/embeddings/")]
    assert len(embedded) == 3
    for workbook in embedded:
        assert b"2000-01-01T00:00:00Z" in parts(workbook)["docProps/core.xml"]


def test_twenty_at_once_are_alike():
    short = replace(DOCUMENT, blocks=DOCUMENT.blocks[:5])
    with ThreadPoolExecutor(20) as pool:
        assert len(set(pool.map(write, [short] * 20))) == 1


def test_nothing_of_the_librarys_own_template_is_left():
    names = set(parts(FILE))
    assert not [n for n in names if "thumbnail" in n or "printer" in n.lower()]
    assert len([n for n in names if n.startswith("ppt/slideLayouts/") and n.endswith(".xml")]) == 2
    assert len(FILE) < 80_000


@pytest.mark.parametrize("document", [FULL, ENGLISH, EMPTY, hostile(RARE)], ids=["full", "en", "empty", "hostile"])
def test_the_file_is_valid(document, tmp_path):
    assert faults(write(document), tmp_path, "pptx") == []


@pytest.mark.parametrize(
    ("part", "pattern", "instead"),
    [
        ("ppt/charts/chart1.xml", 'Id val="1"', 'Id val="-1"'),
        ("ppt/slides/slide4.xml", r"(<a:lnL .*?</a:lnL>)(<a:lnR .*?</a:lnR>)", r"\2\1"),
    ],
    ids=["a negative axis id", "swapped cell properties"],
)
def test_a_planted_fault_is_found(part, pattern, instead, tmp_path):
    assert faults(spoiled(FILE, part, pattern, instead), tmp_path, "pptx")


# hostile text


@pytest.mark.parametrize("text", TEXTS, ids=lambda t: t[:8])
def test_text_is_intact_everywhere(text):
    file = write(hostile(text))
    told = [t for slide in deck(file).slides for t in notes(slide)]
    for whole in (text, f"{text}[1]{text}（撰稿人所加）", f"[1] {text}", f"{text}：{text}"):
        assert whole in told
    shown = "".join(t for name in ("title", "text") for s in deck(file).slides for t in named(s, name))
    assert any(f"{text}{mark}{text}（撰稿人所加）".strip() in shown for mark in ("[1]", ""))
    (chart,) = charts(file, "ppt").values()
    book = opened(parts(file)["ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"])
    assert cells(book, "Sheet1!$A$2:$A$2") == cells(book, "Sheet1!$B$1:$B$1") == [text]
    assert [c.data_type for c in (book["Sheet1"]["A2"], book["Sheet1"]["B1"])] == ["s", "s"]
    assert caches(chart)[0][1] == caches(chart)[1][1][:1] == [text]
    (descr,) = [d for s in deck(file).slides for d in s.shapes._spTree.xpath(".//p:cNvPr[@name='chart']/@descr")]
    assert descr == text
    rows = [r for s in deck(file).slides for x in s.shapes if x.has_table and x.table.first_row for r in x.table.rows]
    assert "".join(said_cell(r.cells[0]) for r in rows if len(r.cells) == 1 and said_cell(r.cells[0]) in text)


@pytest.mark.parametrize("bad", ["\x00", "\x0b", "\x1f", "\ufffe", "\ud800"])
def test_what_xml_forbids_is_refused_by_its_place(bad):
    told = refused(write, replace(DOCUMENT, blocks=(Heading(1, "一"), Paragraph((Said("好"), Said(f"坏{bad}字"))))))
    assert told.startswith(f"document.blocks[1].said[1].text: character U+{ord(bad):04X} at 2")


def test_a_note_number_stands_once():
    assert "document.notes: [1] twice" in refused(write, replace(DOCUMENT, notes=(*DOCUMENT.notes, Note(1, "x"))))


def test_pages_are_seen_by_libreoffice(tmp_path):
    pages = rendered.pages(DECK, ".pptx", tmp_path)
    assert len(pages) == len(deck(DECK).slides)
    assert float(pages[0].mediabox.width) == pytest.approx(960, abs=1)
    fonts = {f.get_object()["/BaseFont"] for p in pages for f in p["/Resources"].get("/Font", {}).values()}
    assert [f for f in fonts if "CJK" in f], fonts  # fonts-noto-cjk: signs, not boxes
    read = "".join("".join(p.extract_text().split()) for p in pages)
    assert DOCUMENT.title in read
    assert "全市检查企业1843家次" in read
