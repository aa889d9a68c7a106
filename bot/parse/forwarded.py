"""Mail that a person passed on inline, read as the original: its sender, subject and date stand in the body.

Each mail program writes this block in its own way and language; the labels are those of Gmail, Outlook, Apple Mail,
Thunderbird, Yahoo and GMX.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bot.models import Mail
from bot.parse.disguise import text_in
from bot.parse.headers import read_address, read_date
from bot.parse.html import html_to_text
from bot.parse.one_pass import LETTER, occurrence

_DEEPEST = 5
_LABELS = {
    "from": "From|Von|De(?: la)?|Da|Van|Från|Fra|Od|От|Від|Lähettäjä|Feladó|Kimden|Από|Dari|Từ|מאת|من|از|จาก|发件人"
    "|寄件者|寄件人|差出人|보낸 ?사람",
    "subject": "Subject|Betreff|Objet|Oggetto|Asunto|Assunto|Onderwerp|Ämne|Emne|Temat|Předmět|Тема|Aihe|Tárgy|Konu"
    "|Predmet|Subiect|Assumpte|Θέμα|Subjek|Perihal|Chủ đề|Tiêu đề|נושא|الموضوع|موضوع|เรื่อง|主题|主旨|主題|件名|제목",
    "date": "Date|Sent|Datum|Gesendet|Envoyé|Data|Inviato|Fecha|Enviado(?: el| em)?|Enviada(?: em)?|Verzonden|Skickat"
    "|Sendt|Dato|Wysłano|Odesláno|Дата|Отправлено|Lähetetty|Päivämäärä|Küldve|Dátum|Tarih|Gönderildi"
    "|Надіслано|Trimis|Dată|Poslano|Odoslané|Ημερομηνία|Στάλθηκε|Tanggal|Dikirim|Ngày|Đã gửi"
    "|תאריך|נשלח|التاريخ|تاریخ|วันที่"
    "|日期|发送时间|发送日期|寄件日期|寄件時間|日付|送信日時|日時|날짜|보낸 ?날짜",
    "to": "To|An|À|A|Para|Aan|Till|Til|Do|Za|Komu|Кому|Către|Προς|Kepada|Đến|Tới|אל|إلى|به|ถึง|Per a"
    "|Vastaanottaja|Címzett|Kime|收件人|收件者|宛先|받는 ?사람"
    "|Cc|Kopie|Copie|Reply-To|Bcc|Importance|List-Id|Organization|Message-ID",
}
_LABEL = re.compile(
    r"[>| \t\xa0]*[*_]{0,2}(?:"
    + "|".join(f"(?P<{role}>{words})" for role, words in _LABELS.items())
    + r")[*_]{0,2}[ \xa0]?[:：][*_]{0,2}",
    re.I,
)
# One cheap look at the beginning of a body: a From label behind the begin of a line or a tag. They are capitalised.
_FROM = re.compile(
    rf"[>\n*;|][ \t\xa0]*+[*_]{{0,2}}+(?=[{''.join(sorted({word[0] for word in _LABELS['from'].split('|')}))}])"
    rf"(?:{_LABELS['from']})[*_]{{0,2}}[ \xa0]?(?:</?\w+[^<>]{{0,200}}>)*[:：]"
)
_may_hold_from = occurrence(
    rf"[>\n*;|][ \t\x{{a0}}]*[*_]{{0,2}}(?:{_LABELS['from']})[*_]{{0,2}}[ \x{{a0}}]?(?:[:：]|</?{LETTER})"
)
_BEGINNING = 60_000  # characters in which a mail that is passed on must begin
_TAGS = r"(?:</?\w+[^<>]{0,300}>|\s|&nbsp;)*+"
_HTML_LABEL = re.compile(rf"[>\n]{_TAGS}(?:" + "|".join(_LABELS.values()) + rf"){_TAGS}[:：]", re.I)
_LINE_END = re.compile(
    r"(?<![>\s])\s*+(?:(?:</(?:a|span|font|b|i|strong|o:p)>|<o:p>|&gt;)\s*+)*+"
    r"<(?:br|/p|/td|/tr|/div|/li)\b[^<>]{0,300}>",
    re.I,
)
_TABLE_TAG = re.compile(r"</?t(?:able|body|[rdh])\b", re.I)
_QUOTE = re.compile(r"^> ?", re.M)
_QUOTE_MARKS = " \t>|"
_ROOT = "<table><tr><td>"
_NEAR = 8_000  # characters of HTML that hold a block of headers
_BEFORE_FROM = 1_200
_MOST_TRIED = 12  # From labels of a body that are looked into
# Items of arXiv's listings until 2007 name their submitter and date right below.
_ABOVE_FROM = re.compile(r"(?:\bPaper(?: ?\(\*?cross-listing\*?\))?:|\barXiv:)[ \xa0]?\S+[\s\xa0>|]*$")
_ABOVE = 300  # characters
_ANY_TAG = re.compile(r"<[^<>]*>|&nbsp;")


@dataclass(frozen=True)
class _Quoted:
    """Headers found in a body; `rest` is what follows them."""

    headers: dict[str, str]
    rest: str


def original_of(mail: Mail, is_original: Callable[[str], bool] = lambda _: False) -> Mail:
    """The mail that `mail` passes on inline, however often passed on before; `mail` itself when it does not.

    is_original: of an address, that its mails pass nothing on.
    """
    for _ in range(_DEEPEST):
        original = None if is_original(mail.sender.email) else _passed_on(mail)
        if original is None:
            break
        mail = original
    return mail


def _passed_on(mail: Mail) -> Mail | None:
    found = _in_text(mail.text) if mail.text else None
    html, quoted = _in_html(mail.html) if mail.html else (None, None)
    known = found or quoted
    if known is None:
        return None
    plain = text_in(html.removeprefix(_ROOT)) if html else None
    return replace(
        mail,
        sender=read_address(_address_like(known.headers["from"])),
        subject=known.headers.get("subject", ""),
        sent_at=read_date(known.headers.get("date", "").replace(" at ", " ")) or mail.sent_at,
        text=found.rest if found else plain or mail.text,
        html=None if plain else html or mail.html,
    )


def _address_like(value: str) -> str:
    value = re.sub(r"<\s*mailto:([^<>]*)>", r"<\1>", value)
    value = re.sub(r"\[\s*(?:mailto:)?([^\[\]\s]+@[^\[\]\s]+)\s*\]", r"<\1>", value)
    return value.replace("*", "")


def _in_text(text: str) -> _Quoted | None:
    text = "\n" + text
    if not _may_hold_from(text[:_BEGINNING]):
        return None
    for found in islice(_FROM.finditer(text, 0, _BEGINNING), _MOST_TRIED):
        start = text.rfind("\n", 0, found.end()) + 1
        while start and _LABEL.match(text, before := text.rfind("\n", 0, start - 1) + 1):
            start = before
        if _ABOVE_FROM.search(text, max(0, start - _ABOVE), start):
            continue
        if quoted := _read_headers(text[start:]):
            return quoted
    return None


def _in_html(html: str) -> tuple[str | None, _Quoted | None]:
    """The document from behind the block of headers on, and the block."""
    if not _may_hold_from(html[:_BEGINNING]):
        return None, None
    for found in islice(_FROM.finditer(html, 0, _BEGINNING), _MOST_TRIED):
        start = _first_label(html, found.start())
        if _ABOVE_FROM.search(_ANY_TAG.sub(" ", html[max(0, start - _ABOVE) : start])):
            continue
        if quoted := _read_headers(html_to_text(_rooted(html[start : start + _NEAR])).lstrip("\n")):
            return _behind_headers(html, start, len(quoted.headers)), quoted
    return None, None


def _first_label(html: str, start: int) -> int:
    """Where the block begins whose From label is at `start`; Thunderbird puts others before it."""
    earliest = max(0, start - _BEFORE_FROM)
    found = _HTML_LABEL.search(html, earliest, start)
    return _beyond_tag(html, found.start() if found else start)


def _beyond_tag(html: str, position: int) -> int:
    return position + (html[position : position + 1] == ">")


def _behind_headers(html: str, start: int, count: int) -> str:
    labels = list(islice(_HTML_LABEL.finditer(html, max(start - 1, 0), start + _NEAR), count))
    end = labels[-1].end() if labels else start
    line_end = _LINE_END.search(html, end)
    end = line_end.end() if line_end else end
    inside_pre = html.rfind("<pre", 0, end) > html.rfind("</pre", 0, end)
    return ("<pre>" if inside_pre else "") + _rooted(html[end:])


def _rooted(html: str) -> str:
    """A document cut out of the middle of a table is in a table again; else its cells would run together."""
    found = _TABLE_TAG.search(html)
    return html if found is None or found[0].lower() == "<table" else _ROOT + html


def _read_headers(text: str) -> _Quoted | None:
    """The block `text` begins with: a sender and a subject or date, each on its line or with its value on the next."""
    lines = text[:_NEAR].split("\n")
    headers: dict[str, str] = {}
    role, last = "", -1
    for number, line in enumerate(lines):
        found = _LABEL.match(line)
        if found and (found.lastgroup not in headers or found.lastgroup == "to"):
            role, last = str(found.lastgroup), number
            headers[role] = line[found.end() :].strip()
        elif found or _ends_block(lines, number, last, bool(headers.get(role))):
            break
        elif line.strip(_QUOTE_MARKS):
            headers[role] = f"{headers[role]} {line.strip(_QUOTE_MARKS)}".strip()
            last = number
    if not headers.get("from") or not headers.keys() & {"subject", "date"}:
        return None
    return _Quoted(headers, _unquoted(lines, last, text))


def _ends_block(lines: Sequence[str], number: int, last: int, has_value: bool) -> bool:
    """Whether a line without label is no more part of the headers: neither a value nor its continuation nor a gap."""
    if number == 0 or number - last > 3:
        return True
    label_follows = any(_LABEL.match(line) for line in lines[number + 1 : number + 3])
    return has_value and not label_follows


def _unquoted(lines: Sequence[str], last: int, text: str) -> str:
    """What follows the headers, without the quote marks if the headers had them."""
    rest = text[sum(len(line) + 1 for line in lines[: last + 1]) :]
    return _QUOTE.sub("", rest) if lines[0].lstrip().startswith(">") else rest
