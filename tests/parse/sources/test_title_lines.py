"""Titles that share their line with people, buttons or an identifier."""

from __future__ import annotations

import pytest

from bot.parse.html import Block, Link
from bot.parse.sources.hits import Hit
from bot.parse.sources.title_lines import (
    has_buttons_behind_text,
    is_identifier_field,
    is_venue,
    leading_title,
    title_and_authors,
    title_on_line,
    without_lead,
    without_people,
)

PAGE = "https://arxiv.org/abs/2601.00001"


def line_with(words: str, text: str) -> tuple[Block, Hit]:
    """A line on which `words` lead to a paper."""
    start = text.index(words)
    end = start + len(words)
    return Block(text, "p", (Link(PAGE, start, end),)), Hit(0, {"arxiv": "2601.00001"}, PAGE, start, end)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('"Tidal Light," Okonkwo, Ada and 4 more (2026ApJ...991...12O)', ("Tidal Light", "Okonkwo, Ada and 4 more")),
        ('"Is It a Magnetar?," Iwu, C.; Li, X. (2026ApJ...991...12O)', ("Is It a Magnetar?", "Iwu, C.; Li, X.")),
        ('"The "Big" One," Roe, A. (2026ApJ...991...12O)', ('The "Big" One', "Roe, A.")),
        ('We liked "Tidal Light" very much. See 2026ApJ...991...12O', None),
        ("Tidal Light (2026ApJ...991...12O)", None),
    ],
)
def test_a_title_in_quotes_before_people_and_an_identifier_in_brackets(
    text: str, found: tuple[str, str] | None
) -> None:
    start = text.index("2026ApJ")
    hit = Hit(0, {"bibcode": "2026ApJ...991...12O"}, None, start, start + 19)
    assert title_and_authors(Block(text), hit) == found


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ('Seen this? Roe 2014, "On the Unity of Tidal Light", doi:10.5555/x1', "On the Unity of Tidal Light"),
        ('They say "we found no tidal light", and then cite doi:10.5555/x1', None),
        ("the new Roe & Poe (The Paradox of Tidal Light) in Tides: doi:10.5555/x1", "The Paradox of Tidal Light"),
        ("from Poe et al. (The Paradox of Tidal Light): doi:10.5555/x1", "The Paradox of Tidal Light"),
        ("the new Roe & Poe (which we liked very much): doi:10.5555/x1", None),
        ("A talk (The Paradox of Tidal Light) is on Monday, unlike this: doi:10.5555/x1", None),
    ],
)
def test_a_title_in_quotes_or_brackets_right_before_an_identifier(text: str, title: str | None) -> None:
    start = text.index("doi:")
    hit = Hit(0, {"doi": "10.5555/x1"}, None, start, len(text))
    assert title_on_line(Block(text), hit, alone=True) == title


@pytest.mark.parametrize(
    ("words", "text", "expected"),
    [
        ("paper", "Shared blocks match deep stacks on all tasks. (paper | tweet)", True),
        ("Paper", "Shared blocks match deep stacks on all tasks. [Paper]", True),
        ("here", "Shared blocks match deep stacks (as shown here by many)", False),
        ("paper", "The paper says that shared blocks match deep stacks.", False),
        ("paper", "(paper | tweet)", False),
    ],
)
def test_buttons_in_brackets_behind_a_text(words: str, text: str, expected: bool) -> None:
    assert has_buttons_behind_text(*line_with(words, text)) is expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Looped Transformers - shows that blocks can be shared (paper)", "Looped Transformers"),
        ("Looped Transformers: blocks can be shared (paper)", "Looped Transformers"),
        ("We show that one can - with care - share blocks (paper)", None),
    ],
)
def test_a_title_that_leads_a_text(text: str, title: str | None) -> None:
    assert leading_title(Block(text)) == title


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("Li X, Wu Y. Tidal rhythms of a crab", ("Li X, Wu Y", "Tidal rhythms of a crab")),
        ("Okafor NC et al. Acetate and sleep", ("Okafor NC et al", "Acetate and sleep")),
        ("Tidal rhythms. A review", ("", "Tidal rhythms. A review")),
        ("Vitamin D. A review", ("", "Vitamin D. A review")),
    ],
)
def test_people_before_a_title_in_plain_text(words: str, found: tuple[str, str]) -> None:
    assert without_people(words) == found


@pytest.mark.parametrize(
    ("words", "after", "title"),
    [
        ("I also liked “On the half-life", "”, which asks", "On the half-life"),
        ("On the half-life", ", which asks", "On the half-life"),
    ],
)
def test_a_quoted_title_behind_a_lead(words: str, after: str, title: str) -> None:
    assert without_lead(words, after) == title


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("e-Print: ", True),
        ("DOI:", True),
        ("URL: ", True),
        ("Read more: ", True),
        ("Persistent link to this record (Permalink): ", True),
        ("see ", False),
        ("links to this record of mine: ", False),
    ],
)
def test_fields_that_announce_an_identifier(text: str, expected: bool) -> None:
    assert is_identifier_field(text) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Trends in Plant Science 31", True),
        ("Trends in Cancer", True),
        ("Trends in Ecology & Evolution", True),
        ("Trends in Hedge Planting and Retention in Kent, 2016-2022", False),
        ("Trends in Cancer Screening Among Gardeners", False),
        ("Journal of Hedges 12 (3)", True),
    ],
)
def test_journals_are_told_from_titles_that_begin_alike(text: str, expected: bool) -> None:
    assert is_venue(text) is expected
