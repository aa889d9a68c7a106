"""Singular and plural of one folded word: which forms a term finds, and one key under which they all are filed."""

from __future__ import annotations

from functools import lru_cache

SHORTEST = 3  # letters of a singular that is looked for in its plural too: "GAN" and "GANs", but "AI" is not "AIs"


@lru_cache(maxsize=1 << 16)
def forms(word: str) -> frozenset[str]:
    """`word`, its plurals in -s, -es and -ies, and the singulars it may be a plural of."""
    found = {word}
    if _can_be_singular(word):
        found |= {word + "s", word + "es"}
        if word.endswith("y"):
            found.add(word[:-1] + "ies")
    return frozenset(found | set(filter(_can_be_singular, _singulars(word))))


def _singulars(word: str) -> list[str]:
    endings = {"s": "", "es": "", "ies": "y"}
    return [word.removesuffix(plural) + singular for plural, singular in endings.items() if word.endswith(plural)]


def _can_be_singular(word: str) -> bool:
    return sum(map(str.isalpha, word)) >= SHORTEST


def spaced_stem(word: str) -> str:
    """A space and a key shared by all `forms` of a word.

    Other words may share it ("cas", "case"), so a hit on it has to be checked.
    """
    if len(word) < SHORTEST:
        return " " + word
    rest = word[1:].rstrip("es")
    return f" {word[0]}{rest[:-1]}i" if rest.endswith("y") else f" {word[0]}{rest}"


class _Stems(dict[str, str]):
    """Word → its `spaced_stem`. Each word of a text is looked up, and an `lru_cache` takes three times as long."""

    def __missing__(self, word: str) -> str:
        if len(self) >= MOST_STEMS:
            self.clear()
        return self.setdefault(word, spaced_stem(word))


MOST_STEMS = 1 << 16
STEMS = _Stems()
