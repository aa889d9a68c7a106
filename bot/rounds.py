"""One round of collecting, composing or delivering, as daemon and command line both run it: with what it logs,
and with each failure kept to its own mailbox, digest or channel."""

from __future__ import annotations

import re
import secrets
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot import __version__
from bot.assembly import CompiledRules, Mailbox, OpenMailbox, folders_of, opened, plan_of
from bot.compose import Templates
from bot.deliver.channels import Channel
from bot.errors import BotError, StoreError
from bot.models import Batch, Delivery
from bot.pipeline import Clock, Composed, ReadMails, Sent, Tally, collect, deliver, digest, read_here
from bot.rereading import try_again
from bot.rules import Rules
from bot.settings import DigestSettings, Settings
from bot.store import Store

log = structlog.get_logger()

ADDRESS = re.compile(r"[^\s<>\"':;,(\[]+@")

Progress = Callable[[str, Tally, Batch], None]


def no_progress(_place: str, _tally: Tally, _batch: Batch) -> None:
    """For rounds nobody watches."""


def never() -> bool:
    """For rounds that nobody stops."""
    return False


@dataclass(frozen=True)
class Worker:
    """Who does the work: the store, the clock, a name for claims and the footer, whether to stop, who reads mail.

    read: None if this very process does.
    """

    store: Store
    clock: Clock
    owner: str
    should_stop: Callable[[], bool] = never
    read: ReadMails | None = None
    progress: Progress = no_progress

    @property
    def reader(self) -> ReadMails:
        return self.read or read_here

    @staticmethod
    def new_owner() -> str:
        """A name no other process has."""
        return secrets.token_hex(4)


@dataclass(frozen=True)
class Collected:
    """A round over one mailbox: what it brought, and what kept folders from being read to their end.

    read: how many folders were read to their end.
    """

    tally: Tally = field(default_factory=Tally)
    errors: tuple[BotError, ...] = ()
    read: int = 0

    def __add__(self, other: Collected) -> Collected:
        return Collected(self.tally + other.tally, self.errors + other.errors, self.read + other.read)


def collect_mailbox(mailbox: Mailbox, worker: Worker) -> Collected:
    """Take in what is new in every folder of a mailbox; one that fails does not keep the others from being read."""
    return _go_through(mailbox, worker, _take_in_new, "collect")


def reconcile_mailbox(mailbox: Mailbox, worker: Worker) -> Collected:
    """Take in what the server showed too late for collecting to find it; a matter of once a day."""
    return _go_through(mailbox, worker, _take_in_missed, "reconcile")


def _take_in_new(source: OpenMailbox, mailbox: str, folder: str, worker: Worker) -> Collected:
    collected = _take_in(source.new(folder, worker.store, worker.clock()), mailbox, folder, worker)
    if collected.read:
        worker.store.folder_was_read(mailbox, folder, worker.clock())
    return collected


def _take_in_missed(source: OpenMailbox, mailbox: str, folder: str, worker: Worker) -> Collected:
    return _take_in(source.missed(folder, worker.store, worker.clock()), mailbox, folder, worker)


Look = Callable[[OpenMailbox, str, str, Worker], Collected]


def _go_through(mailbox: Mailbox, worker: Worker, look: Look, event: str) -> Collected:
    """Look into the folders one by one. A mailbox that cannot be reached any more is not tried for those left."""
    began = time.monotonic()
    collected, left = Collected(), list(folders_of(mailbox))
    try:
        with opened(mailbox) as source:
            while left and not worker.should_stop():
                source.make_ready()
                collected += look(source, mailbox.name, left.pop(0), worker)
    except StoreError:
        raise
    except BotError as error:
        collected += _failed(mailbox.name, left, error, worker)
    log.info(event, mailbox=mailbox.name, **vars(collected.tally), seconds=round(time.monotonic() - began, 2))
    return collected


def _take_in(batches: Iterator[Batch], mailbox: str, folder: str, worker: Worker) -> Collected:
    tally = Tally()
    try:
        for brought, batch in collect(batches, worker.store, worker.clock, worker.read):
            tally += brought
            worker.progress(f"{mailbox} {folder}".rstrip(), tally, batch)
            if worker.should_stop():
                return Collected(tally)
    except StoreError:
        raise
    except BotError as error:
        return Collected(tally) + _failed(mailbox, [folder], error, worker)
    return Collected(tally, read=1)


def _failed(mailbox: str, folders: Sequence[str], error: BotError, worker: Worker) -> Collected:
    """Leave a row behind for each folder, for `status`."""
    for folder in folders:
        worker.store.folder_failed(mailbox, folder, str(error), worker.clock())
    log.warning("intake", mailbox=mailbox, folders=", ".join(folders), error=_discreet(str(error)))
    return Collected(errors=(error,))


@dataclass(frozen=True)
class Retried:
    """What came of mail in quarantine that another version of the program could not read."""

    tried: int = 0
    readable: int = 0
    papers: int = 0


def retry_round(worker: Worker) -> Retried:
    """Try what is in quarantine again, once for every version of the program."""
    retried = Retried()
    for one in try_again(worker.store.to_retry(__version__), __version__, worker.store, worker.clock, worker.reader):
        readable = one.is_readable_now
        retried = Retried(retried.tried + 1, retried.readable + readable, retried.papers + len(one.gained))
        if worker.should_stop():
            break
    if retried.tried:
        log.info("quarantine", version=__version__, **vars(retried))
    return retried


def digest_round(
    settings: Settings,
    digest_settings: DigestSettings,
    slot: str,
    worker: Worker,
    rules: CompiledRules | None = None,
    templates: Templates | None = None,
) -> Composed:
    """Compose one digest for a slot; ConfigError if its rules or templates cannot be used."""
    plan = plan_of(settings, digest_settings, rules, templates)
    composed = digest(plan, slot, worker.store, worker.clock(), worker.owner)
    if composed.fresh and composed.facts is not None:
        funnel = composed.facts.funnel
        log.info(
            "digest", digest=plan.name, slot=slot, parts=len(composed.issues), new=funnel.new, shown=funnel.shown,
            excluded=funnel.excluded, below=funnel.below, deliveries=len(composed.issues) * len(plan.destinations),
        )  # fmt: skip
    return composed


def is_held(settings: DigestSettings, rules: Rules, store: Store, now: datetime) -> bool:
    """Whether a digest is paused, by one of the files or by hand, on the reader's day `now` falls on; papers wait."""
    holds = (settings.paused_until, rules.paused_until, store.held_until(settings.name))
    return any(now.date() < day for day in holds if day is not None)


@dataclass(frozen=True)
class Delivered:
    """A round of delivering: how many were accepted, will be tried again, or were refused for good, and why."""

    accepted: int = 0
    deferred: int = 0
    refused: int = 0
    errors: tuple[str, ...] = ()


def deliver_round(channels: Mapping[str, Channel], worker: Worker) -> Delivered:
    """Send whatever is due."""
    counts: Counter[str] = Counter()
    errors: dict[str, None] = {}
    for delivery, sent in deliver(worker.store, channels, worker.clock, worker.owner):
        counts[sent.outcome] += 1
        _log_sent(delivery, sent)
        if sent.error:
            errors[sent.error] = None
        if worker.should_stop():
            break
    return Delivered(counts["accepted"], counts["deferred"], counts["refused"], tuple(errors))


def _log_sent(delivery: Delivery, sent: Sent) -> None:
    facts = {
        "outcome": sent.outcome, "digest": delivery.issue.digest, "slot": delivery.issue.slot,
        "part": delivery.issue.part, "channel": delivery.channel, "attempt": delivery.attempts + 1,
    }  # fmt: skip
    if sent.outcome == "accepted":
        log.info("deliver", **facts)
    else:
        log.warning("deliver", **facts, error=_discreet(sent.error or ""), again_at=sent.again_at)


def _discreet(text: str) -> str:
    """Servers quote the address they refuse; who reads the digest is nobody's business who reads the log."""
    return ADDRESS.sub("…@", text)
