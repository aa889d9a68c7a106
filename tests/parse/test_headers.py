"""Header values as people read them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.models import Address
from bot.parse.headers import decode_header, read_address, read_date


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("plain", "plain"),
        ("folded\r\n  over lines", "folded over lines"),
        ("=?utf-8?q?Erd=C5=91s_P=C3=A1l?=", "Erdős Pál"),
        ("=?UTF-8?B?RXJkxZFz?= et al", "Erdős et al"),
        ("=?utf-8?q?one?=\r\n =?utf-8?q?_two?=", "one two"),
        ("=?utf-8?b?w4PC?= =?utf-8?b?vA==?=", "Ã¼"),
        ("=?utf-8?q?=C3?= =?utf-8?q?=BC?=", "ü"),
        ("=?iso-8859-1*en?q?M=FCller?=", "Müller"),
        ("=?utf-8?q?a b with spaces?=", "a b with spaces"),
        ("=?utf-8?q?What_next??=", "What next?"),
        ("=?no-such-charset?q?abc?=", "abc"),
        ("=?utf-8?b?TcO8 bGxl!cg?=", "Müller"),
        ("a =?utf-8?x?bad?= b", "a =?utf-8?x?bad?= b"),
        (b"M\xfcller".decode("ascii", "surrogateescape"), "Müller"),
        ("Müller".encode().decode("ascii", "surrogateescape"), "Müller"),
        ("a\x00b\u202ec", "abc"),
    ],
)
def test_a_value_is_decoded(raw: str, text: str) -> None:
    assert decode_header(raw) == text


@pytest.mark.parametrize(
    ("raw", "found", "address"),
    [
        ("Ana <ana@example.org>", "ana@example.org", Address("Ana", "ana@example.org")),
        ('"Doe, Jane" <JANE@Example.org>', "", Address("Doe, Jane", "jane@example.org")),
        ("=?utf-8?q?M=C3=BCller,_J?= <x@y.example>", "", Address("Müller, J", "x@y.example")),
        ("no-reply@arXiv.org (send mail ONLY to cs)", "", Address("send mail ONLY to cs", "no-reply@arxiv.org")),
        ("x@y.example", "", Address("", "x@y.example")),
        ("alerts@a.example via List <list@b.example>", "", Address("alerts@a.example via List", "list@b.example")),
        ('"alerts@a.example" <evil@b.example>', "", Address("alerts@a.example", "evil@b.example")),
        ("Broken <x@y.example", "", Address("Broken", "x@y.example")),
        ("Alerts alerts@a.example", "", Address("Alerts", "alerts@a.example")),
        ("undisclosed", "", Address("undisclosed", "")),
        ("", "", Address("", "")),
    ],
)
def test_the_sender_is_made_out(raw: str, found: str, address: Address) -> None:
    assert read_address(raw, found) == address


@pytest.mark.parametrize(
    ("raw", "moment"),
    [
        ("Thu, 22 Jan 2026 08:15:00 +0100", datetime(2026, 1, 22, 7, 15, tzinfo=UTC)),
        ("22 January 2026 10:00:00", datetime(2026, 1, 22, 10, 0, tzinfo=UTC)),
        ("yesterday", None),
        ("", None),
        ("Thu, 99 Jan 2026 08:15:00 +0100", None),
    ],
)
def test_a_date_is_a_moment_in_utc_or_nothing(raw: str, moment: datetime | None) -> None:
    assert read_date(raw) == moment


@given(st.text(alphabet='=?utf-8qbBQ_ <>@."(),;:\\é\udce9', max_size=80))
def test_any_header_is_survived(raw: str) -> None:
    decode_header(raw).encode()
    read_address(raw)
    read_date(raw)
