"""Markup that would cost an HTML parser too much, found by counting and made harmless before a parser sees it.

Each level of nesting costs a parser more than the last (40,000 nested elements take seconds, 200,000 minutes that
nothing can interrupt), each attribute of an element is compared with all others, each new name with many, and style
elements left open are opened again in every block that follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_MAX_DEPTH = 4000  # costs a thirtieth of a second
_MAX_OPEN_STYLES = 60
_MAX_ATTRIBUTES = 1000
_MAX_NAMES = 10_000  # of elements and attributes
_MAY_HAVE_TOO_MANY_NAMES = 300_000  # characters; fewer hold no more names than take a second
_SHORTEST_OVERLOAD = 2 * _MAX_ATTRIBUTES  # characters

_STYLES = frozenset("b big code em font i nobr s small strike strong tt u".split())
_STYLES_AND_ENDS = _STYLES | {f"/{style}" for style in _STYLES}
_MAY_BE_STYLE = re.compile(r"<(/?(?:[bcefinsuBCEFINSU][a-zA-Z]{0,5}|[tT]{2}))[\s>/]")
_NEVER_NESTS = "area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|th|tr|wbr"
_TAG = re.compile(rf"<(/?(?!(?:{_NEVER_NESTS})\b)[a-z][a-z0-9]*)")
_WHOLE_TAG = re.compile(r"<([a-z][a-z0-9]*)(?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+>?", re.I)
_NAME = re.compile(r"(?<=<)[a-z][^\s<>/=]*|(?<=[\s\"'/])[^\s<>/=\"']{1,40}(?=[=>])", re.I)
_VALUE = re.compile(r"\"[^\"]*+\"|'[^']*+'")

_UNREAD = re.compile(r"<(style|script|title)\b[^<]*+(?:<(?!/\1)[^<]*+)*+", re.I)
_BLOCK_TAG = re.compile(r"</?(?:div|t[rdh]|table|ul|ol|dl|section|article|center|blockquote)\b[^<>]*+>?", re.I)
_ANY_TAG = re.compile(r"</?[a-z][^<>]*+>?", re.I)
_OTHER_TAG = re.compile(r"</?(?!(?:a|br|p|h[1-6]|li)\b)[a-z][^<>]*+>?", re.I)


def harmless(html: str) -> str:
    """`html` itself, nearly always; else without attributes nobody writes, or flattened, or without any tags."""
    if len(html) > _MAY_HAVE_TOO_MANY_NAMES and len(set(_NAME.findall(html))) > _MAX_NAMES:
        return _ANY_TAG.sub("<br>", html)
    if _may_have_too_many_attributes(html):
        html = _WHOLE_TAG.sub(_bare_if_overloaded, html)
    if not is_too_deep(html):
        return html
    flat = flatten(html)
    return _ANY_TAG.sub("<br>", flat) if is_too_deep(flat) else flat


def is_too_deep(html: str) -> bool:
    """Whether more elements may be open at once than are parsed."""
    tags = html.count("<")
    if tags <= _MAX_OPEN_STYLES:
        return False
    # Not the whole document in lower case: that takes longer than Lexbor takes to parse it.
    styles = [tag for name in _MAY_BE_STYLE.findall(html) if (tag := name.lower()) in _STYLES_AND_ENDS]
    if _exceed(styles, _MAX_OPEN_STYLES):
        return True
    if tags <= _MAX_DEPTH or tags - html.count("</") <= _MAX_DEPTH:
        return False
    return _exceed(_TAG.findall(html.lower()), _MAX_DEPTH)


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


def _may_have_too_many_attributes(html: str) -> bool:
    """A tag of a thousand attributes is long, and has no "<" within it or, if it has, no ">" for each of them."""
    if (tags := html.count("<")) > _MAX_ATTRIBUTES and tags - html.count(">") > _MAX_ATTRIBUTES:
        return True
    long = (_WHOLE_TAG.match(html, start) for start in _long_stretches(html))
    return any(tag is not None and len(tag[0]) > _SHORTEST_OVERLOAD for tag in long)


def _long_stretches(html: str) -> Iterator[int]:
    """Where each "<" stands behind which long there is none.

    Looked for backwards from as far as a tag may reach, most of the document need not be looked at.
    """
    start = html.find("<")
    while start >= 0:
        reached = html.rfind("<", start + 1, start + 1 + _SHORTEST_OVERLOAD)
        if reached < 0 and len(html) - start > _SHORTEST_OVERLOAD:
            yield start
        start = reached if reached >= 0 else html.find("<", start + 1)


def _bare_if_overloaded(tag: re.Match[str]) -> str:
    text = tag[0]
    if len(text) <= _SHORTEST_OVERLOAD or len(re.findall(r"[\s/]+|\"\"", _VALUE.sub('""', text))) <= _MAX_ATTRIBUTES:
        return text
    return f"<{tag[1]}>"


def flatten(html: str) -> str:
    """`html` with nothing left that nests: blocks become line breaks; links, headings and paragraphs stay."""
    return _OTHER_TAG.sub("", _BLOCK_TAG.sub("<br>", _UNREAD.sub("", html)))
