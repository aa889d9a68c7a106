"""The first tables: mails, papers, issues and their deliveries."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    create_mail()
    create_papers()
    create_issues()
    create_deliveries()
    create_instance()


def create_mail() -> None:
    op.create_table(
        "mailbox",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_mailbox"),
        sa.UniqueConstraint("name", name="uq_mailbox_name"),
    )
    op.create_table(
        "folder",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("mailbox_id", NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=True),
        sa.Column("uidvalidity", NUMBER, nullable=True),
        sa.Column("last_uid", NUMBER, nullable=True),
        sa.Column("uidnext", NUMBER, nullable=True),
        sa.Column("last_ok_at", MOMENT, nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("last_failed_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailbox.id"], name="fk_folder_mailbox_id"),
        sa.PrimaryKeyConstraint("id", name="pk_folder"),
        sa.UniqueConstraint("mailbox_id", "name", name="uq_folder_mailbox_id_name"),
    )
    op.create_table(
        "message",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("mailbox_id", NUMBER, nullable=False),
        sa.Column("folder_id", NUMBER, nullable=False),
        sa.Column("epoch", sa.Integer(), nullable=False),
        sa.Column("uid", NUMBER, nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("size", NUMBER, nullable=False),
        sa.Column("reading", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("detected", sa.Integer(), nullable=False),
        sa.Column("found", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("message_id", sa.Text(), nullable=True),
        sa.Column("sender", sa.Text(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("received_at", MOMENT, nullable=True),
        sa.Column("sent_at", MOMENT, nullable=True),
        sa.Column("arrived_at", MOMENT, nullable=False),
        sa.Column("stored_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["folder_id"], ["folder.id"], name="fk_message_folder_id"),
        sa.ForeignKeyConstraint(["mailbox_id"], ["mailbox.id"], name="fk_message_mailbox_id"),
        sa.PrimaryKeyConstraint("id", name="pk_message"),
        sa.UniqueConstraint("folder_id", "epoch", "uid", name="uq_message_folder_id_epoch_uid"),
    )
    op.create_index("ix_message_arrived_at", "message", ["arrived_at"], unique=False)
    op.create_index(
        "ix_message_quarantined",
        "message",
        ["id"],
        unique=False,
        sqlite_where=sa.text("state = 'quarantined'"),
        postgresql_where=sa.text("state = 'quarantined'"),
    )
    op.create_index("ix_message_stored_at", "message", ["stored_at"], unique=False)
    op.create_index(
        "uq_message_content",
        "message",
        ["mailbox_id", "sha256"],
        unique=True,
        sqlite_where=sa.text("state != 'duplicate'"),
        postgresql_where=sa.text("state != 'duplicate'"),
    )
    op.create_table(
        "raw_mail",
        sa.Column("message_id", NUMBER, nullable=False),
        sa.Column("stored_at", MOMENT, nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_raw_mail_message_id"),
        sa.PrimaryKeyConstraint("message_id", name="pk_raw_mail"),
    )
    op.create_index("ix_raw_mail_stored_at", "raw_mail", ["stored_at"], unique=False)


def create_papers() -> None:
    op.create_table(
        "paper",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.Column("first_seen", MOMENT, nullable=False),
        sa.Column("merged_into", NUMBER, nullable=True),
        sa.ForeignKeyConstraint(["merged_into"], ["paper.id"], name="fk_paper_merged_into"),
        sa.PrimaryKeyConstraint("id", name="pk_paper"),
    )
    op.create_index("ix_paper_first_seen", "paper", ["first_seen"], unique=False)
    op.create_index(
        "ix_paper_merged_into",
        "paper",
        ["merged_into"],
        unique=False,
        sqlite_where=sa.text("merged_into IS NOT NULL"),
        postgresql_where=sa.text("merged_into IS NOT NULL"),
    )
    op.create_table(
        "paper_key",
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("paper_id", NUMBER, nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_paper_key_paper_id"),
        sa.PrimaryKeyConstraint("kind", "value", "paper_id", name="pk_paper_key"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_paper_key_paper_id", "paper_key", ["paper_id"], unique=False)
    op.create_table(
        "mention",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("message_id", NUMBER, nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("paper_id", NUMBER, nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("alert", sa.Text(), nullable=True),
        sa.Column("details", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["message_id"], ["message.id"], name="fk_mention_message_id"),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_mention_paper_id"),
        sa.PrimaryKeyConstraint("id", name="pk_mention"),
        sa.UniqueConstraint("message_id", "ordinal", name="uq_mention_message_id_ordinal"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_mention_paper_id", "mention", ["paper_id"], unique=False)


def create_issues() -> None:
    op.create_table(
        "profile",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("considered_until", NUMBER, nullable=False),
        sa.Column("held_until", sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_profile"),
        sa.UniqueConstraint("name", name="uq_profile_name"),
    )
    op.create_table(
        "decision",
        sa.Column("profile_id", NUMBER, nullable=False),
        sa.Column("paper_id", NUMBER, nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=True),
        sa.Column("rules_hash", sa.Text(), nullable=False),
        sa.Column("decided_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_decision_paper_id"),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name="fk_decision_profile_id"),
        sa.PrimaryKeyConstraint("profile_id", "paper_id", name="pk_decision"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_decision_paper_id", "decision", ["paper_id"], unique=False)
    op.create_table(
        "slot",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("profile_id", NUMBER, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("composed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name="fk_slot_profile_id"),
        sa.PrimaryKeyConstraint("id", name="pk_slot"),
        sa.UniqueConstraint("profile_id", "key", name="uq_slot_profile_id_key"),
    )
    op.create_table(
        "issue",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("profile_id", NUMBER, nullable=False),
        sa.Column("slot_id", NUMBER, nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("html", sa.LargeBinary(), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("short", sa.LargeBinary(), nullable=False),
        sa.Column("composed_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name="fk_issue_profile_id"),
        sa.ForeignKeyConstraint(["slot_id"], ["slot.id"], name="fk_issue_slot_id"),
        sa.PrimaryKeyConstraint("id", name="pk_issue"),
        sa.UniqueConstraint("slot_id", "part", name="uq_issue_slot_id_part"),
    )
    op.create_index("ix_issue_profile_id_composed_at", "issue", ["profile_id", "composed_at"], unique=False)
    op.create_table(
        "issue_paper",
        sa.Column("profile_id", NUMBER, nullable=False),
        sa.Column("paper_id", NUMBER, nullable=False),
        sa.Column("issue_id", NUMBER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_issue_paper_issue_id"),
        sa.ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk_issue_paper_paper_id"),
        sa.ForeignKeyConstraint(["profile_id"], ["profile.id"], name="fk_issue_paper_profile_id"),
        sa.PrimaryKeyConstraint("profile_id", "paper_id", name="pk_issue_paper"),
        sa.UniqueConstraint("issue_id", "position", name="uq_issue_paper_issue_id_position"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_issue_paper_paper_id", "issue_paper", ["paper_id"], unique=False)


def create_deliveries() -> None:
    op.create_table(
        "delivery",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("issue_id", NUMBER, nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("queued_at", MOMENT, nullable=False),
        sa.Column("next_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["issue_id"], ["issue.id"], name="fk_delivery_issue_id"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("issue_id", "channel", "recipient", name="uq_delivery_issue_id_channel_recipient"),
    )
    op.create_index(
        "ix_delivery_unfinished",
        "delivery",
        ["next_at"],
        unique=False,
        sqlite_where=sa.text("state IN ('queued', 'deferred', 'sending', 'in_doubt')"),
        postgresql_where=sa.text("state IN ('queued', 'deferred', 'sending', 'in_doubt')"),
    )
    op.create_table(
        "delivery_try",
        sa.Column("delivery_id", NUMBER, nullable=False),
        sa.Column("attempt", sa.Integer(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("code", sa.Integer(), nullable=True),
        sa.Column("reply", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["delivery_id"], ["delivery.id"], name="fk_delivery_try_delivery_id"),
        sa.PrimaryKeyConstraint("delivery_id", "attempt", name="pk_delivery_try"),
    )


def create_instance() -> None:
    op.create_table(
        "instance",
        sa.Column("id", NUMBER, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_instance"),
    )
