"""The worst night in production: servers that die, hang and come back, kills, clocks; and no secret is told by any."""

from __future__ import annotations

import re
import signal
import socket
import ssl
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import trustme
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from structlog.testing import capture_logs

from bot.assembly import channels_of
from bot.cli import run as papersieve
from bot.demo.smtp_server import Postbox, SmtpServer, smtp_server
from bot.rounds import Delivered, Worker, collect_mailbox, deliver_round, digest_round
from tests.daemon.household import Household
from tests.e2e.program import RULES, Program, arxiv_mail, settings_for, text_of, until
from tests.servers.dovecot import BINARY, NOT_INSTALLED, PASSWORD, Dovecot, DovecotUser, running_dovecot

NUMBER = re.compile(r"sieves,\s+\*?number\s+(\d+)")
MINUTE = timedelta(minutes=1)


@dataclass
class Clock:
    """The clock on the wall, and by how much somebody has set it."""

    set_by: timedelta = timedelta()

    def __call__(self) -> datetime:
        return datetime.now(UTC) + self.set_by


@pytest.fixture
def user(dovecot: Dovecot) -> DovecotUser:
    return dovecot.user()


@pytest.fixture
def home(tmp_path: Path) -> Household:
    home = Household(tmp_path)
    home.write("rules.yaml", RULES)
    return home


@pytest.fixture(scope="module")
def silent_port() -> Iterator[int]:
    """Somebody listens there and never says a word."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield listener.getsockname()[1]


def reported(smtp: SmtpServer) -> Counter[tuple[str, int]]:
    """How often each paper was reported to whom, copies of one and the same mail counted once."""
    different = {(mail.recipients[0], mail.content) for mail in smtp.accepted}
    return Counter((to, int(number)) for to, content in different for number in NUMBER.findall(text_of(content)))


# ── servers that die and come back ────────────────────────────────────────────────────────────────────


class Forgetful(Postbox):
    """Takes the first mail and hangs up before it says so."""

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        if len(self.accepted) == 1 and server.transport is not None:
            server.transport.close()
        return answer


def test_a_digest_waits_for_the_smtp_server_and_is_the_same_to_the_byte_at_every_try(
    home: Household, user: DovecotUser
) -> None:
    user.append(arxiv_mail(1))
    clock = Clock()
    home.write("papersieve.yaml", settings_for(user.server.port, user.name, smtp_port=1))
    with home.worker(clock) as worker, smtp_server(Forgetful()) as server:
        compose(home, worker)
        assert deliver(home, worker).deferred == 1
        home.write("papersieve.yaml", settings_for(user.server.port, user.name, server.port))
        assert deliver(home, worker) == Delivered()
        clock.set_by = 6 * MINUTE
        assert deliver(home, worker).deferred == 1
        clock.set_by = 18 * MINUTE
        assert deliver(home, worker).accepted == 1
    first, second = server.accepted
    assert first == second


def compose(home: Household, worker: Worker) -> None:
    settings = home.configuration().settings
    collect_mailbox(settings.mailboxes[0], worker)
    digest_round(settings, settings.digests[0], "an issue", worker)


def deliver(home: Household, worker: Worker) -> Delivered:
    return deliver_round(channels_of(home.configuration().settings), worker)


@pytest.mark.skipif(BINARY is None, reason=NOT_INSTALLED)
def test_an_imap_server_that_dies_and_comes_back_is_read_on(home: Household, smtp: SmtpServer) -> None:
    clock = Clock()
    with running_dovecot() as dovecot:
        user = dovecot.user()
        user.append(arxiv_mail(1))
        home.write("papersieve.yaml", settings_for(dovecot.port, user.name, smtp.port))
        with capture_logs() as events, home.daemon(clock):
            until(lambda: len(smtp.accepted) == 1, "the first digest")
            dovecot.doveadm("stop")
            until(lambda: any("asked_again" in event for event in events), "the failure")
            with started_again(dovecot):
                user.append(arxiv_mail(2))
                clock.set_by = MINUTE  # the rest is over
                until(lambda: len(smtp.accepted) == 2, "the digest after the server came back")
    assert set(reported(smtp).values()) == {1}


@contextmanager
def started_again(dovecot: Dovecot) -> Iterator[None]:
    """The same server with the same mail on the same ports."""
    command = [str(BINARY), "-F", "-c", str(dovecot.folder / "dovecot.conf")]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            until(lambda: answers(dovecot.port), "Dovecot")
            yield
        finally:
            process.terminate()


def answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            return bool(connection.recv(1))
    except OSError:
        return False


# ── clocks ────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("set_by", [timedelta(days=-2), timedelta(days=3)])
def test_a_clock_that_is_set_stops_nothing_and_repeats_nothing(
    home: Household, user: DovecotUser, smtp: SmtpServer, set_by: timedelta
) -> None:
    clock = Clock()
    user.append(arxiv_mail(1))
    home.write("papersieve.yaml", settings_for(user.server.port, user.name, smtp.port))
    with capture_logs() as events, home.daemon(clock):
        until(lambda: len(smtp.accepted) == 1, "the first digest")
        clock.set_by = set_by
        until(lambda: any(event["event"] == "clock" for event in events), "the jump to be noticed")
        user.append(arxiv_mail(2))
        until(lambda: len(smtp.accepted) == 2, "the digest under the new time")
    assert reported(smtp) == Counter([("reader@example.org", 1), ("reader@example.org", 2)])


# ── processes ─────────────────────────────────────────────────────────────────────────────────────────

HANGING = """\
database: sqlite:///data/papersieve.db
mailboxes:
  - {{name: silent, host: localhost, port: {silent}, security: none, user: nobody, password: {password}}}
  - {{name: inbox, host: localhost, port: {imap}, security: none, user: {user}, password: {password},
     poll: every 1 second}}
digests:
  - {{name: papers, rules: rules.yaml, schedule: as they come, to: [reader@example.org]}}
smtp: {{host: localhost, port: {smtp}, security: none, from: papersieve <sieve@example.org>}}
"""

SEVERAL = """\
database: sqlite:///data/papersieve.db
mailboxes: [{{name: inbox, host: localhost, port: {imap}, security: none, user: {user}, password: {password},
  poll: every 1 second}}]
digests:
  - {{name: papers, rules: rules.yaml, schedule: every 1 second, on_empty: skip,
     to: [ada@example.org, blaise@example.org]}}
  - {{name: odd, rules: odd.yaml, schedule: as they come, to: [{{address: carl@example.org, format: text}}]}}
smtp: {{host: localhost, port: {smtp}, security: none, from: papersieve <sieve@example.org>}}
"""


def test_while_one_server_hangs_the_rest_goes_on_status_answers_and_it_stops_when_told(
    tmp_path: Path, user: DovecotUser, smtp: SmtpServer, silent_port: int, capsys: pytest.CaptureFixture[str]
) -> None:
    program = Program(tmp_path)
    program.write("config/rules.yaml", RULES)
    settings = HANGING.format(
        silent=silent_port, imap=user.server.port, user=user.name, password=PASSWORD, smtp=smtp.port
    )
    path = str(program.write("config/papersieve.yaml", settings))
    user.append(arxiv_mail(1))
    with program.daemon() as process:
        until(lambda: "outcome=accepted" in program.log, "the paper from the mailbox that answers")
        assert papersieve(["--config", path, "status", "--json"]) == 0
        assert papersieve(["--config", path, "explain", "2611.90001"]) == 0
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(15) == 0
    assert time.monotonic() - began < 11
    assert 'abandoned="poll silent"' in program.log
    assert "reader@" not in program.log
    assert len(smtp.accepted) == 1
    told = capsys.readouterr().out
    assert '"accepted": 1' in told
    assert "in issue come/" in told


def test_killed_in_the_midst_of_everything_each_reader_gets_each_paper_once(
    tmp_path: Path, user: DovecotUser, smtp: SmtpServer
) -> None:
    program = Program(tmp_path)
    program.write("config/rules.yaml", RULES)
    program.write("config/odd.yaml", 'include: ["/number \\\\d*[13579]\\\\b/"]\n')
    settings = SEVERAL.format(imap=user.server.port, user=user.name, password=PASSWORD, smtp=smtp.port)
    program.write("config/papersieve.yaml", settings)
    for life in range(3):
        user.append(*(arxiv_mail(10 * life + number) for number in range(10)))
        with program.daemon():
            wait_for_start(program, life)
            time.sleep(0.3 + 0.4 * life)
    with program.daemon():
        until(lambda: len(reported(smtp)) == 75, "all papers")
        time.sleep(1.5)
    everybody = [(to, number) for to in ("ada@example.org", "blaise@example.org") for number in range(30)]
    assert reported(smtp) == Counter([*everybody, *(("carl@example.org", number) for number in range(1, 30, 2))])


def wait_for_start(program: Program, lives_before: int) -> None:
    until(lambda: program.log.count("event=start mailboxes") > lives_before, "the start")


# ── secrets ───────────────────────────────────────────────────────────────────────────────────────────

SECRETS = """\
database: sqlite:///data/papersieve.db
mailboxes:
  - {{name: inbox, host: localhost, port: {imap}, security: none, user: {user}, password: {{env: IMAP_PASSWORD}}}}
  - {{name: wrong, host: localhost, port: {imap}, security: none, user: {user}, password: wrong-horse-planted}}
digests:
  - {{name: papers, rules: rules.yaml, schedule: every 1 second, to: [ada.reader@example.org], on_empty: skip}}
smtp: {{host: localhost, port: {smtp}, security: starttls, ca_file: ca.pem, from: papersieve <sieve@example.org>,
  user: sieve, password: {{file: smtp.secret}}}}
"""


def test_no_password_is_told_anywhere(tmp_path: Path, user: DovecotUser) -> None:
    program = Program(tmp_path)
    program.write("config/rules.yaml", RULES)
    program.write("config/smtp.secret", "smtp-horse-planted\n")
    user.append(arxiv_mail(1))
    with starttls_server(tmp_path / "config/ca.pem") as smtp:
        settings = SECRETS.format(imap=user.server.port, user=user.name, smtp=smtp.port)
        program.write("config/papersieve.yaml", settings)
        done = program.run("--verbose", "once", IMAP_PASSWORD=PASSWORD)
    (mail,) = smtp.accepted
    written = b"".join(path.read_bytes() for path in (tmp_path / "config/data").iterdir())
    told = (done.stdout + done.stderr).encode() + mail.content + written
    assert "refused the login" in done.stderr
    for secret in (PASSWORD, "wrong-horse-planted", "smtp-horse-planted"):
        assert secret.encode() not in told


@contextmanager
def starttls_server(ca_file: Path) -> Iterator[SmtpServer]:
    """A server that wants a login, and STARTTLS before it."""
    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("localhost").configure_cert(context)
    authority.cert_pem.write_to_path(str(ca_file))
    with smtp_server(tls_context=context, authenticator=only_us, auth_required=True) as server:
        yield server


def only_us(_server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, login: Any) -> AuthResult:
    right = isinstance(login, LoginPassword) and login.password == b"smtp-horse-planted"
    return AuthResult(success=right, handled=right)
