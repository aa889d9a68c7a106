"""Bytes → Mail: the only place that knows mail-parser.

It reads the sender and the date. Header text and bodies are decoded here, because it drops what does not fit the
declared charset and puts the bodies of attached mails into the mail's own.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from email.message import Message

import mailparser

from bot.errors import ParseError
from bot.models import Mail
from bot.parse.body import read_body
from bot.parse.headers import decode_header, read_address, read_date
from bot.parse.limits import excess
from bot.parse.mime import message_of

_DEEPEST_ATTACHMENT = 5
_MOST_ATTACHED = 200
_BEFORE_HEADERS = re.compile(rb"(?:[\r\n]|>?From [^\r\n]*[\r\n])+")

# It logs headers and complains of attachments it does not know: neither is news, and both may be private.
logging.getLogger("mailparser").setLevel(logging.CRITICAL)


def parse_message(content: bytes) -> Mail:
    """The mail in `content`: any bytes give one, however broken.

    Raises ParseError only for what would cost too much to parse.
    """
    if reason := excess(content):
        raise ParseError(reason)
    message = message_of(_from_first_header(content))
    return _mail(message, _DEEPEST_ATTACHMENT, _sender_and_date(message))


def _from_first_header(content: bytes) -> bytes:
    """Without what may stand before the headers: byte order mark, mbox line, blank lines. UTF-16 becomes UTF-8."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        content = content.decode("utf-16", "replace").encode("utf-8", "replace")
    content = content.removeprefix(b"\xef\xbb\xbf")
    before = _BEFORE_HEADERS.match(content)
    return content[before.end() :] if before else content


def _sender_and_date(message: Message) -> mailparser.MailParser | None:
    """mail-parser on these two headers: on all of a mail it reads every relay, and decodes every part, which we do."""
    headers = Message()
    for name, value in message.raw_items():
        if name.lower() in ("from", "date"):
            headers.set_raw(name, value)
    try:
        return mailparser.MailParser(headers)
    except Exception:  # noqa: BLE001 -- some headers of real mails make it raise; the mail is still to be read
        return None


def _mail(message: Message, depth: int, parsed: mailparser.MailParser | None = None) -> Mail:
    headers = _headers(message)
    body = read_body(message)
    raw_from = _raw(message, ("from", "sender", "reply-to"))
    return Mail(
        sender=read_address(raw_from, _first_address(parsed)),
        subject=headers.get("subject", ""),
        message_id=headers.get("message-id") or None,
        sent_at=_moment(parsed, headers.get("date")),
        list_id=headers.get("list-id") or None,
        headers=headers,
        html=body.html,
        text=body.text,
        attached=_attached(body.attached, depth),
    )


def _attached(messages: Sequence[Message], depth: int) -> tuple[Mail, ...]:
    return tuple(_mail(message, depth - 1) for message in messages[:_MOST_ATTACHED]) if depth else ()


def _headers(message: Message) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in message.raw_items():
        key = name.lower()
        if key not in headers:
            headers[key] = decode_header(str(value))
    return headers


def _raw(message: Message, names: Sequence[str]) -> str:
    """The first of these headers that says something, undecoded: commas in encoded names separate no addresses."""
    values = {name.lower(): str(value) for name, value in reversed(list(message.raw_items()))}
    return next((values[name] for name in names if values.get(name, "").strip()), "")


def _first_address(parsed: mailparser.MailParser | None) -> str:
    return next((email for _, email in parsed.from_), "") if parsed is not None else ""


def _moment(parsed: mailparser.MailParser | None, written: str | None) -> datetime | None:
    moment = parsed.date if parsed is not None else None
    if isinstance(moment, datetime):
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
    return read_date(written) if written else None
