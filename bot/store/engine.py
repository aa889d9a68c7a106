"""Making an engine: what both databases must be told so that a commit is durable and writers wait for each other."""

from __future__ import annotations

import os
import sqlite3
import time
from datetime import timedelta
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from bot.errors import StoreError

WRITES = "papersieve_writes"
"""Execution option of a connection whose transactions write."""

_TURN_AGAIN = 0.02
"""Seconds between two tries to turn a new SQLite file to its write-ahead log."""

_WRITER_LOCK = 7_087_274_118_263  # any number, the same in every papersieve


def engine_for(url: str, patience: timedelta) -> Engine:
    """An engine for an SQLite file or a PostgreSQL database; raises StoreError for anything else.

    patience: how long a transaction waits for another writer.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite_engine(address, patience)
    return _postgres_engine(address, patience)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
        backend = address.get_backend_name()
    except (ArgumentError, ValueError):
        # The address may hold a password, which the library's own words would quote.
        raise StoreError(
            "`database:` is not an address: write sqlite:///path/to/file.db or postgresql+psycopg://user@host/name."
        ) from None
    if backend in ("postgresql", "postgres"):
        return address.set(drivername="postgresql+psycopg")
    if backend != "sqlite":
        raise StoreError(f"`database:` names {backend}, but papersieve knows only SQLite and PostgreSQL.")
    if address.database in (None, "", ":memory:"):
        raise StoreError(
            "`database:` names no file, and nothing would survive a restart: write sqlite:///path/to/file.db."
        )
    return address


# ── SQLite ────────────────────────────────────────────────────────────────────────────────────────────


def _sqlite_engine(address: URL, patience: timedelta) -> Engine:
    _make_file(Path(str(address.database)))
    engine = create_engine(address, hide_parameters=True, connect_args={"timeout": patience.total_seconds()})

    @event.listens_for(engine, "connect")
    def set_up(connection: sqlite3.Connection, _record: object) -> None:
        _set_up_sqlite(connection, patience)

    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _make_file(path: Path) -> None:
    """Create folders and file; only its owner may read it, as it holds mail."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise StoreError(
            f"The database {path} cannot be opened ({error.strerror}): check that its folder exists and may be written."
        ) from error


def _set_up_sqlite(connection: sqlite3.Connection, patience: timedelta) -> None:
    # Else Python's sqlite3 begins transactions by itself, deferred and only before some statements.
    connection.isolation_level = None
    connection.execute("PRAGMA foreign_keys = ON")
    _use_write_ahead_log(connection, patience)
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(
        "PRAGMA cache_size = -32000"
    )  # 32 MB, else a backfill into a large history reads pages again and again


def _use_write_ahead_log(connection: sqlite3.Connection, patience: timedelta) -> None:
    """A new file is turned to the log only once, and beside a rival writing to it SQLite refuses without waiting."""
    until = time.monotonic() + patience.total_seconds()
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() >= until:
                raise
            time.sleep(_TURN_AGAIN)


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads first and then writes cannot wait for another writer: it fails at once. Hence IMMEDIATE.
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


# ── PostgreSQL ────────────────────────────────────────────────────────────────────────────────────────


def _postgres_engine(address: URL, patience: timedelta) -> Engine:
    address = address.update_query_dict(_network_limits(address))
    try:
        engine = create_engine(address, hide_parameters=True, pool_pre_ping=True)
    except (ImportError, NoSuchModuleError) as error:
        raise StoreError(
            "`database:` names PostgreSQL, but its driver is not installed: run `pip install 'papersieve[postgres]'`."
        ) from error

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        _begin_postgres(connection, patience)

    return engine


def _network_limits(address: URL) -> dict[str, str]:
    """Without them a dead network holds a connection for hours; in seconds, but for the last, in milliseconds."""
    limits = {"connect_timeout": "10", "keepalives_idle": "60", "tcp_user_timeout": "60000"}
    return {name: value for name, value in limits.items() if name not in address.query}


def _begin_postgres(connection: Connection, patience: timedelta) -> None:
    if not _writes(connection):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        return
    # One writer at a time, as in SQLite: no deadlocks, and numbers grow in the order of commits.
    wait = int(patience.total_seconds() * 1000)
    connection.exec_driver_sql(f"SET LOCAL lock_timeout = {wait}; SELECT pg_advisory_xact_lock({_WRITER_LOCK})")


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get(WRITES))
