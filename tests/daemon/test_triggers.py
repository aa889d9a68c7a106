"""When jobs are woken, on ordinary days and on the two nights the clocks change."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from bot.daemon.triggers import ScheduleTrigger
from bot.schedule import parse_schedule

BERLIN = ZoneInfo("Europe/Berlin")

# In 2026 Berlin's clocks jump from 2:00 to 3:00 at 01:00 UTC on 29 March, and show 2:00 to 3:00 twice, from
# 00:00 to 02:00 UTC, on 25 October.
SPRING = datetime(2026, 3, 28, 12, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, 12, tzinfo=UTC)


def fires(schedule: str, after: datetime, times: int) -> list[str]:
    """When a trigger fires, one time after the other, as APScheduler asks it, in UTC."""
    trigger = ScheduleTrigger(parse_schedule(schedule), BERLIN)
    moments: list[datetime] = []
    previous, now = None, after
    for _ in range(times):
        fire_time = trigger.get_next_fire_time(previous, now)
        assert fire_time is not None
        moments.append(fire_time)
        previous = now = fire_time
    return [f"{moment:%d %H:%M}" for moment in moments]


@pytest.mark.parametrize(
    ("schedule", "after", "expected"),
    [
        ("daily at 07:00", SPRING, ["29 05:00", "30 05:00"]),
        ("daily at 07:00", AUTUMN, ["25 06:00", "26 06:00"]),
        # 2:30 does not exist that night, so it is the first moment after the gap.
        ("daily at 02:30", SPRING, ["29 01:00", "30 00:30"]),
        # 2:30 comes twice, and it is the first time that counts.
        ("daily at 02:30", AUTUMN, ["25 00:30", "26 01:30"]),
        ("hourly", datetime(2026, 10, 24, 23, 30, tzinfo=UTC), ["25 00:00", "25 01:00", "25 02:00"]),
        ("hourly", datetime(2026, 3, 29, 0, 30, tzinfo=UTC), ["29 01:00", "29 02:00"]),
    ],
)
def test_it_fires_as_the_schedule_says_also_when_the_clocks_change(
    schedule: str, after: datetime, expected: list[str]
) -> None:
    assert fires(schedule, after, len(expected)) == expected


@pytest.mark.parametrize("earlier", [datetime(2026, 10, 25, 0, 30, tzinfo=UTC), None])
def test_times_that_were_slept_through_are_not_made_up_for_one_by_one(earlier: datetime | None) -> None:
    trigger = ScheduleTrigger(parse_schedule("every 15 minutes"), BERLIN)
    woken = datetime(2026, 10, 25, 6, 40, tzinfo=UTC)
    assert trigger.get_next_fire_time(earlier, woken) == datetime(2026, 10, 25, 6, 45, tzinfo=UTC)


def test_the_repeated_hour_is_told_apart_from_the_first() -> None:
    # The clock on the wall shows 2:40 for the first time, and then 2:10 for the second: half an hour later.
    first = datetime(2026, 10, 25, 2, 40, tzinfo=BERLIN)
    second = datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=1)
    trigger = ScheduleTrigger(parse_schedule("every 15 minutes"), BERLIN)
    assert trigger.get_next_fire_time(first, second) == datetime(2026, 10, 25, 1, 15, tzinfo=UTC)


def test_what_comes_as_it_comes_is_never_woken_by_the_clock() -> None:
    assert ScheduleTrigger(parse_schedule("as they come"), BERLIN).get_next_fire_time(None, AUTUMN) is None
