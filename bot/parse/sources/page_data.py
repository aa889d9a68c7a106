"""The data that Hugging Face's papers page carries for its own scripts, and that its API answers with (JSON)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

from bot.models import Mention
from bot.scholarly.identifiers import canonical
from bot.scholarly.tex import decode_accents

_PROPS = re.compile(r"<[^<>]*\bdata-target=[\"']?DailyPapers\b", re.I)
_VALUE = re.compile(r"\bdata-props=(?:\"([^\"]*)\"|'([^']*)')", re.I)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_SPAN = 4000  # how far from its mark the data may stand within the same tag


def papers_data(*bodies: str | None) -> list[Mapping[str, Any]]:
    """The list of papers in the first body that carries it; empty if none does or it is damaged."""
    return next((papers for body in bodies if body and (papers := _papers_in(body))), [])


def _papers_in(body: str) -> list[Mapping[str, Any]]:
    data = _json_in(body) if "DailyPapers" in body or '"paper"' in body else None
    if isinstance(data, Mapping):
        data = data.get("dailyPapers")
    if not isinstance(data, Sequence) or isinstance(data, str):
        return []
    return [entry for entry in data if isinstance(entry, Mapping) and isinstance(_paper(entry).get("title"), str)]


def _json_in(body: str) -> Any:
    """Out of the page's tag, in which the attributes stand in any order, or the body itself as the API sends it."""
    start = _PROPS.search(body)
    if start:
        tag_end = body.find(">", start.end())
        value = _VALUE.search(body, start.start()) or None
        text = (
            unescape(value[1] or value[2] or "") if value and value.start() <= max(tag_end, start.end() + _SPAN) else ""
        )
    else:
        text = body.strip()
        if not text.startswith(("[{", "{")) or '"paper"' not in text:
            return None
    try:
        return json.loads(text)
    except ValueError:
        return None


def read_data(
    entries: Sequence[Mapping[str, Any]], *, source: str, alert: str, sender: str | None
) -> Iterator[Mention]:
    """A mention for each entry; fields that are absent or of another kind than documented are left out."""
    for entry in entries:
        paper = _paper(entry)
        paper_id = _text(paper, "id") or ""
        arxiv_id = canonical("arxiv", paper_id)
        page = f"https://huggingface.co/papers/{paper_id}" if paper_id else None
        yield Mention(
            title=decode_accents(_text(paper, "title") or ""),
            source=source,
            authors=_authors(paper),
            abstract=decode_accents(_text(paper, "summary") or _text(entry, "summary") or "") or None,
            identifiers={"arxiv": arxiv_id} if arxiv_id else {},
            url=f"https://arxiv.org/abs/{arxiv_id}" if arxiv_id else page,
            links=_links(paper, page),
            published=_day(paper, entry),
            alert=alert,
            upvotes=_votes(paper),
            sender=sender,
        )


def _paper(entry: Mapping[str, Any]) -> Mapping[str, Any]:
    """The paper within an entry; pages of single papers have it bare."""
    inner = entry.get("paper")
    return {"title": entry.get("title")} | dict(inner) if isinstance(inner, Mapping) else entry


def _text(values: Mapping[str, Any], name: str) -> str | None:
    value = values.get(name)
    return value.strip() or None if isinstance(value, str) else None


def _authors(paper: Mapping[str, Any]) -> tuple[str, ...] | None:
    """Those that the page shows: an entry can be hidden when a byline was cut up wrongly."""
    entries = paper.get("authors")
    entries = entries if isinstance(entries, list) else []
    shown = (entry for entry in entries if isinstance(entry, Mapping) and entry.get("hidden") is not True)
    names = (decode_accents(_text(entry, "name") or "") for entry in shown)
    return tuple(name for name in names if name) or None


def _links(paper: Mapping[str, Any], page: str | None) -> dict[str, str]:
    links = {"huggingface": page, "code": _text(paper, "githubRepo"), "project": _text(paper, "projectPage")}
    return {role: url for role, url in links.items() if url and url.startswith("http")}


def _day(paper: Mapping[str, Any], entry: Mapping[str, Any]) -> str | None:
    """The paper's own date, which is not the day it was shown."""
    found = _DATE.match(_text(paper, "publishedAt") or _text(entry, "publishedAt") or "")
    return found[0] if found else None


def _votes(paper: Mapping[str, Any]) -> int | None:
    votes = paper.get("upvotes")
    return votes if isinstance(votes, int) and not isinstance(votes, bool) else None
