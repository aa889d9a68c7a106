"""What the titles of a list begin with that is no part of them: people, as Thieme has it.

A single title may begin so of itself ("Paris, Texas: a city in two atlases"); where most of a list do, it is the
list's doing.
"""

from __future__ import annotations

from collections.abc import Sequence

from bot.parse.sources.byline import authors_in
from bot.parse.sources.titles import looks_like_title

_FEWEST = 2  # titles
_MOST_OF_THEM = 2 / 3


def led_by_people(titles: Sequence[str]) -> list[tuple[str, str]]:
    """For each title the people before it, and the title: "Roe, Ada; Poe, Bo: Hedges at night"; no people if few do."""
    divided = [_divided(title) for title in titles]
    led = sum(bool(people) for people, _ in divided)
    return divided if led >= max(_FEWEST, _MOST_OF_THEM * len(titles)) else [("", title) for title in titles]


def _divided(text: str) -> tuple[str, str]:
    """The people, surname first or several, before the first colon of a text, and what is behind it."""
    people, colon, title = text.partition(": ")
    is_list = bool(colon) and ("," in people or ";" in people)
    return (people, title) if is_list and authors_in(people) and looks_like_title(title) else ("", text)
