"""Who a card names: the first three and the last author, and always those that a rule watches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.compose.card.text import marked, shortened
from bot.models import Paper, Verdict

FIRST = 3
MOST_WATCHED = 6
LONGEST_NAME = 80


@dataclass(frozen=True)
class Author:
    """A name as the mail writes it; `after_gap`: names between the one before and this are left out."""

    name: str
    watched: bool = False
    after_gap: bool = False


@dataclass(frozen=True)
class Byline:
    """The authors a card names, in order.

    total: how many the paper has, as far as the mails say. et_al: the list goes on beyond the last one named.
    """

    authors: tuple[Author, ...] = ()
    total: int = 0
    et_al: bool = False

    def __str__(self) -> str:
        text = ""
        for author in self.authors:
            text += (" … " if author.after_gap else ", " if text else "") + author.name
        return text + (" et al." if self.et_al else "")


def byline(paper: Paper, verdict: Verdict) -> Byline:
    """The names to show for a paper; empty when no mail named any."""
    names = paper.authors or ()
    watched = {reason.term.casefold() for reason in verdict.reasons if reason.field == "author"}
    named = [index for index, name in enumerate(names) if name.casefold() in watched][:MOST_WATCHED]
    authors = _at(names, sorted({*_outline(len(names)), *named}), frozenset(named))
    return Byline(authors, total=len(names), et_al="authors" in paper.truncated and bool(names))


def short_byline(paper: Paper) -> str:
    """A name and "et al.", two names joined by "&", or nothing when no mail named any."""
    names = [_name(name) for name in (paper.authors or ())[:3]]
    goes_on = len(names) > 2 or "authors" in paper.truncated
    return f"{names[0]} et al." if names and goes_on else " & ".join(names)


def _outline(count: int) -> Iterable[int]:
    """Positions of the first three and the last; a fourth of five is named rather than replaced by a gap."""
    return range(count) if count <= FIRST + 2 else (*range(FIRST), count - 1)


def _at(names: Sequence[str], positions: Sequence[int], watched: frozenset[int]) -> tuple[Author, ...]:
    gaps = [False, *(after - before > 1 for before, after in pairwise(positions))]
    return tuple(
        Author(_name(names[index]), watched=index in watched, after_gap=gap)
        for index, gap in zip(positions, gaps, strict=bool(positions))
    )


def _name(name: str) -> str:
    return shortened(marked(name).text, LONGEST_NAME)
