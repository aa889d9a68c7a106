"""What a database refuses, said in sentences a person can act on. Never shows a password or what is in a mail."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoFreeConnection

from bot.errors import StoreError

_NO_SPACE = "{place} has no space left on its disk: nothing was lost, free some space and run again."
_LOCKED = "{place} is locked by another program for too long: stop that program, or try again later."
_DAMAGED = "{place} is damaged ({words}): restore it from a backup, or move it away to start afresh."
_NO_ACCESS = "{place} cannot be opened ({words}): check that the file and its folder exist and may be written."
_READ_ONLY = "{place} cannot be written ({words}): check who owns it and whether its disk is mounted read-only."
NOT_OURS = "{place} is not a database of papersieve: give `database:` another path, or move that file away."
_DISK_FAILS = "{place} cannot be used ({words}): check that its disk is sound and has space left; what is stored stays."
_UNREACHABLE = "{place} cannot be reached ({words}): check that the server runs, and host and port in `database:`."
_WRONG_LOGIN = "{place} does not accept the user or password ({words}): check them in `database:`."
_NO_DATABASE = "{place} does not exist on its server ({words}): create it, for example with `createdb`."
_GONE = "{place} ended the connection ({words}): nothing was lost, try again once the server is up."
_OTHER = "{place} cannot be used ({words})."

# Primary result codes, https://www.sqlite.org/rescode.html
_SQLITE = {
    sqlite3.SQLITE_FULL: _NO_SPACE,
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_PROTOCOL: _LOCKED,
    sqlite3.SQLITE_NOMEM: _OTHER,
    sqlite3.SQLITE_CORRUPT: _DAMAGED,
    sqlite3.SQLITE_NOTADB: NOT_OURS,
    sqlite3.SQLITE_CANTOPEN: _NO_ACCESS,
    sqlite3.SQLITE_PERM: _NO_ACCESS,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_IOERR: _DISK_FAILS,
}

# SQLSTATE, or its class, https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRES = {
    "53100": _NO_SPACE,
    "55P03": _LOCKED,
    "40P01": _LOCKED,
    "25006": _READ_ONLY,
    "42501": _READ_ONLY,
    "3D000": _NO_DATABASE,
    "28": _WRONG_LOGIN,
    "57": _GONE,
    "XX": _DAMAGED,
}

# While connecting, psycopg passes on the server's words without their SQLSTATE.
_WORDS = (
    (
        re.compile(r"authentication failed|no password supplied|no pg_hba.conf entry|role .* does not exist"),
        _WRONG_LOGIN,
    ),
    (re.compile(r"database .* does not exist"), _NO_DATABASE),
    (re.compile(r"server closed the connection|terminating connection|connection (is|was) (lost|closed)"), _GONE),
    (re.compile(r"connect|resolve|timeout|host name"), _UNREACHABLE),
)


@contextmanager
def said_plainly(url: URL) -> Iterator[None]:
    """Turn what the database refuses into a StoreError; our own mistakes (constraints, wrong SQL) stay."""
    try:
        yield
    except NoFreeConnection as error:
        raise StoreError(_LOCKED.format(place=place_of(url))) from error
    except (DatabaseError, InterfaceError) as error:
        sentence = _sentence_for(error)
        if sentence is None:
            raise
        raise StoreError(sentence.format(place=place_of(url), words=_words_of(url, error))) from error


def place_of(url: URL) -> str:
    """The database as a person knows it, without user and password."""
    if url.get_backend_name() == "sqlite":
        return f"The database {url.database}"
    host = url.host or url.query.get("host") or "localhost"
    return f"The PostgreSQL database {url.database or ''} on {host}".replace("  ", " ")


def _sentence_for(error: DatabaseError | InterfaceError) -> str | None:
    """What to say of an error, None if it is a mistake of ours."""
    if isinstance(error.orig, sqlite3.Error):
        return _SQLITE.get(getattr(error.orig, "sqlite_errorcode", 0) & 0xFF)
    state = getattr(error.orig, "sqlstate", None) or ""
    known = _POSTGRES.get(state) or _POSTGRES.get(state[:2]) or (None if state else _by_words(str(error.orig)))
    return known or (_OTHER if isinstance(error, OperationalError | InterfaceError) else None)


def _by_words(words: str) -> str | None:
    return next((sentence for pattern, sentence in _WORDS if pattern.search(words)), None)


def _words_of(url: URL, error: DatabaseError | InterfaceError) -> str:
    """The database's own words: the first line, which names no data, and without the password if it quotes it."""
    first = str(error.orig).strip().partition("\n")[0].strip(" .")
    return first.replace(url.password, "***") if url.password else first
