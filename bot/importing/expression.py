"""What a query says, whichever syntax it is written in: terms joined by all, any and not."""

from __future__ import annotations

from dataclasses import dataclass

Fields = tuple[str, ...]


class QueryError(ValueError):
    """The query cannot be read. position: of the character where it goes wrong, from 0."""

    def __init__(self, sentence: str, query: str, position: int):
        where = query[position : position + 20].strip()
        place = f'at character {position + 1}, "{where}"' if where else "at its end"
        super().__init__(f"the query cannot be read {place}: {sentence}")
        self.position = position


@dataclass(frozen=True)
class Leaf:
    """One condition: a word of the rules language and its value, with the part of the query it comes from.

    word: None where no condition says the same; then `note` tells why. note: else what is not quite the same.
    """

    word: str | None
    value: str
    source: str
    note: str = ""


@dataclass(frozen=True)
class All:
    members: tuple[Expression, ...]


@dataclass(frozen=True)
class Any:
    members: tuple[Expression, ...]


@dataclass(frozen=True)
class Not:
    member: Expression


Expression = Leaf | All | Any | Not


def all_of(members: list[Expression]) -> Expression:
    """All of them, without brackets that say nothing."""
    flat = tuple(inner for member in members for inner in (member.members if isinstance(member, All) else (member,)))
    return flat[0] if len(flat) == 1 else All(flat)


def any_of(members: list[Expression]) -> Expression:
    """Any of them, without brackets that say nothing."""
    flat = tuple(inner for member in members for inner in (member.members if isinstance(member, Any) else (member,)))
    return flat[0] if len(flat) == 1 else Any(flat)
