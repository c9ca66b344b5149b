"""The four measurements. Contestants take turns, so that what disturbs the machine disturbs both."""

import asyncio
import csv
import shutil
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from bench import browse, wire
from bench.changes import changes, toggles
from bench.contest import Contest
from bench.results import Found, middle, p95

PAUSE = 0.15  # seconds between turns: what a server does after its answer must not meet the next contestant
WARM_UP = 4
READERS, THINK = 20, (2.0, 6.0)


@dataclass
class Times:
    """Milliseconds by contestant."""

    of: dict[str, list[float]] = field(default_factory=dict)

    def add(self, name: str, seconds: float) -> None:
        self.of.setdefault(name, []).append(1000 * seconds)

    def __getitem__(self, name: str) -> list[float]:
        return self.of[name]


@dataclass(frozen=True)
class Effort:
    """How often each thing is measured."""

    filters: int = 60
    clicks: int = 24
    crowd: float = 60  # seconds
    starts: int = 5
    new_starts: int = 2

    @classmethod
    def quick(cls) -> "Effort":
        """Return an effort for trying the bench out."""
        return cls(filters=8, clicks=4, crowd=12, starts=1, new_starts=1)


def filter_change(contest: Contest, effort: Effort) -> list[Found]:
    """Return how long a server takes for a filter change, against the empty and the naive page."""
    with contest.running("ours", "empty", "naive") as running:
        times = asyncio.run(_round_trips({n: s.address for n, s in running.items()}, contest, effort.filters))
    return [
        middle("filter_vs_empty", times["ours"], times["empty"]),
        middle("filter_vs_naive", times["ours"], times["naive"]),
    ]


async def _round_trips(addresses: dict[str, str], contest: Contest, count: int) -> Times:
    """Return the round trips of the same changes on every page."""
    pages = {name: await wire.open_page(address) for name, address in addresses.items()}
    coming, times = changes(*contest.sizes, seed=1), Times()
    for turn in range(WARM_UP + count):
        key, positions = next(coming)
        for name, page in _rotated(pages, turn):
            seconds = await page.choose(key, positions)
            if turn >= WARM_UP:
                times.add(name, seconds)
            await asyncio.sleep(PAUSE)
    return times


def _rotated(pages: dict, turn: int) -> list[tuple]:
    """Return the contestants, each turn beginning with the next."""
    items = list(pages.items())
    return items[turn % len(items) :] + items[: turn % len(items)]


def repaint(contest: Contest, effort: Effort) -> list[Found]:
    """Return how long a reader waits for the charts, against the naive page and Dash."""
    with contest.running("ours", "naive", "dash") as running, browse.browsing() as browser:
        own = {"ours": contest.charts_page}
        pages = {n: browse.open_page(browser, f"{s.address}/{own.get(n, '')}") for n, s in running.items()}
        times = _clicks(pages, contest, effort.clicks)
    return [
        middle("repaint_vs_naive", times["ours"], times["naive"]),
        middle("repaint_vs_dash", times["ours"], times["dash"]),
    ]


def _clicks(pages: dict, contest: Contest, count: int) -> Times:
    """Return the repaints of the same clicks on every page; a click that changes no chart is left out."""
    coming, times = toggles(contest.sizes[1], seed=1), Times()
    for turn, year in zip(range(1 + count), coming, strict=False):
        for name, page in _rotated(pages, turn):
            seen = browse.click_a_year(page, year)
            if turn and seen.changed:
                times.add(name, seen.ms / 1000)
            time.sleep(PAUSE)
    return times


def crowd(contest: Contest, effort: Effort) -> list[Found]:
    """Return how twenty readers fare against one; the one is measured before and after."""
    with contest.running("ours") as running:
        alone, together = asyncio.run(_one_and_many(running["ours"].address, contest, effort))
    return [Found("crowd_p95_vs_one", p95(together), statistics.median(alone), len(together))]


async def _one_and_many(address: str, contest: Contest, effort: Effort) -> tuple[list[float], list[float]]:
    alone = await _reader(address, contest, 0, effort.crowd / 3, (0.3, 0.6))
    seats = [_reader(address, contest, seed, effort.crowd, THINK) for seed in range(1, READERS + 1)]
    together = [ms for reader in await asyncio.gather(*seats) for ms in reader]
    return alone + await _reader(address, contest, 99, effort.crowd / 3, (0.3, 0.6)), together


async def _reader(address: str, contest: Contest, seed: int, seconds: float, think: tuple[float, float]) -> list[float]:
    """Return the round trips of one reader who thinks, changes a filter, and thinks again."""
    random, coming, found = Random(seed), changes(*contest.sizes, seed=seed), []
    page = await wire.open_page(address)
    end = time.perf_counter() + seconds
    await asyncio.sleep(random.uniform(0, think[1]))
    while time.perf_counter() < end:
        found.append(1000 * await page.choose(*next(coming)))
        await asyncio.sleep(random.uniform(*think))
    await page.socket.close()
    return found


def start(contest: Contest, effort: Effort) -> list[Found]:
    """Return how long it is from starting the process to the first chart, on data seen before and on new data."""
    times = Times()
    with browse.browsing() as browser:
        _first_drawn(browser, contest, "ours")  # now the data has been seen
        for _ in range(effort.starts):
            times.add("empty", _first_drawn(browser, contest, "empty"))
            times.add("seen", _first_drawn(browser, contest, "ours"))
        for _ in range(effort.new_starts):
            with _new(contest.data) as data:
                times.add("new", _first_drawn(browser, contest, "ours", data))
    return [
        middle("start_seen_vs_empty", times["seen"], times["empty"]),
        middle("start_new_vs_empty", times["new"], times["empty"]),
    ]


def _first_drawn(browser: Browser, contest: Contest, name: str, data: Path | None = None) -> float:
    """Return seconds from starting the process until the browser shows its first chart; of the empty page its title."""
    with contest.running(name, data=data) as running:
        page = browse.open_page(browser, running[name].address, browse.TRACES if name == "ours" else "h1")
        seconds = time.perf_counter() - running[name].started
        page.context.close()
    return seconds


@contextmanager
def _new(data: Path) -> Iterator[Path]:
    """Yield a copy of a data folder with one more source that nobody cites: a version never seen before."""
    with TemporaryDirectory(prefix="anjian-bench-") as folder:
        copy = Path(shutil.copytree(data, Path(folder) / "data"))
        with (copy / "sources.csv").open("r+", encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
            csv.DictWriter(file, rows[0]).writerow(rows[-1] | {"id": f"bench_{time.time_ns()}"})
        yield copy


PARTS = {1: filter_change, 2: repaint, 3: crowd, 4: start}
