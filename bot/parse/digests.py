"""Mailing lists' digests in plain text (RFC 1153): each message in them is a mail of its own.

Digests made of MIME parts need none of this; their messages are attached mails.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bot.models import Mail
from bot.parse.headers import decode_header, read_address, read_date

_END_OF_PREAMBLE = "\n" + "-" * 70 + "\n"
_BETWEEN = "\n" + "-" * 30 + "\n"
_MOST_MESSAGES = 200

_FIELD = r"(?:Message|Date|From|To|Cc|Reply-To|Subject|Message-ID|Keywords|Content-Type)"
# Mailman counts the messages; others begin with whichever field they like. Its footer has a subject and no sender.
_SEPARATOR = re.compile(rf"{_BETWEEN}\n*(?={_FIELD}: |End of )")
_HEADER = re.compile(rf"(?P<name>{_FIELD}):[ \t]*(?P<value>.*(?:\n[ \t]+\S.*)*)\n")


def messages_of(digest: Mail) -> list[Mail]:
    """The messages of a digest in order, none of them with HTML; empty if the mail is no digest."""
    text = digest.text or ""
    if _BETWEEN not in text or _END_OF_PREAMBLE not in text:
        return []
    body = text[text.index(_END_OF_PREAMBLE) + len(_END_OF_PREAMBLE) :]
    pieces = _SEPARATOR.split(body, maxsplit=_MOST_MESSAGES)
    return [mail for piece in pieces if (mail := _message(piece.lstrip("\n"))) is not None]


def _message(text: str) -> Mail | None:
    """One message with its headers, None for a footer or what else stands between two rules."""
    headers: dict[str, str] = {}
    end = 0
    for found in islice(_headers(text), 20):
        headers.setdefault(found["name"].lower(), found["value"])
        end = found.end()
    if "from" not in headers:
        return None
    return Mail(
        sender=read_address(headers["from"]),
        subject=decode_header(headers.get("subject", "")),
        message_id=headers.get("message-id"),
        sent_at=read_date(headers.get("date", "")),
        text=text[end:],
    )


def _headers(text: str) -> Iterator[re.Match[str]]:
    position = 0
    while found := _HEADER.match(text, position):
        yield found
        position = found.end()
