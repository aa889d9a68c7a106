"""Reads a YAML file into a document; refuses what hides or surprises, in sentences with file and line.

Nothing is resolved here: a scalar is the text that stands in the file, and the model it is validated against says
whether `1e3` is a number and `no` a word. Only an absent value is None.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.events import AliasEvent, MappingStartEvent, NodeEvent, ScalarEvent, SequenceStartEvent

from bot.errors import ConfigError, reason
from bot.yamlfile.document import Document, Node
from bot.yamlfile.syntax import explain_syntax
from bot.yamlfile.wording import as_sentence

LARGEST = 8 * 1024 * 1024  # bytes
DEEPEST = 20  # levels of mappings and lists

_NULLS = {"null", "Null", "NULL"}  # YAML 1.2 core schema, §10.3.2; `~` and nothing at all mean no value anywhere
_BREAKS_OF_YAML_1_1 = re.compile("[\x85\u2028\u2029]")
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


def load_yaml(path: Path) -> Document:
    """Read `path`; raises ConfigError, with file and line, for anything but one plain mapping."""
    return read_yaml(path, _content(path))


def read_yaml(path: Path, content: bytes) -> Document:
    """The same for the content of a file; `path` is only named in errors."""
    text = _text(path, content)
    return Document(path, _root_by_fast_parser(path, text) or _root_by_pure_parser(path, text))


def _root_by_fast_parser(path: Path, text: str) -> Node | None:
    """By the C parser where it is installed: twenty times faster, but of YAML 1.1; None if it cannot read `text`."""
    if _BREAKS_OF_YAML_1_1.search(text):
        return None
    try:
        return _root(path, _events(text, pure=False))
    except YAMLError:
        return None


def _root_by_pure_parser(path: Path, text: str) -> Node:
    """By the YAML 1.2 parser, whose errors can be explained."""
    try:
        return _root(path, _events(text, pure=True))
    except YAMLError as error:
        line, sentence = explain_syntax(error, text)
        _refuse(path, line, sentence, error)


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {reason(error)}.") from error
    if len(content) > LARGEST:
        raise ConfigError(
            f"{path}: is larger than {LARGEST // 1024**2} MiB; split it, or leave out what is not needed."
        )
    return content


def _text(path: Path, content: bytes) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        _refuse(path, 1, "this file is UTF-16; save it as UTF-8")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        _refuse(path, line, f"byte 0x{content[error.start]:02x} is not UTF-8; save the file as UTF-8", error)
    _refuse_tabs(path, text)
    return text


def _refuse_tabs(path: Path, text: str) -> None:
    """In front of a line and after a colon: there the two parsers differ, and an editor shows nothing."""
    if tab := re.search(r"""^(?: *\t[ \t]*[^\s#]|[^#"'\n]*: *\t)""", text, re.MULTILINE):
        line = text.count("\n", 0, tab.start()) + 1
        _refuse(path, line, "there is a tab in this line where YAML wants spaces")


def _events(text: str, *, pure: bool) -> Iterator[Any]:
    events: Iterator[Any] = YAML(typ="safe", pure=pure).parse(text)
    return events


def _root(path: Path, events: Iterator[Any]) -> Node:
    root: Node | None = None
    for event in events:
        if isinstance(event, NodeEvent):
            if root is not None:
                _refuse(path, _line(event), 'a second document begins here; a file holds one, so remove the "---"')
            root = _Reader(path, events).node(event, depth=1)
    if root is None or (root.value is None and not root.word):
        raise ConfigError(f"{path}: is empty; it should hold keys and values, one `key: value` a line.")
    if not isinstance(root.value, dict):
        _refuse(path, root.line, _not_a_mapping(root))
    return root


def _not_a_mapping(root: Node) -> str:
    if isinstance(root.value, list):
        return "the file should begin with a key such as `name:`, not with a list"
    if isinstance(root.value, str) and re.match(r"\w+:\S", root.value):
        return "a space is missing after the colon: write `key: value`"
    return "the file should hold keys and values, one `key: value` a line; this is mere text"


@dataclass
class _Reader:
    """Turns parser events into nodes, refusing aliases, anchors, tags, merges, odd and repeated keys."""

    path: Path
    events: Iterator[Any]

    def node(self, event: Any, depth: int) -> Node:
        self.refuse_references(event)
        if isinstance(event, ScalarEvent):
            return self.scalar(event)
        if depth > DEEPEST:
            _refuse(self.path, _line(event), f"this is nested deeper than {DEEPEST} levels")
        if isinstance(event, SequenceStartEvent):
            return Node(_line(event), [self.item(inner, depth + 1) for inner in self.inside()])
        return Node(_line(event), self.members(depth + 1))

    def inside(self) -> Iterator[Any]:
        """The events that begin something inside the collection just begun, up to its end."""
        for event in self.events:
            if not isinstance(event, NodeEvent):
                return
            yield event

    def item(self, event: Any, depth: int) -> Node:
        """In a list, `null` can only be a word: a list of nothing is of no use to anyone."""
        node = self.node(event, depth)
        return Node(node.line, node.word) if node.word else node

    def members(self, depth: int) -> dict[str, Node]:
        members: dict[str, Node] = {}
        for event in self.inside():
            name, line = self.key(event), _line(event)
            if name in members:
                first = members[name].line
                _refuse(self.path, line, f'the key "{name}" stands here a second time; the first is in line {first}')
            value = self.node(next(self.events), depth)
            members[name] = Node(line, value.value, value.word)
        return members

    def key(self, event: Any) -> str:
        self.refuse_references(event)
        if isinstance(event, MappingStartEvent | SequenceStartEvent):
            _refuse(self.path, _line(event), "a key must be text; a value that starts with { or [ needs quotes")
        if event.value == "<<" and _is_plain(event):
            _refuse(self.path, _line(event), "merging with << is not supported; write the keys out")
        node = self.scalar(event)
        if node.value is None and not node.word:
            _refuse(self.path, node.line, "there is nothing before the colon; a key is missing")
        return node.word or str(node.value)

    def scalar(self, event: Any) -> Node:
        line, text = _line(event), event.value
        if _NOT_TEXT.search(text):
            _refuse(self.path, line, "this text holds a NUL or half a character (a lone surrogate)")
        if _is_plain(event) and text in {"", "~"}:
            return Node(line, None)
        if _is_plain(event) and text in _NULLS:
            return Node(line, None, word=text)
        return Node(line, text)

    def refuse_references(self, event: Any) -> None:
        if isinstance(event, AliasEvent):
            _refuse(self.path, _line(event), _needs_quotes("*", event.anchor, "aliases"))
        if event.anchor:
            _refuse(self.path, _line(event), _needs_quotes("&", event.anchor, "anchors"))
        tag = getattr(event, "tag", None)
        if tag is not None:
            written = str(tag).replace("tag:yaml.org,2002:", "!!").removeprefix("!").rstrip("!,]}")
            _refuse(self.path, _line(event), _needs_quotes("!", written, "tags"))


def _needs_quotes(character: str, text: str, otherwise: str) -> str:
    return (
        f'a value that starts with {character} needs quotes: write "{character}{text}" (YAML {otherwise} are refused)'
    )


def _is_plain(event: Any) -> bool:
    return event.style in {None, ""}  # the C parser says "", the other None


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1


def _refuse(path: Path, line: int, sentence: str, cause: Exception | None = None) -> NoReturn:
    raise ConfigError(f"{path}:{line}: {as_sentence(sentence)}") from cause
