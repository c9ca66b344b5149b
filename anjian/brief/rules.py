"""The rules that word a brief: indicators and a matter → sentences in pieces."""

from collections.abc import Callable, Iterable

from anjian import chance, indicators, sentences, words
from anjian.brief import districts
from anjian.brief.matter import Matter
from anjian.brief.notes import printed_key
from anjian.brief.pieces import Sentence, Told, enumeration, say, scanned, text_of
from anjian.brief.sayings import changed, left_open, promised
from anjian.comparability import COMPARABLE
from anjian.figures import audit, cited
from anjian.figures.setting import Setting
from anjian.indicators import Change, Result, ResultRow
from anjian.judgements.audit import PRINTED, Question, questions_of

Rule = Callable[[tuple[str, ...], Matter], list[Sentence]]
Group = list[tuple[Result, ResultRow]]
STATED, UNSTATED = "stated", "unstated"


def figures(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return what was published of the whole district: values of one body and period together, then what is missing."""
    results = matter.results(names)
    groups: dict[tuple, Group] = {}
    for result in results.values():
        for row in result.rows:
            key = (row.district, row.period, row.series, row.bases[0][1] if result.spec.domain == "accidents" else "")
            groups.setdefault((*key, result.spec.kind), []).append((result, row))
    said = [s for group in groups.values() for s in _group(group, matter)]
    return said + _missing(results.values(), matter)


def _group(group: Group, matter: Matter) -> list[Sentence]:
    here, lang, (result, row) = matter.here, matter.lang, group[0]
    values = enumeration(((_label(r, lang), matter.value(v, r.spec)) for r, v in group), lang)
    key = "published" if result.spec.kind == "count" else "computed"
    first = say(key, lang, period=words.period(*row.period, lang), name=here.name(row.district), values=values)
    bases = _bases(group, text_of(first), matter)
    said = [(*first, *_body(row, lang), *_listed("of_basis", bases, lang), *say("stop", lang))]
    caveats = matter.caveats(v for _, v in group)
    return said + ([say("caveats", lang, caveats=caveats)] if caveats else [])


def _label(result: Result, lang: str) -> str:
    """Return what stands before a value: 发生事故, 立案, or the indicator's name."""
    own = words.lexicon()["brief"].get(f"of_{result.spec.id}", {}).get(lang) or result.spec.title[lang]
    return own if lang == "zh" else f"{own} "


def _body(row: ResultRow, lang: str) -> Sentence:
    if row.counted_by == UNSTATED:
        return say("counted_by_unstated", lang)
    return say("counted", lang, body=words.say("counted_by", row.counted_by, lang))


def _bases(group: Group, said: str, matter: Matter) -> list[str]:
    """Return what was counted, where the sentence does not say so already; of ratios, what was divided by what."""
    if group[0][0].spec.kind != "count":
        return list(dict.fromkeys(sentences.basis_text(v, matter.here.names, matter.lang) for _, v in group))
    units = {words.unit(r.spec.unit["zh"], matter.lang) for r, _ in group}
    ids = dict.fromkeys(b for _, v in group for _, b in v.bases if b not in (STATED, indicators.DENOMINATORS))
    named = (matter.here.names.of("basis", b, matter.lang) for b in ids)
    return [b for b in named if b not in units and b not in said]


def _listed(key: str, items: list[str], lang: str) -> Sentence:
    return say(key, lang, items=words.enumeration(items, lang)) if items else ()


def _missing(results: Iterable[Result], matter: Matter) -> list[Sentence]:
    """Return which indicators have no figure of the whole district, and why: those of one reason together."""
    lang, groups = matter.lang, {}
    for r in (r for r in results if not r.rows):
        groups.setdefault(_why(r, matter), []).append(r.spec.title[lang])
    named = ((why, words.enumeration(titles, lang)) for why, titles in groups.items())
    return [
        say("not_listed", lang, titles=titles, reason=scanned(why, (), matter.here)) if why
        else say("not_published", lang, titles=titles)
        for why, titles in named
    ]  # fmt: skip


def _why(result: Result, matter: Matter) -> str:
    """Return why an indicator has no figure; "" where it simply was not published."""
    reasons = [x for b in result.beside for x in b.reasons]
    own = all(x.code == "not_published" for x in reasons) and result.spec.kind == "count"
    return "" if own else matter.reason(reasons)


def changes(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return the change of each indicator on the same months a year before, or that no base was published."""
    found = _changes(names, matter)
    said = [changed(c, matter) for c in found]
    return said + _baseless(names, {(c.spec.id, c.now.district) for c in found}, matter) + _both(found, names, matter)


def _baseless(names: tuple[str, ...], based: set[tuple[str, str]], matter: Matter) -> list[Sentence]:
    """Return which districts published no base for which indicators: those of the same indicators together."""
    lang, without = matter.lang, {}
    for result in matter.results(names).values():
        for district in dict.fromkeys(r.district for r in result.rows):
            if (result.spec.id, district) not in based:
                without.setdefault(district, []).append(result.spec.title[lang])
    groups: dict[tuple[str, ...], list[str]] = {}
    for district, titles in without.items():
        groups.setdefault(tuple(titles), []).append(matter.here.name(district))
    listed = ((words.enumeration(who, lang), words.enumeration(what, lang)) for what, who in groups.items())
    return [say("no_base", lang, names=who, titles=what) for who, what in listed]


def _changes(names: Iterable[str], matter: Matter) -> tuple[Change, ...]:
    here = matter.here
    known = indicators.catalogue(here.database, here.config)
    return indicators.changes(here.database, here.config, [n for n in names if n in known], matter.selection)


def _both(found: tuple[Change, ...], names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return that all fell (双下降), on one basis, where every one may be compared; and what the test says of it."""
    groups: dict[tuple, list[Change]] = {}
    for c in found:
        if c.verdict.verdict == COMPARABLE:
            groups.setdefault((c.now.district, c.now.bases[0][1], c.now.period), []).append(c)
    both = [g for g in groups.values() if len(g) == len(names) > 1 and all(c.difference < 0 for c in g)]
    return [_fell(g, matter) for g in both]


def _fell(group: list[Change], matter: Matter) -> Sentence:
    titles = words.enumeration((c.spec.title[matter.lang] for c in group), matter.lang)
    basis = matter.here.names.of("basis", group[0].now.bases[0][1], matter.lang)
    beyond = all(chance.tag(c) == "better" for c in group)
    return say("both_beyond" if beyond else "both_within", matter.lang, titles=titles, basis=basis)


def progress(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return the improvements: indicators that went the better way, hazards all rectified, targets met."""
    found = _moved(_changes(names, matter), "better", matter)
    found += left_open(matter, none_left=True) + promised(matter, ("met", "on_track", "kept"))
    found += districts.standing_out(names, matter, better=True)
    return found or [say("no_progress", matter.lang)]


def problems(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return the problems: indicators that went the worse way, hazards left open, targets missed."""
    found = _moved(_changes(names, matter), "worse", matter)
    found += left_open(matter, none_left=False) + promised(matter, ("behind", "overdue", "exceeded", "broken"))
    found += districts.standing_out(names, matter, better=False)
    return found or [say("no_problems", matter.lang)]


def _moved(found: Iterable[Change], tag: str, matter: Matter) -> list[Sentence]:
    """Return the changes that are better (or worse) beyond chance, and that the others of that way are not listed."""
    sure = [c for c in found if c.verdict.verdict == COMPARABLE and _better(c) == (tag == "better")]
    beyond = [c for c in sure if chance.tag(c) == tag]
    within = dict.fromkeys(_titled(c, matter) for c in sure if c not in beyond)
    rest = say(f"not_{tag}", matter.lang, titles=words.enumeration(within, matter.lang))
    return [changed(c, matter) for c in beyond] + ([rest] if within else [])


def _titled(c: Change, matter: Matter) -> str:
    here, lang = matter.here, matter.lang
    basis = here.names.of("basis", c.now.bases[0][1], lang)
    return words.say("brief", "titled", lang, name=here.name(c.now.district), title=c.spec.title[lang], basis=basis)


def _better(c: Change) -> bool | None:
    """Return whether a change is in the better direction; None where it is in neither."""
    if c.spec.declared.better == "none" or not c.difference:
        return None
    return (c.difference < 0) == (c.spec.declared.better == "lower")


def questions(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return the audit's open questions about the figures cited, and which documents were read from a copy."""
    here = matter.here
    found = questions_of(here.database, matter.cited)
    said = [say("sentence", here.lang, text=_question(q, here)) for q in found]
    kept = cited.citations(matter.cited, here).values()
    copies = dict.fromkeys(f"《{c['title']}》" for c in kept if c["verification"] in ("copy", "secondary"))
    if copies:
        said.append(say("copies", here.lang, titles=words.enumeration(copies, here.lang)))
    return said or [say("no_questions", here.lang)]


def _question(q: Question, here: Setting) -> Sentence:
    """Return a question; the printed number cites its own row, the others the figures it is made of."""
    text = scanned(audit.statement(q, here), q.keys, here)
    first = next((n for n, p in enumerate(text) if isinstance(p, Told)), None)
    if q.kind not in PRINTED or first is None:
        return text
    return (*text[:first], Told(text[first].text, (printed_key(q),)), *text[first + 1 :])


RULES: dict[str, Rule] = {
    "figures": figures, "changes": changes, "progress": progress, "problems": problems, "questions": questions,
    "comparison": districts.comparison,
}  # fmt: skip
