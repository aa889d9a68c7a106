"""Schedules as people write them: a cron line, or one of a few forms of plain language, read strictly."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.schedule.cron import WEEKDAYS, Cron, parse_cron
from bot.schedule.words import describe_cron

FORMS = (
    '"daily at 07:00", "weekdays at 07:00", "weekly on friday at 16:00", "monthly on 1 at 08:00",'
    ' "every 15 minutes" (or seconds, hours), "hourly", "as they come", or a cron line such as "0 7 * * mon-fri"'
)

_AS_THEY_COME = "as they come"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_INTERVAL = timedelta(hours=24)
_LAST_DAY_OF_EVERY_MONTH = 28


@dataclass(frozen=True)
class Schedule:
    """When something is due: by the calendar (`cron`), at a steady pace (`interval`), or as things come (neither).

    text: what was written, with spaces and case set right.
    """

    text: str
    cron: Cron | None = None
    interval: timedelta | None = None

    @property
    def is_interval(self) -> bool:
        return self.interval is not None

    @property
    def as_they_come(self) -> bool:
        return self.cron is None and self.interval is None

    def next_after(self, moment: datetime, tz: ZoneInfo) -> datetime | None:
        """The first due moment later than `moment`, in `tz`; None for "as they come".

        Intervals count from midnight UTC, so that they are due at the same moments after a restart. Moments in one
        timezone are best compared in UTC: Python compares them by the clock, which in one night a year runs backwards.
        """
        if self.cron is not None:
            return self.cron.next_after(moment, tz)
        if self.interval is not None:
            passed = (moment - _EPOCH) // self.interval
            return (_EPOCH + (passed + 1) * self.interval).astimezone(tz)
        return None

    def describe(self) -> str:
        """In words, for a cron line too."""
        return describe_cron(self.cron) if self.cron is not None else self.text


def parse_schedule(text: str) -> Schedule:
    """Read a schedule; raises ValueError with a sentence that lists the forms there are."""
    words = " ".join(text.lower().split())
    for pattern, schedule in _PLAIN.items():
        if match := re.fullmatch(pattern, words):
            return schedule(words, match)
    if _looks_like_cron(words):
        return Schedule(words, cron=parse_cron(words))
    raise ValueError(f'"{text}" is not a schedule; it can be {FORMS}')


def _looks_like_cron(words: str) -> bool:
    """Whether a mistake in it should be told as a mistake in a cron line."""
    return re.match(r"[\d*]", words) is not None and len(words.split()) > 1


def _daily(words: str, match: re.Match[str]) -> Schedule:
    return _at(words, match, "* * *")


def _on_weekdays(words: str, match: re.Match[str]) -> Schedule:
    return _at(words, match, "* * 1-5")


def _weekly(words: str, match: re.Match[str]) -> Schedule:
    return _at(words, match, f"* * {match['day'][:3]}")


def _monthly(words: str, match: re.Match[str]) -> Schedule:
    day = int(match["number"])
    if not 1 <= day <= _LAST_DAY_OF_EVERY_MONTH:
        raise ValueError(f"not every month has a day {day}; choose one from 1 to {_LAST_DAY_OF_EVERY_MONTH}")
    return _at(words, match, f"{day} * *")


def _at(words: str, match: re.Match[str], days: str) -> Schedule:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 23 or minute > 59:
        raise ValueError(f'"{match["hour"]}:{minute:02}" is no time of the day; it goes from 00:00 to 23:59')
    return Schedule(words, cron=parse_cron(f"{minute} {hour} {days}"))


def _hourly(words: str, match: re.Match[str]) -> Schedule:
    return Schedule(words, cron=parse_cron("0 * * * *"))


def _every(words: str, match: re.Match[str]) -> Schedule:
    interval = int(match["count"] or 1) * timedelta(**{f"{match['unit']}s": 1})
    if not timedelta(seconds=1) <= interval <= _LONGEST_INTERVAL:
        raise ValueError(f'"{words}": an interval lasts from 1 second to 24 hours; beyond that say "daily at 07:00"')
    return Schedule(words, interval=interval)


def _whenever(words: str, match: re.Match[str]) -> Schedule:
    return Schedule(words)


_TIME = r"at (?P<hour>\d{1,2})(?::(?P<minute>\d{2}))?"
_DAY = "|".join((*("sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"), *WEEKDAYS))

_PLAIN: Mapping[str, Callable[[str, re.Match[str]], Schedule]] = {
    f"daily {_TIME}": _daily,
    f"weekdays {_TIME}": _on_weekdays,
    f"weekly on (?P<day>{_DAY}) {_TIME}": _weekly,
    rf"monthly on (?P<number>\d{{1,2}}) {_TIME}": _monthly,
    "hourly": _hourly,
    r"every (?:(?P<count>\d{1,5}) )?(?P<unit>second|minute|hour)s?": _every,
    _AS_THEY_COME: _whenever,
}


def _in_any_case(pattern: str) -> str:
    """The same for engines that know neither named groups nor flags, such as an editor's."""
    unnamed = re.sub(r"\?P<\w+>", "?:", pattern)
    return re.sub(r"(?<!\\)[a-z]", lambda letter: f"[{letter[0].upper()}{letter[0]}]", unnamed).replace(" ", " +")


# One of the plain forms, or five fields; what stands in them is checked when they are read.
FOR_EDITORS = rf"^ *({'|'.join(map(_in_any_case, _PLAIN))}|[\d*]\S*( +\S+){{4}}) *$"
