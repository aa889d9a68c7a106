"""Titles one clicks on to get to the paper."""

from __future__ import annotations

import re

from bot.parse.sources.affiliations import is_at_institution
from bot.parse.sources.body_lines import BodyLines
from bot.parse.sources.byline import authors_in
from bot.parse.sources.hits import Hit
from bot.parse.sources.labels import is_label, is_type
from bot.parse.sources.title_lines import (
    is_title_link,
    people_and_year,
    runs_on,
    starts_midway,
    without_lead,
    without_people,
)
from bot.parse.sources.titles import clean_title, looks_like_title

_SHORTEST_TITLE = 5  # letters of a title of one word
_LABEL_OF_PEOPLE = re.compile(r"(?:by|authors?|author\(s\))\s?:?", re.I)
_WORD = re.compile(r"[^\W\d_a-z][^\W\d_]+|[^\W\d_a-z]\w{0,20}-\w{1,20}")


def linked_title(body: BodyLines, hit: Hit) -> tuple[str, str] | None:
    """The title that a link's words are, and what stands beside it, a line for each side; None if they are no title."""
    if hit.page is None:
        return None
    line = body.lines[hit.line]
    if is_label(line.text[hit.start : hit.end]):
        return None
    people, words = "", _whole_words(body, hit)
    if not line.tag:
        people, words = without_people(without_lead(words, line.text[hit.end :]))
    title = clean_title(words)
    could_be = looks_like_title(title) or _is_single_word(body, hit, title)
    if not could_be or not is_title_link(line, hit, title):
        return None
    if authors_in(title) > 1 and not (_has_people_below(body, hit) or _has_people_above(body, hit)):
        return None  # unless it is "Frege Cases and Rationalizing Explanations"
    if not line.tag and (runs_on(title) or (not (line.opens or hit.start) and starts_midway(line, title))):
        return None
    behind = line.text[hit.end :]
    if cited_so := people_and_year(line.text[: hit.start]):
        return title, f"{cited_so[0]}\n({cited_so[1]}) {behind.strip()}"
    before = line.text[: hit.start].strip(" .:,;")
    people = people or (before if authors_in(before) else "")
    return title, f"{people}\n{behind}".strip("\n")


def _is_single_word(body: BodyLines, hit: Hit, title: str) -> bool:
    """Whether a link of one word is a title ("Boredom", "R2-D4"): alone on its line, and in its address or above
    people."""
    line = body.lines[hit.line]
    is_word = len(title) >= _SHORTEST_TITLE and _WORD.fullmatch(title) is not None and line.text == title
    if not is_word or is_type(title):
        return False
    return f"/{title}/" in (hit.page or "") or _has_people_below(body, hit)


def _has_people_above(body: BodyLines, hit: Hit) -> bool:
    """Whether people stand right above a title that is a block of HTML, on which nobody can click."""
    line, above = body.lines[hit.line], body.lines[max(hit.line - 1, 0)]
    return bool(line.tag) and hit.line > 0 and not above.links and authors_in(above.text) > 0


def _has_people_below(body: BodyLines, hit: Hit) -> bool:
    """Whether people stand right below a title, or below their label ("By:", as in NEP's HTML), or one and where he
    works, as SSRN has it."""
    below = body.lines[hit.line + 1 : hit.line + 3]
    people = below[1:] if below and _LABEL_OF_PEOPLE.fullmatch(below[0].text) else below[:1]
    return any(authors_in(line.text) or is_at_institution(line.text) for line in people)


def _whole_words(body: BodyLines, hit: Hit) -> str:
    line = body.lines[hit.line]
    words = line.text[hit.start : hit.end]
    return body.unwrapped(hit.line, words) if not hit.start and not line.tag else words
