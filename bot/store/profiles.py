"""The memory of each digest: which papers it has not considered yet."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, exists, func, select, union, update

from bot.store import papers
from bot.store.statements import add_missing
from bot.store.tables import decision, instance, issue_paper, mention, paper, profile
from bot.store.values import Candidates

RECENT = timedelta(days=30)
"""How far a new profile looks back, and changed rules reach."""


def instance_id(connection: Connection) -> str | None:
    name: str | None = connection.scalar(select(instance.c.name))
    return name


def new_instance_id(connection: Connection) -> str:
    """A new one, unless somebody was faster."""
    add_missing(connection, instance, [{"id": 1, "name": secrets.token_hex(16)}])
    name: str = connection.execute(select(instance.c.name)).scalar_one()
    return name


def open_profile(connection: Connection, name: str, now: datetime) -> datetime:
    add_missing(connection, profile, [{"name": name, "created_at": now, "considered_until": 0}])
    created_at: datetime = connection.execute(select(profile.c.created_at).where(profile.c.name == name)).scalar_one()
    return created_at


def profile_id(connection: Connection, name: str, now: datetime) -> int:
    """The number of a profile, which is opened if it is new."""
    open_profile(connection, name, now)
    number: int = connection.execute(select(profile.c.id).where(profile.c.name == name)).scalar_one()
    return number


def hold(connection: Connection, name: str, until: date | None, now: datetime) -> None:
    row = profile_id(connection, name, now)
    connection.execute(update(profile).where(profile.c.id == row).values(held_until=until))


def held_until(connection: Connection, name: str) -> date | None:
    return connection.scalar(select(profile.c.held_until).where(profile.c.name == name))


# ── candidates ────────────────────────────────────────────────────────────────────────────────────────


def candidates(connection: Connection, name: str, rules_hash: str, now: datetime) -> Candidates:
    until = connection.scalar(select(func.max(mention.c.id))) or 0
    row = connection.execute(select(profile).where(profile.c.name == name)).first()
    ids = connection.scalars(_first_candidates(now, until) if row is None else _candidates(row, rules_hash, now, until))
    found = papers.load(connection, ids.all(), with_mentions=True)
    return Candidates(name, rules_hash, until, tuple(found))


def _first_candidates(now: datetime, until: int) -> Any:
    """For a profile that is not opened yet, as a preview may ask."""
    return _newly_mentioned(0, until).where(paper.c.first_seen >= now - RECENT)


def _candidates(row: Any, rules_hash: str, now: datetime, until: int) -> Any:
    # Of a profile that was opened under a clock set ahead, too, something can be seen.
    seen_from = min(row.created_at, now) - RECENT
    newly_mentioned = _newly_mentioned(row.considered_until, until)
    decided_otherwise = _decided_otherwise(row.id, rules_hash, now)
    return union(
        *(
            query.where(paper.c.first_seen >= seen_from, ~_reported(row.id))
            for query in (newly_mentioned, decided_otherwise)
        )
    )


def _newly_mentioned(after: int, until: int) -> Any:
    """Papers with a mention the profile has not considered: the new, and the old that came again."""
    query = select(paper.c.id).join(mention, mention.c.paper_id == paper.c.id).distinct()
    return query.where(mention.c.id > after, mention.c.id <= until)


def _decided_otherwise(profile_number: int, rules_hash: str, now: datetime) -> Any:
    """Recent papers the profile decided by other rules than these."""
    query = select(paper.c.id).join(decision, decision.c.paper_id == paper.c.id)
    return query.where(
        paper.c.first_seen >= now - RECENT,
        decision.c.profile_id == profile_number,
        decision.c.rules_hash != rules_hash,
    )


def _reported(profile_number: int) -> Any:
    return exists().where(issue_paper.c.profile_id == profile_number, issue_paper.c.paper_id == paper.c.id)
