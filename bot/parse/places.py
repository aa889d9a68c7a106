"""Where a text node stands in a document: in which block, behind which link, how it is set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCK_TAGS = frozenset(
    (
        "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section select table tbody td textarea tfoot th "
        "thead tr ul"
    ).split()
)
_BOLD_TAGS = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_ENDS_LINE = BLOCK_TAGS | {"br"}
_SETS_PLACE = BLOCK_TAGS | {"a", "b", "font", "span", "strong"}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_PRESERVED_STYLE = re.compile(r"white-space\s*:\s*pre")


class Place(NamedTuple):
    """What its ancestors make of a text node.

    block: identity of the innermost block element; tag: its name. anchor: identity of the link around it, 0 for none.
    preserved: white space and line ends are as written.
    """

    block: int = 0
    tag: str = ""
    anchor: int = 0
    href: str = ""
    bold: bool = False
    preserved: bool = False


NOWHERE = Place()
TEXT = "-text"  # what Lexbor calls a text node


def placed_nodes(tree: LexborHTMLParser, *, blanks: bool) -> Iterator[tuple[str, LexborNode, Place]]:
    """Text nodes with the place they stand in, and the elements that end a line, in reading order, with their tags.

    Every node of an HTML mail comes through here, and most are scaffolding: a place is made out when a text asks for
    it, and once for all texts in it.

    blanks: whether text nodes of nothing but white space are wanted; where some text is preformatted they always come.
    """
    if tree.root is None:
        return
    places = _Places(tree)
    for node in tree.root.traverse(include_text=True, skip_empty=not (blanks or places.preformatted)):
        tag = node.tag
        if tag == TEXT:
            yield TEXT, node, places.around(node)
        elif tag in _ENDS_LINE:
            yield tag, node, NOWHERE


class _Places:
    """The places of a document. preformatted: whether there may be any in which white space is as written."""

    def __init__(self, tree: LexborHTMLParser) -> None:
        self._bold = _ids(tree, "font-weight", _BOLD_STYLE)
        self._preserved = _ids(tree, "white-space", _PRESERVED_STYLE)
        self.preformatted = bool(self._preserved) or tree.css_first("pre") is not None
        self._inside: dict[int, Place] = {}

    def around(self, node: LexborNode) -> Place:
        """Where `node` stands: inside its parent. Of the ancestors those are visited that no text has asked for yet."""
        place = NOWHERE
        unknown: list[LexborNode] = []
        above = node.parent
        while above is not None:
            if known := self._inside.get(above.mem_id):
                place = known
                break
            unknown.append(above)
            above = above.parent
        for element in reversed(unknown):
            place = self._inside[element.mem_id] = self._below(element, place)
        return place

    def _below(self, element: LexborNode, outer: Place) -> Place:
        """The place inside `element`."""
        block, name, anchor, href, bold, preserved = outer
        tag, identity = element.tag or "", element.mem_id
        if tag in BLOCK_TAGS:
            block, name = identity, tag
        elif tag == "a" and (target := (element.attributes.get("href") or "").strip()):
            anchor, href = identity, target
        elif tag not in _SETS_PLACE:
            return outer
        bold = bold or tag in _BOLD_TAGS or identity in self._bold
        preserved = preserved or tag == "pre" or identity in self._preserved
        return Place(block, name, anchor, href, bold, preserved)


def _ids(tree: LexborHTMLParser, name: str, style: re.Pattern[str]) -> frozenset[int]:
    """The elements whose own style sets a property in this way."""
    if name.encode() not in tree.raw_html:
        return frozenset()
    elements = tree.css(f"[style*='{name}']")
    return frozenset(one.mem_id for one in elements if style.search(one.attributes.get("style") or ""))


def follows_blank(node: LexborNode) -> bool:
    """Whether white space stands right before a text node, within its block."""
    here: LexborNode | None = node
    while here is not None and here.tag not in BLOCK_TAGS:
        before = here.prev
        while before is not None:
            if text := before.text():
                return text[-1].isspace()
            before = before.prev
        here = here.parent
    return False
