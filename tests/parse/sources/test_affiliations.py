"""Author lists of one person a line, with institutions or addresses."""

from __future__ import annotations

import pytest

from bot.parse.html import Block, Link
from bot.parse.sources.affiliations import is_at_institution, people_by_line


@pytest.mark.parametrize(
    "text",
    [
        "Ada Okafor, University of X",
        "Ada Okafor, World Bank",
        "Bo Chen (Northern Business School)",
        "Ada Okafor - MIT Labs, Institute",
    ],
)
def test_one_person_and_an_institution_are_told(text: str) -> None:
    assert is_at_institution(text)


@pytest.mark.parametrize(
    "text",
    [
        "University of X, Northern Institute",
        "Ada Okafor, Lena Fairbanks",
        "Bo Chen, Tove Banks",
        "nets at a university",
    ],
)
def test_institutions_alone_and_people_alone_are_told_from_that(text: str) -> None:
    assert not is_at_institution(text)


def test_people_with_their_institutions_are_read_until_the_first_line_without() -> None:
    lines = [
        Block("Sabine Vogel, University of X"),
        Block("Arun Iyer (Business School)"),
        Block("Abstract"),
        Block("x"),
    ]
    assert people_by_line(lines) == (["Sabine Vogel", "Arun Iyer"], 2)


def test_people_above_their_addresses_are_read_and_what_is_wrapped_of_their_institutions_is_not() -> None:
    lines = [
        Block("SABINE VOGEL"),
        Block("Email: vogel@example.edu"),
        Block("Arun Iyer, University of X - Department of Lawns and"),
        Block("Ponds"),
        Block("E-mail: iyer@example.edu"),
        Block("BO CHEN, affiliation not provided to SSRN"),
        Block("Email: chen@example.edu"),
        Block("Tove Lund"),
        Block("Contact us at tove@example.edu"),
    ]
    assert people_by_line(lines) == (["SABINE VOGEL", "Arun Iyer", "BO CHEN"], 7)


def test_people_in_items_of_a_list_are_read_if_they_are_several() -> None:
    lines = [Block("Ada Okafor", "li"), Block("Bo Chen", "li"), Block("Cleo Diaz", "p")]
    assert people_by_line(lines) == (["Ada Okafor", "Bo Chen"], 2)
    assert people_by_line(lines[1:]) == ([], 0)


def test_people_one_clicks_on_are_told_from_topics_by_commas() -> None:
    link = (Link("https://example.org", 0, 7),)
    items = [Block("Ada Okafor,", "li", link), Block("Bo Chen", "li", link)]
    assert people_by_line(items) == (["Ada Okafor", "Bo Chen"], 2)
    assert people_by_line([Block("Garden Design", "li", link), *items[1:]]) == ([], 0)


def test_who_is_independent_needs_nobody_at_an_institution() -> None:
    assert people_by_line([Block("Ada Okafor, Independent")]) == (["Ada Okafor"], 1)


def test_institutions_by_other_words_are_known_behind_people_at_one() -> None:
    lines = [Block("ADA OKAFOR, University of X"), Block("BO CHEN, HKUST"), Block("CLEO DIAZ, Independent")]
    assert people_by_line([*lines, Block("GARDEN REVIEW, Forthcoming")]) == (["ADA OKAFOR", "BO CHEN", "CLEO DIAZ"], 3)
    assert people_by_line(lines[1:]) == ([], 0)
