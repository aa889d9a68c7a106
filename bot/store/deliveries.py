"""The outbox: who may send what when. Every claim and every outcome is a compare-and-set."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, or_, select, text, update

from bot.models import Delivery, Receipt
from bot.store.issues import issue_of
from bot.store.rows import clipped
from bot.store.tables import UNFINISHED_ONLY, delivery, delivery_try

# SQLite finds the partial index only by the very words of its condition.
_UNFINISHED = text(UNFINISHED_ONLY)


# Further ahead than any wait or lease: it was written under a clock that was wrong, and nobody waits for such a day.
_FAR_AHEAD = timedelta(days=1)


def _is_due(now: datetime) -> Any:
    return or_(delivery.c.next_at <= now, delivery.c.next_at > now + _FAR_AHEAD)


def due(connection: Connection, now: datetime) -> int:
    query = select(func.count()).select_from(delivery).where(_UNFINISHED, _is_due(now))
    return connection.execute(query).scalar_one()


def next_at(connection: Connection) -> datetime | None:
    earliest: datetime | None = connection.scalar(select(func.min(delivery.c.next_at)).where(_UNFINISHED))
    return earliest


# ── claiming ──────────────────────────────────────────────────────────────────────────────────────────


def claim_due(connection: Connection, now: datetime, owner: str, lease: timedelta) -> Delivery | None:
    while (row := _first_due(connection, now)) is not None:
        if _claim(connection, row, now, owner, lease):
            return _claimed(connection, row)
    return None


def _first_due(connection: Connection, now: datetime) -> Any:
    query = select(delivery).where(_UNFINISHED, _is_due(now))
    return connection.execute(query.order_by(delivery.c.next_at, delivery.c.id).limit(1)).first()


def _claim(connection: Connection, row: Any, now: datetime, owner: str, lease: timedelta) -> bool:
    """Whether the delivery was still as it was seen, and is ours now."""
    as_seen = (delivery.c.id == row.id, delivery.c.state == row.state, delivery.c.attempts == row.attempts)
    ours = {"state": "sending", "owner": owner, "attempts": row.attempts + 1, "next_at": now + lease}
    if connection.execute(update(delivery).where(*as_seen).values(ours)).rowcount != 1:
        return False
    its_try = {"delivery_id": row.id, "attempt": row.attempts + 1, "owner": owner, "phase": "sending"}
    connection.execute(delivery_try.insert().values(**its_try, started_at=now))
    return True


def _claimed(connection: Connection, row: Any) -> Delivery:
    return Delivery(
        id=row.id,
        issue=issue_of(connection, row.issue_id),
        channel=row.channel,
        recipient=row.recipient,
        state=row.state,
        attempts=row.attempts,
        queued_at=row.queued_at,
        next_at=row.next_at,
        last_error=row.last_error,
    )


def release_leases_of_others(connection: Connection, owner: str, now: datetime) -> int:
    held = (_UNFINISHED, delivery.c.state.in_(["sending", "in_doubt"]), delivery.c.owner != owner)
    return connection.execute(update(delivery).where(*held).values(next_at=now)).rowcount


# ── outcomes ──────────────────────────────────────────────────────────────────────────────────────────


def mark_in_doubt(connection: Connection, claimed: Delivery, owner: str, now: datetime) -> bool:
    return _change(connection, claimed, owner, {"state": "in_doubt"}, {"phase": "in_doubt"})


def settle_accepted(connection: Connection, claimed: Delivery, owner: str, receipt: Receipt, now: datetime) -> bool:
    answer = {"code": receipt.code, "reply": clipped(receipt.reply)}
    return _settle(connection, claimed, owner, now, "accepted", answer, {"settled_at": now, "last_error": None})


def settle_deferred(
    connection: Connection,
    claimed: Delivery,
    owner: str,
    error: str,
    next_at: datetime,
    code: int | None,
    now: datetime,
) -> bool:
    answer = {"code": code, "reply": clipped(error)}
    return _settle(
        connection, claimed, owner, now, "deferred", answer, {"next_at": next_at, "last_error": clipped(error)}
    )


def settle_refused(
    connection: Connection, claimed: Delivery, owner: str, error: str, code: int | None, now: datetime
) -> bool:
    answer = {"code": code, "reply": clipped(error)}
    return _settle(
        connection, claimed, owner, now, "refused", answer, {"settled_at": now, "last_error": clipped(error)}
    )


def _settle(
    connection: Connection,
    claimed: Delivery,
    owner: str,
    now: datetime,
    state: str,
    answer: dict[str, Any],
    further: dict[str, Any],
) -> bool:
    outcome = {"state": state, "owner": None, **answer, **further}
    return _change(connection, claimed, owner, outcome, {"phase": state, "ended_at": now, **answer})


def _change(
    connection: Connection, claimed: Delivery, owner: str, values: dict[str, Any], of_try: dict[str, Any]
) -> bool:
    """Change a delivery and its present try, if this very claim still holds it."""
    attempt = claimed.attempts + 1
    ours = (delivery.c.id == claimed.id, delivery.c.owner == owner, delivery.c.attempts == attempt)
    if connection.execute(update(delivery).where(*ours).values(values)).rowcount != 1:
        return False
    its_try = (delivery_try.c.delivery_id == claimed.id, delivery_try.c.attempt == attempt)
    connection.execute(update(delivery_try).where(*its_try).values(of_try))
    return True
