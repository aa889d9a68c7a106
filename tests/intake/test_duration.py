"""Lengths of time as people write them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.intake.duration import parse_duration


@pytest.mark.parametrize(
    ("written", "duration"),
    [
        ("14 days", timedelta(days=14)),
        ("1 day", timedelta(days=1)),
        ("30d", timedelta(days=30)),
        (" 2 Weeks ", timedelta(days=14)),
        ("6 hours", timedelta(hours=6)),
        ("90 min", timedelta(minutes=90)),
        ("3 months", timedelta(days=90)),
        ("1 year", timedelta(days=365)),
        ("0 days", timedelta()),
        (timedelta(days=2), timedelta(days=2)),
    ],
)
def test_what_can_be_written(written: object, duration: timedelta) -> None:
    assert parse_duration(written) == duration


@pytest.mark.parametrize("written", ["", "14", 14, "two days", "-3 days", "3 fortnights", "1.5 days", None, "days"])
def test_what_is_no_length_of_time(written: object) -> None:
    with pytest.raises(ValueError, match='such as "14 days"'):
        parse_duration(written)


@pytest.mark.parametrize("written", ["101 years", "999999999 days"])
def test_what_is_too_long(written: str) -> None:
    with pytest.raises(ValueError, match="at most 100 years"):
        parse_duration(written)
