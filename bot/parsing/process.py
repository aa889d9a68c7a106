"""One child as its parent sees it: started, given mails, heard, ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pickle import UnpicklingError

from bot.models import Reading
from bot.parsing.limits import Death, Limits
from bot.parsing.progress import Progress
from bot.parsing.surroundings import surroundings
from bot.parsing.wire import Inbox, Outbox

_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from bot.parsing.child import main; main({}, {}, {}, {})"
_SECONDS_TO_START = 60.0
_SECONDS_TO_END = 1.0
_HARDLY_ANY = 0.1  # of the time on the clock; a mail that keeps a child busy gets more on the busiest machine

BROKEN = (OSError, EOFError, UnpicklingError, AttributeError, ImportError, ValueError)
"""What a child that has died, or has died while it spoke, makes the functions here raise."""


class Child:
    """A process that reads mails, one chunk of them after the other."""

    def __init__(self, limits: Limits):
        """Start it; OSError if the system refuses."""
        self._limits = limits
        with ExitStack() as its:
            self._socket, its_socket = socket.socketpair()
            its.enter_context(its_socket)
            self._told, its_progress = os.pipe()
            its.callback(os.close, its_progress)
            # One for each: the kernel tells only one process of the end of a pipe that several have inherited.
            its_life, self._life = os.pipe()
            its.callback(os.close, its_life)
            self._process = self._started(its_socket, its_life, its_progress)
        self._socket.setblocking(False)
        self._progress = Progress(self._told)
        self._inbox, self._outbox = Inbox(self._socket), Outbox(self._socket)
        self._overdue_at = time.monotonic() + _SECONDS_TO_START
        self._chunks: deque[Sequence[int]] = deque()
        self.is_ready = False
        self.version = ""
        self.bytes_read = 0

    def _started(self, connection: socket.socket, life: int, progress: int) -> subprocess.Popen[bytes]:
        program = _PROGRAM.format(self._limits.cpu, self._limits.memory, life, progress)
        try:
            return subprocess.Popen(
                # -P: what lies in the working directory must not be imported, but what we import, from the same place.
                [sys.executable or "python3", "-P", "-c", program, *sys.path],
                stdin=connection.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(life, progress),
                start_new_session=True,  # Ctrl-C is for us
                env=surroundings(os.environ),
            )
        except OSError:
            self._close()
            raise

    def fileno(self) -> int:
        return self._socket.fileno()

    def give(self, positions: Sequence[int], contents: Sequence[bytes]) -> None:
        """Have these mails read after those it has; OSError if it is not there any more."""
        if not self._chunks:
            self._progress.given_more()
            self._overdue_at = self._progress.began_at + self._limits.wall
        self._chunks.append(positions)
        self.bytes_read += sum(map(len, contents))
        self._outbox.put(contents)

    def push(self) -> None:
        """Give it what it has not taken yet; OSError if it is not there any more."""
        self._outbox.push()

    @property
    def has_all(self) -> bool:
        """Whether it has taken all that it was given."""
        return self._outbox.is_empty

    @property
    def chunks(self) -> int:
        """How many it was given and has not answered."""
        return len(self._chunks)

    @property
    def left(self) -> list[int]:
        """Positions of the mails it was given and has not answered, in order."""
        return [position for chunk in self._chunks for position in chunk]

    def answers(self) -> Iterator[tuple[int, Reading]]:
        """What it has read, by position; to be asked when it has spoken. One of BROKEN if it is dying or dead."""
        for value in self._inbox.values():
            if self.is_ready:
                positions = self._chunks.popleft()
                self._progress.answered(len(positions))
                self._overdue_at = self._progress.began_at + self._limits.wall
                yield from zip(positions, value, strict=True)
            else:
                self._progress.note()
                self.version = value
                self.is_ready = True

    @property
    def is_idle(self) -> bool:
        return self.is_ready and not self._chunks

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    @property
    def seconds_left(self) -> float | None:
        """Until it has to be asked whether it is overdue; None while it is idle."""
        return None if self.is_idle else max(0.0, self._overdue_at - time.monotonic())

    def is_overdue(self) -> bool:
        """Whether its time is over for the mail it is reading, or for its start."""
        if self.seconds_left == 0 and self.is_ready and self._progress.note():
            self._overdue_at = self._progress.began_at + self._limits.wall
        return self.seconds_left == 0

    def blame(self) -> tuple[int, list[int]]:
        """Of those left, the one it was reading, and the others."""
        self._progress.note()
        left, reading = self.left, max(self._progress.begun, 1) - 1
        return left[reading], [*left[:reading], *left[reading + 1 :]]

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        self._process.wait()
        self._close()

    def post_mortem(self, *, overdue: bool) -> Death:
        """How it ended: by itself, or now because its time is over."""
        try:
            return self._ended_now() if overdue else Death(self._process.wait(_SECONDS_TO_END))
        except subprocess.TimeoutExpired:
            self._process.kill()
            return Death(self._process.wait())
        finally:
            self._close()

    def _ended_now(self) -> Death:
        """End it, unless it has just ended by itself, and see what it had computed for the mail that took so long."""
        took = time.monotonic() - self._progress.began_at
        try:
            os.kill(self._process.pid, signal.SIGKILL)
            _, status, usage = os.wait4(self._process.pid, 0)
        except (ProcessLookupError, ChildProcessError):  # who started us has ignored SIGCHLD: the kernel keeps nothing
            return Death(self._process.wait(), overdue=True)
        self._process.returncode = os.waitstatus_to_exitcode(status)
        computed = usage.ru_utime + usage.ru_stime - self._progress.computed
        overdue = self._process.returncode == -signal.SIGKILL
        return Death(self._process.returncode, overdue, stood_still=overdue and computed < _HARDLY_ANY * took)

    def _close(self) -> None:
        self._socket.close()
        os.close(self._told)
        os.close(self._life)
