"""A desk whose mail was read by an earlier version of the program."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from bot.intake import LocalMailbox, read_local
from bot.models import Reading
from bot.pipeline import ReadMails, collect, read_here
from bot.store import Store, open_store
from tests.cli.conftest import Desk


def store_of(desk: Desk) -> Store:
    return open_store(f"sqlite:///{desk.folder}/data/papersieve.db")


def read_otherwise(desk: Desk, change: Callable[[Reading], Reading]) -> None:
    """Store the desk's mail as if this had been read in what has papers."""
    files = LocalMailbox(name="files", path=desk.folder / "mail")
    with store_of(desk) as store:
        list(collect(read_local(files, lambda _: set()), store, lambda: datetime.now(UTC), _reader(change)))


def age(database: Path) -> None:
    """Have an earlier version of the program have read all that is stored."""
    with closing(sqlite3.connect(database, isolation_level=None)) as connection:
        connection.execute("UPDATE message SET read_by = '0.0.9'")


def _reader(change: Callable[[Reading], Reading]) -> ReadMails:
    return lambda contents: [change(reading) if reading.mentions else reading for reading in read_here(contents)]


def set_aside(_: Reading) -> Reading:
    return Reading("unreadable", error="Too deep for us.", subject="cs.LG daily", sender="no-reply@arxiv.org")


def without_last(reading: Reading) -> Reading:
    return replace(reading, mentions=reading.mentions[:-1])


def without_authors(reading: Reading) -> Reading:
    return replace(reading, mentions=tuple(replace(mention, authors=None) for mention in reading.mentions))
