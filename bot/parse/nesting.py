"""How deep markup nests, counted on the text before an HTML parser sees it, and what becomes of markup too deep.

Each level costs a parser more than the last: 40,000 nested elements take seconds, 200,000 minutes that nothing can
interrupt. Style elements left open are worse: a parser opens each of them again in every block that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_MAX_DEPTH = 1000
_MAX_OPEN_STYLES = 60

_STYLES = "b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u"
_NEVER_NESTS = "area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|th|tr|wbr"
_NESTING_TAG = re.compile(rf"<(/?(?!(?:{_NEVER_NESTS})[\s/>])[a-z][a-z0-9]*)")
_STYLE_TAG = re.compile(rf"<(/?(?:{_STYLES}))[\s/>]")
_UNREAD = re.compile(r"<(style|script|title)\b[^<]*+(?:<(?!/\1)[^<]*+)*+", re.I)
_BLOCK_TAG = re.compile(r"</?(?:div|t[rdh]|table|ul|ol|dl|section|article|center|blockquote)\b[^<>]*+>?", re.I)
_OTHER_TAG = re.compile(r"</?(?!(?:a|br|p|h[1-6]|li)\b)[a-z][^<>]*+>?", re.I)


def shallow(html: str) -> str:
    """`html` itself, or what `flatten` leaves of it if it nests too deep to be parsed."""
    return flatten(html) if is_too_deep(html) else html


def is_too_deep(html: str) -> bool:
    """Whether more elements may be open at once than are parsed. An end tag closes only an element of its name."""
    if html.count("<") <= _MAX_OPEN_STYLES:
        return False
    lowered = html.lower()
    if _exceeds(_MAX_OPEN_STYLES, _STYLE_TAG.findall(lowered)):
        return True
    return lowered.count("<") > _MAX_DEPTH and _exceeds(_MAX_DEPTH, _NESTING_TAG.findall(lowered))


def _exceeds(limit: int, tags: Iterable[str]) -> bool:
    """Whether more than `limit` of the tags ("div", "/div", …) are open anywhere."""
    depth = 0
    still_open: dict[str, int] = {}
    for tag in tags:
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
