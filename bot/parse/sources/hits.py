"""Where in a body identifiers of papers stand, in links and written out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bot.parse.html import Link
from bot.parse.links import is_furniture, unwrap
from bot.parse.sources.lines import Line
from bot.scholarly.identifiers import from_url, in_text

# Looked for in the whole body before anything else is done: most mail has none of them.
_TRACES = (
    "arxiv", "doi.", "doi:", "doi ", "doi/", "doi%", "pmid", "pubmed", "pmc", "pii", "semanticscholar", "openreview", "anthology", "adsabs",
    "scixplorer", "ieee", "ssrn", "huggingface.co/papers", "hf.co/papers", "rxiv", "nature.com/articles", "elifesciences", "rsc.org", "copernicus",
    "peerj", "bmj.com", "researchsquare", "preprints.org", "europepmc", "emergentmind",
    "alphaxiv",
    "lanl.gov",
    "cell.com",
    "thelancet.com",
    "sciencedirect",
    "paperswithcode", "acm.org", "hindawi", "ametsoc", "pnas.org",
)  # fmt: skip
_WRAPPED_TRACES = ("aHR0c", "eyJ", "_L54AD1F204_")
_DOI_TRACE = re.compile(r"10\.\d{4,9}(?:/|%2[fF])")
_IN_URL = re.compile(
    r"10\.\d{4}|arxiv|pubmed|/pmc|pii|semanticscholar|openreview|anthology|aclweb|adsabs|scixplorer|ieee|ssrn|(?:huggingface|hf)\.co|rxiv|nature\.com"
    r"|elifesci|rsc\.org|copernicus|hindawi|peerj|bmj|researchsquare|preprints\.org|ametsoc|acm\.org|sciencemag|pnas|europepmc|emergentmind"
    r"|paperswithcode|lanl\.gov|ahr0c|eyj|_l54ad1f204_|alphaxiv|\(\d\d\)",
    re.I,
)
_IN_TEXT = re.compile(
    r"10\.\d{4,9}/|arxiv|pmc?id|pmc\d|pubmed|s\d{4}-\d{3}[\dx]\(|s\d{15}|anthology|openreview\.net|(?<!\w)(?:19|20)\d\d[a-z][\w&.]{13}[a-z](?!\w)",
    re.I,
)

# DOIs of journals, issues, proceedings, news and data sets: nothing one reads as a paper.
_NO_WORK = re.compile(
    r"10\.\d+/\(issn\)|.*\.issue-\d|10\.\d+/[a-z]+\.v\d+(?:[.-]|$)|10\.1007/978[\d-]+$|10\.1145/\d+$|10\.1109/\w+\.\d{4}$|10\.1038/d\d{5}-|10\.(?:6084|5061|17632)/|10\.5281/zenodo"
)
_NO_PAGE = re.compile(
    r"/toc/|/loi/|/journal/[^/]*$|/issue/|/aims-scope|/supplementary|/citedby|/cited-by|/figures?\b|/author/|linkname=|/search|/conference/|[?&]term=(?!\d+(?:\[|%5b|$))",
    re.I,
)
# Links at one paper that lead to others.
_TO_OTHERS = re.compile(
    r"\W*(?:similar|related|cited by|cites|citing|references|comment (?:in|on)|erratum|see also|reply|recommended|more (?:like|from)|also read|previous|companion)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Hit:
    """Identifiers at one place of a line.

    page: address of the link that carries them, unwrapped; None for identifiers written out.
    start, end: the words of the link, or the identifier itself.
    """

    line: int
    identifiers: Mapping[str, str]
    page: str | None
    start: int
    end: int


def may_hold_papers(body: str) -> bool:
    """Whether it is worth reading `body` at all."""
    lowered = body.lower()
    if any(trace in lowered for trace in _TRACES) or _DOI_TRACE.search(lowered):
        return True
    return any(trace in body for trace in _WRAPPED_TRACES) or "bibcode" in lowered


def hits_in(lines: Sequence[Line], left_out: frozenset[int] = frozenset()) -> list[Hit]:
    """Every hit, in reading order, but those in lines `left_out`."""
    return [hit for number, line in enumerate(lines) if number not in left_out for hit in _hits_of(number, line)]


def _hits_of(number: int, line: Line) -> Iterator[Hit]:
    linked: set[tuple[str, str]] = set()
    for link in line.links:
        if _IN_URL.search(link.url) and (hit := _hit_of_link(number, line, link)):
            linked.update(hit.identifiers.items())
            yield hit
    if not _IN_TEXT.search(line.text):
        return
    for scheme, value, (start, end) in in_text(line.text):
        if (scheme, value) not in linked and _is_work(scheme, value):
            linked.add((scheme, value))
            yield Hit(number, {scheme: value}, None, start, end)


def _hit_of_link(number: int, line: Line, link: Link) -> Hit | None:
    words = line.text[link.start : link.end]
    if _TO_OTHERS.match(words):
        return None
    page = unwrap(link.url)
    if page is None or _NO_PAGE.search(page) or is_furniture(page, words):
        return None
    identifiers = {scheme: value for scheme, value in from_url(page).items() if _is_work(scheme, value)}
    return Hit(number, identifiers, page, link.start, link.end) if identifiers else None


def _is_work(scheme: str, value: str) -> bool:
    return scheme != "doi" or not _NO_WORK.match(value)
