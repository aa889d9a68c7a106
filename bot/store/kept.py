"""Mails whose bytes are kept: to be read again, given up, or forgotten in time."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, text, update

from bot.models import RawMail
from bot.store.statements import in_pieces
from bot.store.tables import folder, mailbox, mention, message, raw_mail
from bot.store.values import StoredMail

_MAILS = message.join(folder, message.c.folder_id == folder.c.id).join(mailbox, folder.c.mailbox_id == mailbox.c.id)
_NAMES = (mailbox.c.name.label("mailbox"), folder.c.name.label("folder"))
# SQLite finds the partial index only by the very words of its condition.
_IN_QUARANTINE = text("message.state = 'quarantined'")


def quarantined(connection: Connection) -> list[StoredMail]:
    return _stored_mails(connection, _MAILS.outerjoin(raw_mail), _IN_QUARANTINE, message.c.id)


def kept_mails(connection: Connection, since: datetime) -> list[StoredMail]:
    oldest_first = (raw_mail.c.stored_at, raw_mail.c.message_id)
    return _stored_mails(connection, _MAILS.join(raw_mail), raw_mail.c.stored_at >= since, *oldest_first)


def _stored_mails(connection: Connection, mails: Any, condition: Any, *order: Any) -> list[StoredMail]:
    query = select(message, *_NAMES, raw_mail.c.message_id.label("bytes_of")).select_from(mails)
    return [_stored_mail(row) for row in connection.execute(query.where(condition).order_by(*order))]


def _stored_mail(row: Any) -> StoredMail:
    return StoredMail(
        id=row.id,
        mailbox=row.mailbox,
        folder=row.folder,
        uid=row.uid,
        state=row.state,
        attempts=row.attempts,
        subject=row.subject,
        sender=row.sender,
        error=row.error,
        stored_at=row.stored_at,
        kept=row.bytes_of is not None,
    )


def reopen(connection: Connection, mail_ids: Collection[int]) -> list[RawMail]:
    return [raw for piece in in_pieces(mail_ids) for raw in _reopen(connection, piece)]


def _reopen(connection: Connection, mail_ids: list[int]) -> list[RawMail]:
    columns = (message.c.id, message.c.epoch, message.c.uid, message.c.received_at, raw_mail.c.content)
    query = select(*columns, *_NAMES).select_from(_MAILS.join(raw_mail)).where(message.c.id.in_(mail_ids))
    rows = connection.execute(query.order_by(message.c.id)).all()
    ids = [row.id for row in rows]
    connection.execute(delete(mention).where(mention.c.message_id.in_(ids)))
    connection.execute(update(message).where(message.c.id.in_(ids)).values(state="seen", attempts=0, sha256=None))
    return [RawMail(row.mailbox, row.folder, row.epoch, row.uid, row.content, row.received_at) for row in rows]


def drop_quarantined(connection: Connection, mail_ids: Collection[int]) -> int:
    return sum(_drop(connection, piece) for piece in in_pieces(mail_ids))


def _drop(connection: Connection, mail_ids: list[int]) -> int:
    ids = select(message.c.id).where(message.c.id.in_(mail_ids), _IN_QUARANTINE)
    connection.execute(delete(raw_mail).where(raw_mail.c.message_id.in_(ids)))
    dropped = update(message).where(message.c.id.in_(mail_ids), _IN_QUARANTINE).values(state="unreadable")
    return connection.execute(dropped).rowcount


def forget_raw_mail(connection: Connection, before: datetime) -> int:
    return connection.execute(delete(raw_mail).where(raw_mail.c.stored_at < before)).rowcount
