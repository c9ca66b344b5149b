"""config.yaml, read once, as frozen models. An error names the key, what was found, what is allowed."""

import re
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Annotated, ClassVar, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

ROOT = Path(__file__).resolve().parent.parent
Id = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$")]
Words = Annotated[str, StringConstraints(min_length=1)]
NUMBERED = re.compile(r"\d|^[（(]?[一二三四五六七八九十]+[）)、.．]")
ASKED_LAST = ("questions", "open_points")  # of all that the rest of a brief cites
Sentence = Literal[
    "findings", "figures", "so_far", "changes", "progress", "problems", "comparison", "questions", "open_points"
]
SLOT = re.compile(r"\{[^{}]*\}|[{}]")


class ConfigError(ValueError):
    """config.yaml cannot be used; the message lists each key, what was found, what is allowed."""


class Model(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(Model):
    """A wording in both languages."""

    zh: Words
    en: Words

    def __getitem__(self, lang: str) -> str:
        return getattr(self, lang)


class Chain(Model):
    """Counts that follow from each other (checked, found, rectified), and the indicator that their ratio is.

    Each step names its measures in order of preference; the first may be missing in a source.
    """

    first: tuple[Id, ...] = ()
    second: tuple[Id, ...] = Field(min_length=1)
    third: tuple[Id, ...] = Field(min_length=1)
    ratio: Id


class Domain(Model):
    """A data domain: its name, the mode its comparisons start with (METHODS.md §2.6), and what its page shows."""

    title: Text
    mode: Literal["same", "latest"]
    indicators: tuple[Id, ...] = ()
    chain: Chain | None = None


class Indicator(Model):
    """How an indicator is computed and read. A count indicator takes its name from measures.csv."""

    kind: Literal["count", "per_month", "ratio", "rate", "share"] = "count"
    numerator: Id | None = None
    denominators: tuple[Id, ...] = ()
    sector: Id | None = None
    joins_basis: bool = False
    per: int = 1
    unit: Text | None = None
    decimals: int = Field(default=0, ge=0, le=6)
    better: Literal["lower", "higher", "none"] = "none"
    interval: Literal["poisson", "wilson", "none"] = "none"
    title: Text | None = None
    meaning: Text | None = None
    how: Text | None = None
    caveats: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _parts_fit_the_kind(self) -> "Indicator":
        if self.kind == "count":
            return self
        missing = [name for name in ("numerator", "unit", "title", "meaning", "how") if not getattr(self, name)]
        if self.kind != "per_month" and not self.denominators:
            missing.append("denominators")
        if self.kind == "share" and not self.sector:
            missing.append("sector")
        if missing:
            raise ValueError(f"a {self.kind} needs {', '.join(missing)}")
        return self


class Break(Model):
    """A known break: figures before and after ``starts`` count different things (METHODS.md §3)."""

    id: Id
    starts: date = Field(alias="from")
    measures: tuple[Id, ...] = Field(min_length=1)
    districts: tuple[Id, ...] = ()
    sectors: tuple[Id, ...] = ()
    bases: tuple[Id, ...] = ()
    source: Words
    title: Text


class Equivalence(Model):
    """An office's decision that several bases of one measure are equal for its purpose."""

    measure: Id
    bases: tuple[Id, ...] = Field(min_length=2)
    decided_by: Words
    on: date
    why: Words


class Window(Model):
    """The days that a rule looks at: so many days or months up to a day, or the calendar year of that day so far."""

    length: int = Field(default=1, ge=1)
    unit: Literal["day", "month", "calendar_year"]


class Rule(Model):
    """When an office is called in, warned or named (约谈、警示、通报): so many accidents or deaths, or a figure.

    ``grade``: accidents of at least this grade count. ``count`` and ``deaths`` are asked of single accidents,
    ``threshold`` of the published figures of ``measure``. Without a window all accidents since ``starts`` count.
    ``example``: no place's rule, only to show how one is written.
    """

    id: Id
    title: Text
    about: Literal["events", "figures"] = "events"
    scope: Literal["district", "city", "province"] = "district"
    window: Window | None = None
    grade: Literal["general", "larger", "major", "extraordinary"] = "general"
    count: int | None = Field(default=None, ge=1)
    deaths: int | None = Field(default=None, ge=1)
    measure: Id | None = None
    threshold: float | None = Field(default=None, gt=0)
    consequence: Text
    clause: Text
    issuer: Text
    starts: date = Field(alias="from")
    example: bool = False

    @model_validator(mode="after")
    def _asks_one_thing(self) -> "Rule":
        events, figures = [self.count, self.deaths], [self.measure, self.threshold]
        if self.about == "events" and (events.count(None) != 1 or figures != [None, None]):
            raise ValueError("a rule about events has count or deaths, one of them")
        if self.about == "figures" and (None in figures or events != [None, None] or self.scope != "district"):
            raise ValueError("a rule about figures has measure and threshold, and is about a district")
        return self


class ScoreRow(Model):
    """One row of a scorecard.

    completion: points × value ÷ target, never more than the points; deduction: points less ``each`` for every unit of
    the value, never less than nothing; bonus: points where the value reaches the target; veto: the total is void there.
    """

    id: Id
    kind: Literal["completion", "deduction", "veto", "bonus"]
    title: Text
    clause: Text
    indicator: Id
    grade: Id = "all"
    points: float | None = Field(default=None, gt=0)
    each: float | None = Field(default=None, gt=0)
    target: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _has_what_its_kind_needs(self) -> "ScoreRow":
        needed = {"completion": {"points", "target"}, "deduction": {"points", "each"}, "bonus": {"points", "target"}}
        given = {key for key in ("points", "each", "target") if getattr(self, key) is not None}
        wanted = needed.get(self.kind, {"target"})
        if given != wanted:
            raise ValueError(f"a {self.kind} has {' and '.join(sorted(wanted))}")
        return self


class Scorecard(Model):
    """How an office would be scored: rows of completion, deduction, veto and bonus. ``example``: of no place."""

    title: Text
    issuer: Text
    example: bool = False
    rows: tuple[ScoreRow, ...] = Field(min_length=1)


class Figure(Model):
    """A figure of a page: its form and its indicators; without any, those of its domain or of its page's."""

    form: Literal[
        "comparison",
        "comparison_table",
        "ranking",
        "funnel",
        "pairs",
        "grid",
        "tiles",
        "coverage",
        "change",
        "news",
        "trend",
        "retold",
        "audit",
        "chain",
        "others",
        "sectors",
        "series",
        "unpublished",
        "targets",
        "events",
        "warnings",
        "graded",
        "scorecard",
        "totals",
        "computed",
        "refused",
        "documents",
    ]
    indicators: tuple[Id, ...] = ()
    domain: Id | None = None
    title: Text


class BriefItem(Model):
    """One item of a brief: a heading, a sentence by rule, a table or a chart (a figure's id, or an indicator's)."""

    # Forms of figures that a file can hold; what needs a page (a funnel, tiles) is refused where a template names it.
    # ONE: those about one district; OF_DOMAIN, OF_INDICATORS: those that say nothing without one.
    TABLES: ClassVar = (
        "grid", "chain", "others", "sectors", "series", "unpublished", "events", "graded", "targets", "change",
        "ranking", "comparison_table", "warnings", "scorecard", "totals", "computed", "refused", "documents",
    )  # fmt: skip
    CHARTS: ClassVar = ("comparison", "trend")
    ONE: ClassVar = ("totals", "computed", "refused", "documents")
    OF_DOMAIN: ClassVar = ("chain", "others", "unpublished")
    OF_INDICATORS: ClassVar = ("grid", "change", "ranking", "comparison_table", "comparison", "trend")

    heading: Text | None = None
    level: Literal["section", "part", "point", "item"] = "section"
    sentence: Sentence | None = None
    table: Id | None = None
    chart: Id | None = None
    indicators: tuple[Id, ...] = ()

    @model_validator(mode="after")
    def _is_one_thing(self) -> "BriefItem":
        kinds = ("heading", "sentence", "table", "chart")
        if sum(getattr(self, k) is not None for k in kinds) != 1:
            raise ValueError(f"an item of a brief is one of {', '.join(kinds)}")
        return self


class Brief(Model):
    """A template of a brief: an ordered list of items. It holds no digit: numbers come from the data alone.

    ``title`` may hold {name} and {period}; ``districts``: whether it is about one district, several, or either;
    ``compact`` sets the text so close that it stands on one page.
    """

    name: Text
    title: Text
    districts: Literal["one", "several", "any"]
    compact: bool = False
    fields: tuple[Literal["prepared_by", "issue", "data_until", "drafted_by", "checked_by", "signed_by"], ...]
    items: tuple[BriefItem, ...] = Field(min_length=1)

    def indicators(self) -> tuple[str, ...]:
        """Return every indicator that its sentences name, once."""
        return tuple(dict.fromkeys(i for item in self.items if item.sentence for i in item.indicators))

    @model_validator(mode="after")
    def _holds_no_digit(self) -> "Brief":
        headings = [item.heading for item in self.items if item.heading]
        for text in (t[lang] for t in (self.name, self.title, *headings) for lang in ("zh", "en")):
            if NUMBERED.search(text):
                raise ValueError(f"found {text!r}; a template holds no digit, its headings are numbered by themselves")
        return self

    @model_validator(mode="after")
    def _asks_its_questions(self) -> "Brief":
        if not any(item.sentence in ASKED_LAST for item in self.items):
            raise ValueError("a brief has the sentence questions or open_points: what is to be verified stands in it")
        if set(SLOT.findall(self.title["zh"] + self.title["en"])) - {"{name}", "{period}"}:
            raise ValueError(f"title: found {self.title['zh']!r}; allowed slots: {{name}}, {{period}}")
        return self


class Group(Model):
    """A named group of districts beside the cities, which are groups by themselves."""

    id: Id
    title: Text
    districts: tuple[Id, ...] = Field(min_length=1)


class Opening(Model):
    """What a reader meets first: districts, the indicators compared and followed, the overview's sentences."""

    groups: tuple[Id, ...] = Field(min_length=1)
    indicator: Id
    against: Id
    trend: Id
    district: Id
    sentences: tuple[Id, ...] = Field(min_length=1)


class Config(Model):
    """All of config.yaml."""

    language: Literal["zh", "en"] = "zh"
    percent_base_min: int = Field(default=10, ge=1)
    opening: Opening
    domains: dict[Id, Domain]
    indicators: dict[Id, Indicator]
    breaks: tuple[Break, ...] = ()
    equivalences: tuple[Equivalence, ...] = ()
    groups: tuple[Group, ...] = ()
    rules: tuple[Rule, ...] = ()
    scorecards: dict[Id, Scorecard] = {}
    figures: dict[Id, Figure]
    briefs: dict[Id, Brief] = {}

    def domain(self, name: str) -> Domain:
        """Return a domain's entry; a domain that only stands in the data goes by its own name."""
        return self.domains.get(name) or Domain(title=Text(zh=name, en=name), mode="latest")

    def position(self, name: str) -> int:
        """Return where a domain stands among the others; one without an entry last."""
        return list(self.domains).index(name) if name in self.domains else len(self.domains)


LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # an eighth of the time, where PyYAML has it


class _UniqueKeys(LOADER):
    """A YAML reader that does not let a later key silently replace an earlier one."""


def _mapping(loader: LOADER, node: yaml.MappingNode) -> dict:
    seen = set()
    for key, _ in node.value:
        name = str(key.value)
        if name in seen or not isinstance(key.value, str):
            raise ConfigError(f"config.yaml:{key.start_mark.line + 1}: {name}: found twice or no name, allowed once")
        seen.add(name)
    return LOADER.construct_mapping(loader, node, deep=True)


_UniqueKeys.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:bool" or first in "tTfF"]
    for first, known in LOADER.yaml_implicit_resolvers.items()
}  # only true and false are truth values: a key `on:` is a word
_UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def parse(text: str) -> Config:
    """Return the configuration written in ``text``; raise ConfigError naming every key at fault."""
    try:
        config = Config.model_validate(yaml.load(text, _UniqueKeys))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f":{mark.line + 1}" if mark else ""
        raise ConfigError(f"config.yaml{where}: {getattr(error, 'problem', error)}; allowed: YAML") from error
    except ValidationError as error:
        raise ConfigError("\n".join(_line(e) for e in error.errors())) from error
    if faults := _unprintable(config):
        raise ConfigError("\n".join(faults))
    return config


def _unprintable(config: Config) -> list[str]:
    """Return the items of briefs that name a figure which no file can hold, a line each."""
    items = (
        (f"config.yaml: briefs.{name}.items.{n}.{kind}", brief, item, kind, config.figures.get(getattr(item, kind)))
        for name, brief in config.briefs.items()
        for n, item in enumerate(brief.items)
        for kind in ("table", "chart")
    )
    return [line for *of, figure in items if figure for line in _unfit(*of, figure)]


def _unfit(key: str, brief: Brief, item: BriefItem, kind: str, figure: Figure) -> list[str]:
    found, allowed = f"found {getattr(item, kind)!r} of the form {figure.form!r}", item.TABLES
    if kind == "chart":
        allowed = item.CHARTS
    if figure.form not in allowed:
        return [f"{key}: {found}; allowed forms of a {kind} in a brief: {', '.join(allowed)}"]
    if figure.form in item.ONE and brief.districts != "one":
        return [f"{key}: {found}, which is about one district; allowed where districts is one"]
    if figure.form in item.OF_DOMAIN and not figure.domain:
        return [f"{key}: {found} without a domain; allowed: a figure with one"]
    if figure.form in item.OF_INDICATORS and not (item.indicators or figure.indicators):
        return [f"{key}: {found} without indicators; allowed: at least one under indicators"]
    return []


def _line(error: dict) -> str:
    key = ".".join(str(part) for part in error["loc"]) or "(top)"
    found = "nothing" if error["type"] == "missing" else repr(error["input"])[:80]
    return f"config.yaml: {key}: found {found}; allowed: {error['msg']}"


@lru_cache(maxsize=8)
def load(path: Path = ROOT / "config.yaml") -> Config:
    """Return the configuration of ``path``, read and validated once per process."""
    return parse(Path(path).read_text(encoding="utf-8"))
