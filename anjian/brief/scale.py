"""In which unit a chart of a brief tells its values: the one that the text tells them in."""

from collections.abc import Iterable
from dataclasses import dataclass

from anjian import words
from anjian.brief.matter import TEN_THOUSAND, ten_thousand_decimals, told_in_ten_thousands
from anjian.indicators import ResultRow, Spec

MILLION = 1_000_000


@dataclass(frozen=True)
class Scale:
    """How a chart tells its values: divided by what, in which unit, in which number format of a file."""

    divisor: int
    unit: str
    shown: str


def scale(rows: Iterable[ResultRow], spec: Spec, lang: str) -> Scale:
    """Return how a chart tells rows: as the text does. Yuan in 万元 or million yuan; counts in 万 where all are so."""
    rows = list(rows)
    if spec.kind == "count" and spec.unit["zh"] == "元":
        divisor, name = _of_yuan(rows, lang)
        return Scale(divisor, name, _form(2, [r.value / divisor for r in rows]))
    if all(told_in_ten_thousands(r, spec, lang) for r in rows):
        decimals = max(ten_thousand_decimals(r) for r in rows)
        return Scale(TEN_THOUSAND, "万" + spec.unit[lang], _form(decimals, ()))
    decimals = 2 if spec.kind == "count" else spec.declared.decimals
    return Scale(1, spec.unit[lang], _form(decimals, [r.value for r in rows] if spec.kind == "count" else ()))


def _of_yuan(rows: list[ResultRow], lang: str) -> tuple[int, str]:
    if lang == "en" and max(abs(r.value) for r in rows) < MILLION:
        return 1, words.unit("元", lang)
    return (TEN_THOUSAND if lang == "zh" else MILLION), words.say("brief", "many_yuan", lang)


def _form(decimals: int, values: Iterable[float]) -> str:
    """Return a number format: without decimals where all of ``values`` are whole."""
    values = list(values)
    whole = bool(values) and all(float(v).is_integer() for v in values)
    return "#,##0" if whole or not decimals else "#,##0." + "0" * decimals
