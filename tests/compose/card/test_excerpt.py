"""Which sentences of an abstract a card shows."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose.card.excerpt import excerpt, split_sentences
from bot.compose.card.text import Marked, marked

TEXT = "First we look. Then we think, e.g. twice. Here is flow matching. And that is it. The end is near."


def of(text: str, term: str = "", budget: int = 400, *, cut_short: bool = False) -> str:
    start = text.find(term)
    spans = [(start, start + len(term))] if term else []
    return str(excerpt(marked(text, spans), budget, cut_short=cut_short))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("First we look. Then, e.g. twice. It is.", ["First we look.", "Then, e.g. twice.", "It is."]),
        ("By A. Smith et al. in 2.5 steps. Done!", ["By A. Smith et al. in 2.5 steps.", "Done!"]),
        ("Why? (Because.) So.", ["Why?", "(Because.)", "So."]),
        ("See Fig. 3 and Eq. 4. Next.", ["See Fig. 3 and Eq. 4.", "Next."]),
        ("これは文です。次の文です。", ["これは文です。", "次の文です。"]),
        ("no full stop", ["no full stop"]),
        ("", []),
    ],
)
def test_text_is_split_into_sentences(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text)] == expected


def test_the_sentence_with_the_match_is_shown_with_its_neighbours() -> None:
    assert of(TEXT, "flow matching") == "… Then we think, e.g. twice. Here is flow matching. And that is it. …"


def test_without_matches_the_abstract_begins_at_its_beginning() -> None:
    assert of(TEXT) == "First we look. Then we think, e.g. twice. Here is flow matching. …"


def test_a_gap_between_two_sentences_is_shown() -> None:
    text = "A match here. Nothing of note. Nothing either. A second hit there."
    spans = [(2, 7), (text.index("hit"), text.index("hit") + 3)]

    assert str(excerpt(marked(text, spans), 33)) == "A match here. … A second hit there."


def test_a_short_abstract_is_shown_whole() -> None:
    assert of("Only this. And that.", "this") == "Only this. And that."


def test_a_snippet_is_marked_as_unfinished() -> None:
    assert of("Only this. And then", cut_short=True) == "Only this. And then …"
    assert of("Only this. And then …", cut_short=True) == "Only this. And then …"


def test_a_sentence_that_is_too_long_is_cut_around_its_match() -> None:
    text = "word " * 100 + "flow matching " + "word " * 100 + "end."

    shown = of(text, "flow matching", budget=60)

    assert "flow matching" in shown
    assert shown.startswith("… word")
    assert shown.endswith("word …")
    assert len(shown) <= 66


def test_a_chinese_abstract_takes_as_much_room_as_an_english_one() -> None:
    assert len(of("字" * 400 + "。", budget=100)) <= 54


@settings(deadline=None)
@given(st.text(max_size=300), st.integers(1, 80), st.integers(0, 300), st.integers(0, 20))
def test_an_excerpt_shows_nothing_that_is_not_in_the_abstract(text: str, budget: int, start: int, size: int) -> None:
    abstract = marked(text, [(start, start + size)])

    shown = excerpt(abstract, budget)

    assert all(piece.strip() in abstract.text for piece in shown.text.split("…"))
    assert len(shown.text) <= budget + 40


def test_an_empty_abstract_has_no_excerpt() -> None:
    assert excerpt(Marked(""), 100) == Marked("")
