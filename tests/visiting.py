"""How the pages of the app are visited, and which there are."""

from urllib.parse import parse_qs, urlparse

from browser import PATIENCE, settled
from playwright.sync_api import Page

from anjian.config import load

SECTIONS = ("sources", "coverage", "figures", "lexicon", "checks", "revisions", "audit")
PAGES = (
    "", "trends", "compare?i=deaths", "compare?i=average_fine", "profile", "brief", "brief?m=comparison",
    *load().domains, "targets", "warnings",
    *(f"sources?s={s}" for s in SECTIONS),
)  # fmt: skip
# Every component is a chart.
BUSY = "[data-testid=stSkeleton], [data-stale=true], .stBidiComponent:not(:has(.main-svg))"


def visit(page: Page, address: str, patience: int = PATIENCE) -> None:
    """Go to an address and wait until everything on it is drawn, for at most ``patience`` ms."""
    page.goto(address)
    drawn(page, patience)


def drawn(page: Page, patience: int = PATIENCE) -> None:
    """Wait until tables and charts are there: they come a moment after the rest."""
    settled(page, patience)
    page.wait_for_function("busy => !document.querySelector(busy)", arg=BUSY, timeout=patience)


def query(page: Page) -> dict[str, str]:
    """Return the parameters of the page's address."""
    return {k: v[0] for k, v in parse_qs(urlparse(page.url).query).items()}
