"""Google Scholar alerts as plain text: the text part of 2013–2017, and what mail programs make of a forward.

An entry is its title, the redirecting link that only titles have, a byline and a snippet; in the oldest form the link
comes last. Lines are wrapped anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from bot.parse.sources.linked_text import normalise
from bot.parse.sources.scholar_item import FURNITURE, LABEL, Entry

_LINK = re.compile(
    r"[<(]?(?P<url>https?://[^\s<>]*scholar(?:_|-5f|%5f)url\b(?![^\s<>]*cleardot)[^\s<>]*[^\s<>).,])[>)]?", re.I
)
_FURNITURE = re.compile(rf"\s*(?:\[image:|<?https?://|-{{3,}}|_{{3,}}|={{3,}}|{FURNITURE})")
_BYLINE_END = re.compile(r"(?:^|, ?|[-–] )(?:19|20)\d{2}$")
_BYLINE = re.compile(r"\S.* [-–] (?:.*[\s,])?(?:19|20)\d{2}$|\S.*…? [-–] \S.*…$")
_SNIPPET_END = re.compile(r"(?:…|\.{3})$")
_MARKUP = re.compile(r"^[#*_\s]+|[*_\s]+$")
_LONGEST_BYLINE = 3  # lines
_SHORTEST_WRAPPED = 50  # characters; a shorter line ended because its text did


@dataclass
class _Draft:
    """An entry while its lines are still coming in; `after` are the paragraphs behind its link."""

    title: str
    url: str
    before: list[str] = field(default_factory=list)
    after: list[list[str]] = field(default_factory=lambda: [[]])


def count_text_entries(text: str) -> int:
    """How many different pages the titles of the text lead to."""
    return len({link["url"] for link in _LINK.finditer(normalise(text))})


def read_text_entries(text: str) -> list[Entry]:
    """All entries in order of appearance."""
    drafts: list[_Draft] = []
    paragraph: list[str] = []
    for line in normalise(text).split("\n"):
        link = _LINK.search(line)
        if link and not LABEL.fullmatch(line[: link.start()].strip() + " "):
            drafts.append(_started(paragraph, line, link))
            paragraph = drafts[-1].after[0]
        elif line.strip():
            paragraph.append(line.strip())
        else:
            paragraph = []
            if drafts:
                drafts[-1].after.append(paragraph)
    return [entry for draft in drafts if (entry := _entry(draft)).title]


def _started(paragraph: list[str], line: str, link: re.Match[str]) -> _Draft:
    """A new entry from the lines before its link, which are taken away from the entry before it."""
    before_link = line[: link.start()].strip()
    own = _lines_of_title(paragraph)
    if own == len(paragraph) and not before_link:
        own = 0  # the link comes last: the paragraph is the whole entry, up to the end of its snippet
    lines = [text for text in (*paragraph[own:], before_link) if text]
    del paragraph[own:]
    title, before = _split_off_byline(lines)
    after = line[link.end() :].strip()
    return _Draft(title, link["url"], before, [[after] if after else []])


def _lines_of_title(paragraph: Sequence[str]) -> int:
    """Where in the running paragraph the title begins: behind what belongs to the entry before."""
    for number in range(len(paragraph) - 1, -1, -1):
        if _SNIPPET_END.search(paragraph[number]) or _FURNITURE.match(paragraph[number]):
            return number + 1
    return 0


def _split_off_byline(lines: Sequence[str]) -> tuple[str, list[str]]:
    """Title, and what stands between it and a link that comes last."""
    byline = next((number for number in range(1, len(lines)) if _BYLINE.match(lines[number])), len(lines))
    return _MARKUP.sub("", " ".join(lines[:byline])), list(lines[byline:])


def _entry(draft: _Draft) -> Entry:
    paragraphs = [draft.before, *draft.after] if draft.before else draft.after
    paragraphs = [lines for paragraph in paragraphs if (lines := list(takewhile(_is_content, paragraph)))]
    byline_lines = _byline_length(paragraphs)
    lines = [line for paragraph in paragraphs[: _paragraphs_of_entry(paragraphs, byline_lines)] for line in paragraph]
    return Entry(
        title=draft.title,
        url=draft.url,
        byline=" ".join(" ".join(lines[:byline_lines]).split()),
        snippet=" ".join(" ".join(lines[byline_lines:]).split()),
    )


def _is_content(line: str) -> bool:
    return _FURNITURE.match(line) is None


def _byline_length(paragraphs: Sequence[Sequence[str]]) -> int:
    """In lines: up to the year, or where there is none, the first line, or all of a paragraph of its own."""
    if not paragraphs:
        return 0
    first = paragraphs[0]
    for number, line in enumerate(first[:_LONGEST_BYLINE], 1):
        if _BYLINE_END.search(line):
            return number
        if len(line) < _SHORTEST_WRAPPED:
            break
    return len(first) if len(paragraphs) > 1 and len(first) <= _LONGEST_BYLINE else 1


def _paragraphs_of_entry(paragraphs: Sequence[Sequence[str]], byline_lines: int) -> int:
    """A snippet is one paragraph; anything further belongs to the mail."""
    return 2 if paragraphs and len(paragraphs[0]) == byline_lines else 1
