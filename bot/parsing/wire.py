"""Values over a socket between us and a child: each as its length in eight bytes, then its pickle."""

from __future__ import annotations

import gc
import pickle
import struct
from collections import deque
from collections.abc import Iterator
from socket import socket
from typing import Any

_LENGTH = struct.Struct(">Q")
_AT_ONCE = 1 << 18


def send(connection: socket, value: object) -> None:
    """Send one value; OSError if the other side has gone or does not take it within the socket's timeout."""
    pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
    connection.sendall(_LENGTH.pack(len(pickled)) + pickled)


def receive(connection: socket) -> Any:
    """Wait for one value; EOFError if the other side has gone."""
    (length,) = _LENGTH.unpack(_exactly(connection, _LENGTH.size))
    return pickle.loads(_exactly(connection, length))  # noqa: S301  # from the process that started us


def _exactly(connection: socket, length: int) -> bytearray:
    received = bytearray(length)
    rest = memoryview(received)
    while rest:
        if not (count := connection.recv_into(rest)):
            raise EOFError
        rest = rest[count:]
    return received


class Outbox:
    """What has yet to go out, without waiting for the other side, which may be busy or itself wait for us."""

    def __init__(self, connection: socket):
        """connection: one that does not block."""
        self._connection = connection
        self._waiting: deque[memoryview] = deque()

    def put(self, value: object) -> None:
        """Send one value, or of it what the other side takes now; OSError if it has gone."""
        pickled = pickle.dumps(value, pickle.HIGHEST_PROTOCOL)
        self._waiting.append(memoryview(_LENGTH.pack(len(pickled)) + pickled))
        self.push()

    def push(self) -> None:
        """Send of the rest what the other side takes now; OSError if it has gone."""
        while self._waiting:
            first = self._waiting.popleft()
            try:
                sent = self._connection.send(first)
            except BlockingIOError:
                sent = 0
            if rest := first[sent:]:
                self._waiting.appendleft(rest)
                return

    @property
    def is_empty(self) -> bool:
        return not self._waiting


def _unpickled(pickled: bytes) -> Any:
    """The value, without looking for garbage as its many objects come up, which takes as long again."""
    collects = gc.isenabled()
    gc.disable()
    try:
        return pickle.loads(pickled)  # noqa: S301  # from a process that we started
    finally:
        if collects:
            gc.enable()


class Inbox:
    """What has come in, value by value, without waiting for one that has come only in part."""

    def __init__(self, connection: socket):
        self._connection = connection
        self._received = bytearray()

    def values(self) -> Iterator[Any]:
        """Take what is there; to be called when something is. EOFError if the other side has gone."""
        try:
            received = self._connection.recv(_AT_ONCE)
        except BlockingIOError:
            return
        if not received:
            raise EOFError
        self._received += received
        while (value_ends := self._end_of_first()) is not None:
            pickled = bytes(self._received[_LENGTH.size : value_ends])
            del self._received[:value_ends]
            yield _unpickled(pickled)

    def _end_of_first(self) -> int | None:
        if len(self._received) < _LENGTH.size:
            return None
        (length,) = _LENGTH.unpack_from(self._received)
        end: int = _LENGTH.size + length
        return end if len(self._received) >= end else None
