"""Every address is whole: what a reader sees is there again after a reload, a step back, or in another tab."""

import pytest
from browser import PLAIN, serving
from playwright.sync_api import Page, expect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from visiting import drawn, query, visit

from anjian.config import ROOT

pytest_plugins = ["started"]
pytestmark = pytest.mark.browser
THREE = "changzhou_jintan,taizhou_wenling,zaozhuang_gaoxin"


def turn(page: Page, name: str, ends: str) -> None:
    """Turn to a page by its link in the sidebar."""
    page.get_by_test_id("stSidebar").get_by_role("link", name=name, exact=True).click()
    page.wait_for_url(ends)
    drawn(page)


def back(page: Page, ends: str) -> None:
    page.go_back()
    page.wait_for_url(ends)
    drawn(page)
    page.wait_for_url(ends)  # a bare address is made whole by the last of what is drawn


def says(page: Page, text: str) -> None:
    expect(page.get_by_test_id("stMain").get_by_text(text).first).to_be_visible()


def test_a_page_turn_is_one_entry_that_holds_the_choices(page, app):
    visit(page, f"{app}/trends?d={THREE}&y=2024&lang=zh")
    page.wait_for_url("**y=2024**")
    entries = page.evaluate("history.length")
    turn(page, "区县对比", "**/compare?**")
    assert page.evaluate("history.length") == entries + 1
    assert query(page) == {"d": THREE, "y": "2024", "lang": "zh"}


def test_back_over_a_page_turn_then_reload_keeps_the_choices(page, app):
    visit(page, f"{app}/compare?d={THREE}&lang=zh&i=average_fine")
    page.get_by_text("各自最新", exact=True).first.click()
    page.wait_for_url("**mode=latest**")
    turn(page, "目标任务", "**/targets?**")
    back(page, "**/compare?**mode=latest**")
    page.reload()
    drawn(page)
    expect(page.locator("h1")).to_have_text("区县对比")
    says(page, "当前选择：金坛区等3个；年份不限；各自最新")


def test_no_address_on_the_way_back_from_the_logo_is_bare(page, app):
    """Streamlit turns to a bare address and the choices follow; on a busy machine they may be there before it."""
    visit(page, f"{app}/compare?d={THREE}&lang=en")
    page.get_by_test_id("stLogoLink").or_(page.get_by_test_id("stSidebarLogo")).first.click()
    page.wait_for_url(f"{app}/?**lang=en**")
    drawn(page)
    back(page, "**lang=en**")
    page.reload()
    drawn(page)
    says(page, "Jintan and others (3)")
    if "/compare?" not in page.url:
        back(page, "**/compare?**")
    says(page, "Jintan and others (3)")


def test_back_brings_the_page_s_own_choice_back_even_where_it_is_left_unsaid(page, app):
    visit(page, f"{app}/trends?lang=zh")
    first = page.get_by_role("combobox").first.input_value()
    turn(page, "执法处罚", "**/fines?**")
    assert page.get_by_role("combobox").first.input_value() != first
    back(page, "**/trends?**")
    expect(page.get_by_role("combobox").first).to_have_value(first)
    assert "t" not in query(page)


def test_a_trend_of_one_domain_is_not_told_to_another(page, app):
    visit(page, f"{app}/trends?lang=zh&t=hazards_found")
    turn(page, "执法处罚", "**/fines?**")
    assert "t" not in query(page)
    assert page.get_by_text("t=hazards_found").count() == 0
    back(page, "**/trends?**t=hazards_found**")


def test_an_indicator_chosen_on_one_page_stands_in_the_box_of_the_next(page, app):
    visit(page, f"{app}/inspections?lang=zh&t=hazards_found&d={THREE}")
    box = page.locator(".st-key-t-zh input")
    chosen = box.input_value()
    assert chosen.startswith("检查与隐患：")
    turn(page, "趋势", "**/trends?**t=hazards_found**")
    expect(box).to_have_value(chosen)
    says(page, "发现隐患")


def test_an_indicator_that_stays_is_not_sent_again_with_another_way_of_comparing(page, app):
    frames = []

    def keep(frame: bytes) -> None:
        frames.append(frame)

    page.on("websocket", lambda socket: socket.on("framereceived", keep))
    visit(page, f"{app}/trends?lang=zh&d={THREE}")
    assert [box.set_value for box in _boxes(frames, "-t-zh")][:1] == [True]
    for mode, word in (("latest", "各自最新"), ("same", "同期")):
        frames.clear()
        page.get_by_text(word, exact=True).first.click()
        page.wait_for_url(f"**mode={mode}**")
        drawn(page)
        assert [box.set_value for box in _boxes(frames, "-t-zh")] == [False]


def _boxes(frames: list[bytes], ends: str) -> list:
    """Return the boxes of choice that the server sent, of a key."""
    deltas = (ForwardMsg.FromString(frame).delta.new_element for frame in frames)
    boxes = (element.selectbox for element in deltas if element.WhichOneof("type") == "selectbox")
    return [box for box in boxes if box.id.endswith(ends)]


def test_back_over_a_change_of_language_changes_every_word_back(page, app):
    visit(page, f"{app}/targets?lang=zh")
    page.get_by_text("English", exact=True).click()
    page.wait_for_url("**lang=en**")
    drawn(page)
    expect(page).to_have_title("Anjian")
    back(page, "**lang=zh**")
    expect(page).to_have_title("安鉴")
    expect(page.get_by_test_id("stSidebar").get_by_role("link", name="区县对比")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "zh-CN"


def test_every_link_of_the_sidebar_opens_its_page_in_another_tab(page, app):
    visit(page, f"{app}/compare?d={THREE}&lang=zh")
    links = page.get_by_test_id("stSidebar").get_by_role("link")
    expect(links.first).to_be_visible()
    addresses = [link.evaluate("a => a.href") for link in links.all()]
    assert addresses[0].startswith(f"{app}/?")
    assert len({a.split("?")[0] for a in addresses}) == len(addresses)
    visit(page, addresses[0])
    says(page, "当前选择：金坛区等3个")
    assert page.locator("h1").inner_text() != "区县对比"


def test_the_first_link_to_a_fresh_server_may_be_a_domains(page):
    with serving(ROOT / "data") as fresh:
        visit(page, f"{fresh}/fines?d=taizhou_wenling&lang=zh")
        expect(page.locator("h1")).to_have_text("执法处罚")
        assert page.get_by_role("dialog").count() == 0
        page.goto("about:blank")


def test_without_the_launcher_the_first_link_to_a_fresh_server_may_be_a_pages(page):
    with serving(ROOT / "data", module=PLAIN) as fresh:
        visit(page, f"{fresh}/compare?d={THREE}&lang=zh&i=deaths")
        expect(page.locator("h1")).to_have_text("区县对比")
        says(page, "当前选择：金坛区等3个")
        assert query(page)["i"] == "deaths"
        page.goto("about:blank")


def pick(page: Page, box: str, wanted: str) -> None:
    """Choose of a select box what a part of its name finds."""
    page.get_by_role("combobox", name=box, exact=True).fill(wanted)
    page.get_by_role("option", name=wanted).first.click()


def test_the_second_indicator_goes_with_the_first_until_it_is_chosen(page, app):
    visit(page, f"{app}/compare?lang=zh&i=deaths")
    second = page.get_by_role("combobox", name="对照指标", exact=True)
    expect(second).to_have_value("事故：事故起数")
    says(page, "13个区县同一时段兼有死亡人数和事故起数")
    assert "a" not in query(page)
    pick(page, "指标", "案均罚款")
    expect(second).to_have_value("检查与隐患：每次检查发现隐患")
    page.wait_for_url("**compare?lang=zh")
    visit(page, f"{app}/compare?lang=zh&a=people_trained")
    pick(page, "指标", "死亡人数")
    page.wait_for_url("**i=deaths**")
    expect(second).to_have_value("教育培训：培训人数")
