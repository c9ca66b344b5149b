"""The house itself: arrows, headers, screenfuls, hosts; and a new domain that needs no code."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from anjian import indicators
from anjian.config import ROOT
from anjian.store import load

QUERIES = sorted((ROOT / "queries").rglob("*.sql"))


def test_only_a_test_in_a_browser_is_tried_again_and_only_once(request):
    tried = {item.get_closest_marker("browser") is not None: set() for item in request.session.items}
    for item in request.session.items:
        again = item.get_closest_marker("flaky")
        tried[item.get_closest_marker("browser") is not None].add(again.kwargs["reruns"] if again else 0)
    assert tried[False] == {0}
    assert tried.get(True, {1}) == {1}


def test_arrows_point_down():
    """Run the import contract of pyproject.toml with the real tool."""
    tool = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([tool], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", QUERIES, ids=lambda p: p.stem)
def test_a_query_says_what_it_answers_its_grain_and_notes(path):
    lines = path.read_text(encoding="utf-8").splitlines()[:3]
    assert all(re.fullmatch(r"-- .{4,}", line) for line in lines)


@pytest.mark.parametrize("path", sorted((ROOT / "pages").glob("*.py")), ids=lambda p: p.stem)
def test_a_page_reads_like_a_table_of_contents(path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 30
    assert not re.search(r"pandas|duckdb|select |\.query\(|\d", text)


def test_only_app_pages_and_screen_import_streamlit():
    files = [p for p in (ROOT / "anjian").rglob("*.py") if "screen" not in p.parts]
    assert [
        p.name for p in files if re.search(r"^\s*(import|from) streamlit", p.read_text(encoding="utf-8"), re.M)
    ] == []


def test_pins_name_packages_and_no_host():
    for name in ("requirements.txt", "requirements-test.txt", "pyproject.toml"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8")


def test_every_runtime_pin_stands_among_the_test_pins():
    pins = [set(re.findall(r"^[\w.\-\[\]]+==\S+", (ROOT / f).read_text(encoding="utf-8"), re.M)) for f in
            ("requirements.txt", "requirements-test.txt")]  # fmt: skip
    assert pins[0] <= pins[1]


@pytest.fixture
def with_a_new_domain(tmp_path) -> Path:
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    with (folder / "measures.csv").open("a", encoding="utf-8") as measures:
        measures.write("hotline_calls,hotline,件,flow,举报电话,Hotline calls,\n")
    header = "district,period_start,period_end,measure,sector,series,basis,value,source,as_written\n"
    row = "taizhou_wenling,2024-01-01,2024-06-30,hotline_calls,all,wenling_emergency_system,stated,12,wenling_2024H1,"
    (folder / "hotline.csv").write_text(f"{header}{row}举报12件\n", encoding="utf-8")
    return folder


def run(*arguments: str) -> list | dict:
    command = [sys.executable, "-m", "anjian", *arguments, "--format", "json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8")
    return json.loads(done.stdout)


def test_a_new_domain_is_a_csv_and_a_row_and_no_code(with_a_new_domain):
    (figure,) = run("figures", "--data", str(with_a_new_domain), "--domain", "hotline")
    assert (figure["district_name"], figure["value"], figure["domain"]) == ("温岭市", 12, "hotline")
    (row,) = run("indicator", "hotline_calls", "--data", str(with_a_new_domain), "--district", "温岭市")["rows"]
    assert row["value"] == 12


def test_config_names_only_what_the_data_declares(config, curated):
    assert indicators.undeclared(load(curated), config) == []


@pytest.mark.parametrize("field", ["measures", "districts", "sectors", "bases"])
def test_a_break_on_an_undeclared_name_is_told(config, curated, field):
    spoiled = config.breaks[0].model_copy(update={field: ("atlantis",)})
    (line,) = indicators.undeclared(load(curated), config.model_copy(update={"breaks": (spoiled,)}))
    assert "breaks." in line
    assert field in line
    assert "atlantis" in line
