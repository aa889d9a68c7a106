"""What gives way, in which order, when a digest is too long for one mail."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.compose.fitting import (
    CARDS_KEPT,
    FULL_ABSTRACT,
    MOST_PARTS,
    NEAR_ENOUGH,
    SHORT_ABSTRACT,
    Page,
    largest,
    paginate,
)

LIMIT = 100_000
FRAME, CARD, LINE, TAIL = 4_000, 1_500, 450, 3_000


def size(page: Page) -> int:
    """As a digest of ordinary papers: what a mail of this page would weigh."""
    cards = max(0, min(page.cards, page.end) - page.start)
    lines = page.end - page.start - cards
    return FRAME + cards * (CARD + 2 * page.abstract) + lines * LINE + (TAIL if page.is_last else 0)


def test_what_fits_is_left_as_it_is() -> None:
    assert paginate(14, size, LIMIT) == (Page(0, 14, cards=14, abstract=FULL_ABSTRACT),)


def test_an_empty_digest_is_one_page() -> None:
    assert paginate(0, size, LIMIT) == (Page(0, 0, cards=0),)


def test_abstracts_are_shortened_first() -> None:
    assert paginate(45, size, LIMIT) == (Page(0, 45, cards=45, abstract=SHORT_ABSTRACT),)


def test_then_the_last_cards_become_lines_and_no_more_than_needed() -> None:
    (page,) = paginate(100, size, LIMIT)

    assert CARDS_KEPT <= page.cards < 100
    assert LIMIT * NEAR_ENOUGH <= size(page) <= LIMIT


def test_then_the_digest_is_split_and_the_best_stay_cards() -> None:
    pages = paginate(500, size, LIMIT)

    assert [(page.part, page.parts) for page in pages] == [(1, 3), (2, 3), (3, 3)]
    assert {page.cards for page in pages} == {CARDS_KEPT}
    assert pages[-1].beyond == 0


def test_the_last_part_does_not_bring_a_handful() -> None:
    pages = paginate(370, size, LIMIT)

    assert len(pages) == 3
    assert abs((pages[1].end - pages[1].start) - (pages[2].end - pages[2].start)) <= 1


def test_beyond_a_number_of_mails_papers_are_only_counted() -> None:
    pages = paginate(50_000, size, LIMIT)

    assert len(pages) == MOST_PARTS
    assert pages[-1].end + pages[-1].beyond == 50_000


def test_nothing_much_larger_than_a_mail_is_ever_drawn() -> None:
    drawn: list[int] = []

    def size_noted(page: Page) -> int:
        drawn.append(page.end - page.start)
        return size(page)

    paginate(50_000, size_noted, LIMIT)

    assert max(drawn) < 600
    assert len(drawn) < MOST_PARTS * 7


def test_a_frame_that_does_not_fit_is_not_split_for_ever() -> None:
    assert len(paginate(5_000, lambda page: LIMIT + 1, LIMIT)) == 1


@settings(deadline=None)
@given(st.integers(0, 3_000), st.integers(20_000, 200_000))
def test_every_paper_is_in_one_part_and_every_part_fits(count: int, limit: int) -> None:
    pages = paginate(count, size, limit)

    assert [page.start for page in pages] == [0, *(page.end for page in pages[:-1])]
    assert pages[-1].end + pages[-1].beyond == count
    assert all(size(page) <= limit for page in pages)


@settings(deadline=None)
@given(st.integers(0, 99), st.integers(0, 99))
def test_the_largest_that_fits_is_found(low: int, limit: int) -> None:
    found = largest(low, 100, lambda number: number * number, limit * limit)

    assert low <= found <= max(low, limit)
    assert found * found >= min(limit, 100) ** 2 * NEAR_ENOUGH
