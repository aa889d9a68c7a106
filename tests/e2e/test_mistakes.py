"""What a newcomer does wrong first: each ends in a sentence that says what, where and what to do."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.demo.smtp_server import SmtpServer
from tests.e2e.program import RULES, Program, arxiv_mail, settings_for
from tests.servers.dovecot import Dovecot, DovecotUser
from tests.servers.pymap import PASSWORD, USER, Pymap


@pytest.fixture
def program(tmp_path: Path, pymap: Pymap, smtp: SmtpServer) -> Program:
    program = Program(tmp_path)
    program.write("config/papersieve.yaml", settings_for(pymap.port, USER, smtp.port, password=PASSWORD))
    program.write("config/rules.yaml", RULES)
    return program


def replace(program: Program, old: str, new: str, name: str = "config/papersieve.yaml") -> None:
    text = (program.folder / name).read_text(encoding="utf-8")
    assert old in text
    program.write(name, text.replace(old, new))


def test_all_is_well_to_begin_with(program: Program) -> None:
    done = program.run("check", "--connect")
    assert done.status == 0
    assert "mailbox inbox: connected and logged in. Folders: INBOX." in done.stderr
    assert "smtp: connected and logged in." in done.stderr


def test_no_settings_at_all(tmp_path: Path) -> None:
    done = Program(tmp_path).run("check")
    assert done.status == 2
    assert "papersieve init" in done.stderr


def test_a_wrong_password(program: Program) -> None:
    replace(program, PASSWORD, "wrong-horse")
    done = program.run("check", "--connect")
    assert done.status == 1
    assert 'Mailbox "inbox"' in done.stderr
    assert "password" in done.stderr
    assert "wrong-horse" not in done.stderr + done.stdout


def test_an_unknown_host(program: Program) -> None:
    replace(program, "{name: inbox, host: localhost", "{name: inbox, host: imap.nowhere.invalid")
    replace(program, "security: none, user", "security: tls, user")
    done = program.run("collect")
    assert done.status == 1
    assert "imap.nowhere.invalid" in done.stderr
    assert 'check "host"' in done.stderr or "cannot be looked up" in done.stderr


def test_an_untrusted_certificate(program: Program, dovecot: Dovecot) -> None:
    user = dovecot.user()
    replace(program, "security: none, user", f"security: tls, user: {user.name}, folders: [INBOX], x")
    text = settings_for(dovecot.tls_port, user.name, 25).replace("security: none, user", "security: tls, user")
    program.write("config/papersieve.yaml", text)
    done = program.run("collect")
    assert done.status == 1
    assert "certificate" in done.stderr
    assert "ca_file" in done.stderr


def test_the_same_certificate_is_trusted_by_its_authority(program: Program, dovecot: Dovecot) -> None:
    user = dovecot.user()
    text = settings_for(dovecot.tls_port, user.name, 25)
    authority = f"security: tls, ca_file: {dovecot.certificates.ca_file}, user"
    program.write("config/papersieve.yaml", text.replace("security: none, user", authority))
    assert program.run("collect").status == 0


def test_a_typo_in_a_rule(program: Program) -> None:
    program.write("config/rules.yaml", "rules:\n  - id: core\n    when: {titel: [sieve]}\n    then: {score: 3}\n")
    done = program.run("check")
    assert done.status == 2
    assert "rules.yaml:3" in done.stderr
    assert '"title"' in done.stderr


def test_a_typo_in_the_settings(program: Program) -> None:
    replace(program, "timezone: UTC", "timezon: UTC")
    done = program.run("once")
    assert done.status == 2
    assert "papersieve.yaml:2" in done.stderr
    assert '"timezone"' in done.stderr


def test_an_unreadable_template(program: Program) -> None:
    program.write("config/templates/digest.txt.j2", "{{ issue.subject }\n")
    done = program.run("check")
    assert done.status == 2
    assert "digest.txt.j2:1" in done.stderr


def test_a_template_with_an_unknown_name(program: Program) -> None:
    program.write("config/templates/digest.txt.j2", "{{ issue.subjekt }}\n")
    done = program.run("check")
    assert done.status == 2
    assert "digest.txt.j2:1" in done.stderr
    assert "subjekt" in done.stderr


def test_an_unknown_command_and_an_unknown_digest(program: Program) -> None:
    assert program.run("frobnicate").status == 2
    done = program.run("digest", "reasonin")
    assert done.status == 2
    assert "no digest 'reasonin'" in done.stderr


def test_a_data_folder_that_cannot_be_made(program: Program) -> None:
    program.write("config/data", "a file where the folder should be")
    done = program.run("collect")
    assert done.status == 1
    assert "data folder" in done.stderr


def test_a_secret_that_is_not_set(program: Program) -> None:
    replace(program, f"password: {PASSWORD}", "password: {env: NOT_SET_HERE}")
    done = program.run("collect")
    assert done.status in {1, 2}
    assert "NOT_SET_HERE is not set" in done.stderr


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of one mebibyte; only root may make one."""
    folder = tmp_path / "config" / "data"
    folder.mkdir(parents=True)
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode != 0:
        pytest.skip("a small file system cannot be mounted here")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount")
def test_a_full_disk(small_disk: Path, program: Program, dovecot: Dovecot, smtp: SmtpServer) -> None:
    user: DovecotUser = dovecot.user()
    program.write("config/papersieve.yaml", settings_for(dovecot.port, user.name, smtp.port))
    user.append(arxiv_mail(*range(200)), *(arxiv_mail(*range(n, n + 300)) for n in range(200, 4000, 300)))
    done = program.run("collect")
    assert done.status == 1
    assert "full" in done.stderr or "space" in done.stderr
    assert "Traceback" not in done.stderr
