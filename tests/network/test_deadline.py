"""A conversation ends at its deadline, however it drags on."""

from __future__ import annotations

import socket
import time

import pytest

from bot.network.deadline import Lifeline, deadline


def test_a_block_in_time_is_left_alone() -> None:
    cuts: list[str] = []
    with deadline(5, lambda: cuts.append("cut")):
        pass
    assert cuts == []


def test_what_a_block_in_time_raises_is_passed_on() -> None:
    with pytest.raises(KeyError), deadline(5, lambda: None):
        raise KeyError


def test_a_block_that_takes_too_long_raises_even_if_it_ends_well() -> None:
    with pytest.raises(TimeoutError, match=r"within 0\.01 seconds"), deadline(0.01, lambda: None):
        time.sleep(0.1)


def test_whoever_waits_on_a_connection_is_woken_up() -> None:
    ours, theirs = socket.socketpair()
    lifeline = Lifeline()
    lifeline.hold(ours)
    with theirs, ours, pytest.raises(TimeoutError), deadline(0.05, lifeline.cut):
        assert ours.recv(1) == b""
    lifeline.release()


def test_a_lifeline_without_a_connection_does_no_harm() -> None:
    lifeline = Lifeline()
    lifeline.cut()
    lifeline.release()
    lifeline.release()
