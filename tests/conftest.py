"""The one option of our own: `pytest --regen` writes golden files anew instead of comparing with them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog
from hypothesis import settings

pytest_plugins = ["tests.servers.fixtures"]

# How long an example takes says more of the machine than of the code; examples are the same in every run.
settings.register_profile("papersieve", deadline=None, derandomize=True)
settings.load_profile("papersieve")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--regen", action="store_true", help="write golden files anew; read the difference afterwards")


@pytest.fixture(autouse=True)
def _logging_as_it_was() -> Iterator[None]:
    """A command sets up logging for its process; the next test must not inherit it."""
    yield
    structlog.reset_defaults()


@pytest.fixture
def regen(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written."""
    return bool(request.config.getoption("--regen"))
