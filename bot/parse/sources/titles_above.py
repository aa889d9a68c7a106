"""The line above an identifier that is set or worded like a title, or right below it where mails have it so."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import islice, pairwise, takewhile

from bot.parse.html import Block
from bot.parse.sources.affiliations import is_at_institution
from bot.parse.sources.body_lines import WRAPPED_FROM, BodyLines
from bot.parse.sources.byline import authors_in
from bot.parse.sources.continuation import goes_on
from bot.parse.sources.hits import Hit
from bot.parse.sources.items import Item, Items
from bot.parse.sources.labels import is_label, is_no_paper_kind, is_notice, is_type
from bot.parse.sources.title_lines import TITLE_FIELD, is_all_link, is_field, is_venue, starts_midway
from bot.parse.sources.titles import clean_title, is_no_paper, is_prose, looks_like_title
from bot.parse.text import holds_one_of

_FARTHEST_NO_PAPER = 6  # lines between an identifier and the title of an erratum and the like
_FARTHEST = 14  # lines between an identifier and its title, of which a wrapped paragraph is one
_FARTHEST_BELOW = 5  # to a labelled title
_FARTHEST_IN_TEXT = 48
_SURE = 1.5  # what a line above an identifier must score to be its title
_SURE_IN_A_LIST = 0.75
_SURELY_NO_NAME = 4  # words of a link that is the title, and not the journal's name or a button
_HEAD_OF_ISSUE = re.compile(r"(?:volume|vol\.|issue)\s\d", re.I)
_KIND_AND_MORE = re.compile(r"(?:article|chapter|conference paper|preprint|thesis)\s[-–·|]\s", re.I)
_QUOTED = re.compile(r"[“\"«„「『《][^“”\"«»„「」『』《》]{6,300}[^.!“”\"«»„「」『』《》][,.]?[”\"»“」』》][,.]?")
_SUMMARY = re.compile(r"(?:tl;?dr|highlight|summary)\b", re.I)  # "TLDR This work shows …", no title without a full stop
_ENTRY = re.compile(r"\(?\d{1,2}[.)]\s")
_FARTHEST_SIGNED = 4  # lines between an identifier and a title with people below
_PAIR = 2  # a title and its people
_MOST_OF_THEM = 2 / 3
_PAGES = re.compile(r"pp?\.?\s?\d{1,5}(?:\s?[-–]\s?\d{1,5})?", re.I)
_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]{3,}")  # a whole title ("Fire")
_FEWEST_ALIKE = 2  # titles that show how a list is set
_BUTTON = re.compile(r"(?:similar|related|read|most|new|full)\b", re.I)
_REFERENCES = re.compile(r"references|bibliography|works cited", re.I)
_COLONS = (":", "：")  # of fields
_NUMBER = re.compile(r"\[\d{1,3}\]\s|\d{1,3}[.)]\s")
_PEOPLE_AND_YEAR = re.compile(r"\bet al\b|\((?:19|20)\d\d\)")  # "Nowak et al. (2026), Ecology of Gardens"


class TitlesAbove:
    """Looks for the title of an identifier among the lines around it.

    items: what was found so far, which ends the reach of everything else. waiting: identifiers without a title.
    in_a_list: whether several identifiers wait for a title, so that less is enough to be sure.
    """

    def __init__(self, body: BodyLines, items: Items, waiting: Iterable[Hit], *, in_a_list: bool) -> None:
        self._body = body
        self._lines = body.lines
        self._items = items
        self._in_a_list = in_a_list
        self._sure = _SURE_IN_A_LIST if in_a_list else _SURE
        waiting = list(waiting)
        self._leading = self._lines_that_lead(waiting) if in_a_list else frozenset()
        places = sorted({hit.line for hit in waiting})
        first = places[0] if places else 0
        self._begins_with_title = any(TITLE_FIELD.match(line.text) for line in self._lines[:first])
        self._people_lead = in_a_list and self._are_led_by_people(places)
        self._has_pages_alone = sum(map(self._has_pages_above, places)) >= _PAIR  # else they may end a title ("p53")

    def of(self, hit: Hit) -> tuple[Item | None, int | None]:
        """The known paper it also belongs to, the line that is its title, or neither if nothing is clear."""
        if self._numbers_entry(hit) or hit.line in self._leading:
            return None, hit.line + 1 if self._is_title_of_entry(hit.line + 1) else None
        owner, above = self._look_above(hit)
        has_field_above = above is not None and TITLE_FIELD.match(self._lines[above].text)
        below = None if has_field_above else self._title_below(hit)
        return owner, above if below is None else below

    def _numbers_entry(self, hit: Hit) -> bool:
        """Whether an entry of a list begins with its number and the identifier: "[1] 2604.00001 (hep-ph)"."""
        return _NUMBER.fullmatch(self._lines[hit.line].text[: hit.start]) is not None

    def _lines_that_lead(self, waiting: Iterable[Hit]) -> frozenset[int]:
        """Lines of nothing but an identifier, if more of them have a title right below than above.

        The first tells: where each stands above its title, there is none above it.
        """
        alone = [hit.line for hit in waiting if _is_alone(self._lines[hit.line], hit)]
        if not alone or self._is_below_title(alone[0]):
            return frozenset()
        below = [number for number in alone if self._is_signed(number + 1)]
        above = [number for number in alone if self._is_below_title(number)]
        return frozenset(below) if len(below) > max(len(above), 1) else frozenset()

    def _is_below_title(self, number: int) -> bool:
        return any(map(self._is_signed, range(max(0, number - _FARTHEST_SIGNED), number - 1)))

    def _are_led_by_people(self, places: Sequence[int]) -> bool:
        """Whether people stand right above most titles that are set as such, and nobody between these and `places`."""
        led = 0
        for before, place in pairwise(places):
            between = (line for line in self._lines[before + 1 : place] if not is_label(line.text))
            entry = list(islice(between, _FARTHEST))
            if len(entry) >= _PAIR and entry[0].tag and authors_in(entry[0].text) and not entry[0].links:
                led += _is_set_as_title(entry[1]) and not any(authors_in(line.text) for line in entry[2:])
        return led >= max(_PAIR, _MOST_OF_THEM * (len(places) - 1))

    def _has_pages_above(self, number: int) -> bool:
        """Whether one of the lines above an identifier gives nothing but pages."""
        return any(_PAGES.fullmatch(line.text) for line in self._lines[max(0, number - _FARTHEST_BELOW) : number])

    def _is_signed(self, number: int) -> bool:
        """Whether a line is set as a title, with people right below."""
        line, below = self._pair(number)
        return below is not None and _is_set_as_title(line) and authors_in(below.text) > 0

    def _is_title_of_entry(self, number: int) -> bool:
        """Whether the line below an identifier that leads is its title: it is set as one, or has people right below."""
        line, below = self._pair(number)
        return below is not None and (_is_set_as_title(line) or authors_in(below.text) > 0)

    def _pair(self, number: int) -> tuple[Block, Block | None]:
        """A line and the one below it; no line below where the first cannot be a title."""
        line, *below = self._lines[number : number + _PAIR] or (Block(""),)
        could_be = below and number not in self._body.hits_at and looks_like_title(clean_title(line.text))
        return line, below[0] if could_be else None

    def belongs_to_no_paper(self, hit: Hit) -> bool:
        """Whether it stands below the title of something else: "Issue Information" has a DOI as papers have."""
        above = range(hit.line - 1, max(-1, hit.line - 1 - _FARTHEST_NO_PAPER), -1)
        nearest = next((number for number in above if number in self._body.hits_at), None)
        if nearest is not None and self._is_other_item(nearest):
            return True
        own = takewhile(lambda number: number not in self._body.hits_at, above)
        return any(is_no_paper(self._lines[i].text) or is_no_paper_kind(self._lines[i].text) for i in own)

    def _is_other_item(self, number: int) -> bool:
        """Whether one clicks on a line to get to what is no paper ("Table of Contents"); it is no button of a paper."""
        line = self._lines[number]
        is_linked = any(
            one.page and one.end - one.start == len(line.text) for one in self._body.hits_at.get(number, ())
        )
        return is_linked and is_no_paper(line.text) and not _BUTTON.match(line.text)

    def _look_above(self, hit: Hit) -> tuple[Item | None, int | None]:
        """The paper the identifier also belongs to, or the line that is its title; neither if nothing is clear."""
        best, best_score = None, self._sure
        byline_below = self._has_byline_below(hit)
        distance = 0
        for number in range(hit.line - 1, max(-1, hit.line - 1 - _FARTHEST_IN_TEXT), -1):
            line = self._lines[number]
            distance += not self._body.is_wrapped(number)
            if distance > _FARTHEST:
                break
            owner = self._items.at(number)
            if owner is not None and best is None and not owner.conflicts_with(hit.identifiers):
                return owner, None
            if owner is not None or self._ends_reach(number, best, hit):
                break
            if best is not None and number >= self._body.first_line(best):
                continue
            if best is not None and self._people_lead and authors_in(line.text):
                break
            if self._names_people(number) and (not byline_below or self._people_go_on(number)):
                byline_below = True
                continue
            has_set_title = best is not None and _is_set_as_title(self._lines[best])
            is_word = byline_below and not has_set_title and self._is_single_word(number)
            score = -9 if number in self._body.hits_at else self._score(number, byline_below, is_word=is_word)
            score -= 0.25 * distance
            if score >= best_score:
                best, best_score = number, score
            elif best is None and line.bold and not _is_byline_or_label(line):
                break
            names_people = (
                authors_in(line.text) > 0 or is_at_institution(line.text)
            ) and number != best  # a short title may read like a name
            if best is None and self._opens_entry(number):
                break
            byline_below = names_people or (byline_below and _is_between(line.text))
        return None, best

    def _opens_entry(self, number: int) -> bool:
        """Whether a line of plain text begins with its number in a list, so that what is above is another entry."""
        line = self._lines[number]
        follows_another = number > 0 and (number - 1 in self._body.hits_at or not self._body.is_wrapped(number))
        return not line.tag and follows_another and _ENTRY.match(line.text) is not None

    def _names_people(self, number: int) -> bool:
        """Whether a line is of authors: several, or in plain text one, behind a title that filled its own line."""
        people = authors_in(self._lines[number].text)
        return (
            is_at_institution(self._lines[number].text)
            or people > 1
            or (people == 1 and self._body.is_wrapped(number) and self._body.first_line(number) < number)
        )

    def _people_go_on(self, number: int) -> bool:
        """Whether the people of a line, above others, are of the same list."""
        return goes_on(self._lines[number], self._lines[number + 1], narrowest=WRAPPED_FROM)

    def _has_byline_above(self, number: int) -> bool:
        """Whether authors open the paragraph of plain text that a line stands in."""
        line, above = self._lines[number], self._lines[max(number - 1, 0)]
        return not (line.tag or line.opens or above.links) and number > 0 and authors_in(above.text) > 0

    def _has_byline_below(self, hit: Hit) -> bool:
        """Whether an address alone on its line stands between a title and its authors."""
        following = self._lines[hit.line + 1 : hit.line + 2]
        is_alone = hit.page is not None and not self._lines[hit.line].text[: hit.start].strip("(<[ ")
        return is_alone and any(not line.opens and authors_in(line.text) > 0 for line in following)

    def _title_below(self, hit: Hit) -> int | None:
        """A title right below the identifier: labelled as in arXiv's listings, or in the paragraph the identifier
        opens."""
        for number in range(hit.line + 1, min(hit.line + 1 + _FARTHEST_BELOW, len(self._lines))):
            if number in self._body.hits_at:
                break
            text = self._lines[number].text
            if not self._begins_with_title and holds_one_of(text, _COLONS) and TITLE_FIELD.match(text):
                return number
        return hit.line + 1 if self._opens_with(hit) else None

    def _opens_with(self, hit: Hit) -> bool:
        """Whether a paragraph of plain text begins with the identifier, a title and its authors."""
        paragraph = self._lines[hit.line : hit.line + 4]
        if not paragraph[0].opens or hit.start or len(paragraph) < 3 or any(line.opens for line in paragraph[1:3]):
            return False
        return looks_like_title(clean_title(paragraph[1].text)) and authors_in(paragraph[2].text) > 0

    def _ends_reach(self, number: int, best: int | None, hit: Hit) -> bool:
        """Whether what stands on and above a line belongs to something else."""
        line = self._lines[number]
        if line.bold and (_REFERENCES.fullmatch(line.text) or (best is None and is_no_paper(line.text))):
            return True
        if best is not None and (_HEAD_OF_ISSUE.match(line.text) or self._is_surely_title(best)):
            return True
        if any(
            one.identifiers.get(scheme, value) != value
            for one in self._body.hits_at.get(number, ())
            for scheme, value in hit.identifiers.items()
        ):
            return True
        if best is None and self._is_other_item(number):
            return True
        if is_label(line.text):
            return best is not None and bool(line.links)
        return is_notice(line.text) and not is_field(line.text) and not TITLE_FIELD.match(line.text)

    def _is_surely_title(self, number: int) -> bool:
        line = self._lines[number]
        return is_all_link(line) and len(line.text.split()) >= _SURELY_NO_NAME

    def _is_single_word(self, number: int) -> bool:
        """Whether a line with people below is a title of one word: set as others of the list are."""
        line = self._lines[number]
        title = clean_title(line.text)
        if not _WORD.fullmatch(title) or is_label(title) or is_type(title) or is_no_paper_kind(title):
            return False
        return not is_no_paper(title) and self._signed_by_setting[_setting(line)] >= _FEWEST_ALIKE

    @cached_property
    def _signed_by_setting(self) -> Counter[tuple[str, bool, bool, bool]]:
        """How many titles with people right below are set in each way."""
        return Counter(
            _setting(line)
            for line, below in pairwise(self._lines)
            if looks_like_title(clean_title(line.text)) and not authors_in(line.text) and authors_in(below.text)
        )

    def _score(self, number: int, byline_below: bool, *, is_word: bool = False) -> float:
        """How much a line looks like the title of what stands below it.

        is_word: whether it is one though it is but a word.
        A short title may read like one person's name ("Slow Gears Outlast Springs"); a heading is none.
        """
        line = self._lines[number]
        if TITLE_FIELD.match(line.text):
            return 8
        is_pages = self._has_pages_alone and _PAGES.fullmatch(line.text)
        if not line.tag and (is_type(line.text) or _KIND_AND_MORE.match(line.text) or is_pages):
            return -9  # else it would be taken for the last line of the title above
        whole = self._body.unwrapped(number, line.text)
        title = clean_title(whole)
        could_be = (looks_like_title(title) or is_word) and not is_prose(title)
        if not could_be or line.text.endswith(":") or starts_midway(line, title):
            return -9
        if _SUMMARY.match(title) and is_prose(line.text):
            return -9
        if _PEOPLE_AND_YEAR.search(title) or is_at_institution(title) or self._body.begins_prose(number):
            return -9
        score = 3.0 * is_all_link(line) + 2.0 * line.bold + 1.0 * line.tag.startswith("h") + 2.5 * byline_below
        score += 3.0 * (_QUOTED.fullmatch(whole) is not None)
        score += 1.5 * (self._in_a_list and self._has_byline_above(self._body.first_line(number)))
        words, people = len(title.split()), authors_in(title)
        like_a_name = 0.0 if line.tag.startswith("h") else 1.5 if words < _SURELY_NO_NAME else 0.75
        like_names = 1.5 if byline_below and line.opens and "," not in title else 3.0
        score += min(words, 5) / 5 - like_names * (people > 1) - like_a_name * (people == 1)
        return score - 2.0 * is_venue(title)


def _setting(line: Block) -> tuple[str, bool, bool, bool]:
    return line.tag, line.bold, is_all_link(line), line.opens


def _is_between(text: str) -> bool:
    """Whether a line may stand between a title and its people: a button, the kind of the item, or its pages."""
    return (
        is_label(text) or is_type(text) or _KIND_AND_MORE.match(text) is not None or _PAGES.fullmatch(text) is not None
    )


def _is_byline_or_label(line: Block) -> bool:
    return is_label(line.text) or is_type(line.text) or is_field(line.text) or authors_in(line.text) > 0


def _is_alone(line: Block, hit: Hit) -> bool:
    """Whether a line of an HTML body is of nothing but the identifier."""
    return bool(line.tag) and (is_label(line.text) or hit.end - hit.start == len(line.text))


def _is_set_as_title(line: Block) -> bool:
    """Whether a line is in bold, or one clicks on all of it."""
    return line.bold or is_all_link(line)
