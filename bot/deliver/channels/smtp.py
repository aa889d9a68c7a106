"""Sends an issue by SMTP (RFC 5321): one recipient per transaction, the final dot apart from the rest."""

from __future__ import annotations

import contextlib
import re
import smtplib
from collections.abc import Callable, Iterator, Mapping
from email.utils import parseaddr
from typing import Annotated, ClassVar

from pydantic import AfterValidator, Field, model_validator

from bot.deliver.addressed import addressed
from bot.deliver.smtp_connection import Connection
from bot.errors import DeliveryError
from bot.models import Delivery, Receipt
from bot.network.deadline import Lifeline, deadline
from bot.network.secret import Secret
from bot.network.server import Security, ServerSettings, explain

# RFC 5321 §4.5.3.2.6: after the dot a server may take ten minutes, and who hangs up earlier sends the mail twice.
DOT_SECONDS = 600
SLOWEST_BYTES_PER_SECOND = 16_000
# How many answers may take as long as the timeout before a conversation is called endless.
OPENING_ANSWERS = TRANSACTION_ANSWERS = 3
# RFC 4954 §6: what the settings are to be mended for, while the mail waits.
LOGIN_WANTED = {530, 534, 535, 538}
MAIL_ADDRESS = re.compile(r"[^@\s<>\"]+@[^@\s<>\"]+")


def _mail_address(written: str) -> str:
    _, address = parseaddr(written)
    if not MAIL_ADDRESS.fullmatch(address):
        raise ValueError(f'"{written}" is not a mail address, such as "papersieve <me@example.org>"')
    return written


MailAddress = Annotated[str, Field(json_schema_extra={"pattern": "@"}), AfterValidator(_mail_address)]


class Smtp(ServerSettings):
    """The server that takes our mail.

    user: who logs in, where a login is wanted. password: of that user. from: who the digest comes from.
    """

    ports: ClassVar[Mapping[Security, int]] = {"tls": 465, "starttls": 587, "none": 25}

    user: str | None = None
    password: Secret | None = None
    sender: MailAddress = Field(alias="from")

    @model_validator(mode="after")
    def _user_and_password_together(self) -> Smtp:
        if (self.user is None) != (self.password is None):
            raise ValueError('"user" and "password" go together: give both, or neither for a server without login')
        return self

    def send(
        self, delivery: Delivery, on_point_of_no_return: Callable[[], None], *, text_only: bool = False
    ) -> Receipt:
        """Hand the issue over. `on_point_of_no_return` is called when all but the final dot has been sent.

        Raises DeliveryError; nothing was accepted if it is raised before that call.
        """
        content = addressed(delivery.issue, delivery.recipient, text_only=text_only)
        with self._session() as session:
            return _transact(session, parseaddr(self.sender)[1], delivery.recipient, content, on_point_of_no_return)

    def check(self) -> str:
        """Connect and log in, send nothing; the server's own name for itself."""
        with self._session() as session:
            return (session.ehlo_resp or b"").splitlines()[0].decode("ascii", "replace") if session.ehlo_resp else ""

    @contextlib.contextmanager
    def _session(self) -> Iterator[Connection]:
        """A session that is encrypted as the settings say and logged in; library errors become DeliveryErrors."""
        with contextlib.ExitStack() as stack:
            lifeline = Lifeline()
            stack.callback(lifeline.release)
            try:
                with deadline(OPENING_ANSWERS * self.timeout, lifeline.cut):
                    session = self._connected(lifeline)
                    stack.callback(session.close)
                    self._prepare(session)
                yield session
            except (smtplib.SMTPException, OSError, EOFError, UnicodeError) as error:
                raise self._failure(error) from error
            session.say_goodbye()

    def _connected(self, lifeline: Lifeline) -> Connection:
        tls = self.ssl_context() if self.security == "tls" else None
        return Connection(self.host, self.effective_port, self.timeout, tls, lifeline)

    def _prepare(self, session: Connection) -> None:
        session.ehlo_or_helo_if_needed()
        if self.security == "starttls":
            session.starttls(context=self.ssl_context())
            session.ehlo()
        if self.user is not None and self.password is not None:
            session.login(self.user, self.password.reveal())

    def _failure(self, error: Exception) -> DeliveryError:
        place = f"The SMTP server {self.host}:{self.effective_port}"
        match error:
            case smtplib.SMTPAuthenticationError():
                # Not permanent: the digest waits until the password is mended.
                words = f"{place} refused the login of {self.user}: {_words(error.smtp_error)} {_login_hint(self.host)}"
                return DeliveryError(words, permanent=False, code=error.smtp_code)
            case smtplib.SMTPNotSupportedError() if self.security == "starttls":
                words = f"{place} offers no STARTTLS, so nothing was sent; check security and port."
                return DeliveryError(words, permanent=False)
            case smtplib.SMTPResponseException():
                # The server will not talk to us now, whatever the mail: that passes, or a person mends it.
                words = f"{place} refused us: {error.smtp_code} {_words(error.smtp_error)}"
                return DeliveryError(words, permanent=False, code=error.smtp_code)
            case smtplib.SMTPServerDisconnected():
                return DeliveryError(f"{place} closed the connection; it is tried again.", permanent=False)
            case smtplib.SMTPException():
                return DeliveryError(f"{place} cannot be used: {error}", permanent=False)
        text = explain(error, host=self.host, port=self.effective_port, what="the SMTP server")
        return DeliveryError(text, permanent=False)


def _transact(
    session: Connection, sender: str, recipient: str, content: bytes, on_point_of_no_return: Callable[[], None]
) -> Receipt:
    """MAIL, RCPT, DATA, everything, and only then the dot (RFC 5321 §3.3)."""
    with session.within(TRANSACTION_ANSWERS * session.timeout + len(content) / SLOWEST_BYTES_PER_SECOND):
        _hand_over(session, sender, recipient, content)
    on_point_of_no_return()
    session.wait_longer(DOT_SECONDS)
    with session.within(DOT_SECONDS):
        session.send(b".\r\n")
        code, reply = _expect(session.getreply(), {250}, "the mail")
    return Receipt(code=code, reply=_words(reply))


def _hand_over(session: Connection, sender: str, recipient: str, content: bytes) -> None:
    """All but the final dot, without which the server does nothing."""
    _refuse_if_too_large(session, content)
    options = [f"SIZE={len(content)}"] if session.has_extn("size") else []
    _expect(session.mail(sender, options), {250}, "the sender")
    _expect(session.rcpt(recipient), {250, 251}, f"the recipient {recipient}")
    _expect(session.docmd("DATA"), {354}, "the mail")
    session.send(_quoted(content))


def _refuse_if_too_large(session: smtplib.SMTP, content: bytes) -> None:
    limit = session.esmtp_features.get("size", "")
    if limit.isdigit() and 0 < int(limit) < len(content):
        text = f"The mail has {len(content)} bytes and the server takes {limit}; show fewer papers per digest."
        raise DeliveryError(text, permanent=True, code=552)


def _expect(answer: tuple[int, bytes], accepted: set[int], what: str) -> tuple[int, bytes]:
    code, reply = answer
    if code not in accepted:
        raise _refusal(f"The server refused {what}", code, reply)
    return code, reply


def _refusal(what: str, code: int, reply: bytes | str) -> DeliveryError:
    """A 5xx reply is final, except 5.5.x: those speak of the conversation, not of the mail (RFC 3463 §3.6)."""
    words = _words(reply)
    permanent = 500 <= code < 600 and code not in LOGIN_WANTED and not words.startswith("5.5.")
    return DeliveryError(f"{what}: {code} {words}", permanent=permanent, code=code)


def _words(reply: bytes | str) -> str:
    text = reply.decode("utf-8", "replace") if isinstance(reply, bytes) else reply
    return " ".join(text.split())


def _login_hint(host: str) -> str:
    if host.endswith("gmail.com"):
        return "Gmail wants an app password (two-step verification on), not the password of the account."
    if host.endswith(("office365.com", "outlook.com")):
        return "Microsoft has switched passwords off for SMTP in most places; deliver by IMAP append or another server."
    return "Check user and password."


def _quoted(content: bytes) -> bytes:
    """Lines that begin with a dot get another one (RFC 5321 §4.5.2); the content ends with CRLF."""
    quoted = re.sub(rb"(?m)^\.", b"..", content)
    return quoted if quoted.endswith(b"\r\n") else quoted + b"\r\n"
