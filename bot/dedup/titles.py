"""Titles compared: equal, cut short, nearly equal, or clearly of different papers.

Nearly equal is not enough: "Part I" and "Part II", "2019" and "2020", a paper and the reply to it differ by a word.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.scholarly.folding import fold, title_key
from bot.scholarly.tex import plain

Likeness = Literal["equal", "cut", "near", "part", ""]

# Letters and digits a title must have before anything follows from its being equal, or nearly so.
SHORTEST_EQUAL = 8
SHORTEST_NEAR = 25
SHORTEST_CUT = 25
BLOCK = 28

_ELLIPSIS = re.compile(r"\s*(?:…|\.{3,}|\[\s*(?:…|\.{3})\s*\])\s*$")
# What catalogues add to a title, and sessions that a paper was given in.
_ADDED = re.compile(
    r"\s*\[[a-z]{1,3}\]\s*$|\s+-\s+group of \d+.*$|"
    r"\s*[(\[](?:(?:extended|full|student|invited|conference|journal|short|long|panel|experience|demonstration|tutorial)\s+)?"
    r"(?:panel|tutorial|abstract|paper|demo|demonstration|poster|session|version|preprint|talk|description|keynote)[)\]]"
)
_NOTICE = re.compile(
    r"^(?:(?:author|publisher)s?\s+)?(?:corrigend(?:um|a)|errat(?:um|a)|corrections?|retract(?:ion|ed)|withdrawn|addendum|"
    r"expression of concern|reply|response|rebuttal|comments?|commentary|editorial|reviewed|book review|review of)\b"
    r"|\b(?:book review|reply to|comment on)\b"
)
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_ROMAN = re.compile(r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v|x))")
_COUNTED = frozenset({"part", "volume", "vol", "chapter", "phase", "paper", "lecture", "episode", "section", "stage", "type"})
_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth"})
# Columns, forewords and the like: every issue has one of the same name.
_GENERIC = re.compile(
    r"(?:the |an? )?(?:guest |managing |chief )?(?:edit(?:or|ors|orial|orials)|chair|president|treasurer|secretary|publisher|"
    r"foreword|preface|introduction|contents?|table of contents|index|obituary|in memoriam|news|announcements?|"
    r"call for papers|book reviews?|reviews?|letters?|correspondence|errat(?:um|a)|corrigend(?:um|a)|corrections?|abstracts?|"
    r"keynote|key note|highlights?|perspectives?|comment(?:ary|s)?|replies|reply|response|acknowledge?ments?|masthead|cover|"
    r"front matter|back matter|issue information|in this issue|research highlights|frontispiece|untitled|no title|title)"
    r"(?:s|'s|s')?(?: (?:editorial|notes?|introduction|message|column|address|talk|speech|letter|foreword|preface|corner|choice|"
    r"page|board|picture|image|report|remarks|comments?|to the editor|to editor|in chief|panel))*"
)


@dataclass(frozen=True, slots=True)
class Title:
    """What is compared of a title.

    key: its letters and digits. core: those without what catalogues add. words: of the core, folded, in order.
    numbers: digits, Roman numerals and ordinals it has, sorted. notice: "reply", "erratum" …, or "".
    generic: it names a kind of text, no paper. cut: the mail shows only its beginning.
    """

    key: str
    core: str
    words: tuple[str, ...]
    numbers: tuple[str, ...]
    notice: str
    generic: bool
    cut: bool


def read_title(title: str, *, cut: bool = False) -> Title:
    shown = _ELLIPSIS.sub("", title)
    folded = fold(plain(shown)).strip(" .:;,*")
    core = _ADDED.sub("", folded) or folded
    words = tuple(re.findall(r"[^\W_]+", core))
    notice = _NOTICE.search(folded)
    return Title(
        key=title_key(shown),
        core=title_key(core),
        words=words,
        numbers=tuple(sorted(_numbers(core, words))),
        notice=notice[0] if notice else "",
        generic=bool(_GENERIC.fullmatch(" ".join(words))),
        cut=cut or shown != title,
    )


def _numbers(text: str, words: tuple[str, ...]) -> list[str]:
    found = _NUMBER.findall(text) + [word for word in words if word in _ORDINALS]
    found += (word for word in words[1:] if _ROMAN.fullmatch(word))
    return found + [after for word, after in zip(words, words[1:], strict=False) if word in _COUNTED and len(after) == 1]


def likeness(a: Title, b: Title) -> Likeness:
    """How two titles agree: "equal", "cut" (one is the other's beginning), "near", or "part" of the other."""
    if a.key == b.key or a.core == b.core:
        return "equal" if len(a.core) >= SHORTEST_EQUAL or a.key == b.key else ""
    if a.cut or b.cut:
        return "cut" if _is_beginning(a, b) or _is_beginning(b, a) else ""
    if a.numbers != b.numbers or a.notice != b.notice or min(len(a.core), len(b.core)) < SHORTEST_NEAR:
        return ""
    if fuzz.ratio(a.core, b.core) >= 93 and not _opposed(a.words, b.words):
        return "near"
    return "part" if _is_part(a, b) or _is_part(b, a) else ""


def _is_beginning(a: Title, b: Title) -> bool:
    return a.cut and len(a.key) >= SHORTEST_CUT and b.key.startswith(a.key)


def _is_part(a: Title, b: Title) -> bool:
    """A subtitle dropped, or a name before the colon."""
    return len(b.core) <= 1.5 * len(a.core) and (b.core.startswith(a.core) or b.core.endswith(a.core))


def _opposed(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the titles differ by more than spelling: a word of its own, or "supervised" for "unsupervised"."""
    only_a = [word for word in a if word not in b]
    only_b = [word for word in b if word not in a]
    if "".join(only_a) == "".join(only_b):
        return False
    return len(only_a) != len(only_b) or not all(map(_is_misspelt, only_a, only_b))


def _is_misspelt(a: str, b: str) -> bool:
    """One slip of the pen, not in the first two letters, where "micro" and "macro" or "un-" make the difference."""
    return a[:2] == b[:2] and OSA.distance(a, b, score_cutoff=2) <= 1 + (min(len(a), len(b)) >= 9)


def clearly_differ(a: Title, b: Title) -> bool:
    """Whether no reader would take these for the title of one paper, however retyped, shortened or revised.

    Titles in different scripts may be translations and do not clearly differ.
    """
    if a.core == b.core or not a.words or not b.words or a.core.isascii() != b.core.isascii():
        return False
    shorter, longer = sorted((a.core, b.core), key=len)
    if longer.startswith(shorter[:SHORTEST_CUT]):
        return False
    return fuzz.token_set_ratio(" ".join(a.words), " ".join(b.words)) < 60 and fuzz.ratio(a.core, b.core) < 60
