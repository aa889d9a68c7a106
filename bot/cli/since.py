"""`--since`: how far back a command looks."""

from __future__ import annotations

from datetime import datetime

from bot.errors import ConfigError
from bot.intake.duration import parse_duration


def moment_before(now: datetime, since: str) -> datetime:
    """The moment so long before `now`; ConfigError if `since` is no length of time."""
    try:
        return now - parse_duration(since)
    except ValueError as error:
        raise ConfigError(f"--since: {error}.") from error
