"""All that the terms of all rules find in a text: one pass over its words, and one over its letters for regexes.

Judges of several digests share one scanner, and it remembers what it found last: digests ask of the same papers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from bot.judge.matcher import Matcher
from bot.judge.regexes import RegexFilter
from bot.judge.terms import Alternative, Near, Phrase, Regex, Scan, TermList
from bot.judge.tokens import Range, Text

REMEMBERED = 8_192  # texts: titles and abstracts of the papers of a busy week, some 10 MB
RECENT = 4  # texts kept with all that was worked out of them, for judges that are asked of one paper in turn


Found = tuple[Mapping[str, list[Range]], frozenset[str]]  # phrases and regular expressions, as a `Scan` has them


class Scanner:
    """Looks for terms, those in sets among them. remembers: whether the same text will be asked about again."""

    def __init__(self, terms: Iterable[TermList], *, remembers: bool = False):
        wanted = [alternative for each in terms for alternative in each.alternatives]
        self._matcher = Matcher(phrase for alternative in wanted for phrase in _phrases_in(alternative))
        self._filter = RegexFilter(alternative for alternative in wanted if isinstance(alternative, Regex))
        self._text = lru_cache(RECENT)(Text) if remembers else Text
        self._known = lru_cache(REMEMBERED)(lambda source: self._look(self._text(source))) if remembers else None

    def scan(self, source: str, sets: Mapping[str, TermList]) -> Scan:
        """What stands in a text, for rules that name these `sets`."""
        text = self._text(source)
        phrases, regexes = self._known(source) if self._known else self._look(text)
        return Scan(text, phrases, regexes, sets)

    def _look(self, text: Text) -> Found:
        return self._matcher.scan(text), self._filter.matching(text)


def _phrases_in(wanted: Alternative) -> Iterator[Phrase]:
    """The phrases that have to be looked for to know whether `wanted` is there; those of sets stand in the sets."""
    match wanted:
        case Phrase():
            yield wanted
        case Near(operands):
            for operand in operands:
                yield from _phrases_in(operand)
