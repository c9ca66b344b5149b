"""The demonstration city: a whole data folder of random figures, said to be random in every source."""

import calendar
import csv
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property
from itertools import chain, count, islice
from pathlib import Path
from statistics import median
from zlib import crc32

import numpy as np

from anjian.config import ROOT
from anjian.store.schema import FIGURES, REGISTRIES

CURATED = ROOT / "data"
COPIED = ("measures", "sectors", "bases")
LAST_YEAR, LAST_MONTH = 2025, 12
LONGEST, MOST_ROWS = 600, 10_000_000  # months
EVENT_MONTHS = 24
RANDOM = "演示数据，随机生成，不是真实数字"
PUBLISHER = "演示市应急管理局（演示数据）"
STATISTICS = "accident_statistics"
PLAN, YEARBOOK = "demo_plan_2025", "demo_yearbook"
NOT_COUNTED = ("%", "分")

# id, name, English name, kind, residents in 10,000, accidents a month, their change a year
PLACES = (
    ("jia", "甲区", "A District", "district", 88.2, 2.0, -0.08),
    ("yi", "乙区", "B District", "district", 71.5, 1.5, 0.0),
    ("bing", "丙区", "C District", "district", 64.3, 1.2, -0.14),
    ("ding", "丁区", "D District", "district", 52.9, 0.7, 0.0),
    ("wu", "戊区", "E District", "district", 47.6, 0.6, 0.25),
    ("ji", "己区", "F District", "district", 38.4, 0.5, -0.05),
    ("geng", "庚区", "G District", "district", 33.1, 0.4, 0.0),
    ("zi", "子区", "H District", "district", 27.8, 0.3, -0.1),
    ("xin", "辛市", "I City", "county_level_city", 79.0, 1.8, -0.12),
    ("ren", "壬市", "J City", "county_level_city", 58.7, 1.0, 0.0),
    ("gui", "癸县", "K County", "county", 42.2, 0.9, -0.06),
    ("chou", "丑开发区", "L Development Zone", "development_zone", 20.6, 0.2, 0.0),
)

# What shapes a year, January to December: quiet about the Spring Festival, June is the month of work safety.
SEASONS = {
    "inspections": (0.55, 0.50, 1.00, 1.10, 1.10, 1.35, 1.05, 0.95, 1.20, 0.95, 1.15, 1.30),
    "fines": (0.60, 0.50, 0.95, 1.05, 1.10, 1.20, 1.15, 1.05, 1.10, 1.00, 1.10, 1.20),
    "accidents": (1.00, 0.85, 1.00, 1.00, 1.05, 1.05, 1.10, 1.10, 1.00, 0.95, 1.00, 0.90),
    "training": (0.35, 0.45, 1.30, 1.10, 1.00, 1.50, 0.90, 0.80, 1.10, 1.00, 1.30, 1.20),
    "preparedness": (0.40, 0.50, 0.80, 1.00, 1.40, 1.90, 1.50, 1.10, 0.90, 0.80, 1.30, 0.80),
    "publicity": (0.60, 0.50, 0.80, 0.90, 1.20, 2.40, 0.90, 0.80, 1.00, 0.90, 1.50, 1.00),
}
LEVEL_YEAR = (1.0,) * 12

# What a district of 450,000 does in a month; other measures take their size from the curated figures.
SCALES = {"inspections": 320, "people_trained": 900, "training_sessions": 14, "drills": 9, "supervision_problems": 3}

# Measures that follow another one: a share of it (never more than it), or a multiple.
FOLLOWS = {
    "enterprises_inspected": ("inspections", 0.75, 0.95),
    "sites_inspected": ("inspections", 1.3, 1.8),
    "inspectors_deployed": ("inspections", 2.0, 2.8),
    "enterprises_surveyed": ("inspections", 0.2, 0.4),
    "hazards_found": ("inspections", 1.4, 3.6),
    "hazards_rectified": ("hazards_found", 0.95, 1.0),
    "major_hazards_found": ("hazards_found", 0.002, 0.008),
    "major_hazards_rectified": ("major_hazards_found", 0.85, 1.0),
    "enterprises_with_major_hazards": ("major_hazards_found", 0.7, 0.95),
    "enterprises_with_major_hazards_rectified": ("enterprises_with_major_hazards", 0.85, 1.0),
    "rectification_orders": ("inspections", 0.25, 0.45),
    "rectification_orders_completed": ("rectification_orders", 0.9, 1.0),
    "recheck_opinions": ("rectification_orders", 0.85, 1.0),
    "enforcement_documents": ("inspections", 0.3, 0.5),
    "warning_letters": ("inspections", 0.01, 0.03),
    "enterprises_ordered_to_rectify": ("enterprises_inspected", 0.2, 0.4),
    "enterprises_suspended": ("enterprises_inspected", 0.002, 0.01),
    "enterprises_closed": ("enterprises_suspended", 0.1, 0.3),
    "supervision_problems_rectified": ("supervision_problems", 0.9, 1.0),
    "cases_filed": ("inspections", 0.03, 0.08),
    "cases_fined_50k_or_more": ("cases_filed", 0.08, 0.2),
    "violations_handled": ("cases_filed", 1.1, 1.5),
    "penalties": ("cases_filed", 0.9, 1.0),
    "enterprises_penalised": ("penalties", 0.7, 0.9),
    "administrative_detentions": ("cases_filed", 0.01, 0.04),
    "workers_trained": ("people_trained", 0.45, 0.55),
    "officials_trained": ("people_trained", 0.03, 0.06),
    "enforcement_officers_trained": ("people_trained", 0.01, 0.03),
    "enterprise_heads_trained": ("people_trained", 0.06, 0.12),
    "safety_managers_trained": ("people_trained", 0.08, 0.14),
    "special_operators_trained": ("people_trained", 0.04, 0.08),
    "major_hazard_criteria_trained": ("people_trained", 0.1, 0.25),
    "training_registrations": ("people_trained", 0.3, 0.5),
    "training_passes": ("training_registrations", 0.85, 0.97),
    "worker_training_sessions": ("training_sessions", 0.3, 0.5),
    "enterprise_head_training_sessions": ("training_sessions", 0.1, 0.2),
    "enforcement_officer_training_sessions": ("training_sessions", 0.03, 0.08),
    "major_hazard_criteria_sessions": ("training_sessions", 0.1, 0.2),
    "enterprises_examined": ("enterprises_trained", 0.5, 0.8),
    "drill_participants": ("drills", 30, 60),
    "shelters_rechecked": ("shelters_due_for_recheck", 0.9, 1.0),
    "shelters_passed_recheck": ("shelters_rechecked", 0.9, 1.0),
    "shelters_town_level": ("shelters", 0.15, 0.2),
    "shelters_county_level": ("shelters", 0.01, 0.02),
    "petrol_stations_with_smart_video": ("petrol_stations_registered", 0.4, 0.9),
    "emergency_fire_stations_with_own_offices": ("emergency_fire_stations", 0.7, 1.0),
    "film_attendances": ("film_screenings", 80, 200),
    "video_views": ("short_videos", 1500, 4000),
    "publicity_lecture_attendances": ("publicity_lectures", 60, 120),
}

# By industry: in every city these, the industries of accidents first; with ``rows`` all of sectors.csv.
BY_SECTOR = ("construction", "industry_and_trade", "hazardous_chemicals", "road_transport")
SPLIT = (
    "inspections", "hazards_found", "hazards_rectified", "cases_filed", "fine_amount",
    "accidents", "deaths", "people_trained",
)  # fmt: skip
OF_EVENTS = ("accidents", "deaths", "injuries", "serious_injuries", "direct_loss")
EVENT_SECTORS = ("construction", "industry_and_trade", "hazardous_chemicals", "road_transport", "transport", "fire")
EVENT_SHARES = (0.34, 0.28, 0.05, 0.18, 0.1, 0.05)

CAMPAIGNS = (
    ("岁末年初安全生产大检查", "year-end inspection"),
    ("有限空间作业专项整治", "confined-space campaign"),
    ("电动自行车全链条整治", "electric-bicycle campaign"),
    ("危险化学品专项检查", "hazardous-chemicals campaign"),
    ("建筑施工百日攻坚", "hundred days of construction safety"),
    ("厂房仓库专项整治", "factory and warehouse campaign"),
)
CAMPAIGN_MEASURES = ("inspections", "hazards_found", "hazards_rectified")

# What real bulletins have too: months not published, a figure missing, a bound, a later revision.
GAPS = {("demo_ding", "2024-08"), ("demo_xin", "2023-02")}
ODD = {
    ("demo_geng", "people_trained", "2025-05"): "missing",
    ("demo_ren", "people_trained", "2025-09"): "at_least",
    ("demo_yi", "inspections", "2025-03"): "revised",
}
REVISED_AFTER = 2  # months
COUNTING = re.compile("(起数|人数|场次|次数|项数|家次|人次|金额|案件)$")  # 死亡人数 is written as 死亡3人
STATUS = {"missing": "missing", "later": "revised"}

EMPLOYED = {
    "employed_sample": 1.0,
    "employed_mining_sample": 0.01,
    "employed_manufacturing_sample": 0.31,
    "employed_utilities_sample": 0.01,
    "employed_construction_sample": 0.12,
    "employed_transport_sample": 0.06,
    "employed_agriculture_sample": 0.14,
}  # of the employed, who are about half of the residents: a sample of one in ten

# district, title, English title, measure, sector, grade, aim, value, unit, per, deadline, as worded, phrase
TARGETS = (
    ("jia", "全年检查不少于7000家次", "At least 7,000 inspection visits", "inspections", "all", "all",
     "at_least", 7000, "家次", "year", "2025-12-31", "12月底前", "演示：检查不少于7000家次"),
    ("jia", "生产安全事故死亡不超过20人", "No more than 20 deaths", "deaths", "all", "all",
     "at_most", 20, "人", "year", "2025-12-31", "年内", "演示：死亡人数控制在20人以内"),
    ("jia", "不发生较大以上事故", "No larger or worse accidents", "accidents", "all", "larger_or_worse",
     "exactly", 0, "起", "year", "", "", "演示：杜绝较大以上事故"),
    ("jia", "培训人数增加", "More people trained", "people_trained", "all", "all",
     "increase", "", "人", "year", "", "", "演示：培训人数较上年增加"),
    ("yi", "事故起数下降", "Fewer accidents", "accidents", "all", "all",
     "decrease", "", "起", "year", "", "", "演示：事故起数较上年下降"),
    ("yi", "每季度召开安委会会议1次", "A safety committee meeting a quarter", "safety_committee_meetings", "all",
     "all", "at_least", 1, "次", "quarter", "", "", "演示：每季度至少召开1次"),
    ("yi", "危化品企业检查全覆盖", "All hazardous-chemical enterprises inspected", "", "hazardous_chemicals", "all",
     "complete", "", "", "once", "2025-06-30", "6月底前", "演示：危化品企业检查全覆盖"),
    ("bing", "遏制一般事故", "General accidents contained", "accidents", "all", "general",
     "contain", "", "起", "year", "", "", "演示：有效遏制一般事故"),
    ("bing", "隐患整改率不低于98%", "At least 98% of hazards rectified", "", "all", "all",
     "at_least", 98, "%", "year", "2025-12-31", "年内", "演示：整改率不低于98%"),
    ("bing", "健全应急值守制度", "Emergency duty rules improved", "", "all", "all",
     "text", "", "", "once", "", "", "演示：健全应急值守制度"),
    ("xin", "开展应急演练200场", "200 drills", "drills", "all", "all",
     "exactly", 200, "场", "year", "2025-11-30", "11月底前", "演示：开展应急演练200场"),
    ("xin", "亡人事故不超过12起", "No more than 12 fatal accidents", "accidents", "all", "fatal",
     "at_most", 12, "起", "year", "2025-12-31", "年内", "演示：亡人事故不超过12起"),
    ("ren", "培训从业人员5500人", "5,500 workers trained", "workers_trained", "all", "all",
     "at_least", 5500, "人", "year", "2025-10-31", "10月底前", "演示：培训从业人员5500人以上"),
    ("gui", "重大事故隐患整改销号", "All major hazards rectified", "major_hazards_rectified", "all", "all",
     "complete", "", "条", "year", "2025-12-20", "12月20日前", "演示：重大隐患全部整改销号"),
)  # fmt: skip


class Refused(ValueError):
    """Nothing was written; ``code`` is a key of the lexicon and ``params`` are its slots."""

    def __init__(self, code: str, **params):
        super().__init__(f"{code}: {params}")
        self.code, self.params = code, params


@dataclass(frozen=True)
class Measure:
    """A measure of the curated registry, with the basis it is mostly published on and its usual size."""

    id: str
    domain: str
    unit: str
    kind: str
    zh: str
    basis: str
    scale: float  # in steps

    @property
    def step(self) -> int:
        """Return what its values are multiples of: yuan are published in hundreds."""
        return 100 if self.unit == "元" else 1


@dataclass(frozen=True)
class Month:
    """One month: its days and how they are written."""

    start: date
    end: date

    @cached_property
    def first(self) -> str:
        return str(self.start)

    @cached_property
    def last(self) -> str:
        return str(self.end)

    @cached_property
    def name(self) -> str:
        return f"{self.start:%Y-%m}"

    @cached_property
    def source(self) -> str:
        return f"demo_{self.start:%Y_%m}"


@dataclass(frozen=True)
class Place:
    """A district of the demonstration city and what its figures depend on."""

    number: int
    id: str
    zh: str
    en: str
    kind: str
    residents: int
    accidents: float
    change: float

    @property
    def size(self) -> float:
        return self.residents / 450_000

    @property
    def bureau(self) -> str:
        return f"{self.id}_bureau"

    def campaign(self, number: int) -> str:
        """Return the series of one of its campaigns, counted from 0."""
        return f"{self.id}_campaign" + (f"_{number + 1}" if number else "")

    def scope(self, number: int) -> str:
        """Return how a campaign stands to the total; both ways occur."""
        return ("separate", "overlaps")[(self.number + number) % 2]


@dataclass(frozen=True)
class Event:
    """One accident."""

    day: date
    sector: str
    deaths: int
    serious_injuries: int
    injuries: int
    direct_loss: int
    accidents: int = 1

    @property
    def fatal(self) -> int:
        return int(self.deaths > 0)


@dataclass(frozen=True)
class Block:
    """The figures of one measure, sector, grade and series, one a month; None where a month has none."""

    measure: Measure
    sector: str
    grade: str
    series: str
    values: list

    @property
    def key(self) -> tuple[str, ...]:
        """Return where it stands in a tidy file."""
        return self.measure.id, self.sector, self.grade, self.series

    @property
    def whole(self) -> bool:
        """Return whether it is what the district published of the measure as a whole."""
        return self.sector == "all" and self.grade == "all" and "_campaign" not in self.series

    @cached_property
    def named(self) -> str:
        """Return how a bulletin begins the phrase of one of its figures."""
        part = f"其中{sectors()[self.sector]}" if self.sector != "all" else ""
        grade = {"fatal": "亡人", "larger_or_worse": "较大以上"}.get(self.grade, "")
        return f"演示：{part}{grade}{COUNTING.sub('', self.measure.zh)}"


def write(folder: Path, months: int = 60, rows: int | None = None, seed: int = 2021) -> int:
    """Write the CSV files of a random city into a folder and return the number of figure rows.

    ``months`` end with December 2025; ``rows`` asks for about so many figures, by more industries and campaigns.
    Raises Refused where the folder holds anything but an earlier demonstration, and for months or rows out of bounds.
    """
    city = City(months, seed, rows)
    tables = city.tables()
    folder.mkdir(parents=True, exist_ok=True)
    if found := foreign(folder, tables.keys()):
        raise Refused("demo_other_data", folder=folder, found=found)
    counts = {name: _write_table(folder / f"{name}.csv", *table) for name, table in tables.items()}
    return sum(n for name, n in counts.items() if name not in REGISTRIES)


def foreign(folder: Path, tables: Iterable[str]) -> str:
    """Return what a folder holds that no demonstration wrote, or an empty string."""
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() == ".csv")
    names = [p.name for p in files]
    if strange := [name for name in names if name not in {f"{t}.csv" for t in tables}]:
        return ", ".join(strange)
    if files and "sources.csv" not in names:
        return ", ".join(names)
    sources = {r.get("id"): r.get("kind") for r in _rows_of(folder / "sources.csv")} if files else {}
    if kinds := sorted({str(kind) for kind in sources.values()} - {"demo"}):
        return f"sources.csv: {', '.join(kinds)}"
    return next((p.name for p in files if not _cited(p) <= sources.keys()), "")


def _cited(path: Path) -> set[str]:
    """Return the sources that a file cites."""
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        rows = csv.reader(file)
        header = next(rows, [])
        at = header.index("source") if "source" in header else None
        return set() if at is None else {row[at] for row in rows if len(row) > at}


def _rows_of(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
        yield from csv.DictReader(file)


def _write_table(path: Path, header: Iterable[str], rows: Iterable[Iterable]) -> int:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        return sum(1 for _ in map(writer.writerow, rows))


# The measures: which basis is usual and how large a figure is, learnt from the curated figures.


@cache
def measures() -> dict[str, Measure]:
    """Return every measure of the curated registry except populations, by id."""
    registry = [r for r in _rows_of(CURATED / "measures.csv") if r["domain"] != "denominators"]
    bases, sizes = _published({r["domain"] for r in registry})
    return {r["id"]: _measure(r, bases[r["id"]], sizes[r["id"]]) for r in registry}


def _published(domains: set[str]) -> tuple[dict[str, Counter], dict[str, list[float]]]:
    """Return the bases and the sizes (for a month, or of a stock) with which each measure is published."""
    bases, sizes = defaultdict(Counter), defaultdict(list)
    for path in (CURATED / f"{domain}.csv" for domain in sorted(domains)):
        for row in _rows_of(path) if path.is_file() else ():
            bases[row["measure"]][row["basis"]] += 1
            if row["value"]:
                days = (date.fromisoformat(row["period_end"]) - date.fromisoformat(row["period_start"])).days
                sizes[row["measure"]].append(float(row["value"]) / max(1, days / 30.4))
    return bases, sizes


def _measure(row: dict, bases: Counter, sizes: list[float]) -> Measure:
    usual = min(bases, key=lambda b: (-bases[b], b != "stated", b), default="stated")
    basis = "production" if row["id"] in OF_EVENTS else usual  # one basis, so that they can be divided
    size = median(sizes) / (100 if row["unit"] == "元" else 1) if sizes else 5
    scale = SCALES.get(row["id"]) or max(0.3, size)
    return Measure(row["id"], row["domain"], row["unit"], row["kind"], row["zh"], basis, scale)


@cache
def sectors() -> dict[str, str]:
    """Return the Chinese names of all industries but the whole, by id: those of every city first."""
    named = {r["id"]: r["zh"] for r in _rows_of(CURATED / "sectors.csv")}
    return {s: named[s] for s in (*BY_SECTOR, *named) if s in named and s != "all"}


# One district: its figures month by month.


class History:
    """The figures of one district. Each measure has a random stream of its own: none depends on what else is asked."""

    def __init__(self, place: Place, months: list[Month], seed: int):
        self.place, self.months, self.seed = place, months, seed
        self.number = np.array([m.start.month - 1 for m in months])
        self.years = np.arange(-len(months), 0) / 12  # before the last month
        self.silent = [(place.id, m.name) in GAPS for m in months]
        self.events = self._events()
        self.cuts = self._cuts()
        self._known: dict[str, np.ndarray] = {}

    def _stream(self, what: str) -> np.random.Generator:
        return np.random.default_rng([self.seed, self.place.number, crc32(what.encode())])

    def _events(self) -> list[Event]:
        """Return the accidents, in order of their days; none in a month that nobody reported."""
        random, place = self._stream("events"), self.place
        season = np.array(SEASONS["accidents"])[self.number]
        trend = (1 + place.change) ** (self.years + len(self.months) / 24)
        counts = random.poisson(place.accidents * season * trend)
        events = [self._event(m, random) for m, n in zip(self.months, counts, strict=True) for _ in range(n)]
        return sorted((e for e in events if (place.id, f"{e.day:%Y-%m}") not in GAPS), key=lambda e: e.day)

    def _event(self, month: Month, random: np.random.Generator) -> Event:
        day = month.start + timedelta(days=int(random.integers((month.end - month.start).days + 1)))
        deaths = int(random.choice(3, p=(0.32, 0.6, 0.08)))
        injuries = int(random.poisson(0.4)) + (deaths == 0)  # an accident hurts somebody
        serious = int(random.binomial(injuries, 0.3))
        loss = round(float(1_250_000 * deaths + random.lognormal(11.8, 0.8)), -2)
        return Event(day, str(random.choice(EVENT_SECTORS, p=EVENT_SHARES)), deaths, serious, injuries, int(loss))

    def _cuts(self) -> np.ndarray:
        """Return per month where each industry's share of a whole begins and ends, between 0 and at most 0.98."""
        random, n = self._stream("sectors"), len(sectors())
        weight = 1.0 / (1 + np.arange(n)) + 0.04
        shares = random.dirichlet(np.append(weight, weight.sum() * 0.25) * 20, len(self.months))[:, :n]
        return np.hstack([np.zeros((len(self.months), 1)), shares.cumsum(axis=1) * 0.98])

    def values(self, measure: str) -> np.ndarray:
        """Return the monthly values of a measure for the whole district."""
        if measure not in self._known:
            self._known[measure] = self._bound(measure, self._drawn(measures()[measure]))
        return self._known[measure]

    def _bound(self, measure: str, values: np.ndarray) -> np.ndarray:
        """Return values where those that are published as at least so many are round."""
        round_ones = [ODD.get((self.place.id, measure, m.name)) == "at_least" for m in self.months]
        return np.where(round_ones, values // 10 * 10, values)

    def _drawn(self, m: Measure) -> np.ndarray:
        random = self._stream(m.id)
        if m.id in OF_EVENTS:
            return self._of_events(m.id)
        if m.unit in NOT_COUNTED:
            return self._graded(m, random)
        if m.id == "fine_amount":
            return self._fines(random)
        if m.id in FOLLOWS:
            return self._following(m, random)
        return m.step * (self._stock(m, random) if m.kind == "stock" else self._flow(m, random))

    def _of_events(self, measure: str, sector: str | None = None) -> np.ndarray:
        """Return monthly sums over the accidents, of one industry or of all."""
        sums = Counter()
        for e in self.events:
            if sector in (None, e.sector):
                sums[f"{e.day:%Y-%m}"] += getattr(e, measure)
        return np.array([sums[m.name] for m in self.months])

    def _flow(self, m: Measure, random: np.random.Generator) -> np.ndarray:
        level = m.scale * self.place.size * random.lognormal(0, 0.2)
        growth = (1 + random.normal(0.02, 0.03)) ** self.years
        season = np.array(SEASONS.get(m.domain, LEVEL_YEAR))[self.number]
        return random.poisson(level * season * growth * random.lognormal(0, 0.1, len(self.months)))

    def _stock(self, m: Measure, random: np.random.Generator) -> np.ndarray:
        """Return a level that grows a little, by steps."""
        level = max(1, m.scale * self.place.size**0.5 * random.lognormal(0, 0.2))
        return round(level) + random.poisson(level * 0.003, len(self.months)).cumsum()

    def _following(self, m: Measure, random: np.random.Generator) -> np.ndarray:
        parent, low, high = FOLLOWS[m.id]
        wobble = random.normal(random.uniform(low, high), (high - low) / 8, len(self.months)).clip(low, high)
        if m.kind == "stock":
            return (self.values(parent) * np.sort(wobble)).astype(int)
        whole = self.values(parent)
        return random.binomial(whole, wobble) if high <= 1 else random.poisson(whole * wobble)

    def _fines(self, random: np.random.Generator) -> np.ndarray:
        """Return fines of 10,000 to 60,000 yuan a penalty, in whole hundreds."""
        each = random.uniform(15_000, 42_000) * random.lognormal(0, 0.18, len(self.months))
        return (self.values("penalties") * each.clip(10_000, 60_000) / 100).astype(int) * 100

    def _graded(self, m: Measure, random: np.random.Generator) -> np.ndarray:
        """Return percentages and marks: progress rises through the year, the rest stays high."""
        if m.kind == "stock":
            year = (self.number + 1) / 12
            return (100 * year ** random.uniform(0.6, 1.1)).clip(0, 100).round(1)
        top = 100 if m.unit == "%" else 96
        return random.normal(top - 5, 2.5, len(self.months)).clip(top - 16, top).round(1)

    def by_sector(self, measure: str) -> dict[str, np.ndarray]:
        """Return the monthly values of each industry; together they never exceed the whole."""
        if measure in OF_EVENTS:
            return {s: self._of_events(measure, s) for s in sectors()}
        step = measures()[measure].step
        edges = np.floor(self.values(measure)[:, None] / step * self.cuts + 1e-9).astype(int) * step
        parts = dict(zip(sectors(), np.diff(edges, axis=1).T, strict=True))
        if measure in FOLLOWS and measure.endswith("_rectified"):  # not more than were found in the same industry
            found = self.by_sector(FOLLOWS[measure][0])
            parts = {s: np.minimum(values, found[s]) for s, values in parts.items()}
        return parts

    def campaign(self, measure: str, number: int) -> list:
        """Return a campaign's monthly values: four months of each year for the first one, all for further ones."""
        first = (self.place.number * 5 + 8) % 12
        share = 0.12 + (self.place.number + number) % 5 * 0.04
        step = measures()[measure].step
        values = ((self.values(measure) / step * share).astype(int) * step).tolist()
        return [v if number or (m - first) % 12 < 4 else None for v, m in zip(values, self.number, strict=True)]

    def blocks(self, domain: str, extra: dict[str, list]) -> list[Block]:
        """Return the figures of a domain in the order of a tidy file; ``extra`` says by which industries, campaigns."""
        chosen = [m for m in measures().values() if m.domain == domain]
        return sorted((b for m in chosen for b in self._of_measure(m, extra.get(m.id, []))), key=lambda b: b.key)

    def _of_measure(self, m: Measure, extra: list) -> Iterator[Block]:
        series = STATISTICS if m.domain == "accidents" else self.place.bureau
        yield Block(m, "all", "all", series, self.values(m.id).tolist())
        parts = self.by_sector(m.id) if extra else {}
        yield from (Block(m, s, "all", series, values.tolist()) for s, values in parts.items() if s in extra)
        if m.id == "accidents":
            yield Block(m, "all", "fatal", series, self._of_events("fatal").tolist())
            yield Block(m, "all", "larger_or_worse", series, [0] * len(self.months))
        first = [0] if m.id in CAMPAIGN_MEASURES else []
        for n in first + [n for n in extra if isinstance(n, int)]:
            yield Block(m, "all", "all", self.place.campaign(n), self.campaign(m.id, n))

    def printed(self, at: int) -> Iterator[tuple]:
        """Return what the bulletin of a month prints about its own figures: a ratio, a share and a change."""
        yield from self._quotient("ratio", at, ("hazards_rectified", "all", at), ("hazards_found", "all", at))
        share = ("cases_filed", "hazardous_chemicals", at), ("cases_filed", "all", at)
        yield from self._quotient("share", at, *share)
        if at - 12 >= -len(self.months) and not self.silent[at - 12]:
            yield from self._quotient("yoy", at, ("inspections", "all", at), ("inspections", "all", at - 12))

    def _quotient(self, kind: str, at: int, part: tuple, whole: tuple) -> Iterator[tuple]:
        """Return one printed number, or nothing where it would divide by zero or by a figure that was revised."""
        above, below = self._value(*part), self._value(*whole)
        if not below or any((self.place.id, m, self.months[i].name) in ODD for m, _, i in (part, whole)):
            return
        month, digits = self.months[at], 1 if kind == "yoy" else 2
        value = round(100 * above / below - (100 if kind == "yoy" else 0), digits)
        names = {"ratio": "整改率", "share": "危化品案件占比", "yoy": "检查家次同比"}
        yield (
            kind, month.source, self.place.id, month.first, month.last, f"{value:g}", "%",
            f"{0.5 / 10**digits:g}", "exact", f"{self._part(*part)}|{self._part(*whole)}", "",
            f"演示：{names[kind]}{value:.{digits}f}%",
        )  # fmt: skip

    def _value(self, measure: str, sector: str, at: int) -> int:
        return (self.values(measure) if sector == "all" else self.by_sector(measure)[sector])[at]

    def _part(self, measure: str, sector: str, at: int) -> str:
        m, month = measures()[measure], self.months[at]
        return f"{measure}/{sector}/all/{self.place.bureau}/{m.basis}@{month.first}..{month.last}"

    def figures(self, block: Block) -> Iterator[tuple]:
        """Return the rows of a block, in the columns of the contract."""
        odds = {month: odd for (p, m, month), odd in ODD.items() if (p, m) == (self.place.id, block.measure.id)}
        for month, value, silent in zip(self.months, block.values, self.silent, strict=True):
            odd = odds.get(month.name, "")
            if value is None or silent or (odd == "missing" and not block.whole):
                continue
            yield self._row(block, month, value, odd if odd and block.whole else "", month.source)
            if odd == "revised" and block.whole and (later := self._later(month)):
                yield self._row(block, month, value + max(1, value // 30), "later", later)

    def _later(self, month: Month) -> str | None:
        """Return the bulletin that revises a month, if there is one yet."""
        at = self.months.index(month) + REVISED_AFTER
        return self.months[at].source if at < len(self.months) else None

    def _row(self, block: Block, month: Month, value: float, odd: str, source: str) -> tuple:
        m, stock = block.measure, block.measure.kind == "stock"
        money = m.unit == "元" and value > 0 and odd != "missing"
        return (
            self.place.id, month.last if stock else month.first, month.last, "as_of" if stock else "printed",
            m.id, block.sector, block.grade, block.series, m.basis,
            "" if odd == "missing" else f"{value:g}" if isinstance(value, float) else value,
            50 if money else "", "at_least" if odd == "at_least" else "exact",
            STATUS.get(odd) or ("provisional" if month is self.months[-1] else "normal"),
            source, "", "演示：本月未报" if odd == "missing" else f"{block.named}{_written(m, value, odd)}", "",
        )  # fmt: skip


def _written(m: Measure, value: float, odd: str) -> str:
    """Return a figure as a bulletin words it."""
    if m.unit == "元" and value:
        return f"{value / 10_000:.2f}万元"
    number = f"{value:g}" if isinstance(value, float) else value
    return f"{number}{'余' if odd == 'at_least' else ''}{m.unit}"


# The city: its tables.


def _within(name: str, found: int, least: int, most: int) -> None:
    if not least <= found <= most:
        raise Refused("demo_bound", name=name, found=found, allowed=f"{least}..{most}")


class City:
    """The random city. The same months, rows and seed give the same tables."""

    def __init__(self, months: int, seed: int, rows: int | None):
        _within("months", months, 1, LONGEST)
        _within("seed", seed, 0, 2**32 - 1)
        self.seed, self.months = seed, _calendar(months)
        self.domains = sorted({m.domain for m in measures().values()})
        self.histories = [History(_place(i, given), self.months, seed) for i, given in enumerate(PLACES, 1)]
        self.extra: dict[str, list] = {m: list(BY_SECTOR) for m in SPLIT}
        if rows is not None:
            self._widen(rows)

    def _widen(self, rows: int) -> None:
        """Add industries, the largest first, then whole campaigns, until there are about so many figures."""
        plain = sum(1 for d in self.domains for _ in self.figures(d))
        _within("rows", rows, round(0.95 * plain), MOST_ROWS)
        counted = [m.id for m in measures().values() if m.unit not in NOT_COUNTED]
        by_sector = ((m, s) for s in sectors() for m in counted if not (m in SPLIT and s in BY_SECTOR))
        campaigns = ((m, n) for n in count(1) for m in counted)
        each = sum(h.silent.count(False) for h in self.histories)
        for measure, more in islice(chain(by_sector, campaigns), max(0, round((rows - plain) / each))):
            self.extra.setdefault(measure, []).append(more)

    def figures(self, domain: str) -> Iterator[tuple]:
        """Return the figure rows of a domain."""
        for h in self.histories:
            for block in h.blocks(domain, self.extra):
                yield from h.figures(block)

    def tables(self) -> dict[str, tuple[Iterable[str], Iterable[Iterable]]]:
        """Return header and rows of every table. Sources come first: half a demonstration is known as one."""
        own = {
            "sources": self._sources(), "districts": self._districts(), "series": self._series(),
            "denominators": self._denominators(), "targets": self._targets(),
            "accident_events": self._events(), "printed": self._printed(),
        }  # fmt: skip
        tables = {name: ([c.name for c in REGISTRIES[name]], rows) for name, rows in own.items()}
        copies = {name: _copy(name) for name in COPIED}
        figures = {d: ([c.name for c in FIGURES], self.figures(d)) for d in self.domains}
        return tables | copies | figures

    def _sources(self) -> Iterator[tuple]:
        read = ("demo", "supplied", "public", "", RANDOM)
        for m in self.months:
            title = f"演示市安全生产月报{m.start.year}年{m.start.month}月（演示数据）"
            yield m.source, title, PUBLISHER, m.end + timedelta(days=10), *read
        yield PLAN, "演示市2025年安全生产工作计划（演示数据）", PUBLISHER, "2025-01-15", *read
        yield YEARBOOK, "演示市人口与从业人员统计（演示数据）", "演示市统计局（演示数据）", "2025-12-31", *read

    def _districts(self) -> Iterator[tuple]:
        for h in self.histories:
            p = h.place
            yield p.id, "", p.zh, p.en, "演示市", "演示省", "district", p.kind, p.number * 10, "", ""

    def _series(self) -> Iterator[tuple]:
        yield STATISTICS, "", "生产安全事故统计", "Accident statistics", "statistics", "", "total", ""
        numbers = {0} | {n for more in self.extra.values() for n in more if isinstance(n, int)}
        for h in self.histories:
            p = h.place
            yield p.bureau, p.id, f"{p.zh}应急管理局", f"Emergency management bureau, {p.en}", "bureau", "", "total", ""
            for n in sorted(numbers):
                zh, en = CAMPAIGNS[(p.number + n) % len(CAMPAIGNS)]
                again, parent = (f"（{n + 1}）" if n else ""), (p.bureau if p.scope(n) == "overlaps" else "")
                yield p.campaign(n), p.id, f"{p.zh}{zh}{again}", f"{p.en}, {en}", "bureau", zh, p.scope(n), parent

    def _denominators(self) -> Iterator[tuple]:
        for h in self.histories:
            for year in sorted({m.start.year for m in self.months}):
                people = round(h.place.residents * 1.004 ** (year - LAST_YEAR))
                yield h.place.id, f"{year}-12-31", "residents", people, "exact", YEARBOOK, RANDOM
            for measure, share in EMPLOYED.items():
                people = round(h.place.residents * 0.048 * share * (0.8 + h.place.number % 5 / 10))
                yield h.place.id, "2020-11-01", measure, people, "exact", YEARBOOK, RANDOM

    def _targets(self) -> Iterator[tuple]:
        for place, zh, en, measure, sector, grade, aim, value, unit, per, deadline, said, phrase in TARGETS:
            period = (f"demo_{place}", "2025-01-01", "2025-12-31")
            yield (*period, zh, en, measure, sector, grade, aim, value, unit, per, deadline, said, PLAN, "", phrase, "")

    def _events(self) -> Iterator[tuple]:
        first = self.months[-EVENT_MONTHS:][0]
        for h in self.histories:
            seen: Counter[str] = Counter()
            for e in (e for e in h.events if e.day >= first.start):
                seen[month := f"{e.day:%Y_%m}"] += 1
                hurt = (e.deaths, e.serious_injuries, e.injuries, e.direct_loss)
                phrase = f"演示：{sectors()[e.sector]}事故，死亡{e.deaths}人，受伤{e.injuries}人"
                id = f"{h.place.id}_{month}_{seen[month]}"
                yield id, e.day, h.place.id, e.sector, *hurt, "general", f"demo_{month}", "", phrase, ""

    def _printed(self) -> Iterator[tuple]:
        """Return ratios, shares and 同比 that agree with their parts."""
        for h, at in ((h, a) for h in self.histories[:6] for a in range(-12, 0) if a >= -len(self.months)):
            if not h.silent[at]:
                yield from h.printed(at)


def _copy(name: str) -> tuple[list[str], list[list[str]]]:
    with (CURATED / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    return header, rows


def _place(number: int, given: tuple) -> Place:
    id, zh, en, kind, residents, accidents, change = given
    return Place(number, f"demo_{id}", f"演示{zh}", f"Demo {en}", kind, round(residents * 10_000), accidents, change)


def _calendar(months: int) -> list[Month]:
    """Return so many months, the last one December 2025."""
    numbers = range(LAST_YEAR * 12 + LAST_MONTH - months, LAST_YEAR * 12 + LAST_MONTH)
    return [_month(n // 12, n % 12 + 1) for n in numbers]


def _month(year: int, month: int) -> Month:
    return Month(date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1]))
