"""Every test that asks for a store or its address runs on a real SQLite file and on a real PostgreSQL server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.store import Store, open_store
from tests.store.postgres import PostgresDatabases, postgres_server


@pytest.fixture(scope="session")
def postgres() -> Iterator[PostgresDatabases]:
    with postgres_server() as server, closing(PostgresDatabases(server)) as databases:
        yield databases


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and nothing in them; copying it is quicker than migrating."""
    path = tmp_path_factory.mktemp("template") / "template.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def sqlite_url(tmp_path: Path, sqlite_template: Path) -> str:
    path = tmp_path / "papersieve.db"
    shutil.copy(sqlite_template, path)
    return f"sqlite:///{path}"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    """The address of a database with all tables and nothing in them."""
    if request.param == "sqlite":
        return str(request.getfixturevalue("sqlite_url"))
    databases: PostgresDatabases = request.getfixturevalue("postgres")
    return databases.emptied()


@pytest.fixture(scope="session")
def postgres_store(postgres: PostgresDatabases) -> Iterator[Store]:
    with open_store(postgres.shared) as store:
        yield store


@pytest.fixture
def store(request: pytest.FixtureRequest, url: str) -> Iterator[Store]:
    """An empty store; on PostgreSQL always the same one, as connecting and preparing statements takes longest."""
    if url.startswith("postgresql"):
        yield request.getfixturevalue("postgres_store")
        return
    with open_store(url) as store:
        yield store
