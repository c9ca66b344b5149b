"""Indicators: every number a second time in plain Python, the vectors of METHODS.md §4, the choice of periods."""

import csv
from calendar import monthrange
from collections import defaultdict
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from conftest import TINY, write

from anjian import comparability as gate
from anjian import config as configuration
from anjian import indicators, words
from anjian.config import ROOT
from anjian.selection import Selection, parse_period
from anjian.store import Database, load
from anjian.store.schema import REGISTRIES

CONFIG = configuration.load()
LATEST = Selection(mode="latest")
SAME = Selection(mode="same")
FIGURE = "district,period_start,period_end,measure,sector,series,basis,value,source,as_written"


@pytest.fixture(scope="module")
def real() -> Database:
    return load(ROOT / "data")


# The tiny data, with the measures that config.yaml names and the tiny data lacks.
_PARTS = {p for n, i in CONFIG.indicators.items() for p in (i.numerator or n, *i.denominators)}
MORE = "".join(f"{p},accidents,起,flow,{p},{p},\n" for p in sorted(_PARTS) if f"\n{p}," not in TINY["measures"])
FULL = TINY | {"measures": TINY["measures"] + MORE}


@pytest.fixture
def folder(tmp_path) -> Path:
    return write(tmp_path / "data", FULL)


@pytest.fixture(scope="module")
def tiny_folder(tmp_path_factory) -> Path:
    return write(tmp_path_factory.mktemp("tiny"), FULL)


@pytest.fixture(scope="module")
def tiny(tiny_folder) -> Database:
    return load(tiny_folder)


def planted(folder: Path, domain: str, *rows: str, header: str = FIGURE) -> Database:
    """Return the tiny data with the rows of one domain replaced."""
    (folder / f"{domain}.csv").write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    return load(folder)


def ask(database: Database, name: str, selection: Selection = LATEST, **kw) -> indicators.Result:
    return indicators.compute(database, CONFIG, name, selection, **kw)


def of(result: indicators.Result, district: str) -> list[indicators.ResultRow]:
    return [r for r in result.rows if r.district == district]


def beside(result: indicators.Result, district: str) -> str:
    """Return the one reason code of a district beside the rows."""
    found = [b for b in result.beside if b.district == district]
    assert len(found) == 1
    (reason,) = found[0].reasons
    return reason.code


# A second, naive implementation: loops over the CSV rows.

PART_OF_A_RATIO = ("%", "分")
WINDOWS = [(1, last) for last in range(2, 13)] + [(4, 6), (7, 9), (10, 12), (7, 12)]


@cache
def read(folder: Path, name: str) -> list[dict]:
    with (folder / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def months_of(start: date, end: date) -> float:
    if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
        return (end.year - start.year) * 12 + end.month - start.month + 1
    return ((end - start).days + 1) * 12 / 365.25


def naive_figures(folder: Path) -> list[dict]:
    """Return every curated figure with its defaults, numbers and what its registries say."""
    series = {r["id"]: r for r in read(folder, "series")}
    sources = {r["id"]: r for r in read(folder, "sources")}
    measures = {r["id"]: r for r in read(folder, "measures")}
    figures = []
    for path in sorted(folder.glob("*.csv")):
        if path.stem in REGISTRIES:
            continue
        for r in read(folder, path.stem):
            defaults = {"dates": "printed", "grade": "all", "qualifier": "exact", "status": "normal"}
            f = {**defaults, **{k: v for k, v in r.items() if v}, "file": path.name}
            f["start"], f["end"] = date.fromisoformat(f["period_start"]), date.fromisoformat(f["period_end"])
            f["value"] = float(r["value"]) if r["value"] else None
            f["unit"], f["kind"] = measures[f["measure"]]["unit"], measures[f["measure"]]["kind"]
            f["scope"] = series[f["series"]]["scope"]
            f["trust"] = {"official": 2, "supplied": 2, "copy": 1, "secondary": 0}[sources[f["source"]]["verification"]]
            f["published"] = sources[f["source"]]["published_on"] or ""
            f["months"] = None if f["dates"] == "as_of" else months_of(f["start"], f["end"])
            figures.append(f)
    return figures


WHAT = ("district", "measure", "sector", "grade", "series", "basis")


@cache
def naive_observations(folder: Path) -> list[dict]:
    """Return the current figure of each key, and the sums of complete monthly rows."""
    vintages = defaultdict(list)
    for f in naive_figures(folder):
        if f["value"] is not None:
            vintages[(*(f[k] for k in WHAT), f["start"], f["end"])].append(f)
    current = [max(v, key=lambda f: (f["dates"] != "assumed", f["trust"], f["published"])) for v in vintages.values()]
    monthly = defaultdict(dict)
    for f in current:
        one_month = f["months"] == 1 and f["start"].day == 1 and f["dates"] == "printed"
        if one_month and f["kind"] == "flow" and f["unit"] not in PART_OF_A_RATIO:
            monthly[tuple(f[k] for k in WHAT)][f["start"].year, f["start"].month] = f
    sums = []
    for key, by_month in monthly.items():
        for year in {y for y, _ in by_month}:
            for first, last in WINDOWS:
                parts = [by_month.get((year, m)) for m in range(first, last + 1)]
                start, end = date(year, first, 1), date(year, last, monthrange(year, last)[1])
                told = [f["dates"] for f in vintages.get((*key, start, end), [])]
                if all(parts) and set(told) <= {"assumed"}:
                    sums.append(naive_sum(parts, start, end))
    summed = {naive_key(f) for f in sums}
    return [f for f in current if f["dates"] != "assumed" or naive_key(f) not in summed] + sums


def naive_key(f: dict) -> tuple:
    return (*(f[k] for k in WHAT), f["start"], f["end"])


def naive_sum(parts: list[dict], start: date, end: date) -> dict:
    qualifiers = {p["qualifier"] for p in parts} - {"exact"}
    qualifier = "exact" if not qualifiers else qualifiers.pop() if len(qualifiers) == 1 else "about"
    value, months = sum(p["value"] for p in parts), months_of(start, end)
    summed = {"start": start, "end": end, "value": value, "months": months, "qualifier": qualifier, "as_written": None}
    return {**parts[0], **summed}


def naive_ratio_qualifier(n: str, d: str) -> str:
    turned = {"at_least": "at_most", "at_most": "at_least"}.get(d, d)
    sides = {n, turned} - {"exact"}
    return "exact" if not sides else sides.pop() if len(sides) == 1 else "about"


def naive_values(folder: Path, spec: indicators.Spec) -> list[dict]:
    """Return every value of an indicator that the figures of ``total`` series give, all sectors together."""
    figures = [f for f in naive_observations(folder) if f["scope"] == "total" and f["grade"] == "all"]
    part = spec.numerator_sector if spec.kind == "share" else "all"
    numerators = [f for f in figures if f["measure"] == spec.numerator and f["sector"] == part]
    if spec.kind == "count":
        return [f | {"bases": ((spec.numerator, f["basis"]),)} for f in numerators]
    if spec.kind == "per_month":
        dated = [f for f in numerators if f["dates"] != "as_of" and f["kind"] == "flow"]
        return [
            f | {"bases": ((spec.numerator, f["basis"]),), "value": f["value"] / f["months"], "events": f["value"]}
            for f in dated
        ]
    if spec.kind == "rate":
        return [v for f in numerators if f["dates"] != "as_of" and (v := naive_rate(folder, f, spec))]
    return [v for f in numerators for v in naive_ratios(f, numerators, figures, spec)]


def together(a: dict, b: dict) -> bool:
    return all(a[k] == b[k] for k in ("district", "start", "end", "series"))


def naive_ratios(n: dict, numerators: list[dict], figures: list[dict], spec: indicators.Spec) -> list[dict]:
    for measure in spec.denominators:
        found = [f for f in figures if f["measure"] == measure and f["sector"] == "all" and together(f, n)]
        if found:
            break
    else:
        return []
    above, under = {f["basis"] for f in numerators if together(f, n)}, {f["basis"] for f in found}
    values = []
    for d in found:
        named = not (spec.declared.joins_basis or spec.kind == "share")
        apart = named and n["basis"] not in under and d["basis"] not in above
        one_phrase = n["as_written"] and n["measure"] != d["measure"] and all(
            n[k] == d[k] for k in ("value", "source", "as_written")
        )  # fmt: skip
        if (n["basis"] == d["basis"] or apart) and d["value"] and not one_phrase:
            dates = "assumed" if "assumed" in (n["dates"], d["dates"]) else n["dates"]
            values.append(n | {
                "bases": ((spec.numerator, n["basis"]), (d["measure"], d["basis"])), "dates": dates,
                "value": spec.per * n["value"] / d["value"],
                "qualifier": naive_ratio_qualifier(n["qualifier"], d["qualifier"]),
            })  # fmt: skip
    return values


def naive_rate(folder: Path, f: dict, spec: indicators.Spec) -> dict | None:
    bases = [b for b in read(folder, "denominators") if b["district"] == f["district"]]
    bases = [b | {"day": date.fromisoformat(b["date"])} for b in bases if b["measure"] in spec.denominators]
    if not bases:
        return None
    nearest = min(
        bases,
        key=lambda b: (b["day"].year != f["end"].year, b["day"] > f["end"], abs((b["day"] - f["end"]).days)),
    )
    value, day = spec.per * f["value"] / float(nearest["value"]), nearest["day"]
    same_day = {b["value"] for b in bases if b["day"] == day}
    bases = ((spec.numerator, f["basis"]), (nearest["measure"], "denominators"))
    return f | {"value": value, "events": f["value"], "bases": bases, "unsure": len(same_day) > 1}


def naive_latest(values: list[dict]) -> list[dict]:
    """Return for each district, series and bases the best covered value of the newest year of the district."""
    newest, best = defaultdict(int), {}
    for v in values:
        newest[v["district"]] = max(newest[v["district"]], v["end"].year)
    for v in values:
        if v["end"].year < newest[v["district"]]:
            continue
        key = v["district"], v["series"], v["bases"]
        rank = (v["dates"] != "assumed", v["months"] or 0, v["end"])
        if key not in best or rank > best[key][0]:
            best[key] = (rank, v)
    return [v for _, v in best.values()]


def shown(district: str, series: str, bases: tuple, *period_and_number) -> tuple:
    start, end, value, qualifier = period_and_number
    return district, series, bases, start, end, f"{value:.12g}", qualifier


def rows_shown(result: indicators.Result, keep) -> list[tuple]:
    """Return the rows of the newest year of each district in a form that sorts and compares."""
    newest = defaultdict(int)
    for r in result.rows:
        newest[r.district] = max(newest[r.district], r.period_end.year)
    rows = [r for r in result.rows if r.period_end.year == newest[r.district] and keep(r.district)]
    return sorted(shown(r.district, r.series, r.bases, *r.period, r.value, r.qualifier) for r in rows)


def naive_shown(values: list[dict], keep) -> list[tuple]:
    return sorted(
        shown(v["district"], v["series"], v["bases"], v["start"], v["end"], v["value"], v["qualifier"])
        for v in naive_latest(values)
        if keep(v["district"])
    )


def too_few_or_unsure(v: dict, spec: indicators.Spec) -> bool:
    """Return whether a refusal or a choice of population, told by other tests, bears on this value."""
    events = spec.kind in ("rate", "per_month") and spec.declared.interval == "poisson"
    return events and (v["events"] < 3 or v.get("unsure", False))


def assert_told_the_same_twice(database: Database, folder: Path, name: str) -> int:
    spec = indicators.find(name, database, CONFIG)
    values = naive_values(folder, spec)
    few = {v["district"] for v in values if too_few_or_unsure(v, spec)}
    result = ask(database, name)
    expected = naive_shown(values, lambda d: d not in few)
    assert rows_shown(result, lambda d: d not in few) == expected
    return len(expected)


def every_name(folder: Path) -> list[str]:
    counts = [r["id"] for r in read(folder, "measures") if r["domain"] != "denominators"]
    return counts + [name for name in CONFIG.indicators if name not in counts]


@pytest.mark.parametrize("name", every_name(ROOT / "data"))
def test_every_indicator_says_what_plain_loops_over_the_curated_csvs_say(real, name):
    assert_told_the_same_twice(real, ROOT / "data", name)


def test_the_plain_loops_find_rows_for_most_indicators_of_the_curated_data(real):
    """Two implementations that both find nothing would agree on everything."""
    found = {n for n, spec in indicators.catalogue(real, CONFIG).items() if naive_values(ROOT / "data", spec)}
    assert len(found) > 80
    assert {n for n, i in CONFIG.indicators.items() if i.kind != "count"} <= found


@pytest.mark.parametrize(
    "name",
    ["inspections", "hazards_found", "hazards_rectified", "cases_filed", "penalties", "fine_amount", "accidents",
     "deaths", "hazards_per_inspection", "rectification_rate", "cases_per_100_inspections", "average_fine",
     "inspections_per_month", "cases_per_month", "fines_per_month", "deaths_per_month", "deaths_per_accident",
     "deaths_per_100k_residents", "accidents_per_100k_residents", "hazardous_chemicals_share_of_cases"],
)  # fmt: skip
def test_every_indicator_says_what_plain_loops_over_the_tiny_data_say(tiny, tiny_folder, name):
    assert assert_told_the_same_twice(tiny, tiny_folder, name) > 0


# Numbers done in the head, on the tiny data.


@pytest.mark.parametrize(
    ("name", "district", "value"),
    [
        ("hazards_per_inspection", "city_a", 2.5),
        ("rectification_rate", "city_a", 96),
        ("cases_per_100_inspections", "city_a", 8),
        ("average_fine", "city_a", 50_000),
        ("average_fine", "city_b", 60_000),
        ("cases_per_month", "city_a", 8 / 6),
        ("fines_per_month", "city_b", 25_000),
        ("deaths_per_accident", "city_b", 0.5),
        ("hazardous_chemicals_share_of_cases", "city_a", 25),
        ("accidents_per_100k_residents", "city_b", 2),
        ("deaths_per_100k_residents", "city_a", 0.8),
        ("deaths", "city_a", 4),
    ],
)
def test_small_numbers_come_out_as_in_the_head(tiny, name, district, value):
    (row,) = of(ask(tiny, name), district)
    assert row.value == pytest.approx(value, rel=1e-12)


def test_the_value_is_not_rounded(tiny):
    (row,) = of(ask(tiny, "cases_per_month"), "city_a")
    assert row.value == 8 / 6


# What rounding does to a ratio: its greatest and least value from every corner of the rounded parts.


@pytest.mark.parametrize(
    ("name", "district"),
    [("rectification_rate", "taizhou_wenling"), ("average_fine", "zaozhuang_gaoxin"),
     ("average_fine", "taizhou_wenling"), ("hazardous_chemicals_share_of_fines", "changzhou_jintan")],
)  # fmt: skip
def test_a_ratio_s_half_unit_is_half_of_what_its_rounded_parts_span(real, name, district):
    (row,) = of(ask(real, name), district)
    cited = {
        r["id"]: r for r in real.query("citations", figures=list(row.figures), denominators=[], targets=[], events=[])
    }
    halves = [cited[i]["half_unit"] or 0 for i in row.figures]
    corners = [(row.numerator + a * halves[0]) / (row.denominator + b * halves[1]) for a in (-1, 1) for b in (-1, 1)]
    per = indicators.find(name, real, CONFIG).per
    assert row.half_unit == pytest.approx(per * (max(corners) - min(corners)) / 2, rel=1e-9)
    assert row.half_unit > 0


def test_only_a_ratio_whose_shown_digits_rounding_touches_says_so(real):
    def told(name: str, district: str) -> bool:
        (row,) = of(ask(real, name), district)
        return "rounded_parts" in {c.code for c in row.caveats}

    assert told("rectification_rate", "taizhou_wenling")  # 22.49万 of 22.54万: 99.73 to 99.82
    assert told("average_fine", "zaozhuang_gaoxin")  # 24.1万元 over 9: 26,722 to 26,833
    assert not told("average_fine", "taizhou_wenling")  # 895.85万元 over 242: off by 21 fen
    assert not told("rectification_rate", "shanghai_putuo")  # whole counts
    assert not told("fine_amount", "taizhou_wenling")  # a count stands as printed


def test_a_rounded_amount_per_month_is_off_by_its_share_of_a_month(real):
    (row,) = of(ask(real, "fines_per_month"), "taizhou_wenling")
    assert row.half_unit == pytest.approx(50 / 6)


@pytest.mark.parametrize(("qualifier", "has"), [("exact", True), ("at_least", False), ("about", False)])
def test_a_bound_has_no_half_unit(folder, qualifier, has):
    row = "city_a,2024-01-01,2024-06-30,{},all,statistics,stated,{},early,x,50,{}"
    rows = row.format("hazards_rectified", 224900, qualifier), row.format("hazards_found", 225400, "exact")
    database = planted(folder, "inspections", *rows, header=f"{FIGURE},half_unit,qualifier")
    (found,) = of(ask(database, "rectification_rate"), "city_a")
    assert (found.half_unit is not None) is has


def test_average_fine_names_its_denominator_penalties_before_cases(tiny):
    result = ask(tiny, "average_fine")
    assert [dict(r.bases[1:]) for r in result.rows] == [{"cases_filed": "filed"}, {"penalties": "stated"}]
    assert "different_basis" in {r.code for r in result.judgement.verdict.reasons}


def test_a_row_cites_both_its_parts(tiny):
    database = tiny
    (row,) = of(ask(database, "hazards_per_inspection"), "city_a")
    cited = database.query("citations", figures=list(row.figures), denominators=[], targets=[], events=[])
    assert {(c["measure"], c["value"]) for c in cited} == {("hazards_found", 250), ("inspections", 100)}


def test_a_rate_cites_the_line_of_its_population(tiny):
    database = tiny
    (row,) = of(ask(database, "accidents_per_100k_residents"), "city_b")
    lines = list(row.denominator_lines)
    cited = database.query("citations", figures=list(row.figures), denominators=lines, targets=[], events=[])
    assert {(c["kind"], c["value"]) for c in cited} == {("figure", 4), ("denominator", 200_000)}


def test_a_population_of_another_year_is_used_and_flagged_with_its_date(tiny):
    (row,) = of(ask(tiny, "accidents_per_100k_residents"), "city_a")
    assert row.value == 1
    assert gate.Reason("other_base_year", (("date", "2020-11-01"),)) in row.caveats


def test_the_campaign_stays_out_unless_it_is_asked_for(tiny):
    assert [r.value for r in ask(tiny, "inspections").rows] == [100]
    asked = ask(tiny, "inspections", every_scope=True)
    assert {(r.series, r.value) for r in asked.rows} == {("a_bureau", 100), ("a_campaign", 40)}
    assert asked.judgement.verdict.verdict == gate.NOT_COMPARABLE


# METHODS.md §4


def one_value(database: Database, name: str, district: str, period: str | None = None, **kw) -> indicators.ResultRow:
    selection = Selection((district,), period=parse_period(period) if period else None, mode="latest")
    (row,) = ask(database, name, selection, **kw).rows
    return row


@pytest.mark.parametrize(
    ("name", "district", "period", "text"),
    [
        ("hazards_per_inspection", "zaozhuang_gaoxin", None, "≥4.34"),
        ("hazards_per_inspection", "changzhou_jintan", None, "2.88"),
        ("cases_per_100_inspections", "zaozhuang_gaoxin", None, "9.78"),
        ("cases_per_100_inspections", "changzhou_jintan", None, "14.39"),
        ("average_fine", "zaozhuang_gaoxin", None, "26,777.78"),
        ("average_fine", "changzhou_jintan", None, "41,046.86"),
        ("average_fine", "taizhou_wenling", None, "37,018.60"),
        ("deaths_per_accident", "taizhou_wenling", "2024-01..2024-06", "0.83"),
    ],
)
def test_the_vectors_of_the_seed_documents_hold(real, name, district, period, text):
    row = one_value(real, name, district, period)
    assert words.number(row.value, 2, row.qualifier) == text


def test_wenling_has_no_hazards_per_inspection_and_says_that_the_bodies_differ(real):
    result = ask(real, "hazards_per_inspection", Selection(("taizhou_wenling",), mode="latest"))
    assert result.rows == ()
    assert beside(result, "taizhou_wenling") == "no_shared_series"


def test_wenlings_campaign_has_hazards_per_inspection_where_every_scope_is_asked(real):
    result = ask(real, "hazards_per_inspection", Selection(("taizhou_wenling",), mode="latest"), every_scope=True)
    found = [r for r in result.rows if r.series == "wenling_big_check"]
    assert [words.number(r.value, 2, r.qualifier) for r in found] == ["1.62"]
    assert found[0].scope == "overlaps"
    assert "outside_total" in {c.code for c in found[0].caveats}


@pytest.mark.parametrize("every_scope", [False, True])
def test_hazards_of_every_body_never_stand_over_the_visits_of_one_campaign(real, every_scope):
    selection = Selection(("taizhou_wenling",), mode="latest")
    rows = ask(real, "hazards_per_inspection", selection, every_scope=every_scope).rows
    assert not [r for r in rows if r.numerator == 225_400]


def test_hazardous_chemical_cases_never_stand_over_visits_to_chemical_enterprises(real):
    for sector in ("all", "hazardous_chemicals", "chemical_industry"):
        selection = Selection(("changzhou_jintan",), mode="latest")
        rows = ask(real, "cases_per_100_inspections", selection, sector=sector, every_scope=True).rows
        assert not [r for r in rows if (r.numerator, r.denominator) == (60, 136)]


def test_luohus_deaths_of_all_kinds_never_stand_over_its_production_accident(real):
    selection = Selection(("shenzhen_luohu",), years=(2025,), mode="latest")
    pairs = {(r.numerator, r.denominator) for r in ask(real, "deaths_per_accident", selection).rows}
    assert pairs == {(7, 352), (0, 1)}


def test_kunshans_two_bases_are_both_shown_and_named(real):
    rows = ask(real, "cases_filed", Selection(("suzhou_kunshan",), mode="latest")).rows
    assert {(r.value, r.bases[0][1]) for r in rows} == {(318, "filed"), (307, "pre_accident_filed")}
    assert gate.compare(rows[0].facts, rows[1].facts, CONFIG).verdict == gate.NOT_COMPARABLE


def test_a_share_pins_its_part_to_a_sector_and_its_whole_to_all(real):
    row = one_value(real, "hazardous_chemicals_share_of_cases", "changzhou_jintan")
    assert (row.numerator, row.denominator) == (60, 118)
    assert words.number(row.value, 2) == "50.85"
    assert words.number(one_value(real, "hazardous_chemicals_share_of_fines", "changzhou_jintan").value, 2) == "64.08"


# The choice of periods


@pytest.fixture(scope="module")
def fuzhou(real) -> tuple[str, ...]:
    return tuple(r["id"] for r in real.query("names") if r["kind"] == "district" and r["id"].startswith("fuzhou_"))


@pytest.mark.parametrize(("year", "last_month", "districts"), [(2023, 11, 6), (2024, 10, 13)])
def test_the_same_period_of_fuzhou_is_the_one_with_most_months_times_districts(
    real, fuzhou, year, last_month, districts
):
    result = ask(real, "deaths", Selection(fuzhou, years=(year,), mode="same"))
    end = date(year, last_month, monthrange(year, last_month)[1])
    assert result.period == (date(year, 1, 1), end)
    assert (len(result.rows), len({r.district for r in result.rows})) == (districts, districts)


def test_accidents_start_with_one_period_for_all_and_fines_with_the_latest_of_each(tiny):
    none_chosen = Selection()
    assert (ask(tiny, "deaths", none_chosen).mode, ask(tiny, "fine_amount", none_chosen).mode) == ("same", "latest")


def test_the_same_period_has_the_most_months_times_districts(tiny):
    result = ask(tiny, "deaths", SAME)
    assert result.period == (date(2023, 1, 1), date(2023, 12, 31))
    assert {r.period for r in result.rows} == {result.period}
    assert beside(result, "city_zone") == "other_months"


def test_ties_between_periods_go_to_the_later(folder):
    rows = [
        f"city_{c},{y}-01-01,{y}-06-30,deaths,all,statistics,production,3,early,x"
        for y, c in [(2022, "a"), (2023, "b")]
    ]
    assert ask(planted(folder, "accidents", *rows), "deaths", SAME).period[0].year == 2023


def test_assumed_dates_do_not_choose_the_common_period(folder):
    header = FIGURE + ",dates"
    rows = [
        "city_a,2023-01-01,2023-12-31,deaths,all,statistics,production,3,early,x,assumed",
        "city_b,2023-01-01,2023-12-31,deaths,all,statistics,production,3,early,x,assumed",
        "city_a,2023-01-01,2023-06-30,deaths,all,statistics,production,1,early,x,printed",
    ]
    result = ask(planted(folder, "accidents", *rows, header=header), "deaths", SAME)
    assert result.period == (date(2023, 1, 1), date(2023, 6, 30))


def test_latest_takes_the_longest_period_of_the_newest_year(tiny):
    (row,) = of(ask(tiny, "deaths"), "city_a")
    assert row.period == (date(2024, 1, 1), date(2024, 9, 30))


def test_latest_takes_printed_dates_before_a_longer_assumed_period(folder):
    header = FIGURE + ",dates"
    rows = [
        "city_a,2023-01-01,2023-12-31,deaths,all,statistics,production,3,early,x,assumed",
        "city_a,2023-01-01,2023-06-30,deaths,all,statistics,production,1,early,x,printed",
    ]
    (row,) = ask(planted(folder, "accidents", *rows, header=header), "deaths").rows
    assert row.period_end == date(2023, 6, 30)


def test_the_latest_ratio_takes_printed_dates_before_a_longer_assumed_period(folder):
    rows = [
        f"city_a,2023-01-01,{end},{measure},all,a_bureau,stated,{value},early,{measure}{value},{dates}"
        for end, dates, parts in (("2023-06-30", "printed", (20, 10)), ("2023-12-31", "assumed", (90, 30)))
        for measure, value in zip(("hazards_found", "inspections"), parts, strict=True)
    ]
    (row,) = ask(planted(folder, "inspections", *rows, header=FIGURE + ",dates"), "hazards_per_inspection").rows
    assert (row.value, row.period_end) == (2, date(2023, 6, 30))


PARTS_OF_A_RATIO = [
    ("dates", "assumed", lambda row: row.dates == "assumed"),
    ("status", "provisional", lambda row: row.status == "provisional"),
    ("source", "copied", lambda row: row.facts.verification == "copy"),
    ("source", "inside", lambda row: row.visibility == "internal"),
]


@pytest.mark.parametrize("part", ["hazards_found", "inspections"])
@pytest.mark.parametrize(("column", "cell", "holds"), PARTS_OF_A_RATIO, ids=lambda x: x if isinstance(x, str) else "")
def test_a_ratio_is_no_better_than_the_weaker_of_its_parts(folder, part, column, cell, holds):
    with (folder / "sources.csv").open("a", encoding="utf-8") as sources:
        sources.write("inside,甲区内部通报,甲区应急管理局,2024-01-10,bulletin,official,internal,,\n")
    header = FIGURE + ",dates,status"
    cells = {"source": "early", "dates": "printed", "status": "normal"}
    rows = []
    for measure, value in (("hazards_found", 20), ("inspections", 10)):
        told = cells | ({column: cell} if measure == part else {})
        rows.append(
            f"city_a,2023-01-01,2023-06-30,{measure},all,a_bureau,stated,{value},{told['source']},x{value},"
            f"{told['dates']},{told['status']}"
        )
    (row,) = ask(planted(folder, "inspections", *rows, header=header), "hazards_per_inspection").rows
    assert (row.value, holds(row)) == (2, True)


def test_a_period_belongs_to_the_year_of_its_end(folder):
    rows = ["city_a,2022-12-25,2023-03-31,deaths,all,statistics,production,3,early,x"]
    database = planted(folder, "accidents", *rows)
    assert len(ask(database, "deaths", Selection(years=(2023,), mode="latest")).rows) == 1
    assert ask(database, "deaths", Selection(years=(2022,), mode="latest")).rows == ()


def test_districts_stand_in_administrative_order(real):
    order = [r["id"] for r in real.query("names") if r["kind"] == "district"]
    result = ask(real, "deaths_per_month")
    places = [order.index(r.district) for r in result.rows]
    assert places == sorted(places)
    assert [order.index(b.district) for b in result.beside] == sorted(order.index(b.district) for b in result.beside)


def test_sorting_by_value_goes_from_the_largest_ties_in_administrative_order(folder):
    rows = [f"{d},2023-01-01,2023-12-31,deaths,all,statistics,production,{v},early,x"
            for d, v in [("city_a", 3), ("city_b", 5), ("city_zone", 3)]]  # fmt: skip
    result = ask(planted(folder, "accidents", *rows), "deaths")
    assert [r.district for r in result.by_value(result.rows)] == ["city_b", "city_a", "city_zone"]


# The current one among several sources

BOTH_SOURCES = """early,甲,某局,2024-01-10,bulletin,official,public,,
late,乙,某局,2025-01-10,bulletin,official,public,,
undated,丙,某局,,bulletin,official,public,,
copied,丁,某局,2026-01-10,bulletin,copy,public,,
second,戊,某局,2026-02-10,bulletin,secondary,public,,
given,己,某局,2024-02-10,bulletin,supplied,public,,
"""


@pytest.mark.parametrize(
    ("sources", "current"),
    [
        (("early", "late"), "late"),
        (("early", "undated"), "early"),
        (("early", "copied"), "early"),
        (("copied", "second"), "copied"),
        (("given", "copied"), "given"),
        (("early", "given"), "given"),
        (("undated", "second"), "undated"),
    ],
)
def test_the_current_figure_is_the_better_sourced_then_the_later_published(folder, sources, current):
    (folder / "sources.csv").write_text(TINY["sources"].splitlines()[0] + "\n" + BOTH_SOURCES, encoding="utf-8")
    for domain in ("inspections", "fines"):
        (folder / f"{domain}.csv").unlink()
    rows = [
        f"city_a,2023-01-01,2023-12-31,deaths,all,statistics,production,{n},{s},x" for n, s in enumerate(sources, 3)
    ]
    (row,) = ask(planted(folder, "accidents", *rows), "deaths").rows
    assert sources[int(row.value) - 3] == current


def test_a_figure_with_printed_dates_stands_before_a_later_one_with_assumed_dates(folder):
    rows = [
        "city_a,2023-01-01,2023-12-31,deaths,all,statistics,production,3,early,x,printed",
        "city_a,2023-01-01,2023-12-31,deaths,all,statistics,production,4,late,x,assumed",
    ]
    (row,) = ask(planted(folder, "accidents", *rows, header=FIGURE + ",dates"), "deaths").rows
    assert (row.value, row.dates) == (3, "printed")


def with_population(
    folder: Path, *dates_and_values: tuple, figures: tuple[str, ...] = ("2023-06-30,10,exact,printed",)
) -> Database:
    """Return deaths since January 2023, and populations: day, value and, where not plain, qualifier and source."""
    lines = [f"city_a,{d[0]},residents,{d[1]},{','.join(d[2:]) or 'exact,early'}," for d in dates_and_values]
    text = "\n".join(["district,date,measure,value,qualifier,source,note", *lines, ""])
    (folder / "denominators.csv").write_text(text, encoding="utf-8")
    head = "district,period_start,measure,sector,series,basis,source,as_written,period_end,value,qualifier,dates"
    rows = [f"city_a,2023-01-01,deaths,all,statistics,production,early,x,{cells}" for cells in figures]
    return planted(folder, "accidents", *rows, header=head)


@pytest.mark.parametrize(
    ("populations", "rate"),
    [
        ((("2022-12-31", 100_000), ("2023-12-31", 200_000)), 5),
        ((("2021-12-31", 100_000), ("2022-12-31", 200_000)), 5),
        ((("2020-12-31", 200_000), ("2024-01-31", 100_000)), 5),
        ((("2024-12-31", 200_000), ("2025-12-31", 100_000)), 5),
    ],
)
def test_the_population_is_of_the_same_year_else_the_latest_before_else_the_earliest_after(folder, populations, rate):
    (row,) = ask(with_population(folder, *populations), "deaths_per_100k_residents").rows
    assert row.value == rate


RATES = [("exact", "exact", "exact"), ("exact", "at_least", "at_most"), ("exact", "at_most", "at_least"),
         ("exact", "about", "about"), ("at_least", "at_least", "about"), ("at_least", "exact", "at_least")]  # fmt: skip


@pytest.mark.parametrize(("above", "under", "expected"), RATES)
def test_the_qualifier_of_a_rate_follows_from_count_and_population(folder, above, under, expected):
    people = ("2023-12-31", 100_000, under, "early")
    database = with_population(folder, people, figures=(f"2023-06-30,10,{above},printed",))
    (row,) = ask(database, "deaths_per_100k_residents").rows
    assert (row.value, row.qualifier) == (10, expected)


def test_of_two_populations_of_one_day_the_better_sourced_counts_and_a_copy_is_said(folder):
    copied, official = ("2023-12-31", 50_000, "exact", "copied"), ("2023-12-31", 100_000, "exact", "early")
    (row,) = ask(with_population(folder, copied, official), "deaths_per_100k_residents").rows
    assert (row.value, row.facts.verification) == (10, "official")
    (row,) = ask(with_population(folder, copied), "deaths_per_100k_residents").rows
    assert (row.value, row.facts.verification) == (20, "copy")


def test_the_latest_rate_takes_printed_dates_before_a_longer_assumed_period(folder):
    figures = ("2023-06-30,10,exact,printed", "2023-12-31,30,exact,assumed")
    (row,) = ask(with_population(folder, ("2023-12-31", 100_000), figures=figures), "deaths_per_100k_residents").rows
    assert (row.value, row.period_end) == (10, date(2023, 6, 30))


# Windows


def month_rows(months: dict[int, float], district: str = "city_a") -> list[str]:
    spans = {m: f"2023-{m:02d}-01,2023-{m:02d}-{monthrange(2023, m)[1]}" for m in months}
    return [f"{district},{spans[m]},deaths,all,statistics,production,{v},early,x" for m, v in months.items()]


def windowed(database: Database, period: str) -> indicators.Result:
    return ask(database, "deaths", Selection(period=parse_period(period)))


def test_a_window_is_the_sum_of_all_its_months(folder):
    (row,) = windowed(planted(folder, "accidents", *month_rows({2: 1, 3: 2, 4: 4, 5: 8})), "2023-03..2023-05").rows
    assert (row.value, row.status, row.months, len(row.figures)) == (14, "derived", 3, 3)
    assert "derived" in {c.code for c in row.caveats}


def test_a_window_without_every_month_names_the_missing_ones(folder):
    result = windowed(planted(folder, "accidents", *month_rows({2: 1, 3: 2, 5: 8})), "2023-02..2023-06")
    assert result.rows == ()
    assert result.beside[0].reasons == (gate.Reason("missing_months", (("months", "2023-04|2023-06"),)),)


def test_where_no_month_of_the_window_is_told_the_months_are_others(folder):
    result = windowed(planted(folder, "accidents", *month_rows({1: 1, 2: 2})), "2023-05..2023-06")
    assert result.beside[0].reasons == (gate.Reason("other_months"),)


def test_a_printed_zero_is_a_month_and_a_missing_month_is_not_zero(folder):
    database = planted(folder, "accidents", *month_rows({1: 0, 2: 3}), *month_rows({1: 3}, "city_b"))
    result = windowed(database, "2023-01..2023-02")
    assert [(r.district, r.value) for r in result.rows] == [("city_a", 3)]


def test_a_provisional_sum_says_that_it_is_provisional_and_that_it_is_a_sum(folder):
    rows = [line + status for line, status in zip(month_rows({1: 1, 2: 2}), (",normal", ",provisional"), strict=True)]
    (row,) = windowed(planted(folder, "accidents", *rows, header=FIGURE + ",status"), "2023-01..2023-02").rows
    assert (row.value, row.status, [c.code for c in row.caveats]) == (3, "provisional", ["provisional", "derived"])


def test_a_printed_window_stands_before_its_sum(folder):
    rows = [*month_rows({1: 1, 2: 2}), "city_a,2023-01-01,2023-02-28,deaths,all,statistics,production,4,early,x"]
    (row,) = windowed(planted(folder, "accidents", *rows), "2023-01..2023-02").rows
    assert (row.value, row.status) == (4, "normal")


@pytest.mark.parametrize(("last", "sum_of"), [("2023-02-28", "2023-01..2023-02"), ("2023-04-30", "2023-03..2023-04")])
def test_printed_months_take_the_place_of_a_span_with_assumed_dates(folder, last, sum_of):
    start = f"{sum_of[:7]}-01"
    span = f"city_a,{start},{last},deaths,all,statistics,production,9,early,x,assumed"
    months = [line + ",printed" for line in month_rows({1: 1, 2: 2, 3: 1, 4: 2})]
    dated = FIGURE + ",dates"
    (row,) = windowed(planted(folder, "accidents", span, *months, header=dated), sum_of).rows
    assert (row.value, row.dates, row.status) == (3, "printed", "derived")
    (row,) = windowed(planted(folder, "accidents", span, *months[:1], header=dated), sum_of).rows
    assert (row.value, row.dates) == (9, "assumed")


def test_the_latest_of_each_is_the_sum_of_printed_months_and_not_the_span_with_assumed_dates(folder):
    span = "city_a,2023-01-01,2023-02-28,deaths,all,statistics,production,9,early,x,assumed"
    months = [line + ",printed" for line in month_rows({1: 1, 2: 2})]
    (row,) = ask(planted(folder, "accidents", span, *months, header=FIGURE + ",dates"), "deaths").rows
    assert (row.value, row.months) == (3, 2)


def cumulative(short: float, long: float, source: str = "early") -> list[str]:
    return [
        f"city_a,2023-01-01,2023-06-30,deaths,all,statistics,production,{short},early,x",
        f"city_a,2023-01-01,2023-09-30,deaths,all,statistics,production,{long},{source},x",
    ]


def test_the_difference_of_two_cumulative_figures_stands_for_the_months_between(folder):
    (row,) = windowed(planted(folder, "accidents", *cumulative(4, 9)), "2023-07..2023-09").rows
    assert (row.value, row.status, row.months, len(row.figures)) == (5, "derived", 3, 2)


def test_a_difference_is_never_negative(folder):
    assert windowed(planted(folder, "accidents", *cumulative(9, 4)), "2023-07..2023-09").rows == ()


def test_a_difference_is_not_made_across_publishers(folder):
    assert windowed(planted(folder, "accidents", *cumulative(4, 9, "copied")), "2023-07..2023-09").rows == ()


def test_a_difference_with_a_bound_is_an_approximation(folder):
    header = FIGURE + ",qualifier"
    rows = [line + q for line, q in zip(cumulative(4, 9), (",at_least", ",exact"), strict=True)]
    (row,) = windowed(planted(folder, "accidents", *rows, header=header), "2023-07..2023-09").rows
    assert row.qualifier == "about"


@pytest.mark.parametrize("dates", [("printed", "assumed"), ("assumed", "printed")])
def test_no_difference_is_made_with_assumed_dates(folder, dates):
    rows = [f"{line},{d}" for line, d in zip(cumulative(4, 9), dates, strict=True)]
    database = planted(folder, "accidents", *rows, header=FIGURE + ",dates")
    assert windowed(database, "2023-07..2023-09").rows == ()


def test_nothing_is_extrapolated_to_a_longer_period(tiny):
    result = ask(tiny, "deaths", Selection(("city_zone",), period=parse_period("2023-01..2023-12")))
    assert result.rows == ()


def test_a_period_overrides_the_mode(tiny):
    selection = Selection(period=parse_period("2024-01..2024-06"), mode="latest")
    assert [(r.district, r.value) for r in ask(tiny, "deaths", selection).rows] == [("city_a", 3)]


def test_part_months_are_counted_by_days_and_flagged(folder):
    rows = ["city_a,2023-01-01,2023-06-15,deaths,all,statistics,production,10,early,x"]
    for domain in ("inspections", "fines"):
        (folder / f"{domain}.csv").unlink()
    database = planted(folder, "accidents", *rows)
    (row,) = ask(database, "deaths_per_month").rows
    days = (date(2023, 6, 15) - date(2023, 1, 1)).days + 1
    assert row.value == pytest.approx(10 / (days * 12 / 365.25))
    assert "part_month" in {c.code for c in row.caveats}


# Qualifiers of a ratio, zero denominators

RATIO = [("exact", "exact", "exact"), ("at_least", "exact", "at_least"), ("exact", "at_least", "at_most"),
         ("at_most", "exact", "at_most"), ("exact", "at_most", "at_least"), ("at_least", "at_least", "about"),
         ("at_most", "at_most", "about"), ("at_least", "at_most", "at_least"), ("at_most", "at_least", "at_most"),
         ("about", "exact", "about"), ("exact", "about", "about"), ("about", "at_least", "about")]  # fmt: skip


def two_parts(folder: Path, found: float, visits: float, above: str = "exact", under: str = "exact") -> Database:
    rows = [
        f"city_a,2023-01-01,2023-06-30,hazards_found,all,a_bureau,stated,{found},early,x,{above}",
        f"city_a,2023-01-01,2023-06-30,inspections,all,a_bureau,stated,{visits},early,x,{under}",
    ]
    return planted(folder, "inspections", *rows, header=FIGURE + ",qualifier")


@pytest.mark.parametrize(("above", "under", "expected"), RATIO)
def test_the_qualifier_of_a_ratio_follows_from_its_parts(folder, above, under, expected):
    (row,) = ask(two_parts(folder, 400, 92, above, under), "hazards_per_inspection").rows
    assert row.qualifier == expected
    assert ("bound" in {c.code for c in row.caveats}) == (expected != "exact")


@pytest.mark.parametrize(
    ("phrases", "refused"),
    [(("early,整改隐患40条", "early,整改隐患40条"), True), (("early,整改40条", "early,隐患40条"), False),
     (("early,整改隐患40条", "late,整改隐患40条"), False)],
)  # fmt: skip
def test_one_number_of_one_phrase_is_no_ratio(folder, phrases, refused):
    cells = "2024-01-01,2024-06-30,{},all,a_bureau,stated,40,{}"
    rows = (
        f"city_a,{cells.format(m, p)}" for m, p in zip(("hazards_rectified", "hazards_found"), phrases, strict=True)
    )
    result = ask(
        planted(folder, "inspections", *rows, header=FIGURE), "rectification_rate", Selection(("city_a",), (2024,))
    )
    assert [r.value for r in result.rows] == ([] if refused else [100])
    assert [b.reasons[0].code for b in result.beside] == (["one_phrase"] if refused else [])


def test_a_denominator_of_zero_gives_a_reason_and_no_number(folder):
    result = ask(two_parts(folder, 5, 0), "hazards_per_inspection")
    assert (result.rows, beside(result, "city_a")) == ((), "zero_denominator")


def test_a_numerator_of_zero_is_a_ratio_of_zero(folder):
    (row,) = ask(two_parts(folder, 0, 50), "hazards_per_inspection").rows
    assert row.value == 0


def test_equal_bases_pair_first_and_others_do_not_cross(folder):
    rows = [
        "city_a,2023-01-01,2023-06-30,fine_amount,all,a_bureau,filed,800,early,x",
        "city_a,2023-01-01,2023-06-30,fine_amount,all,a_bureau,handled,300,early,x",
        "city_a,2023-01-01,2023-06-30,penalties,all,a_bureau,filed,4,early,x",
        "city_a,2023-01-01,2023-06-30,penalties,all,a_bureau,handled,3,early,x",
    ]
    result = ask(planted(folder, "fines", *rows), "average_fine")
    assert sorted(r.value for r in result.rows) == [100, 200]


# Districts beside, each with its reason


def test_other_months_shows_what_was_published_instead(tiny):
    (found,) = [b for b in ask(tiny, "deaths", SAME).beside if b.district == "city_zone"]
    assert (found.reasons[0].code, found.row.value, found.row.period_end) == ("other_months", 1, date(2023, 6, 30))


def test_a_value_of_too_few_events_is_not_shown_in_place_of_the_chosen_months(folder):
    told = [("city_a", 2023, 20), ("city_b", 2023, 20), ("city_zone", 2022, 9), ("city_zone", 2024, 2)]
    rows = [f"{d},{y}-01-01,{y}-12-31,deaths,all,statistics,production,{v},early,x" for d, y, v in told]
    result = ask(planted(folder, "accidents", *rows), "deaths_per_month", SAME)
    (found,) = [b for b in result.beside if b.district == "city_zone"]
    assert (found.row.value, found.row.period_end) == (0.75, date(2022, 12, 31))


def test_other_years(tiny):
    assert beside(ask(tiny, "deaths", Selection(("city_b",), years=(2024,))), "city_b") == "other_years"


def test_not_published(tiny):
    assert beside(ask(tiny, "inspections", Selection(("city_b",))), "city_b") == "not_published"


def test_denominator_missing(tiny):
    result = ask(tiny, "hazards_per_inspection")
    assert beside(result, "city_b") == "denominator_missing"
    (found,) = [b for b in result.beside if b.district == "city_b"]
    assert dict(found.reasons[0].params)["measure"] == "inspections"


def test_no_shared_series(folder):
    rows = [
        "city_a,2023-01-01,2023-06-30,hazards_found,all,a_bureau,stated,5,early,x",
        "city_a,2023-01-01,2023-06-30,inspections,all,a_campaign,stated,5,early,x",
    ]
    assert beside(ask(planted(folder, "inspections", *rows), "hazards_per_inspection"), "city_a") == "no_shared_series"


def test_no_population(tiny):
    selection = Selection(("city_zone",), mode="latest")
    assert beside(ask(tiny, "deaths_per_100k_residents", selection), "city_zone") == "no_denominator"


def test_too_few_events_for_a_rate(tiny):
    result = ask(tiny, "deaths_per_100k_residents", Selection(("city_b",), mode="latest"))
    assert beside(result, "city_b") == "too_few_events"


def test_too_few_events_for_a_monthly_value(folder):
    rows = [f"{d},2023-01-01,2023-12-31,deaths,all,statistics,production,{v},early,x"
            for d, v in [("city_a", 2), ("city_b", 3)]]  # fmt: skip
    result = ask(planted(folder, "accidents", *rows), "deaths_per_month")
    assert [(r.district, r.value) for r in result.rows] == [("city_b", 0.25)]
    assert beside(result, "city_a") == "too_few_events"


def test_what_is_managed_has_a_monthly_value_however_small(folder):
    rows = ["city_a,2023-01-01,2023-12-31,inspections,all,a_bureau,stated,2,early,x"]
    (row,) = ask(planted(folder, "inspections", *rows), "inspections_per_month").rows
    assert row.value == pytest.approx(2 / 12)


def test_three_events_are_a_rate_and_are_flagged_below_twenty(folder):
    rows = [f"{d},2023-01-01,2023-12-31,deaths,all,statistics,production,{v},early,x"
            for d, v in [("city_a", 3), ("city_b", 20)]]  # fmt: skip
    result = ask(planted(folder, "accidents", *rows), "deaths_per_100k_residents")
    assert [("few_events" in {c.code for c in r.caveats}) for r in result.rows] == [True, False]


def test_a_direction_without_a_number(folder):
    rows = ["city_a,2023-01-01,2023-12-31,deaths,all,statistics,production,,early,双下降,direction_only"]
    result = ask(planted(folder, "accidents", *rows, header=FIGURE + ",status"), "deaths")
    assert beside(result, "city_a") == "direction_only"


def test_a_direction_without_a_number_is_said_before_a_number_of_another_year(folder):
    rows = [
        "city_a,2024-01-01,2024-12-31,deaths,all,statistics,production,,early,双下降,direction_only",
        "city_a,2023-01-01,2023-12-31,deaths,all,statistics,production,3,early,x,normal",
    ]
    database = planted(folder, "accidents", *rows, header=FIGURE + ",status")
    assert beside(ask(database, "deaths", Selection(("city_a",), years=(2024,))), "city_a") == "direction_only"


def test_only_parts_by_sector(folder):
    rows = ["city_a,2023-01-01,2023-12-31,deaths,hazardous_chemicals,statistics,production,3,early,x"]
    assert beside(ask(planted(folder, "accidents", *rows), "deaths"), "city_a") == "only_parts"


def test_parts_of_the_total_are_named_as_such_beside_those_of_a_campaign(folder):
    rows = [
        f"city_a,2023-01-01,2023-12-31,inspections,hazardous_chemicals,{series},stated,3,early,x"
        for series in ("a_bureau", "a_campaign")
    ]
    assert beside(ask(planted(folder, "inspections", *rows), "inspections"), "city_a") == "only_parts"


def test_only_figures_outside_the_total(folder):
    rows = ["city_a,2023-01-01,2023-12-31,inspections,all,a_campaign,stated,3,early,x"]
    assert beside(ask(planted(folder, "inspections", *rows), "inspections"), "city_a") == "only_outside_total"


def test_a_campaign_s_figures_by_sector_are_not_called_parts_of_a_total(folder):
    rows = ["city_a,2023-01-01,2023-12-31,inspections,hazardous_chemicals,a_campaign,stated,3,early,x"]
    assert beside(ask(planted(folder, "inspections", *rows), "inspections"), "city_a") == "only_outside_total"


def test_the_part_of_a_share_is_missing(tiny):
    result = ask(tiny, "hazardous_chemicals_share_of_cases", Selection(("city_b",)))
    assert beside(result, "city_b") == "part_missing"


def test_everybody_is_among_the_rows_or_beside_or_counted_as_unpublished(real):
    districts = sum(r["kind"] == "district" for r in real.query("names"))
    for name in CONFIG.indicators:
        result = ask(real, name)
        rows, beside = {r.district for r in result.rows}, [b.district for b in result.beside]
        assert len(rows | set(beside)) + result.unpublished == districts
        twice = [b for b in result.beside if b.district in rows or beside.count(b.district) > 1]
        assert {r.code for b in twice for r in b.reasons} <= {"too_few_events", "zero_denominator", "one_phrase"}


def test_a_refused_figure_of_another_basis_stays_beside_the_shown_one(real):
    result = ask(real, "deaths_per_100k_residents", Selection(("shenzhen_luohu",), mode="latest"))
    assert [r.bases[0][1] for r in result.rows] == ["all_kinds"]
    assert [(b.reasons[0].code, b.row.value) for b in result.beside] == [("too_few_events", 0)]


# Ranking


def full_years(*districts: str, extra: str = "", header: str = FIGURE) -> list[str]:
    rows = [f"{d},2023-01-01,2023-12-31,deaths,all,statistics,production,5,early,x" for d in districts]
    return [rows[0] + extra, *(r + (",exact" if extra else "") for r in rows[1:])]


def test_comparable_rows_may_be_ranked(folder):
    result = ask(planted(folder, "accidents", *full_years("city_a", "city_b")), "deaths")
    assert result.ranked
    assert result.judgement.verdict.verdict == gate.COMPARABLE


def test_one_row_is_no_ranking(folder):
    assert not ask(planted(folder, "accidents", *full_years("city_a")), "deaths").ranked


def test_nothing_is_no_ranking(folder):
    result = ask(planted(folder, "accidents"), "deaths")
    assert (result.ranked, result.drawn, result.against_drawn()) == (False, (), ())


def test_a_bound_among_the_rows_forbids_the_ranking(folder):
    rows = full_years("city_a", "city_b", extra=",at_least")
    assert not ask(planted(folder, "accidents", *rows, header=FIGURE + ",qualifier"), "deaths").ranked


def test_a_development_zone_among_the_rows_forbids_the_ranking(folder):
    rows = full_years("city_a", "city_b", "city_zone")
    assert not ask(planted(folder, "accidents", *rows), "deaths").ranked


def test_a_row_outside_the_drawn_class_does_not_forbid_the_ranking_and_is_listed_with_its_reason(folder):
    rows = [
        *full_years("city_a", "city_b"),
        "city_zone,2023-01-01,2023-06-30,deaths,all,statistics,production,1,early,x",
    ]
    result = ask(planted(folder, "accidents", *rows), "deaths")
    ((row, reasons),) = result.against_drawn()
    assert result.ranked
    assert (row.district, [r.code for r in reasons]) == ("city_zone", ["different_months"])


def test_ratios_over_different_months_are_drawn_but_not_ranked(tiny):
    result = ask(tiny, "average_fine")
    assert (len(result.drawn), result.ranked) == (2, False)


def test_published_percentages_over_different_months_stand_together_with_care(folder):
    rows = [
        "city_a,2023-01-01,2023-12-31,exam_pass_rate,all,statistics,stated,90,early,x",
        "city_b,2023-01-01,2023-06-30,exam_pass_rate,all,statistics,stated,80,early,x",
    ]
    result = ask(planted(folder, "training", *rows), "exam_pass_rate")
    verdict = result.judgement.verdict
    assert (len(result.drawn), result.ranked, verdict.verdict) == (2, False, gate.WITH_CARE)
    assert [r.code for r in verdict.reasons] == ["different_months"]


def test_a_city_is_never_pooled_with_its_districts(folder):
    districts = TINY["districts"] + "city_whole,,某市,City,某市,某省,city,district,5,,\n"
    (folder / "districts.csv").write_text(districts, encoding="utf-8")
    result = ask(planted(folder, "accidents", *full_years("city_a", "city_b", "city_whole")), "deaths")
    assert {r.district for r in result.drawn} == {"city_a", "city_b"}


# Names


def test_an_unknown_indicator_is_named_with_what_is_allowed(tiny):
    with pytest.raises(indicators.UnknownName, match=r"found 'deathz'; allowed: .*deaths"):
        ask(tiny, "deathz")


def test_every_measure_is_an_indicator_under_its_own_name_and_denominators_are_none(tiny):
    names = indicators.catalogue(tiny, CONFIG)
    assert {"shelters", "exam_pass_rate", "people_trained"} <= set(names)
    assert "residents" not in names


def test_an_indicator_on_a_measure_nobody_declared_names_the_key(tiny):
    spoiled = CONFIG.indicators["deaths_per_month"].model_copy(update={"numerator": "deathz"})
    config = CONFIG.model_copy(update={"indicators": {"deaths_per_month": spoiled}})
    with pytest.raises(indicators.UnknownName, match=r"indicators\.deaths_per_month\.numerator: found 'deathz'"):
        indicators.compute(tiny, config, "deaths_per_month", LATEST)


def test_a_stock_is_never_per_month(folder):
    header = FIGURE + ",dates"
    rows = ["city_a,2023-12-31,2023-12-31,shelters,all,a_bureau,stated,7,early,x,as_of"]
    spec = CONFIG.indicators["deaths_per_month"].model_copy(update={"numerator": "shelters"})
    config = CONFIG.model_copy(update={"indicators": CONFIG.indicators | {"shelters_per_month": spec}})
    database = planted(folder, "preparedness", *rows, header=header)
    assert indicators.compute(database, config, "shelters_per_month", LATEST).rows == ()
    assert [r.value for r in ask(database, "shelters").rows] == [7]


def test_the_day_before_a_period_is_no_part_of_it(folder):
    """A 28-day window of 29 days was once seen by no test."""
    start, end = parse_period("2023-03..2023-05")
    assert (end - start) == timedelta(days=91)
    rows = month_rows({2: 100, 3: 1, 4: 1, 5: 1, 6: 100})
    assert [r.value for r in windowed(planted(folder, "accidents", *rows), "2023-03..2023-05").rows] == [3]
