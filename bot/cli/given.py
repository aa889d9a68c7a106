"""What is handed to a command to read: a file by its name, or - for standard input."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO

from bot.errors import ConfigError, reason

STANDARD = "-"


def standard_input() -> BinaryIO:
    """The bytes that are piped in; ConfigError if this process was started without (`<&-`, some schedulers)."""
    if sys.stdin is None:
        raise ConfigError("Standard input is closed; name a file, or pipe one in.")
    return sys.stdin.buffer


def content_of(file: str, most: int) -> bytes:
    """All that is in it; ConfigError if it cannot be read, or is larger than so many bytes."""
    try:
        if file == STANDARD:
            content = standard_input().read(most + 1)
        else:
            with Path(file).open("rb") as opened:
                content = opened.read(most + 1)
    except OSError as error:
        raise cannot_read(file, error) from error
    if len(content) > most:
        raise ConfigError(f"{file} is larger than the {most // 1_000_000} MB that are read.")
    return content


def cannot_read(file: str, error: OSError) -> ConfigError:
    """The sentence for a file that the system does not let us read."""
    return ConfigError(f"{file} cannot be read: {reason(error)}. Check the path.")
