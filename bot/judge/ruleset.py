"""The rules as a reader writes them: what each looks for, and what then happens to a paper."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, BeforeValidator, ConfigDict, model_validator
from pydantic.config import JsonDict

from bot.judge.conditions import When
from bot.judge.samples import WrittenExample
from bot.judge.written import Day, Label, Maybe, Number, OneOrMore, Term
from bot.models import Effect
from bot.yamlfile.wording import KEYS, is_number, mismatch


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


# As far as an editor can see it: a rule does something, and not both of these.
_BOTH = {"properties": {"pin": {"const": True}, "exclude": {"enum": [True, "hard"]}}, "required": ["pin", "exclude"]}
_THEN_IN_SCHEMA: JsonDict = {"minProperties": 1, "not": _BOTH}  # type: ignore[dict-item]


def _not_soft(written: Any) -> Any:
    if written == "soft":
        raise ValueError("write true for an exclude that yields to a pin, hard for one that yields to nothing")
    return written


class Then(BaseModel):
    """What a rule does to a paper that it fires for.

    score: points, once if the rule fires; or points for each field that it hits, as {title: 10, abstract: 4}.
    section: where the paper goes. tag: words shown with it. pin: always show it. exclude: leave it out unless it is
    pinned; hard leaves it out whatever else is said.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", json_schema_extra=_THEN_IN_SCHEMA)

    score: Maybe[Number | Points] = None
    section: Maybe[Label] = None
    tag: Maybe[OneOrMore[Label]] = None
    pin: bool = False
    exclude: Annotated[bool | Literal["hard"], BeforeValidator(_not_soft)] = False

    @model_validator(mode="before")
    @classmethod
    def _is_no_mere_value(cls, written: Any) -> Any:
        if written in ("pin", "exclude"):
            raise ValueError(f"{mismatch(KEYS, written)}; write {{{written}: true}}")
        if is_number(written):
            raise ValueError(f"{mismatch(KEYS, written)}; write {{score: {written}}}")
        return written

    @model_validator(mode="after")
    def _does_something(self) -> Self:
        if not (self.pin or self.exclude) and self.score is None and self.section is None and self.tag is None:
            raise ValueError("the rule does nothing; say score, section, tag, pin or exclude")
        if self.pin and self.exclude:
            raise ValueError("a rule cannot both pin and exclude; make it two")
        return self

    @property
    def effect(self) -> Effect:
        """What of it is judged first: a gate, or the points."""
        if self.exclude:
            return "exclude-hard" if self.exclude == "hard" else "exclude"
        return "pin" if self.pin else "score"


class Rule(BaseModel):
    """One rule; `note` and `examples` change nothing in what it does.

    id: its name, in reasons and statistics. when: what must hold of a paper. then: what happens to it. note: for you.
    enabled: false switches it off. expires: from that day on it no longer counts. examples: papers for which it must
    fire, or must not.
    """

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
