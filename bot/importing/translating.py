"""From an expression to a condition of the rules language, with what has to be left out told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from bot.importing.expression import All, Any, Expression, Leaf, Not

_ONE_VALUE = {"age"}  # conditions that take no list


@dataclass(frozen=True)
class Part:
    """One key of a condition: values looked for, or members if it is a group. sources: where it comes from."""

    word: str
    values: tuple[str, ...] = ()
    members: tuple[Condition, ...] = ()
    sources: tuple[str, ...] = ()


Condition = tuple[Part, ...]


def notes_of(expression: Expression) -> list[str]:
    """What is left out of the expression, and what is not quite the same, each once."""
    return list(dict.fromkeys(_note(leaf) for leaf in _leaves(expression) if leaf.note))


def _note(leaf: Leaf) -> str:
    return f"{leaf.source}: {'left out; ' if leaf.word is None else ''}{leaf.note}"


def _leaves(expression: Expression) -> Iterable[Leaf]:
    match expression:
        case Leaf():
            yield expression
        case Not(member):
            yield from _leaves(member)
        case All(members) | Any(members):
            for inner in members:
                yield from _leaves(inner)


def sayable(expression: Expression) -> Expression | None:
    """The expression without what no condition can say; None if nothing is left."""
    match expression:
        case Leaf(word=None):
            return None
        case Leaf():
            return expression
        case Not(member):
            inner = sayable(member)
            return None if inner is None else Not(inner)
        case All(members) | Any(members):
            left = tuple(inner for member in members if (inner := sayable(member)) is not None)
            return replace(expression, members=left) if left else None


def condition_of(expression: Expression) -> Condition:
    """The condition that holds for the same papers."""
    match expression:
        case Leaf(word, value, source):
            return (Part(word or "", (value,), sources=(source,)),)
        case Not(Any(members)):
            return (Part("none", members=_alternatives(members)),)
        case Not(member):
            return (Part("none", members=(condition_of(member),)),)
        case Any(members):
            alternatives = _alternatives(members)
            return alternatives[0] if len(alternatives) == 1 else (Part("any", members=alternatives),)
        case All(members):
            return _together([part for member in members for part in condition_of(member)])


def _alternatives(members: Sequence[Expression]) -> tuple[Condition, ...]:
    """Conditions any of which must hold; those that look for values in the same place become one with a list."""
    merged: dict[str, Part] = {}
    others: list[Condition] = []
    for condition in map(condition_of, members):
        (first, *rest) = condition
        if rest or not first.values or first.word in _ONE_VALUE:
            others.append(condition)
        else:
            merged[first.word] = _merged(merged[first.word], first) if first.word in merged else first
    return (*((part,) for part in merged.values()), *others)


def _together(parts: Sequence[Part]) -> Condition:
    """Conditions that must all hold, as keys of one mapping; those that share a key go into `all`."""
    nones = [part for part in parts if part.word == "none"]
    rest = [part for part in parts if part.word != "none"]
    count = Counter(part.word for part in rest)
    alone = [part for part in rest if count[part.word] == 1 and part.word != "all"]
    shared: list[Condition] = [(part,) for part in rest if count[part.word] > 1 and part.word != "all"]
    shared += [member for part in rest if part.word == "all" for member in part.members]
    groups = [Part("all", members=tuple(shared))] if shared else []
    if nones:
        groups.append(Part("none", members=tuple(member for part in nones for member in part.members)))
    return (*alone, *groups)


def _merged(one: Part, other: Part) -> Part:
    values = tuple(dict.fromkeys((*one.values, *other.values)))
    return replace(one, values=values, sources=tuple(dict.fromkeys((*one.sources, *other.sources))))
