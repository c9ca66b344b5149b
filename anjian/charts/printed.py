"""Draws a chart of a document as the file will have it: horizontal bars or a line, with its numbers."""

import re

from anjian.charts import base
from anjian.exports.document import Chart

BAR, LINE_HEIGHT, LONGEST_NAME = 26, 260, 14
ROOM = 1.16  # of the longest bar, so that its number stands beside it
DECIMALS = re.compile(r"[#,0]*(?:\.(0+))?")
COLOURS = (base.INK, base.SOFT, base.WORSE, base.BETTER)


def draw(chart: Chart) -> dict:
    """Return the chart; its numbers have the decimals of the document's own format."""
    several = len(chart.series) > 1
    rows = len(chart.categories) * len(chart.series)
    height = LINE_HEIGHT if chart.kind == "line" else 50 + BAR * rows
    traces = [_trace(chart, n) for n in range(len(chart.series))]
    layout = base.layout(
        height + 30 * several, showlegend=several, bargap=0.45, legend={"orientation": "h", "y": -0.15},
        xaxis=_x_axis(chart), yaxis=_y_axis(chart),
    )  # fmt: skip
    return {"data": traces, "layout": layout}


def _x_axis(chart: Chart) -> dict:
    """Return the axis across: of bars as long as leaves room for the number beside the longest."""
    if chart.kind == "line":
        return base.axis()
    values = [v for _, column in chart.series for v in column if v is not None]
    return base.axis(visible=False, range=[min(0, *values), max(values, default=1) * ROOM or 1])


def _y_axis(chart: Chart) -> dict:
    if chart.kind == "line":
        return base.axis(showgrid=True, rangemode="tozero")
    return base.axis(autorange="reversed")


def _trace(chart: Chart, n: int) -> dict:
    name, values = chart.series[n]
    colour = COLOURS[n % len(COLOURS)]
    form = f":,.{len(DECIMALS.match(chart.shown)[1] or '')}f"
    if chart.kind == "line":
        return {
            "type": "scatter", "mode": "lines+markers+text", "x": list(chart.categories), "y": list(values),
            "texttemplate": f"%{{y{form}}}", "textposition": "top center", "name": name,
            "line": {"color": colour, "width": 2},
            "cliponaxis": False, "hoverinfo": "skip",
        }  # fmt: skip
    names = [base.broken(c, LONGEST_NAME) for c in chart.categories]
    return {
        "type": "bar", "orientation": "h", "x": list(values), "y": names, "textposition": "outside",
        "texttemplate": f"%{{x{form}}}",
        "name": name, "marker": {"color": colour}, "cliponaxis": False, "hoverinfo": "skip",
    }  # fmt: skip
