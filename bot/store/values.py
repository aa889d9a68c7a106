"""What the store is given and gives back beyond the values of `models.py`: frozen, without behaviour."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from bot.models import Cursor, Mention, Paper, RawMail, Reading, SourceActivity

MailState = Literal[
    "parsed", "parsed_empty", "skipped", "unreadable", "duplicate", "quarantined", "oversize", "vanished"
]


@dataclass(frozen=True)
class CollectedMail:
    """One mail that has been dealt with, and what came of it.

    raw: with empty `content` for mails that were never fetched (oversize, vanished).
    keep_raw: whether its bytes are kept (compressed): when it had papers, or failed.
    """

    raw: RawMail
    reading: Reading
    state: MailState
    keep_raw: bool = False


@dataclass(frozen=True)
class Saved:
    """What saving a chunk of mails changed; mails that were stored before count nowhere.

    mails: newly dealt with, duplicates included. duplicates: of these, content this mailbox had already.
    """

    mails: int = 0
    duplicates: int = 0
    mentions: int = 0
    new_papers: int = 0
    known_papers: int = 0


@dataclass(frozen=True)
class Candidates:
    """The papers a profile has to consider now; handed back to `freeze`, which then counts them as considered.

    until: number of the newest mention that was looked at; a mention stored while the issue is composed has a
        higher one and so makes its paper a candidate of the next issue.
    """

    profile: str
    rules_hash: str
    until: int
    papers: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class Decision:
    """What a profile decided of a paper; rule: the one that stopped or lifted it, if it was one."""

    paper_id: int
    verdict: Literal["selected", "filtered"]
    rule: str | None = None
    rules_hash: str | None = None
    decided_at: datetime | None = None


@dataclass(frozen=True)
class Reported:
    """In which issue a profile reported a paper."""

    profile: str
    slot: str
    part: int
    composed_at: datetime


@dataclass(frozen=True)
class FolderState:
    """How a folder of a mailbox is doing; last_error is None once it was read again."""

    mailbox: str
    folder: str
    cursor: Cursor | None
    mails: int
    last_ok_at: datetime | None
    last_error: str | None
    last_failed_at: datetime | None


@dataclass(frozen=True)
class PendingDelivery:
    """A delivery that is not accepted: on its way, waiting, or refused for good."""

    digest: str
    slot: str
    part: int
    channel: str
    recipient: str
    state: str
    attempts: int
    queued_at: datetime
    next_at: datetime
    last_error: str | None


@dataclass(frozen=True)
class StoredMail:
    """What the store says of one mail without its bytes.

    status, source, detected: as of its Reading. size: bytes. read_by: the version of the program that read it last.
    kept: whether its bytes are.
    """

    id: int
    mailbox: str
    folder: str
    uid: int
    state: str
    status: str | None
    source: str | None
    detected: int
    attempts: int
    size: int
    subject: str | None
    sender: str | None
    error: str | None
    stored_at: datetime
    read_by: str | None
    kept: bool


@dataclass(frozen=True)
class KeptMail:
    """A mail whose bytes are kept, with what it was read to mention: each with the number of its paper."""

    stored: StoredMail
    raw: RawMail
    mentions: tuple[tuple[int, Mention], ...] = ()


@dataclass(frozen=True)
class Overview:
    """What `status` shows.

    deliveries: state → how many. pending: those not accepted, oldest first, at most a hundred.
    last_issues: profile → when its last issue was composed, None if it has none yet.
    """

    folders: tuple[FolderState, ...] = ()
    sources: tuple[SourceActivity, ...] = ()
    deliveries: Mapping[str, int] = field(default_factory=dict)
    pending: tuple[PendingDelivery, ...] = ()
    quarantined: int = 0
    papers: int = 0
    last_issues: Mapping[str, datetime | None] = field(default_factory=dict)
