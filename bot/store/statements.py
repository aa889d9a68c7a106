"""Writing many rows at once, the same in both databases, and long lists in digestible pieces."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import BindParameter, Connection, Dialect, Table, bindparam, func, select, text

if TYPE_CHECKING:
    from sqlalchemy.dialects import postgresql, sqlite

T = TypeVar("T")
Rows = Sequence[Mapping[str, Any]]

PIECE = 500
"""How many values go into one IN list; SQLite takes 32,766, PostgreSQL 65,535."""

ITS_ID = "its_id"
"""In a row for `update_each`: which row it is for."""


def in_pieces(values: Collection[T], size: int = PIECE) -> Iterator[list[T]]:
    """The values in lists of at most `size`."""
    iterator = iter(values)
    while piece := list(islice(iterator, size)):
        yield piece


def listed(name: str) -> BindParameter[Any]:
    """A list as the parameter of IN, for statements made once: making one costs more than running it."""
    return bindparam(name, expanding=True)


def inserting(connection: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An INSERT that can say ON CONFLICT, which SQLAlchemy keeps apart for each database."""
    if connection.dialect.name == "sqlite":
        from sqlalchemy.dialects import sqlite

        return sqlite.insert(table)
    from sqlalchemy.dialects import postgresql  # not above: with all its drivers it takes a tenth of a start

    return postgresql.insert(table)


def next_ids(connection: Connection, table: Table, count: int) -> list[int]:
    """Numbers for rows to come. In SQLite nobody else can take them: this transaction is the only one that writes."""
    if connection.dialect.name == "sqlite":
        last: int = connection.execute(select(func.coalesce(func.max(table.c.id), 0))).scalar_one()
        return list(range(last + 1, last + 1 + count))
    drawn = text("SELECT nextval(pg_get_serial_sequence(:table, 'id')) FROM generate_series(1, :count)")
    return list(connection.scalars(drawn, {"table": table.name, "count": count}))


# ── many rows ─────────────────────────────────────────────────────────────────────────────────────────
# Through the driver's own executemany: SQLAlchemy would spend on each row twice what the database does.

_ADD = "INSERT INTO {table} ({names}) VALUES ({marks})"


def add(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows, all of the same columns, if there are any."""
    _write(connection, table, rows, _ADD)


def add_missing(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert those rows whose keys are not there yet."""
    _write(connection, table, rows, _ADD + " ON CONFLICT DO NOTHING")


def add_or_replace(connection: Connection, table: Table, rows: Rows) -> None:
    """Insert rows; where one with the same primary key is there already, it takes the other values."""
    _write(connection, table, rows, _ADD + " ON CONFLICT ({key}) DO UPDATE SET {replacing}")


def update_each(connection: Connection, table: Table, rows: Rows) -> None:
    """Write to each row, named by ITS_ID as the last of its columns, the other values."""
    _write(connection, table, rows, "UPDATE {table} SET {setting} WHERE id = {mark}")


def _write(connection: Connection, table: Table, rows: Rows, form: str) -> None:
    if rows:
        names = tuple(rows[0])
        statement = _written_out(form, table, names, _mark(connection.dialect))
        connection.exec_driver_sql(statement, _made_ready(rows, _processors(connection.dialect, table, names)))


def _made_ready(rows: Rows, ready: Sequence[Callable[[Any], Any] | None]) -> list[tuple[Any, ...]]:
    """The values of each row, as the driver takes them; column by column, which is quicker."""
    columns = zip(*[row.values() for row in rows], strict=True)
    made = [column if make is None else map(make, column) for make, column in zip(ready, columns, strict=True)]
    return list(zip(*made, strict=True))


@lru_cache
def _written_out(form: str, table: Table, names: tuple[str, ...], mark: str) -> str:
    key = table.primary_key.columns.keys()
    return form.format(
        table=table.name,
        names=", ".join(names),
        marks=", ".join([mark] * len(names)),
        key=", ".join(key),
        replacing=", ".join(f"{name} = excluded.{name}" for name in names if name not in key),
        setting=", ".join(f"{name} = {mark}" for name in names if name != ITS_ID),
        mark=mark,
    )


def _mark(dialect: Dialect) -> str:
    return "?" if dialect.name == "sqlite" else "%s"


@lru_cache
def _processors(dialect: Dialect, table: Table, names: tuple[str, ...]) -> list[Callable[[Any], Any] | None]:
    """What makes the values of each column ready for the driver."""
    types = [table.c["id" if name == ITS_ID else name].type for name in names]
    return [each.dialect_impl(dialect).bind_processor(dialect) for each in types]
