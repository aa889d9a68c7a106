"""Mail, digests and deliveries look rows up by an index: a million papers cost what ten thousand do."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, Engine, create_engine, event

from bot.models import Receipt
from bot.store import Store, open_store
from tests.store.sample import (
    DAY,
    NOW,
    SMTP,
    candidates,
    cursor,
    decided,
    issue,
    keys_of,
    mail,
    mention,
    mention_again,
    new_work,
    queue,
    raw_mail,
    save_papers,
)

Statement = tuple[str, Any]


@contextmanager
def recorded() -> Iterator[list[Statement]]:
    """The statements that are executed meanwhile, each with its parameters."""
    statements: list[Statement] = []

    def record(_connection: Connection, _cursor: Any, text: str, values: Any, _context: Any, many: bool) -> None:
        statements.append((text, values[0] if many else values))

    event.listen(Engine, "before_cursor_execute", record)
    yield statements
    event.remove(Engine, "before_cursor_execute", record)


def scans(url: str, statements: list[Statement]) -> list[str]:
    """Those steps of the statements' plans that go through a whole table."""
    engine = create_engine(url)
    with engine.connect() as connection:
        plans = [
            row.detail
            for text, values in statements
            if text.startswith(("SELECT", "UPDATE", "DELETE", "INSERT"))
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {text}", values)
        ]
    engine.dispose()
    assert any(plan.startswith("SEARCH") for plan in plans)
    return [plan for plan in plans if plan.startswith("SCAN") and plan not in HARMLESS]


HARMLESS = {
    # what the statement itself has just found
    "SCAN (subquery-3)",
    "SCAN anon_1",
    "SCAN known",
    # all of a partial index: the few deliveries not yet done, the few mails set aside
    "SCAN delivery USING INDEX ix_delivery_unfinished",
    "SCAN message USING INDEX ix_message_quarantined",
}


def collect(store: Store) -> None:
    store.cursor("gmail", "INBOX")
    store.known_uids("gmail", "INBOX", 1, [1, 2, 3])
    store.last_read("gmail", "INBOX")
    store.begin_reading([raw_mail(7)], NOW)
    store.attempts([raw_mail(7)])
    store.forgive_reading([raw_mail(7)])
    store.papers_sharing({("doi", "10.1/x"), ("title", "a")})
    store.save([mail(7, mention("New"))], [new_work("New", 0)], [keys_of("New")], cursor(7), NOW)
    mention_again(store, 1, uid=8, absorbed=[2])
    store.folder_was_read("gmail", "INBOX", NOW)
    store.forget_raw_mail(NOW - DAY)


def digest(store: Store) -> None:
    store.open_profile("reasoning", NOW)
    store.is_composed("reasoning", "slot")
    found = store.candidates("reasoning", "rules-2", NOW)
    store.figures(NOW, NOW)
    store.source_activity(NOW - DAY, NOW)
    store.last_issue_at("reasoning")
    store.freeze(found, [issue([1, 3], slot="slot")], decided(3), SMTP, NOW)
    store.pass_over(candidates(), "later", decided(3), NOW)


def sources(store: Store) -> None:
    store.source_activity(NOW - 60 * DAY, NOW)
    store.last_mails()
    store.senders(NOW)


def deliver(store: Store) -> None:
    store.due_deliveries(NOW)
    store.next_delivery_at()
    store.release_leases_of_others("me", NOW)
    delivery = store.claim_due(NOW, "me", timedelta(minutes=20))
    assert delivery is not None
    store.mark_in_doubt(delivery, "me", NOW)
    store.settle_accepted(delivery, "me", Receipt(), NOW)


def explain(store: Store) -> None:
    store.find_papers("10.1/x")
    store.reported_in("reasoning", 1)
    store.decision_for("reasoning", 1)
    store.papers_since(NOW)
    list(store.each_paper_since(NOW))
    store.count_since(NOW)


def read_again(store: Store) -> None:
    store.kept_sizes(NOW)
    store.quarantined()
    store.to_retry("99")
    store.begin_retry(1, "99")
    store.end_retry(1, None)
    (kept,) = store.kept_readings([1])
    store.reopen([1])
    store.hand_over_reports(1, 2)
    store.share_reports(3, 2)
    store.rewrite(store.papers([paper_id for paper_id, _ in kept.mentions])[:1], [keys_of("A")])
    store.forget_unmentioned_papers([1, 2])
    store.drop_quarantined([1])


@pytest.mark.parametrize("work", [collect, digest, deliver, explain, read_again, sources])
def test_no_table_is_gone_through_from_end_to_end(sqlite_url: str, work: Callable[[Store], None]) -> None:
    with open_store(sqlite_url) as store:
        save_papers(store, "A", "B", "C")
        store.pass_over(candidates(until=1), "earlier", decided(1, 2, 3), NOW)
        queue(store, slot="queued")
        with recorded() as statements:
            work(store)

    assert scans(sqlite_url, statements) == []
