"""Sending through a real SMTP server on loopback."""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

from bot.deliver.addressed import addressed
from bot.deliver.channels import Smtp, SmtpText
from bot.demo.smtp_server import Postbox, SmtpServer, smtp_server
from bot.errors import DeliveryError
from tests.deliver.channels.rude_smtp import DRIP, HANG_UP, SILENCE, rude_smtp
from tests.deliver.samples import delivery, issue


class Recorder(Postbox):
    """Keeps every mail, and answers as it is told."""

    def __init__(self, reply: str = "250 2.0.0 queued as 42", rcpt: str = "250 OK"):
        super().__init__()
        self.reply = reply
        self.rcpt = rcpt

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        await super().handle_DATA(server, session, envelope)
        return self.reply


def only_ada(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: Any) -> AuthResult:
    right = isinstance(login, LoginPassword) and (login.login, login.password) == (b"ada", b"correct horse")
    return AuthResult(success=right, handled=right)


def channel(server: SmtpServer, **more: Any) -> Smtp:
    written = {
        "host": "127.0.0.1",
        "port": server.port,
        "security": "none",
        "from": "papersieve <sieve@example.org>",
    }
    return Smtp.model_validate({**written, **more})


def nothing() -> None:
    """No one to tell."""


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def tls(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1", "localhost").configure_cert(context)
    return context


@pytest.fixture
def ca_file(authority: trustme.CA, tmp_path: Path) -> Path:
    path = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(path))
    return path


def test_the_mail_arrives_whole_and_addressed() -> None:
    handler = Recorder()
    with smtp_server(handler) as server:
        receipt = channel(server).send(delivery(), nothing)
    (mail,) = handler.accepted
    assert mail.sender == "sieve@example.org"
    assert mail.recipients == ("reader@example.org",)
    assert mail.content == addressed(issue(), "reader@example.org")
    assert (receipt.code, receipt.reply) == (250, "2.0.0 queued as 42")


def test_a_recipient_who_wants_text_gets_no_html() -> None:
    handler = Recorder()
    with smtp_server(handler) as server:
        SmtpText(channel(server)).send(delivery(), nothing)
    mail = message_from_bytes(handler.accepted[0].content, policy=policy.default)
    assert mail.get_content_type() == "text/plain"
    assert mail["Message-ID"] == issue().message_id
    assert ".hidden dot" in mail.get_content()


def test_nothing_is_accepted_before_the_point_of_no_return() -> None:
    handler = Recorder()
    received_then: list[int] = []
    announce: Callable[[], None] = lambda: received_then.append(len(handler.accepted))  # noqa: E731
    with smtp_server(handler) as server:
        channel(server).send(delivery(), announce)
    assert received_then == [0]
    assert len(handler.accepted) == 1


def test_the_same_delivery_is_the_same_bytes_each_time() -> None:
    handler = Recorder()
    with smtp_server(handler) as server:
        channel(server).send(delivery(), nothing)
        channel(server).send(delivery(attempts=1), nothing)
    first, second = (mail.content for mail in handler.accepted)
    assert first == second


@pytest.mark.parametrize(
    ("reply", "permanent"),
    [("451 4.3.0 try later", False), ("552 5.3.4 too big", True), ("550 5.5.0 not now", False), ("554 no", True)],
)
def test_replies_are_told_apart(reply: str, permanent: bool) -> None:
    with smtp_server(Recorder(reply=reply)) as server, pytest.raises(DeliveryError) as caught:
        channel(server).send(delivery(), nothing)
    assert caught.value.permanent is permanent
    assert caught.value.code == int(reply[:3])


def test_a_refused_recipient_is_named() -> None:
    with (
        smtp_server(Recorder(rcpt="550 5.1.1 no such user")) as server,
        pytest.raises(DeliveryError, match=r"The server refused the recipient reader@example\.org: 550 5\.1\.1"),
    ):
        channel(server).send(delivery(), nothing)


def test_a_mail_over_the_servers_limit_is_not_sent() -> None:
    handler = Recorder()
    with (
        smtp_server(handler, data_size_limit=300) as server,
        pytest.raises(DeliveryError, match="the server takes 300") as caught,
    ):
        channel(server).send(delivery(), nothing)
    assert caught.value.permanent
    assert handler.accepted == []


def test_a_wrong_password_says_so_and_stays_secret(tls: ssl.SSLContext, ca_file: Path) -> None:
    options = {"authenticator": only_ada, "auth_required": True, "tls_context": tls}
    with smtp_server(Recorder(), **options) as server:
        smtp = channel(
            server, user="ada", password="wrong horse", security="starttls", ca_file=str(ca_file), host="localhost"
        )
        with pytest.raises(DeliveryError, match="refused the login of ada") as caught:
            smtp.send(delivery(), nothing)
    assert "wrong horse" not in str(caught.value)
    assert not caught.value.permanent


def test_starttls_with_the_right_password_delivers(tls: ssl.SSLContext, ca_file: Path) -> None:
    handler = Recorder()
    with smtp_server(handler, authenticator=only_ada, auth_required=True, tls_context=tls) as server:
        smtp = channel(
            server,
            user="ada",
            password="correct horse",
            security="starttls",
            ca_file=str(ca_file),
            host="localhost",
        )
        smtp.send(delivery(), nothing)
    assert len(handler.accepted) == 1


def test_an_untrusted_certificate_is_refused(tls: ssl.SSLContext) -> None:
    handler = Recorder()
    with (
        smtp_server(handler, tls_context=tls) as server,
        pytest.raises(DeliveryError, match="certificate"),
    ):
        channel(server, security="starttls", host="localhost").send(delivery(), nothing)
    assert handler.accepted == []


def test_a_server_without_starttls_gets_nothing() -> None:
    handler = Recorder()
    with smtp_server(handler) as server, pytest.raises(DeliveryError, match="offers no STARTTLS"):
        channel(server, security="starttls").send(delivery(), nothing)
    assert handler.accepted == []


def test_a_port_nobody_listens_on_is_a_sentence() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    smtp = Smtp.model_validate({"host": "127.0.0.1", "port": port, "security": "none", "from": "sieve@example.org"})
    with pytest.raises(DeliveryError, match="refuses connections"):
        smtp.send(delivery(), nothing)


def test_a_server_that_hangs_up_after_the_dot_leaves_the_delivery_in_doubt() -> None:
    announced: list[bool] = []
    with rude_smtp({b".": HANG_UP}) as smtp, pytest.raises(DeliveryError, match="closed the connection") as caught:
        smtp.send(delivery(), lambda: announced.append(True))
    assert announced == [True]
    assert not caught.value.permanent


@pytest.mark.parametrize("rudeness", [SILENCE, DRIP, HANG_UP])
@pytest.mark.parametrize("when", [b"connect", b"EHLO", b"RCPT", b"DATA"])
def test_a_server_that_does_not_answer_before_the_dot_ends_the_try_soon(when: bytes, rudeness: bytes) -> None:
    announced: list[bool] = []
    began = time.monotonic()
    with rude_smtp({when: rudeness}, timeout=0.1) as smtp, pytest.raises(DeliveryError) as caught:
        smtp.send(delivery(), lambda: announced.append(True))
    assert time.monotonic() - began < 3
    assert announced == []
    assert not caught.value.permanent


def test_an_accepted_mail_does_not_wait_for_a_server_that_has_nothing_more_to_say() -> None:
    began = time.monotonic()
    with rude_smtp({b"QUIT": SILENCE}) as smtp:
        assert smtp.send(delivery(), nothing).reply == "2.0.0 taken"
    assert time.monotonic() - began < 3


@pytest.mark.parametrize(
    ("when", "reply"),
    [(b"connect", b"554 5.7.1 go away\r\n"), (b"EHLO", b"550 no\r\n"), (b"MAIL", b"530 5.7.0 log in first\r\n")],
)
def test_what_a_person_can_mend_is_not_final(when: bytes, reply: bytes) -> None:
    with rude_smtp({when: reply, b"HELO": reply}) as smtp, pytest.raises(DeliveryError) as caught:
        smtp.send(delivery(), nothing)
    assert not caught.value.permanent
    assert caught.value.code == int(reply[:3])


def test_a_server_that_speaks_tls_from_the_start_and_is_not_trusted_gets_nothing(authority: trustme.CA) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    handler = Recorder()
    with smtp_server(handler, ssl_context=context) as server, pytest.raises(DeliveryError, match="certificate"):
        channel(server, security="tls", host="localhost").send(delivery(), nothing)
    assert handler.accepted == []
