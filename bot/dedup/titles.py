"""Titles compared: equal, cut short, nearly equal, or clearly of different papers.

Nearly equal is not enough: "Part I" and "Part II", "2019" and "2020", a paper and the reply to it differ by a word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from bot.scholarly.folding import fold, letters_of
from bot.scholarly.tex import plain

Likeness = Literal["equal", "cut", "near", "part", ""]

# Letters and digits a title must have before anything follows from its being equal, or nearly so.
SHORTEST_EQUAL = 8
SHORTEST_NEAR = 25
SHORTEST_CUT = 28
BLOCK = 28
_LIKE_AT_ALL = 70  # percent; whatever is "near" or "part" is more alike than this

# Patterns that most titles do not need are asked for only where a title has what each of their matches holds.
_ELLIPSIS = re.compile(r"\s*(?:…|\.{3,}|\[\s*(?:…|\.{3})\s*\])\s*$")
# What catalogues add to a title, and sessions that a paper was given in.
_SESSION = "panel|tutorial|abstract|paper|demo|demonstration|poster|session|version|preprint|talk|description|keynote"
_ADDED = re.compile(
    r"\s*\[\s*[a-z]{1,3}\s*\]\s*$|\s+group of \d+ »$|"
    r"\s*[(\[]\s*(?:(?:extended|full|student|invited|conference|journal|short|long|experience|"
    rf"{_SESSION})\s+)?(?:{_SESSION})\s*[)\]]"
)
_NOTICE = re.compile(
    r"^(?:(?:author|publisher)s?\s+)?(?:corrigend(?:um|a)|errat(?:um|a)|corrections?|retract(?:ion|ed)|withdrawn|addendum|"
    r"expression of concern|reply|response|rebuttal|comments?|commentary|editorial|reviewed|book review|review of)\b"
)
_NOTICES_WITHIN = ("book review", "reply to", "comment on")
_NOTICE_WITHIN = re.compile(rf"\b(?:{'|'.join(_NOTICES_WITHIN)})\b")
_WORD = re.compile(r"[^\W_]+")
_IDEOGRAPHS = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_NUMBER = re.compile(r"\d+(?:\.\d+)*")
_ROMAN = re.compile(r"(?:x{0,3}(?:ix|iv|v?i{1,3}|v|x))")
_COUNTED = frozenset(
    {"part", "volume", "vol", "chapter", "phase", "paper", "lecture", "episode", "section", "stage", "type"}
)
_ORDINALS = frozenset({"first", "second", "third", "fourth", "fifth", "sixth"})
# Words that make another paper of a title when they are added to it.
_TURNING = frozenset(
    ["without", "not", "no", "non", "beyond", "against", "revisited", "ii", "iii", "iv", "supplementary", "supplement"]
)
_PREPOSITIONS = frozenset(
    ["of", "for", "in", "into", "on", "with", "from", "using", "under", "via", "by", "to", "and", "at", "as", "through"]
)
_PLURAL = re.compile(r"(?:ies|y)$")
# Columns, forewords and the like: every issue has one of the same name.
_KIND = (
    r"editor|editorial|chair|president|treasurer|secretary|publisher|foreword|preface|introduction|content|"
    r"table of content|index|obituary|in memoriam|new|announcement|call for paper|book review|review|letter|"
    r"correspondence|errat(?:um|a)|corrigend(?:um|a)|correction|abstract|keynote|key note|highlight|perspective|"
    r"comment|commentary|reply|replie|response|acknowledge?ment|masthead|cover|front matter|back matter|"
    r"issue information|in this issue|research highlight|frontispiece|untitled|no title|title"
)
_KIND_OF_IT = (
    r"editorial|note|introduction|message|column|address|talk|speech|letter|foreword|preface|corner|choice|page|"
    r"board|picture|image|report|remark|comment|to the editor|to editor|in chief|panel"
)
_GENERIC = re.compile(rf"(?:the |an? )?(?:guest |managing |chief )?(?:{_KIND})s?(?: (?:{_KIND_OF_IT})s?)*")


@dataclass(frozen=True, slots=True)
class Title:
    """What is compared of a title.

    key: its letters and digits. core: those without what catalogues add. words: of the core, folded, in order.
    weight: how many letters and digits, a Chinese or Japanese character counting for three. numbers: digits, Roman
    numerals and ordinals it has, sorted. notice: "reply", "erratum" …, or "".
    generic: it names a kind of text, no paper. cut: the mail shows only its beginning. blocks: keys of what it keeps
    when it is misspelt, cut or added to, none where that is too short to be rare.
    """

    key: str
    core: str
    words: tuple[str, ...]
    weight: int
    numbers: tuple[str, ...]
    notice: str
    generic: bool
    cut: bool
    blocks: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8192)  # while a mention is taken in, several parts of the stage ask for its title
def read_title(title: str, *, cut: bool = False) -> Title:
    """`title` as it is compared; cut: the mail says that it shows only the beginning."""
    shown = _ELLIPSIS.sub("", title) if "…" in title or "..." in title else title
    folded = fold(plain(shown))
    comparable = folded.strip(" .:;,*")
    shortened = _without_additions(comparable)
    words = tuple(_WORD.findall(shortened))
    core = letters_of(shortened)
    weight = len(core) if core.isascii() else len(core) + 2 * len(_IDEOGRAPHS.findall(core))
    is_cut = cut or shown != title
    return Title(
        key=core if shortened == comparable else letters_of(folded),
        core=core,
        words=words,
        weight=weight,
        numbers=tuple(sorted(_numbers(shortened, words))),
        notice=_notice(comparable),
        generic=bool(_GENERIC.fullmatch(" ".join([word for word in words if word != "s"]))),
        cut=is_cut,
        blocks=tuple(_blocks(core, words, is_cut=is_cut)) if weight >= BLOCK else (),
    )


def _blocks(core: str, words: tuple[str, ...], *, is_cut: bool) -> Iterator[tuple[str, str]]:
    """Its beginning, its end and its longest words."""
    yield "title-start", core[:BLOCK]
    if not is_cut:
        yield "title-end", core[-BLOCK:]
        longest = sorted(sorted(set(words)), key=len, reverse=True)[:3]
        yield "title-words", " ".join(sorted(longest))


def _without_additions(folded: str) -> str:
    if "[" in folded or "(" in folded or "»" in folded:
        return _ADDED.sub("", folded) or folded
    return folded


def _notice(folded: str) -> str:
    found = _NOTICE.match(folded)
    if not found and any(notice in folded for notice in _NOTICES_WITHIN):
        found = _NOTICE_WITHIN.search(folded)
    return found[0] if found else ""


def _numbers(text: str, words: tuple[str, ...]) -> list[str]:
    found = _NUMBER.findall(text) + [word for word in words if word in _ORDINALS]
    found += [word for word in words[1:] if word[0] in "ivx" and _ROMAN.fullmatch(word)]
    if _COUNTED.isdisjoint(words):
        return found
    return found + [after for word, after in pairwise(words) if word in _COUNTED and len(after) == 1]


def likeness(a: Title, b: Title) -> Likeness:
    """How two titles agree.

    "equal"; "cut": one is the other's beginning, as far as the mail shows it; "near": a misspelling apart; "part":
    one has words more than the other, a subtitle or something that does not belong to it; "" not at all.
    """
    if a.cut or b.cut:
        return "cut" if _is_beginning(a, b) or _is_beginning(b, a) else ""
    if a.core == b.core:
        return "equal"
    if not fuzz.ratio(a.core, b.core, score_cutoff=_LIKE_AT_ALL):
        return ""
    shorter, longer = sorted((a, b), key=lambda title: len(title.core))
    if a.notice != b.notice or shorter.weight < SHORTEST_NEAR or _is_turned(shorter.words, longer.words):
        return ""
    if a.numbers == b.numbers and fuzz.ratio(a.core, b.core) >= 90 and _is_misspelt(a.words, b.words):
        return "near"
    return "part" if _is_part(shorter, longer) else ""


def _is_beginning(a: Title, b: Title) -> bool:
    return a.cut and a.weight >= SHORTEST_CUT and b.key.startswith(a.key)


def _is_misspelt(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether the titles differ in spelling only, word by word or in what is left when the same words are gone."""
    only_a, only_b = _only(a, b), _only(b, a)
    if len(only_a) == len(only_b) and all(map(_is_slip, only_a, only_b)):
        return True
    rest_a, rest_b = "".join(only_a), "".join(only_b)
    return rest_a == rest_b or (rest_a[:2] == rest_b[:2] and fuzz.ratio(rest_a, rest_b) >= 85)


def _is_slip(a: str, b: str) -> bool:
    """One slip of the pen, not in the first two letters, where "micro" and "macro" differ; or a plural."""
    slips = 2 if min(len(a), len(b)) >= 8 else 1
    return a[:2] == b[:2] and (_PLURAL.sub("y", a) == _PLURAL.sub("y", b) or OSA.distance(a, b) <= slips)


def _is_part(shorter: Title, longer: Title) -> bool:
    """Whether all of `shorter` is in `longer`, which has little else: a subtitle, a name, a year, a publisher."""
    if len(shorter.core) < 0.6 * len(longer.core) or not _only_years_added(shorter.numbers, longer.numbers):
        return False
    if shorter.core in longer.core:
        return not _is_about_it(shorter.words, longer.words)
    rest_shorter, rest_longer = "".join(_only(shorter.words, longer.words)), "".join(_only(longer.words, shorter.words))
    if rest_shorter and fuzz.partial_ratio(rest_shorter, rest_longer) >= 90 and len(rest_shorter) <= len(rest_longer):
        return True
    rest = iter(longer.words)
    return len(shorter.core) >= 0.75 * len(longer.core) and all(word in rest for word in shorter.words)


def _only_years_added(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    added = Counter(longer)
    added.subtract(shorter)
    return all(count == 0 or (count > 0 and len(number) >= 4) for number, count in added.items())


def _is_about_it(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether a preposition joins the two: "An overview of X" and "X for small data" are other papers than "X"."""
    for start in range(len(longer) - len(shorter) + 1):
        if longer[start : start + len(shorter)] == shorter:
            before, behind = longer[:start], longer[start + len(shorter) :]
            return (len(before) > 1 and before[-1] in _PREPOSITIONS) or (bool(behind) and behind[0] in _PREPOSITIONS)
    return False


def _is_turned(shorter: tuple[str, ...], longer: tuple[str, ...]) -> bool:
    """Whether a word of one turns the other into its opposite or its sequel: "without", "unsupervised"."""
    only_shorter, only_longer = _only(shorter, longer), _only(longer, shorter)
    if _TURNING.intersection((*only_shorter, *only_longer)):
        return True
    return any(
        one != other and (one.endswith(other) or other.endswith(one)) and min(len(one), len(other)) > 3
        for one in only_shorter
        for other in only_longer
    )


def _only(a: tuple[str, ...], b: tuple[str, ...]) -> list[str]:
    return [word for word in a if word not in b]


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
