"""PubMed's way of citing: "Li X, Wu Y. Title. J Shore Biol. 2015 Feb 27;8(1):1-9. doi: 10.1093/… PMID: 25700001".

Journals are abbreviated without full stops, names are surname and initials, which is what the parts are told by.
Format: https://pubmed.ncbi.nlm.nih.gov/help/#save-and-email
"""

from __future__ import annotations

import re
from typing import NamedTuple

from bot.parse.sources.dates import read_date
from bot.scholarly.identifiers import canonical

_JOURNAL = re.compile(
    r"(?:^|(?<=[.?!\]] ))(?P<venue>(?:[A-Z0-9]|(?:e|i|m|bio|med|npj\s)(?=[A-Z]))[^.?!]{0,150})\. (?P<date>(?:19|20)\d\d"
    r"(?: [A-Z][a-z]{2}(?:-[A-Z][a-z]{2})?(?: \d{1,2})?| (?:Spring|Summer|Fall|Winter))?)(?=[-;:., ]|$)"
)
_NAME = re.compile(
    r"(?:[^\W\d_][\w'’.-]*\s){0,5}(?:[a-z]{1,3}[-'’])?[^\W\d_a-z][\w'’.-]*\s[^\W\d_a-z]{1,5}"
    r"(?:\s(?:Jr|Sr|2nd|3rd|[4-9]th|I{2,3}|IV))?|et al|others"
)
_SENTENCES = re.compile(r"(?<=[.?!\]])\s")
_NO_AUTHORS = re.compile(r"\[?No authors listed\]?\.?", re.I)
_DOI = re.compile(r"\bdoi:\s*(10\.\S+)", re.I)
_PMID = re.compile(r"\bPMID:\s*(\d{1,8})\b")
_PMCID = re.compile(r"\bPMCID:\s*(PMC\d+)")


class Citation(NamedTuple):
    """before: what stands before the journal; all of the text if it names none."""

    before: str
    venue: str | None
    published: str | None
    identifiers: dict[str, str]


def read_citation(text: str) -> Citation:
    """What a citation on one line says."""
    journal = _JOURNAL.search(text)
    if journal is None:
        return Citation(text, None, None, identifiers_in(text))
    return Citation(
        text[: journal.start()].strip(), journal["venue"].strip(), read_date(journal["date"]), identifiers_in(text)
    )


def identifiers_in(text: str) -> dict[str, str]:
    """The first identifier of each kind; a DOI may have anything glued on behind it ("…/s-0037-1601453self.")."""
    found = (
        ("pmid", _PMID.search(text)),
        ("doi", _DOI.search(text)),
        ("pmcid", _PMCID.search(text)),
    )
    values = ((scheme, canonical(scheme, match[1].rstrip(";,"))) for scheme, match in found if match)
    return {scheme: value for scheme, value in values if value}


def title_and_authors(text: str) -> tuple[str, str]:
    """What stands before the journal, whichever of the two comes first; the authors are "" if there are none."""
    sentences = _SENTENCES.split(text.strip())
    if len(sentences) > 1 and are_names(sentences[0]):
        return " ".join(sentences[1:]), authors_of(sentences[0])
    people = ""  # some mails write them twice, in full and as "Li X, et al."
    while len(sentences) > 1 and (are_names(sentences[-1]) or _NO_AUTHORS.fullmatch(sentences[-1])):
        people = max(authors_of(sentences.pop()), people, key=len)
    return " ".join(sentences), people


def authors_of(text: str) -> str:
    """The author list that `text` begins with, for it holds no full stop but the one behind it.

    Behind the groups may stand their members, who are no authors: "Li X; Retina Study Group; Wu Y, Xu Z.".
    """
    first = _SENTENCES.split(text.strip(), maxsplit=1)[0].removesuffix(".")
    people, *groups = first.split(";")
    named = ";".join([people, *(group for group in groups if not are_names(group))])
    return "" if _NO_AUTHORS.fullmatch(first) else named


def are_names(text: str) -> bool:
    """Whether `text` lists people as PubMed does ("Li X, O'Malley FP, van der Berg KM 3rd; Retina Study Group")."""
    people = text.rstrip(". ").partition(";")[0].split(",")
    return all(_NAME.fullmatch(person.strip()) for person in people)
