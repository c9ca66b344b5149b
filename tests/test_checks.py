"""Each promise of queries/checks: a row that breaks it is named, a row that keeps it is not."""

from dataclasses import dataclass

import pytest
from planting import GOOD, plant, problems_of

from anjian import words
from anjian.problems import STOPS, WARNS, Problem
from anjian.store import checks
from anjian.store.database import QUERIES, read_query_header


@dataclass(frozen=True)
class Fault:
    """A good row of ``table`` with ``changes``, and what the check must say of it."""

    check: str
    table: str
    changes: dict
    column: str
    found: str
    allowed: str
    severity: str = STOPS

    def __str__(self) -> str:
        return f"{self.check}-{self.table}-{self.found or 'empty'}"


def _fault(check: str, table: str, column: str, found: str, allowed: str, *, severity: str = STOPS, **changes) -> Fault:
    return Fault(check, table, changes or {column: found}, column, found, allowed, severity)


_ID_OF = {name: f"{name}.csv: id" for name in ("bases", "districts", "sources", "sectors", "series", "measures")}
_A_PART = "hazards_found/all/all/a_bureau/stated@2023-01-01..2023-06-30"
_PART_FORM = "measure/sector/grade/series/basis@start..end"
_REASONS = "direction_only, missing, not_applicable, withheld"
_A_FIRST = {
    "district": "city_a", "period_start": "2023-01-01", "period_end": "2023-06-30", "series": "a_bureau",
}  # fmt: skip

FAULTS = [
    _fault("bases_are_declared", "inspections", "basis", "made_up", _ID_OF["bases"]),
    _fault("counts_are_whole", "inspections", "value", "7.5", "7 / 8"),
    _fault("counts_are_whole", "denominators", "value", "190000.25", "190000 / 190001"),
    _fault("demonstration_data_stands_alone", "sources", "kind", "demo", "≠ demo"),
    *(
        _fault("districts_are_declared", table, "district", "nowhere", _ID_OF["districts"])
        for table in ("accidents", "denominators", "accident_events", "printed", "targets", "series")
    ),
    *(
        _fault("every_figure_cites_a_source", table, "source", "rumour", _ID_OF["sources"])
        for table in ("fines", "denominators", "accident_events", "printed", "targets")
    ),
    _fault(
        "keys_are_unique", "inspections", "district",
        "city_a/2023-01-01/2023-06-30/inspections/all/all/a_bureau/stated/early", "1 × (inspections.csv:2)", **_A_FIRST,
    ),
    _fault(
        "keys_are_unique", "denominators", "district", "city_b/2023-12-31/residents/early",
        "1 × (denominators.csv:3)", date="2023-12-31",
    ),
    _fault("keys_are_unique", "sources", "id", "late", "1 × (sources.csv:3)"),
    _fault("keys_are_unique", "districts", "id", "city_a", "1 × (districts.csv:2)"),
    _fault("keys_are_unique", "measures", "id", "deaths", "1 × (measures.csv:9)"),
    _fault("keys_are_unique", "sectors", "id", "all", "1 × (sectors.csv:2)"),
    _fault("keys_are_unique", "bases", "id", "filed", "1 × (bases.csv:3)"),
    _fault("keys_are_unique", "series", "id", "b_bureau", "1 × (series.csv:6)"),
    _fault(
        "longer_periods_are_not_below_shorter_ones", "accidents", "value", "0",
        "≥ 1 (2023-01-01..2023-06-30, accidents.csv:6)", severity=WARNS,
    ),
    _fault("measures_are_declared", "inspections", "measure", "wishes", _ID_OF["measures"]),
    _fault("measures_are_declared", "inspections", "measure", "deaths", "accidents.csv"),
    _fault("measures_are_declared", "denominators", "measure", "shelters", "preparedness.csv"),
    _fault("measures_are_declared", "targets", "measure", "wishes", _ID_OF["measures"]),
    _fault("nothing_is_negative", "inspections", "value", "-1", "≥ 0"),
    _fault("nothing_is_negative", "inspections", "half_unit", "-5", "≥ 0"),
    _fault("nothing_is_negative", "denominators", "value", "-3", "≥ 0"),
    _fault("nothing_is_negative", "printed", "half_unit", "-0.5", "≥ 0"),
    _fault("nothing_is_negative", "targets", "value", "-2", "≥ 0"),
    *(
        _fault("nothing_is_negative", "accident_events", column, "-1", "≥ 0")
        for column in ("deaths", "serious_injuries", "injuries", "direct_loss")
    ),
    _fault("parts_do_not_exceed_their_whole", "fines", "value", "11", "≤ 10 (fines.csv:5)"),
    _fault(
        "parts_do_not_exceed_their_whole", "fines", "value", "12", "≤ 10 (fines.csv:5)",
        value="12", sector="all", grade="fatal",
    ),
    _fault(
        "parts_do_not_exceed_their_whole", "inspections", "value", "101", "≤ 100 (inspections.csv:2)",
        value="101", **_A_FIRST | {"series": "a_part"},
    ),
    _fault(
        "periods_do_not_cross", "inspections", "period_start", "2023-04-01..2023-09-30",
        "∥ 2023-01-01..2023-06-30 (inspections.csv:2)",
        severity=WARNS, **_A_FIRST | {"period_start": "2023-04-01", "period_end": "2023-09-30"},
    ),
    _fault("periods_start_before_they_end", "inspections", "period_end", "2021-12-31", "≥ 2022-01-01"),
    _fault(
        "periods_start_before_they_end", "inspections", "period_end", "2022-12-31", "= 2022-01-01", dates="as_of"
    ),
    _fault("periods_start_before_they_end", "printed", "period_end", "2022-12-31", "≥ 2023-01-01"),
    _fault("periods_start_before_they_end", "targets", "period_end", "2023-12-31", "≥ 2024-01-01"),
    _fault(
        "printed_numbers_name_existing_parts", "printed", "parts", _A_PART.replace("a_bureau", "b_bureau"), _PART_FORM,
        parts=f"{_A_PART}|{_A_PART.replace('a_bureau', 'b_bureau')}",
    ),
    _fault("printed_numbers_name_existing_parts", "printed", "parts", "1", "2", parts=_A_PART),
    _fault("printed_numbers_name_existing_parts", "printed", "parts", "3", "2", parts="|".join([_A_PART] * 3)),
    _fault("printed_numbers_name_existing_parts", "printed", "parts", "1", "≥ 2", kind="sum", parts=_A_PART),
    _fault(
        "rectified_do_not_exceed_found", "inspections", "value", "91", "≤ 90 (inspections.csv:6)",
        measure="hazards_rectified", value="91", period_start="2023-01-01", period_end="2023-12-31",
    ),
    *(
        _fault("sectors_are_declared", table, "sector", "magic", _ID_OF["sectors"])
        for table in ("inspections", "accident_events", "targets")
    ),
    _fault("series_are_declared", "inspections", "series", "made_up", _ID_OF["series"]),
    _fault("series_are_declared", "series", "parent", "made_up", _ID_OF["series"]),
    _fault("series_are_declared", "inspections", "series", "a_campaign", "city_a"),
    _fault(
        "stated_grades_agree_with_their_numbers", "accident_events", "grade", "general", "larger",
        severity=WARNS, deaths="3",
    ),
    _fault(
        "stated_grades_agree_with_their_numbers", "accident_events", "grade", "larger", "general",
        severity=WARNS, grade="larger", deaths="2", serious_injuries="9", direct_loss="9999999",
    ),
    _fault(
        "stated_grades_agree_with_their_numbers", "accident_events", "grade", "fatal", "deaths ≥ 1",
        severity=WARNS, grade="fatal", deaths="0",
    ),
    _fault("targets_have_an_aim", "targets", "value", "", "1, 100, … (at_least)", value=""),
    _fault("targets_have_an_aim", "targets", "value", "200", "", aim="decrease"),
    _fault("targets_have_an_aim", "targets", "unit", "", "家, 人, 起, %", unit=""),
    _fault("values_are_empty_only_with_a_reason", "inspections", "status", "normal", _REASONS, value=""),
    _fault("values_are_empty_only_with_a_reason", "inspections", "value", "7", "", status="missing"),
]  # fmt: skip

# Rows that come close to a fault and are none.
FINE = [
    ("counts_are_whole", "training", {"measure": "exam_pass_rate", "value": "98.5"}),
    ("longer_periods_are_not_below_shorter_ones", "accidents", {"value": "1", "half_unit": "0"}),
    ("nothing_is_negative", "inspections", {"value": "0"}),
    ("nothing_is_negative", "printed", {"kind": "yoy", "printed_value": "-12"}),
    ("parts_do_not_exceed_their_whole", "fines", {"value": "12", "half_unit": "2"}),
    ("parts_do_not_exceed_their_whole", "fines", {"value": "12", "qualifier": "about"}),
    ("periods_do_not_cross", "inspections", _A_FIRST | {"period_end": "2023-09-30", "value": "120"}),
    ("periods_do_not_cross", "inspections", _A_FIRST | {"period_start": "2023-07-01", "period_end": "2023-09-30"}),
    ("rectified_do_not_exceed_found", "inspections", {"measure": "hazards_rectified", "value": "91"}),
    ("periods_start_before_they_end", "inspections", {"period_end": "2022-01-01"}),
    ("stated_grades_agree_with_their_numbers", "accident_events", {"grade": "larger", "deaths": "2"}),
    ("stated_grades_agree_with_their_numbers", "accident_events", {"grade": "larger_or_worse", "deaths": "30"}),
    ("stated_grades_agree_with_their_numbers", "accident_events", {"grade": "fatal", "deaths": "3"}),
    ("targets_have_an_aim", "targets", {"aim": "complete"}),
    ("targets_have_an_aim", "targets", {"aim": "text", "value": "", "unit": ""}),
    ("values_are_empty_only_with_a_reason", "accidents", {"value": "", "status": "direction_only"}),
]


def test_the_tiny_data_is_clean(folder):
    assert problems_of(folder) == ()


@pytest.mark.parametrize("table", GOOD)
def test_a_good_row_is_clean(folder, table):
    plant(folder, table, {})
    assert problems_of(folder) == ()


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_named_with_file_line_column_found_and_allowed(folder, fault):
    line = plant(folder, fault.table, fault.changes)
    expected = Problem(
        f"{fault.table}.csv", line, fault.column, fault.check, fault.found, fault.allowed, fault.severity
    )
    assert [p for p in problems_of(folder) if p.rule == fault.check] == [expected]


@pytest.mark.parametrize(("check", "table", "changes"), FINE)
def test_what_only_resembles_a_fault_is_let_through(folder, check, table, changes):
    plant(folder, table, changes)
    assert check in checks()
    assert problems_of(folder) == ()


def test_an_event_told_twice_is_named(folder):
    plant(folder, "accident_events", {})
    line = plant(folder, "accident_events", {"district": "city_b"})
    expected = Problem("accident_events.csv", line, "id", "keys_are_unique", "a_fall", "1 × (accident_events.csv:2)")
    assert problems_of(folder) == (expected,)


def test_the_same_figure_of_another_source_is_no_double(folder):
    plant(folder, "inspections", _A_FIRST | {"source": "late"})
    assert problems_of(folder) == ()


def test_the_bound_that_is_named_is_enough(folder):
    changes = {"district": "city_a", "period_start": "2024-01-01", "period_end": "2024-12-31", "value": "2"}
    line = plant(folder, "accidents", changes | {"source": "late"})  # January to June had 3, to September 4
    allowed = "≥ 4 (2024-01-01..2024-09-30, accidents.csv:8)"
    rule = "longer_periods_are_not_below_shorter_ones"
    assert problems_of(folder) == (Problem("accidents.csv", line, "value", rule, "2", allowed, WARNS),)


def test_several_faults_are_all_named_at_once(folder):
    first = plant(folder, "inspections", {"value": "-1"})
    second = plant(folder, "fines", {"source": "rumour"})
    assert {(p.file, p.line, p.rule) for p in problems_of(folder)} == {
        ("inspections.csv", first, "nothing_is_negative"),
        ("fines.csv", second, "every_figure_cites_a_source"),
    }


def test_every_check_has_a_fault_here():
    assert {f.check for f in FAULTS} == set(checks())


@pytest.mark.parametrize("check", checks())
def test_a_check_says_its_promise_its_grain_and_whether_it_stops(check):
    lines = (QUERIES / "checks" / f"{check}.sql").read_text(encoding="utf-8").splitlines()[:3]
    assert all(line.startswith("-- ") and line.endswith(".") for line in lines)
    assert lines[1].startswith("-- One row per ")
    assert lines[2] in ("-- Stops publication.", "-- Warns.")


@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_the_header_and_the_fault_agree_on_severity(fault):
    third = read_query_header(QUERIES / "checks" / f"{fault.check}.sql")[2]
    assert third == {STOPS: "Stops publication.", WARNS: "Warns."}[fault.severity]


def test_the_lexicon_words_every_check_and_no_other():
    assert set(words.lexicon()["check"]) == set(checks())


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("fault", FAULTS, ids=str)
def test_a_fault_is_told_in_both_languages(fault, lang):
    problem = Problem(fault.table, 2, fault.column, fault.check, fault.found, fault.allowed)
    text = words.problem(problem, lang)
    assert words.say("check", fault.check, lang) in text
    assert fault.found in text
    assert fault.allowed in text
