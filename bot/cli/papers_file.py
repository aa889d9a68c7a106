"""Papers as JSON lines, the form in which scripts hand papers to `match` and `dedup`."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from bot.models import Mention, MentionKind
from bot.scholarly.identifiers import resolved
from bot.yamlfile.wording import bounds, expected, found

LONGEST_LINE = 10_000_000
"""Characters; a paper with the longest abstract has a thousandth of it."""


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
    links: dict[str, str | None] | None = None
    venue: str | None = None
    published: Annotated[str | None, BeforeValidator(_as_text)] = None
    categories: tuple[str, ...] | None = None
    kind: MentionKind | None = None
    alert: str | None = None
    upvotes: int | None = None
    truncated: tuple[str, ...] | None = None
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
            links={role: url for role, url in (self.links or {}).items() if url},
            venue=self.venue,
            published=self.published,
            categories=self.categories,
            kind=self.kind,
            alert=self.alert,
            upvotes=self.upvotes,
            truncated=frozenset(self.truncated or ()),
            sender=self.sender.lower() if self.sender else None,
        )


@dataclass(frozen=True)
class BadLine:
    """A line that is no paper; `error` is a sentence that begins with file and line, as people count."""

    error: str


def read_papers(lines: Iterable[str], name: str) -> Iterator[tuple[int, PaperLine | BadLine]]:
    """Line number (from zero) and that line's paper, or what is wrong with it; blank lines are passed over.

    name: of the file, for errors; - is standard input.
    """
    file = "standard input" if name == "-" else name
    for number, line in enumerate(lines):
        if line.strip():
            yield number, _read_line(f"{file}:{number + 1}", line)


def _read_line(place: str, line: str) -> PaperLine | BadLine:
    if len(line) > LONGEST_LINE:
        return BadLine(f"{place}: this line is longer than the {LONGEST_LINE // 1_000_000} MB that are read.")
    try:
        given = json.loads(line.removeprefix("\ufeff").strip())
    except json.JSONDecodeError as error:
        return BadLine(
            f"{place}: this is not JSON: {error.msg.lower().removesuffix(' at')}, at character {error.colno}."
        )
    except RecursionError:
        return BadLine(f"{place}: this cannot be read: brackets stand too deep in one another.")
    except ValueError as error:
        return BadLine(f"{place}: this cannot be read: {error}.")
    if not isinstance(given, dict):
        return BadLine(f'{place}: expected an object such as {{"title": "…"}}, found {found(given)}.')
    try:
        return PaperLine.model_validate(given)
    except ValidationError as error:
        return BadLine(f"{place}: {_wrong(error.errors()[0])}.")


def _wrong(fault: ErrorDetails) -> str:
    """What is wrong with a field, in words."""
    kind, context = fault["type"], fault.get("ctx", {})
    field = ".".join(str(step) for step in fault["loc"])
    if kind == "missing":
        return f'the key "{field}" is missing'
    if kind == "string_unicode":
        return f"{field}: holds half a character (a lone surrogate)"
    if wanted := expected(kind, context):
        return f"{field}: expected {wanted}, found {found(fault['input'])}"
    return f"{field}: {bounds(kind, context, fault['input']) or fault['msg']}"


def _canonical(identifiers: dict[str, str | None]) -> dict[str, str]:
    """What is an identifier, under the scheme it really belongs to: arXiv's DOIs are arXiv ids."""
    known = (resolved(scheme, value) for scheme, value in identifiers.items() if value)
    return {scheme: value for scheme, value in known if value}
