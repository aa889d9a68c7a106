"""Writes files that were not there before: nothing of a reader's is ever overwritten."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot.errors import BotError, ConfigError, reason


def refuse_existing(path: Path, *, option: str) -> None:
    """ConfigError that names the option by which another place is named, if there is something at `path`."""
    if path.exists():
        raise ConfigError(f"{path} is there already and is not overwritten; name another place with {option}.")


def write_new(path: Path, text: str, *, option: str, mode: int = 0o644) -> None:
    """Write a new file, whole or not at all; it is never another's, even if one appears at this moment."""
    refuse_existing(path, option=option)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        with removed_unless_whole(path), os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise BotError(f"{path} cannot be written: {reason(error)}; name another place with {option}.") from error


@contextmanager
def removed_unless_whole(path: Path) -> Iterator[None]:
    """On a full disk an empty file would be left, which the next attempt finds "there already"."""
    try:
        yield
    except OSError:
        path.unlink(missing_ok=True)
        raise
