"""Scholarly identifiers: their canonical form, what an address carries, and where they stand in running text."""

from __future__ import annotations

import re
from bisect import bisect, insort
from collections.abc import Iterator

from bot.scholarly.addresses import from_url, page_of
from bot.scholarly.schemes import (
    ACL,
    ARCHIVE,
    ARXIV,
    ARXIV_NEW,
    ARXIV_OLD,
    BARE_ARXIV,
    BIBCODE,
    DOI,
    DOI_LABELLED,
    SCHEMES,
    canonical,
    implied,
    resolved,
)

__all__ = ["SCHEMES", "canonical", "from_url", "implied", "in_text", "page_of", "resolved"]

Found = tuple[str, str, tuple[int, int]]  # scheme, canonical value, span

_VERSION = r"(?:v\d{1,2}\b)?"
_ARXIV_WORDS = r"(?:e-?prints?|preprints?|papers?|id|no|number|identifier|abs)"


Gate = str | re.Pattern[str]


def _written(scheme: str, gate: Gate, pattern: str, flags: int = re.IGNORECASE) -> tuple[str, Gate, re.Pattern[str]]:
    return scheme, gate, re.compile(pattern, flags)


# How identifiers are written out. Each pattern has one group, the value, and a gate, for most text has none of them:
# what the text in lower case must hold, or a cheaper pattern that must match too.
_WRITTEN = (
    _written(
        "arxiv",
        "arxiv",
        rf"\barxiv[\s:.,()\[\]#-]*(?:{_ARXIV_WORDS}[\s:.,(\[#]*)*(?:arxiv[\s:.]*)?({ARXIV}){_VERSION}",
    ),
    _written("arxiv", BARE_ARXIV, rf"(?<![\w./-])({ARXIV_NEW}){_VERSION}\s?[\[(]{ARCHIVE}[\])]"),
    _written("arxiv", re.compile(r"/\d{7}"), rf"(?<![\w./-])({ARXIV_OLD}){_VERSION}(?![\w/])"),
    _written("doi", "doi", rf"\bdoi(?:\s?[:：=/]?\s*[({{]?|\s+is\s+)({DOI_LABELLED})"),
    _written("doi", re.compile(r"10\.\d{4}"), rf"(?<![\w.])({DOI})"),
    _written("pmid", "pmid", r"\bpmid\s*[:：#]?\s*(\d{1,8})\b"),
    _written("pmid", "pubmed", r"\bpubmed(?:\s+id\s*[:：]?\s*|\s*[:：]\s*|\s+(?=\d{7}))(\d{1,8})\b"),
    _written("pmcid", "pmc", r"\b(?:pmcid\s*[:：#]?\s*)?(PMC\d{3,9})\b"),
    _written("pmcid", "pmcid", r"\bpmcid\s*[:：#]\s*(\d{3,9})\b"),
    _written("pii", re.compile(r"\(\d\d\)"), r"(?<![\w/])(?:pii\s*[:：]?\s*)?(S\d{4}-\d{3}[\dX]\(\d\d\)\d{5}-[\dX])"),
    _written("pii", re.compile(r"\d\d{6}"), r"(?<![\w/-])(?:pii\s*[:：]?\s*)?(S\d{7}[\dX]\d{7}[\dX])(?!\w)"),
    _written("acl", "anthology", rf"\bacl\s+anthology(?:\s+id)?\s*[:：]?\s*({ACL})\b"),
    _written("bibcode", re.compile(r"[0-9.][0-9.]{3}[A-Z:](?!\w)"), rf"(?<![\w/=.])({BIBCODE})(?![\w/=])", 0),
)
_ADDRESS = re.compile(
    r"(?:https?://|www\.|(?<![\w.@/-])(?:arxiv|doi|dx\.doi|openreview|aclanthology|huggingface|pubmed\.ncbi|pmc\.ncbi)[\w.]*/)"
    r"[^\s<>\"“”|\\^`{}]+",
    re.IGNORECASE,
)
_ENDING = ".,;:!?'’)]>*_"


def in_text(text: str) -> list[Found]:
    """Every identifier written out in running text, in order: (scheme, canonical value, span with its label).

    Addresses are read by `from_url`; digits alone are never an identifier. Spans do not overlap, except that one
    address may carry several identifiers.
    """
    addresses = [_trimmed_span(text, match) for match in _ADDRESS.finditer(text)] if "/" in text else []
    found = [(*one, span) for span in addresses for one in from_url(text[slice(*span)]).items()]
    taken = sorted(addresses)
    lowered = text.lower()
    for scheme, gate, pattern in _WRITTEN:
        if gate in lowered if isinstance(gate, str) else gate.search(text):
            for one in _written_out(scheme, pattern, text):
                if _is_free(one[2], taken):
                    insort(taken, one[2])
                    found.append(one)
    return sorted(found, key=lambda one: one[2])


def _trimmed_span(text: str, match: re.Match[str]) -> tuple[int, int]:
    """Where an address in prose ends: not with the sentence's punctuation, nor with a bracket it did not open."""
    address = match[0]
    while address and address[-1] in _ENDING and not (address[-1] == ")" and address.count("(") >= address.count(")")):
        address = address[:-1]
    return match.start(), match.start() + len(address)


def _written_out(scheme: str, pattern: re.Pattern[str], text: str) -> Iterator[Found]:
    position = 0
    while match := pattern.search(text, position):
        own_scheme, value = resolved(scheme, match[1])
        end = _end(match, value) if scheme == "doi" else match.end()
        if value:
            yield own_scheme, value, (match.start(), end)
        position = max(end, match.start() + 1)


def _end(match: re.Match[str], value: str | None) -> int:
    """Where a DOI ends, trimmed as it is of what was glued on; it may be followed by another one."""
    written = match[1].lower()
    if value and written.startswith(value):
        return match.start(1) + len(value)
    return match.start(1) + len(match[1].rstrip(_ENDING))


def _is_free(span: tuple[int, int], taken: list[tuple[int, int]]) -> bool:
    """Whether a span overlaps none of those taken, which are in order and do not overlap each other."""
    place = bisect(taken, span)
    return (place == 0 or taken[place - 1][1] <= span[0]) and (place == len(taken) or taken[place][0] >= span[1])
