"""Mail read in children: what comes back, and what becomes of a mail that takes more than it may."""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bot
from bot.errors import BotError
from bot.models import Reading
from bot.parse import read_mail
from bot.parsing import Limits, Parsers
from bot.parsing.heads import head_of
from bot.parsing.process import Child
from tests.parsing.samples import GOOD, HTML, children, laborious, spacious


@pytest.fixture(scope="module")
def parsers() -> Iterator[Parsers]:
    with Parsers() as parsers:
        yield parsers


@pytest.fixture(scope="module")
def strict() -> Iterator[Parsers]:
    with Parsers(Limits(cpu=1)) as parsers:
        yield parsers


def unreadable(readings: Sequence[Reading]) -> list[tuple[int, str | None]]:
    """Position and error of what could not be read."""
    return [(i, reading.error) for i, reading in enumerate(readings) if reading.status == "unreadable"]


def test_readings_are_those_of_the_stage_and_in_order(parsers: Parsers) -> None:
    mails = [*GOOD, b"", b"\xff\x00", HTML, laborious(300), *GOOD]
    assert parsers.read(mails) == [read_mail(mail) for mail in mails]


def test_no_mail_is_no_reading(parsers: Parsers) -> None:
    assert parsers.read([]) == []


def test_children_are_kept_for_the_next_call(parsers: Parsers) -> None:
    parsers.read(GOOD)
    before = children()
    parsers.read(GOOD)
    assert children() == before != set()


def test_much_mail_is_shared_out_among_several_children() -> None:
    with Parsers(most=2) as parsers:
        before = children()
        parsers.read(GOOD)
        few = children() - before
        parsers.read([laborious(800)] * 6)
        assert (len(few), len(children() - before)) == (1, 2)


def test_several_threads_may_read(parsers: Parsers) -> None:
    readings: dict[int, list[Reading]] = {}
    threads = [
        threading.Thread(target=lambda i=i: readings.update({i: parsers.read(GOOD[i : i + 9])})) for i in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert readings == {i: [read_mail(mail) for mail in GOOD[i : i + 9]] for i in range(8)}


@settings(max_examples=30)
@given(st.lists(st.binary(max_size=3000), max_size=25))
def test_any_bytes_give_a_reading(parsers: Parsers, mails: list[bytes]) -> None:
    assert len(parsers.read(mails)) == len(mails)


@pytest.mark.parametrize(
    ("limits", "deadly", "sentence"),
    [
        (Limits(cpu=0.05), laborious(9000), "more than 0.05 seconds of computing, the most a mail may take."),
        (Limits(wall=0.3), laborious(16_000), "longer than 0.3 seconds, the most a mail may take."),
        (Limits(memory=100_000_000), spacious(), "more than 100 MB of memory, the most a mail may take."),
    ],
    ids=["computing", "time", "memory"],
)
def test_only_the_mail_that_takes_too_much_is_unreadable(limits: Limits, deadly: bytes, sentence: str) -> None:
    with Parsers(limits, most=1) as parsers:
        readings = parsers.read([*GOOD[:3], deadly, *GOOD[3:6]])
    head = read_mail(head_of(deadly))
    assert unreadable(readings) == [(3, f"Reading this mail took {sentence}")]
    assert [len(reading.mentions) for reading in readings] == [1, 1, 1, 0, 1, 1, 1]
    assert (readings[3].sender, readings[3].subject) == (head.sender, head.subject) != (None, None)


def test_every_mail_has_the_whole_limit_for_itself() -> None:
    with Parsers(Limits(cpu=0.4), most=1) as parsers:
        assert unreadable(parsers.read([laborious(400)] * 20)) == []


def test_the_time_a_mail_waits_behind_others_is_not_its_own() -> None:
    with Parsers(Limits(wall=0.3), most=1) as parsers:
        assert unreadable(parsers.read([laborious(400)] * 60)) == []


def test_of_what_a_child_has_ahead_only_the_mail_that_takes_too_much_is_unreadable() -> None:
    deadly = laborious(9000)
    longer = [GOOD[0] + b" " * len(deadly)] * 8
    with Parsers(Limits(cpu=0.08), most=1) as parsers:
        readings = parsers.read([*longer, deadly, *GOOD])
    assert [position for position, _ in unreadable(readings)] == [8]
    assert sum(len(reading.mentions) for reading in readings) == 58


def test_long_mails_that_hold_much_may_go_out_while_as_much_comes_back() -> None:
    with Parsers(most=1) as parsers:
        readings = parsers.read([laborious(3000)] * 12)
    assert [len(reading.mentions) for reading in readings] == [3000] * 12


PATHOLOGICAL = {
    "200,000 nested elements": HTML + b"<div>" * 200_000,
    "200,000 parts": b'Content-Type: multipart/mixed; boundary="x"\r\n\r\n' + b"--x\r\n\r\na\r\n" * 200_000,
    "1,000 levels": b"".join(b'Content-Type: multipart/a; boundary="%d"\r\n\r\n--%d\r\n' % (n, n) for n in range(1000)),
    "brackets": HTML + b"(" * 500_000,
    "names without end": HTML + b"A. Name, " * 100_000,
    "one address": HTML + b"https://example.org/?url=" + b"%2525" * 100_000,
    "an identifier without end": HTML + b"10.1000/" * 100_000,
}  # fmt: skip


@pytest.mark.parametrize("mail", PATHOLOGICAL.values(), ids=PATHOLOGICAL)
def test_a_pathological_mail_costs_at_most_its_limit(mail: bytes, strict: Parsers) -> None:
    began = time.monotonic()
    readings = strict.read([*GOOD[:2], mail, *GOOD[2:4]])
    assert time.monotonic() - began < 15  # the machine may have other things to do
    assert [len(reading.mentions) for reading in readings if reading.status == "parsed"] == [1, 1, 1, 1]


# ── children that end ─────────────────────────────────────────────────────────────────────────────────


class Assassin:
    """Kills children of this process as they come, so many of them, once each has had time to begin."""

    def __init__(self, victims: int):
        self.spared = children()
        self._victims = victims
        self._thread = threading.Thread(target=self._kill)

    def __enter__(self) -> Assassin:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._victims = 0
        self._thread.join()

    def _kill(self) -> None:
        killed: set[int] = set()
        while len(killed) < self._victims:
            time.sleep(0.7)
            for child in children() - self.spared - killed:
                os.kill(child, signal.SIGKILL)
                killed.add(child)


def test_a_child_that_is_killed_once_is_no_mails_fault() -> None:
    with Parsers(most=1) as parsers, Assassin(1):
        assert unreadable(parsers.read([laborious()] * 3)) == []


def test_children_killed_while_idle_are_replaced() -> None:
    others = children()
    with Parsers(most=1) as parsers:
        parsers.read(GOOD)
        (idle,) = children() - others
        os.kill(idle, signal.SIGKILL)
        assert unreadable(parsers.read(GOOD)) == []
        assert idle not in children()


def test_children_do_not_mind_what_tells_their_parent_to_stop() -> None:
    others = children()  # such as a mail server that serves other tests
    with Parsers() as parsers:
        parsers.read(GOOD)
        before = children() - others
        assert before
        for child in before:
            os.kill(child, signal.SIGTERM)
            os.kill(child, signal.SIGINT)
        assert unreadable(parsers.read(GOOD)) == []
        assert children() - others == before


def test_at_the_end_there_are_none() -> None:
    before = children()
    with Parsers() as parsers:
        parsers.read(GOOD)
    assert children() == before


# ── children that stand still ─────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("mails", [GOOD[:3], [HTML + b"<p>" * 1_000_000, *GOOD[:2]]], ids=["small", "large"])
def test_a_child_that_was_stopped_is_no_mails_fault(mails: list[bytes]) -> None:
    others = children()
    with Parsers(Limits(wall=2), most=1) as parsers:
        parsers.read(GOOD[:1])
        (idle,) = children() - others
        os.kill(idle, signal.SIGSTOP)
        began = time.monotonic()
        assert parsers.read(mails) == [read_mail(mail) for mail in mails]
        assert time.monotonic() - began < 12
        assert idle not in children()


def test_a_mail_over_which_children_stand_still_time_and_again_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    others, give, victims = children(), Child.give, [1, 2]

    def give_to_one_that_is_stopped(child: Child, positions: Sequence[int], contents: Sequence[bytes]) -> None:
        if victims and victims.pop():
            os.kill(max(children() - others), signal.SIGSTOP)
        give(child, positions, contents)

    monkeypatch.setattr(Child, "give", give_to_one_that_is_stopped)
    with Parsers(Limits(wall=1), most=1) as parsers:
        readings = parsers.read(GOOD[:3])
    assert [reading.status for reading in readings] == ["unreadable", "parsed", "parsed"]
    assert "took longer than 1 seconds twice, with hardly any computing" in (readings[0].error or "")


@pytest.mark.parametrize("stopped", [True, False])
def test_what_a_child_computed_for_its_mail_tells_whether_it_stood_still(stopped: bool) -> None:
    child = Child(Limits(wall=1))
    while not child.is_ready:
        assert list(child.answers()) == []
    child.give([0, 1], [laborious(3), laborious(16_000)])
    while not child.has_all:
        child.push()
    time.sleep(0.05)
    if stopped:
        os.kill(max(children()), signal.SIGSTOP)
    while not child.is_overdue():
        time.sleep(0.05)
    death = child.post_mortem(overdue=True)
    assert (death.overdue, death.stood_still) == (True, stopped)


# ── no children to be had ─────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("program", ["/nonexistent", "/bin/false"], ids=["none to start", "ends at once"])
def test_without_children_no_mail_is_to_blame(program: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", program)
    with Parsers() as parsers, pytest.raises(BotError, match="cannot be started, or end at once"):
        parsers.read(GOOD)


def test_they_are_asked_for_again_the_next_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with Parsers() as parsers:
        monkeypatch.setattr(sys, "executable", "/nonexistent")
        with pytest.raises(BotError):
            parsers.read(GOOD)
        monkeypatch.undo()
        assert unreadable(parsers.read(GOOD)) == []


def test_a_program_that_was_upgraded_under_us_reads_on_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bot, "__version__", "0.0.1")
    with Parsers() as parsers:
        assert parsers.read(GOOD[:2]) == [read_mail(mail) for mail in GOOD[:2]]
        before = children()
        parsers.read(GOOD)
        assert children() == before
