"""Words, signs, positions and the way back to the text as shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judge.tokens import Text, tokens
from bot.scholarly.folding import fold


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Flow matching, again.", ["flow", "matching", ",", "again", "."]),
        ("GPT-3.5 (2023)", ["gpt", "3.5", "(", "2023", ")"]),
        ("v1.5 of 10,000.", ["v1.5", "of", "10,000", "."]),
        ("C++, C# and F#.", ["c++", ",", "c#", "and", "f#", "."]),
        ("C++11", ["c++", "11"]),
        ("a+b", ["a", "+", "b"]),
        ("#hashtag", ["#", "hashtag"]),
        ("CD4+", ["cd4", "+"]),
        ("扩散 model", ["扩", "散", "model"]),
        ("नया मॉडल", ["नया", "मॉडल"]),
        ("C++语言", ["c++", "语", "言"]),
        ("", []),
        ("—", []),
    ],
)
def test_a_text_is_cut_into_words_and_signs(text: str, expected: list[str]) -> None:
    assert Text(text).words == expected


def test_signs_take_no_position() -> None:
    assert Text("reward, (of) 😀 model").positions == [0, 1, 1, 1, 2, 2, 3]


def test_a_span_takes_in_the_marks_that_sit_on_its_last_letter() -> None:
    assert Text("cafe\u0301  x").span((0, 1)) == (0, 5)


def test_a_span_of_maths_takes_in_its_opening_dollar() -> None:
    assert Text("the $\\alpha$-divergence").span((1, 2)) == (4, 12)


def test_a_span_leaves_out_the_brace_behind_a_word() -> None:
    assert Text("\\emph{flow} matching").span((0, 1)) == (6, 10)


@given(st.text(alphabet="aZ09 -/_.,+#'()\t\n", max_size=60))
def test_text_of_plain_characters_is_cut_alike_with_and_without_others_beside_it(text: str) -> None:
    assert tokens(fold(text + " é")) == [*tokens(fold(text)), "e"]
    assert tokens(fold(text + " я")) == [*tokens(fold(text)), "я"]


@given(st.text(max_size=60))
def test_every_token_stands_somewhere_in_the_text(text: str) -> None:
    read = Text(text)
    spans = [read.span((position, position + 1)) for position in range(len(read.words))]
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert [start for start, _ in spans] == sorted(start for start, _ in spans)
