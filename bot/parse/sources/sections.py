"""What stands over the items of a list: headings, and the kinds that say of an item that it is no paper."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from bot.parse.html import Block
from bot.parse.sources.byline import authors_in
from bot.parse.sources.labels import is_label, is_no_paper_kind, is_type
from bot.parse.sources.title_lines import is_all_link
from bot.parse.text import has_digit

HEADINGS = frozenset(("h1", "h2", "h3"))  # tags that head sections; smaller ones may hold titles
_LONGEST_HEADING = 80
_BELOW_HEADINGS = 7  # the level of what is only set in bold
_KIND_BELOW = 4  # lines below a title on which its kind may stand, behind authors and a summary

_PAPERS = re.compile(r"\b(?:articles?|papers?|letters?|reports?|reviews?|communications?|research|preprints?)\b", re.I)
_BADGE = re.compile(r"\[(?:editor['’]?s['’]?|our) (?:choice|pick)\]", re.I)  # without brackets it is a section
_EDITED = re.compile(r"(?:volume |series )?editors\s?:|edited by\b|eds?\.\s?:", re.I)
_PAGES = re.compile(r"\b(?:pages?|pp?\.)\s?\w?\d", re.I)
_OTHER_PAPERS = re.compile(
    r"""
    (?:similar | related | recommended | most[- ](?:read|cited|viewed|downloaded|popular|accessed) | popular\ articles
      |trending | you\ may\ (?:also\ )?(?:like|be\ interested) | from\ our\ sponsors? | references)\b
    """,
    re.I | re.X,
)


class Heading(NamedTuple):
    """level: 1 to 6 for h1 to h6, 7 for text that is only set in bold."""

    level: int
    text: str


def places_of_others(lines: Sequence[Block], first: int) -> set[int]:
    """The lines behind the `first` in sections of papers the mail is not about, which follow those it is about."""
    left_out: set[int] = set()
    within: str | None = None
    for number in range(first + 1, len(lines)):
        line = lines[number]
        if _is_set_as_heading(line) and (within is None or line.tag == within):
            within = line.tag if _OTHER_PAPERS.match(line.text) else None
        if within is not None:
            left_out.add(number)
    return left_out


def headings_above(lines: Sequence[Block], titles: Container[int]) -> Iterator[tuple[int, tuple[Heading, ...]]]:
    """The number of each title's line, and the headings it stands under, outermost first."""
    above: tuple[Heading, ...] = ()
    awaits_people = False
    for number, line in enumerate(lines):
        if number in titles:
            yield number, above
            awaits_people = True
        elif awaits_people and authors_in(line.text) and not is_no_paper_kind(line.text):
            awaits_people = False  # people may be set in bold; "New Online" further down reads like one, and is none
        elif _is_set_as_heading(line):
            level = int(line.tag[1]) if line.tag[:1] == "h" and line.tag[1:].isdigit() else _BELOW_HEADINGS
            above = (*(one for one in above if one.level < level), Heading(level, line.text))


def _is_set_as_heading(line: Block) -> bool:
    return line.bold and not line.links and len(line.text) < _LONGEST_HEADING


def places_of_no_paper(lines: Sequence[Block], starts: Sequence[int]) -> set[int]:
    """The titles of which a label next to them, or the heading of their section, says that they are of no papers."""
    titles = set(starts)
    return {
        number for number, headings in headings_above(lines, titles) if is_no_paper_at(lines, number, headings, titles)
    }


def is_no_paper_at(lines: Sequence[Block], number: int, headings: Sequence[Heading], titles: Container[int]) -> bool:
    """Whether the title of line `number` is of no paper: the nearest that says what it is decides."""
    if any(_EDITED.match(line.text) for line in lines[number + 1 : number + 2]):
        return True  # a volume
    above, below = list(_kinds_above(lines, number)), list(_kinds_below(lines, number, titles))
    if any(map(is_no_paper_kind, (*above, *below))):
        return True
    for kind in (*above, *below, *(heading.text for heading in reversed(headings))):
        if is_no_paper_kind(kind):
            return True
        if names_papers(kind):
            return False
    return False


def names_papers(text: str) -> bool:
    """Whether a heading or label says that what it stands with are papers ("Articles", "Research Letter")."""
    return is_type(text) and _PAPERS.search(text) is not None


def _kinds_above(lines: Sequence[Block], number: int) -> Iterator[str]:
    """The label right above a title, or above the badges there ("Open Access"): "Editorial", "News | In brief"."""
    for above in range(number - 1, max(-1, number - 4), -1):
        line, text = lines[above], lines[above].text
        if _PAGES.search(text) or (is_all_link(line) and line.tag == lines[number].tag):
            break  # the item before
        if _BADGE.fullmatch(text):
            continue
        yield text if has_digit(text) else text.partition("|")[0].strip()
        if not is_badge(line):
            break


def is_badge(line: Block) -> bool:
    """Whether a line is but a note on the item ("Open Access", "Free"), or its date, and does not say what it is."""
    text = line.text
    is_note = is_type(text) or (is_label(text) and not has_digit(text))
    return is_note and not line.links and not _PAPERS.search(text)


def _kinds_below(lines: Sequence[Block], number: int, titles: Container[int]) -> Iterator[str]:
    """The label right below a title, or the one that its date begins with ("Editorial | 14 April 2026 | doi: …")."""
    for below in range(number + 1, min(number + 1 + _KIND_BELOW, len(lines))):
        if below in titles:
            break
        text = lines[below].text
        if below == number + 1:
            yield text
        if "|" in text and has_digit(text):
            yield text.partition("|")[0].strip()
