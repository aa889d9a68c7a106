"""Migrating from nothing gives the tables of `tables.py`, whoever else is doing it at the same time."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine, create_engine, inspect, text

import bot.store.migrations
from bot.errors import StoreError
from bot.store import open_store
from bot.store.migrations import HEAD
from bot.store.tables import metadata
from tests.store.postgres import PostgresDatabases

PARTIAL = {
    "uq_message_content": "state != 'duplicate'",
    "ix_message_quarantined": "state = 'quarantined'",
    "ix_paper_merged_into": "merged_into IS NOT NULL",
    "ix_delivery_unfinished": "state IN ('queued', 'deferred', 'sending', 'in_doubt')",
}


def test_there_is_nothing_left_to_migrate(url: str) -> None:
    engine = create_engine(url)
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()


def test_the_revision_known_without_alembic_is_the_newest() -> None:
    scripts = ScriptDirectory(str(Path(bot.store.migrations.__file__).parent))

    assert scripts.get_current_head() == HEAD


def sqlite_conditions(engine: Engine) -> dict[str, str]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE sql LIKE '% WHERE %'"))
        return {row.name: row.sql.partition(" WHERE ")[2] for row in rows}


# Alembic does not compare what stands after WHERE, so this is read from the databases themselves.
def test_partial_indexes_have_their_conditions_in_sqlite(sqlite_url: str) -> None:
    engine = create_engine(sqlite_url)

    assert sqlite_conditions(engine) == PARTIAL
    engine.dispose()


def test_partial_indexes_have_their_conditions_in_postgres(postgres: PostgresDatabases) -> None:
    engine = create_engine(postgres.new("partial_indexes"))
    tables = inspect(engine)

    assert {
        index["name"]
        for table in ("message", "paper", "delivery")
        for index in tables.get_indexes(table)
        if index["dialect_options"].get("postgresql_where")
    } == PARTIAL.keys()
    engine.dispose()


def open_and_close(url: str) -> None:
    open_store(url).close()


def test_a_new_database_may_be_opened_by_several_at_once(tmp_path: Path) -> None:
    with ThreadPoolExecutor(4) as rivals:
        list(rivals.map(open_and_close, [f"sqlite:///{tmp_path}/new/papersieve.db"] * 4))


def test_a_new_database_is_waited_for_while_a_rival_writes_to_it(tmp_path: Path) -> None:
    """SQLite refuses at once to turn such a file to its write-ahead log, however long it may wait for a writer."""
    path = tmp_path / "papersieve.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as rival, ThreadPoolExecutor(1) as opener:
        rival.execute("BEGIN IMMEDIATE")
        rival.execute("CREATE TABLE theirs (x)")
        opening = opener.submit(open_and_close, f"sqlite:///{path}")
        with pytest.raises(TimeoutError):
            opening.result(0.2)
        rival.execute("COMMIT")

        opening.result(20)


def test_a_new_database_held_for_too_long_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "papersieve.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as rival:
        rival.execute("BEGIN IMMEDIATE")
        rival.execute("CREATE TABLE theirs (x)")

        with pytest.raises(StoreError, match="locked by another program"):
            open_store(f"sqlite:///{path}", patience=timedelta(seconds=0.1))


def test_a_new_postgres_database_may_be_opened_by_several_at_once(postgres: PostgresDatabases) -> None:
    with ThreadPoolExecutor(4) as rivals:
        list(rivals.map(open_and_close, [postgres.empty("opened_at_once")] * 4))
