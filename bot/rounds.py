"""One round of collecting, composing or delivering, as daemon and command line both run it: with what it logs,
and with each failure kept to its own mailbox, digest or channel."""

from __future__ import annotations

import secrets
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.assembly import Mailbox, batches_of, folders_of, plan_of
from bot.deliver.channels import Channel
from bot.errors import BotError, StoreError
from bot.models import Batch, Delivery
from bot.pipeline import Clock, Composed, Sent, Tally, collect, deliver, digest
from bot.rules import Rules
from bot.settings import DigestSettings, Settings
from bot.store import Store

log = structlog.get_logger()

Progress = Callable[[str, Tally, Batch], None]


def no_progress(_place: str, _tally: Tally, _batch: Batch) -> None:
    """For rounds nobody watches."""


def never() -> bool:
    """For rounds that nobody stops."""
    return False


@dataclass(frozen=True)
class Worker:
    """Who does the work: the store, the clock, whether to stop, and a name for claims and for the footer."""

    store: Store
    clock: Clock
    owner: str
    should_stop: Callable[[], bool] = never
    progress: Progress = no_progress

    @staticmethod
    def new_owner() -> str:
        """A name no other process has."""
        return secrets.token_hex(4)


@dataclass(frozen=True)
class Collected:
    """A round over one mailbox: what it brought, and what kept it from being read to its end."""

    tally: Tally
    errors: tuple[BotError, ...] = ()


def collect_mailbox(mailbox: Mailbox, worker: Worker) -> Collected:
    """Read every folder of a mailbox; one that fails does not keep the others from being read."""
    began = time.monotonic()
    tally, errors = Tally(), list[BotError]()
    for folder in folders_of(mailbox):
        try:
            tally += _collect_folder(mailbox, folder, worker)
        except StoreError:
            raise
        except BotError as error:
            errors.append(error)
            worker.store.folder_failed(mailbox.name, folder, str(error), worker.clock())
            log.warning("intake", mailbox=mailbox.name, folder=folder, error=str(error))
    seconds = round(time.monotonic() - began, 2)
    log.info("collect", mailbox=mailbox.name, **vars(tally), seconds=seconds)
    return Collected(tally, tuple(errors))


def _collect_folder(mailbox: Mailbox, folder: str, worker: Worker) -> Tally:
    tally = Tally()
    batches = batches_of(mailbox, folder, worker.store, worker.clock())
    for brought, batch in collect(batches, worker.store, worker.clock):
        tally += brought
        worker.progress(f"{mailbox.name} {folder}".rstrip(), tally, batch)
        if worker.should_stop():
            return tally
    worker.store.folder_was_read(mailbox.name, folder, worker.clock())
    return tally


def digest_round(
    settings: Settings, digest_settings: DigestSettings, slot: str, worker: Worker, rules: Rules | None = None
) -> Composed:
    """Compose one digest for a slot; ConfigError if its rules or templates cannot be used."""
    plan = plan_of(settings, digest_settings, rules)
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
        log.warning("deliver", **facts, error=sent.error, again_at=sent.again_at)
