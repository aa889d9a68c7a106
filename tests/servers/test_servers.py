"""The servers of the demo and the tests work by themselves."""

from __future__ import annotations

import imaplib
import smtplib

import pytest

from bot.demo.imap_server import imap_server
from bot.demo.smtp_server import AcceptedMail, Postbox, SmtpServer, smtp_server


def test_the_smtp_server_keeps_what_it_accepts(smtp: SmtpServer) -> None:
    with smtplib.SMTP(smtp.host, smtp.port, timeout=5) as client:
        client.sendmail("me@a.example", ["you@b.example", "her@b.example"], b"Subject: x\r\n\r\n.a line\r\n")
    assert smtp.accepted == [
        AcceptedMail("me@a.example", ("you@b.example", "her@b.example"), b"Subject: x\r\n\r\n.a line\r\n")
    ]


def test_a_postbox_may_refuse() -> None:
    class Full(Postbox):
        async def handle_RCPT(self, *_: object) -> str:  # noqa: N802
            return "452 4.2.2 mailbox full"

    with smtp_server(Full()) as server, smtplib.SMTP(server.host, server.port, timeout=5) as client:
        with pytest.raises(smtplib.SMTPRecipientsRefused):
            client.sendmail("me@a.example", ["you@b.example"], b"Subject: x\r\n\r\n")
        assert server.accepted == []


def test_several_imap_servers_run_side_by_side_and_end() -> None:
    with imap_server("a", "one") as first, imap_server("b", "two") as second:
        assert first.port != second.port
        with imaplib.IMAP4(second.host, second.port, timeout=5) as client:
            assert client.login("b", "two")[0] == "OK"
            assert client.select()[1] == [b"0"]
    with pytest.raises(ConnectionRefusedError):
        imaplib.IMAP4(first.host, first.port, timeout=5)
