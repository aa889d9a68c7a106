"""The abstract or summary among the lines beside a title."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.parse.html import Block
from bot.parse.sources.byline import authors_in
from bot.parse.sources.labels import is_label, is_notice, is_type
from bot.parse.sources.title_lines import is_all_link
from bot.parse.sources.titles import is_prose
from bot.scholarly.tex import decode_accents

# arXiv's feeds since 2024 have "arXiv:2601.01234v1 Announce Type: new Abstract: …".
_ABSTRACT_LABEL = re.compile(
    r"(?:(?:arXiv:\S{4,30}\s+)?Announce Type:\s*[\w-]+\s+)?"
    r"(?:ABSTRACT|Abstract|SUMMARY|Summary|Short summary|Significance|TL;?DR)"
    r"\s*(?:[:.]\s*|[-–—]\s+|(?=\s[A-Z])|$)"
)
_LABEL_BEHIND = re.compile(r"[^|]{3,120}\s\|\s(?:Abstract|Summary):\s*")  # Development 2026 153: dev1 | Summary: …
# A field of a record, which is no part of an abstract: "Authors Full Name: …".
_FIELD = re.compile(
    r"(?!background|objective|aim|purpose|importance|introduction|context|question|method|motivation|result|rationale)"
    r"[A-Z][a-z]+(?: [A-Za-z]+){0,3}:\s",
    re.I,
)
_SHORTEST = 20  # characters of a labelled abstract
_FEWEST = 5  # words of a sentence
_LEAST_PROSE = 120  # characters that are running text wherever they stand
_MOSTLY = 0.5
_MANY = 3  # papers
# Words of the mail's own, about itself, its sender or its journal ("… is a free, AI-powered research tool").
_TO_READER = re.compile(
    r"https?:|\bdoi\b|\bis an? (?:free|weekly|daily|non-?profit|not-for-profit|service)\b|©"
    r"|\b(?:your?|click|visit|subscri\w+)\b"
    r"|\bregistered (?:office|charity|trademark|in england)\b|\bnon-?profit\b|\bnot-for-profit\b|\bpeer[- ]reviewed\b"
    r"|\bthis article belongs to\b|^\W*because you\b|\bplease\b|\blearn more\b|\bdiscount\b|\bdeadline\b",
    re.I,
)
_BUTTONS = re.compile(r"(?:\s*\[?(?:read more|expand|tweet this|show more|continue reading|more)\]?)+\W*$", re.I)
_LONGEST_BUTTONS = 200  # characters at the end of a text, of which a mail may have them without end
_ENDS = re.compile(r"[.!?…][\"”’')\]]?$|\.\.\.$")
_GOES_ON = re.compile(r"[a-z]|…|\.\.\.")  # a piece out of the middle


def abstract_in(lines: Sequence[Block]) -> tuple[str | None, bool]:
    """The abstract, and whether it is only a snippet: anything not called an abstract may be a teaser."""
    announced: re.Match[str] | None = None  # by the line above
    for number, line in enumerate(lines):
        label = _ABSTRACT_LABEL.match(line.text) or ("|" in line.text and _LABEL_BEHIND.match(line.text)) or None
        called = label or announced
        if not called and _is_no_text(line):
            continue
        text = _without_buttons(_paragraph(lines, number)[label.end() if label else 0 :].strip())
        if (called and _is_running(text)) or _is_summary(text):
            is_teaser = not called or _is_short(called) or text.endswith(("…", "..."))
            return decode_accents(text), is_teaser
        announced = label if label and not text and not line.links else None
    return None, False


def own_words(summaries: Sequence[str | None]) -> list[bool]:
    """Which of the summaries of a mail's papers, in reading order, are rather words of the mail.

    What only the last of many has is the foot of the mail, and a sentence that all have is a notice. A short one by
    itself may be anything.
    """
    is_many = len(summaries) >= _MANY
    given = [one for one in summaries if one]
    is_short = [one is not None and len(one) < _LEAST_PROSE for one in summaries]
    if is_many and all(is_short) and len(set(given)) == 1:
        return is_short
    if len(given) != 1:
        return [False] * len(summaries)
    is_foot = is_many and summaries[-1] is not None
    return [bool(one) and (is_foot or short) for one, short in zip(summaries, is_short, strict=True)]


def _without_buttons(text: str) -> str:
    found = _BUTTONS.search(text, max(0, len(text) - _LONGEST_BUTTONS))
    return text[: found.start()] if found else text


def _is_running(text: str) -> bool:
    """Whether what is called an abstract is text, and no address of a page or of the publisher."""
    is_ended = _ENDS.search(text) is not None or len(text) >= _LEAST_PROSE
    return len(text) >= _SHORTEST and is_ended and not text.startswith("http")


def _is_short(label: re.Match[str]) -> bool:
    """Whether a label announces less than the abstract: "TLDR", "Short summary"."""
    return label[0].lower().startswith(("short", "significance", "tl"))


def _is_no_text(line: Block) -> bool:
    """Whether a line cannot begin a summary: a kind, date, button, or words one clicks on."""
    return (
        is_type(line.text)
        or is_label(line.text)
        or is_notice(line.text)
        or is_all_link(line)
        or bool(_FIELD.match(line.text))
    )


def _is_summary(text: str) -> bool:
    """Whether a paragraph that nothing announces is a summary: sentences in small letters that do not speak to us."""
    is_text = is_prose(text) if len(text) >= _LEAST_PROSE else _is_short_sentence(text)
    return is_text and not is_notice(text) and not _TO_READER.search(text)


def _is_short_sentence(text: str) -> bool:
    words = text.split()
    small = sum(word[:1].islower() for word in words)
    is_sentence = len(words) >= _FEWEST and small >= _MOSTLY * len(words) and _ENDS.search(text) is not None
    return is_sentence and not _GOES_ON.match(text) and not authors_in(text)


def _paragraph(lines: Sequence[Block], start: int) -> str:
    """The line, in plain text with the lines it was wrapped into."""
    end = start + 1
    while end < len(lines) and not (lines[end].tag or lines[end].opens or is_label(lines[end].text)):
        end += 1
    return lines[start].text if end == start + 1 else " ".join(line.text for line in lines[start:end])
