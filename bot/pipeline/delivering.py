"""deliver: a delivery is claimed, in doubt for a moment, then settled."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import structlog

from bot.deliver.channels import Channel
from bot.deliver.outbox import LEASE, GiveUp, after_failure
from bot.errors import BotError, DeliveryError, StoreError
from bot.models import Delivery, Receipt
from bot.store import Store

log = structlog.get_logger()

SETTLING_WAITS = (0.1, 1, 5, 15, 30)  # seconds

Clock = Callable[[], datetime]
Outcome = Literal["accepted", "deferred", "refused"]


@dataclass(frozen=True)
class Sent:
    """What became of one try. error: why it was not accepted; again_at: when a deferred one is tried again."""

    outcome: Outcome
    error: str | None = None
    again_at: datetime | None = None


def deliver(store: Store, channels: Mapping[str, Channel], clock: Clock, owner: str) -> Iterator[tuple[Delivery, Sent]]:
    """Send whatever is due, one delivery after the other; each is handed on once it is settled."""
    while delivery := store.claim_due(clock(), owner, LEASE):
        yield delivery, _send(delivery, channels, store, clock, owner)


def _send(delivery: Delivery, channels: Mapping[str, Channel], store: Store, clock: Clock, owner: str) -> Sent:
    try:
        receipt = _channel(channels, delivery).send(delivery, lambda: _enter_doubt(delivery, store, clock, owner))
    except StoreError:
        # It could not be noted that the other side may have it, so it was not sent; it is tried after the lease.
        raise
    except BotError as error:
        return _settle_failure(delivery, _failure(error), store, clock(), owner)
    except Exception as error:  # one broken channel must not keep the others from sending
        log.exception("deliver", channel=delivery.channel, digest=delivery.issue.digest)
        bug = DeliveryError(f"The channel {delivery.channel} failed: {type(error).__name__}: {error}", permanent=False)
        return _settle_failure(delivery, bug, store, clock(), owner)
    _settle_accepted(delivery, receipt, store, clock, owner)
    return Sent("accepted")


def _failure(error: BotError) -> DeliveryError:
    """A password that cannot be had, or the like, is mended by a person; the delivery waits."""
    return error if isinstance(error, DeliveryError) else DeliveryError(str(error), permanent=False)


def _settle_accepted(delivery: Delivery, receipt: Receipt, store: Store, clock: Clock, owner: str) -> None:
    """The other side has it, and gets it again unless the store learns of it: so it is told until it listens."""
    for seconds in SETTLING_WAITS:
        with suppress(StoreError):
            store.settle_accepted(delivery, owner, receipt, clock())
            return
        time.sleep(seconds)
    store.settle_accepted(delivery, owner, receipt, clock())


def _channel(channels: Mapping[str, Channel], delivery: Delivery) -> Channel:
    try:
        return channels[delivery.channel]
    except KeyError:
        gone = f"The settings have no channel {delivery.channel!r} any more; the delivery waits for it."
        raise DeliveryError(gone, permanent=False) from None


def _enter_doubt(delivery: Delivery, store: Store, clock: Clock, owner: str) -> None:
    """From here the other side may have it; a crash now is the one window in which it may be sent twice."""
    if not store.mark_in_doubt(delivery, owner, clock()):
        raise DeliveryError("Another process has taken this delivery over.", permanent=False)


def _settle_failure(delivery: Delivery, error: DeliveryError, store: Store, now: datetime, owner: str) -> Sent:
    match after_failure(delivery, error, now, jitter=random.random()):  # noqa: S311  # spreads load, keeps no secret
        case GiveUp(why):
            store.settle_refused(delivery, owner, why, error.code, now)
            return Sent("refused", why)
        case retry:
            store.settle_deferred(delivery, owner, str(error), retry.at, error.code, now)
            return Sent("deferred", str(error), retry.at)
