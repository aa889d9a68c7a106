"""What was done to plain text before it was sent, undone: lines flowed (RFC 3676), files uuencoded into it."""

from __future__ import annotations

import binascii
import re

_UUENCODED = re.compile(r"^begin [0-7]{3,4} [^\n]{1,200}\n(?P<lines>(?:[ -`]{1,62}\n)+)(?:[ `]\n)?end[ \t]*$", re.M)


def undone(text: str, content_type: str) -> str:
    """`text` of a part with this Content-Type as its author wrote it. Line ends are newlines."""
    if "delsp" in content_type.lower() and re.search(r"delsp\s*=\s*\"?yes", content_type, re.I):
        text = _joined(text)
    if "begin " in text and "\nend" in text:
        text = _UUENCODED.sub(_readable, text)
    return text


def _joined(text: str) -> str:
    """Soft line breaks taken out with their space (RFC 3676 §4.1): Apple Mail broke long addresses so.

    Only where the space is deleted is this needed: any other flowed line is but a wrapped one.
    """
    pieces: list[str] = []
    soft, depth = False, 0
    for line in text.split("\n"):
        content = line.lstrip(">")
        quotes = len(line) - len(content)
        if soft and quotes == depth:
            pieces[-1] = pieces[-1][:-1]
            pieces.append(content.removeprefix(" "))
        else:
            pieces += ("\n", line)
        soft, depth = line.endswith(" ") and content.strip() != "--", quotes
    return "".join(pieces[1:])


def _readable(block: re.Match[str]) -> str:
    """A uuencoded file as its text, nothing if it has none."""
    try:
        data = b"".join(binascii.a2b_uu(line) for line in block["lines"].splitlines())
        text = data.decode()
    except (binascii.Error, ValueError):
        return ""
    return "" if "\0" in text else text
