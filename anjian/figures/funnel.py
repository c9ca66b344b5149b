"""A funnel: each district's rate over its residents, inside or outside what chance allows around the pooled value."""

from dataclasses import dataclass

from anjian import chance, sentences, words
from anjian.chance import Funnel, Judged, Standing
from anjian.figures import standing
from anjian.figures.cited import Number, numbers
from anjian.figures.setting import Setting
from anjian.indicators import ResultRow


@dataclass(frozen=True)
class Dot:
    """One district: its residents and rate; without a standing where it has too few events for a rate."""

    name: str
    residents: float
    value: float
    label: str
    standing: Standing | None
    number: int | None


@dataclass(frozen=True)
class FunnelView:
    """A funnel and its finding. ``per`` is the number of residents of a rate, ``pooled`` the value in the middle."""

    title: str
    lede: str
    points: tuple[Dot, ...]
    funnel: Funnel
    per: int
    pooled: float
    pooled_text: str
    better: str
    notes: tuple[str, ...]
    numbers: tuple[Number, ...]


def build(judged: Judged, here: Setting) -> FunnelView | None:
    """Return the funnel of a judged class; None where it has no common benchmark or no denominator."""
    limits = chance.funnel(judged)
    if limits is None:
        return None
    spec = judged.result.spec
    dots = [_dot(s.row, s, judged, here, n) for n, s in enumerate(judged.rows)]
    few = [_dot(r, None, judged, here, None) for r in judged.few]
    return FunnelView(
        here.say("funnel_title", finding=standing.finding(judged, here)), words.say("mark", "funnel", here.lang),
        (*dots, *few), limits, spec.per, judged.common,
        here.say("pooled_line", value=standing.limit(judged.common, spec, here.lang)), judged.better,
        standing.cautions(judged, here), numbers(judged.result, here),
    )  # fmt: skip


def _dot(row: ResultRow, found: Standing | None, judged: Judged, here: Setting, n: int | None) -> Dot:
    spec = judged.result.spec
    name = here.name(row.district)
    if found is None:
        events = words.number(row.numerator, 0, "exact", here.lang)
        label = f"{name}  {events}"
    else:
        label = f"{name}  {sentences.value_text(row, spec, here.lang)}<br>{standing.code_text(found, here)}"
    return Dot(name, row.denominator, row.value if found else chance.rate(row, spec), label, found, n)
