"""The installed program as a process, with settings and rules of its own in a folder of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

COMMAND = (sys.executable, "-m", "bot")
SECONDS = 30

RULES = "include: [paper]\n"


@dataclass(frozen=True)
class Finished:
    """How a command ended and what it said."""

    status: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Program:
    """A folder with the two files, in which commands run."""

    folder: Path

    def write(self, name: str, text: str) -> Path:
        """Write one of the files."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def run(self, *arguments: str, stdin: str = "", **environment: str) -> Finished:
        """Run a command to its end."""
        done = subprocess.run(
            self._command(arguments),
            cwd=self.folder,
            env=self.environment(environment),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        return Finished(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def daemon(self, log: int | None = None) -> Iterator[subprocess.Popen[str]]:
        """`papersieve run` while the block runs; killed at its end if it has not ended before.

        log: where it logs to, `daemon.log` if not given.
        """
        file = (self.folder / "daemon.log").open("a", encoding="utf-8")
        to = file if log is None else log
        process = subprocess.Popen(
            self._command(("run",)), cwd=self.folder, env=self.environment({}), stdout=to, stderr=to, text=True
        )
        try:
            yield process
        finally:
            if process.poll() is None:
                process.send_signal(signal.SIGKILL)
            process.wait(SECONDS)
            file.close()

    @property
    def log(self) -> str:
        """What the daemons in this folder have logged."""
        path = self.folder / "daemon.log"
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def _command(self, arguments: tuple[str, ...]) -> list[str]:
        return [*COMMAND, *arguments]

    def environment(self, more: dict[str, str]) -> dict[str, str]:
        """What commands find in their environment: a home of their own, and the project's modules."""
        kept = {name: value for name, value in os.environ.items() if name != "PAPERSIEVE_CONFIG"}
        return {**kept, "HOME": str(self.folder), "TZ": "UTC", "PYTHONPATH": str(Path(__file__).parents[2]), **more}


def settings_for(
    imap_port: int, user: str, smtp_port: int, *, schedule: str = "every 1 second", password: str = "correct-horse"
) -> str:
    """Settings that read from and send to servers on loopback, at a pace for tests."""
    return f"""\
database: sqlite:///data/papersieve.db
timezone: UTC
mailboxes:
  - {{name: inbox, host: localhost, port: {imap_port}, security: none, user: {user}, password: {password},
     poll: every 1 second, timeout: 10}}
digests:
  - {{name: papers, rules: rules.yaml, schedule: {schedule}, to: [reader@example.org], on_empty: skip}}
smtp: {{host: localhost, port: {smtp_port}, security: none, from: papersieve <sieve@example.org>, timeout: 10}}
"""


def until(condition: Callable[[], bool], what: str, seconds: float = SECONDS) -> None:
    """Wait for something to become true; the test fails by name if it does not."""
    give_up = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > give_up:
            raise AssertionError(f"waited {seconds} s in vain for {what}")
        time.sleep(0.05)


def arxiv_mail(*numbers: int) -> bytes:
    """A listing of invented papers, one for each number; the title of each ends in its number."""
    items = "".join(
        "\\\\\r\n"
        f"arXiv:2611.{90000 + number:05}\r\n"
        "Date: Wed, 18 Nov 2026 18:34:08 GMT   (243kb,D)\r\n\r\n"
        f"Title: A paper on sieves, number {number}\r\n"
        "Authors: Ada Example and Blaise Sample\r\n"
        "Categories: cs.LG\r\n"
        "\\\\\r\n"
        f"  We sieve {number} papers and report which remain.\r\n"
        f"\\\\ ( https://arxiv.org/abs/2611.{90000 + number:05} ,  243kb)\r\n"
        for number in numbers
    )
    return (
        "From: no-reply@arXiv.org (send mail ONLY to cs)\r\n"
        "To: rabble@arXiv.org (cs daily title/abstract distribution)\r\n"
        "Date: Thu, 19 Nov 26 00:51:30 GMT\r\n"
        "Subject: cs.LG daily Subj-class mailing\r\n\r\n" + "-" * 78 + "\r\n" + items + "%%%---" * 13 + "\r\n"
    ).encode()


def text_of(content: bytes) -> str:
    """The plain text of a mail as it arrived."""
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    part = mail.get_body(("plain",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())
