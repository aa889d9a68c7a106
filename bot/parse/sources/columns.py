"""Journals that stand by themselves at the same place beside each title of a list, above it or below.

A single such line may be a section, a field or a society; of a whole list some tell what all are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set

from bot.parse.html import Block
from bot.parse.sources.byline import authors_in, names_authors
from bot.parse.sources.citing_lines import is_venue_name
from bot.parse.sources.titles import is_prose
from bot.parse.text import has_digit

_FEWEST = 3  # titles
_FEWEST_ALIKE = 2  # titles of one journal
_LONGEST = 90  # characters
_HEAD = 15  # lines
_ABOVE, _BELOW, _BELOW_PEOPLE = -1, 1, 2
_JOURNAL = re.compile(
    r"\b(?:journal|annals|proceedings|transactions|acta|archives) (?:of|on|for)\b|\bjournal\b.*\bof\b|学报", re.I
)
_HEADER = re.compile(r"(?:source(?: title)?|journal|来源|期刊|刊名)", re.I)


def journals_beside(lines: Sequence[Block], titles: Sequence[int]) -> Mapping[int, str]:
    """Line of the title → journal, where each title has one at the same place; titles: their lines, ascending."""
    if len(titles) < _FEWEST or any(not lines[number].tag for number in titles):
        return {}
    for place in (_ABOVE, _BELOW, _BELOW_PEOPLE):
        beside = [number + place for number in titles]
        if beside[0] < 0 or beside[-1] >= len(lines):
            continue
        names = [lines[number].text for number in beside]
        if _are_journals(lines, titles, names, place) and all(map(_may_be_name, (lines[n] for n in beside))):
            return dict(zip(titles, names, strict=True))
    return {}


def named_like_people(lines: Sequence[Block], titles: Sequence[int]) -> Set[int]:
    """Lines right below titles that read like one person and are of a journal: several titles have it above people.

    "Pond Processes", where each time people stand below, and once more than one of them.
    """
    below: dict[str, list[int]] = {}
    for title in titles:
        if title + 2 < len(lines) and lines[title].tag and _reads_like_one_person(lines[title + 1].text):
            below.setdefault(lines[title + 1].text, []).append(title + 1)
    found: set[int] = set()
    for name, places in below.items():
        people = [authors_in(lines[number + 1].text) for number in places]
        if len(places) >= _FEWEST_ALIKE and all(people) and max(people) > 1 and not has_digit(name):
            found |= {*places}
    return found


def _reads_like_one_person(text: str) -> bool:
    return authors_in(text) == 1 and not names_authors(text)


def _are_journals(lines: Sequence[Block], titles: Sequence[int], names: Sequence[str], place: int) -> bool:
    """Whether enough of the lines are journals by their words, or the list is a table that says so."""
    if len(set(names)) == 1 or any(len(name) > _LONGEST for name in names):
        return False
    if place == _BELOW_PEOPLE:
        first = titles[0]
        named = any(_HEADER.fullmatch(line.text) for line in lines[max(0, first - _HEAD) : first])
        return named and all(authors_in(lines[number + 1].text) for number in titles)
    shared = named_like_people(lines, titles) if place == _BELOW else ()
    sure = sum(
        _JOURNAL.search(name) is not None or title + 1 in shared for title, name in zip(titles, names, strict=True)
    )
    # Sections stand above titles, too, but not between a title and its people.
    return sure >= max(1, len(names) / 4) if place == _BELOW else sure >= max(2, len(names) / 3)


def _may_be_name(line: Block) -> bool:
    text = line.text
    is_short = len(text) <= _LONGEST and not line.links and not has_digit(text)
    return is_short and not is_prose(text) and is_venue_name(text)
