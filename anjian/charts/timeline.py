"""Things on a time line: documents with the months they cover, targets with their deadlines."""

from collections.abc import Iterable
from datetime import date

from anjian.charts.base import AXIS, INK, PAGE, SOFT, TEXT, axis, layout
from anjian.figures.records import Document
from anjian.figures.targets import Due
from anjian.judgements.targets import BROKEN, EXCEEDED, KEPT, MET, OVERDUE

ROW, ABOVE = 38, 0.38  # pixels; how far a name stands above its line, in rows
FITTED = "fitted"  # static/chart.js cuts such texts to the width of the chart
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
        "data": [*data, _names([d.title for d in line], min(d.start for d in line))],
        "layout": _layout(len(line), [d.start for d in line] + ends),
    }


def targets(line: tuple[Due, ...], several: bool) -> dict:
    """Return a row a target: a stem to its deadline; ○ no figure, ● met, ◆ missed, ⊙ a figure and no result yet."""
    line = tuple(sorted(line, key=lambda t: t.due))
    first = date(min(t.due for t in line).year, 1, 1)
    rows = range(len(line))
    stems_x = [x for t in line for x in (str(first), str(t.due), None)]
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
    labels = [_label(t.name, t.district if several else "") for t in line]
    return {"data": [*data, _names(labels, first)], "layout": _layout(len(line), [first, *(t.due for t in line)])}


def _names(labels: list[str], first: date) -> dict:
    """Return the names of the rows: each above its line, from where the time line begins."""
    rows = range(len(labels))
    return {
        "type": "scatter", "mode": "text", "x": [f"{first.year}-01-01" for _ in rows], "y": [r - ABOVE for r in rows],
        "text": labels, "textposition": "middle right", "textfont": {"size": 12, "color": TEXT}, "hoverinfo": "skip",
        "cliponaxis": False, "meta": FITTED,
    }  # fmt: skip


def _label(name: str, district: str = "") -> str:
    """Return a name, after its district."""
    chinese = any(c > "　" for c in name)
    return f"<b>{district}{'　' if chinese else ': '}</b>{name}" if district else name


def _mark(target: Due) -> str:
    return MARKS.get(target.state, "circle-open-dot") if target.answered else "circle"


def _layout(rows: int, days: Iterable[date]) -> dict:
    days = list(days)
    first, last = date(min(days).year, 1, 1), date(max(days).year, 12, 31)
    return layout(
        44 + ROW * rows, margin={"l": 2, "r": 16, "t": 6, "b": 0, "pad": 6},
        xaxis=axis(type="date", side="top", range=[str(first), str(last)], showgrid=True,
                   ticklabelposition="outside right", **_ticks(first, last)),
        yaxis=axis(visible=False, range=[rows - 0.6, -0.9]),
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
