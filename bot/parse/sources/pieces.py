"""A mail's body as a row of pieces, each with the links it carries: HTML and plain text brought to one form.

Plain text comes wrapped, quoted, as Markdown or with its links numbered at the end; a piece is what stood in one block.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from bot.parse.html import Block
from bot.parse.sources.linked_text import normalise
from bot.parse.text import collapse

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_HEADING_MARK = re.compile(r"\s*(#{1,6})\s+(?=\S)")
_BULLET = re.compile(r"\s*(?:[-*•·‣◦]|\d{1,3}[.)])\s+(?=\S)")

_WIDEST_WRAPPED = 160  # characters; a text with longer lines is not wrapped, each of its lines is a block
_WRAP_MARGIN = 8
_TITLE_LINES = 4


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
        yield Piece(" ".join(block.text.split()), heading)
        return
    for start, end in pairwise(_cuts(block, subject_of)):
        links = (link for link in block.links if start <= link.start < end)
        texts = tuple((collapse(block.text[link.start : link.end]), link.url) for link in links)
        yield Piece(collapse(block.text[start:end]), heading, texts)


def _cuts(block: Block, subject_of: Callable[[str], str | None]) -> list[int]:
    starts = {subject_of(link.url): link.start for link in reversed(block.links)}
    starts.pop(None, None)
    return [0, *sorted(starts.values())[1:], len(block.text)]


def pieces_of_text(text: str, link: re.Pattern[str], stands_alone: Callable[[str], bool]) -> list[Piece]:
    """`link` matches the addresses that count as links, with brackets around them; others stay in the text.

    An address alone on its line is a link on the piece before it. `stands_alone` says of a line that it is no part
    of a longer one.
    """
    pieces: list[Piece] = []
    paragraphs = _paragraphs(normalise(text))
    wrapping = _Wrapping(_width(line for paragraph in paragraphs for line in paragraph), link, stands_alone)
    for paragraph in paragraphs:
        for unit in wrapping.undone(paragraph, after_title=_could_be_title(pieces[-1:])):
            _add(pieces, unit, link)
    return pieces


def _paragraphs(text: str) -> list[list[str]]:
    paragraphs = (paragraph.split("\n") for paragraph in re.split(r"\n(?:[ \t]*\n)+", text))
    return [lines for paragraph in paragraphs if (lines := [line for line in paragraph if line.strip()])]


# ── where one block ends and the next begins ──────────────────────────────────────────────────────────


def _width(lines: Iterable[str]) -> int:
    """The width the text was wrapped to; 0 if it was not."""
    lengths = sorted(len(line) for line in lines if line.count(" ") >= 4)
    if not lengths or lengths[-1] > _WIDEST_WRAPPED:
        return 0
    return lengths[len(lengths) * 9 // 10]


@dataclass(frozen=True)
class _Wrapping:
    """How the lines of a text were broken: `width` 0 if they were not, then each line is a block."""

    width: int
    link: re.Pattern[str]
    stands_alone: Callable[[str], bool]

    def undone(self, lines: Sequence[str], *, after_title: bool) -> Iterator[str]:
        """The blocks of one paragraph, each on one line."""
        unit: list[str] = []
        for line, following in zip_longest(lines, lines[1:]):
            unit.append(line.strip())
            if following is None or self._is_end(unit, line, following, after_title=after_title):
                yield " ".join(unit)
                unit = []

    def _is_end(self, unit: Sequence[str], line: str, following: str, *, after_title: bool) -> bool:
        if not self.width or self.link.search(line) or _VOTES_AT_END.search(line):
            return True
        if len(unit) == 1 and self.stands_alone(unit[0]):
            return True
        if line.endswith(" ") or self.link.match(following.strip()) or _continues_bullet(unit[0], following):
            return False
        if _is_marked(following) and _is_marked(unit[0]):
            return True
        if not _broke_early(line, following, self.width):
            return False
        if _is_marked(following) or self.stands_alone(following.strip()) or _SENTENCE_END.search(line):
            return True
        return len(unit) <= _TITLE_LINES and not after_title


_VOTES_AT_END = re.compile(r"[▲△][\ufe0f\s]*[)）]\s*$")
_SENTENCE_END = re.compile(r"(?:[.!?。…]|https?:\S+)[\"”’')\]]*\s*$")


def _continues_bullet(first: str, following: str) -> bool:
    return bool(_BULLET.match(first)) and following[:1].isspace()


def _is_marked(line: str) -> bool:
    return bool(_BULLET.match(line) or _HEADING_MARK.match(line))


def _broke_early(line: str, following: str, width: int) -> bool:
    """Whether the next word would have fitted: then somebody meant the line to end."""
    words = following.split(maxsplit=1)
    return len(line.rstrip()) + 1 + len(words[0] if words else "") <= width - _WRAP_MARGIN


def _could_be_title(last: Sequence[Piece]) -> bool:
    return any(len(piece.text) < 300 and not _SENTENCE_END.search(piece.text) for piece in last)


# ── text and links of a block ─────────────────────────────────────────────────────────────────────────


def _add(pieces: list[Piece], unit: str, link: re.Pattern[str]) -> None:
    """Cut at its links: each is on the text before it."""
    mark = _HEADING_MARK.match(unit)
    heading = f"h{len(mark[1])}" if mark else ""
    start = mark.end() if mark else (bullet.end() if (bullet := _BULLET.match(unit)) else 0)
    for found in link.finditer(unit, start) if "http" in unit else ():
        text = collapse(unit[start : found.start()])
        if text:
            pieces.append(Piece(text, heading, ((text, found[0].strip("<>()[]")),)))
        elif pieces:
            last = pieces[-1]
            pieces[-1] = replace(last, links=(*last.links, (last.text, found[0].strip("<>()[]"))))
        start = found.end()
    if rest := collapse(unit[start:]):
        pieces.append(Piece(rest, heading))
