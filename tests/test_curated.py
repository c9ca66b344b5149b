"""The curated data itself: nothing stops it, the published figures are in, each number stands in its document."""

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from anjian.config import ROOT
from anjian.problems import stopping
from anjian.store import Database, load
from anjian.store.schema import REGISTRIES

PUBLISHED_AT_LEAST = 455  # of 487
SEEDS = {
    "zaozhuang_gaoxin_2022H1": "000",
    "chongchuan_plan_2022": "001",
    "yaohai_plan_2021": "002",
    "wenling_2024H1": "003",
    "jintan_2020": "004",
}
LONGEST_PHRASE = 30
LONGEST_MEANING = 40  # characters of what a basis counts, in Chinese
LONGEST_QUOTE = 25  # Chinese characters in a row that a note may share with a document


@cache
def database() -> Database:
    return load(ROOT / "data")


@cache
def rows() -> tuple[dict, ...]:
    """Return every row of every curated file as text, with its place."""
    return tuple(
        row | {"place": f"{path.name}:{line}", "table": path.stem}
        for path in sorted((ROOT / "data").glob("*.csv"))
        for line, row in enumerate(csv.DictReader(path.open(encoding="utf-8", newline="")), 2)
    )


def seed_texts(shared: Path) -> dict[str, str]:
    """Return the five seed documents by source, without white space."""
    return {
        source: re.sub(r"\s", "", next((shared / "seeds").glob(f"{number}_*.txt")).read_text(encoding="utf-8"))
        for source, number in SEEDS.items()
    }


def chinese(text: str) -> str:
    """Return the Chinese characters of a text, nothing between them."""
    return "".join(re.findall(r"[\u4e00-\u9fff]", text))


def test_nothing_stops_the_curated_data():
    assert stopping(database().problems) == []


def test_every_file_is_in_the_canonical_encoding():
    rules = {p.rule for p in database().problems}
    assert rules.isdisjoint({"gbk", "byte_order_mark", "blank_row", "slashed_date"})


def test_every_row_of_every_file_is_in_the_database():
    counted = Counter(row["table"] for row in rows())
    with database().connection.cursor() as cursor:
        loaded = dict(cursor.execute("select domain, count(*) from figures group by domain").fetchall())
        for table in REGISTRIES:
            loaded[table] = cursor.execute(f"select count(*) from {table}").fetchone()[0]
    assert loaded == counted


# The published figures.


WHOLE_UNITS = {"万元": 10_000, "万人": 10_000}
NAMES = {"事故起数": "accidents", "死亡人数": "deaths", "受伤人数": "injuries", "常住人口": "residents"}


def key(row: dict, district: str, measure: str, factor: int = 1) -> tuple:
    """Return what makes a figure the same: its measure only where documents and data name it alike."""
    value = round(float(row["value"]) * factor, 2) if row["value"] else None
    named = measure if measure in NAMES.values() else ""
    source = row["source"].removesuffix("_train")  # a second reading of the same page
    return district, row["period_start"], row["period_end"], named, value, row["qualifier"], source


def published_keys(shared: Path) -> Counter:
    """Return the published figures, each as often as it stands there."""
    ids = districts_by_name()
    with (shared / "published" / "figures.csv").open(encoding="utf-8", newline="") as file:
        return Counter(
            key(row, ids.get(row["district"], ""), NAMES.get(row["measure"], ""), WHOLE_UNITS.get(row["unit"], 1))
            for row in csv.DictReader(file)
        )


def curated_keys() -> Counter:
    """Return the curated figures and denominators, each as often as it stands there."""
    kept = [row for row in rows() if row["table"] not in REGISTRIES or row["table"] == "denominators"]
    dated = [{"period_start": row.get("date"), "period_end": row.get("date")} | row for row in kept]
    return Counter(key(row, row["district"], row["measure"]) for row in dated)


def districts_by_name() -> dict[str, str]:
    known = [row for row in rows() if row["table"] == "districts"]
    full = {row["city"] + row["name_zh"]: row["id"] for row in known}
    return {row["name_zh"]: row["id"] for row in known} | full


def test_at_least_455_of_the_published_figures_are_in(shared):
    published = published_keys(shared)
    assert published.total() == 487
    assert (published & curated_keys()).total() >= PUBLISHED_AT_LEAST


def test_every_published_source_is_in_under_its_title(shared):
    with (shared / "published" / "sources.csv").open(encoding="utf-8", newline="") as file:
        published = {re.sub(r"\(同 .*\)$", "", row["title"]) for row in csv.DictReader(file)}
    assert published - {row["title"] for row in rows() if row["table"] == "sources"} == set()


def test_a_copy_is_named_and_never_linked():
    sources = [row for row in rows() if row["table"] == "sources"]
    assert [row["id"] for row in sources if row["verification"] == "copy" and row["url"]] == []


def test_every_basis_is_explained_in_one_short_sentence_of_each_language():
    meanings = database().query("meanings")
    assert len({m["meaning_zh"] for m in meanings}) == len({m["meaning_en"] for m in meanings}) == len(meanings)
    assert [m["id"] for m in meanings if len(m["meaning_zh"]) > LONGEST_MEANING] == []
    assert [m["id"] for m in meanings if m["meaning_zh"][-1] in "。；，" or m["meaning_en"][-1] in ".;,"] == []
    assert [m["id"] for m in meanings if re.search("[\u4e00-\u9fff]", m["meaning_en"])] == []


# Spot values, read in the documents by a person.

SPOTS = [
    ("zaozhuang_gaoxin", 2022, "inspections", 92, "exact"),
    ("zaozhuang_gaoxin", 2022, "hazards_found", 400, "at_least"),
    ("zaozhuang_gaoxin", 2022, "cases_filed", 9, "exact"),
    ("zaozhuang_gaoxin", 2022, "fine_amount", 241_000, "exact"),
    ("changzhou_jintan", 2020, "inspections", 820, "exact"),
    ("changzhou_jintan", 2020, "hazards_found", 2359, "exact"),
    ("changzhou_jintan", 2020, "cases_filed", 118, "exact"),
    ("changzhou_jintan", 2020, "fine_amount", 4_843_530, "exact"),
    ("taizhou_wenling", 2024, "hazards_found", 225_400, "exact"),
    ("taizhou_wenling", 2024, "hazards_rectified", 224_900, "exact"),
    ("taizhou_wenling", 2024, "cases_filed", 242, "exact"),
    ("taizhou_wenling", 2024, "fine_amount", 8_958_500, "exact"),
    ("taizhou_wenling", 2024, "accidents", 6, "exact"),
    ("taizhou_wenling", 2024, "deaths", 5, "exact"),
    ("taizhou_wenling", 2024, "injuries", 3, "exact"),
]
PERIODS = {
    "zaozhuang_gaoxin": ("2022-01-01", "2022-06-30"),
    "changzhou_jintan": ("2020-01-01", "2020-11-30"),
    "taizhou_wenling": ("2024-01-01", "2024-06-30"),
}


@pytest.mark.parametrize(("district", "year", "measure", "value", "qualifier"), SPOTS)
def test_a_figure_of_the_whole_district_is_as_printed(district, year, measure, value, qualifier):
    found = database().query(
        "figures", ids=[], districts=[district], domains=[], measures=[measure], years=[year],
        period_start=None, period_end=None, latest=False,
    )  # fmt: skip
    whole = [r for r in found if r["scope"] == "total" and r["sector"] == "all" and r["grade"] == "all"]
    told = [
        (str(r["period_start"]), str(r["period_end"]), r["value"], r["qualifier"])
        for r in whole
        if r["value"] is not None
    ]
    assert told == [(*PERIODS[district], value, qualifier)]


def test_wenling_s_inspections_are_campaigns_only_and_never_the_whole_city():
    found = [r for r in rows() if r.get("district") == "taizhou_wenling" and r.get("measure") == "inspections"]
    scopes = {row["id"]: row["scope"] for row in rows() if row["table"] == "series"}
    assert [r["place"] for r in found if scopes.get(r.get("series")) == "total"] == []


# What is quoted, and how much of it.


def test_no_quoted_phrase_is_longer_than_thirty_characters():
    quoted = [(row["place"], row["as_written"]) for row in rows() if row.get("as_written")]
    assert len(quoted) > 600
    assert [(place, text) for place, text in quoted if len(text) > LONGEST_PHRASE] == []


@pytest.mark.parametrize("source", SEEDS)
def test_every_quoted_phrase_of_a_document_stands_in_it(shared, source):
    text = seed_texts(shared)[source]
    quoted = [(row["place"], row["as_written"]) for row in rows() if row.get("source") == source]
    assert len(quoted) >= 20
    assert [(place, phrase) for place, phrase in quoted if re.sub(r"\s", "", phrase) not in text] == []


def test_no_note_retells_a_document(shared):
    seeds = [chinese(text) for text in seed_texts(shared).values()]
    length = LONGEST_QUOTE + 1
    notes = [(row["place"], chinese(row["note"])) for row in rows() if row.get("note")]
    retold = [
        (place, note[at : at + length])
        for place, note in notes
        for at in range(len(note) - LONGEST_QUOTE)
        if any(note[at : at + length] in seed for seed in seeds)
    ]
    assert notes
    assert retold == []
