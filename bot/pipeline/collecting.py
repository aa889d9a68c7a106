"""collect: intake | parse | dedup. Each batch of mail is stored whole, with the cursor, or not at all."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime

import structlog

from bot.dedup import group, keys_of
from bot.errors import BotError, StoreError
from bot.models import Batch, Cursor, RawMail, Reading, Work
from bot.store import CollectedMail, Store

log = structlog.get_logger()

MOST_ATTEMPTS = 3

Key = tuple[str, str]
Clock = Callable[[], datetime]
ReadMails = Callable[[Sequence[bytes]], Sequence[Reading]]
"""What is in each of these mails, in their order; done by other processes, which a mail may end without ending us."""


def read_here(contents: Sequence[bytes]) -> list[Reading]:
    """Read mails in this very process, one after the other."""
    from bot.parse import read_mail  # not above: where children read, this process need not load the whole stage

    return [read_mail(content) for content in contents]


@dataclass(frozen=True)
class Tally:
    """What collecting brought. new, known: papers; private: mails left unread; failed: mails not handed over."""

    mails: int = 0
    private: int = 0
    mentions: int = 0
    new: int = 0
    known: int = 0
    incomplete: int = 0
    quarantined: int = 0
    failed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(**{name: value + getattr(other, name) for name, value in vars(self).items()})


def collect(
    batches: Iterable[Batch], store: Store, clock: Clock, read: ReadMails | None = None
) -> Iterator[tuple[Tally, Batch]]:
    """Take batch after batch in; each is handed on with what it brought once it is stored.

    read: None if this very process is to read the mails.
    """
    desk = _Desk(store, clock, read)
    for batch in batches:
        yield desk.take_in(batch), batch


def take_in(batch: Batch, store: Store, clock: Clock) -> Tally:
    """Read the mails of a batch, and store them with their papers and the cursor."""
    return _Desk(store, clock).take_in(batch)


@dataclass(frozen=True)
class _Desk:
    """Where mails become papers. A mail nobody was prepared for is found and set aside; the others are stored."""

    store: Store
    clock: Clock
    read: ReadMails | None = None

    def take_in(self, batch: Batch) -> Tally:
        tally = Tally(private=batch.private, failed=len(batch.failed))
        unfetched = [*_unfetched(batch), *_given_up(batch, self.store, self.clock())]
        if batch.mails and any(self.store.attempts(batch.mails).values()):
            # It was tried before, and the program ended. The mail to blame has to be found.
            return tally + self._singly(batch, unfetched)
        try:
            return tally + self._try(batch.mails, unfetched, batch.cursor)
        except BotError:
            raise
        except Exception:  # one bad mail must not keep the others from being stored
            log.exception("parse", mails=len(batch.mails), outcome="each is tried alone")
            return tally + self._singly(batch, unfetched)

    def _singly(self, batch: Batch, unfetched: Sequence[CollectedMail]) -> Tally:
        """A mail is stored before the next is begun, so only the one that ends the program counts one more try.

        Those with the fewest tries come first: kills that are no mail's fault then do not hit the same one each time.
        """
        attempts = self.store.attempts(batch.mails)
        tally = Tally()
        for raw in sorted(batch.mails, key=lambda raw: attempts.get(raw.uid, 0)):
            tally += self._one(raw)
        return tally + self._save(unfetched, batch.cursor)

    def _one(self, raw: RawMail) -> Tally:
        if self.store.attempts([raw]).get(raw.uid, 0) >= MOST_ATTEMPTS:
            return self._save([_set_aside(raw, f"Reading this mail has ended the program {MOST_ATTEMPTS} times.")])
        try:
            return self._try([raw])
        except BotError:
            raise
        except Exception as error:
            log.exception("parse", mailbox=raw.mailbox, folder=raw.folder, uid=raw.uid, outcome="set aside")
            return self._save([_set_aside(raw, f"Reading this mail failed with {type(error).__name__}.")])

    def _try(
        self, mails: Sequence[RawMail], unfetched: Sequence[CollectedMail] = (), cursor: Cursor | None = None
    ) -> Tally:
        """Read and save. What others read is read before the try is counted: a mail that ends them does not end us,
        and whoever ends us while they read (which takes longest) must not make it look as if a mail had."""
        contents = [raw.content for raw in mails]
        readings = self.read(contents) if self.read else None
        with self._counted(mails):
            readings = read_here(contents) if readings is None else readings
            return self._save([*map(collected, mails, readings), *unfetched], cursor)

    @contextmanager
    def _counted(self, mails: Sequence[RawMail]) -> Iterator[None]:
        """Count a try before it is made, since it may end the program; a database in trouble is no mail's fault."""
        if mails:
            self.store.begin_reading(mails, self.clock())
        try:
            yield
        except StoreError:
            with suppress(StoreError):
                self.store.forgive_reading(mails)
            raise

    def _save(self, mails: Sequence[CollectedMail], cursor: Cursor | None = None) -> Tally:
        return save(mails, cursor, self.store, self.clock())


def save(mails: Sequence[CollectedMail], cursor: Cursor | None, store: Store, now: datetime) -> Tally:
    """Deduplicate against all history and store, in one transaction: no other's paper can slip in between."""
    mentions = [mention for mail in mails for mention in mail.reading.mentions]
    keys = [*map(keys_of, mentions)]
    with store.together():
        known = store.papers_sharing(frozenset().union(*keys))
        works = group(mentions, known)
        saved = store.save(mails, works, [_keys_of(work, keys) for work in works], cursor, now)
    return Tally(
        mails=saved.mails,
        mentions=saved.mentions,
        new=saved.new_papers,
        known=saved.known_papers,
        incomplete=sum(mail.reading.status == "incomplete" for mail in mails),
        quarantined=sum(mail.state == "quarantined" for mail in mails),
    )


def _keys_of(work: Work, keys: Sequence[frozenset[Key]]) -> frozenset[Key]:
    """What its paper can be found by from now on; keys of its members are not made once more, which takes long."""
    return keys_of(work.paper).union(*(keys[member] for member in work.members))


def collected(raw: RawMail, reading: Reading) -> CollectedMail:
    """A mail that was read, with what is to become of it and of its bytes."""
    match reading.status:
        case "parsed" | "incomplete":
            return CollectedMail(raw, reading, "parsed", keep_raw=True)
        case "skipped":
            return CollectedMail(raw, reading, "skipped")
        case "unreadable":
            return CollectedMail(raw, reading, "quarantined", keep_raw=True)
    # A source that knows the sender and finds nothing may be looking at a new layout: the mail is kept.
    return CollectedMail(raw, reading, "parsed_empty", keep_raw=reading.source not in {None, "generic"})


def _set_aside(raw: RawMail, error: str) -> CollectedMail:
    return CollectedMail(raw, Reading("unreadable", error=error), "quarantined", keep_raw=True)


def _unfetched(batch: Batch) -> list[CollectedMail]:
    """Mails that are dealt with although nobody has read them: too large, or gone before they could be fetched."""
    oversize = Reading("skipped", error="The mail is too large to be read.")
    return [
        *(CollectedMail(raw, oversize, "oversize") for raw in _without_content(batch, batch.oversize)),
        *(CollectedMail(raw, Reading("skipped"), "vanished") for raw in _without_content(batch, batch.vanished)),
    ]


def _given_up(batch: Batch, store: Store, now: datetime) -> list[CollectedMail]:
    """Mails the server would not hand over, the last time it is asked for them."""
    unread = _without_content(batch, batch.failed)
    attempts = store.begin_reading(unread, now) if unread else {}
    return [
        CollectedMail(raw, Reading("unreadable", error=batch.failed[raw.uid]), "quarantined")
        for raw in unread
        if attempts[raw.uid] >= MOST_ATTEMPTS
    ]


def _without_content(batch: Batch, uids: Iterable[int]) -> list[RawMail]:
    """These mails as far as their number goes; local folders, which have no cursor, have no such numbers."""
    place = batch.cursor
    return [RawMail(place.mailbox, place.folder, place.epoch, uid, b"") for uid in uids] if place else []
