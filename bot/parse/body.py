"""The readable body of a MIME message, and the mails attached to it.

mail-parser glues the bodies of attached mails to that of the mail and decodes by declared charset alone, so the parts
are read here from the tree.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from email.message import Message
from html import escape, unescape
from io import IncrementalNewlineDecoder

from bot.parse.charset import decode_text
from bot.parse.mime import message_of
from bot.parse.plain_body import undone
from bot.parse.transfer import payload_of

_PLAIN = ("text/plain", "text/markdown", "text/x-markdown", "text", "text/enriched")
_HTML = ("text/html", "application/xhtml+xml", "text/xhtml")
_LOOKS_LIKE_HTML = re.compile(
    r"\s*(?:<!doctype\s+html|<(?:html|head|body|table|div|meta|center)[\s>]|<\?xml[^>]*>\s*<)", re.I
)
_WITH_CHARSET = re.compile(r"\s*[\w.+-]+/[\w.+-]+\s*;\s*charset=\"?([\w.:-]+)\"?\s*;?\s*", re.I)
_LONGEST_FILE = 4_000_000  # characters; the longest listings have a tenth of that
_ANY_TAG = re.compile(r"<[a-z!/]", re.I)


@dataclass(frozen=True)
class Body:
    """Alternatives of the same content, None where there is none, and the attached mails in order."""

    html: str | None = None
    text: str | None = None
    attached: tuple[Message, ...] = ()


def read_body(part: Message) -> Body:
    """What one sees of `part` when it is opened. An attachment is looked into only if it is all there is, or text."""
    kind = part.get_content_type()
    body = _body(part, kind)
    if body.html is None and body.text is None and not part.is_multipart() and not _is_mail(part, kind):
        return _leaf(part, kind)
    return body


def _body(part: Message, kind: str) -> Body:
    """kind: its content type, which is found by going through its headers, and so asked for once."""
    if _is_mail(part, kind):
        return Body(attached=_attached_mail(part)) if kind != "message/delivery-status" else Body()
    # A leaf is not asked for its text here: reading that raises where its charset is no name ("utf\\0-8").
    if part.is_multipart():
        children = (child for child in part.get_payload() if isinstance(child, Message))
        return _container(kind, [_body(child, child.get_content_type()) for child in children])
    if kind.startswith("multipart/"):
        return _without_boundary(part)
    if part.get_content_disposition() == "attachment":
        return Body(attached=_saved_text(part, kind))
    return _leaf(part, kind)


def _is_mail(part: Message, kind: str) -> bool:
    return kind.startswith("message/") or _filename(part).endswith(".eml")


def _container(kind: str, children: Sequence[Body]) -> Body:
    attached = tuple(mail for child in children for mail in child.attached)
    bodies = [child for child in children if child.html is not None or child.text is not None]
    if kind == "multipart/alternative" or _says_it_twice(bodies):
        html = next((body.html for body in reversed(bodies) if body.html is not None), None)
        text = next((body.text for body in bodies if body.text is not None), None)
        return Body(html, text, attached)
    return Body(_joined_html(bodies), _joined_text(bodies), attached)


def _says_it_twice(bodies: Sequence[Body]) -> bool:
    """Whether plain text and HTML side by side are alternatives though the mail does not call them so."""
    if len(bodies) != 2 or bodies[0].html is not None or bodies[0].text is None or bodies[1].html is None:
        return False
    lines = [line.strip() for line in bodies[0].text[:20_000].split("\n") if len(line.strip()) > 24][:8]
    html = unescape(bodies[1].html[:400_000])
    return 2 * sum(line in html for line in lines) >= max(len(lines), 1)


def _joined_html(bodies: Sequence[Body]) -> str | None:
    """All of it as one document if any of it is HTML."""
    if all(body.html is None for body in bodies):
        return None
    return "\n".join(f"<pre>{escape(body.text or '')}</pre>" if body.html is None else body.html for body in bodies)


def _joined_text(bodies: Sequence[Body]) -> str | None:
    texts = [body.text for body in bodies if body.text is not None]
    return "\n".join(texts) if texts and len(texts) == len(bodies) else None


def _leaf(part: Message, kind: str) -> Body:
    if kind not in _PLAIN and kind not in _HTML:
        return Body()
    text = _content(part)
    if not text.strip():
        return Body()
    if kind in _PLAIN:
        return Body(html=text) if _LOOKS_LIKE_HTML.match(text) else Body(text=undone(text, _content_type(part)))
    return Body(html=text) if _ANY_TAG.search(text) else Body(text=unescape(text))


def _content(part: Message) -> str:
    text = decode_text(payload_of(part), _charset(part))
    return IncrementalNewlineDecoder(None, translate=True).decode(text, final=True) if "\r" in text else text


def _content_type(part: Message) -> str:
    """The header as written."""
    return str(part.get("Content-Type", ""))


def _charset(part: Message) -> str | None:
    """The charset it declares. The header may be anything, and reading it may raise."""
    if plain := _WITH_CHARSET.fullmatch(_content_type(part)):
        return plain[1]
    try:
        value = part.get_param("charset")
    except (ValueError, TypeError, LookupError, AttributeError):
        return None
    if isinstance(value, tuple):
        value = value[2]
    return value if isinstance(value, str) else None


def _filename(part: Message) -> str:
    if not any("name" in str(part.get(header, "")).lower() for header in ("content-disposition", "content-type")):
        return ""  # as nearly always, and seen more cheaply than by taking the headers apart
    try:
        return (part.get_filename() or "").lower()
    except (ValueError, TypeError, LookupError, AttributeError):
        return ""


def _attached_mail(part: Message) -> tuple[Message, ...]:
    payload = part.get_payload()
    if not isinstance(payload, list):
        return (message_of(payload_of(part)),)
    mails = tuple(mail for mail in payload if isinstance(mail, Message))
    if _is_encoded(part) and len(mails) == 1 and not mails[0].keys():
        # RFC 2046 §5.2.1 forbids it, yet some servers encode attached mails as a whole.
        part = Message()
        part["Content-Transfer-Encoding"] = "base64"
        part.set_payload(mails[0].get_payload())
        return (message_of(payload_of(part)),)
    return mails


def _saved_text(part: Message, kind: str) -> tuple[Message, ...]:
    """A file of plain text beside a note, as a mail without headers: people save listings and send them on so."""
    if kind not in _PLAIN or len(str(part.get_payload())) > _LONGEST_FILE:
        return ()
    mail = Message()
    mail["Content-Type"] = 'text/plain; charset="utf-8"'
    mail["Content-Transfer-Encoding"] = "8bit"
    mail.set_payload(_content(part).encode("utf-8", "replace").decode("ascii", "surrogateescape"))
    return (mail,)


def _is_encoded(part: Message) -> bool:
    return str(part.get("Content-Transfer-Encoding", "")).strip().lower() == "base64"


def _without_boundary(part: Message) -> Body:
    """A multipart whose boundary is missing or wrong: the first line that looks like one is taken for it."""
    raw = payload_of(part)
    found = re.search(rb"^--([^\s-][^\r\n]{0,120}?)[ \t]*\r?\nContent-", raw, re.M | re.I)
    if found is None:
        return _plain_or_html(raw)
    header = b'Content-Type: multipart/mixed; boundary="' + found[1] + b'"\r\n\r\n'
    inner = message_of(header + raw)
    return _body(inner, inner.get_content_type()) if inner.is_multipart() else Body()


def _plain_or_html(raw: bytes) -> Body:
    text = decode_text(raw)
    if not text.strip():
        return Body()
    return Body(html=text) if _LOOKS_LIKE_HTML.match(text) else Body(text=text)
