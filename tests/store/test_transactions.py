"""Whatever happens in the middle - an exception, a full disk, a dead process, a rival - is all or nothing."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import Engine, create_engine, event, text

from bot.errors import StoreError
from bot.store import Store, open_store
from tests.store.postgres import PostgresDatabases
from tests.store.sample import (
    NOW,
    SMTP,
    candidates,
    cursor,
    decided,
    issue,
    keys_of,
    mail,
    mention,
    new_work,
    queue,
    raw_mail,
    save,
    save_papers,
)

LEASE = timedelta(minutes=20)


class CrashError(Exception):
    """What a test raises in the middle of something."""


def save_and_crash(store: Store) -> None:
    store.begin_reading([raw_mail(1)], NOW)
    save_papers(store, "A")
    queue(store)
    raise CrashError


# ── together ──────────────────────────────────────────────────────────────────────────────────────────


def test_what_is_done_together_is_there_afterwards(store: Store) -> None:
    with store.together():
        save_papers(store, "A")
        assert len(store.papers_sharing(keys_of("A"))) == 1
        store.save([], [], [], cursor(1), NOW)

    assert store.cursor("gmail", "INBOX") == cursor(1)


def test_an_exception_undoes_all_that_was_done_together(store: Store) -> None:
    with pytest.raises(CrashError), store.together():
        save_and_crash(store)

    assert store.begin_reading([raw_mail(1)], NOW) == {1: 1}
    assert store.papers_since(NOW) == []
    assert not store.is_composed("reasoning", "2026-11-22T07:00/UTC")


def test_a_failure_inside_undoes_only_itself_if_it_is_caught(store: Store) -> None:
    with store.together():
        save_papers(store, "A")
        with pytest.raises(ValueError, match="share out"):
            store.save([mail(2, mention("B"))], [], [], None, NOW)

    assert [paper.title for paper in store.papers_since(NOW)] == ["A"]
    assert store.known_uids("gmail", "INBOX", 1, [1, 2]) == {1}


def test_together_may_be_nested(store: Store) -> None:
    with store.together():
        with pytest.raises(CrashError), store.together():
            save_and_crash(store)
        save_papers(store, "B", uid=2)

    assert [paper.title for paper in store.papers_since(NOW)] == ["B"]


def test_other_threads_do_not_see_what_is_done_together_before_its_end(store: Store) -> None:
    with ThreadPoolExecutor(1) as other, store.together():
        save_papers(store, "A")
        assert other.submit(store.papers_since, NOW).result() == []

    assert len(store.papers_since(NOW)) == 1


# ── rehearsal ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_rehearsal_shows_everything_and_leaves_nothing(store: Store) -> None:
    with store.rehearsal(), ThreadPoolExecutor(1) as other:
        other.submit(save_papers, store, "A").result()
        with store.together():
            found = store.candidates("reasoning", "rules-1", NOW)
            assert store.freeze(found, [issue([1])], decided(1), SMTP, NOW)
        assert store.claim_due(NOW, "me", LEASE) is not None

    assert store.papers_since(NOW) == []
    assert store.due_deliveries(NOW) == 0
    assert store.overview(NOW).folders == ()


def test_after_a_rehearsal_that_failed_nothing_is_left_either(store: Store) -> None:
    with pytest.raises(CrashError), store.rehearsal():
        save_and_crash(store)

    save_papers(store, "B")
    assert [paper.title for paper in store.papers_since(NOW)] == ["B"]


# ── rivals ────────────────────────────────────────────────────────────────────────────────────────────


def claim_all(url: str, owner: str) -> list[int]:
    with open_store(url) as store:
        return [delivery.id for delivery in iter(lambda: store.claim_due(NOW, owner, LEASE), None)]


def test_of_several_rivals_exactly_one_gets_each_delivery(url: str, store: Store) -> None:
    queue(store, to=[("smtp", f"{number}@example.org") for number in range(40)])

    with ThreadPoolExecutor(4) as rivals:
        claimed = list(rivals.map(claim_all, [url] * 4, ["a", "b", "c", "d"]))

    assert sorted(id_ for each in claimed for id_ in each) == list(range(1, 41))


def freeze_once(url: str, slot: str) -> bool:
    with open_store(url) as store:
        return store.freeze(candidates(), [issue([1], slot=slot)], decided(1), SMTP, NOW)


def test_of_several_rivals_exactly_one_reports_a_paper(url: str, store: Store) -> None:
    save_papers(store, "A")

    with ThreadPoolExecutor(4) as rivals:
        frozen = list(rivals.map(freeze_once, [url] * 4, ["1", "1", "2", "3"]))

    assert sorted(frozen) == [False, False, False, True]
    assert store.due_deliveries(NOW) == 1


def save_one_of_many(url: str, uid: int) -> None:
    with open_store(url) as store, store.together():
        known = store.papers_sharing(keys_of("Same"))
        works = [new_work("Same", 0, id=known[0].id if known else None)]
        store.save([mail(uid, mention("Same"))], works, [keys_of("Same")], cursor(uid), NOW)


def test_rivals_that_look_and_save_together_store_a_paper_once(url: str, store: Store) -> None:
    with ThreadPoolExecutor(4) as rivals:
        list(rivals.map(save_one_of_many, [url] * 8, range(1, 9)))

    (paper,) = store.papers_since(NOW)
    assert len(paper.mentions) == 8


def test_a_writer_that_waits_too_long_for_another_says_so(url: str, store: Store) -> None:
    with open_store(url, patience=timedelta(milliseconds=50)) as impatient, store.together():
        save_papers(store, "A")
        with pytest.raises(StoreError, match="is locked by another program for too long"):
            save_papers(impatient, "B")
        assert impatient.papers_since(NOW) == []


# ── death ─────────────────────────────────────────────────────────────────────────────────────────────

DIE = """
import os, sys
from bot.store import open_store
from tests.store.sample import NOW, cursor, queue, raw_mail, save_papers

store = open_store(sys.argv[1])
store.begin_reading([raw_mail(1)], NOW)
with store.together():
    save_papers(store, "A")
    store.save([], [], [], cursor(1), NOW)
    queue(store)
    os._exit(9)
"""


def test_a_process_that_dies_in_the_middle_leaves_only_its_earlier_commits(url: str) -> None:
    died = subprocess.run([sys.executable, "-c", DIE, url], check=False)

    assert died.returncode == 9
    with open_store(url) as store:
        assert store.papers_since(NOW) == []
        assert store.cursor("gmail", "INBOX") is None
        assert not store.is_composed("reasoning", "2026-11-22T07:00/UTC")
        assert store.begin_reading([raw_mail(1)], NOW) == {1: 2}


# ── a full disk, a lost server ────────────────────────────────────────────────────────────────────────


@pytest.fixture
def hardly_any_space(sqlite_url: str) -> Iterator[None]:
    """Every connection made from now on finds the disk full after a few more pages."""

    def limit(connection: sqlite3.Connection, _record: object) -> None:
        pages = connection.execute("PRAGMA page_count").fetchone()[0]
        connection.execute(f"PRAGMA max_page_count = {pages + 8}")

    event.listen(Engine, "connect", limit)
    yield
    event.remove(Engine, "connect", limit)


@pytest.mark.usefixtures("hardly_any_space")
def test_a_full_disk_is_said_and_loses_nothing(sqlite_url: str) -> None:
    with open_store(sqlite_url) as store:
        save(store, mail(1, mention("A")))
        big = mention("B", abstract="x" * 100_000)
        with pytest.raises(StoreError) as refused:
            store.save([mail(2, big)], [new_work("B", 0)], [keys_of("B")], cursor(2), NOW)

        assert str(refused.value) == (
            f"The database {sqlite_url.removeprefix('sqlite:///')} has no space left on its disk: "
            "nothing was lost, free some space and run again."
        )
        assert [paper.title for paper in store.papers_since(NOW)] == ["A"]
        assert store.cursor("gmail", "INBOX") is None


@pytest.mark.usefixtures("hardly_any_space")
def test_after_a_full_disk_the_file_is_intact_and_takes_the_mail(sqlite_url: str) -> None:
    big = mention("B", abstract="x" * 100_000)
    with open_store(sqlite_url) as store, pytest.raises(StoreError):
        store.save([mail(2, big)], [new_work("B", 0)], [keys_of("B")], cursor(2), NOW)
    engine = create_engine(sqlite_url)
    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA integrity_check")) == "ok"
    engine.dispose()

    with open_store(sqlite_url) as store:
        assert save(store, mail(2, mention("B"))).new_papers == 1


def save_on_both_sides_of(store: Store, event: Callable[[], None]) -> None:
    save_papers(store, "A")
    event()
    save_papers(store, "B", uid=2)


def test_a_lost_server_is_said_and_found_again(postgres: PostgresDatabases) -> None:
    with open_store(postgres.new("lost_and_found")) as store:
        with pytest.raises(StoreError, match="ended the connection"), store.together():
            save_on_both_sides_of(store, lambda: postgres.end_connections_to("lost_and_found"))

        assert store.papers_since(NOW) == []
        assert save_papers(store, "C") != []


def test_a_server_that_came_back_between_two_calls_goes_unnoticed(postgres: PostgresDatabases) -> None:
    with open_store(postgres.new("back_again")) as store:
        save_papers(store, "A")
        postgres.end_connections_to("back_again")

        assert [paper.title for paper in store.papers_since(NOW)] == ["A"]
