"""Bare lists are of people or not, whatever the order of their names."""

from __future__ import annotations

import pytest

from bot.parse.sources.people import has_no_names, is_first_of_many, is_in_lower_case, is_sentence, people_in, words_of


@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("Ada Okafor, Lars Brandvold and Mei-Ling Zhao", 3),
        ("Roe, A. B., Doe, C., & Poe, D. E.", 3),
        ("Lu, Sirui; Feldman, Gilad", 2),
        ("Okafor, Ada and Brandvold, Lars", 2),
        ("van der Wiese, Ruprecht", 1),
        ("王建国、李明", 2),
        ("Ada Okafor, MA, Bo Chen, JD", 2),
        ("Ada Okafor, Bo Chen, Tove Lund, and friends", 4),
        ("Ada Okafor, and friends", 0),
        ("Okafor", 0),
        ("", 0),
    ],
)
def test_people_are_counted_in_bare_lists(text: str, people: int) -> None:
    assert people_in(text) == people


@pytest.mark.parametrize(
    ("text", "has_none"),
    [
        ("Deep Learning, Protein Folding", True),
        ("Bo Chen, May 2026", True),
        ("May Okafor, Bo Chen", False),
        ("Northern Institute, Ada Okafor", True),
        ("Phys. Rev. B 113", True),
        ("2D Mater. 2026 10 035012", True),
        ("Invited Commentary", True),
        ("Publication Year: 2026", True),
        ("Ada Okafor1 2, Bo Chen12", False),
        (f"{'Ada Okafor, ' * 20}Vision Singh", False),
    ],
)
def test_words_that_nobody_is_called_are_told(text: str, has_none: bool) -> None:
    assert has_no_names(text, [word.lower() for word in words_of(text)]) == has_none


def test_text_that_goes_on_in_small_letters_is_no_list() -> None:
    assert is_in_lower_case(words_of("Ada Okafor We show that nets are fun"))
    assert not is_in_lower_case(words_of("Ada van der Berg, Bo de la Cruz"))


def test_sentences_are_told_in_chinese_and_japanese() -> None:
    assert is_sentence("亲爱的用户")
    assert is_sentence("論文を読みました。確認してください")
    assert not is_sentence("山田太郎, 鈴木花子")


def test_one_surname_may_stand_for_all() -> None:
    assert is_first_of_many("van der Berg et al.")
    assert not is_first_of_many("van der Berg")
