"""What is fetched ahead of a mail, as an Envelope: its size, who sent it, and whether it comes from a list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from bot.models import Envelope

LONGEST_FIELD = 2000

_FOLD = re.compile(r"\r?\n(?=[ \t])")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"')
_COMMENT = re.compile(r"\((?:[^()\\]|\\.)*\)")
_IN_ANGLES = re.compile(r"<\s*([^<>\s@]+@[^<>\s@]+)\s*>")
_BARE = re.compile(r"[^\s<>\"(),:;@]+@[^\s<>\"(),:;@]+")


def is_about_headers(items: Mapping[bytes, Any]) -> bool:
    """Whether this is an answer at all: unsolicited flags arrive under the UID of mails that are gone."""
    return b"RFC822.SIZE" in items or _header_section(items) is not None


def envelope_of(uid: int, items: Mapping[bytes, Any]) -> Envelope | None:
    """The envelope in what a FETCH brought, None if the server withheld the header."""
    section = _header_section(items)
    if not isinstance(section, bytes):
        return None
    fields = fields_of(section)
    return Envelope(
        uid=uid,
        size=int(items.get(b"RFC822.SIZE") or 0),
        received_at=_aware(items.get(b"INTERNALDATE")),
        senders=senders_of(fields),
        list_id=list_id_of(fields),
    )


def fields_of(section: bytes) -> dict[str, list[str]]:
    """Lower-case name → values, unfolded, undecoded, of the answer to BODY[HEADER.FIELDS (…)] (RFC 3501 §6.4.5)."""
    found: dict[str, list[str]] = {}
    for line in _FOLD.sub("", section.decode("utf-8", "replace")).splitlines():
        name, colon, value = line.partition(":")
        if colon:
            found.setdefault(name.strip().lower(), []).append(value.strip()[:LONGEST_FIELD])
    return found


def senders_of(fields: dict[str, list[str]]) -> tuple[str, ...]:
    """Addresses of From and Sender, lower case, each once."""
    written = fields.get("from", []) + fields.get("sender", [])
    return tuple(dict.fromkeys(address.lower() for value in written for address in _addresses_in(value)))


def list_id_of(fields: dict[str, list[str]]) -> str | None:
    """The List-Id as written, or None if there is none (RFC 2919)."""
    return next((value for value in fields.get("list-id", []) if value), None)


def _addresses_in(value: str) -> Sequence[str]:
    """Addresses of one field; one that stands in a display name is what the sender calls himself, not his address."""
    outside = _COMMENT.sub(" ", _QUOTED.sub(" ", value))
    return _IN_ANGLES.findall(outside) or _BARE.findall(outside)


def _header_section(items: Mapping[bytes, Any]) -> Any:
    return next((value for key, value in items.items() if key.startswith(b"BODY[HEADER")), None)


def _aware(received: object) -> datetime | None:
    """INTERNALDATE in UTC; None for one without a zone, or beyond the calendar."""
    if not isinstance(received, datetime) or received.tzinfo is None:
        return None
    try:
        return received.astimezone(UTC)
    except OverflowError:
        return None
