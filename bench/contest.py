"""What all contestants share: the data folder, the labels of the filter bar, the environment, Dash's Python."""

import asyncio
import csv
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from anjian.store.schema import REGISTRIES
from bench import servers, wire
from bench.changes import DISTRICTS, YEARS
from bench.servers import Server

ROOT = servers.ROOT
SCRATCH = ROOT / ".anjian"
ROWS, CHARTS = 1_000_000, 4
LABELLED = ("group", DISTRICTS, YEARS, "p-zh")


@dataclass(frozen=True)
class Contest:
    """A data folder, the app, its page with charts, and what the other pages need to be like ours."""

    data: Path
    page: str = "trends"
    app: Path = ROOT

    @contextmanager
    def running(self, *names: str, data: Path | None = None) -> Iterator[dict[str, Server]]:
        """Start some of ours, empty, naive and dash; yield them by name."""
        environment = self.environment | ({"ANJIAN_DATA": str(data)} if data else {})
        with ExitStack() as stack:
            yield {n: stack.enter_context(self._started(n, environment)) for n in names}

    def _started(self, name: str, environment: dict[str, str]) -> AbstractContextManager[Server]:
        """Return a contestant to be started: ours with its own settings, the others with Streamlit's as it comes."""
        if name == "dash":
            command = [self.dash_python, str(ROOT / "bench" / "dash_page.py")]
        else:
            command = servers.ours() if name == "ours" else servers.streamlit(ROOT / "bench" / f"{name}.py")
        return servers.running(command, environment, self.app if name == "ours" else self._scratch)

    @cached_property
    def labels(self) -> dict[str, list[str]]:
        """Return the option labels of our filter bar by widget key, four districts to open with, the domains."""
        with self._started("ours", self._own) as server:
            page = asyncio.run(wire.open_page(server.address))
        labels = {key: [wire.label(option) for option in page.widget(key).options] for key in LABELLED}
        domains = sorted(p.stem for p in self.data.glob("*.csv") if p.stem not in REGISTRIES)
        return labels | {"opening": labels[DISTRICTS][:CHARTS], "domains": domains}

    @property
    def sizes(self) -> tuple[int, int]:
        """Return how many districts and years there are to choose from."""
        return len(self.labels[DISTRICTS]), len(self.labels[YEARS])

    @cached_property
    def _folder(self) -> TemporaryDirectory:
        return TemporaryDirectory(prefix="anjian-bench-")

    @property
    def _scratch(self) -> Path:
        return Path(self._folder.name)

    @property
    def _own(self) -> dict[str, str]:
        """Return what our app is started with: the data, and a state of the bench's own, empty at first."""
        return {"ANJIAN_DATA": str(self.data), "ANJIAN_STATE": str(self._scratch / "state")}

    @cached_property
    def environment(self) -> dict[str, str]:
        """Return what every contestant is started with."""
        file = self._scratch / "labels.json"
        file.write_text(json.dumps(self.labels, ensure_ascii=False), encoding="utf-8")
        return self._own | {"ANJIAN_BENCH_LABELS": str(file)}

    @cached_property
    def dash_python(self) -> str:
        """Return a Python that has Dash: ANJIAN_DASH_PYTHON, or an environment made from bench/requirements.txt."""
        if named := os.environ.get("ANJIAN_DASH_PYTHON"):
            return named
        home = SCRATCH / "dash"
        python = home / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        if not python.exists():
            subprocess.run([sys.executable, "-m", "venv", str(home)], check=True)
        wanted = str(ROOT / "bench" / "requirements.txt")
        subprocess.run([python, "-m", "pip", "install", "-q", "-r", wanted], check=True)
        return str(python)

    @cached_property
    def rows(self) -> int:
        """Return how many figures the folder holds."""
        return sum(_lines(self.data / f"{domain}.csv") - 1 for domain in self.labels["domains"])

    @property
    def charts_page(self) -> str:
        """Return the address of our page with charts, of the four districts that the others open with."""
        with (self.data / "districts.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = sorted(csv.DictReader(file), key=lambda row: int(row["order"]))
        return f"{self.page}?d={','.join(row['id'] for row in rows[:CHARTS])}"


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(1 for _ in file)


def demonstration() -> Path:
    """Return the folder of a demonstration city with a million figures, made where it is not there."""
    folder = SCRATCH / "bench"
    if not folder.exists():
        command = [sys.executable, "-m", "anjian", "demo", "--out", str(folder), "--rows", str(ROWS)]
        subprocess.run(command, cwd=ROOT, check=True)
    return folder
