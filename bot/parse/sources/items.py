"""Identifiers and titles brought together: which title in a body is that of which paper.

A title is either what one clicks on to get to the paper, or the line above the identifier that is set or worded like
one. Where neither is clear there is no item: an invented paper costs more than a missed one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from bot.parse.html import Block
from bot.parse.sources.byline import authors_in
from bot.parse.sources.hits import Hit
from bot.parse.sources.labels import is_label, is_no_paper_kind, is_notice, is_type
from bot.parse.sources.paper_pages import SCHEME as PAGE
from bot.parse.sources.reference import Reference, first_source, reference_before
from bot.parse.sources.title_lines import (
    TITLE_FIELD,
    has_buttons_behind_text,
    is_all_link,
    is_field,
    is_identifier_field,
    is_title_link,
    is_venue,
    leading_title,
    runs_on,
    starts_midway,
    title_and_authors,
    title_on_line,
    without_kind,
    without_lead,
    without_people,
)
from bot.parse.sources.titles import clean_title, is_no_paper, is_prose, looks_like_title

_FARTHEST_NO_PAPER = 6  # lines between an identifier and the title of an erratum and the like
_FARTHEST = 14  # lines between an identifier and its title, of which a wrapped paragraph is one
_FARTHEST_IN_TEXT = 48
_LINES_OF_PROSE = 4  # by which running text is known
_SURE = 1.5  # what a line above an identifier must score to be its title
_SURE_IN_A_LIST = 0.75
_SURELY_NO_NAME = 4  # words of a link that is the title, and not the journal's name or a button
_ROUND_UP = 2  # texts that end in buttons ("… (paper | code)") from which on they are a list of papers
_LIST = 2  # references
_SHORTEST_TITLE = 5  # letters of a title of one word
_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]+|[^\W\d_a-z]\w{0,20}-\w{1,20}")
_WRAPPED_FROM = 45  # characters a plain-text line has at least if it was wrapped

_WORDS_OF_SENTENCE = 3
_WORDS_OF_VENUE = 12
_HEAD_OF_ISSUE = re.compile(r"(?:volume|vol\.|issue)\s\d", re.I)
_PEOPLE_AND_YEAR = re.compile(r"\bet al\b|\((?:19|20)\d\d\)")  # "Nowak et al. (2026), Ecology of Gardens"
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(slots=True)
class Item:
    """One paper of a body.

    places: the lines its title stands on, each with what follows the title on it; a mail may show a paper twice.
    """

    title: str
    identifiers: dict[str, str]
    places: list[tuple[int, str]]
    page: str | None = None
    pdf: str | None = None

    @property
    def lines(self) -> list[int]:
        """Where its title stands."""
        return [number for number, _ in self.places]

    def conflicts_with(self, identifiers: Mapping[str, str]) -> bool:
        """Whether these are another paper's: a paper has one DOI, one arXiv id, …"""
        return any(self.identifiers.get(scheme, value) != value for scheme, value in identifiers.items())


class Items:
    """Collects the items of one body, linked titles first: they are sure, and end the reach of everything else."""

    def __init__(self, lines: Sequence[Block], hits: Sequence[Hit]) -> None:
        self._lines = lines
        self._by_id: dict[tuple[str, str], Item] = {}
        self._at_line: dict[int, Item] = {}
        self.items: list[Item] = []
        self.orphans: set[tuple[str, str]] = set()
        self.dismissed: set[tuple[str, str]] = set()
        self._with_hits: dict[int, list[Hit]] = {}
        for hit in hits:
            self._with_hits.setdefault(hit.line, []).append(hit)
        rest = [hit for hit in hits if not self._take_linked(hit)]
        waiting = {value for hit in rest for value in hit.identifiers.items()} - self._by_id.keys()
        self._references = self._references_of(rest)
        self._buttons_behind_text = len({hit.line for hit in rest if has_buttons_behind_text(lines[hit.line], hit)})
        self._sure = _SURE_IN_A_LIST if len(waiting) >= 3 else _SURE
        for hit in rest:
            self._take_other(hit)

    # ── titles one clicks on ──────────────────────────────────────────────────────────────────────────

    def _take_linked(self, hit: Hit) -> bool:
        if hit.page is None:
            return False
        line = self._lines[hit.line]
        if is_label(line.text[hit.start : hit.end]):
            return False
        people, words = "", self._whole_words(hit, line)
        if not line.tag:
            people, words = without_people(without_lead(words, line.text[hit.end :]))
        title = clean_title(words)
        could_be = looks_like_title(title) or self._is_single_word(title, hit)
        if not could_be or not is_title_link(line, hit, title) or authors_in(title) > 1:
            return False
        if not line.tag and (runs_on(title) or (not (line.opens or hit.start) and starts_midway(line, title))):
            return False
        before = line.text[: hit.start].strip(" .:,;")
        people = people or (before if authors_in(before) else "")
        self._add(hit, title, hit.line, f"{people}\n{line.text[hit.end :]}".strip("\n"))
        return True

    def _is_single_word(self, title: str, hit: Hit) -> bool:
        """Whether a link of one word is a title ("Boredom", "R2-D4"): alone on its line, and in its address or above
        people."""
        line, below = self._lines[hit.line], self._lines[hit.line + 1 : hit.line + 2]
        is_word = len(title) >= _SHORTEST_TITLE and _WORD.fullmatch(title) is not None and line.text == title
        if not is_word or is_type(title):
            return False
        return f"/{title}/" in (hit.page or "") or any(authors_in(one.text) for one in below)

    def _whole_words(self, hit: Hit, line: Block) -> str:
        words = line.text[hit.start : hit.end]
        return self._unwrapped(hit.line, words) if not hit.start and not line.tag else words

    def _unwrapped(self, number: int, words: str) -> str:
        """In plain text, a title with the lines before it that it was wrapped from."""
        first = self._first_line(number)
        return " ".join([*(line.text for line in self._lines[first:number]), words]) if first < number else words

    def _first_line(self, number: int) -> int:
        """Where in plain text a title begins whose last line this is."""
        if is_field(self._lines[number].text):
            return number
        while number and not self._lines[number].tag and not self._lines[number].opens:
            before = self._lines[number - 1]
            was_wrapped = len(before.text) >= _WRAPPED_FROM or before.text.count("(") > before.text.count(")")
            if not was_wrapped or number - 1 in self._with_hits or self._is_no_title_part(before):
                break
            number -= 1
        return number

    def _is_no_title_part(self, line: Block) -> bool:
        return (
            bool(line.tag)
            or is_label(line.text)
            or is_type(line.text)
            or is_notice(line.text)
            or authors_in(line.text) > 1
            or is_prose(line.text)
        )

    # ── identifiers with a title above ────────────────────────────────────────────────────────────────

    def _take_other(self, hit: Hit) -> None:
        line = self._lines[hit.line]
        known = next((self._by_id[one] for one in hit.identifiers.items() if one in self._by_id), None)
        if known is not None:
            self._enrich(known, hit)
        elif hit.page and is_no_paper(clean_title(line.text[hit.start : hit.end])):
            self.dismissed.update(hit.identifiers.items())
        elif hit.line in self._references:
            cited_so = self._references[hit.line]
            self._add(hit, cited_so.title, hit.line, f"{cited_so.byline}\n{cited_so.appeared}")
        elif len(self._with_hits[hit.line]) == 1 and (cited := title_and_authors(line, hit)):
            self._add(hit, cited[0], hit.line, cited[1])
        elif title := title_on_line(line, hit, alone=len(self._with_hits[hit.line]) == 1):
            self._add(hit, title, hit.line, "")
        elif self._buttons_behind_text >= _ROUND_UP and has_buttons_behind_text(line, hit):
            self._take_heading(hit)
        elif not _is_aside(line, hit):
            self._look_around(hit)

    def _references_of(self, hits: Sequence[Hit]) -> Mapping[int, Reference]:
        """The references of a list, by the line that ends in the identifier; a single one only backs what is said."""
        end = first_source(self._lines) if hits else 0
        first = {hit.line: hit.start for hit in reversed(hits) if hit.line < end}
        found = {line: reference_before(self._lines, line, start) for line, start in first.items()}
        references = {line: reference for line, reference in found.items() if reference}
        return references if len(references) >= _LIST else {}

    def _take_heading(self, hit: Hit) -> None:
        """In a round-up, the heading right above the text that ends in buttons, or what leads the text."""
        above = self._lines[hit.line - 1] if hit.line else None
        is_heading = above is not None and above.bold and hit.line - 1 not in self._with_hits
        number = hit.line - 1 if is_heading else hit.line
        title = clean_title(self._lines[number].text) if is_heading else leading_title(self._lines[number])
        if title and looks_like_title(title) and not is_prose(title):
            self._add(hit, title, number, "")

    def _look_around(self, hit: Hit) -> None:
        beside = self._at_line.get(hit.line)
        if beside is not None and not beside.conflicts_with(hit.identifiers):
            self._enrich(beside, hit)  # "Paper & Code · arXiv": two buttons of one paper
            return
        owner, above = self._look_above(hit)
        has_field_above = above is not None and TITLE_FIELD.match(self._lines[above].text)
        below = None if has_field_above else self._title_below(hit)
        number = above if below is None else below
        if owner is not None and number is None:
            self._enrich(owner, hit)
        elif number is not None:
            words = TITLE_FIELD.sub("", self._unwrapped(number, without_kind(self._lines[number])))
            self._add(hit, clean_title(words), number, "")
        elif self._belongs_to_no_paper(hit):
            self.dismissed.update(hit.identifiers.items())
        else:
            self.orphans.update(one for one in hit.identifiers.items() if one[0] != PAGE)

    def _belongs_to_no_paper(self, hit: Hit) -> bool:
        """Whether it stands below the title of something else: "Issue Information" has a DOI as papers have."""
        above = range(hit.line - 1, max(-1, hit.line - 1 - _FARTHEST_NO_PAPER), -1)
        own = takewhile(lambda number: number not in self._with_hits, above)
        return any(is_no_paper(self._lines[i].text) or is_no_paper_kind(self._lines[i].text) for i in own)

    def _look_above(self, hit: Hit) -> tuple[Item | None, int | None]:
        """The paper the identifier also belongs to, or the line that is its title; neither if nothing is clear."""
        best, best_score = None, self._sure
        byline_below = self._has_byline_below(hit)
        distance = 0
        for number in range(hit.line - 1, max(-1, hit.line - 1 - _FARTHEST_IN_TEXT), -1):
            line = self._lines[number]
            distance += not self._is_wrapped(number)
            if distance > _FARTHEST:
                break
            owner = self._at_line.get(number)
            if owner is not None and best is None and not owner.conflicts_with(hit.identifiers):
                return owner, None
            if owner is not None or self._ends_reach(number, best, hit):
                break
            if best is not None and number >= self._first_line(best):
                continue
            if not byline_below and self._names_people(number):
                byline_below = True
                continue
            score = -9 if number in self._with_hits else self._score(number, byline_below) - 0.25 * distance
            if score >= best_score:
                best, best_score = number, score
            elif best is None and line.bold and not self._is_byline_or_label(line):
                break
            names_people = authors_in(line.text) > 0 and number != best  # a short title may read like a name
            byline_below = names_people or (byline_below and (is_label(line.text) or is_type(line.text)))
        return None, best

    def _is_wrapped(self, number: int) -> bool:
        """Whether a line of plain text goes on with the one before it: a paragraph is as far as one line of HTML."""
        line = self._lines[number]
        return not (line.tag or line.opens) and number > 0 and len(self._lines[number - 1].text) >= _WRAPPED_FROM

    def _names_people(self, number: int) -> bool:
        """Whether a line is of authors: several, or in plain text one, behind a title that filled its own line."""
        people = authors_in(self._lines[number].text)
        return people > 1 or (people == 1 and self._is_wrapped(number) and self._first_line(number) < number)

    def _has_byline_above(self, number: int) -> bool:
        """Whether authors open the paragraph of plain text that a line stands in."""
        line, above = self._lines[number], self._lines[max(number - 1, 0)]
        return not (line.tag or line.opens or above.links) and number > 0 and authors_in(above.text) > 0

    def _begins_prose(self, number: int) -> bool:
        """Whether a line of plain text goes on as running text."""
        end = number + 1
        while (
            end < min(number + _LINES_OF_PROSE, len(self._lines))
            and self._is_wrapped(end)
            and not authors_in(self._lines[end].text)
        ):
            end += 1
        return end - number > 1 and is_prose(" ".join(line.text for line in self._lines[number:end]))

    def _has_byline_below(self, hit: Hit) -> bool:
        """Whether an address alone on its line stands between a title and its authors."""
        following = self._lines[hit.line + 1 : hit.line + 2]
        is_alone = hit.page is not None and not self._lines[hit.line].text[: hit.start].strip("(<[ ")
        return is_alone and any(not line.opens and authors_in(line.text) > 0 for line in following)

    def _title_below(self, hit: Hit) -> int | None:
        """A title right below the identifier: labelled as in arXiv's listings, or in the paragraph the identifier
        opens."""
        for number in range(hit.line + 1, min(hit.line + 4, len(self._lines))):
            if number in self._with_hits:
                break
            if TITLE_FIELD.match(self._lines[number].text):
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
        if best is not None and (_HEAD_OF_ISSUE.match(line.text) or self._is_surely_title(best)):
            return True
        if any(
            one.identifiers.get(scheme, value) != value
            for one in self._with_hits.get(number, ())
            for scheme, value in hit.identifiers.items()
        ):
            return True
        if is_label(line.text):
            return best is not None and bool(line.links)
        return is_notice(line.text) and not is_field(line.text) and not TITLE_FIELD.match(line.text)

    def _is_surely_title(self, number: int) -> bool:
        line = self._lines[number]
        return is_all_link(line) and len(line.text.split()) >= _SURELY_NO_NAME

    def _is_byline_or_label(self, line: Block) -> bool:
        return is_label(line.text) or is_type(line.text) or is_field(line.text) or authors_in(line.text) > 0

    def _score(self, number: int, byline_below: bool) -> float:
        """How much a line looks like the title of what stands below it.

        A short title may read like one person's name ("Slow Gears Outlast Springs"); a heading is none.
        """
        line = self._lines[number]
        if TITLE_FIELD.match(line.text):
            return 8
        title = clean_title(self._unwrapped(number, line.text))
        if not looks_like_title(title) or is_prose(title) or line.text.endswith(":") or starts_midway(line, title):
            return -9
        if _PEOPLE_AND_YEAR.search(title) or self._begins_prose(number):
            return -9
        score = 3.0 * is_all_link(line) + 2.0 * line.bold + 1.0 * line.tag.startswith("h") + 2.5 * byline_below
        score += 1.5 * (self._sure == _SURE_IN_A_LIST and self._has_byline_above(self._first_line(number)))
        words, people = len(title.split()), authors_in(title)
        like_a_name = 0.0 if line.tag.startswith("h") else 1.5 if words < _SURELY_NO_NAME else 0.75
        score += min(words, 5) / 5 - 3.0 * (people > 1) - like_a_name * (people == 1)
        return score - 2.0 * is_venue(title)

    # ── keeping ───────────────────────────────────────────────────────────────────────────────────────

    def _add(self, hit: Hit, title: str, number: int, trailing: str) -> None:
        known = next((self._by_id[one] for one in hit.identifiers.items() if one in self._by_id), None)
        if known is None:
            known = Item(title, {}, [])
            self.items.append(known)
        elif _is_longer_form(title, known.title):
            known.title = title
        if (number, trailing) not in known.places:
            known.places.append((number, trailing))
        self._at_line[number] = known
        self._enrich(known, hit)

    def _enrich(self, item: Item, hit: Hit) -> None:
        self._at_line.setdefault(hit.line, item)
        if not item.conflicts_with(hit.identifiers):
            item.identifiers.update(hit.identifiers)
            self._by_id.update(dict.fromkeys(hit.identifiers.items(), item))
        words = self._lines[hit.line].text[hit.start : hit.end]
        if hit.page and ("pdf" in words.lower() or re.search(r"\.pdf$|/pdf/", hit.page)):
            item.pdf = item.pdf or hit.page
        elif hit.page:
            item.page = item.page or hit.page


def title_lines(items: Iterable[Item]) -> list[int]:
    """The lines on which titles stand, ascending."""
    return sorted({number for item in items for number, _ in item.places})


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


def _is_longer_form(title: str, known: str) -> bool:
    cut = known.rstrip(".… ")
    return known.endswith(("...", "…")) and len(title) > len(known) and title.startswith(cut)
