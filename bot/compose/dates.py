"""Dates and numbers in the words of the digest; English whatever the locale of the process is."""

from __future__ import annotations

from datetime import date, datetime

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def long_date(day: date) -> str:
    """Tuesday 6 May 2025."""
    return f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date(day: date) -> str:
    """Tue 6 May."""
    return f"{_DAYS[day.weekday()][:3]} {day.day} {_MONTHS[day.month - 1][:3]}"


def moment(when: datetime) -> str:
    """Wed 7 May, 07:00."""
    return f"{short_date(when)}, {when:%H:%M}"


def published(text: str) -> str:
    """ "2025-05-06" as 6 May 2025, "2025-05" as May 2025; anything else as it came."""
    year, _, month_day = text.partition("-")
    month, _, day = month_day.partition("-")
    if not (month.isdecimal() and 1 <= int(month) <= 12):
        return year if not month_day else text
    name = f"{_MONTHS[int(month) - 1]} {year}"
    return f"{int(day)} {name}" if day.isdecimal() else name


def number(value: float) -> str:
    """12, 2.5, 12,000: without digits that say nothing."""
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}".rstrip("0")


def count(amount: int, noun: str, plural: str = "") -> str:
    """1 paper, 2 papers, 0 papers."""
    return f"{number(amount)} {noun if amount == 1 else plural or noun + 's'}"
