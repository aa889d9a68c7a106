"""Somebody sets the clock, or the machine has slept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from bot.daemon.clock import ClockWatch


@dataclass
class Clocks:
    """One on the wall and one that cannot be set."""

    wall: datetime = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
    steady: float = 1000.0

    def pass_time(self, seconds: float) -> None:
        self.wall += timedelta(seconds=seconds)
        self.steady += seconds


@pytest.fixture
def clocks() -> Clocks:
    return Clocks()


@pytest.fixture
def watch(clocks: Clocks) -> ClockWatch:
    return ClockWatch(lambda: clocks.wall, lambda: clocks.steady)


def test_time_that_passes_is_no_jump(clocks: Clocks, watch: ClockWatch) -> None:
    clocks.pass_time(3600)
    assert watch.jump() is None


@pytest.mark.parametrize("set_by", [timedelta(hours=-6), timedelta(hours=8)])
def test_a_clock_that_is_set_is_noticed_once(clocks: Clocks, watch: ClockWatch, set_by: timedelta) -> None:
    clocks.wall += set_by
    clocks.pass_time(2)
    assert watch.jump() == set_by
    assert watch.jump() is None


def test_the_clock_may_be_put_right_by_a_little_now_and_then(clocks: Clocks, watch: ClockWatch) -> None:
    clocks.wall += timedelta(seconds=20)
    assert watch.jump() is None
    clocks.wall += timedelta(seconds=20)
    assert watch.jump() is None
