"""By which version a mail was read, how often it may be tried again, and an index for the last mail of a source."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column("message", sa.Column("read_by", sa.Text(), nullable=True))
    op.add_column("message", sa.Column("tries_left", sa.Integer(), nullable=True))
    op.create_index("ix_message_source_arrived_at", "message", ["source", "arrived_at"])
