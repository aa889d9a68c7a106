"""The rules as a reader writes them: what each looks for, and what then happens to a paper."""

from __future__ import annotations

from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator

from bot.judge.conditions import When
from bot.judge.samples import WrittenExample
from bot.judge.written import Day, Label, Maybe, Number, OneOrMore, Term


class Points(BaseModel):
    """Points for each field in which a condition of the rule has a hit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: Maybe[Number] = None
    abstract: Maybe[Number] = None
    author: Maybe[Number] = None
    venue: Maybe[Number] = None
    category: Maybe[Number] = None
    source: Maybe[Number] = None
    alert: Maybe[Number] = None
    sender: Maybe[Number] = None
    id: Maybe[Number] = None
    url: Maybe[Number] = None
    kind: Maybe[Number] = None
    has: Maybe[Number] = None
    upvotes: Maybe[Number] = None
    mentions: Maybe[Number] = None
    sources: Maybe[Number] = None
    age: Maybe[Number] = None

    def of(self, field: str) -> float:
        """The points for a hit in `field`, 0 if it has none."""
        return getattr(self, field, None) or 0


class Then(BaseModel):
    """What a rule does to a paper that it fires for."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    score: Maybe[Number | Points] = None
    section: Maybe[Label] = None
    tag: Maybe[OneOrMore[Label]] = None
    pin: bool = False
    exclude: bool | Literal["hard"] = False

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not (self.pin or self.exclude) and self.score is None and self.section is None and self.tag is None:
            raise ValueError("the rule does nothing; say score, section, tag, pin or exclude")
        if self.pin and self.exclude:
            raise ValueError("a rule cannot both pin and exclude; make it two")
        return self


class Rule(BaseModel):
    """One rule; `note` and `examples` change nothing in what it does. From the day it `expires` it no longer counts."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: Label
    when: When
    then: Then
    note: Maybe[str] = None
    enabled: bool = True
    expires: Maybe[Day] = None
    examples: Maybe[OneOrMore[WrittenExample]] = None


class Ruleset(BaseModel):
    """All rules of a digest, in order, and the sets of terms they name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    terms: dict[str, OneOrMore[Term]] = {}
    rules: tuple[Rule, ...] = ()
