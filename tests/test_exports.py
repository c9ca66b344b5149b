"""What a spreadsheet gets: values, Chinese, no formulas, the same bytes twice."""

import csv
import io
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from anjian.exports.csv_file import csv_bytes, defused
from anjian.exports.document import numeric
from anjian.exports.tables import Table, whole
from anjian.exports.xlsx_file import xlsx_bytes

HOSTILE = ("=1+1", "+1", "-1", "@sum", "\t=1", "\r=1", "＝1+1", "http://example.com", "mailto:a@b.c", "00123", "1e5")
TABLE = Table(
    "事故起数",
    ("区县", "时段", "数值", "平均", "出处"),
    (
        ("温岭市", date(2024, 6, 30), 8.0, 0.8333333333333334, "《总结》"),
        ("罗湖区", date(2025, 12, 4), None, 1843.5, ""),
    ),
    (("选择条件", "全部区县"), ("数据版本", "729ecdfc2e")),
)


def sheet(*tables: Table):
    return load_workbook(io.BytesIO(xlsx_bytes(list(tables), "安鉴")))


def cells(table: Table) -> list[tuple]:
    return list(sheet(table).worksheets[0].iter_rows(values_only=True))


def read(table: Table) -> list[list[str]]:
    return list(csv.reader(io.StringIO(csv_bytes(table).decode("utf-8-sig"), newline="")))


# XLSX


def test_a_sheet_holds_title_columns_values_and_notes():
    rows = cells(TABLE)
    assert rows[0][0] == "事故起数"
    assert rows[2] == TABLE.columns
    assert rows[3] == ("温岭市", datetime(2024, 6, 30), 8, 0.8333333333333334, "《总结》")
    assert rows[4][:4] == ("罗湖区", datetime(2025, 12, 4), None, 1843.5)
    assert [r[:2] for r in rows[6:]] == [("选择条件", "全部区县"), ("数据版本", "729ecdfc2e")]


def test_a_whole_number_is_whole_and_a_missing_one_is_empty():
    row = cells(TABLE)[3]
    assert isinstance(row[2], int)
    assert cells(TABLE)[4][2] is None


def test_a_date_is_a_date_and_shown_as_one():
    cell = sheet(TABLE).worksheets[0]["B4"]
    assert (cell.is_date, cell.number_format) == (True, "yyyy-mm-dd")


def test_no_text_becomes_a_formula_a_link_or_a_number():
    hostile = Table("=1+1", ("=a",), tuple((text,) for text in HOSTILE), (("=b", "=c"),))
    book = sheet(hostile).worksheets[0]
    kinds = {cell.data_type for row in book.iter_rows() for cell in row if cell.value is not None}
    assert kinds == {"s"}
    assert not [cell for row in book.iter_rows() for cell in row if cell.hyperlink]
    texts = [row[0] for row in cells(hostile)[3 : 3 + len(HOSTILE)]]
    assert [t.replace("_x000D_", "\r") for t in texts] == list(HOSTILE)


def test_the_same_table_gives_the_same_bytes_twice():
    assert xlsx_bytes([TABLE, TABLE], "安鉴") == xlsx_bytes([TABLE, TABLE], "安鉴")


def test_each_table_has_a_sheet_even_under_one_name():
    assert sheet(TABLE, TABLE).sheetnames == ["1 事故起数", "2 事故起数"]


@pytest.mark.parametrize("title", ["a/b\\c[d]:e*f?", "很长" * 40, "", "“引号”"])
def test_any_title_makes_a_sheet_name_that_excel_takes(title):
    (name,) = sheet(Table(title, ("a",), (("b",),))).sheetnames
    assert 0 < len(name) <= 31
    assert not set("[]:*?/\\") & set(name)


def test_a_table_without_rows_still_shows_its_columns():
    assert cells(Table("空", ("区县", "数值"), ()))[2] == ("区县", "数值")


# CSV


def test_a_csv_starts_with_the_mark_that_excel_needs_for_chinese():
    assert csv_bytes(TABLE).startswith("\ufeff区县".encode())
    assert csv_bytes(TABLE).count(b"\xef\xbb\xbf") == 1


def test_a_csv_holds_columns_rows_and_notes_after_an_empty_line():
    assert read(TABLE) == [
        list(TABLE.columns),
        ["温岭市", "2024-06-30", "8", "0.8333333333333334", "《总结》"],
        ["罗湖区", "2025-12-04", "", "1843.5", ""],
        [],
        ["选择条件", "全部区县"],
        ["数据版本", "729ecdfc2e"],
    ]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"])
def test_text_that_a_spreadsheet_would_run_gets_an_apostrophe(start):
    hostile = f"{start}cmd|' /C calc'!A0"
    assert read(Table("t", ("a",), ((hostile,),), ((hostile, hostile),)))[1] == ["'" + hostile]
    assert read(Table("t", ("a",), (), ((hostile, hostile),)))[-1] == ["'" + hostile] * 2


def test_numbers_are_numbers_even_below_zero():
    assert defused(-3.5) == -3.5
    assert read(Table("t", ("a",), ((-3.0,),)))[1] == ["-3"]


def test_quotes_commas_and_line_breaks_survive():
    text = '他说“一”,"二"\n三'
    assert read(Table("t", ("a", "b"), ((text, "x"),)))[1] == [text, "x"]


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=4))
def test_no_cell_of_any_csv_starts_like_a_formula(texts):
    (row,) = read(Table("t", tuple("abcd"[: len(texts)]), (tuple(texts),)))[1:] or [[""]]
    assert not [cell for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert [cell.removeprefix("'") for cell in row] == [t.removeprefix("'") for t in texts]


@pytest.mark.parametrize(("value", "shown"), [(1843.0, 1843), (0.5, 0.5), ("1843.0", "1843.0"), (None, None), (3, 3)])
def test_counts_look_like_counts(value, shown):
    assert whole(value) == shown
    assert type(whole(value)) is type(shown)


def test_columns_of_numbers_are_told_from_columns_of_text():
    rows = (
        ("甲区", "约500", "−3", "①", "242起", "37,019元/起", "2024年1—6月", "–"),
        ("乙区", "19", "≥4.34", "–", "9起", "–", "2023年1—11月", ""),
    )
    assert numeric(rows, 8) == (False, True, True, True, True, True, False, True)
    assert numeric((), 2) == (False, False)
