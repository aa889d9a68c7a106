"""Which regular expressions a text may match at all, found in one pass over it instead of one for each of them.

RE2 knows which letters most expressions cannot do without, and looks for all of these together (`re2.Filter`). The few
of which it can say nothing share automata (`re2.Set`). Both may name an expression too many, never one too few: only
what they name is looked for by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import re2

from bot.judge.terms import Regex
from bot.judge.tokens import Text

# An automaton that outgrows RE2's memory finds nothing, and does not say so. Hence groups far smaller than that, and in
# each, as number 0, a sentinel that is found as long as all is well.
MOST_IN_FILTER, LETTERS_IN_FILTER = 1_000, 20_000
MOST_IN_SET, LETTERS_IN_SET = 32, 2_000
SENTINEL = 0


class RegexFilter:
    """Many regular expressions. Building it takes time in proportion to their number, asking it hardly any."""

    def __init__(self, regexes: Iterable[Regex]):
        self._regexes = {regex.key: regex for regex in regexes}
        wanted = list(self._regexes.values())
        filters = [_filter_of(group) for group in _groups(wanted, MOST_IN_FILTER, LETTERS_IN_FILTER)]
        known = {key for one in filters for key in one.keys.values()}
        others = [regex for regex in wanted if regex.key not in known]
        self._passes = [*filters, *map(_set_of, _groups(others, MOST_IN_SET, LETTERS_IN_SET))]

    def matching(self, text: Text) -> frozenset[str]:
        """The keys of those that match `text`, be it nothing in it."""
        if not self._passes:
            return frozenset()
        encoded = text.searchable.encode()
        return frozenset(key for key in self.candidates(encoded) if self._regexes[key].compiled.search(encoded))

    def candidates(self, encoded: bytes) -> frozenset[str]:
        """The keys of those that may match a text: of many only few have to be looked for by themselves."""
        return frozenset(one.keys[number] for one in self._passes for number in one.find(encoded) if number in one.keys)


@dataclass(frozen=True)
class _Pass:
    """Expressions looked for together; `keys` by the numbers that `find` gives of those that may match."""

    find: Callable[[bytes], Iterable[int]]
    keys: dict[int, str]


def _groups(regexes: Sequence[Regex], most: int, letters: int) -> Iterator[list[Regex]]:
    """Up to `most` at once, with so many `letters` in all unless a single one has more."""
    group: list[Regex] = []
    for regex in regexes:
        if group and (len(group) == most or sum(len(one.source) for one in (*group, regex)) > letters):
            yield group
            group = []
        group.append(regex)
    if group:
        yield group


def _filter_of(group: Sequence[Regex]) -> _Pass:
    """Those of the group that some letters must be there for."""
    found = re2.Filter()
    found.Add("\0")
    for regex in group:
        found.Add(regex.source, options(ignores_case=regex.ignores_case))
    nothing = _Pass(lambda _: (), {})
    try:
        found.Compile()
    except re2.error:
        return nothing
    if SENTINEL not in (found.Match(b"\0", potential=True) or ()):
        return nothing
    in_any_text = found.Match(b"", potential=True) or ()
    keys = {number: regex.key for number, regex in enumerate(group, start=1) if number not in in_any_text}
    return _Pass(lambda text: found.Match(text, potential=True) or (), keys)


def _set_of(group: Sequence[Regex]) -> _Pass:
    """All of the group; where their automaton fails, any of them may match."""
    keys = {number: regex.key for number, regex in enumerate(group, start=1)}
    found = re2.Set.SearchSet(options())
    found.Add("")
    for regex in group:
        found.Add(f"(?i){regex.source}" if regex.ignores_case else regex.source)
    try:
        found.Compile()
    except re2.error:
        return _Pass(lambda _: keys, keys)

    def find(text: bytes) -> Iterable[int]:
        numbers = found.Match(text) or ()
        return numbers if SENTINEL in numbers else keys

    return _Pass(find, keys)


def options(*, ignores_case: bool = False) -> Any:
    """How RE2 is to read an expression, without a word on stderr."""
    chosen = re2.Options()
    chosen.log_errors = False
    chosen.case_sensitive = not ignores_case
    return chosen
