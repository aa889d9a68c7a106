"""HTML of mails by way of Lexbor, which nothing else imports: a tree, its blocks in reading order, or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.parse.nesting import shallow
from bot.parse.places import BLOCK_TAGS, NOWHERE, Place, Places
from bot.parse.text import collapse, visible

_UNREAD = ["script", "style", "title", "template"]
_TEXT = "-text"  # what Lexbor calls a text node
_ENDS_LINE = BLOCK_TAGS | {"br"}
_PARAGRAPHS = frozenset(
    "article blockquote dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul".split()  # noqa: SIM905
)
_COLLAPSIBLE = re.compile("[ \t\r\n\f]+")


class Link(NamedTuple):
    """An anchor within a block: `block.text[start:end]` is what one clicks on; `url` as written, entities decoded."""

    url: str
    start: int
    end: int


class Block(NamedTuple):
    """A run of text that stands on lines of its own.

    text: white space collapsed; of preformatted text the lines as they are, indentation and all.
    tag: innermost block element it stands in ("p", "td", "h3", "pre", …), "" in plain text.
    bold: all of it is set in bold, as headings are.
    opens: a blank line stands before it; only plain text knows.
    """

    text: str
    tag: str = ""
    links: tuple[Link, ...] = ()
    bold: bool = False
    opens: bool = False


def parse_html(html: str) -> LexborHTMLParser:
    """The document as a tree, without scripts, styles and page title. Too deeply nested markup is flattened first."""
    tree = LexborHTMLParser(shallow(html))
    tree.strip_tags(_UNREAD, recursive=True)
    return tree


def text_of(node: LexborNode | LexborHTMLParser) -> str:
    """All text below `node` on one line; comments and what cannot be seen left out."""
    return collapse(node.text())


def blocks_of(html: str | LexborHTMLParser) -> list[Block]:
    """The blocks that hold text, in reading order; `<br>` ends a block, in preformatted text it is a line end."""
    tree = parse_html(html) if isinstance(html, str) else html
    return _Blocks(tree).read()


def html_to_text(html: str) -> str:
    """The mail as a plain-text reader would show it.

    One line per `<br>` or block, a blank line around paragraphs; NBSP is a space that counts (indentation of listings
    that went through web mail), lines of `<pre>` stay as they are.
    """
    lines = (line.rstrip() for line in visible("".join(_text_pieces(parse_html(html)))).replace("\xa0", " ").split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


# ── blocks ────────────────────────────────────────────────────────────────────────────────────────────


class _Blocks:
    """Collects text nodes until something ends the line. Every node of every HTML mail goes through here."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._root = tree.root
        self._places = Places(tree.raw_html)
        self._blocks: list[Block] = []
        self._place = NOWHERE
        self._start()

    def _start(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._links: list[Link] = []
        self._anchor = 0
        self._bold = True
        self._gap = False

    def read(self) -> list[Block]:
        for node in self._root.traverse(include_text=True) if self._root is not None else ():
            tag = node.tag
            if tag == _TEXT:
                self._take(node.text_content or "", self._places.of(node))
            elif tag in _ENDS_LINE and self._parts:
                self._end_line(tag == "br")
        self._finish()
        return self._blocks

    def _end_line(self, is_break: bool) -> None:
        if is_break and self._place.preserved:
            self._append("\n")
        else:
            self._finish()

    def _take(self, text: str, place: Place) -> None:
        if not text.isascii():
            text = visible(text)
        words = text if place.preserved else " ".join(text.split())
        if not words:
            self._gap = True
            return
        if self._parts and place.block != self._place.block:
            self._finish()
        if place.preserved:
            words = words.replace("\r\n", "\n").replace("\xa0", " ")
        elif self._parts and (self._gap or text[0].isspace()):
            self._append(" ")
        self._write(words, place)
        self._gap = text[-1].isspace() and not place.preserved

    def _write(self, words: str, place: Place) -> None:
        start = self._length
        self._append(words)
        anchor = place.anchor
        if anchor:
            if anchor == self._anchor:
                start = self._links.pop().start
            self._links.append(Link(place.href, start, self._length))
        self._anchor = anchor
        self._bold = self._bold and place.bold
        self._place = place

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _finish(self) -> None:
        text = "".join(self._parts).rstrip()
        if text:
            self._blocks.append(Block(text, self._place.tag, tuple(self._links), self._bold))
        self._start()


# ── plain text ────────────────────────────────────────────────────────────────────────────────────────


def _text_pieces(tree: LexborHTMLParser) -> Iterator[str]:
    """The text with as many line ends as blocks and paragraphs ask for, ready to be joined."""
    places = Places(tree.raw_html)
    ends, block = 2, 0  # ends: line ends that close what has been given so far
    for node in tree.root.traverse(include_text=True) if tree.root is not None else ():
        tag = node.tag or ""
        if tag == _TEXT:
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


def _as_lines(text: str, place: Place, at_line_start: bool) -> str:
    if place.preserved:
        return text.replace("\r\n", "\n")
    text = _COLLAPSIBLE.sub(" ", text)
    return text.removeprefix(" ") if at_line_start else text


def _line_ends_before(tag: str) -> int:
    if tag in _PARAGRAPHS:
        return 2
    return 1 if tag in BLOCK_TAGS else 0
