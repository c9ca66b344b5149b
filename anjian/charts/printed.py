"""Draws a chart of a document as the file will have it: horizontal bars or a line, with its numbers."""

import re

from anjian.charts import base
from anjian.exports.document import Chart

BAR, LINE_CHART, LONGEST_NAME = 26, 260, 14
DECIMALS = re.compile(r"[#,0]*(?:\.(0+))?")
COLOURS = (base.INK, base.SOFT, base.WORSE, base.BETTER)


def draw(chart: Chart) -> dict:
    """Return the chart; its numbers have the decimals of the document's own format."""
    several = len(chart.series) > 1
    height = LINE_CHART if chart.kind == "line" else 50 + _row(chart) * len(chart.categories)
    traces = [_trace(chart, n) for n in range(len(chart.series))]
    layout = base.layout(
        height + 30 * several, showlegend=several, bargap=0.45, legend={"orientation": "h", "y": -0.15},
        xaxis=_x_axis(chart), yaxis=_y_axis(chart), margin={"l": 0, "r": _room(chart), "t": 6, "b": 0, "pad": 6},
    )  # fmt: skip
    return {"data": traces, "layout": layout}


def _names(chart: Chart) -> list[str]:
    return [base.broken(c, LONGEST_NAME) for c in chart.categories]


def _row(chart: Chart) -> int:
    """Return the height of a category: room for its bars, and for every line of its name."""
    return max(BAR * len(chart.series), base.row_height(_names(chart), BAR))


def _decimals(chart: Chart) -> int:
    return len(DECIMALS.match(chart.shown)[1] or "")


def _numbers(chart: Chart) -> list[float]:
    return [v for _, column in chart.series for v in column if v is not None]


def _room(chart: Chart) -> int:
    """Return the margin on the right: beside bars as wide as the widest number, on a screen of any width."""
    if chart.kind == "line":
        return 8
    return 12 + round(max((base.width(f"{v:,.{_decimals(chart)}f}") for v in _numbers(chart)), default=0))


def _x_axis(chart: Chart) -> dict:
    if chart.kind == "line":
        return base.axis()
    values = _numbers(chart)
    return base.axis(visible=False, range=[min(0, *values), max(values, default=1) or 1])


def _y_axis(chart: Chart) -> dict:
    if chart.kind == "line":
        return base.axis(showgrid=True, rangemode="tozero")
    return base.axis(autorange="reversed")


def _trace(chart: Chart, n: int) -> dict:
    name, values = chart.series[n]
    colour = COLOURS[n % len(COLOURS)]
    form = f":,.{_decimals(chart)}f"
    if chart.kind == "line":
        return {
            "type": "scatter", "mode": "lines+markers+text", "x": list(chart.categories), "y": list(values),
            "texttemplate": f"%{{y{form}}}", "textposition": "top center", "name": name,
            "line": {"color": colour, "width": 2},
            "cliponaxis": False, "hoverinfo": "skip",
        }  # fmt: skip
    return {
        "type": "bar", "orientation": "h", "x": list(values), "y": _names(chart), "textposition": "outside",
        "texttemplate": f"%{{x{form}}}",
        "name": name, "marker": {"color": colour}, "cliponaxis": False, "hoverinfo": "skip",
    }  # fmt: skip
