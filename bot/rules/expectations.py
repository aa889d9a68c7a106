"""Examples that a rules file carries to show what it does as a whole: a paper, and what is expected of its verdict."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from bot.judge.comparisons import parse_score
from bot.judge.samples import Sample
from bot.judge.written import Label, Maybe, OneOrMore
from bot.short_forms import TextFor


def _checked_score(written: str) -> str:
    parse_score(written)
    return written


Score = Annotated[str, Field(coerce_numbers_to_str=True), AfterValidator(_checked_score)]


class Expectation(BaseModel):
    """What a verdict must be. Only what stands here is held against it.

    selected: whether it is shown. pinned: whether a rule pins it. excluded: whether a rule keeps it out, and how; true
    is for either way. score: a number, or a comparison such as ">= 10". section: where it stands. rule: a rule that
    fires, or several that all do. not_rule: a rule that does not fire, or several none of which does. tag: a tag it
    gets, or several.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra={"minProperties": 1})

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
    """A paper and what the rules as a whole must say of it; a text alone is a title that must be selected.

    expect: what must come of it; without it, that it is selected.
    """

    expect: Expectation = Expectation(selected=True)


WrittenRulesExample = Annotated[RulesExample, TextFor("title")]
