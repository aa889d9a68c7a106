"""Pages and article numbers behind the titles of a list go; what a title ends in of itself stays."""

from __future__ import annotations

import pytest

from bot.parse.sources.endings import without_places

PLACED = [
    ["Hedges at night (112-120)", "What do gardeners owe to moles? (121–130)"],
    ["Hedges at night (A1)", "Moles by moonlight (A2)", "Weeding with a spoon"],
    ["Hedges at night (pp. 3-9)", "Moles by moonlight (p. 10)"],
    ["Hedges at night p18", "Moles by moonlight pp. 24-30", "Weeding with a spoon"],
]
OF_THEMSELVES = [
    ["Signals of the adenosine receptor (A1)"],
    ["Hedges of Kent (1914-1918)", "Moles of Kent (1919)"],
    ["Apoptosis of moles by p53", "Moles by moonlight"],
    ["Hedges at night (12-20)", "Moles by moonlight", "Weeding with a spoon", "Slugs"],
]


@pytest.mark.parametrize("titles", PLACED)
def test_places_in_the_issue_go(titles: list[str]) -> None:
    assert not any("(" in title or title[-1] in " 0123456789" for title in without_places(titles))


@pytest.mark.parametrize("titles", OF_THEMSELVES)
def test_what_a_title_ends_in_of_itself_stays(titles: list[str]) -> None:
    assert without_places(titles) == titles
