"""One person in two spellings, and two persons in similar ones."""

from __future__ import annotations

from time import process_time

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from bot.scholarly.names import Name, family_keys, parse_name, same_person
from bot.scholarly.spelling import spelled
from tests.scholarly import name_pairs

SAME = [pair for pairs in name_pairs.SAME.values() for pair in pairs]
OTHERS = [pair for pairs in name_pairs.OTHERS.values() for pair in pairs]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_person_in_two_spellings(one: str, other: str) -> None:
    assert same_person(one, other)
    assert same_person(other, one)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_persons_with_similar_names(one: str, other: str) -> None:
    assert not same_person(one, other)
    assert not same_person(other, one)


def test_the_table_of_pairs_is_long_and_balanced() -> None:
    assert len(SAME) >= 180
    assert len(OTHERS) >= 130


@pytest.mark.parametrize(("one", "other", "why"), name_pairs.MISSED)
def test_of_one_person_in_two_spellings_these_are_known_to_be_missed(one: str, other: str, why: str) -> None:
    assert not same_person(one, other), f"no longer true: {why}"


@pytest.mark.parametrize(("one", "other", "why"), name_pairs.MISTAKEN)
def test_of_two_persons_these_are_known_to_be_mistaken(one: str, other: str, why: str) -> None:
    assert same_person(one, other), f"no longer true: {why}"


@pytest.mark.parametrize(
    ("name", "parsed"),
    [
        ("Yann A. LeCun", Name("LeCun", ("Yann", "A."))),
        ("LeCun, Yann A.", Name("LeCun", ("Yann", "A."))),
        ("Smith GM", Name("Smith", ("G", "M"))),
        ("RCC Garcia", Name("Garcia", ("R", "C", "C"))),
        ("M.O. Archer", Name("Archer", ("M.", "O."))),
        ("E. F. van Dishoeck", Name("Dishoeck", ("E.", "F."), "van")),
        ("van der Maaten, Laurens", Name("Maaten", ("Laurens",), "van der")),
        ("A. Lecavelier des Etangs", Name("Etangs", ("A.", "Lecavelier"), "des")),
        ("Sammy Davis, Jr.", Name("Davis", ("Sammy",), "", "jr")),
        ("Ann Roe III", Name("Roe", ("Ann",), "", "iii")),
        ("Van Nguyen", Name("Nguyen", ("Van",))),
        ("Quyen Van", Name("Van", ("Quyen",))),
        ("Di Wu", Name("Wu", ("Di",))),
        ("Plato", Name("Plato")),
        ("李飞飞", Name("李飞飞")),
        ("The ATLAS Collaboration", Name("ATLAS Collaboration", group=True)),
        ("R.Gonzalez Quaglia", Name("Quaglia", ("R.", "Gonzalez"))),
    ],
)
def test_a_name_is_taken_apart(name: str, parsed: Name) -> None:
    assert parse_name(name) == parsed


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("LeCun, Y.", {"lecun"}),
        ("LeCun Y", {"lecun", "y"}),
        ("Yann LeCun", {"lecun", "yann"}),
        ("L Van Der Maaten", {"maten", "vandermaten"}),
        ("H. García-Molina", {"molina", "garciamolina"}),
        ("Garcia Molina, H.", {"molina", "garciamolina"}),
        ("J. Mueller", {"muller"}),
        ("C. O’Brien", {"obrien"}),
        ("The ATLAS Collaboration", {"atlascollaboration"}),
    ],
)
def test_a_name_is_filed_under_whatever_may_be_its_family_name(name: str, keys: set[str]) -> None:
    assert family_keys(name) == keys


@pytest.mark.parametrize(
    "name", ["a" + "1" * 5000 + "x", "a" + ",^{1" * 2000, "(" * 5000, "1111-" * 2000, "a b" * 5000]
)
def test_a_name_made_to_take_long_takes_no_longer_than_others(name: str) -> None:
    started = process_time()
    assert same_person(name, name)
    assert process_time() - started < 2


WORDS = st.sampled_from(
    """
    Yann Y. Y YA LeCun LECUN Wang Xiaoming Xiao-Ming XM Min-Jae Kim van Van der de la El Sayed Garcia Molina y Lopez
    García-Molina Müller Mueller Sergey Sergei Иван Иванов Ivan Ivanov Jr. III PhD MD Dr. (Helen) 李飞飞 O'Brien Li Wei
    """.split()
)
NAMES = st.lists(st.tuples(WORDS, st.sampled_from([" ", " ", " ", ", ", "-"])), min_size=1, max_size=4).map(
    lambda words: "".join(word + joint for word, joint in words).rstrip(" -")
)
ANY_NAME = NAMES | st.text(max_size=40)


@given(ANY_NAME, ANY_NAME)
@settings(max_examples=1000)
def test_two_names_of_one_person_share_a_key(one: str, other: str) -> None:
    is_same = same_person(one, other)
    event(f"one person: {is_same}")
    assert not is_same or family_keys(one) & family_keys(other)


@given(ANY_NAME, ANY_NAME)
def test_any_two_texts_are_compared_alike_from_both_sides(one: str, other: str) -> None:
    assert same_person(one, other) == same_person(other, one)


@given(ANY_NAME.filter(bool))
def test_everybody_is_himself(name: str) -> None:
    assert same_person(name, name)


@pytest.mark.parametrize(
    ("word", "spelling"),
    [
        ("mueller", "muller"),
        ("michael", "michael"),
        ("manuel", "manuel"),
        ("joel", "joel"),
        ("kay", "kay"),
        ("ly", "ly"),
        ("khan", "khan"),
        ("dmitriy", "dmitri"),
        ("alexander", "aleksandr"),
    ],
)
def test_words_in_several_spellings_have_one_for_comparing(word: str, spelling: str) -> None:
    assert spelled(word) == spelling
