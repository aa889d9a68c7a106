"""What a hostile mail costs grows with its length, not with the square of it."""

from __future__ import annotations

import time

import pytest

from bench.hostile import MAILS
from bot.parse import read_mail

SOME, FOUR_TIMES = 100_000, 400_000  # bytes
HARDLY_ANY = 0.02  # seconds, below which what a mail costs says nothing


def seconds(mail: bytes) -> float:
    """Of the processor, the lesser of two readings."""
    taken = []
    for _ in range(2):
        start = time.process_time()
        read_mail(mail)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("name", MAILS)
def test_four_times_as_much_costs_about_four_times_as_much(name: str) -> None:
    some, four_times = seconds(MAILS[name](SOME)), seconds(MAILS[name](FOUR_TIMES))
    assert four_times < 10 * max(some, HARDLY_ANY)  # the square would be 16


@pytest.mark.parametrize("name", MAILS)
def test_a_hostile_mail_is_read_without_an_error(name: str) -> None:
    assert read_mail(MAILS[name](20_000)).error is None
