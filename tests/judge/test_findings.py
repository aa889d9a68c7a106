"""Three values: true, false and unknown, after Kleene."""

from __future__ import annotations

import pytest

from bot.judge.findings import Finding, Hit, all_of, any_of, at_least, none_of

T, F, U = True, False, None
Three = bool | None

#        one, other, any, all, none
TABLE = [
    (T, T, T, T, F),
    (T, F, T, F, F),
    (T, U, T, U, F),
    (F, T, T, F, F),
    (F, F, F, F, T),
    (F, U, U, F, U),
    (U, T, T, U, F),
    (U, F, U, F, U),
    (U, U, U, U, U),
]


@pytest.mark.parametrize(("one", "other", "any_", "all_", "none"), TABLE)
def test_any_all_and_none_know_three_values(one: Three, other: Three, any_: Three, all_: Three, none: Three) -> None:
    findings = [Finding(one), Finding(other)]
    assert any_of(findings).truth is any_
    assert all_of(findings).truth is all_
    assert none_of(findings).truth is none


@pytest.mark.parametrize(
    ("values", "truth"),
    [
        ([T, T, F], T),
        ([T, T, U], T),
        ([T, F, F], F),
        ([T, U, F], U),
        ([U, U, F], U),
        ([F, U, F], F),
        ([T, U, U], U),
        ([F, F, F], F),
    ],
)
def test_at_least_two_of_three(values: list[Three], truth: Three) -> None:
    assert at_least(2, [Finding(value) for value in values]).truth is truth


def test_hits_are_kept_of_what_is_true_only() -> None:
    one, other = Hit("title", "a", (0, 1)), Hit("abstract", "b", (0, 1))
    findings = [Finding(True, (one,)), Finding(False), Finding(True, (other,))]
    assert any_of(findings).hits == (one, other)
    assert all_of(findings).hits == ()
    assert none_of(findings).hits == ()
