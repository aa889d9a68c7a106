"""Comparisons with counts and ages."""

from __future__ import annotations

import pytest

from bot.judge.comparisons import parse_age, parse_comparison


@pytest.mark.parametrize(
    ("written", "below", "at", "above"),
    [
        (">= 40", False, True, True),
        (">=40", False, True, True),
        ("≥ 40", False, True, True),
        ("> 40", False, False, True),
        ("<= 40", True, True, False),
        ("≤40", True, True, False),
        ("< 40", True, False, False),
        ("= 40", False, True, False),
        ("== 40", False, True, False),
        ("40", False, True, True),
    ],
)
def test_a_count_is_compared(written: str, below: bool, at: bool, above: bool) -> None:
    comparison = parse_comparison(written)
    assert [comparison.of(39), comparison.of(40), comparison.of(41)] == [below, at, above]


@pytest.mark.parametrize("written", ["", "many", ">=", "=> 40", "40 >=", ">= -1", ">= 4 0", "40+", ">= 1e3"])
def test_what_is_no_comparison_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no comparison; write one such as"):
        parse_comparison(written)


@pytest.mark.parametrize(
    ("written", "days"),
    [
        ("< 36 hours", 1.5),
        ("< 1 day", 1),
        ("< 7 days", 7),
        ("<2 weeks", 14),
        ("< 1 Month", 30),
        ("< 1.5 months", 45),
        ("< 2 years", 730),
    ],
)
def test_an_age_is_counted_in_days(written: str, days: float) -> None:
    assert parse_age(written).bound == days


@pytest.mark.parametrize("written", ["7 days", "< 7", "< seven days", "= 7 days", "< 7 fortnights", "days"])
def test_what_is_no_age_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match="is no age; write one such as"):
        parse_age(written)


@pytest.mark.parametrize(
    ("written", "lowest", "highest", "truth"),
    [
        ("< 7 days", 0, 6, True),
        ("< 7 days", 7, 30, False),
        ("< 7 days", 3, 30, None),
        (">= 7 days", 7, 30, True),
        (">= 7 days", 3, 30, None),
        ("> 7 days", 0, 7, False),
    ],
)
def test_of_an_age_known_in_part_only_some_comparisons_are_decided(
    written: str, lowest: float, highest: float, truth: bool | None
) -> None:
    assert parse_age(written).of_range(lowest, highest) is truth
