"""The abstract or summary among the lines beside a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.parse.html import Block
from bot.parse.sources.labels import is_notice
from bot.parse.sources.titles import is_prose
from bot.scholarly.tex import decode_accents

# arXiv's feeds since 2024 have "arXiv:2601.01234v1 Announce Type: new Abstract: …".
_ABSTRACT_LABEL = re.compile(
    r"(?:(?:arXiv:\S{4,30}\s+)?Announce Type:\s*[\w-]+\s+)?(?:ABSTRACT|Abstract|SUMMARY|Summary)"
    r"\s*(?:[:.]\s*|[-–—]\s+|(?=\s[A-Z])|$)"
)


_SHORTEST_ABSTRACT = 120  # characters
# Words of the mail's own, about itself or its sender ("… is a free, AI-powered research tool").
_TO_READER = re.compile(
    r"https?:|\bis an? (?:free|weekly|daily|non-?profit|service)\b|©|\b(?:your?|click|visit|subscri\w+)\b", re.I
)


def abstract_in(lines: Sequence[Block]) -> tuple[str | None, bool]:
    """The abstract, and whether it is only a snippet: anything not called an abstract may be a teaser."""
    announced = False
    for number, line in enumerate(lines):
        label = _ABSTRACT_LABEL.match(line.text)
        called = announced or label is not None
        text = _paragraph(lines, number)[label.end() if label else 0 :].strip()
        is_running = len(text) >= _SHORTEST_ABSTRACT and is_prose(text) and not is_notice(text)
        if is_running and (called or not _TO_READER.search(text)):
            return decode_accents(text), not called or text.endswith(("…", "..."))
        announced = label is not None and not text
    return None, False


def _paragraph(lines: Sequence[Block], start: int) -> str:
    """The line, in plain text with the lines it was wrapped into."""
    end = start + 1
    while end < len(lines) and not lines[end].tag and not lines[end].opens:
        end += 1
    return lines[start].text if end == start + 1 else " ".join(line.text for line in lines[start:end])
