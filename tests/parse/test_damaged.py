"""Mails that are damaged, ill-made or of another age: what can be read is read, what cannot gives a clean record."""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Callable

import pytest

from bot.parse import read_mail
from tests.parse.sources.arxiv_listings import Layout, ListedPaper, as_text, listing
from tests.parse.sources.scholar_alerts import AlertedPaper, Style, alert

PAPERS = [
    ListedPaper(
        arxiv_id=f"2605.0000{number}",
        title=f"Nets of Kind {number}",
        authors=("Ada Fenn", "Bo Lind"),
        categories=("cs.LG",),
        kind="new",
        abstract=("We knot nets, and find that nets of this kind hold.", "Code is there."),
        doi=None,
        journal=None,
        comments=None,
    )
    for number in (1, 2, 3)
]
LISTING = as_text(listing(PAPERS, Layout())).encode()
HEAD = b"From: no-reply@arXiv.org (send mail ONLY to cs)\nSubject: cs daily Subj-class mailing 80028 1\n"
TITLES = ["Nets of Kind 1", "Nets of Kind 2", "Nets of Kind 3"]
WIDE = LISTING.decode().encode("utf-16le")
ENCODED = base64.encodebytes(LISTING)
REBROKEN = re.sub(rb"(.{61})", rb"\1\n", ENCODED.replace(b"\n", b""))
PADDED = b"".join(base64.b64encode(LISTING[start : start + 55]) + b"\n" for start in range(0, len(LISTING), 55))
UNBOUND = b"--x\nContent-Type: text/plain\n\n" + LISTING
TNEF = b"Content-Type: application/ms-tnef; name=winmail.dat\nContent-Transfer-Encoding: base64\n\neJ8+IgAAAAA=\n"


def titles(content: bytes) -> list[str]:
    return [mention.title for mention in read_mail(content).mentions]


def single(fields: bytes, body: bytes) -> bytes:
    return HEAD + fields + b"\n" + body


def in_base64(body: bytes) -> bytes:
    return single(b"Content-Type: text/plain\nContent-Transfer-Encoding: base64\n", body)


def multipart(*parts: bytes, kind: bytes = b"mixed", end: bytes = b"--b--\n") -> bytes:
    inner = b"".join(b"--b\n" + part + b"\n" for part in parts)
    return single(b'Content-Type: multipart/%b; boundary="b"\n' % kind, inner + end)


def uuencoded(data: bytes, name: bytes) -> bytes:
    lines = b"".join(binascii.b2a_uu(data[start : start + 45]) for start in range(0, len(data), 45))
    return b"begin 644 " + name + b"\n" + lines + b"`\nend\n"


READABLE = {
    "line ends that are CR alone": single(b"", LISTING).replace(b"\n", b"\r"),
    "line ends that are CR CR LF": single(b"", LISTING).replace(b"\n", b"\r\r\n"),
    "no blank line after the headers": HEAD + LISTING,
    "a NUL in the body": single(b"", LISTING.replace(b"knot", b"kn\x00ot")),
    "a NUL in a header": single(b"", LISTING).replace(b"cs daily", b"cs\x00 daily", 1),
    "raw 8-bit in a header": single(b"X-Name: M\xfcller\n", LISTING),
    "raw 8-bit in a body that declares none": single(b"", LISTING.replace(b"Code", "Codé".encode("latin-1"))),
    "a charset nobody knows": single(b"Content-Type: text/plain; charset=x-nets\n", LISTING),
    "a charset that is none": single(b'Content-Type: text/plain; charset="utf\x00-8"\n', LISTING),
    "UTF-16 without a mark": single(b"Content-Type: text/plain; charset=utf-16le\n", WIDE),
    "an empty content type": single(b"Content-Type: ; charset=\n", LISTING),
    "a content type without subtype": single(b"Content-Type: text\n", LISTING),
    "a transfer encoding nobody knows": single(b"Content-Transfer-Encoding: x-nets\n", LISTING),
    "Base64 with rubbish in it": in_base64(ENCODED[:400] + b"!!**\n" + ENCODED[400:]),
    "Base64 with a lost character": in_base64(ENCODED[:380] + ENCODED[381:]),
    "Base64 in pieces each padded": in_base64(PADDED),
    "Base64 broken anywhere": in_base64(REBROKEN),
    "Base64 with the footer of a list": in_base64(ENCODED + b"____\nNets mailing list\nnets@example.org\n"),
    "plain text that claims to be Base64": in_base64(LISTING),
    "plain text that claims to be quoted-printable": single(b"Content-Transfer-Encoding: quoted-printable\n", LISTING),
    "quoted-printable with a wrong escape": single(
        b"Content-Transfer-Encoding: quoted-printable\n", quopri.encodestring(LISTING).replace(b"hold", b"ho=ZZld")
    ),
    "uuencoded": single(b"Content-Transfer-Encoding: x-uuencode\n", uuencoded(LISTING, b"listing")),
    "uuencoded within the text": single(b"", b"Here it is:\n\n" + uuencoded(LISTING, b"listing.txt")),
    "a picture uuencoded behind the text": single(b"", LISTING + uuencoded(bytes(range(256)) * 40, b"net.gif")),
    "a multipart that was cut": multipart(b"\n" + LISTING, b"Content-Type: text/html\n\n<p>Arch", end=b""),
    "a multipart without its boundary": single(b"Content-Type: multipart/mixed\n", UNBOUND),
    "a multipart of one boundary too many": multipart(b"\n" + LISTING, b"\nthe end", end=b"--b--\n--b\n--b--\n"),
    "winmail.dat beside the text": multipart(b"\n" + LISTING, TNEF),
    "the first of the parts it was split into": single(
        b'Content-Type: message/partial; id="x@y.example"; number=1; total=2\n', HEAD + b"\n" + LISTING
    ),
    "an mbox line before the headers": b"From - Tue May 19 2026\n" + single(b"", LISTING),
    "quoted thrice": single(b"", b"".join(b">>> " + line for line in LISTING.splitlines(keepends=True))),
    "a blank line after each line": single(b"", LISTING.replace(b"\n", b"\n\n")),
    "no space at the begin of a line": single(b"", b"\n".join(line.strip() for line in LISTING.splitlines())),
}

UNREADABLE = {
    "nothing": b"",
    "headers alone": HEAD,
    "headers alone, cut": HEAD[:-20],
    "winmail.dat alone": multipart(TNEF),
    "a later one of the parts it was split into": single(
        b'Content-Type: message/partial; id="x@y.example"; number=2; total=2\n', b"on nets.\n"
    ),
    "a body kept elsewhere": single(b"Content-Type: message/external-body; access-type=URL; URL=x\n", b"\n"),
    "a picture": single(b"Content-Type: image/gif\nContent-Transfer-Encoding: base64\n", b"R0lGODlhAQABAAAAACw="),
    "Base64 of nothing": in_base64(b"====\n"),
    "boundaries and nothing between": multipart(b"", b"", b""),
}


@pytest.mark.parametrize("content", READABLE.values(), ids=READABLE.keys())
def test_the_papers_of_a_damaged_listing_are_read(content: bytes) -> None:
    reading = read_mail(content)
    assert [mention.title for mention in reading.mentions] == TITLES
    assert (reading.source, reading.status) == ("arxiv", "parsed")


@pytest.mark.parametrize("content", UNREADABLE.values(), ids=UNREADABLE.keys())
def test_a_mail_with_nothing_to_read_has_no_papers(content: bytes) -> None:
    reading = read_mail(content)
    assert (reading.status, reading.error) == ("no_papers", None)


def test_of_a_listing_that_was_cut_the_whole_items_are_read() -> None:
    reading = read_mail(single(b"", LISTING[: LISTING.index(b"Nets of Kind 3") - 8]))
    assert [mention.title for mention in reading.mentions] == TITLES[:2]
    assert (reading.status, reading.detected) == ("incomplete", 3)


ALERT = alert([AlertedPaper(f"Nets of Kind {n}", f"https://example.org/{n}", ("A Fenn",)) for n in (1, 2, 3)], Style())
ALERTED = b"From: scholaralerts-noreply@google.com\nSubject: nets\nContent-Type: text/html; charset=utf-8\n\n"
DAMAGES: dict[str, Callable[[bytes], bytes]] = {
    "line ends that are CR alone": lambda html: html.replace(b"\n", b"\r"),
    "no end": lambda html: html[: html.index(b"This message was sent")],
    "NULs": lambda html: html.replace(b"Kind", b"Ki\x00nd"),
    "no quotes around its attributes": lambda html: html.replace(b'"', b""),
    "tags in capitals": lambda html: html.replace(b"<h3", b"<H3").replace(b"<a ", b"<A ").replace(b"href=", b"HREF="),
    "line breaks within its tags": lambda html: html.replace(b"<a ", b"<a\r\n  "),
    "no closing tags": lambda html: html.replace(b"</h3>", b"").replace(b"</div>", b""),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_the_papers_of_damaged_html_are_read(damage: Callable[[bytes], bytes]) -> None:
    assert titles(ALERTED + damage(ALERT.encode())) == TITLES
