"""The browser's side: from the click on a filter until every chart is repainted, timed inside the page."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Locator, Page, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from browser import FLAGS, executable

PATIENCE = 600_000  # a large new folder is read and checked before the first chart
CHARTS, TRACES = ".js-plotly-plot", ".js-plotly-plot .main-svg .trace"

# Armed before the click. The clock starts with the click event itself and stops with the frame that shows the last
# mutation inside a chart; the quiet time that proves it was the last is not counted. A chart counts as repainted
# when its drawing differs from every drawing before the click, so half-changed pages are waited for.
WATCH = """({quiet, most}) => {
  const charts = () => [...document.querySelectorAll('.js-plotly-plot')]
  const drawing = c => [...c.querySelectorAll('svg.main-svg')].map(s => s.innerHTML).join()
  const inside = n => n.nodeType === 1 && (n.closest('.js-plotly-plot') || n.querySelector('.js-plotly-plot'))
  const before = new Set(charts().map(drawing))
  let clicked = 0, painted = 0, touched = 0, waiting = false
  document.addEventListener('click', e => { clicked = e.timeStamp }, {capture: true, once: true})
  const paint = () => {
    touched = performance.now()
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      const channel = new MessageChannel()
      channel.port1.onmessage = () => { painted = performance.now(); waiting = false }
      channel.port2.postMessage(0)
    })
  }
  const observer = new MutationObserver(ms => {
    const touches = m => m.target.nodeType === 1
      ? m.target.closest('.js-plotly-plot') || [...m.addedNodes].some(inside)
      : m.target.parentElement?.closest('.js-plotly-plot')
    if (clicked && ms.some(touches)) paint()
  })
  observer.observe(document.body, {childList: true, subtree: true, attributes: true, characterData: true})
  window.repainted = new Promise(resolve => {
    const look = () => {
      const now = performance.now(), still = now - Math.max(touched, clicked)
      if (clicked && touched && !waiting && still > quiet || clicked && still > most) {
        const all = charts(), changed = all.filter(c => !before.has(drawing(c))).length
        if (changed === all.length || still > most) {
          observer.disconnect()
          return resolve({ms: painted - clicked, changed, charts: all.length})
        }
      }
      setTimeout(look, 50)
    }
    look()
  })
}"""


@dataclass(frozen=True)
class Repaint:
    """Milliseconds from click to the last frame, and how many of the page's charts changed."""

    ms: float
    changed: int
    charts: int


@contextmanager
def browsing() -> Iterator[Browser]:
    """Start a Chromium, yield it, stop it."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=FLAGS)
        yield browser
        browser.close()


def open_page(browser: Browser, address: str, drawn: str = TRACES) -> Page:
    """Return a page of its own, when something that ``drawn`` selects is there."""
    page = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN").new_page()
    page.set_default_timeout(PATIENCE)
    page.goto(address)
    page.wait_for_function("s => document.querySelector(s)", arg=drawn)
    return page


def at_rest(page: Page) -> None:
    """Wait until Streamlit has stopped running and nothing on the page is stale; Dash has neither mark."""
    page.wait_for_function(
        "() => (document.querySelector('.stApp')?.dataset.testScriptState ?? 'notRunning') === 'notRunning'"
        " && !document.querySelector('[data-stale=\"true\"]') && document.title !== 'Updating...'"
    )


def year_button(page: Page, number: int) -> Locator:
    """Return what a reader clicks to switch a year on or off: a pill in the popover, or Dash's box."""
    if page.locator("#years input").count():
        return page.locator("#years input").nth(number)
    pill = page.locator(".st-key-y-zh button").nth(number)
    if not pill.is_visible():
        page.locator(".st-key-filters [data-testid=stPopover] button").nth(1).click()
        pill.wait_for()
    return pill


def click_a_year(page: Page, number: int, quiet: int = 400, most: int = 30_000) -> Repaint:
    """Click a year and return the repaint that it causes: ``quiet`` ms end it, ``most`` ms without one give up."""
    page.bring_to_front()
    at_rest(page)
    button = year_button(page, number)
    page.evaluate(WATCH, {"quiet": quiet, "most": most})
    button.click()
    return Repaint(**page.evaluate("window.repainted"))
