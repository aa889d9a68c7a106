"""Text in 76 columns as a terminal counts them: East Asian characters take two, accents none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

WIDTH = 76


def width(text: str) -> int:
    """Columns a terminal gives to a line of text."""
    return len(text) if text.isascii() else sum(_char_width(char) for char in text)


def wrap(text: str, first: str = "", rest: str | None = None, columns: int = WIDTH) -> str:
    """Lines of at most `columns`; `first` begins the first line, `rest` (as many spaces) the others.

    An address is never broken: it may stand out, alone on its line.
    """
    rest = " " * width(first) if rest is None else rest
    lines, line, empty = list[str](), first, True
    for piece in _pieces(str(text), max(columns - max(width(first), width(rest)), 2)):
        if not empty and width(line) + width(piece.rstrip()) > columns:
            lines.append(line.rstrip())
            line, piece = rest, piece.lstrip()
        line, empty = line + piece, False
    return "\n".join([*lines, line.rstrip()])


def _pieces(text: str, most: int) -> Iterator[str]:
    """What may stand on a line by itself, each with the space after it: words, and single wide characters."""
    for word in re.findall(r"\S+\s*", text):
        if "://" in word or (word.isascii() and len(word) <= most):
            yield word
        else:
            yield from _broken(word, most)


def _broken(word: str, most: int) -> Iterator[str]:
    """A word cut after each wide character, and wherever it is wider than a line."""
    piece, used = "", 0
    for char in word:
        size = _char_width(char)
        if piece and size and (used + size > most or (_is_wide(piece[-1]) and not _closes(char))):
            yield piece
            piece, used = "", 0
        piece, used = piece + char, used + size
    yield piece


def _closes(char: str) -> bool:
    """Whether a line must not begin with it: closing brackets, full stops and commas, white space."""
    return char.isspace() or unicodedata.category(char) in ("Pe", "Pf", "Po")


def _is_wide(char: str) -> bool:
    return unicodedata.east_asian_width(char) in ("W", "F")


def _char_width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if _is_wide(char) else 1
