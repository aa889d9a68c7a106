"""The conditions a rule may set: each is what a reader writes, checked, and the question it asks of a paper.

To add one: a class with its value and `matches`, and its word in `When`.
"""

from __future__ import annotations

import fnmatch
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import Annotated, Protocol, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PositiveInt, RootModel, model_validator

from bot.judge.comparisons import Comparison, parse_age, parse_comparison
from bot.judge.evidence import Evidence
from bot.judge.findings import NO, UNKNOWN, Finding, Hit, TermHits, Truth, all_of, any_of, at_least, found, none_of
from bot.judge.term_language import term_list
from bot.judge.terms import Scan, TermList
from bot.judge.written import (
    Age,
    Belonging,
    Count,
    Identifier,
    Kind,
    Maybe,
    Name,
    OneOrMore,
    Pattern,
    Term,
    counted,
    looks_somewhere,
    parse_identifier,
)
from bot.scholarly.names import family_keys, same_person
from bot.yamlfile.validation import Misplaced


class Condition(Protocol):
    def matches(self, evidence: Evidence) -> Finding: ...


# ── text ──────────────────────────────────────────────────────────────────────────────────────────────


class Terms(RootModel[OneOrMore[Term]]):
    """Terms any of which is looked for."""

    model_config = ConfigDict(frozen=True)

    @cached_property
    def parsed(self) -> TermList:
        return term_list(self.root)


class Title(Terms):
    """The title."""

    def matches(self, evidence: Evidence) -> Finding:
        return _in_text(self, "title", evidence.title, evidence)


class Abstract(Terms):
    """The abstract, as far as the mails give it."""

    def matches(self, evidence: Evidence) -> Finding:
        return _in_text(self, "abstract", evidence.abstract, evidence)


class Text(Terms):
    """The title or the abstract."""

    def matches(self, evidence: Evidence) -> Finding:
        return any_of(
            [
                _in_text(self, "title", evidence.title, evidence),
                _in_text(self, "abstract", evidence.abstract, evidence),
            ]
        )


def _in_text(terms: Terms, field: str, scan: Scan | None, evidence: Evidence) -> Finding:
    if scan is None:
        return UNKNOWN
    hits = [TermHits(field, terms.parsed, scan)] if terms.parsed.is_in(scan) else []
    return found(hits, is_complete=evidence.is_whole(field))


# ── whole values ──────────────────────────────────────────────────────────────────────────────────────


class Patterns(RootModel[OneOrMore[Pattern]]):
    """Shell patterns any of which is held against a whole value, case folded."""

    model_config = ConfigDict(frozen=True)


class Venue(Patterns):
    """Where it was published."""

    def matches(self, evidence: Evidence) -> Finding:
        return _among(self, "venue", evidence)


class Category(Patterns):
    """A subject class, such as cs.LG."""

    def matches(self, evidence: Evidence) -> Finding:
        return _among(self, "category", evidence)


class Source(Patterns):
    """Whose mails mention it."""

    def matches(self, evidence: Evidence) -> Finding:
        return _among(self, "source", evidence)


class Alert(Patterns):
    """The name of the subscription that brought it."""

    def matches(self, evidence: Evidence) -> Finding:
        return _among(self, "alert", evidence)


class Sender(Patterns):
    """The address that wrote."""

    def matches(self, evidence: Evidence) -> Finding:
        return _among(self, "sender", evidence)


class Url(Patterns):
    """The page of the paper."""

    def matches(self, evidence: Evidence) -> Finding:
        return _among(self, "url", evidence)


def _among(patterns: Patterns, field: str, evidence: Evidence) -> Finding:
    values = evidence.values[field]
    hits = [Hit(field, value) for value in values if value is not None and _fits(value, patterns.root)]
    return found(hits, is_complete=None not in values)


def _fits(value: str, patterns: Iterable[str]) -> bool:
    return any(shell_pattern(pattern).match(value.casefold()) for pattern in patterns)


@lru_cache(maxsize=1 << 14)
def shell_pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(fnmatch.translate(pattern.casefold()))


class Kinds(RootModel[OneOrMore[Kind]]):
    """New, a cross-list or a replacement: what it is where it is freshest."""

    model_config = ConfigDict(frozen=True)

    def matches(self, evidence: Evidence) -> Finding:
        if evidence.kind is None:
            return UNKNOWN
        return Finding(True, (Hit("kind", evidence.kind),)) if evidence.kind in self.root else NO


class Has(RootModel[OneOrMore[Belonging]]):
    """What is at hand for it."""

    model_config = ConfigDict(frozen=True)

    def matches(self, evidence: Evidence) -> Finding:
        return found([Hit("has", belonging) for belonging in self.root if belonging in evidence.belongings])


class Id(RootModel[OneOrMore[Identifier]]):
    """An identifier of the paper."""

    model_config = ConfigDict(frozen=True)

    @cached_property
    def pairs(self) -> frozenset[tuple[str, str]]:
        return frozenset().union(*map(parse_identifier, self.root))

    def matches(self, evidence: Evidence) -> Finding:
        identifiers = evidence.paper.identifiers
        hits = [
            Hit("id", f"{scheme}:{value}") for scheme, value in identifiers.items() if (scheme, value) in self.pairs
        ]
        return found(hits, is_complete={scheme for scheme, _ in self.pairs} <= identifiers.keys())


class Author(RootModel[OneOrMore[Name]]):
    """Someone among the authors, however the name is written."""

    model_config = ConfigDict(frozen=True)

    @cached_property
    def by_family(self) -> dict[str, list[str]]:
        """The names wanted, filed so that of thousands only few need comparing."""
        filed: dict[str, list[str]] = defaultdict(list)
        for name in self.root:
            for key in family_keys(name):
                filed[key].append(name)
        return filed

    def matches(self, evidence: Evidence) -> Finding:
        authors = evidence.paper.authors or ()
        hits = [Hit("author", author) for author in authors if self._is_wanted(author)]
        return found(hits, is_complete=evidence.paper.authors is not None and evidence.is_whole("authors"))

    def _is_wanted(self, author: str) -> bool:
        filed = (name for key in family_keys(author) for name in self.by_family.get(key, ()))
        return any(same_person(name, author) for name in filed)


# ── numbers ───────────────────────────────────────────────────────────────────────────────────────────


class Upvotes(RootModel[Count]):
    """Upvotes at the source that counts them."""

    model_config = ConfigDict(frozen=True)

    def matches(self, evidence: Evidence) -> Finding:
        return _compared(parse_comparison(self.root), "upvotes", evidence.paper.upvotes)


class Mentions(RootModel[Count]):
    """How often it was mentioned."""

    model_config = ConfigDict(frozen=True)

    def matches(self, evidence: Evidence) -> Finding:
        return _compared(parse_comparison(self.root), "mentions", len(evidence.paper.mentions) or None)


class Sources(RootModel[Count]):
    """How many sources agree on it."""

    model_config = ConfigDict(frozen=True)

    def matches(self, evidence: Evidence) -> Finding:
        return _compared(parse_comparison(self.root), "sources", evidence.source_count or None)


def _compared(comparison: Comparison, field: str, value: int | None) -> Finding:
    if value is None:
        return UNKNOWN
    return Finding(True, (Hit(field, str(value)),)) if comparison.of(value) else NO


class AgeOf(RootModel[Age]):
    """How long ago it was published, or first seen where no mail says when."""

    model_config = ConfigDict(frozen=True)

    def matches(self, evidence: Evidence) -> Finding:
        if evidence.age is None:
            return UNKNOWN
        truth = parse_age(self.root).of_range(*evidence.age)
        return Finding(truth, (Hit("age", f"{evidence.age[0]:.0f} days"),) if truth else ())


# ── all of them ───────────────────────────────────────────────────────────────────────────────────────


OF_MENTIONS = (Source, Alert, Sender, Url, Kinds, Mentions, Sources)
"""Those that look at the mentions of a paper; any other can do without them."""

GROUPS = ("any", "all", "none", "at_least")
ExactlyOne = Field(min_length=1, max_length=1, json_schema_extra={"propertyNames": {"pattern": "^[1-9][0-9]*$"}})


class When(BaseModel):
    """Conditions that must all hold: one of each, and `any`, `all`, `none` and `at_least` of several.

    any: conditions one of which must hold. all: conditions that must all hold. none: conditions none of which may hold.
    at_least: how many of some conditions must hold, as {2: [{title: a}, {title: b}, {title: c}]}.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"minProperties": 1})

    text: Maybe[Text] = None
    title: Maybe[Title] = None
    abstract: Maybe[Abstract] = None
    author: Maybe[Author] = None
    venue: Maybe[Venue] = None
    category: Maybe[Category] = None
    source: Maybe[Source] = None
    alert: Maybe[Alert] = None
    sender: Maybe[Sender] = None
    id: Maybe[Id] = None
    url: Maybe[Url] = None
    kind: Maybe[Kinds] = None
    has: Maybe[Has] = None
    upvotes: Maybe[Upvotes] = None
    mentions: Maybe[Mentions] = None
    sources: Maybe[Sources] = None
    age: Maybe[AgeOf] = None

    any: Maybe[OneOrMore[When]] = None
    all: Maybe[OneOrMore[When]] = None
    none: Maybe[OneOrMore[When]] = None
    at_least: Maybe[Annotated[dict[PositiveInt, OneOrMore[When]], ExactlyOne, BeforeValidator(counted)]] = None

    _is_no_mere_term = model_validator(mode="before")(looks_somewhere)

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("a condition is missing here: an empty one would hold for every paper")
        for number, members in (self.at_least or {}).items():
            if number > len(members):
                words = f"it wants {number} conditions to hold, but lists only {len(members)}"
                raise Misplaced((("at_least",), words))
        return self

    @cached_property
    def single(self) -> tuple[tuple[str, Condition], ...]:
        """The conditions set here, by their words, without the groups."""
        members = ((word, getattr(self, word)) for word in type(self).model_fields if word not in GROUPS)
        return tuple((word, condition) for word, condition in members if condition is not None)

    @cached_property
    def groups(self) -> tuple[tuple[str, tuple[When, ...]], ...]:
        """The groups of conditions set here, by their words."""
        counted = next(iter((self.at_least or {}).values()), None)
        groups = (("any", self.any), ("all", self.all), ("none", self.none), ("at_least", counted))
        return tuple((word, members) for word, members in groups if members)

    def matches(self, evidence: Evidence, *, unknown: Truth) -> Finding:
        """What all of it finds; a single condition that is unknown counts as `unknown`."""
        singly = (condition.matches(evidence) for _, condition in self.single)
        findings = [Finding(unknown) if finding.truth is None else finding for finding in singly]
        for word, members in self.groups:
            inner = [member.matches(evidence, unknown=unknown) for member in members]
            findings.append(self._combined(word, inner))
        return all_of(findings)

    def _combined(self, word: str, findings: Sequence[Finding]) -> Finding:
        match word:
            case "any":
                return any_of(findings)
            case "none":
                return none_of(findings)
            case "at_least":
                return at_least(next(iter(self.at_least or {})), findings)
        return all_of(findings)
