"""Logging in with a password, which never shows up in what is raised."""

from __future__ import annotations

import base64
import imaplib

from imapclient.exceptions import LoginError

from bot.errors import MailboxError
from bot.network.imap_faults import Place, login_refused, words_of
from bot.network.imap_wire import Client
from bot.network.secret import MASK, SHORTEST_REDACTED


def log_in(client: Client, place: Place, user: str, password: str) -> None:
    """Log in by AUTH=PLAIN where it is offered or needed, else by LOGIN; raises MailboxError if the server says no."""
    if set(password) & set("\0\r\n"):
        raise MailboxError(f"{place}: the password contains a line break, so it was not sent.", permanent=True)
    try:
        _authenticate(client, user, password)
    except LoginError as error:
        raise _refusal(error, place, user, password) from None


def _authenticate(client: Client, user: str, password: str) -> None:
    # LOGIN carries only ASCII as a quoted string; PLAIN carries UTF-8 (RFC 4616).
    if not (user + password).isascii():
        client.plain_login(user, password)
    elif not client.has_capability("AUTH=PLAIN") or not _plain_is_understood(client, user, password):
        client.login(_quoted(user), password)


def _plain_is_understood(client: Client, user: str, password: str) -> bool:
    """Log in by PLAIN; False if the server offers it and then calls it bad."""
    try:
        client.plain_login(user, password)
    except LoginError as error:
        if isinstance(error.__context__, imaplib.IMAP4.abort) or "command error: BAD" not in str(error):
            raise
        return False
    return True


def _refusal(error: LoginError, place: Place, user: str, password: str) -> BaseException:
    """IMAPClient makes a LoginError of a lost connection too; that one is handed on as what it was."""
    cause: BaseException = error.__context__ or error
    if isinstance(cause, imaplib.IMAP4.abort):
        return cause
    return login_refused(place, _without_secrets(words_of(cause), user, password))


def _without_secrets(words: str, user: str, password: str) -> str:
    """Servers that do not understand a command sometimes repeat it."""
    as_sent = base64.b64encode(f"\0{user}\0{password}".encode()).decode()
    for secret in (as_sent, password, user):
        words = words.replace(secret, MASK) if len(secret) >= SHORTEST_REDACTED else words
    return words


def _quoted(user: str) -> str:
    """`user` as a quoted string (RFC 3501 §4.3); imaplib quotes only the password."""
    escaped = user.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
