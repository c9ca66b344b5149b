"""What a rule or a block of a brief is made from, and how its values are told."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from anjian import areas, indicators, sentences, words
from anjian.brief.pieces import Sentence, Told, lower, say
from anjian.comparability import Reason
from anjian.figures.cited import Key, cited_keys
from anjian.figures.setting import Asked, Setting
from anjian.indicators import DENOMINATORS, NO_COUNTS, Result, ResultRow, Spec
from anjian.selection import Selection

TEN_THOUSAND = 10_000
MOST_NAMED = 4
DAY = re.compile(r"\d{4}-\d\d-\d\d")
BOUNDS = {"≥": "at_least", "≤": "at_most"}
SIGNS = {"at_least": "≥", "at_most": "≤", "about": "≈"}  # in the name of a bar or of a period: a mark has none
STATED = "stated"
SAME = {("人", "persons"), ("人次", "attendances")}  # a unit that is its basis
SAID_ELSEWHERE = ("read_from_copy", "unstated_body", "bound")  # with the documents, the body, the number itself


@dataclass(frozen=True)
class Matter:
    """What a brief is about: setting, selection, the keys that its other sentences cite, the domain of a page."""

    here: Setting
    selection: Selection
    cited: tuple[Key, ...] = ()
    domain: str = ""
    _known: dict[object, object] = field(default_factory=dict, compare=False, repr=False)

    @property
    def lang(self) -> str:
        return self.here.lang

    @property
    def single(self) -> str:
        """Return the one district it is about, or ""."""
        return self.selection.districts[0] if len(self.selection.districts) == 1 else ""

    def once(self, key: object, make: Callable[[], object]) -> object:
        """Return what was made for this brief before, or make it."""
        if key not in self._known:
            self._known[key] = make()
        return self._known[key]

    def asked(self, names: Iterable[str] = (), domain: str = "") -> Asked:
        return Asked(self.selection, tuple(names), domain or self.domain, self.single)

    def results(self, names: Iterable[str]) -> dict[str, Result]:
        """Return the results of those indicators that this data declares."""
        known = indicators.catalogue(self.here.database, self.here.config)
        wanted = [n for n in names if n in known]
        new = [n for n in wanted if n not in self._known]
        self._known.update(indicators.compute_all(self.here.database, self.here.config, new, self.selection))
        return {n: self._known[n] for n in wanted}

    def value(self, row: ResultRow, spec: Spec) -> Told:
        """Return a row's value as the text tells it: 22.54万条, 不少于400条."""
        return Told(shown(row, spec, self.lang), tuple(cited_keys(row)))

    def reason(self, reasons: Iterable[Reason]) -> str:
        """Return reasons in words, without the thresholds of rules."""
        own = words.lexicon()["brief"]
        texts = (
            own[f"reason_{r.code}"][self.lang]
            if f"reason_{r.code}" in own
            else words.reason(r.code, r.params, self.lang, self.here.names)
            for r in reasons
        )
        return words.sentence_list(dict.fromkeys(texts), self.lang)

    def caveats(self, rows: Iterable[ResultRow]) -> str:
        """Return the caveats of rows in words, each once."""
        found = dict.fromkeys(c for r in rows for c in r.caveats if c.code not in SAID_ELSEWHERE and not _idle(c, r))
        text = sentences.reasons_text(found, self.here.names, self.lang, "caveat")
        return DAY.sub(lambda day: words.day(day.group(), self.lang), text)

    def names(self) -> str:
        """Return the districts as a title names them: a city's or group's together, many not one by one."""
        chosen = self.selection.districts
        known = self.here.database.memo.once("areas", lambda: areas.areas(self.here.database))
        for group in areas.groups(known, self.here.config):
            if len(chosen) > 1 and set(group.districts) == set(chosen):
                return words.say("brief", "group", self.lang, group=group.title[self.lang])
        return words.some([self.here.name(d) for d in chosen], self.lang) + (
            words.say("brief", "more", self.lang) if len(chosen) > MOST_NAMED else ""
        )


def _idle(c: Reason, row: ResultRow) -> bool:
    """Return whether a caveat is about a conversion that this value did not need."""
    return c.code == "part_month" and row.facts.kind != "per_month"


def shown(row: ResultRow, spec: Spec, lang: str) -> str:
    """Return a value with its unit, in 万 where its source prints it so; bounds in words."""
    text = _in_ten_thousands(row, spec) if told_in_ten_thousands(row, spec, lang) else _as_shown(row, spec, lang)
    bound = BOUNDS.get(text[:1])
    return words.say("brief", bound, lang, value=text[1:]) if bound else text


def _as_shown(row: ResultRow, spec: Spec, lang: str) -> str:
    """Return the page's text; in English without a unit that the indicator's name says already."""
    text, unit = sentences.value_text(row, spec, lang), spec.unit[lang]
    said = lang == "en" and spec.kind != "count" and unit in spec.title.en.lower()
    return text.removesuffix(f" {unit}") if said else text


def told_in_ten_thousands(row: ResultRow, spec: Spec, lang: str) -> bool:
    """Return whether Chinese text tells a count in 万, as its source prints it."""
    rounded = (row.half_unit or 0) >= TEN_THOUSAND / 200 and abs(row.value) >= TEN_THOUSAND
    return lang == "zh" and spec.kind == "count" and spec.unit["zh"] not in ("元", "%") and rounded


def ten_thousand_decimals(row: ResultRow) -> int:
    """Return how many decimals a rounded count has in 万: 2 for 22.54万."""
    return max(0, -math.floor(math.log10(2 * row.half_unit / TEN_THOUSAND) + 1e-9))


def _in_ten_thousands(row: ResultRow, spec: Spec) -> str:
    decimals = ten_thousand_decimals(row)
    return words.number(row.value, decimals, row.qualifier, "zh", TEN_THOUSAND) + "万" + spec.unit["zh"]


def titled(spec: Spec, lang: str) -> str:
    """Return an indicator's name as it stands within a sentence."""
    return lower(spec.title[lang])


def labelled(row: ResultRow, spec: Spec, matter: Matter) -> Sentence:
    """Return a value with what it counts: 发生事故6起, 6 accidents, an average fine of 37,019 yuan per case."""
    lang, own = matter.lang, words.lexicon()["brief"]
    key = f"of_{spec.id}"
    if key not in own:
        counts = spec.kind == "count" and spec.unit["zh"] not in ("元", *NO_COUNTS)
        key = "of_count" if counts else "of_measure"
    if row.value == 1 and f"{key}_one" in own:
        key += "_one"
    told = matter.value(row, spec)
    if own[key][lang].startswith("{value} "):  # a number and its noun are one, as 6起 is
        return (Told(own[key][lang].format(value=told.text, title=titled(spec, lang)), told.keys),)
    return say(key, lang, title=titled(spec, lang), value=told)


def known_basis(row: ResultRow, spec: Spec, matter: Matter) -> str:
    """Return what was counted, "" where its unit or name says so already."""
    lang, names = matter.lang, matter.here.names
    if len(row.bases) > 1:
        return sentences.basis_text(row, names, lang)
    measure, basis = row.bases[0]
    name = "" if basis in (STATED, DENOMINATORS) else names.of("basis", basis, lang)
    said = (words.unit(spec.unit["zh"], lang), spec.unit["zh"], names.of("measure", measure, lang), spec.title[lang])
    return "" if name in said or (spec.unit["zh"], basis) in SAME else name
