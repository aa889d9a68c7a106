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
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import FrameType
from typing import NoReturn

import structlog
from apscheduler.jobstores.base import JobLookupError
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.combining import OrTrigger
from apscheduler.triggers.date import DateTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.assembly import Mailbox, channels_of, sole_worker
from bot.daemon.clock import ClockWatch, utc_now
from bot.daemon.configuration import Configuration, FileWatch, load_configuration
from bot.daemon.jobs import Jobs
from bot.daemon.polls import Polls
from bot.daemon.slots import Slots
from bot.daemon.triggers import ScheduleTrigger, new_scheduler
from bot.errors import ConfigError
from bot.parsing import Parsers
from bot.rounds import Worker, deliver_round, digest_round, reconcile_mailbox, retry_round
from bot.schedule import parse_schedule
from bot.settings import DigestSettings, Settings
from bot.store import Store

log = structlog.get_logger()

GRACE_SECONDS = 7
WATCH_SECONDS = 2
DELIVERY_SECONDS = 15
DIGEST_SECONDS = 60  # how often to look for issues that are due although nothing woke us for them
PATIENCE_SECONDS = 120  # how long a digest waits for mail that is being read before it goes on without it
FIRST_DAILY = timedelta(minutes=10)  # after the start, comes what is done once a day


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
        self._add("retry", DateTrigger(now), now, self._retry)
        for mailbox in self._settings.mailboxes:
            times = ScheduleTrigger(parse_schedule(mailbox.poll), zone)
            self._add(f"poll {mailbox.name}", times, now, self._poll, mailbox)
        schedules = [digest.schedule for digest in self._settings.digests if not digest.schedule.as_they_come]
        hours = [ScheduleTrigger(schedule, zone) for schedule in schedules]
        self._add("digests", OrTrigger([*hours, IntervalTrigger(seconds=DIGEST_SECONDS)]), now, self._digests)
        self._add("deliver", IntervalTrigger(seconds=DELIVERY_SECONDS), now, self._deliver)
        self._add("reconcile", IntervalTrigger(days=1), now + FIRST_DAILY, self._reconcile)
        self._add("tidy", IntervalTrigger(days=1), now + FIRST_DAILY, self._tidy)

    def _add(
        self, name: str, trigger: BaseTrigger, first: datetime, job: Callable[..., None], *arguments: object
    ) -> None:
        self._scheduler.add_job(
            self._jobs.run, trigger, args=(name, job, *arguments), id=name, name=name, next_run_time=first
        )

    def _wake(self, name: str) -> None:
        """Let a job run now. If it is at work, this is in vain, and it is woken by its own time."""
        with suppress(JobLookupError):
            self._scheduler.modify_job(name, next_run_time=datetime.now(UTC))

    # ── jobs ──────────────────────────────────────────────────────────────────────────────────────────

    def _poll(self, mailbox: Mailbox) -> None:
        if self._polls.poll(mailbox).mentions:
            self._wake("digests")

    def _digests(self) -> None:
        """Compose what is due; papers that are sent as they come do not wait for more of them."""
        configuration = self._configuration
        due = {digest: slot for digest in configuration.settings.digests if (slot := self._slot(configuration, digest))}
        by_the_clock = {digest: slot for digest, slot in due.items() if not digest.schedule.as_they_come}
        self._compose_each(configuration, [digest for digest in due if digest.schedule.as_they_come])
        self._read_mail_first({digest.name: slot for digest, slot in by_the_clock.items()})
        self._compose_each(configuration, by_the_clock)

    def _compose_each(self, configuration: Configuration, digests: Collection[DigestSettings]) -> None:
        """One after the other: each may hold thousands of papers in memory."""
        for digest in digests:
            self._jobs.run(f"digest {digest.name}", self._compose, configuration, digest)
        if digests:
            self._wake("deliver")

    def _slot(self, configuration: Configuration, digest: DigestSettings) -> str | None:
        return self._slots.due(digest, configuration.rules_of(digest).rules, configuration.settings.zone)

    def _read_mail_first(self, due: dict[str, str]) -> None:
        """What came before the hour is to be in the issue; once for each slot, and not for ever if a server hangs."""
        if due.items() <= self._mail_read_for.items():
            return
        self._mail_read_for |= due
        names, since = [mailbox.name for mailbox in self._settings.mailboxes], time.monotonic()
        for name in names:
            self._wake(f"poll {name}")
        self._polls.wait(names, since, PATIENCE_SECONDS)

    def _compose(self, configuration: Configuration, digest: DigestSettings) -> None:
        # Asked again: reading mail may have taken a while.
        slot = self._slot(configuration, digest)
        if slot is not None:
            rules = configuration.rules_of(digest)
            digest_round(configuration.settings, digest, slot, self._worker, rules, configuration.templates)

    def _deliver(self) -> None:
        if self._store.due_deliveries(self._worker.clock()):
            deliver_round(channels_of(self._settings), self._worker)

    def _retry(self) -> None:
        """What another version could not read; there is nothing to do at most starts, and at no later time."""
        if retry_round(self._worker).papers:
            self._wake("digests")

    def _reconcile(self) -> None:
        for mailbox in self._settings.mailboxes:
            self._polls.poll(mailbox, reconcile_mailbox, patience=PATIENCE_SECONDS)
        self._wake("digests")

    def _tidy(self) -> None:
        keep = self._settings.keep.mail
        if keep is not None:
            dropped = self._store.forget_raw_mail(self._worker.clock() - keep)
            log.info("tidy", mails_dropped=dropped)

    # ── changes and the end ───────────────────────────────────────────────────────────────────────────

    def _watch(self, reload: threading.Event) -> None:
        files, clock = FileWatch(), ClockWatch(self._worker.clock)
        while not self._stop.wait(WATCH_SECONDS):
            if files.has_news(self._configuration) or reload.is_set():
                reload.clear()
                self._reconfigure()
            if jump := clock.jump():
                # APScheduler would sleep until the old time has come again.
                log.warning("clock", jumped=str(jump), outcome="everything is scheduled anew")
                self._schedule()

    def _reconfigure(self) -> None:
        """Take changed files over, all or none."""
        try:
            changed = load_configuration(self._path)
        except ConfigError as error:
            log.error("settings", outcome="the old ones stay in force", error=str(error))
            self._configuration = self._configuration.acknowledged()
            return
        if changed.settings.database != self._settings.database:
            log.warning("settings", outcome="another database takes effect at the next start")
        self._configuration = changed
        self._polls.wake()
        self._schedule()
        log.info("settings", outcome="taken over")

    def _announce(self) -> None:
        settings, now = self._settings, self._worker.clock()
        for digest in settings.digests:
            due = digest.schedule.next_after(now, settings.zone)
            log.info("start", digest=digest.name, next_issue=due.isoformat() if due else digest.schedule.text)
        log.info("start", mailboxes=len(settings.mailboxes), database=_without_password(settings.database))

    def _wind_up(self) -> tuple[str, ...]:
        """Start nothing new, and let what runs come to its next checkpoint; the jobs that have not."""
        log.info("stop", running=", ".join(self._jobs.close()) or "nothing")
        self._scheduler.shutdown(wait=False)
        return self._jobs.wait(GRACE_SECONDS)


def run(path: Path, clock: Callable[[], datetime] = utc_now) -> None:
    """Work by the settings at `path` until SIGTERM or SIGINT; raises BotError if it cannot start."""
    configuration = load_configuration(path)
    stop, reload = threading.Event(), threading.Event()
    with _signals(stop, reload), Parsers() as parsers:
        owner = Worker.new_owner()
        with sole_worker(configuration.settings, owner, clock) as store:
            worker = Worker(store, clock, owner, stop.is_set, parsers.read)
            abandoned = Daemon(path, store, worker, configuration, stop).work(reload)
            if abandoned:
                _leave(abandoned)


def _leave(abandoned: Sequence[str]) -> NoReturn:
    """End although jobs are stuck in a server that does not answer. Checkpoints are transactions: nothing is lost."""
    log.warning("stop", abandoned=", ".join(abandoned))
    sys.stderr.flush()
    os._exit(0)


@contextmanager
def _signals(stop: threading.Event, reload: threading.Event) -> Iterator[None]:
    """SIGTERM and SIGINT stop, SIGHUP reads the files again; as before afterwards."""

    def setter(event: threading.Event) -> Callable[[int, FrameType | None], None]:
        return lambda _number, _frame: event.set()

    wanted = {signal.SIGTERM: stop, signal.SIGINT: stop, signal.SIGHUP: reload}
    before = {number: signal.signal(number, setter(event)) for number, event in wanted.items()}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _without_password(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
