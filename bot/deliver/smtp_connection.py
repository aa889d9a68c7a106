"""smtplib's connection, which can be cut off by a deadline whatever the server does."""

from __future__ import annotations

import smtplib
import socket
import ssl
from contextlib import AbstractContextManager, suppress

from bot.network.deadline import Lifeline, deadline

GOODBYE_SECONDS = 5.0


class Connection(smtplib.SMTP):
    """Connects, with TLS from the start if there is a context for it. To be closed; a timeout is for each answer."""

    def __init__(self, host: str, port: int, timeout: float, tls: ssl.SSLContext | None, lifeline: Lifeline):
        self._tls = tls
        self._lifeline = lifeline
        # The machine's own name may take a slow look-up and tells the server more than it needs.
        super().__init__(host, port, "localhost", timeout=timeout)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        plain = socket.create_connection((host, port), timeout)
        self._lifeline.hold(plain)
        return plain if self._tls is None else self._tls.wrap_socket(plain, server_hostname=host)

    def within(self, seconds: float) -> AbstractContextManager[None]:
        """All that is said inside ends within `seconds`, or in a TimeoutError."""
        return deadline(seconds, self._lifeline.cut)

    def wait_longer(self, seconds: float) -> None:
        """From here on, an answer may take as long as that."""
        if self.sock is not None:
            self.sock.settimeout(max(seconds, self.sock.gettimeout() or 0))

    def say_goodbye(self) -> None:
        """QUIT. What was accepted is accepted, so a server that does not answer is not waited for."""
        with suppress(smtplib.SMTPException, OSError), self.within(min(GOODBYE_SECONDS, self.timeout)):
            self.quit()
