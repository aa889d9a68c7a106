"""Which digest is due after what: downtime, a hold, a clock that was wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.daemon.slots import Slots
from bot.rounds import Worker, collect_mailbox, digest_round
from tests.daemon.household import Household, household

# Sunday, 7:30 in Berlin.
NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass
class Clock:
    now: datetime = NOW

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Desk:
    """One digest, the clock, and who knows what is due."""

    household: Household
    clock: Clock
    worker: Worker
    slots: Slots

    def due(self, after: timedelta = timedelta()) -> str | None:
        """What is due once that much time has passed."""
        self.clock.now += after
        configuration = self.household.configuration()
        (digest,) = configuration.settings.digests
        return self.slots.due(digest, configuration.rules_of(digest).rules, configuration.settings.zone)

    def compose(self, slot: str) -> None:
        configuration = self.household.configuration()
        digest_round(configuration.settings, configuration.settings.digests[0], slot, self.worker)

    def collect(self, *numbers: int) -> None:
        self.household.receive(*numbers)
        collect_mailbox(self.household.configuration().settings.mailboxes[0], self.worker)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    clock = Clock()
    home = household(tmp_path, "daily at 07:00")
    with home.worker(clock) as worker:
        yield Desk(home, clock, worker, Slots(worker))


def test_a_new_digest_does_not_begin_with_an_hour_that_has_passed(desk: Desk) -> None:
    assert desk.due() is None
    assert desk.due(after=23 * HOUR) is None
    assert desk.due(after=HOUR) == "2026-11-23T07:00/Europe/Berlin"


def test_what_is_composed_is_not_due_any_more(desk: Desk) -> None:
    desk.due()
    desk.collect(1)
    desk.compose(desk.due(after=DAY) or "")
    assert desk.due() is None
    assert desk.due(after=DAY) == "2026-11-24T07:00/Europe/Berlin"


def test_a_slot_with_nothing_to_send_is_not_due_any_more_either(desk: Desk) -> None:
    desk.due()
    desk.compose(desk.due(after=DAY) or "")
    assert desk.due() is None


def test_of_hours_missed_while_the_program_was_down_only_the_last_is_due(desk: Desk) -> None:
    desk.due()
    restarted = Desk(desk.household, desk.clock, desk.worker, Slots(desk.worker))
    desk.collect(1)
    assert restarted.due(after=5 * DAY) == "2026-11-27T07:00/Europe/Berlin"
    restarted.compose("2026-11-27T07:00/Europe/Berlin")
    assert restarted.due() is None


def test_an_issue_made_by_hand_after_the_hour_stands_for_it(desk: Desk) -> None:
    desk.due()
    desk.collect(1)
    desk.clock.now += DAY
    desk.compose("manual/2026-11-23T06:30:00Z")
    assert desk.due() is None


def test_the_hours_of_a_hold_pass_and_are_not_made_up_for_at_its_end(desk: Desk) -> None:
    desk.due()
    desk.worker.store.hold("papers", date(2026, 11, 25), desk.clock.now)
    with capture_logs() as events:
        # 7:30 on Monday and Tuesday, 0:30 and 7:30 on Wednesday, in Berlin.
        assert [desk.due(after=DAY), desk.due(), desk.due(after=DAY), desk.due(after=17 * HOUR)] == [None] * 4
    assert [event["outcome"] for event in events] == ["held", "held"]
    assert desk.due(after=7 * HOUR) == "2026-11-25T07:00/Europe/Berlin"


def test_a_digest_that_was_composed_under_a_clock_set_ahead_comes_again_under_the_right_one(desk: Desk) -> None:
    desk.due()
    desk.collect(1)
    desk.clock.now += timedelta(days=400)
    desk.compose("2027-12-27T07:00/Europe/Berlin")
    desk.clock.now = NOW
    assert desk.due(after=DAY) == "2026-11-23T07:00/Europe/Berlin"


def test_a_digest_first_seen_under_a_clock_set_ahead_comes_under_the_right_one(desk: Desk) -> None:
    desk.due(after=timedelta(days=400))
    desk.clock.now = NOW
    assert desk.due(after=DAY) == "2026-11-23T07:00/Europe/Berlin"


# ── as they come ──────────────────────────────────────────────────────────────────────────────────────


def test_papers_sent_as_they_come_are_due_when_there_are_any(desk: Desk) -> None:
    desk.household.schedule("as they come")
    assert desk.due() is None
    desk.collect(1)
    assert desk.due() == "come/2026-11-22T06:30:00.000000Z"
    desk.compose(desk.due() or "")
    assert desk.due() is None


def test_papers_stored_right_before_a_crash_are_due_after_it(desk: Desk) -> None:
    desk.household.schedule("as they come")
    desk.collect(1)
    restarted = Desk(desk.household, desk.clock, desk.worker, Slots(desk.worker))
    assert restarted.due(after=HOUR) is not None


def test_papers_that_came_during_a_hold_are_due_when_it_ends(desk: Desk) -> None:
    desk.household.schedule("as they come")
    desk.worker.store.hold("papers", date.max, NOW)
    desk.collect(1)
    assert desk.due() is None
    desk.worker.store.release("papers", NOW)
    assert desk.due() is not None
