"""Stem and dot: one row a value, from 0, its number in the label."""

from anjian.charts.base import INK, SOFT, TEXT, axis, broken, layout, nice_ticks, tick_texts
from anjian.figures.comparison import Mark
from anjian.figures.setting import Setting

ROW_HEIGHT, LINE_HEIGHT = 34, 15
LONGEST_NAME = 18


def draw(marks: tuple[Mark, ...], unit: str, here: Setting, theme: str) -> dict:
    """Return a stem-and-dot chart: one row a value, from 0, its number in the label. No ranks, no verdict colours."""
    ticks = nice_ticks(max((m.value for m in marks), default=0))
    rows = list(range(len(marks)))
    stems_x = [x for m in marks for x in (0, m.value, None)]
    stems_y = [y for r in rows for y in (r, r, None)]
    labels = ["<br>".join((f"<b>{broken(m.name, LONGEST_NAME)}　{m.text}</b>", *m.under)) for m in marks]
    texts = tick_texts(ticks, unit, here.lang)
    lines = max((label.count("<br>") for label in labels), default=0)
    height = 40 + len(marks) * (ROW_HEIGHT + LINE_HEIGHT * lines)
    return {
        "data": [
            {"type": "scatter", "mode": "lines", "x": stems_x, "y": stems_y, "hoverinfo": "skip",
             "line": {"color": SOFT, "width": 2}},
            {"type": "scatter", "mode": "markers", "x": [m.value for m in marks], "y": rows, "cliponaxis": False,
             "marker": {"color": INK, "size": 11, "opacity": 1}, "customdata": rows,
             "text": labels, "hovertemplate": "%{text}<extra></extra>"},
        ],
        "layout": layout(
            height, theme, margin={"l": 0, "r": max(8, _half_width(texts[-1])), "t": 6, "b": 0, "pad": 6},
            xaxis=axis(side="top", showgrid=True, tickvals=ticks, ticktext=texts,
                       range=[0, 1.08 * max(ticks[-1], *(m.value for m in marks))]),
            yaxis=axis(tickvals=rows, ticktext=labels, range=[len(marks) - 0.4, -0.6],
                       tickfont={"size": 12, "color": TEXT}),
        ),
    }  # fmt: skip


def _half_width(text: str) -> float:
    """Return about half the width of a tick label in pixels, so that the last one is not cut off."""
    return sum(12 if ord(c) > 0xFF else 6.5 for c in text) / 2
