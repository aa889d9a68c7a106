"""One pass over a text tells whether any of many things stands in it."""

from __future__ import annotations

import re
import sys

import pytest

from bot.parse.one_pass import DIGIT, LETTER, SPACE, occurrence, one_of

EVERY_CHARACTER = "".join(map(chr, [*range(0xD800), *range(0xE000, sys.maxunicode + 1)]))
PAPERS = occurrence(one_of(["early view", "ahead-of-print", ", md"]), rf";{SPACE}?{DIGIT}")


@pytest.mark.parametrize("text", ["Now in Early View", "EPUB AHEAD-OF-PRINT", "Ada Roe, MD", "é 12; 4", "12;\u00a0٣"])
def test_any_of_them_is_found(text: str) -> None:
    assert PAPERS(text)


@pytest.mark.parametrize("text", ["", "An early review", "12; four", "ahead_of_print", "\ud800;"])
def test_nothing_else_is(text: str) -> None:
    assert not PAPERS(text)


def test_space_is_what_it_is_to_the_standard_library() -> None:
    assert all(map(occurrence(SPACE), re.findall(r"\s", EVERY_CHARACTER)))
    assert not occurrence(SPACE)(re.sub(r"\s", "", EVERY_CHARACTER))


def test_no_digit_and_no_letter_is_missed() -> None:
    assert all(map(occurrence(DIGIT), re.findall(r"\d", EVERY_CHARACTER)))
    assert not re.search(r"\w", "".join(c for c in re.findall(r"\w", EVERY_CHARACTER) if not LETTERS(c)))


LETTERS = occurrence(LETTER)
