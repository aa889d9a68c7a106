"""Header values as people read them: RFC 2047 words, raw 8-bit text and folding undone; never an error."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.message import Message
from email.utils import parsedate_to_datetime
from typing import Any

from bot.models import Address
from bot.parse.charset import decode_text
from bot.parse.text import collapse

_LONGEST = 20_000  # characters of a value that are looked at
_WORD = re.compile(r"=\?([\w.:+-]{1,40})(?:\*[\w-]{1,20})?\?([bq])\?(.{0,2000}?)\?=", re.I)
_QUOTED = re.compile(r'"(?:\\.|[^"\\]){0,1000}"')
_IN_ANGLES = re.compile(r"<\s*([^<>\s]{1,250}@[^<>\s]{1,250})\s*>?")
_BARE_ADDRESS = re.compile(r"[^\s<>\"(),;:@\[\]]{1,120}@[\w.-]{1,250}")
_COMMENT = re.compile(r"\(([^()]{1,500})\)")


class Headers(Mapping[str, str]):
    """The first value of each header by its lower-case name, decoded when it is asked for: few of them ever are."""

    def __init__(self, message: Message) -> None:
        self._raw: dict[str, str] = {}
        for name, value in message.raw_items():
            self._raw.setdefault(name.lower(), value)

    def __getitem__(self, name: str) -> str:
        return decode_header(str(self._raw[name]))

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, name: object) -> bool:
        return name in self._raw

    def get(self, name: str, default: Any = None) -> Any:
        """The same as Mapping has it, which learns by an exception that a header is missing, as most are."""
        return self[name] if name in self._raw else default

    def raw(self, name: str) -> str:
        """A value as it is written, 8-bit bytes as surrogates; "" if there is none."""
        return str(self._raw.get(name, ""))


def decode_header(raw: str) -> str:
    """One header value, raw as the mail parser keeps it (8-bit bytes as surrogates), on one line."""
    value = raw[:_LONGEST]
    if not value.isascii():
        value = decode_text(value.encode("utf-8", "surrogateescape"))
    return collapse(_decode_words(value) if "=?" in value else value)


def _decode_words(value: str) -> str:
    pieces: list[str] = []
    words: list[tuple[str, bytes]] = []  # encoded words with nothing but space between them belong together
    position = 0
    for found in _WORD.finditer(value):
        between = value[position : found.start()]
        if between.strip():
            pieces += [_join(words), between]
            words = []
        elif not words:
            pieces.append(between)
        words.append((found[1].lower(), _word_bytes(found[2], found[3])))
        position = found.end()
    return "".join([*pieces, _join(words), value[position:]])


def _join(words: list[tuple[str, bytes]]) -> str:
    """Words of one charset are joined as bytes: some senders cut a character in two."""
    text, i = "", 0
    while i < len(words):
        charset, data = words[i]
        i += 1
        while i < len(words) and words[i][0] == charset:
            data += words[i][1]
            i += 1
        text += decode_text(data, charset)
    return text


def _word_bytes(encoding: str, text: str) -> bytes:
    if encoding in "qQ":
        raw = text.replace("_", " ").encode("utf-8", "replace")
        return re.sub(rb"=([0-9A-Fa-f]{2})", lambda found: bytes([int(found[1], 16)]), raw)
    letters = re.sub(r"[^A-Za-z0-9+/]", "", text)
    try:
        return base64.b64decode(letters[: len(letters) - (len(letters) % 4 == 1)] + "==")
    except binascii.Error:
        return b""


def read_address(raw: str, found: str = "") -> Address:
    """The first mailbox of a From header.

    found: its address as the mail parser made it out, "" if it could not.
    """
    raw = raw[:_LONGEST]
    hidden = _QUOTED.sub(lambda quoted: "\0" * len(quoted[0]), raw)
    angled = _IN_ANGLES.search(hidden)
    if angled:
        return Address(_name(raw[: angled.start()]), (found or angled[1]).lower())
    bare = _BARE_ADDRESS.search(hidden)
    comment = _COMMENT.search(raw)
    email = found or (bare[0].rstrip(".") if bare else "")
    name = comment[1] if comment else "" if bare is None else raw[: bare.start()]
    return Address(_name(name if email else raw), decode_header(email).lower())


def _name(raw: str) -> str:
    return decode_header(re.sub(r"\\(.)", r"\1", raw.strip().strip('",'))).strip("\"'")


def read_date(raw: str) -> datetime | None:
    """A Date header the mail parser would not take, read by a more forgiving reader; UTC if it names no zone."""
    try:
        moment = parsedate_to_datetime(raw[:200])
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
