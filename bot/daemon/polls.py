"""Looking into mailboxes: each by one thread at a time, and seldom while it fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from bot.assembly import Mailbox
from bot.errors import BotError, ConfigError, MailboxError
from bot.pipeline import Tally
from bot.rounds import Collected, Worker, collect_mailbox

log = structlog.get_logger()

# A failing mailbox is asked again after a while that doubles. What only a person can mend (a wrong password) is
# left alone longer from the start: servers lock out who keeps trying.
FIRST_REST = timedelta(seconds=30)
FIRST_REST_PERMANENT = timedelta(minutes=15)
LONGEST_REST = timedelta(hours=1)

LOOK_UP_SECONDS = 0.5  # how often who waits for polls looks up whether to stop

Look = Callable[[Mailbox, Worker], Collected]


@dataclass(frozen=True)
class Rest:
    """A failing mailbox is left alone from one moment to another."""

    since: datetime
    until: datetime
    failures: int

    def is_on(self, now: datetime) -> bool:
        """Whether it lasts; it is over, too, when the clock was set back to before it began."""
        return self.since <= now < self.until


def rest_after(collected: Collected, failures: int, now: datetime) -> Rest | None:
    """How long to leave a mailbox alone after its `failures`-th failure in a row; None if it need not be.

    One bad folder does not keep the others from being read at their pace, unless the server asked for rest.
    """
    asked_for = max((getattr(error, "retry_after", None) or 0 for error in collected.errors), default=0)
    if not collected.errors or (collected.read and not asked_for):
        return None
    first = FIRST_REST_PERMANENT if any(map(_is_permanent, collected.errors)) else FIRST_REST
    doubled = min(first * 2 ** min(failures - 1, 10), LONGEST_REST)
    return Rest(now, now + max(doubled, timedelta(seconds=asked_for)), failures)


def _is_permanent(error: BotError) -> bool:
    return error.permanent if isinstance(error, MailboxError) else isinstance(error, ConfigError)


class Polls:
    """Remembers, for every mailbox by name, who is reading it and how long it is to be left alone."""

    def __init__(self, worker: Worker):
        self._worker = worker
        self._locks: dict[str, threading.Lock] = {}
        self._rests: dict[str, Rest] = {}
        self._ends: dict[str, float] = {}
        self._ended = threading.Condition()

    def poll(self, mailbox: Mailbox, look: Look = collect_mailbox, *, patience: float = 0) -> Tally:
        """Look into a mailbox, unless it rests, or another thread reads it for longer than `patience` seconds."""
        lock = self._locks.setdefault(mailbox.name, threading.Lock())
        if not lock.acquire(timeout=patience):
            return Tally()
        try:
            left_alone = self._worker.should_stop() or self._is_resting(mailbox.name)
            return Tally() if left_alone else self._look(mailbox, look)
        finally:
            lock.release()
            self._note_end(mailbox.name)

    def wait(self, names: Collection[str], since: float, patience: float) -> None:
        """Wait until a poll of each has ended after `since` (monotonic seconds), for `patience` seconds at most."""
        give_up = time.monotonic() + patience
        with self._ended:
            while any(self._ends.get(name, since) <= since for name in names):
                if self._worker.should_stop() or time.monotonic() > give_up:
                    return
                self._ended.wait(LOOK_UP_SECONDS)

    def wake(self) -> None:
        """Forget all rests: the settings have changed, perhaps for the better."""
        self._rests.clear()

    def _note_end(self, name: str) -> None:
        with self._ended:
            self._ends[name] = time.monotonic()
            self._ended.notify_all()

    def _is_resting(self, name: str) -> bool:
        rest = self._rests.get(name)
        return rest is not None and rest.is_on(self._worker.clock())

    def _look(self, mailbox: Mailbox, look: Look) -> Tally:
        collected = look(mailbox, self._worker)
        before = self._rests.pop(mailbox.name, None)
        rest = rest_after(collected, before.failures + 1 if before else 1, self._worker.clock())
        if rest:
            self._rests[mailbox.name] = rest
            log.warning("intake", mailbox=mailbox.name, failures=rest.failures, asked_again=rest.until.isoformat())
        return collected.tally
