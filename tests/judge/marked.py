"""Texts whose expected hits stand between ⟦ and ⟧, so that a table of cases reads without counting."""

from __future__ import annotations

import re

from bot.judge.scanner import Scanner
from bot.judge.term_language import term_list
from bot.judge.terms import Scan, TermList
from bot.judge.tokens import Span


def unmarked(marked: str) -> tuple[str, list[Span]]:
    """The text without its marks, and the spans of what stood between them."""
    pieces = re.split("[⟦⟧]", marked)
    ends = [sum(map(len, pieces[: count + 1])) for count in range(len(pieces))]
    return "".join(pieces), list(zip(ends[0:-1:2], ends[1::2], strict=True))


def scan(text: str, terms: TermList, sets: dict[str, TermList] | None = None) -> Scan:
    """The text, searched for the terms and the sets."""
    return Scanner([terms, *(sets or {}).values()]).scan(text, sets or {})


def spans(text: str, *terms: str, **sets: list[str]) -> list[Span]:
    """Where the terms stand in the text."""
    wanted = term_list(terms)
    return wanted.first_spans(scan(text, wanted, {name: term_list(members) for name, members in sets.items()}))
