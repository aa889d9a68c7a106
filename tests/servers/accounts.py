"""Mailboxes as the settings would name them, on the servers of this folder."""

from __future__ import annotations

from typing import Any

from bot.intake.imap import ImapMailbox
from tests.servers import dovecot, pymap
from tests.servers.dovecot import DovecotUser
from tests.servers.pymap import Pymap
from tests.servers.scripted import ScriptedServer


def scripted_mailbox(server: ScriptedServer, **changes: Any) -> ImapMailbox:
    """A mailbox on a scripted server: in the clear, with little patience."""
    return _mailbox({"port": server.port, "user": "reader", "password": "correct-horse", "timeout": 1}, changes)


def pymap_mailbox(server: Pymap, **changes: Any) -> ImapMailbox:
    """The mailbox of a pymap server."""
    return _mailbox({"port": server.port, "user": pymap.USER, "password": pymap.PASSWORD}, changes)


def dovecot_mailbox(user: DovecotUser, **changes: Any) -> ImapMailbox:
    """The mailbox of a user of Dovecot, over verified TLS."""
    server = user.server
    tls = {"host": "localhost", "port": server.tls_port, "security": "tls", "ca_file": str(server.certificates.ca_file)}
    return _mailbox({**tls, "user": user.name, "password": dovecot.PASSWORD}, changes)


def _mailbox(written: dict[str, Any], changes: dict[str, Any]) -> ImapMailbox:
    base = {"name": "test", "host": "127.0.0.1", "security": "none", "timeout": 10}
    return ImapMailbox.model_validate({**base, **written, **changes})
