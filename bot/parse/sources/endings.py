"""What the titles of a list end in that is no part of them: pages, or numbers of articles in brackets.

A single title may end so of itself ("The adenosine receptor (A1)"); where most of a list do, it is the list's doing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_FEWEST = 2  # titles
_MOST_OF_THEM = 2 / 3
_YEAR = r"(?:1[5-9]|20)\d\d"
_PLACE = re.compile(
    rf"\s?\((?!{_YEAR}(?:\s?[-–]\s?{_YEAR})?\))"
    r"(?:(?:pp?|pages?|págs?|s)\.?\s?)?[A-Z]{0,2}\d{1,5}(?:\s?[-–]\s?[A-Z]{0,2}\d{1,5})?\)$"
    r"|\spp?\.?\s?\d{1,5}(?:\s?[-–]\s?\d{1,5})?$",
    re.I,
)


def _may_end_in_place(title: str) -> bool:
    last = title[-1:]
    return last in ")\n" or last.isdigit() or last.isspace()


def without_places(titles: Sequence[str]) -> list[str]:
    """The same titles, without the place in an issue where most of them end in one: "Hedges at night (112-120)"."""
    bare = [_PLACE.sub("", title).rstrip() if _may_end_in_place(title) else title for title in titles]
    placed = sum(one != title for one, title in zip(bare, titles, strict=True))
    return bare if placed >= max(_FEWEST, _MOST_OF_THEM * len(titles)) else list(titles)
