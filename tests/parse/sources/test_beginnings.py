"""People before the titles of a list are told apart; what a title begins with of itself stays."""

from __future__ import annotations

import pytest

from bot.parse.sources.beginnings import led_by_people

OF_THEMSELVES = [
    ["Okafor, Ada: a life among hedges"],
    ["Paris, Texas: a city in two atlases", "Hedges at night", "Slugs: what helps", "Weeding with a spoon"],
    ["Hedge Nets: fences that learn", "Ada Okafor: an interview"],
]


def test_people_before_titles_are_told_apart() -> None:
    titles = ["Okafor, Ada; Chen, Bo: Hedges at night: a survey", "Lund, Tove: Moles by moonlight", "Slugs in verse"]
    assert led_by_people(titles) == [
        ("Okafor, Ada; Chen, Bo", "Hedges at night: a survey"),
        ("Lund, Tove", "Moles by moonlight"),
        ("", "Slugs in verse"),
    ]


@pytest.mark.parametrize("titles", OF_THEMSELVES)
def test_what_a_title_begins_with_of_itself_stays(titles: list[str]) -> None:
    assert led_by_people(titles) == [("", title) for title in titles]
