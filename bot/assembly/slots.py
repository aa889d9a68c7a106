"""Slots: the calendar keys of issues, by which none is composed twice."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from bot.schedule import Schedule

# To find the last time a schedule was due without walking through years of minutes.
LOOK_BACK = (timedelta(minutes=2), timedelta(hours=2), timedelta(days=2), timedelta(days=32), timedelta(days=367))


def last_due(schedule: Schedule, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The latest moment up to `now` at which a schedule was due; None if that is over a year ago, or never."""
    now = now.astimezone(UTC)
    for span in LOOK_BACK:
        due = schedule.next_after(now - span, zone)
        if due is not None and due.astimezone(UTC) <= now:
            return _last_of(schedule, due, now, zone)
    return None


def _last_of(schedule: Schedule, due: datetime, now: datetime, zone: ZoneInfo) -> datetime:
    while (later := schedule.next_after(due, zone)) is not None and later.astimezone(UTC) <= now:
        due = later
    return due


def slot_of(due: datetime, zone: ZoneInfo) -> str:
    """The key of a scheduled issue, such as "2026-11-22T07:00/Europe/Berlin", with seconds where they matter.

    In the hour that the clocks repeat, the second time bears its offset: "2026-10-25T02:30+0100/Europe/Berlin".
    """
    local = due.astimezone(zone)
    shown = "%Y-%m-%dT%H:%M" + (":%S" if local.second else "") + ("%z" if local.fold else "")
    return f"{local:{shown}}/{zone.key}"


def manual_slot(now: datetime) -> str:
    """The key of an issue that somebody asked for."""
    return f"manual/{now:%Y-%m-%dT%H:%M:%S.%fZ}"


def coming_slot(now: datetime) -> str:
    """The key of an issue of papers that are sent as they come."""
    return f"come/{now:%Y-%m-%dT%H:%M:%S.%fZ}"
