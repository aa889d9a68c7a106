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
_Setting = tuple[int, str, bool, bool]  # anchor, href, bold, preserved
_NOTHING_SET: _Setting = (0, "", False, False)
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
        self._around: dict[int, Place] = {}
        self._settings: dict[int, _Setting] = {}

    def around(self, node: LexborNode) -> Place:
        """Where `node` stands: inside its parent."""
        parent = node.parent
        if parent is None:
            return NOWHERE
        identity = parent.mem_id
        if identity not in self._around:
            block, tag = _block_of(parent)
            anchor, href, bold, preserved = self._setting(parent)
            self._around[identity] = Place(block, tag, anchor, href, bold, preserved)
        return self._around[identity]

    def _setting(self, inside: LexborNode) -> _Setting:
        """Of the ancestors those are visited that no text has asked for yet."""
        setting = _NOTHING_SET
        unknown: list[LexborNode] = []
        element: LexborNode | None = inside
        while element is not None:
            known = self._settings.get(element.mem_id)
            if known is not None:
                setting = known
                break
            unknown.append(element)
            element = element.parent
        for element in reversed(unknown):
            setting = self._settings[element.mem_id] = self._below(element, setting)
        return setting

    def _below(self, element: LexborNode, outer: _Setting) -> _Setting:
        tag, identity = element.tag, element.mem_id
        is_bold, is_preserved = tag in _BOLD_TAGS or identity in self._bold, identity in self._preserved
        if tag == "a" and (target := (element.attributes.get("href") or "").strip()):
            outer = (identity, target, *outer[2:])
        if is_bold or is_preserved or tag == "pre":
            anchor, href, bold, preserved = outer
            outer = (anchor, href, bold or is_bold, preserved or is_preserved or tag == "pre")
        return outer


def _block_of(node: LexborNode) -> tuple[int, str]:
    """Identity and name of the innermost block element that is or holds `node`."""
    element: LexborNode | None = node
    while element is not None:
        if (tag := element.tag or "") in BLOCK_TAGS:
            return element.mem_id, tag
        element = element.parent
    return 0, ""


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
