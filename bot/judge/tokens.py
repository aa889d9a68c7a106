"""Cuts a text into the words and signs that terms are matched by, and knows where each stands in the text as shown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from bot.scholarly.folding import fold, fold_with_map
from bot.scholarly.tex import plain_with_map

Span = tuple[int, int]  # code points, end exclusive
Range = tuple[int, int]  # tokens, end exclusive

# Scripts written without spaces: every character is a word of its own.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
# Signs that belong to the letter before them (Indic vowels, Arabic and Hebrew points), which `\w` leaves out.
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u0900-\u0963\u0966-\u0dff"
)
# "C++", "C#" and "3.5" are one word each; "CD4+" is the word "CD4" and a sign.
_ASCII_TOKEN = re.compile(r"[a-z0-9]+(?:(?<=[0-9])[.,](?=[0-9])[a-z0-9]+)*(?:\+\++|#(?![a-z0-9]))?|[^a-z0-9 ]")
_ANY_TOKEN = re.compile(
    rf"[{_UNSPACED}]"
    rf"|(?:(?![{_UNSPACED}])[^\W_]|[{_MARKS}])+(?:(?<=[0-9])[.,](?=[0-9])[^\W_]+)*(?:\+\++|#(?![^\W_]))?"
    r"|[^ ]"
)
_VOICING = "\uff9e\uff9f"  # half-width, behind the kana they voice
# Each opens with a literal: that is what makes it fast.
_POSSESSIVE = {mark: re.compile(mark + r"[sS](?!\w)(?<=[^\W_]..)(?<!\d\d..)") for mark in "'’"}
_TEX = re.compile(r"[\\${]")  # without one of these `plain_with_map` has nothing to do
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")


def without_possessives(text: str) -> str:
    """`text`, as long as it was, with spaces for each "'s" that ends a word: "GPT-4's" is GPT-4, "1980's" stays."""
    if "'" in text:
        text = _POSSESSIVE["'"].sub("  ", text)
    return _POSSESSIVE["’"].sub("  ", text) if "’" in text else text


def tokens(folded: str) -> list[str]:
    """The words and single signs of folded text, in order; spaces, dashes and slashes only part them."""
    token = _ASCII_TOKEN if folded.isascii() else _ANY_TOKEN
    found: list[str] = []
    for chunk in folded.split(" "):
        if chunk.isalnum() and chunk.isascii():  # most are, and a regular expression takes ten times as long
            found.append(chunk)
        else:
            found += token.findall(chunk)
    return found


def is_word(token: str) -> bool:
    """Whether a token counts as a position for `near`: anything with a letter, digit or symbol in it."""
    return token[0].isalnum() or unicodedata.category(token[0])[0] in "LMNS"


@dataclass(frozen=True)
class Text:
    """One field of a paper. `source` is the text as shown; spans count its code points."""

    source: str

    @cached_property
    def words(self) -> list[str]:
        return tokens(self._folded)

    @cached_property
    def positions(self) -> list[int]:
        """For each token the number of words before it; signs take no position of their own."""
        return list(accumulate((is_word(word) for word in self.words[:-1]), initial=0))

    @cached_property
    def searchable(self) -> str:
        """The text as shown, in what can be encoded: half characters give way to the sign for one that is lost."""
        return self.source if self.source.isascii() else _LONE_SURROGATE.sub("\ufffd", self.source)

    def span(self, found: Range) -> Span:
        """Where the tokens found stand in the text as shown."""
        start, end = self.span_as_read(found)
        return self._in_source(start, end) if self._bears_tex else (start, end)

    def as_read(self, found: Range) -> str:
        """The tokens found, as written but with TeX read as text."""
        start, end = self.span_as_read(found)
        return self._plain[start:end]

    def span_as_read(self, found: Range) -> Span:
        """Where the tokens found stand in the text with TeX read as text."""
        first, last = found[0], found[1] - 1
        start, end = self._end_of(first) - len(self.words[first]), self._end_of(last)
        return self._offsets[start], _end(self._plain, self._offsets[end - 1], self._offsets[end])

    def _end_of(self, token: int) -> int:
        """Where a token ends in the folded text, in which nothing but spaces parts one from the next."""
        for word in self.words[len(self._ends) - 1 : token + 1]:
            self._ends.append(self._folded.index(word, self._ends[-1]) + len(word))
        return self._ends[token + 1]

    @cached_property
    def _bears_tex(self) -> bool:
        return _TEX.search(self.source) is not None

    @cached_property
    def _plain(self) -> str:
        return self._reading[0] if self._bears_tex else self.source

    @cached_property
    def _reading(self) -> tuple[str, Sequence[int]]:
        return plain_with_map(self.source)

    @cached_property
    def _folded(self) -> str:
        return fold(self._bare) if self._plain.isascii() else self._folding[0]

    @cached_property
    def _offsets(self) -> Sequence[int]:
        """Where each folded character comes from, then an end; ASCII of the same length is one for one."""
        is_same = self._plain.isascii() and len(self._folded) == len(self._plain)
        return range(len(self._plain) + 1) if is_same else self._folding[1]

    @cached_property
    def _folding(self) -> tuple[str, Sequence[int]]:
        return fold_with_map(self._bare)

    @cached_property
    def _bare(self) -> str:
        return without_possessives(self._plain)

    @cached_property
    def _ends(self) -> list[int]:
        """Where tokens end in the folded text, as far as has been asked, after a 0."""
        return [0]

    def _in_source(self, start: int, end: int) -> Span:
        plain, offsets = self._reading
        first, last = offsets[start], offsets[end - 1]
        written_out = self.source[last] == plain[end - 1]
        return _with_both_dollars(self.source, first, last + 1 if written_out else offsets[end])


def _end(text: str, last: int, following: int) -> int:
    """One past the character at `last`, the marks that sit on it and its "'s", but before any space folded away."""
    end = last + 1
    while end < following and (unicodedata.category(text[end])[0] == "M" or text[end] in _VOICING):
        end += 1
    mark = _POSSESSIVE.get(text[end : end + 1])
    return end + 2 if mark and mark.match(text, end) else end


def _with_both_dollars(source: str, start: int, end: int) -> Span:
    """Maths that a span cuts off just behind its opening `$`, or before its closing one, is shown with it."""
    if source[start:end].count("$") % 2:
        if source[start - 1 : start] == "$":
            return start - 1, end
        if source[end : end + 1] == "$":
            return start, end + 1
    return start, end
