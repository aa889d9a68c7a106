"""What becomes of children when the process that started them ends in whatever way; each time a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = """
import sys
from bot.parsing import Parsers
from tests.parsing.samples import GOOD, children, laborious

with Parsers(most=2) as parsers:
    while len(children()) < 2:
        parsers.read([laborious(800)] * 6)
    parsers.read(GOOD)
    print(*children(), flush=True)
    if sys.argv[1] == "idle":
        sys.stdin.read()
    try:
        parsers.read([laborious(16_000)] * 100)
    except KeyboardInterrupt:
        print("interrupted")
"""


@pytest.fixture(params=["idle", "busy"])
def parent(request: pytest.FixtureRequest) -> Iterator[subprocess.Popen[str]]:
    """A process with two children that are idle or busy, in a process group of their own."""
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, request.param],
        cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True, start_new_session=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def children_of(process: subprocess.Popen[str]) -> list[int]:
    assert process.stdout is not None
    children = [int(number) for number in process.stdout.readline().split()]
    time.sleep(0.2)
    return children


def is_gone(pid: int, seconds: float = 3) -> bool:
    """Whether a process ends within some seconds; a dead one that nobody has asked after counts as gone."""
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        try:
            state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
        except FileNotFoundError:
            return True
        if state == "Z":
            return True
        time.sleep(0.02)
    return False


def test_children_die_with_a_parent_that_is_killed(parent: subprocess.Popen[str]) -> None:
    children = children_of(parent)
    parent.kill()
    parent.wait()
    assert [is_gone(child) for child in children] == [True, True]


@pytest.mark.parametrize("parent", ["busy"], indirect=True)
def test_ctrl_c_shows_nothing_of_the_children(parent: subprocess.Popen[str]) -> None:
    children = children_of(parent)
    os.killpg(parent.pid, signal.SIGINT)
    out, err = parent.communicate(timeout=10)
    assert (out, err, parent.returncode) == ("interrupted\n", "", 0)
    assert [is_gone(child) for child in children] == [True, True]
