"""The state of everything, for `status`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, func, select, text

from bot.store.activity import REMEMBERED, source_activity
from bot.store.folders import cursor_of
from bot.store.tables import delivery, folder, issue, mailbox, message, paper, profile, slot
from bot.store.values import FolderState, Overview, PendingDelivery

PENDING = 100
"""How many deliveries are listed."""


def overview(connection: Connection, now: datetime) -> Overview:
    return Overview(
        folders=_folders(connection),
        sources=source_activity(connection, now - REMEMBERED, now),
        deliveries=_deliveries(connection),
        pending=_pending(connection),
        quarantined=_count(connection, message, text("message.state = 'quarantined'")),
        papers=_count(connection, paper, paper.c.merged_into.is_(None)),
        last_issues=_last_issues(connection),
    )


def _count(connection: Connection, table: Any, where: Any) -> int:
    return connection.execute(select(func.count()).select_from(table).where(where)).scalar_one()


def _folders(connection: Connection) -> tuple[FolderState, ...]:
    query = select(folder, mailbox.c.name.label("mailbox")).join(mailbox).order_by(mailbox.c.name, folder.c.name)
    by_folder = (
        select(message.c.folder_id, func.count().label("mails"))
        .where(message.c.state != "seen")
        .group_by(message.c.folder_id)
    )
    mails = {row.folder_id: row.mails for row in connection.execute(by_folder)}
    return tuple(_folder_state(row, mails.get(row.id, 0)) for row in connection.execute(query))


def _folder_state(row: Any, mails: int) -> FolderState:
    return FolderState(
        mailbox=row.mailbox,
        folder=row.name,
        cursor=cursor_of(row, row.mailbox),
        mails=mails,
        last_ok_at=row.last_ok_at,
        last_error=row.last_error,
        last_failed_at=row.last_failed_at,
    )


def _deliveries(connection: Connection) -> dict[str, int]:
    query = select(delivery.c.state, func.count().label("deliveries")).group_by(delivery.c.state)
    return {row.state: row.deliveries for row in connection.execute(query)}


def _pending(connection: Connection) -> tuple[PendingDelivery, ...]:
    query = (
        select(delivery, profile.c.name.label("digest"), slot.c.key.label("slot"), issue.c.part)
        .join(issue, delivery.c.issue_id == issue.c.id)
        .join(slot, issue.c.slot_id == slot.c.id)
        .join(profile, issue.c.profile_id == profile.c.id)
        .where(delivery.c.state != "accepted")
        .order_by(delivery.c.queued_at, delivery.c.id)
        .limit(PENDING)
    )
    return tuple(_pending_delivery(row) for row in connection.execute(query))


def _pending_delivery(row: Any) -> PendingDelivery:
    return PendingDelivery(
        digest=row.digest,
        slot=row.slot,
        part=row.part,
        channel=row.channel,
        recipient=row.recipient,
        state=row.state,
        attempts=row.attempts,
        queued_at=row.queued_at,
        next_at=row.next_at,
        last_error=row.last_error,
    )


def _last_issues(connection: Connection) -> dict[str, datetime | None]:
    query = select(profile.c.name, func.max(issue.c.composed_at).label("last"))
    query = query.select_from(profile.outerjoin(issue, issue.c.profile_id == profile.c.id)).group_by(profile.c.name)
    return {row.name: row.last for row in connection.execute(query.order_by(profile.c.name))}
