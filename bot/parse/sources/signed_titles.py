"""Titles that one clicks on with people below, and what tells a list of such papers from news, posts and books.

No single sign does: journals print dates and kinds, or none; magazines have authors, too. So the signs of a whole list
are counted, and what a mail says of itself: researchers write together, news has one author and rarely two.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from bot.parse.html import Block
from bot.parse.links import is_furniture
from bot.parse.sources.byline import authors_in, names_authors
from bot.parse.sources.labels import is_notice, is_type
from bot.parse.sources.markers import is_cut_short
from bot.parse.sources.sections import HEADINGS, headings_above, is_badge, names_papers
from bot.parse.sources.title_lines import is_all_link, is_venue, longest_link
from bot.parse.sources.titles import clean_title, is_prose, looks_like_title

BADGES = 3  # lines between a title and its people
_CROWD = 3  # people
_MANY = 100  # people, where there are more than are named
_ENOUGH = 4  # signs
_FEWEST_ALIKE = 2  # papers that show how a list is set
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AUTHORS = re.compile(r"author(?:s|\(s\))?\s?:", re.I)
_KIND = re.compile(
    r"(?:original|research|regular|full[- ]length|invited|contributed)\W(?:research\W)?"
    r"(?:articles?|papers?|investigations?|contributions?|letters?|reports?|notes?|reviews?|work)"
    r"|original research|review articles?|(?:systematic|scoping|narrative) reviews?"
    r"|(?:brief|short|rapid)\W(?:communications?|reports?|papers?|research\W\w+)|clinical (?:trials?|investigations?)"
    r"|case reports?|meta-?analys[ie]s|techniques and resources|(?:methods?|methodology) articles?|data descriptors?",
    re.I,
)
_LONGEST_KIND = 60  # characters; no kind has as many
_OPEN = re.compile(r"\b(?:open|free)\W+access\b", re.I)
_PUBLISHED = re.compile(
    r"(?:first |version of record )?(?:published|posted|available)(?: online)?\b.{0,20}\b(?:19|20)\d\d\b"
    r"|accepted\b.{0,20}(?:19|20)\d\d\b|.{0,30}\bfirst published\b",
    re.I,
)
_DEGREES = re.compile(r",\s(?:M\.?D|Ph\.?D|MBBS|MPH|M\.?Sc|DO|RN|PharmD|DrPH|DVM)\b")
# What only mails about journals say of themselves, and what magazines say, too.
_OF_JOURNALS = re.compile(
    r"\bearly view\b|\badvance(?:d)? (?:access|articles?|online)|\bonline[- ](?:first|ahead|now)\b"
    r"|\bahead[- ]of[- ]print|\baccepted (?:articles?|manuscripts?|papers?)|\bjust (?:accepted|published)"
    r"|\b(?:articles? |in )(?:asap|press)\b|(?<!street )\bjournals?\b|\bannual reviews?\b|\btables? of contents\b"
    r"|\be-?tocs?\b|\btoc\b|\bpre-?prints?\b|\bvol(?:ume|\.)?\s?\d|\bpublications\b"
    r"|\b(?:citation|publication|article|saved search|content) alerts?\b|\b(?:new|latest|recent) papers\b"
    r"|\b(?:new|latest|recent) research articles\b|\b(?:fach)?zeitschrift\b|\brevista\b|\brivista\b",
    re.I,
)
_PERIODICAL = re.compile(
    r"\b(?:latest|new|newest|recent)(?:ly)?(?: \w+){0,2} (?:articles?|research|issue|content|papers?)\b"
    r"|\bissue \d|\bsearch alert|\be-?alerts?\b|\bpublished\b",
    re.I,
)
OPENING_LINES = 12  # in which a mail says what it is


# One of these must be in a body for its lists to be looked at, where the subject does not speak of a journal.
WORDS = tuple(
    word.strip()
    for word in """
    early view|advance a|online first|online now|online ahead|ahead of print|ahead-of-print|accepted |just published
    journal|annual review|table of contents|preprint|published:|published on|first published|publications you|, phd|, md
    """.replace("\n", "|").split("|")
    if word.strip()
)


class Signed(NamedTuple):
    """A title that one clicks on, with people below.

    number: of its line. people: how many; a hundred if there are more than are named. layout: how title and people are
    set. The others say which signs of a paper it has beside it: its kind, a kind that news has too, the date it was
    published, degrees.
    """

    number: int
    title: str
    people: int
    layout: str
    is_of_kind: bool
    is_labelled: bool
    is_dated: bool
    has_degrees: bool


def is_of_journals(subject: str) -> bool:
    """Whether a mail says that it is about journals, so that any titles in it may be of papers."""
    return bool(_OF_JOURNALS.search(subject) or _PERIODICAL.search(subject))


def signed_titles(lines: Sequence[Block], known: Container[int]) -> Iterator[Signed]:
    """Those of a mail, without the `known` lines."""
    candidates = {number: title for number, line in enumerate(lines) if (title := _linked_title(line)) is not None}
    for number, headings in headings_above(lines, candidates):
        below = people_below(lines, number)
        if below is None or number in known:
            continue
        people, around = lines[below], lines[max(number - 1, 0) : below]
        after = lines[below + 1 : below + 2]
        yield Signed(
            number,
            candidates[number],
            _MANY if is_cut_short(people.text) else authors_in(people.text),
            f"{lines[number].tag} {lines[number].bold} {people.tag} {people.bold}",
            any(map(_is_kind, around)),
            any(names_papers(line.text) for line in around) or any(names_papers(one.text) for one in headings[-1:]),
            any(_PUBLISHED.match(line.text) for line in (*around, *after)),
            _DEGREES.search(people.text) is not None,
        )


def papers_among(signed: Sequence[Signed], lines: Sequence[Block], subject: str, *, is_issue: bool) -> dict[int, str]:
    """Number of the line → title of those that are papers: by their kind, or by the list they stand in."""
    said = " ".join([subject, *(line.text for line in lines[:OPENING_LINES] if not line.links)])
    of_mail = 2 if _OF_JOURNALS.search(said) else 1 if _PERIODICAL.search(said) else 0
    lists: dict[str, list[Signed]] = {}
    for item in signed:
        lists.setdefault(item.layout, []).append(item)
    papers: dict[int, str] = {}
    for items in lists.values():
        are_papers = is_issue or of_mail + _signs(items) >= _ENOUGH
        papers |= {item.number: item.title for item in items if are_papers or item.is_of_kind}
    return papers


def set_like(known: Container[int], left_out: Container[int], lines: Sequence[Block]) -> dict[int, str]:
    """Number of the line → title of each set just like the `known` papers of a mail, and of a kind as these are.

    The sender forgot an identifier, or hid it behind a tracker; what is set otherwise is no part of the list.
    """
    if not any(map(_is_kind, lines)):
        return {}
    of_kind = [item for item in signed_titles(lines, left_out) if item.is_of_kind]
    layouts = [item.layout for item in of_kind if item.number in known]
    return {
        item.number: item.title
        for item in of_kind
        if item.number not in known and layouts.count(item.layout) >= _FEWEST_ALIKE
    }


def _signs(items: Sequence[Signed]) -> int:
    """How many signs of papers a list of titles set alike shows, 0 to 6."""
    half = len(items) / 2
    return sum(
        (
            len(items) > 2,
            len(items) > 1 and sum(item.people > 1 for item in items) >= half,
            sum(item.people >= _CROWD for item in items) >= half / 2,
            sum(item.is_labelled for item in items) >= half,
            sum(item.is_dated for item in items) >= half,
            sum(item.has_degrees for item in items) >= half,
        )
    )


def people_below(lines: Sequence[Block], number: int) -> int | None:
    """The line of the people below a title: behind its kind, journal and date at most, or labelled ("By", "Authors:").

    What stands before labelled people is a summary.
    """
    is_right_below = True
    for below in range(number + 1, min(number + 1 + BADGES, len(lines))):
        line = lines[below]
        if _is_kind(line):
            continue
        if names_people(line) and (is_right_below or names_authors(line.text)):
            return None if line.links else below
        if is_all_link(line) or line.tag in HEADINGS:
            break
        is_note = is_badge(line) or is_type(line.text) or (_YEAR.search(line.text) and not is_prose(line.text))
        is_right_below = is_right_below and bool(is_note)
    return None


def names_people(line: Block) -> bool:
    """A short title may read like a person's name; one clicks on titles."""
    if is_all_link(line) or (is_notice(line.text) and not _AUTHORS.match(line.text)):
        return False
    return authors_in(line.text) > 0


def is_title(title: str, line: Block) -> bool:
    """Whether a line can be a title, of which `title` is the words."""
    if not looks_like_title(title) or is_prose(title) or is_notice(line.text) or is_venue(title):
        return False
    return line.bold or bool(line.links) or authors_in(title) < 2


def _linked_title(line: Block) -> str | None:
    if not line.links or not is_all_link(line):
        return None
    link = longest_link(line)
    words = line.text[link.start : link.end]
    title = clean_title(words)
    return title if is_title(title, line) and not is_furniture(link.url, words) else None


def _is_kind(line: Block) -> bool:
    """Whether a line says that what it stands with is a paper: "Research article • Open access"."""
    text = _OPEN.sub("", line.text) if "ccess" in line.text.lower() else line.text
    bare = text.strip(" .:|•·")
    return len(bare) <= _LONGEST_KIND and _KIND.fullmatch(bare) is not None
