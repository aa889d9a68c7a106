"""The clock: when to look for mail, when a digest is due, when to deliver; signals, and an orderly stop.

Whatever must last is in the store, so stopping at any moment loses nothing: APScheduler only wakes us, and a job that
fails or is missed is made up for when it is woken again.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType

import structlog
from apscheduler.jobstores.base import JobLookupError
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.assembly import Mailbox, channels_of, sole_worker
from bot.daemon.clock import ClockWatch, utc_now
from bot.daemon.configuration import Configuration, FileWatch, load_configuration
from bot.daemon.jobs import Jobs
from bot.daemon.polls import Polls
from bot.daemon.slots import Slots
from bot.daemon.triggers import ScheduleTrigger, new_scheduler
from bot.errors import ConfigError
from bot.rounds import Worker, deliver_round, digest_round, reconcile_mailbox
from bot.schedule import parse_schedule
from bot.settings import DigestSettings, Settings
from bot.store import Store

log = structlog.get_logger()

GRACE_SECONDS = 8
WATCH_SECONDS = 2
DELIVERY_SECONDS = 15
DIGEST_SECONDS = 60  # how often to look for issues that are due although nothing woke us for them
PATIENCE_SECONDS = 120  # how long a digest waits for mail that is being read before it goes on without it
SETTLED = timedelta(minutes=10)  # after the start, before what is done once a day


class Daemon:
    """Runs until told to stop. It decides nothing about papers and does no work itself: jobs are rounds."""

    def __init__(self, path: Path, store: Store, worker: Worker, configuration: Configuration, stop: threading.Event):
        self._path = path
        self._store = store
        self._worker = worker
        self._configuration = configuration
        self._stop = stop
        self._polls = Polls(worker)
        self._slots = Slots(worker)
        self._mail_read_for: dict[str, str] = {}
        self._jobs = Jobs()
        self._scheduler = new_scheduler()

    def work(self, reload: threading.Event) -> tuple[str, ...]:
        """Schedule everything, then watch files and clock until `stop` is set; the jobs that would not end then."""
        self._schedule()
        self._scheduler.start()
        self._announce()
        try:
            self._watch(reload)
        finally:
            abandoned = self._wind_up()
        return abandoned

    @property
    def _settings(self) -> Settings:
        return self._configuration.settings

    # ── what wakes when ───────────────────────────────────────────────────────────────────────────────

    def _schedule(self) -> None:
        """Everything is woken at once, and then as scheduled: what was missed meanwhile is made up for."""
        self._scheduler.remove_all_jobs()
        now, zone = datetime.now(UTC), self._settings.zone
        for mailbox in self._settings.mailboxes:
            self._add(f"poll {mailbox.name}", ScheduleTrigger(parse_schedule(mailbox.poll), zone), now, mailbox)
        schedules = [digest.schedule for digest in self._settings.digests if not digest.schedule.as_they_come]
        hours = [ScheduleTrigger(schedule, zone) for schedule in schedules]
        self._add("digests", OrTrigger([*hours, IntervalTrigger(seconds=DIGEST_SECONDS)]), now)
        self._add("deliver", IntervalTrigger(seconds=DELIVERY_SECONDS), now)
        self._add("reconcile", IntervalTrigger(days=1), now + SETTLED)
        self._add("tidy", IntervalTrigger(days=1), now + SETTLED)
