"""Filter changes as readers make them: other districts, other years; each selection one that was not seen before."""

from collections.abc import Iterator
from itertools import cycle
from random import Random

DISTRICTS, YEARS = "d-zh", "y-zh"
Change = tuple[str, tuple[int, ...]]


def changes(districts: int, years: int, seed: int) -> Iterator[Change]:
    """Yield (widget key, positions of the options chosen) without end: districts and years in turn."""
    random, seen = Random(seed), set()
    chosen = {DISTRICTS: (), YEARS: ()}
    for key, known, fewest, most in cycle(((DISTRICTS, districts, 4, 20), (YEARS, years, 1, 5))):
        some = (_some(random, known, fewest, min(most, known)) for _ in range(1000))
        fresh = (choice for choice in some if frozenset((chosen | {key: choice}).items()) not in seen)
        chosen[key] = next(fresh)  # a thousand known ones in a row: too few districts and years for so many changes
        seen.add(frozenset(chosen.items()))
        yield key, chosen[key]


def _some(random: Random, known: int, fewest: int, most: int) -> tuple[int, ...]:
    """Return positions of some options."""
    return tuple(sorted(random.sample(range(known), random.randint(min(fewest, most), most))))


def toggles(years: int, seed: int) -> Iterator[int]:
    """Yield positions of years to switch on or off; the years then on are never ones seen before (a Gray code)."""
    order = Random(seed).sample(range(years), years)
    for turn in range(1, 2**years):
        yield order[(turn & -turn).bit_length() - 1]
