"""What stands around a title in a list of papers: its authors, journal, date and abstract, as far as it is clear."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.parse.html import Block
from bot.parse.sources.abstracts import abstract_in
from bot.parse.sources.affiliations import people_by_line
from bot.parse.sources.appearance import appeared_below, where_and_when
from bot.parse.sources.byline import authors_in, byline_of, people_of
from bot.parse.sources.continuation import end_of_list
from bot.parse.sources.labels import is_notice, is_type
from bot.parse.sources.markers import is_cut_short
from bot.parse.sources.people_cited import authors_of_citation
from bot.parse.sources.reference import without_by
from bot.parse.sources.titles import is_prose
from bot.scholarly.tex import decode_accents

_PAGES_BEHIND = re.compile(r"\s*\((?:pp?\.|pages?)[^()]*\)\W*$")
# "Okafor et al. (2026) introduce …", as newsletters say it; abstracts tell of others in the past tense.
_SOMEBODY = r"[^\W\d_a-z][\w'’-]+"
_PEOPLE_WHO = re.compile(
    r"(?:[Ii]n (?:a|this|their) (?:new |recent )?(?:paper|work|preprint|study),? )?"
    rf"(?P<people>{_SOMEBODY}(?: et al\.?|(?:,? (?:and|&)|,) {_SOMEBODY}){{1,3}}) \((?:19|20)\d\d\) "
    r"(?:also |then |now )?(?:propose|present|introduce|show|investigate|study|develop|describe|explore|demonstrate"
    r"|find|train|report|argue|analy[sz]e|examine|release|revisit|apply|use|build|design)s?\b"
)
_BETWEEN_PEOPLE = re.compile(r",? (?:and|&) |, ")


@dataclass(frozen=True, slots=True)
class Details:
    """What a list says of one paper besides its title; None where it says nothing."""

    authors: tuple[str, ...] | None = None
    venue: str | None = None
    published: str | None = None
    abstract: str | None = None
    truncated: frozenset[str] = frozenset()


def details_of(lines: Sequence[Block], trailing: str = "") -> Details:
    """What the lines after a title say; `trailing` is what else stands on its own line, a line for each side of it."""
    trailing = without_by(trailing)
    byline, before, rest = _byline(lines, trailing)
    authors, cut = people_of(decode_accents(byline))
    venue, published = where_and_when([*trailing.split("\n"), *(line.text for line in lines)])
    if authors and venue is None:
        venue, appeared = appeared_below(rest, trailing)
        published = published or appeared
    abstract, partial = abstract_in(before) if before else (None, False)
    if authors and abstract is None:
        abstract, partial = abstract_in(rest)
    return Details(authors, venue, published, abstract, cut | {"abstract"} if partial else cut)


def _byline(lines: Sequence[Block], trailing: str) -> tuple[str, Sequence[Block], Sequence[Block]]:
    """The author line, the summary before it, and the lines after it.

    It comes before any running text, but for a summary as Nature's, behind which the people are set in bold.
    """
    for beside in trailing.split("\n"):
        bare = _PAGES_BEHIND.sub("", beside).strip(' -–—|,;:()"”')
        for people in (bare, bare.strip(".")) if bare.strip(".") else ():
            if authors_in(people):
                return byline_of(people), (), lines
    summary = 0
    for number, line in enumerate(lines[:6]):
        names, end = people_by_line(lines[number:]) if not summary else ([], 0)
        if names:
            return "; ".join(names), (), lines[number + end :]
        if _is_next_heading(line):
            break
        if authors_in(line.text) and (not summary or _are_people_behind_summary(lines, number)):
            end = end_of_list(lines, number)
            return byline_of(" ".join(one.text for one in lines[number:end])), lines[: summary or number], lines[end:]
        if summary:
            break
        if before_journal := authors_of_citation(line.text):
            return byline_of(before_journal), (), lines[number + 1 :]
        if is_prose(line.text):
            if not number and (subject := _PEOPLE_WHO.match(line.text)):
                return _BETWEEN_PEOPLE.sub("; ", subject["people"]), (), lines
            summary = number + 1
    return "", (), lines


def _is_next_heading(line: Block) -> bool:
    """Whether a line of plain text in capitals, which reads like one person, heads what follows ("SPARSE TOOLS")."""
    return line.opens and not line.tag and line.text.isupper() and authors_in(line.text) == 1


def _are_people_behind_summary(lines: Sequence[Block], number: int) -> bool:
    """Whether a line behind running text names the authors: several people, or one set apart from what follows."""
    line, below = lines[number], lines[number + 1 : number + 2]
    if line.links or not line.tag:
        return False
    is_several = authors_in(line.text) > 1 or is_cut_short(line.text)
    return line.bold or is_several or not below or any(is_type(one.text) or is_notice(one.text) for one in below)
