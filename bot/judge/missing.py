"""What rules ask for and no mail gave: said in every verdict, for unknown is not no."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from bot.judge.conditions import When
from bot.models import Mention, Paper

# The word of a condition → the field of a paper or of its mentions that it looks at.
_PAPER_FIELDS = {
    "title": "title",
    "abstract": "abstract",
    "author": "authors",
    "venue": "venue",
    "category": "categories",
    "upvotes": "upvotes",
    "url": "url",
    "age": "published",
}
_MENTION_FIELDS = {"kind": "kind", "alert": "alert", "sender": "sender", "source": "source"}


def asked_by(conditions: Iterable[When]) -> frozenset[str]:
    """The words of all conditions, in whichever group; `text` asks for title and abstract."""
    words = frozenset(word for when in conditions for word in _words(when))
    return words | {"title", "abstract"} if "text" in words else words


def _words(when: When) -> Iterator[str]:
    yield from (word for word, _ in when.single)
    for _, members in when.groups:
        for member in members:
            yield from _words(member)


def missing(paper: Paper, asked: frozenset[str]) -> tuple[str, ...]:
    """The fields asked for that no mail gave, or gave only in part."""
    of_paper = [field for word, field in _PAPER_FIELDS.items() if word in asked and _lacks(paper, field)]
    of_mentions = [
        field for word, field in _MENTION_FIELDS.items() if word in asked and not _is_said(paper.mentions, field)
    ]
    return (*of_paper, *of_mentions)


def _lacks(paper: Paper, field: str) -> bool:
    return getattr(paper, field) is None or field in paper.truncated


def _is_said(mentions: Iterable[Mention], field: str) -> bool:
    return any(getattr(mention, field) for mention in mentions)
