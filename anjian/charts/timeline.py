"""Things on a time line: documents with the months they cover, targets with their deadlines."""

import math
from collections.abc import Iterable
from datetime import date

from anjian.charts.base import AXIS, INK, PAGE, SOFT, TEXT, axis, broken, layout, row_height
from anjian.figures.records import Document
from anjian.figures.targets import Due
from anjian.judgements.targets import BROKEN, EXCEEDED, KEPT, MET, OVERDUE

ROW = 26
LONGEST, LINES = {True: 11, False: 22}, 2  # of a line of a label, Chinese or not; a phone has room for no longer one
FEW_YEARS = 2
MARKS = {MET: "circle", KEPT: "circle"} | dict.fromkeys((OVERDUE, EXCEEDED, BROKEN), "diamond")


def documents(line: tuple[Document, ...]) -> dict:
    """Return a row a document: a bar over the months it covers, a dot where it was published."""
    rows = range(len(line))
    covered_x = [x for d in line for x in (str(d.start), str(d.end), None)]
    covered_y = [y for r in rows for y in (r, r, None)]
    dated = [(str(d.published), r) for r, d in enumerate(line) if d.published]
    data = [
        {"type": "scatter", "mode": "lines", "x": covered_x, "y": covered_y, "hoverinfo": "skip",
         "line": {"color": SOFT, "width": 9}},
        {"type": "scatter", "mode": "markers", "cliponaxis": False,
         "x": [x for x, _ in dated], "y": [r for _, r in dated], "hoverinfo": "x",
         "marker": {"color": INK, "size": 10, "opacity": 1}},
    ]  # fmt: skip
    ends = [d.end for d in line] + [d.published for d in line if d.published]
    return {
        "data": data,
        "layout": _layout([_label(d.title) for d in line], [d.start for d in line] + ends),
    }


def targets(line: tuple[Due, ...], several: bool) -> dict:
    """Return a row a target: a stem to its deadline; ○ no figure, ● met, ◆ missed, ⊙ a figure and no result yet."""
    line = tuple(sorted(line, key=lambda t: t.due))
    first = date(min(t.due for t in line).year, 1, 1)
    rows = range(len(line))
    stems_x = [x for t in line for x in (str(first), str(t.due), None)]
    labels = [_label(t.name, t.district if several else "") for t in line]
    data = [
        {"type": "scatter", "mode": "lines", "x": stems_x, "y": [y for r in rows for y in (r, r, None)],
         "hoverinfo": "skip", "line": {"color": SOFT, "width": 1.5}},
        {"type": "scatter", "mode": "markers", "x": [str(t.due) for t in line], "y": list(rows), "cliponaxis": False,
         "hovertext": ["<br>".join(filter(None, (t.name, str(t.due), t.label))) for t in line],
         "hovertemplate": "%{hovertext}<extra></extra>",
         "customdata": [t.number for t in line],
         "marker": {"color": [INK if t.answered else PAGE for t in line], "symbol": [_mark(t) for t in line],
                    "size": [12 if _mark(t) == "diamond" else 10 for t in line], "opacity": 1,
                    "line": {"color": INK, "width": 1.5}}},
    ]  # fmt: skip
    return {"data": data, "layout": _layout(labels, [first, *(t.due for t in line)])}


def _label(name: str, district: str = "") -> str:
    """Return a name, after its district, on two lines at most, Chinese ones of even length."""
    chinese = any(c > "　" for c in name)
    name = (f"{district}　{name}" if chinese else f"{district}: {name}") if district else name
    longest = LONGEST[chinese]
    even = math.ceil(len(name) / math.ceil(len(name) / longest)) if chinese else longest
    lines = broken(name, even).split("<br>")
    if len(lines) > LINES:
        lines = [*lines[: LINES - 1], lines[LINES - 1][: longest - 1] + "…"]
    return "<br>".join(lines)


def _mark(target: Due) -> str:
    return MARKS.get(target.state, "circle-open-dot") if target.answered else "circle"


def _layout(labels: list[str], days: Iterable[date]) -> dict:
    days = list(days)
    first, last = date(min(days).year, 1, 1), date(max(days).year, 12, 31)
    return layout(
        44 + row_height(labels, ROW) * len(labels), margin={"l": 0, "r": 16, "t": 6, "b": 0, "pad": 6},
        xaxis=axis(type="date", side="top", range=[str(first), str(last)], showgrid=True, **_ticks(first, last)),
        yaxis=axis(tickvals=list(range(len(labels))), ticktext=labels, range=[len(labels) - 0.4, -0.6],
                   tickfont={"size": 12, "color": TEXT}),
        hoverlabel={"font": {"color": TEXT}, "bgcolor": PAGE, "bordercolor": AXIS},
    )  # fmt: skip


def _ticks(first: date, last: date) -> dict:
    """Return four ticks where the line is of a year or two, a quarter or half a year apart, else a tick a year."""
    count = last.year - first.year + 1
    if count <= FEW_YEARS:
        days = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13, 3 * count)]
        return {
            "tickvals": [str(d) for d in days],
            "ticktext": [f"{d.year}-{d.month:02d}" if d.month == 1 else f"{d.month:02d}" for d in days],
        }
    years = range(first.year, last.year + 1)
    return {"tickvals": [f"{y}-01-01" for y in years], "ticktext": [str(y) for y in years]}
