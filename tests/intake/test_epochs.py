"""When a folder is read on, and when its numbering has begun afresh."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from bot.intake.epochs import Start, first_start, has_new_numbering, next_start
from bot.models import Cursor
from bot.network.imap import FolderState

CURSOR = Cursor("m", "f", epoch=3, uidvalidity=7, last_uid=20, uidnext=25)
CUTOFF = datetime(2026, 11, 1, 0, 30, tzinfo=UTC)


def test_the_first_epoch_is_one() -> None:
    assert first_start("m", "f", FolderState(7, 25, 3), CUTOFF) == Start(Cursor("m", "f", 1, 7, 0, 25), CUTOFF)


def test_reading_goes_on_behind_the_cursor() -> None:
    start = next_start(CURSOR, FolderState(7, 30, 3), CUTOFF)
    assert start == Start(Cursor("m", "f", 3, 7, 20, 30))
    assert (start.is_afresh, start.search_since) == (False, None)


def test_a_search_begins_a_day_early_since_it_knows_no_time_zones() -> None:
    assert Start(CURSOR, CUTOFF).search_since == date(2026, 10, 31)


@pytest.mark.parametrize(
    ("state", "is_new"),
    [
        (FolderState(8, 30, 3), True),
        (FolderState(7, 25, 3), False),
        (FolderState(7, 24, 3), True),
        (FolderState(7, 5, 0), True),
        (FolderState(None, None, 3), False),
        (FolderState(None, 24, 3), True),
        (FolderState(8, None, 3), True),
        (FolderState(0, 0, 3), False),
        (FolderState(7, 1, 0), True),
    ],
)
def test_numbering_is_new_if_uidvalidity_changed_or_uidnext_went_back(state: FolderState, is_new: bool) -> None:
    assert has_new_numbering(CURSOR, state) is is_new


def test_a_cursor_without_uidvalidity_adopts_the_first_it_hears() -> None:
    cursor = Cursor("m", "f", 1, None, 5)
    assert next_start(cursor, FolderState(9, 6, 3), CUTOFF) == Start(Cursor("m", "f", 1, 9, 5, 6))


def test_a_new_epoch_begins_at_zero() -> None:
    assert next_start(CURSOR, FolderState(8, None, 3), CUTOFF) == Start(Cursor("m", "f", 4, 8, 0, None), CUTOFF)
