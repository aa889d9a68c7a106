"""When a delivery is tried again and when it is given up: arithmetic only, no clock and no network."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.errors import DeliveryError
from bot.models import Delivery

FIRST_WAIT = timedelta(minutes=5)
LONGEST_WAIT = timedelta(minutes=67)
GIVE_UP_AFTER = timedelta(days=5)

# A claim must outlive the slowest honest delivery: connecting, sending and 600 s for the reply to the final dot.
LEASE = timedelta(minutes=20)


@dataclass(frozen=True)
class Retry:
    """Try again, not before `at`."""

    at: datetime


@dataclass(frozen=True)
class GiveUp:
    """Nothing more is tried by itself; `why` is for the operator."""

    why: str


def wait_after(attempts: int, jitter: float = 0.0) -> timedelta:
    """How long to wait after the `attempts`-th failed try (1, 2, …): doubling up to a ceiling.

    jitter: 0 to 1; up to a tenth is added so that many deliveries do not come back at the same second.
    """
    doubled: timedelta = FIRST_WAIT * 2 ** min(attempts - 1, 10)
    return min(doubled, LONGEST_WAIT) * (1 + jitter / 10)


def after_failure(delivery: Delivery, error: DeliveryError, now: datetime, jitter: float = 0.0) -> Retry | GiveUp:
    """What follows from a failed try; `delivery.attempts` counts the tries before this one."""
    if error.permanent:
        return GiveUp(str(error))
    if now - delivery.queued_at >= GIVE_UP_AFTER:
        return GiveUp(f"{error} It was tried for {GIVE_UP_AFTER.days} days and is given up.")
    return Retry(now + wait_after(delivery.attempts + 1, jitter))
