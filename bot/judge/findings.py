"""What a condition finds in a paper: true, false or unknown, and the hits that make it true.

Three values after Kleene: unknown is what a mail left open, and stays open unless the rest decides.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.judge.terms import Scan, TermList
from bot.judge.tokens import Span

Truth = bool | None  # None: unknown


@dataclass(frozen=True)
class Hit:
    """Something in the paper that met a condition; `term` is as the paper has it, `span` is for text only."""

    field: str
    term: str
    span: Span | None = None

    @property
    def told(self) -> tuple[Hit, ...]:
        return (self,)


@dataclass(frozen=True, eq=False)
class TermHits:
    """Terms that stand in a text; where, and in which words, is only looked up if it is to be told."""

    field: str
    terms: TermList
    scan: Scan

    @property
    def told(self) -> tuple[Hit, ...]:
        source, spans = self.scan.text.source, self.terms.first_spans(self.scan)
        return tuple(Hit(self.field, source[start:end], (start, end)) for start, end in spans)


Hits = tuple[Hit | TermHits, ...]


@dataclass(frozen=True)
class Finding:
    """Hits are kept of what is true only: they are the reasons."""

    truth: Truth
    hits: Hits = ()


NO = Finding(False)
UNKNOWN = Finding(None)


def found(hits: Sequence[Hit | TermHits], *, is_complete: bool = True) -> Finding:
    """True with the hits there are; without any false, or unknown if the mail may have left some out."""
    if hits:
        return Finding(True, tuple(hits))
    return NO if is_complete else UNKNOWN


def any_of(findings: Sequence[Finding]) -> Finding:
    return at_least(1, findings)


def all_of(findings: Sequence[Finding]) -> Finding:
    return at_least(len(findings), findings)


def none_of(findings: Sequence[Finding]) -> Finding:
    """True if all are false; that something was not found leaves no hit."""
    truth = any_of(findings).truth
    return Finding(None if truth is None else not truth)


def at_least(number: int, findings: Sequence[Finding]) -> Finding:
    """Whether so many of them are true, with the hits of those."""
    true = [finding for finding in findings if finding.truth]
    open_ = sum(finding.truth is None for finding in findings)
    if len(true) >= number:
        return Finding(True, tuple(hit for finding in true for hit in finding.hits))
    return UNKNOWN if len(true) + open_ >= number else NO
