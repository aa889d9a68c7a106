"""What runs in a child: reads mails, a list of them at a time, and notes which one it has begun, so that it is known
which one it died over. It ends when told to, when nobody has asked for long, and when who started it is gone."""

from __future__ import annotations

import fcntl
import gc
import os
import resource
import select
import signal
import socket
import sys
from collections.abc import Sequence

import bot
from bot.models import Reading
from bot.parse import read_mail
from bot.parsing.limits import OUT_OF_MEMORY
from bot.parsing.progress import tell_begun
from bot.parsing.wire import receive, send

IDLE_SECONDS = 300
_HARDLY_EVER = 50_000  # objects between two collections: a mail makes many, and few in circles


def main(cpu_seconds: float, memory: int, life: int, progress: int) -> None:
    """Read what comes in on standard input, a socket, and answer there.

    life: the reading end of a pipe that is ours alone; the other end has the process that started us.
    progress: the writing end of one that is told of every mail begun.
    """
    connection = _take_over_standard_input()
    _ignore_what_is_meant_for_others()
    _die_with(life)
    _limit(memory)
    gc.freeze()
    gc.set_threshold(_HARDLY_EVER)
    tell_begun(progress)  # what starting took is no mail's
    send(connection, bot.__version__)
    try:
        while contents := _asked(connection):
            send(connection, [_read(content, cpu_seconds, progress) for content in contents])
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _asked(connection: socket.socket) -> Sequence[bytes]:
    """The next mails to read, none if nobody asks any more."""
    try:
        return receive(connection) if select.select([connection], [], [], IDLE_SECONDS)[0] else ()
    except (EOFError, OSError):
        return ()


def _read(content: bytes, cpu_seconds: float, progress: int) -> Reading:
    tell_begun(progress)
    signal.setitimer(signal.ITIMER_PROF, cpu_seconds)
    reading = read_mail(content)
    if reading.error and MemoryError.__name__ in reading.error:
        # A source failed for want of memory, as it may of anything; but this is not for the source to say.
        raise MemoryError
    return reading


def _take_over_standard_input() -> socket.socket:
    """Nothing but our answers gets into the socket, whatever a library prints."""
    connection = socket.socket(fileno=os.dup(sys.stdin.fileno()))
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    os.close(nothing)
    return connection


def _ignore_what_is_meant_for_others() -> None:
    """A service manager tells all processes to stop; who started us finishes what it has begun, and then ends us."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)
    for number in (signal.SIGPROF, signal.SIGIO):
        signal.signal(number, signal.SIG_DFL)


def _die_with(life: int) -> None:
    """Let the kernel end us, even in the midst of a library, when the other end of a pipe is closed."""
    fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(life, fcntl.F_SETFL, fcntl.fcntl(life, fcntl.F_GETFL) | os.O_ASYNC)


def _limit(memory: int) -> None:
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    memory = memory if most == resource.RLIM_INFINITY else min(memory, most)
    resource.setrlimit(resource.RLIMIT_AS, (memory, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        with open("/proc/self/oom_score_adj", "w", encoding="ascii") as score:
            score.write("500")  # where memory is short, let it be taken from us rather than from the daemon
    except OSError:
        return
