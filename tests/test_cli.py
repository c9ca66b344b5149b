"""The command line as a reader meets it: a process with arguments, output and an exit code."""

import csv
import io
import json
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from conftest import write
from test_indicators import FULL

from anjian.config import ROOT
from anjian.store.schema import FIGURES

KEYS = {"indicator", "unit", "verdict", "reasons", "classes", "rows"}
ROW_KEYS = {"district", "district_name", "period_start", "period_end", "value", "qualifier",
            "numerator", "denominator", "citations", "caveats"}  # fmt: skip


@cache
def run(*args: str) -> subprocess.CompletedProcess:
    return fresh(*args)


def fresh(*args: str) -> subprocess.CompletedProcess:
    """Run ``python -m anjian`` in the project, output as bytes decoded from UTF-8, line ends untouched."""
    done = subprocess.run([sys.executable, "-m", "anjian", *args], cwd=ROOT, capture_output=True, check=False)
    done.stdout, done.stderr = done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    return done


def document(*args: str):
    done = run(*args, "--format", "json")
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory) -> str:
    return str(write(tmp_path_factory.mktemp("cli") / "data", FULL))


@pytest.fixture
def mine(tmp_path) -> Path:
    """A folder of its own, to be changed."""
    return write(tmp_path / "data", FULL)


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


# check


def test_check_passes_the_curated_data():
    done = run("check")
    assert (done.returncode, done.stderr) == (0, "")


def test_check_of_clean_data_says_that_nothing_was_found(tiny):
    assert (run("check", "--data", tiny).returncode, run("check", "--data", tiny).stdout) == (0, "没有发现问题\n")
    assert run("check", "--data", tiny, "--lang", "en").stdout == "no problems found\n"


@pytest.mark.parametrize(
    ("file", "old", "new", "place"),
    [
        ("fines", "罚款40万元", "=1+1", "4: as_written"),
        ("fines", "filed,8,", "filed,8.5,", "2: value"),
        ("fines", "all,a_bureau,filed,8", "all,b_bureau,filed,8", "2: series"),
        ("inspections", "2023-06-30,inspections", "2023-02-30,inspections", "2: period_end"),
        ("inspections", "city_b", "atlantis", "6: district"),
        ("accidents", "deaths", "deathz", "2: measure"),
        ("sources", "bulletin,official", "bulletin,hearsay", "2: verification"),
    ],
)
def test_check_names_file_line_and_column_and_fails(mine, file, old, new, place):
    path = mine / f"{file}.csv"
    path.write_text(path.read_text("utf-8").replace(old, new, 1), encoding="utf-8")
    done = fresh("check", "--data", str(mine))
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    *lines, counts = done.stdout.splitlines()
    assert all(re.fullmatch(r".+\.csv:\d+: \S+: .+", one) for one in lines)
    assert [one for one in lines if one.startswith(f"{mine.as_posix()}/{file}.csv:{place}: ")]
    assert re.match(r"\d+处阻止发布", counts)


def test_a_warning_is_listed_and_does_not_fail(mine):
    path = mine / "fines.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    done = fresh("check", "--data", str(mine), "--lang", "en")
    assert done.returncode == 0
    assert "fines.csv:0: -: [warning] byte-order mark" in done.stdout


def test_a_folder_that_is_not_there_is_named(tmp_path):
    done = fresh("check", "--data", str(tmp_path / "nowhere"))
    assert done.returncode == 1
    assert "nowhere" in done.stdout
    assert "Traceback" not in done.stderr


def test_questions_to_broken_data_are_answered_with_the_list_of_faults(mine):
    (mine / "measures.csv").write_text("id\n", encoding="utf-8")
    for command in (["figures"], ["indicator", "deaths"]):
        done = fresh(*command, "--data", str(mine))
        assert (done.returncode, done.stdout) == (1, "")
        assert "measures.csv:1: " in done.stderr
        assert "Traceback" not in done.stderr


# figures


def test_figures_in_json_have_every_column_of_the_contract_and_names(tiny):
    rows = document("figures", "--data", tiny)
    lines = sum(len(FULL[f].splitlines()) - 1 for f in ("inspections", "fines", "accidents"))
    assert len(rows) == lines
    for row in rows:
        assert {c.name for c in FIGURES} | {"district_name", "domain"} <= set(row)


def test_figures_in_json_are_what_was_curated(tiny):
    (row,) = document("figures", "--data", tiny, "--district", "city_a", "--measure", "fine_amount")
    expected = {
        "district": "city_a", "district_name": "甲区", "domain": "fines", "period_start": "2023-01-01",
        "period_end": "2023-06-30", "dates": "printed", "measure": "fine_amount", "sector": "all", "grade": "all",
        "series": "a_bureau", "basis": "stated", "value": 400_000, "qualifier": "exact", "status": "normal",
        "source": "early", "as_written": "罚款40万元", "half_unit": None, "locator": None, "note": None,
    }  # fmt: skip
    assert {k: row[k] for k in expected} == expected


def test_figures_are_chosen_by_district_measure_domain_year_and_period(tiny):
    ask = ("figures", "--data", tiny)
    rows = document(*ask, "--district", "乙区", "--district", "city_zone", "--domain", "accidents")
    assert {(r["district"], r["domain"]) for r in rows} == {("city_b", "accidents"), ("city_zone", "accidents")}
    assert {r["period_end"][:4] for r in document(*ask, "--year", "2024")} == {"2024"}
    assert {r["period_end"] for r in document(*ask, "--period", "2024-01..2024-06")} == {"2024-06-30"}


def test_the_latest_figures_are_the_newest_of_each_kind(tiny):
    rows = document("figures", "--data", tiny, "--measure", "deaths", "--latest")
    assert {(r["district"], r["value"]) for r in rows} == {("city_a", 4), ("city_b", 2), ("city_zone", 1)}


def test_figures_as_csv_open_with_chinese_intact(tiny):
    text = run("figures", "--data", tiny, "--format", "csv").stdout
    assert text.startswith("\ufeffdistrict,")
    rows = list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    assert len(rows) == len(document("figures", "--data", tiny))
    assert {r["district_name"] for r in rows} == {"甲区", "乙区", "某高新区"}


def test_a_csv_defuses_text_that_looks_like_a_formula(mine):
    path = mine / "fines.csv"
    path.write_text(path.read_text("utf-8").replace("罚款40万元", "-40万元", 1), encoding="utf-8")
    done = fresh("figures", "--data", str(mine), "--measure", "fine_amount", "--format", "csv")
    assert ",'-40万元," in done.stdout


def test_figures_as_a_table_line_up_by_the_width_of_chinese(tiny):
    lines = run("figures", "--data", tiny, "--measure", "deaths").stdout.splitlines()
    assert lines[0].startswith("district ")
    column = [len(line.split("district_name")[0]) for line in lines[:1]] or [0]
    assert all(line[column[0] - 1] == " " for line in lines[1:])


# indicator


def test_an_indicator_in_json_has_the_promised_keys(tiny):
    answer = document("indicator", "average_fine", "--data", tiny)
    assert set(answer) >= KEYS
    assert all(set(row) >= ROW_KEYS for row in answer["rows"])
    assert (answer["indicator"], answer["unit"], answer["verdict"]) == ("average_fine", "元/起", "with_care")
    assert {r["code"] for r in answer["reasons"]} >= {"different_months", "different_basis"}
    assert [c["districts"] for c in answer["classes"]] == [["city_a", "city_b"]]


def test_an_indicator_in_json_is_unrounded_with_its_parts_and_citations(tiny):
    (row,) = document("indicator", "cases_per_month", "--data", tiny, "--district", "city_a")["rows"]
    assert (row["value"], row["numerator"], row["denominator"]) == (8 / 6, 8, 6)
    assert (row["district_name"], row["period_start"], row["period_end"]) == ("甲区", "2023-01-01", "2023-06-30")
    (cited,) = row["citations"]
    expected = {"file": "fines.csv", "line": 2, "source": "early", "as_written": "立案8起", "value": 8}
    assert {k: cited[k] for k in expected} == expected


def test_an_indicator_answers_in_english_where_asked(tiny):
    answer = document("indicator", "average_fine", "--data", tiny, "--lang", "en")
    assert answer["unit"] == "yuan per case"
    assert "different months" in {r["text"] for r in answer["reasons"]}


def test_districts_are_named_by_id_or_in_chinese_and_repeated(tiny):
    ask = ("indicator", "deaths", "--data", tiny, "--latest")
    by_id = document(*ask, "--district", "city_a", "--district", "city_b")
    by_name = document(*ask, "--district", "甲区", "--district", "某市乙区")
    assert by_id == by_name
    assert [r["district"] for r in by_id["rows"]] == ["city_a", "city_b"]


def test_a_city_means_all_its_districts(tiny):
    rows = document("indicator", "deaths", "--data", tiny, "--latest", "--district", "某市")["rows"]
    assert [r["district"] for r in rows] == ["city_a", "city_b", "city_zone"]


def test_year_period_and_latest_choose_what_is_shown(tiny):
    ask = ("indicator", "deaths", "--data", tiny)
    assert [(r["district"], r["value"]) for r in document(*ask)["rows"]] == [("city_a", 4), ("city_b", 2)]
    assert [r["period_end"] for r in document(*ask, "--year", "2024")["rows"]] == ["2024-09-30"]
    assert [r["value"] for r in document(*ask, "--period", "2024-01..2024-06")["rows"]] == [3]
    (difference,) = document(*ask, "--period", "2024-07..2024-09")["rows"]
    assert (difference["value"], difference["status"], len(difference["citations"])) == (1, "derived", 2)
    assert document(*ask, "--latest")["mode"] == "latest"


def test_figures_outside_the_total_come_only_where_every_scope_is_asked(tiny):
    ask = ("indicator", "inspections", "--data", tiny)
    assert [r["value"] for r in document(*ask)["rows"]] == [100]
    assert [r["value"] for r in document(*ask, "--every-scope")["rows"]] == [100, 40]


def test_an_indicator_without_rows_says_why(tiny):
    answer = document("indicator", "hazards_per_inspection", "--data", tiny, "--district", "乙区")
    assert (answer["rows"], answer["verdict"]) == ([], "not_comparable")
    assert [r["code"] for r in answer["reasons"]] == ["denominator_missing"]
    assert answer["beside"][0]["district_name"] == "乙区"


@pytest.mark.parametrize(
    ("name", "district", "value"),
    [("average_fine", "金坛区", 4_843_530 / 118), ("hazards_per_inspection", "枣庄高新区", 400 / 92)],
)
def test_the_curated_data_gives_the_vectors_of_the_methods(name, district, value):
    (row,) = document("indicator", name, "--district", district)["rows"]
    assert row["value"] == value


def test_an_indicator_as_csv_and_as_a_table(tiny):
    text = run("indicator", "average_fine", "--data", tiny, "--format", "csv").stdout.removeprefix("\ufeff")
    rows = list(csv.reader(io.StringIO(text, newline="")))
    assert rows[0][:5] == ["district", "district_name", "period_start", "period_end", "value"]
    assert rows[1][:5] == ["city_a", "甲区", "2023-01-01", "2023-06-30", "50000"]
    table = run("indicator", "average_fine", "--data", tiny).stdout
    assert "谨慎比较: " in table
    assert "口径不同" in table


# Wrong calls


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["indicator", "deaths", "--district", "亚特兰蒂斯"], ["亚特兰蒂斯", "districts.csv"]),
        (["figures", "--district", "atlantis"], ["atlantis", "districts.csv"]),
        (["indicator", "deathz"], ["deathz", "deaths"]),
        (["indicator", "deaths", "--period", "2022"], ["'2022'", "2022-01..2022-06"]),
        (["figures", "--period", "2022-13..2022-14"], ["'2022-13..2022-14'", "2022-01..2022-06"]),
        (["indicator", "deaths", "--period", "2022-06..2022-01"], ["'2022-06..2022-01'"]),
        (["indicator", "deaths", "--year", "last"], ["last"]),
        (["indicator"], ["NAME"]),
        (["figures", "--format", "pdf"], ["pdf"]),
        (["conjure"], ["conjure", "indicator"]),
        ([], ["command"]),
    ],
)
def test_a_wrong_call_says_what_was_found_and_what_is_allowed_without_a_traceback(tiny, args, told):
    done = run(*args, *(["--data", tiny] if args else []))
    assert done.returncode != 0
    assert done.stdout == ""
    assert "Traceback" not in done.stderr
    for word in told:
        assert word in done.stderr


# tidy


def test_tidy_writes_the_canonical_form_and_then_has_nothing_to_do(mine):
    path = mine / "accidents.csv"
    header, *rows = path.read_text("utf-8").splitlines()
    messy = "\ufeff" + "\r\n".join([header, *(r.replace("2023-01-01", "2023/1/1") for r in reversed(rows)), ""])
    path.write_bytes(messy.encode())
    first = fresh("tidy", "--data", str(mine))
    tidied = contents(mine)
    assert (first.returncode, "accidents.csv" in first.stdout) == (0, True)
    assert tidied["accidents.csv"].startswith(b"district,period_start,period_end,dates,measure,")
    assert b"\r" not in tidied["accidents.csv"]
    assert b"2023/1/1" not in tidied["accidents.csv"]
    again = fresh("tidy", "--data", str(mine))
    assert (again.returncode, again.stdout, contents(mine)) == (0, "", tidied)


def test_tidy_changes_no_figure(mine):
    before = document("figures", "--data", str(mine))
    fresh("tidy", "--data", str(mine))
    after = json.loads(fresh("figures", "--data", str(mine), "--format", "json").stdout)
    assert [{k: v for k, v in r.items() if k not in ("line", "id")} for r in after] == (
        [{k: v for k, v in r.items() if k not in ("line", "id")} for r in before]
    )


def test_tidy_does_not_depend_on_the_order_of_the_rows(mine, tmp_path):
    other = write(tmp_path / "other", FULL)
    header, *rows = (other / "fines.csv").read_text("utf-8").splitlines()
    (other / "fines.csv").write_text("\n".join([header, *reversed(rows), ""]), encoding="utf-8")
    for folder in (mine, other):
        assert fresh("tidy", "--data", str(folder)).returncode == 0
    assert contents(mine) == contents(other)


@pytest.mark.parametrize("file", ["fines", "measures", "sources"])
def test_tidy_refuses_data_with_errors_and_changes_nothing(mine, file):
    path = mine / f"{file}.csv"
    path.write_text(path.read_text("utf-8").replace("\n", "\nx,", 1), encoding="utf-8")
    before = contents(mine)
    done = fresh("tidy", "--data", str(mine))
    assert (done.returncode, contents(mine)) == (1, before)
    assert f"{file}.csv:2: " in done.stderr
    assert "未改动任何文件" in done.stderr


def test_the_curated_data_is_in_its_canonical_form(mine):
    for path in (ROOT / "data").glob("*.csv"):
        (mine / path.name).write_bytes(path.read_bytes())
    before = contents(mine)
    assert fresh("tidy", "--data", str(mine)).returncode == 0
    assert contents(mine) == before
