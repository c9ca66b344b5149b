"""The demonstration city: complete, checked, the same each time, and never taken for real."""

import csv
import json
from collections import Counter, defaultdict
from functools import cache
from pathlib import Path

import pytest
from planting import problems_of
from test_cli import fresh

from anjian import demo
from anjian.config import ROOT
from anjian.exports.canonical import canonical_bytes
from anjian.problems import STOPS, stopping
from anjian.store import DataError, load
from anjian.store.files import read_table
from anjian.store.schema import AIMS, REGISTRIES

SHORT = 14  # months: enough for a change on the year before, and for each oddity of 2025
PARTS_OF_ACCIDENTS = ("accidents", "deaths", "injuries", "serious_injuries", "direct_loss")


@pytest.fixture(scope="module")
def city(tmp_path_factory) -> Path:
    """The whole city as `run.py demo` shows it."""
    folder = tmp_path_factory.mktemp("demo") / "city"
    assert demo.write(folder) == len(figures(folder))
    return folder


@pytest.fixture(scope="module")
def village(tmp_path_factory) -> Path:
    """A city of few months, quickly loaded."""
    folder = tmp_path_factory.mktemp("demo") / "village"
    demo.write(folder, months=SHORT)
    return folder


@pytest.fixture
def mine(village, tmp_path) -> Path:
    """A copy of the small city, to be changed."""
    folder = tmp_path / "mine"
    folder.mkdir()
    for name, content in contents(village).items():
        (folder / name).write_bytes(content)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in folder.iterdir()}


def table(path: Path) -> list[dict]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def figures(folder: Path) -> tuple[dict, ...]:
    paths = (p for p in sorted(folder.glob("*.csv")) if p.stem not in REGISTRIES)
    return tuple(row | {"domain": p.stem} for p in paths for row in table(p))


def wholes(folder: Path) -> list[dict]:
    """Return the figures of a whole district."""
    return [
        r for r in figures(folder) if r["sector"] == r["grade"] == "all" and "_campaign" not in r["series"]
    ]  # fmt: skip


# Complete


def test_nothing_is_wrong_with_it(village):
    assert problems_of(village) == ()


def test_every_measure_has_figures_in_every_district(city):
    declared = {r["id"] for r in table(ROOT / "data" / "measures.csv") if r["domain"] != "denominators"}
    districts = {r["id"] for r in table(city / "districts.csv")}
    assert {(r["district"], r["measure"]) for r in wholes(city)} == {(d, m) for d in districts for m in declared}


def test_twelve_districts_of_all_kinds_publish_sixty_months_but_for_the_gaps(city):
    months = defaultdict(set)
    for r in wholes(city):
        months[r["district"]].add(r["period_end"][:7])
    every = {f"{year}-{month:02}" for year in range(2021, 2026) for month in range(1, 13)}
    assert len(months) == 12
    assert {(d, m) for d, has in months.items() for m in every - has} == demo.GAPS
    assert set.union(*months.values()) == every
    kinds = Counter(r["kind"] for r in table(city / "districts.csv"))
    assert kinds == {"district": 8, "county_level_city": 2, "county": 1, "development_zone": 1}


def test_each_district_has_a_bureau_and_a_campaign_with_figures(city):
    series = {r["id"]: r for r in table(city / "series.csv")}
    counted = {r["series"] for r in figures(city)}
    assert counted == set(series)
    campaigns = [s for s in series.values() if s["campaign"]]
    assert {s["district"] for s in campaigns} == {r["id"] for r in table(city / "districts.csv")}
    assert {s["scope"] for s in campaigns} == {"overlaps", "separate"}


def test_the_registries_are_those_of_the_project(village):
    for name in demo.COPIED:
        assert (village / f"{name}.csv").read_bytes() == (ROOT / "data" / f"{name}.csv").read_bytes()


def test_stocks_stand_at_the_end_of_a_month_and_flows_fill_it(city):
    stocks = {r["id"] for r in table(city / "measures.csv") if r["kind"] == "stock"}
    for r in figures(city):
        assert r["dates"] == ("as_of" if r["measure"] in stocks else "printed")
        assert r["period_start"] == (r["period_end"] if r["measure"] in stocks else r["period_end"][:8] + "01")


def test_targets_have_every_aim(city):
    assert {r["aim"] for r in table(city / "targets.csv")} == set(AIMS)


def test_it_is_written_in_the_canonical_form(village):
    order = {r["id"]: r["order"] for r in read_table("districts", (village / "districts.csv").read_bytes()).rows}
    for path in village.glob("*.csv"):
        assert canonical_bytes(read_table(path.stem, path.read_bytes()), order) == path.read_bytes(), path.name


# Plausible


def values(folder: Path, measure: str, year: str) -> Counter:
    found = Counter()
    for r in wholes(folder):
        if r["measure"] == measure and r["period_end"].startswith(year) and r["value"]:
            found[r["district"]] += float(r["value"])
    return found


@pytest.mark.parametrize(
    ("above", "below", "least", "most"),
    [
        ("cases_filed", "inspections", 0.02, 0.09),
        ("hazards_rectified", "hazards_found", 0.94, 1),
        ("fine_amount", "cases_filed", 9_000, 60_000),
        ("deaths", "accidents", 0, 2),
    ],
)
def test_a_year_s_figures_stand_to_each_other_as_real_ones_do(city, above, below, least, most):
    part, whole = values(city, above, "2024"), values(city, below, "2024")
    assert all(least <= part[d] / whole[d] <= most for d in whole if whole[d])


def test_industries_never_add_up_to_more_than_the_whole(city):
    parts, all_of = Counter(), {}
    for r in figures(city):
        key = r["district"], r["period_end"], r["measure"], r["series"], r["source"]
        if r["sector"] != "all":
            parts[key] += float(r["value"])
        elif r["grade"] == "all" and r["value"]:
            all_of[key] = float(r["value"])
    assert parts.total() > 0
    assert [key for key, value in parts.items() if value > all_of[key]] == []


def test_the_accidents_of_the_last_two_years_are_told_one_by_one(city):
    told = Counter()
    for event in table(city / "accident_events.csv"):
        for measure in PARTS_OF_ACCIDENTS:
            told[event["district"], event["date"][:7], measure] += int(event.get(measure) or 1)
    counted = Counter()
    for r in wholes(city):
        if r["measure"] in PARTS_OF_ACCIDENTS and r["period_end"] >= "2024":
            counted[r["district"], r["period_end"][:7], r["measure"]] += int(r["value"])
    assert +told == +counted


def test_printed_numbers_agree_with_their_parts_within_their_rounding(city):
    known = {
        (r["district"], f"{r['measure']}/{r['sector']}/{r['grade']}/{r['series']}/{r['basis']}"
         f"@{r['period_start']}..{r['period_end']}"): float(r["value"] or 0) for r in figures(city)
    }  # fmt: skip
    printed = table(city / "printed.csv")
    assert {r["kind"] for r in printed} == {"ratio", "share", "yoy"}
    for r in printed:
        part, whole = (known[r["district"], p] for p in r["parts"].split("|"))
        exact = 100 * part / whole - (100 if r["kind"] == "yoy" else 0)
        assert abs(exact - float(r["printed_value"])) <= float(r["half_unit"]) + 1e-9


def test_it_has_what_real_bulletins_have_too(village):
    rows = figures(village)
    statuses, qualifiers = Counter(r["status"] for r in rows), Counter(r["qualifier"] for r in rows)
    assert statuses["missing"] == statuses["revised"] == qualifiers["at_least"] == 1
    assert {r["period_end"] for r in rows if r["status"] == "provisional"} == {"2025-12-31"}
    (revised,) = (r for r in rows if r["status"] == "revised")
    same = ("district", "period_end", "measure", "sector", "grade", "series", "basis")
    told = [r for r in rows if all(r[c] == revised[c] for c in same)]
    assert len({r["value"] for r in told}) == len({r["source"] for r in told}) == 2


# The same each time


def test_the_same_seed_writes_the_same_bytes_and_another_seed_others(village, tmp_path):
    demo.write(tmp_path / "again", months=SHORT)
    demo.write(tmp_path / "other", months=SHORT, seed=7)
    assert contents(tmp_path / "again") == contents(village)
    assert contents(tmp_path / "other") != contents(village)


# As many rows as asked for


@pytest.mark.parametrize("rows", [12_000, 40_000])
def test_about_as_many_figures_as_asked_for_and_nothing_wrong_with_them(tmp_path, rows):
    written = demo.write(tmp_path, months=3, rows=rows)
    assert abs(written - rows) <= 0.05 * rows
    assert stopping(problems_of(tmp_path)) == []


def test_more_rows_than_industries_can_give_come_from_campaigns(tmp_path):
    rows = 60_000
    assert abs(demo.write(tmp_path, months=1, rows=rows) - rows) <= 0.05 * rows
    further = {r["id"] for r in table(tmp_path / "series.csv") if r["id"].endswith("_campaign_2")}
    assert len(further) == 12
    assert further <= {r["series"] for r in figures(tmp_path)}
    assert stopping(problems_of(tmp_path)) == []


@pytest.mark.parametrize(
    ("asked", "told"),
    [("--rows=5", "--rows：读到“5”，应为"), ("--months=0", "1..600"), ("--seed=-1", "--seed：读到“-1”")],
)
def test_a_wrong_number_is_told_with_what_is_allowed(tmp_path, asked, told):
    done = fresh("demo", "--out", str(tmp_path / "demo"), asked)
    assert (done.returncode, done.stdout) == (1, "")
    assert told in done.stderr
    assert not (tmp_path / "demo").exists()


# Never taken for real, never in place of what is real


def test_every_source_says_that_it_is_a_demonstration(village):
    sources = table(village / "sources.csv")
    assert {r["kind"] for r in sources} == {"demo"}
    assert {r["note"] for r in sources} == {demo.RANDOM}
    assert [r for r in sources if "演示" not in r["title"] or "演示" not in r["publisher"] or r["url"]] == []
    assert all("演示" in r["name_zh"] and "Demo" in r["name_en"] for r in table(village / "districts.csv"))
    assert all(r["as_written"].startswith("演示：") for r in figures(village))


@pytest.mark.parametrize("form", ["table", "csv", "json"])
@pytest.mark.parametrize("asked", [["figures", "--measure", "deaths"], ["indicator", "deaths"], ["audit"]])
def test_what_the_command_line_prints_is_marked_as_a_demonstration(village, asked, form):
    done = fresh(*asked, "--data", str(village), "--format", form)
    assert done.returncode == 0, done.stderr
    assert "标记: 演示数据" in done.stderr
    if form != "json":
        assert done.stdout.splitlines()[-1] in ("标记,演示数据", "标记: 演示数据")
    elif asked[0] == "indicator":
        assert json.loads(done.stdout)["marks"] == ["演示数据"]


def test_real_figures_are_not():
    done = fresh("indicator", "deaths", "--format", "json")
    assert json.loads(done.stdout)["marks"] == []
    assert done.stderr == ""


def test_a_real_source_among_them_stops_publication(mine):
    with (mine / "sources.csv").open("a", encoding="utf-8") as file:
        file.write("real,某区通报,某局,2025-01-10,bulletin,official,public,,\n")
    with pytest.raises(DataError) as stopped:
        load(mine)
    (problem,) = stopped.value.problems
    lines = (mine / "sources.csv").read_text(encoding="utf-8").count("\n")
    assert (problem.rule, problem.severity) == ("demonstration_data_stands_alone", STOPS)
    assert (problem.file, problem.line, problem.column) == ("sources.csv", lines, "kind")
    assert (problem.found, problem.allowed) == ("bulletin", "demo")


def test_an_earlier_demonstration_is_overwritten(mine, village):
    demo.write(mine, months=2)
    assert contents(mine)["fines.csv"] != contents(village)["fines.csv"]
    demo.write(mine, months=SHORT)
    assert contents(mine) == contents(village)


@pytest.fixture(params=["empty", "demonstration"])
def folder_of_any_kind(request, mine, tmp_path) -> Path:
    """A folder of its own, empty or with an earlier demonstration."""
    empty = tmp_path / "empty"
    empty.mkdir()
    return {"empty": empty, "demonstration": mine}[request.param]


FINES = "district,period_start,period_end,measure,sector,series,basis,value,source,as_written\n"
SOURCES = "id,title,publisher,published_on,kind,verification,visibility,url,note\n"


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("fines.csv", f"{FINES}x,2024-01-01,2024-12-31,penalties,all,x,stated,3,a_report,3次\n", "fines.csv"),
        ("sources.csv", f"{SOURCES}a_report,通报,某局,,bulletin,copy,public,,\n", "bulletin"),
        ("hotline.csv", FINES, "hotline.csv"),
        ("Fines.CSV", FINES, "Fines.CSV"),
    ],
)
def test_real_data_is_never_overwritten(folder_of_any_kind, name, text, told):
    folder = folder_of_any_kind
    (folder / name).write_text(text, encoding="utf-8")
    before = contents(folder)
    done = fresh("demo", "--out", str(folder), "--months", "1", "--lang", "en")
    assert (done.returncode, done.stdout, contents(folder)) == (1, "", before)
    assert told in done.stderr
    assert "allowed: " in done.stderr


def test_the_curated_data_is_refused(curated):
    before = contents(curated)
    assert fresh("demo", "--out", str(curated), "--months", "1").returncode == 1
    assert contents(curated) == before


def test_a_folder_that_cannot_be_made_is_told_without_a_traceback(tmp_path):
    (tmp_path / "file").write_text("")
    done = fresh("demo", "--out", str(tmp_path / "file"))
    assert (done.returncode, done.stdout) == (1, "")
    assert "Traceback" not in done.stderr


def test_the_command_says_what_it_wrote(tmp_path):
    done = fresh("demo", "--out", str(tmp_path / "city"), "--months", "1")
    assert done.returncode == 0
    assert f"演示数据{len(figures(tmp_path / 'city'))}个" in done.stdout
    assert "不是真实数字" in done.stdout
