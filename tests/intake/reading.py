"""Reading a folder as the pipeline does, in one line."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import UTC, datetime

from bot.intake.imap import ImapMailbox, missed, read_folder
from bot.models import Batch, Cursor, Envelope, RawMail
from bot.network.imap import ImapSession

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def everyone(envelope: Envelope) -> bool:
    return True


def nobody(envelope: Envelope) -> bool:
    return False


def known(uids: Collection[int]) -> Callable[[Sequence[int]], set[int]]:
    """Of these UIDs the pipeline says that it has them."""
    return lambda asked: set(asked) & set(uids)


def read(
    mailbox: ImapMailbox,
    cursor: Cursor | None = None,
    *,
    is_subscription: Callable[[Envelope], bool] = everyone,
    having: Collection[int] = (),
    now: datetime = NOW,
    last_read: datetime | None = None,
) -> list[Batch]:
    """All batches of the mailbox's first folder."""
    return list(reading(mailbox, cursor, is_subscription, having, now, last_read))


def reading(
    mailbox: ImapMailbox,
    cursor: Cursor | None = None,
    is_subscription: Callable[[Envelope], bool] = everyone,
    having: Collection[int] = (),
    now: datetime = NOW,
    last_read: datetime | None = None,
) -> Iterator[Batch]:
    """The batches of the mailbox's first folder, one by one."""
    with ImapSession(mailbox) as session:
        yield from read_folder(
            session, mailbox, mailbox.folders[0], cursor, now, is_subscription, known(having), last_read=last_read
        )


def read_missed(mailbox: ImapMailbox, cursor: Cursor, having: Collection[int], now: datetime = NOW) -> list[Batch]:
    """All batches of what was passed over."""
    with ImapSession(mailbox) as session:
        return list(missed(session, mailbox, mailbox.folders[0], cursor, now, everyone, known(having)))


def mails_in(batches: Sequence[Batch]) -> list[RawMail]:
    return [mail for batch in batches for mail in batch.mails]


def uids_in(batches: Sequence[Batch]) -> list[int]:
    return [mail.uid for mail in mails_in(batches)]


def last_cursor(batches: Sequence[Batch]) -> Cursor:
    """Where the pipeline would go on."""
    cursor = batches[-1].cursor
    assert cursor is not None
    return cursor
