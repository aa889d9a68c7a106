"""Reads a boolean query out of its tokens: brackets, AND, OR and NOT, as strongly bound as its syntax has it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from bot.importing.expression import Expression, Leaf, Not, QueryError, all_of, any_of

DEEPEST = 8  # brackets in one another; each may cost two levels of the rules file

# Which operator binds first: AND as in logic, OR as in search boxes, or neither, from left to right, as at PubMed.
Binding = Literal["and", "or", "left to right"]
Kind = Literal["(", ")", "{", "}", "and", "or", "not", "term"]
CLOSING = {"(": ")", "{": "}"}


@dataclass(frozen=True)
class Token:
    """A piece of the query. leaves: of a term; several stand for as many with nothing between them."""

    kind: Kind
    start: int
    text: str
    leaves: tuple[Leaf, ...] = ()


def read(query: str, tokens: Sequence[Token], binding: Binding) -> Expression:
    """The expression; raises QueryError with the position of what is wrong."""
    return _Reader(query, tokens, binding).sequence(None, depth=0)


@dataclass
class _Reader:
    """Goes through the tokens once."""

    query: str
    tokens: Sequence[Token]
    binding: Binding
    position: int = 0

    def peek(self) -> Token | None:
        return self.tokens[self.position] if self.position < len(self.tokens) else None

    def next(self) -> Token | None:
        token = self.peek()
        self.position += 1
        return token

    def sequence(self, opening: Token | None, depth: int) -> Expression:
        """Operands with operators between them, up to the closing bracket; in braces nothing between means OR."""
        if opening is not None and depth > DEEPEST:
            raise QueryError(f"brackets stand deeper than {DEEPEST} in one another", self.query, opening.start)
        implied = "or" if opening and opening.kind == "{" else "and"
        operands = [self.operand(depth)]
        operators: list[str] = []
        while not self.is_at_end(opening):
            operators.append(self.operator(implied))
            operands.append(self.operand(depth))
        return _joined(operands, operators, self.binding)

    def is_at_end(self, opening: Token | None) -> bool:
        token = self.peek()
        if token is None and opening is not None:
            raise QueryError(f"the {opening.text} is never closed", self.query, opening.start)
        if token is None:
            return True
        if token.kind not in {")", "}"}:
            return False
        if opening is None or token.kind != CLOSING[opening.kind]:
            raise QueryError(f"no bracket is open that this {token.text} could close", self.query, token.start)
        self.position += 1
        return True

    def operator(self, implied: str) -> str:
        """What joins two operands; a NOT between them is left for the second, to which it belongs."""
        token = self.peek()
        if token is not None and token.kind in {"and", "or"}:
            self.position += 1
            return token.kind
        return implied if token is None or token.kind != "not" else "and"

    def operand(self, depth: int) -> Expression:
        token = self.next()
        if token is None:
            last = self.tokens[-1].text if self.tokens else ""
            sentence = f"something is missing after {last}" if last else "it is empty"
            raise QueryError(sentence, self.query, len(self.query))
        if token.kind == "not":
            return Not(self.operand(depth))
        if token.kind in CLOSING:
            return self.sequence(token, depth + 1)
        if token.kind == "term":
            return all_of(list(token.leaves))
        sentence = (
            "there is nothing in these brackets" if token.kind in {")", "}"} else "something is missing before it"
        )
        raise QueryError(sentence, self.query, token.start)


def _joined(operands: list[Expression], operators: list[str], binding: Binding) -> Expression:
    if binding == "left to right":
        joined = operands[0]
        for operator, operand in zip(operators, operands[1:], strict=True):
            joined = all_of([joined, operand]) if operator == "and" else any_of([joined, operand])
        return joined
    first, then = (all_of, any_of) if binding == "and" else (any_of, all_of)
    groups = [[operands[0]]]
    for operator, operand in zip(operators, operands[1:], strict=True):
        if operator == binding:
            groups[-1].append(operand)
        else:
            groups.append([operand])
    return then([first(group) for group in groups])
