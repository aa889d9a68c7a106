"""Identifiers and titles brought together: which title in a body is that of which paper.

A title is either what one clicks on to get to the paper, or the line above the identifier that is set or worded like
one. Where neither is clear there is no item: an invented paper costs more than a missed one.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from bot.parse.html import Block
from bot.parse.sources.body_lines import BodyLines
from bot.parse.sources.byline import authors_in
from bot.parse.sources.hits import Hit
from bot.parse.sources.items import Item, Items
from bot.parse.sources.labels import is_label, is_type
from bot.parse.sources.linked_titles import linked_title
from bot.parse.sources.paper_pages import SCHEME as PAGE
from bot.parse.sources.reference import Reference, citing_paper, first_source, reference_before
from bot.parse.sources.title_lines import (
    has_buttons_behind_text,
    is_identifier_field,
    leading_title,
    quoted_and_signed,
    starts_midway,
    title_and_authors,
    title_on_line,
    without_kind,
    without_title_field,
)
from bot.parse.sources.titles import clean_title, is_no_paper, is_prose, looks_like_title
from bot.parse.sources.titles_above import TitlesAbove

_ROUND_UP = 2  # texts that end in buttons ("… (paper | code)") from which on they are a list of papers
_MOST_PLACES = 50  # of one identifier at which a title is looked for
_LIST = 2  # references
_WAITING_LIST = 3  # identifiers without a title one clicks on
_WORDS_OF_SENTENCE = 3
_WORDS_OF_VENUE = 12
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


class Pairing:
    """The items of one body, linked titles first: they are sure, and end the reach of everything else.

    orphans: identifiers of papers whose title is not clear. dismissed: identifiers of what is no paper.
    """

    def __init__(self, lines: Sequence[Block], hits: Sequence[Hit]) -> None:
        self._body = BodyLines(lines, hits)
        self._items = Items(self._body)
        self.orphans: set[tuple[str, str]] = set()
        self.dismissed: set[tuple[str, str]] = set()
        rest = [hit for hit in hits if not self._take_linked(hit)]
        waiting = {one for hit in rest for one in hit.identifiers.items()} - self._items.identifiers
        self._references = _references_of(lines, rest)
        self._buttons_behind_text = len({hit.line for hit in rest if has_buttons_behind_text(lines[hit.line], hit)})
        self._above = TitlesAbove(self._body, self._items, rest, in_a_list=len(waiting) >= _WAITING_LIST)
        self._places: Counter[frozenset[tuple[str, str]]] = Counter()
        for hit in rest:
            self._take_other(hit)

    @property
    def items(self) -> Sequence[Item]:
        """In the order they were found."""
        return self._items.found

    def _take_linked(self, hit: Hit) -> bool:
        found = linked_title(self._body, hit)
        if found is not None:
            title, beside = found
            self._items.add(hit, title, hit.line, beside)
        return found is not None

    def _take_other(self, hit: Hit) -> None:
        line = self._body.lines[hit.line]
        known = self._items.with_one_of(hit.identifiers)
        if known is not None:
            self._items.enrich(known, hit)
        elif hit.page and is_no_paper(clean_title(line.text[hit.start : hit.end])):
            self.dismissed.update(hit.identifiers.items())
        elif cited_so := self._references.get(hit.line) or citing_paper(line.text[: hit.start], line.text[hit.end :]):
            self._items.add(hit, cited_so.title, hit.line, f"{cited_so.byline}\n{cited_so.appeared}")
        elif len(self._body.hits_at[hit.line]) == 1 and (cited := title_and_authors(line, hit)):
            self._items.add(hit, cited[0], hit.line, cited[1])
        elif title := title_on_line(line, hit, alone=len(self._body.hits_at[hit.line]) == 1):
            self._items.add(hit, title, hit.line, "")
        elif self._buttons_behind_text >= _ROUND_UP and has_buttons_behind_text(line, hit):
            self._take_heading(hit)
        elif not _is_aside(line, hit):
            self._look_around(hit)

    def _take_heading(self, hit: Hit) -> None:
        """In a round-up, the heading right above the text that ends in buttons, or what leads the text."""
        above = self._body.lines[hit.line - 1] if hit.line else None
        is_heading = above is not None and above.bold and hit.line - 1 not in self._body.hits_at
        number = hit.line - 1 if is_heading else hit.line
        title = clean_title(self._body.lines[number].text) if is_heading else leading_title(self._body.lines[number])
        if title and looks_like_title(title) and not is_prose(title):
            self._items.add(hit, title, number, "")

    def _look_around(self, hit: Hit) -> None:
        beside = self._items.at(hit.line)
        if beside is not None and not beside.conflicts_with(hit.identifiers):
            self._items.enrich(beside, hit)  # "Paper & Code · arXiv": two buttons of one paper
            return
        written = frozenset(hit.identifiers.items())
        self._places[written] += 1
        if self._places[written] > _MOST_PLACES:
            return
        owner, number = self._above.of(hit)
        if owner is not None and number is None:
            self._items.enrich(owner, hit)
        elif number is not None:
            words = without_title_field(self._body.unwrapped(number, without_kind(self._body.lines[number])))
            title, people = quoted_and_signed(words) or (clean_title(words), "")
            self._items.add(hit, title, number, people)
        elif self._above.belongs_to_no_paper(hit):
            self.dismissed.update(hit.identifiers.items())
        else:
            self.orphans.update(one for one in hit.identifiers.items() if one[0] != PAGE)


def _references_of(lines: Sequence[Block], hits: Sequence[Hit]) -> Mapping[int, Reference]:
    """The references of a list, by the line that ends in the identifier; a single one only backs what is said."""
    end = first_source(lines) if hits else 0
    first = {hit.line: hit.start for hit in reversed(hits) if hit.line < end}
    found = {line: reference_before(lines, line, start, first) for line, start in first.items()}
    references = {line: reference for line, reference in found.items() if reference}
    return references if len(references) >= _LIST else {}


def _is_aside(line: Block, hit: Hit) -> bool:
    """Whether the identifier is mentioned in running text, or behind a link that is neither label nor title."""
    if is_prose(line.text) or (hit.start and not line.opens and starts_midway(line, line.text)):
        return True
    if hit.page is None:
        return _stands_in_a_sentence(line, hit)
    before, words, after = line.text[: hit.start], line.text[hit.start : hit.end], line.text[hit.end :]
    around = f"{before} {after}"
    if is_identifier_field(before) and is_label(words):
        return False
    stands_alone = is_label(around) or is_type(around) or bool(_YEAR.search(around)) or _is_venue_of(before, after)
    stands_alone = stands_alone or authors_in(around.strip(" -–—|·•,:()[]")) > 0  # "Ada Example, Bo Sample — bioRxiv"
    return not (stands_alone and is_label(words))


def _stands_in_a_sentence(line: Block, hit: Hit) -> bool:
    """Whether a sentence without a date goes on behind the identifier: "As shown before (doi:…), yields double."."""
    before, after = line.text[: hit.start], line.text[hit.end :].strip(" )].,;:")
    in_lower_case = sum(word.isalpha() and word.islower() for word in before.split())
    goes_on = after[:1].islower() and not (is_label(after) or is_type(after))
    return in_lower_case >= _WORDS_OF_SENTENCE and goes_on and not _YEAR.search(before)


def _is_venue_of(before: str, after: str) -> bool:
    """Whether the words around a written address say where the paper appeared: "Bioinformatics, btag1,"."""
    if after.strip(" .,;)") and not is_label(after):
        return False
    return before.rstrip().endswith((",", ";", "|", "•", "·")) and len(before.split()) <= _WORDS_OF_VENUE
