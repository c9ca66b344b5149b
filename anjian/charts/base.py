"""What every chart shares: colour tokens, layout, axes, ticks.

A chart is drawn in colour tokens, "#000001" … "#000010" for the theme's chart colours and "#000038" for the page's
ground; static/chart.js puts the theme's colours in their place, so that one chart serves both themes.
"""

import math

INK, BETTER, WORSE, SOFT, AXIS, GRID, TEXT, BAND, PAGE = (
    "#000001",
    "#000002",
    "#000003",
    "#000004",
    "#000006",
    "#000007",
    "#000008",
    "#000010",
    "#000038",
)
FONT = "'Source Han Sans SC','Noto Sans SC','Noto Sans CJK SC','PingFang SC','Microsoft YaHei',sans-serif"
LONGEST_UNIT = 6
LINE_HEIGHT = 15
CONFIG = {"displayModeBar": False}


def layout(height: int, **more) -> dict:
    """Return the one layout that every chart shares."""
    return {
        "height": height, "margin": {"l": 0, "r": 8, "t": 6, "b": 0, "pad": 6}, "showlegend": False,
        "dragmode": False, "hovermode": "closest", "font": {"family": FONT, "size": 12, "color": TEXT},
        "paper_bgcolor": PAGE, "plot_bgcolor": PAGE,
        "hoverlabel": {"bgcolor": PAGE, "bordercolor": GRID, "font": {"family": FONT, "size": 12, "color": TEXT}},
    } | more  # fmt: skip


def axis(**more) -> dict:
    """Return the shared look of an axis."""
    return {
        "gridcolor": GRID, "showgrid": False, "zeroline": False, "showline": False, "ticks": "", "tickangle": 0,
        "automargin": True, "fixedrange": True, "tickfont": {"size": 12, "color": AXIS},
        "ticklabeloverflow": "allow",  # a label has its room; Plotly would measure each to hide what has none
        **more,
    }  # fmt: skip


def broken(name: str, longest: int) -> str:
    """Return a long name on several lines, at spaces where it has any, so that an axis can hold it."""
    if len(name) <= longest:
        return name
    cut = name.rfind(" ", 0, longest + 1)
    cut = cut if cut > 0 else _between_words(name, longest)
    return f"{name[:cut]}<br>{broken(name[cut:].lstrip(), longest)}"


def _between_words(name: str, longest: int) -> int:
    """Return the last place that parts no number and no Latin word, at most ``longest``; that where there is none."""
    pairs = ((n, name[n - 1 : n + 1]) for n in range(longest, 0, -1))
    return next((n for n, pair in pairs if not (pair.isascii() and pair.isalnum())), longest)


def cut_short(name: str, longest: int) -> str:
    """Return a name that fits one line of an axis; the whole one stands in the table."""
    return name if len(name) <= longest else f"{name[: longest - 1]}…"


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
    gap = " " if lang == "en" and unit != "%" else ""
    return [*numbers[:-1], numbers[-1] + (gap + unit if 0 < len(unit) <= LONGEST_UNIT else "")]


def width(text: str) -> float:
    """Return about how wide a text of 12 px is."""
    return sum(12 if ord(c) > 0xFF else 6.5 for c in text)


def row_height(labels: list[str], least: int) -> int:
    """Return the height of a chart's rows: as many lines as the longest label has, and never under ``least``."""
    return max(least, 6 + LINE_HEIGHT * max((label.count("<br>") + 1 for label in labels), default=1))
