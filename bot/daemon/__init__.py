"""The clock: when to look for mail, when a digest is due, when to deliver; signals, and an orderly stop.

Whatever must last is in the store, so stopping at any moment loses nothing: APScheduler only wakes us.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import FrameType
from zoneinfo import ZoneInfo

import structlog
from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.base import BaseTrigger
from apscheduler.triggers.interval import IntervalTrigger

from bot.assembly import Mailbox, channels_of, last_due, manual_slot, slot_of, sole_worker
from bot.daemon.configuration import Configuration, load_configuration
from bot.daemon.polls import Polls
from bot.errors import BotError, ConfigError
from bot.rounds import Worker, deliver_round, digest_round, is_held
from bot.schedule import Schedule, parse_schedule
from bot.settings import DigestSettings, Settings
from bot.store import Store

log = structlog.get_logger()

GRACE_SECONDS = 8
WATCH_SECONDS = 5
DELIVERY_SECONDS = 15
PATIENCE_SECONDS = 120  # how long a digest waits for a poll under way before it goes on without it


class ScheduleTrigger(BaseTrigger):  # type: ignore[misc]  # APScheduler has no types
    """Wakes by our own schedules: APScheduler reads cron lines differently and repeats an hour in autumn."""

    def __init__(self, schedule: Schedule, zone: ZoneInfo):
        self.schedule = schedule
        self.zone = zone

    def get_next_fire_time(self, previous: datetime | None, now: datetime) -> datetime | None:
        """The first due moment after both."""
        # Two moments of one zone would be compared by what the clock shows, which repeats in autumn.
        moments = [moment.astimezone(UTC) for moment in (previous, now) if moment is not None]
        return self.schedule.next_after(max(moments), self.zone)


def utc_now() -> datetime:
    """The clock on the wall."""
    return datetime.now(UTC)


class Daemon:
    """Runs until told to stop. It decides nothing about papers and does no work itself: jobs are rounds."""

    def __init__(self, path: Path, store: Store, worker: Worker, configuration: Configuration, stop: threading.Event):
        self._path = path
        self._store = store
        self._worker = worker
        self._configuration = configuration
        self._stop = stop
        self._polls = Polls(worker)
        self._outbox = threading.Lock()
        self._composing = threading.Lock()
        self._running: set[str] = set()
        self._scheduler = _scheduler()

    def work(self, reload: threading.Event) -> None:
        """Schedule everything, then watch the files until `stop` is set."""
        self._schedule()
        self._scheduler.start()
        self._announce()
        while not self._stop.wait(WATCH_SECONDS):
            if reload.is_set() or self._configuration.is_stale():
                reload.clear()
                self._reconfigure()
        self._wind_up()

    @property
    def _settings(self) -> Settings:
        return self._configuration.settings

    # ── what wakes when ───────────────────────────────────────────────────────────────────────────────

    def _schedule(self) -> None:
        self._scheduler.remove_all_jobs()
        zone = self._settings.zone
        for mailbox in self._settings.mailboxes:
            self._add(f"poll {mailbox.name}", ScheduleTrigger(parse_schedule(mailbox.poll), zone), self._poll, mailbox)
        for digest in self._settings.digests:
            if not digest.schedule.as_they_come:
                self._add(f"digest {digest.name}", ScheduleTrigger(digest.schedule, zone), self._digest, digest)
        self._add("deliver", IntervalTrigger(seconds=DELIVERY_SECONDS), self._deliver)
        self._add("tidy", IntervalTrigger(days=1), self._tidy)
        self._add("catch up", None, self._catch_up)

    def _add(self, name: str, trigger: BaseTrigger | None, job: Callable[..., None], *arguments: object) -> None:
        self._scheduler.add_job(self._guarded, trigger, args=(name, job, arguments), id=name, name=name)

    def _guarded(self, name: str, job: Callable[..., None], arguments: tuple[object, ...]) -> None:
        """Run a job so that its failure is seen: APScheduler would log it where nobody looks."""
        if self._stop.is_set():
            return
        self._running.add(name)
        try:
            job(*arguments)
        except BotError as error:
            log.error(name, error=str(error))
        except Exception:
            log.exception(name, error="this is a bug; the next run tries again")
        finally:
            self._running.discard(name)

    # ── jobs ──────────────────────────────────────────────────────────────────────────────────────────

    def _catch_up(self) -> None:
        """At the start: read what came meanwhile, then compose the issues that were missed, each digest's last one."""
        for mailbox in self._settings.mailboxes:
            self._poll(mailbox)
        for digest in self._settings.digests:
            if self._missed(digest):
                self._compose(digest)
        self._deliver()

    def _missed(self, digest: DigestSettings) -> bool:
        now = self._worker.clock()
        opened = self._store.open_profile(digest.name, now)
        due = last_due(digest.schedule, now, self._settings.zone)
        since = max(opened, self._store.last_issue_at(digest.name) or opened)
        return due is not None and due > since

    def _poll(self, mailbox: Mailbox, patience: float = 0) -> None:
        tally = self._polls.poll(mailbox, patience=patience)
        if tally.mentions:
            for digest in self._settings.digests:
                if digest.schedule.as_they_come:
                    self._compose(digest)
                    self._deliver()

    def _digest(self, digest: DigestSettings) -> None:
        """Look for mail once more, so that what came before the hour is in, then compose and send."""
        for mailbox in self._settings.mailboxes:
            self._poll(mailbox, PATIENCE_SECONDS)
        self._compose(digest)
        self._deliver()

    def _compose(self, digest: DigestSettings) -> None:
        now, rules = self._worker.clock(), self._configuration.rules_of(digest)
        if is_held(digest, rules, self._store, now.astimezone(self._settings.zone)):
            log.info("digest", digest=digest.name, outcome="held")
            return
        due = last_due(digest.schedule, now, self._settings.zone)
        slot = slot_of(due, self._settings.zone) if due else manual_slot(now).replace("manual", "come")
        with self._composing:
            digest_round(self._settings, digest, slot, self._worker, rules)

    def _deliver(self) -> None:
        with self._outbox:
            if self._store.due_deliveries(self._worker.clock()):
                deliver_round(channels_of(self._settings), self._worker)

    def _tidy(self) -> None:
        keep = self._settings.keep.mail
        if keep is not None:
            dropped = self._store.forget_raw_mail(self._worker.clock() - keep)
            log.info("tidy", mails_dropped=dropped)

    # ── changes and the end ───────────────────────────────────────────────────────────────────────────

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

    def _wind_up(self) -> None:
        """Start nothing new, and let what runs come to its next checkpoint."""
        log.info("stop", running=", ".join(sorted(self._running)) or "nothing")
        self._scheduler.shutdown(wait=False)
        deadline = time.monotonic() + GRACE_SECONDS
        while self._running and time.monotonic() < deadline:
            time.sleep(0.05)
        if self._running:
            # Stuck in a server that does not answer. Every checkpoint is a transaction, so nothing is lost.
            log.warning("stop", abandoned=", ".join(sorted(self._running)))
            sys.stderr.flush()
            os._exit(0)


def run(path: Path, clock: Callable[[], datetime] = utc_now) -> None:
    """Work by the settings at `path` until SIGTERM or SIGINT; raises BotError if it cannot start."""
    configuration = load_configuration(path)
    stop, reload = threading.Event(), threading.Event()
    with _signals(stop, reload):
        owner = Worker.new_owner()
        with sole_worker(configuration.settings, owner, clock) as store:
            worker = Worker(store, clock, owner, stop.is_set)
            Daemon(path, store, worker, configuration, stop).work(reload)


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


def _scheduler() -> BackgroundScheduler:
    """One job at a time of each kind; a late one still runs, however late, and once for all times it missed."""
    return BackgroundScheduler(
        executors={"default": ThreadPoolExecutor(16)},
        job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1},
        timezone=UTC,
    )


def _without_password(url: str) -> str:
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}{rest.rpartition('@')[2]}"
