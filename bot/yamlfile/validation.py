"""Checks a document against a pydantic model and says every mistake in its own words, with its line.

Of a union only the branch that was probably meant is told about; input is quoted only where it is of the wrong kind.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from bot.errors import ConfigError
from bot.yamlfile.document import Document, KeyPath
from bot.yamlfile.known_keys import known_keys
from bot.yamlfile.wording import bounds, choices, did_you_mean, either, expected, mismatch, nearest

Model = TypeVar("Model", bound=BaseModel)


class Misplaced(ValueError):  # noqa: N818 - it says where, what it is about is in its words
    """What a validator of a whole model raises about its parts: (path below the model, what is wrong) pairs."""

    def __init__(self, *problems: tuple[KeyPath, str]):
        super().__init__("; ".join(words for _, words in problems))
        self.problems = problems


@dataclass(frozen=True)
class Fault:
    """One pydantic error, placed in the document.

    path: where it is. branches: (position in path, name) for each branch of a union on the way there.
    """

    path: KeyPath
    branches: tuple[tuple[int, str], ...]
    kind: str
    context: Mapping[str, Any]
    message: str
    value: object

    def is_mismatch_at(self, position: int) -> bool:
        """Whether the value at that position of the path as a whole is of another kind than was expected."""
        return len(self.path) == position and expected(self.kind, self.context) is not None


def validate(document: Document, model: type[Model]) -> Model:
    """Make a `model` of `document`; raises ConfigError with a line `file:line: sentence` for each mistake.

    Validators find the folder of the file in `info.context["folder"]`.
    """
    try:
        return model.model_validate(document.data, context={"folder": document.path.parent})
    except ValidationError as error:
        faults = _without_echoes([_fault(details, document) for details in error.errors(include_url=False)])
    if words := _words_taken_for_nothing(faults, document):
        return validate(replace(document, words=document.words | words), model)
    # Not chained: pydantic's error quotes its input, which may be a password.
    raise document.error(*_problems(_settled(faults), model)) from None


def misplaced(document: Document, *problems: tuple[KeyPath, str]) -> ConfigError:
    """The same error for what is found out only after the model was made: (path, what is wrong) pairs."""
    return document.error(*((path, _where(path, words)) for path, words in problems))


def _words_taken_for_nothing(faults: Iterable[Fault], document: Document) -> frozenset[KeyPath]:
    """Where `null` was read as no value but something is wanted: there it was meant as the word."""
    paths = {fault.path for fault in faults if fault.value is None} - document.words
    return frozenset(path for path in paths if (node := document.find(path)) and node.word)


def _fault(details: Any, document: Document) -> Fault:
    path: KeyPath = ()
    branches: list[tuple[int, str]] = []
    *steps, last = details["loc"] or ("",)
    for step in steps:
        if document.find((*path, step)):
            path = (*path, step)
        else:
            branches.append((len(path), str(step)))
    if details["type"] == "missing" or document.find((*path, last)):
        path = (*path, last)
    elif last not in {"", "[key]"}:
        branches.append((len(path), str(last)))
    return Fault(path, tuple(branches), details["type"], details.get("ctx", {}), details["msg"], details["input"])


def _without_echoes(faults: Sequence[Fault]) -> list[Fault]:
    """Leave out lists that only pydantic finds too short, because what is in them is wrong."""

    def is_echo(fault: Fault) -> bool:
        inside = (other for other in faults if other is not fault and other.path[: len(fault.path)] == fault.path)
        return fault.kind == "too_short" and next(inside, None) is not None

    return [fault for fault in faults if not is_echo(fault)]


def _settled(faults: Sequence[Fault], level: int = 0) -> list[Fault]:
    """Leave, of each union, the faults of the branch that was probably meant."""
    settled = [fault for fault in faults if len(fault.branches) <= level]
    unions: dict[KeyPath, dict[str, list[Fault]]] = defaultdict(lambda: defaultdict(list))
    for fault in faults:
        if len(fault.branches) > level:
            position, name = fault.branches[level]
            unions[fault.path[:position]][name].append(fault)
    for path, branches in unions.items():
        settled += _meant(len(path), [_settled(branch, level + 1) for branch in branches.values()])
    return settled


def _meant(position: int, branches: Sequence[list[Fault]]) -> list[Fault]:
    """The branch whose kind of value it is and that has least to complain of; if none is, one fault for all."""
    fitting = [branch for branch in branches if not any(fault.is_mismatch_at(position) for fault in branch)]
    if fitting:
        return min(fitting, key=_distance)
    mismatches = [fault for branch in branches for fault in branch if fault.is_mismatch_at(position)]
    wanted = either(choice for fault in mismatches for choice in choices(str(expected(fault.kind, fault.context))))
    return [replace(mismatches[0], kind="literal_error", context={"expected": wanted})]


def _distance(branch: Sequence[Fault]) -> int:
    """How far what is written is from a branch; a misspelt key is one mistake, not an unknown and a missing one."""
    unknown = [str(fault.path[-1]) for fault in branch if fault.kind == "extra_forbidden"]
    missing = [str(fault.path[-1]) for fault in branch if fault.kind == "missing"]
    return len(branch) - sum(bool(nearest(key, missing)) for key in unknown)


def _problems(faults: Sequence[Fault], model: type[BaseModel]) -> Iterator[tuple[KeyPath, str]]:
    suggested = set()
    for fault in faults:
        if fault.kind == "extra_forbidden":
            sentence = _about_unknown_key(fault, model)
            suggested |= {
                (*fault.path[:-1], key) for key in known_keys(model, fault.path) if f'mean "{key}"' in sentence
            }
            yield fault.path, sentence
    for fault in faults:
        # A misspelt key is also a missing one: once is enough.
        if fault.kind != "extra_forbidden" and not (fault.kind == "missing" and fault.path in suggested):
            yield from _placed(fault)


def _about_unknown_key(fault: Fault, model: type[BaseModel]) -> str:
    key = str(fault.path[-1])
    if fault.value is None and ":" in key:
        return _where(fault.path[:-1], f'"{key}" needs a space after the colon')
    known = known_keys(model, fault.path)
    if key in known:
        return _where(fault.path[:-1], f'the key "{key}" does not go with the others here')
    return _where(fault.path[:-1], f'unknown key "{key}"{did_you_mean(key, known, listing="known here")}')


def _placed(fault: Fault) -> Iterator[tuple[KeyPath, str]]:
    error = fault.context.get("error")
    if isinstance(error, Misplaced):
        for path, words in error.problems:
            yield (*fault.path, *path), _where((*fault.path, *path), words)
    else:
        yield fault.path, _sentence(fault)


def _sentence(fault: Fault) -> str:
    if fault.kind == "missing":
        return _where(fault.path[:-1], f'the key "{fault.path[-1]}" is missing')
    if wanted := expected(fault.kind, fault.context):
        return _where(fault.path, mismatch(wanted, fault.value) + _nearest(fault))
    if broken := bounds(fault.kind, fault.context, fault.value):
        return _where(fault.path, broken)
    return _where(fault.path, _own_words(fault))


def _nearest(fault: Fault) -> str:
    if fault.kind not in {"literal_error", "enum"} or not isinstance(fault.value, str):
        return ""
    near = nearest(fault.value, choices(str(expected(fault.kind, fault.context))))
    return f'; did you mean "{near}"?' if near else ""


def _own_words(fault: Fault) -> str:
    error = fault.context.get("error")
    if error is not None:
        return str(error)
    return fault.message.removeprefix("Input should be ").removeprefix("Value error, ")


def _where(path: KeyPath, words: str) -> str:
    """Name the keys on the way to `path`; positions in lists are left to the line number."""
    names = ".".join(step for step in path if isinstance(step, str))
    return f"{names}: {words}" if names else words
