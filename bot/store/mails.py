"""Mails as they were dealt with, each once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, delete, select, text, update

from bot import __version__
from bot.models import Cursor, RawMail, Work
from bot.store import papers
from bot.store.folders import Place, find_place, move_cursor, place_of
from bot.store.papers import OwnedMention
from bot.store.rows import clipped, storable_moment
from bot.store.statements import ITS_ID, add_missing, in_pieces, listed, update_each
from bot.store.tables import message, raw_mail
from bot.store.values import CollectedMail, Saved

MailKey = tuple[int, int, int]
"""Folder, epoch and UID."""


# ── before reading ────────────────────────────────────────────────────────────────────────────────────


def known_uids(
    connection: Connection, mailbox_name: str, folder_name: str, epoch: int, uids: Collection[int]
) -> set[int]:
    place = find_place(connection, mailbox_name, folder_name)
    if place is None:
        return set()
    keys = [(place.folder_id, epoch, uid) for uid in uids]
    return {row.uid for row in _rows(connection, keys).values() if row.state != "seen"}


def begin_reading(connection: Connection, raw_mails: Sequence[RawMail], now: datetime) -> dict[int, int]:
    keys = _note_seen(connection, raw_mails, now)
    rows = _rows(connection, keys).values()
    for piece in in_pieces([row.id for row in rows if row.state == "seen"]):
        connection.execute(_ONCE_MORE, {"ids": piece})
    return {row.uid: row.attempts + (row.state == "seen") for row in rows}


def attempts(connection: Connection, raw_mails: Sequence[RawMail]) -> dict[int, int]:
    return {row.uid: row.attempts for row in _unfinished(connection, raw_mails)}


def forgive_reading(connection: Connection, raw_mails: Sequence[RawMail]) -> None:
    for piece in in_pieces([row.id for row in _unfinished(connection, raw_mails) if row.attempts]):
        connection.execute(_ONCE_LESS, {"ids": piece})


def _unfinished(connection: Connection, raw_mails: Sequence[RawMail]) -> list[Any]:
    """The rows of those mails whose reading was begun and not finished."""
    places = {name: find_place(connection, *name) for name in {(raw.mailbox, raw.folder) for raw in raw_mails}}
    found = [(place, raw) for raw in raw_mails if (place := places[raw.mailbox, raw.folder]) is not None]
    rows = _rows(connection, [(place.folder_id, raw.epoch, raw.uid) for place, raw in found])
    return [row for row in rows.values() if row.state == "seen"]


_ONCE_LESS = update(message).where(message.c.id.in_(listed("ids"))).values(attempts=message.c.attempts - 1)
_ONCE_MORE = update(message).where(message.c.id.in_(listed("ids"))).values(attempts=message.c.attempts + 1)


def _note_seen(connection: Connection, raw_mails: Sequence[RawMail], now: datetime) -> list[MailKey]:
    """Make sure each mail has a row; the keys of these rows, in order."""
    places = {name: place_of(connection, *name) for name in {(raw.mailbox, raw.folder) for raw in raw_mails}}
    rows = [_seen_row(raw, places[raw.mailbox, raw.folder], now) for raw in raw_mails]
    add_missing(connection, message, rows)
    return [(row["folder_id"], row["epoch"], row["uid"]) for row in rows]


def _seen_row(raw: RawMail, place: Place, now: datetime) -> dict[str, Any]:
    return {
        "mailbox_id": place.mailbox_id,
        "folder_id": place.folder_id,
        "epoch": raw.epoch,
        "uid": raw.uid,
        "state": "seen",
        "attempts": 0,
        "size": 0,
        "detected": 0,
        "found": 0,
        "arrived_at": now,
        "stored_at": now,
    }


def _rows(connection: Connection, keys: Sequence[MailKey]) -> dict[MailKey, Any]:
    """What is stored of mails, as far as it matters for storing more, by key."""
    by_epoch: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for folder_id, epoch, uid in keys:
        by_epoch[folder_id, epoch].append(uid)
    return {
        (folder_id, epoch, row.uid): row
        for (folder_id, epoch), uids in by_epoch.items()
        for piece in in_pieces(uids)
        for row in connection.execute(_ROWS, {"folder_id": folder_id, "epoch": epoch, "uids": piece})
    }


_ROWS = select(
    message.c.id,
    message.c.mailbox_id,
    message.c.uid,
    message.c.state,
    message.c.attempts,
    message.c.reading,
    message.c.stored_at,
).where(
    message.c.folder_id == bindparam("folder_id"),
    message.c.epoch == bindparam("epoch"),
    message.c.uid.in_(listed("uids")),
)


# ── saving ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class OpenMail:
    """A mail that is to be stored now.

    duplicate: its mailbox has the same content already. first_stored_at: None unless it is read again.
    """

    id: int
    mail: CollectedMail
    duplicate: bool
    first_stored_at: datetime | None = None


def save(
    connection: Connection,
    collected: Sequence[CollectedMail],
    works: Sequence[Work],
    keys: Sequence[Collection[papers.Key]],
    cursor: Cursor | None,
    now: datetime,
) -> Saved:
    open_mails = _open_mails(connection, collected, now)
    _store(connection, list(open_mails.values()), now)
    saved = papers.save_works(connection, works, keys, _owned_mentions(collected, open_mails), now)
    if cursor is not None:
        move_cursor(connection, cursor)
    return Saved(len(open_mails), sum(mail.duplicate for mail in open_mails.values()), *saved)


def _open_mails(connection: Connection, collected: Sequence[CollectedMail], now: datetime) -> dict[int, OpenMail]:
    """The mails that are not dealt with yet, each once, by their position in what was collected."""
    keys = _note_seen(connection, [mail.raw for mail in collected], now)
    rows = _rows(connection, keys)
    first = {key: position for position, key in reversed(list(enumerate(keys)))}
    positions = sorted(first[key] for key in first if rows[key].state == "seen")
    contents = _contents(connection, [(rows[keys[i]].mailbox_id, collected[i]) for i in positions])
    return {i: _opened(rows[keys[i]], collected[i], contents) for i in positions}


def _opened(row: Any, mail: CollectedMail, contents: set[tuple[int, str]]) -> OpenMail:
    """`contents` grows by this mail's own: of two equal mails in one chunk, the later is the duplicate."""
    content = (row.mailbox_id, mail.raw.sha256)
    duplicate = bool(mail.raw.content) and content in contents
    contents.add(content)
    return OpenMail(row.id, mail, duplicate, first_stored_at=row.stored_at if row.reading else None)


def _contents(connection: Connection, mails: Sequence[tuple[int, CollectedMail]]) -> set[tuple[int, str]]:
    """Those (mailbox, sha256) of the mails that are stored."""
    by_mailbox: defaultdict[int, list[str]] = defaultdict(list)
    for mailbox_id, mail in mails:
        by_mailbox[mailbox_id].append(mail.raw.sha256)
    return {
        (row.mailbox_id, row.sha256)
        for mailbox_id, hashes in by_mailbox.items()
        for piece in in_pieces(hashes)
        for row in connection.execute(_CONTENTS, {"mailbox_id": mailbox_id, "hashes": piece})
    }


# SQLite finds the partial index only by the very words of its condition.
_CONTENTS = select(message.c.mailbox_id, message.c.sha256).where(
    text("state != 'duplicate'"),
    message.c.mailbox_id == bindparam("mailbox_id"),
    message.c.sha256.in_(listed("hashes")),
)


def _store(connection: Connection, open_mails: Sequence[OpenMail], now: datetime) -> None:
    rows = [_stored_row(mail, now) for mail in open_mails]
    update_each(connection, message, rows)
    _keep_bytes(connection, open_mails, now)


def _stored_row(open_mail: OpenMail, now: datetime) -> dict[str, Any]:
    raw, reading = open_mail.mail.raw, open_mail.mail.reading
    received_at, sent_at = storable_moment(raw.received_at), storable_moment(reading.sent_at)
    stored_at = open_mail.first_stored_at or now
    return {
        "state": "duplicate" if open_mail.duplicate else open_mail.mail.state,
        "sha256": raw.sha256 if raw.content else None,
        "size": len(raw.content),
        "reading": reading.status,
        "source": reading.source,
        "detected": min(reading.detected, 2**31 - 1),
        "found": 0 if open_mail.duplicate else len(reading.mentions),
        "error": clipped(reading.error),
        "message_id": clipped(reading.message_id),
        "sender": clipped(reading.sender),
        "subject": clipped(reading.subject),
        "received_at": received_at,
        "sent_at": sent_at,
        "arrived_at": min(received_at or sent_at or stored_at, stored_at),
        "stored_at": stored_at,
        "read_by": __version__,
        "tries_left": None,
        ITS_ID: open_mail.id,
    }


def _keep_bytes(connection: Connection, open_mails: Sequence[OpenMail], now: datetime) -> None:
    """Keep the bytes of those mails that ask for it; of the others none, not even from an earlier reading."""
    kept = [mail for mail in open_mails if mail.mail.keep_raw and mail.mail.raw.content and not mail.duplicate]
    rows = [{"message_id": mail.id, "stored_at": now, "content": mail.mail.raw.content} for mail in kept]
    add_missing(connection, raw_mail, rows)
    others = {mail.id for mail in open_mails} - {mail.id for mail in kept}
    for piece in in_pieces(others):
        connection.execute(delete(raw_mail).where(raw_mail.c.message_id.in_(piece)))


def _owned_mentions(collected: Sequence[CollectedMail], open_mails: dict[int, OpenMail]) -> list[OwnedMention]:
    """The mentions of all mails in order, with the mail each is stored under; None if it is not stored."""
    owners = {i: mail.id for i, mail in open_mails.items() if not mail.duplicate}
    return [
        OwnedMention(owners.get(i), ordinal, mention)
        for i, mail in enumerate(collected)
        for ordinal, mention in enumerate(mail.reading.mentions)
    ]
