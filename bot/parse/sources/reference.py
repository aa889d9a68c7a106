"""Papers cited as reference lists cite them: authors, year, title, journal, in the order that a style has them.

Groups announce their new papers so, libraries and readers send each other such lists. A single reference in a mail
backs what the mail says, and what stands below "References" does too; only lists are read, and only where an identifier
ends each reference.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import takewhile
from typing import NamedTuple

from bot.parse.html import Block
from bot.parse.sources.byline import authors_in
from bot.parse.sources.title_lines import is_field
from bot.parse.sources.titles import clean_title, looks_like_title
from bot.parse.text import holds_one_of

_MOST_LINES = 5  # of a reference wrapped in plain text, above the one with the identifier
_LONGEST = 1500  # characters
_FEWEST_PARTS = 4  # between commas: somebody, title, journal and nothing
_NUMBER = r"\W{0,3}(?:\d{1,3}(?:[.)]|\])\s)?\s*"
_YEAR = r"\((?P<year>(?:19|20)\d\d)[a-z]?(?:,\s[A-Z][a-z]+(?:\s\d{1,2})?)?\)"
_TITLE = (
    r"(?P<title>[^\s.][^“”\"]{5,400}?)(?:(?<=[?!])(?=\s)(?!.{0,200}\.\s[A-Z])|(?<!\bvs)(?<!\s[A-Z])\.)"
    r"(?=\s[A-Z]|\s*$)(?P<rest>.*)"
)
_QUOTED = r"[“\"](?P<title>[^“”\"]{6,400}?)[,.]?[”\"](?P<rest>.*)"
# APA, Harvard and RePEc; IEEE and Chicago; Vancouver.
_BEFORE_YEAR = rf"{_NUMBER}(?P<byline>[^()“”\"]{{4,700}}?),?\s{_YEAR}[.:,]?\s"
_AUTHORS_YEAR_QUOTED = re.compile(_BEFORE_YEAR + _QUOTED)
_AUTHORS_YEAR_TITLE = re.compile(_BEFORE_YEAR + _TITLE)
_AUTHORS_AND_QUOTED = re.compile(rf"{_NUMBER}(?P<byline>[^()“”\"]{{4,700}}?)[,.:]\s{_QUOTED}")
_SURNAMES = re.compile(
    r"[^\W\d_a-z][\w'’-]+(?:(?:,| &| and|, and|, &) [^\W\d_a-z][\w'’-]+){0,3}"
)  # "Roe & Poe (2026)."
_MEDLINE_NAME = r"[^\W\d_][\w'’ -]{1,40}\s[A-Z]{1,4}"
_VANCOUVER = re.compile(rf"{_NUMBER}(?P<byline>(?:{_MEDLINE_NAME},\s){{0,60}}(?:{_MEDLINE_NAME}|et\sal))\.\s{_TITLE}")
# ACS and MDPI.
_NAME_BEFORE_SEMICOLON = r"[^\W\d_][\w'’ -]{1,40},\s(?:(?:[^\W\d_]\.[ -]?){1,4}|[^\W\d_][\w'’-]+(?:\s[^\W\d_]\.)?)"
_SEMICOLONS = re.compile(
    rf"{_NUMBER}(?P<byline>{_NAME_BEFORE_SEMICOLON}(?:;\s(?:{_NAME_BEFORE_SEMICOLON}|et\sal)){{1,60}})\.?\s{_TITLE}"
)
# EBSCO's alerts.
_TITLE_FIRST = re.compile(
    rf"{_NUMBER}(?P<title>[^“”\"]{{6,400}}?)\.?\sBy:\s(?P<byline>[^:]{{3,700}}?)\.?\sIn:\s(?P<rest>.*)"
)
# BibTeX's plain styles and Google Scholar's names: "A. B. Roe, Cy Poe, and D Doe. Title. Venue, 2026."
_PLAIN = re.compile(rf"{_NUMBER}(?P<byline>[^()“”\":]{{4,700}}?)(?<!\b[^\W\d_])\.\s(?=\w){_TITLE}")
# Colleagues: "Title -- Ada Roe et al., Venue 2026".
_TITLE_AND_DASH = re.compile(
    rf"{_NUMBER}(?P<title>\S[^–—]{{5,400}}?)\s(?:--|—|–)\s(?P<byline>[^–—:]{{3,300}}?),\s"
    r"(?P<rest>[A-Z][^,.]{2,100}?,?\s(?:19|20)\d\d\b.*)"
)
# NBER: "Title by Ada Roe and Bo Poe #14700 (AP CF)".
_NUMBERED_PAPER = re.compile(
    rf"{_NUMBER}(?P<title>[^“”\"#]{{6,400}})\sby\s(?P<byline>[^“”\"#:]{{3,700}}?)"
    r"\s(?P<rest>)#\d{3,6}(?:\s?\([A-Z ]{2,60}\))?\s*$"
)
# The styles, each with what one of must be in a reference of it.
_STYLES = (
    (_AUTHORS_YEAR_QUOTED, ("“", '"')),
    (_AUTHORS_YEAR_TITLE, ("(",)),
    (_AUTHORS_AND_QUOTED, ("“", '"')),
    (_VANCOUVER, (".",)),
    (_SEMICOLONS, (";",)),
    (_TITLE_FIRST, ("By:",)),
    (_TITLE_AND_DASH, ("--", "—", "–")),
    (_PLAIN, (".",)),
)
_NUMBERED_STYLES = ((_NUMBERED_PAPER, ("#",)),)
# The same behind a linked title, older ones without "In:" and with another full stop behind initials.
_BY_BEHIND_TITLE = re.compile(
    r"\W*By:\s(?P<byline>[^:]{3,700}?)\.{1,2}\s(?:In:\s)?(?P<venue>[A-Z][^.;:]{1,100}?)[.,]\s"
    r"(?P<date>[^.,;:]{0,20}?(?P<year>(?:19|20)\d\d)),\sVol"
)
_NUMBERED = re.compile(r"\[\d{1,3}\]|\(?\d{1,3}[.)]\s")
_SOURCES = re.compile(
    r"\W*(?:references?|bibliography|literature(?: cited)?|works cited|sources?|further reading|footnotes?|notes)\W*",
    re.I,
)
_PAGES = re.compile(
    r"\b(?:19|20)\d\d[;,]?\s\d{1,4}\s?:\s?\w?\d|\b\d{1,4}\s?\(\w{1,6}\)\s?:\s?\w?\d"
)  # what stands behind a title, if anything does
_DATED = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_BEHIND_CITING = re.compile(r",(?:[^,()]{1,20},|\s\([^()]{1,20}\),){0,3}\s[\w-]{0,12}\((?P<year>(?:19|20)\d\d)\)\W*$")


class Reference(NamedTuple):
    """What a reference says: title and authors as written, and where and when the paper appeared."""

    title: str
    byline: str
    appeared: str


def reference_before(lines: Sequence[Block], number: int, end: int, ends: Container[int] = ()) -> Reference | None:
    """The reference that ends at character `end` of line `number`; in plain text it may begin some lines above.

    The longest that can be read is it: one that begins midway in the authors reads like a whole one. No reference goes
    on behind its number, or from a line on which another one `ends` in its identifier.
    """
    text = lines[number].text[:end]
    reference = _read(text)
    for above in range(number - 1, max(-1, number - 1 - _MOST_LINES), -1):
        below = lines[above + 1]
        is_wrapped = not below.tag and not below.opens
        is_address = above == number - 1 and bool(below.tag) and not below.text[:end].strip(" (<[")
        begins_here = _NUMBERED.match(below.text) or (reference is not None and above in ends)
        if lines[above].links or begins_here or not (is_wrapped or is_address):
            break
        text = f"{lines[above].text} {text}"
        reference = _read(text) or reference
    return reference


def without_by(trailing: str) -> str:
    """What stands behind a title in EBSCO's alerts as two lines, the people and where and when their paper appeared."""
    found = _BY_BEHIND_TITLE.match(trailing)
    return f"{found['byline']}\n{found['venue']}, {found['year']}" if found else trailing


def citing_paper(before: str, behind: str) -> Reference | None:
    """The paper of "Ada Roe and Bo Poe, Title, Journal, 10.1000/x, 100, (98-108), 1-Nov-(2026)." around its DOI.

    So Atypon, which runs the sites of Wiley and others, lists who cites an article; the journal may be empty.
    """
    dated = _BEHIND_CITING.match(behind)
    parts = [part.strip() for part in before[:_LONGEST].split(",")] if dated else []
    if dated is None or len(parts) < _FEWEST_PARTS or parts[-1]:
        return None
    people = list(takewhile(authors_in, parts[:-2]))
    title = clean_title(", ".join(parts[len(people) : -2]))
    if not people or not looks_like_title(title):
        return None
    return Reference(title, ", ".join(people), f"{parts[-2]}, {dated['year']}".strip(" ,"))


def first_source(lines: Sequence[Block]) -> int:
    """The number of the line that heads the sources of what the mail says, or that of all lines."""
    return next((number for number, line in enumerate(lines) if _SOURCES.fullmatch(line.text)), len(lines))


def _read(text: str) -> Reference | None:
    if len(text) > _LONGEST or not (_DATED.search(text) or "#" in text):
        return None
    styles = _NUMBERED_STYLES if "#" in text else _STYLES
    matches = (style.match(text) for style, marks in styles if holds_one_of(text, marks))
    found = next(filter(None, matches), None)
    if found is None:
        return None
    title, byline = clean_title(found["title"]), found["byline"].strip(" ,")
    reads_like_people = authors_in(title) > 1 and found.re is not _NUMBERED_PAPER
    could_be = looks_like_title(title) and not (_PAGES.search(title) or is_field(title) or reads_like_people)
    year = found.groupdict().get("year")
    if not could_be or not (authors_in(byline) or (year and _SURNAMES.fullmatch(byline))):
        return None
    where = found["rest"].strip(" .,").removeprefix("In ").removeprefix("In: ")
    return Reference(title, byline, f"{where}, {year}".strip(" ,") if year else where)
