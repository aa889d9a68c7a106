"""IMAPClient on a connection that can be cut off, and that takes in no more than a command may bring."""

from __future__ import annotations

import imaplib
import logging
import socket
import ssl

from imapclient import IMAPClient, SocketTimeout

from bot.network.deadline import Lifeline

MEGABYTE = 1_000_000
ORDINARY_BYTES = 4 * MEGABYTE
TOO_MUCH = "more data than this command may bring"
CHATTY_LOGGERS = ("imapclient", "imapclient.imapclient", "imapclient.imaplib")


class Wire(imaplib.IMAP4):
    """imaplib's connection with a limit on what a command brings, checked before memory is reserved for a literal."""

    def __init__(self, host: str, port: int, timeout: SocketTimeout, tls: ssl.SSLContext | None, lifeline: Lifeline):
        self._tls = tls
        self._lifeline = lifeline
        self._allowance = ORDINARY_BYTES
        self._read_seconds = timeout.read
        super().__init__(host, port, timeout.connect)

    def _create_socket(self, timeout: float | None = None) -> socket.socket:
        plain = socket.create_connection((self.host, self.port), timeout)
        self._lifeline.hold(plain)
        # Some servers take half a minute to greet, much longer than a connection should take.
        plain.settimeout(self._read_seconds)
        return plain if self._tls is None else self._tls.wrap_socket(plain, server_hostname=self.host)

    def allow(self, size: int) -> None:
        """Let what follows bring `size` bytes in all."""
        self._allowance = size

    def read(self, size: int) -> bytes:
        """Read a literal of `size` bytes."""
        self._spend(size)
        return super().read(size)

    def readline(self) -> bytes:
        """Read a line."""
        line = super().readline()
        self._spend(len(line))
        return line

    def _spend(self, size: int) -> None:
        self._allowance -= size
        if self._allowance < 0:
            raise self.abort(TOO_MUCH)


class Client(IMAPClient):  # type: ignore[misc]
    """IMAPClient on a Wire, with timezone-aware times and without its record of all that is said."""

    def __init__(self, host: str, port: int, *, tls: ssl.SSLContext | None, timeout: SocketTimeout, lifeline: Lifeline):
        self._tls_from_the_start = tls
        self._lifeline = lifeline
        super().__init__(host, port, ssl=tls is not None, ssl_context=tls, timeout=timeout)
        self.normalise_times = False
        # IMAPClient sets 5, and imaplib then formats every literal with repr: thrice the time and the memory.
        self._imap.debug = 0

    def _create_IMAP4(self) -> Wire:  # noqa: N802
        return Wire(self.host, self.port, self._timeout, self._tls_from_the_start, self._lifeline)

    @property
    def wire(self) -> Wire:
        """The connection below, for what IMAPClient does not offer."""
        wire: Wire = self._imap
        return wire


def quieten_loggers() -> None:
    """Keep bodies and user names out of the logs: IMAPClient writes both at DEBUG."""
    for name in CHATTY_LOGGERS:
        logger = logging.getLogger(name)
        if logger.getEffectiveLevel() < logging.INFO:
            logger.setLevel(logging.INFO)
