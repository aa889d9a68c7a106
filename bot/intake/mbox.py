"""Takes an mbox file (RFC 4155) apart, reading it once from front to back in memory that does not grow with it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO

from bot.intake.files import uid_of_digest

LONGEST_PIECE = 65_536

# "From MAILER-DAEMON Fri Jul  8 12:08:34 2011"; some write a zone, an offset or no address.
_DATED = re.compile(rb"From .*\b\d\d?:\d\d(?::\d\d)?\b.*\b\d{4}\b")
_ASCTIME = re.compile(
    rb"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun),? +(?:[A-Z][a-z]{2} +\d\d?|\d\d? +[A-Z][a-z]{2}) .*\d\d?:\d\d"
)
_UNDATED = re.compile(rb"From \S+\s*$")
_QUOTED_FROM = re.compile(rb">+From ")


@dataclass(frozen=True)
class Piece:
    """One mail of an mbox: a hash of its content as UID, and the content, or None if it is larger than was allowed."""

    uid: int
    content: bytes | None


@dataclass
class _Growing:
    """A mail being read. Beyond `most` bytes only its digest goes on."""

    most: int
    lines: list[bytes] = field(default_factory=list)
    size: int = 0
    digest: hashlib._Hash = field(default_factory=hashlib.sha256)

    def add(self, line: bytes) -> None:
        self.digest.update(line)
        self.size += len(line)
        if self.size <= self.most:
            self.lines.append(line)
        else:
            self.lines.clear()

    def done(self) -> Piece:
        content = b"".join(self.lines) if self.size <= self.most else None
        return Piece(uid_of_digest(self.digest.digest()), content)


def is_separator(line: bytes, after_blank: bool) -> bool:
    """Whether `line` begins a mail. Sentences begin with "From" too, so it has to look the part."""
    if not line.startswith(b"From "):
        return False
    if after_blank:
        return bool(_DATED.match(line) or _UNDATED.match(line))
    return bool(_ASCTIME.match(line))


def mails_of(file: BinaryIO, most: int) -> Iterator[Piece]:
    """The mails of an open mbox, without their From lines and with ``>From`` unquoted once (mboxrd)."""
    mail: _Growing | None = None
    blank: bytes = b""
    for line, begins in _lines(file):
        if begins and is_separator(line, after_blank=mail is None or bool(blank)):
            if mail is not None:
                yield mail.done()
            mail, blank = _Growing(most), b""
        elif mail is not None:
            if blank:
                mail.add(blank)
            is_blank = begins and line in (b"\n", b"\r\n")
            blank = line if is_blank else b""
            if not is_blank:
                mail.add(line[1:] if begins and _QUOTED_FROM.match(line) else line)
    if mail is not None:
        yield mail.done()


def _lines(file: BinaryIO) -> Iterator[tuple[bytes, bool]]:
    """Lines, overlong ones in pieces; the flag says whether a line begins with this piece."""
    begins = True
    while line := file.readline(LONGEST_PIECE):
        yield line, begins
        begins = line.endswith(b"\n")
