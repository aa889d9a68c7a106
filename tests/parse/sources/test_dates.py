"""Dates in the ways and languages that mails write them in."""

from __future__ import annotations

import pytest

from bot.parse.sources.dates import date_alone, day_first, read_date


@pytest.mark.parametrize(
    ("text", "published"),
    [
        ("Online erschienen am 3. Mai 2026", "2026-05-03"),
        ("Rio de Janeiro, vol.40 no.3, março 2026", "2026-03"),
        ("5 de marzo de 2026", "2026-03-05"),
        ("1er août 2026", "2026-08-01"),
        ("公開日: 2026/06/05", "2026-06-05"),
        ("2026年6月5日", "2026-06-05"),
        ("2026年87巻6号", "2026"),
        ("(June-2 2026)", "2026-06"),
        ("Hedges 2026 (Aug 05); 26:e1", "2026-08-05"),
        ("9/18/2026", "2026-09-18"),
        ("18/9/2026", "2026-09-18"),
        ("18.9.2026", "2026-09-18"),
        ("2026–08–04", "2026-08-04"),
        ("2026-99-01", "2026"),
    ],
)
def test_dates_are_read_as_journals_write_them(text: str, published: str) -> None:
    assert read_date(text) == published


def test_numbers_that_may_be_day_and_month_or_the_reverse_say_the_year_alone() -> None:
    assert read_date("10/2/2026") == "2026"


@pytest.mark.parametrize("text", ["Market 2026", "Decision 12 2026", "Marine life, 2026", "issue 2026/1"])
def test_words_that_begin_like_months_are_none(text: str) -> None:
    assert read_date(text) == "2026"


@pytest.mark.parametrize(
    ("text", "alone"),
    [("May 15, 2026", "2026-05-15"), ("(March 2026)", "2026-03"), ("2026-08", "2026-08"), ("by 15 May 2026", None)],
)
def test_a_date_stands_alone_where_nothing_else_does(text: str, alone: str | None) -> None:
    assert date_alone(text) == alone


def test_a_line_may_begin_with_a_day() -> None:
    assert day_first("14 April 2026 Invented Methods 23") == "2026-04-14"
    assert day_first("April 2026 Invented Methods 23") is None


def test_letters_that_only_ignoring_case_makes_equal_are_no_trouble() -> None:
    assert [read_date(text) for text in ("3 ſept 2026", "3 aprıl 2026", "APRİL 2026")] == [
        "2026-09-03",
        "2026-04-03",
        "2026-04",
    ]
