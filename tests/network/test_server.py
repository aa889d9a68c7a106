"""Servers are reached over verified TLS, and what goes wrong with them is said in words."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest
import trustme
from pydantic import ValidationError

from bot.errors import ConfigError
from bot.network.server import ServerSettings, explain, is_loopback


class Imap(ServerSettings):
    ports: ClassVar = {"tls": 993, "starttls": 143, "none": 143}


def imap(**written: Any) -> Imap:
    return Imap.model_validate({"host": "imap.example.org", **written})


@contextmanager
def tls_server(context: ssl.SSLContext | None) -> Iterator[int]:
    """A server on loopback that shakes hands by `context` once (None: sends a greeting in the clear); its port."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_serve, args=(listener, context))
        thread.start()
        yield listener.getsockname()[1]
        thread.join(timeout=10)


def _serve(listener: socket.socket, context: ssl.SSLContext | None) -> None:
    connection, _ = listener.accept()
    with connection:
        if context is None:
            connection.sendall(b"* OK ready\r\n")
            connection.recv(1000)
            return
        try:
            context.wrap_socket(connection, server_side=True).close()
        except OSError:
            return


def certified(authority: trustme.CA, *names: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(*names).configure_cert(context)
    return context


def failure_of(settings: Imap, port: int, host: str = "localhost") -> str:
    with pytest.raises(OSError) as caught, socket.create_connection(("127.0.0.1", port), timeout=10) as plain:
        settings.ssl_context().wrap_socket(plain, server_hostname=host)
    return explain(caught.value, host=host, port=port, what='mailbox "gmail"')


@pytest.mark.parametrize(
    ("written", "security", "port"),
    [
        ({}, "tls", 993),
        ({"security": "starttls"}, "starttls", 143),
        ({"port": 143}, "starttls", 143),
        ({"port": "143"}, "starttls", 143),
        ({"port": 1993}, "tls", 1993),
        ({"port": 143, "security": "tls"}, "tls", 143),
        ({"security": "none", "host": "localhost"}, "none", 143),
    ],
)
def test_port_and_security_suggest_each_other(written: dict[str, Any], security: str, port: int) -> None:
    settings = imap(**written)
    assert (settings.security, settings.effective_port) == (security, port)


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", "127.0.0.1", "127.1.2.3", "::1", "[::1]"])
def test_these_are_loopback(host: str) -> None:
    assert is_loopback(host)
    assert imap(host=host, security="none").security == "none"


@pytest.mark.parametrize(
    "host", ["localhost.example.org", "192.168.0.1", "0.0.0.0", "::2", "example.org", "10.0.0.127"]
)
def test_no_encryption_is_refused_anywhere_else(host: str) -> None:
    assert not is_loopback(host)
    with pytest.raises(ValidationError, match=r"would send the password to .* unencrypted"):
        imap(host=host, security="none")


@pytest.mark.parametrize("host", ["imaps://imap.example.org", "imap.example.org/", "imap.example.org:993", "", "a b"])
def test_a_host_is_a_name_alone(host: str) -> None:
    with pytest.raises(ValidationError):
        imap(host=host)


def test_brackets_around_an_ipv6_address_are_dropped() -> None:
    assert imap(host="[2001:db8::1]").host == "2001:db8::1"


@pytest.mark.parametrize(
    ("written", "seconds"), [(30, 30), ("45", 45), ("60 seconds", 60), ("2 minutes", 120), ("1 min", 60), ("1.5s", 1.5)]
)
def test_a_timeout_may_name_its_unit(written: object, seconds: float) -> None:
    assert imap(timeout=written).timeout == seconds


@pytest.mark.parametrize("written", [0, -1, "nan", "inf", "soon", 4000])
def test_a_timeout_is_a_sensible_number_of_seconds(written: object) -> None:
    with pytest.raises(ValidationError):
        imap(timeout=written)


@pytest.mark.parametrize("port", [0, 65536, "imap"])
def test_a_port_is_a_number_of_a_port(port: object) -> None:
    with pytest.raises(ValidationError):
        imap(port=port)


def test_certificates_are_verified_with_at_least_tls_1_2() -> None:
    context = imap().ssl_context()
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.minimum_version >= ssl.TLSVersion.TLSv1_2


def test_a_missing_authority_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r'"ca_file" .*/ca\.pem cannot be read: no such file or directory\.'):
        imap(ca_file=tmp_path / "ca.pem").ssl_context()


def test_an_authority_file_without_certificates_is_named(tmp_path: Path) -> None:
    (tmp_path / "ca.pem").write_text("not a certificate")
    with pytest.raises(ConfigError, match=r'"ca_file" .*/ca\.pem holds no certificates in PEM format\.'):
        imap(ca_file=tmp_path / "ca.pem").ssl_context()


def test_an_own_authority_is_trusted(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    settings = imap(ca_file=tmp_path / "ca.pem")
    with (
        tls_server(certified(authority, "localhost")) as port,
        socket.create_connection(("127.0.0.1", port), timeout=10) as plain,
        settings.ssl_context().wrap_socket(plain, server_hostname="localhost") as secured,
    ):
        assert secured.version() in {"TLSv1.2", "TLSv1.3"}


def test_an_unknown_authority_is_explained() -> None:
    with tls_server(certified(trustme.CA(), "localhost")) as port:
        sentence = failure_of(imap(), port)
    assert sentence.startswith(f'Mailbox "gmail" (localhost:{port}) shows a ')
    assert 'set "ca_file"' in sentence


def test_a_certificate_for_another_host_is_explained(tmp_path: Path) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    with tls_server(certified(authority, "mail.example.org")) as port:
        sentence = failure_of(imap(ca_file=tmp_path / "ca.pem"), port)
    assert sentence == (
        f'Mailbox "gmail" (localhost:{port}) shows a certificate for another name than localhost; set "host" to the'
        " name in the certificate."
    )


def test_tls_on_a_port_that_begins_in_the_clear_is_explained() -> None:
    with tls_server(None) as port:
        sentence = failure_of(imap(), port)
    assert sentence == (
        f'Mailbox "gmail" (localhost:{port}) does not speak TLS from the start; try "security: starttls", or another'
        " port."
    )


def verification_error(code: int) -> ssl.SSLCertVerificationError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed")
    error.verify_code = code
    error.verify_message = "for some reason"
    return error


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (verification_error(10), "has expired"),
        (verification_error(9), "is not valid yet; check this machine's clock"),
        (verification_error(18), "self-signed certificate"),
        (verification_error(19), "self-signed certificate"),
        (verification_error(20), "an authority this machine does not know"),
        (verification_error(62), "another name than imap.example.org"),
        (verification_error(23), "is not trusted (for some reason)"),
        (socket.gaierror(socket.EAI_NONAME, "Name or service not known"), "there is no server named imap.example.org"),
        (socket.gaierror(socket.EAI_AGAIN, "Temporary failure"), "check the network connection of this machine"),
        (ConnectionRefusedError(111, "Connection refused"), "(imap.example.org:993) refuses connections"),
        (TimeoutError("timed out"), "did not answer in time"),
        (ConnectionResetError(104, "Connection reset by peer"), "closed the connection"),
        (BrokenPipeError(32, "Broken pipe"), "closed the connection"),
        (EOFError(), "closed the connection"),
        (ssl.SSLEOFError(8, "EOF occurred"), "closed the connection"),
        (OSError(113, "No route to host"), "cannot be reached: no route to host"),
        (UnicodeError("label too long"), "is not the name of a server"),
        (ssl.SSLError(1, "mysterious"), "failed to set up TLS"),
        (RuntimeError(), "cannot be used: RuntimeError"),
    ],
)
def test_failures_are_explained(error: Exception, words: str) -> None:
    sentence = explain(error, host="imap.example.org", port=993, what="the SMTP server")
    assert words in sentence
    assert sentence.startswith("The SMTP server")
    assert sentence.endswith(".")


def test_an_ipv6_address_is_told_apart_from_its_port() -> None:
    sentence = explain(ConnectionRefusedError(), host="::1", port=993, what="the SMTP server")
    assert sentence.startswith("The SMTP server ([::1]:993) refuses connections")
