"""Jobs are kept apart from each other, and from the end of the program."""

from __future__ import annotations

import threading
from typing import NoReturn

import pytest
from structlog.testing import capture_logs

from bot.daemon.jobs import Jobs
from bot.errors import BotError, StoreError


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (StoreError("The disk is full."), "The disk is full."),
        (ZeroDivisionError(), "this is a bug; the next run tries again"),
    ],
)
def test_a_job_that_fails_is_told_of_and_does_nothing_else(error: Exception, told: str) -> None:
    def fail() -> NoReturn:
        raise error

    with capture_logs() as events:
        Jobs().run("poll gmail", fail)
    assert [(event["event"], event["job"], event["error"]) for event in events] == [("job", "poll gmail", told)]


def test_only_a_bug_comes_with_its_traceback() -> None:
    def fail(error: Exception) -> NoReturn:
        raise error

    with capture_logs() as events:
        Jobs().run("one", fail, BotError("no"))
        Jobs().run("other", fail, KeyError("no"))
    assert [bool(event.get("exc_info")) for event in events] == [False, True]


def test_none_begins_once_the_door_is_shut() -> None:
    done: list[str] = []
    jobs = Jobs()
    jobs.run("before", done.append, "before")
    assert jobs.close() == ()
    jobs.run("after", done.append, "after")
    assert done == ["before"]


def test_those_at_work_are_named_and_waited_for() -> None:
    jobs, begun, may_end = Jobs(), threading.Event(), threading.Event()

    def work() -> None:
        begun.set()
        may_end.wait(10)

    thread = threading.Thread(target=jobs.run, args=("poll gmail", work))
    thread.start()
    assert begun.wait(10)
    assert jobs.close() == ("poll gmail",)
    assert jobs.wait(0.01) == ("poll gmail",)
    may_end.set()
    assert jobs.wait(10) == ()
    thread.join()
