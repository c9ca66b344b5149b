"""A real server and a real browser for the tests of pages."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from anjian.config import ROOT

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge", "chrome")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--lang=zh-CN",
]  # fmt: skip
PATIENCE = 40_000
LAUNCHER = ("anjian.screen.launch",)
PLAIN = ("streamlit", "run", "app.py")  # without the launcher


def executable() -> str:
    """Return the path of a Chromium; skip where there is none, fail where one is required."""
    found = os.environ.get("ANJIAN_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if found:
        return found
    hint = "no Chromium found; get one (Debian: apt install chromium fonts-noto-cjk) or name it in ANJIAN_BROWSER"
    if os.environ.get("ANJIAN_REQUIRE_BROWSER"):
        pytest.fail(hint)
    pytest.skip(hint)


@contextmanager
def serving(data: Path, root: Path = ROOT, module: tuple[str, ...] = LAUNCHER) -> Iterator[str]:
    """Serve the app of a checkout on a data folder, by a Python module and its options; yield its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", *module, f"--server.port={port}"]
    environment = {**os.environ, "ANJIAN_DATA": str(data)}
    process = subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        _wait(f"http://127.0.0.1:{port}/_stcore/health", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


def _wait(address: str, process: subprocess.Popen) -> None:
    for _ in range(240):
        if process.poll() is not None:
            raise RuntimeError(process.stdout.read().decode())
        try:
            with urllib.request.urlopen(address, timeout=1):
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("the app did not start")


def settled(page, patience: int = PATIENCE) -> None:
    """Wait until the page has its title, Streamlit has stopped running and every element stands in its place."""
    page.wait_for_selector("h1, h2", timeout=patience)
    page.wait_for_function(
        "() => document.querySelector('.stApp')?.getAttribute('data-test-script-state') === 'notRunning'"
        " && !document.querySelector('[data-stale=\"true\"], [data-testid=stSkeleton]')",
        timeout=patience,
    )


def text_of(page) -> str:
    """Return the visible text of the page's body."""
    return page.inner_text("[data-testid=stMain]")
