"""What reaches the log, and what never does."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from bot.logs import configure_logging
from bot.network.secret import Secret


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    logging.basicConfig(force=True)


def test_secrets_are_blotted_out_wherever_they_come_from(capsys: pytest.CaptureFixture[str]) -> None:
    Secret.model_validate("correct-horse-battery").reveal()
    configure_logging(level=logging.INFO, as_json=True)
    structlog.get_logger().info("login", words="the password correct-horse-battery was refused")
    logging.getLogger("somebody.else").error("sent %s", "correct-horse-battery")
    try:
        raise ValueError("correct-horse-battery")
    except ValueError:
        structlog.get_logger().exception("bug")
    err = capsys.readouterr().err
    assert "correct-horse" not in err
    assert err.count("•••") + err.count("\\u2022\\u2022\\u2022") >= 3


def test_an_event_is_one_line_with_its_facts(capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(level=logging.INFO, as_json=True)
    structlog.get_logger().info("collect", mailbox="gmail", mails=41)
    record = json.loads(capsys.readouterr().err)
    assert (record["event"], record["mailbox"], record["mails"]) == ("collect", "gmail", 41)


@pytest.mark.parametrize("name", ["imapclient", "imapclient.imaplib", "apscheduler.executors.default", "alembic"])
def test_libraries_that_log_bodies_or_every_step_are_quiet(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    configure_logging(level=logging.DEBUG)
    logging.getLogger(name).info("the whole body of a mail")
    assert capsys.readouterr().err == ""
