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
NEAR_ENOUGH = 0.97  # of the limit: to find the last two papers that would fit costs as much as all before
FIRST_STEP = 64
INTERPOLATED = 6
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


Weigh = Callable[[Page], int]  # bytes of a page's HTML part, as sent


def paginate(count: int, weigh: Weigh, limit: int) -> tuple[Page, ...]:
    """The pages of a digest of `count` entries, none of which weighs more than `limit`, as far as that can be had.

    A page whose frame alone is too heavy is not split: splitting could not help.
    """
    page = _one_page(count, weigh, limit) if count <= MOST_IN_ONE else None
    if page is not None:
        return (page,)
    frame = Page(0, 0, cards=0, abstract=SHORT_ABSTRACT)
    if weigh(frame) > limit:
        return (replace(frame, end=min(count, MOST_IN_ONE), beyond=max(0, count - MOST_IN_ONE)),)
    return _numbered(_evened(_split(count, weigh, limit), weigh, limit), count)


def _one_page(count: int, weigh: Weigh, limit: int) -> Page | None:
    whole = Page(0, count, cards=count)
    for page in (whole, replace(whole, abstract=SHORT_ABSTRACT)):
        if weigh(page) <= limit:
            return page
    fewest = replace(whole, abstract=SHORT_ABSTRACT, cards=min(CARDS_KEPT, count))
    if weigh(fewest) > limit:
        return None
    cards = largest(fewest.cards, count, lambda cards: weigh(replace(fewest, cards=cards)), limit)
    return replace(fewest, cards=cards)


def _split(count: int, weigh: Weigh, limit: int) -> list[Page]:
    """Pages filled one after the other; the last one, which carries the end of the digest, is weighed with it."""
    pages: list[Page] = []
    start = 0
    while start < count and len(pages) < MOST_PARTS:
        page = _fullest(start, count, len(pages) + 1, weigh, limit)
        pages.append(page)
        start = page.end
    return pages


def _fullest(start: int, count: int, part: int, weigh: Weigh, limit: int) -> Page:
    def page(entries: int) -> Page:
        end = start + entries
        is_last = end == count or part == MOST_PARTS
        parts = part if is_last else MOST_PARTS
        return Page(start, end, CARDS_KEPT, SHORT_ABSTRACT, part, parts, beyond=count - end if is_last else 0)

    return page(largest(1, count - start, lambda entries: weigh(page(entries)), limit))


def _evened(pages: list[Page], weigh: Weigh, limit: int) -> list[Page]:
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
    fit = len(even) == len(others) and all(weigh(page) <= limit for page in even)
    return [first, *even] if fit else pages


def _numbered(pages: list[Page], count: int) -> tuple[Page, ...]:
    last = pages[-1]
    pages = [replace(page, parts=len(pages), beyond=0) for page in pages]
    pages[-1] = replace(pages[-1], beyond=count - last.end)
    return tuple(pages)


def largest(low: int, high: int, weigh: Callable[[int], int], limit: int) -> int:
    """A number up to `high` that weighs at most `limit`, and little less if there is a larger one; at least `low`.

    Each weighing draws a whole mail, so the next guess is interpolated, and halving is only the way out; no guess is
    more than twice the number known to fit, so that nothing much heavier than a mail is ever drawn.
    """
    light, weight, slope, step = low, weigh(low), 0.0, 0
    while light < high and weight < limit * NEAR_ENOUGH:
        room = int((limit - weight) / slope) if slope > 0 else FIRST_STEP
        guess = min(light + max(room, 1), 2 * light + FIRST_STEP, high)
        guess = guess if step < INTERPOLATED else (light + high + 1) // 2
        guessed = weigh(guess)
        slope, step = (guessed - weight) / (guess - light), step + 1
        if guessed <= limit:
            light, weight = guess, guessed
        else:
            high = guess - 1
    return light
