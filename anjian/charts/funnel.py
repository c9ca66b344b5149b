"""Funnel: rates over residents, the grey band of 95 % and the dotted limits of 99.8 % around the pooled value."""

from anjian.chance import OUTSIDE, Funnel
from anjian.charts.base import AXIS, BAND, FONT, INK, SOFT, TEXT, axis, layout, nice_ticks, tick_texts
from anjian.charts.interval import colour
from anjian.figures.funnel import FunnelView
from anjian.figures.setting import Setting

HEIGHT, ALL_NAMED = 380, 12
WAN = 10_000


def draw(view: FunnelView, here: Setting) -> dict:
    """Return the chart: steps are not smoothed; every district is named up to 12, then those outside only."""
    limits, x = view.funnel, [float(e) * view.per / WAN for e in view.funnel.exposure]
    highest = max(*(p.value for p in view.points), *limits.near.upper, view.pooled * 2)
    ticks = nice_ticks(min(highest, 6 * view.pooled + max(p.value for p in view.points)))
    across = nice_ticks(x[-1])
    top = 1.08 * max(ticks[-1], *(p.value for p in view.points))
    pooled = {"x": [x[0], x[-1]], "y": [view.pooled] * 2, "line": {"color": AXIS, "width": 1.5, "dash": "dot"}}
    return {
        "data": [
            *_band(limits, x),
            {"type": "scatter", "mode": "lines", "hoverinfo": "skip", **pooled},
            _points(view),
        ],
        "layout": layout(
            HEIGHT, margin={"l": 4, "r": 64, "t": 10, "b": 34, "pad": 4},
            annotations=[{"x": x[-1], "y": view.pooled, "xanchor": "left", "showarrow": False, "xshift": 4,
                          "text": view.pooled_text, "font": {"size": 12, "color": AXIS, "family": FONT}}],
            xaxis=axis(title={"text": here.say("funnel_axis"), "font": {"size": 12, "color": AXIS}},
                       tickvals=across, ticktext=tick_texts(across, "", here.lang), range=[0.9 * x[0], 1.02 * x[-1]]),
            yaxis=axis(showgrid=True, tickvals=ticks, ticktext=tick_texts(ticks, "", here.lang), range=[0, top]),
        ),
    }  # fmt: skip


def _band(limits: Funnel, x: list[float]) -> list[dict]:
    """Return the band between the 95 % limits and the dotted limits of 99.8 %, as steps."""
    common = {"type": "scatter", "mode": "lines", "hoverinfo": "skip", "x": x}
    near, far = limits.near, limits.far
    dotted = {"color": SOFT, "width": 1.5, "dash": "2px,3px", "shape": "hv"}
    none = {"width": 0, "shape": "hv"}
    return [
        {**common, "y": list(map(float, near.lower)), "line": none},
        {**common, "y": list(map(float, near.upper)), "line": none, "fill": "tonexty", "fillcolor": BAND},
        {**common, "y": list(map(float, far.lower)), "line": dotted},
        {**common, "y": list(map(float, far.upper)), "line": dotted},
    ]


def _side(value: float, pooled: float) -> str:
    """Return on which side of its dot a name stands: away from the line in the middle."""
    return "bottom" if value < pooled else "top"


def _points(view: FunnelView) -> dict:
    shown = len(view.points) <= ALL_NAMED
    outside = [p.standing is not None and p.standing.code in OUTSIDE for p in view.points]
    return {
        "type": "scatter", "mode": "markers+text", "cliponaxis": False,
        "x": [p.residents / WAN for p in view.points], "y": [p.value for p in view.points],
        "text": [p.name if p.standing and (shown or o) else "" for p, o in zip(view.points, outside, strict=True)],
        "textposition": [f"{_side(p.value, view.pooled)} center" for p in view.points],
        "textfont": {"size": 12, "color": TEXT},
        "hovertext": [p.label for p in view.points], "hovertemplate": "%{hovertext}<extra></extra>",
        "customdata": [p.number for p in view.points],
        "marker": {"size": [13 if o else 9 for o in outside],
                   "symbol": ["diamond" if o else "circle" if p.standing else "circle-open"
                              for p, o in zip(view.points, outside, strict=True)],
                   "color": [colour(p.standing, view.better) if p.standing else INK for p in view.points],
                   "opacity": 1},
    }  # fmt: skip
