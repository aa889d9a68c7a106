"""A source changes the layout of its mails: the reader is told by the digest itself."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from bot.demo.smtp_server import SmtpServer
from tests.e2e.program import RULES, Program, arxiv_mail, settings_for, text_of
from tests.servers.dovecot import Dovecot


def changed(mail: bytes, number: int) -> bytes:
    """The mail, with another layout of one of its papers."""
    return mail.replace(b"Title: A paper on sieves, number %d" % number, b"[A paper on sieves, number %d]" % number)


def test_a_changed_layout_is_named_in_the_footer_with_how_many_mails(
    tmp_path: Path, dovecot: Dovecot, smtp: SmtpServer
) -> None:
    user, program = dovecot.user(), Program(tmp_path)
    program.write("config/papersieve.yaml", settings_for(user.server.port, user.name, smtp.port))
    program.write("config/rules.yaml", RULES)

    user.append(arxiv_mail(1, 2))
    assert program.run("once").status == 0
    user.append(changed(arxiv_mail(3, 4), 4), changed(arxiv_mail(5, 6), 6))
    done = program.run("once")

    before, after = smtp.accepted
    named = "arXiv: 2 of the last 3 mails read in part, none before. The layout of its mails seems to have changed."
    assert "2 read only in part" in done.stderr
    assert "read in part" not in text_of(before.content) + html_of(before.content)
    assert named in " ".join(text_of(after.content).split()).rpartition("-----")[2]
    assert named in LexborHTMLParser(html_of(after.content)).css("td")[-1].text()
    assert "its template seems changed: 2 of the last 3 mails" in program.run("sources").stderr


def html_of(content: bytes) -> str:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    part = mail.get_body(("html",))
    assert isinstance(part, EmailMessage)
    return str(part.get_content())
