"""One Aho-Corasick automaton for all the phrases of all rules: a text is scanned once, whatever their number.

It runs over stems, so plurals need no patterns of their own; what it finds is checked word by word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import ahocorasick

from bot.judge.plural import STEMS, spaced_stem
from bot.judge.terms import Phrase, Word
from bot.judge.tokens import Range, Text


class Matcher:
    """Finds phrases in texts. Building it takes time and memory in proportion to their number, scanning does not."""

    def __init__(self, phrases: Iterable[Phrase]):
        self._automaton = _automaton({phrase.key: phrase for phrase in phrases}.values())

    def scan(self, text: Text) -> dict[str, list[Range]]:
        """Every phrase that stands in `text`, by key, with all the places where it does, in order."""
        found: dict[str, set[Range]] = defaultdict(set)
        for phrase, first in self._candidates(text.words):
            place = (first, first + len(phrase.words))
            if phrase.begins_at(first, text.words) and phrase.is_written_in(text, place):
                found[phrase.key].add(place)
        return {key: sorted(places) for key, places in found.items()}

    def _candidates(self, words: list[str]) -> Iterator[tuple[Phrase, int]]:
        """Phrases that may stand in `words`, and at which word they would begin."""
        if self._automaton is None:
            return
        stems = "".join(map(STEMS.__getitem__, words)) + " "
        spaces = counted = 0
        for last, (spaces_within, entries) in self._automaton.iter(stems):
            spaces += stems.count(" ", counted, last + 1)  # each stem has one space, before it
            counted = last + 1
            for phrase, before in entries:
                yield phrase, spaces - spaces_within - before


def _automaton(phrases: Iterable[Phrase]) -> Any:
    """Patterns → (spaces in it, [(phrase, how many of its words come before the pattern)]); None if empty."""
    entries: dict[str, list[tuple[Phrase, int]]] = defaultdict(list)
    for phrase in phrases:
        for pattern, before in _patterns(phrase):
            entries[pattern].append((phrase, before))
    if not entries:
        return None
    automaton = ahocorasick.Automaton()
    for pattern, phrases_there in entries.items():
        automaton.add_word(pattern, (pattern.count(" "), phrases_there))
    automaton.make_automaton()
    return automaton


def _patterns(phrase: Phrase) -> list[tuple[str, int]]:
    """One of which is in the stems wherever the phrase is, and how many of its words come before it.

    A prefix ends a pattern: what follows it in the text may be anything. So the longest run of words is taken.
    """
    before, run = max(_runs(phrase.words), key=lambda found: sum(len(word.text) for word in found[1]))
    *whole, last = run
    start = "".join(spaced_stem(word.text) for word in whole)
    if last.how != "prefix":
        return [(start + spaced_stem(last.text) + " ", before)]
    # The stem of "studios" begins with all of "stud*"; of "bases", for "base*", only the stem of the prefix is left.
    return [(f"{start} {last.text}", before), (start + spaced_stem(last.text + "ss") + " ", before)]


def _runs(words: tuple[Word, ...]) -> Iterator[tuple[int, tuple[Word, ...]]]:
    """The words cut behind each prefix, and how many come before each cut."""
    begin = 0
    for end, word in enumerate(words, start=1):
        if word.how == "prefix" or end == len(words):
            yield begin, words[begin:end]
            begin = end
