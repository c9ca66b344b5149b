"""口径 explained where it is met: what exactly each basis counts."""

from collections.abc import Iterable

from anjian.figures.setting import Setting
from anjian.indicators import DENOMINATORS, ResultRow

AS_WORDED = "stated"


def of_rows(rows: Iterable[ResultRow]) -> tuple[str, ...]:
    """Return the bases of rows, each once, without the denominators of rates."""
    found = dict.fromkeys(basis for r in rows for _, basis in r.bases if basis not in (DENOMINATORS, AS_WORDED))
    return tuple(found)


def explained(bases: Iterable[str], here: Setting) -> list[tuple[str, str]]:
    """Return (name, meaning) of the bases that have one, in the order of bases.csv."""
    wanted = set(bases)
    return [
        (r[here.lang], r[f"meaning_{here.lang}"])
        for r in here.database.memo.once("meanings", lambda: here.database.query("meanings"))
        if r["id"] in wanted and r[f"meaning_{here.lang}"]
    ]
