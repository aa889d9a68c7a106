"""What must stand in a text for a term to be there: told from the text as it is, without cutting it into words.

Far cheaper than scanning, and never wrong when it says no; a yes is to be looked into.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from os.path import commonprefix
from typing import Any

import re2

from bot.judge.plural import forms
from bot.judge.terms import Alternative, Near, Phrase, Regex, SetName, TermList, Word
from bot.judge.tokens import Text
from bot.models import Paper
from bot.scholarly.folding import fold
from bot.scholarly.tex import reading

Sets = Mapping[str, TermList]
Needle = tuple[str, ...] | Regex
"""Patterns of folded text that all stand in one text, or a regular expression."""

MOST = 2_000
"""Needles looked for at once; with more of them nearly every text has one."""


@dataclass(frozen=True)
class Texts:
    """Title and abstract of a paper, ready to be searched."""

    paper: Paper

    @property
    def shown(self) -> Iterator[str]:
        yield from filter(None, (self.paper.title, self.paper.abstract))

    @cached_property
    def folded(self) -> bytes:
        """Both as one: what stands in one of them stands here."""
        return _folded("\n".join(map(reading, self.shown)))  # read one by one: TeX ends with its text

    @cached_property
    def searchable(self) -> list[str]:
        return [Text(text).searchable for text in self.shown]


class Needles:
    """Needles of which at least one must be in a paper's title or abstract."""

    def __init__(self, needles: Iterable[Needle]):
        given = set(needles)
        self._finds_any = len(given) > MOST
        self._regexes = [needle.compiled for needle in given if isinstance(needle, Regex)]
        patterns = [needle for needle in given if not isinstance(needle, Regex)]
        single = [needle[0] for needle in patterns if len(needle) == 1]
        self._single = _compiled("|".join(sorted(single))) if single and not self._finds_any else None
        self._several = [tuple(map(_compiled, needle)) for needle in patterns if len(needle) > 1]

    def may_be_in(self, texts: Texts) -> bool:
        """False only if none of them is."""
        return self._finds_any or self._is_in_folded(texts) or self._is_in_shown(texts)

    def _is_in_folded(self, texts: Texts) -> bool:
        text = texts.folded
        if self._single is not None and self._single.search(text):
            return True
        return any(all(part.search(text) for part in each) for each in self._several)

    def _is_in_shown(self, texts: Texts) -> bool:
        return any(regex.search(text) for regex in self._regexes for text in texts.searchable)


def needles_of(wanted: Alternative, sets: Sets) -> Iterator[Needle]:
    """One of these must be in every text that `wanted` is in."""
    match wanted:
        case Phrase(words):
            yield (_pattern(words),)
        case SetName(name):
            for member in sets[name].alternatives:
                yield from needles_of(member, sets)
        case Near(operands):
            yield tuple(_any_pattern(needles_of(operand, sets)) for operand in operands)
        case Regex():
            yield wanted


def _any_pattern(needles: Iterable[Needle]) -> str:
    """Of an operand of `near`, which no regular expression can be."""
    return "|".join(needle[0] for needle in needles if not isinstance(needle, Regex))


def _pattern(words: tuple[Word, ...]) -> str:
    """Of adjacent words; only spaces, if anything, part one from the next."""
    begin = beginning(words[0])
    # RE2 knows the ends of ASCII words only.
    at_a_word = r"\b" if begin[0].isascii() and begin[0].isalnum() else ""
    return at_a_word + "[^ ]* *".join(str(re2.escape(beginning(word))) for word in words)


def beginning(word: Word) -> str:
    """What every form of a word begins with, folded."""
    return commonprefix(list(forms(word.text))) if word.how == "plural" else word.text  # noqa: RUF071


def _compiled(pattern: str) -> Any:
    options = re2.Options()
    options.max_mem = 1 << 26
    options.log_errors = False
    return re2.compile(pattern.encode(), options)


def _folded(text: str) -> bytes:
    """Folded as the judge does it, but for runs of spaces."""
    if text.isascii() and not any(map(text.__contains__, _AS_USUAL)):
        return text.encode().translate(_ASCII, _DROPPED)
    return fold(text).encode("utf-8", "replace")


# Between two letters no space is lost; an apostrophe or a roof would be, elsewhere not: texts that bear one are folded
# as usual.
_AS_USUAL = "'`^"  # one after the other: a regular expression would take ten times as long
_FOLDED = [fold(f"a{chr(code)}a")[1:-1] for code in range(128)]
_DROPPED = bytes(code for code, folded in enumerate(_FOLDED) if not folded)
_ASCII = bytes(ord(folded) if folded else 0 for folded in _FOLDED) + bytes(range(128, 256))
