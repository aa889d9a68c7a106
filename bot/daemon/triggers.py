"""What wakes the jobs: APScheduler, by our own schedules."""

from __future__ import annotations

import logging
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger

from bot.schedule import Schedule

# A job of each kind runs once at a time; there is a thread for each, so that no job waits for one that hangs.
MOST_THREADS = 500


class ScheduleTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Wakes by one of our schedules: APScheduler reads cron lines differently and repeats an hour in autumn."""

    def __init__(self, schedule: Schedule, zone: ZoneInfo):
        self.schedule = schedule
        self.zone = zone

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """The first due moment after both, in UTC: in one zone they would be compared by the clock on the wall."""
        moments = [moment.astimezone(UTC) for moment in (previous, now) if moment is not None]
        due = self.schedule.next_after(max(moments), self.zone)
        return due.astimezone(UTC) if due is not None else None


def new_scheduler() -> BackgroundScheduler:
    """One job at a time of each kind; a late one still runs, however late, and once for all times it missed."""
    # At WARNING it complains of every poll that comes while the one before is still reading.
    logging.getLogger("apscheduler").setLevel(logging.ERROR)
    return BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(MOST_THREADS)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        timezone=UTC,
    )
