"""Reads subscription mail out of IMAP folders without changing them: headers first, then what is wanted, in batches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, WithJsonSchema

from bot.intake.duration import Duration
from bot.intake.epochs import A_DAY, RESCAN, Start, first_start, has_new_numbering, next_start
from bot.intake.fetching import Fetcher
from bot.intake.reading import IsKnown, Position, Reading
from bot.intake.sighting import Choice
from bot.models import Batch, Cursor, Envelope
from bot.network.imap import FolderState, ImapAccount, ImapSession
from bot.short_forms import TextFor

RECONCILED = timedelta(days=14)

Take = Literal["subscriptions", "everything"]
IsSubscription = Callable[[Envelope], bool]


class FolderSettings(BaseModel):
    """One folder to read.

    name: as the server calls it. take: what of it, if not what the mailbox says.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    take: Take | None = None


class Move(BaseModel):
    """What to do with a mail once it is stored: move it to this folder.

    move: the folder.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    move: str = Field(min_length=1)


class ImapMailbox(ImapAccount):
    """An IMAP mailbox as the settings name it.

    folders: which to read, each by its name or as {name: …, take: …}.
    take: "subscriptions" reads headers first and downloads only subscription mail; "everything" downloads all.
    senders: shell patterns of further addresses that count as subscriptions.
    since: how far the first run looks back. poll: how often to look.
    idle: be told of new mail at once. after: what happens to a mail in the mailbox once it is stored.
    """

    folders: tuple[Annotated[FolderSettings, TextFor("name")], ...] = Field(
        default=(FolderSettings(name="INBOX"),), min_length=1
    )
    take: Take = "subscriptions"
    senders: tuple[str, ...] = ()
    since: Duration = timedelta(days=14)
    poll: str = "every 15 minutes"
    # What is yet to come is read, to be refused in words (`settings.coherence`), but not offered by editors.
    idle: Annotated[bool, WithJsonSchema({"const": False})] = False
    after: Annotated[Literal["leave", "seen", "flag"] | Move, WithJsonSchema({"const": "leave"})] = "leave"


def read_folder(
    session: ImapSession,
    mailbox: ImapMailbox,
    folder: FolderSettings,
    cursor: Cursor | None,
    now: datetime,
    is_subscription: IsSubscription,
    is_known: IsKnown,
    *,
    last_read: datetime | None = None,
) -> Iterator[Batch]:
    """Batches of what is new in `folder`, each with the cursor to go on from once it is stored.

    is_known: which of these UIDs, of the cursor's epoch, need not be asked for again: they are stored, or were given
        up after several failures. A mail that fails holds the cursor back, so that the next run asks for it again.
    last_read: when this folder was last read to its end; if the server renumbers, mail received since is not missed.
    Raises MailboxError; the batches handed out before it hold.
    """
    state = session.examine(folder.name)
    start = _start(mailbox, folder, cursor, state, now, last_read)
    # Asked before the search: what arrives in between must not be passed over.
    highest = session.highest_uid() if start.is_afresh else 0
    uids = session.uids_from(start.cursor.last_uid + 1, start.search_since)
    position = Position(start.cursor)
    choice = Choice(_wanted(mailbox, folder, is_subscription), start.cutoff)
    known = _none if start.is_afresh else is_known
    reading = Reading(session, Fetcher(session, folder.name, state), choice, known, position)
    stored = cursor
    for batch in reading.batches(uids):
        if _brings_something(batch) or batch.cursor != stored:
            stored = batch.cursor
            yield batch
    if (end := position.move_past(highest, {})) != stored:
        yield Batch((), end)


def missed(
    session: ImapSession,
    mailbox: ImapMailbox,
    folder: FolderSettings,
    cursor: Cursor,
    now: datetime,
    is_subscription: IsSubscription,
    is_known: IsKnown,
) -> Iterator[Batch]:
    """Batches of mails at or below `cursor` that are not known: some servers show a mail late, under a lower UID.

    Looks back two weeks, or as far as the first run did if that is less; to be called once a day. The batches have no
    cursor, since it stays where it is.
    """
    state = session.examine(folder.name)
    if has_new_numbering(cursor, state):
        return
    start = Start(cursor, now - min(RECONCILED, mailbox.since))
    uids = [uid for uid in session.uids_from(1, start.search_since) if uid <= cursor.last_uid]
    choice = Choice(_wanted(mailbox, folder, is_subscription), start.cutoff)
    reading = Reading(session, Fetcher(session, folder.name, state), choice, is_known, Position(cursor))
    for batch in reading.batches(uids):
        if batch.mails or batch.failed:
            yield replace(batch, cursor=None, private=0, oversize=(), vanished=())


def _start(
    mailbox: ImapMailbox,
    folder: FolderSettings,
    cursor: Cursor | None,
    state: FolderState,
    now: datetime,
    last_read: datetime | None,
) -> Start:
    if cursor is None:
        return first_start(mailbox.name, folder.name, state, now - mailbox.since)
    rescan = now - max(mailbox.since, RESCAN)
    return next_start(cursor, state, rescan if last_read is None else min(rescan, last_read - A_DAY))


def _wanted(mailbox: ImapMailbox, folder: FolderSettings, is_subscription: IsSubscription) -> IsSubscription:
    """The test a mail's headers must pass for its body to be downloaded at all."""
    if (folder.take or mailbox.take) == "everything":
        return lambda envelope: True
    patterns = [pattern.casefold() for pattern in mailbox.senders]
    return lambda envelope: is_subscription(envelope) or _is_from(envelope, patterns)


def _is_from(envelope: Envelope, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(sender.casefold(), pattern) for sender in envelope.senders for pattern in patterns)


def _brings_something(batch: Batch) -> bool:
    return bool(batch.mails or batch.private or batch.oversize or batch.vanished or batch.failed)


def _none(uids: Sequence[int]) -> set[int]:
    """In a new epoch no UID is known, whatever mail the same number meant before."""
    return set()
