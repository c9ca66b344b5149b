"""What follows from one data version alone is worked out once and kept with it."""

import threading
from collections.abc import Callable, Hashable
from concurrent.futures import Future
from typing import TypeVar

T = TypeVar("T")
MOST = 100_000  # rows


class Memo:
    """Answers by question; those asked for longest ago go where there are too many rows."""

    def __init__(self, most: int = MOST):
        self._most = most
        self._kept: dict[Hashable, object] = {}
        self._awaited: dict[Hashable, Future] = {}
        self._rows = 0
        self._lock = threading.Lock()

    def __contains__(self, question: Hashable) -> bool:
        return question in self._kept

    def once(self, question: Hashable, answer: Callable[[], T]) -> T:
        """Return the answer to a question, worked out at most once while it is kept.

        Who asks what another is just working out waits for that; where the other fails, each tries for itself.
        """
        with self._lock:
            if question in self._kept:
                self._kept[question] = kept = self._kept.pop(question)
                return kept
            awaited = self._awaited.get(question)
            if awaited is None:
                self._awaited[question] = Future()
        if awaited is None:
            return self._answered(question, answer)
        if awaited.exception() is None:
            return awaited.result()
        return self.once(question, answer)

    def _answered(self, question: Hashable, answer: Callable[[], T]) -> T:
        """Work an answer out, keep it and hand it to those who wait."""
        try:
            found = answer()
        except BaseException as error:
            self._awaited.pop(question).set_exception(error)
            raise
        with self._lock:
            self._keep(question, found)
            awaited = self._awaited.pop(question)
        awaited.set_result(found)
        return found

    def _keep(self, question: Hashable, found: object) -> None:
        self._drop(question)
        self._kept[question] = found
        self._rows += _size(found)
        while self._rows > self._most and len(self._kept) > 1:
            self._drop(next(iter(self._kept)))

    def _drop(self, question: Hashable) -> None:
        if question in self._kept:
            self._rows -= _size(self._kept.pop(question))


def _size(found: object) -> int:
    return 1 + len(found) if hasattr(found, "__len__") else 1
