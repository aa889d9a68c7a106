"""Author lists of several lines are followed to where they end, and back to where they begin."""

from __future__ import annotations

import pytest

from bot.parse.html import Block, Link
from bot.parse.sources.continuation import end_of_list, goes_on, start_of_list

_WIDE = "Ada Okafor, Lars Brandvold, Mei-Ling Zhao, Bo Chen, Tove Lund, José A. Le"  # 73 characters
_NARROW = "Ada Okafor, Lars Brandvold, Bo Chen, José A. Le"  # 47 characters


@pytest.mark.parametrize(
    ("line", "below"),
    [
        (Block("Ada Okafor, Bo Chen,"), Block("Tove Lund")),
        (Block("Ada Okafor, Bo Chen and"), Block("Tove Lund")),
        (Block("Ada Okafor, Bo Chen"), Block("and Tove Lund")),
        (Block(_WIDE), Block("Gall")),
        (Block("Ada Okafor; Lars Brandvold; Mei-Ling Zhao; Søren"), Block("N. Chen")),
        (Block("Ada Okafor; Lars Brandvold; Mei-Ling Zhao; Bo van"), Block("Dijk; Tove Lund")),
        (Block("Ada Okafor,", "li"), Block("Bo Chen;", "li")),
    ],
    ids=["comma", "and behind", "and before", "within a name", "behind one word", "behind a particle", "items"],
)
def test_a_list_goes_on_behind_a_separator_or_within_a_name(line: Block, below: Block) -> None:
    assert goes_on(line, below)


@pytest.mark.parametrize(
    ("line", "below"),
    [
        (Block("Ada Okafor, Bo Chen"), Block("Tove Lund")),
        (Block("Ada Okafor, Bo Chen,"), Block("PDF")),
        (Block(_NARROW), Block("Gall")),
        (Block("Hedge Pruning and Atypical Mole Fractures"), Block("Ada Okafor; Bo Chen; Tove Lund")),
        (Block(_WIDE), Block("Gall", opens=True)),
        (Block(_WIDE), Block("Gall 12 (3)")),
        (Block("Ada Okafor", "p"), Block("Bo Chen", "p")),
        (Block("Ada Okafor,", "p"), Block("Ecology of Gardens", "p")),
        (Block("Ada Okafor,", "p"), Block("Bo Chen", "p", (Link("https://example.org", 0, 7),))),
    ],
    ids=["full", "button", "had a place", "title", "paragraph", "volume", "block", "journal", "link"],
)
def test_what_else_stands_below_people_is_not_of_their_list(line: Block, below: Block) -> None:
    assert not goes_on(line, below)


def test_people_above_people_may_have_been_wrapped_in_narrow_lines() -> None:
    assert goes_on(Block(_NARROW), Block("Gall, Tove Lund"), narrowest=45)


def test_the_end_and_the_start_of_a_list_are_found() -> None:
    lines = [
        Block("Slow gears outlast springs,"),
        Block("Ada Okafor, Bo Chen,"),
        Block("Tove Lund and"),
        Block("Mei-Ling Zhao"),
        Block("Ecology of Gardens"),
    ]
    assert end_of_list(lines, 1) == 4
    assert start_of_list(lines, 3) == 1


def test_no_list_has_lines_without_end() -> None:
    lines = [Block("Ada Okafor,")] * 100
    assert end_of_list(lines, 0) == 40
    assert start_of_list(lines, 99) == 59
