"""The few header fields fetched ahead of a mail tell who sent it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.network.imap_headers import fields_of, list_id_of, senders_of


@pytest.mark.parametrize(
    ("value", "senders"),
    [
        ("alerts@journal.example", ("alerts@journal.example",)),
        ("<Alerts@Journal.Example>", ("alerts@journal.example",)),
        ("Journal of X <a@j.example>", ("a@j.example",)),
        ("Surname, Given <a@j.example>", ("a@j.example",)),
        ('"Surname, Given" <a@j.example>', ("a@j.example",)),
        ("=?utf-8?q?Caf=C3=A9_=3Cx=40y=3E?= <a@j.example>", ("a@j.example",)),
        ('"x@y.example" <a@j.example>', ("a@j.example",)),
        ("x@y.example <a@j.example>", ("a@j.example",)),
        ("a@j.example (x@y.example)", ("a@j.example",)),
        (r'"quoted \" <x@y.example>" <a@j.example>', ("a@j.example",)),
        ('"never closed <a@j.example>', ("a@j.example",)),
        ("Nature [alerts] <a@j.example>", ("a@j.example",)),
        ("Papers: new ones <a@j.example>", ("a@j.example",)),
        ("one@j.example, two@j.example", ("one@j.example", "two@j.example")),
        ("Group: one@j.example, two@j.example;", ("one@j.example", "two@j.example")),
        ("Böse Überraschung <ä@j.example>", ("ä@j.example",)),
        ("undisclosed-recipients:;", ()),
        ("", ()),
        ("<>", ()),
        ("@", ()),
        ('"', ()),
    ],
)
def test_senders(value: str, senders: tuple[str, ...]) -> None:
    assert senders_of({"from": [value]}) == senders


def test_folded_fields_are_unfolded_whatever_their_case() -> None:
    fields = fields_of(b"FROM: A\r\n <a@j.example>\r\nlist-ID:\r\n\tNew papers <toc.j.example>\r\n\r\n")
    assert senders_of(fields) == ("a@j.example",)
    assert list_id_of(fields) == "New papers <toc.j.example>"


def test_sender_counts_beside_from_and_each_only_once() -> None:
    fields = fields_of(b"From: a@j.example\r\nSender: b@j.example\r\nFrom: A@j.example\r\n")
    assert senders_of(fields) == ("a@j.example", "b@j.example")


def test_an_empty_list_id_is_none() -> None:
    assert list_id_of(fields_of(b"List-Id:  \r\n")) is None


@pytest.mark.parametrize(
    "value", ['"' * 5_000_000, "<" * 5_000_000, "a" * 5_000_000, '"\\' * 2_000_000, "(" * 5_000_000]
)
def test_an_absurd_header_takes_no_time(value: str) -> None:
    assert senders_of(fields_of(f"From: {value}\r\n".encode())) == ()


@given(st.binary())
def test_nothing_a_server_sends_raises(section: bytes) -> None:
    senders_of(fields_of(section))
