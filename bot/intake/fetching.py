"""Fetching many mails in one command, and each alone when one of them spoils it for the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from bot.errors import MailboxError
from bot.network.imap import FolderState, ImapSession
from bot.network.imap_faults import RefusedError

MOST_REVIVALS = 3
WITHHELD = "the server handed over nothing for this mail"

T = TypeVar("T")


@dataclass(frozen=True)
class Fetched(Generic[T]):
    """What came by UID, and the server's words for what it would not hand over; what is in neither is gone."""

    found: dict[int, T] = field(default_factory=dict)
    failed: dict[int, str] = field(default_factory=dict)

    def take(self, answer: dict[int, T | None]) -> None:
        """Add an answer; None in it stands for a mail the server withheld."""
        for uid, value in answer.items():
            if value is None:
                self.failed[uid] = WITHHELD
            else:
                self.found[uid] = value


class Fetcher:
    """Asks for mails of one folder. A mail that ends the session whenever it is asked for must not block the others.

    So after a loss the session is opened again, MOST_REVIVALS times in all, and each mail is asked for alone; one that
    fails alone, too, is put aside. MailboxError ends it all if the server is down, in trouble or wants rest; also if
    all of several mails fail, since then it is hardly their fault.
    """

    def __init__(self, session: ImapSession, folder: str, state: FolderState):
        self._session = session
        self._folder = folder
        self._state = state
        self._revivals = 0

    def fetch(self, uids: Sequence[int], ask: Callable[[Sequence[int]], dict[int, T | None]]) -> Fetched[T]:
        """Ask for all of `uids` at once, or one by one if that fails."""
        if not uids:
            return Fetched()
        try:
            fetched: Fetched[T] = Fetched()
            fetched.take(ask(uids))
        except MailboxError as error:
            self._recover_from(error)
            fetched = self._fetch_each(uids, ask)
        self._forget_the_gone(fetched)
        if len(fetched.failed) == len(uids) > 1:
            words = next(iter(fetched.failed.values()))
            raise MailboxError(f"{self._session.place} hands over none of {len(uids)} mails: {words}")
        return fetched

    def _fetch_each(self, uids: Sequence[int], ask: Callable[[Sequence[int]], dict[int, T | None]]) -> Fetched[T]:
        fetched: Fetched[T] = Fetched()
        for uid in uids:
            try:
                fetched.take(ask([uid]))
            except MailboxError as error:
                self._recover_from(error)
                fetched.failed[uid] = error.words if isinstance(error, RefusedError) else str(error)
        return fetched

    def _forget_the_gone(self, fetched: Fetched[T]) -> None:
        """Dovecot answers NO or NIL for a mail expunged meanwhile, just as for one it cannot read."""
        if fetched.failed:
            for uid in set(fetched.failed) - self._session.present([*fetched.failed]):
                del fetched.failed[uid]

    def _recover_from(self, error: MailboxError) -> None:
        if isinstance(error, RefusedError):
            if error.concerns_the_server:
                raise error
        elif error.permanent or error.retry_after is not None or self._revivals == MOST_REVIVALS:
            raise error
        else:
            self._revive()

    def _revive(self) -> None:
        self._revivals += 1
        self._session.reopen()
        if self._session.examine(self._folder).uidvalidity != self._state.uidvalidity:
            raise MailboxError(f'{self._session.place} renumbered "{self._folder}" while it was read; it is read anew.')
