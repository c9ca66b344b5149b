"""The rules that word a brief: indicators and a matter → sentences in pieces."""

from collections.abc import Callable, Iterable
from datetime import date

from anjian import chance, indicators, words
from anjian.brief import districts, pieces, sayings
from anjian.brief.matter import Matter, known_basis, labelled, titled
from anjian.brief.notes import printed_key
from anjian.brief.pieces import BREAK, Sentence, Told, capital, clauses, enumeration, listed, lower, say, scanned
from anjian.brief.sayings import changed, left_open, promised
from anjian.comparability import COMPARABLE
from anjian.figures import audit, cited
from anjian.figures.setting import Setting
from anjian.indicators import Change, Result, ResultRow
from anjian.judgements.audit import PRINTED, Question, questions_of

Rule = Callable[[tuple[str, ...], Matter], list[Sentence]]
Group = list[tuple[Result, ResultRow]]
UNSTATED = "unstated"
BOTH = ("accidents", "deaths")
KEPT, MISSED = ("met", "on_track", "kept"), ("behind", "overdue", "exceeded", "broken")
MOST_FINDINGS = 5


def figures(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return what was published of the whole district: values of one body and period together, then what is missing.

    Of several districts: what may be compared, and how it stands.
    """
    results = matter.results(names)
    if not matter.single:
        return _of_several(results, matter)
    said, counted = [], set()
    for key, group in _groups(results.values()).items():
        said += _group(group, matter, follows=key[:-1] in counted)
        counted.add(key[:-1])
    return said + _missing(results.values(), matter)


def _of_several(results: dict[str, Result], matter: Matter) -> list[Sentence]:
    """Return what may be compared, and for which indicators no district published a total of the chosen months."""
    lang, told = matter.lang, [n for n, r in results.items() if r.rows]
    titles = listed((titled(r.spec, lang) for r in results.values() if not r.rows), lang)
    period = words.period(*matter.selection.period, lang)
    silent = [say("none_in_period", lang, period=period, titles=titles)] if titles else []
    return districts.comparison(tuple(told), matter) + silent


def _groups(results: Iterable[Result]) -> dict[tuple, Group]:
    """Return values by period, body, in accidents also basis, and whether they are counts: counts come first."""
    groups: dict[tuple, Group] = {}
    found = [(r, row) for r in results for row in r.rows]
    for result, row in sorted(found, key=lambda f: f[0].spec.kind != "count"):
        basis = row.bases[0][1] if result.spec.domain == "accidents" else ""
        groups.setdefault((row.period, row.series, basis, result.spec.kind == "count"), []).append((result, row))
    return groups


def _group(group: Group, matter: Matter, follows: bool = False) -> list[Sentence]:
    """Return one sentence of what one body published; ratios that follow their counts do not repeat whose they are."""
    caveats = matter.caveats(v for _, v in group)
    said = [_computed(group, matter, follows) if group[0][0].spec.kind != "count" else _published(group, matter)]
    return said + ([say("caveats", matter.lang, caveats=caveats)] if caveats else [])


def _published(group: Group, matter: Matter) -> Sentence:
    lang, (_, row) = matter.lang, group[0]
    values = enumeration((labelled(v, r.spec, matter) for r, v in group), lang)
    slots = {"period": words.period(*row.period, lang), "name": matter.here.name(row.district)}
    bases = _bases(group, pieces.text_of(values), matter)
    basis = say("of_basis", lang, items=listed(map(lower, bases), lang)) if bases else ()
    unstated = say("unstated", lang) if row.counted_by == UNSTATED else ()
    return say("published", lang, values=values, by=_by(row, lang), unstated=unstated, basis=basis, **slots)


def _by(row: ResultRow, lang: str) -> Sentence:
    """Return who counted; () where that is not stated."""
    if row.counted_by == UNSTATED:
        return ()
    own, body = f"by_{row.counted_by}", words.say("counted_by", row.counted_by, lang)
    return say(own if own in words.lexicon()["brief"] else "by", lang, body=body)


def _computed(group: Group, matter: Matter, follows: bool) -> Sentence:
    """Return ratios, each with what was divided by what, where that says more than its name."""
    lang, (_, row) = matter.lang, group[0]
    values = enumeration((_divided(v, r, matter) for r, v in group), lang)
    if follows:
        return say("computed_so", lang, values=values)
    return say("computed", lang, values=values, period=words.period(*row.period, lang),
               name=matter.here.name(row.district))  # fmt: skip


def _divided(row: ResultRow, result: Result, matter: Matter) -> Sentence:
    basis = known_basis(row, result.spec, matter)
    told = labelled(row, result.spec, matter)
    return say("divided", matter.lang, value=told, basis=lower(basis)) if "÷" in basis else told


def _bases(group: Group, said: str, matter: Matter) -> list[str]:
    """Return what was counted, where the sentence does not say so already."""
    found = dict.fromkeys(known_basis(v, r.spec, matter) for r, v in group)
    return [b for b in found if b and b.lower() not in said.lower()]


def _missing(results: Iterable[Result], matter: Matter) -> list[Sentence]:
    """Return which indicators have no figure of the whole district, and why: those of one reason together."""
    lang, groups = matter.lang, {}
    without = [r for r in results if not r.rows]
    silent = [r for r in without if not _why(r, matter)]
    for r in without:
        if r not in silent and not _lacks_part(r, silent):
            groups.setdefault(_why(r, matter), []).append(titled(r.spec, lang))
    said = [say("not_listed", lang, titles=listed(titles, lang), reason=scanned(why, (), matter.here))
            for why, titles in groups.items()]  # fmt: skip
    return ([_not_published(silent, [r for r in without if _lacks_part(r, silent)], matter)] if silent else []) + said


def _lacks_part(result: Result, silent: list[Result]) -> bool:
    """Return whether a ratio has a part among the counts that were not published."""
    spec, unknown = result.spec, {r.spec.id for r in silent}
    wanting = spec.denominators and unknown.issuperset(spec.denominators)
    return spec.kind != "count" and bool(spec.numerator in unknown or wanting)


def _not_published(silent: list[Result], ratios: list[Result], matter: Matter) -> Sentence:
    lang, period = matter.lang, words.period(*matter.selection.period, matter.lang)
    titles, without = (listed((titled(r.spec, lang) for r in some), lang) for some in (silent, ratios))
    more = say("uncomputed", lang, ratios=without) if ratios else ()
    return say("not_published", lang, name=matter.here.name(matter.single), period=period, titles=titles, ratios=more)


def _why(result: Result, matter: Matter) -> str:
    """Return why an indicator has no figure; "" where it simply was not published."""
    reasons = [x for b in result.beside for x in b.reasons]
    own = all(x.code == "not_published" for x in reasons) and result.spec.kind == "count"
    return "" if own else matter.reason(reasons)


def so_far(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return the figures from January to the end of the chosen months; nothing where they begin in January."""
    start, end = matter.selection.period
    if (start.month, start.day) == (1, 1) or start.year != end.year:
        return []
    return figures(names, Matter(matter.here, matter.selection.with_(period=(date(end.year, 1, 1), end))))


def findings(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return at most five short findings, a paragraph each: what was published and its change, or who stands out."""
    if matter.single:
        groups = [g for key, g in _groups(matter.results(names).values()).items() if key[-1]]
        found = [_finding(g, matter, first=n == 0) for n, g in enumerate(groups)]
    else:
        found = districts.findings(names, matter) + _briefly_changed(names, matter)
    found += promised(matter, MISSED)
    return [s for sentence in found[:MOST_FINDINGS] for s in (sentence, BREAK)]


def _finding(group: Group, matter: Matter, first: bool) -> Sentence:
    """Return what one body published; period and district in the first finding hold for the others too."""
    lang, (result, row) = matter.lang, group[0]
    told = enumeration((labelled(v, r.spec, matter) for r, v in group), lang)
    if result.spec.domain == "accidents":
        told = _with_changes(group, matter) or (*told, *say("no_base_known", lang))
    elif rest := sayings.rest_of(row.series, matter) if result.spec.domain == sayings.CHAIN else None:
        told = (*told, *say("still_open", lang, rest=rest))
    whose = say("whose", lang, period=words.period(*row.period, lang), name=matter.here.name(row.district))
    return say("finding", lang, whose=whose if first else (), by=_counting(group, matter), told=told)


def _counting(group: Group, matter: Matter) -> Sentence:
    """Return on which basis accidents are counted; of other figures, who counted them."""
    result, row = group[0]
    basis = known_basis(row, result.spec, matter) if result.spec.domain == "accidents" else ""
    return say("by_basis", matter.lang, basis=lower(basis)) if basis else _by(row, matter.lang)


def _with_changes(group: Group, matter: Matter) -> Sentence:
    """Return the values of one basis, those with a base with their change; () where none has one."""
    found = {(c.spec.id, c.now.figures): c for c in _changes([r.spec.id for r, _ in group], matter)}
    told = ((found.get((r.spec.id, row.figures)), r, row) for r, row in group)
    each = [sayings.clause(c, matter) if c else labelled(row, r.spec, matter) for c, r, row in told]
    return clauses(each, matter.lang) if any((r.spec.id, row.figures) in found for r, row in group) else ()


def _briefly_changed(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return where accidents and deaths both fell, or that no base was published."""
    names = tuple(n for n in names if n in BOTH)
    found = _changes(names, matter)
    return _both(found, names, matter) or ([] if found else _baseless(names, set(), matter))


def changes(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return the change of each indicator on the same months a year before, or that no base was published."""
    found = _changes(names, matter)
    based = {(c.spec.id, c.now.district) for c in found}
    return changed(found, matter) + _baseless(names, based, matter) + _both(found, names, matter)


def _baseless(names: tuple[str, ...], based: set[tuple[str, str]], matter: Matter) -> list[Sentence]:
    """Return which districts published no base for which indicators: those of the same indicators together."""
    lang, without, having = matter.lang, {}, set()
    for result in matter.results(names).values():
        for district in dict.fromkeys(r.district for r in result.rows):
            having.add(district)
            if (result.spec.id, district) not in based:
                without.setdefault(district, []).append(titled(result.spec, lang))
    groups: dict[tuple[str, ...], list[str]] = {}
    for district, titles in without.items():
        groups.setdefault(tuple(titles), []).append(district)
    return [_no_base(who, what, len(who) == len(having), matter) for what, who in groups.items()]


def _no_base(who: list[str], what: tuple[str, ...], everybody: bool, matter: Matter) -> Sentence:
    lang, titles = matter.lang, listed(what, matter.lang)
    if everybody and len(who) > 1:
        return say("no_base_of_any", lang, titles=titles)
    return say("no_base", lang, names=listed(map(matter.here.name, who), lang), titles=titles)


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
    titles = listed((titled(c.spec, matter.lang) for c in group), matter.lang)
    basis = lower(matter.here.names.of("basis", group[0].now.bases[0][1], matter.lang))
    beyond = all(chance.tag(c) == "better" for c in group)
    who = matter.here.name(group[0].now.district)
    name = () if matter.single else say("both_of", matter.lang, name=who)
    return say("both_beyond" if beyond else "both_within", matter.lang, titles=titles, basis=basis, name=name)


def progress(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return the improvements: indicators that went the better way, hazards all rectified, targets met."""
    found = _moved(_changes(names, matter), "better", matter)
    found += left_open(matter, none_left=True) + promised(matter, KEPT)
    found += districts.standing_out(names, matter, better=True)
    return found or [say("no_progress", matter.lang)]


def problems(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return the problems: indicators that went the worse way, hazards left open, targets missed."""
    found = _moved(_changes(names, matter), "worse", matter)
    found += left_open(matter, none_left=False) + promised(matter, MISSED)
    found += districts.standing_out(names, matter, better=False)
    return found or [say("no_problems", matter.lang)]


def _moved(found: Iterable[Change], tag: str, matter: Matter) -> list[Sentence]:
    """Return the changes that are better (or worse) beyond chance, and that the others of that way are not listed."""
    sure = [c for c in found if c.verdict.verdict == COMPARABLE and _better(c) == (tag == "better")]
    beyond = [c for c in sure if chance.tag(c) == tag]
    within: dict[str, list[str]] = {}
    for c in sure:
        if c not in beyond:
            within.setdefault(known_basis(c.now, c.spec, matter), []).append(_titled(c, matter))
    rest = (_not_beyond(tag, basis, titles, matter.lang) for basis, titles in within.items())
    return changed(beyond, matter) + list(rest)


def _not_beyond(tag: str, basis: str, titles: list[str], lang: str) -> Sentence:
    counted = say("counting", lang, basis=lower(basis)) if basis else ()
    return say(f"not_{tag}", lang, counted=counted, titles=listed(titles, lang))


def _titled(c: Change, matter: Matter) -> str:
    name = matter.here.name(c.now.district)
    return words.say("brief", "titled", matter.lang, name=name, title=titled(c.spec, matter.lang))


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
    kept = cited.documents_cited(matter.cited, here)
    copies = dict.fromkeys(f"《{d['title']}》" for d in kept if d["verification"] in ("copy", "secondary"))
    if copies:
        titles = "".join(copies) if here.lang == "zh" else listed(copies, here.lang)  # no 顿号 between 《》
        said.append(say("copies", here.lang, titles=titles))
    return said or [say("no_questions", here.lang)]


def open_points(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
    """Return the first open question about the figures cited, and how many more there are."""
    here, found = matter.here, questions_of(matter.here.database, matter.cited)
    if not found:
        return [say("no_questions", here.lang)]
    said = [say("sentence", here.lang, text=_question(found[0], here))]
    if len(found) == 1:
        return said
    more = tuple(dict.fromkeys(k for q in found[1:] for k in q.keys))
    n = words.say("brief", "places", here.lang, n=len(found) - 1)
    return [*said, say("more_questions", here.lang, n=Told(n, more))]


def _question(q: Question, here: Setting) -> Sentence:
    """Return a question; the printed number cites its own row, the others the figures it is made of."""
    text = scanned(audit.statement(q, here), q.keys, here)
    first = next((n for n, p in enumerate(text) if isinstance(p, Told)), None)
    if q.kind not in PRINTED or first is None:
        return text
    return (*text[:first], Told(text[first].text, (printed_key(q),)), *text[first + 1 :])


def _told(rule: Rule) -> Rule:
    """Return a rule whose English sentences begin with a capital."""

    def told(names: tuple[str, ...], matter: Matter) -> list[Sentence]:
        found = rule(names, matter)
        return found if matter.lang == "zh" else [capital(s) for s in found]

    return told


RULES: dict[str, Rule] = {
    name: _told(rule)
    for name, rule in {
        "findings": findings, "figures": figures, "so_far": so_far, "changes": changes, "progress": progress,
        "problems": problems, "questions": questions, "open_points": open_points, "comparison": districts.comparison,
    }.items()
}  # fmt: skip
