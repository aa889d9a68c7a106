"""Author lists compared, across truncation, initials and names turned round."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz import fuzz

from bot.scholarly.folding import fold
from bot.scholarly.names import family_keys, same_person

_MOST = 60  # of a collaboration's thousand authors, so many are enough to recognise it


def shared_authors(a: Sequence[str], b: Sequence[str]) -> float:
    """The share of the shorter list that is in the longer one, 0 to 1; both must name somebody."""
    shorter, longer = sorted((a[:_MOST], b[:_MOST]), key=len)
    by_family: dict[str, list[str]] = {}
    for name in longer:
        for key in _families(name):
            by_family.setdefault(key, []).append(name)
    found = sum(
        any(_is_same(name, other) for key in _families(name) for other in by_family.get(key, ())) for name in shorter
    )
    return found / len(shorter)


def garbled_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether the lists read as one list badly encoded or turned round.

    "r gќting" is "rh gfiting"; "s sunita, t shiby" has the initials of "s sarawagi, s thomas".
    """
    return fuzz.ratio(_all_words(tuple(a[:_MOST])), _all_words(tuple(b[:_MOST]))) >= 75 or _initials_agree(a, b)


@lru_cache(maxsize=4096)
def _all_words(names: tuple[str, ...]) -> str:
    return " ".join(sorted(word for name in names for word in _words(name)))


def _initials_agree(a: Sequence[str], b: Sequence[str]) -> bool:
    shorter, longer = sorted((list(map(_initials, names[:_MOST])) for names in (a, b)), key=len)
    found = sum(initials in longer for initials in shorter)
    return len(shorter) > 1 and found >= 0.7 * len(shorter) and len(longer) <= 2 * len(shorter)


@lru_cache(maxsize=65536)
def _initials(name: str) -> tuple[str, ...]:
    words = _words(name)
    return tuple(sorted({word[0] for word in words[:1] + words[-1:]}))


@lru_cache(maxsize=65536)
def _families(name: str) -> frozenset[str]:
    """What may be the family name: some sources write it first ("Mamani Maribel")."""
    words = _words(name)
    return frozenset({*family_keys(name), *(word for word in (words[:1] + words[-1:]) if len(word) > 2)})


def _is_same(a: str, b: str) -> bool:
    return a == b or same_person(a, b) or sorted(_words(a)) == sorted(_words(b))


def _words(name: str) -> list[str]:
    return fold(name.replace(".", " ")).replace(",", " ").split()
