"""Lines of a mail's plain text put together again to the blocks they were before a mail program wrapped them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

HEADING_MARK = re.compile(r"\s*(#{1,6})\s+(?=\S)")
BULLET = re.compile(r"\s*(?:[-*•·‣◦]|\d{1,3}[.)])\s+(?=\S)")

_SENTENCE_END = re.compile(r"(?:[.!?。…]|https?:\S+)[\"”’')\]]*\s*$")
_VOTES_AT_END = re.compile(r"[▲△][\ufe0f\s]*[)）]\s*$")

_WIDEST = 160  # characters; a text with longer lines is not wrapped, each of its lines is a block
_TITLE_LINES = 4
_LONGEST_TITLE = 300  # characters
_RARELY = 0.2
_MARGIN = 8  # characters by which lines may be shorter than the width where it is uncertain


def unwrapped(text: str, is_whole: Callable[[str], bool], stands_alone: Callable[[str], bool]) -> Iterator[str]:
    """The blocks in order, each on one line.

    is_whole: of a line, that it ends its block. stands_alone: of a line, that it is a block of its own.
    """
    paragraphs = _paragraphs(text)
    wrapping = _Wrapping(_width(paragraphs), is_whole, stands_alone)
    before = ""
    for paragraph in paragraphs:
        blocks = list(wrapping.undone(paragraph, before))
        yield from blocks
        before = blocks[-1]


def _paragraphs(text: str) -> list[list[str]]:
    paragraphs = (paragraph.split("\n") for paragraph in re.split(r"\n(?:[ \t]*\n)+", text))
    return [lines for paragraph in paragraphs if (lines := [line for line in paragraph if line.strip()])]


def _width(paragraphs: Sequence[Sequence[str]]) -> int:
    """The width the text was wrapped to; 0 if it was not.

    The longest line tells it, unless by that many lines would have ended early: then some line is longer than others.
    """
    lengths = sorted(len(line) for lines in paragraphs for line in lines if line.count(" ") >= 4)
    if not lengths or lengths[-1] > _WIDEST:
        return 0
    breaks = [pair for lines in paragraphs for pair in pairwise(lines)]
    early = sum(_broke_early(line, following, lengths[-1]) for line, following in breaks)
    return lengths[-1] if early <= _RARELY * len(breaks) else lengths[len(lengths) * 9 // 10] - _MARGIN


def _broke_early(line: str, following: str, width: int) -> bool:
    """Whether the next word would have fitted: then somebody meant the line to end."""
    words = following.split(maxsplit=1)
    return len(line.rstrip()) + 1 + len(words[0] if words else "") <= width


@dataclass(frozen=True)
class _Wrapping:
    """How the lines of a text were broken: `width` 0 if they were not."""

    width: int
    is_whole: Callable[[str], bool]
    stands_alone: Callable[[str], bool]

    def undone(self, lines: Sequence[str], before: str) -> Iterator[str]:
        """The blocks of one paragraph; `before` is the block before it."""
        unit: list[str] = []
        for line, following in zip_longest(lines, lines[1:]):
            unit.append(line.strip())
            if following is None or self._is_end(unit, line, following, before):
                before = " ".join(unit)
                yield before
                unit = []

    def _is_end(self, unit: Sequence[str], line: str, following: str, before: str) -> bool:
        if not self.width or self.is_whole(line) or _VOTES_AT_END.search(line):
            return True
        if len(unit) == 1 and self.stands_alone(unit[0]):
            return True
        if line.endswith(" ") or _continues_bullet(unit[0], following) or self._is_only_a_link(following):
            return False
        if _is_marked(following) and _is_marked(unit[0]):
            return True
        if _broke_early(line, following, self.width) and self._may_end(unit, line, following, before):
            return True
        return self._turns(unit, line, following, before)

    def _is_only_a_link(self, line: str) -> bool:
        return " " not in line.strip() and self.is_whole(line)

    def _may_end(self, unit: Sequence[str], line: str, following: str, before: str) -> bool:
        """Of a line that broke early: whether it is the end of a sentence or of a title, which has few lines."""
        if _is_marked(following) or self.stands_alone(following.strip()) or _SENTENCE_END.search(line):
            return True
        return len(unit) <= _TITLE_LINES and not self._is_title(before)

    def _turns(self, unit: Sequence[str], line: str, following: str, before: str) -> bool:
        """Of any line: whether a title ends and prose begins, or the other way round, seen by their capitals."""
        if len(unit) > _TITLE_LINES:
            return _SENTENCE_END.search(line) is not None and is_capitalised(following)
        in_title = not self._is_title(before) and is_capitalised(" ".join(unit))
        return in_title and following[:1].isupper() and _is_lower_case(following)

    def _is_title(self, block: str) -> bool:
        return 0 < len(block) < _LONGEST_TITLE and not _SENTENCE_END.search(block) and not self.stands_alone(block)


def is_capitalised(text: str) -> bool:
    """Whether a line is set as titles are: most of its longer words with a capital."""
    longer, capitals = _capitals(text)
    return longer > 1 and capitals > 0.7 * longer


def _is_lower_case(line: str) -> bool:
    longer, capitals = _capitals(line)
    return longer > 3 and capitals < 0.5 * longer


def _capitals(text: str) -> tuple[int, int]:
    """How many words have more than three characters, and how many of these a capital."""
    words = [word for word in text.split() if len(word) > 3 and word[0].isalpha()]
    return len(words), sum(word[0].isupper() for word in words)


def _continues_bullet(first: str, following: str) -> bool:
    return bool(BULLET.match(first)) and following[:1].isspace()


def _is_marked(line: str) -> bool:
    return bool(BULLET.match(line) or HEADING_MARK.match(line))
