"""The term language, case by case."""

from __future__ import annotations

import re

import pytest

from bot.judge.term_language import parse_term
from tests.judge.marked import spans, unmarked
from tests.judge.term_cases import CASES


@pytest.mark.parametrize(("term", "marked"), CASES, ids=lambda value: value)
def test_a_term_is_found_where_it_stands(term: str, marked: str) -> None:
    text, expected = unmarked(marked)
    assert spans(text, term) == expected


def test_the_table_is_long_enough_to_mean_something() -> None:
    assert len(CASES) >= 200


SETS = [
    ("@diffusion", "⟦score-based⟧ ⟦diffusion models⟧"),
    ("@diffusion", "Survey of flows"),
    ("@diffusion or GAN", "a ⟦GAN⟧ and ⟦flow matching⟧"),
    ("@diffusion near/2 image", "⟦images by flow matching⟧"),
    ("@diffusion near/2 image", "images by some flow matching"),
    ("@everything", "a ⟦GAN⟧ or ⟦flow matching⟧, 10⟦%⟧"),
]


@pytest.mark.parametrize(("term", "marked"), SETS)
def test_a_set_is_found_wherever_one_of_its_terms_is(term: str, marked: str) -> None:
    text, expected = unmarked(marked)
    diffusion = ["diffusion model*", "score-based", "flow matching"]
    assert spans(text, term, diffusion=diffusion, everything=["@diffusion", "GAN", "/%/"]) == expected


def test_a_list_of_terms_means_any_of_them() -> None:
    text, expected = unmarked("⟦flow matching⟧ with ⟦GANs⟧, flow matching")
    assert spans(text, "GAN", "flow matching", "RAG") == expected


def test_half_a_character_in_a_text_does_not_stop_a_regular_expression() -> None:
    assert spans("\ud800 in vivo", "/in vivo/", "vivo") == [(2, 9), (5, 9)]


MISTAKES = [
    ("", "empty"),
    ("   ", "empty"),
    ("/abc", "ends in / or /i"),
    ("/a/ or b", "stands alone"),
    ("b or /a/", "stands alone"),
    ("b near/2 /a b/i", "stands alone"),
    ("/\ud800/", "half a character"),
    ("/a/gi", "only letter"),
    ("//", "nothing between"),
    ("/(a/", "RE2 cannot run"),
    ("/(?=a)b/", "RE2 cannot run"),
    ("/(a)\\1/", "RE2 cannot run"),
    ("/a{2000}/", "RE2 cannot run"),
    (f"/{'x|' * 125_000}y/", "a regular expression may have 25,000 characters, and this one has 250,001"),
    (f"/{'ab' * 12_501}/", f'"/{"ab" * 29}a…": a regular expression may have'),
    ("/" + "(.?){1000}" * 15 + "z/", "steps for each letter of a text, of at most 150,000; repeat less"),
    ('"chain of', "quote is not closed"),
    ("or LoRA", '"or" stands between'),
    ("LoRA or", '"or" stands between'),
    ("LoRA or or RAG", '"or" stands between'),
    ("near/5 model", "stands between two terms"),
    ("model near/5", "stands between two terms"),
    ("a near/0 b", "from 1 to 100"),
    ("a near/101 b", "from 1 to 100"),
    ("a near/far b", "a number of words"),
    ("*", "end of a word"),
    ("*diffusion", "end of a word"),
    ("dif*sion", "end of a word"),
    ("model**", "end of a word"),
    ("pre- *", "end of a word"),
    ("=", "no letter or digit"),
    ("...", "no letter or digit"),
    ("$$", "no letter or digit"),
    ("GRPO or –", "no letter or digit"),
    ("- near/5 a", "no letter or digit"),
    ('""', "no letter or digit"),
    ("@", "a set is named"),
    ("@diffusion model", "no other words"),
    ("@a,@b", "a set is named"),
]


@pytest.mark.parametrize(("term", "sentence"), MISTAKES)
def test_what_cannot_be_a_term_is_refused_with_a_sentence(term: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=re.escape(sentence)):
        parse_term(term)
