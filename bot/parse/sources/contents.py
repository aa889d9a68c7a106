"""Papers of tables of contents that name no identifier, behind links that keep their secret: told by their place.

A known sender and the shape of its items (a linked title, people below it, the kind of the item or its date) say as
surely as an identifier that there is a paper. Without either nothing is one: these mails hold news and adverts too.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from bot.parse.html import Block
from bot.parse.links import filtered, is_furniture
from bot.parse.sources.byline import authors_in
from bot.parse.sources.dates import has_year
from bot.parse.sources.labels import is_label, is_no_paper_kind, is_type
from bot.parse.sources.markers import is_cut_short
from bot.parse.sources.sections import HEADINGS, Heading, headings_above, is_badge, is_no_paper_at, names_papers
from bot.parse.sources.title_lines import is_all_link, is_venue, longest_link
from bot.parse.sources.titles import clean_title, is_no_paper, is_running_text, looks_like_title

_REACH = 5  # lines below a title on which its people and its date stand
_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]{2,}")  # a whole title ("Awe")
_CROWD = 3  # people that sign papers rather than news


@dataclass(frozen=True)
class Contents:
    """How the mails of one house show papers.

    link: the addresses behind titles.
    date: what the line with its date says, where every paper has one.
    kind: the label above a title that says it is a paper, where every item has one.
    within: the top heading that papers stand under, if their own does not say that they are papers.
    unsigned: its date says enough; nobody needs to be named below a title.
    papers_alone: headings of sections of nothing but papers; there a teaser below a title says enough, too.
    mixed: headings of sections in which news stands among papers; there a paper is what many people sign.
    """

    link: re.Pattern[str]
    date: re.Pattern[str] | None = None
    kind: re.Pattern[str] | None = None
    within: re.Pattern[str] | None = None
    unsigned: bool = False
    papers_alone: re.Pattern[str] | None = None
    mixed: re.Pattern[str] | None = None

    def titles(self, lines: Sequence[Block], known: Container[int]) -> tuple[dict[int, str], int]:
        """Number of the line → title of each paper not among the `known` lines, and how many items are none."""
        candidates = {
            number: title
            for number, line in enumerate(lines)
            if number not in known and (title := self._linked_title(line, lines[number + 1 : number + 2])) is not None
        }
        candidates |= self._titles_in_text(lines)
        papers = {
            number: candidates[number]
            for number, headings in headings_above(lines, candidates)
            if not is_no_paper(candidates[number])
            and not is_no_paper_kind(candidates[number].partition(":")[0])
            and (self._is_mixed(headings) or not is_no_paper_at(lines, number, headings, candidates))
            and self._is_paper(lines, number, headings, candidates)
        }
        return papers, len(candidates) - len(papers)

    def _linked_title(self, line: Block, below: Sequence[Block]) -> str | None:
        if not line.links or not is_all_link(line):
            return None
        link = longest_link(line)
        words = line.text[link.start : link.end]
        if not self.link.search(filtered(link.url)) or is_label(words) or is_furniture(link.url, words):
            return None
        title = clean_title(words)
        could_be = looks_like_title(title) or (_WORD.fullmatch(title) is not None and any(map(_is_dated_byline, below)))
        is_title = could_be and not is_running_text(title) and not is_venue(title)
        return title if is_title else None

    def _titles_in_text(self, lines: Sequence[Block]) -> dict[int, str]:
        """In plain text, where the address stands alone below: a paragraph of kind, title, people and date (SAGE)."""
        found = {}
        for number, line in enumerate(lines):
            if line.tag or not line.links or not line.text.startswith("http") or not self.link.search(line.text):
                continue
            first, last = _title_of_paragraph(lines, number)
            title = clean_title(" ".join(one.text for one in lines[first : last + 1]))
            if first <= last and looks_like_title(title):
                found[last] = title
        return found

    def _is_paper(
        self, lines: Sequence[Block], number: int, headings: Sequence[Heading], candidates: Container[int]
    ) -> bool:
        below = list(_below(lines, number, candidates))
        label = _label_above(lines, number)
        is_labelled = names_papers(label) or any("|" in one and names_papers(one) for one in below)
        is_mixed = self._is_mixed(headings)
        if not (is_mixed or self._is_within(headings) or is_labelled):
            return False
        if self.kind and not self.kind.match(label):
            return False
        if self.date and not any(map(self.date.search, below)):
            return False
        people = next((text for text in below if authors_in(text)), None)
        if people is None:
            return self.unsigned or (self._is_among_papers(headings) and _has_teaser(lines, number))
        return not is_mixed or authors_in(people) >= _CROWD or is_cut_short(people)

    def _is_within(self, headings: Sequence[Heading]) -> bool:
        """Whether a title stands under the heading of the papers, or where no heading is asked for."""
        return (
            self.within is None
            or any(self.within.fullmatch(heading.text) for heading in headings[:2])
            or bool(headings and names_papers(headings[-1].text))
        )

    def _is_mixed(self, headings: Sequence[Heading]) -> bool:
        return _is_below(self.mixed, headings)

    def _is_among_papers(self, headings: Sequence[Heading]) -> bool:
        return _is_below(self.papers_alone, headings)


def _is_below(pattern: re.Pattern[str] | None, headings: Sequence[Heading]) -> bool:
    """Whether the nearest heading is one of these."""
    return pattern is not None and bool(headings) and pattern.fullmatch(headings[-1].text) is not None


def _has_teaser(lines: Sequence[Block], number: int) -> bool:
    """Whether a title set in bold has text below it, as the links at the end of a mail have not."""
    return lines[number].bold and any(not is_all_link(line) for line in lines[number + 1 : number + 2])


def _is_dated_byline(line: Block) -> bool:
    """Whether a line gives people and when their paper appeared: "Roe, Ada - 8/28/2025 - Volume 129, Issue 5"."""
    return has_year(line.text) and authors_in(line.text) > 0


def _title_of_paragraph(lines: Sequence[Block], address: int) -> tuple[int, int]:
    """First and last line of the title in the paragraph that an address ends; none if nobody is named below it."""
    start = address
    while start and not lines[start].opens and address - start <= _REACH:
        start -= 1
    while start < address and is_type(lines[start].text):
        start += 1
    people = next((number for number in range(address - 1, start, -1) if authors_in(lines[number].text)), start)
    return start, people - 1


def _label_above(lines: Sequence[Block], number: int) -> str:
    """The first line above a title that is more than a badge ("Open Access") or a button."""
    for above in range(number - 1, max(-1, number - 4), -1):
        if not is_badge(lines[above]):
            return lines[above].text
    return ""


def _below(lines: Sequence[Block], number: int, candidates: Container[int]) -> Iterator[str]:
    for below in range(number + 1, min(number + 1 + _REACH, len(lines))):
        line = lines[below]
        if below in candidates or line.tag in HEADINGS or (line.links and not is_label(line.text)):
            break
        yield lines[below].text
