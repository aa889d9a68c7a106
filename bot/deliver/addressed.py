"""The bytes of one delivery: the frozen issue with its recipient, the same at every try."""

from __future__ import annotations

import email.message
from email import policy
from email.headerregistry import Address as HeaderAddress

from bot.models import Issue


def addressed(issue: Issue, recipient: str, *, text_only: bool = False) -> bytes:
    """The issue as RFC 5322 bytes with a To header for `recipient` ("" adds none); text_only drops the HTML part."""
    content = _text_only(issue) if text_only else issue.content
    return f"To: {_header_address(recipient)}\r\n".encode("ascii") + content if recipient else content


def _header_address(recipient: str) -> str:
    local, _, domain = recipient.rpartition("@")
    return str(HeaderAddress(username=local, domain=domain.encode("idna").decode("ascii")))


def _text_only(issue: Issue) -> bytes:
    """The issue's own headers over a single text part; 7-bit clean, since not every server offers 8BITMIME."""
    headers = email.message_from_bytes(issue.content, _class=email.message.EmailMessage, policy=policy.SMTP)
    headers.clear_content()
    headers.set_content(issue.text, cte="quoted-printable")
    return headers.as_bytes()
