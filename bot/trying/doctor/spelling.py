"""Words of terms that no paper bears, though many bear one that is written nearly so."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from os.path import commonprefix

from rapidfuzz.distance import OSA

from bot.judge.plural import forms
from bot.judge.ruleset import Ruleset
from bot.judge.term_language import parse_term
from bot.judge.terms import Alternative, Near, Phrase, Word
from bot.trying.doctor.findings import Finding
from bot.trying.doctor.places import term_lists
from bot.trying.doctor.vocabulary import Vocabulary

SHORTEST = 5  # letters; among shorter words too many are neighbours
FREQUENT = 5  # papers
LONG = 9  # letters
MOST_MISTAKES = 2  # letters, in a long word
_NAMELIKE = re.compile(r"\w[A-Z]|\d")  # "AlphaFold", "GPT4": names may well be new


def misspelt_terms(ruleset: Ruleset, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The terms with such a word, and what was probably meant."""
    if not vocabulary.is_whole:
        return
    frequent = _Frequent(vocabulary)
    for listed in term_lists(ruleset):
        for position, term in enumerate(listed.terms):
            for word in _words(term):
                meant = None if _is_known(word, vocabulary) else frequent.nearest(word.text)
                if meant is not None:
                    papers = vocabulary.papers[meant]
                    what = f'"{word.text}" stands in no paper; did you mean "{meant}" ({papers} papers)?'
                    yield Finding((*listed.path, position), "misspelt", what, "Mend it, or leave it if it is right")


def _words(term: str) -> Iterator[Word]:
    namelike = {piece.casefold() for piece in re.findall(r"\w+", term) if _NAMELIKE.search(piece)}
    for wanted in parse_term(term):
        for word in _words_of(wanted):
            if len(word.text) >= SHORTEST and word.text.isalpha() and word.text not in namelike:
                yield word


def _words_of(wanted: Alternative) -> Iterator[Word]:
    match wanted:
        case Phrase(words):
            yield from words
        case Near(operands):
            for operand in operands:
                yield from _words_of(operand)


def _is_known(word: Word, vocabulary: Vocabulary) -> bool:
    if word.how == "prefix":
        return vocabulary.has_beginning(word.text)
    return any(form in vocabulary for form in (forms(word.text) if word.how == "plural" else {word.text}))


class _Frequent:
    """The frequent words, by first letter and length: few are compared with a word."""

    def __init__(self, vocabulary: Vocabulary):
        self._papers = vocabulary.papers
        self._alike: defaultdict[tuple[str, int], list[str]] = defaultdict(list)
        for word, papers in vocabulary.papers.items():
            if papers >= FREQUENT:
                self._alike[word[0], len(word)].append(word)

    def nearest(self, text: str) -> str | None:
        """What was probably meant, of equally near words the most frequent; None if none is near."""
        lengths = range(len(text) - MOST_MISTAKES, len(text) + MOST_MISTAKES + 1)
        candidates = [other for length in lengths for other in self._alike.get((text[0], length), ())]
        near = ((_distance(text, other), -self._papers[other], other) for other in candidates)
        best = min(((distance, *rest) for distance, *rest in near if distance is not None), default=None)
        return None if best is None else str(best[-1])


def _distance(text: str, other: str) -> int | None:
    """How many letters are wrong, missing, added or swapped; None if so many that it is another word.

    A word that only ends otherwise ("generate", "generated") is no mistake. In short words one letter in place of
    another makes another word ("gemma", "gamma").
    """
    most = 1 if len(text) < LONG else MOST_MISTAKES
    if abs(len(text) - len(other)) > most or other.startswith(text) or text.startswith(other):
        return None
    distance = OSA.distance(text, other, score_cutoff=most)
    if distance > most:
        return None
    is_swapped = sorted(text) == sorted(other)
    is_replaced = len(text) == len(other) and not is_swapped
    if (is_replaced and len(text) < 7) or (not is_swapped and _only_ends_otherwise(text, other)):
        return None
    return distance


def _only_ends_otherwise(text: str, other: str) -> bool:
    """As "adaptive" and "adaption" do."""
    return len(commonprefix([text, other])) >= min(len(text), len(other)) - 2  # noqa: RUF071
