"""What is new against the last good version: remembered beside the project, or from the version that was on."""

from pathlib import Path

import pytest
from conftest import TINY, write
from test_store import edit

from anjian.config import load as load_config
from anjian.figures import news as news_of
from anjian.figures.setting import Asked, setting
from anjian.selection import Selection
from anjian.store import Database, Live, load, state, versions

CONFIG = load_config()


@pytest.fixture(autouse=True)
def state_of_its_own(tmp_path, monkeypatch) -> Path:
    monkeypatch.setenv("ANJIAN_STATE", str(tmp_path / "state"))
    return tmp_path / "state"


def news(database: Database) -> list[tuple]:
    """Return what is new: kind, district, measure, end of the period, value before and now, qualifier now."""
    told = ("kind", "district", "measure", "period_end", "value_before", "value_now", "qualifier_now")
    return [tuple(str(r[t]) if t == "period_end" else r[t] for t in told) for r in database.query("news")]


def switched(folder: Path, *edits: tuple[str, str, str]) -> Database:
    """Return the version that a folder has after edits, while the one before was on."""
    live = Live(folder)
    live.state()
    for one in edits:
        edit(folder, *one)
    return live.state().database


def test_a_first_version_knows_of_none_before_and_has_no_news(folder):
    database = Live(folder).state().database
    assert (database.previous, news(database)) == (None, [])


def test_a_changed_value_is_news_with_what_it_was(folder):
    before = load(folder).version
    database = switched(folder, ("inspections", ",100,", ",120,"))
    assert database.previous == before
    assert news(database) == [("changed", "city_a", "inspections", "2023-06-30", 100, 120, "exact")]


def test_a_new_row_and_a_lost_row_are_news(folder):
    row = "city_b,2023-01-01,2023-12-31,hazards_found,all,b_bureau,stated,90,early,隐患90条\n"
    database = switched(folder, ("inspections", row, row.replace("2023-", "2024-").replace(",90,", ",95,")))
    assert news(database) == [
        ("gone", "city_b", "hazards_found", "2023-12-31", 90, None, None),
        ("new", "city_b", "hazards_found", "2024-12-31", None, 95, "exact"),
    ]


def test_news_tells_bounds_reasons_and_what_was_counted(folder):
    header, *rows = TINY["accidents"].splitlines()
    told = [f"{header},qualifier,status", *(f"{r},exact,normal" for r in rows), ""]
    write(folder, {"accidents": "\n".join(told)})
    database = switched(folder, ("accidents", "死亡3人,exact", "死亡3人,at_least"))
    ((kind, _, what, _, before, now),) = news_of.build(Asked(Selection()), setting(database, CONFIG, "zh")).rows
    assert (kind, before, now) == ("改动", "3", "≥3")
    assert "生产安全事故" in what


@pytest.mark.parametrize(
    ("column", "before", "now"), [("qualifier", "exact", "at_least"), ("status", "normal", "provisional")]
)
def test_another_qualifier_or_status_is_a_change_though_the_number_stays(folder, column, before, now):
    header, *rows = TINY["accidents"].splitlines()
    told = [f"{header},{column}", *(f"{r},{before}" for r in rows), ""]
    write(folder, {"accidents": "\n".join(told)})
    database = switched(folder, ("accidents", f"死亡3人,{before}", f"死亡3人,{now}"))
    assert [(r["kind"], r["value_before"], r["value_now"]) for r in database.query("news")] == [("changed", 3, 3)]


def test_another_note_place_or_word_is_no_news(folder):
    database = switched(folder, ("inspections", "检查100家次", "检查了100家次"), ("sources", "2023年通报", "通报"))
    assert database.previous is not None
    assert news(database) == []


def test_news_stand_in_administrative_order(folder):
    database = switched(
        folder,
        ("accidents", ",4,early", ",6,early"),
        ("fines", ",8,early", ",9,early"),
        ("fines", ",10,early", ",7,early"),
    )
    assert [r["district"] for r in database.query("news")] == ["city_a", "city_a", "city_b", "city_b"]
    assert [r["domain"] for r in database.query("news")] == ["accidents", "fines", "accidents", "fines"]


def test_a_broken_version_between_two_good_ones_is_passed_over(folder):
    before = load(folder).version
    live = Live(folder)
    live.state()
    edit(folder, "inspections", ",100,", ",x,")
    assert live.state().failed
    edit(folder, "inspections", ",x,", ",120,")
    assert live.state().database.previous == before


def test_a_start_knows_the_version_of_the_last_run(folder):
    before = Live(folder).state().database.version
    edit(folder, "inspections", ",100,", ",120,")
    again = Live(folder).state().database
    assert again.previous == before
    assert [n[0] for n in news(again)] == ["changed"]


def test_a_start_with_the_same_data_still_knows_what_was_new(folder):
    database = switched(folder, ("inspections", ",100,", ",120,"))
    again = Live(folder).state().database
    assert (again.version, again.previous) == (database.version, database.previous)
    assert news(again) == news(database)


def test_two_versions_are_kept_and_the_newest_is_compared_with(folder, state_of_its_own):
    for value in (100, 101, 102, 103):
        edit(folder, "inspections", ",100," if value == 100 else f",{value - 1},", f",{value},")
        database = Live(folder).state().database
    assert len(list(state_of_its_own.rglob("*.parquet"))) == state.KEPT
    assert news(database) == [("changed", "city_a", "inspections", "2023-06-30", 102, 103, "exact")]


def test_going_back_to_the_older_version_compares_with_the_newer_one(folder):
    live = Live(folder)
    first = live.state().database.version
    edit(folder, "inspections", ",100,", ",120,")
    second = live.state().database.version
    edit(folder, "inspections", ",120,", ",100,")
    assert (live.state().database.version, live.state().database.previous) == (first, second)
    assert Live(folder).state().database.previous == second


def test_a_touched_file_is_the_version_that_is_on(folder):
    live = Live(folder)
    database = live.state().database
    (folder / "fines.csv").touch()
    assert live.state().database is database


def test_another_folder_is_no_earlier_version(folder, tmp_path):
    Live(folder).state()
    other = write(tmp_path / "other", TINY | {"fines": TINY["fines"].replace(",8,early", ",9,early")})
    assert Live(other).state().database.previous is None


def test_a_state_that_cannot_be_written_to_is_no_error(folder, tmp_path, monkeypatch):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    monkeypatch.setenv("ANJIAN_STATE", str(tmp_path / "file"))
    before = load(folder).version
    database = switched(folder, ("inspections", ",100,", ",120,"))
    assert database.previous == before  # the one that was on
    assert Live(folder).state().database.previous is None


def test_a_damaged_state_is_passed_over(folder, state_of_its_own):
    Live(folder).state()
    (kept,) = state_of_its_own.rglob("*.parquet")
    kept.write_bytes(b"damaged")
    edit(folder, "inspections", ",100,", ",120,")
    assert Live(folder).state().database.previous is None


def test_very_many_figures_are_not_remembered(folder, state_of_its_own, monkeypatch):
    monkeypatch.setattr(versions, "MOST", 17)
    database = switched(folder, ("inspections", ",100,", ",120,"))
    assert (database.previous, news(database)) == (None, [])
    assert not list(state_of_its_own.rglob("*.parquet"))


def test_the_state_is_kept_out_of_git_and_holds_no_half_written_file(folder, state_of_its_own):
    Live(folder).state()
    assert (state_of_its_own / ".gitignore").read_text(encoding="utf-8") == "*\n"
    assert list(state_of_its_own.rglob("*.new")) == []
