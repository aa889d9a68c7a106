"""One child as its parent sees it: started, given mails, heard, ended."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from pickle import UnpicklingError

import bot
from bot.models import Reading
from bot.parsing.limits import Death, Limits
from bot.parsing.wire import Inbox, send

_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from bot.parsing.child import main; main({}, {}, {})"
_SECONDS_TO_START = 60.0
_SECONDS_TO_END = 1.0

BROKEN = (OSError, EOFError, UnpicklingError, AttributeError, ImportError, IndexError)
"""What a child that has died, or has died while it spoke, makes the functions here raise."""


class Child:
    """A process that reads mails. `left`: positions of those it was given and has not answered yet, in order."""

    def __init__(self, limits: Limits, life: int):
        """Start it; OSError if the system refuses. life: see `child.main`."""
        ours, its = socket.socketpair()
        with its:
            self._process = _started(limits, its, life)
        ours.settimeout(limits.wall)
        self._limits = limits
        self._socket = ours
        self._inbox = Inbox(ours)
        self._overdue_at = time.monotonic() + _SECONDS_TO_START
        self.left: deque[int] = deque()
        self.is_ready = False
        self.bytes_read = 0

    def fileno(self) -> int:
        return self._socket.fileno()

    def give(self, positions: Sequence[int], contents: Sequence[bytes]) -> None:
        """Have these mails read; OSError if it is not there any more."""
        self.left.extend(positions)
        self.bytes_read += sum(map(len, contents))
        self._overdue_at = time.monotonic() + self._limits.wall
        send(self._socket, contents)

    def answers(self) -> Iterator[tuple[int, Reading]]:
        """What it has read, by position; to be asked when it has spoken. One of BROKEN if it is dying or dead."""
        for value in self._inbox.values():
            if not self.is_ready:
                self._greeted(value)
                continue
            self._overdue_at = time.monotonic() + self._limits.wall
            yield self.left.popleft(), value

    def _greeted(self, version: str) -> None:
        """A program that was upgraded under us may speak of mails in other words than we know."""
        if version != bot.__version__:
            raise EOFError
        self.is_ready = True

    @property
    def is_idle(self) -> bool:
        return self.is_ready and not self.left

    @property
    def seconds_left(self) -> float | None:
        """For what it is doing now; None if that is nothing."""
        return None if self.is_idle else max(0.0, self._overdue_at - time.monotonic())

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._socket.close()

    def post_mortem(self) -> Death:
        """How it ended: by itself, or now because its time is over."""
        overdue = self.seconds_left == 0
        try:
            return Death(self._process.wait(0 if overdue else _SECONDS_TO_END), overdue)
        except subprocess.TimeoutExpired:
            self._process.kill()
            return Death(self._process.wait(), overdue)
        finally:
            self._socket.close()


def _started(limits: Limits, connection: socket.socket, life: int) -> subprocess.Popen[bytes]:
    program = _PROGRAM.format(limits.cpu, limits.memory, life)
    return subprocess.Popen(
        # -P: what lies in the working directory is not to be imported; what we import it does from the same places.
        [sys.executable, "-P", "-c", program, *sys.path],
        stdin=connection.fileno(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=(life,),
        start_new_session=True,  # Ctrl-C is for us
        env={**os.environ, "PYTHONWARNINGS": "ignore"},
    )
