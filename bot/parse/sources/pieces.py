"""A mail's body as a row of pieces, each with the links it carries: HTML and plain text brought to one form.

Plain text comes wrapped, quoted, as Markdown or with its links numbered at the end; a piece is what stood in one block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from bot.parse.html import Block
from bot.parse.sources.linked_text import normalise
from bot.parse.sources.wrapping import BULLET, HEADING_MARK, unwrapped
from bot.parse.text import collapse

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_EMPHASISED = re.compile(r"(\*\*|__|\*)(?=\S)(.+)\1")


@dataclass(frozen=True)
class Piece:
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
    for start, end in pairwise(_cuts(block, subject_of)):
        links = (link for link in block.links if start <= link.start < end)
        texts = tuple((collapse(block.text[link.start : link.end]), link.url) for link in links)
        yield Piece(collapse(block.text[start:end]), heading, texts)


def _cuts(block: Block, subject_of: Callable[[str], str | None]) -> list[int]:
    if len(block.links) == 1:
        return [0, len(block.text)]
    starts = {subject_of(link.url): link.start for link in reversed(block.links)}
    starts.pop(None, None)
    return [0, *sorted(starts.values())[1:], len(block.text)]


def pieces_of_text(text: str, link: re.Pattern[str], stands_alone: Callable[[str], bool]) -> list[Piece]:
    """`link` matches the addresses that count as links, with brackets behind them; others stay in the text.

    An address alone on its line is a link on the piece before it. `stands_alone` says of a line that it is no part
    of a longer one.
    """
    pieces: list[Piece] = []
    for unit in unwrapped(normalise(text), lambda line: link.search(line) is not None, stands_alone):
        _add(pieces, unit, link)
    return pieces


def _add(pieces: list[Piece], unit: str, link: re.Pattern[str]) -> None:
    """Cut at its links: each is on the text before it."""
    mark = HEADING_MARK.match(unit)
    bullet = mark or BULLET.match(unit)
    heading = f"h{len(mark[1])}" if mark else ""
    start = bullet.end() if bullet else 0
    for found in link.finditer(unit, start) if "http" in unit else ():
        text, address = collapse(unit[start : found.start()].rstrip("<([ ")), found[0].strip("<>()[]")
        if text:
            pieces.append(_marked_piece(text, heading, address))
        elif pieces:
            last = pieces[-1]
            pieces[-1] = replace(last, links=(*last.links, (last.text, address)))
        start = found.end()
    if rest := collapse(unit[start:]):
        pieces.append(_marked_piece(rest, heading))


def _marked_piece(text: str, heading: str, address: str | None = None) -> Piece:
    """Emphasis around all of a piece is how plain text sets a heading."""
    if emphasised := _EMPHASISED.fullmatch(text):
        text, heading = emphasised[2], heading or "b"
    return Piece(text, heading, ((text, address),) if address else ())
