"""Who works on which connection: one transaction per call, unless several calls were asked to share one."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine

from bot.store.engine import WRITES
from bot.store.faults import said_plainly


class Connections:
    """Transactions of an engine. Every way in turns what the database refuses into a StoreError."""

    def __init__(self, engine: Engine):
        self.engine = engine
        self._writer = engine.execution_options(**{WRITES: True})
        self._thread = threading.local()
        self._rehearsed: Connection | None = None
        self._rehearsing = threading.RLock()

    def close(self) -> None:
        self.engine.dispose()

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database throughout."""
        with said_plainly(self.engine.url), self._shared() as shared:
            if shared is not None:
                yield shared
                return
            with self.engine.connect() as connection:
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that is committed at the end, and undone by an exception; alone among writers."""
        with said_plainly(self.engine.url), self._shared() as shared:
            if shared is not None:
                with shared.begin_nested():
                    yield shared
                return
            with self._writer.begin() as connection:
                yield connection

    @contextmanager
    def together(self) -> Iterator[None]:
        """All that this thread does inside shares one writing transaction."""
        with self.writing() as connection:
            before = getattr(self._thread, "connection", None)
            self._thread.connection = connection
            try:
                yield
            finally:
                self._thread.connection = before

    @contextmanager
    def rehearsal(self) -> Iterator[None]:
        """All that any thread does inside shares one writing transaction, one after the other, undone at the end."""
        with said_plainly(self.engine.url), self._writer.connect() as connection:
            transaction = connection.begin()
            self._rehearsed = connection
            try:
                yield
            finally:
                self._rehearsed = None
                transaction.rollback()

    @contextmanager
    def _shared(self) -> Iterator[Connection | None]:
        """The connection this call has to share, if any; of a rehearsal, for as long as the call takes."""
        if self._rehearsed is None:
            yield getattr(self._thread, "connection", None)
            return
        with self._rehearsing:
            yield self._rehearsed
