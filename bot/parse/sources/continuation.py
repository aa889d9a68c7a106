"""Author lists of several lines: whether one goes on in the line below, and so where it begins and ends."""

from __future__ import annotations

from collections.abc import Sequence

from bot.parse.html import Block
from bot.parse.sources.byline import authors_in
from bot.parse.sources.labels import is_label
from bot.parse.sources.title_lines import is_field
from bot.parse.text import has_digit, holds_one_of

_MOST_LINES = 40  # of one list
_NARROWEST = 68  # characters; hardly anybody wraps text at less
_NARROWEST_IN_NAME = 45  # the same where a line ends midway in a name
_FEW = 2  # people before the one that a line ends in
_INITIAL = 2  # characters, with its full stop
_BEHIND = (",", ";", "&", " and")  # what ends a line of a list that goes on
_BEFORE = (",", "and ", "& ")  # what begins its next
_BEHIND_ITEM = (",", ";")


def goes_on(line: Block, below: Block, *, narrowest: int = _NARROWEST) -> bool:
    """Whether an author list goes on in the line right below one that is known to be of it.

    It was wrapped between two people, or within a name; of blocks of HTML each must hold an item of the list.
    narrowest: characters at which a line can have been wrapped within a name. What is known to be of people may have
    fewer; what may be a journal that reads like a name must have had no place on the line.
    """
    before = line.text.rstrip()
    if below.tag:
        return before.endswith(_BEHIND_ITEM) and not below.links and authors_in(below.text.rstrip(",; ")) > 0
    if is_label(below.text):
        return False
    return before.endswith(_BEHIND) or below.text.startswith(_BEFORE) or _is_broken_name(before, below, narrowest)


def end_of_list(lines: Sequence[Block], start: int) -> int:
    """The number of the line behind an author list that starts on a line."""
    end = start + 1
    while end < min(len(lines), start + _MOST_LINES) and goes_on(lines[end - 1], lines[end]):
        end += 1
    return end


def start_of_list(lines: Sequence[Block], number: int) -> int:
    """The number of the first line of an author list that a line belongs to."""
    first = number
    while (
        first > max(0, number - _MOST_LINES)
        and _names_people(lines[first - 1])
        and goes_on(*lines[first - 1 : first + 1])
    ):
        first -= 1
    return first


def _names_people(line: Block) -> bool:
    """Whether a line is of people, with what says that more follow or without."""
    return authors_in(line.text.rstrip(",;& ").removesuffix(" and")) > 0


def _is_broken_name(before: str, below: Block, narrowest: int) -> bool:
    """Whether a name was wrapped behind one of its words ("…, José A. Le" / "Gall"): what follows had no place."""
    if _is_last_of(before, below.text):
        return False
    narrowest = min(narrowest, _NARROWEST_IN_NAME) if _ends_midway(before) else narrowest
    has_place = len(before) + 1 + len(below.text.partition(" ")[0]) <= narrowest
    if has_place or below.opens or below.links or has_digit(below.text) or is_field(below.text):
        return False
    return authors_in(f"{before} {below.text}") >= max(2, authors_in(before))


def _is_last_of(before: str, below: str) -> bool:
    """Whether "and" ended a list before its line did, or titles of words like names, and another begins below."""
    _, link, last = before.rpartition(" and ")
    return bool(link) and " " in last and holds_one_of(below, (",", ";", " and ", " & "))


def _ends_midway(before: str) -> bool:
    """Whether the last person of a list has one word, or ends with a particle or an initial, as no other of it does."""
    mark = ";" if ";" in before else ","
    *others, last = (person.strip() for person in before.split(mark))
    if len(others) < _FEW or (mark == ";" and "," in before) or any(map(_is_incomplete, others)):
        return False
    return _is_incomplete(last)


def _is_incomplete(person: str) -> bool:
    end = person.rpartition(" ")[2]
    return end == person or end.islower() or (end.endswith(".") and len(end) == _INITIAL)
