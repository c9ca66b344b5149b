"""Numbers, amounts, periods and reasons in words, in both languages."""

import ast
import string
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from anjian import comparability as gate
from anjian import config as configuration
from anjian import indicators, words
from anjian.config import ROOT
from anjian.exports import labels
from anjian.selection import Selection
from anjian.store import load
from anjian.store.schema import COUNTED_BY, GRADES, QUALIFIERS, SCOPES, STATUSES

MODULES = ("comparability", "indicators")


@pytest.mark.parametrize(
    ("title", "lang", "inside"),
    [("Deaths per accident", "en", "deaths per accident"), ("GDP", "en", "GDP"), ("死亡人数", "zh", "死亡人数")],
)
def test_a_title_inside_a_sentence_begins_small(title, lang, inside):
    assert words.inside(title, lang) == inside


# Numbers


@pytest.mark.parametrize(
    ("value", "decimals", "qualifier", "text"),
    [
        (400 / 92, 2, "at_least", "≥4.34"),
        (400 / 92, 2, "exact", "4.35"),
        (400 / 92, 2, "at_most", "≤4.35"),
        (4.341, 2, "at_most", "≤4.35"),
        (4.35, 2, "at_least", "≥4.35"),
        (4.35, 2, "at_most", "≤4.35"),
        (0.125, 2, "exact", "0.13"),
        (2.5, 0, "exact", "3"),
        (2.5, 0, "about", "约3"),
        (1843, 0, "exact", "1,843"),
        (1234567.891, 2, "exact", "1,234,567.89"),
        (600, 0, "about", "约600"),
        (0, 0, "exact", "0"),
        (-33.33, 1, "exact", "−33.3"),
        (0.1 + 0.2, 2, "at_most", "≤0.31"),
    ],
)
def test_lower_bounds_go_down_upper_bounds_up_all_else_half_up(value, decimals, qualifier, text):
    assert words.number(value, decimals, qualifier) == text


def test_a_missing_number_is_a_dash_and_never_a_zero():
    assert words.number(None) == words.amount(None, "元") == words.MISSING
    assert words.MISSING != "0"


def test_about_is_a_word_in_english_and_bounds_are_signs():
    assert words.number(600, 0, "about", "en") == "about 600"
    assert words.number(600, 0, "at_least", "en") == "≥600"


@given(st.floats(0, 1e9), st.integers(0, 6))
def test_a_lower_bound_never_claims_more_and_an_upper_bound_never_less(value, decimals):
    exactly = Decimal(repr(value))
    assert words.rounded(value, decimals, "at_least") <= exactly <= words.rounded(value, decimals, "at_most")


@given(st.floats(0, 1e9), st.integers(0, 6))
def test_rounding_misses_by_half_a_digit_at_most(value, decimals):
    assert abs(words.rounded(value, decimals) - Decimal(repr(value))) <= Decimal(1).scaleb(-decimals) / 2


# Amounts


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "zh", "en"),
    [
        (241_000, "元", "exact", "24.1万元", "241,000 yuan"),
        (8_958_500, "元", "exact", "895.85万元", "8.96 million yuan"),
        (100_000_000, "元", "exact", "1亿元", "100.00 million yuan"),
        (9_999, "元", "exact", "9,999元", "9,999 yuan"),
        (10_000, "元", "exact", "1万元", "10,000 yuan"),
        (1_000_000_000, "元", "exact", "10亿元", "1,000.00 million yuan"),
        (12_420_000, "元", "about", "约1,242万元", "about 12.42 million yuan"),
        (1_239_999, "元", "at_least", "≥123.9999万元", "≥1.23 million yuan"),
        (0, "元", "exact", "0元", "0 yuan"),
        (400, "条", "at_least", "≥400条", "≥400"),
        (99.6, "%", "exact", "99.60%", "99.60%"),
        (318, "起", "exact", "318起", "318"),
    ],
)
def test_amounts_are_told_in_wan_and_yi_and_in_million_yuan(value, unit, qualifier, zh, en):
    assert words.amount(value, unit, qualifier, "zh") == zh
    assert words.amount(value, unit, qualifier, "en") == en


@pytest.mark.parametrize(
    ("value", "unit", "zh", "en"),
    [
        (225400.0, "条", "≥225,400条", "≥225,400"),
        (8958500.0, "元", "≥8,958,500元", "≥8,958,500 yuan"),
        (99.6, "%", "≥99.6%", "≥99.6%"),
        (895.855, "", "≥895.855", "≥895.855"),
    ],
)
def test_a_published_value_is_told_with_every_digit_that_it_has(value, unit, zh, en):
    assert words.counted(value, unit, "at_least", "zh") == zh
    assert words.counted(value, unit, "at_least", "en") == en


# Periods


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        ("2024-01-01", "2024-12-31", "2024年", "2024"),
        ("2024-01-01", "2024-06-30", "2024年1—6月", "Jan–Jun 2024"),
        ("2024-02-01", "2024-02-29", "2024年2月", "Feb 2024"),
        ("2023-01-01", "2023-02-28", "2023年1—2月", "Jan–Feb 2023"),
        ("2024-01-01", "2024-02-28", "2024年1月1日—2月28日", "1 Jan–28 Feb 2024"),
        ("2025-01-01", "2025-12-04", "2025年1月1日—12月4日", "1 Jan–4 Dec 2025"),
        ("2020-12-25", "2021-03-31", "2020年12月25日—2021年3月31日", "25 Dec 2020–31 Mar 2021"),
        ("2023-12-01", "2024-02-29", "2023年12月—2024年2月", "Dec 2023–Feb 2024"),
        ("2023-01-01", "2024-12-31", "2023年1月—2024年12月", "Jan 2023–Dec 2024"),
        ("2020-11-30", "2020-11-30", "2020年11月30日", "30 Nov 2020"),
        ("2024-10-01", "2024-12-31", "2024年10—12月", "Oct–Dec 2024"),
    ],
)
def test_a_period_of_any_shape_is_told_in_both_languages(start, end, zh, en):
    days = date.fromisoformat(start), date.fromisoformat(end)
    assert (words.period(*days, "zh"), words.period(*days, "en")) == (zh, en)


DAYS = st.dates(date(1990, 1, 1), date(2050, 1, 1))
PERIODS = st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))


@given(PERIODS, PERIODS)
def test_two_different_periods_are_never_told_alike(one, other):
    for lang in ("zh", "en"):
        assert (words.period(*one, lang) == words.period(*other, lang)) == (one == other)


@pytest.mark.parametrize(
    ("text", "zh", "en"),
    [
        ("2024-07-10", "2024年7月10日", "10 Jul 2024"),
        ("2023-10", "2023年10月", "Oct 2023"),
        ("2023", "2023年", "2023"),
        (None, "日期未见", "undated"),
        ("", "日期未见", "undated"),
    ],
)
def test_a_publication_date_is_told_as_far_as_it_is_known(text, zh, en):
    assert (words.day(text, "zh"), words.day(text, "en")) == (zh, en)


# The lexicon


def entries() -> list[tuple[str, str, dict]]:
    return [(section, key, entry) for section, keys in words.lexicon().items() for key, entry in keys.items()]


def slots(wording: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(wording) if name is not None}


@pytest.mark.parametrize(("section", "key", "entry"), entries(), ids=lambda x: x if isinstance(x, str) else "")
def test_every_wording_has_both_languages_with_the_same_slots(section, key, entry):
    assert set(entry) == {"zh", "en"}
    assert entry["zh"].strip()
    assert entry["en"].strip()
    assert slots(entry["zh"]) == slots(entry["en"])


def codes_written_in(module: str) -> set[str]:
    """Return every string that a module gives to Reason( or _listing( or keeps in a variable named code."""
    tree = ast.parse((ROOT / "anjian" / f"{module}.py").read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in ast.walk(tree):
        named = isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("Reason", "_listing")
        if named and node.args:
            found |= strings(node.args[0])
        if isinstance(node, ast.Assign) and [getattr(t, "id", "") for t in node.targets] == ["code"]:
            found |= strings(node.value)
    return found


def strings(node: ast.AST) -> set[str]:
    """Return the strings that an expression may become: of a conditional its branches, not its test."""
    if isinstance(node, ast.IfExp):
        return strings(node.body) | strings(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def caveats_written_in_indicators() -> set[str]:
    tree = ast.parse((ROOT / "anjian" / "indicators.py").read_text(encoding="utf-8"))
    (function,) = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name == "_caveats"]
    (found, *_) = [n for n in ast.walk(function) if isinstance(n, ast.Dict)]
    return {key.value for key in found.keys}


def test_every_reason_that_the_code_can_give_is_in_the_lexicon():
    codes = set().union(*(codes_written_in(m) for m in MODULES))
    assert {"different_months", "declared_equal", "no_shared_series", "zero_denominator"} <= codes
    assert codes <= set(words.lexicon()["reason"])


def test_every_caveat_that_the_code_can_give_is_in_the_lexicon():
    codes = caveats_written_in_indicators()
    assert {"bound", "few_events", "outside_total"} <= codes
    assert codes <= set(words.lexicon()["caveat"])


@pytest.mark.parametrize(
    ("section", "keys"),
    [("counted_by", COUNTED_BY), ("scope", SCOPES), ("grade", GRADES), ("qualifier", QUALIFIERS), ("status", STATUSES),
     ("verdict", (gate.COMPARABLE, gate.WITH_CARE, gate.NOT_COMPARABLE)), ("dates", ("printed", "assumed", "as_of"))],
)  # fmt: skip
def test_every_word_of_the_contracts_has_a_name(section, keys):
    assert set(keys) <= set(words.lexicon()[section])


@pytest.mark.parametrize("section", ["counted_by", "scope"])
def test_every_body_and_scope_is_explained_beside_its_name(section):
    names, meanings = words.lexicon()[section], words.lexicon()[f"{section}_meaning"]
    assert list(names) == list(meanings)
    assert [k for k, m in meanings.items() if m["zh"][-1] in "。；，" or m["en"][-1] in ".;,"] == []


def labels_written_in(folder: Path) -> set[str]:
    """Return every string that a folder's modules give to label( first."""
    trees = [ast.parse(f.read_text(encoding="utf-8")) for f in folder.rglob("*.py")]
    calls = [n for t in trees for n in ast.walk(t) if isinstance(n, ast.Call) and getattr(n.func, "id", "") == "label"]
    return set().union(*(strings(c.args[0]) for c in calls))


def test_every_fixed_word_of_a_document_is_in_the_lexicon():
    written = labels_written_in(ROOT / "anjian" / "exports")
    assert {"notes", "check_sheet", "checked"} <= written
    assert written | set(labels.CHECK_COLUMNS) | {"chart", "table"} <= set(words.lexicon()["document"])


def test_the_check_sheet_is_headed_in_both_languages_and_in_chinese_for_any_other():
    assert labels.check_columns("zh") == labels.check_columns("fr")
    assert labels.check_columns("zh")[:3] == ("序号", "数字", "所在句")
    assert labels.check_columns("en")[-3:] == ("Check 1", "Check 2", "Check 3 (signature)")
    assert len(labels.check_columns("en")) == len(labels.check_columns("zh")) == 10


@pytest.fixture(scope="module")
def said() -> list[tuple[str, str, gate.Reason, words.Names]]:
    """Every reason and caveat that the curated data gives, over all indicators and some periods."""
    database, config = load(ROOT / "data"), configuration.load()
    names = words.Names(database.query("names"), [(b.id, b.title) for b in config.breaks])
    found = {}
    for name in config.indicators:
        for selection in (Selection(mode="latest"), Selection(mode="same"), Selection(years=(2024,))):
            result = indicators.compute(database, config, name, selection, every_scope=selection.mode == "latest")
            verdict = result.judgement.verdict
            reasons = [*verdict.reasons, *verdict.notes, *(r for b in result.beside for r in b.reasons)]
            found |= {("reason", r): None for r in reasons} | {
                ("caveat", c): None for r in result.rows for c in r.caveats
            }
    return [(section, r.code, r, names) for section, r in found]


def test_everything_that_is_said_of_the_curated_data_reads_in_both_languages(said):
    assert len({code for _, code, *_ in said}) > 15
    for section, code, reason, names in said:
        for lang in ("zh", "en"):
            text = words.reason(code, reason.params, lang, names, section)
            assert text
            assert not set("{}|") & set(text), text


def test_reasons_name_measures_bodies_and_bases_and_no_ids(said):
    for section, code, reason, names in said:
        text = words.reason(code, reason.params, "zh", names, section)
        assert "_" not in text, text


def test_a_wording_that_is_missing_is_a_defect_and_no_empty_text():
    with pytest.raises(KeyError):
        words.say("reason", "no_such_reason", "zh")


def test_missing_months_are_named_in_both_languages():
    names = words.Names([])
    params = (("months", "2023-04|2023-11"),)
    assert words.reason("missing_months", params, "zh", names) == "缺2023年4月、2023年11月的数"
    assert words.reason("missing_months", params, "en", names) == "missing months: Apr 2023, Nov 2023"


def test_an_id_without_a_name_is_told_by_its_id():
    assert words.Names([]).of("measure", "deathz", "zh") == "deathz"


def test_names_of_one_id_may_differ_between_kinds():
    rows = [{"kind": "basis", "id": "hazards", "zh": "隐患", "en": "Hazards"},
            {"kind": "measure", "id": "hazards", "zh": "隐患数", "en": "Hazards found"}]  # fmt: skip
    names = words.Names(rows)
    assert (names.of("basis", "hazards", "zh"), names.of("measure", "hazards", "en")) == ("隐患", "Hazards found")
    assert names.first(("measure", "basis"), "hazards", "zh") == "隐患数"


@pytest.mark.parametrize(
    ("lang", "some", "one"), [("zh", "2020、2022—2024", "2021"), ("en", "2020, 2022–2024", "2021")]
)
def test_years_are_listed_and_neighbours_joined_as_each_language_does(lang, some, one):
    assert words.years([2024, 2020, 2023, 2022], lang) == some
    assert words.years([2021], lang) == one
    assert words.years([], lang) == words.MISSING


def test_a_head_has_its_unit_in_the_brackets_of_its_language():
    assert words.in_unit("整改率", "%", "zh") == "整改率（%）"
    assert words.in_unit("Rectified", "%", "en") == "Rectified (%)"
    assert words.with_unit("罚款", "元", "en") == "罚款 (10,000 yuan)"


def keys_of(node: yaml.Node) -> list[tuple[yaml.Node, ...]]:
    """Return the keys of every mapping of a YAML document, mapping by mapping."""
    if not isinstance(node, yaml.MappingNode):
        return []
    return [tuple(key for key, _ in node.value), *(keys for _, value in node.value for keys in keys_of(value))]


def test_no_wording_of_the_lexicon_is_hidden_by_a_second_one_of_its_name():
    root = yaml.compose((ROOT / "anjian" / "lexicon.yaml").read_text(encoding="utf-8"))
    mappings = [[key.value for key in keys] for keys in keys_of(root)]
    assert [key for keys in mappings for key in set(keys) if keys.count(key) > 1] == []
    assert "rows_held" in {key for keys in mappings for key in keys}  # it has been read
