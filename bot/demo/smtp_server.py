"""A real SMTP server (aiosmtpd) on loopback that accepts every mail and keeps it, for the demo and for tests."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True)
class AcceptedMail:
    """A mail as it came over the wire: CRLF, dots unstuffed."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes


class Postbox:
    """Accepts and keeps every mail; a test may subclass it and refuse, delay or drop instead."""

    def __init__(self) -> None:
        self.accepted: list[AcceptedMail] = []

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Called by aiosmtpd when a mail is complete; returns the reply."""
        content = envelope.original_content or b""
        self.accepted.append(AcceptedMail(envelope.mail_from or "", tuple(envelope.rcpt_tos), content))
        return f"250 2.0.0 accepted as {len(self.accepted)}"


@dataclass(frozen=True)
class SmtpServer:
    """Where the server listens, in the clear and without login, and what it has accepted."""

    host: str
    port: int
    postbox: Postbox = field(repr=False)

    @property
    def accepted(self) -> list[AcceptedMail]:
        """The mails in order of arrival."""
        return self.postbox.accepted


class _AnyPort(Controller):
    """Listens on whichever port is free; aiosmtpd itself calls on the port it was told, to see that it works."""

    def _trigger_server(self) -> None:
        if isinstance(self.server, asyncio.Server):
            self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()  # type: ignore[no-untyped-call]


@contextmanager
def smtp_server(postbox: Postbox | None = None, **options: Any) -> Iterator[SmtpServer]:
    """Serve while the block runs, from a thread of its own. `options` are those of aiosmtpd's Controller and SMTP."""
    postbox = Postbox() if postbox is None else postbox
    controller = _AnyPort(postbox, hostname=LOOPBACK, port=0, **options)
    controller.start()
    try:
        yield SmtpServer(LOOPBACK, controller.port, postbox)
    finally:
        controller.stop(no_assert=True)
