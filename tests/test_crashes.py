"""The program dies before and after every write and around every sending, and is started again: nothing is lost and
nothing repeated, but for the one delivery that was accepted when nobody could note it any more."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Sequence
from itertools import product
from pathlib import Path

import pytest
from sqlalchemy import Engine

from bot.deliver.outbox import LEASE
from bot.pipeline import DigestPlan
from bot.store import open_store
from tests.crashing import ARRIVED, NOW, Fuse, Outcome, World, plans, quick_engine

# Points of a life that nothing disturbs; `test_the_sweep_goes_through_every_point` tells when there are others.
POINTS = 51
DELIVERIES = 5


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with all tables and nothing in them; copying it is quicker than migrating."""
    path = tmp_path_factory.mktemp("template") / "papers.db"
    open_store(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return quick_engine(tmp_path_factory.mktemp("data") / "papers.db")


@pytest.fixture(scope="module")
def digests(tmp_path_factory: pytest.TempPathFactory) -> Sequence[DigestPlan]:
    return plans(tmp_path_factory.mktemp("rules"))


@pytest.fixture
def world(engine: Engine, template: Path, digests: Sequence[DigestPlan]) -> World:
    shutil.copy(template, str(engine.url.database))
    return World(engine, digests)


@pytest.fixture(scope="module")
def expected(engine: Engine, template: Path, digests: Sequence[DigestPlan]) -> Outcome:
    """What comes of it if nothing happens."""
    shutil.copy(template, str(engine.url.database))
    undisturbed = World(engine, digests)
    undisturbed.live()
    return undisturbed.outcome()


def test_the_sweep_goes_through_every_point(world: World) -> None:
    fuse = Fuse()
    world.live(fuse)
    assert fuse.passed == POINTS
    assert len(world.received) == DELIVERIES


def test_an_undisturbed_life_deals_with_everything(expected: Outcome) -> None:
    assert expected.mails == set(range(1, ARRIVED + 1))
    assert expected.deliveries == {"accepted": DELIVERIES}
    assert [(digest, slot, title.split()[0]) for digest, slot, title in expected.reported] == [
        ("reasoning", "issue 0", "Flow"),
        ("reasoning", "issue 0", "Group-Relative"),
        ("reasoning", "issue 1", "Low-Rank"),
        ("routing", "issue 0", "Group-Relative"),
        ("routing", "issue 0", "Routing"),
    ]


@pytest.mark.parametrize("point", range(1, POINTS + 1))
def test_a_crash_loses_and_repeats_nothing(world: World, expected: Outcome, point: int) -> None:
    world.live(Fuse(point))
    unnoted = len(world.received) - world.outcome().deliveries.get("accepted", 0)
    world.live()
    assert_whole(world, expected, copies=unnoted)


@pytest.mark.parametrize(("first", "second"), [*product(range(5, POINTS, 17), range(2, POINTS, 19))])
def test_a_crash_after_a_crash_loses_and_repeats_nothing(
    world: World, expected: Outcome, first: int, second: int
) -> None:
    world.live(Fuse(first))
    world.live(Fuse(second))
    world.live()
    assert_whole(world, expected, copies=len(world.received) - DELIVERIES)
    assert len(world.received) <= DELIVERIES + 2


def test_what_was_accepted_and_not_noted_is_sent_once_more_the_same_to_the_byte(
    world: World, expected: Outcome
) -> None:
    world.live(Fuse("accepted"))
    world.live()
    assert world.received[0] == world.received[1]
    assert_whole(world, expected, copies=1)


@pytest.mark.parametrize("when", ["sending", "in doubt"])
def test_without_the_lock_a_process_is_taken_for_alive_until_its_lease_ends(
    world: World, expected: Outcome, when: str
) -> None:
    world.live(Fuse(when))
    world.live(takes_over=False)
    assert len(world.received) == DELIVERIES - 1
    world.live(takes_over=False, now=NOW + LEASE)
    assert_whole(world, expected, copies=0)


def assert_whole(world: World, expected: Outcome, copies: int) -> None:
    """All is as if nothing had happened, but for copies, which are the same to the byte."""
    assert world.outcome() == expected
    assert len(world.received) == DELIVERIES + copies
    assert len(Counter(world.received)) == DELIVERIES
