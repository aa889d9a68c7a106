"""HTML of mails by way of Lexbor, which nothing else imports: a tree, its blocks in reading order, or plain text.

A mail's HTML is written by strangers: how deep it nests is counted before Lexbor sees it, because each level costs
it more than the last (40,000 of them seconds, 200,000 minutes).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.parse.text import collapse, visible

_MAX_DEPTH = 500
_MAX_OPEN_STYLES = 60

_NEVER_NESTS = "area|base|br|col|dd|dt|embed|hr|img|input|li|link|meta|option|p|param|source|td|th|tr|wbr"
_NESTING_TAG = re.compile(rf"<(/?)(?!(?:{_NEVER_NESTS})[\s/>])[a-z]", re.I)
_STYLE_TAG = re.compile(r"<(/?)(?:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)[\s/>]", re.I)
_STEP = {"": 1, "/": -1}

_UNREAD = ["script", "style", "title", "template"]
_BLOCK_TAGS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "caption",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "option",
        "p",
        "pre",
        "section",
        "select",
        "table",
        "tbody",
        "td",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_PARAGRAPHS = frozenset(
    [
        "article",
        "blockquote",
        "dl",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ]
)
_BOLD_TAGS = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_SETS_PLACE = frozenset(("a", "b", "font", "span", "strong"))
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_COLLAPSIBLE = re.compile("[ \t\r\n\f]+")
_PRESERVED_STYLE = re.compile(r"white-space\s*:\s*pre")


@dataclass(frozen=True, slots=True)
class Link:
    """An anchor within a block: `block.text[start:end]` is what one clicks on; `url` as written, entities decoded."""

    url: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that stands on lines of its own.

    text: white space collapsed; of preformatted text the lines as they are, indentation and all.
    tag: innermost block element it stands in ("p", "td", "h3", "pre", …).
    bold: all of it is set in bold, as headings are.
    """

    text: str
    tag: str
    links: tuple[Link, ...] = ()
    bold: bool = False


def parse_html(html: str) -> LexborHTMLParser:
    """The document as a tree, without scripts, styles and page title. Too deeply nested markup is flattened first."""
    tree = LexborHTMLParser(flatten(html) if _is_too_deep(html) else html)
    tree.strip_tags(_UNREAD, recursive=True)
    return tree


def text_of(node: LexborNode | LexborHTMLParser) -> str:
    """All text below `node` on one line; comments and what cannot be seen left out."""
    return collapse(node.text())


def blocks_of(html: str | LexborHTMLParser) -> list[Block]:
    """The blocks that hold text, in reading order; `<br>` ends a block, in preformatted text it is a line end."""
    tree = parse_html(html) if isinstance(html, str) else html
    root = tree.root
    return [] if root is None else list(_Blocks().read(root))


def html_to_text(html: str) -> str:
    """The mail as a plain-text reader would show it.

    One line per `<br>` or block, a blank line around paragraphs; NBSP is a space that counts (indentation of listings
    that went through web mail), lines of `<pre>` stay as they are.
    """
    root = parse_html(html).root
    if root is None:
        return ""
    lines = (line.rstrip() for line in visible("".join(_text_pieces(root))).replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


# ── how deep ──────────────────────────────────────────────────────────────────────────────────────────


def _is_too_deep(html: str) -> bool:
    if html.count("<") <= _MAX_OPEN_STYLES:
        return False
    return _depth(_NESTING_TAG, html) > _MAX_DEPTH or _depth(_STYLE_TAG, html) > _MAX_OPEN_STYLES


def _depth(tag: re.Pattern[str], html: str) -> int:
    """The most elements of that kind open at once, if each that is opened must be closed."""
    return max(accumulate(map(_STEP.__getitem__, tag.findall(html))), default=0)


def flatten(html: str) -> str:
    """`html` with nothing left that nests: blocks become line breaks; links, headings and paragraphs stay."""
    html = re.sub(r"<(style|script|title)\b[^<]*+(?:<(?!/\1)[^<]*+)*+", "", html, flags=re.I)
    html = re.sub(
        r"</?(?:div|t[rdh]|table|ul|ol|dl|section|article|center|blockquote)\b[^<>]*+>?", "<br>", html, flags=re.I
    )
    return re.sub(r"</?(?!(?:a|br|p|h[1-6]|li)\b)[a-z][^<>]*+>?", "", html, flags=re.I)


# ── blocks ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a text node stands: what its ancestors make of it.

    block: identity of the innermost block element; tag: its name. anchor: identity of the link around it, 0 for none.
    """

    block: int = 0
    tag: str = ""
    anchor: int = 0
    href: str = ""
    bold: bool = False
    preserved: bool = False


_NOWHERE = _Place()


class _Places:
    """The place below each element, worked out once per element: a mail has far more text nodes than parents."""

    def __init__(self) -> None:
        self._known: dict[int, _Place] = {}

    def of(self, text: LexborNode) -> _Place:
        path: list[LexborNode] = []
        node = text.parent
        while node is not None and node.mem_id not in self._known:
            path.append(node)
            node = node.parent
        place = _NOWHERE if node is None else self._known[node.mem_id]
        for element in reversed(path):
            place = self._known[element.mem_id] = _below(element, place)
        return place


def _below(element: LexborNode, outer: _Place) -> _Place:
    tag = element.tag or ""
    if tag not in _BLOCK_TAGS and tag not in _SETS_PLACE:
        return outer
    attributes = element.attrs
    style = attributes.get("style") or ""
    href = (attributes.get("href") or "").strip() if tag == "a" else ""
    block, name = (element.mem_id, tag) if tag in _BLOCK_TAGS else (outer.block, outer.tag)
    anchor, href = (element.mem_id, href) if href else (outer.anchor, outer.href)
    bold = outer.bold or tag in _BOLD_TAGS or ("font-weight" in style and bool(_BOLD_STYLE.search(style)))
    preserved = outer.preserved or tag == "pre" or ("white-space" in style and bool(_PRESERVED_STYLE.search(style)))
    return _Place(block, name, anchor, href, bold, preserved)


class _Blocks:
    """Collects text nodes until something ends the line."""

    def __init__(self) -> None:
        self._places = _Places()
        self._start()

    def _start(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._place = _NOWHERE
        self._anchor = 0
        self._bold = True
        self._open = False

    def read(self, root: LexborNode) -> Iterator[Block]:
        for node in root.traverse(include_text=True):
            if node.is_text_node:
                text, place = node.text_content or "", self._places.of(node)
                if self._open and place.block != self._place.block:
                    yield from self._finish()
                self._add(text, place)
            elif (tag := node.tag) == "br" and self._place.preserved:
                self._append("\n")
            elif tag == "br" or tag in _BLOCK_TAGS:
                yield from self._finish()
        yield from self._finish()

    def _add(self, text: str, place: _Place) -> None:
        if not text.isascii():
            text = visible(text)
        if place.preserved:
            self._write(text.replace("\r\n", "\n").replace("\xa0", " "), place)
        elif words := " ".join(text.split()):
            self._space(text[0].isspace())
            self._write(words, place)
            self._space(text[-1].isspace())
        else:
            self._space(bool(text))

    def _write(self, text: str, place: _Place) -> None:
        self._place, self._open = place, True
        self._bold = self._bold and place.bold
        start = self._length
        self._append(text)
        if place.anchor and place.anchor == self._anchor:
            start = self._links.pop().start
        if place.anchor:
            self._links.append(Link(place.href, start, self._length))
        self._anchor = place.anchor

    def _space(self, wanted: bool) -> None:
        if wanted and self._parts and self._parts[-1] != " ":
            self._append(" ")

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _finish(self) -> Iterator[Block]:
        text = "".join(self._parts)
        if self._open and text.strip():
            yield Block(text.rstrip(), self._place.tag, tuple(self._links), self._bold)
        self._start()


# ── plain text ────────────────────────────────────────────────────────────────────────────────────────


def _text_pieces(root: LexborNode) -> Iterator[str]:
    """The text with as many line ends as blocks and paragraphs ask for, ready to be joined."""
    places = _Places()
    ends, block = 2, 0  # ends: line ends that close what has been given so far
    for node in root.traverse(include_text=True):
        tag = node.tag or ""
        if node.is_text_node:
            place = places.of(node)
            if place.block != block and not ends:
                yield "\n"
                ends = 1
            if text := _as_lines(node.text_content or "", place, ends > 0):
                yield text
                ends, block = len(text) - len(text.rstrip("\n")), place.block
        elif tag == "br":
            yield "\n"
            ends += 1
        elif (wanted := _line_ends_before(tag)) > ends:
            yield "\n" * (wanted - ends)
            ends = wanted


def _as_lines(text: str, place: _Place, at_line_start: bool) -> str:
    if place.preserved:
        return text.replace("\r\n", "\n")
    text = _COLLAPSIBLE.sub(" ", text)
    return text.removeprefix(" ") if at_line_start else text


def _line_ends_before(tag: str) -> int:
    if tag in _PARAGRAPHS:
        return 2
    return 1 if tag in _BLOCK_TAGS else 0
