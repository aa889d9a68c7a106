"""What reaches a child of what we have: nothing by which hostile mail could get at a password or a connection."""

from __future__ import annotations

import os
import platform
import resource
import socket
import sqlite3
import stat
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.parsing import Parsers
from bot.parsing.surroundings import surroundings
from tests.parsing.samples import GOOD, HTML, children

SECRET = "correct-horse-battery"
NEEDED = {"PATH": "/usr/bin", "LANG": "C.UTF-8", "LC_TIME": "de_DE.UTF-8", "TZ": "Europe/Berlin", "TMPDIR": "/var/tmp"}
SECRETS = ("GMAIL_APP_PASSWORD", "PGPASSWORD", "LC", "PYTHON_PASSWORD", "PYTHONIC", "PATH_TO_SECRET", "TZ_KEY", "HOME")
LONG = HTML + b"<p>Some <b>words</b> of a long page.</p>\n" * 20_000


@pytest.fixture
def child(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A child that reads mails, as the kernel sees it, of a process with a secret, a database and a connection open."""
    others = children()
    monkeypatch.setenv("GMAIL_APP_PASSWORD", SECRET)
    monkeypatch.setenv("DATABASE_URL", f"postgresql+psycopg://papers:{SECRET}@db/papers")
    with closing(sqlite3.connect(tmp_path / "papers.db")) as database, socket.create_server(("127.0.0.1", 0)) as server:
        database.execute("CREATE TABLE paper (id)")
        os.set_inheritable(server.fileno(), True)
        with open(tmp_path / "papersieve.yaml", "w", encoding="utf-8") as file, Parsers(most=1) as parsers:
            os.set_inheritable(file.fileno(), True)
            parsers.read(GOOD[:1])
            (pid,) = children() - others
            yield Path(f"/proc/{pid}")


def test_no_secret_of_the_environment_reaches_a_child(child: Path) -> None:
    environment = child.joinpath("environ").read_bytes()
    assert b"PYTHONWARNINGS=ignore" in environment
    assert SECRET.encode() not in environment
    assert SECRET.encode() not in child.joinpath("cmdline").read_bytes()


def test_a_child_has_no_files_but_those_by_which_it_speaks_with_us(child: Path) -> None:
    opened = Counter(_kind(file) for file in child.joinpath("fd").iterdir())
    assert opened == {"/dev/null": 3, "socket": 1, "pipe": 2}


def _kind(file: Path) -> str:
    mode = file.stat().st_mode
    return "socket" if stat.S_ISSOCK(mode) else "pipe" if stat.S_ISFIFO(mode) else os.readlink(file)


def test_what_python_needs_is_passed_on_and_nothing_else() -> None:
    ours = NEEDED | {"PYTHONPATH": "/opt/papersieve", "COVERAGE_PROCESS_START": ".coveragerc"}
    kept = {"MALLOC_TRIM_THRESHOLD_": "33554432", "MALLOC_MMAP_THRESHOLD_": "8388608"}
    assert surroundings(ours | dict.fromkeys(SECRETS, SECRET)) == ours | kept | {"PYTHONWARNINGS": "ignore"}


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="other C libraries do as they do")
def test_memory_for_a_long_mail_is_asked_for_once() -> None:
    others = children()
    with Parsers(most=1) as parsers:
        parsers.read([LONG] * 3)
        (pid,) = children() - others
        before = _pages_asked_for(pid)
        parsers.read([LONG] * 5)
        assert _pages_asked_for(pid) - before < 5 * len(LONG) / resource.getpagesize()


def _pages_asked_for(pid: int) -> int:
    """The minor faults of proc_pid_stat(5)."""
    return int(Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[7])
