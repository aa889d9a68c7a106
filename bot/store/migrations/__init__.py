"""Bringing a database up to date: Alembic, run from inside the program and without any output of its own."""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from bot.errors import StoreError
from bot.store.connections import Connections
from bot.store.faults import NOT_OURS, place_of
from bot.store.tables import metadata

HEAD = "0002"
"""The newest revision in `versions/`; known here so that opening an up-to-date database need not load Alembic."""


def bring_up_to_date(connections: Connections) -> None:
    """Create or upgrade the tables, in one transaction; raises StoreError if a newer papersieve made them."""
    with connections.reading() as connection:
        if revision_of(connection) == HEAD:
            return
    with connections.writing() as connection:
        # Another process may have done it while this one waited for its turn.
        revision = revision_of(connection)
        if revision is None:
            _refuse_the_tables_of_others(connection)
        if revision != HEAD:
            _upgrade(connection)


def revision_of(connection: Connection) -> str | None:
    """The revision a database is at, None if it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    revision: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
    return revision


def _refuse_the_tables_of_others(connection: Connection) -> None:
    if metadata.tables.keys() & set(inspect(connection).get_table_names()):
        raise StoreError(NOT_OURS.format(place=place_of(connection.engine.url)))


def _upgrade(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    # "%" starts an interpolation in an option of an .ini file, which this one never was.
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        raise StoreError(
            f"{place_of(connection.engine.url)} was made by a newer version of papersieve: install that version, "
            "or give `database:` another path."
        ) from error
