"""Bytes → Mail: the only place that knows mail-parser.

Its functions for addresses and dates are used alone: on all of a mail it reads every relay and decodes every part.
Header text and bodies are decoded here, because it drops what does not fit the declared charset and puts the bodies of
attached mails into the mail's own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import datetime
from email.header import Header
from email.message import Message
from functools import lru_cache

from mailparser.dates import parse_mail_date
from mailparser.utils import get_addresses

from bot.errors import ParseError
from bot.models import Address, Mail
from bot.parse.body import read_body
from bot.parse.headers import Headers, read_address, read_date
from bot.parse.limits import excess
from bot.parse.mime import message_of

_DEEPEST_ATTACHMENT = 5
_MOST_ATTACHED = 200
_USUAL_LENGTH = 300  # characters of a From header
_BEFORE_HEADERS = re.compile(rb"(?:[\r\n]|>?From [^\r\n]*[\r\n])+")

# It logs headers and complains of attachments it does not know: neither is news, and both may be private.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)


def parse_message(content: bytes) -> Mail:
    """The mail in `content`: any bytes give one, however broken.

    Raises ParseError only for what would cost too much to parse.
    """
    if reason := excess(content):
        raise ParseError(reason)
    return _mail(message_of(_from_first_header(content)), _DEEPEST_ATTACHMENT)


def _from_first_header(content: bytes) -> bytes:
    """Without what may stand before the headers: byte order mark, mbox line, blank lines. UTF-16 becomes UTF-8."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    content = content.removeprefix(b"\xef\xbb\xbf")
    before = _BEFORE_HEADERS.match(content)
    return content[before.end() :] if before else content


def _mail(message: Message, depth: int) -> Mail:
    headers = Headers(message)
    body = read_body(message)
    return Mail(
        sender=_sender(message, headers),
        subject=headers.get("subject", ""),
        message_id=headers.get("message-id") or None,
        sent_at=_moment(headers),
        list_id=headers.get("list-id") or None,
        headers=headers,
        html=body.html,
        text=body.text,
        attached=_attached(body.attached, depth),
    )


def _attached(messages: Sequence[Message], depth: int) -> tuple[Mail, ...]:
    return tuple(_mail(message, depth - 1) for message in messages[:_MOST_ATTACHED]) if depth else ()


def _sender(message: Message, headers: Headers) -> Address:
    """The first of these headers that says something, undecoded: commas in encoded names separate no addresses."""
    written = headers.raw("from")
    if written.isascii() and 0 < len(written) <= _USUAL_LENGTH and not written.isspace():
        return _usual_sender(written)
    written = next((raw for name in ("from", "sender", "reply-to") if (raw := headers.raw(name)).strip()), "")
    return read_address(written, _first_address(message["From"]))


@lru_cache(maxsize=1024)  # subscriptions write again and again, and to take an address apart is dear
def _usual_sender(written: str) -> Address:
    return read_address(written, _first_address(written))


def _first_address(written: str | Header | None) -> str:
    try:
        return next((address for _, address in get_addresses(written) if address), "")
    except Exception:  # noqa: BLE001 -- some headers of real mails make it raise; the mail is still to be read
        return ""


def _moment(headers: Headers) -> datetime | None:
    try:
        moment = parse_mail_date(headers.raw("date")).value
    except Exception:  # noqa: BLE001 -- as above
        moment = None
    return moment or read_date(headers.get("date", ""))
