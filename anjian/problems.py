"""What is wrong with the data, said so that it can be mended: file, line, column, found, allowed."""

from dataclasses import dataclass

STOPS, WARNS = "stops", "warns"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing wrong in one cell (line 1 is the header; line 0 means the file as a whole).

    ``rule`` is a key of the lexicon (``problem.<rule>``) or the file name of a check.
    ``found`` is what stands there, ``allowed`` what may stand there, both free of language.
    """

    file: str
    line: int
    column: str
    rule: str
    found: str
    allowed: str
    severity: str = STOPS


def stopping(problems: tuple[Problem, ...] | list[Problem]) -> list[Problem]:
    """Return the problems that stop publication."""
    return [p for p in problems if p.severity == STOPS]
