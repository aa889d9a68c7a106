"""A paper as the examples of a rules file describe it: as far as it matters for what is to be shown."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, NonNegativeInt

from bot.judge.written import Identifier, Kind, Maybe, OneOrMore, parse_identifier
from bot.models import Mention, Paper
from bot.short_forms import TextFor

# Examples are judged at this moment, whenever that really is: what they show must not change as time goes by.
JUDGED_AT = datetime(2000, 1, 1, tzinfo=UTC)

_AGE = re.compile(r"(\d{1,5})\s*(day|week|month|year)s?", re.IGNORECASE)
AGES = r"^\s*\d{1,5}\s*([Dd]ay|[Ww]eek|[Mm]onth|[Yy]ear)s?\s*$"  # the same for editors
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


class Sample(BaseModel):
    """A paper, as far as it matters. What is not said is unknown, as where a mail does not say it.

    title: all that is needed. abstract: or a snippet of it. authors: as the mail writes them. categories: subject
    classes, such as cs.LG. venue: where it was published. source: whose mail mentions it; a list has one for each mail.
    alert: the name of the subscription. sender: the address that wrote. kind: what the listing calls it. id: an
    identifier, such as arxiv:2303.08867. url: its page. has: which links it has. upvotes: at the source that counts
    them. age: how long ago it was published, such as 3 days. truncated: what the mail cut short.
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
    age: Maybe[
        Annotated[str, Field(json_schema_extra={"type": "string", "pattern": AGES}), AfterValidator(_checked_days)]
    ] = None
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
    """A paper for which the rule must fire, or must not. A text alone is a title.

    fires: false for a paper that the rule must pass over.
    """

    fires: bool = True


# One of them, or a title alone.
WrittenExample = Annotated[Example, TextFor("title")]
