"""Text from mail made safe to show, with the matched places marked.

What is dropped changes how a line looks without being seen: control and bidi characters, zero-width spaces.
Escaping for HTML is left to the templates.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import normalize

from bot.compose.card.maths import read_maths

Span = tuple[int, int]  # code points, end exclusive

_SPACE = re.compile(r"[\s\x1c-\x1f\x85]+")
# C0 and C1, soft hyphen, Arabic letter mark, Mongolian vowel separator, zero-width space, bidi marks, embeddings
# and isolates, word joiner to nominal digit shapes, BOM, interlinear annotation, tags. ZWJ and ZWNJ stay: Persian,
# Indic scripts and emoji need them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\U000e0000-\U000e007f]"
)
_BROKEN = re.compile("[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")  # lone surrogates and noncharacters
_ACCENT = "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
_STACKED = re.compile(f"({_ACCENT}{{3}}){_ACCENT}+")  # more than three on one letter paint over the lines around

_TEX_DASH = re.compile(r"(?<=[\s\d])---?(?=[\s\d])")  # between words or numbers; "--help" and "a--b" stay
_OPEN, _CLOSE = "\ufdd0", "\ufdd1"  # stand for "match begins" and "match ends" while cleaning moves everything


@dataclass(frozen=True)
class Run:
    """A stretch of text that is matched by a rule as a whole, or not at all."""

    text: str
    matched: bool


@dataclass(frozen=True)
class Marked:
    """Text with its matched places, ascending and apart; as a string it is the plain text."""

    text: str
    matches: tuple[Span, ...] = ()

    def __str__(self) -> str:
        return self.text

    @property
    def runs(self) -> tuple[Run, ...]:
        """The text in order, cut at the matches."""
        runs: list[Run] = []
        position = 0
        for start, end in self.matches:
            runs += [Run(self.text[position:start], False), Run(self.text[start:end], True)]
            position = end
        runs.append(Run(self.text[position:], False))
        return tuple(run for run in runs if run.text)

    def cut(self, start: int, end: int, *, before: str = "", after: str = "") -> Marked:
        """The part from `start` to `end` between two strings of our own."""
        shift = len(before) - start
        inside = ((max(a, start), min(b, end)) for a, b in self.matches)
        kept = tuple((a + shift, b + shift) for a, b in inside if a < b)
        return Marked(before + self.text[start:end] + after, kept)


def shown(text: str) -> str:
    """One line of text from outside, without what is unseen or broken."""
    return _clean(_unbroken(text))


def marked(text: str, spans: Iterable[Span] = ()) -> Marked:
    """Text as a person reads it: TeX read, unseen characters dropped, `spans` of the source kept as matches."""
    plain, offsets = read_maths(_unbroken(text))
    places = ((bisect_left(offsets, start), bisect_left(offsets, end)) for start, end in spans)
    for start, end in reversed(_united(places)):
        plain = f"{plain[:start]}{_OPEN}{plain[start:end]}{_CLOSE}{plain[end:]}"
    return _taken_out(_clean(_TEX_DASH.sub("–", plain)))


def joined(pieces: Sequence[Marked]) -> Marked:
    """Pieces one after the other, with nothing between."""
    text, matches = "", list[Span]()
    for piece in pieces:
        matches += [(a + len(text), b + len(text)) for a, b in piece.matches]
        text += piece.text
    return Marked(text, tuple(matches))


def shortened(text: str, limit: int) -> str:
    """At most `limit` characters, cut at a word where one ends near, with an ellipsis."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    word_end = cut.rfind(" ")
    return (cut[:word_end] if word_end > limit // 2 else cut).rstrip() + "…"


def _unbroken(text: str) -> str:
    """Text that can be encoded and holds no mark of ours; as long as before, so that spans stay right."""
    return _BROKEN.sub("\ufffd", text)


def _clean(text: str) -> str:
    return _SPACE.sub(" ", _STACKED.sub(r"\1", _UNSEEN.sub("", normalize("NFC", text)))).strip()


def _united(spans: Iterable[Span]) -> list[Span]:
    """Spans that overlap or touch as one; empty ones dropped."""
    united: list[Span] = []
    for start, end in sorted(span for span in spans if span[0] < span[1]):
        if united and start <= united[-1][1]:
            united[-1] = (united[-1][0], max(end, united[-1][1]))
        else:
            united.append((start, end))
    return united


def _taken_out(text: str) -> Marked:
    plain, starts, matches = "", list[int](), list[Span]()
    for piece in re.split(f"([{_OPEN}{_CLOSE}])", text):
        if piece == _OPEN:
            starts.append(len(plain))
        elif piece == _CLOSE:
            matches += [(starts.pop(), len(plain))] if starts else []
        else:
            plain += piece
    return Marked(plain, tuple(span for span in matches if span[0] < span[1]))
