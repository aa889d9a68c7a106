"""What the database refuses is told apart from our own mistakes, and never shows a password."""

from __future__ import annotations

import psycopg
import pytest
from sqlalchemy import create_engine, make_url, text
from sqlalchemy.exc import DatabaseError, IntegrityError, OperationalError

from bot.errors import StoreError
from bot.store.faults import said_plainly


@pytest.mark.parametrize(
    ("statement", "kind"), [("SELEKT 1", DatabaseError), ("INSERT INTO mailbox (id) VALUES (1)", IntegrityError)]
)
def test_a_mistake_of_ours_is_not_blamed_on_the_database(url: str, statement: str, kind: type[Exception]) -> None:
    engine = create_engine(url)
    with pytest.raises(kind), said_plainly(engine.url), engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


def refused_with(error: psycopg.Error) -> str:
    with pytest.raises(StoreError) as refused, said_plainly(make_url("postgresql+psycopg://me:s3cret@db/papers")):
        raise OperationalError("SELECT 1", {"abstract": "private"}, error)
    return str(refused.value)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (psycopg.errors.DiskFull("could not extend file"), "has no space left on its disk: nothing was lost"),
        (psycopg.errors.LockNotAvailable("canceling statement"), "is locked by another program"),
        (psycopg.errors.AdminShutdown("terminating connection"), "ended the connection (terminating connection)"),
        (psycopg.errors.TooManyConnections("sorry, too many clients"), "cannot be used (sorry, too many clients)"),
        (psycopg.OperationalError("could not connect to server"), "cannot be reached (could not connect to server)"),
        (psycopg.OperationalError("what nobody has seen before\nDETAIL: x"), "cannot be used (what nobody has seen"),
        (psycopg.OperationalError("bad conninfo password=s3cret"), "cannot be used (bad conninfo password=***)"),
    ],
)
def test_what_postgres_refuses_is_said_in_a_sentence(error: psycopg.Error, said: str) -> None:
    assert refused_with(error).startswith(f"The PostgreSQL database papers on db {said}")


def test_no_statement_and_no_value_of_a_mail_is_shown() -> None:
    said = refused_with(psycopg.OperationalError("broken"))

    assert said == "The PostgreSQL database papers on db cannot be used (broken)."
