"""The values that travel from stage to stage: frozen, without behaviour beyond looking at themselves.

``None`` means "the mail does not say" and is never the same as empty. All datetimes are timezone-aware.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Literal

# ── intake ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Cursor:
    """How far a folder has been read: every UID up to and including `last_uid` of this epoch is dealt with.

    epoch: our own counter, one up whenever the server's numbering started afresh (RFC 3501 §2.3.1.1).
    """

    mailbox: str
    folder: str
    epoch: int
    uidvalidity: int | None
    last_uid: int
    uidnext: int | None = None


@dataclass(frozen=True)
class RawMail:
    """One mail as it lies in the mailbox; `uid` is unique within (mailbox, folder, epoch)."""

    mailbox: str
    folder: str
    epoch: int
    uid: int
    content: bytes
    received_at: datetime | None = None

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Batch:
    """What one step of reading a folder brought.

    mails: whole mails, in UID order.
    cursor: where to go on once this batch is stored, None for folders without one (Maildir, mbox, .eml).
    private: how many mails were left unread because they are no subscription.
    oversize, vanished: UIDs too large to fetch, or gone before they could be fetched.
    failed: UIDs the server would not hand over, with its words; they are asked for again next time.
    remaining: how many candidates are still to come after this batch, for progress.
    """

    mails: tuple[RawMail, ...]
    cursor: Cursor | None = None
    private: int = 0
    oversize: tuple[int, ...] = ()
    vanished: tuple[int, ...] = ()
    failed: Mapping[int, str] = field(default_factory=dict)
    remaining: int = 0


@dataclass(frozen=True)
class Envelope:
    """What the headers alone say: enough to tell a subscription from private mail."""

    uid: int
    size: int
    received_at: datetime | None
    senders: tuple[str, ...]  # addresses of From and Sender, lower case
    list_id: str | None


# ── parse ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Address:
    """A mailbox as in From: `email` lower case ("" if there is none), `name` decoded."""

    name: str
    email: str


@dataclass(frozen=True)
class Mail:
    """What MIME says of one mail: decoded text, nothing interpreted."""

    sender: Address
    subject: str
    message_id: str | None = None
    sent_at: datetime | None = None
    list_id: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)  # lower-case name → first value, decoded
    html: str | None = None
    text: str | None = None
    attached: tuple[Mail, ...] = ()  # message/rfc822 parts, in order


MentionKind = Literal["new", "cross-list", "replaced"]


@dataclass(frozen=True)
class Mention:
    """A paper as one mail shows it.

    authors: in reading order, as written; None if the mail names none.
    abstract: abstract or snippet; a snippet has "abstract" in `truncated`.
    identifiers: scheme → canonical value, e.g. {"arxiv": "2303.08867", "doi": "10.1000/x"}; schemes in
        scholarly/identifiers.py.
    url: the best page this mail gives, never a redirector. links: further pages by role (pdf, code, huggingface).
    published: ISO 8601 date, "YYYY-MM-DD", "YYYY-MM" or "YYYY": as precise as the mail.
    alert: the subscription's own name ("why I got it").
    truncated: names of the fields the mail cut short ("title", "authors", "abstract").
    """

    title: str
    source: str
    authors: tuple[str, ...] | None = None
    abstract: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    venue: str | None = None
    published: str | None = None
    categories: tuple[str, ...] | None = None
    kind: MentionKind | None = None
    alert: str | None = None
    upvotes: int | None = None
    truncated: frozenset[str] = frozenset()
    sender: str | None = None  # address the mail came from, lower case


ReadingStatus = Literal["parsed", "no_papers", "incomplete", "skipped", "unreadable"]


@dataclass(frozen=True)
class Reading:
    """All that was read out of one mail.

    status: parsed, no_papers, incomplete (fewer read than detected), skipped (own mail, bounce, auto-reply)
        or unreadable (then `error` says why).
    detected: how many papers an independent, cheaper count saw.
    """

    status: ReadingStatus
    source: str | None = None
    mentions: tuple[Mention, ...] = ()
    detected: int = 0
    error: str | None = None
    message_id: str | None = None
    sender: str | None = None
    subject: str | None = None
    sent_at: datetime | None = None


# ── dedup ─────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Paper:
    """A work: the best of all its mentions, with every mention kept.

    id: the store's number, None while it is not stored.
    """

    title: str
    id: int | None = None
    authors: tuple[str, ...] | None = None
    abstract: str | None = None
    identifiers: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None
    links: Mapping[str, str] = field(default_factory=dict)
    venue: str | None = None
    published: str | None = None
    categories: tuple[str, ...] | None = None
    upvotes: int | None = None
    truncated: frozenset[str] = frozenset()
    mentions: tuple[Mention, ...] = ()
    first_seen: datetime | None = None


@dataclass(frozen=True)
class Work:
    """One group of mentions that are the same paper.

    paper: merged; with the `id` of the known paper it belongs to, or None when it is new.
    members: positions of its mentions in the list that was grouped, ascending.
    because: what joined them: an identifier scheme ("doi", "arxiv"), "url" or "title"; "" for a single new mention.
    absorbed: ids of other known papers that turned out to be this one.
    """

    paper: Paper
    members: tuple[int, ...]
    because: str = ""
    absorbed: tuple[int, ...] = ()


# ── judge ─────────────────────────────────────────────────────────────────────────────────────────────


Effect = Literal["score", "pin", "exclude", "exclude-hard"]


@dataclass(frozen=True)
class Reason:
    """Why a rule counts for a paper: data; its words are made by `judge.words`.

    term: the matched text as the paper has it; span: code points in that field, end exclusive; None for
        conditions that match a whole value (category, alert, upvotes).
    effect: what the rule does to the paper with this hit.
    """

    rule: str
    field: str
    term: str
    span: tuple[int, int] | None = None
    points: float = 0
    effect: Effect = "score"


@dataclass(frozen=True)
class Verdict:
    """What the rules say of one paper.

    score: as it would have been, for excluded papers too.
    section: None unless selected.
    stopped_by: for a rejected paper, the rule that excluded it, or None when its score was too low.
    unknown: fields some rule asked for and no mail gave ("abstract").
    """

    selected: bool
    score: float
    section: str | None = None
    pinned: bool = False
    excluded: Literal["soft", "hard"] | None = None
    stopped_by: str | None = None
    tags: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    unknown: tuple[str, ...] = ()


# ── compose ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Section:
    """A heading of the digest. It takes papers scored at least `min_score`, and those a fired rule sends there."""

    title: str
    min_score: float | None = None
    limit: int | None = None


@dataclass(frozen=True)
class Layout:
    """How a digest is laid out; comes from the `digest:` part of the rules file.

    order: keys of sorting within a section, best first: score, upvotes, published, title, first_seen.
    """

    sections: tuple[Section, ...] = ()
    min_score: float = 1
    rest: Literal["list", "count", "drop"] = "list"
    order: tuple[str, ...] = ("score", "upvotes", "published")


@dataclass(frozen=True)
class SourceActivity:
    """What one source brought since the last issue, and whether it is silent longer than it usually is.

    silent_days: days since its last mail; usual_gap_days: median gap between its mails, None if unknown.
    change: in what its mail is read worse lately than before, in words, None if in nothing.
    """

    source: str
    mails: int = 0
    papers: int = 0
    alerts: int = 0
    incomplete: int = 0
    silent_days: int | None = None
    usual_gap_days: int | None = None
    change: str | None = None


@dataclass(frozen=True)
class Funnel:
    """How many got how far since the last issue of this digest.

    mails: all that were stored; unknown_mails: of these, those in which no source found a paper.
    """

    mails: int = 0
    unknown_mails: int = 0
    mentions: int = 0
    papers: int = 0
    new: int = 0
    shown: int = 0
    excluded: int = 0
    below: int = 0
    sources: tuple[SourceActivity, ...] = ()


@dataclass(frozen=True)
class Issue:
    """One digest, frozen: which papers, and the bytes that are sent.

    digest: its name in the settings. slot: the calendar key it is for, e.g. "2026-11-22T07:00/Europe/Berlin".
    part: 1 unless the digest was too long for one mail.
    content: the whole mail as RFC 5322 bytes with CRLF, without a To header line of its own per recipient.
    paper_ids: papers reported in it, in reading order.
    short: title lines as plain text for channels that cannot show a mail.
    """

    digest: str
    slot: str
    part: int
    message_id: str
    subject: str
    content: bytes
    html: str
    text: str
    composed_at: datetime
    paper_ids: tuple[int, ...] = ()
    short: str = ""


# ── deliver ───────────────────────────────────────────────────────────────────────────────────────────

DeliveryState = Literal["queued", "sending", "in_doubt", "deferred", "accepted", "refused"]


@dataclass(frozen=True)
class Delivery:
    """One issue to one recipient by one channel.

    channel: the channel's key as the settings name it ("smtp", "imap:gmail/Digests", "folder:out").
    recipient: address for smtp, "" for channels without one.
    attempts: how often it has been tried, the present one not counted.
    """

    id: int
    issue: Issue
    channel: str
    recipient: str
    state: DeliveryState
    attempts: int
    queued_at: datetime
    next_at: datetime
    last_error: str | None = None


@dataclass(frozen=True)
class Receipt:
    """What a channel answered when it accepted an issue: its reply code and words, as far as it has any."""

    code: int | None = None
    reply: str = ""


def is_full_date(published: str) -> bool:
    """Whether `published` names a day, not just a month or a year."""
    try:
        date.fromisoformat(published)
    except ValueError:
        return False
    return len(published) == 10


def sources_of(mentions: Sequence[Mention]) -> tuple[str, ...]:
    """The sources that mention a paper, each once, in order of first appearance."""
    return tuple(dict.fromkeys(mention.source for mention in mentions))
