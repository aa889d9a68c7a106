"""However the same text is written down, in whichever charset and transfer encoding, it holds the same papers."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from bot.models import Mail
from bot.parse import read_mail
from bot.parse.message import parse_message
from bot.record import record_of
from tests.parse.sources import daily_papers
from tests.parse.sources.golden import golden_mails
from tests.parse.sources.mime import mail as mail_of

CHARSETS = (
    "utf-8 iso-8859-1 iso-8859-2 iso-8859-15 windows-1252 windows-1251 koi8-r utf-16 utf-16be utf-32 utf-7 iso-2022-jp"
    " shift_jis euc-jp gb18030 big5 euc-kr us-ascii"
).split()
ENCODINGS: Mapping[str, Callable[[bytes], bytes]] = {
    "base64": base64.encodebytes,
    "quoted-printable": quopri.encodestring,
    "8bit": bytes,
}
# Line ends within the characters of these would be taken for those of the mail.
WIDE = ("utf-16", "utf-16be", "utf-32")


def written(body: str, kind: str, charset: str, encoding: str) -> bytes:
    """A part; hypothesis tries another one if the charset lacks a character."""
    try:
        raw = body.encode(charset)
    except UnicodeError:
        assume(False)
    head = f"Content-Type: text/{kind}; charset={charset}\nContent-Transfer-Encoding: {encoding}\n\n"
    return head.encode() + ENCODINGS[encoding](raw)


def mail_with(original: Mail, part: bytes) -> bytes:
    return f"From: {original.sender.email or 'a@b.example'}\nSubject: x\nMIME-Version: 1.0\n".encode() + part


def papers_of(content: bytes) -> object:
    """All that is said of the papers but the alert, which is in the headers."""
    papers = record_of(read_mail(content))["papers"]
    assert isinstance(papers, list)
    return [{name: value for name, value in paper.items() if name != "alert"} for paper in papers]


def encodings_for(charset: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["base64"] if charset in WIDE else list(ENCODINGS))


written_forms = st.sampled_from(CHARSETS).flatmap(lambda charset: st.tuples(st.just(charset), encodings_for(charset)))


@settings(max_examples=250)
@given(st.sampled_from(golden_mails()), written_forms)
def test_charset_and_transfer_encoding_change_nothing(path: Path, form: tuple[str, str]) -> None:
    original = parse_message(path.read_bytes())
    body, kind = (original.html, "html") if original.html else (original.text, "plain")
    assume(body is not None and not original.attached)
    plain = mail_with(original, written(body or "", kind, "utf-8", "8bit"))
    assert papers_of(mail_with(original, written(body or "", kind, *form))) == papers_of(plain)


@settings(max_examples=60)
@given(st.sampled_from([path for path in golden_mails() if b"html" in path.read_bytes()]))
def test_characters_written_as_entities_change_nothing(path: Path) -> None:
    original = parse_message(path.read_bytes())
    assume(original.html is not None and not original.attached)
    html = original.html or ""
    entities = html.encode("ascii", "xmlcharrefreplace").decode()
    as_sent = papers_of(mail_with(original, written(html, "html", "utf-8", "8bit")))
    assert papers_of(mail_with(original, written(entities, "html", "us-ascii", "8bit"))) == as_sent


@pytest.mark.parametrize("charset", ["", "; charset=", "; charset=us-ascii", "; charset=unknown-8bit", "; charset=x"])
def test_a_charset_that_is_not_or_wrongly_declared_is_found_out(charset: str) -> None:
    html = '<a href="https://arxiv.org/abs/2601.00001">Über die Gezeiten in Ålesund: “Zwölf” Messungen</a>'
    head = f"From: a@b.example\nContent-Type: text/html{charset}\n\n".encode()
    titles = [
        [mention.title for mention in read_mail(head + html.encode(actual)).mentions] for actual in ("utf-8", "cp1252")
    ]
    assert titles == [["Über die Gezeiten in Ålesund: “Zwölf” Messungen"]] * 2


@settings(max_examples=25)
@given(daily_papers.paper_lists, daily_papers.digest_styles)
def test_html_and_the_text_beside_it_have_the_same_papers(
    papers: list[daily_papers.PagedPaper], style: daily_papers.DigestStyle
) -> None:
    sender, subject = "daily_papers_digest@notifications.huggingface.co", "Daily papers of 6 Jul 2026"
    html = mail_of(sender=sender, subject=subject, html=daily_papers.digest(papers, style))
    text = mail_of(sender=sender, subject=subject, text=daily_papers.digest_as_bullets(papers))
    assert papers_of(html) == papers_of(text)
