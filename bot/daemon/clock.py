"""The clock on the wall, and whether somebody has set it."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

A_JUMP = timedelta(seconds=30)


def utc_now() -> datetime:
    """The clock on the wall."""
    return datetime.now(UTC)


class ClockWatch:
    """Compares the clock on the wall with one that cannot be set. A machine that slept looks like one set forward."""

    def __init__(self, wall: Callable[[], datetime], steady: Callable[[], float] = time.monotonic):
        self._wall = wall
        self._steady = steady
        self._offset = self._measure()

    def jump(self) -> timedelta | None:
        """How far the clock was set since the last time this was asked; None if it runs as it should."""
        before, self._offset = self._offset, self._measure()
        jumped = self._offset - before
        return jumped if abs(jumped) >= A_JUMP else None

    def _measure(self) -> timedelta:
        return self._wall() - datetime.fromtimestamp(self._steady(), UTC)
