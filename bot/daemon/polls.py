"""Looking into mailboxes: each by one thread at a time, and seldom while it fails."""

from __future__ import annotations

import threading
from collections import defaultdict
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


@dataclass(frozen=True)
class Rest:
    """A failing mailbox is left alone until then."""

    until: datetime
    failures: int


def rest_after(collected: Collected, failures: int, now: datetime) -> Rest | None:
    """How long to leave a mailbox alone after its `failures`-th failure in a row; None if it did not fail."""
    if not collected.errors:
        return None
    first = FIRST_REST_PERMANENT if any(map(_is_permanent, collected.errors)) else FIRST_REST
    doubled = min(first * 2 ** min(failures - 1, 10), LONGEST_REST)
    asked_for = max(getattr(error, "retry_after", None) or 0 for error in collected.errors)
    return Rest(now + max(doubled, timedelta(seconds=asked_for)), failures)


def _is_permanent(error: BotError) -> bool:
    return error.permanent if isinstance(error, MailboxError) else isinstance(error, ConfigError)


class Polls:
    """Remembers, for every mailbox by name, who is reading it and how long it is to be left alone."""

    def __init__(self, worker: Worker):
        self._worker = worker
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)
        self._rests: dict[str, Rest] = {}

    def poll(self, mailbox: Mailbox, *, patience: float = 0) -> Tally:
        """Read what is new, unless the mailbox rests, or another thread reads it for longer than `patience` seconds."""
        lock = self._locks[mailbox.name]
        if not lock.acquire(timeout=patience):
            return Tally()
        try:
            return Tally() if self._is_resting(mailbox.name) else self._collect(mailbox)
        finally:
            lock.release()

    def wake(self) -> None:
        """Forget all rests: the settings have changed, perhaps for the better."""
        self._rests.clear()

    def _is_resting(self, name: str) -> bool:
        rest = self._rests.get(name)
        return rest is not None and self._worker.clock() < rest.until

    def _collect(self, mailbox: Mailbox) -> Tally:
        collected = collect_mailbox(mailbox, self._worker)
        before = self._rests.pop(mailbox.name, None)
        rest = rest_after(collected, before.failures + 1 if before else 1, self._worker.clock())
        if rest:
            self._rests[mailbox.name] = rest
            log.warning("intake", mailbox=mailbox.name, failures=rest.failures, asked_again=rest.until.isoformat())
        return collected.tally
