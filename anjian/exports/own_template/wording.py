"""What is said about a bureau's own template: findings, refusals, the names of its places, from the lexicon."""

from dataclasses import dataclass

from anjian import words
from anjian.exports.labels import EN, ZH, spoken

PLACES = ("title", "marks", "body", "chart", "table", "notes", "appendix", "checks", "file")


def say(key: str, lang: str, **slots: object) -> str:
    """Return one wording with its slots filled."""
    return words.say("template", key, spoken(lang), **slots)


def name(place: str, lang: str) -> str:
    """Return the name of a place."""
    return say(f"name_{place}", lang)


def names(place: str) -> tuple[str, str]:
    """Return the name of a place in both languages."""
    return name(place, ZH), name(place, EN)


@dataclass(frozen=True)
class Finding:
    """What a template does not fill, as the reader is told before the download; ``stops`` where filling is refused."""

    code: str
    text: str
    stops: bool


class TemplateRefused(ValueError):
    """A template that cannot be used or filled; the message says where and why, and what to do."""

    def __init__(self, text: str, findings: tuple[Finding, ...] = ()):
        super().__init__(text)
        self.findings = findings


def refuse(key: str, lang: str, **slots: object) -> TemplateRefused:
    """Return the refusal in words."""
    return TemplateRefused(say(key, lang, **slots))
