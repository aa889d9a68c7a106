"""Where in a body identifiers of papers stand, in links and written out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from bot.parse.html import Block, Link
from bot.parse.links import unwrap
from bot.parse.sources.paper_pages import SCHEME as PAGE
from bot.parse.sources.paper_pages import page_key
from bot.parse.sources.traces import may_be_in_address, may_be_in_text
from bot.parse.text import holds_one_of
from bot.scholarly.identifiers import canonical, from_url, implied, in_text

# DOIs of journals, issues, proceedings, news and data sets: nothing one reads as a paper.
_NO_WORK = re.compile(
    r"10\.\d+/\(issn\)|.*\.issue-\d|10\.\d+/[a-z]+\.v\d+(?:[.-]|$)|10\.1007/978[\d-]+$|10\.1109/\w+\.\d{4}$|10\.1038/d\d{5}-|10\.(?:6084|5061|17632)/|10\.5281/zenodo"
)
_NO_PAGE = re.compile(
    r"/toc/|/loi/|/journal/[^/]*$|/issue/|/aims-scope|/supplementary|/citedby|/cited-by|/figures?\b|/author/|linkname=|(?<!/)/search|/conference/|[?&]term=(?!\d+(?:\[|%5b|$))",
    re.I,
)
# Links at one paper that lead to others.
_TO_OTHERS = re.compile(
    r"\W*(?:(?:similar|related|recommended)(?: (?:articles?|papers?|content|research|work))?|(?:cited by|cites"
    r"|citing|references"
    r"|comment (?:in|on)|erratum|see also|reply)\b.{0,25}|more (?:like|from)\b.{0,25})\W*",
    re.I,
)
# What stands before the paper that others cite or resemble, on its line or the one above.
_ABOUT_ANOTHER = re.compile(
    r"\b(?:citations? (?:to|of|for)|cit(?:es|ing)|cited (?:paper|article)|related to|similar to|because you \w+"
    r"|based on|in response to|matching)\b"
    r"(?: (?:your|the|an?|this)? ?(?:paper|article|publication|work|interest in))?\W*$",
    re.I,
)
_OF_ANOTHER = ("cit", " to", "because", "based", "matching")  # each of these has one

# Ovid's name for what PubMed calls PMID; its other databases number their records otherwise.
_OVID_RECORD = re.compile(r"Unique Identifier:?\s*(\d{7,8})")
# By far the most frequent line with an identifier.
_DOI_ALONE = re.compile(r"(?:doi|DOI)\s?:?\s?(10\.\d{4,9}/[^\s,;]+)")


class Hit(NamedTuple):
    """Identifiers at one place of a line, or what tells a paper's page that has none from others (`paper_pages`).

    page: address of the link that carries them, unwrapped; None for identifiers written out.
    start, end: the words of the link, or the identifier itself.
    """

    line: int
    identifiers: Mapping[str, str]
    page: str | None
    start: int
    end: int


def hits_in(lines: Sequence[Block]) -> list[Hit]:
    """Every hit, in reading order, but those that only say which paper others cite or resemble."""
    hits = (hit for number, line in enumerate(lines) for hit in _hits_of(number, line))
    return [hit for hit in hits if not _is_about_another(hit, lines)]


def _is_about_another(hit: Hit, lines: Sequence[Block]) -> bool:
    before = lines[hit.line].text[: hit.start].strip()
    if not before and hit.line:
        before = lines[hit.line - 1].text
    words = before[-80:]
    return holds_one_of(words.lower(), _OF_ANOTHER) and _ABOUT_ANOTHER.search(words) is not None


def _hits_of(number: int, line: Block) -> list[Hit]:
    hits = [
        hit
        for link in line.links
        if may_be_in_address(link.url) and (hit := _hit_of_link(number, line, link)) is not None
    ]
    if may_be_in_text(line.text):
        linked = {one for hit in hits for one in hit.identifiers.items()}
        hits += _written_out(number, line.text, linked)
    return hits


def _written_out(number: int, text: str, linked: set[tuple[str, str]]) -> Iterator[Hit]:
    """The identifiers of a line that none of its links carries."""
    if alone := _DOI_ALONE.fullmatch(text):
        doi = canonical("doi", alone[1])
        if doi and ("doi", doi) not in linked and is_work("doi", doi):
            yield Hit(number, {"doi": doi}, None, 0, len(text))
        return
    if record := _OVID_RECORD.fullmatch(text):
        yield Hit(number, {"pmid": record[1]}, None, 0, len(text))
        return
    for scheme, value, (start, end) in in_text(text):
        if (scheme, value) not in linked and is_work(scheme, value):
            linked.add((scheme, value))
            yield Hit(number, {scheme: value, **implied(scheme, value)}, None, start, end)


def _hit_of_link(number: int, line: Block, link: Link) -> Hit | None:
    words = line.text[link.start : link.end]
    if len(words) < 60 and _TO_OTHERS.fullmatch(words):
        return None
    page = unwrap(link.url)
    if page is None or _NO_PAGE.search(page):
        return None
    identifiers = {scheme: value for scheme, value in from_url(page).items() if is_work(scheme, value)}
    if not identifiers and (key := page_key(page)):
        identifiers = {PAGE: key}
    return Hit(number, identifiers, page, link.start, link.end) if identifiers else None


def is_work(scheme: str, value: str) -> bool:
    """Whether an identifier is one of something to read as a paper, and not of a journal, an issue or data."""
    return scheme != "doi" or not _NO_WORK.match(value)
