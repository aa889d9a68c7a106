"""An issue as RFC 5322 bytes: written out by hand, because the same issue must give the same bytes each time.

The library's writer draws random boundaries, and in Python 3.11.7 and 3.12.1 an encoded word with a line break in a
paper's title injects headers (gh-121650). So nothing from outside reaches a header but through `_header_text`, and
what was written is read back before it is handed out.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from email import policy
from email.parser import BytesHeaderParser
from email.utils import format_datetime, parseaddr

from bot.compose.card.text import shown
from bot.compose.facts import IssueFacts
from bot.errors import ConfigError

ISSUE_HEADER = "X-Papersieve-Issue"
LONGEST_LINE = 76
_ENCODED_WORD_BYTES = 39  # 64 characters as =?utf-8?b?…?=, so that "Subject: " stays within 76 too (RFC 2047 §2)
_ATOM = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+")
_DOMAIN = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?")


@dataclass(frozen=True)
class Bodies:
    """The two renderings of one part of an issue."""

    text: str
    html: str


def message_id(facts: IssueFacts, part: int) -> str:
    """The same for the same instance, digest, slot and part, however often it is composed or sent."""
    key = f"{facts.instance_id}|{facts.digest}|{facts.slot}|{part}"
    name = (
        base64.b32encode(hashlib.sha256(key.encode(errors="backslashreplace")).digest())
        .decode("ascii")
        .rstrip("=")
        .lower()
    )
    return f"<{name}@{_domain(facts.list_id_domain)}>"


def envelope(facts: IssueFacts, subject: str, bodies: Bodies, part: int, parts: int) -> bytes:
    """The whole mail with CRLF, without a To line: the channel puts one in front for each recipient.

    Raises ConfigError if the sender is no address a mail can come from.
    """
    identifier = message_id(facts, part)
    boundary = f"=_{identifier[1:33]}"  # `=_` occurs neither in quoted-printable nor in base64
    headers = dict(_headers(facts, subject, identifier, boundary, f"{part}/{parts}"))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items()).encode("ascii")
    _check(head, headers)
    return head + b"\r\n" + _multipart(boundary, bodies)


def encoded_size(text: str) -> int:
    """How many bytes a part takes in the mail, after transfer encoding."""
    return len(_transfer_encoded(text)[1])


# ── headers ───────────────────────────────────────────────────────────────────────────────────────────


def _headers(facts: IssueFacts, subject: str, identifier: str, boundary: str, part: str) -> Iterator[tuple[str, str]]:
    yield "From", _mailbox(facts.sender)
    yield "Subject", _header_text(subject, used=len("Subject: "))
    yield "Date", format_datetime(facts.composed_at)
    yield "Message-ID", identifier
    yield "List-Id", f"<{_slug(facts.digest)}.papersieve.{_domain(facts.list_id_domain)}>"
    if facts.list_unsubscribe:
        yield "List-Unsubscribe", f"<{_address(facts.list_unsubscribe)}>"
    yield "Auto-Submitted", "auto-generated"
    yield ISSUE_HEADER, f"{_slug(facts.digest)}; slot={_token(facts.slot)}; part={part}"
    yield "MIME-Version", "1.0"
    yield "Content-Type", f'multipart/alternative;\r\n boundary="{boundary}"'


def _header_text(text: str, used: int = 0) -> str:
    """Unstructured text for a header: one line, no encoded word of anyone else's, ASCII (RFC 2047)."""
    text = re.sub(r"=(?=\?)", "= ", shown(text))
    if text.isascii() and len(text) + used <= LONGEST_LINE:
        return text
    return "\r\n ".join(_encoded_words(text))


def _encoded_words(text: str) -> Iterator[str]:
    """Encoded words of at most 75 characters, none of which ends within a character (RFC 2047 §5)."""
    word = b""
    for char in text:
        encoded = char.encode()
        if word and len(word) + len(encoded) > _ENCODED_WORD_BYTES:
            yield f"=?utf-8?b?{base64.b64encode(word).decode('ascii')}?="
            word = b""
        word += encoded
    yield f"=?utf-8?b?{base64.b64encode(word).decode('ascii')}?="


def _mailbox(sender: str) -> str:
    """A From value: a name, quoted or encoded as it needs, and an ASCII address."""
    name, address = parseaddr(shown(sender))
    local, _, domain = address.rpartition("@")
    if not local.isascii() or not all(_ATOM.fullmatch(atom) for atom in local.split(".")) or not domain:
        raise ConfigError(
            f"smtp.from {sender!r} is no address a mail can be sent from; write it as: Name <me@host.example>."
        )
    spec = f"{local}@{_domain(domain)}"
    return f"{_phrase(name)} <{spec}>" if name else spec


def _phrase(name: str) -> str:
    """A display name: as it is if it is made of atoms, else quoted, else as encoded words (RFC 5322 §3.2.5)."""
    if name.isascii() and len(name) <= 60 and "=?" not in name:
        plain = all(_ATOM.fullmatch(word) for word in name.split())
        return name if plain else '"' + re.sub(r'(["\\])', r"\\\1", name) + '"'
    return "\r\n ".join(_encoded_words(re.sub(r"=(?=\?)", "= ", name)))


def _domain(domain: str) -> str:
    """A host name in lower case and ASCII. Raises ConfigError when it is none."""
    try:
        encoded = domain.strip().lower().encode("idna").decode("ascii")
    except UnicodeError as error:
        raise ConfigError(f"{domain!r} is no host name; correct the address in smtp.from.") from error
    if not _DOMAIN.fullmatch(encoded):
        raise ConfigError(f"{domain!r} is no host name; correct the address in smtp.from.")
    return encoded


def _slug(name: str) -> str:
    """A digest's name as one label of a List-Id; names that lose something by it keep a mark of their own."""
    slug = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
    mark = "" if slug == name.lower() else hashlib.sha256(name.encode(errors="backslashreplace")).hexdigest()[:6]
    return "-".join(filter(None, (slug, mark)))


def _token(text: str) -> str:
    return re.sub(r"[^A-Za-z0-9:/+_.-]", "_", text)[:200]


def _address(url: str) -> str:
    if not re.fullmatch(r"(https?://|mailto:)[!#-;=?-~]+", url):
        raise ConfigError(f"list_unsubscribe {url!r} must be an https: or mailto: address without spaces.")
    return url


def _check(head: bytes, headers: dict[str, str]) -> None:
    """What is read back must be what was written: a header more would be someone else's."""
    read = BytesHeaderParser(policy=policy.compat32).parsebytes(head + b"\r\n")
    if read.keys() != list(headers) or read.defects or not head.isascii():
        raise ValueError(f"the headers came out as {read.keys()}, not as {list(headers)}")


# ── bodies ────────────────────────────────────────────────────────────────────────────────────────────


def _multipart(boundary: str, bodies: Bodies) -> bytes:
    parts = (("plain", bodies.text), ("html", bodies.html))
    written = [b"\r\n".join(_part(subtype, text)) for subtype, text in parts]
    line = f"--{boundary}".encode("ascii")
    return b"".join(line + b"\r\n" + part + b"\r\n" for part in written) + line + b"--\r\n"


def _part(subtype: str, text: str) -> Iterable[bytes]:
    encoding, body = _transfer_encoded(text)
    return (
        f"Content-Type: text/{subtype}; charset=utf-8".encode("ascii"),
        b"Content-Transfer-Encoding: " + encoding,
        b"",
        body,
    )


def _transfer_encoded(text: str) -> tuple[bytes, bytes]:
    """Encoding and body in 7-bit lines with CRLF: quoted-printable, or base64 where that is shorter (CJK)."""
    lines = re.split(r"\r\n|\r|\n", text.rstrip("\r\n"))
    data = "".join(f"{line}\r\n" for line in lines).encode("utf-8", errors="replace")
    quoted = re.sub(rb"(?m)^From ", b"=46rom ", binascii.b2a_qp(data, istext=True))
    if len(quoted) <= len(data) * 1.4:
        return b"quoted-printable", quoted
    encoded = base64.b64encode(data)
    return b"base64", b"\r\n".join(encoded[at : at + LONGEST_LINE] for at in range(0, len(encoded), LONGEST_LINE))
