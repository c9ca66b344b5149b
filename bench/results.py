"""What the bench promises, what it found, and where that is written: results.json and the table of the docs."""

import json
import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "bench" / "results.json"
DOCS = ROOT / "docs" / "performance.md"
START, END = "<!-- table: python bench/run.py writes it -->", "<!-- end of the table -->"


@dataclass(frozen=True)
class Promise:
    """One ratio: which part measures it, its limit (None: told only), what is divided by what in both languages."""

    part: int
    limit: float | None
    zh: str
    en: str


ROUND_TRIP = ("换筛选：服务器往返", "a filter change, server round trip")
REPAINT = ("点击到图重画", "click to charts repainted")
START_UP = ("启动到第一张图", "start to first chart")
EMPTY = ("空页", "an empty page with the same filter bar")
NAIVE = ("朴素写法的页面", "the page as one writes it first")


def _promise(part: int, limit: float | None, ours: tuple[str, str], against: tuple[str, str]) -> Promise:
    return Promise(part, limit, *(f"{a} ÷ {b}" for a, b in zip(ours, against, strict=True)))


def _with(words: tuple[str, str], zh: str, en: str) -> tuple[str, str]:
    return f"{words[0]}（{zh}）", f"{words[1]} ({en})"


PROMISES = {
    "filter_vs_empty": _promise(1, 2.0, ROUND_TRIP, EMPTY),
    "filter_vs_naive": _promise(1, 0.4, ROUND_TRIP, NAIVE),
    "repaint_vs_naive": _promise(2, 0.6, REPAINT, NAIVE),
    "repaint_vs_dash": _promise(2, 2.3, REPAINT, ("Dash四图", "four charts in Dash")),
    "crowd_p95_vs_one": _promise(
        3, 3.0, ("20人同用，往返的95分位", "20 readers, p95 of the round trip"), ("1人的中位", "the median of one")
    ),
    "start_seen_vs_empty": _promise(4, 2.5, _with(START_UP, "见过的数据", "data seen before"), EMPTY),
    "start_new_vs_empty": _promise(4, None, _with(START_UP, "新数据，逐行核对", "new data, checked by row"), EMPTY),
}


@dataclass(frozen=True)
class Found:
    """A measured ratio: the milliseconds of both sides and how often each was measured."""

    name: str
    ours: float
    against: float
    times: int

    @property
    def ratio(self) -> float:
        return self.ours / self.against

    @property
    def verdict(self) -> str:
        """Return PASS or FAIL, or TOLD where there is no limit."""
        limit = PROMISES[self.name].limit
        return "TOLD" if limit is None else "PASS" if self.ratio <= limit else "FAIL"

    def line(self) -> str:
        """Return the result on a line."""
        limit = PROMISES[self.name].limit
        shown = "      " if limit is None else f"≤ {limit:4.1f}"
        numbers = f"{self.ours:7.0f} ms ÷ {self.against:7.0f} ms, {self.times} ×"
        return f"{self.verdict} {self.name:20} {self.ratio:6.2f} {shown}   {numbers}"

    def document(self) -> dict:
        """Return the result as results.json holds it."""
        promise = PROMISES[self.name]
        return {
            "ratio": round(self.ratio, 2), "limit": promise.limit, "verdict": self.verdict,
            "ours_ms": round(self.ours, 1), "against_ms": round(self.against, 1), "times": self.times,
            "what": promise.en,
        }  # fmt: skip


def middle(name: str, ours: Sequence[float], against: Sequence[float]) -> Found:
    """Return the ratio of two medians."""
    return Found(name, statistics.median(ours), statistics.median(against), min(len(ours), len(against)))


def p95(values: Sequence[float]) -> float:
    """Return the value that 95 of 100 stay under."""
    return statistics.quantiles(values, n=100, method="inclusive")[94]


def write(found: list[Found], about: dict) -> None:
    """Write results.json and the table of the docs."""
    document = about | {"ratios": {f.name: f.document() for f in found}}
    FILE.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    before, rest = DOCS.read_text(encoding="utf-8").split(START)
    DOCS.write_text(f"{before}{START}\n{table(document)}\n{END}{rest.split(END)[1]}", encoding="utf-8")


def table(document: dict) -> str:
    """Return the table of the docs, made from what results.json holds."""
    head = ["| 比什么 what | 比值 ratio | 上限 limit | | 毫秒 ms |", "|---|---|---|---|---|"]
    lines = [
        f"| {PROMISES[name].zh}<br>{r['what']} | {r['ratio']} | {r['limit'] or '–'} | {r['verdict']} |"
        f" {r['ours_ms']:.0f} ÷ {r['against_ms']:.0f} |"
        for name, r in document["ratios"].items()
    ]
    said = f"{document['measured_on']}，{document['rows']:,}行，{document['note']}".rstrip("，")
    return "\n".join([*head, *lines, "", f"{said}。"])
