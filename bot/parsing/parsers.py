"""The pool of children, and who reads what in it."""

from __future__ import annotations

import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from selectors import EVENT_READ, EVENT_WRITE, DefaultSelector
from types import TracebackType
from typing import Self

import bot
from bot.errors import BotError
from bot.models import Reading
from bot.parsing.heads import head_of
from bot.parsing.limits import Limits
from bot.parsing.process import BROKEN, Child
from bot.parsing.waiting import Waiting

MOST_CHILDREN = 4
_WORTH_A_CHILD = 1_000_000  # bytes: starting one takes as long as reading these
_BYTES_IN_A_LIFE = 500_000_000
_MOST_FAILED_STARTS = 2
_CHUNKS_AHEAD = 1  # that a child has while it reads another


class _UpgradedError(Exception):
    """A child runs another version than we do, and may speak of mails in other words than we know."""


class Parsers:
    """Reads mail in child processes, where a mail that takes too much harms nothing but itself.

    Children are started when they are first needed, as many as there is work for, and kept; used from several
    threads, one call waits for the other. A context manager: at its end, and whenever this process dies, they end.
    """

    def __init__(self, limits: Limits | None = None, most: int | None = None):
        """most: how many children; as many as there are processors if not given, but four at most."""
        self._limits = limits or Limits()
        self._most = most or min(MOST_CHILDREN, _processors())
        self._children: list[Child] = []
        self._selector = DefaultSelector()
        self._one_at_a_time = threading.Lock()
        self._failed_starts = 0
        self._is_outdated = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all children."""
        with self._one_at_a_time:
            for child in list(self._children):
                self._dismiss(child)
            self._selector.close()

    def read(self, contents: Sequence[bytes]) -> list[Reading]:
        """What is in each of these mails, in their order. A mail that takes more than it may, or over which a child
        dies, is `unreadable`, and the `error` of its Reading names the limit: no mail makes this raise.

        Raises BotError only if no child can be started at all.
        """
        with self._one_at_a_time:
            readings = self._read(contents)
            nameless = [i for i, reading in enumerate(readings) if reading.status == "unreadable"]
            heads = self._read([head_of(contents[i]) for i in nameless])
        for i, head in zip(nameless, heads, strict=True):
            readings[i] = _named(readings[i], head)
        return readings

    def _read(self, contents: Sequence[bytes]) -> list[Reading]:
        if not self._is_outdated:
            try:
                return self._read_in_children(contents)
            except _UpgradedError:
                self._is_outdated = True
                _warn("The program was upgraded while it runs; restart it. Until then mail is read without limits.")
        return _read_here(contents)

    def _read_in_children(self, contents: Sequence[bytes]) -> list[Reading]:
        for child in [child for child in self._children if child.has_ended]:
            self._dismiss(child)
        waiting = Waiting(contents)
        self._failed_starts = 0
        try:
            while waiting.unsettled:
                self._hire(waiting)
                self._hand_out(waiting)
                self._listen(waiting)
        finally:
            for child in [child for child in self._children if child.chunks]:
                self._dismiss(child)
        return [waiting.settled[position] for position in range(len(contents))]

    # ── children ──────────────────────────────────────────────────────────────────────────────────────

    def _hire(self, waiting: Waiting) -> None:
        """Start as many children as what waits is worth, and what those there are had to read lately."""
        for child in [child for child in self._children if child.is_idle and child.bytes_read > _BYTES_IN_A_LIFE]:
            self._dismiss(child)
        much = waiting.bytes + sum(child.bytes_read for child in self._children)
        wanted = min(self._most, 1 + much // _WORTH_A_CHILD) if waiting.is_left else 0
        while len(self._children) < wanted and self._failed_starts < _MOST_FAILED_STARTS:
            self._start()
        if waiting.is_left and not self._children:
            raise BotError(
                "No mail can be read now: the processes that read it cannot be started, or end at once."
                " Check memory and the number of processes that are allowed, and that the program is installed whole."
            )

    def _start(self) -> None:
        try:
            child = Child(self._limits)
        except OSError:
            self._failed_starts += 1
            return
        self._children.append(child)
        self._selector.register(child, EVENT_READ, child)

    def _dismiss(self, child: Child) -> None:
        self._forget(child)
        child.end()

    def _forget(self, child: Child) -> None:
        self._selector.unregister(child)
        self._children.remove(child)

    # ── work ──────────────────────────────────────────────────────────────────────────────────────────

    def _hand_out(self, waiting: Waiting) -> None:
        """Give to those that are idle, then to each one chunk ahead, so that it need not wait for us between two."""
        for chunks in range(_CHUNKS_AHEAD + 1):
            for child in [child for child in self._children if child.is_ready and child.chunks == chunks]:
                is_old = child.bytes_read > _BYTES_IN_A_LIFE
                if not is_old and (positions := waiting.take(len(self._children), is_idle=child.is_idle)):
                    self._give(child, positions, waiting)

    def _give(self, child: Child, positions: Sequence[int], waiting: Waiting) -> None:
        with suppress(OSError):  # it has died, of which we hear when we listen, behind what it answered before
            child.give(positions, waiting.contents(positions))
        self._watch(child)

    def _push(self, child: Child) -> None:
        with suppress(OSError):  # as above
            child.push()
        self._watch(child)

    def _watch(self, child: Child) -> None:
        """Listen to it, and while it has not taken all it was given, wait for it to be ready to."""
        events = EVENT_READ if child.has_all else EVENT_READ | EVENT_WRITE
        if self._selector.get_key(child).events != events:
            self._selector.modify(child, events, child)

    def _listen(self, waiting: Waiting) -> None:
        """Wait until a child has something to say or can be given more, or its time is over."""
        left = [seconds for child in self._children if (seconds := child.seconds_left) is not None]
        for key, events in self._selector.select(min(left, default=0)):
            if events & EVENT_WRITE:
                self._push(key.data)
            if events & EVENT_READ:
                self._hear(key.data, waiting)
        for child in [child for child in self._children if child.is_overdue()]:
            self._lost(child, waiting, overdue=True)

    def _hear(self, child: Child, waiting: Waiting) -> None:
        try:
            for position, reading in child.answers():
                waiting.settle(position, reading)
        except BROKEN:
            self._lost(child, waiting)
            return
        self._failed_starts = 0
        if child.is_ready and child.version != bot.__version__:
            self._dismiss(child)
            raise _UpgradedError

    def _lost(self, child: Child, waiting: Waiting, *, overdue: bool = False) -> None:
        """A child has died, or its time is over: the mail it was reading is to blame, unless nobody is."""
        self._forget(child)
        deadly, others = child.blame() if child.chunks else (None, [])
        death = child.post_mortem(overdue=overdue)
        if not child.is_ready:
            self._failed_starts += 1
        elif deadly is None:
            return
        elif death.is_nobodys_fault or (death.stood_still and waiting.excuse(deadly)):
            waiting.put_back(child.left)
        else:
            waiting.put_back(others)
            if death.is_certain or not waiting.suspect(deadly):
                waiting.settle(deadly, Reading("unreadable", error=death.sentence(self._limits)))


def _named(reading: Reading, head: Reading) -> Reading:
    """With what the headers alone say of the mail, for who looks at the quarantine."""
    return replace(reading, message_id=head.message_id, sender=head.sender, subject=head.subject, sent_at=head.sent_at)


def _read_here(contents: Sequence[bytes]) -> list[Reading]:
    from bot.parse import read_mail  # not above: loading the stage takes longer than most mails, and children do it

    return [read_mail(content) for content in contents]


def _warn(error: str) -> None:
    import structlog  # not above: children import this package, and would take half as long again to start

    structlog.get_logger().warning("parse", error=error)


def _processors() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
