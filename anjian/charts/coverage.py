"""Coverage: bars over time, a row a district, a panel a domain."""

import math
from datetime import timedelta
from itertools import accumulate

from anjian.charts.base import INK, TEXT, axis, broken, cut_short, layout, row_height
from anjian.figures.coverage import Coverage
from anjian.figures.setting import Setting

LONGEST_LINE = 14  # of a name, in characters; a longer one has a second line, and a higher row
ROW_HEIGHT = 24
MOST_YEARS = 4
YEARS_HEIGHT = 26  # given, not left to Plotly: it makes no room for years below a chart of one or two rows
SHORTEST = timedelta(days=25)  # a single day must be seen too


def draw(view: Coverage, here: Setting) -> dict:
    """Return the coverage chart: a panel a domain, a row a district, a bar a published period."""
    names = [_label(here.name(d)) for d in view.districts]
    heights = [row_height([name], ROW_HEIGHT) for name in names]
    middles = [end - height / 2 for end, height in zip(accumulate(heights), heights, strict=True)]
    at = dict(zip(view.districts, middles, strict=True))
    data, annotations, axes = [], [], {"yaxis": _rows(names, middles, sum(heights))}
    for n, (domain, title) in enumerate(view.domains):
        suffix = str(n + 1) if n else ""
        left, right = n / len(view.domains) + (0.012 if n else 0), (n + 1) / len(view.domains) - 0.012
        axes[f"xaxis{suffix}"] = _years(view.span, left, right)
        annotations.append(_heading(title, left))
        data += [_bars(view, domain, f"x{suffix}", at), _handles(view, domain, f"x{suffix}", at)]
    above = 70 if any(" and " in title for _, title in view.domains) else 40
    shape = layout(above + sum(heights) + YEARS_HEIGHT, annotations=annotations, **axes)
    return {"data": data, "layout": shape | {"margin": shape["margin"] | {"r": 24, "t": above, "b": YEARS_HEIGHT}}}


def _rows(names: list[str], middles: list[float], height: int) -> dict:
    """Return the axis of the districts, in pixels from the top."""
    return axis(
        tickvals=middles, ticktext=names, range=[height, 0], showgrid=True, tickfont={"size": 12, "color": TEXT}
    )


def _years(span: tuple[int, int], left: float, right: float) -> dict:
    """Return the axis of one panel: at most four of its years are named."""
    first, last = span
    shown = range(first, last + 1, math.ceil((last - first + 1) / MOST_YEARS))
    return axis(
        domain=[left, right], range=[f"{first}-01-01", f"{last}-12-31"], type="date", anchor="y",
        tickvals=[f"{y}-07-01" for y in shown], ticktext=[f"{y % 100:02d}" for y in shown],
    )  # fmt: skip


def _heading(title: str, left: float) -> dict:
    return {
        "text": f"<b>{_narrow(title)}</b>", "x": left, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left",
        "yanchor": "bottom", "align": "left", "showarrow": False, "font": {"size": 12, "color": TEXT},
    }  # fmt: skip


def _label(name: str) -> str:
    """Return a district's name on at most two lines."""
    first = broken(name, LONGEST_LINE).split("<br>")[0]
    rest = name[len(first) :].lstrip()
    return f"{first}<br>{cut_short(rest, LONGEST_LINE)}" if rest else first


def _narrow(title: str) -> str:
    """Return a panel title on two lines where it is long; a phone lifts every second one (see screen/style.py)."""
    return title.replace(" and ", "<br>and ")


def _bars(view: Coverage, domain: str, xaxis: str, at: dict[str, float]) -> dict:
    bars = [b for b in view.bars if b.domain == domain]
    return {
        "type": "scatter", "mode": "lines", "xaxis": xaxis, "yaxis": "y", "hoverinfo": "skip",
        "x": [x for b in bars for x in (str(b.start), str(max(b.end, b.start + SHORTEST)), None)] or [None],
        "y": [y for b in bars for y in (at[b.district], at[b.district], None)] or [None],
        "line": {"color": INK, "width": 9},
    }  # fmt: skip


def _handles(view: Coverage, domain: str, xaxis: str, at: dict[str, float]) -> dict:
    """Return unseen marks in the middle of the bars: lines cannot be clicked."""
    bars = [b for b in view.bars if b.domain == domain]
    return {
        "type": "scatter", "mode": "markers", "xaxis": xaxis, "yaxis": "y", "hoverinfo": "none",
        "x": [str(b.start + (b.end - b.start) / 2) for b in bars], "y": [at[b.district] for b in bars],
        "customdata": [b.district for b in bars], "marker": {"size": 16, "opacity": 0, "color": INK},
    }  # fmt: skip
