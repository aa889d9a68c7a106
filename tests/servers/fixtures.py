"""The servers as fixtures, for every test of the project."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bot.demo.smtp_server import SmtpServer, smtp_server
from tests.servers.dovecot import BINARY, NOT_INSTALLED, Dovecot, running_dovecot
from tests.servers.pymap import Pymap, running_pymap


@pytest.fixture(scope="session")
def dovecot() -> Iterator[Dovecot]:
    """One Dovecot for the whole run; take a `user()` of your own."""
    if BINARY is None:
        pytest.skip(NOT_INSTALLED)
    with running_dovecot() as server:
        yield server


@pytest.fixture
def pymap() -> Iterator[Pymap]:
    """An own pymap with an empty inbox."""
    with running_pymap() as server:
        yield server


@pytest.fixture
def smtp() -> Iterator[SmtpServer]:
    """An own SMTP server that accepts everything."""
    with smtp_server() as server:
        yield server
