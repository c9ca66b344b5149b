"""The 核对单 as paper holds it: what rows repeat is told once, and rows of one file stand together.

A number of thirteen districts cites thirteen phrases; told again in each row, they fill a page a number.
"""

from collections.abc import Iterable

from anjian.exports.document import Check
from anjian.exports.labels import EN, check_rows, label

NOTE, SENTENCE, SOURCE, HEADING, PHRASE, ROW = 0, 2, 3, 4, 5, 6

Row = tuple[str, ...]


def rows(checks: Iterable[Check], lang: str) -> list[Row]:
    """Return the rows of the 核对单 for a page: 同上 and 同序号n where something is told again."""
    told = [(*r[:ROW], together(r[ROW], lang), *r[ROW + 1 :]) for r in check_rows(checks)]
    return _dittoed(_led_back(told, lang), label("as_above", lang))


def together(cited: str, lang: str) -> str:
    """Return cited rows of the data, those of one file together: accidents.csv:121、134."""
    parts, comma = ("; ", ", ") if lang == EN else ("；", "、")
    files: dict[str, list[str]] = {}
    for one in cited.split(parts):
        file, _, line = one.rpartition(":")
        files.setdefault(file, []).append(line)
    return parts.join(f"{file}:{comma.join(lines)}" if file else comma.join(lines) for file, lines in files.items())


def _led_back(told: list[Row], lang: str) -> list[Row]:
    """Return the rows, those that cite again what several phrases told under their number led back to it."""
    several, first = "; " if lang == EN else "；", {}
    found = []
    for row in told:
        again = first.get(row[NOTE]) == row[SOURCE : ROW + 1] and several in row[PHRASE]
        first.setdefault(row[NOTE], row[SOURCE : ROW + 1])
        found.append(_short(row, lang) if again else row)
    return found


def _short(row: Row, lang: str) -> Row:
    mark = label("as_number", lang).format(n=row[NOTE])
    return tuple(mark if SOURCE <= c <= ROW and cell else cell for c, cell in enumerate(row))


def _dittoed(told: list[Row], mark: str) -> list[Row]:
    """Return the rows with sentence, source and heading told once, then 同上."""
    once = (SENTENCE, SOURCE, HEADING)
    return [
        tuple(mark if above and c in once and cell and cell == above[c] else cell for c, cell in enumerate(row))
        for above, row in zip([None, *told], told, strict=False)
    ]
