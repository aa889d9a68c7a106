"""Words of a query as terms of the rules language: the same words, with what would mean something else in quotes."""

from __future__ import annotations

import re

from bot.importing.expression import Leaf
from bot.judge.term_language import parse_term
from bot.judge.written import parse_identifier

_MEANS_MORE = re.compile(r"^[@=/]|(?:^|\s)(?:or|near/\S*)(?=\s|$)", re.IGNORECASE)


def term(text: str) -> str:
    """`text`, to be found as it stands, with a * at the end of a word; raises ValueError if it cannot be a term."""
    words = " ".join(text.replace('"', " ").split())
    written = f'"{words}"' if _MEANS_MORE.search(words) else words
    parse_term(written)
    return written


def text_leaf(word: str, text: str, source: str, note: str = "") -> Leaf:
    """A condition on the words of a field; without one where they are no term."""
    try:
        return Leaf(word, term(text), source, note)
    except ValueError as error:
        return left_out(source, str(error))


def near_leaf(word: str, left: str, right: str, distance: int, source: str) -> Leaf:
    """That two phrases stand close to each other."""
    try:
        written = f"{term(left)} near/{distance} {term(right)}"
        parse_term(written)
    except ValueError as error:
        return left_out(source, str(error))
    return Leaf(word, written, source)


def author_leaf(name: str, source: str, note: str = "") -> Leaf:
    """A condition on an author, the name as people write it: `smith j` and `Smith_JA` are a surname and initials."""
    words = name.replace("_", " ").split()
    if not words or words[0].startswith("@"):
        return left_out(source, "there is no name in it")
    initials = words[-1].replace(".", "")
    if len(words) > 1 and "," not in name and len(initials) <= 2 and initials.isalpha() and _is_surname(words[0]):
        return Leaf("author", f"{' '.join(words[:-1])}, {' '.join(initials.upper())}", source, note)
    return Leaf("author", " ".join(words), source, note)


def _is_surname(word: str) -> bool:
    """Whether it cannot be an initial: `Y L` is none."""
    return len(word.replace(".", "")) > 1


def identifier_leaf(written: str, source: str) -> Leaf:
    try:
        parse_identifier(written)
    except ValueError as error:
        return left_out(source, str(error))
    return Leaf("id", written, source)


def pattern_leaf(word: str, pattern: str, source: str, note: str = "") -> Leaf:
    """A shell pattern over a whole value."""
    if not pattern.strip("* "):
        return left_out(source, "there is nothing in it to look for")
    return Leaf(word, pattern, source, note)


def containing(text: str) -> str:
    """A shell pattern for values in which `text` stands; characters that mean something in one stand for themselves."""
    itself = re.sub(r"([*?[])", r"[\1]", text.strip())
    return f"*{itself}*"


def left_out(source: str, why: str) -> Leaf:
    return Leaf(None, "", source, why)
