"""A file of settings in memory: plain data that remembers the line of every part."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import ConfigError
from bot.yamlfile.wording import as_sentence

MOST_TOLD = 50  # mistakes; the others are counted

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class Node:
    """A value and its line (for a member of a mapping, the line of its key), counted from 1.

    value: text, None, nodes by key, or a list of nodes. word: the text of a value that reads as null, else "".
    """

    line: int
    value: str | dict[str, Node] | list[Node] | None
    word: str = ""


@dataclass(frozen=True)
class Document:
    """A file of settings: `data` is mappings, lists, text and None; `line` tells where any part of it stands."""

    path: Path
    root: Node
    words: frozenset[KeyPath] = frozenset()

    @property
    def data(self) -> dict[str, Any]:
        """The plain data; values that read as null are None unless their path is in `words`."""
        plain: dict[str, Any] = _plain(self.root, (), self.words)
        return plain

    def find(self, path: Sequence[str | int]) -> Node | None:
        """The node at `path`, or None if there is none."""
        node: Node | None = self.root
        for step in path:
            node = _child(node, step) if node else None
        return node

    def line(self, path: Sequence[str | int]) -> int:
        """The line of the key or list item at `path`, or of the nearest one above it that exists."""
        node = self.find(path)
        return node.line if node else self.line(path[:-1])

    def error(self, *problems: tuple[Sequence[str | int], str]) -> ConfigError:
        """One error out of (path, words) pairs: a line `file:line: sentence` each, in the order of the file."""
        lines = sorted(dict.fromkeys((self.line(path), words) for path, words in problems), key=lambda entry: entry[0])
        told = [f"{self.path}:{line}: {as_sentence(words)}" for line, words in lines[:MOST_TOLD]]
        more = [f"{self.path}: and {len(lines) - MOST_TOLD} more mistakes."] if len(lines) > MOST_TOLD else []
        return ConfigError("\n".join(told + more))


def _child(node: Node, step: str | int) -> Node | None:
    if isinstance(node.value, dict) and isinstance(step, str):
        return node.value.get(step)
    if isinstance(node.value, list) and isinstance(step, int) and 0 <= step < len(node.value):
        return node.value[step]
    return None


def _plain(node: Node, path: KeyPath, words: Container[KeyPath]) -> Any:
    match node.value:
        case dict() as members:
            return {name: _plain(member, (*path, name), words) for name, member in members.items()}
        case list() as items:
            return [_plain(item, (*path, position), words) for position, item in enumerate(items)]
        case None if path in words:
            return node.word
    return node.value
