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
    """Elements and text nodes in reading order: tag, node, and the place it stands in.

    Every node of an HTML mail comes through here. Parents come before their children, so the elements around a node are
    the end of a stack, and no node has to be asked for its ancestors.

    blanks: whether text nodes of nothing but white space are wanted; where some text is preformatted they always come.
    """
    root, markup = tree.root, tree.raw_html
    preformatted = b"white-space" in markup or b"<pre" in markup or b"<PRE" in markup
    styled = preformatted or b"font-weight" in markup
    ids, places = [0], [NOWHERE]
    skipped = not (blanks or preformatted)
    for node in root.traverse(include_text=True, skip_empty=skipped) if root is not None else ():
        tag = node.tag or ""
        parent = node.parent
        parent_id = parent.mem_id if parent is not None else 0
        while ids[-1] != parent_id and len(ids) > 1:
            ids.pop()
            places.pop()
        place = places[-1]
        yield tag, node, place
        if tag != TEXT:
            ids.append(node.mem_id)
            places.append(_below(node, tag, place, styled) if tag in _SETS_PLACE else place)


def _below(element: LexborNode, tag: str, outer: Place, styled: bool) -> Place:
    """The place inside `element`. styled: the document sets fonts or spaces by style, so it has to be read."""
    block, name, anchor, href, bold, preserved = outer
    if tag in BLOCK_TAGS:
        block, name = element.mem_id, tag
    elif tag == "a" and (target := (element.attributes.get("href") or "").strip()):
        anchor, href = element.mem_id, target
    bold = bold or tag in _BOLD_TAGS
    preserved = preserved or tag == "pre"
    if styled and (style := element.attributes.get("style")):
        bold = bold or ("font-weight" in style and bool(_BOLD_STYLE.search(style)))
        preserved = preserved or ("white-space" in style and bool(_PRESERVED_STYLE.search(style)))
    return Place(block, name, anchor, href, bold, preserved)


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
