"""Whom a card names."""

from __future__ import annotations

import pytest

from bot.compose.card.authors import byline, short_byline
from bot.models import Paper, Reason, Verdict

TEN = tuple(f"Author {letter}" for letter in "ABCDEFGHIJ")


def by(authors: tuple[str, ...] | None, *watched: str, truncated: bool = False) -> str:
    reasons = tuple(Reason("people", "author", name, effect="pin") for name in watched)
    cut = frozenset({"authors"}) if truncated else frozenset[str]()
    return str(byline(Paper("t", authors=authors, truncated=cut), Verdict(True, 1, reasons=reasons)))


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (None, ""),
        ((), ""),
        (TEN[:1], "Author A"),
        (TEN[:5], "Author A, Author B, Author C, Author D, Author E"),
        (TEN, "Author A, Author B, Author C … Author J"),
    ],
)
def test_the_first_three_and_the_last_author_are_named(authors: tuple[str, ...] | None, expected: str) -> None:
    assert by(authors) == expected


def test_a_watched_author_in_the_middle_is_named_too() -> None:
    assert by(TEN, "Author F") == "Author A, Author B, Author C … Author F … Author J"


def test_an_author_list_that_the_mail_cut_short_says_so() -> None:
    assert by(TEN[:2], truncated=True) == "Author A, Author B et al."


def test_watched_authors_are_told_from_the_others() -> None:
    verdict = Verdict(True, 1, reasons=(Reason("people", "author", "Author B"),))

    shown = byline(Paper("t", authors=TEN), verdict)

    assert [author.name for author in shown.authors if author.watched] == ["Author B"]
    assert shown.total == 10


@pytest.mark.parametrize(
    ("authors", "expected"),
    [
        (None, ""),
        (("A. Smith",), "A. Smith"),
        (("A. Smith", "B. Li"), "A. Smith & B. Li"),
        (("A. Smith", "B. Li", "C. Wu"), "A. Smith et al."),
    ],
)
def test_a_line_names_one_or_two_authors(authors: tuple[str, ...] | None, expected: str) -> None:
    assert short_byline(Paper("t", authors=authors)) == expected


def test_a_line_with_a_truncated_author_list_says_et_al() -> None:
    assert short_byline(Paper("t", authors=("A. Smith",), truncated=frozenset({"authors"}))) == "A. Smith et al."
