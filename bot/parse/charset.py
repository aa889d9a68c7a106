"""Bytes of a body or header as text, whatever they claim to be written in; never an error.

What a mail declares is a hint: the name may be unknown, no charset at all, or simply wrong.
"""

from __future__ import annotations

import codecs
import re

# What mail programs write for what they mean (WHATWG Encoding Standard, §4.2, and names seen in mails).
_MEANT = {
    "iso-8859-1": "cp1252",
    "latin-1": "cp1252",
    "latin1": "cp1252",
    "ascii": "cp1252",
    "us-ascii": "cp1252",
    "ansi": "cp1252",
    "iso-8859-9": "cp1254",
    "iso-8859-11": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "x-gbk": "gb18030",
    "ks_c_5601-1987": "cp949",
    "ks_c_5601": "cp949",
    "euc-kr": "cp949",
    "shift_jis": "cp932",
    "shift-jis": "cp932",
    "x-sjis": "cp932",
    "big5": "big5hkscs",
    "iso-2022-jp": "iso2022_jp_ext",
    "unicode-1-1-utf-7": "utf-7",
    "unicode-1-1-utf-8": "utf-8",
    "iso-8859-8-i": "iso-8859-8",
    "x-mac-roman": "mac-roman",
    "macintosh": "mac-roman",
}
# Python codecs that are no charsets of mail, some of them slow beyond measure on long input.
_NO_CHARSETS = frozenset(("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "mbcs", "oem"))
_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.I)


def decode_text(data: bytes, declared: str | None = None) -> str:
    """`data` as text: by byte order mark, as UTF-8, as `declared` or as its own `<meta charset>` says, else
    Windows-1252.

    Bytes that are valid UTF-8 are UTF-8 unless a multi-byte charset is declared: no text in Latin letters is that by
    accident.
    """
    codec = _codec(declared)
    candidates = (_marked(data), codec if codec not in (None, "cp1252") else None, "utf-8", _meta_codec(data), codec)
    for candidate in dict.fromkeys(candidates):
        text = None if candidate is None else _strictly(data, candidate)
        if text is not None:
            return text.replace("\0", "")
    return data.decode(codec if codec not in (None, "utf-8") else "cp1252", "replace").replace("\0", "")


def _strictly(data: bytes, codec: str) -> str | None:
    try:
        text = data.decode(codec)
    except (UnicodeError, LookupError, ValueError):
        return None
    return text if text.isascii() or _is_unicode(text) else None


def _is_unicode(text: str) -> bool:
    """Some codecs make lone surrogates, which no store and no JSON can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _codec(declared: str | None) -> str | None:
    """The codec for a declared charset, None when there is none of that name."""
    found = re.match(r"[\s\"']*([\w.:+-]+)", (declared or "")[:60])
    if found is None or not found[1].isascii():
        return None
    name = _MEANT.get(found[1].lower(), found[1].lower())
    try:
        known = codecs.lookup(name).name
        b"".decode(known)
    except (LookupError, ValueError):
        return None
    return None if known in _NO_CHARSETS else name


def _marked(data: bytes) -> str | None:
    if data[:1] not in (b"\xef", b"\xff", b"\xfe", b"\x00"):
        return None
    return next(
        ("utf-8-sig" if codec == "utf-8" else codec for mark, codec in _BYTE_ORDER_MARKS if data.startswith(mark)), None
    )


def _meta_codec(data: bytes) -> str | None:
    found = _META_CHARSET.search(data[:2048])
    return _codec(found[1].decode("ascii", "replace")) if found else None
