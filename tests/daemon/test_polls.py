"""Mailboxes are looked into by one thread at a time, and left alone while they fail."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.assembly import Mailbox
from bot.daemon.polls import Polls, rest_after
from bot.errors import BotError, ConfigError, MailboxError
from bot.intake import LocalMailbox
from bot.pipeline import Tally
from bot.rounds import Collected, Worker
from bot.store import open_store

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)
FINE = Collected(Tally(mentions=1), read=1)
PASSING = MailboxError("The connection was lost.")
WRONG_PASSWORD = MailboxError("The password is wrong.", permanent=True)
THROTTLED = MailboxError("Stay away.", retry_after=7200)


@dataclass
class Looks:
    """Stands for reading a mailbox: says what it is told to, and when it was asked."""

    answer: Collected = FINE
    asked: list[str] = field(default_factory=list)

    def __call__(self, mailbox: Mailbox, worker: Worker) -> Collected:
        self.asked.append(mailbox.name)
        return self.answer


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def worker(tmp_path: Path, clock: Clock) -> Iterator[Worker]:
    with open_store(f"sqlite:///{tmp_path}/papers.db") as store:
        yield Worker(store, clock, "tester")


@pytest.fixture
def mailbox(tmp_path: Path) -> LocalMailbox:
    return LocalMailbox(name="files", path=tmp_path)


# ── how long to rest ──────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("errors", "read", "failures", "minutes"),
    [
        ([PASSING], 0, 1, 0.5),
        ([PASSING], 0, 2, 1),
        ([PASSING], 0, 5, 8),
        ([PASSING], 0, 50, 60),
        ([WRONG_PASSWORD], 0, 1, 15),
        ([ConfigError("The secret is not set.")], 0, 1, 15),
        ([PASSING, WRONG_PASSWORD], 0, 2, 30),
        ([WRONG_PASSWORD], 0, 9, 60),
        ([THROTTLED], 0, 1, 120),
        ([THROTTLED], 3, 1, 120),
    ],
)
def test_a_failing_mailbox_rests_longer_each_time(
    errors: list[BotError], read: int, failures: int, minutes: float
) -> None:
    rest = rest_after(Collected(errors=tuple(errors), read=read), failures, NOW)
    assert rest is not None
    assert rest.until - NOW == timedelta(minutes=minutes)


@pytest.mark.parametrize("collected", [FINE, Collected(), Collected(errors=(WRONG_PASSWORD,), read=2)])
def test_a_mailbox_of_which_something_can_be_read_does_not_rest(collected: Collected) -> None:
    assert rest_after(collected, 1, NOW) is None


def test_a_resting_mailbox_is_not_asked(worker: Worker, mailbox: LocalMailbox, clock: Clock) -> None:
    polls, looks = Polls(worker), Looks(Collected(errors=(PASSING,)))
    polls.poll(mailbox, looks)
    clock.now += timedelta(seconds=29)
    polls.poll(mailbox, looks)
    clock.now += timedelta(seconds=1)
    polls.poll(mailbox, looks)
    assert len(looks.asked) == 2


def test_failures_are_counted_until_one_look_succeeds(worker: Worker, mailbox: LocalMailbox, clock: Clock) -> None:
    polls, looks = Polls(worker), Looks()
    for answer in (Collected(errors=(PASSING,)), FINE, Collected(errors=(PASSING,)), FINE):
        looks.answer = answer
        polls.poll(mailbox, looks)
        clock.now += timedelta(seconds=31)
    assert len(looks.asked) == 4


def test_changed_settings_end_all_rests(worker: Worker, mailbox: LocalMailbox) -> None:
    polls, looks = Polls(worker), Looks(Collected(errors=(WRONG_PASSWORD,)))
    polls.poll(mailbox, looks)
    polls.wake()
    polls.poll(mailbox, looks)
    assert len(looks.asked) == 2


def test_a_rest_is_over_when_the_clock_is_set_back(worker: Worker, mailbox: LocalMailbox, clock: Clock) -> None:
    polls, looks = Polls(worker), Looks(Collected(errors=(WRONG_PASSWORD,)))
    polls.poll(mailbox, looks)
    clock.now -= timedelta(days=365)
    polls.poll(mailbox, looks)
    assert len(looks.asked) == 2


# ── one at a time ─────────────────────────────────────────────────────────────────────────────────────


@dataclass
class SlowLooks(Looks):
    """Takes until it is let go."""

    begun: threading.Event = field(default_factory=threading.Event)
    may_end: threading.Event = field(default_factory=threading.Event)

    def __call__(self, mailbox: Mailbox, worker: Worker) -> Collected:
        self.begun.set()
        assert self.may_end.wait(10)
        return super().__call__(mailbox, worker)


@pytest.fixture
def reading(worker: Worker, mailbox: LocalMailbox) -> Iterator[tuple[Polls, SlowLooks]]:
    """A mailbox that somebody is reading."""
    polls, looks = Polls(worker), SlowLooks()
    thread = threading.Thread(target=polls.poll, args=(mailbox, looks))
    thread.start()
    assert looks.begun.wait(10)
    yield polls, looks
    looks.may_end.set()
    thread.join()


def test_a_mailbox_somebody_reads_is_not_read_by_another(
    reading: tuple[Polls, SlowLooks], mailbox: LocalMailbox
) -> None:
    polls, _ = reading
    others = Looks()
    assert polls.poll(mailbox, others) == Tally()
    assert polls.poll(mailbox, others, patience=0.01) == Tally()
    assert others.asked == []


def test_another_mailbox_is_read_meanwhile(reading: tuple[Polls, SlowLooks], mailbox: LocalMailbox) -> None:
    polls, _ = reading
    assert polls.poll(mailbox.model_copy(update={"name": "others"}), Looks()).mentions == 1


def test_who_waits_for_mail_goes_on_as_soon_as_it_is_read(reading: tuple[Polls, SlowLooks]) -> None:
    polls, looks = reading
    began = time.monotonic()
    threading.Timer(0.05, looks.may_end.set).start()
    polls.wait(["files"], began, patience=10)
    assert 0.04 < time.monotonic() - began < 5


def test_who_waits_for_mail_goes_on_without_it_after_a_while(reading: tuple[Polls, SlowLooks]) -> None:
    polls, _ = reading
    began = time.monotonic()
    polls.wait(["files"], began, patience=0.05)
    assert time.monotonic() - began < 5


def test_nobody_waits_for_mail_when_the_program_ends(worker: Worker) -> None:
    began = time.monotonic()
    Polls(replace(worker, should_stop=lambda: True)).wait(["files"], began, patience=60)
    assert time.monotonic() - began < 5
