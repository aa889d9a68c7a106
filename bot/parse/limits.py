"""What is too much for a mail, counted on the bytes before any parser sees them.

A 2 MB mail of 200,000 parts takes a MIME parser 12 seconds, a thousand levels overflow its stack.
"""

from __future__ import annotations

import re

MAX_BYTES = 30_000_000
MAX_PARTS = 2_000
MAX_DEPTH = 150
MAX_HEADER_BYTES = 1_000_000

_DECLARED = re.compile(rb"boundary(?:\*\d*\*?)?\s*=\s*\"?([^\"\s;]{1,200})", re.I)
_NESTING = re.compile(
    rb"boundary\s*=\s*\"?(?P<opens>[^\"\s;]{1,200})|[\r\n]--(?P<line>[^\r\n]{1,200})|(?P<attached>:\s*message/(?:rfc822|global))",
    re.I,
)
_END_OF_HEADERS = re.compile(rb"\n[\r\n]|\r\r")


def excess(content: bytes) -> str | None:
    """What is too much about this mail, as a sentence, or None when it may be parsed."""
    if len(content) > MAX_BYTES:
        return f"The mail has {len(content) / 1e6:.0f} MB, more than the {MAX_BYTES / 1e6:.0f} MB that are read."
    if (size := _header_bytes(content)) > MAX_HEADER_BYTES:
        return (
            f"The mail has {size / 1e6:.1f} MB of headers, more than the {MAX_HEADER_BYTES / 1e6:.0f} MB that are read."
        )
    if _is_single_part(content):
        return None
    containers = _containers(content)
    if containers and (parts := _parts(content)) > MAX_PARTS:
        return f"The mail has {parts} MIME parts, more than the {MAX_PARTS} that are read."
    if containers > MAX_DEPTH and _is_too_deep(content):
        return f"The mail nests more than {MAX_DEPTH} MIME parts in each other."
    return None


def _is_single_part(content: bytes) -> bool:
    """Whether the headers tell at once, as those of most subscriptions do, that nothing is within this mail.

    A mail that does not begin with its headers, or whose content has a name, may be or hold another one.
    """
    end = _END_OF_HEADERS.search(content)
    headers = content[: end.start() if end else None].lower()
    if not content[:1].isalpha() or headers.startswith(b"from "):
        return False
    return not (b"boundary" in headers or b"multipart" in headers or b"message/" in headers or b"name" in headers)


def _containers(content: bytes) -> int:
    """How many containers there are at most: declared boundaries and attached mails."""
    lowered = content.lower()
    return lowered.count(b"boundary") + lowered.count(b"message/")


def _header_bytes(content: bytes) -> int:
    """Length of the longest header block a parser would meet first: that of the mail itself."""
    if len(content) <= MAX_HEADER_BYTES:
        return 0
    found = _END_OF_HEADERS.search(content, 0, MAX_HEADER_BYTES + 4)
    return found.start() if found else len(content)


def _parts(content: bytes) -> int:
    """How many boundary lines there are, or at most are if these are few enough.

    Of lines that merely begin with dashes only those with a declared boundary count.
    """
    if (dashes := content.count(b"--")) <= MAX_PARTS:
        return dashes
    dashed = content.count(b"\n--") + content.count(b"\r--")
    if dashed <= MAX_PARTS or b"oundary*" in content:
        return dashed
    names = tuple(b"--" + name for name in set(_DECLARED.findall(content)))
    return sum(line.startswith(names) for line in content.splitlines()) if names else 0


def _is_too_deep(content: bytes) -> bool:
    """Whether more containers (attached mails, declared boundaries) are open at one place than may be."""
    open_parts: list[bytes] = []
    for found in _NESTING.finditer(content):
        if line := found["line"]:
            _close(open_parts, line.rstrip())
        else:
            open_parts.append(found["opens"] or b"")
        if len(open_parts) > MAX_DEPTH:
            return True
    return False


def _close(open_parts: list[bytes], line: bytes) -> None:
    """A boundary line ends whatever was opened after its own container; with `--` behind it, that one too."""
    name = line if line in open_parts else line.removesuffix(b"--")
    if name in open_parts:
        del open_parts[len(open_parts) - open_parts[::-1].index(name) - (name != line) :]
