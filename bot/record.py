"""A reading as the plain record that `parse --json` prints and that golden files hold."""

from __future__ import annotations

from bot.models import Mention, Reading


def record_of(reading: Reading) -> dict[str, object]:
    """JSON-ready, keys in the documented order; without the name of the file, which only the caller knows."""
    return {
        "status": reading.status,
        "source": reading.source,
        "detected": reading.detected,
        "error": reading.error,
        "papers": [_paper(mention) for mention in reading.mentions],
    }


def _paper(mention: Mention) -> dict[str, object]:
    paper: dict[str, object] = {
        "title": mention.title,
        "authors": _list(mention.authors),
        "abstract": mention.abstract,
        "identifiers": dict(mention.identifiers),
        "url": mention.url,
        "links": dict(mention.links),
        "venue": mention.venue,
        "published": mention.published,
        "categories": _list(mention.categories),
        "kind": mention.kind,
        "alert": mention.alert,
        "upvotes": mention.upvotes,
    }
    return paper | ({"truncated": sorted(mention.truncated)} if mention.truncated else {})


def _list(values: tuple[str, ...] | None) -> list[str] | None:
    """Absent stays null: it is not the same as none."""
    return None if values is None else list(values)
