"""The brief's content: what it says, what it does not say, and that every number of its text is a published one."""

import csv
import re
from functools import cache

import docx
import pytest
from conftest import TINY
from test_chance import city
from test_figures import accidents, at, deaths, figure, told

from anjian import __main__ as command
from anjian import config as configuration
from anjian import words
from anjian.areas import areas, resolve
from anjian.brief import Refused, build
from anjian.brief.build import numeral
from anjian.brief.lines import charts as line_charts
from anjian.brief.matter import Matter
from anjian.brief.scale import scale as scale_of
from anjian.config import ROOT, ConfigError
from anjian.exports import text_file
from anjian.exports.document import Chart, Document, Grid, Heading, Paragraph
from anjian.exports.text_file import text
from anjian.figures.setting import setting
from anjian.indicators import compute
from anjian.selection import Selection, parse_period
from anjian.store import load

CONFIG = configuration.load()
HALF = "2024-01..2024-06"
FIELDS = {"拟稿": "<甲&乙>", "核对": "=1+1", "审签": "丙😀㐀"}
SCALES = {"万": 10_000, "亿": 100_000_000, " million": 1_000_000}
DAYS = re.compile(
    r"《[^》]*》|\d{4}年\d+—\d+月|\d{4}年(\d+月(\d+日)?)?(—(\d{4}年)?\d+月(\d+日)?)?|每?10万(常住人口|人)"
    r"|7个专项行动|(?:\d+ )?[A-Z][a-z]{2}(–(\d+ )?[A-Z][a-z]{2})? \d{4}|per 100,000 residents|\b20\d\d\b"
)


@cache
def real(lang: str = "zh"):
    return setting(load(ROOT / "data"), CONFIG, lang)


@cache
def brief(template: str, who: str, period: str, lang: str = "zh") -> Document:
    here = real(lang)
    chosen = resolve(who, areas(here.database), CONFIG, "zh")
    return build(template, here, Selection(tuple(chosen), (), parse_period(period), None, lang))


def wenling(lang: str = "zh") -> Document:
    return brief("half_year", "温岭市", HALF, lang)


def fuzhou(lang: str = "zh") -> Document:
    return brief("comparison", "福州市", "2023-01..2023-11", lang)


def paragraphs(document: Document) -> list[Paragraph]:
    return [b for b in document.blocks if isinstance(b, Paragraph)]


def said(document: Document) -> str:
    return "\n".join(p.text for p in paragraphs(document))


def of(*figures: dict, template: str = "half_year", period: str = "2024-01..2024-06", **chosen) -> Document:
    """Return the brief of planted figures of 甲区, or of the districts given."""
    who = chosen.pop("districts", ("city_a",))
    return build(template, at(told(*figures)), Selection(who, (), parse_period(period)), **chosen)


# 温岭市, January to June 2024


@pytest.mark.parametrize(
    "told_so",
    ["据事故统计，温岭市发生事故6起、死亡5人、受伤3人，口径为上报事故（种类未说明）。",
     "据各级各类检查主体统计，温岭市发现隐患22.54万条、整改隐患22.49万条，口径为隐患（不分级）。",
     "据此计算，隐患整改率为99.78%。", "据各级应急系统统计，温岭市立案242起、罚款895.85万元。",
     "据此计算，案均罚款为37,019元/起（罚款÷立案）。", "没有公布的数字：行政处罚。",
     "温岭市各级各类检查（全市）约500条", "已全部整改的有：温岭市汛前大检查307条。",
     "没有公布事故起数、死亡人数的上年同期数，不作同比，不判断升降。"],
)  # fmt: skip
def test_the_half_year_of_wenling_says(told_so):
    assert told_so in said(wenling())


def test_it_asks_about_the_printed_rate_and_cites_its_row():
    (asked,) = [p for p in paragraphs(wenling()) if "99.60%" in p.text]
    assert "99.73%至99.82%" in asked.text
    (check,) = [c for c in wenling().checks if c.shown == "99.60%"]
    assert (check.as_written, check.row.split(":")[0]) == ("整改率99.60%", "printed.csv")


def test_without_a_base_nothing_is_said_to_have_fallen():
    whole = text(wenling())
    assert not re.search("双下降|好转|恶化|同比(下降|增加)", whole)


def test_its_charts_and_tables_carry_caption_source_and_alt():
    blocks = [b for b in wenling().blocks if isinstance(b, Chart | Grid)]
    assert all(b.caption and b.source for b in blocks)
    charts = [b for b in blocks if isinstance(b, Chart)]
    assert all(b.alt for b in charts)
    assert ("发现隐患", 22.54) in {pair for c in charts for pair in zip(c.categories, c.series[0][1], strict=True)}


def test_the_caption_of_bars_says_who_counted_or_that_nobody_says():
    accidents_of, trained = ([c.caption for c in wenling().blocks if isinstance(c, Chart)][n] for n in (0, -1))
    assert accidents_of == "温岭市2024年1—6月死亡5人、受伤3人（统计主体：事故统计）"
    assert trained.endswith("特种作业人员431人（统计主体未说明）")


def test_headings_are_numbered_by_their_level():
    heads = [b.text for b in wenling().blocks if isinstance(b, Heading)]
    assert heads[:4] == ["一、事故情况", "二、工作开展情况", "（一）检查和隐患整改", "（二）执法处罚"]
    assert [numeral(n) for n in (1, 10, 11, 20, 21, 99)] == ["一", "十", "十一", "二十", "二十一", "九十九"]


def test_properties_name_selection_version_and_the_date_of_the_data():
    found = dict(wenling().properties)
    assert "温岭市" in found["选择条件"]
    assert found["数据版本"] == real().database.version
    assert found["日期"] == "2024年7月10日"
    assert dict(wenling().fields)["数据截止"] == "2024年6月30日"


# 福州市各区县, January to November 2023


def test_the_comparison_ranks_and_says_who_stands_out():
    found = said(fuzhou())
    assert "由高到低依次为：长乐区11人、晋安区3人、仓山区2人" in found
    assert "长乐区明显高于6个区县的平均数" in found
    assert "长乐区2023年1—11月死亡11人，明显高于" in found.split("没有可以写明的改进")[1]


def test_of_counts_one_has_most_and_of_ratios_one_is_highest():
    captions = [b.caption for b in fuzhou().blocks if isinstance(b, Chart)]
    assert [c.split("：")[1][-2:] for c in captions] == ["最多", "最多", "最高"]
    assert captions[2].endswith("长乐区1.57人/起最高")


def test_who_may_not_be_compared_is_listed_with_value_and_reason():
    (apart,) = [p.text for p in paragraphs(fuzhou()) if p.text.startswith("以下区县的死亡人数不与上述区县相比：")]
    for name in ("闽侯县4人、", "福清市8人", "福州高新区1人（均为2024年1—10月）"):
        assert name in apart
    assert apart.endswith("原因是缺2023年2—11月的数。")


def test_a_chart_holds_the_class_that_may_be_compared_and_no_other():
    (chart,) = [b for b in fuzhou().blocks if isinstance(b, Chart) and "死亡人数" in b.caption]
    assert dict(zip(chart.categories, chart.series[0][1], strict=True)) == {
        "长乐区": 11, "晋安区": 3, "仓山区": 2, "鼓楼区": 1, "台江区": 1, "马尾区": 1
    }  # fmt: skip


def test_a_brief_names_who_is_to_be_watched_with_the_side_it_is_on():
    here, who = at(city([10, 20, 20, 20, 30])), tuple(f"city_{n}" for n in range(5))
    told_so = said(build("comparison", here, Selection(who, (), parse_period("2023-01..2023-12"))))
    assert "第4区高于5个区县的平均数（20.0人），列为关注，不作结论" in told_so
    assert "第0区低于5个区县的平均数（20.0人），列为关注，不作结论" in told_so


def test_side_by_side_only_is_not_ranked():
    (rate,) = [p.text for p in paragraphs(fuzhou()) if "只宜并列" in p.text]
    assert "依次" not in rate
    assert "人口基数为2020年11月1日" in rate


# Every number of the text is among the Results

CHOICES = [
    ("half_year", "温岭市", HALF), ("half_year", "罗湖区", "2025-01-01..2025-12-04"),
    ("half_year", "花都区", "2023-01..2023-12"), ("half_year", "宝安区", "2025-01..2025-06"),
    ("half_year", "鲤城区", "2022-01..2022-12"), ("comparison", "福州市", "2023-01..2023-11"),
    ("monthly", "福州市", "2024-01..2024-01"), ("monthly", "台州市", "2025-01..2025-02"),
    ("monthly", "温岭市", HALF), ("single", "温岭市", HALF), ("single", "罗湖区", "2024-01..2024-06"),
    ("single", "崇川区", "2022-01..2022-12"), ("single", "瑶海区", "2024-01..2024-12"), ("leaders", "温岭市", HALF),
    ("leaders", "花都区", "2023-01..2023-12"), ("leaders", "福州市", "2023-01..2023-11"),
]  # fmt: skip
EVERY = [(*choice, lang) for lang in ("zh", "en") for choice in CHOICES]
BY_LUCK = re.compile("随机|偶然|chance")
CITED_BY_LINE = re.compile(r"(\w+\.csv):(\d+)")


@cache
def line_of(file: str, line: int) -> dict:
    lines = (ROOT / "data" / file).read_text(encoding="utf-8").splitlines()
    return next(csv.DictReader([lines[0], lines[line - 1]]))


def number_of(shown: str) -> float:
    found = re.search(r"([+−]?)(\d[\d,]*(?:\.\d+)?)([万亿]| million)?", shown)
    scaled = float(found[2].replace(",", "")) * SCALES.get(found[3], 1)
    return -scaled if found[1] == "−" else scaled


@pytest.fixture(params=EVERY, ids="-".join)
def any_brief(request) -> Document:
    return brief(*request.param)


def test_words_hold_no_number_and_each_number_has_its_note(any_brief):
    notes = {n.number for n in any_brief.notes}
    for p in paragraphs(any_brief):
        assert not re.search(r"\d", DAYS.sub("", "".join(s.text if s.note is None else "█" for s in p.said))), p.text
        assert {s.note for s in p.said if s.note} <= notes


def test_a_number_with_one_row_is_the_value_of_that_row(any_brief):
    """Read the CSV a second, naive time: what the text shows is what the cited line holds."""
    for check in any_brief.checks:
        rows = CITED_BY_LINE.findall(check.row)
        assert rows, check
        if len(rows) == 1:
            row = line_of(rows[0][0], int(rows[0][1]))
            value = abs(float(row.get("value") or row["printed_value"]))
            rounded = half_digit(check.shown) if "million" in check.shown else 1e-9 * value
            assert abs(number_of(check.shown)) == pytest.approx(value, abs=rounded), check


def test_a_number_with_several_rows_follows_from_them(any_brief):
    """Difference, percentage, ratio, rest, mean, count, luck or interval: each recomputed from the lines cited."""
    for check in any_brief.checks:
        rows = [line_of(f, int(n)) for f, n in CITED_BY_LINE.findall(check.row)]
        if len(rows) > 1 and not BY_LUCK.search(check.sentence):
            assert any(abs(abs(number_of(check.shown)) - v) < half_digit(check.shown) for v in derived(rows)), check


def half_digit(shown: str) -> float:
    decimals = re.search(r"\.(\d+)", shown)
    scale = next((s for mark, s in SCALES.items() if mark in shown), 1)
    return scale * 0.51 * 10 ** -(len(decimals[1]) if decimals else 0)


def derived(rows: list[dict]) -> list[float]:
    values = [float(r["value"]) for r in rows if r["value"]]
    halves = [float(r.get("half_unit") or 0) for r in rows]
    a, b, x, y = *values[:2], *halves[:2]
    found = [*values, abs(a - b), len(rows), len(values) - 1, sum(values) / len(values), sum(values)]
    found += [len({r["district"] for r in rows})]
    if a and b:
        found += [a / b, b / a, *(100 * n / m for n in (a, a - x, a + x) for m in (b, b - y, b + y))]
        found += [abs(100 * (a - b) / b), 100_000 * a / b]
    half = len(values) // 2
    return [*found, sum(values[:half]) / (sum(values[half:]) or 1), sum(values[::2]) / (sum(values[1::2]) or 1)]


def test_a_check_stands_for_each_number_in_its_order(any_brief):
    shown = [(s.note, s.text) for p in paragraphs(any_brief) for s in p.said if s.note]
    assert [(c.note, c.shown) for c in any_brief.checks] == shown
    assert [n.number for n in any_brief.notes] == list(range(1, len(any_brief.notes) + 1))
    assert list(dict.fromkeys(c.note for c in any_brief.checks)) == [n.number for n in any_brief.notes]


TITLES = re.compile("《[^》]*》")


def titles_in(notes) -> list[set[str]]:
    return [set(TITLES.findall(n)) for n in notes]


def test_a_list_of_notes_names_a_document_once_and_then_the_note_that_did(any_brief):
    full, listed = (titles_in(getattr(n, form) for n in any_brief.notes) for form in ("text", "listed"))
    first = {}
    for titles, shown, note in zip(full, listed, any_brief.notes, strict=True):
        named = {int(n) for n in re.findall(r"(?:文件同|same document as )\[(\d+)]", note.listed)}
        assert titles
        assert (shown, named) == (titles - first.keys(), {first[t] for t in titles & first.keys()}), note
        if len(titles) == 1:
            first.setdefault(next(iter(titles)), note.number)


def test_the_second_note_of_a_document_points_to_the_first():
    assert "\n[2] 文件同[1]，导语，“死亡5人”" in text(wenling())


# Words by rule, on data that can be done in the head


def test_a_change_comes_first_then_the_percentage_with_its_base():
    found = said(
        of(accidents(6, HALF), accidents(8, "2023-01..2023-06"), deaths(4, HALF), deaths(6, "2023-01..2023-06"))
    )
    assert "同比下降2起（上年同期8起，−25.0%，基数小），未超出随机波动" in found
    assert "双下降，但并非每项都超出随机波动" in found
    assert "好转，" not in found


def test_a_zero_base_has_no_percentage():
    found = said(of(deaths(2, HALF), deaths(0, "2023-01..2023-06")))
    assert "同比增加2人（上年同期0人）" in found
    assert "%" not in found


def test_beyond_chance_is_better_or_worse_and_stands_among_progress_or_problems():
    fell = said(of(deaths(1, HALF), deaths(20, "2023-01..2023-06")))
    assert "好转，超出随机波动" in fell
    rose = said(of(deaths(20, HALF), deaths(1, "2023-01..2023-06")))
    assert "恶化，超出随机波动" in rose
    assert "没有可以写明的改进" in rose


@pytest.mark.parametrize(
    ("lang", "words_said"), [("zh", "超出随机波动，不作好坏判断"), ("en", "neither better nor worse")]
)
def test_beyond_chance_but_to_be_read_with_care_is_neither_better_nor_worse(lang, words_said):
    found = told(deaths(1, HALF), deaths(20, "2023-01..2023-06", source="late"))
    document = build("half_year", at(found, lang), Selection(("city_a",), (), parse_period(HALF), None, lang))
    assert words_said in said(document)
    assert not re.search("好转|改善|improved", said(document))


def test_a_bound_is_said_in_words():
    hazards = figure("hazards_found", 400, HALF, qualifier="at_least")
    assert "发现隐患不少于400条" in said(of(hazards, deaths(1, HALF)))


def test_a_direction_without_a_number_is_said_to_have_none():
    found = said(of(accidents("", HALF, status="direction_only"), deaths(1, HALF)))
    assert "只写明升降，没有公布“事故起数”的数字" in found


def test_a_provisional_figure_marks_the_brief():
    assert "初步数据" in of(deaths(1, HALF, status="provisional")).marks
    assert of(deaths(1, HALF)).marks == ()


def test_fields_are_kept_character_by_character():
    found = dict(of(deaths(1, HALF), fields=FIELDS).fields)
    assert {k: found[k] for k in FIELDS} == FIELDS
    assert found["编制单位"] == ""


def test_a_name_with_marks_is_kept_in_text_and_table():
    text_of = "city_a,000101,甲<区>&=1+1😀,A,某市,某省,district,district,10,,\n"
    districts = TINY["districts"].replace("city_a,000101,甲区,A,某市,某省,district,district,10,,\n", text_of)
    made = build("half_year", at(told(deaths(1, HALF), districts=districts)),
                 Selection(("city_a",), (), parse_period(HALF)))  # fmt: skip
    assert "甲<区>&=1+1😀死亡1人" in said(made)
    assert "甲<区>&=1+1😀" in made.title


def test_the_same_input_gives_an_equal_document():
    here = setting(load(ROOT / "data"), CONFIG, "zh")
    again = build("half_year", here, Selection(("taizhou_wenling",), (), parse_period(HALF)))
    assert again == wenling()


def test_english_says_the_same_numbers():
    for zh, en in ((wenling(), wenling("en")), (fuzhou(), fuzhou("en"))):
        assert len(en.checks) == len(zh.checks)
        rows = [{tuple(CITED_BY_LINE.findall(c.row)) for c in d.checks} for d in (zh, en)]
        assert rows[0] == rows[1]
        for p in paragraphs(en):
            plain = "".join(s.text for s in p.said if s.note is None)
            assert not re.search(r"\d", DAYS.sub("", plain)), plain


# What is refused


def refused(*figures: dict, **more) -> str:
    with pytest.raises(Refused) as caught:
        of(*figures, **more)
    return str(caught.value)


def test_a_district_without_any_figure_is_refused_by_name():
    assert "甲区2022年1—6月没有公布" in refused(deaths(1, HALF), period="2022-01..2022-06")


def test_a_comparison_of_nothing_comparable_is_refused_with_the_reason():
    other = deaths(2, HALF, "city_b", basis="all_kinds")
    why = refused(deaths(1, HALF), other, template="comparison", districts=("city_a", "city_b"))
    assert "口径不同" in why


def test_templates_districts_and_fields_are_refused_with_what_is_allowed():
    assert "half_year" in refused(deaths(1, HALF), template="nowhere")
    assert "一个区县" in refused(deaths(1, HALF), districts=("city_a", "city_b"))
    assert "两个以上" in refused(deaths(1, HALF), template="comparison")
    assert "拟稿" in refused(deaths(1, HALF), fields={"签名": "甲"})


DIGITS = ["第1部分", "一、情况", "（二）情况"]


@pytest.mark.parametrize("heading", DIGITS)
def test_a_template_with_a_number_is_refused_when_the_configuration_is_read(heading):
    good = (ROOT / "config.yaml").read_text(encoding="utf-8")
    with pytest.raises(ConfigError, match="no digit"):
        configuration.parse(good.replace("heading: {zh: 事故情况,", f"heading: {{zh: {heading},", 1))


@pytest.mark.parametrize("name", sorted(CONFIG.briefs))
def test_the_templates_hold_no_digit(name):
    shown = [
        CONFIG.briefs[name].name,
        CONFIG.briefs[name].title,
        *(i.heading for i in CONFIG.briefs[name].items if i.heading),
    ]
    assert not [t for t in shown if re.search(r"\d", t.zh + t.en)]


def test_a_template_is_an_entry_and_no_code():
    short = replace_template("half_year", items=tuple(i for i in CONFIG.briefs["half_year"].items if i.sentence))
    made = build("mine", at(told(deaths(1, HALF)), config=short), Selection(("city_a",), (), parse_period(HALF)))
    assert all(isinstance(b, Paragraph) for b in made.blocks)


def replace_template(name: str, **changes):
    mine = CONFIG.briefs[name].model_copy(update=changes)
    return CONFIG.model_copy(update={"briefs": {"mine": mine}})


# The command


def run(*arguments: str) -> int:
    return command.main(["brief", *arguments])


def test_the_command_writes_a_file_and_says_its_title(tmp_path, capsys):
    out = tmp_path / "brief.txt"
    assert run("half_year", "--district", "温岭市", "--period", HALF, "--field", "拟稿=<甲&乙>", "--out", str(out)) == 0
    assert "死亡5人" in out.read_text(encoding="utf-8")
    assert "<甲&乙>" in out.read_text(encoding="utf-8")
    assert "温岭市2024年1—6月" in capsys.readouterr().out
    assert [p.name for p in tmp_path.iterdir()] == ["brief.txt"]


@pytest.mark.parametrize(
    ("arguments", "why"),
    [(("nowhere", "--district", "温岭市"), "half_year"), (("half_year", "--district", "闽侯县"), "没有公布"),
     (("half_year", "--district", "福州市"), "一个区县")],
)  # fmt: skip
def test_the_command_stops_with_the_reason_and_leaves_the_old_file(arguments, why, tmp_path, capsys):
    out = tmp_path / "old.txt"
    out.write_text("old", encoding="utf-8")
    assert (
        run(
            *arguments,
            "--period",
            "2024-01..2024-06" if "温岭市" in arguments else "2022-01..2022-02",
            "--out",
            str(out),
        )
        == 1
    )
    assert why in capsys.readouterr().err
    assert out.read_text(encoding="utf-8") == "old"


def test_an_unknown_ending_is_said_before_anything_is_made(tmp_path, capsys):
    assert run("half_year", "--district", "温岭市", "--period", HALF, "--out", str(tmp_path / "brief.pdf")) == 1
    assert ".docx" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_writer_that_fails_leaves_nothing_behind(tmp_path, monkeypatch):
    monkeypatch.setattr(text_file, "write", lambda document: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run("half_year", "--district", "温岭市", "--period", HALF, "--out", str(tmp_path / "brief.txt"))
    assert list(tmp_path.iterdir()) == []


def test_every_wording_of_a_rule_is_in_both_languages():
    assert all({"zh", "en"} == set(entry) for entry in words.lexicon()["brief"].values())


def test_an_internal_source_marks_the_brief():
    sources = TINY["sources"].replace("official,public", "official,internal", 1)
    made = build(
        "half_year", at(told(deaths(1, HALF), sources=sources)), Selection(("city_a",), (), parse_period(HALF))
    )
    assert "内部资料" in made.marks


def own(tmp_path, *lines: str):
    template = docx.Document()
    for line in lines:
        template.add_paragraph(line)
    template.save(tmp_path / "own.docx")
    return tmp_path / "own.docx"


def test_the_command_fills_a_template_of_ones_own(tmp_path, capsys):
    mine, out = own(tmp_path, "{{ 标题 }}", "（本局内部格式）", "{{ 正文 }}"), tmp_path / "brief.docx"
    asked = ("half_year", "--district", "温岭市", "--period", HALF, "--own-template", str(mine), "--out", str(out))
    assert run(*asked) == 0
    told = [p.text for p in docx.Document(out).paragraphs]
    assert told[:2] == ["温岭市2024年1—6月安全生产工作情况汇报", "（本局内部格式）"]
    assert any("895.85万元" in t for t in told)
    assert "核对单" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "ending", "why"),
    [("{{ x.__class__ }}", ".docx", "__class__"), ("{{ 正文 }}", ".xlsx", ".docx"), (None, ".docx", "own.docx")],
)  # fmt: skip
def test_a_template_that_cannot_be_filled_leaves_no_file(line, ending, why, tmp_path, capsys):
    mine, out = own(tmp_path, line or ""), tmp_path / f"brief{ending}"
    if line is None:
        mine.unlink()
    asked = ("half_year", "--district", "温岭市", "--period", HALF, "--own-template", str(mine), "--out", str(out))
    assert run(*asked) == 1
    assert why in capsys.readouterr().err
    assert not out.exists()


# In which unit a chart tells its values


def hazards(lang: str, *figures: dict) -> Chart:
    here = at(told(*figures), lang)
    document = build("half_year", here, Selection(("city_a",), (), parse_period(HALF), None, lang))
    (chart,) = (b for b in document.blocks if isinstance(b, Chart))
    return chart


def of_hazards(found: object, rectified: object, half: str = "") -> tuple[dict, dict]:
    pairs = (("hazards_found", found), ("hazards_rectified", rectified))
    return tuple(figure(m, n, HALF, half_unit=half) for m, n in pairs)


@pytest.mark.parametrize(
    ("lang", "half", "values", "unit", "form"),
    [
        ("zh", "50", (22.54, 22.4), "万条", "#,##0.00"), ("zh", "500", (22.54, 22.4), "万条", "#,##0.0"),
        ("zh", "5000", (22.54, 22.4), "万条", "#,##0"), ("zh", "5", (225400, 224000), "条", "#,##0"),
        ("zh", "", (225400, 224000), "条", "#,##0"), ("en", "50", (225400, 224000), "items", "#,##0"),
    ],
)  # fmt: skip
def test_a_chart_tells_counts_in_the_unit_of_the_text(lang, half, values, unit, form):
    chart = hazards(lang, *of_hazards(225400, 224000, half))
    assert (chart.series[0][1], chart.unit, chart.shown) == (values, unit, form)


def test_a_chart_tells_counts_in_full_where_one_of_them_is_not_told_in_ten_thousands():
    chart = hazards("zh", *of_hazards(225400, 9000, "50"))
    assert (chart.series[0][1], chart.unit) == ((225400, 9000), "条")


@pytest.mark.parametrize(
    ("lang", "value", "divisor", "unit"),
    [("zh", 8_958_500, 10_000, "万元"), ("zh", 300, 10_000, "万元"),
     ("en", 8_958_500, 1_000_000, "million yuan"), ("en", 999_999, 1, "yuan")],
)  # fmt: skip
def test_a_chart_tells_money_in_the_unit_of_the_text(lang, value, divisor, unit):
    found = compute(told(figure("fine_amount", value, HALF)), CONFIG, "fine_amount", Selection(("city_a",)))
    scale = scale_of(found.rows, found.spec, lang)
    assert (scale.divisor, scale.unit) == (divisor, unit)


def test_lines_that_the_gate_keeps_apart_stand_in_charts_of_their_own():
    series = TINY["series"] + "zone_own,city_zone,自查,Self-checks,self_reported,,total,\n"
    bodies = {"city_a": "statistics", "city_b": "statistics", "city_zone": "zone_own"}
    rows = [
        figure("inspections", 10 + n, f"{n}-01..{n}-12", d, series=s) for n in (2022, 2023) for d, s in bodies.items()
    ]
    here = at(told(*rows, series=series))
    drawn = line_charts(("inspections",), Matter(here, Selection(tuple(bodies))))
    assert [[name for name, _ in chart.series] for chart, _ in drawn] == [["甲区", "乙区"], ["某高新区"]]


def _years_of(*districts: str, **cells: str) -> list[str]:
    """Return the periods of a line chart of hazards in which 2023 of the first district has a qualifier."""
    rows = [figure("hazards_found", 10 + n, f"{n}-01..{n}-12", d) for n in (2022, 2023) for d in districts]
    rows[len(districts)] |= cells
    ((chart, _),) = line_charts(("hazards_found",), Matter(at(told(*rows)), Selection(districts)))
    return list(chart.categories)


def test_a_bound_in_a_line_has_its_sign_at_the_period_and_its_name_where_there_are_several():
    assert _years_of("city_a") == ["2022年", "2023年"]
    assert _years_of("city_a", qualifier="at_least") == ["2022年", "2023年≥"]
    assert _years_of("city_a", "city_b", qualifier="about") == ["2022年", "2023年（甲区≈）"]


def test_indicators_that_no_line_may_show_are_named_together():
    here = at(told(accidents(2, HALF), deaths(1, HALF)))
    ((told_so, _),) = line_charts(("accidents", "deaths"), Matter(here, Selection(("city_a",))))
    assert "".join(map(str, told_so[0])) == "事故起数、死亡人数没有两期月份相同、口径一致的公布数，不画趋势图。"


# Charts that the data cannot fill


def test_a_chart_that_the_data_cannot_fill_is_named_at_the_end():
    jintan = dict(brief("half_year", "金坛区", "2020-01..2020-11").properties)
    assert jintan["未作图"].startswith("死亡人数、受伤人数、发现隐患、整改隐患、")
    assert jintan["未作图"].endswith("（可以放在一张图里的数字不足两个）")
    assert not [b for b in brief("half_year", "金坛区", "2020-01..2020-11").blocks if isinstance(b, Chart)]


def test_charts_that_are_drawn_are_not_named_as_left_out():
    assert "未作图" not in dict(wenling().properties)
    one = dict(of(deaths(2, HALF)).properties)["未作图"]
    found = figure("hazards_found", 250, HALF), figure("hazards_rectified", 240, HALF)
    two = dict(of(deaths(2, HALF), *found).properties)["未作图"]
    assert [x.split("（")[0] for x in (one, two)] == ["死亡人数、发现隐患、整改隐患、培训人数", "死亡人数、培训人数"]


def test_of_several_districts_each_chart_that_is_missing_is_named():
    known = {"districts": ("city_a", "city_b"), "template": "comparison"}
    document = of(*(deaths(n, HALF, d) for n, d in ((2, "city_a"), (4, "city_b"))), **known)
    assert dict(document.properties)["未作图"].startswith("事故起数、每起事故死亡（")
    assert [b.series[0][0] for b in document.blocks if isinstance(b, Chart)] == ["死亡人数"]
