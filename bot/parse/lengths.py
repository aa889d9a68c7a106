"""How long what a mail says of a paper may be: what is longer is neither, and would cost every rule."""

from __future__ import annotations

from dataclasses import replace

from bot.models import Mention

MOST_OF_TITLE, MOST_OF_ABSTRACT = 2_000, 20_000
"""Characters: several times those of the longest that journals print."""


def bounded(mention: Mention) -> Mention:
    """The mention with title and abstract cut behind a word where they are too long, and marked as cut."""
    title, abstract = mention.title, mention.abstract or ""
    if len(title) <= MOST_OF_TITLE and len(abstract) <= MOST_OF_ABSTRACT:
        return mention
    cut = {"title"} if len(title) > MOST_OF_TITLE else set()
    cut |= {"abstract"} if len(abstract) > MOST_OF_ABSTRACT else set()
    return replace(
        mention,
        title=_cut(title, MOST_OF_TITLE),
        abstract=_cut(abstract, MOST_OF_ABSTRACT) or mention.abstract,
        truncated=mention.truncated | cut,
    )


def _cut(text: str, most: int) -> str:
    if len(text) <= most:
        return text
    kept = text[: most - 1]
    return f"{kept.rpartition(' ')[0] or kept}…"
