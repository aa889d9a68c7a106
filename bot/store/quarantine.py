"""Mails that could not be read, set aside with their bytes: listed, tried again by each version, or given up."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, case, delete, or_, select, update

from bot.store.kept import IN_QUARANTINE, stored_mails
from bot.store.rows import clipped
from bot.store.statements import in_pieces
from bot.store.tables import message, raw_mail
from bot.store.values import StoredMail

MOST_TRIES = 3
"""How often a version of the program begins to try a mail again if it ends in the midst of it each time."""


def quarantined(connection: Connection) -> list[StoredMail]:
    return stored_mails(connection, IN_QUARANTINE)


def to_retry(connection: Connection, version: str) -> dict[int, int]:
    its_turn = or_(message.c.read_by.is_distinct_from(version), message.c.tries_left > 0)
    query = select(message.c.id, message.c.size).join(raw_mail).where(IN_QUARANTINE, its_turn)
    fewest_tries_first = (_tries_left(version).desc(), message.c.id)
    return {row.id: row.size for row in connection.execute(query.order_by(*fewest_tries_first))}


def begin_retry(connection: Connection, mail_id: int, version: str) -> None:
    begun = update(message).where(message.c.id == mail_id, IN_QUARANTINE)
    connection.execute(begun.values(read_by=version, tries_left=_tries_left(version) - 1))


def _tries_left(version: str) -> ColumnElement[int]:
    return case((message.c.read_by.is_distinct_from(version), MOST_TRIES), else_=message.c.tries_left)


def end_retry(connection: Connection, mail_id: int, error: str | None) -> None:
    ended = update(message).where(message.c.id == mail_id, IN_QUARANTINE)
    connection.execute(ended.values(tries_left=None, error=clipped(error)))


def drop_quarantined(connection: Connection, mail_ids: Collection[int]) -> int:
    return sum(_drop(connection, piece) for piece in in_pieces(mail_ids))


def _drop(connection: Connection, mail_ids: list[int]) -> int:
    ids = select(message.c.id).where(message.c.id.in_(mail_ids), IN_QUARANTINE)
    connection.execute(delete(raw_mail).where(raw_mail.c.message_id.in_(ids)))
    dropped = update(message).where(message.c.id.in_(mail_ids), IN_QUARANTINE).values(state="unreadable")
    return connection.execute(dropped).rowcount
