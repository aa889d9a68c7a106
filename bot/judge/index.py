"""Which rules can fire for a paper at all: each is filed under things one of which it cannot do without."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.judge.conditions import Author, Condition, Id, Kinds, Patterns, Terms, When
from bot.judge.evidence import Evidence
from bot.judge.terms import Alternative, Near, Phrase, Regex, SetName, TermList
from bot.scholarly.names import family_keys

Key = tuple[str, str]  # ("phrase" or "regex", its key), or the word of a condition and a value
Keys = frozenset[Key] | None  # None: it may be true without any of them
Sets = Mapping[str, TermList]

_WILDCARD = re.compile(r"[*?[]")


class Index:
    """Rules, by their position in the list, under what may fire them."""

    def __init__(self, conditions: Sequence[When], sets: Sets):
        self._unfiled: list[int] = []
        self._filed: dict[Key, list[int]] = defaultdict(list)
        for position, when in enumerate(conditions):
            keys = keys_of(when, sets)
            if keys is None:
                self._unfiled.append(position)
            for key in keys or ():
                self._filed[key].append(position)
        self._words = frozenset(word for word, _ in self._filed)

    def candidates(self, evidence: Evidence) -> list[int]:
        """The positions of all rules that may fire for the paper, ascending."""
        found = set(self._unfiled)
        for word in self._words:
            for value in VALUES[word](evidence):
                found.update(self._filed.get((word, value), ()))
        return sorted(found)


def _phrases(evidence: Evidence) -> Iterator[str]:
    yield from evidence.title.phrases
    if evidence.abstract:
        yield from evidence.abstract.phrases


def _regexes(evidence: Evidence) -> Iterator[str]:
    yield from evidence.title.regexes
    if evidence.abstract:
        yield from evidence.abstract.regexes


def _values_of(word: str) -> Callable[[Evidence], Iterable[str]]:
    return lambda evidence: (value.casefold() for value in evidence.values[word] if value is not None)


# What a paper has to show under each word that rules are filed by.
VALUES: Mapping[str, Callable[[Evidence], Iterable[str]]] = {
    "phrase": _phrases,
    "regex": _regexes,
    "author": lambda evidence: (key for author in evidence.paper.authors or () for key in family_keys(author)),
    "id": lambda evidence: (f"{scheme}:{value}" for scheme, value in evidence.paper.identifiers.items()),
    "kind": lambda evidence: [evidence.kind or ""],
    **{word: _values_of(word) for word in ("category", "venue", "url", "source", "alert", "sender")},
}


def keys_of(when: When, sets: Sets) -> Keys:
    """Keys of which at least one must be in the paper for `when` to be true."""
    parts = [_single(word, condition, sets) for word, condition in when.single]
    parts += [_group(word, [keys_of(member, sets) for member in members]) for word, members in when.groups]
    return _rarest(parts)


def _group(word: str, members: Sequence[Keys]) -> Keys:
    if word == "none":
        return None
    return _rarest(members) if word == "all" else _either(members)


def _rarest(parts: Iterable[Keys]) -> Keys:
    """Of parts that must all be true any will do; phrases are rarer in papers than categories are."""
    usable = [keys for keys in parts if keys is not None]
    return min(usable, key=lambda keys: (sum(map(_commonness, keys)), len(keys)), default=None)


def _commonness(key: Key) -> int:
    """How often, roughly, papers bear a key: a regular expression is named by more texts than it matches."""
    return {"phrase": 0, "regex": 1}.get(key[0], 2)


def _either(parts: Iterable[Keys]) -> Keys:
    """Of parts one of which must be true, whichever it is has to be found."""
    found: set[Key] = set()
    for keys in parts:
        if keys is None:
            return None
        found |= keys
    return frozenset(found)


def _single(word: str, condition: Condition, sets: Sets) -> Keys:
    match condition:
        case Terms():
            return _either(_of_alternative(wanted, sets) for wanted in condition.parsed.alternatives)
        case Patterns() if not any(map(_WILDCARD.search, condition.root)):
            return frozenset((word, pattern.casefold()) for pattern in condition.root)
        case Author():
            return frozenset((word, family) for family in condition.by_family)
        case Id():
            return frozenset((word, f"{scheme}:{value}") for scheme, value in condition.pairs)
        case Kinds():
            return frozenset((word, kind) for kind in condition.root)
    return None


def _of_alternative(wanted: Alternative, sets: Sets) -> Keys:
    match wanted:
        case Phrase():
            return frozenset({("phrase", wanted.key)})
        case SetName(name):
            return _either(_of_alternative(member, sets) for member in sets[name].alternatives)
        case Near(operands):
            return _rarest(_of_alternative(operand, sets) for operand in operands)
        case Regex():
            return frozenset({("regex", wanted.key)})


def term_lists_of(when: When) -> Iterator[TermList]:
    """All lists of terms in `when`, in whichever group."""
    yield from (condition.parsed for _, condition in when.single if isinstance(condition, Terms))
    for _, members in when.groups:
        for member in members:
            yield from term_lists_of(member)
