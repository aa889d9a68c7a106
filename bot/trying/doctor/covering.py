"""Whether one term finds all that another finds: `flow` all of `flow matching`, `diffus*` all of `diffusion`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from bot.judge.plural import forms
from bot.judge.terms import Alternative, Near, Phrase, SetName, Word
from bot.trying.needles import Sets


class Cover:
    """Phrases, found by their first word: of thousands only few have to be compared with a term."""

    def __init__(self, phrases: Iterable[Phrase]):
        self._by_word: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._by_beginning: defaultdict[str, list[Phrase]] = defaultdict(list)
        self._all = set(phrases)
        for phrase in self._all:
            first = phrase.words[0]
            if phrase.exact is not None:
                continue
            if first.how == "prefix":
                self._by_beginning[first.text].append(phrase)
            else:
                for form in forms(first.text):
                    self._by_word[form].append(phrase)

    def of(self, wanted: Alternative) -> Phrase | None:
        """A phrase other than `wanted` itself that stands wherever `wanted` stands."""
        match wanted:
            case Phrase():
                return next((phrase for phrase in self._within(wanted) if phrase is not wanted), None)
            case Near(operands):
                return next((found for operand in operands if (found := self.of(operand))), None)
        return None

    def has(self, wanted: Alternative) -> bool:
        """Whether it is one of the phrases."""
        return isinstance(wanted, Phrase) and wanted in self._all

    def _within(self, phrase: Phrase) -> Iterator[Phrase]:
        words = phrase.words
        for start, word in enumerate(words):
            for candidate in self._beginning_like(word):
                there = words[start : start + len(candidate.words)]
                if len(there) == len(candidate.words) and all(map(_covers, candidate.words, there)):
                    yield candidate

    def _beginning_like(self, word: Word) -> Iterator[Phrase]:
        yield from self._by_word.get(word.text, ())
        for length in range(1, len(word.text) + 1):
            yield from self._by_beginning.get(word.text[:length], ())


def _covers(word: Word, other: Word) -> bool:
    """Whether `word` finds all that `other` finds; plurals that nobody writes ("flowses") aside."""
    if word.how == "prefix":
        found = forms(other.text) if other.how == "plural" else {other.text}
        return all(form.startswith(word.text) for form in found)
    return other.how != "prefix" and word.matches(other.text)


def phrases_of(alternatives: Iterable[Alternative], sets: Sets) -> Iterator[Phrase]:
    """The phrases among alternatives, those of sets among them."""
    for wanted in alternatives:
        match wanted:
            case Phrase():
                yield wanted
            case SetName(name):
                yield from phrases_of(sets[name].alternatives, sets)
