"""Every page for every reader: checked by axe in both languages and both themes, and walked by keyboard."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page
from visiting import PAGES, drawn, visit

pytest_plugins = ["started"]
pytestmark = pytest.mark.browser
GRAVE = ("serious", "critical")


def grave(page: Page) -> list[tuple[str, str]]:
    """Return what axe finds grave: the rule, and the element."""
    found = Axe().run(page).response["violations"]
    return [(v["id"], node["html"][:120]) for v in found if v["impact"] in GRAVE for node in v["nodes"]]


@pytest.mark.parametrize(("lang", "theme"), [("zh", "light"), ("en", "dark")])  # colours do not hang on the language
def test_axe_finds_nothing_grave_on_any_page(opened, app, lang, theme):
    page = opened(theme=theme)
    found = {}
    for path in PAGES:
        visit(page, f"{app}/{path}{'&' if '?' in path else '?'}lang={lang}")
        found[path] = grave(page)
    assert {path: what for path, what in found.items() if what} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_grave_in_what_opens(opened, app, theme):
    page = opened(theme=theme)
    visit(page, f"{app}/compare?i=average_fine&lang=zh")
    page.get_by_role("button", name="区县：").click()
    page.get_by_test_id("stPopoverBody").wait_for()
    assert grave(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="出处与数据").first.click()
    page.get_by_role("dialog").wait_for()
    page.wait_for_timeout(1000)  # it slides in
    assert grave(page) == []


def test_the_page_names_its_language_and_follows_the_switch(page, app):
    visit(page, f"{app}/targets?lang=zh")
    named = "document.documentElement.lang"
    assert page.evaluate(named) == "zh-CN"
    page.get_by_text("English", exact=True).click()
    page.wait_for_function(f"{named} === 'en'")
    drawn(page)
    page.get_by_text("中文", exact=True).click()
    page.wait_for_function(f"{named} === 'zh-CN'")


FOCUSED = """() => {
  const e = document.activeElement, style = getComputedStyle(e)
  const name = e.getAttribute('aria-label') || e.innerText || ''
  const visible = style.outlineStyle !== 'none' || style.boxShadow !== 'none' || e.tagName === 'INPUT'
  return e === document.body || e.matches('main') ? null : {name, visible}
}"""


def walked(page: Page, steps: int) -> list[dict]:
    """Return what the Tab key reaches."""
    reached = []
    for _ in range(steps):
        page.keyboard.press("Tab")
        reached.append(page.evaluate(FOCUSED))
    return [r for r in reached if r]


def test_the_keyboard_reaches_links_filters_and_sources_and_shows_where_it_stands(page, app):
    visit(page, f"{app}/compare?i=average_fine&lang=zh")
    reached = walked(page, 40)
    names = "\n".join(r["name"] for r in reached)
    for name in ("总览", "区县对比", "数据与来源", "区县：", "时间：", "默认", "复制链接", "指标", "出处与数据"):
        assert name in names
    assert [r["name"] for r in reached if not r["visible"]] == []


def test_a_popover_opens_and_closes_by_keyboard(page, app):
    visit(page, f"{app}/compare?i=average_fine&lang=zh")
    page.get_by_role("button", name="时间：").focus()
    page.keyboard.press("Enter")
    page.get_by_test_id("stPopoverBody").wait_for()
    page.keyboard.press("Escape")
    page.get_by_test_id("stPopoverBody").wait_for(state="detached")
