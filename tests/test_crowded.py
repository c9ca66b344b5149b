"""Many districts: 60 on a phone and in one chart, 3,000 with an answer in words and nothing that hangs the browser."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from browser import PATIENCE, executable, serving
from conftest import TINY, write
from playwright.sync_api import Page, expect
from visiting import query, visit

from anjian import words
from anjian.areas import MOST_OPENING, Area, AreaGroup, groups, opens
from anjian.config import Text, load

pytest_plugins = ["started"]
expect.set_options(timeout=PATIENCE)
LONG_NAME = "某某经济技术开发区与高新技术产业开发区合署办公管理委员会辖区"
MIXED = {
    "zh": (("one_up", "事故起数"), ("one_down", "死亡人数")), "en": (("one_up", "Accidents"), ("one_down", "Deaths")),
}  # fmt: skip
A_COUNTRY = 3 * PATIENCE  # a page of 3,000 districts takes ten seconds of a machine that does nothing else
PANELS = "[class*=st-key-chart-trend-]"


def many(folder: Path, count: int, city: Callable[[int], str]) -> Path:
    """Write that many districts with the same months, one of them with a very long name.

    In one deaths go another way than accidents; one has no year before.
    """

    def value(n: int, year: int) -> int:
        return (n * 7 + year) % 23

    names = [LONG_NAME if n == 7 else f"第{n}区" for n in range(count)]
    areas = "".join(
        f"city{city(n)}_{n},,{name},District {n},某{city(n)}市,某省,district,district,{n},,\n"
        for n, name in enumerate(names)
    )
    rows = "".join(
        f"city{city(n)}_{n},{y}-01-01,{y}-06-30,{what},all,statistics,production,{value(n, t) + extra},early,{what}\n"
        for n in range(count)
        for y in (2022, 2023)
        if (n, y) != (3, 2022)
        for what, extra in (("accidents", 3), ("deaths", 0))
        for t in [4045 - y if n == 2 and what == "deaths" else y]
    )
    head = {name: TINY[name].splitlines()[0] + "\n" for name in TINY}
    tables = {k: TINY[k] for k in ("sources", "measures", "sectors", "bases")} | {
        "districts": head["districts"] + areas, "accidents": head["accidents"] + rows,
        "series": head["series"] + "statistics,,事故统计,Accident statistics,statistics,,total,\n",
    }  # fmt: skip
    return write(folder, tables)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory):
    """Serve 60 districts of one city."""
    executable()
    with serving(many(tmp_path_factory.mktemp("crowded"), 60, lambda n: "")) as address:
        yield address


@pytest.fixture(scope="module")
def country(tmp_path_factory):
    """Serve 3,000 districts of 250 cities."""
    executable()
    with serving(many(tmp_path_factory.mktemp("country"), 3000, lambda n: str(n // 12))) as address:
        yield address


@pytest.mark.browser
@pytest.mark.parametrize("path", ["", "trends", "compare?i=deaths", "accidents", "profile?of=city_7", "targets"])
def test_sixty_districts_and_a_very_long_name_fit_a_phone(page, crowded, path):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{crowded}/{path}")
    assert page.locator("[data-testid=stException]").count() == 0
    assert page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth") <= 390


@pytest.mark.browser
def test_sixty_districts_stand_in_one_chart_and_a_dozen_trends_with_the_rest_on_request(page, crowded):
    visit(page, f"{crowded}/compare?i=deaths&p=2023-01..2023-06&lang=zh")
    assert page.locator(".st-key-chart-comparison .ytick text").count() == 60
    visit(page, f"{crowded}/trends?t=deaths&lang=zh")
    expect(page.locator(PANELS)).to_have_count(12)
    page.get_by_role("button", name="显示其余48个区县").click()
    expect(page.locator(PANELS)).to_have_count(60)


@pytest.mark.browser
@pytest.mark.parametrize("width", [800, 1280, 1440])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_change_shows_its_result_beside_what_cannot_be_judged(page, crowded, width, lang):
    """The result stands in the last column: a table wider than its place would hide it."""
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, f"{crowded}/?lang={lang}")
    tables = page.locator(".st-key-fig-changes .stTable")
    expect(tables).to_have_count(2)
    ways = [words.say("ui", key, lang, title=name) for key, name in MIXED[lang]]
    assert tables.first.locator("tr", has_text=ways[0]).filter(has_text=ways[1]).count() == 1
    too_wide = tables.evaluate_all("all => all.map(t => t.querySelector('table').offsetWidth - t.clientWidth)")
    assert max(too_wide) <= 0


def known(names: Iterable[str]) -> dict[str, Area]:
    return {d: Area(d, d, d, d.split("_")[0], "district", 1, ()) for d in names}


def group(name: str, *districts: str) -> AreaGroup:
    return AreaGroup(name, Text(zh=name, en=name), districts)


def test_a_declared_group_without_a_district_here_is_none():
    declared = load().groups[0]
    assert [g.id for g in groups(known(["a_1", "a_2", "b_1"]), load())] == ["a"]
    (first, city) = groups(known([declared.districts[0], "a_1", "a_2"]), load())
    assert (first.id, first.districts, city.id) == (declared.id, declared.districts[:1], "a")


def test_the_opening_districts_are_those_of_the_wanted_groups_in_administrative_order():
    declared = [group("one", "a_2", "a_1"), group("two", "b_1"), group("three", "c_1")]
    assert opens(known(["a_1", "b_1", "a_2", "c_1"]), declared, ["one", "two"]) == ("a_1", "b_1", "a_2")


def test_without_a_wanted_group_all_districts_open_and_of_a_long_list_the_first_city():
    few, long = known(f"a_{n}" for n in range(MOST_OPENING)), known(f"c{n % 9}_{n}" for n in range(MOST_OPENING + 1))
    cities = [group("none"), group("c3", *(d for d in long if d.startswith("c3_")))]
    assert opens(few, cities, ["wanted"]) == tuple(few)
    assert opens(long, cities, ["wanted"]) == tuple(d for d in long if d.startswith("c3_"))
    assert opens(long, [], ["wanted"]) == tuple(long)[:MOST_OPENING]


@pytest.mark.browser
def test_3000_districts_open_with_the_first_city(page, country):
    visit(page, f"{country}/?lang=zh")
    expect(page.get_by_role("button", name="区县：某0市12个")).to_be_visible()
    assert query(page) == {"lang": "zh"}


def told(page: Page, address: str, *sentences: str) -> None:
    """Go to an address; nothing is broken, and each sentence stands there."""
    visit(page, address, A_COUNTRY)
    assert page.get_by_test_id("stException").count() == 0
    for sentence in sentences:
        expect(page.get_by_test_id("stMain")).to_contain_text(sentence, timeout=A_COUNTRY)


@pytest.mark.browser
def test_3000_districts_at_once_are_answered_in_words_on_every_page(page, country):
    page.set_default_timeout(A_COUNTRY)
    told(
        page,
        f"{country}/?d=all&lang=zh",
        "3000个区县",
        "图中只画按行政区划排在前面的100个区县，其余2900个",
        "再列出476行",
    )
    expect(page.locator(".st-key-chart-coverage .ytick text")).to_have_count(100, timeout=A_COUNTRY)
    told(
        page, f"{country}/compare?d=all&i=deaths&p=2023-01..2023-06&lang=zh", "图中只画数值最高的100个，其余2900个见表"
    )
    expect(page.locator(".st-key-chart-comparison .ytick text")).to_have_count(100, timeout=A_COUNTRY)
    told(page, f"{country}/warnings?d=all&lang=zh", "条示例规则中有1条达到", "再列出476行")
    told(page, f"{country}/sources?s=coverage&d=all&lang=en", "the first 100 districts in administrative order")


@pytest.mark.browser
def test_of_3000_trends_and_rows_a_page_shows_what_it_can_hold_on_request(page, country):
    page.set_default_timeout(A_COUNTRY)
    visit(page, f"{country}/trends?d=all&t=deaths&lang=zh", A_COUNTRY)
    page.get_by_role("button", name="再显示88个区县").click()
    expect(page.locator(PANELS)).to_have_count(100)
    told(page, page.url, "页面只画前100个区县，其余2900个见“出处与数据”中的表格")
    visit(page, f"{country}/?d=all&lang=zh", A_COUNTRY)
    page.locator(".st-key-fig-changes").get_by_role("button", name="再列出476行").click()
    expect(page.locator(".st-key-fig-changes")).to_contain_text("本表共2999行，页面只列前500行", timeout=A_COUNTRY)
