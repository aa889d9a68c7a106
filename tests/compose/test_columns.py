"""Text in columns as a terminal counts them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose.columns import WIDTH, width, wrap

WORDS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp", "Zs")), min_size=1, max_size=120)


@pytest.mark.parametrize(
    ("text", "columns"), [("abc", 3), ("字か", 4), ("é", 1), ("e\u0301", 1), ("a\u200d", 1), ("ﾃﾞ", 2), ("→▲", 2)]
)
def test_a_terminal_gives_wide_characters_two_columns_and_accents_none(text: str, columns: int) -> None:
    assert width(text) == columns


def test_lines_break_between_words_and_hang() -> None:
    assert wrap("one two three four", " 1. ", columns=12) == " 1. one two\n    three\n    four"


def test_the_indent_of_further_lines_may_be_given() -> None:
    assert wrap("one two three", "why: ", "  ", columns=10) == "why: one\n  two\n  three"


def test_chinese_breaks_anywhere_but_before_a_full_stop() -> None:
    assert wrap("一二三四五六。", columns=12) == "一二三四五\n六。"


def test_an_address_is_never_broken() -> None:
    address = "https://example.org/" + "x" * 90

    assert wrap(f"see {address} now", columns=20) == f"see\n{address}\nnow"


def test_a_word_longer_than_a_line_is_broken() -> None:
    assert wrap("x" * 25, columns=10) == "x" * 10 + "\n" + "x" * 10 + "\n" + "x" * 5


@settings(deadline=None)
@given(st.lists(WORDS.filter(lambda word: "://" not in word), max_size=30))
def test_no_line_is_wider_than_76_columns_and_no_character_is_lost(words: list[str]) -> None:
    text = " ".join(words)

    lines = wrap(text, "     ").split("\n")

    assert max(map(width, lines)) <= WIDTH
    assert "".join("".join(lines).split()) == "".join(text.split())
