"""Mailboxes of either kind behind one interface, told by the store what they need not hand over again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Protocol

from bot.intake import (
    LOCAL_EPOCH,
    LOCAL_FOLDER,
    FolderSettings,
    ImapMailbox,
    LocalMailbox,
    missed,
    read_folder,
    read_local,
)
from bot.models import Batch, Cursor, Envelope
from bot.network.imap import ImapSession
from bot.store import Store

Mailbox = ImapMailbox | LocalMailbox


class OpenMailbox(Protocol):
    """A mailbox that can be read, folder by folder. Everything raises MailboxError, after batches that hold."""

    def make_ready(self) -> None:
        """Connect again if reading a folder has ended the connection."""

    def new(self, folder: str, store: Store, now: datetime) -> Iterator[Batch]:
        """What has come since the last time."""

    def missed(self, folder: str, store: Store, now: datetime) -> Iterator[Batch]:
        """What the server showed too late for `new` to find it; to be asked for once a day."""


@contextmanager
def opened(mailbox: Mailbox) -> Iterator[OpenMailbox]:
    """A mailbox, logged in where that is needed; raises MailboxError or ConfigError."""
    if isinstance(mailbox, LocalMailbox):
        yield _OpenLocal(mailbox)
        return
    with ImapSession(mailbox) as session:
        yield _OpenImap(mailbox, session)


def folders_of(mailbox: Mailbox) -> tuple[str, ...]:
    """The names of the folders to read; a local mailbox is one folder."""
    return tuple(folder.name for folder in mailbox.folders) if isinstance(mailbox, ImapMailbox) else (LOCAL_FOLDER,)


def is_subscription(envelope: Envelope) -> bool:
    """Whether the headers alone speak of a subscription: a sender that a source knows, or a mailing list."""
    from bot.parse import knows_sender  # not above: who takes everything, or files, need not load the whole stage

    return envelope.list_id is not None or any(map(knows_sender, envelope.senders))


@dataclass(frozen=True)
class _OpenImap:
    """One session for all folders: a wrong password is sent once, not once for each of them."""

    mailbox: ImapMailbox
    session: ImapSession

    def make_ready(self) -> None:
        if not self.session.is_open:
            self.session.reopen()

    def new(self, folder: str, store: Store, now: datetime) -> Iterator[Batch]:
        settings, cursor = self._settings_of(folder), store.cursor(self.mailbox.name, folder)
        is_known = _is_known(store, self.mailbox.name, folder, cursor.epoch if cursor else None)
        last_read = store.last_read(self.mailbox.name, folder)
        yield from read_folder(
            self.session, self.mailbox, settings, cursor, now, is_subscription, is_known, last_read=last_read
        )

    def missed(self, folder: str, store: Store, now: datetime) -> Iterator[Batch]:
        settings, cursor = self._settings_of(folder), store.cursor(self.mailbox.name, folder)
        if cursor is not None:
            is_known = _is_known(store, self.mailbox.name, folder, cursor.epoch)
            yield from missed(self.session, self.mailbox, settings, cursor, now, is_subscription, is_known)

    def _settings_of(self, folder: str) -> FolderSettings:
        return next(one for one in self.mailbox.folders if one.name == folder)


@dataclass(frozen=True)
class _OpenLocal:
    """Mail on this machine is looked through whole every time, so none can be missed."""

    mailbox: LocalMailbox

    def make_ready(self) -> None:
        """There is no connection."""

    def new(self, folder: str, store: Store, now: datetime) -> Iterator[Batch]:
        # Nothing to go on from, but the place at which mails that could not be read are remembered.
        place = Cursor(self.mailbox.name, folder, LOCAL_EPOCH, uidvalidity=None, last_uid=0)
        is_known = _is_known(store, self.mailbox.name, folder, LOCAL_EPOCH)
        yield from (replace(batch, cursor=place) for batch in read_local(self.mailbox, is_known))

    def missed(self, folder: str, store: Store, now: datetime) -> Iterator[Batch]:
        yield from ()


def _is_known(store: Store, mailbox: str, folder: str, epoch: int | None) -> Callable[[Sequence[int]], set[int]]:
    """Asks the store which mails of this epoch are dealt with; none are before there is an epoch."""
    return lambda uids: set() if epoch is None else store.known_uids(mailbox, folder, epoch, uids)
