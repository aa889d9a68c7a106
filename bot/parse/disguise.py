"""Plain text that a mail program passed on as HTML: line breaks and addresses made links, and nothing else.

Read as HTML its wrapped lines would be blocks of their own; taken back to text they are what they were.
"""

from __future__ import annotations

import re
from html import unescape

from bot.parse.html import html_to_text

_STRUCTURE = re.compile(
    r"<(?:h[1-6]|table|t[dhr]|[uod]l|li|b|strong|em|i|img|center|article|section|style)\b|font-weight", re.I
)
_LINK = re.compile(r"<a\b([^<>]*)>((?:[^<]|<(?!/?a\b))*+)", re.I)
_TAG = re.compile(r"<[^<>]*>")
_ADDRESS = re.compile(r"\s*(?:https?://|www\.|mailto:)|\s*\S+@\S+\s*$", re.I)
_PARAGRAPH = re.compile(r"(</?)p\b", re.I)
_EMPTY_PARAGRAPH = re.compile(r"<p\b[^<>]*+>\s*+(?:<(?!br)[^<>]*+>\s*+){0,4}+(?:&nbsp;|\xa0|<br\s*/?>)\s*+<", re.I)


def text_in(html: str) -> str | None:
    """The plain text that `html` is but another form of; None if HTML says more than the text would."""
    if _STRUCTURE.search(html) or not all(map(_shows_its_address, _LINK.finditer(html))):
        return None
    # Outlook makes a paragraph of each line, and of each blank line as well.
    lines = _PARAGRAPH.sub(r"\1div", html) if _EMPTY_PARAGRAPH.search(html) else html
    return html_to_text(lines) + "\n"


def _shows_its_address(link: re.Match[str]) -> bool:
    return "href" not in link[1].lower() or _ADDRESS.match(unescape(_TAG.sub("", link[2]))) is not None
