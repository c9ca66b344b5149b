"""Figures as text: every form on data that can be done in the head, and on the curated data a second, naive time."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from functools import cache, partial

import pytest
from conftest import TINY
from test_indicators import naive_figures

from anjian import config as configuration
from anjian import indicators, words
from anjian.config import ROOT, Config
from anjian.figures import (
    chain,
    change,
    meanings,
    overview,
    pairs,
    parts,
    profile,
    records,
    scorecard,
    targets,
    trend,
    warnings,
)
from anjian.figures.cited import Key, citations
from anjian.figures.listing import Listing, plain
from anjian.figures.setting import Asked, Setting, setting
from anjian.judgements.warnings import warnings as ruled
from anjian.selection import Selection, parse_period
from anjian.store import Database, build, load
from anjian.store.schema import AIMS, FIGURES, REGISTRIES, columns_of

CONFIG = configuration.load()
MEASURES = TINY["measures"] + "enterprises_inspected,inspections,家,flow,检查企业,Enterprises inspected,\n"
DOMAINS = {r["id"]: r["domain"] for r in csv.DictReader(MEASURES.splitlines())}
DEATHS = {"measure": "deaths", "series": "statistics", "basis": "production"}
DISTRICTS = ("city_a", "city_b", "city_zone")
CHINESE = re.compile(r"[\u4e00-\u9fff，。；：（）、]")


def figure(measure: str, value: object, period: str, district: str = "city_a", **cells: str) -> dict:
    """Return the row of a figure of everybody's series; the period as an address writes it (2024-01..2024-06)."""
    start, end = parse_period(period)
    basis = "production" if measure in ("accidents", "deaths") else "stated"
    return {
        "district": district, "period_start": str(start), "period_end": str(end), "measure": measure, "sector": "all",
        "series": "statistics", "basis": basis, "value": str(value), "source": "early",
        "as_written": f"{DOMAINS[measure]} {measure} {value}",
    } | cells  # fmt: skip


deaths = partial(figure, "deaths")
accidents = partial(figure, "accidents")


def year(of: int, until: int = 12) -> str:
    return f"{of}-01..{of}-{until:02}"


def table(name: str, rows: Iterable[dict]) -> str:
    """Return rows as the text of a file of the contract."""
    columns = [c.name for c in columns_of(name)]
    return "\n".join([",".join(columns), *(",".join(str(r.get(c, "")) for c in columns) for r in rows), ""])


def told(*figures: dict, **registries: str) -> Database:
    """Return the registries of the tiny data (some of them replaced) with these figures as its only ones."""
    tables = {name: text for name, text in TINY.items() if name in REGISTRIES} | {"measures": MEASURES} | registries
    domains = defaultdict(list)
    for f in figures:
        domains[DOMAINS[f["measure"]]].append(f)
    tables |= {domain: table(domain, rows) for domain, rows in domains.items()}
    return build({name: text.encode() for name, text in tables.items()})


def at(database: Database, lang: str = "zh", config: Config = CONFIG) -> Setting:
    return setting(database, config, lang)


def of(*names: str, domain: str = "", district: str = "", **chosen: object) -> Asked:
    """Return what is asked: indicators, and a selection of all three districts unless told otherwise."""
    return Asked(Selection(**({"districts": DISTRICTS} | chosen)), names, domain, district)


def cells(listing: Listing, column: int) -> list[str]:
    return [row[column] for row in listing.rows]


@pytest.fixture(scope="module")
def real() -> Database:
    return load(ROOT / "data")


@pytest.fixture(scope="module")
def everybody(real) -> tuple[str, ...]:
    return tuple(r["id"] for r in real.query("areas"))


def test_the_columns_of_a_figure_are_those_of_the_contract():
    assert set(deaths(1, "2024-01..2024-06")) <= {c.name for c in FIGURES}


# The chain: what one body published together.

HAZARDS = of(domain="inspections")
FINES = of(domain="fines")


def chained(*figures: dict, asked: Asked = HAZARDS, lang: str = "zh") -> Listing:
    return chain.build(asked, at(told(*figures), lang))


def found_and_rectified(found: object = 250, rectified: object = 240, **second: str) -> tuple[dict, dict]:
    return (
        figure("hazards_found", found, year(2023, 6)),
        figure("hazards_rectified", rectified, year(2023, 6), **second),
    )


def test_two_steps_make_a_chain_with_what_is_left_and_the_ratio():
    ((_, first, found, rectified, left, ratio),) = chained(*found_and_rectified()).rows
    assert (first, found, rectified, left, ratio) == ("–", "250条", "240条", "**10**", "96.00")


OTHER = [
    {"district": "city_b"},
    {"period_end": "2023-12-31"},
    {"period_start": "2023-02-01"},
    {"sector": "hazardous_chemicals"},
    {"grade": "general"},
    {"series": "a_campaign"},
    {"basis": "handled"},
]


@pytest.mark.parametrize("second", OTHER, ids=lambda s: next(iter(s)))
def test_steps_pair_only_within_one_district_period_sector_grade_series_and_basis(second):
    assert chained(*found_and_rectified(**second)).rows == ()


def test_steps_of_one_campaign_and_sector_pair_and_say_so():
    same = {"series": "a_campaign", "sector": "hazardous_chemicals"}
    found, rectified = found_and_rectified(**same)
    (row,) = chained(found | same, rectified).rows
    assert "甲区大检查" in row[0]
    assert "危险化学品" in row[0]


def test_one_phrase_for_both_steps_is_no_ratio_and_a_note_says_why():
    found, rectified = found_and_rectified(193, 193, as_written="发现并整改隐患193条")
    listing = chained(found | {"as_written": "发现并整改隐患193条"}, rectified)
    assert cells(listing, 5) == ["①"]
    assert cells(listing, 4) == ["–"]
    assert [note[0] for note in listing.notes] == ["①"]


def test_one_phrase_with_two_numbers_is_two_steps():
    phrase = {"as_written": "发现隐患250条，整改240条"}
    found, rectified = (f | {"as_written": "发现250条整改240条"} for f in found_and_rectified())
    assert cells(chained(found, rectified), 5) == ["96.00"], phrase


def test_what_is_left_of_rounded_numbers_is_about():
    found, rectified = found_and_rectified(225400, 224900, half_unit="50")
    assert cells(chained(found, rectified), 4) == ["**约500**"]


QUALIFIERS = [("exact", "at_least", "≥"), ("at_least", "exact", "≤"), ("at_least", "at_least", "约"),
              ("at_most", "exact", "≥"), ("exact", "about", "约")]  # fmt: skip


@pytest.mark.parametrize(("found", "rectified", "sign"), QUALIFIERS)
def test_a_bound_below_turns_round_in_the_ratio(found, rectified, sign):
    first, second = found_and_rectified(qualifier=rectified)
    listing = chained(first | {"qualifier": found}, second)
    assert cells(listing, 5)[0].startswith(sign)
    assert cells(listing, 4) == ["**约10**"]


def test_the_first_step_is_the_first_of_its_measures_that_is_there():
    visited = figure("inspections", 100, year(2023, 6))
    enterprises = figure("enterprises_inspected", 80, year(2023, 6))
    assert cells(chained(*found_and_rectified(), enterprises), 1) == ["80家"]
    assert cells(chained(*found_and_rectified(), enterprises, visited), 1) == ["100家次"]


def test_a_step_is_named_by_every_measure_in_its_column_and_says_which_where_they_differ():
    visited = figure("inspections", 100, year(2023, 6))
    others = (*found_and_rectified(), figure("enterprises_inspected", 80, year(2023, 6)))
    elsewhere = [f | {"district": "city_b"} for f in others]
    alone, both = (chained(*found_and_rectified(), visited, *more, lang="en") for more in ((), elsewhere))
    assert (alone.columns[1], cells(alone, 1)) == ("Inspection visits", ["100"])
    assert both.columns[1] == "Inspection visits, Enterprises inspected"
    assert cells(both, 1) == ["100 visits", "80 enterprises"]


def test_a_domain_without_a_chain_has_none():
    assert chain.build(of(domain="accidents"), at(told(deaths(1, year(2023))))) is None


def test_a_chain_of_measures_that_the_data_does_not_declare_is_none():
    few = "\n".join(line for line in MEASURES.splitlines() if not line.startswith("hazards_")) + "\n"
    assert chain.build(HAZARDS, at(told(measures=few))) is None


def by_month(measure: str, *values_of: float) -> list[dict]:
    return [figure(measure, v, f"2023-{m:02}..2023-{m:02}") for m, v in enumerate(values_of, 1)]


def test_months_make_one_chain_with_the_citations_of_each():
    listing = chained(*by_month("hazards_found", 100, 90, 60), *by_month("hazards_rectified", 100, 80, 60))
    assert [row[2:] for row in listing.rows] == [("250条", "240条", "**10**", "96.00")]
    assert "2023年1—3月" in listing.rows[0][0]
    assert [len(n.keys) for n in listing.numbers] == [3, 3]


def test_a_body_shows_the_longest_period_of_the_year_and_printed_dates_first():
    half = [f | {"period_end": "2023-03-31", "value": "9"} for f in found_and_rectified()]
    assert cells(chained(*found_and_rectified(), *half), 2) == ["250条"]
    assumed = [f | {"period_end": "2023-12-31", "value": "9", "dates": "assumed"} for f in found_and_rectified()]
    assert cells(chained(*found_and_rectified(), *assumed), 2) == ["250条"]


def test_a_district_shows_the_chain_of_its_newest_year():
    older = [f | {"period_start": "2022-01-01", "period_end": "2022-06-30"} for f in found_and_rectified(7, 7)]
    assert cells(chained(*found_and_rectified(), *older), 2) == ["250条"]


def fined(amount: object, basis: str) -> dict:
    return figure("fine_amount", amount, year(2023), "city_b", basis=basis)


def penalised(count: object, basis: str) -> dict:
    return figure("penalties", count, year(2023), "city_b", basis=basis)


def test_penalties_come_before_cases_whatever_their_bases():
    cases = figure("cases_filed", 10, year(2023), "city_b", basis="handled")
    (row,) = chained(cases, penalised(5, "stated"), fined(300000, "stated"), asked=FINES).rows
    assert row[1:] == ("10起", "5次", "30万元", "60,000")


def test_fines_of_two_bases_never_cross_and_are_named():
    """520.5万元 of businesses over 47 of them, 60.29万元 of persons over 15: never 520.5万元 over 15."""
    businesses = penalised(47, "filed"), fined(5205000, "filed")
    persons = penalised(15, "handled"), fined(602900, "handled")
    listing = chained(*businesses, *persons, asked=FINES)
    assert cells(listing, 4) == ["110,745", "40,193"]
    assert ["立案" in c for c in cells(listing, 0)] == [True, False]
    assert ["查办" in c for c in cells(listing, 0)] == [False, True]


def test_assumed_dates_are_marked_in_a_chain():
    listing = chained(*(f | {"dates": "assumed"} for f in found_and_rectified()))
    assert words.say("ui", "assumed_mark", "zh") in listing.rows[0][0]


def test_every_step_of_a_chain_is_a_number_with_its_citation():
    found = figure("inspections", 100, year(2023, 6)), *found_and_rectified()
    listing = chained(*found)
    assert len(listing.numbers) == 3
    assert len(listing.keys) == 3


def test_the_title_of_a_chain_says_what_is_left_and_nothing_else_where_nothing_is():
    left, none = chained(*found_and_rectified()), chained(*found_and_rectified(250, 250))
    assert "10条" in left.title
    assert none.title == words.say("sentence", "chain", "zh", n=1)


def test_the_title_of_a_chain_of_fines_keeps_the_bounds_and_never_speaks_of_hazards():
    about = chained(penalised(5, "stated"), fined(300000, "stated") | {"qualifier": "about"}, asked=FINES)
    assert "约60,000元/起" in about.title
    none = chained(penalised(0, "stated"), fined(0, "stated"), asked=FINES)
    assert none.title != words.say("sentence", "chain", "zh", n=1)


WHOSE = ("district", "start", "end", "sector", "grade", "series")


@cache
def current_figures() -> list[dict]:
    """Return the curated figures, of several tellings of one the current one, by a plain loop."""
    best: dict[tuple, dict] = {}
    for f in naive_figures(ROOT / "data"):
        key = (*(f[k] for k in WHOSE), f["measure"], f["basis"])
        rank = (f["value"] is not None, f["dates"] != "assumed", f["trust"], f["published"])
        if key not in best or rank > best[key][0]:
            best[key] = (rank, f)
    return [f for _, f in best.values() if f["value"] is not None]


def naive_step(measures: Iterable[str]) -> dict[tuple, list[dict]]:
    """Return for each district, period, sector, grade and series the figures of the first measure that is there."""
    steps: dict[tuple, list[dict]] = {}
    for measure in reversed(list(measures)):
        found = defaultdict(list)
        for f in current_figures():
            if f["measure"] == measure and f["dates"] != "as_of":
                found[tuple(f[k] for k in WHOSE)].append(f)
        steps |= found
    return steps


def naive_chains(domain: str) -> Counter:
    """Return (district, second, third) of the best covered chain of each body and pair of bases, by plain loops."""
    declared = CONFIG.domain(domain).chain
    seconds, thirds = naive_step(declared.second), naive_step(declared.third)
    newest, best = defaultdict(int), {}
    for key in set(seconds) & set(thirds):
        newest[key[0]] = max(newest[key[0]], key[2].year)
    for key in (k for k in set(seconds) & set(thirds) if k[2].year == newest[k[0]]):
        under, above = ({f["basis"] for f in step[key]} for step in (seconds, thirds))
        for s in seconds[key]:
            for t in thirds[key]:
                apart = s["unit"] != t["unit"] and s["basis"] not in above and t["basis"] not in under
                if s["basis"] == t["basis"] or apart:
                    body = (key[0], *key[3:], s["basis"], t["basis"])
                    rank = (t["dates"] != "assumed", t["months"], t["end"])
                    best[body] = max(best.get(body, ()), (rank, key[0], s["value"], t["value"]))
    return Counter(b[1:] for b in best.values())


@pytest.mark.parametrize("domain", ["inspections", "fines"])
def test_the_curated_chains_are_those_of_a_plain_loop(real, everybody, domain):
    listing = chain.build(Asked(Selection(everybody), (), domain), at(real))
    amounts = {key: c["value"] for key, c in citations(listing.keys, at(real)).items()}
    declared = CONFIG.domain(domain).chain
    rows = real.query(
        "chain", first=list(declared.first), second=list(declared.second), third=list(declared.third), per=1,
        districts=list(everybody), years=[], period_start=None, period_end=None,
    )  # fmt: skip
    assert len(rows) == len(listing.rows)
    assert Counter((r["district"], r["second_value"], r["third_value"]) for r in rows) == naive_chains(domain)
    assert {r["third_value"] for r in rows} <= set(amounts.values())


def test_a_chain_and_the_indicator_of_the_same_name_say_the_same(real, everybody):
    chosen = Selection(everybody, mode="latest")
    listing = chain.build(Asked(chosen, (), "fines"), at(real))
    ratios = {row[4] for row in listing.rows}
    result = indicators.compute(real, CONFIG, "average_fine", chosen)
    assert {words.number(r.value, 0, r.qualifier) for r in result.rows} <= ratios


# Parts: by industry, of other bodies; and what is not published.

TOTAL = figure("inspections", 100, year(2023, 6))
BY_SECTOR = TOTAL | {"sector": "hazardous_chemicals", "value": "9"}
BY_GRADE = accidents(0, year(2023, 6), grade="general")
CAMPAIGN = TOTAL | {"series": "a_campaign", "value": "40"}
OF_CAMPAIGN = CAMPAIGN | {"sector": "hazardous_chemicals", "value": "4"}


def listed(form: Callable, *figures: dict, asked: Asked = HAZARDS, **registries: str) -> list[str]:
    return cells(form(asked, at(told(*figures, **registries))), 3)


def test_a_part_of_a_total_is_listed_by_industry_a_campaign_and_its_parts_apart():
    data = TOTAL, BY_SECTOR, CAMPAIGN, OF_CAMPAIGN
    assert listed(parts.sectors, *data) == ["9家次"]
    assert listed(parts.series, *data) == ["40家次", "4家次"]


def test_a_figure_of_a_grade_is_no_total_and_nothing_of_another_domain_is_listed():
    assert listed(parts.sectors, TOTAL, BY_GRADE, BY_SECTOR, asked=of(domain="accidents")) == ["0起"]
    assert sorted(listed(parts.sectors, BY_GRADE, BY_SECTOR, asked=of())) == ["0起", "9家次"]


def test_only_the_newest_of_a_part_is_listed():
    older = BY_SECTOR | {"period_start": "2022-01-01", "period_end": "2022-12-31", "value": "8"}
    assert listed(parts.sectors, BY_SECTOR, older) == ["9家次"]
    assert listed(parts.sectors, BY_SECTOR, older, asked=of(domain="inspections", years=(2022,))) == ["8家次"]


def test_parts_of_other_keys_ending_earlier_are_listed_too():
    older = BY_SECTOR | {"measure": "hazards_found", "period_end": "2023-03-31", "value": "7"}
    assert sorted(listed(parts.sectors, BY_SECTOR, older)) == ["7条", "9家次"]


def test_a_chosen_period_keeps_the_parts_within_it():
    inside = of(domain="inspections", period=parse_period(year(2023)))
    before = of(domain="inspections", period=parse_period(year(2023, 3)))
    assert listed(parts.sectors, BY_SECTOR, asked=inside) == ["9家次"]
    assert listed(parts.sectors, BY_SECTOR, asked=before) == []


def test_long_lists_are_whole_and_say_how_many_a_page_shows_first():
    campaigns = [CAMPAIGN | {"measure": m, "basis": b} for m in ("inspections", "hazards_found", "hazards_rectified")
                 for b in ("stated", "filed", "handled", "production", "all_kinds")]  # fmt: skip
    listing = parts.series(HAZARDS, at(told(*campaigns)))
    assert (len(listing.rows), len(listing.numbers), listing.most) == (15, 15, parts.MOST)
    assert parts.MOST < 15


@pytest.mark.parametrize("part", ["sectors", "series"])
def test_the_curated_parts_are_those_of_a_plain_loop(real, everybody, part):
    newest = {}
    for f in current_figures():
        total = f["scope"] == "total"
        if (not total) if part == "series" else (total and (f["sector"], f["grade"]) != ("all", "all")):
            key = (*(f[k] for k in WHOSE if k not in ("start", "end")), f["measure"], f["basis"])
            newest.setdefault(key, []).append(f["end"])
    expected = sum(ends.count(max(ends)) for ends in newest.values())
    assert len(getattr(parts, part)(Asked(Selection(everybody)), at(real)).rows) == expected


def test_totals_that_the_grid_has_no_column_for_stand_below_it():
    own = CONFIG.domain("inspections").model_copy(update={"indicators": ("inspections",)})
    config = CONFIG.model_copy(update={"domains": CONFIG.domains | {"inspections": own}})
    inspected = figure("enterprises_inspected", 7, year(2024))
    kept_out = BY_SECTOR | {"measure": "hazards_found"}, CAMPAIGN | {"measure": "hazards_found"}, TOTAL
    asked = of(domain="inspections")
    listing = parts.others(asked, at(told(inspected, *kept_out), config=config))
    assert listing.title == "1个区县另有其他指标的全域数，共1条"
    assert [cells(listing, n) for n in (0, 1, 3)] == [["甲区"], ["检查企业"], ["7家"]]
    assert parts.others(asked, at(told(*kept_out), config=config)) is None


@pytest.mark.parametrize("domain", CONFIG.domains)
def test_every_total_stands_in_the_grid_of_its_domain_or_below_it(domain, real, everybody):
    here, asked = at(real), Asked(Selection(everybody), CONFIG.domain(domain).indicators, domain)
    shown = {
        tuple(number.label.split("，")[:2]) for listing in (overview.grid(asked, here), parts.others(asked, here))
        if listing for number in listing.numbers
    }  # fmt: skip
    totals = {
        (here.name(f["district"]), here.names.of("measure", f["measure"], "zh")) for f in current_figures()
        if (f["scope"], f["sector"], f["grade"]) == ("total", "all", "all") and f["file"] == f"{domain}.csv"
    }  # fmt: skip
    assert totals
    assert totals <= shown


def unpublished(*figures: dict, lang: str = "zh", **chosen: object) -> Listing:
    return parts.unpublished(
        of("inspections", "hazards_found", domain="inspections", **chosen), at(told(*figures), lang)
    )


def test_what_is_not_published_says_for_each_indicator_who_and_why():
    listing = unpublished(
        TOTAL, CAMPAIGN | {"district": "city_b", "series": "statistics", "sector": "hazardous_chemicals"}
    )
    rows = {row[0].strip("*"): row for row in listing.rows if row[0]}
    assert rows["检查家次"][1] == "1"
    here = at(told(TOTAL))
    why = words.reason("not_published", (("measure", "hazards_found"),), "zh", here.names)
    assert rows["发现隐患"][1:] == ("0", "甲区、乙区、某高新区", why)


def test_who_published_parts_only_stands_with_that_reason():
    listing = unpublished(TOTAL, TOTAL | {"district": "city_b", "sector": "hazardous_chemicals"})
    why = words.reason("only_parts", (), "zh", at(told()).names)
    assert [row[2] for row in listing.rows if row[3] == why] == ["乙区"]


def test_where_everybody_published_it_says_so():
    everywhere = [TOTAL | {"district": d} for d in DISTRICTS]
    row = next(r for r in unpublished(*everywhere).rows if "检查家次" in r[0])
    assert row[1:] == ("3", "–", words.say("ui", "all_have", "zh"))


@pytest.mark.parametrize("domain", CONFIG.domains)
def test_each_chosen_district_has_published_or_not_and_never_both(domain, real, everybody):
    listing = parts.unpublished(Asked(Selection(everybody), (), domain), at(real))
    counted, indicator = Counter(), ""
    for title, have, names, _ in listing.rows:
        indicator = title or indicator
        counted[indicator] += int(have or 0) + _how_many(names)
    assert len(counted) == len(CONFIG.domain(domain).indicators)
    assert set(counted.values()) == {len(everybody)}


def _how_many(names: str) -> int:
    counted = re.search(r"等(\d+)个", names)
    return int(counted[1]) if counted else len([n for n in names.split("、") if n != "–"])


def test_measures_that_the_data_does_not_declare_are_left_out():
    assert len(unpublished(TOTAL).rows) == len({row[0] for row in unpublished(TOTAL).rows if row[0]})
    assert "enterprises" not in " ".join(cells(unpublished(TOTAL), 0))


def test_assumed_dates_are_marked_in_lists_of_parts():
    listing = parts.sectors(HAZARDS, at(told(BY_SECTOR | {"dates": "assumed"})))
    assert words.say("ui", "assumed_mark", "zh") in cells(listing, 2)[0]


# Targets.

PLAN = {
    "district": "city_a", "period_start": "2024-01-01", "period_end": "2024-12-31", "title_zh": "检查家次",
    "title_en": "Visits", "measure": "inspections", "sector": "all", "grade": "all", "aim": "at_least", "value": "200",
    "unit": "家次", "per": "once", "source": "early", "locator": "一、目标>(二)检查", "as_written": "检查200家次",
}  # fmt: skip
DONE = figure("inspections", 220, year(2024), source="late")


def planned(
    *plans: dict, figures: Iterable[dict] = (), asked: Asked | None = None, lang: str = "zh"
) -> targets.Targets:
    return targets.build(asked or of(), at(told(*figures, targets=table("targets", plans)), lang))


def answer(*figures: dict, **plan: str) -> str:
    return planned(PLAN | plan, figures=figures).listing.rows[0][3]


def test_a_figure_within_the_plan_s_period_answers_a_target():
    assert answer(DONE).startswith("**220家次**")
    assert "2024年" in answer(DONE)


ELSEWHERE = [
    {"district": "city_b"},
    {"measure": "hazards_found"},
    {"sector": "hazardous_chemicals"},
    {"grade": "general"},
    {"period_start": "2023-07-01", "period_end": "2024-06-30"},
    {"period_start": "2024-07-01", "period_end": "2025-06-30"},
    {"period_start": "2025-01-01", "period_end": "2025-06-30"},
    {"source": "early"},
]


@pytest.mark.parametrize("other", ELSEWHERE, ids=lambda o: " ".join(o.values()))
def test_what_is_of_another_kind_or_time_or_from_the_plan_itself_answers_nothing(other):
    assert answer(DONE | other) == words.say("ui", "no_answer", "zh")


def test_a_total_answers_before_a_newer_campaign():
    total = DONE | {"period_end": "2024-06-30", "value": "100"}
    assert answer(total, DONE | {"series": "a_campaign"}).startswith("**100家次**")


def test_the_best_covered_total_answers():
    assert answer(DONE, DONE | {"period_end": "2024-06-30", "value": "100"}).startswith("**220家次**")


def test_the_months_of_a_plan_answer_together():
    months = [DONE | {"period_start": f"2024-{m:02}-01", "period_end": e, "value": "70"} for m, e in
              ((1, "2024-01-31"), (2, "2024-02-29"), (3, "2024-03-31"))]  # fmt: skip
    assert answer(*months).startswith("**210家次**")
    (number,) = planned(PLAN, figures=months).listing.numbers
    assert len(number.keys) == 4


def test_months_of_the_plan_s_own_document_answer_nothing():
    months = [DONE | {"period_start": f"2024-{m:02}-01", "period_end": e, "source": s} for m, e, s in
              ((1, "2024-01-31", "early"), (2, "2024-02-29", "late"))]  # fmt: skip
    assert "2024年2月" in answer(*months)


def test_an_answer_of_a_campaign_and_of_a_basis_says_so():
    assert "甲区大检查" in answer(DONE | {"series": "a_campaign"})
    assert "查办" in answer(DONE | {"basis": "handled"})


def test_a_target_without_a_measure_says_that_none_can_answer_it():
    assert answer(DONE, measure="") == words.say("ui", "not_measured", "zh")


def test_a_chosen_period_keeps_what_falls_due_within_it():
    by_deadline = PLAN | {"title_zh": "三月", "deadline": "2024-03-15", "deadline_as_written": "3月中旬前"}
    by_plan = PLAN | {"title_zh": "年底"}
    for period, expected in ((year(2024, 3), ["三月"]), ("2024-04..2024-12", ["年底"]), (year(2023), [])):
        view = planned(by_deadline, by_plan, asked=of(period=parse_period(period)))
        assert [n for n in ("三月", "年底") if any(n in c for c in cells(view.listing, 0))] == expected


def test_only_targets_with_a_deadline_stand_on_the_time_line():
    view = planned(PLAN | {"deadline": "2024-03-15"}, PLAN | {"title_zh": "没有时限"}, figures=[DONE])
    ((due, answered),) = [(d.due, d.answered) for d in view.line]
    assert (due, answered) == (date(2024, 3, 15), True)
    assert words.say("ui", "no_deadline", "zh") in view.listing.rows[1][2]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("aim", AIMS)
def test_each_aim_has_its_words_and_quotes_the_plan(aim, lang):
    value = "200" if aim in ("at_least", "at_most", "exactly", "complete") else ""
    view = planned(PLAN | {"aim": aim, "value": value, "per": "year"}, lang=lang)
    shown = {"zh": "200家次", "en": f"200 {words.unit('家次', 'en')}"}[lang] if value else ""
    promise = words.say("aim", aim, lang, value=shown).strip()
    assert view.listing.rows[0][1].startswith(promise)
    assert words.say("per", "year", lang) in view.listing.rows[0][1]
    assert "“检查200家次”" in view.listing.rows[0][1]


def test_every_unit_of_a_target_has_an_english_name():
    units = {p["unit"] for p in csv.DictReader((ROOT / "data" / "targets.csv").open(encoding="utf-8"))}
    assert [u for u in units if CHINESE.search(words.unit(u, "en"))] == []


@pytest.mark.parametrize("per", ["day", "week", "quarter", "year", "unit"])
def test_each_rhythm_has_its_words_and_once_has_none(per):
    once, often = (planned(PLAN | {"per": p}).listing.rows[0][1].split("  \n")[0] for p in ("once", per))
    assert often == f"{once}，{words.say('per', per, 'zh')}"


def test_a_target_cites_its_plan_and_the_figure_that_answers_it():
    (number,) = planned(PLAN, figures=[DONE]).listing.numbers
    assert [kind for kind, _ in number.keys] == ["target", "figure"]


def test_every_curated_target_is_listed_and_answered_as_a_plain_loop_says(real, everybody):
    plans = list(csv.DictReader((ROOT / "data" / "targets.csv").open(encoding="utf-8")))
    answered = sum(any(_answers(f, p) for f in current_figures()) for p in plans)
    listing = targets.build(Asked(Selection(everybody)), at(real)).listing
    assert len(listing.rows) == len(plans)
    assert sum(len(n.keys) > 1 for n in listing.numbers) == answered


def _answers(f: dict, plan: dict) -> bool:
    same = all(f[k] == (plan[k] or "all") for k in ("district", "sector", "grade")) and f["measure"] == plan["measure"]
    inside = plan["period_start"] <= str(f["start"]) and str(f["end"]) <= plan["period_end"]
    return same and inside and f["source"] != plan["source"]


# Single accidents, documents, revisions.

FALL = {
    "id": "fall", "date": "2024-03-01", "district": "city_a", "sector": "all", "deaths": "1", "grade": "general",
    "source": "late", "as_written": "死亡1人",
}  # fmt: skip
FIRE = FALL | {"id": "fire", "date": "2024-06-05", "district": "city_b", "deaths": "", "injuries": "2"}


def happened(*events: dict, asked: Asked | None = None) -> Listing:
    return records.events(asked or of(), at(told(accident_events=table("accident_events", events))))


def test_single_accidents_stand_newest_first_and_a_gap_is_not_zero():
    listing = happened(FALL, FIRE, FALL | {"id": "none", "date": "2024-01-01", "deaths": "0"})
    assert [(row[1], row[3], row[4]) for row in listing.rows] == [
        ("乙区", "–", "2"), ("甲区", "1", "–"), ("甲区", "0", "–")
    ]  # fmt: skip


def test_single_accidents_follow_districts_years_and_period():
    for chosen, n in (({"districts": ("city_b",)}, 1), ({"years": (2023,)}, 0),
                      ({"period": parse_period(year(2024, 3))}, 1)):  # fmt: skip
        assert len(happened(FALL, FIRE, asked=of(**chosen)).rows) == n


def test_single_accidents_are_never_added_to_figures():
    database = told(deaths(4, year(2024)), accident_events=table("accident_events", [FALL]))
    assert [r.value for r in indicators.compute(database, CONFIG, "deaths", Selection()).rows] == [4]


NO_BASES = table("denominators", [])


def dated(**on: str) -> str:
    """Return sources whose ids are given, each with the date of its publication."""
    common = {"publisher": "某局", "kind": "bulletin", "visibility": "public"}
    rows = [
        common
        | {"id": i, "title": f"文件{i}", "published_on": day, "verification": "copy" if i == "copied" else "official"}
        for i, day in on.items()
    ]
    return table("sources", rows)


def papers(**on: str) -> records.Documents:
    figures = [deaths(n, year(2020 + n), source=source) for n, source in enumerate(on)]
    return records.documents(of(district="city_a"), at(told(*figures, sources=dated(**on), denominators=NO_BASES)))


def test_a_document_is_dated_as_far_as_its_date_is_known():
    view = papers(whole="2023-10-13", month="2023-10", year="2023", none="")
    assert cells(view.listing, 2) == [words.day(d) for d in ("", "2023-10-13", "2023-10", "2023")]
    assert [d.published for d in view.line] == [None, date(2023, 10, 13), date(2023, 10, 1), date(2023, 1, 1)]


def test_documents_stand_newest_first_an_undated_one_by_what_it_covers():
    view = papers(old="2021-05-01", new="2023-05-01", none="")
    assert [d.title for d in view.line] == ["文件new", "文件none", "文件old"]


@pytest.mark.parametrize(
    ("figures", "start", "end"),
    [((deaths(1, year(2022)), deaths(2, year(2023, 6))), date(2022, 1, 1), date(2023, 6, 30)),
     ((), date(2024, 1, 1), date(2024, 12, 31))],
)  # fmt: skip
def test_a_document_covers_the_months_of_its_figures_and_one_of_targets_only_theirs(figures, start, end):
    database = told(*figures, targets=table("targets", [PLAN]))
    view = records.documents(of(district="city_a"), at(database))
    assert cells(view.listing, 4) == [words.say("ui", "figures_and_targets", "zh", figures=len(figures), targets=1)]
    assert [(d.start, d.end, d.figures) for d in view.line] == [(start, end, len(figures))]


def test_the_title_of_the_documents_counts_those_read_from_copies():
    view = papers(early="2023", copied="2024")
    assert view.listing.title == words.say("sentence", "documents", "zh", n=2, copies=1)


def test_the_curated_documents_of_a_district_are_all_that_name_it(real):
    named = {f["source"] for f in naive_figures(ROOT / "data") if f["district"] == "shenzhen_luohu"}
    assert len(records.documents(of(district="shenzhen_luohu"), at(real)).line) == len(named)


def retold(*figures: dict, asked: Asked | None = None) -> Listing:
    return records.revisions(asked or of(), at(told(*figures)))


def test_a_figure_told_differently_is_a_revision_the_one_in_use_first():
    listing = retold(
        deaths(5, year(2023), source="copied"), deaths(4, year(2023)), deaths(6, year(2023), source="late")
    )
    assert cells(listing, 3) == ["**6人**", "4人", "5人"]
    assert listing.title == words.say("sentence", "revisions", "zh", n=1)


def test_the_same_value_told_twice_is_no_revision():
    listing = retold(deaths(4, year(2023)), deaths(4, year(2023), source="late"))
    assert (listing.rows, bool(listing.missing)) == ((), True)


def test_a_value_beside_a_worded_direction_is_no_revision():
    direction = deaths("", year(2023), source="late", status="direction_only")
    assert retold(deaths(4, year(2023)), direction).rows == ()


OTHER_KEY = [{"period_end": "2023-11-30"}, {"basis": "all_kinds"}, {"sector": "hazardous_chemicals"},
             {"grade": "fatal"}, {"series": "a_part"}, {"district": "city_b"}]  # fmt: skip


@pytest.mark.parametrize("other", OTHER_KEY, ids=lambda o: next(iter(o)))
def test_different_figures_are_no_revision_of_each_other(other):
    assert retold(deaths(4, year(2023)), deaths(6, year(2023), source="late") | other).rows == ()


def test_revisions_follow_indicator_district_and_year():
    twice = deaths(4, year(2023)), deaths(6, year(2023), source="late")
    for asked, n in ((of("deaths"), 2), (of("accidents"), 0), (of(districts=("city_b",)), 0), (of(years=(2024,)), 0)):
        assert len(retold(*twice, asked=asked).rows) == n


def test_tellings_and_meanings_are_asked_once_a_data_version(monkeypatch):
    """Each trend wants the tellings of its rows, each lede the meaning of its bases, whatever is chosen."""
    here, asked = at(told(deaths(4, year(2024)), deaths(5, year(2024), source="late"))), Counter()
    query = type(here.database).query
    monkeypatch.setattr(
        type(here.database), "query", lambda self, name, **more: asked.update([name]) or query(self, name, **more)
    )
    for chosen in ({}, {"years": (2024,)}, {"districts": ("city_a",)}, {"districts": ("city_b",)}):
        trend.build(of("deaths", **chosen), here)
        assert len(records.revisions(of("deaths", **chosen), here).rows) == (0 if "city_b" in str(chosen) else 2)
        meanings.explained(("all_kinds",), here)
    assert (asked["revisions"], asked["meanings"]) == (1, 1)


def test_every_revision_is_in_the_list():
    tellings = [deaths(v, f"{y}-{m:02}..{y}-{m:02}", source=s) for y in (2021, 2022, 2023) for m in range(1, 13)
                for v, s in ((1, "early"), (2, "late"))]  # fmt: skip
    listing = retold(*tellings)
    assert (len(listing.rows), len(listing.numbers)) == (72, 72)


# One district: totals, headline, ratios.


def profiled(*figures: dict, names: tuple[str, ...] = ("accidents", "deaths"), **chosen: object) -> profile.Profile:
    return profile.build(of(*names, district="city_a", **chosen), at(told(*figures)))


def values(view: profile.Profile) -> list[tuple[str, ...]]:
    return [
        tuple(re.sub(r"\*\*(.*?)\*\*.*", r"\1", c, flags=re.S) for c in row[1:]) for d in view.domains for row in d.rows
    ]


def test_a_year_shows_its_best_covered_figure():
    figures = deaths(1, year(2024, 3)), deaths(4, year(2024, 9)), deaths(3, year(2024, 6)), deaths(7, year(2023))
    assert values(profiled(*figures)) == [("4人", "7人")]


def test_printed_dates_come_before_longer_assumed_ones_and_assumed_ones_are_marked():
    assumed = deaths(9, year(2024), dates="assumed")
    assert values(profiled(assumed, deaths(4, year(2024, 6)))) == [("4人",)]
    (row,) = profiled(assumed).domains[0].rows
    mark = words.say("ui", "assumed_mark", "zh")
    assert mark in row[1]
    assert mark not in profiled(deaths(4, year(2024, 6))).domains[0].rows[0][1]


def test_months_count_as_the_window_they_make():
    months = [deaths(m, f"2024-{m:02}..2024-{m:02}") for m in (1, 2, 3)]
    view = profiled(*months, deaths(9, "2024-05..2024-05"))
    assert values(view) == [("6人",)]
    (number,) = view.domains[0].numbers
    assert len(number.keys) == 3


def test_totals_leave_out_parts_campaigns_and_other_districts():
    others = {"sector": "hazardous_chemicals"}, {"grade": "fatal"}, {"series": "a_part"}, {"district": "city_b"}
    parts_of_it = [deaths(1, year(2024)) | other for other in others]
    assert values(profiled(deaths(4, year(2024)), *parts_of_it)) == [("4人",)]


def test_two_bases_are_two_lines():
    assert values(profiled(deaths(4, year(2024)), deaths(40, year(2024), basis="all_kinds"))) == [("40人",), ("4人",)]


NAMED = [("Fines", "accident statistics"), ("Yuan", "accident statistics"), ("Fine", "accident statistics"),
         ("Fines and confiscations", "accident statistics, fines and confiscations")]  # fmt: skip


@pytest.mark.parametrize(("name", "under"), NAMED)
def test_a_basis_that_says_no_more_than_measure_or_unit_is_not_named_again(name, under):
    database = told(figure("fine_amount", 9, year(2024), basis="kind"), bases=TINY["bases"] + f"kind,某口径,{name}\n")
    view = profile.build(of("fine_amount", district="city_a"), at(database, "en"))
    ((row,),) = [d.rows for d in view.domains]
    assert plain(row[0]) == f"Fines {under}"


def test_the_headline_groups_the_figures_of_one_period():
    figures = accidents(5, year(2024)), deaths(4, year(2024))
    assert profiled(*figures).title == "甲区：2024年事故5起、死亡4人"
    assert profiled(accidents(5, year(2024)), deaths(4, year(2024, 6))).title.count("2024年") == 2


def test_a_period_of_the_headline_holds_every_asked_figure_told_of_it():
    half = accidents(6, year(2024, 6)), deaths(5, year(2024, 6)), figure("inspections", 9, year(2024, 6))
    view = profiled(*half, accidents(1, year(2025, 2)), names=("accidents", "deaths"))
    assert view.title == "甲区：2025年1—2月事故1起；2024年1—6月事故6起、死亡5人"
    assert profiled(deaths(7, year(2023)), *half).title == "甲区：2024年1—6月事故6起、死亡5人"


def test_the_headline_names_the_bases_where_its_periods_are_counted_differently():
    cells = {"basis": "all_kinds"}
    older = [figure(m, 9, year(2023), **cells) for m in ("accidents", "deaths")]
    view = profiled(*older, accidents(1, year(2024)), figure("inspections", 8, year(2023)),
                    names=("accidents", "deaths", "inspections"))  # fmt: skip
    assert view.title == "甲区：2024年事故1起（生产安全事故）；2023年事故9起、死亡9人（各类事故），检查家次8家次"


def test_a_period_of_the_headline_holds_every_basis_told_of_it_its_numbers_together():
    work = accidents(1, year(2024)), deaths(0, year(2024))
    every_kind = [figure(m, n, year(2024), basis="all_kinds") for m, n in (("accidents", 352), ("deaths", 7))]
    view = profiled(*every_kind, *work, figure("fine_amount", 9, year(2024)),
                    names=("accidents", "deaths", "fine_amount"))  # fmt: skip
    told = "事故352起、死亡7人（各类事故），事故1起、死亡0人（生产安全事故），罚款9元"
    assert view.title == f"甲区：2024年{told}"


def test_the_headline_takes_the_newest_figure_whatever_its_basis_and_no_assumed_one():
    older = deaths(40, year(2022), basis="all_kinds")
    assert "4人" in profiled(older, deaths(4, year(2024))).title
    assert "9人" not in profiled(deaths(9, year(2024), dates="assumed"), deaths(4, year(2023))).title


def test_a_district_without_figures_is_its_name():
    view = profiled()
    assert (view.title, view.domains) == ("甲区", ())


def test_years_and_period_narrow_the_totals():
    figures = deaths(4, year(2024)), deaths(1, year(2024, 3)), deaths(7, year(2023))
    assert values(profiled(*figures, years=(2023,))) == [("7人",)]
    assert values(profiled(*figures, period=parse_period(year(2024, 6)))) == [("1人",)]


def ratios(database: Database) -> list[str]:
    return [n for n, s in indicators.catalogue(database, CONFIG).items() if s.kind != "count"]


def _titles(listing: Listing) -> set[str]:
    return {c.split("**")[1] for c in cells(listing, 0)}


@pytest.mark.parametrize("district", ["shenzhen_luohu", "taizhou_wenling", "tianjin_jinnan", "nantong_chongchuan"])
def test_the_ratios_of_a_district_are_computed_or_refused(real, district):
    """罗湖: deaths of all kinds give a rate, those in production are too few; the rate is computed all the same."""
    here, asked = at(real), of(district=district)
    done, not_done = _titles(profile.computed(asked, here)), _titles(profile.refused(asked, here))
    names = {indicators.find(n, real, CONFIG).title.zh for n in ratios(real)}
    assert done | not_done == names
    assert not done & not_done


def test_the_titles_of_computed_and_refused_ratios_add_up(real):
    here, asked = at(real), of(district="shenzhen_luohu")
    n, m = len(_titles(profile.refused(asked, here))), len(ratios(real))
    assert profile.refused(asked, here).title == words.say("sentence", "refused", "zh", name="罗湖区", n=n, m=m)
    assert profile.computed(asked, here).title == words.say("sentence", "computed", "zh", n=m - n)


def test_a_ratio_is_computed_with_its_value_and_both_citations():
    database = told(*found_and_rectified())
    listing = profile.computed(of(district="city_a"), at(database))
    assert [c.split("**")[1] for c in cells(listing, 1)] == ["96.00%"]
    assert [len(n.keys) for n in listing.numbers] == [2]


def test_the_curated_totals_are_those_of_a_plain_loop(real):
    best: dict[tuple, tuple] = {}
    for f in current_figures():
        whole = (f["scope"], f["sector"], f["grade"]) == ("total", "all", "all")
        if f["district"] == "shenzhen_luohu" and whole:
            key = f["measure"], f["series"], f["basis"], f["end"].year
            best[key] = max(best.get(key, ()), (f["dates"] != "assumed", f["months"] or 0, f["end"], f["value"]))
    rows = real.query("totals", district="shenzhen_luohu", years=[], period_start=None, period_end=None)
    found = {(r["measure"], r["series"], r["basis"], r["year"]): r["value"] for r in rows}
    assert found == {key: b[-1] for key, b in best.items()}


# Grid and tiles.


def gridded(*figures: dict, names: tuple[str, ...] = ("accidents", "deaths"), lang: str = "zh") -> Listing:
    return overview.grid(of(*names), at(told(*figures), lang))


def test_a_row_of_the_grid_is_a_district_and_a_period():
    listing = gridded(accidents(5, year(2024)), deaths(4, year(2024)), deaths(3, year(2024, 6), "city_b"))
    assert [row[1:] for row in listing.rows] == [("5", "4"), ("–", "3")]
    assert ["甲区" in row[0] for row in listing.rows] == [True, False]


def test_a_number_of_another_basis_carries_a_mark_that_the_notes_explain():
    usual = [deaths(v, year(2024), d) for v, d in ((1, "city_a"), (2, "city_b"))]
    listing = gridded(*usual, deaths(9, year(2024), "city_zone", basis="all_kinds"), names=("deaths",))
    assert cells(listing, 1) == ["1", "2", "①9"]
    assert [n for n in listing.notes if n.startswith("①")] == ["①各类事故"]
    assert listing.notes[-1] == words.say("ui", "unmarked", "zh", items="死亡人数按生产安全事故计")


def test_a_basis_has_one_mark_in_every_column():
    usual = [f(v, year(2024), d) for v, d in ((1, "city_a"), (2, "city_b")) for f in (accidents, deaths)]
    other = [f(9, year(2024), "city_zone", basis="all_kinds") for f in (accidents, deaths)]
    listing = gridded(*usual, *other)
    assert listing.rows[-1][1:] == ("①9", "①9")
    assert listing.notes == ("①各类事故", "未加标记的：事故起数、死亡人数按生产安全事故计")


def test_an_indicator_that_nobody_published_has_no_column_and_is_named():
    listing = gridded(deaths(1, year(2024)), names=("accidents", "deaths", "inspections"))
    assert listing.columns[1:] == ("死亡人数（人）",)
    assert listing.notes == ("没有全域数、未列成一栏的：事故起数、检查家次",)
    assert len(gridded(names=("accidents", "deaths")).columns) == 3  # nothing at all: the columns say what is missing


def test_one_basis_needs_no_marks():
    listing = gridded(deaths(1, year(2024)), deaths(2, year(2024), "city_b"), names=("deaths",))
    assert listing.notes == ()


def test_a_period_of_the_grid_holds_every_number_published_for_it():
    half = accidents(6, year(2024, 6)), deaths(5, year(2024, 6)), figure("hazards_found", 90, year(2024, 6))
    names = ("accidents", "deaths", "hazards_found")
    listing = gridded(*half, accidents(1, year(2025, 2)), deaths(2, year(2023)), names=names)
    assert [row[1:] for row in listing.rows] == [("6", "5", "90"), ("1", "–", "–")]  # 2023 is asked for by nothing
    assert {n.label.split("，")[1] for n in listing.numbers} == {"事故起数", "死亡人数", "发现隐患"}


def test_two_values_of_one_cell_of_the_grid_are_not_read_as_one_number():
    listing = gridded(deaths(352, year(2024), basis="all_kinds"), deaths(1, year(2024)))
    (cell,) = cells(listing, 1)
    assert re.fullmatch(r"[①②]?\d+；  \n[①②]?\d+", cell)


def test_a_percentage_keeps_its_decimals_in_the_grid_and_in_another_telling():
    rate = partial(figure, "exam_pass_rate")
    database = told(rate(99.6, year(2024)), rate(97.6, year(2023)), rate(97.8, year(2023), source="late"))
    assert overview.grid(of("exam_pass_rate"), at(database)).rows[0][1] == "99.60"
    (panel,) = trend.build(of("exam_pass_rate"), at(database)).panels
    assert {p.text for p in panel.points} >= {"99.60", "97.80", "97.60"}


def test_the_serious_ones_among_the_injured_are_not_counted_twice():
    head = "id,date,district,sector,deaths,serious_injuries,injuries,direct_loss,grade,source,locator,as_written,note"
    rows = ("e1,2024-05-03,city_a,all,1,2,3,,general,late,,某日,", "e2,2024-05-04,city_a,all,1,2,,,general,late,,某日,")
    database = told(deaths(1, year(2024)), accident_events="\n".join((head, *rows, "")))
    assert {row[4] for row in records.events(of(), at(database)).rows} == {"3", "2"}


def test_a_rule_on_figures_that_nobody_published_is_without_figures_and_not_out_of_force():
    rule = next(r for r in CONFIG.rules if r.measure)
    config = CONFIG.model_copy(update={"rules": (rule,)})
    database = told(figure("inspections", 5, year(2024)))
    assert {w.state for w in ruled(database, config, Selection())} == {"no_figures"}


def test_no_mark_of_the_grid_means_two_things():
    many = "".join(f"kind_{n},口径{n},Basis {n}\n" for n in range(25))
    usual = [deaths(1, year(2024), d) for d in DISTRICTS]
    others = [deaths(n, year(2024), basis=f"kind_{n}") for n in range(25)]
    listing = overview.grid(of("deaths"), at(told(*usual, *others, bases=TINY["bases"] + many)))
    marks = [note.split("口径")[0] for note in listing.notes[:-1]]
    assert len(set(marks)) == len(marks) == 25


def test_a_footnote_of_the_grid_says_nothing_twice(real, everybody):
    notes = overview.grid(Asked(Selection(everybody), ("cases_filed", "fine_amount")), at(real, "en")).notes
    assert any("cases filed;" in note for note in notes)
    assert [note for note in notes if re.search(r"[:;] ([a-z ]+) as \1(?:;|$)", note)] == []


def test_a_series_that_names_its_body_is_not_followed_by_it():
    named = "a_named,city_a,甲区应急管理局抽查,Spot checks,bureau,抽查,separate,\n"
    checks = [figure("hazards_found", n, year(2023), series=s) for n, s in enumerate(("a_campaign", "a_named"), 1)]
    listing = parts.series(HAZARDS, at(told(*checks, series=TINY["series"] + named)))
    assert {plain(s) for s in cells(listing, 4)} == {"甲区大检查 应急管理局", "甲区应急管理局抽查"}


def test_fines_of_the_grid_are_in_ten_thousands():
    assert cells(gridded(figure("fine_amount", 484353, year(2024)), names=("fine_amount",)), 1) == ["48.44"]


def tiled(*figures: dict, name: str = "deaths", **chosen: object) -> overview.Tile:
    (tile,) = overview.tiles(of(name, **chosen), at(told(*figures)))
    return tile


def test_a_tile_shows_the_newest_figure_whose_of_when_and_its_change():
    tile = tiled(deaths(1, year(2024)), deaths(6, year(2023)), deaths(9, year(2023), "city_b"))
    assert (tile.value, "甲区" in tile.whose, "2024年" in tile.when) == ("1人", True, True)
    assert tile.change == words.say("ui", "tile_change", "zh", change="−5人", base="6人")
    assert len(tile.numbers) == 2


def test_a_tile_shows_the_newest_of_its_domain_s_indicators_and_of_two_as_new_the_first():
    asked = of("inspections", "hazards_found", "deaths")
    visits, hazards = figure("inspections", 9, year(2022)), figure("hazards_found", 7, year(2023))
    first, second = overview.tiles(asked, at(told(visits, hazards, deaths(1, year(2021)))))
    assert (first.value, "发现隐患" in first.whose, second.value) == ("7条", True, "1人")
    as_new = figure("inspections", 9, year(2023)), hazards
    assert overview.tiles(asked, at(told(*as_new)))[0].value == "9家次"


def test_a_tile_names_what_is_counted_where_most_count_something_else():
    usual = [deaths(n, year(2023), d) for n, d in enumerate(DISTRICTS, 1)]
    assert tiled(*usual).whose == "甲区，死亡人数"
    other = deaths(0, year(2024)) | {"basis": "all_kinds"}
    assert tiled(*usual, other).whose == "甲区，死亡人数，各类事故"
    assert tiled(*usual[1:], other | {"period_end": "2022-12-31", "period_start": "2022-01-01"}).whose.endswith(
        "生产安全事故"
    )


def test_a_tile_says_what_is_counted_once():
    fines = partial(figure, "fine_amount")
    named = {"bases": TINY["bases"] + "fines,罚款,Fines\n"}
    of_fines = told(fines(9, year(2024), basis="fines"), fines(8, year(2023), "city_b"), **named)
    for lang, whose in (("zh", "甲区，罚款金额"), ("en", "A, Fines")):
        (tile,) = overview.tiles(of("fine_amount"), at(of_fines, lang))
        assert tile.whose == whose


def test_a_tile_without_the_year_before_says_that_there_is_no_change():
    tile = tiled(deaths(1, year(2024)))
    assert tile.change == words.say("ui", "tile_no_base", "zh")
    assert len(tile.numbers) == 1


def test_a_tile_of_fines_shows_its_change_in_ten_thousands():
    tile = tiled(*(figure("fine_amount", v, year(y)) for v, y in ((410000, 2024), (400000, 2023))), name="fine_amount")
    assert tile.change == words.say("ui", "tile_change", "zh", change="+1万元", base="40万元")


def test_a_tile_gives_no_change_across_a_break_and_says_why():
    tile = tiled(*(figure("fine_amount", v, year(y)) for v, y in ((90, 2022), (10, 2021))), name="fine_amount")
    assert "90" in tile.value
    assert "80" not in tile.change
    assert next(b.title.zh for b in CONFIG.breaks if b.id == "work_safety_law_2021") in tile.change


def test_a_tile_without_a_figure_is_a_gap():
    tile = tiled()
    assert (tile.value, tile.numbers) == ("–", ())


# Files: what every one says of itself.

DEMO = TINY["sources"].replace(",bulletin,", ",demo,").replace(",summary,", ",demo,")
INTERNAL = TINY["sources"].replace("official,public", "official,internal")


def every_table(here: Setting) -> list:
    """Return the table twin of every form that has one."""
    ds = here.names.ids("district")
    found = [listing.table(here) for listing in every_listing(here, tuple(ds), ds[0])]
    chosen = Asked(Selection(tuple(ds)), ("deaths", "accidents"))
    return [*found, trend.build(chosen, here).table(here), pairs.build(chosen, here).table]


def every_listing(here: Setting, districts: tuple[str, ...], district: str, **chosen: object) -> list[Listing]:
    """Return every listing that pages show, for some districts and one of them."""
    selection = Selection(districts, **chosen)
    known = indicators.catalogue(here.database, here.config)
    counts = tuple(n for n in here.config.figures["latest_grid"].indicators if n in known)
    one = Asked(selection, tuple(n for n in here.config.figures["totals"].indicators if n in known), "", district)
    found = [overview.grid(Asked(selection, counts), here)]
    both = change.build(Asked(selection, ("accidents", "deaths")), here)
    found += [both.judged, both.beside]
    for domain in here.config.domains:
        asked = Asked(selection, tuple(n for n in here.config.domain(domain).indicators if n in known), domain)
        found += [f(asked, here) for f in (chain.build, parts.sectors, parts.series, parts.unpublished)]
    found += [f(Asked(selection), here) for f in (records.events, records.revisions)]
    found += [f(Asked(selection), here) for f in (warnings.build, warnings.graded, scorecard.build)]
    found += [targets.build(Asked(selection), here).listing, records.documents(one, here).listing]
    found += [profile.computed(one, here), profile.refused(one, here), *profile.build(one, here).domains]
    return [listing for listing in found if listing is not None]


WHOLE = (
    deaths(4, year(2024)), deaths(6, year(2023)), accidents(5, year(2024)), accidents(4, year(2023)),
    deaths(7, year(2022)), deaths(8, year(2022), source="late"), *found_and_rectified(), BY_SECTOR, CAMPAIGN,
    deaths(9, year(2024), "city_b", basis="all_kinds"), fined(300000, "stated"), penalised(5, "stated"), DONE,
)  # fmt: skip
MORE = {"targets": table("targets", [PLAN]), "accident_events": table("accident_events", [FALL])}


@pytest.mark.parametrize(
    ("sources", "marks"),
    [("", []), (DEMO, ["demonstration"]), (INTERNAL, ["internal"])],
    ids=["none", "demo", "internal"],
)
def test_every_file_names_the_data_version_and_the_marks_of_its_sources(sources, marks):
    here = at(told(*WHOLE, **MORE, **({"sources": sources} if sources else {})))
    wanted = [words.say("ui", m, "zh") for m in marks] + [here.database.version]
    for found in every_table(here):
        texts = [text for _, text in found.notes]
        assert [text for text in texts if text in wanted] == wanted, found.title
        assert ("演示数据" in texts, "内部资料" in " ".join(texts)) == (
            marks == ["demonstration"],
            marks == ["internal"],
        )


def test_a_row_has_as_many_cells_as_its_table_has_columns():
    for found in every_table(at(told(*WHOLE, **MORE))):
        assert {len(row) for row in found.rows} <= {len(found.columns)}, found.title


def test_tables_hold_no_markdown():
    for found in every_table(at(told(*WHOLE, **MORE))):
        texts = [c for row in found.rows for c in row if isinstance(c, str)] + list(found.columns)
        assert [t for t in texts if re.search(r"\*\*|:small|:gray|\[|\]", t)] == [], found.title


def test_marks_that_stand_in_a_table_are_explained_in_its_file():
    usual = [deaths(v, year(2024), d) for v, d in ((1, "city_a"), (2, "city_b"))]
    here = at(told(*usual, deaths(9, year(2024), "city_zone", basis="all_kinds")))
    found = overview.grid(of("deaths"), here).table(here)
    assert any("①" in text for _, text in found.notes)


# Every number with its citation; both languages; nothing to show.


def keys_of(here: Setting, districts: tuple[str, ...], district: str) -> list[Key]:
    listings = every_listing(here, districts, district)
    return [k for listing in listings for k in listing.keys]


def test_every_number_has_a_citation_that_exists(real):
    districts = ("changzhou_jintan", "taizhou_wenling", "zaozhuang_gaoxin", "shenzhen_luohu", "tianjin_jinnan")
    here = at(real)
    listings = every_listing(here, districts, "taizhou_wenling")
    assert [n.label for listing in listings for n in listing.numbers if not n.keys] == []
    keys = {k for listing in listings for k in listing.keys}
    assert set(citations(keys, here)) == keys


def chinese(texts: Iterable[str], here: Setting) -> list[str]:
    """Return the texts with Chinese in them, apart from titles of documents, publishers and wordings of plans."""
    documents = {r[k] for r in here.database.query("sources") for k in ("title", "publisher") if r[k]}
    kept = re.compile(
        "|".join(["《[^》]*》[^\\]]*", "“[^”]*”", *map(re.escape, sorted(documents, key=len, reverse=True))])
    )
    return [text for text in texts if CHINESE.search(kept.sub("", text))]


def texts_of(listing: Listing) -> list[str]:
    return [listing.title, listing.lede, listing.missing, *listing.notes, *listing.columns,
            *(n.label for n in listing.numbers)]  # fmt: skip


def every_text(here: Setting, districts: tuple[str, ...], district: str, **chosen: object) -> list[str]:
    """Return all titles, ledes, notes and columns that pages show, of whatever form."""
    found = [t for x in every_listing(here, districts, district, **chosen) for t in texts_of(x)]
    selection = Selection(districts, **chosen)
    known = indicators.catalogue(here.database, here.config)
    view = profile.build(Asked(selection, ("accidents", "deaths"), "", district), here)
    found += [view.title, view.lede]
    for name in (n for n in ("deaths", "average_fine", "inspections") if n in known):
        t = trend.build(Asked(selection, (name,)), here)
        found += [t.title, t.lede, t.unit, *t.notes, *t.table(here).columns, *(p.name for p in t.panels)]
    p = pairs.build(Asked(selection, ("deaths", "accidents")), here)
    found += [p.title, p.lede, p.x_title, p.y_title, p.x_unit, p.y_unit, *p.notes, *p.table.columns]
    names = tuple(n for n in here.config.figures["latest_tiles"].indicators if n in known)
    for tile in overview.tiles(Asked(selection, names), here):
        found += [tile.title, tile.value, tile.whose, tile.when, tile.change]
    return found


SELECTIONS = [{}, {"years": (2013,)}, {"period": parse_period(year(2024, 6))}, {"mode": "same"}]


@pytest.mark.parametrize("chosen", SELECTIONS, ids=lambda c: next(iter(c), "all"))
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_form_speaks_both_languages_on_the_curated_data(real, lang, chosen):
    here = at(real, lang)
    districts = ("changzhou_jintan", "taizhou_wenling", "nantong_chongchuan", "zaozhuang_gaoxin", "shenzhen_luohu")
    found = every_text(here, districts, "taizhou_wenling", **chosen)
    assert [t for t in found if re.search(r"[{}]|None|nan\b", t)] == []
    if lang == "en":
        assert chinese(found, here) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_form_speaks_both_languages_where_there_is_nothing(lang):
    here = at(told(), lang)
    found = every_text(here, DISTRICTS, "city_a")
    assert [t for t in found if re.search(r"[{}]|None|nan\b", t)] == []
    listings = every_listing(here, DISTRICTS, "city_a")
    assert [x.title for x in listings if not x.title] == []
    if lang == "en":
        assert chinese(found, here) == []


def test_an_english_basis_begins_small_after_what_it_is_told_with(real):
    totals = profile.build(Asked(Selection(), district="taizhou_wenling"), at(real, "en"))
    names = [row[0] for one in totals.domains for row in one.rows]
    assert any("accident statistics, work accidents" in name for name in names)
    assert [name for name in names if re.search(r"\[[^\]]*, [A-Z][a-z]", name)] == []
