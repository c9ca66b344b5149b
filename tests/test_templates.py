"""The templates of config.yaml: what each says of 温岭市, which figures they may name, what lines may join."""

import re

import pytest
import rendered
from conftest import TINY
from test_brief import CONFIG, HALF, brief, paragraphs, said
from test_figures import accidents, at, deaths, figure, told

from anjian import config as configuration
from anjian import words
from anjian.brief import Refused, build
from anjian.brief.pieces import capital, listed, lower
from anjian.config import ROOT, BriefItem, ConfigError
from anjian.exports import docx_file
from anjian.exports.document import Chart, Document, Grid
from anjian.exports.labels import label
from anjian.exports.text_file import text
from anjian.selection import Selection, parse_period

SOURCE = (ROOT / "config.yaml").read_text(encoding="utf-8")
OF_ONE = [name for name, b in CONFIG.briefs.items() if b.districts != "several"]
TWO = ("city_a", "city_b")
QUESTIONS = BriefItem(sentence="questions")
CHANGED = re.compile("双下降|好转|恶化|同比(下降|增加)|both down|better, beyond|(up|down) .* on the year before")


def of(
    *figures: dict, items: list[BriefItem], period: str = HALF, lang: str = "zh", who=("city_a",), **more
) -> Document:
    """Return the brief of planted figures by a template of these items."""
    mine = CONFIG.briefs["monthly"].model_copy(update={"items": (*items, QUESTIONS)})
    config = CONFIG.model_copy(update={"briefs": {"mine": mine}, **more.pop("config", {})})
    return build("mine", at(told(*figures, **more), lang, config), Selection(who, (), parse_period(period), None, lang))


def charts(document: Document) -> list[Chart]:
    return [b for b in document.blocks if isinstance(b, Chart)]


def trend(*figures: dict, **more) -> Document:
    return of(*figures, items=[BriefItem(sentence="figures", indicators=("deaths",)),
                               BriefItem(chart="trend", indicators=("deaths",))], **more)  # fmt: skip


# What each says of 温岭市, January to June 2024

FACTS = {
    "zh": ("发生事故6起", "死亡5人", "受伤3人", "发现隐患22.54万条", "各级各类检查主体", "立案242起", "罚款895.85万元",
           "99.60%"),
    "en": ("6 accidents", "5 deaths", "3 injuries", "225,400 hazards found", "all inspecting bodies", "242 cases filed",
           "fines of 8.96 million yuan", "99.60%"),
}  # fmt: skip
BASELESS = {"zh": "没有公布", "en": "no figures"}


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("template", OF_ONE)
def test_each_template_says_the_facts_of_wenling_and_claims_no_fall(template, lang):
    made = brief(template, "温岭市", HALF, lang)
    assert [f for f in FACTS[lang] if f not in said(made)] == []
    (base,) = {p.text for p in paragraphs(made) if "上年同期" in p.text or "same months a year before" in p.text}
    assert BASELESS[lang] in base
    assert not CHANGED.search(text(made))


@pytest.mark.parametrize("template", sorted(CONFIG.briefs))
def test_each_template_has_the_fields_of_a_brief(template):
    assert CONFIG.briefs[template].fields == CONFIG.briefs["half_year"].fields
    assert len(CONFIG.briefs[template].fields) == 6


def test_a_note_for_leaders_holds_few_findings_one_chart_and_one_small_table():
    for who, period in (("温岭市", HALF), ("福州市", "2023-01..2023-11")):
        made = brief("leaders", who, period)
        findings = made.blocks[: made.blocks.index(charts(made)[0])]
        assert 3 <= len(findings) <= 5
        assert len(charts(made)) == 1
        (table,) = [b for b in made.blocks if isinstance(b, Grid)]
        assert len(table.rows) <= 6


def test_english_sentences_begin_with_a_capital_and_count_one_as_one():
    for template, who, period in (
        ("half_year", "罗湖区", "2025-01-01..2025-12-04"),
        ("monthly", "福州市", "2024-01..2024-01"),
    ):
        for p in paragraphs(brief(template, who, period, "en")):
            assert not re.search(r"(?:^|(?<![A-Z]\.)[.] )[a-z]", p.text), p.text
            assert not re.search(r"\b1 (accidents|deaths|districts|injuries|cases)\b", p.text), p.text
            assert "  " not in p.text


def test_chinese_marks_are_those_of_the_standard():
    for template, who, period in (("half_year", "温岭市", HALF), ("single", "宝安区", "2025-01..2025-06")):
        for p in paragraphs(brief(template, who, period)):
            assert p.text.endswith("。")
            assert not re.search("》、《|。。|，。|；。|、。", p.text), p.text


# Which figures a template may name


def with_item(item: str, districts: str = "one") -> str:
    """Return config.yaml with a template of one item and the questions."""
    return (
        SOURCE.rstrip()
        + f"""
  mine:
    name: {{zh: 试, en: Try}}
    title: {{zh: "{{name}}", en: "{{name}}"}}
    districts: {districts}
    fields: [issue]
    items:
      - {item}
      - sentence: questions
"""
    )


UNPRINTABLE = ["table: funnel", "table: pairs", "table: latest_tiles", "table: news", "table: trend", "chart: ranking",
               "chart: funnel"]  # fmt: skip


@pytest.mark.parametrize("item", UNPRINTABLE)
def test_a_figure_that_no_file_can_hold_is_refused_with_place_and_allowed_forms(item):
    kind, name = item.split(": ")
    with pytest.raises(ConfigError, match=rf"briefs.mine.items.0.{kind}: found '{name}'.*allowed forms of a {kind}"):
        configuration.parse(with_item(item))


def test_a_figure_of_one_district_is_refused_in_a_template_of_several():
    with pytest.raises(ConfigError, match="found 'totals' of the form 'totals', which is about one district"):
        configuration.parse(with_item("table: totals", "any"))


def test_a_figure_of_a_domain_is_refused_without():
    with pytest.raises(ConfigError, match="found 'unpublished' of the form 'unpublished' without a domain"):
        configuration.parse(with_item("table: unpublished"))
    with pytest.raises(Refused, match="没有写明领域"):
        of(deaths(3, HALF), items=[BriefItem(table="chain")])


def test_a_figure_that_needs_indicators_is_refused_without():
    with pytest.raises(ConfigError, match="found 'ranking' of the form 'ranking' without indicators"):
        configuration.parse(with_item("table: ranking"))


@pytest.mark.parametrize("form", BriefItem.TABLES)
def test_every_form_offered_makes_a_table_or_says_that_there_is_nothing(form):
    name, found = next((n, f) for n, f in CONFIG.figures.items() if f.form == form)
    found = found.model_copy(update={"domain": found.domain or "inspections"})
    item = BriefItem(table=name, indicators=found.indicators or ("deaths",))
    cited = BriefItem(sentence="figures", indicators=("deaths",))
    who = ("city_a",) if form in BriefItem.ONE else TWO
    figures = (deaths(3, HALF), deaths(2, HALF, "city_b"), figure("hazards_found", 9, HALF))
    made = of(*figures, items=[cited, item], who=who, config={"figures": {**CONFIG.figures, name: found}})
    assert any(isinstance(b, Grid) and b.rows for b in made.blocks) or "没有可列入" in said(made)


def test_a_figure_named_at_the_last_moment_is_refused_too():
    with pytest.raises(Refused, match="funnel"):
        of(deaths(3, HALF), items=[BriefItem(table="funnel", indicators=("deaths",))])
    with pytest.raises(Refused, match="只写一个区县"):
        of(deaths(3, HALF), items=[BriefItem(table="totals")], who=TWO)


def test_notes_of_a_table_stand_above_its_source():
    made = of(deaths(3, HALF), items=[BriefItem(table="scorecard")])
    (table,) = [b for b in made.blocks if isinstance(b, Grid)]
    assert table.source.startswith("注：测算，不作考核结论")
    assert "来源：" in table.source


# Lines


def test_a_line_joins_the_same_months_of_years_on_end_and_nothing_else():
    made = trend(
        deaths(3, HALF), deaths(5, "2023-01..2023-06"), deaths(9, "2023-01..2023-12"), deaths(7, "2022-01..2022-12")
    )
    (chart,) = charts(made)
    assert (chart.kind, chart.categories) == ("line", ("2023年1—6月", "2024年1—6月"))
    assert chart.series == (("甲区", (5, 3)),)
    assert chart.source
    assert "2023年1—6月5人" in chart.alt


def test_a_year_that_was_not_published_parts_the_line():
    made = trend(*(deaths(n, f"{y}-01..{y}-06") for n, y in ((4, 2020), (5, 2022), (6, 2023), (3, 2024))))
    (chart,) = charts(made)
    assert [c[:4] for c in chart.categories] == ["2020", "2021", "2022", "2023", "2024"]
    assert [values for _, values in chart.series] == [(4, None, None, None, None), (None, None, 5, 6, 3)]


def test_months_are_joined_with_their_neighbours_and_a_gap_stays_a_gap():
    made = trend(
        *(deaths(n, f"2024-{m:02}..2024-{m:02}") for m, n in ((1, 2), (2, 1), (4, 3), (5, 2))),
        period="2024-05..2024-05",
    )
    (chart,) = charts(made)
    assert len(chart.categories) == 5
    assert [values for _, values in chart.series] == [(2, 1, None, None, None), (None, None, None, 3, 2)]


def test_a_line_ends_with_the_months_chosen():
    made = trend(
        deaths(3, "2023-01..2023-06"), deaths(5, "2022-01..2022-06"), deaths(9, HALF), period="2023-01..2023-06"
    )
    assert charts(made)[0].categories[-1] == "2023年1—6月"


def test_where_nothing_may_be_joined_the_brief_says_so():
    made = trend(deaths(3, HALF), deaths(9, "2023-01..2023-12"))
    assert charts(made) == []
    assert "死亡人数没有两期月份相同、口径一致的公布数，不画趋势图。" in said(made)


def test_a_break_parts_the_line():
    broken = CONFIG.breaks[0].model_copy(update={"id": "mine", "starts": parse_period("2024-01..2024-01")[0]})
    figures = [deaths(n, f"{y}-01..{y}-06") for n, y in ((5, 2022), (6, 2023), (3, 2024))]
    (chart,) = charts(trend(*figures, config={"breaks": (broken,)}))
    assert [values for _, values in chart.series] == [(5, 6, None), (None, None, 3)]


# Months


def test_a_month_is_told_with_what_it_adds_up_to_since_january():
    made = of(deaths(1, "2024-03..2024-03"), deaths(4, "2024-01..2024-03"), period="2024-03..2024-03",
              items=[BriefItem(sentence=s, indicators=("deaths",)) for s in ("figures", "so_far")])  # fmt: skip
    assert "2024年3月，据事故统计，甲区死亡1人" in said(made)
    assert "2024年1—3月，据事故统计，甲区死亡4人" in said(made)


def test_from_january_nothing_is_told_twice():
    made = of(deaths(4, HALF), items=[BriefItem(sentence=s, indicators=("deaths",)) for s in ("figures", "so_far")])
    assert said(made).count("死亡4人") == 1


def test_of_several_districts_the_changes_stand_in_one_sentence():
    before = (deaths(6, "2023-01..2023-06"), deaths(2, "2023-01..2023-06", "city_b"))
    made = of(deaths(4, HALF), deaths(2, HALF, "city_b"), *before,
              items=[BriefItem(sentence="changes", indicators=("deaths",))], who=TWO)  # fmt: skip
    assert (
        "甲区死亡4人，同比下降2人（上年同期6人，−33.3%，基数小），未超出随机波动；死亡人数与上年同期持平的有乙区。"
        in said(made)
    )


def test_indicators_that_no_district_published_are_told_together():
    made = of(deaths(4, HALF), items=[BriefItem(sentence="figures", indicators=("deaths", "penalties", "cases_filed"))],
              who=TWO)  # fmt: skip
    assert "各区县2024年1—6月都没有公布全域的行政处罚、立案查处案件。" in said(made)


def test_a_note_with_two_bases_tells_them_apart():
    both = (accidents(1, HALF), accidents(30, HALF, basis="all_kinds"))
    made = of(*both, items=[BriefItem(sentence="findings", indicators=("accidents",))])
    first, second = (p.text for p in paragraphs(made)[:2])
    assert first.startswith("2024年1—6月，甲区按生产安全事故计，发生事故1起") or "各类事故计，发生事故30起" in first
    assert {"生产安全事故" in t for t in (first, second)} == {True, False}


# Words in pieces


WITHIN = [
    ("Deaths", "deaths"), ("GDP", "GDP"), ("Fines ÷ cases filed", "fines ÷ cases filed"), ("罚款÷立案", "罚款÷立案"),
    ("", ""),
]  # fmt: skip


@pytest.mark.parametrize(("name", "within"), WITHIN)
def test_a_name_within_a_sentence(name, within):
    assert lower(name) == within


def test_lists_and_capitals():
    assert listed(["a", "b", "c"], "en") == "a, b and c"
    assert listed(["甲", "乙"], "zh") == "甲、乙"
    assert listed(["a"], "en") == "a"
    assert capital(("for 2024", "x")) == ("For 2024", "x")
    assert capital(()) == ()


def test_every_body_that_counts_has_its_wording():
    own = words.lexicon()["brief"]
    assert [b for b in words.lexicon()["counted_by"] if b != "unstated" and f"by_{b}" not in own] == []


def test_a_chart_of_many_districts_draws_as_many_as_the_page_and_says_so():
    many = [f"c{n}" for n in range(130)]
    rows = "".join(f"{d},,区{n},D{n},某市,某省,district,district,{n + 40},,\n" for n, d in enumerate(many))
    figures = told(*(deaths(n + 1, HALF, d) for n, d in enumerate(many)), districts=TINY["districts"] + rows)
    made = build("comparison", at(figures), Selection(tuple(many), (), parse_period(HALF)))
    chart = next(b for b in made.blocks if isinstance(b, Chart))
    assert len(chart.categories) == 100
    assert chart.categories[0] == "区129"
    assert "其余30个见表" in chart.source


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize(
    ("who", "period"), [("温岭市", HALF), ("福州市", "2023-01..2023-11"), ("福州市", "2024-01..2024-10")]
)
def test_the_note_for_leaders_stands_on_one_page(who, period, lang, tmp_path):
    file = docx_file.write(brief("leaders", who, period, lang))
    second = rendered.pages(file, ".docx", tmp_path)[1].extract_text()  # the notes open a page of their own
    assert second.strip().startswith(label("notes", lang))
