"""The subject line: it carries the answer, how many papers and how good."""

from __future__ import annotations

import re
from datetime import date

from bot.compose.card.text import shortened, shown
from bot.compose.dates import count, number, short_date
from bot.compose.funnel import Nothing
from bot.compose.selection import Selection

LONGEST_TITLE = 40


def subject(selection: Selection, day: date, nothing: Nothing | None, part: int = 1, parts: int = 1) -> str:
    """3 must-read + 11 more · papers of Tue 6 May; with several parts it says which one this is."""
    if nothing is not None:
        return f"[nothing new] {nothing.short}"
    prefix = f"part {part}/{parts} · " if parts > 1 else ""
    return prefix + _headline(selection, short_date(day))


def _headline(selection: Selection, day: str) -> str:
    total = len(selection.listed) + len(selection.unlisted)
    if len(selection.sections) < 2 or not selection.filled:
        return f"{count(total, 'paper')} · {day}"
    first = selection.filled[0]
    best = f"{number(len(first.entries))} {_as_adjective(first.title)}"
    more = total - len(first.entries)
    return f"{best}{f' + {number(more)} more' if more else ''} · papers of {day}"


def _as_adjective(title: str) -> str:
    """ "Must read" as must-read, "LLM agents" as LLM-agents: only words that merely begin with a capital change."""
    words = re.split(r"[\s-]+", shortened(shown(title), LONGEST_TITLE))
    return "-".join(word.lower() if word[1:] == word[1:].lower() else word for word in words)
