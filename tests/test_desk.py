"""The page 会议材料 in a real browser: choosing, reading, editing, taking away, opening again."""

import csv
import io
import shutil
import zipfile
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from browser import PATIENCE, serving
from conftest import ROOT
from playwright.sync_api import Download, Page, expect
from visiting import drawn, query, visit

pytest_plugins = ["started"]
pytestmark = pytest.mark.browser
expect.set_options(timeout=PATIENCE)
WENLING = "brief?m=half_year&of=taizhou_wenling&p=2024-01..2024-06"
FIRST_TEXT = "发生事故6起"


def districts() -> list[dict]:
    return list(csv.DictReader((ROOT / "data/districts.csv").read_text(encoding="utf-8").splitlines()))


def paper(page: Page):
    return page.locator(".st-key-paper")


def downloaded(page: Page, name: str) -> tuple[Download, bytes]:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value, Path(waiting.value.path()).read_bytes()


def edit(page: Page, words: str):
    """Open the dialog of the block that holds some words."""
    page.locator("[class*=st-key-part-]", has_text=words).first.get_by_role("button", name="编辑").click()
    dialog = page.get_by_role("dialog")
    dialog.wait_for()
    return dialog


def save(page: Page, dialog, text: str) -> None:
    box = dialog.get_by_label("文字", exact=True)
    box.fill(text)
    box.press("Control+Enter")
    dialog.get_by_role("button", name="保存").click()


def reword(page: Page, address: str, text: str) -> None:
    """Open the brief of 温岭 and give its first paragraph another text."""
    visit(page, f"{address}/{WENLING}")
    dialog = edit(page, FIRST_TEXT)
    save(page, dialog, text)
    dialog.wait_for(state="detached")
    expect(page.get_by_role("button", name="撤销")).to_be_visible()
    drawn(page)  # until then a download is that of the text before


def word_text(content: bytes) -> str:
    return "\n".join(p.text for p in docx.Document(io.BytesIO(content)).paragraphs)


def test_the_brief_of_wenling_is_read_and_taken_away_in_three_formats(page, app):
    visit(page, f"{app}/{WENLING}")
    for told in ("6起", "5人", "3人", "22.54万条", "各级各类检查", "242起", "895.85万元", "99.60%"):
        expect(paper(page)).to_contain_text(told)
    expect(paper(page)).not_to_contain_text("双下降")
    file, content = downloaded(page, "下载Word")
    assert file.suggested_filename == "温岭市2024年1—6月安全生产工作情况汇报.docx"
    assert "895.85万元" in word_text(content)
    _, content = downloaded(page, "下载PPT")
    assert len(pptx.Presentation(io.BytesIO(content)).slides) > 3
    _, content = downloaded(page, "下载Excel")
    assert openpyxl.load_workbook(io.BytesIO(content)).sheetnames


def test_a_brief_without_a_chosen_period_says_which_it_took_and_which_is_the_newest(page, app):
    visit(page, f"{app}/brief?of=taizhou_wenling&lang=zh")
    expect(paper(page)).to_contain_text("温岭市2024年1—6月安全生产工作情况汇报")
    for note in (
        "按所选区县公布数字较全的最近一期（2024年1—6月）写",
        "最新的是2025年1—2月，数字少，可在上方“时间”里另选",
    ):
        expect(page.get_by_text(note)).to_be_visible()
    visit(page, f"{app}/{WENLING}")
    expect(page.get_by_text("未选时段")).to_have_count(0)


def test_words_are_edited_numbers_are_not(page, app):
    visit(page, f"{app}/{WENLING}")
    dialog = edit(page, FIRST_TEXT)
    save(page, dialog, "上半年死亡7人。")
    expect(dialog).to_contain_text("7人是手工输入的数字")
    save(page, dialog, "上半年死亡【5人】，均已结案。")
    dialog.wait_for(state="detached")
    drawn(page)
    expect(paper(page)).to_contain_text("上半年死亡5人[1]，均已结案。")
    _, content = downloaded(page, "下载Word")
    assert "上半年死亡5人[1]，均已结案。" in word_text(content)
    assert "改写1段" in word_text(content)


def test_undo_and_redo_walk_over_every_change(page, app):
    visit(page, f"{app}/{WENLING}")
    edit(page, FIRST_TEXT).get_by_role("button", name="删去").click()
    expect(paper(page)).not_to_contain_text(FIRST_TEXT)
    page.get_by_role("button", name="撤销").click()
    expect(paper(page)).to_contain_text(FIRST_TEXT)
    page.get_by_role("button", name="重做").click()
    expect(paper(page)).not_to_contain_text(FIRST_TEXT)
    page.get_by_text("已删去的1处").click()
    page.get_by_role("button", name="恢复", exact=True).click()
    expect(paper(page)).to_contain_text(FIRST_TEXT)


def test_an_added_paragraph_is_marked_as_the_authors(page, app):
    visit(page, f"{app}/{WENLING}")
    page.get_by_role("button", name="在文末加一段").click()
    dialog = page.get_by_role("dialog")
    box = dialog.get_by_label("要加的文字")
    box.fill("请各镇街对照【5人】一数自查，拟开3次会。")
    box.press("Control+Enter")
    dialog.get_by_role("button", name="加入").click()
    expect(paper(page)).to_contain_text("一数自查，拟开3次会。（撰稿人所加）")


def test_a_draft_is_saved_and_opened_in_another_session_on_newer_data(opened, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    with serving(data) as address:
        first = opened()
        reword(first, address, "上半年死亡【5人】，均已结案。")
        first.get_by_text("自备模板、草稿、成批").click()
        _, content = downloaded(first, "把草稿存为文件")
        accidents = data / "accidents.csv"
        rows = accidents.read_text(encoding="utf-8").splitlines(keepends=True)
        (n,) = (
            n for n, r in enumerate(rows) if r.startswith("taizhou_wenling,2024-01-01,2024-06-30,") and ",deaths," in r
        )
        rows[n] = rows[n].replace(",5,", ",8,", 1)
        accidents.write_text("".join(rows), encoding="utf-8")
        second = opened()
        visit(second, f"{address}/brief?lang=zh")
        second.get_by_text("自备模板、草稿、成批").click()
        file = {"name": "draft.json", "mimeType": "application/json", "buffer": content}
        second.locator(".st-key-draft-file input").set_input_files(file)
        expect(second.locator(".st-key-draft-news")).to_contain_text("5人")
        for told in ("8人", "+3人", "温岭市 2024年1—6月 死亡人数"):
            expect(second.locator(".st-key-draft-news")).to_contain_text(told)
        expect(paper(second)).to_contain_text("上半年死亡8人[1]，均已结案。")


def test_an_edited_brief_follows_data_that_change_under_it(opened, tmp_path):
    """The deaths and the injured change places while the text is open: each number stays what it is."""
    data = tmp_path / "data"
    shutil.copytree(ROOT / "data", data)
    with serving(data) as address:
        page = opened()
        reword(page, address, "上半年死亡【5人】，受伤【3人】。")
        drawn(page)
        expect(paper(page)).to_contain_text("上半年死亡5人[1]，受伤3人[2]。")
        accidents = data / "accidents.csv"
        text = accidents.read_text(encoding="utf-8").splitlines(keepends=True)
        half = [n for n, r in enumerate(text) if r.startswith("taizhou_wenling,2024-01-01,2024-06-30,")]
        for n in half:
            text[n] = text[n].replace("reported,5,", "reported,x,").replace("reported,3,", "reported,5,")
            text[n] = text[n].replace("reported,x,", "reported,3,")
        accidents.write_text("".join(text), encoding="utf-8")
        page.get_by_role("button", name="撤销").click()
        expect(paper(page)).not_to_contain_text("上半年死亡")
        drawn(page)
        page.get_by_role("button", name="重做").click()
        expect(paper(page)).to_contain_text("上半年死亡3人[1]，受伤5人[2]。")
        expect(page.locator(".st-key-draft-news")).to_contain_text("−2人")


def test_a_phone_shows_the_whole_number_beside_each_bar(opened, app):
    page = opened(390)
    visit(page, f"{app}/{WENLING}")
    drawn(page)
    expect(page.locator(".js-plotly-plot text", has_text="22.54")).to_be_visible()
    outside = page.locator(".js-plotly-plot").evaluate_all(
        "all => all.flatMap(c => [...c.querySelectorAll('.bartext')].filter(t =>"
        " t.getBoundingClientRect().right > c.getBoundingClientRect().right + 0.5).map(t => t.textContent))"
    )
    assert outside == []


def test_a_file_that_is_no_draft_is_answered_and_nothing_is_lost(page, app):
    visit(page, f"{app}/{WENLING}")
    page.get_by_text("自备模板、草稿、成批").click()
    file = {"name": "draft.json", "mimeType": "application/json", "buffer": b"PK"}
    page.locator(".st-key-draft-file input").set_input_files(file)
    expect(page.get_by_test_id("stMain")).to_contain_text("不是安鉴的草稿文件")
    expect(paper(page)).to_contain_text(FIRST_TEXT)


def test_a_brief_that_cannot_be_made_says_why_and_offers_no_file(page, app):
    visit(page, f"{app}/brief?m=comparison&d=nantong_chongchuan,hefei_yaohai&p=2022-01..2022-06")
    expect(page.get_by_test_id("stMain")).to_contain_text("不能成稿")
    expect(page.get_by_test_id("stMain")).to_contain_text("所选区县有数字的时段")
    expect(page.get_by_role("button", name="下载Word")).to_have_count(0)


def test_template_and_district_stay_in_the_address_over_a_reload_and_a_change_of_language(page, app):
    visit(page, f"{app}/brief?m=half_year&of=changzhou_jintan&p=2020-01..2020-11")
    page.get_by_text("English", exact=True).click()
    expect(page.locator("h1")).to_have_text("Meeting brief")
    expect(paper(page)).to_contain_text("Jintan")
    page.wait_for_url("**lang=en**")  # the address is written last
    page.reload()
    drawn(page)
    assert query(page)["of"] == "changzhou_jintan"
    expect(paper(page)).to_contain_text("Jintan")


def test_each_of_the_chosen_districts_gets_a_brief_in_one_zip(page, app):
    visit(page, f"{app}/{WENLING}&d=taizhou_wenling,changzhou_jintan")
    page.get_by_text("自备模板、草稿、成批").click()
    page.get_by_role("button", name="为2个区县各写一份").click()
    page.get_by_role("button", name="下载ZIP（1份）").wait_for()
    expect(page.get_by_test_id("stMain")).to_contain_text("有1个区县不能如实成稿")
    _, content = downloaded(page, "下载ZIP（1份）")
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert names == ["taizhou_wenling-温岭市2024年1—6月安全生产工作情况汇报.docx", "未成稿说明.txt"]


@pytest.mark.parametrize(
    ("address", "figure", "told"),
    [("compare?i=deaths&d=fuzhou_all&y=2023", "comparison", "长乐区"),
     ("fines?d=taizhou_wenling&y=2024", "chain", "58起"),
     ("trends?t=deaths&d=taizhou_wenling", "trend", "不画趋势图")],
)  # fmt: skip
def test_a_figure_put_aside_on_a_page_stands_at_the_end_of_the_brief(page, app, address, figure, told):
    fuzhou = ",".join(r["id"] for r in districts() if r["city"] == "福州市")
    visit(page, f"{app}/{address}".replace("fuzhou_all", fuzhou))
    page.locator(f".st-key-sources-{figure}").get_by_role("button", name="出处与数据").click()
    page.get_by_role("dialog").get_by_role("button", name="放入会议材料").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("link", name="会议材料").click()
    expect(page.locator("h1")).to_have_text("会议材料")
    drawn(page)
    before = page.locator("[class*=st-key-part-]").count()
    page.get_by_role("button", name="加到文末").click()
    last = page.locator(f".st-key-part-{before}")
    expect(last).to_contain_text(told)


def own_template(*lines: str) -> dict:
    template, out = docx.Document(), io.BytesIO()
    for line in lines:
        template.add_paragraph(line)
    template.save(out)
    return {"name": "own.docx", "mimeType": "application/octet-stream", "buffer": out.getvalue()}


def test_a_bureaus_own_template_is_filled_and_what_it_lacks_is_said_first(page, app):
    visit(page, f"{app}/{WENLING}")
    page.get_by_text("自备模板、草稿、成批").click()
    box = page.locator(".st-key-own-template input[type=file]")
    box.set_input_files(own_template("{{ 题目 }}", "{{ 正文 }}"))
    expect(page.get_by_test_id("stMain")).to_contain_text("题目")
    expect(page.get_by_role("button", name="下载填好的Word")).to_be_disabled()
    box.set_input_files(own_template("本局格式", "{{ 标题 }}", "{{ 正文 }}"))
    expect(page.get_by_test_id("stMain")).to_contain_text("核对单")
    expect(page.get_by_role("button", name="下载填好的Word")).to_be_enabled()
    _, content = downloaded(page, "下载填好的Word")
    assert word_text(content).startswith("本局格式\n温岭市2024年1—6月")
