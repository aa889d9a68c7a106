"""An IMAP server that says what a script tells it to, true or not, and breaks off where it says so.

A script is a list of steps for one connection; each waits for a command, replies, and then perhaps does something rude.
"""

from __future__ import annotations

import re
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import BinaryIO

from tests.servers.certificates import Certificates

Action = Callable[[socket.socket], None]


@dataclass(frozen=True)
class Step:
    """Wait for a line with `expect` in it (a regular expression; "" waits for nothing), send `reply`, then do `action`.

    In the reply, ``{tag}`` stands for the tag of the line, and ``{next}`` waits for another line.
    """

    expect: str
    reply: str | bytes = b""
    action: Action | None = None


Script = Sequence[Step]


@dataclass
class ScriptedServer:
    """A running server: where it listens, what it heard, and which commands its scripts had no answer for."""

    port: int
    heard: list[str] = field(default_factory=list)
    surprises: list[str] = field(default_factory=list)
    connections: int = 0


# ── what to be rude with ──────────────────────────────────────────────────────────────────────────────


def close(connection: socket.socket) -> None:
    """Hang up."""
    with suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()


def fall_silent(connection: socket.socket) -> None:
    """Say nothing more until the client gives up."""
    with suppress(OSError):
        while connection.recv(4096):
            pass


def drip(connection: socket.socket) -> None:
    """Send a byte now and then, faster than any timeout."""
    with suppress(OSError):
        while True:
            connection.sendall(b"*")
            time.sleep(0.1)


# ── what a server in good order says ──────────────────────────────────────────────────────────────────

GREETING = Step("", "* OK [CAPABILITY IMAP4rev1 AUTH=PLAIN] ready\r\n")
CAPABILITY = Step("CAPABILITY", "* CAPABILITY IMAP4rev1 AUTH=PLAIN\r\n{tag} OK done\r\n")
AUTHENTICATE = Step("AUTHENTICATE PLAIN", "+ \r\n{next}{tag} OK [CAPABILITY IMAP4rev1] logged in\r\n")
LOGGED_IN = (GREETING, CAPABILITY, AUTHENTICATE)


def examined(uidvalidity: int | None = 7, uidnext: int | None = 100, exists: int = 3) -> Step:
    """A folder opens; None leaves the item out."""
    lines = [f"* {exists} EXISTS", "* 0 RECENT", r"* FLAGS (\Seen)"]
    lines += [] if uidvalidity is None else [f"* OK [UIDVALIDITY {uidvalidity}] valid"]
    lines += [] if uidnext is None else [f"* OK [UIDNEXT {uidnext}] next"]
    return Step("EXAMINE", "\r\n".join([*lines, "{tag} OK [READ-ONLY] opened", ""]))


def searched(*uids: int) -> Step:
    """A search finds these."""
    return Step("UID SEARCH", f"* SEARCH {' '.join(map(str, uids))}\r\n{{tag}} OK done\r\n")


def headers(sizes: Mapping[int, int], sender: str = "alerts@journal.example") -> Step:
    """Headers of mails, all from `sender`."""
    return Step("UID FETCH .*HEADER", b"".join([*(header(uid, size, sender) for uid, size in sizes.items()), DONE]))


def bodies(contents: Mapping[int, bytes]) -> Step:
    """Whole mails."""
    return Step(
        r"UID FETCH .*BODY.PEEK\[\]", b"".join([*(body(uid, content) for uid, content in contents.items()), DONE])
    )


DONE = b"{tag} OK done\r\n"


def header(uid: int, size: int, sender: str) -> bytes:
    """One mail's answer to what is asked ahead of its body."""
    section = f"From: {sender}\r\n\r\n".encode()
    return (
        (
            f'* {uid} FETCH (UID {uid} RFC822.SIZE {size} INTERNALDATE "20-Nov-2026 10:00:00 +0000"'
            f" BODY[HEADER.FIELDS (FROM SENDER LIST-ID)] {{{len(section)}}}\r\n"
        ).encode()
        + section
        + b")\r\n"
    )


def body(uid: int, content: bytes) -> bytes:
    """One mail's answer to what is asked for its body."""
    return f"* {uid} FETCH (UID {uid} BODY[] {{{len(content)}}}\r\n".encode() + content + b")\r\n"


# ── running it ────────────────────────────────────────────────────────────────────────────────────────


@contextmanager
def scripted_server(*scripts: Script, certificates: Certificates | None = None) -> Iterator[ScriptedServer]:
    """Serve while the block runs: the first script to the first connection, and so on; who comes later is hung up on.

    certificates: speak TLS from the start.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = ScriptedServer(listener.getsockname()[1])
        desk = _Desk(listener, server, certificates)
        thread = threading.Thread(target=desk.serve, args=(scripts,))
        thread.start()
        try:
            yield server
        finally:
            desk.shut()
            thread.join()


class _Desk:
    """Serves one connection after the other."""

    def __init__(self, listener: socket.socket, server: ScriptedServer, certificates: Certificates | None):
        self._listener = listener
        self._server = server
        self._tls = None if certificates is None else _server_context(certificates)
        self._current: socket.socket | None = None
        self._is_shut = threading.Event()

    def serve(self, scripts: Sequence[Script]) -> None:
        for script in chain(scripts, repeat(())):
            connection, _ = self._listener.accept()
            if self._is_shut.is_set():
                connection.close()
                return
            self._server.connections += 1
            self._current = connection
            with suppress(OSError):
                self._converse(connection if self._tls is None else self._encrypted(connection), script)
            close(self._current)

    def shut(self) -> None:
        self._is_shut.set()
        if self._current is not None:
            close(self._current)
        with suppress(OSError), socket.create_connection(self._listener.getsockname(), timeout=1):
            pass

    def _encrypted(self, connection: socket.socket) -> socket.socket:
        assert self._tls is not None
        self._current = self._tls.wrap_socket(connection, server_side=True)
        return self._current

    def _converse(self, connection: socket.socket, script: Script) -> None:
        with connection.makefile("rb") as lines:
            for step in script:
                tag = self._hear(lines, step) if step.expect else ""
                if tag is None:
                    return
                self._say(connection, lines, step, tag)
                if step.action is not None:
                    step.action(connection)
            with suppress(OSError):
                self._bid_farewell(connection, lines)

    def _hear(self, lines: BinaryIO, step: Step) -> str | None:
        """The tag of the next command; None if it is not the one the script waits for."""
        line = self._listen(lines)
        if re.search(step.expect, line):
            return line.partition(" ")[0]
        if line and "LOGOUT" not in line:
            self._server.surprises.append(line)
        return None

    def _say(self, connection: socket.socket, lines: BinaryIO, step: Step, tag: str) -> None:
        reply = step.reply.encode() if isinstance(step.reply, str) else step.reply
        first, *others = reply.replace(b"{tag}", tag.encode()).split(b"{next}")
        connection.sendall(first)
        for other in others:
            self._listen(lines)
            connection.sendall(other)

    def _bid_farewell(self, connection: socket.socket, lines: BinaryIO) -> None:
        """After the script: LOGOUT is answered, anything else is a surprise."""
        line = self._listen(lines)
        if "LOGOUT" in line:
            connection.sendall(f"* BYE\r\n{line.partition(' ')[0]} OK bye\r\n".encode())
        elif line:
            self._server.surprises.append(line)

    def _listen(self, lines: BinaryIO) -> str:
        line = lines.readline().decode("utf-8", "replace").strip()
        if line:
            self._server.heard.append(line)
        return line


def _server_context(certificates: Certificates) -> ssl.SSLContext:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(certificates.certificate, certificates.key)
    return context
