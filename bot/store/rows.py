"""Values of `models.py` to rows and back."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row

from bot.models import Mention, Paper

_TUPLES = ("authors", "categories")
_PAPER_COLUMNS = frozenset({"id", "title", "url", "mentions", "first_seen"})


def paper_row(paper: Paper) -> dict[str, Any]:
    """The columns of `paper` a merge may change."""
    return {"title": paper.title, "url": paper.url, "details": _set_fields(paper, _PAPER_COLUMNS)}


def paper_of(row: Row[Any], mentions: tuple[Mention, ...] = ()) -> Paper:
    return Paper(
        title=row.title,
        id=row.id,
        url=row.url,
        mentions=mentions,
        first_seen=row.first_seen,
        **_fields(row.details),
    )


def mention_row(mention: Mention) -> dict[str, Any]:
    return {"source": mention.source, "alert": mention.alert, "details": _set_fields(mention)}


def mention_of(row: Row[Any]) -> Mention:
    return Mention(**_fields(row.details))


def _set_fields(work: Paper | Mention, but: Collection[str] = ()) -> dict[str, Any]:
    """The fields that say something: most mails say little."""
    return {name: value for name, value in vars(work).items() if value is not None and name not in but}


def _fields(details: dict[str, Any]) -> dict[str, Any]:
    """What JSON made lists of is a tuple or a set again; `details` is changed."""
    for name in _TUPLES:
        if name in details:
            details[name] = tuple(details[name])
    if "truncated" in details:
        details["truncated"] = frozenset(details["truncated"])
    return details


def storable_moment(moment: datetime | None) -> datetime | None:
    """The moment, or None where its UTC lies outside the years 1 to 9999: a mail may claim any date."""
    try:
        return moment and moment.astimezone(UTC)
    except OverflowError:
        return None


def clipped(text: str | None, length: int = 1000) -> str | None:
    """At most so many characters: what is kept of a mail for people to recognise it by."""
    return text and text[:length]
