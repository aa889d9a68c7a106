"""Says in words when a cron line is due, so that its writer sees whether it means what he meant."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from bot.schedule.cron import Cron

_WEEKDAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_MOST_TIMES = 6


def describe_cron(cron: Cron) -> str:
    """For example "at 07:00 on Monday to Friday", "every 15 minutes", "at 08:00 on day 1 of the month"."""
    days, times = _days(cron), _times(cron)
    if not days:
        return times if cron.every_hour else f"{times} every day"
    return f"{times} {days}"


def _times(cron: Cron) -> str:
    if cron.every_hour:
        return _minutes(cron.minutes)
    if len(cron.hours) * len(cron.minutes) <= _MOST_TIMES:
        return f"at {_and(f'{hour:02}:{minute:02}' for hour in cron.hours for minute in cron.minutes)}"
    return f"{_minutes(cron.minutes, past='hour')} {_runs(cron.hours, str)}"


def _minutes(minutes: Sequence[int], past: str = "every hour") -> str:
    of_hours = "" if past == "every hour" else f" of {past}"
    if len(minutes) == 60:
        return f"every minute{of_hours}"
    gap = 60 // len(minutes)
    if len(minutes) > 1 and tuple(range(0, 60, gap)) == minutes:
        return f"every {gap} minutes{of_hours}"
    if minutes == (0,) and not of_hours:
        return past
    return f"at minute {_and(map(str, minutes))} of {past}"


def _days(cron: Cron) -> str:
    numbers = f"on day {_runs(sorted(cron.days), str)} of the month" if len(cron.days) < 31 else ""
    # Monday first, Sunday last.
    ordered = sorted(number or 7 for number in cron.weekdays)
    names = f"on {_runs(ordered, lambda number: _WEEKDAYS[number % 7])}" if len(ordered) < 7 else ""
    months = f"in {_runs(sorted(cron.months), lambda number: _MONTHS[number - 1])}" if len(cron.months) < 12 else ""
    joined = (" and also " if cron.either_day else " if that is ").join(filter(None, (numbers, names)))
    return " ".join(filter(None, (joined.replace("if that is on", "if that is a"), months)))


def _runs(numbers: Sequence[int], name: Callable[[int], str]) -> str:
    """Name the numbers, three or more in a row as "first to last"."""
    parts: list[list[int]] = []
    for number in numbers:
        if parts and number == parts[-1][-1] + 1:
            parts[-1].append(number)
        else:
            parts.append([number])
    return _and(
        words
        for run in parts
        for words in ([f"{name(run[0])} to {name(run[-1])}"] if len(run) > 2 else [name(number) for number in run])
    )


def _and(words: Iterable[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} and {last}" if others else last
