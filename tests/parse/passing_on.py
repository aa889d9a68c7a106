"""A mail passed on in every way programs do it: attached, inline in their words and languages, in a list's digest."""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.header import Header
from html import escape

TO = "reader@example.org"


@dataclass(frozen=True)
class Original:
    """What is passed on. Of `text` and `html` one may be missing; `raw` if it is not to be made of these."""

    name: str
    address: str
    subject: str
    text: str | None = None
    html: str | None = None
    raw: bytes | None = None
    date: str = "Tue, 19 May 2026 11:24:26 -0700"

    @property
    def sender(self) -> str:
        return f"{self.name} <{self.address}>" if self.name else self.address


def sent(original: Original) -> bytes:
    """The mail as it was sent."""
    if original.raw is not None:
        return original.raw
    head = [f"From: {original.sender}", f"To: {TO}", f"Subject: {Header(original.subject).encode()}"]
    return "\n".join([*head, f"Date: {original.date}", "Message-ID: <1@example.org>", _body(original)]).encode()


def _body(original: Original) -> str:
    parts = [
        f"Content-Type: text/{kind}; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n{body}"
        for kind, body in (("plain", original.text), ("html", original.html))
        if body is not None
    ]
    return parts[0] if len(parts) == 1 else _joined("alternative", parts)


def _joined(kind: str, parts: list[str], boundary: str = "=_inner") -> str:
    return _packed(kind, [part.encode() for part in parts], boundary).decode()


def _packed(kind: str, parts: list[bytes], boundary: str) -> bytes:
    inner = b"".join(b"--%b\n%b\n" % (boundary.encode(), part) for part in parts)
    head = f'Content-Type: multipart/{kind}; boundary="{boundary}"\n\n'
    return head.encode() + inner + f"--{boundary}--\n".encode()


def _mail(subject: str, body: bytes) -> bytes:
    head = f"From: Mia <mia@example.org>\nTo: {TO}\nSubject: {Header(subject).encode()}\nDate: {Original.date}\n"
    return (head + "MIME-Version: 1.0\n").encode() + body


def _own(original: Original, text: str | None, html: str | None) -> bytes:
    """The mail of somebody who writes something of his own and passes the rest on inline."""
    return _mail(f"Fwd: {original.subject}", _body(Original("", "", "", text, html)).encode())


# ── attached ──────────────────────────────────────────────────────────────────────────────────────────


_NOTE = b"Content-Type: text/plain; charset=utf-8\n\nFor you, see attached.\n"


def attached(original: Original) -> bytes:
    mail = b"Content-Type: message/rfc822\nContent-Disposition: attachment\n\n" + sent(original)
    return _mail(f"Fwd: {original.subject}", _packed("mixed", [_NOTE, mail], "=_outer"))


def attached_as_file(original: Original) -> bytes:
    head = 'Content-Type: application/octet-stream; name="alert.eml"\nContent-Transfer-Encoding: base64\n'
    head += 'Content-Disposition: attachment; filename="alert.eml"\n\n'
    return _mail("papers", _packed("mixed", [_NOTE, head.encode() + base64.encodebytes(sent(original))], "=_outer"))


def attached_to_an_attached_one(original: Original) -> bytes:
    inner = b"Content-Type: message/rfc822\n\n" + attached(original)
    return _mail("Fwd: Fwd: papers", _packed("mixed", [inner], "=_outermost"))


def in_a_mime_digest(original: Original) -> bytes:
    """RFC 2046 §5.1.5, as Mailman writes it."""
    chat = b"\nSubject: Re: lunch\nFrom: Kim <kim@example.org>\n\nNoon is fine.\n"
    digest = _packed("digest", [chat, b"\n" + sent(original), chat], "=_digest")
    return _mail("Nets Digest, Vol 7, Issue 3", _packed("mixed", [_NOTE, digest, _NOTE], "=_outer"))


def in_a_text_digest(original: Original) -> bytes:
    """RFC 1153, as Mailman writes it."""
    rule = "\n\n" + "-" * 30 + "\n\n"
    chat = "Message: {0}\nDate: Tue, 19 May 2026 08:00:00 +0000\nFrom: Kim <kim@example.org>\nTo: nets@example.org\n"
    chat += "Subject: [Nets] lunch\nMessage-ID: <9@example.org>\nContent-Type: text/plain\n\nNoon is fine.\n"
    head = f"Message: 2\nDate: {original.date}\nFrom: {original.sender}\nTo: nets@example.org\n"
    head += f"Subject: {original.subject}\nMessage-ID: <1@example.org>\nContent-Type: text/plain; charset=utf-8\n\n"
    topics = "Send Nets mailing list submissions to\n\tnets@example.org\n\n"
    topics += "Today's Topics:\n\n   1. lunch (Kim)\n   2. x\n\n\n"
    preamble = topics + "-" * 70 + "\n\n"
    end = (
        f"{rule}Subject: Digest Footer\n\n_______________________\nNets mailing list\n{rule}End of Nets Digest\n****\n"
    )
    body = preamble + chat.format(1) + rule + head + (original.text or "") + rule + chat.format(3) + end
    return _mail("Nets Digest, Vol 7, Issue 3", f"Content-Type: text/plain; charset=utf-8\n\n{body}".encode())


# ── inline, in plain text ─────────────────────────────────────────────────────────────────────────────

FROM, DATE, SUBJECT, RECIPIENT = range(4)
_WORDS: Mapping[str, tuple[str, str, str, str]] = {
    "en": ("From", "Date", "Subject", "To"),
    "en-outlook": ("From", "Sent", "Subject", "To"),
    "de": ("Von", "Datum", "Betreff", "An"),
    "de-outlook": ("Von", "Gesendet", "Betreff", "An"),
    "fr": ("De", "Date", "Objet", "À"),
    "es": ("De", "Fecha", "Asunto", "Para"),
    "it": ("Da", "Data", "Oggetto", "A"),
    "pt": ("De", "Data", "Assunto", "Para"),
    "nl": ("Van", "Datum", "Onderwerp", "Aan"),
    "pl": ("Od", "Data", "Temat", "Do"),
    "ru": ("От", "Дата", "Тема", "Кому"),
    "uk": ("Від", "Дата", "Тема", "Кому"),
    "ro": ("De la", "Trimis", "Subiect", "Către"),
    "hr": ("Od", "Datum", "Predmet", "Za"),
    "el": ("Από", "Ημερομηνία", "Θέμα", "Προς"),
    "he": ("מאת", "תאריך", "נושא", "אל"),
    "ar": ("من", "التاريخ", "الموضوع", "إلى"),
    "id": ("Dari", "Tanggal", "Subjek", "Kepada"),
    "vi": ("Từ", "Ngày", "Chủ đề", "Đến"),
    "sv": ("Från", "Datum", "Ämne", "Till"),
    "tr": ("Kimden", "Tarih", "Konu", "Kime"),
    "ja": ("差出人", "日時", "件名", "宛先"),
    "zh": ("发件人", "日期", "主题", "收件人"),
    "zh-netease": ("发件人", "发送日期", "主题", "收件人"),
    "zh-tw": ("寄件者", "寄件日期", "主旨", "收件者"),
    "ko": ("보낸 사람", "날짜", "제목", "받는 사람"),
}
LANGUAGES = tuple(_WORDS)


def _labelled(original: Original, language: str, line: str) -> str:
    """A block of headers; `line` says how label and value stand on theirs."""
    words = _WORDS[language]
    values = (f"{original.name} <{original.address}>", "19 May 2026 11:24", original.subject, TO)
    colon = " :" if language == "fr" else ":"
    return "".join(line.format(words[part] + colon, values[part]) for part in (FROM, DATE, SUBJECT, RECIPIENT))


def gmail_text(original: Original, language: str = "en") -> bytes:
    head = "---------- Forwarded message ---------\n" + _labelled(original, language, "{} {}\n")
    return _own(original, f"For you.\n\n{head}\n\n{original.text}", None)


def outlook_text(original: Original, language: str = "en-outlook") -> bytes:
    head = "\n-----Original Message-----\n" + _labelled(original, language, "{} {}\n")
    return _own(original, f"FYI\n\nMia\n{head}\n{original.text}", None)


def apple_text(original: Original, language: str = "en") -> bytes:
    head = _labelled(original, language, "{} {}\n")
    return _own(original, "Begin forwarded message:\n\n" + _quoted(f"{head}\n{original.text}"), None)


def thunderbird_text(original: Original, language: str = "en") -> bytes:
    head = "-------- Forwarded Message --------\n" + _labelled(original, language, "{} \t{}\n")
    return _own(original, f"{head}\n\n\n{original.text}\n", None)


def _quoted(text: str) -> str:
    return "".join(f"> {line}".rstrip() + "\n" for line in text.split("\n"))


# ── inline, in HTML ───────────────────────────────────────────────────────────────────────────────────


def gmail_html(original: Original, language: str = "en") -> bytes:
    words = _WORDS[language]
    address = f'<a href="mailto:{original.address}">{original.address}</a>'
    sender = (
        f'<strong class="gmail_sendername" dir="auto">{escape(original.name)}</strong> <span>&lt;{address}&gt;</span>'
    )
    head = f"{words[FROM]}: {sender}<br>{words[DATE]}: Tue, 19 May 2026 at 11:24<br>"
    head += f"{words[SUBJECT]}: {escape(original.subject)}<br>{words[RECIPIENT]}: &lt;{TO}&gt;<br>"
    attribution = f'<div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>{head}</div>'
    body = original.html or _lines_as_breaks(original.text or "")
    return _own(
        original,
        None,
        f'<div dir="ltr">For you.<br><br><div class="gmail_quote">{attribution}<br><br>{body}</div></div>',
    )


def outlook_html(original: Original, language: str = "en-outlook") -> bytes:
    lines = _labelled(original, language, "\n{}\n{}").strip("\n").split("\n")
    pairs = [f"<b>{label}</b> {escape(value)}" for label, value in zip(lines[::2], lines[1::2], strict=True)]
    head = f'<div style="border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal">{"<br>".join(pairs)}<o:p></o:p></p></div>'
    body = _with_foreign_classes(original.html) if original.html else _lines_as_paragraphs(original.text or "")
    return _own(original, None, f'<html><body><div><p class="MsoNormal">FYI</p>{head}{body}</div></body></html>')


def apple_html(original: Original, language: str = "en") -> bytes:
    lines = _labelled(original, language, "\n{}\n{}").strip("\n").split("\n")
    pairs = zip(lines[::2], lines[1::2], strict=True)
    head = "".join(
        f'<div style="margin-top: 0px;"><span><b>{label} </b></span><span>{escape(value)}<br></span></div>'
        for label, value in pairs
    )
    body = original.html or _lines_as_blocks(original.text or "")
    cite = f'<blockquote type="cite"><div>Begin forwarded message:</div><br>{head}<br><div>{body}</div></blockquote>'
    return _own(original, None, f"<html><body><div><br>{cite}</div><br></body></html>")


def thunderbird_html(original: Original, language: str = "en") -> bytes:
    lines = _labelled(original, language, "\n{}\n{}").strip("\n").split("\n")
    pairs = zip(lines[::2], lines[1::2], strict=True)
    rows = "".join(f'<tr><th align="RIGHT">{label} </th><td>{escape(value)}</td></tr>' for label, value in pairs)
    head = (
        f'<br>-------- Forwarded Message --------<table class="moz-email-headers-table"><tbody>{rows}</tbody></table>'
    )
    body = original.html or f"<pre>{escape(original.text or '')}</pre>"
    return _own(
        original, None, f'<html><body><div class="moz-forward-container">{head}<br><br>{body}</div></body></html>'
    )


def _lines_as_breaks(text: str) -> str:
    return "<br>\n".join(_with_margin(line) for line in text.split("\n"))


def _lines_as_paragraphs(text: str) -> str:
    return "".join(
        f'<p class="MsoPlainText">{_with_margin(line) or "&nbsp;"}<o:p></o:p></p>' for line in text.split("\n")
    )


def _lines_as_blocks(text: str) -> str:
    return "".join(f"<div>{_with_margin(line) or '<br>'}</div>" for line in text.split("\n"))


def _with_margin(line: str) -> str:
    """As mail programs write it: leading spaces would be lost, addresses become links."""
    text = line.lstrip(" ")
    pieces = re.split(r"(https?://[^\s,<>)]+)", text)
    linked = "".join(f'<a href="{escape(p)}">{escape(p)}</a>' if n % 2 else escape(p) for n, p in enumerate(pieces))
    return "&nbsp;" * (len(line) - len(text)) + linked


def _with_foreign_classes(html: str) -> str:
    """Outlook on the web renames classes so that they cannot meet its own."""
    return re.sub(r"class=([\"']?)(?=\w)", r"class=\1x_", html)


ATTACHED: Mapping[str, Callable[[Original], bytes]] = {
    form.__name__: form for form in (attached, attached_as_file, attached_to_an_attached_one, in_a_mime_digest)
}
INLINE_TEXT: Mapping[str, Callable[[Original, str], bytes]] = {
    form.__name__: form for form in (gmail_text, outlook_text, apple_text, thunderbird_text)
}
INLINE_HTML: Mapping[str, Callable[[Original, str], bytes]] = {
    form.__name__: form for form in (gmail_html, outlook_html, apple_html, thunderbird_html)
}
