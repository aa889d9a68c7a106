"""Text made comparable: case, accents, full width, dashes and white space folded, with the way back to the source.

What carries meaning stays (`C++`, `C#`), and so does punctuation that ends a phrase. TeX is read by `tex.plain`
beforehand; only `title_key` does so itself.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bot.scholarly.tex import plain

_SPACES = "-_/−⁄∕~"  # beside white space and all dashes
_APOSTROPHES = "'’‘ʼʹʻ′`´＇"
_INVISIBLE = frozenset({"Cf", "Cc", "Cs"})
_MARKS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
    # Hebrew points, Arabic vowel signs and the stroke that draws a word out: most writers leave them away.
    "\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u0640\u064b-\u0652\u0656-\u065f\u0670]"
)

# Letters whose stroke or ligature Unicode does not decompose.
_UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ı": "i", "ȷ": "j", "ŧ": "t", "ƀ": "b", "ɨ": "i", "ŋ": "ng"}
    | {"ə": "e", "æ": "ae", "œ": "oe", "þ": "th"}
)
_GREEK = {
    letter: unicodedata.name(letter).removeprefix("GREEK SMALL LETTER ").lower() for letter in "αβγδεζηθικμνξοπρστυφχψω"
} | {"λ": "lambda"}
_GREEK_NAMES = str.maketrans(_GREEK)


def _fold_character(character: str) -> str:
    """The folded form of one character: mostly one, none if it is invisible, several for ligatures and the like."""
    category = unicodedata.category(character)
    if character in _SPACES or character.isspace() or category == "Pd":
        return " "
    if character in _APOSTROPHES:
        return "'"
    if category in _INVISIBLE:
        return ""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", character).casefold())
    bare = unicodedata.normalize("NFKC", _MARKS.sub("", decomposed)).translate(_UNDECOMPOSED)
    if bare in ("", character):
        return bare
    folded = "".join(map(_fold_character, bare))
    return folded if len(folded) == 1 else folded.replace(" ", "")


class _Folded(dict[int, str]):
    """Code point → its folded form, worked out once for each character met."""

    def __missing__(self, code: int) -> str:
        return self.setdefault(code, _fold_character(chr(code)))


_SEVERAL = "\ufffe"  # a noncharacter; marks what does not fold to exactly one character


class _FoldedSingly(dict[int, str]):
    """Code point → its folded form where that is one character, else `_SEVERAL`."""

    def __missing__(self, code: int) -> str:
        folded = _FOLDED[code]
        return self.setdefault(code, folded if len(folded) == 1 else _SEVERAL)


_FOLDED = _Folded()
_FOLDED_SINGLY = _FoldedSingly()
_ASCII = {code: _FOLDED[code] for code in range(128)}
_ASCII_SINGLY = {code: _FOLDED_SINGLY[code] for code in range(128)}

# Each pattern opens with a literal where it can: that is what makes them fast.
_APOSTROPHE = re.compile(r"'(?:(?=\w)(?<=\w')|(?<=s')'*+(?!\^))")  # within a word or behind a plural: "agents' plans"
_ROOF = re.compile(r"\^(?=\w)(?<=\w\^)")  # in "L^2"
# What is not ASCII, with what little ASCII lies between: only longer runs of it are worth a call of their own.
_OTHER_THAN_ASCII = re.compile(r"([^\x00-\x7f]+(?:[\x00-\x7f]{1,20}[^\x00-\x7f]+)*)")
_RUN = re.compile(r"   *")
_VOICED = re.compile("[\u3046-\u30fd][\u3099\u309a]")  # half-width kana have their voicing marks behind them
_LONE_GREEK = re.compile(rf"[{''.join(_GREEK)}](?![^\W\d_])(?<![^\W\d_].)", re.DOTALL)


def fold(text: str) -> str:
    """`text` folded: dashes, slashes and white space are one space each, none at the ends; idempotent.

    Apostrophes within words and behind plurals go ("Parkinson’s" → "parkinsons"), and so does the roof of "L^2"; a
    Greek letter standing alone is read by its name.
    """
    if not text.isascii():
        return fold_with_map(text)[0]
    folded = text.translate(_ASCII).strip(" ")
    if "  " in folded:
        folded = " ".join(folded.split())
    if "'" in folded:
        folded = _APOSTROPHE.sub("", folded)
    return _ROOF.sub("", folded) if "^" in folded else folded


def fold_with_map(text: str) -> tuple[str, Sequence[int]]:
    """`fold(text)` and, for each of its characters, the offset of its source code point in `text`, then an end offset.

    The offsets ascend, so text[offsets[i]:offsets[j]] is the source of folded[i:j], with what was dropped after it.
    """
    characters, sources = _folded_characters(text)
    start = len(characters) - len(characters.lstrip(" "))
    end = max(start, len(characters.rstrip(" ")))
    edits = _edits(characters, start, end)
    if not edits:
        return characters[start:end], sources[start : end + 1]
    pieces: list[str] = []
    offsets: list[int] = []
    for edit in edits:
        replacement = _replacement(edit)
        pieces += characters[start : edit.start()], replacement
        offsets += sources[start : edit.start()]
        offsets += [sources[edit.start()]] * len(replacement)
        start = edit.end()
    pieces.append(characters[start:end])
    offsets += sources[start : end + 1]
    return "".join(pieces), offsets


def _folded_characters(text: str) -> tuple[str, Sequence[int]]:
    """Every character folded on its own, and the offset each comes from, then len(text)."""
    # A single character that is not ASCII makes `translate` take ten times as long, and most texts have but few.
    runs = _OTHER_THAN_ASCII.split(text)
    characters = "".join([run.translate(_ASCII_SINGLY if run.isascii() else _FOLDED_SINGLY) for run in runs])
    if _SEVERAL not in characters:
        return characters, range(len(text) + 1)
    folded = [_FOLDED[ord(character)] for character in text]
    sources = [offset for offset, piece in enumerate(folded) for _ in piece]
    return "".join(folded), [*sources, len(text)]


def _edits(characters: str, start: int, end: int) -> list[re.Match[str]]:
    """What is not one character for one, in order: runs of spaces, signs within a word, lone Greek letters, kana."""
    edits = [*_RUN.finditer(characters, start, end)] if "  " in characters else []
    if "'" in characters:
        edits += _APOSTROPHE.finditer(characters, start, end)
    if "^" in characters:
        edits += _ROOF.finditer(characters, start, end)
    if not characters.isascii():
        edits += _LONE_GREEK.finditer(characters, start, end)
        edits += _VOICED.finditer(characters, start, end)
    return sorted(edits, key=re.Match.start)


def _replacement(edit: re.Match[str]) -> str:
    if edit[0][0] == " ":
        return " "
    if edit[0][0] in "'^":
        return ""
    return _GREEK.get(edit[0]) or unicodedata.normalize("NFC", edit[0])


def title_key(title: str) -> str:
    """The letters and digits of a title, folded, TeX read as text, no spaces: "CO$_2$" and "CO 2" are one."""
    return letters_of(fold(plain(title)))


_LETTERS = re.compile(r"[^\W_]+")


def letters_of(folded: str) -> str:
    """The letters and digits of a folded title, Greek ones by their names."""
    letters = "".join(_LETTERS.findall(folded))
    return letters if letters.isascii() else letters.translate(_GREEK_NAMES)
