"""Abstracts and summaries, and what stands in their place and is none."""

from __future__ import annotations

import pytest

from bot.parse.html import Block, Link
from bot.parse.sources.abstracts import abstract_in, own_words


@pytest.mark.parametrize(
    ("text", "abstract", "is_snippet"),
    [
        ("We show that hedges are older than lawns.", "We show that hedges are older than lawns.", True),
        ("Abstract: Hedges are older than lawns.", "Hedges are older than lawns.", False),
        ("TLDR Hedges are older than lawns. Expand", "Hedges are older than lawns.", True),
        ("Hedges 2026 153: dev1 | Summary: Hedges are old, lawns young.", "Hedges are old, lawns young.", False),
        ("Hedges are often praised and seldom mown …", "Hedges are often praised and seldom mown …", True),
    ],
)
def test_a_sentence_is_a_summary(text: str, abstract: str, is_snippet: bool) -> None:
    assert abstract_in([Block(text, "p")]) == (abstract, is_snippet)


@pytest.mark.parametrize(
    "text",
    [
        "Abstract: https://www.journals.example/Abstract/480111",
        "Abstract: Society of Hedges, 5521 Garden Drive",
        "This is a preprint; it has not been peer reviewed.",
        "This article belongs to the special issue on hedges.",
        "Because you added hedges to the library of the house.",
        "Authors Full Name: Roe, a gardener, and others of the same name.",
        "Hedges between lawns and streets",
        "... as shown by Roe et al., hedges are older than lawns.",
    ],
)
def test_other_lines_are_none(text: str) -> None:
    assert abstract_in([Block(text, "p")]) == (None, False)


def test_a_summary_of_plain_text_ends_at_the_buttons_below() -> None:
    lines = [Block("We show that hedges", opens=True), Block("are older than lawns."), Block("Read more | PDF")]
    assert abstract_in(lines) == ("We show that hedges are older than lawns.", True)


def test_an_abstract_stands_below_its_label() -> None:
    lines = [Block("(08 Mar 2026)"), Block("Short summary"), Block("Hedges are older than lawns.")]
    assert abstract_in(lines) == ("Hedges are older than lawns.", True)


def test_a_button_announces_no_abstract() -> None:
    button = Block("Abstract", "td", (Link("https://hedges.example/1", 0, 8),))
    assert abstract_in([button, Block("Hedges Ltd, 5521 Garden Drive, Catonsville.", "p")]) == (None, False)


LONG = "The society is the oldest of its kind. " * 4


@pytest.mark.parametrize(
    ("summaries", "own"),
    [
        ([None, None, LONG], [False, False, True]),
        ([LONG], [False]),
        ([None, LONG], [False, False]),
        ([LONG, LONG, LONG], [False, False, False]),
        (["Short as it is."], [True]),
        (["One.", "Two.", None], [False, False, False]),
        (["Not reviewed.", "Not reviewed.", "Not reviewed."], [True, True, True]),
    ],
)
def test_words_of_the_mail_are_told_from_summaries(summaries: list[str | None], own: list[bool]) -> None:
    assert own_words(summaries) == own
