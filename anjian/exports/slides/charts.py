"""Charts on slides: parted where their bars would be too thin, one scale for all parts, bars no thicker than planks."""

import math
from dataclasses import replace

from anjian.exports.document import Chart
from anjian.exports.native_chart import is_line, labelled
from anjian.exports.slides.elements import NS, xml
from anjian.exports.slides.page import LEAST, SMALL

LARGE, THICKEST_BAR = 16, 46
_AXIS, _LINE = 60, 1.6  # points below the bars; the height that programs want for a name, in its type


def parts(chart: Chart, height: float) -> list[Chart]:
    """Return the chart, or several where its bars would be too thin to carry their names."""
    count, most = len(chart.categories), _bars(chart, SMALL, height)
    if is_line(chart) or count <= most:
        return [chart]
    each = math.ceil(count / math.ceil(count / most))
    return [_part(chart, slice(n, n + each)) for n in range(0, count, each)]


def _bars(chart: Chart, size: int, height: float) -> int:
    """Return how many categories have room for their names and numbers in this type."""
    return max(int((height - _AXIS) / (size * _LINE * (len(chart.series) if labelled(chart) else 1))), 1)


def _part(chart: Chart, which: slice) -> Chart:
    series = tuple((name, values[which]) for name, values in chart.series)
    return replace(chart, categories=chart.categories[which], series=series)


def top(chart: Chart) -> float:
    """Return a round end for the axis of a chart that goes on over slides, so that all have one scale."""
    greatest = max((v for _, values in chart.series for v in values if v is not None), default=1) or 1
    step = 10 ** math.floor(math.log10(abs(greatest))) / 2
    return math.ceil(greatest / step) * step


def size_of_type(chart: Chart, height: float) -> int:
    """Return the type of a chart in points: large, where its bars leave room."""
    if is_line(chart):
        return LARGE if len(chart.categories) <= 12 else LEAST
    return next((size for size in (LARGE, LEAST) if len(chart.categories) <= _bars(chart, size, height)), SMALL)


def space_bars(root, chart: Chart, height: float) -> None:
    """Keep few bars from growing as thick as planks."""
    for gap in root.iter(f"{{{NS['c']}}}gapWidth"):
        each = height * 0.75 / len(chart.categories)
        wanted = 100 * (each / THICKEST_BAR - len(chart.series))
        gap.set("val", str(round(min(max(wanted, 60), 500))))


def end_axis(root, end: float) -> None:
    """End the axis of the values there, unless it has an end."""
    scaling = root.find(".//c:valAx/c:scaling", NS)
    if scaling.find("c:max", NS) is None:
        scaling.find("c:orientation", NS).addnext(xml(f'<c:max val="{end:g}"/>'))
