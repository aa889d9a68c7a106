"""A mail's body as a row of pieces, each with the links it carries: HTML and plain text brought to one form.

Plain text comes wrapped, quoted, as Markdown or with its links numbered at the end; a piece is what stood in one block.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from bot.parse.html import Block
from bot.parse.sources.linked_text import normalise
from bot.parse.sources.wrapping import BULLET, HEADING_MARK, unwrapped
from bot.parse.text import collapse

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_EMPHASISED = re.compile(r"(\*\*|__|\*)(?=\S)(.+)\1")


class Piece(NamedTuple):
    """text: white space collapsed, addresses in plain text left out if they are links.

    heading: "h1"…"h6" or "b" for one that is set as a heading, else "".
    links: (what one clicks on, address) in order.
    """

    text: str
    heading: str = ""
    links: tuple[tuple[str, str], ...] = ()


def pieces_of_blocks(blocks: Iterable[Block], subject_of: Callable[[str], str | None]) -> list[Piece]:
    """One piece for each block of an HTML body; a block about several subjects is cut where their links begin.

    subject_of: what an address is about, None for an address that is no subject.
    """
    return [piece for block in blocks for piece in _pieces_of(block, subject_of)]


def _pieces_of(block: Block, subject_of: Callable[[str], str | None]) -> Iterator[Piece]:
    heading = block.tag if block.tag in _HEADINGS else "b" if block.bold else ""
    if not block.links:
        yield Piece(" ".join(block.text.split()) if block.tag == "pre" else block.text, heading)
        return
    begins = [link.start for link in block.links]
    for start, end in pairwise(_cuts(block, subject_of)):
        links = block.links[bisect_left(begins, start) : bisect_left(begins, end)]
        whole = collapse(block.text[start:end])
        texts = (
            whole if (link.start, link.end) == (start, end) else collapse(block.text[link.start : link.end])
            for link in links
        )
        yield Piece(whole, heading, tuple(zip(texts, (link.url for link in links), strict=True)))


def _cuts(block: Block, subject_of: Callable[[str], str | None]) -> list[int]:
    if len(block.links) == 1:
        return [0, len(block.text)]
    starts = {subject_of(link.url): link.start for link in reversed(block.links)}
    starts.pop(None, None)
    return [0, *sorted(starts.values())[1:], len(block.text)]


_LinksIn = Callable[[str], Iterable[tuple[int, int]]]


def pieces_of_text(text: str, links_in: _LinksIn, stands_alone: Callable[[str], bool]) -> list[Piece]:
    """`links_in` says where the addresses are that count as links, with brackets behind them; others stay in the text.

    An address alone on its line is a link on the piece before it. `stands_alone` says of a line that it is no part
    of a longer one.
    """
    found: list[tuple[str, str, list[str]]] = []
    for unit in unwrapped(normalise(text), lambda line: any(links_in(line)), stands_alone):
        for words, heading, addresses in _cut_at_links(unit, links_in):
            if words:
                found.append((words, heading, addresses))
            elif found:
                found[-1][2].extend(addresses)
    return [_marked_piece(*one) for one in found]


def _cut_at_links(unit: str, links_in: _LinksIn) -> Iterator[tuple[str, str, list[str]]]:
    """Text, its heading, and the links after it; a unit may begin with links."""
    mark = HEADING_MARK.match(unit)
    bullet = mark or BULLET.match(unit)
    heading = f"h{len(mark[1])}" if mark else ""
    words, addresses = "", list[str]()
    start = bullet.end() if bullet else 0
    for begin, end in links_in(unit):
        if before := collapse(unit[start:begin].rstrip("<([ ")):
            if words or addresses:
                yield words, heading, addresses
            words, addresses = before, []
        addresses.append(unit[begin:end].strip("<>()[]"))
        start = end
    if words or addresses:
        yield words, heading, addresses
    if rest := collapse(unit[start:]):
        yield rest, heading, []


def _marked_piece(text: str, heading: str, addresses: Sequence[str]) -> Piece:
    """Emphasis around all of a piece is how plain text sets a heading."""
    if emphasised := _EMPHASISED.fullmatch(text):
        text, heading = emphasised[2], heading or "b"
    return Piece(text, heading, tuple((text, address) for address in addresses))
