"""The term language: what a reader writes to be looked for, parsed.

    term     = /regex/  |  /regex/i  |  near { "or" near }
    near     = operand { "near/5" operand }
    operand  = @set  |  =exact words  |  phrase
    phrase   = words and "quoted words", each of which may end in * (a prefix)

`ValueError` is raised for what cannot be a term, with a sentence for the one who wrote it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import re2

from bot.judge.regexes import options
from bot.judge.terms import Near, Phrase, Regex, SetName, Term, TermList, Word, as_written
from bot.judge.tokens import is_word, tokens, without_possessives
from bot.scholarly.folding import fold
from bot.scholarly.tex import plain

# RE2 takes time in proportion to the text and to what it has made of the expression: at worst seconds, not minutes, for
# the longest abstract. Classes as wide as \pL are of a thousand steps each, of which hardly any are taken.
LONGEST_REGEX = 25_000  # characters
MOST_STEPS = 150_000  # instructions of RE2's program
_SHOWN = 60  # characters of an expression that is too long
FARTHEST = 100  # words between the two sides of `near`; beyond that, two conditions say the same

_PIECE = re.compile(r'"(?P<quoted>[^"]*)"(?P<star>\*?)|(?P<bare>[^\s"]+)')
_SET = re.compile(r"@[\w.-]+")
_REGEX = re.compile(r"/.+/i?")
_ALONE = "a regular expression ends in / or /i and stands alone (for more, write a list)"
_NEAR = re.compile(r"near/(\d+)", re.IGNORECASE)
_CURLY_QUOTES = str.maketrans("“”„‟«»", '""""""')


def term_list(sources: Iterable[str]) -> TermList:
    """The terms as they are written; raises ValueError like `parse_term`."""
    return TermList(tuple(alternative for source in sources for alternative in parse_term(source)))


@dataclass(frozen=True)
class _Piece:
    """A bare word of a term, or what stands between quotes."""

    text: str
    is_quoted: bool = False

    def is_bare(self, word: str) -> bool:
        return not self.is_quoted and self.text.casefold() == word


@lru_cache(maxsize=1 << 15)
def parse_term(source: str) -> Term:
    """The alternatives that `source` looks for; raises ValueError with a sentence if it cannot be a term."""
    written = unicodedata.normalize("NFC", source.strip())
    if not written:
        raise ValueError("a term is empty")
    if control := next((character for character in written if character < " " and not character.isspace()), None):
        raise ValueError(
            f"there is a control character (U+{ord(control):04X}) in it; \\b and the like want single quotes"
        )
    if written.startswith("/"):
        return (_parse_regex(written),)
    pieces = _pieces(plain(written).translate(_CURLY_QUOTES))
    if not pieces:  # as of "$$", which is TeX
        raise ValueError(_nothing_in(written))
    return tuple(_parse_near(part) for part in _parts(pieces))


def _parse_regex(written: str) -> Regex:
    body, slash, flags = written[1:].rpartition("/")
    if not slash or not re.fullmatch(r"\w*", flags):
        raise ValueError(f'"{written}": {_ALONE}')
    if flags not in {"", "i"}:
        raise ValueError(f'"{written}": the only letter that may follow a regular expression is i')
    if not body:
        raise ValueError(f'"{written}": there is nothing between the slashes')
    return Regex(body, flags == "i", _compile(written, body, flags == "i"))


def _compile(written: str, body: str, ignores_case: bool) -> Any:
    if len(body) > LONGEST_REGEX:
        raise ValueError(
            f'"{written[:_SHOWN]}…": a regular expression may have {LONGEST_REGEX:,} characters, and this one has'
            f" {len(body):,}; make several of it, or a list of terms"
        )
    if not body.isprintable() and re.search("[\ud800-\udfff]", body):
        raise ValueError(f"{written!r}: there is half a character in it, which no text can hold")
    try:
        compiled = re2.compile(body, options(ignores_case=ignores_case))
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else error.args[0]
        raise ValueError(f'"{written}": RE2 cannot run this regular expression ({_said(reason)})') from error
    if compiled.programsize > MOST_STEPS:
        raise ValueError(
            f'"{written[:_SHOWN]}{"…" * (len(written) > _SHOWN)}": what this regular expression repeats makes RE2 take'
            f" {compiled.programsize:,} steps for each letter of a text, of at most {MOST_STEPS:,}; repeat less"
        )
    return compiled


def _said(reason: str) -> str:
    """RE2's reason, in words where it is about what other engines have and it has not."""
    if reason.startswith(("invalid perl operator", "invalid escape sequence")):
        return f"{reason}; it has no look-ahead, look-behind or back-reference"
    return str(reason)


def _pieces(written: str) -> list[_Piece]:
    if written.count('"') % 2:
        raise ValueError(f"{written!r}: a quote is not closed")
    found = _PIECE.finditer(written)
    return [
        _Piece(piece["bare"]) if piece["bare"] else _Piece(piece["quoted"] + piece["star"], is_quoted=True)
        for piece in found
    ]


def _parts(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    parts: list[list[_Piece]] = [[]]
    for piece in pieces:
        if piece.is_bare("or"):
            parts.append([])
        else:
            parts[-1].append(piece)
    if not all(parts):
        raise ValueError('"or" stands between two terms; to look for the word itself, put it in quotes')
    return parts


def _parse_near(pieces: Sequence[_Piece]) -> Phrase | SetName | Near:
    operands: list[list[_Piece]] = [[]]
    distances = []
    for piece in pieces:
        if not piece.is_quoted and piece.text.casefold().startswith("near/"):
            distances.append(_distance(piece.text))
            operands.append([])
        else:
            operands[-1].append(piece)
    if not all(operands):
        raise ValueError('"near/…" stands between two terms; to look for the word itself, put it in quotes')
    parsed = tuple(_parse_operand(operand) for operand in operands)
    return Near(parsed, tuple(distances)) if distances else parsed[0]


def _distance(word: str) -> int:
    number = _NEAR.fullmatch(word)
    if number is None or not 1 <= int(number[1]) <= FARTHEST:
        raise ValueError(f'"{word}": write near/ and a number of words from 1 to {FARTHEST}, such as near/5')
    return int(number[1])


def _parse_operand(pieces: Sequence[_Piece]) -> Phrase | SetName:
    first, text = pieces[0], " ".join(piece.text for piece in pieces)
    if not first.is_quoted and _REGEX.fullmatch(text):
        raise ValueError(f'"{text}": {_ALONE}')
    if not first.is_quoted and first.text.startswith("="):
        return _parse_exact(text[1:].strip())
    if not first.is_quoted and first.text.startswith("@"):
        if len(pieces) > 1 or not _SET.fullmatch(first.text):
            raise ValueError(
                f'"{first.text}": a set is named by @ and its name, which has no spaces, and no other words beside it'
            )
        return SetName(first.text[1:])
    words = [word for piece in pieces for chunk in piece.text.split() for word in _parse_chunk(chunk)]
    return Phrase(_something(words, text))


def _parse_exact(written: str) -> Phrase:
    words = [Word(token, "as is") for token in tokens(fold(without_possessives(written)))]
    return Phrase(_something(words, "=" + written), exact=as_written(written))


def _parse_chunk(chunk: str) -> list[Word]:
    body = chunk.removesuffix("*")
    found = tokens(fold(without_possessives(body)))
    if "*" in body or (body != chunk and not _ends_in_letter(body)):
        raise ValueError(f'"{chunk}": a * stands at the end of a word, for whatever begins like it')
    if body == chunk:
        return [Word(token) for token in found]
    return [*map(Word, found[:-1]), Word(found[-1], "prefix")]


def _ends_in_letter(word: str) -> bool:
    return bool(word) and unicodedata.category(word[-1])[0] in "LMN"


def _something(words: Sequence[Word], written: str) -> tuple[Word, ...]:
    if not any(is_word(word.text) for word in words):
        raise ValueError(_nothing_in(written))
    return tuple(words)


def _nothing_in(written: str) -> str:
    return f'"{written}": there is no letter or digit in it to look for'
