"""How deep markup nests, counted on the text before an HTML parser sees it, and what becomes of markup too deep.

Each level costs a parser more than the last: 40,000 nested elements take seconds, 200,000 minutes that nothing can
interrupt. Style elements left open are worse: a parser opens each of them again in every block that follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_MAX_DEPTH = 4000  # costs a parser a thirtieth of a second
_MAX_OPEN_STYLES = 60

_STYLE_TAG = re.compile(r"<(/?(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u))[\s>/]")
_TAG = re.compile(r"<(/?(?!(?:area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|th|tr|wbr)\b)[a-z][a-z0-9]*)")
_UNREAD = re.compile(r"<(style|script|title)\b[^<]*+(?:<(?!/\1)[^<]*+)*+", re.I)
_BLOCK_TAG = re.compile(r"</?(?:div|t[rdh]|table|ul|ol|dl|section|article|center|blockquote)\b[^<>]*+>?", re.I)
_OTHER_TAG = re.compile(r"</?(?!(?:a|br|p|h[1-6]|li)\b)[a-z][^<>]*+>?", re.I)


def shallow(html: str) -> str:
    """`html` itself, or what `flatten` leaves of it if it nests too deep to be parsed."""
    return flatten(html) if is_too_deep(html) else html


def is_too_deep(html: str) -> bool:
    """Whether more elements may be open at once than are parsed."""
    lowered = html.lower()
    if _exceed(_STYLE_TAG.findall(lowered), _MAX_OPEN_STYLES):
        return True
    return lowered.count("<") - lowered.count("</") > _MAX_DEPTH and _exceed(_TAG.findall(lowered), _MAX_DEPTH)


def _exceed(tags: Sequence[str], limit: int) -> bool:
    """Whether more than `limit` of the tags ("div", "/div", …) are open anywhere. An end tag closes one of its name."""
    depth = 0
    still_open: dict[str, int] = {}
    for tag in tags if len(tags) > limit else ():
        if tag[0] != "/":
            still_open[tag] = still_open.get(tag, 0) + 1
            depth += 1
            if depth > limit:
                return True
        elif still_open.get(tag[1:], 0):
            still_open[tag[1:]] -= 1
            depth -= 1
    return False


def flatten(html: str) -> str:
    """`html` with nothing left that nests: blocks become line breaks; links, headings and paragraphs stay."""
    return _OTHER_TAG.sub("", _BLOCK_TAG.sub("<br>", _UNREAD.sub("", html)))
