"""The pages in a real browser: what the issue promises to a reader, seen as a reader sees it."""

import csv
import io
import re
import shutil
from itertools import combinations, pairwise
from pathlib import Path
from urllib.parse import parse_qs, urlparse

import openpyxl
import pytest
from browser import PATIENCE, serving, settled, text_of
from playwright.sync_api import Page, expect

from anjian.config import ROOT
from anjian.screen import style

pytest_plugins = ["started"]
pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)
THREE = "changzhou_jintan,zaozhuang_gaoxin,taizhou_wenling"


def visit(page: Page, address: str) -> str:
    page.goto(address)
    settled(page)
    return text_of(page)


def sees(page: Page, *parts: str) -> None:
    """Assert that the page shows each part (tables come a moment after the rest)."""
    for part in parts:
        expect(page.get_by_test_id("stMain")).to_contain_text(part)


def chart_of(page: Page) -> str:
    """Return all text of the chart, once it is drawn."""
    page.wait_for_selector(".js-plotly-plot .ytick text")
    return "\n".join(page.locator(".js-plotly-plot text").all_text_contents())


def test_first_visit_of_a_fresh_server_to_a_page_of_its_own(page, curated):
    with serving(curated) as fresh:
        visit(page, f"{fresh}/compare?d=taizhou_wenling&i=deaths")
        expect(page.locator("h1")).to_have_text("区县对比")
        sees(page, "温岭市")


def test_average_fines_stand_side_by_side_with_reasons_and_no_rank(page, app):
    visit(page, f"{app}/compare?d=changzhou_jintan,zaozhuang_gaoxin&i=average_fine")
    chart = chart_of(page)
    assert "26,778" in chart
    assert "41,047" in chart
    assert "2022年1—6月" in chart
    assert "2020年1—11月" in chart
    sees(page, "谨慎比较", "月份不同", "口径不同", "统计主体不同", "开发区与其他区县并列", "不排名")
    assert "第一" not in text_of(page)


def test_hazards_per_inspection_of_wenling_is_refused_with_the_reason(page, app):
    visit(page, f"{app}/compare?d={THREE}&i=hazards_per_inspection")
    assert "≥4.34" in chart_of(page)
    sees(page, "不能一起比的1个", "温岭市", "算不出", "各级各类检查")
    assert "温岭市" not in chart_of(page)


@pytest.mark.parametrize(("year", "drawn", "beside"), [(2023, 6, 7), (2024, 13, 0)])
def test_fuzhou_deaths_stand_in_one_chart_and_the_rest_beside_it(page, app, year, drawn, beside):
    rows = csv.DictReader((ROOT / "data/districts.csv").read_text(encoding="utf-8").splitlines())
    fuzhou = [r["id"] for r in rows if r["city"] == "福州市"]
    visit(page, f"{app}/compare?d={','.join(fuzhou)}&y={year}&i=deaths")
    chart_of(page)
    assert page.locator(".st-key-chart-comparison .ytick text").count() == drawn
    sees(page, *([f"不能一起比的{beside}个", "只公布了其他月份的数"] if beside else ["所选区县都在图中"]))


def test_choices_stay_over_pages_languages_and_reload(page, app):
    visit(page, f"{app}/compare?d={THREE}&y=2020,2022,2024&i=cases_per_100_inspections")
    page.get_by_text("English", exact=True).click()
    expect(page.locator("h1")).to_have_text("Compare")
    assert "Cases per 100 inspections" in text_of(page)
    page.get_by_role("link", name="Overview").click()
    expect(page.locator("h1")).not_to_have_text("Compare")
    settled(page)
    expect(page.get_by_text("Districts: Jintan and others (3)")).to_be_visible()
    page.wait_for_url("**lang=en**")
    query = parse_qs(urlparse(page.url).query)
    assert set(query["d"][0].split(",")) == set(THREE.split(","))
    assert query["y"] == ["2020,2022,2024"]
    page.reload()
    settled(page)
    expect(page.get_by_text("Period: 2020, 2022, 2024")).to_be_visible()


def test_back_takes_a_choice_back(page, app):
    visit(page, f"{app}/compare?d={THREE}&lang=zh&i=average_fine&o=value")
    page.get_by_text("各自最新", exact=True).first.click()
    page.wait_for_url("**mode=latest**")
    page.go_back()
    settled(page)
    page.wait_for_function("() => !location.search.includes('mode=latest')")
    expect(page.get_by_text("当前选择：金坛区等3个；年份不限；事故按同期，其余按各自最新")).to_be_visible()


def test_one_click_gives_each_indicator_its_own_way_of_comparing_back(page, app):
    visit(page, f"{app}/compare?d={THREE}&lang=zh&mode=latest")
    usual, latest = (page.get_by_role("radio", name=name, exact=True) for name in ("默认", "各自最新"))
    expect(latest).to_be_checked()
    usual.click()
    page.wait_for_function("() => !location.search.includes('mode=')")
    expect(usual).to_be_checked()
    sees(page, "事故按同期，其余按各自最新")


def test_a_link_with_unknown_values_says_what_it_ignored(page, app):
    visit(page, f"{app}/compare?d=taizhou_wenling,atlantis&y=1066&p=soon&i=nonsense&v=0000000000")
    sees(page, "d=atlantis", "y=1066", "p=soon", "i=nonsense", "0000000000")


def test_the_copied_link_names_every_choice_and_the_data_version(page, app):
    visit(page, f"{app}/compare?d={THREE}&i=average_fine")
    page.get_by_role("button", name="复制链接").click()
    link = page.locator("[data-testid=stPopoverBody] code").inner_text()
    query = parse_qs(urlparse(link).query, keep_blank_values=True)
    assert {"d", "y", "p", "mode", "lang", "i", "o", "v"} <= set(query)


def test_the_source_panel_says_whose_when_who_and_where(page, app):
    visit(page, f"{app}/compare?d=taizhou_wenling&i=hazards_found")
    page.get_by_role("button", name="出处与数据").first.click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_text("发现隐患22.54万条").first).to_be_visible()
    shown = panel.inner_text()
    for part in (
        "温岭市应急管理局2024年上半年工作总结", "2024年7月10日", "2024年1—6月", "各级各类检查主体",
        "225,400条（原文取整，±50条）", "不分等级", "隐患（不分级）", "读自转载件，未在发布网站核对", "仅此一版",
        "data/inspections.csv:", "安全治本攻坚三年行动",
    ):  # fmt: skip
        assert part in shown


def test_a_click_on_a_mark_opens_its_source(page, app):
    visit(page, f"{app}/compare?d={THREE}&i=average_fine")
    page.locator(".js-plotly-plot .points path.point").nth(1).click(force=True)
    expect(page.get_by_role("dialog").get_by_text("温岭市，案均罚款，2024年1—6月，37,019元/起").first).to_be_visible()


def test_other_tellings_of_a_figure_are_named(page, app):
    visit(page, f"{app}/compare?d=shenzhen_luohu&p=2023-01..2023-06&i=deaths")
    page.get_by_role("button", name="出处与数据").first.click()
    panel = page.get_by_role("dialog")
    expect(panel.get_by_text(re.compile("罗湖区2024年6月份安全生产形势分析.*：[0-9]+人")).first).to_be_visible()


def _download(page: Page, name: str, folder: Path) -> Path:
    with page.expect_download() as started:
        page.get_by_role("dialog").get_by_role("button", name=name).click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def test_downloads_open_with_chinese_citations_and_no_formulas(page, app, tmp_path):
    visit(page, f"{app}/compare?d={THREE}&i=average_fine")
    page.get_by_role("button", name="出处与数据").first.click()
    content = _download(page, "下载CSV", tmp_path).read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))[:3]
    values = {r["区县"]: float(r["数值"]) for r in rows}
    assert values["枣庄高新区"] == pytest.approx(241000 / 9)
    assert values["金坛区"] == pytest.approx(4843530 / 118)
    book = openpyxl.load_workbook(_download(page, "下载XLSX", tmp_path))
    cells = [c for sheet in book for row in sheet.iter_rows() for c in row if c.value is not None]
    assert not [c for c in cells if c.data_type == "f"]
    assert "立案9起" in {c.value for c in cells}


@pytest.fixture
def changing(tmp_path):
    folder = tmp_path / "data"
    shutil.copytree(ROOT / "data", folder)
    return folder


def test_changed_data_appears_and_broken_data_leaves_the_last_good_version(page, changing):
    fines = changing / "fines.csv"
    good = fines.read_text(encoding="utf-8")
    with serving(changing) as address:
        link = f"{address}/compare?d=changzhou_jintan,zaozhuang_gaoxin&i=average_fine"
        visit(page, link)
        fines.write_text(
            good.replace("处罚金额24.1万元", "处罚金额27万元").replace(",241000,", ",270000,"), encoding="utf-8"
        )
        visit(page, link)
        expect(page.locator(".js-plotly-plot").first).to_contain_text("30,000")
        fines.write_text(good.replace(",241000,", ',"241,000",'), encoding="utf-8")
        visit(page, link)
        sees(page, "仍显示上一个可用版本", "fines.csv", "241,000", "241000")
        expect(page.locator(".js-plotly-plot").first).to_contain_text("30,000")
        fines.write_text(good, encoding="utf-8")
        assert "仍显示上一个可用版本" not in visit(page, link)
        expect(page.locator(".js-plotly-plot").first).to_contain_text("26,778")


def test_a_first_start_with_bad_data_shows_the_list(page, changing):
    path = changing / "districts.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("city,province", "town,province"), encoding="utf-8")
    with serving(changing) as address:
        visit(page, address)
        sees(page, "数据有错误，还不能显示", "districts.csv", "缺少列")


def test_a_broken_configuration_names_the_key_what_was_found_and_what_is_allowed(page, tmp_path):
    house = tmp_path / "house"
    shutil.copytree(ROOT, house, ignore=shutil.ignore_patterns(".venv", ".git", "wheels", "tests", "docs"))
    config = house / "config.yaml"
    config.write_text(config.read_text(encoding="utf-8").replace("mode: same", "mode: sometimes", 1), encoding="utf-8")
    with serving(house / "data", house) as address:
        visit(page, address)
        sees(page, "config.yaml有错误", "domains.accidents.mode", "'sometimes'", "'same' or 'latest'")


def test_a_new_domain_has_a_page_without_code(page, tmp_path):
    house = tmp_path / "house"
    shutil.copytree(ROOT, house, ignore=shutil.ignore_patterns(".venv", ".git", ".anjian", "wheels", "tests", "docs"))
    config, data = house / "config.yaml", house / "data"
    entry = "  hotline:\n    title: {zh: 举报, en: Hotline}\n    mode: latest\n    indicators: [hotline_calls]\n"
    declared = config.read_text(encoding="utf-8").replace("domains:\n", f"domains:\n{entry}", 1)
    config.write_text(declared, encoding="utf-8")
    with (data / "measures.csv").open("a", encoding="utf-8") as measures:
        measures.write("hotline_calls,hotline,件,flow,举报电话,Hotline calls,\n")
    header = "district,period_start,period_end,measure,sector,series,basis,value,source,as_written\n"
    row = "taizhou_wenling,2024-01-01,2024-06-30,hotline_calls,all,wenling_emergency_system,stated,12,wenling_2024H1,"
    (data / "hotline.csv").write_text(f"{header}{row}举报12件\n", encoding="utf-8")
    with serving(data, house) as address:
        visit(page, f"{address}/?lang=zh")
        visit(page, f"{address}/hotline?lang=zh")
        expect(page.locator("h1")).to_have_text("举报")
        sees(page, "温岭市举报电话2024年1—6月12件")
        page.get_by_role("button", name="出处与数据").first.click()
        expect(page.get_by_role("dialog").get_by_text("举报12件").first).to_be_visible()


PAGES = ("", "trends", "trends?t=average_fine&n=all", "profile", "profile?of=hefei_yaohai", "targets", "accidents",
         "inspections", "fines", "training", "preparedness", "publicity", "compare?i=deaths",
         "compare?i=average_fine&d=", "sources", "sources?s=coverage", "sources?s=figures",
         "sources?s=lexicon", "sources?s=checks", "sources?s=revisions", "sources?s=audit", "warnings",
         "compare?i=deaths_per_100k_residents&y=2024&b=industry")  # fmt: skip


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("path", PAGES)
def test_every_page_opens_without_error_or_sideways_scrolling_on_a_phone(page, app, path, lang):
    page.set_viewport_size({"width": 390, "height": 844})
    text = visit(page, f"{app}/{path}{'&' if '?' in path else '?'}lang={lang}")
    assert "Traceback" not in text
    assert "None" not in text
    assert "{" not in text
    assert page.locator("[data-testid=stException]").count() == 0
    width = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
    assert width <= 390


def test_the_figures_of_a_grade_say_so_on_the_screen_and_in_the_file(page, app):
    visit(page, f"{app}/sources?s=figures&q=未发生较大&d=taizhou_wenling&n=text&lang=zh")
    expect(page.locator(".st-key-list-figures tbody tr")).to_contain_text("较大以上事故")
    with page.expect_download() as started:
        page.get_by_role("button", name="下载CSV").click()
    (row,) = csv.DictReader(io.StringIO(started.value.path().read_text(encoding="utf-8-sig")))
    assert (row["指标"], row["数值"], row["等级"]) == ("事故起数", "0", "较大以上事故")


def test_figures_are_found_by_any_word_and_show_their_source(page, app):
    visit(page, f"{app}/sources?s=figures&q=22.54&lang=zh")
    expect(page.get_by_text("2条数字符合条件")).to_be_visible()
    page.locator(".stDataFrame").hover()
    expect(page.get_by_test_id("stElementToolbar")).to_be_hidden()  # English, and its file would cite nothing


def test_which_of_fuzhous_districts_had_most_deaths_in_2023_and_whether_that_may_be_said(page, app):
    rows = csv.DictReader((ROOT / "data/districts.csv").read_text(encoding="utf-8").splitlines())
    fuzhou = [r["id"] for r in rows if r["city"] == "福州市"]
    visit(page, f"{app}/compare?d={','.join(fuzhou)}&p=2023-01..2023-11&i=deaths&lang=zh")
    sees(page, "2023年1—11月死亡人数：6个区县中长乐区11人最多", "可以比较", "缺2023年2—11月的数")
    assert chart_of(page).index("长乐区") < chart_of(page).index("晋安区")


def test_who_ranks_fuzhou_by_deaths_sees_order_who_stands_out_and_who_is_not_in_the_class(page, app):
    rows = csv.DictReader((ROOT / "data/districts.csv").read_text(encoding="utf-8").splitlines())
    fuzhou = [r["id"] for r in rows if r["city"] == "福州市"]
    visit(page, f"{app}/compare?d={','.join(fuzhou)}&p=2023-01..2023-11&i=deaths&lang=zh")
    sees(page, "长乐区明显高于6个区县的平均数（3.2人）；其余5个未超出随机波动，分不出先后", "不能一起比的7个")
    ranking = page.locator(".st-key-fig-ranking")
    expect(ranking).to_contain_text("位次范围")
    expect(ranking.locator("tbody tr").first).to_contain_text("长乐区")
    expect(ranking.locator("tbody tr").last).to_contain_text("未能区分")
    assert page.locator(".st-key-fig-funnel").count() == 0


def test_the_benchmark_is_the_readers_choice_and_stands_in_the_link(page, app):
    visit(page, f"{app}/compare?d=shenzhen_luohu&i=deaths&y=2025&lang=zh&b=year_before")
    sees(page, "本区县上年同期")
    assert parse_qs(urlparse(page.url).query)["b"] == ["year_before"]


def test_rates_stand_in_a_funnel_where_there_are_residents(page, app):
    visit(page, f"{app}/compare?d=fuzhou_gulou,fuzhou_fuqing,fuzhou_changle,fuzhou_jinan&y=2024"
                "&i=accidents_per_100k_residents&lang=zh")  # fmt: skip
    expect(page.locator(".st-key-fig-funnel")).to_contain_text("按常住人口看")


def test_the_audits_questions_stand_on_the_data_page_and_beside_the_figure(page, app):
    question = "原文为99.60%，按22.49万/22.54万重算为99.73%至99.82%"
    visit(page, f"{app}/sources?s=audit&lang=zh")
    sees(page, question)
    visit(page, f"{app}/inspections?d=taizhou_wenling&lang=zh")
    sees(page, question)


def test_the_page_of_one_district_has_one_box_for_it_and_keeps_the_choice_of_the_others(page, app):
    visit(page, f"{app}/compare?d={THREE}&lang=zh&i=average_fine")
    chip = page.get_by_role("button", name="区县：")
    expect(chip).to_be_visible()
    page.get_by_role("link", name="区县画像", exact=True).click()
    expect(page.get_by_text("当前选择：温岭市；")).to_be_visible()
    settled(page)
    expect(chip).to_have_count(0)
    page.get_by_role("link", name="区县对比", exact=True).click()
    expect(chip).to_have_text(re.compile("金坛区等3个"))


def test_what_wenling_reported_for_the_first_half_of_2024_and_who_counted_its_hazards(page, app):
    visit(page, f"{app}/profile?of=taizhou_wenling&y=2024&lang=zh")
    expect(page.locator("h1")).to_have_text(re.compile("温岭市：2024年1—6月事故6起、死亡5人、受伤3人、立案242起"))
    sees(page, "225,400条", "各级各类检查主体", "温岭市大排查大整治行动", "11,049家次", "895.85万元")


def test_what_chongchuan_promised_by_june_2022(page, app):
    visit(page, f"{app}/targets?d=nantong_chongchuan&p=2022-01..2022-06&lang=zh")
    sees(page, "2022年6月30日前到期的目标4项", "涉氨制冷企业取缔改造3家", "6月底前", "崇川区应急管理局")
    assert "年底" not in text_of(page)


def test_trends_name_the_months_of_every_point_and_never_join_unlike_ones(page, app):
    visit(page, f"{app}/trends?d=fuzhou_changle,fuzhou_gulou&t=deaths&lang=zh")
    sees(page, "长乐区死亡人数2023年1—11月11人，2024年1—10月5人；月份不同，不算同比", "怎么读")
    page.wait_for_selector(".js-plotly-plot .xtick text")
    ticks = "\n".join(page.locator(".js-plotly-plot .xtick text").all_text_contents())
    assert "1–11" in ticks
    assert "1–10" in ticks


def test_changes_on_the_year_before_stand_with_their_base_and_the_rest_with_a_reason(page, app):
    visit(page, f"{app}/?d=shenzhen_luohu,guangzhou_huadu,taizhou_wenling&lang=zh")
    sees(page, "双下降", "双上升", "26 → 31", "2025年1—2月没有相同月份的上年数", "同比")


def test_a_domain_says_what_is_not_published(page, app):
    visit(page, f"{app}/training?d={THREE}&lang=zh")
    sees(page, "没有数值的区县", "枣庄高新区", "没有公布")


def test_the_coverage_says_which_years_its_columns_run_over(page, app):
    visit(page, f"{app}/sources?s=coverage&d={THREE}&lang=zh")
    sees(page, "每栏自左至右为2019—2025年")
    years = page.locator(".st-key-chart-coverage_all .xtick text")
    expect(years.first).to_have_text("19")
    expect(years.last).to_have_text("25")


def test_a_long_name_has_two_lines_in_the_coverage_and_none_of_them_is_cut_short(page, app):
    visit(page, f"{app}/?lang=en")
    names = page.locator(".st-key-chart-coverage .ytick text")
    expect(names.filter(has_text="Zaozhuang")).to_have_text("ZaozhuangHigh-tech Zone")
    expect(names.filter(has_text="…")).to_have_count(0)
    boxes = sorted((n.bounding_box() for n in names.all()), key=lambda box: box["y"])
    assert all(below["y"] > above["y"] + above["height"] - 1 for above, below in pairwise(boxes))


@pytest.mark.parametrize("path", ["", "sources?s=coverage"])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_headings_of_the_coverage_do_not_touch_on_a_phone(page, app, path, lang):
    page.set_viewport_size({"width": 390, "height": 900})
    visit(page, f"{app}/{path}{'&' if path else '?'}lang={lang}")
    headings = page.locator("[class*=st-key-chart-coverage] .annotation text")
    expect(headings.first).to_be_visible()
    boxes = [h.bounding_box() for h in headings.all()]
    assert len(boxes) >= 4
    assert not [(a, b) for a, b in combinations(boxes, 2) if _overlap(a, b)]


def _overlap(a: dict, b: dict) -> bool:
    sides = (("x", "width"), ("y", "height"))
    return all(a[at] < b[at] + b[size] and b[at] < a[at] + a[size] for at, size in sides)


NAMES = """() => [...document.querySelectorAll('.js-plotly-plot .textpoint text')].map(name => [name.textContent,
  name.getBoundingClientRect().right <= name.closest('.js-plotly-plot').getBoundingClientRect().right])"""


def test_a_name_above_a_line_is_whole_on_a_wide_screen_and_cut_to_a_narrow_one(page, app):
    visit(page, f"{app}/targets?d=nantong_chongchuan,taizhou_wenling&lang=en")
    names = page.locator(".js-plotly-plot .textpoint text")
    expect(names.filter(has_text="Chongchuan").first).to_be_visible()
    wide = page.evaluate(NAMES)
    assert ["Chongchuan: Campaign assessed and accepted, industry by industry", True] in wide
    assert all(inside and not name.endswith("…") for name, inside in wide)
    page.set_viewport_size({"width": 390, "height": 900})
    expect(names.filter(has_text="…").first).to_be_visible()
    narrow = page.evaluate(NAMES)
    assert all(inside for _, inside in narrow)
    assert all(whole.startswith(name.rstrip("…")) for (name, _), (whole, _) in zip(narrow, wide, strict=True))
    assert all(name.startswith("Chongchuan: ") or name.startswith("Wenling: ") for name, _ in narrow)


CUT_OFF = """() => [...document.querySelectorAll('.js-plotly-plot')].flatMap(chart => {
  const box = chart.getBoundingClientRect(), inside = r =>
    !r.width || r.left > box.left - 1 && r.right < box.right + 1 && r.top > box.top - 1 && r.bottom < box.bottom + 1;
  return [...chart.querySelectorAll('text')].filter(text => !inside(text.getBoundingClientRect()))
    .map(text => text.textContent).filter(text => text)})"""


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("path", ["", "trends", "profile", "sources"])
def test_no_word_of_a_chart_is_cut_off_of_one_district(page, app, path, width):
    page.set_viewport_size({"width": width, "height": 900})
    visit(page, f"{app}/{path}?d=taizhou_wenling&s=coverage&lang=en")
    page.wait_for_selector(".js-plotly-plot .xtick text")
    assert page.evaluate(CUT_OFF) == []


def test_a_click_on_a_bar_chooses_its_district_and_one_click_clears_it(page, app):
    visit(page, f"{app}/?lang=zh")
    handles = page.locator(".st-key-chart-coverage .js-plotly-plot .points path.point")
    handles.first.scroll_into_view_if_needed()
    handles.first.click(force=True)
    page.wait_for_url("**d=**")
    expect(page.get_by_text("区县：金坛区")).to_be_visible()
    page.get_by_role("button", name="清除选择").click()
    expect(page.get_by_text("区县：金坛区")).to_have_count(0)


def test_a_first_visit_gets_a_tour_that_goes_and_can_be_called_back(page, app):
    visit(page, f"{app}/")
    expect(page.get_by_text("第一次来，先看这几行")).to_be_visible()
    page.get_by_role("button", name="知道了").click()
    expect(page.get_by_text("第一次来，先看这几行")).to_have_count(0)
    page.get_by_role("button", name="怎么用").click()
    expect(page.get_by_text("第一次来，先看这几行")).to_be_visible()


def test_who_follows_a_link_gets_no_tour(page, app):
    assert "第一次来" not in visit(page, f"{app}/compare?d={THREE}&i=average_fine")


def test_nothing_chosen_has_an_answer(page, app):
    visit(page, f"{app}/compare?d=taizhou_wenling&i=average_fine&lang=zh")
    page.get_by_role("button", name="区县：").click()
    page.get_by_role("button", name="Clear all").or_(
        page.locator("[data-testid=stMultiSelect] [title*=lear]")
    ).first.click()
    expect(page.get_by_text("还没有选择区县")).to_be_visible()


MARKS, GROUND = ".js-plotly-plot .trace path.point", ".js-plotly-plot .main-svg:first-child"


def inks(page) -> tuple[set[str], set[str]]:
    """Return the colours of the charts' marks and of their grounds."""
    page.wait_for_selector(MARKS)
    drawn = page.locator(MARKS).evaluate_all("es => es.map(e => e.style.fill)")
    grounds = page.locator(GROUND).evaluate_all("es => es.map(e => e.style.background)")
    return set(drawn), set(grounds)


def of_theme(name: str) -> tuple[str, str]:
    """Return a theme's first chart colour and its page colour as a browser writes them."""
    chosen = style.THEMES[name]
    both = chosen["chartCategoricalColors"][0], chosen["backgroundColor"]
    return tuple(f"rgb{tuple(bytes.fromhex(c[1:]))}" for c in both)


@pytest.mark.parametrize(("theme", "other"), [("light", "dark"), ("dark", "light")])
def test_charts_stand_in_the_colours_of_the_reader_s_theme_and_follow_when_it_changes(opened, app, theme, other):
    page = opened(theme=theme)
    visit(page, f"{app}/trends?t=deaths")
    assert inks(page) == (set(of_theme(theme)), {of_theme(theme)[1]})
    page.emulate_media(color_scheme=other)
    page.wait_for_function(
        "([marks, ink]) => [...document.querySelectorAll(marks)].some(e => e.style.fill === ink)",
        arg=[MARKS, of_theme(other)[0]],
    )
    settled(page)
    page.wait_for_function(
        "([grounds, colour]) => [...document.querySelectorAll(grounds)].every(e => e.style.background === colour)",
        arg=[GROUND, of_theme(other)[1]],
    )
    assert inks(page) == (set(of_theme(other)), {of_theme(other)[1]})


def test_a_chart_stays_and_changes_when_the_choice_does(page, app):
    """Streamlit's own charts are built anew with each choice; ours show the new figures in the same node."""
    visit(page, f"{app}/trends?d=fuzhou_changle&t=deaths&y=2020,2023,2024")
    page.wait_for_selector(MARKS)
    page.evaluate("window.first = document.querySelector('.js-plotly-plot')")
    ticks = page.locator(".js-plotly-plot .xtick").all_text_contents()
    page.get_by_role("button", name="时间：").click()
    page.get_by_test_id("stPopoverBody").get_by_text("2020", exact=True).click()
    page.wait_for_function("all => document.querySelectorAll('.js-plotly-plot .xtick').length < all", arg=len(ticks))
    assert page.evaluate("window.first === document.querySelector('.js-plotly-plot') && window.first.isConnected")
    expect(page.locator(".js-plotly-plot .textpoint, .js-plotly-plot .points text").first).to_have_text("11")


COUNTING = """let held
Object.defineProperty(window, 'Plotly', {get: () => held, set: given => {
  const react = given.react
  given.react = (...all) => { window.draws = (window.draws ?? 0) + 1; return react(...all) }
  held = given
}})"""


def test_a_chart_is_drawn_once(page, app):
    page.add_init_script(COUNTING)
    visit(page, f"{app}/publicity?d=fuzhou_changle")
    page.get_by_role("link", name="总览", exact=True).click()
    expect(page.locator(".js-plotly-plot .main-svg").first).to_be_attached()
    settled(page)
    page.evaluate("window.draws = 0")
    page.get_by_role("link", name="趋势", exact=True).click()  # the code is there now: both looks could draw
    expect(page.locator("h1")).to_have_text("趋势")
    settled(page)
    page.wait_for_timeout(500)
    assert page.evaluate("window.draws") == page.locator(".js-plotly-plot").count() == 1


def test_a_chart_that_cannot_be_drawn_says_its_finding(page, app):
    page.route("**/plotly.min.js*", lambda route: route.abort())
    page.goto(f"{app}/trends?d=fuzhou_changle&t=deaths")
    expect(page.get_by_role("figure")).to_contain_text("2023年1—11月 11")


def test_a_chart_says_its_finding_aloud(page, app):
    visit(page, f"{app}/trends?d=fuzhou_changle&t=deaths")
    expect(page.get_by_role("figure")).to_have_attribute("aria-label", re.compile("长乐区.*2023年1—11月 11"))


BRIEF = "m=half_year&of=taizhou_wenling&p=2024-01..2024-06"
CARDS = {
    "warnings": ("list-warnings", "达到后"), "sources?s=audit": ("list-audit", "文件"), "": ("wrapnum-changes", "结果"),
    "targets": ("list-targets", "提出单位和出处"), "profile?of=taizhou_wenling": ("list-events", "文件"),
    "compare": ("list-comparison_table", "能否同图"), "sources": ("doc-sources", "备注"),
    "sources?s=checks": ("problems-checks", "程度"),
    f"brief?{BRIEF}": ("list-printed-8", "隐患整改率（%）"),
}  # fmt: skip
LAST_CELLS = """key => [...document.querySelectorAll(`.st-key-${key} td:last-child`)].map(cell => [
  cell.getBoundingClientRect().right, getComputedStyle(cell, '::before').content])"""


@pytest.mark.parametrize("path", CARDS)
def test_on_a_phone_a_row_of_many_columns_is_a_card_that_names_them(page, app, path):
    key, last = CARDS[path]
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{app}/{path}{'&' if '?' in path else '?'}lang=zh")
    page.locator(f".st-key-{key} td").first.wait_for()
    cells = page.evaluate(LAST_CELLS, key)
    assert {named for _, named in cells} == {f'"{last}"'}
    assert max(right for right, _ in cells) <= 390
    page.set_viewport_size({"width": 1440, "height": 1000})
    assert {named for _, named in page.evaluate(LAST_CELLS, key)} == {"none"}


BAR_NAMES = """() => [...document.querySelectorAll('.st-key-paper .js-plotly-plot')].map(chart =>
  [...chart.querySelectorAll('.ytick')].map(name => name.getBoundingClientRect()).map(r => [r.top, r.bottom]))"""


def test_on_a_phone_no_name_in_a_chart_of_a_brief_stands_over_another(page, app):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{app}/brief?{BRIEF}&lang=en")
    page.wait_for_function(f"Math.max(...({BAR_NAMES})().map(names => names.length)) == 4", timeout=20_000)
    names = page.evaluate(BAR_NAMES)
    assert all(below >= bottom for chart in names for (_, bottom), (below, _) in pairwise(sorted(chart)))


RIGHT = "cells => cells.map(c => getComputedStyle(c).textAlign)"


def test_the_numbers_of_a_brief_s_tables_stand_right_in_one_line(page, app):
    visit(page, f"{app}/brief?{BRIEF}&lang=zh")
    fines = page.locator(".st-key-paper tr", has_text="895.85万元").first.locator("td:nth-child(n+2)")
    assert set(fines.evaluate_all(RIGHT)) == {"right"}
    line = page.locator(".st-key-paper td", has_text="242起").first.locator("p").evaluate("p => p.offsetHeight")
    assert fines.nth(2).locator("p").evaluate("p => p.offsetHeight") == line


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_on_a_phone_the_ranking_shows_all_its_columns(page, app, lang):
    page.set_viewport_size({"width": 390, "height": 844})
    visit(page, f"{app}/compare?d=fuzhou_gulou,fuzhou_jinan,fuzhou_changle&y=2023&i=deaths&lang={lang}")
    page.locator(".st-key-list-ranking td").first.wait_for()
    cells = page.evaluate(LAST_CELLS, "list-ranking")
    assert len(cells) == 3
    assert max(right for right, _ in cells) <= 390


def test_a_document_s_date_is_written_as_elsewhere(page, app):
    visit(page, f"{app}/sources?lang=zh")
    dates = page.locator(".st-key-doc-sources td:nth-child(3)").all_inner_texts()
    assert "2024年7月10日" in dates
    assert not [d for d in dates if "-" in d]


def test_the_names_of_a_cards_columns_cannot_end_its_rules():
    rules = style.cards("k", ("first", 'a"b</style>\\', "c"))
    assert rules.count("<") == 2
    assert r'content:"a\"b\3c /style>\\"' in rules


def test_a_trend_of_one_year_takes_a_small_panel_and_one_of_several_the_width_of_the_page(page, app):
    found = []
    for address in ("training?lang=zh", "trends?lang=zh&d=guangzhou_huadu"):
        visit(page, f"{app}/{address}")
        found.append(page.locator("[class*='st-key-chart-']").first.bounding_box()["width"])
    small, wide = found
    assert small < wide / 2
