"""config.yaml: what is wrong is said with the key, what was found and what is allowed."""

import pytest
import yaml

from anjian import config as configuration
from anjian.config import ROOT, ConfigError, parse

TEXT = (ROOT / "config.yaml").read_text(encoding="utf-8")
FINE = ("indicators", "average_fine")


def spoiled(*path: str, **changes) -> str:
    """Return the project's config.yaml with some keys under ``path`` set, or taken away where None."""
    document = yaml.safe_load(TEXT)
    here = document
    for key in path:
        here = here[key]
    for key, value in changes.items():
        if value is None:
            here.pop(key)
        else:
            here[key] = value
    return yaml.safe_dump(document, allow_unicode=True)


def refusal(text: str) -> str:
    with pytest.raises(ConfigError) as error:
        parse(text)
    return str(error.value)


def test_the_projects_own_configuration_is_accepted():
    assert parse(TEXT) == configuration.load()


@pytest.mark.parametrize("key", ["surprise", "indicatorz"])
def test_an_unknown_key_at_the_top_is_named(key):
    message = refusal(spoiled(**{key: 1}))
    assert f"config.yaml: {key}: found 1; allowed: " in message


@pytest.mark.parametrize(
    ("path", "changes", "key", "found"),
    [
        (("indicators", "deaths"), {"colour": "red"}, "indicators.deaths.colour", "'red'"),
        (("indicators", "deaths"), {"better": "smaller"}, "indicators.deaths.better", "'smaller'"),
        (("indicators", "deaths"), {"decimals": "two"}, "indicators.deaths.decimals", "'two'"),
        (("indicators", "deaths"), {"decimals": -1}, "indicators.deaths.decimals", "-1"),
        (FINE, {"denominators": "penalties"}, "indicators.average_fine.denominators", "'penalties'"),
        (FINE, {"numerator": "Fine Amount"}, "indicators.average_fine.numerator", "'Fine Amount'"),
        (FINE, {"kind": "mean"}, "indicators.average_fine.kind", "'mean'"),
        ((*FINE, "title"), {"en": None}, "indicators.average_fine.title.en", "nothing"),
        ((*FINE, "title"), {"en": ""}, "indicators.average_fine.title.en", "''"),
        (("domains", "fines"), {"mode": "newest"}, "domains.fines.mode", "'newest'"),
        (("domains", "fines"), {"mode": None}, "domains.fines.mode", "nothing"),
        ((), {"language": "fr"}, "language", "'fr'"),
        ((), {"indicators": None}, "indicators", "nothing"),
        ((), {"breaks": 3}, "breaks", "3"),
    ],
)  # fmt: skip
def test_a_wrong_value_is_named_with_its_key_what_was_found_and_what_is_allowed(path, changes, key, found):
    line = next(line for line in refusal(spoiled(*path, **changes)).splitlines() if f" {key}:" in line)
    assert line.startswith(f"config.yaml: {key}: found {found}; allowed: ")
    assert line.partition("allowed: ")[2]


@pytest.mark.parametrize("part", ["numerator", "denominators", "unit", "title", "meaning", "how"])
def test_a_ratio_that_lacks_a_part_says_which(part):
    message = refusal(spoiled("indicators", "average_fine", **{part: None}))
    assert "config.yaml: indicators.average_fine: found " in message
    assert f"a ratio needs {part}" in message


def test_a_share_without_its_sector_says_so():
    message = refusal(spoiled("indicators", "hazardous_chemicals_share_of_cases", sector=None))
    assert "a share needs sector" in message


def test_everything_wrong_is_listed_at_once():
    document = yaml.safe_load(TEXT)
    document["language"], document["surprise"] = "fr", 1
    assert len(refusal(yaml.safe_dump(document)).splitlines()) == 2


@pytest.mark.parametrize(
    ("text", "line", "key"),
    [("language: zh\nlanguage: en\n", 2, "language"), ("domains:\n  fines: {}\n  fines: {}\n", 3, "fines")],
)
def test_a_key_that_stands_twice_is_named_with_its_line(text, line, key):
    message = refusal(text)
    assert message.startswith(f"config.yaml:{line}: {key}: found twice")
    assert message.endswith("allowed once")


def test_a_later_key_never_replaces_an_earlier_one_in_silence():
    assert "deaths: found twice" in refusal(TEXT.replace("  accidents:\n    better", "  deaths:\n    better", 1))


def test_text_that_is_no_yaml_is_named_with_its_line():
    assert refusal("language: zh\nbreaks: [\n").startswith("config.yaml:")
    assert "allowed: YAML" in refusal("language: 'zh\n")


@pytest.mark.parametrize("text", ["", "[]", "7", "just words"])
def test_text_that_is_no_mapping_is_refused_without_a_traceback(text):
    assert refusal(text).startswith("config.yaml: (top): found ")


def test_a_break_needs_a_day_a_measure_and_a_source():
    known = {"id": "x", "title": {"zh": "甲", "en": "a"}, "measures": []}
    message = refusal(spoiled(breaks=[known]))
    for key in ("breaks.0.from", "breaks.0.measures", "breaks.0.source"):
        assert f"config.yaml: {key}: found " in message


def test_an_equivalence_needs_who_decided_when_and_why():
    message = refusal(spoiled(equivalences=[{"measure": "cases_filed", "bases": ["filed", "handled"]}]))
    for key in ("decided_by", "on", "why"):
        assert f"config.yaml: equivalences.0.{key}: found nothing; allowed: " in message


def test_an_equivalence_of_one_basis_is_none():
    one = {"measure": "cases_filed", "bases": ["filed"], "decided_by": "局", "on": "2024-01-01", "why": "x"}
    assert "config.yaml: equivalences.0.bases: found ['filed']; allowed: " in refusal(spoiled(equivalences=[one]))


def test_the_configuration_cannot_be_changed_once_read():
    with pytest.raises(ValueError, match="frozen"):
        configuration.load().language = "en"


def test_every_break_of_the_project_stands_once():
    ids = [b.id for b in configuration.load().breaks]
    assert len(ids) == len(set(ids))


def test_a_key_named_on_needs_no_quotes():
    equal = "{measure: cases_filed, bases: [filed, handled], decided_by: 局, on: 2024-01-01, why: 同}"
    text = (ROOT / "config.yaml").read_text(encoding="utf-8").replace("equivalences: []", f"equivalences: [{equal}]")
    (one,) = parse(text).equivalences
    assert str(one.on) == "2024-01-01"
