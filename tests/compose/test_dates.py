"""Dates and numbers in words."""

from __future__ import annotations

import pytest

from bot.compose.dates import count, long_date, moment, number, published
from tests.compose.papers import NOW


def test_moments_are_written_in_english_whatever_the_locale() -> None:
    assert (long_date(NOW), moment(NOW)) == ("Tuesday 6 May 2025", "Tue 6 May, 07:00")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2025-05-06", "6 May 2025"),
        ("2025-05", "May 2025"),
        ("2025", "2025"),
        ("2025-13-01", "2025-13-01"),
        ("spring 2025", "spring 2025"),
        ("2025-05-06T07:00", "May 2025"),
    ],
)
def test_a_date_is_as_precise_as_the_mail(text: str, words: str) -> None:
    assert published(text) == words


@pytest.mark.parametrize(
    ("value", "words"), [(12, "12"), (2.5, "2.5"), (2.25, "2.25"), (12000, "12,000"), (-3, "-3"), (0.1 + 0.2, "0.3")]
)
def test_numbers_have_no_idle_digits(value: float, words: str) -> None:
    assert number(value) == words


@pytest.mark.parametrize(
    ("amount", "words"), [(0, "0 papers"), (1, "1 paper"), (2, "2 papers"), (1200, "1,200 papers")]
)
def test_nouns_agree_with_their_number(amount: int, words: str) -> None:
    assert count(amount, "paper") == words
