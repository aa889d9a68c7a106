"""Content of a part as bytes, its transfer encoding undone (RFC 2045 §6), also where it was done wrongly or damaged."""

from __future__ import annotations

import base64
import re
from collections.abc import Sequence
from email import errors
from email.message import Message

_DAMAGE = (
    errors.InvalidBase64PaddingDefect,
    errors.InvalidBase64CharactersDefect,
    errors.InvalidBase64LengthDefect,
)
_FOREIGN = re.compile(r"[^A-Za-z0-9+/]")
_PROSE = re.compile(r"\S[ \t]\S")  # Base64 has no blank within a line
_CHUNK_END = re.compile(r"={1,2}\s*")
_MOSTLY = 0.75


def payload_of(part: Message) -> bytes:
    """The bytes that a leaf stands for. Of damaged Base64 all that can still be read."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, TypeError, LookupError, AssertionError):
        payload = part.get_payload()
    if part.defects and any(isinstance(defect, _DAMAGE) for defect in part.defects):
        payload = _mended(str(part.get_payload()))
    if isinstance(payload, str):
        return payload.encode("utf-8", "surrogateescape")
    return payload if isinstance(payload, bytes) else b""


def _mended(encoded: str) -> str | bytes:
    """Line by line, so that a lost character spoils one line and not all that follow."""
    lines = [line.strip() for line in encoded.split("\n") if line.strip()]
    prose = sum(_PROSE.search(line) is not None for line in lines)
    if prose > _MOSTLY * len(lines) / 2:
        return encoded  # it never was Base64
    encoding = [line for line in lines if _is_base64(line)]
    if _broken_in_quads(encoding):
        return b"".join(map(_decoded, encoding))
    return b"".join(map(_decoded, _CHUNK_END.split("".join(encoding))))


def _is_base64(line: str) -> bool:
    """Not what a mailing list or a virus scanner wrote below; a few strange characters are damage."""
    return len(_FOREIGN.sub("", line)) >= _MOSTLY * len(line) and not _PROSE.search(line)


def _broken_in_quads(lines: Sequence[str]) -> bool:
    """Whether the lines were broken where they may be: all but a damaged few and the last."""
    return sum(len(line) % 4 == 0 for line in lines) >= _MOSTLY * (len(lines) - 1)


def _decoded(chunk: str) -> bytes:
    letters = _FOREIGN.sub("", chunk)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    return base64.b64decode(letters + "=" * (-len(letters) % 4))
