"""Comparisons with numbers and ages as a rules file writes them: ">= 40", "< 7 days"."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.judge.findings import Truth

_OPERATORS: dict[str, Callable[[float, float], bool]] = {
    ">=": operator.ge,
    "≥": operator.ge,
    "<=": operator.le,
    "≤": operator.le,
    ">": operator.gt,
    "<": operator.lt,
    "=": operator.eq,
    "==": operator.eq,
    "": operator.ge,  # "sources: 2" means that two agree, and a third does not hurt
}
_DAYS = {"hour": 1 / 24, "day": 1, "week": 7, "month": 30, "year": 365}
_COMPARISON = re.compile(rf"({'|'.join(_OPERATORS)})\s*(\d+(?:\.\d+)?)")
_SCORE = re.compile(rf"({'|'.join(_OPERATORS)})\s*(-?\d+(?:\.\d+)?)")
_AGE = re.compile(rf"(>=|<=|≥|≤|>|<)\s*(\d+(?:\.\d+)?)\s*({'|'.join(_DAYS)})s?", re.IGNORECASE)


@dataclass(frozen=True)
class Comparison:
    """A bound; for ages in days."""

    compare: Callable[[float, float], bool]
    bound: float

    def of(self, value: float) -> bool:
        return self.compare(value, self.bound)

    def of_range(self, lowest: float, highest: float) -> Truth:
        """Whether it holds of a value of which only is known between which two it lies (no equality)."""
        if self.of(lowest) == self.of(highest):
            return self.of(lowest)
        return None


@lru_cache
def parse_comparison(written: str) -> Comparison:
    """Of a count: ">= 40"; a bare number means at least so many. Raises ValueError with a sentence."""
    parts = _COMPARISON.fullmatch(written.strip())
    if parts is None:
        raise ValueError(f'"{written}" is no comparison; write one such as ">= 40" or "< 5"')
    return Comparison(_OPERATORS[parts[1]], float(parts[2]))


@lru_cache
def parse_age(written: str) -> Comparison:
    """Of an age: "< 7 days"; a month has 30, a year 365 of them. Raises ValueError with a sentence."""
    parts = _AGE.fullmatch(written.strip())
    if parts is None:
        raise ValueError(f'"{written}" is no age; write one such as "< 7 days" or ">= 2 weeks"')
    return Comparison(_OPERATORS[parts[1]], float(parts[2]) * _DAYS[parts[3].lower()])


@lru_cache
def parse_score(written: str) -> Comparison:
    """Of a score in an example: `14` means just that, ">= 10" what it says. Raises ValueError with a sentence."""
    parts = _SCORE.fullmatch(written.strip())
    if parts is None:
        raise ValueError(f'"{written}" is no score; write a number such as 14, or a comparison such as ">= 10"')
    return Comparison(_OPERATORS[parts[1] or "="], float(parts[2]))
