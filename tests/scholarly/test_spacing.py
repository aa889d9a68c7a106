"""White space in one form: the short cuts give what splitting into words gives."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.scholarly.spacing import single_spaced

PIECES = st.sampled_from(
    ["word", "ö", "▲", " ", "  ", "\n", "\n  ", "\t", "\r\n", "\xa0", "\u3000", "\x1c", "\u2028", "\x85", "\u200b"]
)


@given(st.lists(PIECES).map("".join))
def test_every_run_of_white_space_becomes_one_space(text: str) -> None:
    assert single_spaced(text) == " ".join(text.split())


@given(st.text())
def test_any_text_is_as_its_words_joined(text: str) -> None:
    assert single_spaced(text) == " ".join(text.split())
