"""The term language: what a reader writes to be looked for, parsed into values that find it in a text.

    term     = /regex/  |  /regex/i  |  near { "or" near }
    near     = operand { "near/5" operand }
    operand  = @set  |  =exact words  |  phrase
    phrase   = words and "quoted words", each of which may end in * (a prefix)

`ValueError` is raised for what cannot be a term, with a sentence for the one who wrote it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from itertools import islice
from typing import Any, Literal

import re2

from bot.judge.plural import forms
from bot.judge.tokens import Range, Span, Text, is_word, tokens
from bot.scholarly.folding import fold
from bot.scholarly.tex import plain

FARTHEST = 100  # words between the two sides of `near`; beyond that, two conditions say the same

_PIECE = re.compile(r'"(?P<quoted>[^"]*)"(?P<star>\*?)|(?P<bare>[^\s"]+)')
_SET = re.compile(r"@[\w.-]+")
_NEAR = re.compile(r"near/(\d+)", re.IGNORECASE)
_CURLY_QUOTES = str.maketrans("“”„‟«»", '""""""')


@dataclass(frozen=True)
class Word:
    """One token of a term, folded. It finds its plural and singular unless `how` says otherwise."""

    text: str
    how: Literal["plural", "prefix", "as is"] = "plural"

    def matches(self, token: str) -> bool:
        if self.how == "prefix":
            return token.startswith(self.text)
        return token == self.text or (self.how == "plural" and token in forms(self.text))


@dataclass(frozen=True)
class Phrase:
    """Words that follow each other. `exact` is what the text must say letter by letter, where `=` asked for it."""

    words: tuple[Word, ...]
    exact: str | None = None

    @cached_property
    def key(self) -> str:
        """Names the phrase among all others: equal phrases have equal keys."""
        if self.exact is not None:
            return "=" + self.exact
        return " ".join(word.text + ("*" if word.how == "prefix" else "") for word in self.words)

    def begins_at(self, first: int, words: Sequence[str]) -> bool:
        """Whether the phrase stands in `words` from position `first` on."""
        end = first + len(self.words)
        if first < 0 or end > len(words):
            return False
        return all(word.matches(token) for word, token in zip(self.words, words[first:end], strict=True))

    def is_written_in(self, text: Text, found: Range) -> bool:
        """For an exact phrase, whether the text really says so there; any other has been found already."""
        return self.exact is None or _as_written(text.as_read(found)) == self.exact

    def ranges(self, scan: Scan) -> list[Range]:
        return scan.phrases.get(self.key, [])


@dataclass(frozen=True)
class SetName:
    """The name of a set of terms, found wherever one of them is."""

    name: str

    def ranges(self, scan: Scan) -> list[Range]:
        return scan.sets[self.name].ranges(scan)

    def first_spans(self, scan: Scan) -> Iterable[Span]:
        return scan.sets[self.name].first_spans(scan)


@dataclass(frozen=True)
class Near:
    """Operands each of which stands at most so many words from the one before it in the term, in either order."""

    operands: tuple[Phrase | SetName, ...]
    distances: tuple[int, ...]

    def ranges(self, scan: Scan) -> list[Range]:
        """Stretches of text from the first operand found to the last."""
        stretches = {found: found for found in self.operands[0].ranges(scan)}
        for distance, operand in zip(self.distances, self.operands[1:], strict=True):
            stretches = _joined(stretches, operand.ranges(scan), distance, scan.text.positions)
        return sorted(set(stretches.values()))

    def first_spans(self, scan: Scan) -> Iterable[Span]:
        return [scan.text.span(stretch) for stretch in self.ranges(scan)[:1]]


def _joined(
    stretches: Mapping[Range, Range], ranges: Sequence[Range], distance: int, positions: Sequence[int]
) -> dict[Range, Range]:
    """For each of `ranges` that is within reach of a key of `stretches`: the stretch that covers both."""
    reach = _within_reach(stretches, distance, positions)
    joined = {}
    for first, end in ranges:
        covered = range(positions[first], positions[end - 1] + 1)
        nearby = next((reach[position] for position in covered if position in reach), None)
        if nearby:
            joined[first, end] = (min(first, nearby[0]), max(end, nearby[1]))
    return joined


def _within_reach(stretches: Mapping[Range, Range], distance: int, positions: Sequence[int]) -> dict[int, Range]:
    """Position → the first stretch it is near to. `stretches` ascend, so no position needs looking at twice."""
    reach: dict[int, Range] = {}
    reached = -distance
    for (first, end), stretch in stretches.items():
        last = positions[end - 1] + distance
        reach.update((position, stretch) for position in range(max(reached, positions[first] - distance), last + 1))
        reached = max(reached, last + 1)
    return reach


@dataclass(frozen=True)
class Regex:
    """A regular expression in RE2's syntax, looked for in the text as shown."""

    source: str
    ignores_case: bool = False
    compiled: Any = field(default=None, compare=False, repr=False)

    def first_spans(self, scan: Scan) -> Iterable[Span]:
        matches = self.compiled.finditer(scan.text.searchable)
        return islice((match.span() for match in matches if match.end() > match.start()), 1)


Alternative = Phrase | SetName | Near | Regex
Term = tuple[Alternative, ...]


@dataclass(frozen=True)
class TermList:
    """Terms any of which is looked for."""

    alternatives: Term

    @cached_property
    def _phrases(self) -> frozenset[str]:
        return frozenset(wanted.key for wanted in self.alternatives if isinstance(wanted, Phrase))

    @cached_property
    def others(self) -> tuple[SetName | Near | Regex, ...]:
        return tuple(wanted for wanted in self.alternatives if not isinstance(wanted, Phrase))

    def ranges(self, scan: Scan) -> list[Range]:
        """Every place where one of them stands; regular expressions know no words and have none."""
        found = {place for key in self._phrases & scan.phrases.keys() for place in scan.phrases[key]}
        return sorted(found.union(*(wanted.ranges(scan) for wanted in self.others if not isinstance(wanted, Regex))))

    def first_spans(self, scan: Scan) -> list[Span]:
        """Where each of the terms, and each alternative in them, stands first; in the order of the text."""
        found = {scan.text.span(scan.phrases[key][0]) for key in self._phrases & scan.phrases.keys()}
        return sorted(found.union(*(wanted.first_spans(scan) for wanted in self.others)))


def term_list(sources: Iterable[str]) -> TermList:
    """The terms as they are written; raises ValueError like `parse_term`."""
    return TermList(tuple(alternative for source in sources for alternative in parse_term(source)))


@dataclass(frozen=True)
class Scan:
    """A text with all that one pass of the automaton found in it: phrase key → where, in order."""

    text: Text
    phrases: Mapping[str, list[Range]]
    sets: Mapping[str, TermList]


# ── parsing ───────────────────────────────────────────────────────────────────────────────────────────


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
    if written.startswith("/"):
        return (_parse_regex(written),)
    return tuple(_parse_near(part) for part in _parts(_pieces(plain(written).translate(_CURLY_QUOTES))))


def _parse_regex(written: str) -> Regex:
    body, slash, flags = written[1:].rpartition("/")
    if not slash or not re.fullmatch(r"\w*", flags):
        raise ValueError(f'"{written}": a regular expression ends in / or /i and stands alone (for more, write a list)')
    if flags not in {"", "i"}:
        raise ValueError(f'"{written}": the only letter that may follow a regular expression is i')
    if not body:
        raise ValueError(f'"{written}": there is nothing between the slashes')
    return Regex(body, flags == "i", _compile(written, body, flags == "i"))


def _compile(written: str, body: str, ignores_case: bool) -> Any:
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = not ignores_case
    try:
        return re2.compile(body, options)
    except re2.error as error:
        reason = error.args[0].decode() if isinstance(error.args[0], bytes) else error.args[0]
        raise ValueError(f'"{written}": RE2 cannot run this regular expression ({reason})') from error


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
    first = pieces[0]
    if not first.is_quoted and first.text.startswith("="):
        return _parse_exact(" ".join(piece.text for piece in pieces)[1:].strip())
    if not first.is_quoted and first.text.startswith("@"):
        if len(pieces) > 1 or not _SET.fullmatch(first.text):
            raise ValueError(f'"{first.text}": a set is named by @ and its name, and no other words beside it')
        return SetName(first.text[1:])
    words = [word for piece in pieces for chunk in piece.text.split() for word in _parse_chunk(chunk)]
    return Phrase(_something(words, " ".join(piece.text for piece in pieces)))


def _parse_exact(written: str) -> Phrase:
    words = [Word(token, "as is") for token in tokens(fold(written))]
    return Phrase(_something(words, "=" + written), exact=_as_written(written))


def _parse_chunk(chunk: str) -> list[Word]:
    body = chunk.removesuffix("*")
    found = tokens(fold(body))
    if "*" in body or (body != chunk and not _ends_in_letter(body)):
        raise ValueError(f'"{chunk}": a * stands at the end of a word, for whatever begins like it')
    if body == chunk:
        return [Word(token) for token in found]
    return [*map(Word, found[:-1]), Word(found[-1], "prefix")]


def _ends_in_letter(word: str) -> bool:
    return bool(word) and unicodedata.category(word[-1])[0] in "LMN"


def _something(words: Sequence[Word], written: str) -> tuple[Word, ...]:
    if not any(is_word(word.text) for word in words):
        raise ValueError(f'"{written}": there is no letter or digit in it to look for')
    return tuple(words)


def _as_written(text: str) -> str:
    return unicodedata.normalize("NFC", " ".join(text.split()))
