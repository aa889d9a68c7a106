"""${message}."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from bot.store.columns import Json, Moment, Number, Packed, PackedWords, Words

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}
