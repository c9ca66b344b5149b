"""Interval dot plot: one row a value with its limits at 95 % and 99.8 %, the benchmark dotted, findings as diamonds."""

from anjian import chance
from anjian.chance import OUTSIDE, Standing
from anjian.charts.base import (
    AXIS,
    BETTER,
    INK,
    SOFT,
    TEXT,
    WORSE,
    axis,
    broken,
    layout,
    nice_ticks,
    row_height,
    tick_texts,
)
from anjian.figures.comparison import Mark
from anjian.figures.setting import Setting

ROW_HEIGHT, LONGEST_NAME = 36, 24
TICK = 0.3  # half the height of a row's own benchmark, in rows


def draw(marks: tuple[Mark, ...], unit: str, here: Setting, *, better: str, common: tuple[float, str] | None) -> dict:
    """Return the chart of marks with limits; ``common`` is the benchmark of all with its name, if there is one."""
    rows = list(range(len(marks)))
    highest = max(max(m.value, *_reach(m.standing)) for m in marks)
    ticks = nice_ticks(highest)
    labels = ["<br>".join((f"<b>{broken(m.name, LONGEST_NAME)}　{m.text}</b>", *m.under)) for m in marks]
    height = 64 + len(marks) * row_height(labels, ROW_HEIGHT)
    dots = {
        "type": "scatter", "mode": "markers", "x": [m.value for m in marks], "y": rows, "cliponaxis": False,
        "marker": {"color": [colour(m.standing, better) for m in marks], "size": [_size(m.standing) for m in marks],
                   "symbol": [_symbol(m.standing) for m in marks], "opacity": 1},
        "customdata": rows, "text": labels, "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip
    shapes, notes = _benchmarks(marks, common)
    return {
        "data": [_limits(marks, "far", 1.5), _limits(marks, "near", 5), dots],
        "layout": layout(
            height, shapes=shapes, annotations=notes,
            margin={"l": 0, "r": 12, "t": 6, "b": 26 if notes else 0, "pad": 6},
            xaxis=axis(side="top", showgrid=True, tickvals=ticks, ticktext=tick_texts(ticks, unit, here.lang),
                       range=[-0.015 * highest, 1.06 * max(ticks[-1], highest)]),
            yaxis=axis(tickvals=rows, ticktext=labels, range=[len(marks) - 0.4, -0.6],
                       tickfont={"size": 12, "color": TEXT}),
        ),
    }  # fmt: skip


def colour(standing: Standing | None, better: str) -> str:
    """Return the colour of a value: that of better or worse only beyond 99.8 %, and only where there is a direction."""
    return {None: INK, True: BETTER, False: WORSE}[chance.is_better(standing and standing.code, better)]


def _reach(standing: Standing | None) -> tuple[float, ...]:
    ends = (standing.far.upper if standing and standing.far else 0.0, standing.benchmark if standing else None)
    return tuple(e for e in ends if e is not None)


def _symbol(standing: Standing | None) -> str:
    return "diamond" if standing and standing.code in OUTSIDE else "circle"


def _size(standing: Standing | None) -> int:
    return 13 if _symbol(standing) == "diamond" else 10


def _limits(marks: tuple[Mark, ...], which: str, width: float) -> dict:
    """Return the lines from lower to upper limit, one trace with gaps."""
    found = [(y, getattr(m.standing, which)) for y, m in enumerate(marks) if m.standing and m.standing.near]
    return {
        "type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": SOFT, "width": width},
        "x": [x for _, limits in found for x in (*limits, None)], "y": [v for y, _ in found for v in (y, y, None)],
    }  # fmt: skip


def _benchmarks(marks: tuple[Mark, ...], common: tuple[float, str] | None) -> tuple[list[dict], list[dict]]:
    """Return the benchmark as a dotted line with its name, or as a short bar on each row."""
    if common:
        line = {"type": "line", "x0": common[0], "x1": common[0], "yref": "paper", "y0": 0, "y1": 1,
                "line": {"color": AXIS, "width": 1.5, "dash": "dot"}}  # fmt: skip
        name = {"x": common[0], "y": 0, "yref": "paper", "yanchor": "top", "showarrow": False, "text": common[1],
                "font": {"size": 12, "color": AXIS}, "yshift": -4}  # fmt: skip
        return [line], [name]
    own = [(y, m.standing.benchmark) for y, m in enumerate(marks) if m.standing and m.standing.code]
    line = {"color": TEXT, "width": 2}
    return [{"type": "line", "x0": x, "x1": x, "y0": y - TICK, "y1": y + TICK, "line": line} for y, x in own], []
