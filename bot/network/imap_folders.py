"""What a server's list of folders says."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any


def names_of(listed: Iterable[tuple[Sequence[Any], Any, str]]) -> list[str]:
    """Names of the folders that can be opened, out of what IMAPClient lists: (flags, delimiter, name)."""
    return [name for flags, _, name in listed if not _is_mere_level(flags)]


def is_among(folder: str, existing: Sequence[str]) -> bool:
    """Whether there is this folder; INBOX is the same in any case (RFC 3501 §5.1)."""
    return folder in existing or (folder.upper() == "INBOX" and "INBOX" in map(str.upper, existing))


def _is_mere_level(flags: Sequence[Any]) -> bool:
    lowered = {flag.lower() for flag in flags if isinstance(flag, bytes)}
    return not lowered.isdisjoint({rb"\noselect", rb"\nonexistent"})
