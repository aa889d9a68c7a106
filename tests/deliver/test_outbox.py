"""When deliveries come back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from bot.deliver.outbox import GIVE_UP_AFTER, LONGEST_WAIT, GiveUp, Retry, after_failure, wait_after
from bot.errors import DeliveryError
from tests.deliver.samples import delivery

NOW = datetime(2026, 5, 6, 7, 0, tzinfo=UTC)
BUSY = DeliveryError("The server is busy.", permanent=False, code=451)
REFUSED = DeliveryError("No such user.", permanent=True, code=550)


@pytest.mark.parametrize(("attempts", "minutes"), [(1, 5), (2, 10), (3, 20), (4, 40), (5, 67), (6, 67), (500, 67)])
def test_the_wait_doubles_up_to_a_ceiling(attempts: int, minutes: int) -> None:
    assert wait_after(attempts) == timedelta(minutes=minutes)


def test_jitter_only_ever_lengthens_the_wait() -> None:
    assert LONGEST_WAIT < wait_after(9, jitter=1.0) <= LONGEST_WAIT * 1.1


def test_a_passing_failure_is_tried_again() -> None:
    assert after_failure(delivery(queued_at=NOW), BUSY, NOW) == Retry(NOW + timedelta(minutes=5))


def test_a_final_refusal_is_given_up_at_once() -> None:
    assert after_failure(delivery(queued_at=NOW), REFUSED, NOW) == GiveUp("No such user.")


def test_five_days_of_failure_are_enough() -> None:
    outcome = after_failure(delivery(queued_at=NOW - GIVE_UP_AFTER), BUSY, NOW)
    assert outcome == GiveUp("The server is busy. It was tried for 5 days and is given up.")
