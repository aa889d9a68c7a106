"""What rules make of many papers: how many go where, the best of each section, what is kept out, what nearly got in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import floor

from bot.compose.selection import is_near_miss
from bot.judge.sections import OTHERWISE
from bot.models import Layout, Paper, Verdict
from bot.trying.shortlist import Shortlist

Judged = tuple[Paper, Verdict]

MOST_BARS = 15
_WIDTHS = (1, 2, 5)  # times a power of ten


@dataclass
class Outcome:
    """Counts papers as they are judged, and keeps the best few of each kind.

    shown: of each kind. excluded: by rule. scores: as they would have been, of excluded papers too.
    """

    layout: Layout
    shown: int
    papers: int = 0
    selected: int = 0
    below: int = 0
    excluded: Counter[str] = field(default_factory=Counter)
    scores: Counter[int] = field(default_factory=Counter)
    sections: dict[str, Shortlist[Judged]] = field(default_factory=dict)
    near_misses: Shortlist[Judged] = field(init=False)

    def __post_init__(self) -> None:
        self.near_misses = Shortlist(self.shown)
        for section in self.layout.sections:
            self.sections[section.title] = Shortlist(self.shown)

    def add(self, paper: Paper, verdict: Verdict) -> None:
        self.papers += 1
        self.scores[floor(verdict.score)] += 1
        if verdict.selected:
            self.selected += 1
            section = self.sections.setdefault(verdict.section or OTHERWISE, Shortlist(self.shown))
            section.show((verdict.pinned, verdict.score), (paper, verdict))
        elif verdict.excluded:
            self.excluded[verdict.stopped_by or ""] += 1
        else:
            self.below += 1
            if is_near_miss(verdict, self.layout.min_score):
                self.near_misses.show(verdict.score, (paper, verdict))


def short_by(verdict: Verdict, min_score: float) -> float:
    """How many points a paper lacks."""
    return round(min_score - verdict.score, 6)


@dataclass(frozen=True)
class Bar:
    """How many papers scored at least `low` (None: however little) and less than `high`."""

    low: int | None
    high: int
    papers: int


def histogram(scores: Mapping[int, int], most: int = MOST_BARS) -> list[Bar]:
    """Bars of one width from 0 up, without gaps, at most `most`; what is negative is one bar."""
    negative = sum(papers for score, papers in scores.items() if score < 0)
    bars = [Bar(None, 0, negative)] if negative else []
    highest = max(scores, default=-1)
    width = _width(highest + 1, most)
    for low in range(0, highest + 1, width):
        bars.append(Bar(low, low + width, _between(scores.items(), low, low + width)))
    return bars


def _between(scores: Iterable[tuple[int, int]], low: int, high: int) -> int:
    return sum(papers for score, papers in scores if low <= score < high)


def _width(span: int, most: int) -> int:
    power = 1
    while True:
        for width in _WIDTHS:
            if width * power * most >= span:
                return width * power
        power *= 10
