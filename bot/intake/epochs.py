"""Where reading a folder starts: after the last mail dealt with, or afresh when the server's numbering has."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.models import Cursor
from bot.network.imap import FolderState

RESCAN = timedelta(days=30)
A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Start:
    """Mails above `cursor.last_uid` are to be read; of a folder read afresh, only those received since `cutoff`."""

    cursor: Cursor
    cutoff: datetime | None = None

    @property
    def is_afresh(self) -> bool:
        """Whether an epoch begins here, in which no UID is known yet."""
        return self.cutoff is not None

    @property
    def search_since(self) -> date | None:
        """The day for SEARCH SINCE, which knows no time zone, hence a day early."""
        return None if self.cutoff is None else (self.cutoff - A_DAY).date()


def first_start(mailbox: str, folder: str, state: FolderState, cutoff: datetime) -> Start:
    """The very first reading of a folder."""
    return Start(Cursor(mailbox, folder, 1, state.uidvalidity or None, 0, state.uidnext or None), cutoff)


def next_start(cursor: Cursor, state: FolderState, cutoff: datetime) -> Start:
    """Go on behind `cursor`; if UIDs mean other mails now, begin a new epoch with those received since `cutoff`."""
    if has_new_numbering(cursor, state):
        fresh = replace(cursor, epoch=cursor.epoch + 1, uidvalidity=state.uidvalidity or None, last_uid=0)
        return Start(replace(fresh, uidnext=state.uidnext or None), cutoff)
    uidvalidity, uidnext = state.uidvalidity or cursor.uidvalidity, state.uidnext or cursor.uidnext
    return Start(replace(cursor, uidvalidity=uidvalidity, uidnext=uidnext))


def has_new_numbering(cursor: Cursor, state: FolderState) -> bool:
    """Whether UIDVALIDITY changed, or UIDNEXT went back as after restoring a backup; not said is not changed."""
    if state.uidvalidity and cursor.uidvalidity and state.uidvalidity != cursor.uidvalidity:
        return True
    return bool(state.uidnext) and (state.uidnext or 0) < max(cursor.last_uid + 1, cursor.uidnext or 0)
