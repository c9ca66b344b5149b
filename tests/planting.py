"""Rows to plant in the tiny data: each good as it stands; a test changes a cell or two of it."""

import csv
from pathlib import Path

from anjian.problems import Problem, stopping
from anjian.store import DataError, load
from anjian.store.schema import columns_of

GOOD = {
    "inspections": {
        "district": "city_b", "period_start": "2022-01-01", "period_end": "2022-12-31", "measure": "inspections",
        "sector": "all", "series": "b_bureau", "basis": "stated", "value": "7", "source": "early",
        "as_written": "检查7家次",
    },
    "fines": {
        "district": "city_b", "period_start": "2023-01-01", "period_end": "2023-12-31", "measure": "cases_filed",
        "sector": "hazardous_chemicals", "series": "b_bureau", "basis": "handled", "value": "10", "source": "early",
        "as_written": "危化品10起",
    },
    "accidents": {
        "district": "city_zone", "period_start": "2023-01-01", "period_end": "2023-12-31", "measure": "deaths",
        "sector": "all", "series": "statistics", "basis": "production", "value": "1", "source": "early",
        "as_written": "死亡1人",
    },
    "denominators": {
        "district": "city_b", "date": "2022-12-31", "measure": "residents", "value": "190000", "source": "early",
    },
    "printed": {
        "kind": "ratio", "source": "early", "district": "city_a", "period_start": "2023-01-01",
        "period_end": "2023-06-30", "printed_value": "96", "unit": "%", "as_written": "整改率96%",
        "parts": "hazards_rectified/all/all/a_bureau/stated@2023-01-01..2023-06-30"
        "|hazards_found/all/all/a_bureau/stated@2023-01-01..2023-06-30",
    },
    "accident_events": {
        "id": "a_fall", "date": "2023-03-01", "district": "city_a", "sector": "all", "deaths": "1",
        "grade": "general", "source": "early", "as_written": "死亡1人",
    },
    "targets": {
        "district": "city_a", "period_start": "2024-01-01", "period_end": "2024-12-31", "title_zh": "检查家次",
        "title_en": "Visits", "measure": "inspections", "sector": "all", "aim": "at_least", "value": "200",
        "unit": "家次", "per": "year", "source": "early", "as_written": "检查200家次",
    },
    "series": {
        "id": "c_bureau", "district": "city_b", "name_zh": "丙局", "name_en": "Bureau C", "counted_by": "bureau",
        "scope": "within", "parent": "b_bureau",
    },
    "sources": {
        "id": "third", "title": "某通报", "kind": "bulletin", "verification": "official", "visibility": "public",
    },
    "districts": {
        "id": "city_c", "name_zh": "丙区", "name_en": "C", "city": "某市", "province": "某省", "level": "district",
        "kind": "district", "order": "40",
    },
    "measures": {"id": "drills", "domain": "preparedness", "unit": "次", "kind": "flow", "zh": "演练", "en": "Drills"},
    "sectors": {"id": "mining", "zh": "采矿", "en": "Mining"},
    "bases": {"id": "persons", "zh": "人数", "en": "Persons"},
}  # fmt: skip


def plant(folder: Path, table: str, changes: dict) -> int:
    """Add a good row with changes to a file of the folder, widening it where needed; return the row's line."""
    path = folder / f"{table}.csv"
    rows = list(csv.DictReader(path.open(encoding="utf-8"))) if path.exists() else []
    rows.append(GOOD.get(table, GOOD["inspections"]) | changes)
    header = [c.name for c in columns_of(table) if any(c.name in row for row in rows) or not c.optional]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return len(rows) + 1


def problems_of(folder: Path) -> tuple[Problem, ...]:
    """Return everything that is found in a folder, once it is sure that what should stop publication does."""
    try:
        published, problems = True, load(folder).problems
    except DataError as error:
        published, problems = False, error.problems
    assert published == (not stopping(problems))
    return problems
