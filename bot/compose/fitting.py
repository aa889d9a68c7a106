"""How a digest is cut so that no mail grows beyond what Gmail shows whole: arithmetic only.

What is drawn and how large it gets is the caller's; here is only the order in which things give way: abstracts
are shortened, then the last cards become lines, then the digest is split into parts.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import ceil

FULL_ABSTRACT = 460  # characters
SHORT_ABSTRACT = 190
CARDS_KEPT = 20  # the best papers stay cards however many there are
MOST_IN_ONE = 1000  # papers beyond which no mail could hold even their titles
MOST_PARTS = 12  # mails at once; what lies beyond is only counted


@dataclass(frozen=True)
class Page:
    """One mail of a digest: entries `start` to `end` in reading order.

    cards: entries before this position, counted through all parts, are cards, the others lines.
    abstract: characters of the abstract on each card.
    beyond: entries after `end` that are in no mail.
    """

    start: int
    end: int
    cards: int
    abstract: int = FULL_ABSTRACT
    part: int = 1
    parts: int = 1
    beyond: int = 0

    @property
    def is_last(self) -> bool:
        return self.part == self.parts


Fits = Callable[[Page], bool]


def paginate(count: int, fits: Fits) -> tuple[Page, ...]:
    """The pages of a digest of `count` entries, each of which `fits`, as far as that can be had.

    A page whose frame alone does not fit is not split: splitting could not help.
    """
    page = _one_page(count, fits) if count <= MOST_IN_ONE else None
    if page is not None:
        return (page,)
    frame = Page(0, 0, cards=0, abstract=SHORT_ABSTRACT)
    if not fits(frame):
        return (replace(frame, end=min(count, MOST_IN_ONE), beyond=max(0, count - MOST_IN_ONE)),)
    return _numbered(_evened(_split(count, fits), fits), count)


def _one_page(count: int, fits: Fits) -> Page | None:
    whole = Page(0, count, cards=count)
    for page in (whole, replace(whole, abstract=SHORT_ABSTRACT)):
        if fits(page):
            return page
    fewest = replace(whole, abstract=SHORT_ABSTRACT, cards=min(CARDS_KEPT, count))
    if not fits(fewest):
        return None
    cards = largest(fewest.cards, count, lambda cards: fits(replace(fewest, cards=cards)))
    return replace(fewest, cards=cards)


def _split(count: int, fits: Fits) -> list[Page]:
    """Pages filled one after the other; the last one, which carries the end of the digest, is measured with it."""
    pages: list[Page] = []
    start = 0
    while start < count and len(pages) < MOST_PARTS:
        page = _fullest(start, count, len(pages) + 1, fits)
        pages.append(page)
        start = page.end
    return pages


def _fullest(start: int, count: int, part: int, fits: Fits) -> Page:
    def page(end: int) -> Page:
        is_last = end == count or part == MOST_PARTS
        parts = part if is_last else MOST_PARTS
        return Page(start, end, CARDS_KEPT, SHORT_ABSTRACT, part, parts, beyond=count - end if is_last else 0)

    return page(_furthest(start + 1, count, lambda end: fits(page(end))))


def _evened(pages: list[Page], fits: Fits) -> list[Page]:
    """The pages after the first with as many entries each as the others, if they fit so; else as they were.

    Filled to the brim one after the other, the last might bring a single paper.
    """
    first, *others = pages
    if len(others) < 2 or pages[-1].beyond:
        return pages
    share = ceil((pages[-1].end - first.end) / len(others))
    starts = range(first.end, pages[-1].end, share)
    even = [
        replace(page, start=at, end=min(at + share, pages[-1].end)) for page, at in zip(others, starts, strict=False)
    ]
    return [first, *even] if len(even) == len(others) and all(map(fits, even)) else pages


def _furthest(low: int, high: int, fits: Callable[[int], bool]) -> int:
    """As `largest`, in steps that double, so that nothing much larger than the answer is ever drawn."""
    step, reached = 64, low
    while reached < high and fits(min(reached + step, high)):
        reached = min(reached + step, high)
        step *= 2
    return largest(reached, min(reached + step, high), fits)


def largest(low: int, high: int, fits: Callable[[int], bool]) -> int:
    """The largest number up to `high` that fits; `low` is taken to fit."""
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(middle) else (low, middle - 1)
    return low


def _numbered(pages: list[Page], count: int) -> tuple[Page, ...]:
    last = pages[-1]
    pages = [replace(page, parts=len(pages), beyond=0) for page in pages]
    pages[-1] = replace(pages[-1], beyond=count - last.end)
    return tuple(pages)
