"""By its headers alone it is decided what becomes of a mail, and how the wanted ones are batched."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.intake.sighting import MOST_BYTES, MOST_MAILS, Choice, Fate, Sighting, grouped, without_headers
from bot.models import Envelope
from tests.intake.reading import everyone, nobody

CUTOFF = datetime(2026, 11, 1, tzinfo=UTC)


def envelope(size: int = 100, received_at: datetime | None = CUTOFF) -> Envelope:
    return Envelope(1, size, received_at, ("a@b.example",), None)


@pytest.mark.parametrize(
    ("choice", "seen", "fate"),
    [
        (Choice(everyone), envelope(), "fetch"),
        (Choice(nobody), envelope(), "private"),
        (Choice(everyone), envelope(size=25_000_001), "oversize"),
        (Choice(nobody), envelope(size=25_000_001), "private"),
        (Choice(everyone, CUTOFF), envelope(received_at=CUTOFF - timedelta(seconds=1)), "old"),
        (Choice(everyone, CUTOFF), envelope(received_at=CUTOFF), "fetch"),
        (Choice(everyone, CUTOFF), envelope(received_at=None), "fetch"),
    ],
)
def test_fates(choice: Choice, seen: Envelope, fate: Fate) -> None:
    assert choice.sight(seen).fate == fate


def test_a_mail_of_unknown_size_counts_as_a_middling_one() -> None:
    assert Choice(everyone).sight(envelope(size=0)).size == 1_000_000


def test_a_mail_without_headers_was_refused_or_is_gone() -> None:
    assert without_headers(1, {1: "no"}) == Sighting(1, "failed", words="no")
    assert without_headers(2, {1: "no"}) == Sighting(2, "vanished")


FATES: list[Fate] = ["fetch", "private", "oversize"]

sightings = st.lists(st.tuples(st.sampled_from(FATES), st.integers(0, 9_000_000)), max_size=200).map(
    lambda drawn: [Sighting(uid, fate, size) for uid, (fate, size) in enumerate(drawn, start=1)]
)


@given(sightings)
def test_grouping_loses_nothing_and_keeps_the_order(seen: list[Sighting]) -> None:
    assert [sighting for group in grouped(seen) for sighting in group] == seen


@given(sightings)
def test_no_group_has_too_many_mails_to_fetch(seen: list[Sighting]) -> None:
    assert all(sum(sighting.fate == "fetch" for sighting in group) <= MOST_MAILS for group in grouped(seen))


@given(sightings)
def test_no_group_is_too_large_but_for_a_single_mail(seen: list[Sighting]) -> None:
    wanted = [[sighting.size for sighting in group if sighting.fate == "fetch"] for group in grouped(seen)]
    assert all(len(sizes) <= 1 or sum(sizes) <= MOST_BYTES for sizes in wanted)
