"""What it means for a phrase to stand in a text, written down plainly and slowly, to hold the automaton against."""

from __future__ import annotations

from collections.abc import Sequence

from bot.judge.terms import Near, Phrase, Regex, SetName, Term, Word
from bot.judge.tokens import Range


def is_plural(plural: str, singular: str) -> bool:
    letters = sum(character.isalpha() for character in singular)
    in_ies = singular[-1:] == "y" and plural == singular[:-1] + "ies"
    return letters >= 3 and (plural in (singular + "s", singular + "es") or in_ies)


def is_same_word(word: Word, token: str) -> bool:
    if word.how == "prefix":
        return token[: len(word.text)] == word.text
    return word.text == token or is_plural(word.text, token) or is_plural(token, word.text)


def places(phrase: Phrase, tokens: Sequence[str]) -> list[Range]:
    """Every place in `tokens` where the phrase stands."""
    length = len(phrase.words)
    return [
        (first, first + length)
        for first in range(len(tokens) - length + 1)
        if all(is_same_word(word, tokens[first + offset]) for offset, word in enumerate(phrase.words))
    ]


def stands_in(term: Term, tokens: Sequence[str]) -> bool:
    """Whether any alternative of a term stands in `tokens`, all of which are words."""
    return any(_alternative_stands_in(wanted, tokens) for wanted in term)


def _alternative_stands_in(wanted: Phrase | Near | SetName | Regex, tokens: Sequence[str]) -> bool:
    if isinstance(wanted, Phrase):
        return bool(places(wanted, tokens))
    assert isinstance(wanted, Near)
    first, second = (operand for operand in wanted.operands if isinstance(operand, Phrase))
    return any(
        gap(one, other) <= wanted.distances[0] for one in places(first, tokens) for other in places(second, tokens)
    )


def gap(one: Range, other: Range) -> int:
    """Words from the last of the earlier to the first of the later; 0 if they overlap."""
    earlier, later = sorted([one, other])
    return max(0, later[0] - (earlier[1] - 1))
