"""Writes rules files: a condition with, beside each of its parts, the words it was made of."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.importing.translating import Condition, Part

WIDTH = 110


@dataclass(frozen=True)
class Imported:
    """A rules file, and what could not be taken over into it, or not quite; each of these stands in the file too."""

    text: str
    notes: tuple[str, ...] = ()


def head(origin: str, notes: Sequence[str]) -> Iterator[str]:
    """The comment a file begins with: what it is made of, and what is not, or not quite, in it."""
    yield from comment(origin)
    if notes:
        yield from comment("Not the same as there:")
        yield from (line for note in notes for line in comment(note, "  - ", "    "))
    yield ""


def comment(text: str, first: str = "", further: str = "") -> Iterator[str]:
    """`text` in lines of comment."""
    for line in textwrap.wrap(text, WIDTH, initial_indent=first, subsequent_indent=further, break_long_words=False):
        yield f"# {line}"


def rule(name: str, condition: Condition, then: str) -> Iterator[str]:
    """A rule, as an item of the list `rules`."""
    yield f"  - id: {quoted(name)}"
    yield "    when:"
    yield from (f"      {line}" for line in _lines(condition))
    yield f"    then: {then}"


def _lines(condition: Condition) -> Iterator[str]:
    for part in condition:
        if part.values:
            yield f"{part.word}: {_values(part)}  # {', '.join(part.sources)}"
        else:
            yield f"{part.word}:"
            for member in part.members:
                yield from _item(member)


def _item(condition: Condition) -> Iterator[str]:
    first, *rest = _lines(condition)
    yield f"  - {first}"
    yield from (f"    {line}" for line in rest)


def _values(part: Part) -> str:
    return quoted(part.values[0]) if len(part.values) == 1 else f"[{', '.join(map(quoted, part.values))}]"


def quoted(text: str) -> str:
    """Double quotes of YAML read the escapes of JSON."""
    return json.dumps(text, ensure_ascii=False)


def file_of(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip("\n") + "\n"


def printable(text: str) -> str:
    """The same characters at the same places, but for those that may not stand in a file: these become spaces."""
    return "".join(character if character.isprintable() else " " for character in text)
