"""What is known of one paper when it is judged, and what its mails left open."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from bot.judge.terms import Scan
from bot.models import Paper, sources_of

SECONDS_A_DAY = 86_400
KINDS = ("new", "cross-list", "replaced")  # the freshest first
_ISO_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?!\d)")


@dataclass(frozen=True)
class Evidence:
    """A paper, the moment it is judged at, and its texts scanned; `abstract` is None if no mail gave one."""

    paper: Paper
    now: datetime
    title: Scan
    abstract: Scan | None

    def is_whole(self, field: str) -> bool:
        """Whether nothing was cut off that field of the paper."""
        return field not in self.paper.truncated

    @cached_property
    def values(self) -> Mapping[str, Sequence[str | None]]:
        """Of the fields that shell patterns are held against, all that mails say; None for a mail that says nothing."""
        paper, mentions = self.paper, self.paper.mentions
        return {
            "category": (None,) if paper.categories is None else paper.categories,
            "venue": (paper.venue,),
            "url": _each(url for url in (paper.url, *(mention.url for mention in mentions)) if url),
            "source": _each(mention.source or None for mention in mentions),
            "alert": _each(mention.alert for mention in mentions),
            "sender": _each(mention.sender for mention in mentions),
        }

    @property
    def belongings(self) -> frozenset[str]:
        """What is at hand for the paper, of code, pdf, abstract and doi."""
        at_hand = {role for role in ("code", "pdf") if self.paper.links.get(role)}
        at_hand |= {"abstract"} if self.paper.abstract else set()
        return frozenset(at_hand | ({"doi"} if self.paper.identifiers.get("doi") else set()))

    @property
    def source_count(self) -> int:
        """How many sources agree on the paper."""
        return sum(1 for source in sources_of(self.paper.mentions) if source)

    @property
    def kind(self) -> str | None:
        """What the paper is where it is freshest: one that is new here and a replacement there is new."""
        kinds = {mention.kind for mention in self.paper.mentions}
        return next((kind for kind in KINDS if kind in kinds), None)

    @property
    def age(self) -> tuple[float, float] | None:
        """At least and at most so many days since it was published, else since it was first seen; None if unknown."""
        published = days_of(self.paper.published or "")
        if published:
            youngest, oldest = ((self.now.date() - day).days for day in reversed(published))
            return (youngest, oldest) if oldest < 0 or published[0] == published[1] else (max(youngest, 0), oldest)
        if self.paper.first_seen:
            days = (self.now - self.paper.first_seen).total_seconds() / SECONDS_A_DAY
            return days, days
        return None


def _each(values: Iterable[str | None]) -> tuple[str | None, ...]:
    """Every value once; None among them if one is missing or there is none at all."""
    return tuple(dict.fromkeys(values)) or (None,)


def days_of(published: str) -> tuple[date, date] | None:
    """The first and the last day that an ISO date as precise as "2026", "2026-11" or "2026-11-20" may mean."""
    parts = _ISO_DATE.match(published)
    if parts is None:
        return None
    year, month, day = (int(part) if part else None for part in parts.groups())
    try:
        first = date(year or 0, month or 1, day or 1)
    except ValueError:
        return None
    if day:
        return first, first
    last_month = month or 12
    return first, date(first.year, last_month, calendar.monthrange(first.year, last_month)[1])
