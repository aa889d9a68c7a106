"""The jobs at work: each failure is seen, and at the end none begins and those under way are waited for."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import structlog

from bot.errors import BotError

log = structlog.get_logger()


class Jobs:
    """Runs jobs, each in the thread it is called from; decides nothing of what they do."""

    def __init__(self) -> None:
        self._at_work: list[str] = []
        self._is_closed = False
        self._change = threading.Condition()

    def run(self, name: str, job: Callable[..., None], *arguments: object) -> None:
        """Do a job unless no more may begin. What it raises is logged: APScheduler would do so where nobody looks."""
        with self._entered(name) as may_begin:
            if not may_begin:
                return
            try:
                job(*arguments)
            except BotError as error:
                log.error("job", job=name, error=str(error))
            except Exception:
                log.exception("job", job=name, error="this is a bug; the next run tries again")

    def close(self) -> tuple[str, ...]:
        """Let no job begin any more; the names of those at work."""
        with self._change:
            self._is_closed = True
            return tuple(self._at_work)

    def wait(self, seconds: float) -> tuple[str, ...]:
        """Wait for those at work to end; the names of those that have not after so many seconds."""
        with self._change:
            self._change.wait_for(lambda: not self._at_work, seconds)
            return tuple(self._at_work)

    @contextmanager
    def _entered(self, name: str) -> Iterator[bool]:
        with self._change:
            may_begin = not self._is_closed
            if may_begin:
                self._at_work.append(name)
        try:
            yield may_begin
        finally:
            if may_begin:
                self._leave(name)

    def _leave(self, name: str) -> None:
        with self._change:
            self._at_work.remove(name)
            self._change.notify_all()
