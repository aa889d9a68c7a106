"""One spelling for words of names that are written in several: umlauts and long vowels written out, Cyrillic romanised.

What comes out is for comparing only. Rules that would take two common names for one (Kai and Kay, Michael and Michal,
Li and Ly, Khan and Han) are left out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from bot.scholarly.folding import fold

# Russian after BGN/PCGN, and what Ukrainian, Belarusian and Serbian have besides; й and ё are folded before.
_CYRILLIC = str.maketrans(
    dict(zip("абвгдезиклмнопрстуфыэіјґ", "abvgdeziklmnoprstufyeijg", strict=True))
    | {"ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
    | {"є": "ye", "ђ": "d", "ћ": "c", "љ": "lj", "њ": "nj", "џ": "dz"}
)
_ONE_SPELLING = [
    (re.compile(pattern), replacement)
    for pattern, replacement in (
        (r"(?<![aeiouy])([aou])e(?=[a-z])(?!el$)(?!l$)", r"\1"),  # Mueller, Soeren; but not Michael, Manuel, Joel
        (r"aa", "a"),  # Haakan for Håkan
        (r"dj", "d"),  # Djordjevic for Đorđević
        (r"^oh(?=[bcdfghkmnprstwyz][aeiouyhs])", "o"),  # Ohno for Ōno
        (r"(?<=[hkrsty])oh(?=[jkst][aeiou])", "o"),  # Kohji
        (r"(?<=[aeiou][tdn])o[hu]$|(?<=[aeiou]nd)o[hu]$", "o"),  # Satoh, Satou, Kondoh
        (r"uu", "u"),  # Yuuji
        (r"x", "ks"),  # Alexey, Aleksei
        (r"^iu", "yu"),  # Iurii
        (r"^ye(?=[vlkgfr]\w\w)", "e"),  # Yevgeny
        (r"(?<=[aeiou])ye(?=v)", "e"),  # Belyayev
        (r"(?<=[bdfgklmnprstvz])yo(?=[dklmnrtv])", "e"),  # Artyom
        (r"(?<=[bdfgklmnprstvz])(?:iya|iia|ya|ja)", "ia"),  # Natalya, Natalija
        (r"(?<=\w\w)(?:iy|ii|ij|yy|yi)$", "i"),  # Dmitriy, Polyanskii
        (r"(?<=\w\w[^aeiouy])y$", "i"),  # Dmitry
        (r"(?<=\w\w)e[yj]$", "ei"),  # Sergey
    )
]
_WHOLE = {"aleksander": "aleksandr", "lv": "lu", "lyu": "lu", "nv": "nu"}  # Lü in passports


@lru_cache(maxsize=1 << 16)
def spelled(word: str) -> str:
    """A folded word in the one spelling; words of several persons keep apart as far as letters can tell them."""
    for pattern, replacement in _ONE_SPELLING:
        word = pattern.sub(replacement, word)
    return _WHOLE.get(word, word)


def words_of(text: str) -> list[str]:
    """The words of a name, folded and in Latin letters, where there is one way to write them so."""
    return re.findall(r"\w+", fold(text).translate(_CYRILLIC))
