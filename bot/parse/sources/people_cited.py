"""Citations that begin with people: "Moreau C, Singh A. J Foo. 2026 Jan 20. doi: …"."""

from __future__ import annotations

import re

from bot.parse.sources.byline import authors_in

_REFERENCE = re.compile(r"(?P<authors>[^.]{3,600}?(?:,? et al)?)\.\s+(?=[A-Z][^.;:]{1,90}\.\s+(?:19|20)\d\d\b)")
# "Roe A, et al. Ecology of Gardens. Hedges were planted …", as digests of societies have it.
_FIRST_AND_JOURNAL = re.compile(
    r"(?P<authors>[^.;]{2,60}(?:\s[A-Z]\.)?[^.;]{0,40},? et al)\.\s[A-Z][\w& :-]{2,60}\.\s[A-Z]"
)
_HAS_VOLUME = re.compile(r"\b[Vv]ol\.? ?\d")
_ISSUE_BEHIND = re.compile(
    r"(?P<venue>[A-Z][^.;]{1,90})(?:; [^.;]{2,60})?\s[Vv]ol\.? ?\d.{0,60}?(?P<year>(?:19|20)\d\d)\b"
)
# ProQuest's "Roe, Ada. ProQuest Dissertations & Theses, 2023. 30523117."
_THESIS = re.compile(
    r"(?P<authors>[^.,;]{2,60}, [^,;]{2,60}?)\.\s"
    r"(?=[A-Z][^.;,]{0,60}(?:[Dd]issertation|[Tt]hes[ie]s)[^.;,]{0,40}, (?:19|20)\d\d\b)"
)
_STOP = re.compile(r"\.\s+(?=[A-Z])")
_LONGEST_REFERENCE = 1000  # characters


def authors_of_citation(text: str) -> str | None:
    """The authors that a reference begins with ("Moreau C, Singh A, et al. J Foo. 2026 Jan 20. doi: …")."""
    if "." not in text:
        return None
    found = _REFERENCE.match(text)
    if found and authors_in(found["authors"]):
        return found["authors"]
    if (first := _FIRST_AND_JOURNAL.match(text)) and authors_in(first["authors"]):
        return first["authors"]
    if (thesis := _THESIS.match(text)) and authors_in(thesis["authors"]):
        return thesis["authors"]
    before = before_issue(text)
    return before[0] if before else None


def before_issue(text: str) -> tuple[str, re.Match[str]] | None:
    """The authors and the issue of "Roe, Ada; Poe, Bo C. Ecology of Gardens; Oxford Vol. 12, …", as ProQuest has it."""
    if len(text) > _LONGEST_REFERENCE or not _HAS_VOLUME.search(text):
        return None
    for stop in _STOP.finditer(text):
        issue = _ISSUE_BEHIND.match(text, stop.end())
        if issue and authors_in(text[: stop.start()]):
            return text[: stop.start()], issue
    return None
