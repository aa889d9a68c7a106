"""A delivery is claimed by one at a time, and its outcome is noted by who holds it, or not at all."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import datetime, timedelta

import pytest

from bot.models import Delivery, Receipt
from bot.store import Store, open_store
from tests.store.postgres import PostgresDatabases
from tests.store.sample import HOUR, NOW, SMTP, candidates, issue, queue, save_papers

LEASE = timedelta(minutes=20)


def claim(store: Store, owner: str = "me", now: datetime = NOW) -> Delivery:
    delivery = store.claim_due(now, owner, LEASE)
    assert delivery is not None
    return delivery


def test_without_issues_there_is_nothing_to_deliver(store: Store) -> None:
    assert store.due_deliveries(NOW) == 0
    assert store.next_delivery_at() is None
    assert store.claim_due(NOW, "me", LEASE) is None


def test_a_delivery_comes_with_the_issue_as_it_was_frozen(store: Store) -> None:
    a, b = save_papers(store, "A", "B")
    frozen = issue([b, a], html="<p>" + "x" * 200_000 + "\udce9</p>")
    store.freeze(candidates(), [frozen], [], SMTP, NOW)

    assert claim(store) == Delivery(
        id=1,
        issue=frozen,
        channel="smtp",
        recipient="me@example.org",
        state="queued",
        attempts=0,
        queued_at=NOW,
        next_at=NOW,
    )


def test_a_claimed_delivery_is_not_claimed_again(store: Store) -> None:
    queue(store)
    claim(store)

    assert store.claim_due(NOW, "me", LEASE) is None
    assert store.claim_due(NOW, "other", LEASE) is None
    assert store.due_deliveries(NOW) == 0
    assert store.next_delivery_at() == NOW + LEASE


def test_every_delivery_is_claimed_oldest_first(store: Store) -> None:
    store.freeze(candidates(), [issue(slot="later")], [], SMTP, NOW + HOUR)
    store.freeze(candidates(), [issue(slot="earlier"), issue(slot="earlier", part=2)], [], SMTP, NOW)

    claimed = [claim(store, now=NOW + HOUR).issue for _ in range(3)]

    assert [(each.slot, each.part) for each in claimed] == [("earlier", 1), ("earlier", 2), ("later", 1)]


def test_a_delivery_is_not_due_before_its_time(store: Store) -> None:
    queue(store)
    store.settle_deferred(claim(store), "me", "Try later.", NOW + HOUR, 451, NOW)

    assert store.due_deliveries(NOW + HOUR - timedelta(seconds=1)) == 0
    assert store.next_delivery_at() == NOW + HOUR
    assert store.due_deliveries(NOW + HOUR) == 1


def test_a_deferred_delivery_says_why_when_it_is_claimed_again(store: Store) -> None:
    queue(store)
    store.settle_deferred(claim(store), "me", "Try later.", NOW + HOUR, 451, NOW)

    again = claim(store, now=NOW + HOUR)

    assert (again.state, again.attempts, again.last_error) == ("deferred", 1, "Try later.")


@pytest.mark.parametrize("in_doubt", [False, True])
def test_a_settled_delivery_is_never_due_again(store: Store, in_doubt: bool) -> None:
    queue(store, to=[("smtp", "accepted@example.org"), ("smtp", "refused@example.org")])
    accepted, refused = claim(store), claim(store)
    assert not in_doubt or store.mark_in_doubt(accepted, "me", NOW)

    assert store.settle_accepted(accepted, "me", Receipt(250, "queued as 1"), NOW)
    assert store.settle_refused(refused, "me", "No such user.", 550, NOW)

    assert store.due_deliveries(NOW + 1000 * HOUR) == 0
    assert store.overview(NOW).deliveries == {"accepted": 1, "refused": 1}


# ── leases ────────────────────────────────────────────────────────────────────────────────────────────


def test_when_a_lease_is_over_another_may_claim(store: Store) -> None:
    queue(store)
    claim(store, "dead")

    assert claim(store, "other", NOW + LEASE).state == "sending"


def test_who_takes_over_a_delivery_in_doubt_is_told_so(store: Store) -> None:
    queue(store)
    store.mark_in_doubt(claim(store, "dead"), "dead", NOW)

    taken_over = claim(store, "other", NOW + LEASE)

    assert (taken_over.state, taken_over.attempts) == ("in_doubt", 1)


def test_who_lost_a_delivery_can_neither_go_on_nor_settle_it(store: Store) -> None:
    queue(store)
    lost = claim(store, "slow")
    claim(store, "other", NOW + LEASE)

    assert not store.mark_in_doubt(lost, "slow", NOW + LEASE)
    assert not store.settle_accepted(lost, "slow", Receipt(), NOW + LEASE)
    assert not store.settle_deferred(lost, "slow", "", NOW, None, NOW + LEASE)
    assert not store.settle_refused(lost, "slow", "", None, NOW + LEASE)
    assert store.overview(NOW).deliveries == {"sending": 1}


def test_an_earlier_claim_of_the_same_owner_does_not_count_either(store: Store) -> None:
    queue(store)
    lost = claim(store, "me")
    taken_again = claim(store, "me", NOW + LEASE)

    assert not store.settle_accepted(lost, "me", Receipt(), NOW + LEASE)
    assert store.settle_accepted(taken_again, "me", Receipt(), NOW + LEASE)


def test_what_is_settled_cannot_be_settled_otherwise(store: Store) -> None:
    queue(store)
    delivery = claim(store)
    store.settle_accepted(delivery, "me", Receipt(), NOW)

    assert not store.settle_refused(delivery, "me", "No.", 550, NOW)
    assert store.overview(NOW).deliveries == {"accepted": 1}


def test_a_late_outcome_counts_while_nobody_else_has_claimed(store: Store) -> None:
    queue(store)
    delivery = claim(store)
    store.mark_in_doubt(delivery, "me", NOW)

    assert store.settle_accepted(delivery, "me", Receipt(), NOW + 10 * LEASE)


def test_the_leases_of_a_dead_holder_are_ended_at_once(store: Store) -> None:
    queue(store, to=[("smtp", f"{name}@example.org") for name in ("sending", "doubt", "mine", "deferred")])
    claim(store, "dead")
    store.mark_in_doubt(claim(store, "dead"), "dead", NOW)
    claim(store, "me")
    store.settle_deferred(claim(store, "dead"), "dead", "Later.", NOW + HOUR, None, NOW)

    assert store.release_leases_of_others("me", NOW) == 2

    assert {claim(store).recipient, claim(store).recipient} == {"sending@example.org", "doubt@example.org"}
    assert store.claim_due(NOW, "me", LEASE) is None


def test_who_comes_to_work_alone_takes_over_what_the_dead_held(store: Store) -> None:
    queue(store)
    with store.at_work("dead", NOW):
        claim(store, "dead")

    with store.at_work("me", NOW):
        assert claim(store, "me").recipient == "me@example.org"


def test_who_comes_to_work_beside_another_host_leaves_its_claims_alone(postgres: PostgresDatabases) -> None:
    url = postgres.emptied()
    with open_store(url) as here, open_store(url) as there, there.at_work("there", NOW):
        queue(here)
        held = claim(there, "there")

        with here.at_work("here", NOW):
            assert here.claim_due(NOW, "here", LEASE) is None
            assert here.claim_due(NOW + LEASE, "here", LEASE) is not None
        assert not there.settle_accepted(held, "there", Receipt(), NOW + LEASE)


def test_the_third_host_is_not_alone_when_the_first_has_left(postgres: PostgresDatabases) -> None:
    url = postgres.emptied()
    with open_store(url) as first, open_store(url) as second, open_store(url) as third, ExitStack() as at_work:
        at_work.enter_context(first.at_work("first", NOW))
        with second.at_work("second", NOW):
            at_work.close()
            queue(second)
            claim(second, "second")

            with third.at_work("third", NOW):
                assert third.claim_due(NOW, "third", LEASE) is None


def test_a_wait_that_was_reckoned_by_a_wrong_clock_is_over(store: Store) -> None:
    queue(store)
    store.settle_deferred(claim(store), "me", "Later.", NOW + timedelta(days=400), None, NOW)

    assert store.due_deliveries(NOW) == 1
    assert claim(store).attempts == 1


# ── what status shows ─────────────────────────────────────────────────────────────────────────────────


def test_pending_deliveries_are_shown_with_what_went_wrong(store: Store) -> None:
    queue(store, to=[("smtp", "a@example.org"), ("smtp", "b@example.org"), ("folder:out", "")])
    store.settle_deferred(claim(store), "me", "Mailbox \x00 full.", NOW + HOUR, 452, NOW)
    store.settle_accepted(claim(store), "me", Receipt(), NOW)

    overview = store.overview(NOW)

    assert overview.deliveries == {"deferred": 1, "accepted": 1, "queued": 1}
    first, second = overview.pending
    assert (first.digest, first.recipient, first.state, first.attempts) == ("reasoning", "a@example.org", "deferred", 1)
    assert (first.last_error, first.next_at) == ("Mailbox � full.", NOW + HOUR)
    assert (second.channel, second.state) == ("folder:out", "queued")
