"""pymap as a second dialect of IMAP, with a record of every command it was sent."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from bot.demo.imap_server import ImapServer, imap_server

USER = "reader"
PASSWORD = "correct-horse"


@dataclass(frozen=True)
class Pymap:
    """A running server and what clients have said to it, line by line."""

    server: ImapServer
    commands: list[str] = field(default_factory=list)

    @property
    def port(self) -> int:
        """The plain port on 127.0.0.1."""
        return self.server.port


class _Recorder(logging.Handler):
    def __init__(self, commands: list[str]):
        super().__init__(logging.DEBUG)
        self.commands = commands

    def emit(self, record: logging.LogRecord) -> None:
        message = record.getMessage()
        if "-->|" in message:
            self.commands.append(message.partition("-->| ")[2])


@contextmanager
def running_pymap() -> Iterator[Pymap]:
    """Run a server with an empty inbox for USER while the block runs."""
    logger = logging.getLogger("pymap.imap")
    before = logger.level, logger.propagate
    with imap_server(USER, PASSWORD) as server:
        pymap = Pymap(server)
        recorder = _Recorder(pymap.commands)
        logger.addHandler(recorder)
        logger.setLevel(logging.DEBUG)
        logger.propagate = False
        try:
            yield pymap
        finally:
            logger.removeHandler(recorder)
            logger.level, logger.propagate = before
