"""Web of Science: search and citation alerts, as text, as the tables of 2018 or the blocks since 2019.

Its links lead to its own records, are hidden behind a redirector or miss, and most records show no DOI: a paper is a
linked title above authors with their surnames first ("Galia, W; Thevenot-Sergentet, D").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.models import Mail, Mention
from bot.parse.html import Block
from bot.parse.links import unwrap
from bot.parse.sources import generic
from bot.parse.sources.byline import people_of
from bot.parse.sources.citation import details_of
from bot.parse.sources.dates import read_date
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.lines import lines_of_html, lines_of_text
from bot.parse.sources.senders import bears, is_from
from bot.parse.sources.titles import clean_title, is_no_paper, looks_like_title
from bot.scholarly.identifiers import in_text, page_of

NAME = "web_of_science"
SENDERS = (
    "noreply@isiknowledge.com", "noreply@webofscience.com", "noreply@clarivate.com", "alerts*@clarivate.com",
    "*-noreply@clarivate.com", "*@*.clarivate.com", "*@isinet.com",
)  # fmt: skip

_MARK = re.compile(r"web ?of ?(?:science|knowledge)|isiknowledge|\bRecord \d+ of \d+", re.I)
_RECORD = re.compile(r"\*?Record (\d+) of (\d+)\b", re.I)
_SHOWN = re.compile(r"\bShowing (\d+) of (?:the )?\d+", re.I)
_ALERT = re.compile(r"Web of Science (?:\w+ )?Alert\s*[-–:]\s*(.+?)(?:\s+[-–]\s+\d+ results?)?$", re.I)
_FIELD = re.compile(r"(title|authors?|source|doi|abstract|published|publication date|meeting abstract)\s*:\s*", re.I)
# Fields that are not read; they end the one before.
_OTHER_FIELD = re.compile(
    r"(?:author full names|group authors?|group author\(s\)|book (?:authors?|editors?|group authors?)|language"
    r"|document type|(?:author )?keywords?(?: ?plus)?|addresses|(?:author|reprint|e-?mail) address(?:es)?|orcid"
    r"|researcher ?ids?|times cited|cited references?(?: count)?|e?issn|isbn|publisher|funding \w+|conference \w+"
    r"|(?:web of science|research|subject) (?:categories|areas|category)|ids number|accession number)\s*:",
    re.I,
)
_PEOPLE = re.compile(r"(?:authors?:\s*)?[^,;:.]{1,60}, [^,;]{1,60}(?:;.*)?|(?:authors?:\s*)?[^;]{1,80};.+", re.I)
_LONGEST_ITEM = 12  # lines


class Record(NamedTuple):
    """One paper: title and authors as written, the lines below these, the page the title leads to, if it tells."""

    title: str
    byline: str
    below: Sequence[Block]
    page: str | None = None


def matches(mail: Mail) -> bool:
    """By its sender, and the name in subject or body: Clarivate also writes of EndNote, manuscripts and itself."""
    return is_from(mail, SENDERS) and (_MARK.search(mail.subject) is not None or bears(mail, _MARK))


def extract(mail: Mail) -> Extraction:
    """The records of the first body that has any."""
    alert = _alert(mail)
    for body, read in ((mail.html, lines_of_html), (mail.text, lines_of_text)):
        lines = read(body) if body else []
        records = [*_linked_records(lines)] or [*_labelled_records(lines)]
        mentions = tuple(_mention(one, alert) for one in records if not is_no_paper(clean_title(one.title)))
        if mentions:
            return Extraction(mentions, max(len(mentions), _detected(body or "") - len(records) + len(mentions)))
    return generic.extract_as(NAME, mail, alert)


def _alert(mail: Mail) -> str | None:
    found = _ALERT.search(mail.subject)
    return found[1] if found else mail.sender.name or None


def _detected(body: str) -> int:
    shown = _SHOWN.search(body)
    return int(shown[1]) if shown else len(set(_RECORD.findall(body)))


# ── linked titles ─────────────────────────────────────────────────────────────────────────────────────


def _linked_records(lines: Sequence[Block]) -> Iterator[Record]:
    starts = [number for number, line in enumerate(lines) if _is_linked_title(line) and _authors_below(lines, number)]
    for start, end in pairwise([*starts, len(lines)]):
        byline = _authors_below(lines, start)
        if byline is not None:
            number, text = byline
            end = next((place for place in range(number, end) if _RECORD.match(lines[place].text)), end)
            below = lines[number + 1 : min(end, number + 1 + _LONGEST_ITEM)]
            yield Record(lines[start].text, text, below, unwrap(lines[start].links[0].url))


def _is_linked_title(line: Block) -> bool:
    """Whether one link is all of the line but a label ("Title:"), and could be a title."""
    label = _FIELD.match(line.text)
    length = len(line.text) - (label.end() if label else 0)
    if len(line.links) != 1 or line.links[0].end - line.links[0].start < 0.9 * length:
        return False
    return looks_like_title(clean_title(line.text))


def _authors_below(lines: Sequence[Block], number: int) -> tuple[int, str] | None:
    """Where the authors stand, on the next line or under their label, and their names."""
    for place in range(number + 1, min(number + 3, len(lines))):
        line = lines[place]
        if not line.links and _PEOPLE.fullmatch(line.text):
            return place, _FIELD.sub("", line.text, count=1)
        if not re.fullmatch(r"(?:by|authors?)\s*:?", line.text, re.I):
            return None
    return None


# ── labelled fields ───────────────────────────────────────────────────────────────────────────────────


def _labelled_records(lines: Sequence[Block]) -> Iterator[Record]:
    """ "Title: …", "Authors: …", "Source: …", each on its line or the ones below its label."""
    starts = [number for number, line in enumerate(lines) if _RECORD.match(line.text)]
    for start, end in pairwise([*starts, len(lines)]):
        fields = dict(_fields(lines[start + 1 : end]))
        if title := fields.get("title"):
            below = [
                Block(f"{name.capitalize()}: {value}")
                for name, value in fields.items()
                if name not in ("title", "authors")
            ]
            yield Record(title, fields.get("authors") or fields.get("author", ""), below)


def _fields(lines: Sequence[Block]) -> Iterator[tuple[str, str]]:
    name, values = "", list[str]()
    for line in lines:
        found = _FIELD.match(line.text)
        if found or _OTHER_FIELD.match(line.text):
            if name:
                yield name, " ".join(values)
            name, values = (found[1].lower(), [line.text[found.end() :]]) if found else ("", [])
        elif not re.match(r"[-*=_]", line.text):
            values.append(line.text)
    if name:
        yield name, " ".join(values)


# ── a record as a mention ─────────────────────────────────────────────────────────────────────────────


def _mention(record: Record, alert: str | None) -> Mention:
    authors, cut = people_of(record.byline)
    details = details_of((Block(f"Authors: {record.byline}"), *record.below))
    identifiers = dict(_identifiers(record.below))
    return Mention(
        title=clean_title(record.title),
        source=NAME,
        authors=authors,
        abstract=details.abstract,
        identifiers=identifiers,
        url=page_of(identifiers) or record.page,
        venue=_venue(record.below),
        published=details.published or _year(record.below),
        alert=alert,
        truncated=cut,
    )


def _identifiers(lines: Sequence[Block]) -> Iterator[tuple[str, str]]:
    """Of the lines, not of the abstract: it may cite others."""
    for line in lines:
        if len(line.text) < 300:
            yield from ((scheme, value) for scheme, value, _ in reversed(in_text(line.text)))


def _venue(below: Sequence[Block]) -> str | None:
    """The journal: labelled, or the next line, as it is in capitals; without volume and pages."""
    if not below:
        return None
    text = re.sub(r"^source:\s*", "", below[0].text, flags=re.I)
    if text == below[0].text and text != text.upper():
        return None
    return re.split(r"\s+\d|,\s|;\s|\s+vol\b", text, maxsplit=1, flags=re.I)[0].strip() or None


def _year(below: Sequence[Block]) -> str | None:
    return next((found for line in below[:3] if len(line.text) < 200 and (found := read_date(line.text))), None)
