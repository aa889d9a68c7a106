"""Singular and plural."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.judge import plural
from bot.judge.plural import forms, spaced_stem

ENDINGS = st.sampled_from(["", "s", "es", "y", "ies", "ss", "ses", "ys", "yes", "e", "ies"])
WORDS = st.builds("{}{}".format, st.text(alphabet="aesyib1c", max_size=5), ENDINGS).filter(bool)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("model", {"model", "models", "modeles"}),
        ("models", {"model", "models", "modelss", "modelses"}),
        ("study", {"study", "studys", "studyes", "studies"}),
        ("studies", {"studies", "studiess", "studieses", "studie", "studi", "study"}),
        ("ai", {"ai"}),
        ("ais", {"ais", "aiss", "aises"}),
        ("ga", {"ga"}),
        ("t5", {"t5"}),
        ("c++", {"c++"}),
        ("c3po", {"c3po", "c3pos", "c3poes"}),
    ],
)
def test_a_word_has_these_forms(word: str, found: set[str]) -> None:
    assert forms(word) == found


@given(WORDS)
def test_all_forms_of_a_word_share_its_stem(word: str) -> None:
    assert {spaced_stem(form) for form in forms(word)} == {spaced_stem(word)}


@given(WORDS, WORDS)
def test_being_a_form_of_a_word_goes_both_ways(one: str, other: str) -> None:
    assert (one in forms(other)) == (other in forms(one))


@given(WORDS)
def test_a_stem_is_a_space_and_at_least_a_letter(word: str) -> None:
    assert spaced_stem(word)[0] == " "
    assert " " not in spaced_stem(word)[1:]
    assert len(spaced_stem(word)) > 1


def test_stems_that_were_looked_up_are_forgotten_before_they_are_too_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plural, "MOST_STEMS", 2)
    stems = plural._Stems()
    assert [stems[word] for word in ("models", "studies", "flow")] == list(
        map(spaced_stem, ("models", "studies", "flow"))
    )
    assert list(stems) == ["flow"]
