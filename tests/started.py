"""The browser and the app, started once for each file of tests that names this plugin."""

from collections.abc import Callable, Iterator
from urllib.parse import urlparse

import pytest
from browser import FLAGS, PATIENCE, executable, serving
from playwright.sync_api import Browser, Page, sync_playwright

from anjian.config import ROOT


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    path = executable()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def app() -> Iterator[str]:
    executable()
    with serving(ROOT / "data") as address:
        yield address


@pytest.fixture
def opened(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Yield a function that opens a page in a session of its own, of a width and a theme; nothing may go outside."""
    contexts, outside = [], []

    def open_page(width: int = 1440, theme: str = "light") -> Page:
        viewport = {"width": width, "height": 1000}
        contexts.append(chromium.new_context(viewport=viewport, color_scheme=theme, locale="zh-CN"))
        contexts[-1].set_default_timeout(PATIENCE)
        contexts[-1].on("request", lambda r: outside.append(r.url) if _leaves(r.url) else None)
        return contexts[-1].new_page()

    yield open_page
    assert outside == []
    for context in contexts:
        context.close()


def _leaves(url: str) -> bool:
    parts = urlparse(url)
    return parts.scheme in ("http", "https", "ws", "wss") and parts.hostname not in ("127.0.0.1", "localhost")


@pytest.fixture
def page(opened: Callable[..., Page]) -> Page:
    return opened()
