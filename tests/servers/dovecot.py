"""A private Dovecot: own configuration, own users, free ports on loopback."""

from __future__ import annotations

import grp
import imaplib
import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from tests.servers.certificates import Certificates, make_certificates

PASSWORD = "correct-horse"
NOT_INSTALLED = "Dovecot is not installed"
BINARY = shutil.which("dovecot", path=f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
STARTING_SECONDS = 20

_users = count(1)


@dataclass(frozen=True)
class DovecotUser:
    """An account of its own; log in with `name` and PASSWORD."""

    server: Dovecot
    name: str
    password: str = PASSWORD

    def append(self, *contents: bytes, folder: str = "INBOX", flags: str = "", when: datetime | None = None) -> None:
        """Deliver mails in this order."""
        with self._client() as client:
            for content in contents:
                arrived = imaplib.Time2Internaldate(when or datetime.now(UTC))
                _ok(client.append(folder, flags, arrived, content))

    def create(self, folder: str) -> None:
        """Make a folder."""
        with self._client() as client:
            _ok(client.create(folder))

    def delete(self, folder: str) -> None:
        """Delete a folder with all that is in it."""
        with self._client() as client:
            _ok(client.delete(folder))

    def expunge(self, *uids: int, folder: str = "INBOX") -> None:
        """Delete mails for good."""
        with self._client() as client:
            _ok(client.select(folder))
            _ok(client.uid("STORE", ",".join(map(str, uids)), "+FLAGS.SILENT", r"(\Deleted)"))
            _ok(client.expunge())

    def renumber(self, uidvalidity: int, folder: str = "INBOX") -> None:
        """Give the folder another UIDVALIDITY."""
        self.server.doveadm("mailbox", "update", "-u", self.name, "--uid-validity", str(uidvalidity), folder)

    def state(self, folder: str = "INBOX") -> bytes:
        """Flags, sizes and content of every mail, for comparing before and after."""
        with self._client() as client:
            _ok(client.select(folder, readonly=True))
            return repr(client.uid("FETCH", "1:*", "(FLAGS INTERNALDATE BODY.PEEK[])")).encode()

    @contextmanager
    def _client(self) -> Iterator[imaplib.IMAP4]:
        with imaplib.IMAP4("127.0.0.1", self.server.port, timeout=10) as client:
            _ok(client.login(self.name, self.password))
            yield client


@dataclass(frozen=True)
class Dovecot:
    """A running server. `port` is plain with STARTTLS, `tls_port` is TLS; certificates are for ``localhost`` only."""

    folder: Path
    port: int
    tls_port: int
    certificates: Certificates

    def user(self) -> DovecotUser:
        """A new account with an empty inbox."""
        return DovecotUser(self, f"reader{next(_users)}")

    def doveadm(self, *arguments: str) -> str:
        """Run the administration tool."""
        command = ["doveadm", "-c", str(self.folder / "dovecot.conf"), *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout


@contextmanager
def running_dovecot() -> Iterator[Dovecot]:
    """Run a server while the block runs."""
    folder = Path(tempfile.mkdtemp(prefix="dovecot-"))
    try:
        folder.chmod(0o755)
        server = _configured(folder)
        command = [str(BINARY), "-F", "-c", str(folder / "dovecot.conf")]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
            try:
                _wait_until_it_answers(server, process)
                yield server
            finally:
                process.terminate()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _configured(folder: Path) -> Dovecot:
    port, tls_port = _free_ports(2)
    server = Dovecot(folder, port, tls_port, make_certificates(folder, "localhost"))
    (folder / "mail").mkdir()
    owner = _mail_owner()
    if os.geteuid() == 0:
        shutil.chown(folder / "mail", owner.pw_uid, owner.pw_gid)
    (folder / "dovecot.conf").write_text(_configuration(server, owner))
    return server


def _mail_owner() -> pwd.struct_passwd:
    """Dovecot refuses to handle mail as root."""
    return pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())


def _configuration(server: Dovecot, owner: pwd.struct_passwd) -> str:
    group = grp.getgrgid(owner.pw_gid).gr_name
    internal = (
        "" if os.geteuid() == 0 else f"default_internal_user = {owner.pw_name}\ndefault_login_user = {owner.pw_name}"
    )
    return f"""
base_dir = {server.folder}/run
state_dir = {server.folder}/state
log_path = {server.folder}/dovecot.log
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{server.certificates.certificate}
ssl_key = <{server.certificates.key}
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
auth_verbose = no
mail_location = maildir:{server.folder}/mail/%u
mail_max_userip_connections = 0
first_valid_uid = 1
{internal}
default_internal_group = {group if os.geteuid() else "dovecot"}
passdb {{
  driver = static
  args = password={PASSWORD}
}}
userdb {{
  driver = static
  args = uid={owner.pw_uid} gid={owner.pw_gid} home={server.folder}/mail/%u
}}
namespace inbox {{
  inbox = yes
  separator = /
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {server.port}
  }}
  inet_listener imaps {{
    port = {server.tls_port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
  # Else one wrong password slows down the logins of all other tests.
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
"""


def _free_ports(how_many: int) -> Sequence[int]:
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(how_many)]
    ports = [listener.getsockname()[1] for listener in sockets]
    for listener in sockets:
        listener.close()
    return ports


def _wait_until_it_answers(server: Dovecot, process: subprocess.Popen[bytes]) -> None:
    give_up = time.monotonic() + STARTING_SECONDS
    while time.monotonic() < give_up and process.poll() is None:
        try:
            with imaplib.IMAP4("127.0.0.1", server.port, timeout=1):
                return
        except (OSError, imaplib.IMAP4.error):
            time.sleep(0.05)
    process.terminate()
    words = process.stderr.read().decode() if process.stderr else ""
    log = server.folder / "dovecot.log"
    raise RuntimeError(f"Dovecot did not start: {words} {log.read_text() if log.exists() else ''}")


def _ok(answer: tuple[str, object]) -> None:
    if answer[0] != "OK":
        raise RuntimeError(f"Dovecot said {answer}")
