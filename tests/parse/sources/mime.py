"""Mails as bytes, in every way a body can be packed."""

from __future__ import annotations

import base64
import quopri
from dataclasses import dataclass

from hypothesis import strategies as st

TRANSFER_ENCODINGS = ("quoted-printable", "base64", "8bit")


@dataclass(frozen=True)
class Packing:
    """How a body is put into a mail."""

    encoding: str = "8bit"
    newline: str = "\n"
    charset: str = "utf-8"


packings = st.builds(Packing, st.sampled_from(TRANSFER_ENCODINGS), st.sampled_from(("\n", "\r\n")))


def mail(
    *, sender: str, subject: str, html: str | None = None, text: str | None = None, packing: Packing | None = None
) -> bytes:
    """A mail with one part or, given both, two alternatives."""
    packing = packing or Packing()
    parts = [_part(body, kind, packing) for body, kind in ((text, "plain"), (html, "html")) if body is not None]
    head = f"From: {sender}\nTo: reader@example.org\nSubject: {subject}\nMessage-ID: <m@example.org>\n"
    head += "Date: Tue, 19 May 2026 11:24:26 -0700\nMIME-Version: 1.0\n"
    content = (head + (parts[0] if len(parts) == 1 else _alternatives(parts))).replace("\n", packing.newline)
    return content.encode(packing.charset)


def _alternatives(parts: list[str]) -> str:
    joined = "".join(f"--=_b\n{part}\n" for part in parts)
    return f'Content-Type: multipart/alternative; boundary="=_b"\n\n{joined}--=_b--\n'


def _part(body: str, kind: str, packing: Packing) -> str:
    head = f"Content-Type: text/{kind}; charset={packing.charset}\nContent-Transfer-Encoding: {packing.encoding}\n\n"
    return head + _encoded(body, packing)


def _encoded(body: str, packing: Packing) -> str:
    raw = body.encode(packing.charset)
    if packing.encoding == "base64":
        return base64.encodebytes(raw.replace(b"\n", packing.newline.encode())).decode()
    if packing.encoding == "quoted-printable":
        return quopri.encodestring(raw).decode()
    return body + "\n"
