"""NEP, New Economics Papers: the reports that RePEc's editors send, plain text since 1998.

An overview, then each paper as numbered title, "By:", "Abstract:", "Keywords:", "JEL:", "Date:" and "URL:", in changing
order; the abstract once stood without its label. RePEc's handles are no identifiers of ours, and most papers have no
other, so that the numbered title is what tells a paper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.models import Mail, Mention
from bot.parse.html import html_to_text
from bot.parse.links import unwrap
from bot.parse.sources import generic
from bot.parse.sources.byline import authors_in, people_of
from bot.parse.sources.dates import read_date
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.senders import bears, is_from
from bot.parse.sources.titles import clean_title
from bot.scholarly.identifiers import from_url
from bot.scholarly.spacing import single_spaced

NAME = "nep"
SENDERS = ("*@nep.repec.org", "nep-*@lists.repec.org", "*@lists.repec.org", "nep-*@ole.repec.org")

_MARK = re.compile(r"New Economics Papers|repec\.org", re.I)
_QUOTE = re.compile(r"^[ \t]*(?:>[ \t]?)+", re.M)
_NUMBERED = re.compile(r"^[ \t]{0,3}(\d{1,3})\.(?:[ \t]+|[ \t]*\n[ \t]*)(?=\S)", re.M)
_FIELD = re.compile(r"^[ \t]{0,8}(By|Abstract|Keywords?|JEL|Date|URL)[ \t]*:[ \t]*", re.M)
_END = re.compile(r"^[ \t]*(?:This nep-\w+ issue is|For general information on the NEP)", re.M)
_HANDLE = re.compile(r"\bu=(?i:repec):[^\s&>]+")
_REPORT = re.compile(r"\bnep-[a-z]{3}\b", re.I)
_IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


class Paper(NamedTuple):
    """title: on one line. fields: name in lower case → text with its line ends."""

    title: str
    fields: dict[str, str]


def matches(mail: Mail) -> bool:
    """By its sender, and RePEc in its body: the lists also carry notes to subscribers."""
    return is_from(mail, SENDERS) and bears(mail, _MARK)


def extract(mail: Mail) -> Extraction:
    """The papers behind the overview; what is laid out otherwise is left to the generic source."""
    text = mail.text or html_to_text(mail.html or "")
    papers = list(_papers(_QUOTE.sub("", text.replace("\r", ""))))
    report = _REPORT.search(mail.subject) or _REPORT.search(mail.sender.email) or _REPORT.search(text[:500])
    alert = report[0].lower() if report else mail.sender.name or None
    if not papers:
        return generic.extract_as(NAME, mail, alert)
    mentions = tuple(_mention(paper, alert) for paper in papers)
    return Extraction(mentions, max(len(mentions), len(set(_HANDLE.findall(text)))))


def _papers(text: str) -> Iterator[Paper]:
    """The numbered items with fields; those of the overview have none."""
    end = _END.search(text)
    text = text[: end.start()] if end else text
    for (_, start), (end_of_item, _) in pairwise([*_starts(text), (len(text), len(text))]):
        item = text[start:end_of_item]
        marks = list(_FIELD.finditer(item))
        if marks:
            fields = _joined(_fields(item, marks))
            before = item[: marks[0].start()]
            title, unlabelled = (before, {}) if "by" in fields else _before_fields(before)
            yield Paper(single_spaced(title), unlabelled | fields)


def _in_one_paragraph(lines: Sequence[str]) -> tuple[str, dict[str, str]]:
    """The same where a line each of people stands below the title, and the abstract below them."""
    bare = [_IN_BRACKETS.sub("", line).strip() for line in lines]
    first = next((number for number in range(1, len(lines)) if authors_in(bare[number])), None)
    if first is None:
        return "\n".join(lines), {}
    end = next((number for number in range(first, len(lines)) if not authors_in(bare[number])), len(lines))
    return "\n".join(lines[:first]), {"by": "\n".join(lines[first:end]), "abstract": " ".join(lines[end:])}


def _joined(fields: Iterator[tuple[str, str]]) -> dict[str, str]:
    """By name; the text of one that is repeated, as "By:" once was for each person, one below the other."""
    joined: dict[str, str] = {}
    for name, text in fields:
        joined[name] = f"{joined[name].rstrip()}\n{text}" if name in joined else text
    return joined


def _before_fields(text: str) -> tuple[str, dict[str, str]]:
    """The title, and what may stand below it without labels: people, and the abstract, a paragraph each."""
    title, *others = _BLANK_LINE.split(text.strip())
    if not others:
        return _in_one_paragraph(title.split("\n"))
    if not authors_in(_IN_BRACKETS.sub("", _byline(others[0]))):
        return text, {}
    return title, {"by": others[0], "abstract": " ".join(others[1:])}


def _starts(text: str) -> list[tuple[int, int]]:
    """Where the number of each paper begins and ends, from the one above the first field: abstracts have lists too."""
    first_field = _FIELD.search(text)
    starts: list[tuple[int, int]] = []
    last = 0
    for found in _NUMBERED.finditer(text):
        if first_field and found.end() < first_field.start():
            starts, last = [], int(found[1]) - 1
        if int(found[1]) == last + 1:
            starts.append(found.span())
            last += 1
    return starts


def _fields(item: str, marks: Sequence[re.Match[str]]) -> Iterator[tuple[str, str]]:
    ends = [*(mark.start() for mark in marks[1:]), len(item)]
    for mark, end in zip(marks, ends, strict=True):
        yield mark[1].lower(), item[mark.end() : end]


def _mention(paper: Paper, alert: str | None) -> Mention:
    authors, cut = people_of(_byline(paper.fields.get("by", "")))
    address, _, rest = paper.fields.get("url", "").strip().partition("\n")
    page = unwrap(address.strip("<> ")) if address else None
    abstract = single_spaced(paper.fields.get("abstract", "") or rest)
    return Mention(
        title=clean_title(paper.title),
        source=NAME,
        authors=authors,
        abstract=abstract or None,
        identifiers=from_url(page) if page else {},
        url=page,
        published=_date(paper.fields.get("date", "").strip()),
        alert=alert,
        truncated=cut,
    )


def _date(text: str) -> str | None:
    """As precise as it is given: "2005-11-07", "2026-01", "2026–07", "2025"."""
    month = re.fullmatch(r"((?:19|20)\d\d)[-–](0[1-9]|1[0-2])", text)
    return f"{month[1]}-{month[2]}" if month else read_date(text)


def _byline(text: str) -> str:
    """One person a line, or all on one; an institution in brackets, or a name of several, may go on in the next."""
    people, depth = [""], 0
    for line in _BLANK_LINE.split(text.strip())[0].split("\n"):
        people[-1] += f" {line.strip()}"
        depth += line.count("(") - line.count(")")
        is_within_name = ";" in people[-1] and line.rstrip().endswith(",")
        if depth <= 0 and not is_within_name:
            people.append("")
            depth = 0
    return "; ".join(person.strip(" ;") for person in people if person.strip())
