"""HTML of mails by way of Lexbor, which nothing else imports: a tree, its blocks in reading order, or plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.parse.markup import harmless
from bot.parse.places import BLOCK_TAGS, TEXT, Place, follows_blank, placed_nodes
from bot.parse.text import collapse, visible
from bot.scholarly.spacing import single_spaced

_UNREAD = ["script", "style", "title", "template"]
_PARAGRAPHS = frozenset("article blockquote dl figure h1 h2 h3 h4 h5 h6 hr ol p pre section table ul".split())
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
    """The document as a tree, without scripts, styles and page title. Markup that costs too much is cut back."""
    tree = LexborHTMLParser(harmless(html))
    tree.strip_tags(_UNREAD, recursive=True)
    return tree


def text_of(node: LexborNode | LexborHTMLParser) -> str:
    """All text below `node` on one line; comments and what cannot be seen left out."""
    return collapse(node.text())


def blocks_of(html: str | LexborHTMLParser) -> list[Block]:
    """The blocks that hold text, in reading order; `<br>` ends a block, in preformatted text it is a line end."""
    tree = parse_html(html) if isinstance(html, str) else html
    return _Blocks().read(tree)


def html_to_text(html: str) -> str:
    """The mail as a plain-text reader would show it.

    One line per `<br>` or block, a blank line around paragraphs; NBSP is a space that counts (indentation of listings
    that went through web mail), lines of `<pre>` stay as they are.
    """
    lines = (
        line.rstrip() for line in visible("".join(_text_pieces(parse_html(html)))).replace("\xa0", " ").split("\n")
    )
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


# ── blocks ────────────────────────────────────────────────────────────────────────────────────────────


class _Blocks:
    """Collects text nodes until something ends the line."""

    def __init__(self) -> None:
        self._blocks: list[Block] = []
        self._block, self._tag, self._preserved = 0, "", False
        self._start()

    def _start(self) -> None:
        self._text = ""
        self._links: list[Link] = []
        self._anchor, self._href, self._link_start, self._link_end = 0, "", 0, 0
        self._bold = True
        self._gap = False

    def read(self, tree: LexborHTMLParser) -> list[Block]:
        for tag, node, place in placed_nodes(tree, blanks=False):
            if tag == TEXT:
                self._take(node, place)
            elif self._text:
                self._end_line(tag == "br")
        self._finish()
        return self._blocks

    def _end_line(self, is_break: bool) -> None:
        if is_break and self._preserved:
            self._text += "\n"
        else:
            self._finish()

    def _take(self, node: LexborNode, place: Place) -> None:
        block, tag, (anchor, href, bold, preserved) = place
        text = node.text_content or ""
        if not text.isascii():
            text = visible(text)
        words = _lines_of(text) if preserved else single_spaced(text)
        if not words:
            self._gap = True
            return
        if self._text and block != self._block:
            self._finish()
        if self._text and not preserved and (self._gap or text[0].isspace() or follows_blank(node)):
            self._text += " "
        if anchor != self._anchor:  # pieces of one anchor are one link
            self._end_link()
            self._anchor, self._href, self._link_start = anchor, href, len(self._text)
        self._gap = not preserved and text[-1].isspace()
        self._bold = self._bold and bold
        self._block, self._tag, self._preserved = block, tag, preserved
        self._text += words
        self._link_end = len(self._text)

    def _end_link(self) -> None:
        if self._anchor:
            self._links.append(Link(self._href, self._link_start, self._link_end))

    def _finish(self) -> None:
        self._end_link()
        if text := self._text.rstrip():
            self._blocks.append(Block(text, self._tag, tuple(self._links), self._bold))
        self._start()


def _lines_of(preformatted: str) -> str:
    return preformatted.replace("\r\n", "\n").replace("\xa0", " ")


# ── plain text ────────────────────────────────────────────────────────────────────────────────────────


def _text_pieces(tree: LexborHTMLParser) -> Iterator[str]:
    """The text with as many line ends as blocks and paragraphs ask for, ready to be joined."""
    ends, block = 2, 0  # ends: line ends that close what has been given so far
    for tag, node, place in placed_nodes(tree, blanks=True):
        if tag == TEXT:
            around, _, (_, _, _, preserved) = place
            if around != block and not ends:
                yield "\n"
                ends = 1
            if text := _as_lines(node.text_content or "", preserved, ends > 0):
                yield text
                ends, block = len(text) - len(text.rstrip("\n")), around
        elif tag == "br":
            yield "\n"
            ends += 1
        elif (wanted := _line_ends_before(tag)) > ends:
            yield "\n" * (wanted - ends)
            ends = wanted


def _as_lines(text: str, preserved: bool, at_line_start: bool) -> str:
    if preserved:
        return text.replace("\r\n", "\n")
    text = _COLLAPSIBLE.sub(" ", text)
    return text.removeprefix(" ") if at_line_start else text


def _line_ends_before(tag: str) -> int:
    if tag in _PARAGRAPHS:
        return 2
    return 1 if tag in BLOCK_TAGS else 0
