"""The part of a mail that belongs to one paper of a list, and what it says of it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import takewhile

from bot.parse.html import Block
from bot.parse.sources.abstracts import own_words
from bot.parse.sources.appearance import where_and_when
from bot.parse.sources.byline import authors_in, byline_of, names_authors
from bot.parse.sources.citation import Details, details_of
from bot.parse.sources.columns import journals_beside, named_like_people
from bot.parse.sources.items import Item
from bot.parse.sources.labels import is_farewell, is_type
from bot.parse.sources.sections import HEADINGS
from bot.parse.text import has_digit, holds_one_of

_ADVERT = re.compile(r"\W*(?:sponsored(?:\s\w+)?|advert(?:isement|orial)?|promoted)\W*", re.I)
# Where the foot of a mail begins, which says why one got it.
_FOOT = re.compile(
    r"\bun-?subscribe\b|\byou (?:are receiv|have receiv|receiv)(?:ed|ing|e) this\b|\ball rights reserved\b"
    r"|^(?:copyright )?©"
    r"|\bthis (?:e-?mail|message) (?:was|has been) sent\b|\bmanage (?:my |your )?(?:e-?)?(?:mail )?alerts\b",
    re.I,
)
_OF_FOOT = ("subscribe", "you ", "ight", "©", "sent", "manage ")  # each of these has one
_LONGEST_REGION = 15  # lines
_MOST = 0.75
_NOTES = 3  # lines above a title


class Regions:
    """Where the papers of a mail are shown.

    lines: of the mail. starts: the lines of all titles, ascending.
    """

    def __init__(self, lines: Sequence[Block], starts: Sequence[int]):
        self._lines = lines
        self._starts = starts
        self._dates_lead = self._do_dates_lead()
        self._people_lead = self._do_people_lead()
        self._like_people = named_like_people(lines, starts)
        self._known: dict[int, Sequence[Block]] = {}

    @cached_property
    def _journals(self) -> Mapping[int, str]:
        return journals_beside(self._lines, self._starts)

    def around(self, item: Item) -> Sequence[Block]:
        """The lines of an item, at all places of it."""
        return [line for number in item.lines for line in (self._lines[number], *self._of(number))]

    def details(self, item: Item) -> Details:
        """The best of all places where the mail shows the paper: the longest author list, whatever else is there."""
        shown = [self._details_at(number, trailing, item.title) for number, trailing in item.places]
        best = max(shown, key=lambda details: len(details.authors or ()))
        for other in shown if len(shown) > 1 else ():
            is_cut = other.truncated & {"abstract"} if other.abstract and not best.abstract else set()
            best = replace(
                best,
                venue=best.venue or other.venue,
                published=best.published or other.published,
                abstract=best.abstract or other.abstract,
                truncated=best.truncated | is_cut,
            )
        if best.venue:
            return best
        journal = next((self._journals[number] for number in item.lines if number in self._journals), None)
        return replace(best, venue=journal) if journal else best

    def _details_at(self, number: int, trailing: str, title: str) -> Details:
        region = self._of(number)
        if number + 1 in self._like_people and region:
            return self._details_below_journal(region)
        if self._people_lead:
            below = takewhile(lambda line: not authors_in(line.text.rstrip(": ")), region)
            return details_of([*below], self._lines[number - 1].text)
        return details_of(region, trailing or _people_above(self._lines, number, title))

    @staticmethod
    def _details_below_journal(region: Sequence[Block]) -> Details:
        details = details_of(region[1:])
        return replace(details, venue=details.venue or region[0].text)

    def _of(self, start: int) -> Sequence[Block]:
        """The lines between a title and the next, the heading of the next section, an advert, or the end of the letter.

        Where kinds and dates stand above titles, those above the next belong to it, and those above this one come last.
        """
        if start not in self._known:
            self._known[start] = self._read(start)
        return self._known[start]

    def _read(self, start: int) -> Sequence[Block]:
        end = self._end_of(start)
        if not self._dates_lead:
            return self._lines[start + 1 : end]
        end -= len(_notes_above(self._lines, end)) if end in self._starts else 0
        return [*self._lines[start + 1 : end], *_notes_above(self._lines, start)]

    def _end_of(self, start: int) -> int:
        lines, starts = self._lines, self._starts
        following = bisect_right(starts, start)
        end = min(starts[following] if following < len(starts) else len(lines), start + 1 + _LONGEST_REGION)
        return next((number for number in range(start + 1, end) if _ends_item(lines[number])), end)

    def _do_dates_lead(self) -> bool:
        """Whether most titles have their date above, the first among them, and the last has none below."""
        if not self._starts or not _notes_above(self._lines, self._starts[0]):
            return False
        above = [bool(_notes_above(self._lines, number)) for number in self._starts]
        if sum(above) < _MOST * len(above):
            return False
        last = self._starts[-1]
        return where_and_when([line.text for line in self._lines[last + 1 : self._end_of(last)]])[1] is None

    def _do_people_lead(self) -> bool:
        """Whether people stand above the titles of an HTML body, as in the alerts of JMIR and Thieme."""
        lines, starts = self._lines, self._starts
        if len(starts) < 2 or not starts[0] or not _are_people(lines, starts[0] - 1):
            return False
        above = [_are_people(lines, number - 1) for number in starts]
        is_led = sum(above) >= _MOST * len(above)
        return is_led and not any(not lines[number].tag or _are_people(lines, number + 1) for number in starts)


def details_of_all(items: Iterable[Item], regions: Regions) -> list[Details]:
    """What a mail says of each of its papers; what it says of itself at their end is left out."""
    shown = [regions.details(item) for item in items]
    strays = own_words([details.abstract if "abstract" in details.truncated else None for details in shown])
    return [
        replace(details, abstract=None, truncated=details.truncated - {"abstract"}) if is_stray else details
        for details, is_stray in zip(shown, strays, strict=True)
    ]


def _are_people(lines: Sequence[Block], number: int) -> bool:
    if number >= len(lines) or lines[number].links or has_digit(lines[number].text):
        return False
    return authors_in(lines[number].text.rstrip(": ")) > 0


def _people_above(lines: Sequence[Block], number: int, title: str) -> str:
    """The authors that open the paragraph of plain text in which a title stands, as PLOS's alerts have it.

    Ovid's have them labelled, right above the title.
    """
    if number and _goes_on(lines[number]) and names_authors(lines[number - 1].text):
        return byline_of(lines[number - 1].text)
    first = number
    while first and _goes_on(lines[first]) and (first == number or lines[first].text in title):
        first -= 1
    opening = first
    while opening and _goes_on(lines[opening]):
        opening -= 1
    people = " ".join(line.text for line in lines[opening : first + 1])
    below = next(iter(lines[number + 1 : number + 2]), None)
    has_people_below = below is not None and not below.opens and authors_in(below.text) > 0
    is_above = first < number and not any(line.links for line in lines[opening : first + 1])
    return people if is_above and not has_people_below and not is_type(people) and authors_in(people) else ""


def _goes_on(line: Block) -> bool:
    return not (line.tag or line.opens)


def _ends_item(line: Block) -> bool:
    is_heading = line.tag in HEADINGS and not line.links
    return is_heading or bool(_ADVERT.fullmatch(line.text)) or is_farewell(line.text) or _is_foot(line.text)


def _is_foot(text: str) -> bool:
    return holds_one_of(text.lower(), _OF_FOOT) and _FOOT.search(text) is not None


def _notes_above(lines: Sequence[Block], title: int) -> Sequence[Block]:
    """The kind and date right above a title, if there is a date."""
    first = title
    while first and first >= title - _NOTES and not lines[first - 1].links and _is_note(lines[first - 1].text):
        first -= 1
    above = lines[first:title]
    return above if any(has_digit(line.text) and where_and_when([line.text])[1] for line in above) else ()


def _is_note(text: str) -> bool:
    return is_type(text) or (has_digit(text) and not authors_in(text) and where_and_when([text]) != (None, None))
