"""Author lists of one person a line, each with an institution, above an address, or an item of a list in HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import takewhile

from bot.parse.html import Block
from bot.parse.sources.byline import authors_in
from bot.parse.sources.people import INSTITUTIONS, NAME
from bot.parse.text import holds_one_of

_MOST_LINES = 60  # of people
_LONGEST = 1000  # characters of a line in which somebody's institution is looked for
_MAIL_ADDRESS = re.compile(r"(?:(?i:e-?mail)\s*:\s*)?[^\s@<>]{1,80}@[\w.-]{3,80}")
_BANK = "bank"  # "Banks" is somebody
_ANY = (*INSTITUTIONS, _BANK)
_WITH_INSTITUTION = re.compile(
    rf"(?P<name>{NAME.pattern})\s*(?:,|\(|-|–)\s*.*\b(?i:{'|'.join(INSTITUTIONS)}|{_BANK}\b)"
)
# Institutions that have no word of these, behind people of whom another one is at one that has.
_BARE_INSTITUTION = re.compile(rf"(?P<name>{NAME.pattern}),\s[A-Z]{{2,8}}\b.{{0,60}}")
_INDEPENDENT = re.compile(rf"(?P<name>{NAME.pattern}),\sIndependent(?: [A-Z][a-z]+)?")


def is_at_institution(text: str) -> bool:
    """Whether a line holds one person and an institution."""
    return _at_institution(text) is not None


@lru_cache(maxsize=1024)
def _at_institution(text: str) -> re.Match[str] | None:
    text = text[:_LONGEST]
    if text.find("Independent", 3) > 0 and (alone := _INDEPENDENT.fullmatch(text)):
        return alone
    return _WITH_INSTITUTION.match(text) if holds_one_of(text.lower(), _ANY) else None


def people_by_line(lines: Sequence[Block]) -> tuple[list[str], int]:
    """The names of lines that each hold one person, and an institution or, below, an address; how many lines.

    Of items of a list two are enough, as in the alerts of Frontiers.
    """
    items = [*takewhile(_is_item_of_one, lines[:_MOST_LINES])]
    is_list = all(line.text.endswith((",", ";")) for line in items[:-1]) or not any(line.links for line in items)
    if len(items) > 1 and is_list:  # other items that one clicks on may be topics
        return [line.text.rstrip(",; ") for line in items], len(items)
    names: list[str] = []
    end = 0
    while end < min(len(lines), _MOST_LINES):
        text, below = lines[end].text, [_is_mail_address(line.text) for line in lines[end + 1 : end + 3]]
        has_address = bool(below and below[0])
        found = _at_institution(text) or (_BARE_INSTITUTION.fullmatch(text) if names else None)
        if found:
            names.append(found["name"])
        elif has_address and (name := _one_person(text)):
            names.append(name)
        else:
            break
        is_wrapped = bool(found and below[1:] and below[1]) and not is_at_institution(lines[end + 1].text)
        end += 3 if is_wrapped else 1 + has_address
    return names, end


def _is_mail_address(text: str) -> bool:
    return "@" in text and _MAIL_ADDRESS.fullmatch(text) is not None


def _is_item_of_one(line: Block) -> bool:
    return line.tag == "li" and authors_in(line.text.rstrip(",; ")) == 1


def _one_person(text: str) -> str | None:
    """Who is named on a line, on its own or before a comma: "ADA ROE, affiliation not provided to SSRN"."""
    return next((name for name in (text, text.partition(", ")[0]) if authors_in(name) == 1), None)
