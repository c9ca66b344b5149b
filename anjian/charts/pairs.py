"""Two indicators against each other: a dot a district, its name where it covers no other."""

from anjian import words
from anjian.charts.base import FONT, INK, TEXT, axis, layout, nice_ticks, tick_texts, width
from anjian.figures.pairs import Pair, Pairs
from anjian.figures.setting import Setting

HEIGHT, MOST_NAMES = 380, 24
PLANES = (250, 320), (1000, 320)  # on a phone, on a desk, in pixels
LINE, DOT = 15, 12  # of a name, of a dot with its gap
RIGHT = 64  # margin for names
PLACES = {
    "middle right": (1, 0), "middle left": (-1, 0), "top center": (0, 1), "bottom center": (0, -1),
    "top right": (1, 1), "bottom right": (1, -1), "top left": (-1, 1), "bottom left": (-1, -1),
}  # fmt: skip


def draw(view: Pairs, here: Setting) -> dict:
    """Return the chart; both axes start at zero, their names and units stand at their ends."""
    x_ticks, y_ticks = (nice_ticks(max((getattr(p, v) for p in view.points), default=0)) for v in ("x", "y"))
    x_axis = _axis(x_ticks, [p.x for p in view.points], view.x_unit, here)
    y_axis = _axis(y_ticks, [p.y for p in view.points], view.y_unit, here)
    ends = x_axis["range"][1], y_axis["range"][1]
    return {
        "data": [{
            "type": "scatter", "cliponaxis": False, **_named(view, here, ends),
            "x": [p.x for p in view.points], "y": [p.y for p in view.points],
            "customdata": [p.number for p in view.points],
            "textfont": {"family": FONT, "size": 12, "color": TEXT}, "marker": {"color": INK, "size": 10, "opacity": 1},
            "hovertext": [_hover(p, view) for p in view.points],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }],
        "layout": layout(
            HEIGHT, margin={"l": 0, "r": RIGHT, "t": 26, "b": 0, "pad": 6},
            annotations=[_name(view.y_title, x=0, y=1, xanchor="left", yanchor="bottom"),
                         _name(view.x_title, x=1, y=0, xanchor="right", yanchor="bottom")],
            xaxis=x_axis, yaxis=y_axis,
        ),
    }  # fmt: skip


def _named(view: Pairs, here: Setting, ends: tuple[float, float]) -> dict:
    """Return the names of the dots and their places; none where there are too many to read."""
    if len(view.points) > MOST_NAMES:
        return {"mode": "markers"}
    names = _names(view, here)
    return {"mode": "markers+text", "text": names, "textposition": _places(view, names, *ends)}


def _names(view: Pairs, here: Setting) -> list[str]:
    """Return a name a dot; of dots in one place the first has the names of all."""
    together: dict[tuple[float, float], list[str]] = {}
    for p in view.points:
        together.setdefault((p.x, p.y), []).append(p.name)
    return [words.enumeration(together.pop((p.x, p.y), ()), here.lang) for p in view.points]


def _places(view: Pairs, names: list[str], x_end: float, y_end: float) -> list[str]:
    """Return the side of each dot on which its name covers least of the others, on a phone and on a desk together.

    A name that is clear of its neighbours on one may lie upon them on the other.
    """
    planes = [_Plane([(p.x / x_end * w, p.y / y_end * h) for p in view.points], w) for w, h in PLANES]
    found = []
    for n, name in enumerate(names):
        costs = {place: sum(plane.cost(n, name, side) for plane in planes) for place, side in PLACES.items()}
        found.append(min(costs, key=costs.get))
        for plane in planes:
            plane.take(n, name, PLACES[found[-1]])
    return found


class _Plane:
    """The dots of a chart of one width, and the places that dots and names have taken."""

    def __init__(self, dots: list[tuple[float, float]], across: float) -> None:
        self.dots, self.across = dots, across
        self.taken = [(x - DOT / 2, y - DOT / 2, x + DOT / 2, y + DOT / 2) for x, y in dots]

    def cost(self, n: int, name: str, side: tuple[int, int]) -> float:
        """Return how much a name on that side would cover, and how far it would leave the plane."""
        box = _box(*self.dots[n], name, *side)
        return sum(_common(box, other) for other in self.taken) + _outside(box, self.across)

    def take(self, n: int, name: str, side: tuple[int, int]) -> None:
        """Put a name there."""
        if name:
            self.taken.append(_box(*self.dots[n], name, *side))


def _box(x: float, y: float, name: str, right: int, up: int) -> tuple[float, float, float, float]:
    across, high = width(name), LINE
    left = x - across / 2 + right * (across + DOT) / 2
    foot = y - high / 2 + up * (high + DOT) / 2
    return left, foot, left + across, foot + high


def _common(one: tuple, other: tuple) -> float:
    across, high = (min(one[n + 2], other[n + 2]) - max(one[n], other[n]) for n in (0, 1))
    return max(0, across) * max(0, high)


def _outside(box: tuple, across: float) -> float:
    """Return how much of a name hangs over the left or the lower edge, or over the margin at the right."""
    return LINE * (4 * max(0, -box[0]) + 4 * max(0, box[2] - across - RIGHT)) + (box[2] - box[0]) * max(0, -box[1])


def _hover(p: Pair, view: Pairs) -> str:
    lines = (f"{p.name}　{p.when}", f"{view.y_title}　<b>{p.y_text}</b>", f"{view.x_title}　<b>{p.x_text}</b>")
    return "<br>".join(lines)


def _name(title: str, **place) -> dict:
    return {"text": f"<b>{title}</b>", "xref": "paper", "yref": "paper", "showarrow": False,
            "font": {"size": 12, "color": TEXT}, **place}  # fmt: skip


def _axis(ticks: list[float], values: list[float], unit: str, here: Setting) -> dict:
    return axis(tickvals=ticks, ticktext=tick_texts(ticks, unit, here.lang), showgrid=True,
                range=[0, 1.1 * max(ticks[-1], *values, 0)])  # fmt: skip
