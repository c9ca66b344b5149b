"""One panel of a trend: cumulative years climb from zero, months are joined where alike, ratios span their months."""

from datetime import date, timedelta

from anjian.charts import base
from anjian.charts.base import AXIS, BAND, FONT, INK, PAGE, SOFT, TEXT, axis, layout, nice_ticks
from anjian.figures.setting import Setting
from anjian.figures.trend import (
    CUMULATIVE,
    EARLIER,
    LAST,
    MONTHLY,
    OTHER,
    OTHER_LAST,
    RETOLD,
    SPAN,
    Panel,
    Point,
    Trend,
)

SMALL, LARGE = 168, 300
BARE = ""


def draw(panel: Panel, view: Trend, here: Setting, height: int = SMALL) -> dict:
    """Return one district's panel; all panels of a trend share their scales."""
    highest = max((p.value for one in view.panels for p in one.points), default=1) or 1
    ticks = nice_ticks(highest, 3)
    texts, years = base.tick_texts(ticks, BARE, here.lang), [_tick(y, months, view) for y, months in panel.ticks]
    shapes = [_break(b) for b in panel.breaks]
    return {
        "data": [*_climbs(panel, view.style), *_marks(panel, view.style)],
        "layout": layout(
            height, margin=_margin(texts, years), shapes=shapes, annotations=_gaps(panel, here),
            xaxis=axis(
                automargin=False, type="date", range=_span(view), tickvals=[f"{y}-07-01" for y, _ in panel.ticks],
                ticktext=years, tickfont={"size": 11, "color": AXIS},
            ),
            yaxis=axis(
                automargin=False, range=[0, 1.16 * max(highest, ticks[-1])], tickvals=ticks, ticktext=texts,
                showgrid=True,
            ),
        ),
    }  # fmt: skip


def _margin(texts: list[str], years: list[str]) -> dict:
    """Return room for the labels of both axes: Plotly would measure it by drawing the panel twice."""
    lines = max((label.count("<br>") + 1 for label in years), default=1)
    return {"l": round(max(map(base.width, texts))) + 10, "r": 16, "t": 18, "b": 8 + base.LINE_HEIGHT * lines, "pad": 4}


def _span(view: Trend) -> list[str]:
    return [f"{view.years[0]}-01-01", f"{view.years[-1]}-12-31"]


def _tick(year: int, months: str, view: Trend) -> str:
    label = f"{year}" if len(view.years) <= 4 else f"{year % 100:02d}"
    return f"{label}<br>{months}" if view.style == CUMULATIVE else label


def _climbs(panel: Panel, style: str) -> list[dict]:
    """Return the lines: a climb from zero to each year's last figure, lines between months, or the months spanned."""
    lines = {CUMULATIVE: _cumulated, MONTHLY: _monthly, SPAN: _spanned}
    return lines[style](panel) if style in lines else []


def _monthly(panel: Panel) -> list[dict]:
    """Return the months as one trace, points on a line: neighbours joined, a gap before each that is not."""
    real = [p for p in panel.points if p.role not in (RETOLD, OTHER, OTHER_LAST)]
    parted = [one for p in real for one in ((p,) if p.joined else (None, p))]
    line = {"color": SOFT, "width": 1.5}
    return [{**_points(parted, panel, MONTHLY), "mode": "lines+markers", "marker": _dot(MONTHLY), "line": line}]


def _spanned(panel: Panel) -> list[dict]:
    spans = [p for p in panel.points if p.role != RETOLD]
    return [
        {
            "type": "scatter", "mode": "lines", "hoverinfo": "skip", "line": {"color": SOFT, "width": 1.5},
            "x": [day for p in spans for day in (str(p.start), str(p.end), None)],
            "y": [value for p in spans for value in (p.value, p.value, None)],
        }
    ]  # fmt: skip


def _cumulated(panel: Panel) -> list[dict]:
    """Return the climbs and the ground under them: two traces for any number of years, since each trace costs."""
    climbs = [p for p in panel.points if p.role in (LAST, OTHER_LAST)]
    filled = [p for p in climbs if p.role == LAST]
    ground = {
        "type": "scatter", "mode": "none", "fill": "tozeroy", "fillcolor": BAND, "hoverinfo": "skip",
        "x": [str(day) for p in filled for day in (p.start, p.end, p.end)],
        "y": [value for p in filled for value in (0, p.value, 0)],
    }  # fmt: skip
    lines = {
        "type": "scatter", "mode": "lines", "line": {"color": SOFT, "width": 1.2}, "hoverinfo": "skip",
        "x": [day for p in climbs for day in (str(p.start), str(p.end), None)],
        "y": [value for p in climbs for value in (0, p.value, None)],
    }  # fmt: skip
    return [ground, lines]


def _x(p: Point, style: str) -> date:
    """Return where a point stands: at the end of its months, a month's own in its middle."""
    return p.start + timedelta(days=14) if style == MONTHLY and (p.end - p.start).days < 32 else p.end


def _marks(panel: Panel, style: str) -> list[dict]:
    """Return the points by role: a trace each, the plain months but for the last are on their line already."""
    looks = {
        LAST: {"color": INK, "size": 10, "opacity": 1},
        OTHER_LAST: {"color": PAGE, "size": 9, "opacity": 1, "line": {"color": INK, "width": 1.6}},
        OTHER: {"color": PAGE, "size": 7, "opacity": 1, "line": {"color": INK, "width": 1.4}},
        RETOLD: {"color": INK, "size": 8, "opacity": 1, "symbol": "x-thin", "line": {"color": INK, "width": 1.6}},
    }
    drawn = (EARLIER,) if style == MONTHLY else ()
    roles = (role for role in dict.fromkeys(p.role for p in panel.points) if role not in drawn)
    return [
        _trace([p for p in panel.points if p.role == role], role, looks.get(role, _dot(style)), panel, style)
        for role in roles
    ]


def _dot(style: str) -> dict:
    return {"color": INK, "size": 4 if style == MONTHLY else 5, "opacity": 1}


def _trace(points: list[Point], role: str, marker: dict, panel: Panel, style: str) -> dict:
    labelled = {"mode": "markers+text", "text": [f"<b>{p.text}</b>" for p in points], "textposition": "top center",
                "textfont": {"family": FONT, "size": 12, "color": TEXT}}  # fmt: skip
    looks = {"mode": "markers", "marker": marker, **(labelled if role in (LAST, OTHER_LAST) else {})}
    return _points(points, panel, style) | looks


def _points(points: list[Point | None], panel: Panel, style: str) -> dict:
    """Return where points stand and what they say when met; None is a gap in a line."""
    return {
        "type": "scatter", "cliponaxis": False,
        "x": [p and str(_x(p, style)) for p in points], "y": [p and p.value for p in points],
        "customdata": [p and p.number for p in points],
        "hovertext": [p and f"{panel.name} {p.start}—{p.end}<br><b>{p.text}</b>" for p in points],
        "hovertemplate": "%{hovertext}<extra></extra>",
    }  # fmt: skip


def _gaps(panel: Panel, here: Setting) -> list[dict]:
    """Return 无 above the axis in years in which nothing was published."""
    there = {p.end.year for p in panel.points}
    return [
        {"x": f"{y}-07-01", "y": 0, "yanchor": "bottom", "text": here.say("gap"), "showarrow": False,
         "font": {"size": 11, "color": AXIS}}
        for y, _ in panel.ticks if y not in there
    ]  # fmt: skip


def _break(starts: date) -> dict:
    return {
        "type": "line", "x0": str(starts), "x1": str(starts), "y0": 0, "y1": 1, "yref": "paper",
        "line": {"color": AXIS, "width": 1, "dash": "dot"},
    }  # fmt: skip
