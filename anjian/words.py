"""The lexicon in both languages, the formats of numbers and dates, and Reason(code, params) → text."""

import calendar
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path

import yaml

from anjian.config import LOADER, Text
from anjian.problems import Problem

MISSING = "–"
_ROUNDING = {"at_least": ROUND_FLOOR, "at_most": ROUND_CEILING}
_PREFIX = {
    "zh": {"exact": "", "at_least": "≥", "at_most": "≤", "about": "约"},
    "en": {"exact": "", "at_least": "≥", "at_most": "≤", "about": "about "},
}
_MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_KINDS_OF_PARAMS = {
    "bases": ("basis", "measure"), "measure": ("measure",), "series": ("series",), "others": ("series",),
    "sectors": ("sector",), "break": ("break",),
}  # fmt: skip


@cache
def lexicon() -> dict[str, dict[str, dict[str, str]]]:
    """Return the whole lexicon: section → key → language → wording."""
    return yaml.load(Path(__file__).with_name("lexicon.yaml").read_text(encoding="utf-8"), LOADER)


def say(section: str, key: str, lang: str, **slots: object) -> str:
    """Return one wording with its slots filled. A key that is missing is a defect: KeyError."""
    return lexicon()[section][key][lang].format(**slots)


class Names:
    """The names of ids (measures, sectors, bases, series, districts, breaks) in both languages."""

    def __init__(self, rows: Iterable[dict], breaks: Iterable[tuple[str, Text]] = ()):
        self._names = {(r["kind"], r["id"]): (r["zh"], r["en"]) for r in rows}
        self._names |= {("break", key): (title.zh, title.en) for key, title in breaks}

    def of(self, kind: str, key: str, lang: str) -> str:
        """Return the name of an id, or the id itself where it has none."""
        return self._names.get((kind, key), (key, key))[lang == "en"]

    def short(self, measure: str, lang: str) -> str:
        """Return a measure's name as a sentence with a unit says it: 死亡 for 死亡人数."""
        return lexicon()["short"].get(measure, {}).get(lang) or self.of("measure", measure, lang)

    def ids(self, kind: str) -> list[str]:
        """Return the ids of a kind in their order (districts: administrative)."""
        return [key for found, key in self._names if found == kind]

    def first(self, kinds: tuple[str, ...], key: str, lang: str) -> str:
        """Return the name of an id that may be of several kinds."""
        return next((self.of(k, key, lang) for k in kinds if (k, key) in self._names), key)


def reason(code: str, params: tuple[tuple[str, str], ...], lang: str, names: Names, section: str = "reason") -> str:
    """Return a reason or caveat in words."""
    return say(section, code, lang, **{key: _slot(key, value, lang, names) for key, value in params})


def _slot(key: str, value: str, lang: str, names: Names) -> str:
    parts = value.split("|")
    if key in ("bodies", "scopes", "grades"):
        section = {"bodies": "counted_by", "scopes": "scope", "grades": "grade"}[key]
        return enumeration([say(section, p, lang) for p in parts], lang)
    if key == "months":
        return enumeration([period(*span, lang) for span in _spans(parts)], lang)
    if key in _KINDS_OF_PARAMS:
        named = list(dict.fromkeys(names.first(_KINDS_OF_PARAMS[key], p, lang) for p in parts))
        return some(named, lang, most=2) if key == "others" else enumeration(named, lang)
    return enumeration(parts, lang)


def _spans(months: list[str]) -> list[tuple[date, date]]:
    """Return months (2023-02, 2023-03, 2023-05) as the periods that they make, no period over a year's end."""
    spans: list[list[date]] = []
    for year, month in ((int(m[:4]), int(m[5:])) for m in months):
        start, end = date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
        if spans and spans[-1][1] + timedelta(days=1) == start and month > 1:
            spans[-1][1] = end
        else:
            spans.append([start, end])
    return [(start, end) for start, end in spans]


def enumeration(parts: Iterable[str], lang: str) -> str:
    """Return a list in words: 甲、乙、丙 or A, B, C."""
    return ("、" if lang == "zh" else ", ").join(parts)


def quoted(text: str) -> str:
    """Return text in Chinese quotation marks, marks within it turned into single ones (GB/T 15834)."""
    return "“" + text.replace("“", "‘").replace("”", "’") + "”"


def years(found: Iterable[int], lang: str) -> str:
    """Return years in words, neighbours as a span: 2020、2022—2024; 2020, 2022–2024."""
    spans: list[list[int]] = []
    for year in sorted(found):
        if spans and spans[-1][1] + 1 == year:
            spans[-1][1] = year
        else:
            spans.append([year, year])
    comma, dash = ("、", "—") if lang == "zh" else (", ", "–")
    return comma.join(f"{a}{dash}{b}" if a != b else f"{a}" for a, b in spans) or MISSING


def clauses(parts: Iterable[str], lang: str) -> str:
    """Return parts of one sentence, a comma between them."""
    return ("，" if lang == "zh" else ", ").join(parts)


def some(parts: list[str], lang: str, most: int = 3) -> str:
    """Return a list in words, cut after ``most`` with its count: 甲区、乙区、丙区等14个."""
    if len(parts) <= most + 1:
        return enumeration(parts, lang)
    rest = f"等{len(parts)}个" if lang == "zh" else f" and {len(parts) - most} more"
    return enumeration(parts[:most], lang) + rest


def inside(title: str, lang: str) -> str:
    """Return a title as it stands inside a sentence: in English it begins small, unless it is an abbreviation."""
    return title if lang == "zh" or title[:2].isupper() else title[:1].lower() + title[1:]


def sentence_list(parts: Iterable[str], lang: str) -> str:
    """Return clauses joined by semicolons."""
    return ("；" if lang == "zh" else "; ").join(parts)


def rule(p: Problem, lang: str) -> str:
    """Return the promise or rule that a problem breaks, in words."""
    return say("check" if p.rule in lexicon()["check"] else "problem", p.rule, lang)


def problem(p: Problem, lang: str) -> str:
    """Return what is wrong, found and allowed, in words."""
    return say("message", "problem", lang, rule=rule(p, lang), found=p.found, allowed=shown(p.allowed, lang))


def shown(text: str, lang: str) -> str:
    """Return what was found or is allowed, an empty one in words."""
    return text or say("message", "empty", lang)


def rounded(value: float, decimals: int, qualifier: str = "exact") -> Decimal:
    """Return the value rounded once: lower bounds down, upper bounds up, else half up."""
    step = Decimal(1).scaleb(-decimals)
    return Decimal(repr(float(value))).quantize(step, rounding=_ROUNDING.get(qualifier, ROUND_HALF_UP))


def number(value: float | None, decimals: int = 0, qualifier: str = "exact", lang: str = "zh", scale: int = 1) -> str:
    """Return a number as a screen shows it: 1,843 · ≥4.34 · 约600 · – where missing. Minus is −.

    ``scale`` shows it in a larger unit (10,000 for 万元).
    """
    if value is None:
        return MISSING
    shown = rounded(value / scale, decimals, qualifier)
    text = f"{shown or abs(shown):,f}".replace("-", "−")
    return _PREFIX[lang][qualifier] + text


def amount(value: float | None, unit: str, qualifier: str = "exact", lang: str = "zh") -> str:
    """Return a whole count with its unit; yuan in 万元 and 亿元, or in million yuan."""
    if value is None:
        return MISSING
    if unit != "元":
        decimals = 0 if value == int(value) else 2
        return number(value, decimals, qualifier, lang) + (unit if lang == "zh" else "%" if unit == "%" else "")
    if lang == "en":
        millions = abs(value) >= 1_000_000
        return number(value / 1_000_000 if millions else value, 2 if millions else 0, qualifier, lang) + (
            " million yuan" if millions else " yuan"
        )
    size = abs(value)
    scale, name = (10**8, "亿元") if size >= 10**8 else (10**4, "万元") if size >= 10**4 else (1, "元")
    exact = (Decimal(repr(float(value))) / scale).normalize()
    return _PREFIX[lang][qualifier] + f"{exact:,f}".replace("-", "−") + name


def counted(value: float, unit_of: str, qualifier: str = "exact", lang: str = "zh") -> str:
    """Return a published value in full, with every digit that it has: 225,400条, 8,958,500 yuan.

    English names no unit that the measure's name says: accidents, persons.
    """
    decimals = max(0, -Decimal(repr(float(value))).normalize().as_tuple().exponent)
    named = unit_of if lang == "zh" else {"%": "%", "元": f" {unit('元', 'en')}"}.get(unit_of, "")
    return number(value, decimals, qualifier, lang) + named


def unit(name: str, lang: str) -> str:
    """Return the name of a measure's unit; one that the lexicon does not know stands as it is."""
    return lexicon()["unit"].get(name, {}).get(lang, name)


def with_unit(title: str, unit_name: str, lang: str) -> str:
    """Return a column head with its unit: 死亡人数（人）; English heads say what is counted already."""
    if unit_name == "元":
        return in_unit(title, "万元" if lang == "zh" else "10,000 yuan", lang)
    return in_unit(title, unit_name, lang) if lang == "zh" or unit_name == "%" else title


def says_unit(title: str, unit_name: str, lang: str) -> bool:
    """Return whether an English title says the unit of its values: Deaths per accident."""
    return lang == "en" and unit_name.startswith("per ") and unit_name in title


def in_unit(title: str, unit_name: str, lang: str) -> str:
    """Return a title with the unit its values stand in: 整改率（%）, rate of rectification (%)."""
    if says_unit(title, unit_name, lang):
        return title
    return f"{title}（{unit_name}）" if lang == "zh" else f"{title} ({unit_name})"


def whole_months(start: date, end: date) -> bool:
    """Return True where a period starts on a 1st and ends on a month's end."""
    return start.day == 1 and end.day == calendar.monthrange(end.year, end.month)[1]


def period(start: date, end: date, lang: str = "zh") -> str:
    """Return a period in words: 2024年1—6月, 2024年, 2025年1月1日—12月4日; Jan–Jun 2024."""
    return (_period_zh if lang == "zh" else _period_en)(start, end)


def _period_zh(start: date, end: date) -> str:
    same_year = start.year == end.year
    if start == end:
        return f"{start.year}年{start.month}月{start.day}日"
    if not whole_months(start, end):
        year = "" if same_year else f"{end.year}年"
        return f"{start.year}年{start.month}月{start.day}日—{year}{end.month}月{end.day}日"
    if same_year and (start.month, end.month) == (1, 12):
        return f"{start.year}年"
    if same_year:
        months = f"{start.month}月" if start.month == end.month else f"{start.month}—{end.month}月"
        return f"{start.year}年{months}"
    return f"{start.year}年{start.month}月—{end.year}年{end.month}月"


def _period_en(start: date, end: date) -> str:
    if start == end:
        return f"{start.day} {_MONTHS_EN[start.month - 1]} {start.year}"
    year = "" if start.year == end.year else f" {start.year}"
    first, last = _MONTHS_EN[start.month - 1], _MONTHS_EN[end.month - 1]
    if not whole_months(start, end):
        return f"{start.day} {first}{year}–{end.day} {last} {end.year}"
    if not year and (start.month, end.month) == (1, 12):
        return f"{start.year}"
    return f"{last} {end.year}" if not year and start.month == end.month else f"{first}{year}–{last} {end.year}"


def _month(year: int, month: int, lang: str) -> str:
    return f"{year}年{month}月" if lang == "zh" else f"{_MONTHS_EN[month - 1]} {year}"


def day(text: str | None, lang: str = "zh") -> str:
    """Return a publication date as far as it is known: 2024年7月10日, 10 Jul 2024, 2023年10月."""
    parts = [int(p) for p in (text or "").split("-") if p]
    if not parts:
        return {"zh": "日期未见", "en": "undated"}[lang]
    if len(parts) == 1:
        return f"{parts[0]}年" if lang == "zh" else str(parts[0])
    if len(parts) == 2:
        return _month(parts[0], parts[1], lang)
    return _period_zh(date(*parts), date(*parts)) if lang == "zh" else _period_en(date(*parts), date(*parts))
