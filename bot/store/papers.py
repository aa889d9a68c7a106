"""Papers, what they can be found by, and every mention of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, bindparam, delete, exists, func, select, tuple_

from bot.models import Mention, Paper, Work
from bot.store.merging import merge
from bot.store.rows import mention_of, mention_row, paper_of, paper_row
from bot.store.statements import ITS_ID, PIECE, add, add_missing, in_pieces, listed, next_ids, update_each
from bot.store.tables import decision, issue_paper, mention, paper, paper_key

Key = tuple[str, str]
Place = tuple[datetime, int]  # in the order of first sight: when, and the number of the paper

SHARERS = 50
"""How many papers one key brings at most, the newest: a thousand are called "Editorial", and none is more alike."""

_LONGEST_KEY = 400


def key_value(value: str) -> str:
    """The value, or what stands for one that is too long for an index (PostgreSQL: 2,704 bytes)."""
    if len(value) <= _LONGEST_KEY:
        return value
    return f"{value[:_LONGEST_KEY]}…{sha256(value.encode('utf-8', 'replace')).hexdigest()}"


# ── looking up ────────────────────────────────────────────────────────────────────────────────────────


def sharing(connection: Connection, keys: Collection[Key]) -> list[Paper]:
    return load(connection, ids_sharing(connection, keys))


def ids_sharing(connection: Connection, keys: Collection[Key]) -> set[int]:
    by_kind: defaultdict[str, set[str]] = defaultdict(set)
    for kind, value in keys:
        by_kind[kind].add(key_value(value))
    asked = ({"kind": kind, "values": piece} for kind, values in by_kind.items() for piece in in_pieces(values))
    return {paper_id for each in asked for paper_id in connection.scalars(_NEWEST_SHARING, each)}


_NEWEST_FIRST = func.row_number().over(partition_by=paper_key.c.value, order_by=paper_key.c.paper_id.desc())
_RANKED = (
    select(paper_key.c.paper_id, _NEWEST_FIRST.label("place"))
    .where(paper_key.c.kind == bindparam("kind"), paper_key.c.value.in_(listed("values")))
    .subquery()
)
_NEWEST_SHARING = select(_RANKED.c.paper_id).where(_RANKED.c.place <= SHARERS)


def since(connection: Connection, moment: datetime) -> list[Paper]:
    found: list[Paper] = []
    place: Place | None = beginning(moment)
    while place is not None:
        page, place = page_from(connection, place)
        found += page
    return found


def count_since(connection: Connection, moment: datetime) -> int:
    query = select(func.count()).select_from(paper)
    return connection.execute(query.where(paper.c.first_seen >= moment, paper.c.merged_into.is_(None))).scalar_one()


def beginning(moment: datetime) -> Place:
    """The place before all papers first seen at or after a moment."""
    return moment, 0


def page_from(
    connection: Connection, place: Place, wanted: Callable[[Paper], bool] | None = None
) -> tuple[list[Paper], Place | None]:
    """The papers behind a place that are wanted, with mentions, and the place behind them; None if there are none.

    wanted: asked of each paper before its mentions are read, which takes longer than the papers themselves.
    """
    rows = connection.execute(_PAGE, {"first_seen": place[0], "id": place[1]}).all()
    chosen = rows if wanted is None else [row for row in rows if wanted(paper_of(row))]
    mentions = _mentions_of(connection, [row.id for row in chosen]) if chosen else {}
    papers = [paper_of(row, tuple(mentions.get(row.id, ()))) for row in chosen]
    return papers, (rows[-1].first_seen, rows[-1].id) if rows else None


_PLACE = tuple_(paper.c.first_seen, paper.c.id)
_PAGE = (
    select(paper)
    .where(
        tuple_(bindparam("first_seen", type_=paper.c.first_seen.type), bindparam("id")) < _PLACE,
        paper.c.merged_into.is_(None),
    )
    .order_by(paper.c.first_seen, paper.c.id)
    .limit(PIECE)
)


def load(connection: Connection, ids: Iterable[int], *, with_mentions: bool = False) -> list[Paper]:
    """The papers of these numbers that exist, in order of their numbers."""
    return [
        found for piece in in_pieces(sorted(ids)) for found in _load(connection, piece, with_mentions=with_mentions)
    ]


def _load(connection: Connection, ids: list[int], *, with_mentions: bool) -> list[Paper]:
    mentions = _mentions_of(connection, ids) if with_mentions else {}
    rows = connection.execute(_PAPERS, {"ids": ids})
    return [paper_of(row, tuple(mentions.get(row.id, ()))) for row in rows]


_PAPERS = select(paper).where(paper.c.id.in_(listed("ids"))).order_by(paper.c.id)
_MENTIONS = select(mention).where(mention.c.paper_id.in_(listed("ids"))).order_by(mention.c.id)


def _mentions_of(connection: Connection, ids: list[int]) -> dict[int, list[Mention]]:
    """Mentions by paper, in the order they were stored."""
    mentions: defaultdict[int, list[Mention]] = defaultdict(list)
    for row in connection.execute(_MENTIONS, {"ids": ids}):
        mentions[row.paper_id].append(mention_of(row))
    return mentions


def live_ids(connection: Connection, ids: Collection[int]) -> dict[int, int]:
    """Each number that is a paper's → the number of what it was merged into, or its own."""
    pieces = in_pieces(set(ids))
    return {row.id: row.live for piece in pieces for row in connection.execute(_LIVE, {"ids": piece})}


_LIVE = select(paper.c.id, func.coalesce(paper.c.merged_into, paper.c.id).label("live")).where(
    paper.c.id.in_(listed("ids"))
)


# ── saving ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class OwnedMention:
    """A mention and the mail it is stored under; None if that mail is not stored now."""

    message_id: int | None
    ordinal: int
    mention: Mention


@dataclass(frozen=True)
class KeyedWork:
    """A work with what it can be found by, and the mentions of it that are stored now."""

    work: Work
    keys: Collection[Key]
    mentions: tuple[OwnedMention, ...]


def save_works(
    connection: Connection,
    works: Sequence[Work],
    keys: Sequence[Collection[Key]],
    mentions: Sequence[OwnedMention],
    now: datetime,
) -> tuple[int, int, int]:
    """Store works with their mentions; how many mentions, new papers and known papers that makes.

    Raises ValueError if the works do not share the mentions out among them, each to one.
    """
    _check_members(works, mentions)
    stored = [each for each in _keyed(works, keys, mentions) if each.mentions]
    ids = _paper_ids(connection, [each.work for each in stored], now)
    add_missing(connection, paper_key, _key_rows([each.keys for each in stored], ids))
    rows = sorted(_mention_rows(stored, ids), key=lambda row: (row["message_id"], row["ordinal"]))
    add(connection, mention, rows)
    new = sum(each.work.paper.id is None for each in stored)
    return len(rows), new, len(stored) - new


def _check_members(works: Sequence[Work], mentions: Sequence[OwnedMention]) -> None:
    if sorted(member for work in works for member in work.members) != list(range(len(mentions))):
        raise ValueError(f"{len(works)} works do not share out {len(mentions)} mentions among them")


def _keyed(works: Sequence[Work], keys: Sequence[Collection[Key]], mentions: Sequence[OwnedMention]) -> list[KeyedWork]:
    return [
        KeyedWork(work, its_keys, tuple(mentions[i] for i in work.members if mentions[i].message_id is not None))
        for work, its_keys in zip(works, keys, strict=True)
    ]


def _paper_ids(connection: Connection, works: Sequence[Work], now: datetime) -> list[int]:
    """The number of each work's paper, which is stored as the work has it and takes in what it absorbed."""
    named = {paper_id for work in works for paper_id in (work.paper.id, *work.absorbed) if paper_id is not None}
    live = live_ids(connection, named)
    new_ids = iter(_insert(connection, [work.paper for work in works if work.paper.id is None], now))
    ids = [next(new_ids) if work.paper.id is None else live[work.paper.id] for work in works]
    _update(connection, [(id_, work.paper) for id_, work in zip(ids, works, strict=True) if work.paper.id is not None])
    for id_, work in zip(ids, works, strict=True):
        merge(connection, id_, {live[absorbed] for absorbed in work.absorbed} - {id_})
    return ids


def _insert(connection: Connection, new: Sequence[Paper], now: datetime) -> list[int]:
    if not new:
        return []
    ids = next_ids(connection, paper, len(new))
    rows = [
        paper_row(each) | {"id": id_, "first_seen": each.first_seen or now} for id_, each in zip(ids, new, strict=True)
    ]
    add(connection, paper, rows)
    return ids


def _update(connection: Connection, known: Sequence[tuple[int, Paper]]) -> None:
    update_each(connection, paper, [paper_row(each) | {ITS_ID: id_} for id_, each in known])


def _key_rows(keys: Sequence[Collection[Key]], ids: Sequence[int]) -> list[dict[str, Any]]:
    return [
        {"kind": kind, "value": key_value(value), "paper_id": id_}
        for its_keys, id_ in zip(keys, ids, strict=True)
        for kind, value in its_keys
    ]


def _mention_rows(works: Sequence[KeyedWork], ids: Sequence[int]) -> list[dict[str, Any]]:
    return [
        mention_row(owned.mention) | {"message_id": owned.message_id, "ordinal": owned.ordinal, "paper_id": id_}
        for each, id_ in zip(works, ids, strict=True)
        for owned in each.mentions
    ]


# ── when mail was read again ──────────────────────────────────────────────────────────────────────────


def rewrite(connection: Connection, rewritten: Sequence[Paper], keys: Sequence[Collection[Key]]) -> None:
    ids = [each.id or 0 for each in rewritten]
    _update(connection, [*zip(ids, rewritten, strict=True)])
    for piece in in_pieces(ids):
        connection.execute(delete(paper_key).where(paper_key.c.paper_id.in_(piece)))
    add_missing(connection, paper_key, _key_rows(keys, ids))


def forget_unmentioned(connection: Connection, ids: Collection[int]) -> int:
    return sum(_forget(connection, _unmentioned(connection, piece)) for piece in in_pieces(ids))


def _unmentioned(connection: Connection, ids: list[int]) -> list[int]:
    """Those of the papers that no mail mentions and no issue reported."""
    mentioned = exists().where(mention.c.paper_id == paper.c.id)
    reported = exists().where(issue_paper.c.paper_id == paper.c.id)
    query = select(paper.c.id).where(paper.c.id.in_(ids), paper.c.merged_into.is_(None), ~mentioned, ~reported)
    return list(connection.scalars(query))


def _forget(connection: Connection, ids: list[int]) -> int:
    for table in (paper_key, decision):
        connection.execute(delete(table).where(table.c.paper_id.in_(ids)))
    connection.execute(delete(paper).where(paper.c.merged_into.in_(ids)))
    return connection.execute(delete(paper).where(paper.c.id.in_(ids))).rowcount
