"""Lines of crontab(5): five fields read strictly, and the next moment they name in a timezone.

A time that the clocks skip comes at the first moment after the gap, one that they repeat comes once, the first time.
Only a line for every hour follows the hours as they pass: it skips those that do not exist and repeats those that do.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

# The longest that a line with a matching day can let one wait: 29 February on one weekday, across the year 2100.
_LONGEST_WAIT = timedelta(days=41 * 366)
_LONGEST_SHIFT = timedelta(hours=3)  # of the clocks, in any zone that has rules for the future
_HOUR = timedelta(hours=1)

WEEKDAYS = ("sun", "mon", "tue", "wed", "thu", "fri", "sat")
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class Field:
    """One of the five fields: what it is called, its bounds, and the names some of its numbers have."""

    name: str
    lowest: int
    highest: int
    names: Mapping[str, int]


FIELDS = (
    Field("minute", 0, 59, {}),
    Field("hour", 0, 23, {}),
    Field("day of the month", 1, 31, {}),
    Field("month", 1, 12, {name: number for number, name in enumerate(MONTHS, start=1)}),
    Field("weekday", 0, 7, {name: number for number, name in enumerate(WEEKDAYS)}),
)


@dataclass(frozen=True)
class Cron:
    """The numbers each field allows. weekdays: 0 is Sunday.

    either_day: both day fields are restricted, so a day need match only one of them (crontab(5)).
    every_hour: the hour field is a star, so hours count as they pass and not as the clock shows them.
    """

    minutes: tuple[int, ...]
    hours: tuple[int, ...]
    days: frozenset[int]
    months: frozenset[int]
    weekdays: frozenset[int]
    either_day: bool
    every_hour: bool

    def next_after(self, moment: datetime, tz: ZoneInfo) -> datetime | None:
        """The first matching moment later than `moment`, in `tz`; None if there is none for forty years."""
        local = moment.astimezone(tz).replace(tzinfo=None)
        # A time skipped by the clocks may belong to the day before, so the search begins there.
        for day in self._days_from(local.date() - timedelta(days=1)):
            instants = self._hourly(day, local, tz) if self.every_hour else self._by_the_clock(day, tz)
            following = next((instant for instant in instants if instant > moment), None)
            if following is not None:
                return following.astimezone(tz)
        return None

    def _days_from(self, first: date) -> Iterator[date]:
        for offset in range(min(_LONGEST_WAIT.days, (date.max - first).days)):
            day = first + timedelta(days=offset)
            if self._matches(day):
                yield day

    def _matches(self, day: date) -> bool:
        by_number, by_weekday = day.day in self.days, day.isoweekday() % 7 in self.weekdays
        return day.month in self.months and (by_number or by_weekday if self.either_day else by_number and by_weekday)

    def _by_the_clock(self, day: date, tz: ZoneInfo) -> Iterator[datetime]:
        """The matching moments of `day`, in UTC and in order."""
        return (_once(wall, tz) for wall in self._walls(day))

    def _hourly(self, day: date, local: datetime, tz: ZoneInfo) -> list[datetime]:
        """The matching moments of `day`, in UTC and in order: only around `local`, since each hour has one."""
        start = max(local, datetime.combine(day, time.min))
        near = (wall for wall in self._walls(day) if -_LONGEST_SHIFT <= wall - start <= _LONGEST_SHIFT + _HOUR)
        return sorted(instant for wall in near for instant in _as_they_pass(wall, tz))

    def _walls(self, day: date) -> Iterator[datetime]:
        """The matching times of `day` as a clock would show them."""
        return (datetime.combine(day, time(hour, minute)) for hour in self.hours for minute in self.minutes)


def parse_cron(line: str) -> Cron:
    """Read five fields of numbers or names with `*`, lists, ranges and steps; ValueError says which field is wrong."""
    parts = line.lower().split()
    if len(parts) != len(FIELDS):
        raise ValueError(f'a cron line has five fields, "minute hour day month weekday"; "{line}" has {len(parts)}')
    minutes, hours, days, months, weekdays = (_numbers(part, field) for part, field in zip(parts, FIELDS, strict=True))
    cron = Cron(
        minutes=tuple(sorted(minutes)),
        hours=tuple(sorted(hours)),
        days=frozenset(days),
        months=frozenset(months),
        weekdays=frozenset(number % 7 for number in weekdays),
        either_day=not (parts[2].startswith("*") or parts[4].startswith("*")),
        every_hour=parts[1] == "*",
    )
    if cron.next_after(datetime(2000, 1, 1, tzinfo=UTC), ZoneInfo("UTC")) is None:
        raise ValueError(f'"{line}" never happens: none of its months has such a day')
    return cron


def _numbers(text: str, field: Field) -> set[int]:
    return {number for part in text.split(",") for number in _range(part, field)}


def _range(text: str, field: Field) -> range:
    """One part of a list: `*`, `5`, `1-5`, `*/10`, `8-18/2`; a step needs something to step through."""
    span, slash, step = text.partition("/")
    if span == "*":
        lowest, highest = field.lowest, min(field.highest, 6) if field.name == "weekday" else field.highest
    else:
        lowest, highest = _bounds(span, field)
    if slash and (not step.isascii() or not step.isdigit() or int(step) == 0):
        raise ValueError(f'"{text}" in the {field.name} field: a step is a number from 1, as in */15')
    if slash and span != "*" and "-" not in span:
        raise ValueError(f'"{text}" in the {field.name} field: a step needs a range or a star, as in */{step}')
    return range(lowest, highest + 1, int(step) if slash else 1)


def _bounds(span: str, field: Field) -> tuple[int, int]:
    first, dash, last = span.partition("-")
    lowest = _number(first, field)
    highest = _number(last, field) if dash else lowest
    if field.name == "weekday" and dash and last in {"sun", "0"} and highest < lowest:
        highest = 7  # sat-sun: as the end of a range, Sunday is the seventh day
    if highest < lowest:
        raise ValueError(f'"{span}" in the {field.name} field runs backwards')
    return lowest, highest


def _number(text: str, field: Field) -> int:
    if text in field.names:
        return field.names[text]
    if text.isascii() and text.isdigit() and field.lowest <= int(text) <= field.highest:
        return int(text)
    names = f" or {next(iter(field.names))} … {list(field.names)[-1]}" if field.names else ""
    raise ValueError(f'"{text}" is no {field.name}: {field.lowest} to {field.highest}{names} is possible')


def _once(wall: datetime, tz: ZoneInfo) -> datetime:
    """The moment, in UTC, that the clocks show `wall` for the first time, or skip it."""
    first = wall.replace(tzinfo=tz, fold=0)
    return first.astimezone(UTC) if _exists(first) else _end_of_gap(wall, tz)


def _as_they_pass(wall: datetime, tz: ZoneInfo) -> Iterator[datetime]:
    """Every moment, in UTC, that the clocks show `wall`: none, one or two."""
    for fold in (0, 1):
        local = wall.replace(tzinfo=tz, fold=fold)
        if _exists(local):
            yield local.astimezone(UTC)


def _exists(local: datetime) -> bool:
    return local.astimezone(UTC).astimezone(local.tzinfo).replace(tzinfo=None) == local.replace(tzinfo=None)


def _end_of_gap(wall: datetime, tz: ZoneInfo) -> datetime:
    """When the clocks jumped over `wall`. PEP 495: there fold=1 counts with the offset after the jump, 0 before it."""
    before, after = (wall.replace(tzinfo=tz, fold=fold).astimezone(UTC) for fold in (1, 0))
    offset_after = after.astimezone(tz).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + (after - before) // 2
        if middle.astimezone(tz).utcoffset() == offset_after:
            after = middle
        else:
            before = middle
    return after.replace(microsecond=0)
