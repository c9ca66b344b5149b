"""The arithmetic audit in words: what is printed, the arithmetic, the interval, what to ask the publisher."""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal

from anjian import words
from anjian.figures.cited import Key, Number
from anjian.figures.listing import Listing, Row, stacked
from anjian.figures.setting import Asked, Setting
from anjian.judgements import audit
from anjian.judgements.audit import PRINTED, QUERIES, SHRINKING, TOLD_TWICE, Part, Question

COLUMNS = ("result", "name", "measure", "months", "finding", "document")
DECIMALS = 2  # of a recomputed ratio at least
TEN_THOUSAND = 10_000
WITH_KIND = ("share", "sum", "yoy")


def build(asked: Asked, here: Setting) -> Listing:
    """Return what the audit shows of one district, or of the whole data version: questions first, then agreements."""
    found = [q for q in audit.audit(here.database) if asked.district in ("", q.district)]
    columns = tuple(_say(k, here) if k == "finding" else here.say(k) for k in COLUMNS)
    notes = () if asked.district else (_say("everywhere", here),)
    return Listing(
        title(found, here), columns, tuple(_row(q, here) for q in found), lede=_say("lede", here), notes=notes,
        stacks=True, missing=_say("missing", here), numbers=tuple(_number(q, here) for q in found), asks=False,
    )  # fmt: skip


def beside(keys: Iterable[Key], here: Setting) -> tuple[str, ...]:
    """Return the open questions about cited figures as sentences, to stand beside them."""
    return tuple(statement(q, here) for q in audit.questions_of(here.database, keys))


def title(found: Sequence[Question], here: Setting) -> str:
    """Return the finding: how many printed numbers agree, how many are to be verified, what else is to be asked."""
    printed = [q.agrees for q in found if q.kind in PRINTED]
    counts = {kind: sum(q.kind == kind and not q.agrees for q in found) for kind in (TOLD_TWICE, SHRINKING)}
    first = "title_none" if not printed else "title_agree" if all(printed) else "title"
    clauses = [_say(first, here, n=len(printed), agree=sum(printed), open=len(printed) - sum(printed))]
    clauses += [_say(f"title_{kind}", here, n=n) for kind, n in counts.items() if n]
    return words.sentence_list(clauses, here.lang)


def statement(q: Question, here: Setting) -> str:
    """Return a question or an agreement as a sentence that names district and months."""
    return _say("statement", here, subject=_subject(q, here), finding=finding(q, here))


def finding(q: Question, here: Setting) -> str:
    """Return both numbers, the arithmetic and the interval, and whether rounding explains the difference."""
    key = f"{'recomputed' if q.kind in PRINTED else q.kind}_{'agrees' if q.agrees else 'open'}"
    return _say(
        key, here, printed=_figure(q, q.printed, here), arithmetic=_cited(q, here), interval=_interval(q, here),
        longer_period=_period(q.parts[0], here), longer=_telling(q.parts[0], here),
        shorter_period=_period(q.parts[-1], here), shorter=_telling(q.parts[-1], here),
        tellings=words.enumeration((_telling(p, here) for p in q.parts), here.lang),
    )  # fmt: skip


def _cited(q: Question, here: Setting) -> str:
    """Return the arithmetic, with the documents of its parts where they are not that of the printed number."""
    titles = dict.fromkeys(_say("document", here, title=p.title) for p in q.parts if p.source != q.source)
    if not titles:
        return arithmetic(q, here)
    return _say("according_to", here, arithmetic=arithmetic(q, here), titles=words.enumeration(titles, here.lang))


def arithmetic(q: Question, here: Setting) -> str:
    """Return what the parts are put to: 22.49万/22.54万, 14+42, (6−8)/8; for the other kinds the numbers themselves."""
    told = [_bare(p.value, p, here) for p in q.parts]
    if q.kind in ("ratio", "share"):
        return "/".join(told)
    if q.kind == "yoy":
        return f"({told[0]}−{told[1]})/{told[1]}" if q.unit in ("%", "‰") else "−".join(told)
    return "+".join(told) if q.kind == "sum" else words.enumeration(told, here.lang)


def label(q: Question, here: Setting) -> str:
    """Return what is printed: the measures it is made of."""
    return "/".join(dict.fromkeys(here.names.of("measure", p.measure, here.lang) for p in q.parts))


def _say(key: str, here: Setting, **slots: object) -> str:
    return words.say("audit", key, here.lang, **slots)


def _subject(q: Question, here: Setting) -> str:
    what = label(q, here)
    if q.kind in WITH_KIND:
        what = _say("of_kind", here, what=what, kind=_say(q.kind, here))
    return _say("subject", here, name=here.name(q.district), period=_period(q, here), what=what)


def _row(q: Question, here: Setting) -> Row:
    result = _say("agrees" if q.agrees else "open", here)
    source = stacked(q.title, words.quoted(q.as_written) if q.as_written else "")
    return (
        result if q.agrees else f"**{result}**", here.name(q.district),
        stacked(label(q, here), _say(q.kind, here)), _period(q, here), finding(q, here), source,
    )  # fmt: skip


def _number(q: Question, here: Setting) -> Number:
    caveats = () if q.agrees else (_say("open", here),)
    printed = _figure(q, q.printed, here)
    return Number(_say("statement", here, subject=_subject(q, here), finding=printed), caveats, q.keys, QUERIES[q.kind])


def _period(told: Question | Part, here: Setting) -> str:
    return words.period(told.period_start, told.period_end, here.lang)


def _telling(p: Part, here: Setting) -> str:
    return _say("telling", here, value=_told(p, here), title=p.title)


def _told(p: Part, here: Setting) -> str:
    return _with_unit(_bare(p.value, p, here), p.unit, here.lang)


def _interval(q: Question, here: Setting) -> str:
    """Return what the parts allow; one number where they allow one, a bound where one side is open."""
    low, high = (None if v is None else _figure(q, v, here) for v in (q.lower, q.upper))
    if low == high:
        return low or _say("unbounded", here)
    key = "at_most" if low is None else "at_least" if high is None else "between"
    return _say(key, here, low=low, high=high)


def _figure(q: Question, value: float, here: Setting) -> str:
    """Return the printed number, or a recomputed one in the same form: with its unit, a change with its sign."""
    exact = value == q.printed
    text = _bare(value, q, here) if exact else _recomputed(value, q, here)
    sign = "+" if q.kind == "yoy" and value > 0 else ""
    return sign + _with_unit(text, q.unit, here.lang)


def _recomputed(value: float, q: Question, here: Setting) -> str:
    if abs(value - round(value)) < 1e-9:
        return _bare(float(round(value)), q, here, half_unit=None)
    return words.number(value, max(DECIMALS, _decimals(q.printed, q.half_unit)), "exact", here.lang)


def _bare(value: float | None, told: Question | Part, here: Setting, **rounded: float | None) -> str:
    """Return a number without its unit, with the digits that its source prints: 22.49万, 99.60; yuan as 310.375万元."""
    half_unit = rounded.get("half_unit", told.half_unit)
    if value is not None and here.lang == "zh" and told.unit == "元":
        return words.amount(value, told.unit, told.qualifier, here.lang)
    if value is None or here.lang == "en" or value < TEN_THOUSAND or (half_unit or 0) < 50:
        return words.number(value, 0 if value is None else _decimals(value, half_unit), told.qualifier, here.lang)
    decimals = _decimals(value / TEN_THOUSAND, half_unit / TEN_THOUSAND)
    return words.number(value, decimals, told.qualifier, here.lang, scale=TEN_THOUSAND) + "万"


def _with_unit(text: str, unit: str, lang: str) -> str:
    if unit in ("%", "‰"):
        return text + unit
    if unit == "元":
        return text if lang == "zh" else f"{text} yuan"
    return text + unit if lang == "zh" else text


def _decimals(value: float, half_unit: float | None) -> int:
    """Return how many decimals a source prints: those of its half unit, else those the value needs."""
    if half_unit:
        return max(0, -math.floor(math.log10(2 * half_unit) + 1e-9))
    return max(0, -Decimal(repr(float(value))).normalize().as_tuple().exponent)
