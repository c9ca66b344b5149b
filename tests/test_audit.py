"""The arithmetic audit: slips are found, rounding is no slip, and a second, naive reckoning agrees on every row."""

import csv
import io
import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable
from fractions import Fraction
from functools import cache
from itertools import product
from math import inf
from pathlib import Path

import pytest
from planting import plant

from anjian import config as configuration
from anjian import words
from anjian.config import ROOT
from anjian.figures import audit as figure
from anjian.figures.setting import Asked, Setting, setting
from anjian.judgements.audit import PRINTED, SHRINKING, TOLD_TWICE, Question, audit, open_questions, questions_of
from anjian.selection import Selection
from anjian.store import Database, load
from anjian.store.schema import REGISTRIES

# The curated data.


@cache
def curated_data() -> Database:
    return load(ROOT / "data")


def told(found: Iterable[Question]) -> list[tuple]:
    return [(q.kind, q.district, str(q.period_end), q.parts[0].measure, q.printed) for q in found]


def test_the_open_questions_of_the_curated_data_are_these():
    assert told(open_questions(curated_data())) == [
        ("ratio", "taizhou_wenling", "2024-06-30", "hazards_rectified", 99.6),
        ("shrinking", "guangzhou_huadu", "2023-12-31", "accidents", 31),
        ("shrinking", "guangzhou_huadu", "2023-12-31", "deaths", 32),
        ("yoy", "shenzhen_luohu", "2024-12-31", "accidents", 2),
    ]


def test_wenling_s_rate_is_asked_about_with_both_numbers_the_arithmetic_and_the_interval():
    (question,) = questions_at("taizhou_wenling")
    assert (round(question.lower, 2), round(question.upper, 2)) == (99.73, 99.82)
    assert [p.value for p in question.parts] == [224_900, 225_400]
    zh, en = (figure.statement(question, here(curated_data(), lang)) for lang in ("zh", "en"))
    assert zh == (
        "温岭市2024年1—6月整改隐患/发现隐患：原文为99.60%，按22.49万/22.54万重算为99.73%至99.82%，"
        "舍入不能解释；请向发布单位核实"
    )
    assert all(part in en for part in ("99.60%", "224,900/225,400", "99.73% to 99.82%", "rounding does not explain"))


def questions_at(district: str) -> list[Question]:
    return [q for q in open_questions(curated_data()) if q.district == district]


def test_both_shares_of_jintan_agree():
    found = [q for q in audit(curated_data()) if q.district == "changzhou_jintan" and q.kind == "share"]
    assert [(q.printed, q.agrees) for q in found] == [(50.85, True), (64.08, True)]


def test_every_row_of_printed_csv_is_recomputed_from_all_its_parts():
    rows = read(ROOT / "data", "printed")
    found = {q.line: len(q.parts) for q in audit(curated_data()) if q.kind in PRINTED}
    assert found == {row["line"]: row["parts"].count("|") + 1 for row in rows}


def test_a_question_names_both_sources():
    accidents, deaths = questions_at("guangzhou_huadu")
    assert [p.source for p in accidents.parts] == [p.source for p in deaths.parts] == ["huadu_2023", "huadu_2023_09"]
    text = figure.finding(accidents, here(curated_data()))
    assert all(f"《{p.title}》" in text for p in accidents.parts)
    (luohu,) = questions_at("shenzhen_luohu")
    assert f"据《{luohu.parts[0].title}》" in figure.finding(luohu, here(curated_data()))


# A second, naive reckoning, with exact fractions and no SQL.


DEFAULTS = {"grade": "all", "qualifier": "exact", "half_unit": "", "dates": "printed"}


def read(folder: Path, table: str) -> list[dict]:
    path = folder / f"{table}.csv"
    rows = csv.DictReader(path.open(encoding="utf-8", newline="")) if path.exists() else []
    return [DEFAULTS | row | {"file": path.name, "line": line} for line, row in enumerate(rows, 2)]


def figures(folder: Path) -> list[dict]:
    """Return every figure of every domain that has a number, with its key as text and its bounds."""
    files = sorted(p.stem for p in folder.glob("*.csv") if p.stem not in REGISTRIES)
    rows = [row for file in files for row in read(folder, file)]
    for row in rows:
        row["what"] = "/".join(row[c] for c in ("measure", "sector", "grade", "series", "basis"))
        row["period"] = f"{row['period_start']}..{row['period_end']}"
    return [row | {"bounds": bounds(row["value"], row["half_unit"], row["qualifier"])} for row in rows if row["value"]]


def bounds(value: str, half_unit: str, qualifier: str) -> tuple:
    qualifier = qualifier or "exact"
    low, high = Fraction(value) - Fraction(half_unit or 0), Fraction(value) + Fraction(half_unit or 0)
    return low if qualifier in ("exact", "at_least") else -inf, high if qualifier in ("exact", "at_most") else inf


def corners(kind: str, unit: str, parts: list[tuple]) -> tuple:
    """Return the least and the most that any choice of values within the parts gives; an open side is infinite."""
    found = [reckon(kind, unit, [max(p, 0) for p in chosen]) for chosen in product(*parts)]
    return min(found), max(found)


def reckon(kind: str, unit: str, values: list) -> Fraction | float:
    per = {"%": 100, "‰": 1000}.get(unit, 1)
    if kind == "sum":
        return sum(values)
    first, second = values
    if kind == "yoy":
        return per * (first / second - 1) if unit in ("%", "‰") else first - second
    return per * first / second


def naive_printed(folder: Path) -> dict:
    known = defaultdict(list)
    for f in figures(folder):
        known[f["district"], f["what"], f["period"]].append(f)
    return {row["line"]: naive_row(row, known) for row in read(folder, "printed")}


def naive_row(row: dict, known: dict) -> tuple:
    tellings = [known[row["district"], *part.split("@")] for part in row["parts"].split("|")]
    chosen = [next((t for t in told if t["source"] == row["source"]), told[0]) for told in tellings]
    low, high = corners(row["kind"], row["unit"], [t["bounds"] for t in chosen])
    least, most = bounds(row["printed_value"], row["half_unit"], row["qualifier"])
    return float(low), float(high), least <= high and most >= low


def naive_told_twice(folder: Path) -> dict:
    tellings = defaultdict(list)
    for f in figures(folder):
        tellings[f["district"], f["what"], f["period"]].append((float(f["value"]), f["bounds"]))
    for row in read(folder, "denominators"):
        zeros = min(3, len(row["value"]) - len(row["value"].rstrip("0")))
        half_unit = str(5 * 10 ** (zeros - 1)) if zeros else ""
        told = bounds(row["value"], half_unit, row["qualifier"])
        tellings[row["district"], row["measure"], row["date"]].append((float(row["value"]), told))
    return {
        (district, tuple(sorted(v for v, _ in told))): max(b[0] for _, b in told) <= min(b[1] for _, b in told)
        for (district, *_), told in tellings.items()
        if len({v for v, _ in told}) > 1
    }


def naive_shrinking(folder: Path) -> dict:
    measures = {row["id"]: row for row in read(folder, "measures")}
    alike, found = defaultdict(list), {}
    for f in figures(folder):
        alike[f["district"], f["what"]].append(f)
    for a, b in (pair for one in alike.values() for pair in product(one, repeat=2)):
        measure = measures[a["measure"]]
        inside = a["period_start"] <= b["period_start"] and b["period_end"] <= a["period_end"]
        counted = "as_of" not in (a["dates"], b["dates"]) and measure["kind"] == "flow" and measure["unit"] not in "%分"
        if a["period"] != b["period"] and inside and counted and a["bounds"][1] < b["bounds"][0]:
            place = a["file"], a["line"]
            found[place] = max(found.get(place, -inf), float(b["bounds"][0]))
    return found


def test_the_naive_reckoning_agrees_on_every_printed_number():
    naive = naive_printed(ROOT / "data")
    found = {q.line: (q.lower, q.upper, q.agrees) for q in audit(curated_data()) if q.kind in PRINTED}
    assert found.keys() == naive.keys()
    assert {line: agrees for line, (*_, agrees) in found.items()} == {line: n[2] for line, n in naive.items()}
    assert [found[line][:2] for line in naive] == [pytest.approx(n[:2], rel=1e-12) for n in naive.values()]


def test_the_naive_reckoning_agrees_on_everything_told_twice():
    found = {
        (q.district, tuple(sorted(p.value for p in q.parts))): q.agrees
        for q in audit(curated_data())
        if q.kind == TOLD_TWICE
    }
    assert found == naive_told_twice(ROOT / "data")


def test_the_naive_reckoning_agrees_on_every_figure_that_shrinks():
    found = {(q.file, q.line): q.lower for q in audit(curated_data()) if q.kind == SHRINKING}
    assert found == naive_shrinking(ROOT / "data")


def test_what_shrinks_is_what_the_check_warns_of():
    warned = {
        (p.file, p.line) for p in curated_data().problems if p.rule == "longer_periods_are_not_below_shorter_ones"
    }
    assert warned == {(q.file, q.line) for q in audit(curated_data()) if q.kind == SHRINKING}


# Planted slips.

H1, YEAR = {"period_start": "2023-01-01", "period_end": "2023-06-30"}, {"period_end": "2023-12-31"}
A = {"district": "city_a", "sector": "all", "series": "a_bureau", "basis": "stated"} | H1
DEATHS = {"district": "city_a", "measure": "deaths", "source": "late"}
YEAR_2024 = {"period_start": "2024-01-01", "period_end": "2024-12-31"}


def part(measure: str, period: str = "2023-01-01..2023-06-30", sector: str = "all", rest: str = "a_bureau/stated"):
    return f"{measure}/{sector}/all/{rest}@{period}"


def year(n: int) -> str:
    return part("deaths", f"{n}-01-01..{n}-12-31", rest="statistics/production")


RATIO = {}  # 240/250 of planting.GOOD
SHARE = {"kind": "share", "parts": "|".join(part("cases_filed", sector=s, rest="a_bureau/filed")
                                            for s in ("hazardous_chemicals", "all"))}  # 2/8  # fmt: skip
SUM = {"kind": "sum", "unit": "家次",
       "parts": f"{part('inspections')}|{part('inspections', rest='a_campaign/stated')}"}  # 100+40  # fmt: skip
YOY = {"kind": "yoy", "period_start": "2024-01-01", "period_end": "2024-12-31", "parts": f"{year(2024)}|{year(2023)}"}
FIVE = ("accidents", DEATHS | YEAR_2024 | {"value": "5"})  # against four the year before
ROUND = {"measure": "penalties", "value": "123000", "half_unit": "500"}
ROUNDED_SUM = {"kind": "sum", "unit": "次", "half_unit": "500",
               "parts": f"{part('penalties')}|{part('penalties', rest='a_campaign/stated')}"}  # fmt: skip
ROUNDED = [("fines", A | ROUND), ("fines", A | ROUND | {"series": "a_campaign", "value": "45000"})]
ROUNDED_RATIO = {"unit": "%", "parts": f"{part('penalties', rest='a_campaign/stated')}|{part('penalties')}"}


def printed(value: str, *changes: dict) -> tuple[str, dict]:
    row = {"printed_value": value}
    for change in changes:
        row |= change
    return "printed", row


SLIPS = {
    "ratio": [printed("96.1", RATIO, {"half_unit": "0.05"})],
    "ratio in a thousand": [printed("96", RATIO, {"unit": "‰"})],
    "ratio of rounded parts": [*ROUNDED, printed("35.9", ROUNDED_RATIO, {"half_unit": "0.005"})],
    "share": [printed("26", SHARE, {"half_unit": "0.5"})],
    "sum": [printed("141", SUM)],
    "rounded sum": [*ROUNDED, printed("170000", ROUNDED_SUM)],
    "yoy": [FIVE, printed("20", YOY, {"half_unit": "0.5"})],
    "yoy in a thousand": [FIVE, printed("25", YOY, {"unit": "‰"})],
    "yoy in cases": [FIVE, printed("2", YOY, {"unit": "人"})],
    "told_twice": [("accidents", DEATHS | YEAR | {"value": "6"})],
    "residents told_twice": [("denominators", {"value": "190100", "source": "late", "date": "2023-12-31"})],
    "residents in thousands told_twice": [
        ("denominators", {"value": "200600", "source": "late", "date": "2023-12-31"}),
    ],
    "shrinking": [("accidents", DEATHS | YEAR_2024 | {"value": "3"})],
}
EXPLAINED = {
    "ratio": [printed("96", RATIO)],
    "ratio in a thousand": [printed("960", RATIO, {"unit": "‰"})],
    "ratio of rounded parts": [*ROUNDED, printed("36.9", ROUNDED_RATIO, {"half_unit": "0.05"})],
    "share": [printed("25", SHARE)],
    "sum": [printed("140", SUM)],
    "rounded sum": [*ROUNDED, printed("169000", ROUNDED_SUM)],
    "yoy": [FIVE, printed("25", YOY)],
    "yoy in a thousand": [FIVE, printed("250", YOY, {"unit": "‰"})],
    "yoy in cases": [FIVE, printed("1", YOY, {"unit": "人"})],
    "told_twice": [
        ("fines", A | ROUND), ("fines", A | ROUND | {"value": "123400", "half_unit": "50", "source": "late"}),
    ],
    "bound told_twice": [("accidents", DEATHS | YEAR | {"value": "3", "qualifier": "at_least"})],
    "residents told_twice": [
        ("denominators", {"value": "200340", "source": "late"}),
        ("denominators", {"value": "200300", "source": "copied"}),
    ],
    "residents in thousands told_twice": [
        ("denominators", {"value": "200400", "source": "late", "date": "2023-12-31"}),
    ],
}  # fmt: skip


def planted(folder: Path, rows: list[tuple[str, dict]]) -> Database:
    for table, changes in rows:
        plant(folder, table, changes)
    return load(folder)


def kind_of(name: str) -> str:
    return next(k for k in (*PRINTED, TOLD_TWICE, SHRINKING) if k in name)


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_is_found(folder, name):
    (found,) = audit(planted(folder, SLIPS[name]))
    assert (found.kind, found.agrees) == (kind_of(name), False)


@pytest.mark.parametrize("name", EXPLAINED)
def test_what_rounding_explains_is_no_question(folder, name):
    (found,) = audit(planted(folder, EXPLAINED[name]))
    assert (found.kind, found.agrees) == (kind_of(name), True)


@pytest.mark.parametrize("rows", [*SLIPS.values(), *EXPLAINED.values()], ids=[*SLIPS, *EXPLAINED])
def test_the_naive_reckoning_agrees_on_what_is_planted(folder, rows):
    found = audit(planted(folder, rows))
    naive = (naive_printed(folder), naive_told_twice(folder), naive_shrinking(folder))
    agreed = [n[2] for n in naive[0].values()] + list(naive[1].values()) + [False for _ in naive[2]]
    assert [q.agrees for q in found] == agreed


def test_the_tiny_data_raises_no_question(folder):
    assert audit(load(folder)) == ()


def test_a_cumulative_figure_that_rounding_brings_below_is_no_question(folder):
    longer = ROUND | {"period_end": "2023-12-31", "value": "122000"}
    assert audit(planted(folder, [("fines", A | ROUND), ("fines", A | longer)])) == ()
    (found,) = audit(planted(folder, [("fines", A | longer | {"value": "121999", "period_end": "2023-11-30"})]))
    assert (found.kind, found.printed, found.lower, found.upper) == (SHRINKING, 121_999, 122_500, None)


def test_a_percentage_of_more_months_may_well_be_below_that_of_fewer(folder):
    rates = [A | {"measure": "exam_pass_rate"} | c for c in ({"value": "95"}, YEAR | {"value": "90"})]
    assert audit(planted(folder, [("training", rate) for rate in rates])) == ()


def test_a_longer_figure_is_asked_about_once_against_the_largest_shorter_one(folder):
    rows = [("accidents", DEATHS | {"period_start": "2024-01-01", "period_end": "2024-12-31", "value": "1"})]
    (found,) = audit(planted(folder, rows))
    assert [p.value for p in found.parts] == [1, 4]


def test_three_tellings_are_one_question_that_names_them_all(folder):
    tellings = [("accidents", DEATHS | YEAR | {"value": v, "source": s}) for v, s in (("6", "late"), ("4", "copied"))]
    (found,) = audit(planted(folder, tellings))
    assert [(p.value, p.source) for p in found.parts] == [(6, "late"), (4, "early"), (4, "copied")]
    assert (found.printed, found.lower, found.upper) == (6, 4, 4)
    text = figure.finding(found, here(load(folder)))
    assert all(piece in text for piece in ("6人（《甲乙两区2024年通报》）", "4人（《甲乙两区2023年通报》）"))


def test_the_same_value_told_twice_is_nothing_to_tell(folder):
    assert audit(planted(folder, [("accidents", DEATHS | YEAR | {"value": "4"})])) == ()


# Bounds, and whose parts.


@pytest.mark.parametrize(
    ("numerator", "denominator", "interval", "agrees"),
    [
        ("at_least", "exact", (96, None), True),
        ("exact", "at_least", (0, 96), False),
        ("at_most", "exact", (0, 96), False),
        ("exact", "at_most", (96, None), True),
        ("about", "exact", (0, None), True),
        ("at_least", "at_most", (96, None), True),
    ],
)
def test_a_bound_opens_its_side_of_the_interval(folder, numerator, denominator, interval, agrees):
    parts = {"hazards_rectified": ("240", numerator), "hazards_found": ("250", denominator)}
    rows = [
        ("inspections", A | {"measure": m, "value": value, "qualifier": q, "source": "late"})
        for m, (value, q) in parts.items()
    ]
    (found,) = [
        q
        for q in audit(planted(folder, [*rows, printed("99", {"source": "late", "half_unit": "0.5"})]))
        if q.kind == "ratio"
    ]
    assert (found.lower, found.upper) == (pytest.approx(interval[0]), interval[1] and pytest.approx(interval[1]))
    assert found.agrees == agrees


def test_a_printed_bound_is_no_exact_number(folder):
    (found,) = audit(planted(folder, [printed("90", {"qualifier": "at_least"})]))
    assert found.agrees
    assert "≥90%" in figure.finding(found, here(load(folder)))


def test_a_part_is_taken_from_the_source_of_the_printed_number(folder):
    again = ("inspections", A | {"measure": "hazards_rectified", "value": "200", "source": "late"})
    rows = [again, printed("96"), printed("80", {"source": "late"}), printed("96", {"source": "copied"})]
    found = [q for q in audit(planted(folder, rows)) if q.kind == "ratio"]
    assert {(q.source, q.parts[0].source, q.agrees) for q in found} == {
        ("early", "early", True), ("late", "late", True), ("copied", "late", False),
    }  # fmt: skip


# Beside a figure, on the page, on the command line.


def here(database: Database, lang: str = "zh") -> Setting:
    return setting(database, configuration.load(), lang)


def test_a_question_stands_beside_each_figure_that_it_concerns():
    (question,) = questions_at("taizhou_wenling")
    for key in question.keys:
        assert questions_of(curated_data(), [key]) == (question,)
        assert figure.beside([key], here(curated_data())) == (figure.statement(question, here(curated_data())),)


def test_what_agrees_is_beside_no_figure():
    agreeing = {k for q in audit(curated_data()) if q.agrees for k in q.keys}
    asked = {k for q in open_questions(curated_data()) for k in q.keys}
    assert questions_of(curated_data(), agreeing - asked) == ()


def test_the_audit_is_made_once_a_data_version(folder):
    database = planted(folder, [printed("96")])
    assert "audit" not in database.memo
    assert audit(database) is audit(database)


@pytest.mark.parametrize(("unit", "said"), [("%", "(5−4)/4"), ("‰", "(5−4)/4"), ("人", "5−4")])
def test_a_change_is_put_over_its_base_where_it_is_printed_in_parts_of_it(folder, unit, said):
    (found,) = audit(planted(folder, [FIVE, printed("1", YOY, {"unit": unit})]))
    assert figure.arithmetic(found, here(load(folder))) == said


@pytest.mark.parametrize(("value", "said"), [("0", "0"), ("1", "+1")])
def test_a_change_has_its_sign_and_none_at_all_has_none(folder, value, said):
    (found,) = audit(planted(folder, [FIVE, printed(value, YOY, {"unit": "人"})]))
    assert figure.finding(found, here(load(folder))).startswith(f"原文为{said}人，")


@pytest.mark.parametrize(
    ("value", "half_unit", "low", "high"),
    [("36.6", "0.05", "36.03%", "37.14%"), ("36.585", "0.0005", "36.032%", "37.143%"),
     ("36.5854", "0.00005", "36.0324%", "37.1429%")],
)  # fmt: skip
def test_the_recomputed_ratio_has_two_decimals_or_as_many_as_the_printed_one(folder, value, half_unit, low, high):
    rows = [*ROUNDED, printed(value, ROUNDED_RATIO, {"half_unit": half_unit})]
    (found,) = audit(planted(folder, rows))
    text = figure.finding(found, here(load(folder)))
    assert [part in text for part in (low, high)] == [True, True]


def test_the_listing_is_titled_with_the_finding_and_starts_with_the_questions():
    listing = figure.build(Asked(Selection()), here(curated_data()))
    found = audit(curated_data())
    assert listing.title.startswith("原文所载比率、合计和同比17项，15项吻合，2项待核实；")
    results = [row[0] for row in listing.rows]
    assert results == ["**待核实**"] * 4 + ["吻合"] * (len(found) - 4)
    assert [n.keys for n in listing.numbers] == [q.keys for q in found]
    assert {n.query for n in listing.numbers} == {"audit_printed", "audit_told_twice", "audit_shrinking"}


def test_the_listing_of_a_district_holds_its_own_rows():
    listing = figure.build(Asked(Selection(), district="taizhou_wenling"), here(curated_data()))
    assert {row[1] for row in listing.rows} == {"温岭市"}
    assert listing.title == "原文所载比率、合计和同比2项，1项吻合，1项待核实"


def test_a_data_version_without_printed_numbers_says_so(folder):
    listing = figure.build(Asked(Selection()), here(load(folder)))
    assert (listing.rows, listing.title) == ((), words.say("audit", "title_none", "zh"))
    assert listing.missing


@pytest.mark.parametrize("rows", [*SLIPS.values(), *EXPLAINED.values()], ids=[*SLIPS, *EXPLAINED])
def test_every_kind_reads_in_both_languages(folder, rows):
    database = planted(folder, rows)
    (found,) = audit(database)
    zh, en = (figure.statement(found, here(database, lang)) for lang in ("zh", "en"))
    assert not set("{}_") & set(zh + en)
    assert "舍入" in zh or "吻合" in zh
    assert "rounding" in en or "agreement" in en


def run(*args: str) -> subprocess.CompletedProcess:
    command = [sys.executable, "-m", "anjian", "audit", *args]
    return subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")


def test_the_command_prints_every_row_and_counts_the_questions_on_stderr(folder):
    planted(folder, [printed("97", {"half_unit": "0.5"}), printed("96")])
    done = run("--data", str(folder), "--format", "json")
    assert (done.returncode, done.stderr) == (0, "原文所载比率、合计和同比2项，1项吻合，1项待核实\n")
    asked, agreed = json.loads(done.stdout)
    assert (asked["result"], asked["printed"], asked["lower"], asked["upper"]) == ("open", 97, 96, 96)
    assert (agreed["result"], agreed["arithmetic"]) == ("agrees", "240/250")
    assert [(p["value"], p["file"], p["line"]) for p in asked["parts"]] == [
        (240, "inspections.csv", 4), (250, "inspections.csv", 3),
    ]  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_command_prints_the_same_as_a_table_and_as_csv(folder, lang):
    planted(folder, [printed("97", {"half_unit": "0.5"})])
    done = run("--data", str(folder), "--lang", lang, "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(done.stdout.removeprefix("\ufeff")))
    assert row["text"] == figure.statement(audit(load(folder))[0], here(load(folder), lang))
    shown = run("--data", str(folder), "--lang", lang)
    assert row["text"] in shown.stdout
    assert "97" in row["text"]


def test_an_audit_that_finds_nothing_prints_its_columns(folder):
    done = run("--data", str(folder))
    assert done.returncode == 0
    assert done.stdout.startswith("result  kind")
