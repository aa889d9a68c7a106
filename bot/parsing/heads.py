"""The headers of a mail that cannot be read as a whole, so that a person can tell which it is."""

from __future__ import annotations

import re

_MOST_BYTES = 32_000
_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r")


def head_of(content: bytes) -> bytes:
    """A mail of its first headers alone."""
    start = content[:_MOST_BYTES]
    found = _BLANK_LINE.search(start)
    head = start[: found.start()] if found else start
    return head + b"\r\n\r\n"
