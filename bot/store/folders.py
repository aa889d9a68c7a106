"""Folders of mailboxes, and how far each is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from bot.models import Cursor
from bot.store.rows import clipped
from bot.store.statements import add_missing
from bot.store.tables import folder, mailbox


@dataclass(frozen=True)
class Place:
    """The numbers of a folder and its mailbox."""

    mailbox_id: int
    folder_id: int


def cursor(connection: Connection, mailbox_name: str, folder_name: str) -> Cursor | None:
    row = connection.execute(_FOLDER, {"mailbox": mailbox_name, "folder": folder_name}).first()
    return None if row is None else cursor_of(row, mailbox_name)


def cursor_of(row: Any, mailbox_name: str) -> Cursor | None:
    """The cursor of a folder's row; None until the folder was read for the first time."""
    if row.epoch is None:
        return None
    return Cursor(mailbox_name, row.name, row.epoch, row.uidvalidity, row.last_uid, row.uidnext)


def last_read(connection: Connection, mailbox_name: str, folder_name: str) -> datetime | None:
    row = connection.execute(_FOLDER, {"mailbox": mailbox_name, "folder": folder_name}).first()
    return None if row is None else row.last_ok_at


def folder_was_read(connection: Connection, mailbox_name: str, folder_name: str, now: datetime) -> None:
    place = place_of(connection, mailbox_name, folder_name)
    _update_folder(connection, place, last_ok_at=now, last_error=None, last_failed_at=None)


def folder_failed(connection: Connection, mailbox_name: str, folder_name: str, error: str, now: datetime) -> None:
    place = place_of(connection, mailbox_name, folder_name)
    _update_folder(connection, place, last_error=clipped(error), last_failed_at=now)


_NAMED = (mailbox.c.name == bindparam("mailbox"), folder.c.name == bindparam("folder"))
_FOLDER = select(folder).join(mailbox).where(*_NAMED)
_PLACE = select(folder.c.mailbox_id, folder.c.id).join(mailbox).where(*_NAMED)


def place_of(connection: Connection, mailbox_name: str, folder_name: str) -> Place:
    """Where a folder is in the tables, made if it is new."""
    return find_place(connection, mailbox_name, folder_name) or _new_place(connection, mailbox_name, folder_name)


def find_place(connection: Connection, mailbox_name: str, folder_name: str) -> Place | None:
    row = connection.execute(_PLACE, {"mailbox": mailbox_name, "folder": folder_name}).first()
    return None if row is None else Place(*row)


def _new_place(connection: Connection, mailbox_name: str, folder_name: str) -> Place:
    add_missing(connection, mailbox, [{"name": mailbox_name}])
    mailbox_id = connection.execute(select(mailbox.c.id).where(mailbox.c.name == mailbox_name)).scalar_one()
    new = folder.insert().values(mailbox_id=mailbox_id, name=folder_name).returning(folder.c.id)
    return Place(mailbox_id, connection.execute(new).scalar_one())


def _update_folder(connection: Connection, place: Place, **values: Any) -> None:
    connection.execute(update(folder).where(folder.c.id == place.folder_id).values(**values))


def move_cursor(connection: Connection, to: Cursor) -> None:
    _update_folder(
        connection,
        place_of(connection, to.mailbox, to.folder),
        epoch=to.epoch,
        uidvalidity=to.uidvalidity,
        last_uid=to.last_uid,
        uidnext=to.uidnext,
    )
