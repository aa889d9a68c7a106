"""What must survive a restart, and the only SQL: one method of `Store` per sentence in `pipeline.py`.

Methods take and return values of `models.py` and `values.py`, never rows. All moments are passed in as aware
datetimes. Whatever the database refuses comes out as a `StoreError`; a method that raised has changed nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from types import TracebackType
from typing import Self

from bot.models import Cursor, Delivery, Funnel, Issue, Paper, RawMail, Receipt, SourceActivity, Work
from bot.store import (
    activity,
    deliveries,
    finding,
    folders,
    issues,
    kept,
    mails,
    merging,
    papers,
    profiles,
    quarantine,
    reports,
)
from bot.store.activity import REMEMBERED
from bot.store.connections import Connections
from bot.store.engine import engine_for
from bot.store.migrations import bring_up_to_date
from bot.store.presence import at_work
from bot.store.values import (
    Candidates,
    CollectedMail,
    Decision,
    FolderState,
    KeptMail,
    MailState,
    Overview,
    PendingDelivery,
    Reported,
    Saved,
    StoredMail,
)

__all__ = [
    "REMEMBERED",
    "Candidates",
    "CollectedMail",
    "Decision",
    "FolderState",
    "KeptMail",
    "MailState",
    "Overview",
    "PendingDelivery",
    "Reported",
    "Saved",
    "Store",
    "StoredMail",
    "open_store",
]

Key = tuple[str, str]


def open_store(url: str, *, patience: timedelta = timedelta(seconds=30)) -> Store:
    """Open the database at an SQLAlchemy URL, creating or upgrading it first.

    url: ``sqlite:///path`` (folders are created) or ``postgresql+psycopg://…``.
    patience: how long a writer waits for another one.
    Raises StoreError when it cannot be opened, or was made by a newer version.
    """
    connections = Connections(engine_for(url, patience))
    try:
        bring_up_to_date(connections)
    except BaseException:
        connections.close()
        raise
    return Store(connections)


class Store:
    """The database, safe to use from several threads and processes at once; there is one writer at a time."""

    def __init__(self, connections: Connections):
        self._connections = connections

    def close(self) -> None:
        self._connections.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def together(self) -> AbstractContextManager[None]:
        """Everything this thread does inside is one transaction, alone among writers; an exception undoes all of it."""
        return self._connections.together()

    def rehearsal(self) -> AbstractContextManager[None]:
        """Everything done inside, by whichever thread, is seen inside and undone at the end. Other writers wait."""
        return self._connections.rehearsal()

    # ── collect ───────────────────────────────────────────────────────────────────────────────────────

    def cursor(self, mailbox: str, folder: str) -> Cursor | None:
        with self._connections.reading() as connection:
            return folders.cursor(connection, mailbox, folder)

    def last_read(self, mailbox: str, folder: str) -> datetime | None:
        """When a folder was last read to its end; None if it never was."""
        with self._connections.reading() as connection:
            return folders.last_read(connection, mailbox, folder)

    def known_uids(self, mailbox: str, folder: str, epoch: int, uids: Collection[int]) -> set[int]:
        """Those of `uids` that are dealt with: stored, skipped, quarantined, vanished or too large."""
        with self._connections.reading() as connection:
            return mails.known_uids(connection, mailbox, folder, epoch, uids)

    def begin_reading(self, raw_mails: Sequence[RawMail], now: datetime) -> dict[int, int]:
        """Note, before they are parsed, that these mails of one folder are tried once more; uid → attempts so far,
        this one counted. A mail that kills the process is known by its attempts when it comes again."""
        with self._connections.writing() as connection:
            return mails.begin_reading(connection, raw_mails, now)

    def attempts(self, raw_mails: Sequence[RawMail]) -> dict[int, int]:
        """How often the reading of these mails of one folder was begun; by uid, and only of those never finished."""
        with self._connections.reading() as connection:
            return mails.attempts(connection, raw_mails)

    def forgive_reading(self, raw_mails: Sequence[RawMail]) -> None:
        """Take the last try at these mails back: it failed through no fault of theirs."""
        with self._connections.writing() as connection:
            mails.forgive_reading(connection, raw_mails)

    def papers_sharing(self, keys: Collection[Key]) -> list[Paper]:
        """Every stored paper that can be found by one of these keys, without its mentions."""
        with self._connections.reading() as connection:
            return papers.sharing(connection, keys)

    def save(
        self,
        collected: Sequence[CollectedMail],
        works: Sequence[Work],
        keys: Sequence[Collection[Key]],
        cursor: Cursor | None,
        now: datetime,
    ) -> Saved:
        """Store mails, what they mention and how far the folder is read, all or nothing.

        works: their `members` count through the mentions of all mails in order. keys: of each work.
        A mail already dealt with changes nothing; one whose content the mailbox had already becomes a
        duplicate without mentions.
        """
        with self._connections.writing() as connection:
            return mails.save(connection, collected, works, keys, cursor, now)

    def folder_was_read(self, mailbox: str, folder: str, now: datetime) -> None:
        """Note for `status` that a folder was read to its end."""
        with self._connections.writing() as connection:
            folders.folder_was_read(connection, mailbox, folder, now)

    def folder_failed(self, mailbox: str, folder: str, error: str, now: datetime) -> None:
        """Note for `status` why a folder could not be read."""
        with self._connections.writing() as connection:
            folders.folder_failed(connection, mailbox, folder, error, now)

    def forget_raw_mail(self, before: datetime) -> int:
        """Drop the kept bytes of mails stored before a moment, but for those in quarantine; how many."""
        with self._connections.writing() as connection:
            return kept.forget_raw_mail(connection, before)

    # ── digest ────────────────────────────────────────────────────────────────────────────────────────

    def instance_id(self) -> str:
        """What tells this installation from all others: random, made once."""
        with self._connections.reading() as connection:
            known = profiles.instance_id(connection)
        if known is not None:
            return known
        with self._connections.writing() as connection:
            return profiles.new_instance_id(connection)

    def open_profile(self, profile: str, now: datetime) -> datetime:
        """Make a digest's memory the first time it is asked for; when that was."""
        with self._connections.writing() as connection:
            return profiles.open_profile(connection, profile, now)

    def candidates(self, profile: str, rules_hash: str, now: datetime) -> Candidates:
        """The papers, with mentions, this profile has not reported and must consider now.

        These are papers with a mention it has not considered yet, and those of the last 30 days it decided by
        other rules; in both cases first seen at most 30 days before the profile was opened.
        """
        with self._connections.reading() as connection:
            return profiles.candidates(connection, profile, rules_hash, now)

    def is_composed(self, profile: str, slot: str) -> bool:
        with self._connections.reading() as connection:
            return issues.is_composed(connection, profile, slot)

    def freeze(
        self,
        candidates: Candidates,
        issue_parts: Sequence[Issue],
        decisions: Sequence[Decision],
        deliveries_to: Sequence[tuple[str, str]],
        now: datetime,
    ) -> bool:
        """Make an issue a fact: its parts, which papers it reports, what was decided and where it goes.

        deliveries_to: (channel, recipient) of each; every part goes to every one.
        False, and nothing changed, if the slot is composed already or one of its papers was reported meanwhile.
        """
        with self._connections.writing() as connection:
            return issues.freeze(connection, candidates, issue_parts, decisions, deliveries_to, now)

    def pass_over(self, candidates: Candidates, slot: str, decisions: Sequence[Decision], now: datetime) -> bool:
        """Note that a slot brought nothing to send: it is composed, and its candidates count as considered."""
        with self._connections.writing() as connection:
            return issues.pass_over(connection, candidates, slot, decisions, now)

    def last_issue_at(self, profile: str) -> datetime | None:
        """When the newest issue of a profile was composed; slots passed over do not count."""
        with self._connections.reading() as connection:
            return issues.last_issue_at(connection, profile)

    def figures(self, since: datetime | None, now: datetime) -> Funnel:
        """What was stored since a moment (None: ever): mails, unknown_mails, mentions, papers and sources of a
        funnel; its other figures are zero."""
        with self._connections.reading() as connection:
            return activity.figures(connection, since, now)

    def source_activity(self, since: datetime | None, now: datetime) -> tuple[SourceActivity, ...]:
        """What each source that wrote within 60 days brought since a moment, and how regularly it writes."""
        with self._connections.reading() as connection:
            return activity.source_activity(connection, since, now)

    def last_mails(self) -> dict[str, datetime]:
        """When the last mail of each source came that ever wrote."""
        with self._connections.reading() as connection:
            return activity.last_mails(connection)

    def senders(self, now: datetime) -> dict[str, dict[str, int]]:
        """Who sent the mails of each source within 60 days: address → how many, most first."""
        with self._connections.reading() as connection:
            return activity.senders(connection, now)

    def hold(self, profile: str, until: date, now: datetime) -> None:
        """Hold a digest until a day (`date.max`: until it is released); its papers wait."""
        with self._connections.writing() as connection:
            profiles.hold(connection, profile, until, now)

    def release(self, profile: str, now: datetime) -> None:
        with self._connections.writing() as connection:
            profiles.hold(connection, profile, None, now)

    def held_until(self, profile: str) -> date | None:
        with self._connections.reading() as connection:
            return profiles.held_until(connection, profile)

    # ── deliver ───────────────────────────────────────────────────────────────────────────────────────

    def due_deliveries(self, now: datetime) -> int:
        """How many deliveries could be claimed now."""
        with self._connections.reading() as connection:
            return deliveries.due(connection, now)

    def next_delivery_at(self) -> datetime | None:
        """When the next delivery may be claimed (possibly in the past); None if none is waiting."""
        with self._connections.reading() as connection:
            return deliveries.next_at(connection)

    def claim_due(self, now: datetime, owner: str, lease: timedelta) -> Delivery | None:
        """Take one due delivery, which nobody else then gets until the lease is over; None if there is none.

        Due are the queued and deferred whose time has come, and those whose owner let the lease pass.
        The delivery's `state` is the one it was found in: "in_doubt" means that its former owner may have sent it.
        """
        with self._connections.writing() as connection:
            return deliveries.claim_due(connection, now, owner, lease)

    def mark_in_doubt(self, delivery: Delivery, owner: str, now: datetime) -> bool:
        """Note that the channel may accept it from now on. False: it is no longer ours, do not go on."""
        with self._connections.writing() as connection:
            return deliveries.mark_in_doubt(connection, delivery, owner, now)

    def settle_accepted(self, delivery: Delivery, owner: str, receipt: Receipt, now: datetime) -> bool:
        """Note that it is done; False if it was no longer ours. Likewise the other two."""
        with self._connections.writing() as connection:
            return deliveries.settle_accepted(connection, delivery, owner, receipt, now)

    def settle_deferred(
        self, delivery: Delivery, owner: str, error: str, next_at: datetime, code: int | None, now: datetime
    ) -> bool:
        with self._connections.writing() as connection:
            return deliveries.settle_deferred(connection, delivery, owner, error, next_at, code, now)

    def settle_refused(self, delivery: Delivery, owner: str, error: str, code: int | None, now: datetime) -> bool:
        with self._connections.writing() as connection:
            return deliveries.settle_refused(connection, delivery, owner, error, code, now)

    def at_work(self, owner: str, now: datetime) -> AbstractContextManager[None]:
        """Be at work with the database, holding the lock on the data folder. What dead ones had claimed is free again,
        unless a program on another host is at work, too: the claims may be its own, and end with their leases."""
        return at_work(self._connections.engine, lambda: self.release_leases_of_others(owner, now))

    def release_leases_of_others(self, owner: str, now: datetime) -> int:
        """End the leases of everybody else; only for who knows that they are dead (`at_work`)."""
        with self._connections.writing() as connection:
            return deliveries.release_leases_of_others(connection, owner, now)

    # ── mail read again ───────────────────────────────────────────────────────────────────────────────

    def quarantined(self) -> list[StoredMail]:
        """Mails set aside because they could not be read, oldest first."""
        with self._connections.reading() as connection:
            return quarantine.quarantined(connection)

    def drop_quarantined(self, mail_ids: Collection[int]) -> int:
        """Give up quarantined mails: their bytes are dropped and they count as unreadable; how many."""
        with self._connections.writing() as connection:
            return quarantine.drop_quarantined(connection, mail_ids)

    def to_retry(self, version: str) -> dict[int, int]:
        """Mails in quarantine that this version of the program has not tried to its end: number → size in bytes.

        Those it has begun fewest times come first; one begun thrice is left to the next version.
        """
        with self._connections.reading() as connection:
            return quarantine.to_retry(connection, version)

    def begin_retry(self, mail_id: int, version: str) -> None:
        """Note, before it is done, that a mail in quarantine is tried by a version: it may end the program."""
        with self._connections.writing() as connection:
            quarantine.begin_retry(connection, mail_id, version)

    def end_retry(self, mail_id: int, error: str | None) -> None:
        """Note that a version's try has come to its end; if the mail is in quarantine still, why."""
        with self._connections.writing() as connection:
            quarantine.end_retry(connection, mail_id, error)

    def kept_sizes(self, since: datetime) -> dict[int, int]:
        """Mails stored at or after a moment whose bytes are still kept, oldest first: number → size in bytes."""
        with self._connections.reading() as connection:
            return kept.kept_sizes(connection, since)

    def kept_readings(self, mail_ids: Collection[int]) -> list[KeptMail]:
        """Those of the mails whose bytes are kept, in order of their numbers; to be asked for a few at a time."""
        with self._connections.reading() as connection:
            return kept.kept_readings(connection, mail_ids)

    def reopen(self, mail_ids: Collection[int]) -> list[RawMail]:
        """Undo the reading of kept mails, so that `save` takes them again: their mentions go, the papers stay.

        To be used with saving inside one `together()`, a few mails at a time.
        """
        with self._connections.writing() as connection:
            return kept.reopen(connection, mail_ids)

    def papers(self, paper_ids: Collection[int]) -> list[Paper]:
        """The papers of these numbers that exist, with mentions."""
        with self._connections.reading() as connection:
            return papers.load(connection, paper_ids, with_mentions=True)

    def rewrite(self, rewritten: Sequence[Paper], keys: Sequence[Collection[Key]]) -> None:
        """Put what is now known of stored papers, and the keys each is found by, in the place of what was known."""
        with self._connections.writing() as connection:
            papers.rewrite(connection, rewritten, keys)

    def hand_over_reports(self, paper_id: int, successor: int) -> bool:
        """Count a paper that no mail mentions any more as reported and decided under another number from now on.

        False, and nothing changed, if a mail still mentions it.
        """
        with self._connections.writing() as connection:
            return merging.hand_over_reports(connection, paper_id, successor)

    def share_reports(self, paper_id: int, other: int) -> None:
        """Count another paper as reported wherever this one was: it was shown in its guise."""
        with self._connections.writing() as connection:
            merging.share_reports(connection, paper_id, other)

    def forget_unmentioned_papers(self, paper_ids: Collection[int]) -> int:
        """Drop those of the papers that no mail mentions any more and no issue reported; how many."""
        with self._connections.writing() as connection:
            return papers.forget_unmentioned(connection, paper_ids)

    # ── reports ───────────────────────────────────────────────────────────────────────────────────────

    def find_papers(self, query: str, keys: Collection[Key] = (), limit: int = 50) -> list[Paper]:
        """Papers, with mentions, by number, identifier, address or part of the title; the newest first.

        keys: what the query may mean as keys (`dedup.keys_of`), looked up beside it.
        """
        with self._connections.reading() as connection:
            return finding.find(connection, query, keys, limit)

    def papers_since(self, moment: datetime) -> list[Paper]:
        """Papers, with mentions, first seen at or after a moment, oldest first."""
        with self._connections.reading() as connection:
            return papers.since(connection, moment)

    def each_paper_since(self, moment: datetime, wanted: Callable[[Paper], bool] | None = None) -> Iterator[Paper]:
        """The same one by one, however many there are: some hundred are in memory, and no transaction is held open.

        Papers stored or merged meanwhile may be among them or not.
        wanted: asked of each paper, without its mentions; of those it is false for, no mentions are read.
        """
        place: papers.Place | None = papers.beginning(moment)
        while place is not None:
            with self._connections.reading() as connection:
                page, place = papers.page_from(connection, place, wanted)
            yield from page

    def count_since(self, moment: datetime) -> int:
        """How many papers were first seen at or after a moment."""
        with self._connections.reading() as connection:
            return papers.count_since(connection, moment)

    def reported_in(self, profile: str, paper_id: int) -> Reported | None:
        with self._connections.reading() as connection:
            return issues.reported_in(connection, profile, paper_id)

    def reported_papers(self, profile: str | None, since: datetime | None = None) -> list[tuple[Reported, Paper]]:
        """What was reported (by any profile if None), newest issue first, in reading order."""
        with self._connections.reading() as connection:
            return issues.reported_papers(connection, profile, since)

    def decision_for(self, profile: str, paper_id: int) -> Decision | None:
        with self._connections.reading() as connection:
            return issues.decision_for(connection, profile, paper_id)

    def overview(self, now: datetime) -> Overview:
        """What `status` shows; the sources' figures are of the last 60 days."""
        with self._connections.reading() as connection:
            return reports.overview(connection, now)
