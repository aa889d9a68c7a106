"""Our own digests, bounces and auto-replies are skipped; alerts, automatic as they are, are read."""

from __future__ import annotations

import pytest

from bot.parse import read_mail

SKIPPED = {
    "own digest": b"From: papersieve <p@example.org>\nX-Papersieve-Issue: topic/1\nAuto-Submitted: auto-generated",
    "delivery report": b'From: mailer-daemon@example.org\nContent-Type: multipart/report; boundary="x"',
    "bounce of a daemon": b"From: Mail Delivery Subsystem <MAILER-DAEMON@example.org>\nSubject: Returned mail",
    "bounce without a way back": b"Return-Path: <>\nFrom: it@example.org\nSubject: Undeliverable: hello",
    "bounce that names the recipient": b"From: x@example.org\nX-Failed-Recipients: y@example.org",
    "vacation note": b"From: eva@example.org\nAuto-Submitted: auto-replied (vacation)",
    "older vacation note": b"From: eva@example.org\nX-Autoreply: yes",
    "oldest vacation note": b"From: eva@example.org\nPrecedence: auto_reply",
}
READ = {
    "alert": b"From: alerts@example.org\nAuto-Submitted: auto-generated\nPrecedence: bulk",
    "alert without a way back": b"Return-Path: <>\nFrom: alerts@example.org\nSubject: New articles",
    "said not to be automatic": b"From: eva@example.org\nAuto-Submitted: no\nX-Autoreply: no",
    "a letter about failures": b"From: eva@example.org\nSubject: Failure notice of our experiment",
}
BODY = b"\n\nhttps://arxiv.org/abs/2601.00001"


@pytest.mark.parametrize("headers", SKIPPED.values(), ids=SKIPPED.keys())
def test_answers_of_machines_are_skipped(headers: bytes) -> None:
    reading = read_mail(headers + BODY)
    assert (reading.status, reading.mentions, reading.detected) == ("skipped", (), 0)


@pytest.mark.parametrize("headers", READ.values(), ids=READ.keys())
def test_other_mail_is_read(headers: bytes) -> None:
    assert read_mail(headers + BODY).status != "skipped"


def test_an_attached_digest_of_ours_is_skipped_too() -> None:
    content = (
        b"From: pat@example.org\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: message/rfc822\n\n"
        b"X-Papersieve-Issue: topic/1\nContent-Type: text/html\n\n"
        b'<p><a href="https://arxiv.org/abs/2601.00001">A title of some paper</a></p>\n--x--\n'
    )
    assert read_mail(content).status == "no_papers"
