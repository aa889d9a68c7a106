"""Who is at work with the database: while nobody else is, whatever others still hold is a dead one's."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from sqlalchemy import Connection, Engine

from bot.store.faults import said_plainly

_AT_WORK = 7_087_274_118_264  # any number, the same in every papersieve, and not the writers'


@contextmanager
def at_work(engine: Engine, when_alone: Callable[[], object]) -> Iterator[None]:
    """Be at work for as long as the block lasts; `when_alone` is called first if nobody else is.

    Nobody else is at work with an SQLite file, as whoever is holds the lock on its folder. With PostgreSQL it may be a
    program on another host: each holds one shared advisory lock, which the server ends with its connection.
    """
    if engine.dialect.name == "sqlite":
        when_alone()
        yield
        return
    with ExitStack() as stack:
        with said_plainly(engine.url):
            connection = stack.enter_context(engine.connect())
            connection.detach()  # else it would go back to the pool at the end, and hold its lock there
            _enter(connection, when_alone)
        yield


def _enter(connection: Connection, when_alone: Callable[[], object]) -> None:
    """Who comes while another one enters waits for him, and is not alone then."""
    is_alone = _call(connection, "pg_try_advisory_lock")
    if is_alone:
        when_alone()
    _call(connection, "pg_advisory_lock_shared")
    if is_alone:
        _call(connection, "pg_advisory_unlock")


def _call(connection: Connection, function: str) -> Any:
    """The locks belong to the connection; a transaction left open would keep the database from being tidied."""
    answer = connection.exec_driver_sql(f"SELECT {function}({_AT_WORK})").scalar()
    connection.commit()
    return answer
