"""A paper as the examples of a rules file describe it: as far as it matters for what is to be shown."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, NonNegativeInt

from bot.judge.written import Identifier, Kind, Maybe, OneOrMore, parse_identifier
from bot.models import Mention, Paper

# Examples are judged at this moment, whenever that really is: what they show must not change as time goes by.
JUDGED_AT = datetime(2000, 1, 1, tzinfo=UTC)

_AGE = re.compile(r"(\d{1,5})\s*(day|week|month|year)s?", re.IGNORECASE)
_DAYS = {"day": 1, "week": 7, "month": 30, "year": 365}


def parse_days(written: str) -> int:
    """The days in "3 days" or "2 weeks"; a month has 30, a year 365. Raises ValueError with a sentence."""
    parts = _AGE.fullmatch(written.strip())
    if parts is None:
        raise ValueError(f'"{written}" does not say how old the paper is; write "3 days" or "2 weeks"')
    return int(parts[1]) * _DAYS[parts[2].lower()]


def _checked_days(written: str) -> str:
    parse_days(written)
    return written


def title_alone(written: Any) -> Any:
    """A text stands for an example of which nothing but the title matters."""
    return {"title": written} if isinstance(written, str) else written


class Sample(BaseModel):
    """A paper, as far as it matters. What is not said is unknown, as where a mail does not say it.

    source: one, or a list with one for each mail that mentions the paper. has: which links it has. age: how long ago
    it was published. truncated: what the mail cut short.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str = Field(min_length=1)
    abstract: Maybe[str] = None
    authors: Maybe[OneOrMore[str]] = None
    categories: Maybe[OneOrMore[str]] = None
    venue: Maybe[str] = None
    source: Maybe[OneOrMore[str]] = None
    alert: Maybe[str] = None
    sender: Maybe[str] = None
    kind: Maybe[Kind] = None
    id: Maybe[OneOrMore[Identifier]] = None
    url: Maybe[str] = None
    has: Maybe[OneOrMore[Literal["code", "pdf"]]] = None
    upvotes: Maybe[NonNegativeInt] = None
    age: Maybe[Annotated[str, AfterValidator(_checked_days)]] = None
    truncated: Maybe[OneOrMore[Literal["title", "abstract", "authors"]]] = None

    def paper(self) -> Paper:
        """The paper as the mails of its sources would show it."""
        identifiers = dict(pair for written in self.id or () for pair in parse_identifier(written))
        return Paper(
            self.title,
            authors=self.authors,
            abstract=self.abstract,
            identifiers=identifiers,
            url=self.url,
            links={role: f"https://{role}.example/" for role in self.has or ()},
            venue=self.venue,
            published=self._published(),
            categories=self.categories,
            upvotes=self.upvotes,
            truncated=frozenset(self.truncated or ()),
            mentions=tuple(self._mention(source) for source in self.source or ("",)),
        )

    def _published(self) -> str | None:
        return None if self.age is None else (JUDGED_AT - timedelta(days=parse_days(self.age))).date().isoformat()

    def _mention(self, source: str) -> Mention:
        sender = self.sender.lower() if self.sender else None
        return Mention(self.title, source, kind=self.kind, alert=self.alert, sender=sender)


class Example(Sample):
    """A paper for which the rule must fire, or must not. A text alone is a title."""

    fires: bool = True


# One of them, or a title alone.
WrittenExample = Annotated[Example, BeforeValidator(title_alone)]
