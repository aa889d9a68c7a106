"""`papersieve run` as a process between a real Dovecot and a real SMTP server."""

from __future__ import annotations

import os
import re
import signal
import time
from collections import Counter
from pathlib import Path

import pytest

from bot.demo.smtp_server import SmtpServer
from tests.e2e.program import RULES, Program, arxiv_mail, settings_for, text_of, until
from tests.servers.dovecot import Dovecot, DovecotUser

NUMBER = re.compile(r"sieves,\s+number\s+(\d+)")


@pytest.fixture
def user(dovecot: Dovecot) -> DovecotUser:
    return dovecot.user()


@pytest.fixture
def program(tmp_path: Path, user: DovecotUser, smtp: SmtpServer) -> Program:
    program = Program(tmp_path)
    program.write("config/papersieve.yaml", settings_for(user.server.port, user.name, smtp.port))
    program.write("config/rules.yaml", RULES)
    return program


def reported(smtp: SmtpServer) -> Counter[int]:
    """How often each paper was reported, copies of one and the same mail counted once."""
    different = {mail.content for mail in smtp.accepted}
    return Counter(int(number) for content in different for number in NUMBER.findall(text_of(content)))


def test_mail_that_comes_while_it_runs_is_in_the_next_digest(
    program: Program, user: DovecotUser, smtp: SmtpServer
) -> None:
    user.append(arxiv_mail(1, 2))
    with program.daemon():
        until(lambda: len(reported(smtp)) == 2, "the first digest")
        user.append(arxiv_mail(3))
        until(lambda: 3 in reported(smtp), "the digest with the new paper")
    assert reported(smtp) == Counter([1, 2, 3])


def test_it_changes_nothing_in_the_mailbox(program: Program, user: DovecotUser, smtp: SmtpServer) -> None:
    user.append(arxiv_mail(1), b"From: friend@example.org\r\nSubject: private\r\n\r\nNot for machines.\r\n")
    before = user.state()
    with program.daemon():
        until(lambda: len(reported(smtp)) == 1, "the digest")
    assert user.state() == before


def test_sigterm_stops_it_in_order(program: Program, user: DovecotUser, smtp: SmtpServer) -> None:
    user.append(arxiv_mail(1))
    with program.daemon() as process:
        until(lambda: len(smtp.accepted) == 1, "the digest")
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0
    assert time.monotonic() - began < 10
    assert "event=stop" in program.log


def test_killed_again_and_again_it_loses_and_repeats_nothing(
    program: Program, user: DovecotUser, smtp: SmtpServer
) -> None:
    for number in range(0, 60, 3):
        user.append(arxiv_mail(number, number + 1, number + 2))
    for attempt in range(6):
        with program.daemon():
            time.sleep(0.9 + 0.17 * attempt)
    user.append(arxiv_mail(60))
    with program.daemon():
        until(lambda: len(reported(smtp)) == 61, "all papers")
        time.sleep(1.5)
    assert reported(smtp) == Counter(range(61))


def test_it_goes_on_when_nobody_reads_its_log_any_more(program: Program, user: DovecotUser, smtp: SmtpServer) -> None:
    log, theirs = os.pipe()
    with program.daemon(log=theirs) as process:
        os.close(theirs)
        os.read(log, 10)
        os.close(log)
        user.append(arxiv_mail(1))
        until(lambda: len(reported(smtp)) == 1, "the digest")
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


@pytest.mark.parametrize("command", [("reprocess",), ("quarantine", "retry"), ("once",), ("collect", "--dry-run")])
def test_what_would_work_beside_it_is_refused(program: Program, smtp: SmtpServer, command: tuple[str, ...]) -> None:
    with program.daemon():
        until(lambda: "event=start" in program.log, "the start")
        refused = program.run(*command)
    assert (refused.status, refused.stdout) == (1, "")
    assert "Another papersieve works in" in refused.stderr


def test_a_second_daemon_is_refused(program: Program, smtp: SmtpServer) -> None:
    with program.daemon():
        until(lambda: "event=start" in program.log, "the start")
        second = program.run("run")
    assert second.status == 1
    assert "Another papersieve works in" in second.stderr


def test_a_changed_rules_file_is_taken_over_and_a_broken_one_is_not(
    program: Program, user: DovecotUser, smtp: SmtpServer
) -> None:
    program.write("config/rules.yaml", "include: [nothing like it]\n")
    user.append(arxiv_mail(1))
    with program.daemon():
        until(lambda: "event=digest" in program.log, "the first slot")
        program.write("config/rules.yaml", "includ: [paper]\n")
        until(lambda: "stay in force" in program.log, "the complaint")
        program.write("config/rules.yaml", RULES)
        until(lambda: len(reported(smtp)) == 1, "the paper that the new rules select")


def test_a_wrong_password_is_a_sentence_and_no_hammering(program: Program, user: DovecotUser, smtp: SmtpServer) -> None:
    settings = settings_for(user.server.port, user.name, smtp.port, password="wrong-horse")
    program.write("config/papersieve.yaml", settings)
    with program.daemon():
        until(lambda: "asked_again" in program.log, "the failure")
        time.sleep(2.5)
    assert program.log.count("failures=") == 1
    assert "wrong-horse" not in program.log
