"""Ends a conversation that takes too long: a socket's own timeout starts anew with every byte, so it is no deadline."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress


class Lifeline:
    """A second handle on a connection, by which another thread can end it whatever it does, even a TLS handshake."""

    def __init__(self) -> None:
        self._handle: socket.socket | None = None

    def hold(self, connection: socket.socket) -> None:
        """Keep hold of `connection`, to be called before it is wrapped in TLS: wrapping detaches the socket object."""
        self.release()
        self._handle = connection.dup()

    def cut(self) -> None:
        """Shut the connection down, which wakes up whoever waits on it; harmless if there is none."""
        handle = self._handle
        if handle is not None:
            with suppress(OSError):
                handle.shutdown(socket.SHUT_RDWR)

    def release(self) -> None:
        """Let go of the connection; closing it is left to its owner."""
        handle, self._handle = self._handle, None
        if handle is not None:
            handle.close()


@contextmanager
def deadline(seconds: float, cut: Callable[[], None]) -> Iterator[None]:
    """Call `cut` from another thread unless the block ends within `seconds`.

    A block that was cut off raises TimeoutError, whatever it raised or returned itself.
    """
    expired = threading.Event()

    def end() -> None:
        expired.set()
        cut()

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    except Exception as error:
        if expired.is_set():
            raise _too_late(seconds) from error
        raise
    finally:
        timer.cancel()
    if expired.is_set():
        raise _too_late(seconds)


def _too_late(seconds: float) -> TimeoutError:
    return TimeoutError(f"not done within {seconds:g} seconds")
