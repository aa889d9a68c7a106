"""Names of people compared as a reader would who meets one author in two spellings."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.scholarly.bylines import split_authors
from bot.scholarly.name_parts import PARTICLES, Name, readings
from bot.scholarly.spelling import spelled, words_of
from bot.scholarly.surnames import EAST_ASIAN, may_be_turned_round

__all__ = ["Name", "family_keys", "parse_name", "same_person", "split_authors"]


def parse_name(name: str) -> Name:
    """The likeliest reading of a name in any of the usual styles: "Yann A. LeCun", "LeCun, Y.", "LeCun YA"."""
    return readings(name)[0]


@lru_cache(maxsize=1 << 16)
def family_keys(name: str) -> frozenset[str]:
    """What to file a name under: any two names of one person, however they are written, share one of their keys."""
    keys = {key for reading in readings(name) for key in _keys_of(reading)}
    return frozenset(keys | {family for family, _ in _turned_round(name)})


def same_person(a: str, b: str) -> bool:
    """Whether both may be one person: same family name, and given names that do not contradict each other.

    An initial agrees with every given name it begins, a missing one with all: "Yann LeCun" is "LeCun, Y." and
    "Y. A. LeCun" but not "Yu LeCun". Nicknames are not known.
    """
    return any(_agree(one, other) for one in readings(a) for other in readings(b)) or _are_turned_round(a, b)


# ── family names ──────────────────────────────────────────────────────────────────────────────────────


def _keys_of(name: Name) -> frozenset[str]:
    family = _family(name)
    return _family_forms(name) | ({family[-1]} if family and not name.group else set())


def _family(name: Name) -> list[str]:
    return [spelled(word) for word in words_of(name.family)]


@lru_cache(maxsize=1 << 16)
def _family_forms(name: Name) -> frozenset[str]:
    """The family name in one word, without and with its particles; what has no letters is as it is."""
    family = "".join(_family(name)) or name.family
    return frozenset({family, "".join(map(spelled, words_of(name.particles))) + family})


def _agree(a: Name, b: Name) -> bool:
    if a.group or b.group:
        return a.group and b.group and _family(a) == _family(b)
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if _family_forms(a) & _family_forms(b):
        return not _is_half(a, b) and _given_agree(_parts(a.given), _parts(b.given))
    return _double_surnames_agree(a, b)


def _double_surnames_agree(a: Name, b: Name) -> bool:
    """ "Garcia Molina, H." and "Hector Garcia Molina", whose first surname was read as a given name."""
    family_a, family_b = _family(a), _family(b)
    if not family_a or not family_b or family_a[-1] != family_b[-1]:
        return False
    given_a, given_b = ([*_parts(name.given), *_first_surnames(name)] for name in (a, b))
    return len(given_a) > 1 < len(given_b) and _given_agree(given_a, given_b) and _part_agrees(given_a[-1], given_b[-1])


def _first_surnames(name: Name) -> list[str]:
    return [word for word in words_of(name.family)[:-1] if word not in PARTICLES]


def _is_half(a: Name, b: Name) -> bool:
    """ "Jun Zhu" and "Jun-Yan Zhu", whose two syllables are one name; "J. Zhu" is neither."""
    given = [words_of(name.given[0]) if len(name.given) == 1 else [] for name in (a, b)]
    one, two = sorted(given, key=len)
    is_spelled_out = len(one) == 1 and len(two) == 2 and all(len(word) > 1 for word in (*one, *two))
    return is_spelled_out and one != ["".join(two)] and not {"".join(words_of(a.family))}.isdisjoint(EAST_ASIAN)


# ── given names ───────────────────────────────────────────────────────────────────────────────────────


def _parts(given: Iterable[str]) -> list[str]:
    """Folded given names, hyphenated ones apart, an abbreviation marked by its full stop."""
    return [
        part if len(part) > 1 and not word.endswith(".") else f"{part}." for word in given for part in words_of(word)
    ]


def _given_agree(a: list[str], b: list[str]) -> bool:
    """Either as they are written or in one spelling: "Y." is "Yevgeny", and so is "Evgenii"."""
    return _all_agree(a, b) or _all_agree(list(map(_part_spelled, a)), list(map(_part_spelled, b)))


def _part_spelled(part: str) -> str:
    return spelled(part[:-1]) + "." if part.endswith(".") else spelled(part)


def _all_agree(a: list[str], b: list[str]) -> bool:
    if not a or not b:
        return True
    if _joined_agree(a, b) or _joined_agree(b, a):
        return True
    shorter, longer = sorted((a, b), key=len)
    if _part_agrees(shorter[0], longer[0]):
        return _is_subsequence(shorter[1:], longer[1:])
    # "B. Scott Gaudi" goes by "Scott Gaudi".
    return longer[0].endswith(".") and shorter[0] in longer[1:] and not shorter[0].endswith(".")


def _joined_agree(a: list[str], b: list[str]) -> bool:
    """ "Fei-Fei", "Feifei" and "Fei F." are one, however the syllables are written."""
    whole, start = "".join(a).replace(".", ""), "".join(b)
    return whole == start or (start.endswith(".") and "." not in start[:-1] and whole.startswith(start[:-1]))


def _part_agrees(a: str, b: str) -> bool:
    if a.endswith("."):
        return b.startswith(a[:-1]) or (b.endswith(".") and a.startswith(b[:-1]))
    return a == b or (b.endswith(".") and a.startswith(b[:-1]))


def _is_subsequence(shorter: Sequence[str], longer: Sequence[str]) -> bool:
    rest = iter(longer)
    return all(any(_part_agrees(part, other) for other in rest) for part in shorter)


# ── surname first ─────────────────────────────────────────────────────────────────────────────────────


def _are_turned_round(a: str, b: str) -> bool:
    """Whether one has the surname first and the other has it last, both with their given names in full."""
    turned_a, turned_b = _turned_round(a), _turned_round(b)
    return len(turned_a) == len(turned_b) == 2 and (turned_a[0] == turned_b[1] or turned_a[1] == turned_b[0])


@lru_cache(maxsize=1 << 16)
def _turned_round(name: str) -> tuple[tuple[str, str], ...]:
    """(family, given) with the surname first, and with it last, each in one word; none if that cannot be in question.

    "James Martin" and "Martin James" are two persons, for both words are given names. A comma leaves but one order.
    """
    words = ["".join(words_of(word)) for word in name.split()]
    if len(words) not in (2, 3) or "." in name or not all(len(word) > 1 for word in words):
        return ()
    if readings(name)[0].group or (len(words) == 2 and not may_be_turned_round(*words)):
        return ()
    first, last = _pair(words), _pair([words[-1], *words[:-1]])
    if "," not in name:
        return first, last
    before_comma = len(name.split(",")[0].split())
    return (first, first) if before_comma == 1 and name.count(",") == 1 else ()


def _pair(words: list[str]) -> tuple[str, str]:
    family, *given = map(spelled, words)
    return family, "".join(given)
