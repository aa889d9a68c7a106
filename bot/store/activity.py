"""What came in: figures of a period, and how regularly each source writes."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median
from typing import Any

from sqlalchemy import Connection, bindparam, case, distinct, func, select

from bot.models import Funnel, SourceActivity
from bot.store.tables import mention, message

REMEMBERED = timedelta(days=60)
"""A source that is silent for longer was given up by the reader, and is not missed any more."""

_READ = message.c.state.in_(["parsed", "parsed_empty", "unreadable", "quarantined", "oversize"])
"""Mails that could have brought papers: not duplicates, skipped ones and those that are gone."""


def figures(connection: Connection, since: datetime | None, now: datetime) -> Funnel:
    unknown = func.count(case((message.c.found == 0, 1)))
    mails, unknown_mails = connection.execute(_since(select(func.count(), unknown), since)).one()
    of_mentions = select(func.count(), func.count(distinct(mention.c.paper_id)))
    mentions, papers = connection.execute(_mentioned(of_mentions, since)).one()
    return Funnel(
        mails=mails,
        unknown_mails=unknown_mails,
        mentions=mentions,
        papers=papers,
        sources=source_activity(connection, since, now),
    )


def _since(query: Any, since: datetime | None) -> Any:
    query = query.where(_READ)
    return query if since is None else query.where(message.c.stored_at > since)


def _mentioned(query: Any, since: datetime | None) -> Any:
    """A query of mentions, kept to those of mails since a moment. A join would make SQLite go through all mentions."""
    return query.where(mention.c.message_id.in_(_since(select(message.c.id), since)))


# ── sources ───────────────────────────────────────────────────────────────────────────────────────────


def source_activity(connection: Connection, since: datetime | None, now: datetime) -> tuple[SourceActivity, ...]:
    days = _days_of_mail(connection, now)
    brought = _brought(connection, since)
    mentions = _mentions(connection, since)
    return tuple(
        SourceActivity(
            source=source,
            **brought.get(source, {}),
            **mentions.get(source, {}),
            silent_days=_silent_days(days.get(source, []), now),
            usual_gap_days=_usual_gap_days(days.get(source, [])),
        )
        for source in sorted({*days, *brought, *mentions})
    )


def _days_of_mail(connection: Connection, now: datetime) -> dict[str, list[datetime]]:
    """For each source, when the last mail came of every day on which one did, ascending."""
    last = func.max(message.c.arrived_at)
    query = select(message.c.source, last.label("last")).where(
        _READ, message.c.source.is_not(None), message.c.arrived_at >= now - REMEMBERED
    )
    days: defaultdict[str, list[datetime]] = defaultdict(list)
    for row in connection.execute(query.group_by(message.c.source, func.date(message.c.arrived_at)).order_by(last)):
        days[row.source].append(row.last)
    return days


def _silent_days(days: list[datetime], now: datetime) -> int | None:
    return (now - days[-1]).days if days else None


def _usual_gap_days(days: list[datetime]) -> int | None:
    """The median gap; several mails of one day count as one, or three alerts at a time would make every gap 0."""
    gaps = [(later - earlier) / timedelta(days=1) for earlier, later in pairwise(days)]
    return max(1, round(median(gaps))) if gaps else None


def _brought(connection: Connection, since: datetime | None) -> dict[str, dict[str, Any]]:
    """Mails and incomplete ones of each source."""
    incomplete = func.count(case((message.c.reading == "incomplete", 1)))
    of_mails = select(message.c.source, func.count().label("mails"), incomplete.label("incomplete"))
    query = _since(of_mails, since).where(message.c.source.is_not(None)).group_by(message.c.source)
    return {row.source: {"mails": row.mails, "incomplete": row.incomplete} for row in connection.execute(query)}


def _mentions(connection: Connection, since: datetime | None) -> dict[str, dict[str, Any]]:
    """Papers and alerts of each source."""
    papers, alerts = func.count(distinct(mention.c.paper_id)), func.count(distinct(mention.c.alert))
    query = select(mention.c.source, papers.label("papers"), alerts.label("alerts")).group_by(mention.c.source)
    rows = connection.execute(_mentioned(query, since))
    return {row.source: {"papers": row.papers, "alerts": row.alerts} for row in rows}


# ── of all time ───────────────────────────────────────────────────────────────────────────────────────


def last_mails(connection: Connection) -> dict[str, datetime]:
    found = ((source, connection.scalar(_LAST_MAIL, {"source": source})) for source in connection.scalars(_SOURCES))
    return {source: last for source, last in found if last is not None}


def _every_source() -> Any:
    """From one name to the next in the index: going through all mails would take a while after some years."""
    first = select(func.min(message.c.source).label("source")).cte("known", recursive=True)
    following = select(func.min(message.c.source)).where(message.c.source > first.c.source).scalar_subquery()
    known = first.union_all(select(following).where(first.c.source.is_not(None)))
    return select(known.c.source).where(known.c.source.is_not(None))


_SOURCES = _every_source()
_LAST_MAIL = (
    select(message.c.arrived_at)
    .where(message.c.source == bindparam("source"), _READ)
    .order_by(message.c.arrived_at.desc())
    .limit(1)
)


def senders(connection: Connection, now: datetime) -> dict[str, dict[str, int]]:
    query = select(message.c.source, message.c.sender, func.count().label("mails")).where(
        _READ, message.c.source.is_not(None), message.c.sender.is_not(None), message.c.arrived_at >= now - REMEMBERED
    )
    found: defaultdict[str, dict[str, int]] = defaultdict(dict)
    most_first = (func.count().desc(), message.c.sender)
    for row in connection.execute(query.group_by(message.c.source, message.c.sender).order_by(*most_first)):
        found[row.source][row.sender] = row.mails
    return dict(found)
