"""One record for each mail, whatever it holds: who reads it, what status it gets, and that nothing ever raises."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.models import Mail, Mention
from bot.parse import knows_sender, read_mail, source_names
from bot.parse.sources import SOURCES
from bot.parse.sources.extraction import Extraction
from bot.record import record_of

PAPER = '<p><a href="https://arxiv.org/abs/2601.0000{0}">Paper number {0} of the list</a></p>'
LIST = "".join(PAPER.format(number) for number in (1, 2, 3))


def html_mail(html: str, headers: str = "From: Alerts <alerts@a.example>\nSubject: New") -> bytes:
    return f"{headers}\nContent-Type: text/html; charset=utf-8\n\n{html}".encode()


def listed(number: int) -> Mention:
    return Mention(f"Paper number {number} of the list", "fake", identifiers={"arxiv": f"2601.0000{number}"})


@dataclass
class FakeSource:
    """A source that claims mail with its mark in the subject and hands over what it was given."""

    mark: str
    extraction: Extraction = field(default_factory=Extraction)
    error: Exception | None = None
    SENDERS: tuple[str, ...] = ("*@fake.example",)

    def matches(self, mail: Mail) -> bool:
        return self.mark in mail.subject

    def extract(self, mail: Mail) -> Extraction:
        if self.error is not None:
            raise self.error
        return self.extraction


FAKE = html_mail(LIST, "From: Fake <f@fake.example>\nSubject: fake papers")


def test_the_record_says_which_mail_it_is_of() -> None:
    headers = "From: Alerts <Alerts@A.example>\nSubject: New\nMessage-ID: <1@a>\nDate: Thu, 22 Jan 2026 08:15:00 +0000"
    reading = read_mail(html_mail(LIST, headers))
    assert (reading.sender, reading.subject, reading.message_id) == ("alerts@a.example", "New", "<1@a>")
    assert reading.sent_at == datetime(2026, 1, 22, 8, 15, tzinfo=UTC)


def test_mail_no_source_claims_goes_to_the_generic_one() -> None:
    reading = read_mail(html_mail(LIST))
    assert (reading.status, reading.source, reading.detected) == ("parsed", "generic", 3)
    assert [mention.sender for mention in reading.mentions] == ["alerts@a.example"] * 3


def test_mail_without_papers_says_so() -> None:
    reading = read_mail(html_mail("<p>Hello</p>"))
    assert (reading.status, reading.source, reading.mentions) == ("no_papers", None, ())


def test_what_a_source_missed_is_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SOURCES, "fake", FakeSource("fake", Extraction((listed(2),), detected=3)))
    reading = read_mail(FAKE)
    assert [dict(mention.identifiers)["arxiv"] for mention in reading.mentions] == [
        "2601.00002",
        "2601.00001",
        "2601.00003",
    ]
    assert [mention.source for mention in reading.mentions] == ["fake", "generic", "generic"]
    assert (reading.status, reading.source, reading.detected) == ("parsed", "fake", 3)


def test_no_more_is_filled_in_than_was_missed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SOURCES, "fake", FakeSource("fake", Extraction((listed(2),), detected=2)))
    assert len(read_mail(FAKE).mentions) == 2


def test_a_mail_of_which_not_all_could_be_read_is_incomplete(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SOURCES, "fake", FakeSource("fake", Extraction((listed(2),), detected=9)))
    reading = read_mail(FAKE)
    assert (reading.status, reading.detected, len(reading.mentions)) == ("incomplete", 9, 3)


def test_a_source_that_fails_stops_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SOURCES, "fake", FakeSource("fake", error=KeyError("layout")))
    reading = read_mail(FAKE)
    assert (reading.status, len(reading.mentions)) == ("incomplete", 3)
    assert reading.error == "The source fake failed on this mail with KeyError: 'layout'"


def test_a_source_that_fails_on_a_mail_without_papers_leaves_its_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SOURCES, "fake", FakeSource("fake", error=KeyError("layout")))
    reading = read_mail(html_mail("<p>x</p>", "From: Fake <f@fake.example>\nSubject: fake papers"))
    assert reading.status == "unreadable"
    assert "KeyError" in (reading.error or "")


def test_two_sources_that_claim_one_mail_are_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SOURCES, "fake", FakeSource("fake"))
    monkeypatch.setitem(SOURCES, "other", FakeSource("papers"))
    assert read_mail(FAKE).error == "More than one source claims this mail: fake, other."


def test_a_mail_that_was_passed_on_is_read_as_the_original() -> None:
    quoted = (
        "---------- Forwarded message ---------<br>From: Alerts &lt;alerts@a.example&gt;<br>Subject: New<br>To: x<br>"
    )
    reading = read_mail(html_mail(f"<div>{quoted}</div>{LIST}", "From: Pat <pat@b.example>\nSubject: Fwd: New"))
    assert reading.sender == "pat@b.example"
    assert {mention.sender for mention in reading.mentions} == {"alerts@a.example"}


def test_papers_of_attached_mails_are_the_mail_s() -> None:
    inner = html_mail(LIST).decode()
    head = "From: Pat <pat@b.example>\nContent-Type: multipart/mixed; boundary=x\n\n"
    content = f"{head}--x\nContent-Type: message/rfc822\n\n{inner}\n"
    reading = read_mail(f"{content}--x\nContent-Type: message/rfc822\n\n{inner}\n--x--\n".encode())
    assert (reading.status, reading.detected, len(reading.mentions)) == ("parsed", 3, 3)
    assert {mention.sender for mention in reading.mentions} == {"alerts@a.example"}


def test_a_mail_that_costs_too_much_is_unreadable_with_a_reason() -> None:
    reading = read_mail(b"Content-Type: message/rfc822\n\n" * 500)
    assert (reading.status, reading.source) == ("unreadable", None)
    assert (reading.error or "").startswith("The mail nests more than")


def test_every_source_has_a_name_and_the_generic_one_comes_last() -> None:
    assert source_names() == (*SOURCES, "generic")


@pytest.mark.parametrize(
    "address",
    [
        "scholaralerts-noreply@google.com",
        "no-reply@arXiv.org",
        "daily_papers_digest@notifications.huggingface.co",
        " EALERT@nature.com ",
        "openRxiv-mailer@alerts.highwire.org",
        "efback@ncbi.nlm.nih.gov",
        "cellpress@notification.elsevier.com",
        "do-not-reply@semanticscholar.org",
    ],
)
def test_senders_of_subscriptions_are_known(address: str) -> None:
    assert knows_sender(address)


@pytest.mark.parametrize(
    "address", ["", "ana@example.org", "alerts@bank.example", "someone@acm.org", "x@arxiv.org.evil.example"]
)
def test_other_senders_are_not(address: str) -> None:
    assert not knows_sender(address)


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_give_a_record(content: bytes) -> None:
    assert read_mail(content) == read_mail(content)


PIECES = st.sampled_from(
    [
        b"From: a@b.example\n",
        b"Subject: =?utf-8?q?x",
        b"Content-Type: multipart/mixed; boundary=b\n",
        b"Content-Type: message/rfc822\n",
        b"Content-Type: text/html; charset=utf-7\n",
        b"Content-Transfer-Encoding: base64\n",
        b"\n\n",
        b"--b\n",
        b"--b--\n",
        b"\r",
        b"\x00",
        b"\xff\xfe",
        b"<html><a href='https://arxiv.org/abs/2601.00001'>",
        b"<pre>",
        b"doi:10.1000/x\n",
        b"Title: A title of something\n",
        b"Authors: A, B and C\n",
        b"\\\\\narXiv:2601.00001\n",
        b"> From: x <a@b.example>\n",
        b"https://scholar.google.com/scholar_url?url=",
        b"1. ",
        b"Content-Type: text/plain; format=flowed; delsp=yes\n",
        b"begin 644 x\n",
        b"#0V%T\nend\n",
        b"-" * 70 + b"\n\n",
        b"\n" + b"-" * 30 + b"\n\n",
        b"Message: 1\n",
        b"Begin forwarded message:\n<br>",
        b"<b>Von:</b> x &lt;scholaralerts-noreply@google.com&gt;<br>\n<b>Betreff:</b> y<br>\n",
        b"Paper (*cross-listing*): hep-th/9901001\n",
        b"QUJD=\n",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25))
def test_any_pieces_of_mails_give_a_record(pieces: list[bytes]) -> None:
    content = b"".join(pieces)
    assert json.dumps(record_of(read_mail(content)), ensure_ascii=False).encode()
    assert read_mail(content) == read_mail(content)


def test_a_charset_with_a_nul_in_its_name_is_read_all_the_same() -> None:
    broken = b'Content-Type: text/plain; charset="utf\x00-8"\nContent-Transfer-Encoding: 8bit\n\n\xc3\xa4'
    assert read_mail(broken).status == "no_papers"
