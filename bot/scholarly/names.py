"""Names of people: taken apart, and compared as a reader would who meets one author in two spellings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.scholarly.bylines import split_authors
from bot.scholarly.folding import fold

__all__ = ["Name", "family_key", "parse_name", "same_person", "split_authors"]

# Lower case these stand before a surname; the sure ones also when capitalised ("L Van Der Maaten"), whereas "Le",
# "Bin" and "El" may be given names.
_SURE_PARTICLES = frozenset(
    ["van", "von", "der", "den", "de", "del", "della", "des", "di", "da", "dos", "du", "ter", "ten", "zu", "zur"]
)
_PARTICLES = _SURE_PARTICLES | {"dello", "das", "la", "las", "le", "los", "te", "zum", "af", "av", "bin", "ibn"}
_PARTICLES = _PARTICLES | {"al", "el", "y", "e", "i", "do", "degli", "dei", "vom", "ben", "'t", "op"}
_SUFFIXES = {
    "jr": "jr",
    "junior": "jr",
    "sr": "sr",
    "senior": "sr",
    "ii": "ii",
    "2nd": "ii",
    "iii": "iii",
    "3rd": "iii",
}
_SUFFIXES = _SUFFIXES | {"iv": "iv"}
_GROUP = re.compile(
    r"\b(?:collaborations?|consortium|team|group|network|initiative|investigators|committee|university|institute|project|"
    r"association|society|organi[sz]ation|lab|laboratory|authors)\b",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"\s*\(([^()]*)\)|\s*[\"“]([^\"”]*)[\"”]")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+|[^\W\d_]")
_UMLAUT = re.compile(r"(?<![aeiouy])([aou])e(?=[a-z])")
_SYLLABIC = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff・·]")


@dataclass(frozen=True)
class Name:
    """A person's name.

    family: as written, without particles. given: given names and initials in order, "RCC" as three initials, an
    abbreviation with its full stop. group: whether it is no person but a collaboration.
    """

    family: str
    given: tuple[str, ...] = ()
    particles: str = ""
    suffix: str = ""
    group: bool = False


def parse_name(name: str) -> Name:
    """The likeliest reading of a name in any of the usual styles: "Yann A. LeCun", "LeCun, Y.", "LeCun YA"."""
    return _readings(name)[0]


def family_key(name: str) -> str:
    """What names of one person share in every spelling: the last part of the family name, folded."""
    return _keys(name)[-1]


def same_person(a: str, b: str) -> bool:
    """Whether both may be one person: same family name, and given names that do not contradict each other.

    An initial agrees with every given name it begins, a missing one with all: "Yann LeCun" is "LeCun, Y." and
    "Y. A. LeCun" but not "Yu LeCun".
    """
    return any(_agree(one, other) for one in _readings(a) for other in _readings(b))


# ── taking apart ──────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=65536)
def _readings(name: str) -> tuple[Name, ...]:
    """All sensible readings, likeliest first, never none."""
    bare = " ".join(_ALIAS.sub("", name).split()).strip(" ,;") or name.strip()
    if _GROUP.search(bare):
        return (Name(re.sub(r"^(?:the|on behalf of the|for the)\s+", "", bare, flags=re.IGNORECASE), group=True),)
    if _SYLLABIC.search(bare):
        return (Name(re.sub(r"[\s・·,]", "", bare)),)
    aliases = (alias for found in _ALIAS.findall(name) for alias in found if alias.istitle() and " " not in alias)
    readings = _inverted(bare) if "," in bare else _in_order(bare.split())
    return (*readings, *(Name(readings[0].family, (alias,)) for alias in aliases))


def _inverted(name: str) -> tuple[Name, ...]:
    """ "LeCun, Y.", "van der Maaten, Laurens", "Smith, John, Jr.", "John Smith, Jr." """
    family, *rest = (part.strip() for part in name.split(","))
    suffix = next((form for part in rest if (form := _suffix(part))), "")
    rest = [part for part in rest if part and not _suffix(part)]
    if not rest:
        return tuple(Name(one.family, one.given, one.particles, suffix) for one in _in_order(family.split()))
    given, own_suffix = _without_suffix(rest[0].split())
    behind = _trailing_particles(given)
    before, family_words = _leading_particles(family.split())
    particles = " ".join([*before, *given[behind:]])
    return (Name(" ".join(family_words), _given(given[:behind], name), particles, suffix or own_suffix),)


def _in_order(words: list[str]) -> tuple[Name, ...]:
    words, suffix = _without_suffix(words)
    if len(words) < 2:
        return (Name(" ".join(words), suffix=suffix),)
    natural = _natural(words, suffix)
    if not _are_initials(words):
        return (natural,)
    before, family = _leading_particles(words[:-1])
    pubmed = Name(" ".join(family), _given(words[-1:], " ".join(words)), " ".join(before), suffix)
    # "Smith GM" has its initials last; "Wei LI" may be a surname in capitals.
    unlike_a_surname = "." in words[-1] or len(words[-1]) == 1 or not re.search("[AEIOUY]", words[-1])
    return (pubmed, natural) if unlike_a_surname else (natural, pubmed)


def _are_initials(words: list[str]) -> bool:
    last = words[-1]
    short = re.fullmatch(r"[A-ZÀ-Þ]{1,3}|(?:[A-ZÀ-Þ]\.-?){1,4}", last)
    return bool(short) and any(len(word.strip(".")) > 1 and not word.isupper() for word in words[:-1])


def _natural(words: list[str], suffix: str) -> Name:
    """Given names first: the family name is the last word, with the particles before it."""
    start = len(words) - 1
    while start > 0 and _is_particle(words[start - 1], first=start == 1):
        start -= 1
    return Name(words[-1], _given(words[:start], " ".join(words)), " ".join(words[start:-1]), suffix)


def _is_particle(word: str, *, first: bool) -> bool:
    return word in _PARTICLES or (not first and word.lower() in _SURE_PARTICLES)


def _leading_particles(words: list[str]) -> tuple[list[str], list[str]]:
    count = 0
    while count < len(words) - 1 and words[count].lower() in _PARTICLES:
        count += 1
    return words[:count], words[count:]


def _trailing_particles(words: list[str]) -> int:
    """Where the particles begin that end a list of given names ("L. van der"), its length if there are none."""
    end = len(words)
    while end > 1 and words[end - 1] in _PARTICLES:
        end -= 1
    return end


def _suffix(word: str) -> str:
    return _SUFFIXES.get(word.rstrip(".").lower(), "")


def _without_suffix(words: list[str]) -> tuple[list[str], str]:
    suffix = _suffix(words[-1]) if len(words) > 2 or (words and words[-1].endswith(".")) else ""
    return (words[:-1], suffix) if suffix else (words, "")


def _given(words: Iterable[str], name: str) -> tuple[str, ...]:
    """Given names with initials apart: "D.A.M." and, in a name not all in capitals, "RCC" are three."""
    shouted = name.isupper() and max(map(len, re.findall(r"\w+", name)), default=0) > 3
    parts: list[str] = []
    for word in words:
        if _DOTTED.fullmatch(word):
            parts += re.findall(r"[^\W\d_]+\.?", word)
        elif (
            word.isupper()
            and len(word) <= (4 if not re.search("[AEIOU]", word) else 3)
            and not (shouted and len(word) > 2)
        ):
            parts += word.replace("-", "")
        else:
            parts += re.findall(r"[^\W\d_]\.(?=[^\W\d_]{2})|\S+", word)
    return tuple(parts)


# ── comparing ─────────────────────────────────────────────────────────────────────────────────────────


def _agree(a: Name, b: Name) -> bool:
    if a.group or b.group:
        return a.group and b.group and _words(a.family) == _words(b.family)
    if a.suffix and b.suffix and a.suffix != b.suffix:
        return False
    if _family_forms(a) & _family_forms(b):
        return _given_agree(_parts(a.given), _parts(b.given))
    return _double_surnames_agree(a, b)


def _double_surnames_agree(a: Name, b: Name) -> bool:
    """ "Garcia Molina, H." and "Hector Garcia Molina", whose first surname was read as a given name."""
    family_a, family_b = _words(a.family), _words(b.family)
    if not family_a or not family_b or family_a[-1] != family_b[-1]:
        return False
    given_a = _parts([*a.given, *family_a[:-1]])
    given_b = _parts([*b.given, *family_b[:-1]])
    return len(given_a) > 1 < len(given_b) and _given_agree(given_a, given_b) and _ends_alike(given_a, given_b)


def _ends_alike(a: Sequence[str], b: Sequence[str]) -> bool:
    return _part_agrees(a[-1], b[-1])


def _family_forms(name: Name) -> set[str]:
    family = "".join(_words(name.family))
    return {family, "".join(_words(name.particles)) + family}


def _words(text: str) -> list[str]:
    return [_UMLAUT.sub(r"\1", word) for word in re.findall(r"\w+", fold(text))]


def _parts(given: Iterable[str]) -> list[str]:
    """Folded given names, hyphenated ones apart, an abbreviation marked by its full stop."""
    return [
        part if len(part) > 1 and not abbreviated else f"{part}."
        for word in given
        for abbreviated in (word.endswith("."),)
        for part in _words(word)
    ]


def _given_agree(a: list[str], b: list[str]) -> bool:
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


def _is_subsequence(shorter: list[str], longer: list[str]) -> bool:
    rest = iter(longer)
    return all(any(_part_agrees(part, other) for other in rest) for part in shorter)


def _keys(name: str) -> list[str]:
    first = _readings(name)[0]
    words = _words(first.family)
    return ["".join(words)] if first.group else words or [fold(name)]
