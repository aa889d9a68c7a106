"""Large folders are searched in pieces that never overflow a line."""

from __future__ import annotations

import pytest

from bot.network.imap_windows import ascending, windows


@pytest.mark.parametrize(
    ("exists", "expected"),
    [
        (0, []),
        (None, [()]),
        (1, [()]),
        (50_000, [()]),
        (50_001, [("50001:*",), ("1:50000",)]),
        (120_000, [("100001:*",), ("50001:100000",), ("1:50000",)]),
    ],
)
def test_windows_cover_the_folder_from_its_end(exists: int | None, expected: list[tuple[str, ...]]) -> None:
    assert windows(exists) == expected


def test_answers_are_joined_in_order() -> None:
    assert list(ascending([[90, 80], [50, 60], []])) == [50, 60, 80, 90]


def test_a_mail_in_two_windows_counts_once() -> None:
    assert list(ascending([[80, 90], [50, 80]])) == [50, 80, 90]
