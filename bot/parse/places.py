"""Where a text node stands in a document: in which block, behind which link, how it is set."""

from __future__ import annotations

import re
from typing import NamedTuple

from selectolax.lexbor import LexborNode

BLOCK_TAGS = frozenset(
    (
        "address article aside blockquote body caption center dd div dl dt fieldset figcaption figure footer form "
        "h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section select table tbody td textarea tfoot th "
        "thead tr ul"
    ).split()  # noqa: SIM905 -- one word per line would bury the rest
)
_BOLD_TAGS = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_INLINE_TAGS = frozenset(("a", "b", "font", "span", "strong"))
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


class Places:
    """The place below each element, worked out once per element: a mail has far more text nodes than parents."""

    def __init__(self, markup: bytes) -> None:
        """markup: the whole document; where it says nothing of fonts or spaces, no style has to be read."""
        self._known: dict[int, Place] = {}
        self._styled = b"font-weight" in markup or b"white-space" in markup

    def of(self, text: LexborNode) -> Place:
        parent = text.parent
        if parent is None:
            return NOWHERE
        return self._known.get(parent.mem_id) or self._learn(parent)

    def _learn(self, element: LexborNode) -> Place:
        path = [element]
        node = element.parent
        while node is not None and node.mem_id not in self._known:
            path.append(node)
            node = node.parent
        place = NOWHERE if node is None else self._known[node.mem_id]
        for inner in reversed(path):
            place = self._known[inner.mem_id] = self._below(inner, place)
        return place

    def _below(self, element: LexborNode, outer: Place) -> Place:
        tag = element.tag or ""
        is_block = tag in BLOCK_TAGS
        if not is_block and tag not in _INLINE_TAGS:
            return outer
        block, name, anchor, href, bold, preserved = outer
        if is_block:
            block, name = element.mem_id, tag
        elif tag == "a" and (target := (element.attributes.get("href") or "").strip()):
            anchor, href = element.mem_id, target
        bold = bold or tag in _BOLD_TAGS
        preserved = preserved or tag == "pre"
        if self._styled and (style := element.attributes.get("style")):
            bold = bold or ("font-weight" in style and bool(_BOLD_STYLE.search(style)))
            preserved = preserved or ("white-space" in style and bool(_PRESERVED_STYLE.search(style)))
        return Place(block, name, anchor, href, bold, preserved)
