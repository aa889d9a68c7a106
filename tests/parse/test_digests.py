"""Digests in plain text (RFC 1153) are taken apart into their messages."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.models import Address, Mail
from bot.parse.digests import messages_of

PREAMBLE = (
    "Send Nets mailing list submissions to\n\tnets@example.org\n\nToday's Topics:\n\n   1. One (Ana)\n\n\n" + "-" * 70
)
RULE = "\n\n" + "-" * 30 + "\n\n"
ONE = "Message: 1\nDate: Tue, 19 May 2026 08:00:00 +0000\nFrom: Ana <ana@example.org>\nSubject: One\n\n\nFirst.\n"
TWO = "From: Ben <ben@example.org>\nSubject: [Nets] A subject\n\tthat wraps\nMessage-ID: <2@example.org>\n\nSecond."
FOOTER = "Subject: Digest Footer\n\n____\nNets mailing list"


def digest(*messages: str) -> Mail:
    text = f"{PREAMBLE}\n\n{RULE.join(messages)}{RULE}End of Nets Digest, Vol 7, Issue 3\n*****\n"
    return Mail(Address("", "nets-request@example.org"), "Nets Digest", text=text)


def test_each_message_has_its_sender_its_date_and_its_text() -> None:
    one, two = messages_of(digest(ONE, TWO, FOOTER))
    assert (one.sender, one.subject) == (Address("Ana", "ana@example.org"), "One")
    assert (one.sent_at, (one.text or "").strip()) == (datetime(2026, 5, 19, 8, tzinfo=UTC), "First.")
    assert (two.subject, two.message_id) == ("[Nets] A subject that wraps", "<2@example.org>")


def test_a_rule_within_a_message_ends_nothing() -> None:
    (one,) = messages_of(digest(f"{ONE}{RULE}and more"))
    assert (one.text or "").strip().endswith("and more")


@pytest.mark.parametrize(
    "text", ["", f"{PREAMBLE}\n\n{ONE}", f"{ONE}{RULE}{TWO}", f"Hello{RULE}", "-" * 70 + "\n" + "-" * 30 + "\nFrom"]
)
def test_other_mail_is_no_digest(text: str) -> None:
    assert messages_of(Mail(Address("", ""), "x", text=text)) == []
