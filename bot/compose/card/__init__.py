"""A paper as the digest shows it: as a card with all that helps to decide, or as one line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from bot.compose.card.authors import Byline, byline, short_byline
from bot.compose.card.excerpt import excerpt
from bot.compose.card.links import FAMILIAR_HOSTS, Link, host_of, links_of, page_url
from bot.compose.card.origins import history, origins, venue_of
from bot.compose.card.text import Marked, Span, marked, shortened, shown
from bot.compose.dates import number, published
from bot.compose.selection import Judged

__all__ = ["Card", "Line", "card_of", "line_of"]

LONGEST_TITLE = 400
LONGEST_LINE_TITLE = 220
LONGEST_WHY = 160
MOST_REASONS = 8
MOST_CATEGORIES = 3


@dataclass(frozen=True)
class Card:
    """All that is shown of one paper. Everything is safe to show but not escaped; "" and () where nothing is known.

    number: its place in the digest, from 1. url: None if no mail gave a page. host: where `url` really leads.
    origins: the subscriptions it was in, the first of them first. history: since when it is known, if not since today.
    """

    number: int
    title: Marked
    url: str | None
    host: str
    byline: Byline
    venue: str
    date: str
    categories: tuple[str, ...]
    abstract: Marked
    links: tuple[Link, ...]
    score: str
    pinned: bool
    tags: tuple[str, ...]
    why: tuple[str, ...]
    origins: tuple[str, ...]
    history: str

    @property
    def meta(self) -> tuple[str, ...]:
        """Venue, first source, date, categories and where the title leads, as far as known and worth saying."""
        host = "" if self.host in FAMILIAR_HOSTS else self.host
        return tuple(filter(None, (self.venue, *self.origins[:1], self.date, ", ".join(self.categories), host)))

    @property
    def also_in(self) -> tuple[str, ...]:
        """The other subscriptions."""
        return self.origins[1:]


@dataclass(frozen=True)
class Line:
    """A paper in one line. `why` is empty in lists where the reason is no news."""

    number: int
    title: str
    url: str | None
    byline: str
    origin: str
    score: str
    why: tuple[str, ...]

    @property
    def meta(self) -> tuple[str, ...]:
        return tuple(filter(None, (self.byline, self.origin)))


def card_of(judged: Judged, number_: int, now: datetime, abstract_budget: int) -> Card:
    """A paper as a card; the abstract takes about `abstract_budget` characters, none at 0."""
    paper, verdict = judged.paper, judged.verdict
    url = page_url(paper)
    return Card(
        number=number_,
        title=_title(judged, LONGEST_TITLE),
        url=url,
        host=host_of(url) if url else "",
        byline=byline(paper, verdict),
        venue=venue_of(paper),
        date=published(shown(paper.published)) if paper.published else "",
        categories=_shown(paper.categories or (), MOST_CATEGORIES),
        abstract=_abstract(judged, abstract_budget),
        links=links_of(paper),
        score=number(verdict.score),
        pinned=verdict.pinned,
        tags=_shown(verdict.tags, 6),
        why=_shown(judged.why, MOST_REASONS),
        origins=origins(paper),
        history=history(paper, now),
    )


def line_of(judged: Judged, number_: int = 0) -> Line:
    """A paper as one line."""
    return Line(
        number=number_,
        title=_title(judged, LONGEST_LINE_TITLE).text,
        url=page_url(judged.paper),
        byline=short_byline(judged.paper),
        origin=next(iter(origins(judged.paper)), ""),
        score=number(judged.verdict.score),
        why=_shown(judged.why, 2),
    )


def _title(judged: Judged, limit: int) -> Marked:
    title = marked(judged.paper.title, _spans(judged, "title"))
    if not title.text:
        return Marked("(no title)")
    return title if len(title.text) <= limit else title.cut(0, limit - 1, after="…")


def _abstract(judged: Judged, budget: int) -> Marked:
    if not (budget and judged.paper.abstract):
        return Marked("")
    text = marked(judged.paper.abstract, _spans(judged, "abstract"))
    return excerpt(text, budget, cut_short="abstract" in judged.paper.truncated)


def _spans(judged: Judged, field: str) -> list[Span]:
    """Where rules that speak for the paper matched in a field."""
    reasons = (reason for reason in judged.verdict.reasons if reason.effect in ("score", "pin"))
    return [reason.span for reason in reasons if reason.field == field and reason.span is not None]


def _shown(texts: Iterable[str], most: int) -> tuple[str, ...]:
    """The first of the texts, each on one line, and how many there are beyond them."""
    clean = [shortened(shown(text), LONGEST_WHY) for text in texts]
    return (*clean[:most], *([f"{len(clean) - most} more"] if len(clean) > most else []))
