"""What terms are made of, and where each stands in a text that has been scanned for its phrases."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any, Literal

from bot.judge.plural import forms
from bot.judge.tokens import Range, Span, Text, without_possessives

MOST_EMPTY_MATCHES = 1_000  # of a regular expression, until it is taken to find nothing


@dataclass(frozen=True)
class Word:
    """One token of a term, folded. It finds its plural and singular unless `how` says otherwise."""

    text: str
    how: Literal["plural", "prefix", "as is"] = "plural"

    def matches(self, token: str) -> bool:
        if self.how == "prefix":
            return token.startswith(self.text)
        return token == self.text or (self.how == "plural" and token in forms(self.text))


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other. `exact` is what the text must say letter by letter, where `=` asked for it."""

    words: tuple[Word, ...]
    exact: str | None = None

    @cached_property
    def key(self) -> str:
        """Names the phrase among all others: equal phrases have equal keys."""
        if self.exact is not None:
            return "=" + self.exact
        return " ".join(word.text + ("*" if word.how == "prefix" else "") for word in self.words)

    def begins_at(self, first: int, words: Sequence[str]) -> bool:
        """Whether the phrase stands in `words` from position `first` on."""
        end = first + len(self.words)
        if first < 0 or end > len(words):
            return False
        return all(word.matches(token) for word, token in zip(self.words, words[first:end], strict=True))

    def is_written_in(self, text: Text, found: Range) -> bool:
        """For an exact phrase, whether the text really says so there; any other has been found already."""
        if self.exact is None:
            return True
        written = as_written(text.as_read(found))
        return self.exact in (written, without_possessives(written).rstrip(" "))

    def ranges(self, scan: Scan) -> list[Range]:
        return scan.phrases.get(self.key, [])


def as_written(text: str) -> str:
    """What an exact phrase compares: composed characters and single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.split()))


@dataclass(frozen=True)
class SetName:
    """The name of a set of terms, found wherever one of them is."""

    name: str

    def ranges(self, scan: Scan) -> list[Range]:
        return scan.sets[self.name].ranges(scan)

    def is_in(self, scan: Scan) -> bool:
        return scan.sets[self.name].is_in(scan)

    def first_spans(self, scan: Scan) -> Iterable[Span]:
        return scan.sets[self.name].first_spans(scan)


@dataclass(frozen=True)
class Near:
    """Operands each of which stands at most so many words from the one before it in the term, in either order."""

    operands: tuple[Phrase | SetName, ...]
    distances: tuple[int, ...]

    def ranges(self, scan: Scan) -> list[Range]:
        """Stretches of text from the first operand found to the last."""
        stretches = {found: found for found in self.operands[0].ranges(scan)}
        for distance, operand in zip(self.distances, self.operands[1:], strict=True):
            stretches = _joined(stretches, operand.ranges(scan), distance, scan.text.positions)
        return sorted(set(stretches.values()))

    def is_in(self, scan: Scan) -> bool:
        return bool(self.ranges(scan))

    def first_spans(self, scan: Scan) -> Iterable[Span]:
        return [scan.text.span(stretch) for stretch in self.ranges(scan)[:1]]


def _joined(
    stretches: Mapping[Range, Range], ranges: Sequence[Range], distance: int, positions: Sequence[int]
) -> dict[Range, Range]:
    """For each of `ranges` that is within reach of a key of `stretches`: the stretch that covers both."""
    reach = _within_reach(stretches, distance, positions)
    joined = {}
    for first, end in ranges:
        covered = range(positions[first], positions[end - 1] + 1)
        nearby = next((reach[position] for position in covered if position in reach), None)
        if nearby:
            joined[first, end] = (min(first, nearby[0]), max(end, nearby[1]))
    return joined


def _within_reach(stretches: Mapping[Range, Range], distance: int, positions: Sequence[int]) -> dict[int, Range]:
    """Position → the first stretch it is near to. `stretches` ascend, so no position needs looking at twice."""
    reach: dict[int, Range] = {}
    reached = -distance
    for (first, end), stretch in stretches.items():
        last = positions[end - 1] + distance
        reach.update((position, stretch) for position in range(max(reached, positions[first] - distance), last + 1))
        reached = max(reached, last + 1)
    return reach


@dataclass(frozen=True)
class Regex:
    """A regular expression in RE2's syntax, looked for in the text as shown."""

    source: str
    ignores_case: bool = False
    compiled: Any = field(default=None, compare=False, repr=False)

    @cached_property
    def key(self) -> str:
        """Names it among all others; no phrase has a key that begins with a slash."""
        return f"/{self.source}/{'i' if self.ignores_case else ''}"

    def is_in(self, scan: Scan) -> bool:
        return any(True for _ in self.first_spans(scan))

    def first_spans(self, scan: Scan) -> Iterable[Span]:
        if self.key not in scan.regexes:
            return ()
        # One that may match nothing does so before every letter, and may look through the whole rest each time.
        matches = islice(self.compiled.finditer(scan.text.searchable), MOST_EMPTY_MATCHES)
        return islice((match.span() for match in matches if match.end() > match.start()), 1)


Alternative = Phrase | SetName | Near | Regex
Term = tuple[Alternative, ...]


@dataclass(frozen=True)
class TermList:
    """Terms any of which is looked for."""

    alternatives: Term

    @cached_property
    def _phrases(self) -> frozenset[str]:
        return frozenset(wanted.key for wanted in self.alternatives if isinstance(wanted, Phrase))

    @cached_property
    def others(self) -> tuple[SetName | Near | Regex, ...]:
        return tuple(wanted for wanted in self.alternatives if not isinstance(wanted, Phrase))

    def ranges(self, scan: Scan) -> list[Range]:
        """Every place where one of them stands; regular expressions know no words and have none."""
        found = {place for key in self._phrases & scan.phrases.keys() for place in scan.phrases[key]}
        return sorted(found.union(*(wanted.ranges(scan) for wanted in self.others if not isinstance(wanted, Regex))))

    def is_in(self, scan: Scan) -> bool:
        """Whether one of them stands there; far cheaper than where."""
        return not self._phrases.isdisjoint(scan.phrases) or any(wanted.is_in(scan) for wanted in self.others)

    def first_spans(self, scan: Scan) -> list[Span]:
        """Where each of the terms, and each alternative in them, stands first; in the order of the text."""
        found = {scan.text.span(scan.phrases[key][0]) for key in self._phrases & scan.phrases.keys()}
        return sorted(found.union(*(wanted.first_spans(scan) for wanted in self.others)))


@dataclass(frozen=True)
class Scan:
    """A text with all that one pass over it found: phrase key → where, in order; keys of regexes that match."""

    text: Text
    phrases: Mapping[str, list[Range]]
    regexes: frozenset[str]
    sets: Mapping[str, TermList]
