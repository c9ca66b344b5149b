"""What the bench promises and what it found: no promise without a measured ratio, no figure that only the docs tell."""

import json
import re
import socket

import pytest

from bench import brief, changes, results
from bench.results import DOCS, FILE, PROMISES, Found


@pytest.fixture(scope="module")
def measured() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8"))


def test_every_promise_has_a_measured_ratio_with_its_limit(measured):
    assert list(measured["ratios"]) == list(PROMISES)
    assert {n: r["limit"] for n, r in measured["ratios"].items()} == {n: p.limit for n, p in PROMISES.items()}
    assert measured["rows"] >= 1_000_000


def test_verdicts_follow_from_the_measured_times(measured):
    for name, r in measured["ratios"].items():
        found = Found(name, r["ours_ms"], r["against_ms"], r["times"])
        assert r["ratio"] == pytest.approx(found.ratio, abs=0.01)
        assert r["verdict"] == found.verdict


def test_the_docs_show_the_results_and_nothing_else(measured):
    shown = DOCS.read_text(encoding="utf-8").split(results.START)[1].split(results.END)[0]
    assert shown.strip() == results.table(measured)


def test_results_name_no_machine(measured):
    told = json.dumps(measured) + DOCS.read_text(encoding="utf-8")
    assert socket.gethostname() not in told
    assert not re.search(r"/(home|root|Users|work)/", told)


@pytest.mark.parametrize(("ours", "verdict"), [(200.0, "PASS"), (201.0, "FAIL")])
def test_a_limit_that_is_exceeded_is_called_so(ours, verdict):
    assert Found("filter_vs_empty", ours, 100.0, 9).verdict == verdict
    assert Found("start_new_vs_empty", ours, 1.0, 9).verdict == "TOLD"


def test_no_selection_is_asked_twice():
    asked, seen = {"d-zh": (), "y-zh": ()}, set()
    for _, (key, positions) in zip(range(200), changes.changes(12, 5, seed=1), strict=False):
        asked[key] = positions
        assert tuple(asked.values()) not in seen
        seen.add(tuple(asked.values()))


def test_switched_years_never_make_a_choice_seen_before():
    chosen, seen = frozenset(), {frozenset()}
    for year in changes.toggles(5, seed=1):
        chosen ^= {year}
        assert chosen not in seen
        seen.add(chosen)
    assert len(seen) == 2**5


def test_the_brief_is_told_as_it_was_measured():
    told = json.loads(brief.FILE.read_text(encoding="utf-8"))
    assert told["limits"] == brief.LIMITS
    assert told["times"] >= 20
    assert told["at_once"] == brief.AT_ONCE
    shown = DOCS.read_text(encoding="utf-8").split(brief.START)[1].split(brief.END)[0]
    assert shown.strip() == brief.table(told)


@pytest.mark.parametrize(("seconds", "verdict"), [(1.0, "PASS"), (1.01, "FAIL")])
def test_a_brief_that_takes_too_long_is_called_so(seconds, verdict):
    told = json.loads(brief.FILE.read_text(encoding="utf-8")) | {"seconds": seconds}
    assert f"| {seconds} | 1.0 | {verdict} |" in brief.table(told)


def test_the_brief_that_is_measured_has_six_charts():
    assert sum("chart" in item for item in brief.ITEMS) == brief.CHARTS
