"""The tables, as SQLModel: what is kept of mails, papers and issues, and which keys make every write repeatable.

The keys that matter: a mail is unique by (folder, epoch, uid), and its content once per mailbox; a paper is reported
once per profile; a slot is composed once per profile; an issue goes once to each recipient of a channel.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Index, MetaData, PrimaryKeyConstraint, UniqueConstraint, text
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from bot.store.columns import Json, Moment, Number, Packed, PackedWords, Words

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class Row(SQLModel, registry=registry(metadata=metadata)):
    """What all tables share: their own metadata, apart from any other SQLModel in the process."""


# ── mail ──────────────────────────────────────────────────────────────────────────────────────────────


class MailboxRow(Row, table=True):
    """A mailbox of the settings."""

    __tablename__ = "mailbox"

    id: int | None = Field(default=None, primary_key=True, sa_type=Number)
    name: str = Field(unique=True, sa_type=Words)


class FolderRow(Row, table=True):
    """A folder and how far it is read: the cursor is there once `epoch` is."""

    __tablename__ = "folder"
    __table_args__ = (UniqueConstraint("mailbox_id", "name"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Number)
    mailbox_id: int = Field(foreign_key="mailbox.id", sa_type=Number)
    name: str = Field(sa_type=Words)
    epoch: int | None = None
    uidvalidity: int | None = Field(default=None, sa_type=Number)
    last_uid: int | None = Field(default=None, sa_type=Number)
    uidnext: int | None = Field(default=None, sa_type=Number)
    last_ok_at: datetime | None = Field(default=None, sa_type=Moment)
    last_error: str | None = Field(default=None, sa_type=Words)
    last_failed_at: datetime | None = Field(default=None, sa_type=Moment)


class MessageRow(Row, table=True):
    """A mail: "seen" from before it is parsed until it is dealt with, then one of `MailState`.

    sha256 is NULL while it is only seen, and for mails that were never fetched. reading: `Reading.status`.
    arrived_at: the mail's own date as far as it can be true, else when it was stored; stored_at: when it was saved,
    the first time if it was read again. read_by: the version of the program that read it last, or began to for a retry;
    tries_left: how often that version may begin once more, if it has not come to an end; NULL if it has.
    """

    __tablename__ = "message"
    __table_args__ = (
        UniqueConstraint("folder_id", "epoch", "uid"),
        # Moved or copied within the mailbox, or numbered afresh: the same content is not read twice.
        Index(
            "uq_message_content",
            "mailbox_id",
            "sha256",
            unique=True,
            sqlite_where=text("state != 'duplicate'"),
            postgresql_where=text("state != 'duplicate'"),
        ),
        Index("ix_message_stored_at", "stored_at"),
        Index("ix_message_arrived_at", "arrived_at"),
        Index("ix_message_source_arrived_at", "source", "arrived_at"),
        Index(
            "ix_message_quarantined",
            "id",
            sqlite_where=text("state = 'quarantined'"),
            postgresql_where=text("state = 'quarantined'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Number)
    mailbox_id: int = Field(foreign_key="mailbox.id", sa_type=Number)
    folder_id: int = Field(foreign_key="folder.id", sa_type=Number)
    epoch: int
    uid: int = Field(sa_type=Number)
    state: str = Field(sa_type=Words)
    attempts: int
    sha256: str | None = Field(default=None, sa_type=Words)
    size: int = Field(default=0, sa_type=Number)
    reading: str | None = Field(default=None, sa_type=Words)
    source: str | None = Field(default=None, sa_type=Words)
    detected: int = 0
    found: int = 0
    error: str | None = Field(default=None, sa_type=Words)
    message_id: str | None = Field(default=None, sa_type=Words)
    sender: str | None = Field(default=None, sa_type=Words)
    subject: str | None = Field(default=None, sa_type=Words)
    received_at: datetime | None = Field(default=None, sa_type=Moment)
    sent_at: datetime | None = Field(default=None, sa_type=Moment)
    arrived_at: datetime = Field(sa_type=Moment)
    stored_at: datetime = Field(sa_type=Moment)
    read_by: str | None = Field(default=None, sa_type=Words)
    tries_left: int | None = None


class RawMailRow(Row, table=True):
    """The bytes of a mail, apart from its row so that looking through mails does not read them."""

    __tablename__ = "raw_mail"
    __table_args__ = (Index("ix_raw_mail_stored_at", "stored_at"),)

    message_id: int = Field(primary_key=True, foreign_key="message.id", sa_type=Number)
    stored_at: datetime = Field(sa_type=Moment)
    content: bytes = Field(sa_type=Packed)


# ── papers ────────────────────────────────────────────────────────────────────────────────────────────


class PaperRow(Row, table=True):
    """A work.

    details: the other fields of `Paper`. A column is only what SQL or a person looks at.
    merged_into: the paper it turned out to be, which is never itself merged into another.
    """

    __tablename__ = "paper"
    __table_args__ = (
        Index("ix_paper_first_seen", "first_seen"),
        Index(
            "ix_paper_merged_into",
            "merged_into",
            sqlite_where=text("merged_into IS NOT NULL"),
            postgresql_where=text("merged_into IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Number)
    title: str = Field(sa_type=Words)
    url: str | None = Field(default=None, sa_type=Words)
    details: dict[str, Any] = Field(sa_type=Json)
    first_seen: datetime = Field(sa_type=Moment)
    merged_into: int | None = Field(default=None, foreign_key="paper.id", sa_type=Number)


class PaperKeyRow(Row, table=True):
    """What a paper may be found by. Not unique: two papers can share a title and still be two."""

    __tablename__ = "paper_key"
    __table_args__ = (PrimaryKeyConstraint("kind", "value", "paper_id"), {"sqlite_with_rowid": False})

    kind: str = Field(sa_type=Words)
    value: str = Field(sa_type=Words)
    paper_id: int = Field(foreign_key="paper.id", index=True, sa_type=Number)


class MentionRow(Row, table=True):
    """A paper as one mail shows it; ordinal: its place in that mail, from 0; details: all of the `Mention`.

    Numbers grow in the order of commits, as there is one writer at a time, and are never used again: `considered_until`
    of a profile relies on both.
    """

    __tablename__ = "mention"
    __table_args__ = (UniqueConstraint("message_id", "ordinal"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True, sa_type=Number)
    message_id: int = Field(foreign_key="message.id", sa_type=Number)
    ordinal: int
    paper_id: int = Field(foreign_key="paper.id", index=True, sa_type=Number)
    source: str = Field(sa_type=Words)
    alert: str | None = Field(default=None, sa_type=Words)
    details: dict[str, Any] = Field(sa_type=Json)


# ── issues ────────────────────────────────────────────────────────────────────────────────────────────


class ProfileRow(Row, table=True):
    """The memory of one digest of the settings.

    considered_until: the newest mention it has considered. held_until: until which day it is held, if it is.
    """

    __tablename__ = "profile"

    id: int | None = Field(default=None, primary_key=True, sa_type=Number)
    name: str = Field(unique=True, sa_type=Words)
    created_at: datetime = Field(sa_type=Moment)
    considered_until: int = Field(default=0, sa_type=Number)
    held_until: date | None = None


class DecisionRow(Row, table=True):
    """What a profile last decided of a paper, and by which rules."""

    __tablename__ = "decision"
    __table_args__ = (PrimaryKeyConstraint("profile_id", "paper_id"), {"sqlite_with_rowid": False})

    profile_id: int = Field(foreign_key="profile.id", sa_type=Number)
    paper_id: int = Field(foreign_key="paper.id", index=True, sa_type=Number)
    verdict: str = Field(sa_type=Words)
    rule: str | None = Field(default=None, sa_type=Words)
    rules_hash: str = Field(sa_type=Words)
    decided_at: datetime = Field(sa_type=Moment)


class SlotRow(Row, table=True):
    """A calendar key a profile has composed for, whether or not an issue came of it."""

    __tablename__ = "slot"
    __table_args__ = (UniqueConstraint("profile_id", "key"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=Number)
    profile_id: int = Field(foreign_key="profile.id", sa_type=Number)
    key: str = Field(sa_type=Words)
    composed_at: datetime = Field(sa_type=Moment)


class IssueRow(Row, table=True):
    """One part of an issue, frozen."""

    __tablename__ = "issue"
    __table_args__ = (
        UniqueConstraint("slot_id", "part"),
        Index("ix_issue_profile_id_composed_at", "profile_id", "composed_at"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Number)
    profile_id: int = Field(foreign_key="profile.id", sa_type=Number)
    slot_id: int = Field(foreign_key="slot.id", sa_type=Number)
    part: int
    message_id: str = Field(sa_type=Words)
    subject: str = Field(sa_type=Words)
    content: bytes = Field(sa_type=Packed)
    html: str = Field(sa_type=PackedWords)
    text: str = Field(sa_type=PackedWords)
    short: str = Field(sa_type=PackedWords)
    composed_at: datetime = Field(sa_type=Moment)


class IssuePaperRow(Row, table=True):
    """A paper an issue reports; a profile reports each once."""

    __tablename__ = "issue_paper"
    __table_args__ = (
        PrimaryKeyConstraint("profile_id", "paper_id"),
        UniqueConstraint("issue_id", "position"),
        {"sqlite_with_rowid": False},
    )

    profile_id: int = Field(foreign_key="profile.id", sa_type=Number)
    paper_id: int = Field(foreign_key="paper.id", index=True, sa_type=Number)
    issue_id: int = Field(foreign_key="issue.id", sa_type=Number)
    position: int


# ── deliveries ────────────────────────────────────────────────────────────────────────────────────────

UNFINISHED_ONLY = "state IN ('queued', 'deferred', 'sending', 'in_doubt')"


class DeliveryRow(Row, table=True):
    """One part of an issue to one recipient by one channel.

    next_at: when it may be claimed; while somebody holds it, when his lease is over.
    attempts: how often it was claimed; it also tells a claim from every later one, of the same owner too.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        UniqueConstraint("issue_id", "channel", "recipient"),
        Index(
            "ix_delivery_unfinished",
            "next_at",
            sqlite_where=text(UNFINISHED_ONLY),
            postgresql_where=text(UNFINISHED_ONLY),
        ),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=Number)
    issue_id: int = Field(foreign_key="issue.id", sa_type=Number)
    channel: str = Field(sa_type=Words)
    recipient: str = Field(sa_type=Words)
    state: str = Field(sa_type=Words)
    attempts: int = 0
    owner: str | None = Field(default=None, sa_type=Words)
    queued_at: datetime = Field(sa_type=Moment)
    next_at: datetime = Field(sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
    code: int | None = None
    reply: str | None = Field(default=None, sa_type=Words)
    last_error: str | None = Field(default=None, sa_type=Words)


class DeliveryTryRow(Row, table=True):
    """One attempt at a delivery; phase: the state it got to, "sending" or "in_doubt" if its owner died over it."""

    __tablename__ = "delivery_try"
    __table_args__ = (PrimaryKeyConstraint("delivery_id", "attempt"),)

    delivery_id: int = Field(foreign_key="delivery.id", sa_type=Number)
    attempt: int
    owner: str = Field(sa_type=Words)
    phase: str = Field(sa_type=Words)
    started_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    code: int | None = None
    reply: str | None = Field(default=None, sa_type=Words)


class InstanceRow(Row, table=True):
    """This installation; there is one row, numbered 1."""

    __tablename__ = "instance"

    id: int = Field(primary_key=True, sa_type=Number)
    name: str = Field(sa_type=Words)


# For Core statements: rows by the thousand go in and out without the ORM.
mailbox, folder, message, raw_mail = (metadata.tables[name] for name in ("mailbox", "folder", "message", "raw_mail"))
paper, paper_key, mention = (metadata.tables[name] for name in ("paper", "paper_key", "mention"))
profile, decision, slot = (metadata.tables[name] for name in ("profile", "decision", "slot"))
issue, issue_paper = (metadata.tables[name] for name in ("issue", "issue_paper"))
delivery, delivery_try, instance = (metadata.tables[name] for name in ("delivery", "delivery_try", "instance"))
