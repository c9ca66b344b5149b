"""The contestants as processes of their own: started, waited for, stopped."""

import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = 1800  # seconds; the first start on a large new folder reads every row
STREAMLIT = (
    "--server.headless=true", "--server.fileWatcherType=none", "--server.address=127.0.0.1",
    "--browser.gatherUsageStats=false",
)  # fmt: skip


@dataclass(frozen=True)
class Server:
    """A running contestant: its address, and when its process was started (time.perf_counter)."""

    address: str
    started: float


def streamlit(script: Path) -> list[str]:
    """Return the command that serves a Streamlit script, all but its port."""
    return [sys.executable, "-m", "streamlit", "run", str(script), *STREAMLIT]


def ours() -> list[str]:
    """Return the command that serves our app as run.py does, from its folder; all but its port."""
    return [sys.executable, "-m", "anjian.screen.launch", *STREAMLIT]


@contextmanager
def running(command: list[str], environment: dict[str, str], folder: Path = ROOT) -> Iterator[Server]:
    """Start a contestant in a folder, on a free port; yield it when it answers, stop it at the end."""
    port = free_port()
    with tempfile.TemporaryFile() as log:
        started = time.perf_counter()
        process = subprocess.Popen(
            [*command, f"--server.port={port}"], cwd=folder, env=os.environ | environment, stdout=log, stderr=log
        )
        try:
            _wait(port, process)
            yield Server(f"http://127.0.0.1:{port}", started)
        except Exception as error:
            error.add_note(_end_of(log))
            raise
        finally:
            process.terminate()
            process.wait(20)


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def _wait(port: int, process: subprocess.Popen) -> None:
    """Wait until the port answers; raise where the process has ended."""
    end = time.perf_counter() + PATIENCE
    while time.perf_counter() < end:
        if process.poll() is not None:
            raise RuntimeError(f"ended before it answered, exit code {process.returncode}")
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                return
        except OSError:
            time.sleep(0.02)
    raise RuntimeError("no answer")


def _end_of(log: BinaryIO) -> str:
    """Return the last lines of what a contestant wrote."""
    log.seek(0)
    return "\n".join(log.read().decode(errors="replace").splitlines()[-20:])
