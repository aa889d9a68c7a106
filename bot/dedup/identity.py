"""Whether two records are the same paper, and by what: identifiers first, then address, then title and authors.

A wrong yes hides a paper from its reader for good, a wrong no shows one twice: in doubt it is no.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.dedup.keys import PREPRINT_DOIS, Key, identifier_keys, url_keys
from bot.dedup.persons import garbled_alike, shared_authors
from bot.dedup.titles import Title, clearly_differ, likeness, read_title
from bot.models import Mention, Paper
from bot.scholarly.folding import fold
from bot.scholarly.names import parse_name

PREPRINT_VENUE = re.compile(
    r"arxiv|rxiv|preprint|\bssrn\b|research square|openreview|\bcorr\b|zenodo|authorea|\bhal\b|osf|available at",
    re.IGNORECASE,
)
# Titles of this weight and this many words are specific enough to stand without authors; those that begin like many
# others have to be longer.
_SPECIFIC, _WORDS, _SPECIFIC_SURVEY = 20, 4, 34
_SURVEY = re.compile(
    r"\b(?:survey|review|introduction|overview|tutorial|primer|lectures?|notes|handbook|perspectives?|progress|advances|"
    r"challenges|report|guide|outlook|trends|future|roadmap|essays?|reminiscences|proceedings|workshop|conference)\b"
)
_IMPLIED = {"openrxiv": "doi", "preprint": "doi"}


@dataclass(frozen=True, slots=True)
class Record:
    """What is compared of a mention or a known paper. year, venue, authors: None where unknown."""

    title: Title
    keys: frozenset[Key]  # of identifiers
    urls: frozenset[Key]
    authors: tuple[str, ...] | None
    year: int | None
    venue: str | None


def record_of(source: Mention | Paper) -> Record:
    year = re.match(r"\d{4}", source.published or "")
    return Record(
        title=read_title(source.title, cut="title" in source.truncated),
        keys=frozenset(identifier_keys(source)),
        urls=frozenset(url_keys(source.url)),
        authors=tuple(name for name in source.authors or () if any(map(str.isalpha, name))) or None,
        year=int(year[0]) if year else None,
        venue=fold(source.venue) if source.venue else None,
    )


def scheme_of(key: Key) -> str:
    """The scheme a reader knows a key by."""
    return _IMPLIED.get(key[0], key[0])


def contradicts_identifier(a: Record, b: Record) -> bool:
    """Whether a shared identifier must be a mistake or a forgery: other title and other authors."""
    return clearly_differ(a.title, b.title) and a.authors is not None and b.authors is not None and not _share_any(a, b)


def same_page(a: Record, b: Record) -> bool:
    """Whether two records of one address are one paper: a page may list many, so the titles must not differ."""
    return not clearly_differ(a.title, b.title) and a.title.numbers == b.title.numbers and not _other_authors(a, b)


def same_title(a: Record, b: Record) -> bool:
    """Whether title, authors, year and venue make two records one paper."""
    like = likeness(a.title, b.title)
    if not like or a.title.generic or b.title.generic or _other_edition(a, b):
        return False
    if a.authors is None or b.authors is None:
        return _speaks_for_itself(a, b, like)
    return _share_any(a, b) if like in ("equal", "cut") else _same_hands(a, b)


def _speaks_for_itself(a: Record, b: Record, like: str) -> bool:
    """Without authors on one side: only a long title, whole or cut, in years that can be one."""
    shorter = min((a.title, b.title), key=lambda title: title.weight)
    near_in_time = a.year is None or b.year is None or abs(a.year - b.year) <= 1
    return (
        _is_specific(shorter) and near_in_time and (like in ("equal", "cut") or (like == "near" and a.year == b.year))
    )


def _is_specific(title: Title) -> bool:
    if _SURVEY.search(" ".join(title.words)):
        return title.weight >= _SPECIFIC_SURVEY
    return title.weight >= _SPECIFIC and (len(title.words) >= _WORDS or not title.core.isascii())


def _same_hands(a: Record, b: Record) -> bool:
    """Whether half of the authors are the same people, none of them a collaboration, which has many like titles."""
    if (
        a.authors is None
        or b.authors is None
        or any(parse_name(name).group for name in (*a.authors[:3], *b.authors[:3]))
    ):
        return False
    return shared_authors(a.authors, b.authors) >= 0.5


def _other_edition(a: Record, b: Record) -> bool:
    """Whether these are two publications under one title: in other years at other venues, or years apart."""
    if a.year is None or b.year is None or a.year == b.year:
        return False
    if a.venue and b.venue and not (_is_preprint(a) or _is_preprint(b)):
        return a.venue != b.venue or abs(a.year - b.year) > 1
    return abs(a.year - b.year) > 3


def _is_preprint(record: Record) -> bool:
    return bool(record.venue and PREPRINT_VENUE.search(record.venue))


def strangers(a: Record, b: Record) -> bool:
    """Whether authors or edition say outright that these are two papers."""
    return _other_authors(a, b) or _other_edition(a, b)


def _share_any(a: Record, b: Record) -> bool:
    if a.authors is None or b.authors is None:
        return False
    return shared_authors(a.authors, b.authors) > 0 or garbled_alike(a.authors, b.authors)


def _other_authors(a: Record, b: Record) -> bool:
    return a.authors is not None and b.authors is not None and not _share_any(a, b)


def values_conflict(scheme: str, a: set[str], b: set[str]) -> bool:
    """Whether two works, known by values `a` and `b` of one scheme, cannot be one by title alone.

    A preprint and its publication have two DOIs; the Semantic Scholar and ADS catalogues list papers twice.
    """
    if scheme in ("s2", "bibcode", "openrxiv", "preprint") or not a or not b or a & b:
        return False
    if scheme == "doi":
        return _registrars_conflict(a, b)
    return True


def _registrars_conflict(a: set[str], b: set[str]) -> bool:
    preprints_a, preprints_b = ({doi for doi in dois if PREPRINT_DOIS.match(doi)} for dois in (a, b))
    published = bool(a - preprints_a) and bool(b - preprints_b)
    registrants_a, registrants_b = ({doi.partition("/")[0] for doi in dois} for dois in (preprints_a, preprints_b))
    return published or bool(registrants_a & registrants_b)
