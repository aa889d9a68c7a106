"""Which papers a person may mean by what he typed."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import Connection, select

from bot.models import Paper
from bot.scholarly.folding import title_key
from bot.scholarly.identifiers import canonical, from_url, in_text
from bot.store.columns import LARGEST
from bot.store.papers import Key, ids_sharing, live_ids, load
from bot.store.tables import paper, paper_key

_BARE = ("arxiv", "doi", "pmid", "pmcid")
"""Identifiers people type without saying which it is."""

_LONGEST_PART = 10_000
"""Characters of a title looked for: SQLite refuses a pattern of 50,000 bytes."""


def find(connection: Connection, query: str, keys: Collection[Key], limit: int) -> list[Paper]:
    typed = query.strip()
    found = _by_number(connection, typed) | ids_sharing(connection, {*_keys_meant(typed), *keys})
    ids = found or _by_address(connection, typed) or _by_title(connection, typed, limit)
    return load(connection, sorted(ids, reverse=True)[:limit], with_mentions=True)[::-1]


def _by_number(connection: Connection, typed: str) -> set[int]:
    if not (typed.isascii() and typed.isdigit()) or int(typed) > LARGEST:
        return set()
    return set(live_ids(connection, [int(typed)]).values())


def _keys_meant(typed: str) -> set[Key]:
    bare = {(scheme, value) for scheme in _BARE if (value := canonical(scheme, typed))}
    return bare | set(from_url(typed).items()) | {(scheme, value) for scheme, value, _ in in_text(typed)}


def _by_address(connection: Connection, typed: str) -> set[int]:
    if not typed.startswith(("http://", "https://")):
        return set()
    return set(connection.scalars(select(paper.c.id).where(paper.c.url == typed, paper.c.merged_into.is_(None))))


def _by_title(connection: Connection, typed: str, limit: int) -> set[int]:
    """By the keys made of titles, which do not care for case, accents and punctuation."""
    part = title_key(typed)[:_LONGEST_PART]
    if not part:
        return set()
    query = select(paper_key.c.paper_id).where(
        paper_key.c.kind == "title", paper_key.c.value.contains(part, autoescape=True)
    )
    return set(connection.scalars(query.distinct().order_by(paper_key.c.paper_id.desc()).limit(limit)))
