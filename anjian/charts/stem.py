"""Stem and dot: one row a value, from 0, its number in the label."""

from anjian.charts.base import INK, SOFT, TEXT, axis, broken, layout, nice_ticks, row_height, tick_texts, width
from anjian.figures.comparison import Mark
from anjian.figures.setting import Setting

ROW_HEIGHT, LONGEST_NAME = 34, 18


def draw(marks: tuple[Mark, ...], unit: str, here: Setting) -> dict:
    """Return a stem-and-dot chart: one row a value, from 0, its number in the label. No ranks, no verdict colours."""
    ticks = nice_ticks(max((m.value for m in marks), default=0))
    rows = list(range(len(marks)))
    stems_x = [x for m in marks for x in (0, m.value, None)]
    stems_y = [y for r in rows for y in (r, r, None)]
    labels = ["<br>".join((f"<b>{broken(m.name, LONGEST_NAME)}　{m.text}</b>", *m.under)) for m in marks]
    texts = tick_texts(ticks, unit, here.lang)
    height = 40 + len(marks) * row_height(labels, ROW_HEIGHT)
    return {
        "data": [
            {"type": "scatter", "mode": "lines", "x": stems_x, "y": stems_y, "hoverinfo": "skip",
             "line": {"color": SOFT, "width": 2}},
            {"type": "scatter", "mode": "markers", "x": [m.value for m in marks], "y": rows, "cliponaxis": False,
             "marker": {"color": INK, "size": 11, "opacity": 1}, "customdata": rows,
             "text": labels, "hovertemplate": "%{text}<extra></extra>"},
        ],
        "layout": layout(
            height, margin={"l": 0, "r": max(8, width(texts[-1]) / 2), "t": 6, "b": 0, "pad": 6},
            xaxis=axis(side="top", showgrid=True, tickvals=ticks, ticktext=texts,
                       range=[0, 1.08 * max(ticks[-1], *(m.value for m in marks))]),
            yaxis=axis(tickvals=rows, ticktext=labels, range=[len(marks) - 0.4, -0.6],
                       tickfont={"size": 12, "color": TEXT}),
        ),
    }  # fmt: skip
