"""Two indicators against each other: a dot a district, its name beside it."""

from anjian.charts.base import FONT, INK, TEXT, axis, layout, nice_ticks, tick_texts
from anjian.figures.pairs import Pair, Pairs
from anjian.figures.setting import Setting

HEIGHT, MOST_NAMES = 380, 24


def draw(view: Pairs, here: Setting, theme: str) -> dict:
    """Return the chart; both axes start at zero, their names and units stand at their ends."""
    x_ticks, y_ticks = (nice_ticks(max((getattr(p, v) for p in view.points), default=0)) for v in ("x", "y"))
    named = len(view.points) <= MOST_NAMES
    return {
        "data": [{
            "type": "scatter", "mode": "markers+text" if named else "markers", "cliponaxis": False,
            "x": [p.x for p in view.points], "y": [p.y for p in view.points],
            "text": [p.name for p in view.points], "textposition": "middle right",
            "customdata": [p.number for p in view.points],
            "textfont": {"family": FONT, "size": 12, "color": TEXT}, "marker": {"color": INK, "size": 10, "opacity": 1},
            "hovertext": [_hover(p, view) for p in view.points],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }],
        "layout": layout(
            HEIGHT, theme, margin={"l": 0, "r": 64, "t": 26, "b": 0, "pad": 6},
            annotations=[_name(view.y_title, x=0, y=1, xanchor="left", yanchor="bottom"),
                         _name(view.x_title, x=1, y=0, xanchor="right", yanchor="bottom")],
            xaxis=_axis(x_ticks, [p.x for p in view.points], view.x_unit, here),
            yaxis=_axis(y_ticks, [p.y for p in view.points], view.y_unit, here),
        ),
    }  # fmt: skip


def _hover(p: Pair, view: Pairs) -> str:
    lines = (f"{p.name}　{p.when}", f"{view.y_title}　<b>{p.y_text}</b>", f"{view.x_title}　<b>{p.x_text}</b>")
    return "<br>".join(lines)


def _name(title: str, **place) -> dict:
    return {"text": f"<b>{title}</b>", "xref": "paper", "yref": "paper", "showarrow": False,
            "font": {"size": 12, "color": TEXT}, **place}  # fmt: skip


def _axis(ticks: list[float], values: list[float], unit: str, here: Setting) -> dict:
    return axis(tickvals=ticks, ticktext=tick_texts(ticks, unit, here.lang), showgrid=True,
                range=[0, 1.1 * max(ticks[-1], *values, 0)])  # fmt: skip
