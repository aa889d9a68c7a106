"""PubMed's plain-text formats: Summary of either age, Abstract, and PubMed (MEDLINE), as My NCBI and "Send to: Email"
write them. In HTML mails they stand in <pre>.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.parse.sources.dates import read_date
from bot.parse.sources.lines import lines_of_text
from bot.parse.sources.pubmed_citation import (
    are_names,
    authors_of,
    identifiers_in,
    read_citation,
    title_and_authors,
)
from bot.scholarly.identifiers import canonical

_NUMBER = re.compile(r"(\d{1,4})(?:[.:](?:\s+|$)|\s+(?=[\"“\[A-Z]))")
_AFFILIATION_MARKS = re.compile(r"\(\d{1,3}\)")
_ADDRESS = re.compile(r"\s?<?https?://\S+")
_WRAPPED_WORD = re.compile(r"(?<=\w)- (?!(?:and|or|to|und)\b)")
_NO_ABSTRACT = re.compile(
    r"(?:author information|collaborators?|comment (?:in|on)|update (?:in|of)|errat\w+ (?:in|for)|republished"
    r"|retraction|expression of concern|summary for patients|original report)\b",
    re.I,
)
_LABEL = re.compile(r"(?:ABSTRACT|Abstract)[:.]?\s+(?=\S)")
_AFFILIATION = re.compile(  # as PubMed had it until 2013, where it stands apart between authors and abstract
    r"(?:From the )?(?:[A-Z][\w&'’.-]*,? ){0,5}(?:Department|Dept\.|Division|Institut\w*|School|Faculty|Cent(?:er|re)"
    r"|Universit\w+|Hospital|Laborator\w+|College|Clinic|Unit)\b[^.!?]{0,160}(?:, [^,!?]{2,60}){1,6}$"
)
_AFTER_ABSTRACT = re.compile(
    r"(?:©|copyright\b|published by\b|DOI:|PMC?ID:|conflict of interest|keywords?:|trial registration number:"
    r"|this article is protected)",
    re.I,
)
_MEDLINE_FIELD = re.compile(r"([A-Z]{2,4}) {0,2}- (.*)")
_MEDLINE_RECORD = re.compile(r"^PMID ?- \d", re.M)


class Record(NamedTuple):
    """One paper. authors: as written, "" if none are named."""

    title: str
    authors: str
    venue: str | None
    published: str | None
    identifiers: dict[str, str]
    abstract: str | None = None


def records_of(text: str) -> list[Record]:
    """The papers of a text in any of the formats, in order."""
    if _MEDLINE_RECORD.search(text):
        return [record for fields in _medline(text) if (record := _of_medline(fields))]
    return [record for paragraphs in _numbered(_paragraphs(text)) if (record := _of_paragraphs(paragraphs))]


# ── Summary and Abstract ──────────────────────────────────────────────────────────────────────────────


def _paragraphs(text: str) -> list[str]:
    """Each on one line; words are wrapped at their hyphens too."""
    lines = lines_of_text(text)
    starts = [number for number, line in enumerate(lines) if line.opens or _NUMBER.match(line.text)]
    return [
        _WRAPPED_WORD.sub("-", " ".join(_ADDRESS.sub("", line.text) for line in lines[start:end]))
        for start, end in pairwise([*starts, len(lines)])
    ]


def _numbered(paragraphs: Sequence[str]) -> Iterator[list[str]]:
    """The paragraphs of each item; an item ends where the next number stands, and not before its PMID."""
    item: list[str] = []
    number, has_pmid = 0, False
    for paragraph in paragraphs:
        found = _NUMBER.match(paragraph)
        is_next = found and (not number or (int(found[1]) == number + 1 and has_pmid))
        has_pmid = "PMID" in paragraph or (has_pmid and not is_next)
        if found and is_next:
            if item:
                yield item
            item, number = [paragraph[found.end() :]] if found.end() < len(paragraph) else [], int(found[1])
        elif number:
            item.append(paragraph)
    if item:
        yield item


def _of_paragraphs(paragraphs: Sequence[str]) -> Record | None:
    head, *rest = paragraphs
    citation = read_citation(head)
    if citation.venue and not citation.before and rest:
        return _of_abstract(head, rest)
    citation = read_citation(" ".join(paragraphs))  # an HTML mail that became text has a paragraph for each line
    if "pmid" not in citation.identifiers:
        return None
    if citation.venue is None:  # books have no journal
        return Record(head, authors_of(rest[0]) if rest else "", None, None, citation.identifiers)
    title, authors = title_and_authors(citation.before)
    return Record(title, authors, citation.venue, citation.published, citation.identifiers)


def _of_abstract(head: str, rest: Sequence[str]) -> Record:
    """The journal comes first, then a paragraph each for title and authors, notes, the abstract, the identifiers."""
    title, *others = rest
    byline = _AFFILIATION_MARKS.sub("", others[0]) if others else ""
    named = are_names(byline)
    citation = read_citation(head)
    trailer = " ".join([head, *(one for one in others if one.startswith(("DOI:", "PMID:", "PMCID:")))])
    return Record(
        title,
        authors_of(byline) if named else "",
        citation.venue,
        citation.published,
        identifiers_in(trailer),
        _abstract(others[named:]),
    )


def _abstract(paragraphs: Sequence[str]) -> str | None:
    taken: list[str] = []
    for paragraph in paragraphs:
        if _AFTER_ABSTRACT.match(paragraph):
            break
        if label := _LABEL.match(paragraph):
            taken = [paragraph[label.end() :]]
        elif not (_NO_ABSTRACT.match(paragraph) or (not taken and _AFFILIATION.match(paragraph))):
            taken.append(paragraph)
    return " ".join(taken) or None


# ── MEDLINE ───────────────────────────────────────────────────────────────────────────────────────────


def _medline(text: str) -> Iterator[dict[str, list[str]]]:
    """The fields of each record, lines joined: https://www.nlm.nih.gov/bsd/mms/medlineelements.html"""
    fields: dict[str, list[str]] = {}
    values: list[str] | None = None
    for line in lines_of_text(text):
        found = _MEDLINE_FIELD.match(line.text)
        if found and found[1] == "PMID" and fields:
            yield fields
            fields = {}
        if found and (fields or found[1] == "PMID"):
            values = fields.setdefault(found[1], [])
            values.append(found[2])
        elif values and not line.opens:
            values[-1] += f" {line.text}"
        else:
            values = None
    if fields:
        yield fields


def _of_medline(fields: dict[str, list[str]]) -> Record | None:
    title = next(iter(fields.get("TI", fields.get("BTI", []))), None)
    if title is None:
        return None
    people = [*(fields.get("FAU") or fields.get("AU", [])), *fields.get("CN", [])]
    dates, journals, abstracts = (fields.get(name, [""])[0] for name in ("DP", "TA", "AB"))
    return Record(
        title, "; ".join(people), journals or None, read_date(dates), _medline_identifiers(fields), abstracts or None
    )


def _medline_identifiers(fields: dict[str, list[str]]) -> dict[str, str]:
    locations = [*fields.get("LID", []), *fields.get("AID", [])]
    dois = [value.removesuffix("[doi]").strip() for value in locations if value.endswith("[doi]")]
    written = {"pmid": fields["PMID"][:1], "doi": dois[:1], "pmcid": fields.get("PMC", [])[:1]}
    values = ((scheme, canonical(scheme, value)) for scheme, found in written.items() for value in found)
    return {scheme: value for scheme, value in values if value}
