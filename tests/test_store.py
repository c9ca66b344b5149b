"""The store: nothing gets in or out after loading, threads do not mix, a folder may change while it is used."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import duckdb
import pytest
from conftest import TINY, write

from anjian.problems import Problem
from anjian.store import DataError, Live, build, load
from anjian.store.database import Database
from anjian.store.files import read_folder


def edit(folder: Path, table: str, old: str, new: str) -> None:
    """Change a file as an editor does."""
    path = folder / f"{table}.csv"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def visits(database: Database) -> float:
    """Return the visits of 甲区's bureau, 100 in the tiny data."""
    return next(r["value"] for r in figures(database, measures=["inspections"]) if r["series"] == "a_bureau")


def figures(database: Database, **filters) -> list[dict]:
    """Return rows of the query `figures`, unfiltered but for ``filters``."""
    everything = {
        "ids": [], "districts": [], "domains": [], "measures": [], "years": [], "period_start": None,
        "period_end": None, "latest": False,
    }  # fmt: skip
    return database.query("figures", **everything | filters)


# Locked down.

DOORS = [
    "select * from read_csv('{outside}')",
    "select * from '{outside}'",
    "select * from read_text('{outside}')",
    "select * from glob('{folder}/*')",
    "copy figures to '{folder}/out.csv'",
    "copy figures from '{outside}'",
    "export database '{folder}/export'",
    "attach '{folder}/other.db'",
    "install httpfs",
    "load httpfs",
    "set threads = 1",
    "set enable_external_access = true",
    "set global max_execution_time = 0",
    "set lock_configuration = false",
    "reset lock_configuration",
    "pragma threads = 1",
]


@pytest.mark.parametrize("door", DOORS)
def test_after_loading_every_door_is_locked(folder, tmp_path, door):
    outside = write(tmp_path, {"outside": "a,b\n1,2\n"}) / "outside.csv"
    before = sorted(tmp_path.rglob("*"))
    locked = "disabled|Cannot change configuration|has been locked"
    with load(folder).connection.cursor() as cursor, pytest.raises(duckdb.Error, match=locked):
        cursor.execute(door.format(outside=outside, folder=tmp_path))
    assert sorted(tmp_path.rglob("*")) == before


def test_no_query_runs_longer_than_half_a_minute(folder):
    with load(folder).connection.cursor() as cursor:
        assert cursor.execute("select current_setting('max_execution_time')").fetchone() == (30_000,)


# Asked by name, with named parameters.


def test_a_query_returns_its_rows_as_dicts(folder):
    rows = load(folder).query("areas")
    assert [(r["id"], r["figures"], r["years"]) for r in rows] == [
        ("city_a", 11, [2023, 2024]),
        ("city_b", 6, [2023]),
        ("city_zone", 1, [2023]),
    ]


def test_a_missing_parameter_is_named(folder):
    with pytest.raises(duckdb.Error, match="figures"):
        load(folder).query("citations", denominators=[])


def test_a_surplus_parameter_is_named(folder):
    with pytest.raises(duckdb.Error, match="surplus"):
        load(folder).query("citations", figures=[], denominators=[], surplus=1)


def test_a_parameter_is_never_sql(folder):
    database = load(folder)
    assert figures(database, districts=["city_a' or '1' = '1"]) == []
    assert figures(database, districts=["'; drop table figures; --"]) == []
    assert len(figures(database)) == 18


def test_a_query_nobody_wrote_is_not_found(folder):
    with pytest.raises(FileNotFoundError):
        load(folder).query("no_such_question")


def test_eight_threads_never_see_each_other_s_rows(folder):
    database, start = load(folder), Barrier(8)
    whole = {"sector": "all", "grade": "all", "years": []}
    asked = [
        {"measures": [m], "districts": [d], **whole} for m in ("deaths", "hazards_found") for d in ("city_a", "city_b")
    ]
    alone = [database.query("published_parts", **parameters) for parameters in asked]

    def ask(thread: int) -> list[int]:
        start.wait()
        turns = [(thread + n) % 4 for n in range(200)]
        return [turn for turn in turns if database.query("published_parts", **asked[turn]) != alone[turn]]

    with ThreadPoolExecutor(8) as pool:
        wrong = list(pool.map(ask, range(8)))
    assert len({str(rows) for rows in alone}) == 4
    assert wrong == [[]] * 8


def test_threads_that_fail_do_not_disturb_those_that_succeed(folder):
    database = load(folder)

    def ask(n: int) -> bool:
        if n % 2:
            asked = {"figures": [n % 18 + 1], "denominators": [], "targets": [], "events": []}
            return len(database.query("citations", **asked)) == 1
        with pytest.raises(duckdb.Error):
            database.query("citations")
        return True

    with ThreadPoolExecutor(8) as pool:
        assert all(pool.map(ask, range(80)))


# The data version.


def test_the_version_is_ten_hexadecimal_digits_and_the_same_for_the_same_content(folder, tmp_path):
    version = load(folder).version
    assert len(version) == 10
    assert int(version, 16) >= 0
    assert load(write(tmp_path / "copy", TINY)).version == version


def test_the_version_does_not_change_with_times_or_other_files(folder):
    version = load(folder).version
    os.utime(folder / "fines.csv", (1, 1))
    (folder / "notes.txt").write_text("not data", encoding="utf-8")
    assert load(folder).version == version


@pytest.mark.parametrize(
    ("table", "old", "new"),
    [("inspections", ",100,", ",101,"), ("sources", "某市应急管理局", "某市应急局"), ("bases", "\n", "\r\n")],
)
def test_the_version_changes_with_any_content(folder, table, old, new):
    version = load(folder).version
    edit(folder, table, old, new)
    assert load(folder).version != version


def test_the_version_changes_with_a_file_and_with_its_name(folder):
    contents = read_folder(folder)
    header = contents["inspections"].splitlines()[0]
    named = [contents | {name: header} for name in ("training", "trainings")]
    assert len({build(c).version for c in (contents, *named)}) == 3


def test_an_old_version_stays_usable_beside_a_new_one(folder):
    old = load(folder)
    edit(folder, "inspections", ",100,", ",101,")
    assert (visits(load(folder)), visits(old)) == (101, 100)


# A folder that changes.


def test_a_changed_cell_appears_without_a_restart(folder):
    live = Live(folder)
    before = live.state()
    edit(folder, "inspections", ",100,", ",101,")
    after = live.state()
    assert (visits(before.database), visits(after.database)) == (100, 101)
    assert before.database.version != after.database.version
    assert after.failed == ()


def test_an_unchanged_folder_is_not_loaded_again(folder):
    live = Live(folder)
    assert live.state().database is live.state().database


def test_a_broken_cell_leaves_the_last_good_version_and_names_file_and_line(folder):
    live = Live(folder)
    good = live.state().database
    edit(folder, "inspections", ",250,", ',"1,250",')
    state = live.state()
    assert state.database is good
    assert state.failed == (Problem("inspections.csv", 3, "value", "bad_number", "1,250", "1250"),)
    assert visits(state.database) == 100


def test_a_broken_promise_leaves_the_last_good_version_too(folder):
    live = Live(folder)
    good = live.state().database
    edit(folder, "fines", ",5,early", ",5,rumour")
    state = live.state()
    assert state.database is good
    assert [(p.file, p.line, p.rule) for p in state.failed] == [("fines.csv", 6, "every_figure_cites_a_source")]


def test_mending_the_cell_clears_the_problem(folder):
    live = Live(folder)
    live.state()
    edit(folder, "inspections", ",100,", ",x,")
    assert live.state().failed
    edit(folder, "inspections", ",x,", ",120,")
    state = live.state()
    assert state.failed == ()
    assert visits(state.database) == 120


def test_a_first_start_with_bad_data_gives_no_database_and_the_list(folder):
    edit(folder, "inspections", ",100,", ",x,")
    edit(folder, "fines", ",8,early", ",8,rumour")
    state = Live(folder).state()
    assert state.database is None
    assert [(p.file, p.line) for p in state.failed] == [("fines.csv", 2), ("inspections.csv", 2)]


def test_a_first_start_with_bad_data_recovers_once_it_is_mended(folder):
    edit(folder, "inspections", ",100,", ",x,")
    live = Live(folder)
    assert live.state().database is None
    edit(folder, "inspections", ",x,", ",100,")
    assert visits(live.state().database) == 100


def test_a_deleted_registry_leaves_the_last_good_version_and_is_named(folder):
    live = Live(folder)
    good = live.state().database
    (folder / "sources.csv").unlink()
    state = live.state()
    assert state.database is good
    assert [(p.file, p.line, p.rule) for p in state.failed] == [("sources.csv", 0, "vanished_file")]


def test_a_deleted_domain_is_named_and_its_figures_stay_until_it_is_back(folder):
    live = Live(folder)
    good = live.state().database
    (folder / "fines.csv").unlink()
    assert live.state().database is good
    assert [(p.file, p.rule) for p in live.state().failed] == [("fines.csv", "vanished_file")]
    write(folder, {"fines": TINY["fines"]})
    assert live.state().failed == ()


def test_a_new_domain_is_there_without_a_restart(folder):
    (folder / "fines.csv").rename(folder.with_name("fines.csv"))
    live = Live(folder)
    assert {r["domain"] for r in figures(live.state().database)} == {"accidents", "inspections"}
    write(folder, {"fines": TINY["fines"]})
    assert {r["domain"] for r in figures(live.state().database)} == {"accidents", "fines", "inspections"}


def test_a_deleted_folder_leaves_the_last_good_version(folder):
    live = Live(folder)
    good = live.state().database
    folder.rename(folder.with_name("moved"))
    assert live.state().database is good
    assert [(p.file, p.rule) for p in live.state().failed] == [("data", "vanished_file")]


def test_a_file_that_vanishes_while_it_is_loaded_leaves_the_last_good_version(folder, monkeypatch):
    live = Live(folder)
    good = live.state().database
    edit(folder, "fines", ",8,early", ",7,early")
    really_read = Path.read_bytes

    def vanish(path: Path) -> bytes:
        if path.name == "fines.csv":
            path.unlink()
        return really_read(path)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    state = live.state()
    assert state.database is good
    assert [(p.file, p.rule) for p in state.failed] == [("fines.csv", "vanished_file")]


def test_many_threads_get_the_new_version_and_load_it_once(folder):
    live = Live(folder)
    live.state()
    edit(folder, "inspections", ",100,", ",101,")
    with ThreadPoolExecutor(8) as pool:
        states = list(pool.map(lambda _: live.state(), range(32)))
    assert {id(s.database) for s in states} == {id(live.state().database)}
    assert visits(states[0].database) == 101


def test_data_that_cannot_be_published_says_how_many_problems_and_which(folder):
    edit(folder, "inspections", ",100,", ",x,")
    with pytest.raises(DataError, match="1 problems") as caught:
        load(folder)
    assert caught.value.problems == (Problem("inspections.csv", 2, "value", "bad_number", "x", "1234 / 12.5"),)
