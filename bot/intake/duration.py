"""Lengths of time as a person writes them: "14 days", "30d", "6 hours"."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Annotated

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

_WRITTEN = re.compile(r"(\d{1,9})\s*([a-z]+)")
_UNITS = {
    **dict.fromkeys(("m", "min", "minute", "minutes"), timedelta(minutes=1)),
    **dict.fromkeys(("h", "hour", "hours"), timedelta(hours=1)),
    **dict.fromkeys(("d", "day", "days"), timedelta(days=1)),
    **dict.fromkeys(("w", "week", "weeks"), timedelta(weeks=1)),
    **dict.fromkeys(("month", "months"), timedelta(days=30)),
    **dict.fromkeys(("y", "year", "years"), timedelta(days=365)),
}
_LONGEST = timedelta(days=365 * 100)


def parse_duration(written: object) -> timedelta:
    """`written` as a length of time; a month counts 30 days, a year 365. ValueError says what was expected."""
    if isinstance(written, timedelta):
        return written
    match = _WRITTEN.fullmatch(str(written).strip().lower())
    if match is None or match[2] not in _UNITS:
        raise ValueError(f'expected a length of time such as "14 days", "6 hours" or "30d", not {written!r}')
    return _bounded(int(match[1]), _UNITS[match[2]])


def _bounded(count: int, unit: timedelta) -> timedelta:
    if count > _LONGEST / unit:
        raise ValueError("expected a length of time of at most 100 years")
    return count * unit


def _words(duration: timedelta) -> str:
    return f"{duration.days} days" if duration.seconds == 0 else f"{duration // timedelta(minutes=1)} minutes"


Duration = Annotated[
    timedelta,
    BeforeValidator(parse_duration),
    PlainSerializer(_words, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\s*\d{1,9}\s*[A-Za-z]+\s*$", "examples": ["14 days", "6 hours"]}),
]
