"""Which papers go under which heading, in which order, and what is said of those that do not.

Pure: verdicts and the reader's layout in, a `Selection` out. How it looks is left to the rest of `compose`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from bot.models import Layout, Paper, Section, Verdict

NEAR_MISSES = 5
NEAR_MISSES_EXCLUDED = 2  # an exclude is the reader's own wish: it may remind him of itself, not fill the list
UNTITLED = "Papers"


@dataclass(frozen=True)
class Judged:
    """A paper with what the rules say of it; `why` are ready-made phrases, for a rejected paper what stopped it."""

    paper: Paper
    verdict: Verdict
    why: tuple[str, ...] = ()


@dataclass(frozen=True)
class FilledSection:
    """A heading with its papers, best first; `overflow` counts those its limit moved to the rest."""

    title: str
    entries: tuple[Judged, ...] = ()
    overflow: int = 0


@dataclass(frozen=True)
class Selection:
    """One digest's worth of papers.

    sections: in the reader's order, empty ones too.
    rest: selected, but under no heading: over a limit, or no section takes them. Best first.
    rest_as: whether the rest is listed, only counted, or dropped (its number is said all the same).
    near_misses: not selected though close to it, closest first, at most five.
    excluded: rule → how many papers it kept out, most first.
    below: how many scored below `min_score`.
    """

    sections: tuple[FilledSection, ...] = ()
    rest: tuple[Judged, ...] = ()
    rest_as: Literal["list", "count", "drop"] = "list"
    near_misses: tuple[Judged, ...] = ()
    excluded: tuple[tuple[str, int], ...] = ()
    below: int = 0
    min_score: float = 1

    @property
    def filled(self) -> tuple[FilledSection, ...]:
        return tuple(section for section in self.sections if section.entries)

    @property
    def listed(self) -> tuple[Judged, ...]:
        """The papers that stand in the digest by title, in reading order."""
        entries = tuple(entry for section in self.sections for entry in section.entries)
        return entries + (self.rest if self.rest_as == "list" else ())

    @property
    def unlisted(self) -> tuple[Judged, ...]:
        """Selected papers of which the digest says only how many there are."""
        return () if self.rest_as == "list" else self.rest


def select(judged: Sequence[Judged], layout: Layout) -> Selection:
    """Sort judged papers into the sections of `layout`; none is lost: each is an entry, rest, excluded or below."""
    chosen = sort_papers((one for one in judged if one.verdict.selected), layout.order)
    sections, rest = _fill(layout.sections, chosen)
    stopped = [one for one in judged if not one.verdict.selected]
    excluded = [one for one in stopped if one.verdict.excluded]
    below = [one for one in stopped if not one.verdict.excluded]
    return Selection(
        sections=sections,
        rest=sort_papers(rest, layout.order),
        rest_as=layout.rest,
        near_misses=_near_misses(below, excluded, layout.min_score),
        excluded=tuple(Counter(one.verdict.stopped_by or "a rule" for one in excluded).most_common()),
        below=len(below),
        min_score=layout.min_score,
    )


def _fill(layout: Sequence[Section], chosen: Iterable[Judged]) -> tuple[tuple[FilledSection, ...], list[Judged]]:
    by_title: dict[str, list[Judged]] = {section.title: [] for section in layout}
    rest: list[Judged] = []
    for one in chosen:
        title = one.verdict.section or (None if layout else UNTITLED)
        (rest if title is None else by_title.setdefault(title, [])).append(one)
    limits = {section.title: section.limit for section in layout}
    filled = tuple(_limited(title, entries, limits.get(title)) for title, entries in by_title.items())
    return filled, _over(by_title, limits) + rest


def _limited(title: str, entries: Sequence[Judged], limit: int | None) -> FilledSection:
    kept = tuple(entries[:limit])
    return FilledSection(title, kept, overflow=len(entries) - len(kept))


def _over(by_title: Mapping[str, Sequence[Judged]], limits: Mapping[str, int | None]) -> list[Judged]:
    """What stands beyond the limits; a section without one keeps all (`limit` 0 keeps none)."""
    return [
        one
        for title, entries in by_title.items()
        if (limit := limits.get(title)) is not None
        for one in entries[limit:]
    ]


# ── order ─────────────────────────────────────────────────────────────────────────────────────────────

_LONG_AGO = datetime(1, 1, 1, tzinfo=UTC)

# Each key, best first under its direction; a paper that lacks the value comes after those that have it.
_KEYS: dict[str, tuple[Callable[[Judged], object], bool]] = {
    "score": (lambda one: one.verdict.score, True),
    "upvotes": (lambda one: -1 if one.paper.upvotes is None else one.paper.upvotes, True),
    "published": (lambda one: one.paper.published or "", True),
    "title": (lambda one: one.paper.title.casefold(), False),
    "first_seen": (lambda one: one.paper.first_seen or _LONG_AGO, True),
}


def sort_papers(judged: Iterable[Judged], order: Sequence[str]) -> tuple[Judged, ...]:
    """Pinned papers first, then by the keys of `order`; ties by title and number, so that a rerun sorts alike."""
    papers = sorted(judged, key=lambda one: (one.paper.title.casefold(), one.paper.id or 0))
    for name in reversed(order):
        key, descending = _KEYS[name]
        papers.sort(key=key, reverse=descending)  # type: ignore[arg-type]  # each key is of one comparable type
    papers.sort(key=lambda one: not one.verdict.pinned)
    return tuple(papers)


# ── near misses ───────────────────────────────────────────────────────────────────────────────────────


def _near_misses(below: Iterable[Judged], excluded: Iterable[Judged], min_score: float) -> tuple[Judged, ...]:
    """Papers that scored something but not enough, and the best that only a soft exclude kept out."""
    close = sort_papers((one for one in below if is_near_miss(one.verdict, min_score)), ("score",))[:NEAR_MISSES]
    stopped = sort_papers((one for one in excluded if _would_have_passed(one.verdict, min_score)), ("score",))
    reminders = stopped[:NEAR_MISSES_EXCLUDED]
    return sort_papers((*close[: NEAR_MISSES - len(reminders)], *reminders), ("score",))


def is_near_miss(verdict: Verdict, min_score: float) -> bool:
    """Whether some rule gave a paper points, though too few: nothing but the minimum keeps it out."""
    return not (verdict.selected or verdict.excluded) and 0 < verdict.score < min_score


def _would_have_passed(verdict: Verdict, min_score: float) -> bool:
    return verdict.excluded == "soft" and verdict.score >= max(min_score, 1)
