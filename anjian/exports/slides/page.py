"""A slide's page: where things stand, sizes of type, and how things are shared out over slides.

Lengths are points, of which a slide has 960 by 540.
"""

import math

EMU = 12_700
WIDTH, HEIGHT = 960, 540
LEFT, ACROSS = 48, 864
PATH_TOP, RULE, TITLE_TOP, BOTTOM, SOURCE_TOP, FOOT = 22, 48, 58, 480, 488, 526
COVER_TITLE, COVER_TITLE_HEIGHT, COVER_FIELDS = 124, 128, 280
TITLE, COVER, SMALL, LEAST = 28, 36, 12, 14
BODY, ALONE = (24, 20), (36, 28, 24, 20)
TITLE_LINES, CAPTION_LINES, SOURCE_LINES = 3, 4, 2
BULLETS = 5
INDENT, GAP, PAD_X, PAD_Y = 22, 12, 10, 4
LATIN, EAST_ASIAN = "Arial", "微软雅黑"
QUIET, HEAD_FILL = "4F5B62", "E8EDED"


def pitch(size: int) -> int:
    """Return the distance of lines in points of type of a size; it is exact, so that no font changes it."""
    return math.ceil(size * 1.38)


def paged(heights, room: float, most: int | None = None) -> list[range]:
    """Return what stands on each page: as few pages as will do, filled alike, ``most`` things on each."""
    pages = filled(heights, room, most or len(heights))
    for limit in range(math.ceil(sum(heights) / max(len(pages), 1)), math.floor(room)):
        even = filled(heights, limit, most or len(heights))
        if len(even) == len(pages):
            return even
    return pages


def filled(heights, room: float, most: int) -> list[range]:
    """Return what stands on each page where each is filled before the next; a thing too tall has one to itself."""
    pages, start, used = [], 0, 0
    for n, height in enumerate(heights):
        if n > start and (used + height > room or n - start >= most):
            pages.append(range(start, n))
            start, used = n, 0
        used += height
    return [*pages, range(start, len(heights))] if heights else []
