"""The mail as bytes: headers that hold, bodies that survive, the same every time."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from bot.compose.envelope import Bodies, encoded_size, envelope, message_id
from bot.errors import ConfigError
from tests.compose.papers import facts

HEADERS = [
    "From",
    "Subject",
    "Date",
    "Message-ID",
    "List-Id",
    "Auto-Submitted",
    "X-Papersieve-Issue",
    "MIME-Version",
    "Content-Type",
]
BODIES = Bodies("text\n", "<p>html</p>\n")


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n").rstrip("\n")


def read(content: bytes) -> EmailMessage:
    message = message_from_bytes(content, policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_the_headers_are_exactly_the_expected_ones() -> None:
    message = read(envelope(facts(), "3 must-read + 11 more · papers of Tue 6 May", BODIES, 1, 2))

    assert message.keys() == HEADERS
    assert message["From"] == "papersieve <papersieve@example.org>"
    assert message["Subject"] == "3 must-read + 11 more · papers of Tue 6 May"
    assert message["Date"] == "Tue, 06 May 2025 07:00:00 +0200"
    assert message["List-Id"] == "<reasoning.papersieve.example.org>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Papersieve-Issue"] == "reasoning; slot=2025-05-06T07:00/Europe/Berlin; part=1/2"


def test_the_same_issue_gives_the_same_bytes() -> None:
    assert envelope(facts(), "s", BODIES, 1, 1) == envelope(facts(), "s", BODIES, 1, 1)


def test_the_message_id_is_of_instance_digest_slot_and_part() -> None:
    identifiers = {
        message_id(facts(), 1),
        message_id(facts(), 2),
        message_id(facts(instance_id="other"), 1),
        message_id(facts(digest="other"), 1),
        message_id(facts(slot="2025-05-07T07:00/Europe/Berlin"), 1),
    }

    assert len(identifiers) == 5
    assert message_id(facts(composed_at=facts().composed_at.replace(hour=9)), 1) in identifiers


HOSTILE = "Title =?utf-8?q?=0D=0ABcc:_evil=40example.org?=\r\nBcc: evil@example.org\r\n\r\nbody \u2028 \x85 \ud800"


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=200))
@example(HOSTILE)
@example("=" * 40 + "?" * 40)
@example("=?")
@example("\u202e" + "字" * 100)
def test_no_subject_brings_a_header_of_its_own(subject: str) -> None:
    content = envelope(facts(), subject, BODIES, 1, 1)

    message = read(content)
    assert message.keys() == HEADERS
    assert body(message, "plain") == "text"
    assert all(len(line) <= 78 for line in content.split(b"\r\n\r\n", 1)[0].split(b"\r\n"))


@settings(deadline=None)
@given(st.text(alphabet=st.characters(), max_size=80), st.text(alphabet=st.characters(), max_size=80))
@example('Evil" <evil@example.org>, "', "x\r\nBcc: y@z.example")
def test_no_name_of_a_digest_or_sender_brings_a_header_of_its_own(name: str, digest: str) -> None:
    try:
        content = envelope(facts(sender=f"{name} <me@example.org>", digest=digest), "s", BODIES, 1, 1)
    except ConfigError:
        return

    assert read(content).keys() == HEADERS


@pytest.mark.parametrize(
    ("sender", "expected"),
    [
        ("me@example.org", "me@example.org"),
        ("Paper Sieve <me@example.org>", "Paper Sieve <me@example.org>"),
        ('"Doe, Jane" <me@example.org>', '"Doe, Jane" <me@example.org>'),
        ("Jürgen <me@BÜCHER.example>", "Jürgen <me@xn--bcher-kva.example>"),
        ("me@localhost", "me@localhost"),
    ],
)
def test_the_sender_is_written_as_mail_wants_it(sender: str, expected: str) -> None:
    message = read(envelope(facts(sender=sender), "s", BODIES, 1, 1))

    assert str(message["From"]) == expected


@pytest.mark.parametrize("sender", ["", "nobody", "a b@example.org", "jürgen@example.org", "me@-"])
def test_a_sender_that_is_no_address_is_refused(sender: str) -> None:
    with pytest.raises(ConfigError, match=r"smtp\.from"):
        envelope(facts(sender=sender), "s", BODIES, 1, 1)


def test_an_unsubscribe_address_is_named_where_one_is_configured() -> None:
    message = read(envelope(facts(list_unsubscribe="mailto:me@example.org?subject=stop"), "s", BODIES, 1, 1))

    assert message["List-Unsubscribe"] == "<mailto:me@example.org?subject=stop>"
    assert message.keys() == [*HEADERS[:5], "List-Unsubscribe", *HEADERS[5:]]


@pytest.mark.parametrize("address", ["javascript:1", "https://x.example/>, <y", "mailto:a b", "mailto:a\r\nBcc: b"])
def test_an_unsubscribe_address_that_is_none_is_refused(address: str) -> None:
    with pytest.raises(ConfigError, match="list_unsubscribe"):
        envelope(facts(list_unsubscribe=address), "s", BODIES, 1, 1)


@pytest.mark.parametrize(
    ("one", "other"), [("nlp", "NLP!"), ("über", "ueber"), ("日本", "中国"), ("a b", "a-b"), ("x" * 60, "x" * 61)]
)
def test_digests_have_list_ids_of_their_own(one: str, other: str) -> None:
    identifiers = {read(envelope(facts(digest=name), "s", BODIES, 1, 1))["List-Id"] for name in (one, other)}

    assert len(identifiers) == 2


TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc")) | st.just("\n"), max_size=300)


@settings(deadline=None)
@given(TEXTS, TEXTS)
@example("From here\n.\n..\n--\n" + "x" * 2000, "字" * 500)
@example("trailing space \n\ttab\t\n=", "é=3D")
def test_bodies_come_back_as_they_were_in_lines_every_server_takes(text: str, html: str) -> None:
    content = envelope(facts(), "s", Bodies(text, html), 1, 1)

    message = read(content)
    assert body(message, "plain") == text.rstrip("\n")
    assert body(message, "html") == html.rstrip("\n")
    assert content.isascii()
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert b"\nFrom " not in content
    assert max(map(len, content.split(b"\r\n"))) <= 998


def test_the_text_comes_before_the_html() -> None:
    parts = [part.get_content_type() for part in read(envelope(facts(), "s", BODIES, 1, 1)).iter_parts()]

    assert parts == ["text/plain", "text/html"]


def test_chinese_is_sent_as_base64_because_it_is_shorter() -> None:
    assert encoded_size("字" * 3000) < 13_000


def test_ordinary_text_stays_readable_in_the_raw_mail() -> None:
    assert b"naive caf=C3=A9" in envelope(facts(), "s", Bodies("naive café", "x"), 1, 1)
