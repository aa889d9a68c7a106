"""Scholar Inbox: its digest shows a score, where the paper appeared, its title and its authors, each on a line.

The text names no identifier, and the titles may lead to Scholar Inbox itself, so that only the order tells the papers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.models import Mail, Mention
from bot.parse.html import Block
from bot.parse.sources import generic
from bot.parse.sources.byline import authors_in, byline_of, people_of
from bot.parse.sources.dates import read_date
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.hits import hits_in
from bot.parse.sources.lines import lines_of_html, lines_of_text
from bot.parse.sources.senders import bears, is_from
from bot.parse.sources.titles import clean_title, looks_like_title
from bot.scholarly.identifiers import page_of

NAME = "scholar_inbox"
SENDERS = ("*@scholar-inbox.com", "*@*.scholar-inbox.com", "*@scholarinbox.com")

_MARK = re.compile(r"scholar-?\s?inbox|scholar alert digest", re.I)
_APPEARED = re.compile(
    r"(?P<venue>[A-Za-z][\w .:&+'/-]{1,60}?)\s+(?P<year>20\d\d)(?:\s*\((?P<day>[A-Z][a-z]{2,8} \d{1,2})\))?"
)
_LONGEST_ITEM = 10  # lines


def matches(mail: Mail) -> bool:
    """By its sender, and its name."""
    return is_from(mail, SENDERS) and (_MARK.search(mail.subject) is not None or bears(mail, _MARK))


def extract(mail: Mail) -> Extraction:
    """The papers of the first body that has any; what is laid out otherwise is left to the generic source."""
    alert = mail.sender.name or None
    for body, read in ((mail.html, lines_of_html), (mail.text, lines_of_text)):
        lines = read(body) if body else []
        starts = [number for number, line in enumerate(lines) if _APPEARED.fullmatch(line.text)]
        mentions = tuple(_mentions(lines, starts, alert))
        if mentions:
            return Extraction(mentions, max(len(mentions), len(starts)))
    return generic.extract_as(NAME, mail, alert)


def _mentions(lines: Sequence[Block], starts: Sequence[int], alert: str | None) -> Iterator[Mention]:
    for start, end in pairwise([*starts, len(lines)]):
        appeared = _APPEARED.fullmatch(lines[start].text)
        item = lines[start + 1 : min(end, start + 1 + _LONGEST_ITEM)]
        title = clean_title(item[0].text) if item else ""
        if appeared and looks_like_title(title):
            yield _mention(title, item[1:], item, appeared, alert)


def _mention(
    title: str, below: Sequence[Block], item: Sequence[Block], appeared: re.Match[str], alert: str | None
) -> Mention:
    byline = byline_of(below[0].text) if below and authors_in(below[0].text) else ""
    authors, cut = people_of(byline)
    identifiers = {scheme: value for hit in reversed(hits_in(item)) for scheme, value in hit.identifiers.items()}
    day = appeared["day"]
    return Mention(
        title=title,
        source=NAME,
        authors=authors,
        identifiers=identifiers,
        url=page_of(identifiers),
        venue=appeared["venue"],
        published=read_date(f"{day}, {appeared['year']}" if day else appeared["year"]),
        alert=alert,
        truncated=cut,
    )
