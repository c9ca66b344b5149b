"""Rules that word Results. They know how a sentence is made, not where its numbers come from."""

from collections.abc import Iterable

from anjian import words
from anjian.comparability import COMPARABLE, NOT_COMPARABLE, Reason
from anjian.indicators import FEWEST_EVENTS_FOR_A_RATE, Beside, Result, ResultRow, Spec

FEW = 3


def value_text(row: ResultRow, spec: Spec, lang: str) -> str:
    """Return a row's value with its unit, rounded once, its qualifier kept (≥400条, 41,047元/起)."""
    if spec.kind == "count":
        return words.amount(row.value, spec.unit["zh"], row.qualifier, lang)
    return in_unit(words.number(row.value, spec.declared.decimals, row.qualifier, lang), spec, lang)


def in_unit(number: str, spec: Spec, lang: str) -> str:
    """Return a ratio's or rate's number with its unit: 41,047元/起; bare where the English title says the unit."""
    unit = spec.unit[lang]
    if words.says_unit(spec.title[lang], unit, lang):
        return number
    return number + ("" if lang == "zh" or unit == "%" else " ") + unit


def number_text(row: ResultRow, spec: Spec, lang: str) -> str:
    """Return a row's value for a chart whose axis carries the unit (≥4.34, 41,047); amounts of yuan keep theirs."""
    if spec.kind == "count" and spec.unit["zh"] == "元":
        return value_text(row, spec, lang)
    whole = spec.kind == "count" and float(row.value).is_integer()
    decimals = 0 if whole else 2 if spec.kind == "count" else spec.declared.decimals
    return words.number(row.value, decimals, row.qualifier, lang)


def reasons_text(reasons: Iterable[Reason], names: words.Names, lang: str, section: str = "reason") -> str:
    """Return reasons as one clause."""
    return words.sentence_list((words.reason(r.code, r.params, lang, names, section) for r in reasons), lang)


def short_reasons(reasons: Iterable[Reason], names: words.Names, lang: str) -> str:
    """Return reasons without their details, for a headline or a lede."""
    texts = (words.reason(r.code, r.params, lang, names) for r in reasons)
    return words.enumeration((t.split("（")[0].split(" (")[0] for t in texts), lang)


def basis_text(row: ResultRow, names: words.Names, lang: str) -> str:
    """Return what was counted: one basis, or that of the numerator ÷ that of the denominator."""
    parts = [names.of("basis", b, lang) if b != "denominators" else names.of("measure", m, lang) for m, b in row.bases]
    if len(row.bases) > 1 and row.bases[0][1] != row.bases[1][1] and row.bases[1][1] in ("stated", "hazards"):
        parts[1] = names.of("measure", row.bases[1][0], lang)
    return divided(parts, lang)


def divided(parts: Iterable[str], lang: str) -> str:
    """Return the names of what is divided by what: 罚款÷立案, Fines ÷ cases filed; one name where both are one."""
    first, *others = dict.fromkeys(parts)
    return ("÷" if lang == "zh" else " ÷ ").join((first, *(words.inside(p, lang) for p in others)))


def period_text(row: ResultRow, lang: str) -> str:
    """Return the months of a row."""
    return words.period(*row.period, lang)


def title(result: Result, names: words.Names, lang: str) -> str:
    """Return the finding of a comparison as its title: subject, months, numbers. It ranks only what may be ranked."""
    rows = result.by_value(result.drawn)
    if not rows:
        return _none(result, names, lang)
    if len(rows) == 1:
        return _one(rows[0], result, names, lang)
    if result.ranked and rows[0].value > rows[1].value and result.period:
        return _highest(rows, result, names, lang)
    return _range(result, rows, names, lang)


def _highest(rows: tuple[ResultRow, ...], result: Result, names: words.Names, lang: str) -> str:
    """Return who has most of what is counted, or is highest in what is divided."""
    return words.say(
        "sentence", "most" if result.spec.kind == "count" else "highest", lang, n=len(rows),
        period=words.period(*result.period, lang), title=result.spec.title[lang],
        name=_name(rows[0], names, lang), value=value_text(rows[0], result.spec, lang),
    )  # fmt: skip


def _none(result: Result, names: words.Names, lang: str) -> str:
    """Return that there is no figure, or that what was published is too few for a rate."""
    if not result.too_few:
        return words.say("sentence", "none", lang, title=result.spec.title[lang])
    few = words.some(list(dict.fromkeys(_name(r, names, lang) for r in result.too_few)), lang)
    return words.say(
        "sentence", "too_few", lang, title=result.spec.title[lang], names=few, fewest=FEWEST_EVENTS_FOR_A_RATE
    )


def _one(row: ResultRow, result: Result, names: words.Names, lang: str) -> str:
    return words.say(
        "sentence", "one", lang, name=_name(row, names, lang), period=period_text(row, lang),
        title=result.spec.title[lang], value=value_text(row, result.spec, lang),
    )  # fmt: skip


def _range(result: Result, rows: tuple[ResultRow, ...], names: words.Names, lang: str) -> str:
    if len(rows) <= FEW:
        values = words.enumeration(
            (f"{_name(r, names, lang)}{_gap(lang)}{value_text(r, result.spec, lang)}" for r in rows), lang
        )
        key, period = "side_by_side", ""
        if result.period:
            key, period = "side_by_side_same", words.period(*result.period, lang)
        return words.say("sentence", key, lang, title=result.spec.title[lang], values=values, period=period)
    slots = {
        "title": result.spec.title[lang], "n": len(rows),
        "low": value_text(rows[-1], result.spec, lang), "high": value_text(rows[0], result.spec, lang),
    }  # fmt: skip
    if result.period and slots["low"] == slots["high"]:
        return words.say("sentence", "all_equal", lang, period=words.period(*result.period, lang), **slots)
    if result.period:
        return words.say("sentence", "range_same", lang, period=words.period(*result.period, lang), **slots)
    return words.say("sentence", "range", lang, **slots)


def _gap(lang: str) -> str:
    return "" if lang == "zh" else " "


def _name(row: ResultRow | Beside, names: words.Names, lang: str) -> str:
    return names.of("district", row.district, lang)


def statement(result: Result, names: words.Names, lang: str, with_title: bool = True) -> str:
    """Return one or two sentences for the overview: the finding, then what may be done with it and why."""
    clauses = [title(result, names, lang)] if with_title else []
    drawn = result.judgement.drawn
    if drawn and len(drawn.members) > 1 and drawn.verdict.verdict != COMPARABLE:
        why = short_reasons(drawn.verdict.reasons, names, lang)
        clauses.append(words.say("sentence", "care", lang, reasons=why))
    if result.judgement.verdict.verdict == NOT_COMPARABLE and len(result.judgement.classes) > 1:
        clauses.append(words.say("sentence", "beside", lang, n=len({r.district for r, _ in result.against_drawn()})))
    uncomputed = next((b for b in result.beside if b.reasons[0].code == "no_shared_series"), None)
    if uncomputed:
        why = reasons_text(uncomputed.reasons, names, lang)
        name = _name(uncomputed, names, lang)
        clauses.append(words.say("sentence", "absent", lang, name=name, title=result.spec.title[lang], reason=why))
    return sentences_of(clauses, lang)


def sentences_of(clauses: Iterable[str], lang: str) -> str:
    """Return clauses as sentences, each with its full stop and, in English, a capital."""
    stop = "。" if lang == "zh" else ". "
    return "".join(f"{c[:1].upper()}{c[1:]}{stop}" for c in clauses).strip()
