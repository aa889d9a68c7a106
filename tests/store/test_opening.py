"""A database is created, upgraded or refused, and a refusal says in a sentence what to do."""

from __future__ import annotations

import logging
import os
import socket
import sqlite3
import stat
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from bot.errors import StoreError
from bot.store import open_store
from bot.store.engine import engine_for
from tests.store.postgres import PostgresDatabases
from tests.store.sample import NOW, mail, mention, save


def refusal(url: str) -> str:
    with pytest.raises(StoreError) as refused:
        open_store(url, patience=timedelta(milliseconds=100))
    return str(refused.value)


def test_what_was_stored_is_there_when_the_store_is_opened_again(url: str) -> None:
    with open_store(url) as store:
        save(store, mail(1, mention("A")))

    with open_store(url) as store:
        assert [paper.title for paper in store.papers_since(NOW)] == ["A"]


def test_an_empty_postgres_database_gets_its_tables(postgres: PostgresDatabases) -> None:
    with open_store(postgres.empty("freshly_made")) as store:
        assert store.papers_since(NOW) == []


def make_newer(url: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()


def test_a_database_made_by_a_newer_version_is_refused(sqlite_url: str) -> None:
    make_newer(sqlite_url)

    assert refusal(sqlite_url) == (
        f"The database {sqlite_url.removeprefix('sqlite:///')} was made by a newer version of papersieve: "
        "install that version, or give `database:` another path."
    )
    with sqlite3.connect(sqlite_url.removeprefix("sqlite:///")) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("9999",)]
    connection.close()


def test_a_postgres_database_made_by_a_newer_version_is_refused(postgres: PostgresDatabases) -> None:
    url = postgres.new("made_by_a_newer_version")
    make_newer(url)

    assert "made by a newer version of papersieve" in refusal(url)


def test_opening_prints_and_logs_nothing(
    tmp_path: Path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    root = logging.getLogger()
    handlers = list(root.handlers)

    open_store(f"sqlite:///{tmp_path}/papersieve.db").close()

    assert capfd.readouterr() == ("", "")
    assert caplog.records == []
    assert (root.handlers, root.level) == (handlers, logging.DEBUG)


# ── SQLite ────────────────────────────────────────────────────────────────────────────────────────────


def test_folders_are_created_and_the_file_is_private(tmp_path: Path) -> None:
    path = tmp_path / "some 100% new" / "folder" / "papersieve.db"

    open_store(f"sqlite:///{path}").close()

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_path_relative_to_the_working_folder_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)

    open_store("sqlite:///papersieve.db").close()

    assert (tmp_path / "papersieve.db").exists()


def test_every_commit_is_durable_and_foreign_keys_are_checked(sqlite_url: str) -> None:
    engine = engine_for(sqlite_url, timedelta(seconds=30))
    with engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        settings = [connection.scalar(text(f"PRAGMA {name}")) for name in names]
    engine.dispose()

    assert settings == ["wal", 2, 1, 30_000]


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    assert refusal(f"sqlite:///{tmp_path}") == (
        f"The database {tmp_path} cannot be opened (Is a directory): check that its folder exists and may be written."
    )


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("")

    assert "cannot be opened (" in refusal(f"sqlite:///{tmp_path}/data/papersieve.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_may_not_be_written_is_refused(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)

    assert "Permission denied" in refusal(f"sqlite:///{tmp_path}/papersieve.db")


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "papersieve.db"
    path.write_text("my notes " * 1000)

    assert refusal(f"sqlite:///{path}") == (
        f"The database {path} is not a database of papersieve: give `database:` another path, or move that file away."
    )
    assert path.read_text() == "my notes " * 1000


def test_a_damaged_file_is_refused(sqlite_url: str) -> None:
    path = Path(sqlite_url.removeprefix("sqlite:///"))
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))

    assert "is damaged (" in refusal(sqlite_url)


def test_a_database_of_another_program_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE message (id INTEGER)")
    connection.close()

    assert "is not a database of papersieve" in refusal(f"sqlite:///{path}")


def test_a_database_locked_while_it_is_upgraded_is_refused_after_a_while(tmp_path: Path) -> None:
    path = tmp_path / "papersieve.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")

    assert refusal(f"sqlite:///{path}") == (
        f"The database {path} is locked by another program for too long: stop that program, or try again later."
    )
    other.close()


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:"])
def test_a_database_in_memory_is_refused(url: str) -> None:
    assert "nothing would survive a restart" in refusal(url)


# ── PostgreSQL ────────────────────────────────────────────────────────────────────────────────────────


def test_a_server_that_is_not_there_is_named_without_the_password() -> None:
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        port = nobody_listens.getsockname()[1]

        said = refusal(f"postgresql+psycopg://me:s3cret@127.0.0.1:{port}/papers")

    assert said.startswith("The PostgreSQL database papers on 127.0.0.1 cannot be reached (")
    assert said.endswith("check that the server runs, and host and port in `database:`.")
    assert "s3cret" not in said


def test_a_host_that_does_not_exist_is_named() -> None:
    assert "cannot be reached (" in refusal("postgresql+psycopg://me:s3cret@nowhere.invalid/papers")


def test_a_wrong_password_is_said_to_be_wrong_and_not_shown(postgres: PostgresDatabases) -> None:
    with pytest.raises(StoreError) as refused:
        open_store(postgres.url_with_password("guest", wrong="s3cret"))

    assert "does not accept the user or password" in str(refused.value)
    assert "s3cret" not in str(refused.value)


def test_a_right_password_is_accepted_in_any_spelling_of_the_address(postgres: PostgresDatabases) -> None:
    url = postgres.url_with_password("visitor").replace("postgresql+psycopg://", "postgres://")

    open_store(url).close()


def test_a_database_that_does_not_exist_is_said_to_be_missing(postgres: PostgresDatabases) -> None:
    said = refusal(postgres.url("no_such_database"))

    assert "The PostgreSQL database no_such_database on " in said
    assert "createdb" in said


def test_a_user_that_does_not_exist_is_refused(postgres: PostgresDatabases) -> None:
    said = refusal(postgres.url("postgres").replace("//postgres:", "//nobody_here:"))

    assert "does not accept the user or password" in said


def test_without_its_driver_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)

    assert "pip install 'papersieve[postgres]'" in refusal("postgresql+psycopg://me@host/papers")


# ── addresses ─────────────────────────────────────────────────────────────────────────────────────────


def test_another_kind_of_database_is_refused() -> None:
    assert refusal("mysql://me:s3cret@host/papers") == (
        "`database:` names mysql, but papersieve knows only SQLite and PostgreSQL."
    )


@pytest.mark.parametrize("url", ["", "data/papers.db", "postgresql://me:s3cret@host:port/papers", "://", "s3cret"])
def test_what_is_no_address_is_refused_without_being_shown(url: str) -> None:
    with pytest.raises(StoreError, match="is not an address") as refused:
        open_store(url)

    assert "s3cret" not in str(refused.value)
    assert refused.value.__suppress_context__
