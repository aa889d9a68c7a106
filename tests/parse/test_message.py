"""Bytes become a Mail, however broken: structure, bodies, attached mails, sender and date."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.errors import ParseError
from bot.parse.message import parse_message

ALTERNATIVE = (
    b"MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=x\r\n\r\n"
    b"--x\r\nContent-Type: text/plain\r\n\r\nplain\r\n--x\r\nContent-Type: text/html\r\n\r\n<p>rich</p>\r\n--x--\r\n"
)


def mail(headers: bytes, body: bytes = b"hello") -> bytes:
    return headers + b"\r\n\r\n" + body


def test_both_alternatives_are_kept_apart() -> None:
    parsed = parse_message(ALTERNATIVE)
    assert (parsed.text, parsed.html) == ("plain", "<p>rich</p>")


def test_alternatives_wrongly_called_a_mixture_are_recognised() -> None:
    line = b"This is a long line that stands in both parts of the mail."
    content = ALTERNATIVE.replace(b"alternative", b"mixed").replace(b"\nplain", b"\n" + line).replace(b"rich", line)
    parsed = parse_message(content)
    assert (parsed.text, parsed.html) == (line.decode(), f"<p>{line.decode()}</p>")


def test_parts_of_a_mixture_follow_each_other() -> None:
    content = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nFYI <see> below\n"
        b"--x\nContent-Type: text/html\n\n<p>rich</p>\n--x--\n"
    )
    assert parse_message(content).html == "<pre>FYI &lt;see&gt; below</pre>\n<p>rich</p>"


def test_an_attached_mail_is_a_mail_of_its_own() -> None:
    content = (
        b"Subject: outer\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nsee attached\n"
        b"--x\nContent-Type: message/rfc822\n\nSubject: inner\nFrom: a@b.example\n\ninner text\n--x--\n"
    )
    parsed = parse_message(content)
    assert (parsed.subject, parsed.text) == ("outer", "see attached")
    assert [(inner.subject, inner.sender.email, inner.text) for inner in parsed.attached] == [
        ("inner", "a@b.example", "inner text")
    ]


def test_an_attached_mail_may_be_encoded_or_a_file() -> None:
    content = (
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        b"--x\nContent-Type: message/rfc822\nContent-Transfer-Encoding: base64\n\nU3ViamVjdDogb25lCgp0ZXh0\n"
        b'--x\nContent-Type: application/octet-stream; name="a.eml"\n\nSubject: two\n\ntext\n--x--\n'
    )
    assert [inner.subject for inner in parse_message(content).attached] == ["one", "two"]


def test_files_are_no_body() -> None:
    content = (
        b"Content-Type: multipart/mixed; boundary=x\n\n--x\n\nbody\n"
        b"--x\nContent-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\nfile\n"
        b"--x\nContent-Type: text/x-amp-html\n\n<p>amp</p>\n"
        b"--x\nContent-Type: application/ms-tnef; name=winmail.dat\n\nxyz\n--x--\n"
    )
    parsed = parse_message(content)
    assert (parsed.text, parsed.html) == ("body", None)


def test_a_body_with_a_name_is_still_the_body() -> None:
    parsed = parse_message(b'Content-Type: text/html; name="alert.html"\n\n<p>x</p>')
    assert parsed.html == "<p>x</p>"


@pytest.mark.parametrize(
    ("headers", "body", "text"),
    [
        (b"Content-Type: text/plain; charset=utf-8", "Erdős".encode(), "Erdős"),
        (b"Content-Type: text/plain; charset=iso-8859-1", "“Müller”".encode("cp1252"), "“Müller”"),
        (b"Content-Type: text/plain; charset=us-ascii", "Erdős".encode(), "Erdős"),
        (b"Content-Type: text/plain; charset=no-such-thing", "Müller".encode("latin-1"), "Müller"),
        (b"Content-Type: text/plain; charset=iso-2022-jp", "論文".encode("iso2022_jp"), "論文"),
        (b"Content-Type: text/plain; charset=gb2312", "镕".encode("gb18030"), "镕"),
        (b"Content-Type: text/plain; charset=shift_jis", "論文①".encode("cp932"), "論文①"),
        (b"Content-Type: text/plain; charset=idna", b"abc", "abc"),
        (b"Subject: no type", "Müller".encode("latin-1"), "Müller"),
        (b"Subject: no type", "Müller".encode(), "Müller"),
        (b"Content-Type: text/plain; charset=utf-16", "Müller".encode("utf-16"), "Müller"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", b"TcO8bGxl\r\ncg", "Müller"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: base64", b"TcO8*bGxlcg==", "Müller"),
        (b"Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable", b"M=C3=BCl=\r\nler", "Müller"),
        (b"Content-Type: text/plain", b"a\x00b", "ab"),
        (b"Content-Type: text/plain", b"a\r\nb\rc", "a\nb\nc"),
    ],
)
def test_a_body_is_decoded_whatever_it_claims(headers: bytes, body: bytes, text: str) -> None:
    assert parse_message(mail(headers, body)).text == text


def test_html_may_name_its_charset_itself() -> None:
    body = '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>Привет</p>'.encode("cp1251")
    assert "Привет" in (parse_message(mail(b"Content-Type: text/html", body)).html or "")


def test_html_is_known_by_its_looks() -> None:
    assert parse_message(mail(b"Content-Type: text/plain", b"<html><body>x</body></html>")).html is not None
    assert parse_message(mail(b"Content-Type: text/html", b"no tag\nat all")).text == "no tag\nat all"


def test_a_boundary_that_is_missing_is_found() -> None:
    body = b"--abc\nContent-Type: text/html\n\n<p>x</p>\n--abc--\n"
    assert parse_message(mail(b"Content-Type: multipart/mixed", body)).html == "<p>x</p>"


@pytest.mark.parametrize("before", [b"\r\n\r\n", b"From a@b Thu Jan 22 2026\n", b">From x\n", b"\xef\xbb\xbf", b"\n"])
def test_what_stands_before_the_headers_is_skipped(before: bytes) -> None:
    assert parse_message(before + b"Subject: S\n\nbody").subject == "S"


@pytest.mark.parametrize("content", [b"Subject: S\rFrom: a@b.example\r\rbody", "Subject: S\n\nbody".encode("utf-16")])
def test_old_line_ends_and_wide_characters_are_read(content: bytes) -> None:
    parsed = parse_message(content)
    assert (parsed.subject, parsed.text) == ("S", "body")


def test_a_mail_without_headers_is_a_body() -> None:
    parsed = parse_message(b"just text\n\nand more")
    assert (parsed.sender.email, parsed.subject, parsed.text) == ("", "", "just text\n\nand more")


def test_headers_an_arxiv_listing_has_are_understood() -> None:
    content = b"From: no-reply@arXiv.org (send mail ONLY to cs)\r\nDate: Fri, 17 Mar 23 00:51:30 GMT\r\n\r\nx"
    parsed = parse_message(content)
    assert parsed.sender.email == "no-reply@arxiv.org"
    assert parsed.sent_at == datetime(2023, 3, 17, 0, 51, 30, tzinfo=UTC)


def test_headers_are_found_by_their_lower_case_name() -> None:
    parsed = parse_message(b"Message-ID: <1@x>\nList-Id: A list <a.example>\nX-Thing: first\nx-thing: second\n\n")
    assert (parsed.message_id, parsed.list_id) == ("<1@x>", "A list <a.example>")
    assert parsed.headers["x-thing"] == "first"


def test_a_header_that_is_missing_gives_what_is_asked_for_instead() -> None:
    headers = parse_message(b"X-Thing: first\n\n").headers
    assert (headers.get("x-thing"), headers.get("x-other"), headers.get("x-other", "no")) == ("first", None, "no")
    assert ("x-thing" in headers, "x-other" in headers) == (True, False)


@pytest.mark.parametrize(
    ("headers", "sender"),
    [
        (b"From: \nSender: list@a.example", "list@a.example"),
        (b"From: A <a@a.example>\nFrom: B <b@b.example>\nSender: list@a.example", "a@a.example"),
        (b"From: " + b"A" * 400 + b" <a@a.example>", "a@a.example"),
        (b"From: M\xfcller <m@a.example>", "m@a.example"),
    ],
)
def test_the_sender_is_whoever_is_named_first(headers: bytes, sender: str) -> None:
    first, again = parse_message(mail(headers, b"x")), parse_message(mail(headers, b"y"))
    assert (first.sender.email, again.sender) == (sender, first.sender)


def test_a_mail_that_makes_the_mime_parser_raise_is_read_without_it() -> None:
    content = b"From: a@b.example\nContent-Type: multipart/mixed; boundary=x\n\n--x\n\nbody\n--x--\n--x\nepilogue"
    assert parse_message(content).text == "body"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"x" * 31_000_000, "31 MB"),
        (b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 3000, "3000 MIME parts"),
        (b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(500)), "nests"),
        (b"Content-Type: message/rfc822\n\n" * 500, "nests"),
        (b"X-Header: value\n" * 80_000 + b"\nbody" + b"x" * 10, "MB of headers"),
    ],
    ids=["size", "parts", "depth", "attached mails", "headers"],
)
def test_what_would_cost_too_much_is_refused_with_a_reason(content: bytes, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        parse_message(content)


def test_lines_of_dashes_are_no_parts() -> None:
    content = b"Content-Type: multipart/mixed; boundary=b\n\n--b\n\n" + b"--------\n" * 5000 + b"--b--\n"
    assert (parse_message(content).text or "").startswith("--------")


def test_many_attached_mails_side_by_side_are_not_deep() -> None:
    digest = b"Content-Type: multipart/digest; boundary=b\n\n" + b"--b\n\nSubject: s\n\nx\n" * 180 + b"--b--\n"
    assert len(parse_message(digest).attached) == 180
