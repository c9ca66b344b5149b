"""Figures → Plotly figures as plain dicts, one function per form. Colours are theme tokens, not colours.

The browser replaces "#000001" … "#000010" by the theme's chart colours and "#000038" by the page's ground,
so that one figure serves both themes (see docs/decisions.md).
"""

import math
from datetime import date

from anjian.figures import Coverage, Mark, Setting

INK, SOFT, AXIS, GRID, TEXT, PAGE = "#000001", "#000004", "#000006", "#000007", "#000008", "#000038"
FONT = "'Source Han Sans SC','Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
ROW_HEIGHT, LINE_HEIGHT = 34, 15
LONGEST_UNIT = 6
CONFIG = {"displayModeBar": False, "responsive": True}


def layout(height: int, theme: str, **more) -> dict:
    """Return the one layout that every chart shares. ``theme`` makes a switch of themes redraw it."""
    return {
        "height": height, "margin": {"l": 0, "r": 8, "t": 6, "b": 0, "pad": 6}, "showlegend": False,
        "dragmode": False, "hovermode": "closest", "font": {"family": FONT, "size": 12, "color": TEXT},
        "paper_bgcolor": PAGE, "plot_bgcolor": PAGE, "meta": theme,
    } | more  # fmt: skip


def axis(**more) -> dict:
    """Return the shared look of an axis."""
    return {
        "gridcolor": GRID, "showgrid": False, "zeroline": False, "showline": False, "ticks": "", "tickangle": 0,
        "automargin": True, "fixedrange": True, "tickfont": {"size": 12, "color": AXIS}, **more,
    }  # fmt: skip


def nice_ticks(highest: float, count: int = 4) -> list[float]:
    """Return ticks from 0 to the last not over ``highest``, at steps of 1, 2 or 5 times a power of ten."""
    if highest <= 0:
        return [0.0, 1.0]
    raw = highest / count
    power = 10 ** math.floor(math.log10(raw))
    step = next(m * power for m in (1, 2, 5, 10) if m * power >= raw)
    steps = max(1, math.floor(highest / step + 1e-9))
    return [step * n for n in range(steps + 1)]


def tick_texts(ticks: list[float], unit: str, lang: str) -> list[str]:
    """Return tick labels, a short unit on the last one: 0, 1万, 2万元. A long one stands in the text above."""
    wan = lang == "zh" and ticks[-1] >= 20_000
    numbers = [f"{t / 10_000:g}万" if wan and t else f"{t:,.10g}" for t in ticks]
    return [*numbers[:-1], numbers[-1] + (unit if len(unit) <= LONGEST_UNIT else "")]


def stem(marks: tuple[Mark, ...], unit: str, here: Setting, theme: str) -> dict:
    """Return a stem-and-dot chart: one row a value, from 0, its number in the label. No ranks, no verdict colours."""
    ticks = nice_ticks(max((m.value for m in marks), default=0))
    rows = list(range(len(marks)))
    stems_x = [x for m in marks for x in (0, m.value, None)]
    stems_y = [y for r in rows for y in (r, r, None)]
    labels = ["<br>".join((f"<b>{m.name}　{m.text}</b>", *m.under)) for m in marks]
    texts = tick_texts(ticks, unit, here.lang)
    height = 40 + len(marks) * (ROW_HEIGHT + LINE_HEIGHT * max((len(m.under) for m in marks), default=0))
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


def coverage(view: Coverage, here: Setting, theme: str) -> dict:
    """Return the coverage chart: a panel a domain, a row a district, a bar a published period."""
    panels, rows = len(view.domains), len(view.districts)
    first, last = _span(view)
    data, annotations, axes = [], [], {}
    for n, (domain, title) in enumerate(view.domains):
        left, right = n / panels + (0.012 if n else 0), (n + 1) / panels - 0.012
        suffix = "" if n == 0 else str(n + 1)
        years = list(range(first.year, last.year + 1))
        shown = years[:: max(1, math.ceil(len(years) / 4))]
        axes[f"xaxis{suffix}"] = axis(
            domain=[left, right], range=[str(first), str(last)], type="date", anchor="y",
            tickvals=[f"{y}-07-01" for y in shown], ticktext=[f"{y % 100:02d}" for y in shown],
        )  # fmt: skip
        annotations.append({
            "text": f"<b>{_narrow(title)}</b>", "x": left, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left",
            "yanchor": "bottom", "align": "left", "showarrow": False, "font": {"size": 12, "color": TEXT},
        })  # fmt: skip
        data.append(_bars(view, domain, f"x{suffix}"))
    axes["yaxis"] = axis(
        tickvals=list(range(rows)), ticktext=[here.name(d) for d in view.districts], range=[rows - 0.4, -0.6],
        showgrid=True, tickfont={"size": 12, "color": TEXT},
    )  # fmt: skip
    shape = layout(44 + 24 * rows, theme, annotations=annotations, **axes)
    return {
        "data": data,
        "layout": {
            **shape,
            "margin": {**shape["margin"], "t": 40 if any(" and " in t for _, t in view.domains) else 26},
        },
    }


def _narrow(title: str) -> str:
    """Return a panel title on two lines where it is long, for a phone."""
    return title.replace(" and ", "<br>and ")


def _bars(view: Coverage, domain: str, xaxis: str) -> dict:
    rows = {d: n for n, d in enumerate(view.districts)}
    bars = [b for b in view.bars if b.domain == domain]
    return {
        "type": "scatter", "mode": "lines", "xaxis": xaxis, "yaxis": "y", "hoverinfo": "skip",
        "x": [x for b in bars for x in (str(b.start), str(b.end), None)] or [None],
        "y": [y for b in bars for y in (rows[b.district], rows[b.district], None)] or [None],
        "line": {"color": INK, "width": 9},
    }  # fmt: skip


def _span(view: Coverage) -> tuple[date, date]:
    starts, ends = [b.start for b in view.bars], [b.end for b in view.bars]
    return date(min(starts, default=date(2020, 1, 1)).year, 1, 1), date(
        max(ends, default=date(2020, 12, 31)).year, 12, 31
    )
