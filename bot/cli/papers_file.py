"""Papers as JSON lines, the form in which scripts hand papers to `match` and `dedup`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from bot.models import Mention, MentionKind
from bot.scholarly.identifiers import resolved


def _as_text(value: object) -> object:
    """A year may be a number, and ids are compared as written."""
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


class PaperLine(BaseModel):
    """One line: the fields of `papersieve parse --json`, an optional `id`; only `title` is required.

    Keys it does not know are left alone, so that scripts may carry their own along.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")

    id: Any = None
    title: str = Field(min_length=1)
    authors: tuple[str, ...] | None = None
    abstract: str | None = None
    identifiers: dict[str, Annotated[str, BeforeValidator(_as_text)] | None] | None = None
    url: str | None = None
    links: dict[str, str] | None = None
    venue: str | None = None
    published: Annotated[str | None, BeforeValidator(_as_text)] = None
    categories: tuple[str, ...] | None = None
    kind: MentionKind | None = None
    alert: str | None = None
    upvotes: int | None = None
    truncated: tuple[str, ...] = ()
    source: str | None = None
    sender: str | None = None

    def mention(self) -> Mention:
        """The paper as if one mail had mentioned it."""
        return Mention(
            title=self.title,
            source=self.source or "",
            authors=self.authors,
            abstract=self.abstract,
            identifiers=_canonical(self.identifiers or {}),
            url=self.url,
            links=self.links or {},
            venue=self.venue,
            published=self.published,
            categories=self.categories,
            kind=self.kind,
            alert=self.alert,
            upvotes=self.upvotes,
            truncated=frozenset(self.truncated),
            sender=self.sender.lower() if self.sender else None,
        )


@dataclass(frozen=True)
class BadLine:
    """A line that is no paper; `error` is a sentence that names the line as people count."""

    error: str


def read_papers(lines: Iterable[str]) -> Iterator[tuple[int, PaperLine | BadLine]]:
    """Line number (from zero) and that line's paper, or what is wrong with it; blank lines are passed over."""
    for number, line in enumerate(lines):
        if line.strip():
            yield number, _read_line(number, line)


def _read_line(number: int, line: str) -> PaperLine | BadLine:
    try:
        return PaperLine.model_validate(json.loads(line))
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(step) for step in first["loc"]) or "the line"
        return BadLine(f"line {number + 1}: {where}: {first['msg']}; expected the fields of `parse --json`.")
    except (ValueError, RecursionError) as error:
        return BadLine(f"line {number + 1} is not a JSON object: {error}.")


def _canonical(identifiers: dict[str, str | None]) -> dict[str, str]:
    """What is an identifier, under the scheme it really belongs to: arXiv's DOIs are arXiv ids."""
    known = (resolved(scheme, value) for scheme, value in identifiers.items() if value)
    return {scheme: value for scheme, value in known if value}
