"""One paper out of all that was said of it: for each field the best of its mentions, every mention kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import reduce
from typing import TypeVar

from bot.dedup.identity import PREPRINT_VENUE
from bot.dedup.keys import PREPRINT_DOIS
from bot.models import Mention, Paper
from bot.scholarly.identifiers import page_of
from bot.scholarly.names import parse_name

T = TypeVar("T")

_MERGED = ("title", "authors", "abstract")
# Whose titles to trust: the server's own, then catalogues, then Scholar, which takes titles apart into words.
_TRUST = {"arxiv": 4, "pubmed": 3, "huggingface": 3, "semantic_scholar": 2, "google_scholar": 0, "generic": 1}
_TRUST_OF_OTHERS = 2
_RETOKENISED = re.compile(r"\w [.,:;?!)]|[([] \w|\w\. \d(?!\d*[.)])")


def work_paper(stored: Sequence[Paper], mentions: Sequence[Mention]) -> Paper:
    """The paper of stored papers that are one (the first gives its id) and of new mentions, at least one in all."""
    papers = [*stored, *map(paper_of, mentions)]
    return reduce(unite, papers)


def paper_of(mention: Mention) -> Paper:
    """A paper that nothing but this mention is known of."""
    return Paper(
        title=mention.title,
        authors=mention.authors,
        abstract=mention.abstract,
        identifiers=dict(mention.identifiers),
        url=page_of(mention.identifiers) or mention.url,
        links=_links(mention.identifiers, mention.links),
        venue=mention.venue,
        published=mention.published,
        categories=mention.categories,
        upvotes=mention.upvotes,
        truncated=mention.truncated,
        mentions=(mention,),
    )


def enrich(paper: Paper, mention: Mention) -> Paper:
    """`paper` with what `mention` adds or knows better."""
    return unite(paper, paper_of(mention))


def unite(a: Paper, b: Paper) -> Paper:
    """The best of both; what is as good in either is `a`'s, and so is the id if it has one."""
    identifiers = _identifiers(a.identifiers, b.identifiers)
    title, authors, abstract = (
        _better(a, b, _title_merit),
        _better(a, b, _authors_merit),
        _better(a, b, _abstract_merit),
    )
    chosen = {"title": title, "authors": authors, "abstract": abstract}
    return replace(
        a,
        id=b.id if a.id is None else a.id,
        title=title.title,
        authors=authors.authors,
        abstract=abstract.abstract,
        identifiers=identifiers,
        url=page_of(identifiers) or a.url or b.url,
        links=_links(identifiers, {**b.links, **a.links}),
        venue=_better(a, b, _venue_merit).venue,
        published=_published(a.published, b.published),
        categories=_in_order(a.categories, b.categories),
        upvotes=max((count for count in (a.upvotes, b.upvotes) if count is not None), default=None),
        truncated=frozenset(field for field in _MERGED if field in chosen[field].truncated),
        mentions=a.mentions + tuple(mention for mention in b.mentions if mention not in a.mentions),
        first_seen=min((seen for seen in (a.first_seen, b.first_seen) if seen is not None), default=None),
    )


def _identifiers(a: Mapping[str, str], b: Mapping[str, str]) -> dict[str, str]:
    """Both, the first value of a scheme staying, unless it is a preprint's DOI and the other one the publisher's."""
    united = {**b, **a}
    if "doi" in a and "doi" in b and PREPRINT_DOIS.match(a["doi"]) and not PREPRINT_DOIS.match(b["doi"]):
        united["doi"] = b["doi"]
    return united


def _better(a: Paper, b: Paper, merit: Callable[[Paper], tuple[int, ...]]) -> Paper:
    return b if merit(b) > merit(a) else a


def _title_merit(paper: Paper) -> tuple[int, ...]:
    """Whole before cut, mixed case before capitals, as printed before taken apart, then by who says so."""
    letters = [character for character in paper.title if character.isalpha()]
    shouted = len(letters) > 8 and sum(map(str.isupper, letters)) > 0.7 * len(letters)
    trusts = [_TRUST.get(each.source, _TRUST_OF_OTHERS) for each in paper.mentions if each.title == paper.title]
    return "title" not in paper.truncated, not shouted, not _RETOKENISED.search(paper.title), max(trusts, default=3)


def _authors_merit(paper: Paper) -> tuple[int, ...]:
    """The most names, then the whole list, then given names before initials."""
    authors = paper.authors or ()
    given = sum(len(part.rstrip(".")) > 1 for author in authors for part in parse_name(author).given)
    return len(authors), "authors" not in paper.truncated, given


def _abstract_merit(paper: Paper) -> tuple[int, ...]:
    abstract = paper.abstract or ""
    return bool(abstract), "abstract" not in paper.truncated, len(abstract)


def _venue_merit(paper: Paper) -> tuple[int, ...]:
    """A journal before a preprint server, a name in full before "… on Knowledge"."""
    venue = paper.venue or ""
    return bool(venue), not PREPRINT_VENUE.search(venue), "…" not in venue


def _published(a: str | None, b: str | None) -> str | None:
    """The most precise date, and of equally precise ones the earliest."""
    return min((date for date in (a, b) if date), key=lambda date: (-len(date), date), default=None)


def _in_order(a: Sequence[T] | None, b: Sequence[T] | None) -> tuple[T, ...] | None:
    return None if a is None and b is None else tuple(dict.fromkeys((*(a or ()), *(b or ()))))


def _links(identifiers: Mapping[str, str], links: Mapping[str, str]) -> dict[str, str]:
    """The links, and the PDF that arXiv has of everything."""
    pdf = {"pdf": f"https://arxiv.org/pdf/{identifiers['arxiv']}"} if "arxiv" in identifiers else {}
    return {**pdf, **links}
