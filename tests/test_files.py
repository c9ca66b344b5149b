"""What Excel, WPS and haste do to a CSV: each fault is named with its line, nothing else is lost, nothing raises."""

import ast
import csv
import io
import re
from datetime import date
from pathlib import Path

import pytest
from conftest import TINY
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from planting import plant, problems_of

from anjian import words
from anjian.config import ROOT
from anjian.exports.canonical import canonical_bytes
from anjian.problems import STOPS, WARNS, Problem, stopping
from anjian.store import load
from anjian.store.files import LONGEST_CELL, Table, read_table
from anjian.store.schema import REGISTRIES, Column, columns_of

VISITS = TINY["inspections"]  # a header and five rows, lines 2 to 6
HEADER, *ROWS = VISITS.splitlines()
FIRST = ROWS[0]
AREAS = TINY["districts"]
BALANCED = '"…""…"'


def read(text: str | bytes, name: str = "inspections") -> Table:
    """Return one file as the loader reads it."""
    return read_table(name, text.encode() if isinstance(text, str) else text)


def lines_of(table: Table) -> list[int]:
    return [row["line"] for row in table.rows]


def xlsx() -> bytes:
    """Return a real workbook with the tiny inspections, as it looks when someone renames it to .csv."""
    book, stream = Workbook(), io.BytesIO()
    for line in VISITS.splitlines():
        book.active.append(line.split(","))
    book.save(stream)
    return stream.getvalue()


def first(old: str, new: str) -> str:
    """Return the inspections with one cell of the first row, line 2, changed."""
    return "\n".join([HEADER, FIRST.replace(old, new, 1), *ROWS[1:], ""])


# A bad cell in line 2: rule, what the file holds, column, found, allowed.
BAD_CELLS = [
    ("bad_number", first(",100,", ',"1,234",'), "value", "1,234", "1234"),
    ("bad_number", first(",100,", ",１２３４,"), "value", "１２３４", "1234"),
    ("bad_number", first(",100,", ',"１，２３４．５",'), "value", "１，２３４．５", "1234.5"),
    ("bad_number", first(",100,", ",９８７６０．５,"), "value", "９８７６０．５", "98760.5"),
    ("bad_number", first(",100,", ",一百余,"), "value", "一百余", "1234 / 12.5"),
    ("bad_number", first(",100,", ",1e3,"), "value", "1e3", "1234 / 12.5"),
    ("bad_number", first(",100,", ",nan,"), "value", "nan", "1234 / 12.5"),
    ("bad_number", first(",100,", ",9999999999999999,"), "value", "9999999999999999", "1234 / 12.5"),
    ("bad_number", first(",100,", ",1.1234567,"), "value", "1.1234567", "1234 / 12.5"),
    ("bad_number", first(",100,", ",=1+1,"), "value", "=1+1", "1234 / 12.5"),
    ("formula", first("检查100家次", "=1+1"), "as_written", "=1+1", "1+1"),
    ("formula", first("检查100家次", "@SUM(A1)"), "as_written", "@SUM(A1)", "SUM(A1)"),
    ("formula", first("检查100家次", "+cmd|x"), "as_written", "+cmd|x", "cmd|x"),
    ("impossible_date", first("2023-06-30", "2023-02-30"), "period_end", "2023-02-30", "2022-01-31"),
    ("impossible_date", first("2023-06-30", "2023/2/30"), "period_end", "2023/2/30", "2022-01-31"),
    ("bad_date", first("2023-06-30", "2023年6月"), "period_end", "2023年6月", "2022-01-31"),
    ("bad_date", first("2023-06-30", "45107"), "period_end", "45107", "2022-01-31"),
    ("bad_id", first("city_a", "甲区"), "district", "甲区", "a-z A-Z 0-9 _"),
    ("empty_cell", first("city_a", " "), "district", "", "a-z A-Z 0-9 _"),
    ("empty_cell", first("2023-01-01", ""), "period_start", "", "2022-01-31"),
    ("lost_character", first("检查100家次", "检\ufffd100家次"), "as_written", "检�100家次", "UTF-8"),
    ("lost_character", first("检查100家次", "检查\x07"), "as_written", "检查�", "UTF-8"),
    ("long_cell", first("检查100家次", "检" * 2001), "as_written", "检" * 40 + "…（2001）", "≤ 2000"),
    ("wrong_width", first(",early,", ","), "", "9", "10"),
    ("wrong_width", first(",early,", ",early,,"), "", "11", "10"),
]

# A header or a file that cannot be read: what the file sectors.csv holds, line, column, rule, found, allowed.
BAD_FILES = [
    ("id,zh\nall,全部\n", (1, "en", "missing_column", "id, zh", "en")),
    ("id,zh,en,colour\nall,全部,All,red\n", (1, "colour", "extra_column", "colour", "–")),
    ("id,zh,en,\nall,全部,All,\n", (1, "", "extra_column", "", "–")),
    ("id,zh,zh,en\nall,全部,全部,All\n", (1, "zh", "double_column", "2 ×", "1 ×")),
    ("", (0, "", "empty_file", "", "id, zh, en")),
    (" \n\r\n", (0, "", "empty_file", "", "id, zh, en")),
    (xlsx(), (0, "", "binary_file", r"b'PK\x03\x04\x14\x00\x00\x00'", "CSV, UTF-8")),
    ("id,zh,en\n".encode("utf-16"), (0, "", "binary_file", r"b'\xff\xfei\x00d\x00,\x00'", "CSV, UTF-8")),
    (b"id,zh,en\nall,\xff\xff,All\n", (2, "", "unknown_encoding", r"b'\xff\xff,All\n'", "UTF-8 / GBK")),
    ('id,zh,en\nall,全部,"All\n', (2, "", "broken_quote", '"', BALANCED)),
    ('"id,zh,en\nall,全部,All\n', (1, "", "broken_quote", '"', BALANCED)),
]


@pytest.mark.parametrize(("rule", "text", "column", "found", "allowed"), BAD_CELLS)
def test_a_bad_cell_is_named_and_the_other_rows_are_kept(rule, text, column, found, allowed):
    table = read(text)
    assert table.problems == [Problem("inspections.csv", 2, column, rule, found, allowed)]
    assert lines_of(table) == [3, 4, 5, 6]


@pytest.mark.parametrize(("content", "problem"), BAD_FILES)
def test_a_bad_header_or_file_is_named(content, problem):
    table = read(content, "sectors")
    assert table.problems == [Problem("sectors.csv", *problem)]
    assert table.rows == []


def test_a_misspelt_column_is_named_beside_the_one_that_was_meant():
    problems = read("id,zh,eng\nall,全部,All\n", "sectors").problems
    assert [(p.rule, p.column, p.allowed) for p in problems] == [
        ("extra_column", "eng", "en"),
        ("missing_column", "en", "en"),
    ]


def test_a_word_nobody_agreed_on_is_named_with_the_allowed_ones():
    table = read(AREAS.replace("district,district,10", "district,borough,10"), "districts")
    allowed = "district, county_level_city, county, development_zone"
    assert table.problems == [Problem("districts.csv", 2, "kind", "unknown_word", "borough", allowed)]
    assert lines_of(table) == [3, 4]


def test_a_wrong_type_is_named_where_a_whole_number_is_wanted():
    table = read(AREAS.replace("district,district,10", "district,district,first"), "districts")
    assert table.problems == [Problem("districts.csv", 2, "order", "bad_number", "first", "1234")]


@pytest.mark.parametrize("written", ["10.5", "10.0", "１０．５"])
def test_what_is_suggested_for_a_whole_number_is_whole(written):
    (problem,) = read(AREAS.replace("district,10,", f"district,{written},"), "districts").problems
    assert (problem.found, problem.allowed) == (written, "1234")


def test_two_bad_cells_of_one_row_are_both_named():
    table = read(first("city_a,2023-01-01", "甲,2023-02-30"))
    assert [(p.line, p.column) for p in table.problems] == [(2, "district"), (2, "period_start")]


@pytest.mark.parametrize("cell", ['"检查100家次', '"检查"100家次'])
def test_a_broken_quote_names_the_line_where_its_record_starts(cell):
    text = "\n".join([HEADER, *ROWS[:2], ROWS[2].replace("整改240条", cell), *ROWS[3:], ""])
    table = read(text)
    assert [(p.file, p.line, p.column, p.rule, p.allowed) for p in table.problems] == [
        ("inspections.csv", 4, "", "broken_quote", BALANCED)
    ]
    assert lines_of(table) == [2, 3]


def test_a_record_over_several_lines_counts_from_its_first_and_so_does_the_next():
    table = read(first("检查100家次", '"检查\n100\n家次"').replace(",250,", ",x,"))
    assert lines_of(table) == [2, 6, 7, 8]
    assert [(p.line, p.found) for p in table.problems] == [(5, "x")]


def test_a_cell_of_ten_megabytes_is_named_in_few_words():
    table = read(first("检查100家次", "a" * 10_000_000))
    assert table.problems == [
        Problem("inspections.csv", 2, "as_written", "long_cell", "a" * 40 + "…（10000000）", "≤ 2000")
    ]
    assert lines_of(table) == [3, 4, 5, 6]


def test_a_cell_of_more_than_sixty_four_megabytes_is_long_and_no_broken_quote():
    table = read(b"id,zh,en\nall,x," + b"a" * (64 * 1024 * 1024 + 1) + b"\n", "sectors")
    assert [(p.line, p.column, p.rule) for p in table.problems] == [(2, "en", "long_cell")]


def test_a_problem_is_short_whatever_the_header_holds():
    problems = read(b"a" * 1_000_000, "sectors").problems
    assert max(len(p.column + p.found + p.allowed) for p in problems) < 200


def test_a_cell_as_long_as_allowed_is_kept():
    table = read(first("检查100家次", "检" * LONGEST_CELL))
    assert table.problems == []
    assert len(table.rows[0]["as_written"]) == LONGEST_CELL


def test_a_district_nobody_declared_stops_publication(folder):
    line = plant(folder, "accidents", {"district": "nowhere"})
    assert problems_of(folder) == (
        Problem("accidents.csv", line, "district", "districts_are_declared", "nowhere", "districts.csv: id"),
    )


def test_a_row_pasted_twice_stops_publication_and_names_the_first(folder):
    path = folder / "inspections.csv"
    path.write_text(VISITS + FIRST + "\n", encoding="utf-8")
    key = "city_a/2023-01-01/2023-06-30/inspections/all/all/a_bureau/stated/early"
    assert problems_of(folder) == (
        Problem("inspections.csv", 7, "district", "keys_are_unique", key, "1 × (inspections.csv:2)"),
    )


@pytest.mark.parametrize("name", ["sources", "districts", "measures", "sectors", "bases", "series"])
def test_a_missing_registry_is_named_and_stops_publication(folder, name):
    (folder / f"{name}.csv").unlink()
    there = ", ".join(f"{n}.csv" for n in sorted(TINY) if n != name)
    assert Problem(f"{name}.csv", 0, "", "missing_file", there, f"{name}.csv") in problems_of(folder)


def test_an_empty_folder_lists_every_needed_file(tmp_path):
    assert {(p.file, p.rule) for p in problems_of(tmp_path)} == {
        (f"{n}.csv", "missing_file") for n in ("sources", "districts", "measures", "sectors", "bases", "series")
    }


def test_a_folder_that_is_not_there_is_named(tmp_path):
    assert problems_of(tmp_path / "nowhere") == (
        Problem("nowhere", 0, "", "vanished_file", "No such file or directory", "nowhere"),
    )


def test_a_file_that_vanishes_while_it_is_read_is_named(folder, monkeypatch):
    really_read = Path.read_bytes

    def vanish(path: Path) -> bytes:
        if path.name == "fines.csv":
            path.unlink()
        return really_read(path)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    assert problems_of(folder) == (
        Problem("fines.csv", 0, "", "vanished_file", "No such file or directory", "fines.csv"),
    )


def test_a_file_that_vanishes_before_its_turn_is_named_too(folder, monkeypatch):
    really_read = Path.read_bytes

    def vanish(path: Path) -> bytes:
        (folder / "inspections.csv").unlink(missing_ok=True)  # while the first file, accidents.csv, is read
        return really_read(path)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    assert [(p.file, p.rule) for p in problems_of(folder)] == [("inspections.csv", "vanished_file")]


def test_a_file_with_capitals_in_its_ending_is_read_as_well(folder):
    (folder / "inspections.csv").rename(folder / "inspections.CSV")
    assert load(folder).query("areas")[0]["figures"] == 11


@pytest.mark.parametrize(
    ("table", "column", "written"),
    [
        ("inspections", "value", "-99999999999999999999"),
        ("inspections", "value", "9" * 400),
        ("fines", "half_unit", "99999999999999999999"),
        ("districts", "order", "99999999999999999999"),
        ("accident_events", "deaths", "99999999999999999999"),
    ],
)
def test_a_number_too_large_is_a_problem_and_no_exception(folder, table, column, written):
    line = plant(folder, table, {column: written})
    assert [(p.file, p.line, p.column, p.rule) for p in problems_of(folder)] == [
        (f"{table}.csv", line, column, "bad_number")
    ]


def test_a_bad_cell_accuses_nobody_who_names_its_row(folder):
    plant(folder, "printed", {})
    (folder / "inspections.csv").write_text(VISITS.replace(",240,", ',"2,40",'), encoding="utf-8")
    assert [(p.file, p.rule) for p in problems_of(folder)] == [("inspections.csv", "bad_number")]


def test_a_broken_registry_does_not_drown_its_fault_in_faults_that_follow_from_it(folder):
    (folder / "districts.csv").write_text("id;code;name\n", encoding="utf-8")
    assert {p.file for p in problems_of(folder)} == {"districts.csv"}


# What is understood.


def test_a_byte_order_mark_is_understood_with_a_warning():
    table = read(b"\xef\xbb\xbf" + VISITS.encode())
    assert table.rows == read(VISITS).rows
    assert table.problems == [Problem("inspections.csv", 0, "", "byte_order_mark", "BOM", "UTF-8", WARNS)]


@pytest.mark.parametrize("written", ["2023/1/1", "2023/01/01", "2023-1-1", "2023.1.1", "2023/1/1 0:00"])
def test_a_date_as_excel_writes_it_is_understood_with_a_warning(written):
    table = read(first("2023-01-01", written))
    assert table.rows == read(VISITS).rows
    assert table.problems == [
        Problem("inspections.csv", 2, "period_start", "slashed_date", written, "2023-01-01", WARNS)
    ]


@pytest.mark.parametrize("name", TINY)
@pytest.mark.parametrize("encoding", ["gbk", "gb18030"])
def test_gbk_is_understood_with_a_warning_and_the_same_values(name, encoding):
    table = read(TINY[name].encode(encoding), name)
    assert table.rows == read(TINY[name], name).rows
    chinese = not TINY[name].isascii()
    assert table.problems == [Problem(f"{name}.csv", 0, "", "gbk", "GBK", "UTF-8", WARNS)] * chinese


def test_utf8_with_a_lost_byte_is_damaged_and_not_taken_for_gbk():
    content = TINY["sectors"].encode()
    at = content.rindex("品".encode())
    table = read(content[:at] + content[at + 1 :], "sectors")
    assert [(p.line, p.rule) for p in table.problems] == [(3, "unknown_encoding")]


@pytest.mark.parametrize("blank", [",,,,,,,,,", ", ,,,,,,,,", "   ", '""'])
def test_a_blank_row_is_told_and_not_counted(blank):
    table = read("\n".join([HEADER, FIRST, blank, *ROWS[1:], ""]))
    assert lines_of(table) == [2, 4, 5, 6, 7]
    assert [(p.line, p.rule, p.severity) for p in table.problems] == [(3, "blank_row", WARNS)]


@pytest.mark.parametrize("ending", ["\r\n", "\r", "\n\n"])
def test_line_endings_of_any_system_are_understood(ending):
    table = read(VISITS.replace("\n", ending))
    assert [r | {"line": 0} for r in table.rows] == [r | {"line": 0} for r in read(VISITS).rows]
    assert table.problems == []


@pytest.mark.parametrize("inside", ["\n", "\r\n", "\r"])
def test_a_line_break_inside_a_cell_is_one_and_the_same(inside):
    table = read(first("检查100家次", f'"检查{inside}100家次"').encode())
    assert table.problems == []
    assert table.rows[0]["as_written"] == "检查\n100家次"


@pytest.mark.parametrize(
    ("old", "new"), [("检查100家次", '"检查\r100家次"'), ("检查100家次", '"检""查"",100"'), (",100,", ",0.00001,")]
)
def test_tidy_writes_what_the_loader_reads_back(old, new):
    table = read(first(old, new).encode())
    again = read(canonical_bytes(table, {}))
    order = [{"file": r["file"], "as_written": r["as_written"], "value": r["value"]} for r in table.rows]
    assert table.problems == again.problems == []
    assert sorted(map(str, order)) == sorted(str({c: r[c] for c in order[0]}) for r in again.rows)


def test_blanks_around_a_cell_and_the_order_of_columns_do_not_matter():
    rows = [dict(zip(HEADER.split(","), row.split(","), strict=True)) for row in ROWS]
    names = sorted(HEADER.split(","))
    text = "\n".join([" , ".join(names), *("  ,".join(f"{r[n]} " for n in names) for r in rows)])
    assert read(text).rows == read(VISITS).rows


def test_a_column_left_out_and_a_column_left_empty_both_mean_the_default():
    row = read(VISITS).rows[0]
    assert (row["grade"], row["qualifier"], row["status"], row["dates"]) == ("all", "exact", "normal", "printed")
    empty = [f"{HEADER},grade,qualifier,status,dates,half_unit,locator,note", *(f"{r},,,,,,," for r in ROWS)]
    assert read("\n".join(empty)).rows == read(VISITS).rows


def test_a_basis_may_go_without_its_meaning(folder):
    meanings = load(folder).query("meanings")
    assert [m["id"] for m in meanings] == ["stated", "filed", "handled", "production", "all_kinds"]
    assert {(m["meaning_zh"], m["meaning_en"]) for m in meanings} == {(None, None)}


def test_the_meaning_of_a_basis_is_kept_in_both_languages_or_in_one(folder):
    path = folder / "bases.csv"
    header, first, *rest = path.read_text(encoding="utf-8").splitlines()
    told = [f"{header},meaning_zh,meaning_en", f"{first},以原文为准,As the source says", *(f"{r},甲," for r in rest)]
    path.write_text("\n".join([*told, ""]), encoding="utf-8")
    found = [(m["meaning_zh"], m["meaning_en"]) for m in load(folder).query("meanings")]
    assert found == [("以原文为准", "As the source says"), *[("甲", None)] * len(rest)]


def test_what_is_understood_is_published_with_its_warnings(folder):
    (folder / "inspections.csv").write_bytes(first("2023-01-01", "2023/1/1").encode("gbk"))
    database = load(folder)
    assert [p.rule for p in database.problems] == ["gbk", "slashed_date"]


@pytest.mark.parametrize(
    ("written", "kept", "rules"),
    [
        ("", None, []),
        ("2024", "2024", []),
        ("2024-01", "2024-01", []),
        ("2024/1/10", "2024-01-10", ["slashed_date"]),
        ("2024-13", None, ["impossible_date"]),
        ("2024-02-30", None, ["impossible_date"]),
        ("2024/1", None, ["bad_date"]),
    ],
)
def test_a_date_of_publication_may_be_partial_but_not_impossible(written, kept, rules):
    table = read(TINY["sources"].replace("2024-01-10", written), "sources")
    assert [p.rule for p in table.problems] == rules
    assert [r["published_on"] for r in table.rows if r["id"] == "early"] == [kept] * (not stopping(table.problems))


# Every rule has its test and its words.


def rules_of_the_loader() -> set[str]:
    """Return every rule that anjian/store can name, read from its source."""
    calls = [
        node
        for path in (ROOT / "anjian" / "store").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call)
    ]
    named = {"add": 2, "Problem": 3}
    places = [(c, named.get(getattr(c.func, "attr", getattr(c.func, "id", "")))) for c in calls]
    rules = [c.args[at] for c, at in places if at is not None and len(c.args) > at]
    return {r.value for r in rules if isinstance(r, ast.Constant)}


def test_every_rule_of_the_loader_has_a_test_here():
    here = Path(__file__).read_text(encoding="utf-8")
    assert [rule for rule in sorted(rules_of_the_loader()) if f'"{rule}"' not in here] == []


def test_the_lexicon_words_every_rule_and_no_other():
    assert set(words.lexicon()["problem"]) == rules_of_the_loader()


@pytest.mark.parametrize(("content", "problem"), BAD_FILES)
def test_what_is_found_and_allowed_is_free_of_language(content, problem):
    (told,) = read(content, "sectors").problems
    assert not re.search("空|bytes|header|once|unexpected", told.found + told.allowed)


@pytest.mark.parametrize("rule", sorted(rules_of_the_loader()))
def test_every_rule_is_told_in_both_languages(rule):
    zh, en = (words.problem(Problem("x.csv", 2, "value", rule, "七", "7"), lang) for lang in ("zh", "en"))
    assert zh != en
    assert words.say("problem", rule, "zh") in zh
    assert words.say("problem", rule, "en") in en
    assert all("七" in text and "7" in text for text in (zh, en))


# Whatever is thrown at it.

OFTEN = settings(deadline=None, max_examples=200, suppress_health_check=[HealthCheck.too_slow])
NAMES = [*REGISTRIES, "inspections"]
CELLS = st.one_of(
    st.sampled_from([
        "", " ", "city_a", "all", "2023-01-01", "2023/1/1", "2023-02-30", "7", "1,234", "１２", "=1+1", '"', "exact",
        "\ufffd", "甲乙", "a\nb", "a\r\nb", "\r",
    ]),
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=8),
)  # fmt: skip


def written(header: list[str], records: list[list[str]]) -> str:
    """Return records as Python's csv writes them."""
    stream = io.StringIO(newline="")
    csv.writer(stream, lineterminator="\r\n").writerows([header, *records])
    return stream.getvalue()


def starts_of(header: list[str], records: list[list[str]]) -> list[int]:
    """Return the line on which each record starts, counted by hand."""
    breaks = [len(re.findall(r"\r\n|\r|\n", written(header, records[:n]))) for n in range(len(records))]
    return [1 + n for n in breaks]


@OFTEN
@given(content=st.binary(max_size=400), name=st.sampled_from(NAMES))
@example(content=b"\xef\xbb\xbf", name="sectors")
@example(content=b'"', name="sectors")
def test_any_bytes_give_rows_or_a_named_problem(content, name):
    table = read(content, name)
    assert table.rows or table.problems
    assert all(p.file == f"{name}.csv" and p.rule in words.lexicon()["problem"] for p in table.problems)


@OFTEN
@given(tail=st.text('",\n\r 07a甲=-/\ufffd\x07', max_size=120), name=st.sampled_from(NAMES))
def test_any_text_below_a_good_header_gives_rows_or_named_problems(tail, name):
    header = [c.name for c in columns_of(name)]
    table = read(written(header, []) + tail, name)
    seen = set(lines_of(table)) | {p.line for p in table.problems}
    broken = [p.line for p in table.problems if p.rule == "broken_quote"]
    unquoted = re.split(r"\r\n|\r|\n", tail.split('"')[0])[:-1]
    lines = [n for n, text in enumerate(unquoted, 2) if text.strip(", ")]
    assert len(broken) <= 1
    assert set(lines) <= seen


@OFTEN
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_every_record_is_a_row_or_named_by_a_problem(data, name):
    header = [c.name for c in columns_of(name)]
    wide = st.lists(CELLS, min_size=len(header), max_size=len(header))
    records = data.draw(st.lists(wide | st.lists(CELLS, min_size=1, max_size=20), max_size=6))
    table = read(written(header, records), name)
    starts = starts_of(header, records)
    blank = {line for line, cells in zip(starts, records, strict=True) if not any(c.strip() for c in cells)}
    stopped = {p.line for p in table.problems if p.severity == STOPS}
    assert set(lines_of(table)) | stopped == set(starts) - blank
    assert not set(lines_of(table)) & stopped
    assert {p.line for p in table.problems if p.rule == "blank_row"} == blank


def _plain_texts(column: Column) -> st.SearchStrategy[str]:
    anything = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffd"), max_size=30)
    lines = st.just("甲\n乙") | st.just('说"了",算') | st.just("a\r\nb")
    kept = (anything | lines).map(str.strip)
    return kept.filter(lambda t: not re.match(r"[=@+\-]", t) and (t or not column.required))


def valid_cells(column: Column) -> st.SearchStrategy[tuple[str, object]]:
    """Return pairs of what a cell holds and the value it means."""
    kinds = {
        "id": st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_.\-]{0,12}", fullmatch=True).map(lambda t: (t, t)),
        "word": st.sampled_from(column.allowed or ("",)).map(lambda t: (t, t)),
        "date": st.dates(date(1900, 1, 1)).map(lambda d: (d.isoformat(), d)),
        "partial_date": st.sampled_from(["2024", "2024-02", "2024-02-29"]).map(lambda t: (t, t)),
        "number": st.decimals(-(10**9), 10**9, places=3).map(lambda n: (str(n), float(n))),
        "integer": st.integers(-(10**12), 10**12).map(lambda n: (str(n), n)),
        "text": _plain_texts(column).map(lambda t: (t, t.replace("\r\n", "\n") or column.default or None)),
    }
    filled = kinds[column.kind]
    return filled if column.required else filled | st.just(("", column.default or None))


@settings(OFTEN, max_examples=60)
@given(data=st.data(), name=st.sampled_from(NAMES))
def test_valid_rows_written_as_csv_come_back_identical(data, name):
    columns = columns_of(name)
    rows = data.draw(st.lists(st.tuples(*map(valid_cells, columns)), min_size=1, max_size=4))
    header, records = [c.name for c in columns], [[text for text, _ in row] for row in rows]
    table = read(written(header, records), name)
    expected = [dict(zip(header, (value for _, value in row), strict=True)) for row in rows]
    places = [{"file": f"{name}.csv", "line": line} for line in starts_of(header, records)]
    assert table.problems == []
    assert table.rows == [row | place for row, place in zip(expected, places, strict=True)]


def test_a_file_that_cannot_be_read_never_hides_a_fault_in_another(folder):
    (folder / "inspections.csv").write_bytes(xlsx())
    line = plant(folder, "fines", {"source": "rumour"})
    assert [(p.file, p.line, p.rule) for p in problems_of(folder)] == [
        ("fines.csv", line, "every_figure_cites_a_source"),
        ("inspections.csv", 0, "binary_file"),
    ]


def test_a_file_that_stands_twice_with_endings_of_another_case_is_named(folder):
    (folder / "fines.CSV").write_bytes((folder / "fines.csv").read_bytes())
    assert [(p.file, p.rule, p.allowed) for p in problems_of(folder)] == [("fines.csv", "double_file", "fines.CSV")]


@pytest.mark.parametrize("cell", ["+1+cmd|calc", "-2+3+cmd|'/c calc'!A0"])
def test_a_formula_behind_a_sign_and_a_digit_is_named(cell):
    table = read_table("inspections", VISITS.replace("检查100家次", cell, 1).encode())
    assert [(p.column, p.rule, p.found) for p in table.problems] == [("as_written", "formula", cell)]
