"""A page on paper: A4 landscape, everything that was chosen and shown, nothing that is only for a screen."""

import io
import re
import unicodedata

import pytest
from playwright.sync_api import Page
from pypdf import PageObject, PdfReader
from visiting import PAGES, visit

pytest_plugins = ["started"]
pytestmark = pytest.mark.browser
A4 = (842, 595)
WIDTH = (297 - 2 * 10) / 25.4 * 96  # of the paper between its margins, in CSS pixels
SHOWN = ".js-plotly-plot .ytick text", ".js-plotly-plot .textpoint text", "h1", "h2", "h3", ".stTable th", ".stTable td"
LEAST = 60  # characters of a page: more than the line of what is chosen and the page's name
ALWAYS = ("来源:", "当前选择:")
ALIKE = str.maketrans(  # characters that a font takes for each other: radicals, dashes
    "⺟⺠⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻧⻨⻩⻬⻮⻰⻳‒―",
    "母民见角贝车长门青韦页风飞食马骨鬼鱼鸟卤麦黄齐齿龙龟–—",
)
SCREEN_ONLY = ("总览趋势", "出处与数据", "复制链接", "English", "下载CSV")


def printed(page: Page) -> list[str]:
    """Return the text of each page of the paper, as Ctrl+P makes it, without spaces."""
    reader = PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True, print_background=True)))
    for sheet in reader.pages:
        assert (float(sheet.mediabox.width), float(sheet.mediabox.height)) == pytest.approx(A4, abs=1)
    return [bare(sheet.extract_text()) for sheet in reader.pages]


def bare(text: str) -> str:
    """Return text without spaces, every character by its usual name."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text).translate(ALIKE))


def texts(page: Page, selector: str) -> list[str]:
    """Return the texts of some elements of the page's body."""
    return [bare(t) for t in page.locator(f"[data-testid=stMain] {selector}").all_text_contents() if bare(t)]


def lacks(page: Page) -> list[str]:
    """Return what is wrong with the paper: what the page shows and it does not, what it shows and should not."""
    shown = [text for part in SHOWN for text in texts(page, part)]
    lines = [t for t in texts(page, "p") if t.startswith(ALWAYS)]
    version = bare(page.get_by_test_id("stSidebar").locator("p").last.inner_text())
    sheets = printed(page)
    paper = "".join(sheets)
    blank = [f"page {n} is as good as blank" for n, sheet in enumerate(sheets, 1) if len(sheet) < LEAST]
    return blank + [t for t in shown + lines if t not in paper] + [t for t in (*SCREEN_ONLY, version) if t in paper]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_paper_names_every_document_that_a_source_line_only_counts(page, app, lang):
    visit(page, f"{app}/?lang={lang}")
    listed = page.locator(".st-key-cut-sources .stText")
    names = [bare(name) for name in listed.text_content().splitlines()]
    counted = [int(n) for n in re.findall(r"等(\d+)份|; (\d+) documents", page.content()) for n in n if n]
    assert not listed.is_visible()
    assert len(names) == len(set(names)) >= max(counted) > 3
    assert [name.startswith(f"({n})") for n, name in enumerate(names, 1)] == [True] * len(names)
    paper = "".join(printed(page))
    assert [name for name in names if name not in paper] == []


def test_paper_holds_what_each_page_shows_and_nothing_of_the_screen_only(page, app):
    wrong = {}
    for path in PAGES:
        visit(page, f"{app}/{path}{'&' if '?' in path else '?'}lang=zh")
        wrong[path] = lacks(page)
    assert {path: what for path, what in wrong.items() if what} == {}


def test_a_long_table_repeats_its_header_on_every_page(page, app):
    visit(page, f"{app}/sources?lang=zh")
    sheets = printed(page)
    header = "".join(texts(page, ".stTable th"))
    assert len(sheets) > 2
    assert [n for n, sheet in enumerate(sheets) if header not in sheet] == []


def test_paper_says_which_rows_a_table_leaves_out_and_not_what_to_click(page, app):
    visit(page, f"{app}/targets?lang=zh")
    assert "这里是前" not in page.get_by_test_id("stMain").inner_text()
    (said,) = re.findall(r"本表共(\d+)行,这里是前(\d+)行", "".join(printed(page)))
    rows, shown = map(int, said)
    assert rows > shown == page.locator(".stTable tbody tr").count()
    visit(page, f"{app}/sources?s=coverage&lang=zh")
    assert "点一段横条" in page.get_by_test_id("stMain").inner_text()
    assert "点一段横条" not in "".join(printed(page))


def test_the_lexicon_is_printed_as_text_to_its_last_series(page, app):
    visit(page, f"{app}/sources?s=lexicon&lang=zh")
    paper = "".join(printed(page))
    assert "立案Casesfiledfiled时段内决定立案的案件,不论是否已作出处罚" in paper
    assert bare(page.locator(".st-key-list-lexicon-series tr").last.inner_text()) in paper


def test_paper_says_that_a_grid_is_printed_as_far_as_it_is_seen(page, app):
    visit(page, f"{app}/sources?s=figures&lang=zh")
    assert "纸上只是" not in page.get_by_test_id("stMain").inner_text()
    (told,) = re.findall(r"共(\d+)条,纸上只是屏幕上看得到的几行;打印前先点“列成文字表”", "".join(printed(page)))
    assert f"{told}条" in bare(page.get_by_role("heading", level=3).inner_text())


def test_figures_are_printed_as_text_where_they_are_asked_for_so(page, app):
    visit(page, f"{app}/sources?s=figures&d=taizhou_wenling&lang=zh")
    page.get_by_role("button", name="列成文字表").click()
    cells = page.locator(".st-key-list-figures td")
    cells.last.wait_for()
    (told,) = re.findall(r"(\d+)条", bare(page.get_by_role("heading", level=3).inner_text()))
    assert page.locator(".st-key-list-figures tbody tr").count() == int(told) > 50
    paper = "".join(printed(page))
    assert [text for text in texts(page, ".st-key-list-figures td") if text not in paper] == []
    assert "n=text" in page.url
    page.get_by_role("button", name="回到可排序的表格").click()
    page.locator(".stDataFrame canvas").first.wait_for()
    assert "n=text" not in page.url


def test_a_format_may_be_asked_for(page, app):
    visit(page, f"{app}/compare?i=average_fine&lang=zh")
    asked = page.pdf(format="A4", landscape=True, print_background=True)
    assert "41,047" in bare(PdfReader(io.BytesIO(asked)).pages[0].extract_text())


def test_a_title_is_printed_whole_and_with_what_it_tells_of(page, app):
    visit(page, f"{app}/?lang=en")  # in Chinese the title has one line
    parts = ("h3", "tbody tr td:nth-child(2)")
    title, row = (bare(page.locator(f".st-key-fig-changes {part}").first.inner_text()) for part in parts)
    assert next(title in sheet for sheet in printed(page) if row in sheet)


TALL = "@media print{.stElementContainer:has(.chart){padding-top:260px}}"


def test_what_follows_columns_is_not_printed_over_them(page, app):
    """A chart that finds no room moves to the next page: its column grows, and the next figure moves too."""
    visit(page, f"{app}/compare?i=deaths&lang=zh")
    page.add_style_tag(content=TALL)
    sheets = printed(page)
    ends, begins = (next(n for n, s in enumerate(sheets) if words in s) for words in ("粗线", "项逐一列出"))
    assert ends < begins


MEASURED = "all => all.map(e => e.getBoundingClientRect().width * e.currentCSSZoom)"


def test_charts_of_a_wide_screen_fit_the_paper(opened, app):
    page = opened(width=1920)
    for path in ("", "trends", "compare?i=deaths"):
        visit(page, f"{app}/{path}")
        page.emulate_media(media="print")
        widths = page.locator(".js-plotly-plot .main-svg").evaluate_all(MEASURED)
        page.emulate_media(media="null")
        assert widths
        assert max(widths) <= WIDTH


INKS = """() => {
  const light = rgb => rgb.match(/\\d+/g).slice(0, 3).map(Number).reduce((a, b) => a + b) / 3
  const shown = e => e.checkVisibility() && e.textContent.trim()
  const words = [...document.querySelectorAll('[data-testid=stMain] :is(h1,h3,p,td,th,span,li)')].filter(shown)
  const marks = [...document.querySelectorAll('.js-plotly-plot text')]
  const inks = [...words.map(e => [e, getComputedStyle(e).color]), ...marks.map(e => [e, getComputedStyle(e).fill])]
  return inks.filter(([, ink]) => light(ink) > 140).map(([e, ink]) => e.textContent.slice(0, 20) + ' ' + ink)
}"""


@pytest.mark.parametrize("path", ["", "compare?i=average_fine", "targets", "sources?s=checks"])
def test_the_dark_theme_prints_dark_ink_on_white(opened, app, path):
    page = opened(theme="dark")
    visit(page, f"{app}/{path}")
    assert page.evaluate(INKS)
    page.emulate_media(media="print")
    assert page.evaluate(INKS) == []
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(255, 255, 255)"


FUZHOU = "gulou,taijiang,cangshan,mawei,jinan,changle,minhou,lianjiang,luoyuan,minqing,yongtai,fuqing,gaoxin"


def test_columns_that_end_on_the_next_sheet_begin_on_the_first(page, app):
    visit(page, f"{app}/compare?i=deaths&d={','.join(f'fuzhou_{d}' for d in FUZHOU.split(','))}&y=2023&lang=zh")
    assert "长乐区明显高于" in printed(page)[0]


def placed(sheet: PageObject) -> tuple[str, list[float]]:
    """Return a sheet's text as the page has it, and how high above the sheet's foot each of its characters stands."""
    found: list[tuple[str, float]] = []
    sheet.extract_text(visitor_text=lambda text, m, at, *_: found.extend((c, m[3] * at[5] + m[5]) for c in bare(text)))
    return "".join(c for c, _ in found), [height for _, height in found]


def test_columns_over_two_sheets_end_above_what_follows(page, app):
    visit(page, f"{app}/?y=2024&lang=zh")
    (text, heights), *_ = [
        both for both in map(placed, PdfReader(io.BytesIO(page.pdf(prefer_css_page_size=True))).pages)
        if "最新数字" in both[0]
    ]  # fmt: skip
    begins = text.index("最新数字")
    assert begins > 100
    assert heights[begins] < min(heights[:begins])


def test_what_is_folded_on_the_screen_leaves_no_box_on_paper(page, app):
    visit(page, f"{app}/brief?m=half_year&of=taizhou_wenling&p=2024-01..2024-06&lang=zh")
    folded = texts(page, "summary")
    assert "自备模板、草稿、成批" in "".join(folded)
    paper = "".join(printed(page))
    assert [words for words in folded if words in paper] == []
