"""The lines of one body with the identifiers on them, and which lines of plain text were one before wrapping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.parse.html import Block
from bot.parse.sources.byline import authors_in
from bot.parse.sources.hits import Hit
from bot.parse.sources.labels import is_label, is_notice, is_type
from bot.parse.sources.title_lines import is_field
from bot.parse.sources.titles import is_prose

WRAPPED_FROM = 45  # characters a plain-text line has at least if it was wrapped
_LINES_OF_PROSE = 4  # by which running text is known


class BodyLines:
    """hits_at: by the number of the line; lines without hits are absent."""

    def __init__(self, lines: Sequence[Block], hits: Iterable[Hit]) -> None:
        self.lines = lines
        self.hits_at: dict[int, list[Hit]] = {}
        for hit in hits:
            self.hits_at.setdefault(hit.line, []).append(hit)

    def unwrapped(self, number: int, words: str) -> str:
        """In plain text, a title with the lines before it that it was wrapped from."""
        first = self.first_line(number)
        return " ".join([*(line.text for line in self.lines[first:number]), words]) if first < number else words

    def first_line(self, number: int) -> int:
        """Where in plain text a title begins whose last line this is."""
        if is_field(self.lines[number].text) or is_notice(self.lines[number].text):
            return number
        while number and not self.lines[number].tag and not self.lines[number].opens:
            before = self.lines[number - 1]
            was_wrapped = len(before.text) >= WRAPPED_FROM or before.text.count("(") > before.text.count(")")
            if not was_wrapped or number - 1 in self.hits_at or _is_no_title_part(before):
                break
            number -= 1
        return number

    def is_wrapped(self, number: int) -> bool:
        """Whether a line of plain text goes on with the one before it: a paragraph is as far as one line of HTML."""
        line = self.lines[number]
        return not (line.tag or line.opens) and number > 0 and len(self.lines[number - 1].text) >= WRAPPED_FROM

    def begins_prose(self, number: int) -> bool:
        """Whether a line of plain text goes on as running text."""
        end = number + 1
        while (
            end < min(number + _LINES_OF_PROSE, len(self.lines))
            and self.is_wrapped(end)
            and not authors_in(self.lines[end].text)
        ):
            end += 1
        return end - number > 1 and is_prose(" ".join(line.text for line in self.lines[number:end]))


def _is_no_title_part(line: Block) -> bool:
    return (
        bool(line.tag)
        or is_label(line.text)
        or is_type(line.text)
        or is_notice(line.text)
        or authors_in(line.text) > 1
        or is_prose(line.text)
    )
