"""The rules file: read, checked against itself, and turned into what judge and compose work with.

How a single rule may look is the judge's own model; here are the short form, the sets and the digest's layout.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, PositiveInt, model_validator

from bot.errors import ConfigError
from bot.judge import compile_rules
from bot.judge.ruleset import Rule, Ruleset
from bot.judge.sections import sections_or_named
from bot.judge.written import Day, Label, Maybe, Name, Number, OneOrMore, Term
from bot.models import Layout, Section
from bot.rules.checks import KeyPath, Problem, problems_in
from bot.rules.examples import names_nowhere, problems_of_file, problems_of_rules
from bot.rules.expectations import WrittenRulesExample
from bot.yamlfile import Misplaced, load_yaml, misplaced, validate
from bot.yamlfile.wording import KEYS, is_number, mismatch

__all__ = ["Rules", "load_rules", "try_rules"]

OrderKey = Literal["score", "upvotes", "published", "title", "first_seen"]
Overflow = Literal["list", "count", "drop"]

SetNames = Field(json_schema_extra={"propertyNames": {"pattern": r"""^[^\s@"'/,:;(){}\[\]]+$"""}})
IN_TITLE, IN_ABSTRACT = 3, 1  # points of the short form's `include`


class SectionPart(BaseModel):
    """A heading. It takes papers that score at least `min_score`, and those a rule sends there.

    title: the heading. min_score: what takes a paper here without a rule. limit: how many papers are shown in full.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Label
    min_score: Maybe[Number] = None
    limit: Maybe[PositiveInt] = None

    @model_validator(mode="before")
    @classmethod
    def _is_no_mere_title(cls, written: Any) -> Any:
        if isinstance(written, str):
            raise ValueError(f"a section is written as {{title: {written}}}")
        return written


class SelectPart(BaseModel):
    """What a paper must score to be selected, unless a rule pins it.

    min_score: so many points.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    min_score: Number = 1

    @model_validator(mode="before")
    @classmethod
    def _is_no_mere_number(cls, written: Any) -> Any:
        if is_number(written):
            raise ValueError(f"{mismatch(KEYS, written)}; write {{min_score: {written}}}")
        return written


class DigestPart(BaseModel):
    """How the digest is laid out, and until when it is held.

    select: what a paper must score. sections: headings in order; a paper stands in the first that takes it. rest: what
    becomes of papers beyond the limits: a line each, their number, or nothing. order: of the papers in a section.
    paused_until: papers wait until that day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    select: SelectPart = SelectPart()
    sections: tuple[SectionPart, ...] = ()
    rest: Overflow = "list"
    order: OneOrMore[OrderKey] = ("score", "upvotes", "published")
    paused_until: Maybe[Day] = None


class DedupPart(BaseModel):
    """What happens to papers that come again; written down so that it can be read, each in the one way there is.

    arxiv_versions: versions of an arXiv paper are one paper. preprint_published: a preprint and its published form are
    one paper. repeat: a paper that comes again is mentioned, not shown again.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    arxiv_versions: Literal["same"] = "same"
    preprint_published: Literal["link"] = "link"
    repeat: Literal["mention"] = "mention"


class Rules(BaseModel):
    """A whole rules file. Short-form keys may stand beside any other.

    include: terms to look for; 3 points in the title, 1 in the abstract. exclude: terms that keep a paper out, unless
    it is pinned. authors: people whose papers are always shown. terms: sets of terms, to be used as @name. rules: when
    a paper …, then …. digest: how it is laid out. dedup: what happens to papers that come again. examples: papers and
    what must become of them, tried before the file counts. paused_until: papers wait until that day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    include: Maybe[OneOrMore[Term]] = None
    exclude: Maybe[OneOrMore[Term]] = None
    authors: Maybe[OneOrMore[Name]] = None
    terms: Annotated[dict[str, OneOrMore[Term]], SetNames] = {}
    rules: tuple[Rule, ...] = ()
    digest: DigestPart = DigestPart()
    dedup: DedupPart = DedupPart()
    examples: Maybe[OneOrMore[WrittenRulesExample]] = None
    held_until: Maybe[Day] = Field(default=None, alias="paused_until")

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        problems = problems_in(self.ruleset, self._written_sections)
        problems += names_nowhere(self.examples or (), self.ruleset, self.layout)
        if problems:
            raise Misplaced(*((self.as_written(path), sentence) for path, sentence in problems))
        return self

    def as_written(self, path: KeyPath) -> KeyPath:
        """Where a problem stands in the file: what a short-form rule has wrong stands at its key."""
        match path:
            case ("rules", int(position), *rest) if position >= len(self.rules):
                return (self.ruleset.rules[position].id, *(step for step in rest[-1:] if isinstance(step, int)))
        return path

    @cached_property
    def ruleset(self) -> Ruleset:
        """The rules in full: those of the file, then those that the short form stands for."""
        return Ruleset(terms=self.terms, rules=(*self.rules, *self._short_form()))

    @cached_property
    def layout(self) -> Layout:
        return Layout(
            sections=sections_or_named(self._written_sections, self.ruleset.rules),
            min_score=self.digest.select.min_score,
            rest=self.digest.rest,
            order=self.digest.order,
        )

    @cached_property
    def hash(self) -> str:
        """Changes when a verdict or the layout may change; not with comments, notes, or the way things are written."""
        unimportant = {"rules": {"__all__": {"note", "examples"}}}
        rules = self.ruleset.model_dump(mode="json", exclude_defaults=True, exclude=unimportant)
        return hashlib.sha256(json.dumps([rules, asdict(self.layout)], sort_keys=True).encode()).hexdigest()

    @property
    def example_count(self) -> int:
        """How many examples the file carries, those of single rules included."""
        return len(self.examples or ()) + sum(len(rule.examples or ()) for rule in self.rules)

    def broken_examples(self) -> list[Problem]:
        """Examples that show something else than they say, each with where it stands."""
        if not self.example_count:
            return []
        judge = compile_rules(self.ruleset, self.layout)
        of_file = problems_of_file(self.examples or (), judge, self.layout)
        return [*problems_of_rules(self.ruleset, judge), *of_file]

    @property
    def paused_until(self) -> date | None:
        """Until that day papers wait; the later one if it is said twice."""
        return max(filter(None, (self.held_until, self.digest.paused_until)), default=None)

    @property
    def _written_sections(self) -> tuple[Section, ...]:
        return tuple(Section(part.title, part.min_score, part.limit) for part in self.digest.sections)

    def _short_form(self) -> Iterator[Rule]:
        points = {"title": IN_TITLE, "abstract": IN_ABSTRACT}
        if self.include:
            yield _rule("include", {"text": self.include}, {"score": points})
        if self.exclude:
            yield _rule("exclude", {"text": self.exclude}, {"exclude": True})
        if self.authors:
            yield _rule("authors", {"author": self.authors}, {"pin": True})


def _rule(name: str, when: dict[str, object], then: dict[str, object]) -> Rule:
    return Rule.model_validate({"id": name, "when": when, "then": then})


def load_rules(path: Path) -> Rules:
    """The rules in the file at `path`; raises ConfigError, a line `file:line: sentence` for each mistake.

    An example that shows something else than it says is a mistake too.
    """
    rules, broken = try_rules(path)
    if broken:
        raise broken
    return rules


def try_rules(path: Path) -> tuple[Rules, ConfigError | None]:
    """The same for trying rules out: what is wrong with their examples is told beside them, not raised."""
    document = load_yaml(path)
    rules = validate(document, Rules)
    problems = rules.broken_examples()
    return rules, misplaced(document, *problems) if problems else None
