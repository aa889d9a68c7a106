"""Mails whose bytes are kept, with what was read of them: to be read again, or forgotten in time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, select, text, update

from bot.models import Mention, RawMail
from bot.store.rows import mention_of
from bot.store.statements import in_pieces, listed
from bot.store.tables import folder, mailbox, mention, message, raw_mail
from bot.store.values import KeptMail, StoredMail

MAILS = message.join(folder, message.c.folder_id == folder.c.id).join(mailbox, folder.c.mailbox_id == mailbox.c.id)
_NAMES = (mailbox.c.name.label("mailbox"), folder.c.name.label("folder"))
# SQLite finds the partial index only by the very words of its condition.
IN_QUARANTINE = text("message.state = 'quarantined'")


def kept_sizes(connection: Connection, since: datetime) -> dict[int, int]:
    query = select(message.c.id, message.c.size).select_from(raw_mail.join(message))
    oldest_first = (raw_mail.c.stored_at, raw_mail.c.message_id)
    rows = connection.execute(query.where(raw_mail.c.stored_at >= since).order_by(*oldest_first))
    return {row.id: row.size for row in rows}


def stored_mails(connection: Connection, condition: Any) -> list[StoredMail]:
    """Mails that fulfil a condition, in order of their numbers."""
    query = select(message, *_NAMES, raw_mail.c.message_id.label("bytes_of")).select_from(MAILS.outerjoin(raw_mail))
    return [_stored_mail(row) for row in connection.execute(query.where(condition).order_by(message.c.id))]


def _stored_mail(row: Any) -> StoredMail:
    return StoredMail(
        id=row.id,
        mailbox=row.mailbox,
        folder=row.folder,
        uid=row.uid,
        state=row.state,
        status=row.reading,
        source=row.source,
        detected=row.detected,
        attempts=row.attempts,
        size=row.size,
        subject=row.subject,
        sender=row.sender,
        error=row.error,
        stored_at=row.stored_at,
        read_by=row.read_by,
        kept=row.bytes_of is not None,
    )


# ── reading again ─────────────────────────────────────────────────────────────────────────────────────


def kept_readings(connection: Connection, mail_ids: Collection[int]) -> list[KeptMail]:
    return [kept for piece in in_pieces(mail_ids) for kept in _kept_readings(connection, piece)]


def _kept_readings(connection: Connection, mail_ids: list[int]) -> list[KeptMail]:
    raws = _raw_mails(connection, mail_ids)
    mentions = _mentions(connection, list(raws))
    stored = stored_mails(connection, message.c.id.in_(list(raws)))
    return [KeptMail(mail, raws[mail.id], tuple(mentions.get(mail.id, ()))) for mail in stored]


def _raw_mails(connection: Connection, mail_ids: list[int]) -> dict[int, RawMail]:
    columns = (message.c.id, message.c.epoch, message.c.uid, message.c.received_at, raw_mail.c.content)
    query = select(*columns, *_NAMES).select_from(MAILS.join(raw_mail)).where(message.c.id.in_(mail_ids))
    return {
        row.id: RawMail(row.mailbox, row.folder, row.epoch, row.uid, row.content, row.received_at)
        for row in connection.execute(query.order_by(message.c.id))
    }


_MENTIONS = select(mention).where(mention.c.message_id.in_(listed("ids"))).order_by(mention.c.id)


def _mentions(connection: Connection, mail_ids: Sequence[int]) -> dict[int, list[tuple[int, Mention]]]:
    """What each mail mentions, in its order, with the number of the paper."""
    mentions: defaultdict[int, list[tuple[int, Mention]]] = defaultdict(list)
    for row in connection.execute(_MENTIONS, {"ids": mail_ids}):
        mentions[row.message_id].append((row.paper_id, mention_of(row)))
    return mentions


def reopen(connection: Connection, mail_ids: Collection[int]) -> list[RawMail]:
    return [raw for piece in in_pieces(mail_ids) for raw in _reopen(connection, piece)]


def _reopen(connection: Connection, mail_ids: list[int]) -> list[RawMail]:
    raws = _raw_mails(connection, mail_ids)
    connection.execute(delete(mention).where(mention.c.message_id.in_(raws)))
    connection.execute(update(message).where(message.c.id.in_(raws)).values(state="seen", attempts=0, sha256=None))
    return list(raws.values())


# ── forgetting ────────────────────────────────────────────────────────────────────────────────────────


def forget_raw_mail(connection: Connection, before: datetime) -> int:
    # Of a mail that could not be read, nothing but its bytes is known.
    in_quarantine = select(message.c.id).where(IN_QUARANTINE)
    old = delete(raw_mail).where(raw_mail.c.stored_at < before, raw_mail.c.message_id.not_in(in_quarantine))
    return connection.execute(old).rowcount
