"""Names of people taken apart, in whichever of the usual styles they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from bot.scholarly.degrees import without_degrees
from bot.scholarly.folding import fold
from bot.scholarly.surnames import EAST_ASIAN, VIETNAMESE, is_east_asian_given_name
from bot.scholarly.tex import decode_accents

# Lower case these stand before a surname; the sure ones also when capitalised ("L Van Der Maaten"), whereas "Le",
# "Bin" and "El" may be given names.
_SURE_PARTICLES = frozenset(
    """
    van von der den de del della des di da dos du ter ten zu zur al el abd abdel abdul abu ibn mc mac
    """.split()
)
PARTICLES = _SURE_PARTICLES | frozenset(
    "dello das la las le los te zum af av bin y e i do degli dei vom ben 't op".split()
)
_SUFFIXES = {
    "jr": "jr", "junior": "jr", "sr": "sr", "senior": "sr", "ii": "ii", "2nd": "ii", "iii": "iii", "3rd": "iii",
    "iv": "iv",
}  # fmt: skip
_TITLE = re.compile(
    r"^(?:(?:[Dd]r\.?|DR\.|[Pp]rof(?:essor)?\.?|PROF(?:ESSOR)?\.?|Sir)\s+)+(?=\S+\s)"
)  # "DR Roe" has initials
_GROUP = re.compile(
    r"\b(?:collaborations?|consortium|team|group|network|initiative|investigators|committee|university|institute|project|"
    r"association|society|organi[sz]ation|lab|laboratory|authors)\b",
    re.IGNORECASE,
)
_ALIAS = re.compile(r"\s*\(([^()]*)\)|\s*[\"“]([^\"”]*)[\"”]")
# What stands beside a name in a byline: an ORCID, footnote marks, "and".
_BESIDE = re.compile(
    r"\s?\(?\b(?:\d{4}-){3}\d{3}[\dX]\b\)?"
    r"|(?<=[^\W\d]|\.)(?:[ ,]*(?:[\d¹²³⁰-⁹*∗†‡§¶‖#^]|\^\{[^}]*\}|\\textsuperscript\{[^}]*\}))+$"
    r"|^(?:and|&)\s+",
    re.IGNORECASE,
)
_GLUED_INITIAL = re.compile(r"(?<=\b[^\W\d_]\.)(?=[^\W\d_]{2})")
_INITIALS = re.compile(r"[^\W\d_]{1,3}|[^\W\d_]-[^\W\d_]|(?:[^\W\d_]{1,2}\.-?){1,4}")
_DOTTED = re.compile(r"(?:[^\W\d_]{1,2}\.-?)+|[^\W\d_]")
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


# ── taking apart ──────────────────────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=65536)
def readings(name: str) -> tuple[Name, ...]:
    """All sensible readings, likeliest first, never none."""
    bare = " ".join(_ALIAS.sub("", decode_accents(name)).split()).strip(" ,;")
    bare = _BESIDE.sub("", bare) or name.strip()
    if _GROUP.search(bare):
        return (Name(re.sub(r"^(?:the|on behalf of the|for the)\s+", "", bare, flags=re.IGNORECASE), group=True),)
    if _SYLLABIC.search(bare):
        return (Name(re.sub(r"[\s・·,]", "", bare)),)
    aliases = (alias for found in _ALIAS.findall(name) for alias in found if alias.istitle() and " " not in alias)
    read = _of_person(_TITLE.sub("", bare))
    return (*read, *(Name(read[0].family, (alias,)) for alias in aliases))


def _of_person(name: str) -> tuple[Name, ...]:
    without = without_degrees(name).strip(" ,")
    if without != name and " " in without:
        # "Garcia Lopez MD" may be a doctor, or have two initials.
        return (*_of_person(without), *(() if "," in name or name.endswith("D.") else _in_order(name.split())))
    return _inverted(name) if "," in name else _in_order(_GLUED_INITIAL.sub(" ", name).split())


def _inverted(name: str) -> tuple[Name, ...]:
    """ "LeCun, Y.", "van der Maaten, Laurens", "Smith, John, Jr.", "John Smith, Jr." """
    family, *rest = (part.strip() for part in name.split(","))
    suffix = next((form for part in rest if (form := _suffix(part))), "")
    rest = [part for part in rest if part and not _suffix(part)]
    if not rest:
        return tuple(Name(one.family, one.given, one.particles, suffix) for one in _in_order(family.split()))
    given, own_suffix = _without_suffix(rest[0].split())
    behind = _trailing_particles(given)
    family_words, family_suffix = _without_suffix(family.split(), fewest=2)
    before, family_words = _leading_particles(family_words)
    particles = " ".join([*before, *given[behind:]])
    return (
        Name(" ".join(family_words), _given(given[:behind], name), particles, suffix or own_suffix or family_suffix),
    )


def _in_order(words: list[str]) -> tuple[Name, ...]:
    words, suffix = _without_suffix(words)
    if len(words) < 2:
        return (Name(" ".join(words), suffix=suffix),)
    if shouted := _shouted_surname(words):
        before, family = _leading_particles(words[:shouted])
        given = _given(words[shouted:], " ".join(words))
        return (Name(" ".join(family), given, " ".join(before), suffix),)
    natural = _natural(words, suffix)
    if not _are_initials(words):
        return (natural, *_east_asian(words, suffix))
    start = len(words) - 1
    while start > 1 and _DOTTED.fullmatch(words[start - 1]):
        start -= 1
    before, family = _leading_particles(words[:start])
    pubmed = Name(" ".join(family), _given(words[start:], " ".join(words)), " ".join(before), suffix)
    # "Smith GM" has its initials last; "Wei LI" may be a surname in capitals.
    unlike_a_surname = "." in words[-1] or len(words[-1]) == 1 or not re.search("[AEIOUY]", words[-1])
    return (pubmed, natural) if unlike_a_surname else (natural, pubmed)


def _shouted_surname(words: list[str]) -> int:
    """How many words at the start are a surname in capitals, before given names that are not: "DE SOUZA Ana"."""
    count = next((place for place, word in enumerate(words) if not word.isupper()), 0)
    is_long = any(len(word) > 3 and "." not in word for word in words[:count])
    return count if is_long and all(re.search(r"[^\W\d_]{2}", word) for word in words[:count]) else 0


def _east_asian(words: list[str], suffix: str) -> Iterator[Name]:
    """ "Wang Xiaoming" and "Kim Min-Jae" have the surname first; "Lee Smolin" has it last, "Wei Zhang" too."""
    folded = [fold(word) for word in words]
    may_be = len(words) == 2 and folded[0] in EAST_ASIAN and folded[1] not in EAST_ASIAN
    if may_be and is_east_asian_given_name(words[1].lower()):
        yield Name(words[0], _given(words[1:], " ".join(words)), suffix=suffix)


def _are_initials(words: list[str]) -> bool:
    """Whether the last word is initials, and what is before it a surname: "LeCun Y", "LECUN Y.", "Serre J-P"."""
    last = words[-1]
    if not _INITIALS.fullmatch(last) or not (last.isupper() or "." in last):
        return False
    telling = "." in last or len(last) == 1
    return any(
        len(word.strip(".")) > 1 and not _DOTTED.fullmatch(word) and (not word.isupper() or (telling and len(word) > 2))
        for word in words[:-1]
    )


def _natural(words: list[str], suffix: str) -> Name:
    """Given names first: the family name is the last word, with the particles before it."""
    start = len(words) - 1
    while start > 0 and _is_particle(words[start - 1], first=start == 1) and not _is_vietnamese(words, start):
        start -= 1
    return Name(words[-1], _given(words[:start], " ".join(words)), " ".join(words[start:-1]), suffix)


def _is_vietnamese(words: list[str], start: int) -> bool:
    """ "Nguyen Van Minh", whose Van is a middle name."""
    return words[start - 1] == "Van" and fold(words[0]) in VIETNAMESE


def _is_particle(word: str, *, first: bool) -> bool:
    return word in PARTICLES or (not first and word.lower() in _SURE_PARTICLES)


def _leading_particles(words: list[str]) -> tuple[list[str], list[str]]:
    count = 0
    while count < len(words) - 1 and words[count].lower() in PARTICLES:
        count += 1
    return words[:count], words[count:]


def _trailing_particles(words: list[str]) -> int:
    """Where the particles begin that end a list of given names ("L. van der"), its length if there are none."""
    end = len(words)
    while end > 1 and words[end - 1] in PARTICLES:
        end -= 1
    return end


def _suffix(word: str) -> str:
    return _SUFFIXES.get(word.rstrip(".").lower(), "")


def _without_suffix(words: list[str], fewest: int = 3) -> tuple[list[str], str]:
    suffix = _suffix(words[-1]) if len(words) >= fewest or (words and words[-1].endswith(".")) else ""
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
