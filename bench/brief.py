"""A brief of about five pages with six charts, from selection to bytes: python bench/brief.py [--data DIR]

Promised: at most 1.0 s and 200 MB above the idle app on two cores; twenty at once complete without an error.
Writes bench/brief.json and the second table of docs/performance.md. Exit code 1 where a promise is not kept.
"""

import argparse
import json
import os
import statistics
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from anjian import config as configuration
from anjian.areas import areas
from anjian.brief import Refused, build
from anjian.config import Brief, Config
from anjian.exports.document import Chart
from anjian.exports.writers import writer
from anjian.figures.setting import Setting, setting
from anjian.screen import context, opening
from anjian.selection import Selection
from bench.contest import demonstration

ROOT = Path(__file__).resolve().parent.parent
FILE, DOCS = ROOT / "bench" / "brief.json", ROOT / "docs" / "performance.md"
START, END = "<!-- table: python bench/brief.py writes it -->", "<!-- end of the second table -->"
TIMES, AT_ONCE, CHARTS, MONTHS = 24, 20, 6, 6
LIMITS = {"seconds": 1.0, "megabytes": 200, "errors": 0}
TOLD = {
    "seconds": ("一份材料，从选择到文件（中位，秒）", "one brief, from selection to bytes (median, s)"),
    "megabytes": ("内存比空闲时多（MB）", "memory above the idle app (MB)"),
    "errors": ("20份同时写，出错的份数", "of 20 at once, with an error"),
    "first": ("启动后的第一份，含读入写文件的库（秒）", "the first after the start, the office libraries read in (s)"),
    "crowd": ("20份同时写，最后一份写完（秒）", "20 at once, until the last is done (s)"),
}
ITEMS = [
    {"heading": {"zh": "事故情况", "en": "Accidents"}},
    {"sentence": "figures", "indicators": ["accidents", "deaths"]},
    {"sentence": "changes", "indicators": ["accidents", "deaths"]},
    {"chart": "domain_trend", "indicators": ["accidents"]},
    {"chart": "domain_trend", "indicators": ["deaths"]},
    {"heading": {"zh": "工作开展情况", "en": "Work done"}},
    {"sentence": "figures", "indicators": ["inspections", "hazards_found", "hazards_rectified", "rectification_rate"]},
    {"chart": "hazards_found", "indicators": ["hazards_rectified"]},
    {"chart": "domain_trend", "indicators": ["hazards_found"]},
    {"table": "hazard_chain"},
    {"sentence": "figures", "indicators": ["cases_filed", "penalties", "fine_amount", "average_fine"]},
    {"chart": "domain_trend", "indicators": ["fine_amount"]},
    {"chart": "domain_trend", "indicators": ["people_trained"]},
    {"heading": {"zh": "问题", "en": "Problems"}},
    {"sentence": "problems", "indicators": ["accidents", "deaths"]},
    {"sentence": "questions"},
]  # fmt: skip


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, write; return 1 where a promise is not kept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, metavar="DIR", help="a data folder (default: a million figures)")
    parser.add_argument("--write", action=argparse.BooleanOptionalAction, default=True)
    args = parser.parse_args(arguments)
    here = _setting(args.data or demonstration())
    found = {"rows": sum(a.figures for a in areas(here.database).values())} | measured(here)
    print(json.dumps(found, indent=1))
    if args.write:
        _write(found)
    return int(any(found[k] > limit for k, limit in LIMITS.items()))


def _setting(data: Path) -> Setting:
    """Return the setting of an app that has started: its first page has been asked for, nobody reads it."""
    os.environ["ANJIAN_DATA"] = str(data)
    opening.rehearse()
    config = configuration.load()
    brief = Brief.model_validate(config.briefs["half_year"].model_dump() | {"items": ITEMS})
    known: Config = config.model_copy(update={"briefs": {"bench": brief}})
    return setting(context.live().state().database, known, "zh")


def selections(here: Setting) -> list[Selection]:
    """Return selections of one district and one half-year or longer, each with figures, no two alike."""
    found = here.database.query("periods")
    periods = [r for r in found if (r["period_end"] - r["period_start"]).days > 28 * MONTHS]
    districts = list(dict.fromkeys(d for r in periods for d in r["districts"]))
    return [
        Selection((d,), (), (r["period_start"], r["period_end"])) for r, d in product(periods, districts)
        if d in r["districts"]
    ]  # fmt: skip


def _one(here: Setting, chosen: Selection) -> int:
    """Write one brief; return how many charts it has, 0 where none can be made honestly."""
    try:
        document = build("bench", here, chosen)
    except Refused:
        return 0
    assert len(writer(".docx")(document)) > 0
    return sum(isinstance(b, Chart) for b in document.blocks)


def measured(here: Setting) -> dict[str, float]:
    """Return what was measured, by name."""
    coming, idle = iter(selections(here)), _memory("VmRSS")
    _forget_peak()
    begun = time.perf_counter()
    _one(here, next(coming))
    first, times = time.perf_counter() - begun, []
    while len(times) < TIMES and (chosen := next(coming, None)):
        begun = time.perf_counter()
        charts = _one(here, chosen)
        if charts >= CHARTS:
            times.append(time.perf_counter() - begun)
    megabytes = _memory("VmHWM") - idle
    begun = time.perf_counter()
    with ThreadPoolExecutor(AT_ONCE) as pool:
        jobs = [pool.submit(_one, here, chosen) for _, chosen in zip(range(AT_ONCE), coming, strict=False)]
        errors = sum(job.exception() is not None for job in jobs)
    return {
        "seconds": round(statistics.median(times), 2), "megabytes": round(megabytes), "errors": errors,
        "first": round(first, 2), "crowd": round(time.perf_counter() - begun, 2), "times": len(times),
        "at_once": len(jobs),
    }  # fmt: skip


def _memory(name: str) -> float:
    """Return a line of Linux' account of this process in MB."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(name))


def _forget_peak() -> None:
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")


def _write(found: dict[str, float]) -> None:
    document = {"measured_on": str(date.today()), "limits": LIMITS} | found
    FILE.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    before, rest = DOCS.read_text(encoding="utf-8").split(START)
    DOCS.write_text(f"{before}{START}\n{table(document)}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def table(document: dict) -> str:
    """Return the second table of the docs, made from what brief.json holds."""
    lines = ["| 什么 what | 测得 found | 上限 limit | |", "|---|---|---|---|"]
    for name, (zh, en) in TOLD.items():
        limit = document["limits"].get(name)
        verdict = "TOLD" if limit is None else "PASS" if document[name] <= limit else "FAIL"
        lines.append(f"| {zh}<br>{en} | {document[name]} | {'–' if limit is None else limit} | {verdict} |")
    return "\n".join([*lines, "", f"{document['measured_on']}，{document['rows']:,}行，两个核 two cores。"])


if __name__ == "__main__":
    sys.exit(main())
