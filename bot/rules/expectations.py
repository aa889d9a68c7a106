"""Examples that a rules file carries to show what it does as a whole: a paper, and what is expected of its verdict."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from bot.judge.comparisons import parse_score
from bot.judge.samples import Sample, title_alone
from bot.judge.written import Label, Maybe, OneOrMore


def _checked_score(written: str) -> str:
    parse_score(written)
    return written


Score = Annotated[str, Field(coerce_numbers_to_str=True), AfterValidator(_checked_score)]


class Expectation(BaseModel):
    """What a verdict must be. Only what stands here is held against it.

    rule, not_rule: rules that fire, every one of them, and rules that do not. score: a number, or a comparison.
    excluded: true for whichever kind. tag: every one of these.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    selected: Maybe[bool] = None
    pinned: Maybe[bool] = None
    excluded: Maybe[bool | Literal["soft", "hard"]] = None
    score: Maybe[Score] = None
    section: Maybe[Label] = None
    rule: Maybe[OneOrMore[Label]] = None
    not_rule: Maybe[OneOrMore[Label]] = None
    tag: Maybe[OneOrMore[Label]] = None

    @model_validator(mode="after")
    def _expects_something(self) -> Self:
        if not self.model_fields_set:
            raise ValueError("nothing is expected here; say selected, rule, not_rule, section, score or excluded")
        if self.section is not None and (self.selected is False or self.excluded):
            raise ValueError("a paper that is not selected stands in no section; leave one of them out")
        return self


class RulesExample(Sample):
    """A paper and what the rules as a whole must say of it; a text alone is a title that must be selected."""

    expect: Expectation = Expectation(selected=True)


WrittenRulesExample = Annotated[RulesExample, BeforeValidator(title_alone)]
