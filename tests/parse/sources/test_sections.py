"""Headings and labels say of which titles there is no paper, in whatever way and order a list sets them."""

from __future__ import annotations

import pytest

from bot.parse.html import Block
from bot.parse.sources.sections import headings_above, places_of_no_paper

TITLE = Block("Nets That Mend Themselves", "td")
OTHER = Block("Nets That Tear Themselves", "td")
PEOPLE = Block("Ada Okafor, Bo Chen", "td")


def heading(text: str, tag: str = "h2") -> Block:
    return Block(text, tag, bold=True)


def bold(text: str) -> Block:
    return Block(text, "td", bold=True)


def line(text: str) -> Block:
    return Block(text, "td")


NO_PAPER = {
    "a heading": [heading("Editorial"), TITLE],
    "a heading above another item": [heading("Editorial"), OTHER, bold("Ada Okafor"), TITLE],
    "a label above": [line("Editorial"), TITLE],
    "a label with its field": [line("News | In brief"), TITLE],
    "a label above a badge": [line("EDITORIAL"), line("Open Access"), line("Free to Read"), TITLE],
    "a label below": [TITLE, line("Erratum"), PEOPLE],
    "the kind before the date": [TITLE, PEOPLE, line("Editorial | 14 April 2026 Nature Nets 23 | doi:10.1038/x1")],
    "a heading over smaller ones": [heading("News in Focus"), heading("Oceans", "h4"), TITLE],
}
PAPER = {
    "a heading of papers": [heading("Editorial"), OTHER, heading("Articles"), TITLE],
    "a heading of papers only set in bold": [heading("News"), OTHER, bold("Research Articles"), TITLE],
    "a label of its own": [bold("In Other Journals"), OTHER, line("Research Article | Sleep"), TITLE],
    "an advert before it": [heading("Articles"), OTHER, line("ADVERTISEMENT"), TITLE],
    "the end of the item above": [OTHER, line("Editorial | 14 April 2026 | doi:10.1038/x0"), TITLE],
    "its own kind below": [
        heading("Research Briefings"),
        OTHER,
        TITLE,
        PEOPLE,
        line("Article | 12 March 2026 Nature Nets 23 | doi:10.1038/x1"),
    ],
    "a section of editorials below": [TITLE, PEOPLE, line("doi:10.1038/x1"), heading("Editorial")],
}


@pytest.mark.parametrize("lines", NO_PAPER.values(), ids=NO_PAPER.keys())
def test_a_title_is_of_no_paper_below(lines: list[Block]) -> None:
    assert lines.index(TITLE) in places_of_no_paper(lines, [n for n, one in enumerate(lines) if one in (TITLE, OTHER)])


@pytest.mark.parametrize("lines", PAPER.values(), ids=PAPER.keys())
def test_a_title_is_of_a_paper_below(lines: list[Block]) -> None:
    starts = [number for number, one in enumerate(lines) if one in (TITLE, OTHER)]
    assert lines.index(TITLE) not in places_of_no_paper(lines, starts)


def test_people_set_in_bold_are_no_heading_but_what_follows_them_is() -> None:
    lines = [heading("Research"), bold("New Online"), OTHER, bold("Ada Okafor"), bold("Policy Forum"), TITLE]
    above = dict(headings_above(lines, {2, 5}))
    assert [one.text for one in above[2]] == ["Research", "New Online"]
    assert [one.text for one in above[5]] == ["Research", "Policy Forum"]
