"""Reruns take turns: Python computes one at a time anyway, and one after the other each is done sooner."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

LONGEST = 0.5  # seconds; who has waited so long goes on beside the other, so that a long rerun holds nobody up
_turn = threading.Lock()
_mine = threading.local()


@contextmanager
def taken(longest: float = LONGEST) -> Iterator[bool]:
    """Hold the turn while a page is drawn; yields whether it was had, or ``longest`` seconds were waited for it.

    Twenty reruns that share the processor all end late. In turn the first ends after its own time, and only the last
    as late as before.
    """
    _mine.had = _turn.acquire(timeout=longest)
    try:
        yield _mine.had
    finally:
        give_back()


def give_back() -> None:
    """Give the turn back before the page is drawn: what follows takes long. Without a turn it does nothing."""
    if getattr(_mine, "had", False):
        _mine.had = False
        _turn.release()
