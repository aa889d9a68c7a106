"""Where a text node stands in a document: in which block, behind which link, how it is set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

BLOCK_TAGS = frozenset(
    (
        "address article aside blockquote body caption center dd details div dl dt fieldset figcaption figure footer "
        "form h1 h2 h3 h4 h5 h6 header hr html li main nav ol option p pre section select summary table tbody td "
        "textarea tfoot th thead tr ul"
    ).split()
)
_BOLD_TAGS = frozenset(("b", "strong", "h1", "h2", "h3", "h4", "h5", "h6", "th"))
_SETTING_TAGS = _BOLD_TAGS | {"a", "pre"}
_ENDS_LINE = BLOCK_TAGS | {"br"}
_BOLD_STYLE = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_PRESERVED_STYLE = re.compile(r"white-space\s*:\s*pre")


Setting = tuple[int, str, bool, bool]
"""anchor: identity of the link around a text, 0 for none. href: where it leads. bold. preserved: white space and line
ends are as written."""

Place = tuple[int, str, Setting]
"""What its ancestors make of a text node. block: identity of the innermost block element. tag: its name. setting: the
same object for all that is set in the same way.

Every element of a mail has one, and most hold no text of their own; so it is a bare tuple, which costs least to make.
"""

NOWHERE: Place = (0, "", (0, "", False, False))
TEXT = "-text"  # what Lexbor calls a text node


def placed_nodes(tree: LexborHTMLParser, *, blanks: bool) -> Iterator[tuple[str, LexborNode, Place]]:
    """Text nodes with the place they stand in, and the elements that end a line, in reading order, with their tags.

    Every node of an HTML mail comes through here, and most are scaffolding.

    blanks: whether text nodes of nothing but white space are wanted; where some text is preformatted they always come.
    """
    if tree.root is None:
        return
    styles = _Styles.of(tree)
    inside: dict[int, Place] = {}
    for node in tree.root.traverse(include_text=True, skip_empty=not (blanks or styles.preformatted)):
        tag, parent = node.tag or "", node.parent
        place = NOWHERE if parent is None else inside.get(parent.mem_id, NOWHERE)
        if tag == TEXT:
            yield TEXT, node, place
            continue
        identity = node.mem_id
        is_set = tag in _SETTING_TAGS or identity in styles.setting
        if tag in BLOCK_TAGS:
            place = (identity, tag, styles.below(node, place[2]) if is_set else place[2])
        elif is_set:
            place = (place[0], place[1], styles.below(node, place[2]))
        inside[identity] = place
        if tag in _ENDS_LINE:
            yield tag, node, NOWHERE


class _Styles(NamedTuple):
    """The elements whose own style sets them in bold or preserves their white space, by identity.

    setting: either of them. preformatted: whether there may be text in which white space is as written.
    """

    bold: frozenset[int]
    preserved: frozenset[int]
    setting: frozenset[int]
    preformatted: bool

    @staticmethod
    def of(tree: LexborHTMLParser) -> _Styles:
        bold = _ids(tree, "font-weight", _BOLD_STYLE)
        preserved = _ids(tree, "white-space", _PRESERVED_STYLE)
        return _Styles(bold, preserved, bold | preserved, bool(preserved) or tree.css_first("pre") is not None)

    def below(self, element: LexborNode, outer: Setting) -> Setting:
        """How an element sets what is in it."""
        tag, identity = element.tag, element.mem_id
        anchor, href, bold, preserved = outer
        if tag == "a" and (target := (element.attrs.get("href") or "").strip()):
            anchor, href = identity, target
        bold = bold or tag in _BOLD_TAGS or identity in self.bold
        return anchor, href, bold, preserved or tag == "pre" or identity in self.preserved


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
