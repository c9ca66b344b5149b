"""The overview's title and first sentences: what changed beyond chance comes first, luck is named, bases are kept."""

from functools import partial

import numpy as np
import pytest
from scipy.stats import poisson
from test_changes import BOTH, two_years
from test_figures import DISTRICTS, at, deaths, of, told, year

from anjian import chance, indicators, sentences, statistics
from anjian.figures import change, headline
from anjian.figures.headline import Headline
from anjian.figures.listing import plain

NAMES = "甲区", "乙区", "某高新区"


def opened(*figures: dict, lang: str = "zh", names: tuple[str, ...] = ("deaths",)) -> Headline:
    database = told(*figures)
    here, asked = at(database, lang), of(*BOTH, districts=DISTRICTS)
    results = [indicators.compute(database, here.config, n, asked.selection) for n in names]
    return headline.build(change.build(asked, here), results, here)


WORSE = partial(two_years, (31, 32), (26, 15))
BETTER = partial(two_years, (4, 0), (6, 6))
ALIKE = partial(two_years, (9, 7), (12, 10))


def test_the_change_beyond_chance_is_the_title_with_its_months_and_not_the_one_within():
    found = opened(*WORSE(), *ALIKE(district="city_b"))
    assert found.title == "甲区2024年死亡人数升至32人"
    assert plain(found.lines[0]).startswith("恶化，超出随机波动：甲区2024年死亡人数由15人升至32人。其余3项变化未超出")
    assert "乙区" not in found.lines[0]


def test_without_a_change_beyond_chance_that_is_the_title():
    found = opened(*ALIKE(), *ALIKE(district="city_b"))
    assert found.title == "与上年相同月份相比，甲区、乙区的4项变化都未超出随机波动"
    assert "2024年死亡人数" in found.lines[0]
    many = opened(*(f for d in DISTRICTS for f in ALIKE(district=d)), lang="en")
    assert many.title == "No change against the same months a year earlier is beyond chance (3 districts; changes: 6)"


def test_without_any_change_the_first_comparison_is_the_title():
    figures = deaths(3, year(2024)), deaths(5, year(2024), "city_b")
    found, database = opened(*figures), told(*figures)
    result = indicators.compute(database, at(database).config, "deaths", of("deaths", districts=DISTRICTS).selection)
    assert found.title == sentences.title(result, at(database).names, "zh")
    assert not any("随机" in line for line in found.lines)


def test_two_districts_share_a_title_the_worse_one_first_what_is_counted_once():
    found = opened(*BETTER(), *WORSE(district="city_b"))
    assert found.title == "乙区2024年死亡人数升至32人，甲区2024年降至0人"
    assert found.lines[0].index(":violet[**恶化") < found.lines[0].index(":green[**好转")
    english = opened(*BETTER(), *WORSE(district="city_b"), lang="en")
    assert english.title == "Deaths rose to 32 in B (2024), fell to 0 in A (2024)"
    assert english.lines[0].startswith(
        ":violet[**Worse, beyond chance**]: B, 2024, deaths from 15 to 32. :green[**Better"
    )


def test_of_one_district_deaths_stand_before_accidents_and_worse_before_better():
    assert opened(*two_years((60, 40), (20, 15))).title == "甲区2024年死亡人数升至40人"
    assert opened(*two_years((60, 0), (20, 9))).title == "甲区2024年事故起数升至60起"


def test_changes_of_many_districts_are_counted():
    worse, better = WORSE(), BETTER(district="city_b")
    found = opened(*worse, *better, *two_years((60, 0), (20, 9), district="city_zone"))
    assert found.title == "与上年相同月份相比，恶化2项、好转2项，超出随机波动"
    assert all(name in found.lines[0] for name in NAMES)


def test_of_very_many_changes_the_first_are_named_and_the_others_counted(monkeypatch):
    monkeypatch.setattr(headline, "IN_TEXT", 1)
    figures = [f for d in DISTRICTS for f in WORSE(district=d)]
    assert "甲区2024年死亡人数由15人升至32人；另有2项，见下表。" in opened(*figures).lines[0]
    assert len(opened(*figures, names=()).numbers) == 2


def test_a_basis_among_several_of_its_district_is_named_wherever_a_number_stands():
    several = *BETTER(basis="all_kinds"), *ALIKE()
    assert opened(*several).title == "甲区2024年各类事故死亡人数降至0人"
    assert "各类事故的死亡人数由6人降至0人" in opened(*several).lines[0]
    assert opened(*several, lang="en").title == "Deaths (all kinds) fell to 0 in A (2024)"
    assert "各类" not in opened(*BETTER(basis="all_kinds")).title


def test_of_changes_that_follow_each_other_whose_and_of_when_is_said_once():
    text = plain(opened(*two_years((60, 40), (20, 15))).lines[0])
    assert "甲区2024年事故起数由20起升至60起；死亡人数由15人升至40人。" in text


def test_what_may_only_be_read_with_care_is_a_finding_without_good_or_bad():
    figures = deaths(15, year(2023)), deaths(32, year(2024), source="late")
    figures += tuple(f | {"measure": "accidents"} for f in figures)
    found = opened(*figures)
    assert found.title == "甲区2024年死亡人数升至32人"
    assert found.lines[0].startswith("**超出随机波动，不作好坏判断**：")
    assert "恶化" not in found.lines[0]


def test_beside_the_findings_stands_what_luck_alone_would_find():
    assert "这4项里仅凭偶然，平均最多也会有0.2项超出" in opened(*WORSE(), *ALIKE(district="city_b")).lines[0]


@pytest.mark.parametrize("expected", [2, 6, 15, 40])
def test_luck_finds_at_most_one_change_in_twenty(expected):
    """All pairs of counts that two equal years may give, each with its probability."""
    now, before = np.meshgrid(*[np.arange(4 * expected + 20)] * 2)
    probability = poisson.pmf(now, expected) * poisson.pmf(before, expected)
    found = statistics.compare_counts(now, before) < chance.SIGNIFICANT
    assert 0 < probability[found].sum() <= chance.SIGNIFICANT


def test_every_number_of_the_first_sentences_is_cited():
    found = opened(*WORSE(), *ALIKE(district="city_b"))
    values = [n.label.rsplit("，", 1)[1] for n in found.numbers]
    assert values[:2] == ["32人", "15人"]
    assert set(values[2:]) == {"32人", "7人"}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_told_opens_with_that(lang):
    found = opened(lang=lang)
    assert found.title
    assert "{" not in found.title + "".join(found.lines)
