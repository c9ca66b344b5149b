"""Charts on slides: parted where their bars would be too thin, one scale for all parts, bars no thicker than planks."""

import math
from dataclasses import replace

from anjian.exports.document import Chart
from anjian.exports.native_chart import is_line, labelled
from anjian.exports.slides.elements import NS, xml
from anjian.exports.slides.page import LEAST, SMALL

LARGE, THICKEST_BAR, MOST_BARS = 16, 46, 20


def parts(chart: Chart) -> list[Chart]:
    """Return the chart, or several where its bars would be too thin to carry their names."""
    count = len(chart.categories)
    if is_line(chart) or count <= MOST_BARS:
        return [chart]
    each = math.ceil(count / math.ceil(count / MOST_BARS))
    return [_part(chart, slice(n, n + each)) for n in range(0, count, each)]


def _part(chart: Chart, which: slice) -> Chart:
    series = tuple((name, values[which]) for name, values in chart.series)
    return replace(chart, categories=chart.categories[which], series=series)


def top(chart: Chart) -> float:
    """Return a round end for the axis of a chart that goes on over slides, so that all have one scale."""
    greatest = max((v for _, values in chart.series for v in values if v is not None), default=1) or 1
    step = 10 ** math.floor(math.log10(abs(greatest))) / 2
    return math.ceil(greatest / step) * step


def size_of_type(chart: Chart) -> int:
    """Return the type of a chart in points: large, where its bars leave room."""
    if is_line(chart):
        return LARGE if len(chart.categories) <= 12 else LEAST
    lines = len(chart.categories) * (len(chart.series) if labelled(chart) else 1)
    return LARGE if lines <= 12 else LEAST if lines <= 16 else SMALL


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
