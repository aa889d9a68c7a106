"""The words of many papers, each with how many papers bear it, in bounded memory."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from functools import cached_property

from bot.judge.tokens import tokens, without_possessives
from bot.models import Paper
from bot.scholarly.folding import fold
from bot.scholarly.tex import reading

MOST = 400_000
"""Words kept; beyond, those met once are forgotten."""


class Vocabulary:
    """Counts papers by word, folded."""

    def __init__(self) -> None:
        self.papers: Counter[str] = Counter()
        self.is_whole = True

    def add(self, paper: Paper) -> None:
        texts = filter(None, (paper.title, paper.abstract))
        self.papers.update({word for text in texts for word in tokens(fold(without_possessives(reading(text))))})
        if len(self.papers) > MOST:
            self.papers = Counter({word: papers for word, papers in self.papers.items() if papers > 1})
            self.is_whole = False

    def __contains__(self, word: str) -> bool:
        return word in self.papers

    def has_beginning(self, beginning: str) -> bool:
        """Whether some word begins so; to be asked once all papers are there."""
        at = bisect_left(self._sorted, beginning)
        return at < len(self._sorted) and self._sorted[at].startswith(beginning)

    @cached_property
    def _sorted(self) -> list[str]:
        return sorted(self.papers)
