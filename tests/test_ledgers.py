"""Big files: read as columns, the same as row by row; kept as a file, the same as in memory; nothing else differs."""

import csv
import io
import random
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import duckdb
import pytest
from conftest import TINY, write
from test_store import DOORS, edit, figures, visits

from anjian import comparability as gate
from anjian import config as configuration
from anjian import indicators
from anjian.config import ROOT
from anjian.problems import Problem
from anjian.selection import Selection, parse_period
from anjian.store import Database, DataError, Live, database, filling, ledgers, load, state
from anjian.store.files import read_table
from anjian.store.memo import Memo
from anjian.store.schema import columns_of

CONFIG = configuration.load()
HEADER = ",".join(c.name for c in columns_of("inspections"))
ROW = "city_a,2023-01-01,2023-06-30,printed,inspections,all,all,a_bureau,stated,{n},,exact,normal,early,,检查{n}家次,"
MANY = 300


@pytest.fixture(autouse=True)
def everything_is_large(tmp_path, monkeypatch) -> Path:
    """Take every file for a big one, and a state of its own."""
    monkeypatch.setenv("ANJIAN_STATE", str(tmp_path / "state"))
    monkeypatch.setattr(ledgers, "LARGE", 0)
    monkeypatch.setattr(database, "LARGE", 0)
    monkeypatch.setattr(filling, "MANY", 0)
    return tmp_path / "state"


def ledger(*changed: str, header: str = HEADER, end: str = "\n") -> bytes:
    """Return a file of many rows, the last of them changed."""
    rows = [ROW.format(n=n) for n in range(MANY)]
    return (end.join([header, *rows[: MANY - len(changed)], *changed]) + end).encode()


def as_rows(content: bytes) -> list[dict] | None:
    found = ledgers.read_ledger("inspections", content)
    return found and found.to_pylist()


# Read as columns.


PLAIN = [
    ledger(),
    ledger().rstrip(),
    ledger(end="\r\n"),
    ledger(ROW.format(n=-5).replace("检查-5", "检查5")),
    ledger(ROW.format(n=5).replace("检查5家次", '"检查5家次，其中""危化""2家次, 余略"')),
    ledger(ROW.format(n="").replace("normal", "missing")),
    ledger(ROW.format(n=0.25).replace("exact", "")),
    ledger(ROW.format(n=1).replace("2023-06-30", "2024-02-29")),
    TINY["inspections"].encode(),
]


@pytest.mark.parametrize("content", PLAIN)
def test_a_faultless_ledger_reads_as_columns_what_reads_row_by_row(content):
    exact = read_table("inspections", content)
    assert exact.problems == []
    assert as_rows(content) == exact.rows


LAST = ROW.format(n=7)
ODD = [
    (ledger(LAST.replace(",7,", ',"7,0",')), {"bad_number"}),
    (ledger(LAST.replace("2023-06-30", "2023/6/30")), {"slashed_date"}),
    (ledger(LAST.replace("2023-06-30", "2023-02-30")), {"impossible_date"}),
    (ledger(LAST.replace("exact", "surely")), {"unknown_word"}),
    (ledger(LAST.replace("city_a", "甲区")), {"bad_id"}),
    (ledger(LAST.replace("city_a", "")), {"empty_cell"}),
    (ledger(LAST.replace("检查7家次", "")), {"empty_cell"}),
    (ledger(LAST.replace("检查7家次", "=1+1")), {"formula"}),
    (ledger(LAST.replace("检查7家次", "-1+cmd|x")), {"formula"}),
    (ledger(LAST.replace("检查7家次", "检" * 2001)), {"long_cell"}),
    (ledger(LAST.replace("检查7家次", "检查\x077家次")), {"lost_character"}),
    (ledger(LAST.replace("检查7家次", "检查\ufffd7家次")), {"lost_character"}),
    (ledger(LAST.replace("检查7家次", '"检查7家次')), {"broken_quote"}),
    (ledger(LAST.replace("检查7家次", '"检查"7家次')), {"broken_quote"}),
    (ledger(LAST + ","), {"wrong_width"}),
    (ledger("," * 16), {"blank_row"}),
    (ledger(header=HEADER.replace("note", "notes")), {"extra_column"}),
    (ledger(header=HEADER.replace("district", "")), {"extra_column", "missing_column"}),
    (b"\xef\xbb\xbf" + ledger(), {"byte_order_mark"}),
    (ledger().decode().encode("gb18030"), {"gbk"}),
    (ledger().replace("检查7".encode(), b"\xe6\xa3\x80\xe6\x9f7", 1), {"unknown_encoding"}),
]


@pytest.mark.parametrize(("content", "rules"), ODD)
def test_anything_out_of_the_ordinary_is_left_to_the_exact_reader(content, rules):
    assert as_rows(content) is None
    assert {p.rule for p in read_table("inspections", content).problems} == rules


UNDERSTOOD = [
    ledger(LAST.replace("检查7家次", " 检查7家次　")),
    ledger(LAST.replace("检查7家次", '"检查\n7家次"')),
    ledger(LAST, ""),
    ledger("", LAST),
    ledger(end="\r"),
]


@pytest.mark.parametrize("content", UNDERSTOOD)
def test_what_needs_more_care_is_left_to_the_exact_reader_too(content):
    assert as_rows(content) is None
    assert read_table("inspections", content).problems == []


def test_registries_are_never_read_as_columns():
    assert ledgers.read_ledger("sources", TINY["sources"].encode()) is None


def test_white_space_means_what_it_means_to_python():
    assert set(ledgers.SPACES) == {chr(n) for n in range(0x110000) if chr(n).isspace()}


def test_many_random_files_read_alike_or_are_left_alone():
    random_, cells = random.Random(1), ["", " ", "7", "1,5", '"', "=", "exact", "２", "2023-01-01", "甲\n乙", "\r", "a"]
    taken = 0
    for _ in range(300):
        rows = [ROW.format(n=n).split(",") for n in range(random_.randint(1, 5))]
        if random_.random() < 0.7:
            random_.choice(rows)[random_.randrange(17)] = random_.choice(cells)
        stream = io.StringIO(newline="")
        csv.writer(stream, lineterminator="\n").writerows([HEADER.split(","), *rows])
        exact, quick = read_table("inspections", stream.getvalue().encode()), as_rows(stream.getvalue().encode())
        taken += quick is not None
        assert quick is None or (quick, exact.problems) == (exact.rows, [])
    assert taken > 90


# Loaded: the same questions, the same answers.


def small(monkeypatch) -> None:
    for module, name in ((ledgers, "LARGE"), (database, "LARGE"), (filling, "MANY")):
        monkeypatch.setattr(module, name, 10**12)


@pytest.fixture
def both(monkeypatch, tmp_path) -> tuple[Database, Database]:
    """Return the curated data as big data, kept in a file, and as it is."""
    large = load(ROOT / "data")
    small(monkeypatch)
    return large, load(ROOT / "data")


def test_big_data_answers_as_small_data_does(both, tmp_path):
    large, plain = both
    assert list((tmp_path / "state" / "cache").glob("*.duckdb"))
    assert (large.version, large.problems) == (plain.version, plain.problems)
    everything = {"districts": [], "years": [], "period_start": None, "period_end": None}
    asked = {
        **{name: {} for name in large.answered},
        "search": everything | {"text": "检查"},
        "figures": everything | {"ids": [], "domains": [], "measures": [], "latest": False},
    }  # fmt: skip
    assert {"names", "coverage", "audit_printed", "revisions"} <= large.answered
    for name, parameters in asked.items():
        assert large.query(name, **parameters) == plain.query(name, **parameters), name


@pytest.mark.parametrize("mode", ["same", "latest"])
@pytest.mark.parametrize(
    "name", ["deaths", "fine_amount", "average_fine", "deaths_per_100k_residents", "hazardous_chemicals_share_of_cases"]
)
def test_big_data_gives_the_same_results(both, name, mode):
    found = [indicators.compute(data, CONFIG, name, Selection(mode=mode)) for data in both]
    assert found[0].rows
    assert rows_of(found[0]) == rows_of(found[1])
    assert [(b.district, b.reasons) for b in found[0].beside] == [(b.district, b.reasons) for b in found[1].beside]


def rows_of(result: indicators.Result) -> list[tuple]:
    return [(r.district, r.period, r.value, r.series, r.bases, r.figures, r.facts) for r in result.rows]


# Kept as a file.


def kept(folder: Path) -> list[Path]:
    return sorted((folder / "cache").glob("*"))


def test_the_second_start_reads_nothing_again(folder, everything_is_large, monkeypatch):
    first = load(folder)
    (file,) = kept(everything_is_large)
    monkeypatch.setattr(database, "_filled", None)
    second = load(folder)
    assert file.suffix == ".duckdb"
    assert (second.version, second.problems, visits(second)) == (first.version, first.problems, 100)


def test_warnings_are_kept_with_the_data(folder):
    edit(
        folder,
        "accidents",
        ",2023-12-31,deaths,all,statistics,production,4",
        ",2023/12/31,deaths,all,statistics,production,4",
    )
    first = load(folder).problems
    assert [p.rule for p in first] == ["slashed_date"]
    assert load(folder).problems == first


@pytest.mark.parametrize("door", DOORS)
def test_every_door_of_a_kept_database_is_locked(folder, tmp_path, door):
    outside = write(tmp_path, {"outside": "a,b\n1,2\n"}) / "outside.csv"
    load(folder)
    locked = "disabled|Cannot change configuration|has been locked|read-only"
    with load(folder).connection.cursor() as cursor, pytest.raises(duckdb.Error, match=locked):
        cursor.execute(door.format(outside=outside, folder=tmp_path))


def test_a_kept_database_cannot_be_written_to(folder):
    with load(folder).connection.cursor() as cursor, pytest.raises(duckdb.Error, match="read-only"):
        cursor.execute("delete from figures")


def test_bad_big_data_is_told_as_small_data_is_and_leaves_no_file(folder, everything_is_large):
    edit(folder, "inspections", ",250,", ',"1,250",')
    with pytest.raises(DataError) as caught:
        load(folder)
    assert caught.value.problems == (Problem("inspections.csv", 3, "value", "bad_number", "1,250", "1250"),)
    assert kept(everything_is_large) == []


def test_a_damaged_file_is_built_anew(folder, everything_is_large):
    load(folder).connection.close()
    (file,) = kept(everything_is_large)
    file.write_bytes(b"damaged")
    assert visits(load(folder)) == 100


def test_a_file_of_an_older_program_is_not_used(folder, everything_is_large, monkeypatch):
    load(folder)
    monkeypatch.setattr(database, "_recipe", lambda previous: "another")
    load(folder)
    assert len(kept(everything_is_large)) == 2


def test_of_the_files_two_stay(folder, everything_is_large):
    for value in (100, 101, 102, 103):
        edit(folder, "inspections", ",100," if value == 100 else f",{value - 1},", f",{value},")
        data = load(folder)
    assert visits(data) == 103
    assert len(kept(everything_is_large)) == state.KEPT


def test_a_folder_that_cannot_be_written_to_is_no_error(folder, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("ANJIAN_STATE", str(tmp_path / "file"))
    assert visits(load(folder)) == 100


def test_a_version_that_comes_back_is_opened_again_beside_the_one_that_is_on(folder):
    live = Live(folder)
    first = live.state().database
    edit(folder, "inspections", ",100,", ",101,")
    second = live.state().database
    edit(folder, "inspections", ",101,", ",100,")
    again = live.state().database
    assert [visits(d) for d in (first, second, again)] == [100, 101, 100]
    assert (second.previous, again.previous) == (first.version, second.version)


def test_two_databases_of_one_file_are_open_at_once(folder):
    one, other = load(folder), load(folder)
    assert figures(one) == figures(other)


# What is asked for once a data version, and by choice where there are many districts.


CHOICES = [
    Selection(),
    Selection(mode="same"),
    Selection(mode="latest"),
    Selection(("fuzhou_gulou", "fuzhou_cangshan", "taizhou_wenling"), mode="same"),
    Selection(("fuzhou_gulou", "taizhou_wenling"), years=(2023, 2024)),
    Selection(period=parse_period("2024-01..2024-06")),
    Selection(("taizhou_wenling",), years=(2019,)),
]


@pytest.mark.parametrize("chosen", CHOICES, ids=str)
def test_many_districts_are_asked_for_by_choice_with_the_same_results(monkeypatch, chosen):
    small(monkeypatch)
    few, names = load(ROOT / "data"), ["deaths", "accidents", "average_fine", "deaths_per_month"]
    expected = indicators.compute_all(few, CONFIG, names, chosen)
    monkeypatch.setattr(indicators, "FEW_DISTRICTS", 0)
    many = load(ROOT / "data")
    for name, result in indicators.compute_all(many, CONFIG, names, chosen).items():
        assert rows_of(result) == rows_of(expected[name])
        assert result.beside == expected[name].beside
        assert (result.period, result.unpublished) == (expected[name].period, expected[name].unpublished)
    changes = [indicators.changes(data, CONFIG, ["deaths", "accidents"], chosen) for data in (few, many)]
    one, other = ([(c.now, c.base, c.difference, c.own_source, c.verdict) for c in found] for found in changes)
    assert one == other


def test_results_of_several_indicators_at_once_are_those_of_each(folder):
    data, names = load(folder), ["inspections", "deaths", "average_fine", "people_trained", "inspections"]
    several = indicators.compute_all(data, CONFIG, names, Selection())
    assert list(several) == ["inspections", "deaths", "average_fine", "people_trained"]
    for name, result in several.items():
        assert rows_of(result) == rows_of(indicators.compute(data, CONFIG, name, Selection()))


def test_a_judgement_is_made_when_it_is_asked_for_and_once(folder, monkeypatch):
    data, judged = load(folder), []
    really = gate.judge
    monkeypatch.setattr(gate, "judge", lambda rows, config: judged.append(1) or really(rows, config))
    result = indicators.compute(data, CONFIG, "deaths", Selection())
    assert judged == []
    assert result.judgement is result.judgement
    assert judged == [1]


def test_a_second_choice_asks_the_database_for_nothing(folder, monkeypatch):
    data = load(folder)
    for mode in ("same", "latest"):
        indicators.compute_all(data, CONFIG, ["deaths", "average_fine"], Selection(("city_a",), mode=mode))
    monkeypatch.setattr(database.Database, "query", None)
    found = indicators.compute_all(data, CONFIG, ["deaths", "average_fine"], Selection(("city_b",), mode="latest"))
    assert [[r.district for r in f.rows] for f in found.values()] == [["city_b"], ["city_b"]]


def test_a_memo_keeps_what_was_asked_for_last():
    memo, made = Memo(most=10), []

    def answer(question: str) -> list[int]:
        return memo.once(question, lambda: made.append(question) or [1, 2, 3])

    for question in "aababcaacb":
        assert answer(question) == [1, 2, 3]
    assert "".join(made) == "abcab"
    assert ("a" in memo, "b" in memo, "c" in memo) == (False, True, True)


def test_two_who_ask_the_same_at_once_have_it_worked_out_once():
    memo, begun, go, made = Memo(), threading.Event(), threading.Event(), []

    def answer() -> str:
        begun.set()
        assert go.wait(30)
        made.append(1)
        return "answer"

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memo.once, "question", answer)
        assert begun.wait(30)
        second = pool.submit(memo.once, "question", answer)
        time.sleep(0.1)  # time enough to begin a second working out
        go.set()
        assert (first.result(30), second.result(30)) == ("answer", "answer")
    assert made == [1]


def test_who_waits_for_another_s_failure_tries_for_himself():
    memo, begun, go = Memo(), threading.Event(), threading.Event()

    def failing() -> str:
        begun.set()
        assert go.wait(30)
        raise LookupError

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(memo.once, "question", failing)
        assert begun.wait(30)
        second = pool.submit(memo.once, "question", lambda: "answer")
        go.set()
        with pytest.raises(LookupError):
            first.result(30)
        assert second.result(30) == "answer"
    assert memo.once("question", lambda: "other") == "answer"


def test_a_day_is_a_day(folder):
    assert {type(r["period_end"]) for r in figures(load(folder))} == {date}
