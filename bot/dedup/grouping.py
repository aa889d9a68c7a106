"""Mentions grouped into works: candidates share a key, `identity.py` decides, `clusters.py` keeps who is with whom.

No step compares everything with everything: candidates of one key are compared with the few works among them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.dedup.clusters import Clusters
from bot.dedup.identity import Record, contradicts_identifier, record_of, scheme_of
from bot.dedup.keys import Key
from bot.dedup.merge import work_paper
from bot.dedup.titles import SHORTEST_EQUAL, clearly_differ
from bot.models import Mention, Paper, Work

_MOST_WORKS = 20  # of one key that a record is compared with: a title that common tells nothing
_NEIGHBOURS = 10  # in the alphabet of a block that a record is compared with
_CROWD = 3  # so many clearly different titles with one identifier, and it is the page's, not the papers'


def group(mentions: Sequence[Mention], known: Sequence[Paper] = ()) -> list[Work]:
    """The works that `mentions` are about, in order of their first mention.

    known: every stored paper that shares a key with a mention; if it has its own mentions, it is also recognised by
    the titles and identifiers that only they have. A work takes the `id` of the known paper it belongs to, the
    lowest if several turn out to be one; the others are `absorbed`. Pure.
    """
    others = [(number, seen) for number, paper in enumerate(known, start=len(mentions)) for seen in paper.mentions]
    records = [*map(record_of, mentions), *map(record_of, known), *(record_of(seen) for _, seen in others)]
    clusters = Clusters(records)
    for place, (number, _) in enumerate(others, start=len(mentions) + len(known)):
        clusters.unite(number, place, "")
    for key, indices in _shared((index, record.keys) for index, record in enumerate(records)):
        _unite_by_identifier(clusters, records, key, indices)
    _unite_by_likeness(clusters, records, first_known=len(mentions))
    return _works(clusters, mentions, known)


def _shared(keys: Iterable[tuple[int, Iterable[Key]]]) -> list[tuple[Key, list[int]]]:
    """Keys that two records or more have, each with its records in order."""
    first: dict[Key, int] = {}
    having: dict[Key, list[int]] = {}
    for index, own in keys:
        for key in sorted(own):
            if (before := first.setdefault(key, index)) != index:
                having.setdefault(key, [before]).append(index)
    return [(key, having[key]) for key in first if key in having] if having else []


# ── by identifier ─────────────────────────────────────────────────────────────────────────────────────


def _unite_by_identifier(clusters: Clusters, records: Sequence[Record], key: Key, indices: list[int]) -> None:
    """An identifier makes one paper of its records, unless they contradict it or it stands at everything on a page."""
    titles = _by_title(records, indices)
    for alike in titles:
        for index in alike[1:]:
            clusters.unite(alike[0], index, scheme_of(key))
    if len(titles) < _CROWD:
        for alike in titles[1:]:
            if not contradicts_identifier(records[titles[0][0]], records[alike[0]]):
                clusters.unite(titles[0][0], alike[0], scheme_of(key))


def _by_title(records: Sequence[Record], indices: list[int]) -> list[list[int]]:
    """Records whose titles do not clearly differ together; the best described first in each."""
    alike: list[list[int]] = []
    for index in sorted(indices, key=lambda index: (records[index].authors is None, index)):
        for others in alike[:_MOST_WORKS]:
            if not clearly_differ(records[index].title, records[others[0]].title):
                others.append(index)
                break
        else:
            alike.append([index])
    return alike


# ── by address and title ──────────────────────────────────────────────────────────────────────────────


def _unite_by_likeness(clusters: Clusters, records: Sequence[Record], first_known: int) -> None:
    for _, indices in _shared((index, record.urls) for index, record in enumerate(records)):
        _unite_candidates(clusters, indices, first_known, "url")
    for _, indices in _shared((index, _whole_title(record)) for index, record in enumerate(records)):
        _unite_candidates(clusters, indices, first_known, "title")
    for (kind, _), indices in _shared((index, record.title.blocks) for index, record in enumerate(records)):
        step = 1 if kind == "title-start" else -1
        # Of one work's records with one title, one will do: they would keep each other's neighbours away.
        distinct = {(records[index].title.core[::step], clusters.root(index)): index for index in reversed(indices)}
        _unite_neighbours(clusters, records, [distinct[place] for place in sorted(distinct)], first_known)


def _whole_title(record: Record) -> list[Key]:
    title = record.title
    return [] if title.generic or title.weight < SHORTEST_EQUAL else [("title", title.core)]


def _unite_candidates(clusters: Clusters, indices: list[int], first_known: int, reason: str) -> None:
    """Each record joins the first of the works before it that it belongs to."""
    works: list[int] = []
    for index in indices:
        for work in works[:_MOST_WORKS]:
            if _unite_if_same(clusters, work, index, first_known, reason):
                break
        else:
            works.append(index)


def _unite_neighbours(clusters: Clusters, records: Sequence[Record], ordered: list[int], first_known: int) -> None:
    """Of records next to each other, those with one title have been compared already."""
    for place, index in enumerate(ordered):
        for other in ordered[place + 1 : place + 1 + _NEIGHBOURS]:
            if records[index].title.core != records[other].title.core:
                _unite_if_same(clusters, index, other, first_known, "title")


def _unite_if_same(clusters: Clusters, a: int, b: int, first_known: int, reason: str) -> bool:
    """Whether `b` is with `a` now. Two stored papers are not united by title: they were compared when they came."""
    if clusters.root(a) == clusters.root(b):
        return True
    if min(a, b) >= first_known or not clusters.may_unite(a, b, by_address=reason == "url"):
        return False
    clusters.unite(a, b, reason)
    return True


# ── works ─────────────────────────────────────────────────────────────────────────────────────────────


def _works(clusters: Clusters, mentions: Sequence[Mention], known: Sequence[Paper]) -> list[Work]:
    firsts = dict.fromkeys(clusters.root(index) for index in range(len(mentions)))
    return [_work(clusters, root, mentions, known) for root in firsts]


def _work(clusters: Clusters, root: int, mentions: Sequence[Mention], known: Sequence[Paper]) -> Work:
    indices = clusters.members(root)
    members = tuple(index for index in indices if index < len(mentions))
    stored = sorted(
        (known[index - len(mentions)] for index in indices if 0 <= index - len(mentions) < len(known)),
        key=lambda paper: (paper.id is None, paper.id),
    )
    return Work(
        paper=work_paper(stored, [mentions[index] for index in members]),
        members=members,
        because=clusters.because(root),
        absorbed=tuple(paper.id for paper in stored[1:] if paper.id is not None),
    )
