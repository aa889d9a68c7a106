"""The best few of many, in the memory that a few take."""

from __future__ import annotations

from collections.abc import Iterator
from heapq import heappush, heappushpop
from itertools import count
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Shortlist(Generic[T]):
    """Keeps those with the highest keys, at most `most`; of equal ones the first. Counts all it was shown."""

    def __init__(self, most: int):
        self._most = most
        self._heap: list[tuple[Any, int, T]] = []
        self._age = count(0, -1)
        self.shown = 0

    def show(self, key: Any, value: T) -> None:
        self.shown += 1
        entry = (key, next(self._age), value)
        if len(self._heap) < self._most:
            heappush(self._heap, entry)
        elif self._most:
            heappushpop(self._heap, entry)

    def __iter__(self) -> Iterator[T]:
        """The best first."""
        return (value for _, _, value in sorted(self._heap, key=lambda entry: entry[:2], reverse=True))

    @property
    def more(self) -> int:
        """How many did not get onto the list."""
        return self.shown - len(self._heap)
