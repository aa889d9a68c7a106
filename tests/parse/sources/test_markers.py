"""Degrees, marks and groups are taken off author lists."""

from __future__ import annotations

import pytest

from bot.parse.sources.markers import (
    is_cut_short,
    with_et_al,
    without_group_before,
    without_group_behind,
    without_markers,
)


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("Ada Okafor, Bo Chen", "Ada Okafor, Bo Chen"),
        ("Ada Okafor1,*, Bo Chen†", "Ada Okafor , , Bo Chen"),
        ("Ada Okafor, MD, Bo Chen Ph.D.", "Ada Okafor, , Bo Chen"),
        ("Ada Okafor (University of X), Bo Chen", "Ada Okafor , Bo Chen"),
        ("Ada Okafor, Bo Chen +7 more", "Ada Okafor, Bo Chen"),
        ("Prof. Ada Okafor [...] Bo Chen", "Ada Okafor Bo Chen"),
        ("Kim DO, Lee MS", "Kim DO, Lee MS"),
    ],
)
def test_but_names_and_separators_is_left(text: str, bare: str) -> None:
    lowered = [word.strip(".,;:()[]").lower() for word in text.split()]
    assert " ".join(without_markers(text, lowered).split()) == bare


@pytest.mark.parametrize("text", ["Ada Okafor et al", "Ada Okafor, …", "Ada Okafor and Others", "Ada Okafor..."])
def test_what_says_that_there_are_more_is_known(text: str) -> None:
    assert is_cut_short(text)


def test_a_group_is_the_author_if_it_stands_alone_in_brackets() -> None:
    assert without_group_before("(Leaf II Collaboration)") == "Leaf II Collaboration"
    assert without_group_before("The Leaf Collaboration, Ada Okafor") == "Ada Okafor"


def test_a_number_of_others_is_said_in_words_that_all_know() -> None:
    assert with_et_al("Okonkwo, Ada and 4 more") == "Okonkwo, Ada et al."
    assert with_et_al("Okonkwo, Ada") == "Okonkwo, Ada"


def test_groups_around_the_people_go() -> None:
    assert without_group_before("The NETS Collaboration, Ada Okafor") == "Ada Okafor"
    groups = "The Leaf Collaboration, the Root Collaboration"
    assert without_group_before(groups) == groups
    assert without_group_behind("Ada Okafor, on behalf of the NETS Investigators") == "Ada Okafor"
    assert without_group_behind("Ada Okafor, Bo Chen") == "Ada Okafor, Bo Chen"
