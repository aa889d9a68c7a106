"""The daemon at work in this process, on mail and ways out on this machine."""

from __future__ import annotations

import sqlite3
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.models import Reading
from bot.rounds import Worker, collect_mailbox, digest_round
from tests.cli.older import age
from tests.daemon.household import Household, household, until

SEVERAL = """\
timezone: UTC
mailboxes: [{name: files, path: mail, poll: every 1 second}, {name: gone, path: nowhere, poll: every 1 second}]
digests:
  - {name: papers, rules: rules.yaml, schedule: as they come, via: [{folder: out}]}
  - {name: others, rules: others.yaml, schedule: every 1 second, via: [{folder: other}], on_empty: skip}
"""
ONE_MORE = """\
  - {name: more, rules: rules.yaml, schedule: every 1 second, via: [{folder: more}], on_empty: skip}
"""


@pytest.fixture
def home(tmp_path: Path) -> Household:
    return household(tmp_path)


def test_papers_are_sent_as_they_come(home: Household) -> None:
    home.schedule("as they come")
    with home.daemon():
        home.receive(1)
        until(lambda: len(home.pages()) == 1, "the first paper")
        home.receive(2)
        until(lambda: len(home.pages()) == 2, "the second paper")
    assert ["number 1" in page for page in home.pages()] == [True, False]


def test_papers_stored_right_before_a_crash_are_sent_after_the_start(home: Household) -> None:
    home.schedule("as they come")
    home.receive(1)
    with home.worker() as worker:
        collect_mailbox(home.configuration().settings.mailboxes[0], worker)
    with home.daemon():
        until(lambda: len(home.pages()) == 1, "the paper")


def test_after_an_upgrade_mail_that_could_not_be_read_is_tried_again(home: Household) -> None:
    home.schedule("as they come")
    home.receive(1)
    with home.worker() as worker:
        unable = replace(worker, read=lambda contents: [Reading("unreadable", error="Too deep.") for _ in contents])
        collect_mailbox(home.configuration().settings.mailboxes[0], unable)
    age(home.folder / "data/papersieve.db")
    with home.daemon() as store, capture_logs() as events:
        until(lambda: len(home.pages()) == 1, "the paper")
        assert store.quarantined() == []
    assert [(event["tried"], event["readable"]) for event in events if event["event"] == "quarantine"] == [(1, 1)]


def test_an_hour_missed_is_made_up_for_once_with_the_mail_that_came_since(home: Household) -> None:
    home.schedule("daily at 07:00")
    last_week = datetime.now(UTC) - timedelta(days=7)
    with home.worker(lambda: last_week) as worker:
        worker.store.open_profile("papers", last_week)
    home.receive(1)
    with home.daemon():
        until(lambda: len(home.pages()) == 1, "the issue that was missed")
        time.sleep(0.5)
    assert len(home.pages()) == 1


def test_a_held_digest_waits_and_loses_nothing(home: Household) -> None:
    home.receive(1)
    with home.daemon() as store, capture_logs() as events:
        store.hold("papers", datetime.now(UTC).date() + timedelta(days=2), datetime.now(UTC))
        until(lambda: any(event.get("outcome") == "held" for event in events), "the hold")
        before = len(home.pages())
        home.receive(2)
        until(lambda: store.overview(datetime.now(UTC)).papers == 2, "the mail")
        store.release("papers", datetime.now(UTC))
        until(lambda: len(home.pages()) == before + 1, "the issue after the hold")


def test_a_mailbox_that_is_gone_and_rules_that_select_nothing_keep_nobody_from_work(home: Household) -> None:
    home.write("papersieve.yaml", SEVERAL)
    home.write("others.yaml", "include: [nothing like it]\n")
    with home.daemon() as store, capture_logs() as events:
        home.receive(1)
        until(lambda: len(home.pages()) == 1, "the paper")
        overview = store.overview(datetime.now(UTC))
    assert [folder.last_error is None for folder in overview.folders] == [True, False]
    assert sum("failures" in event for event in events) <= 1


def test_a_template_that_fails_for_one_issue_is_told_and_the_others_go_on(home: Household) -> None:
    home.write("papersieve.yaml", SEVERAL)
    home.write("others.yaml", "include: [paper]\n")
    home.write("templates/digest.txt.j2", "{{ 1 / (issue.digest != 'others') }}\n")
    with home.daemon(), capture_logs() as events:
        home.receive(1)
        until(lambda: len(home.pages()) == 1, "the digest that can be composed")
        until(lambda: any(event.get("job") == "digest others" for event in events), "the complaint")
    assert home.pages("other") == []


ONE_OR_OTHER = """\
rules: [{{id: rule-{name}, when: {{title: paper}}, then: {{score: 1, section: Section {name}}}}}]
digest: {{sections: [{{title: Section {name}}}]}}
"""


def traces(page: str) -> tuple[str, ...]:
    """What a page shows of the rules, and of the layout, it was made by."""
    return tuple(trace for trace in ("rule-a", "Section a", "rule-b", "Section b") if trace in page)


def test_rules_are_swapped_whole_while_papers_keep_coming(home: Household) -> None:
    home.write("rules.yaml", ONE_OR_OTHER.format(name="a"))
    with home.daemon(), home.mail_coming():
        until(lambda: "Section a" in "".join(home.pages()), "an issue by the first rules")
        home.write("rules.yaml", ONE_OR_OTHER.format(name="b"))
        until(lambda: "Section b" in "".join(home.pages()), "an issue by the others")
        home.write("rules.yaml", ONE_OR_OTHER.format(name="a"))
        until(lambda: "Section a" in home.pages()[-1], "an issue by the first again")
    assert set(map(traces, home.pages())) == {("rule-a", "Section a"), ("rule-b", "Section b")}


def test_settings_that_change_are_taken_over_with_what_they_add(home: Household) -> None:
    home.write("papersieve.yaml", SEVERAL)
    home.write("others.yaml", "include: [nothing like it]\n")
    home.receive(1)
    with home.daemon(), capture_logs() as events:
        until(lambda: len(home.pages()) == 1, "the paper")
        home.write("papersieve.yaml", SEVERAL + "  - {name: mo")
        until(lambda: any("stay in force" in str(event.get("outcome")) for event in events), "the complaint")
        home.write("papersieve.yaml", SEVERAL + ONE_MORE)
        until(lambda: len(home.pages("more")) == 1, "the digest that is new")
    assert len(home.pages()) == 1


def test_a_database_that_is_locked_for_a_while_is_waited_for(home: Household) -> None:
    with home.daemon() as store:
        until(lambda: store.last_read("files", "") is not None, "the start")
        other = sqlite3.connect(home.folder / "data/papersieve.db", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        home.receive(1)
        time.sleep(1.5)
        other.execute("COMMIT")
        other.close()
        until(lambda: len(home.pages()) == 1, "the paper")


def test_a_round_by_hand_leaves_the_daemon_nothing_to_repeat(home: Household) -> None:
    home.receive(1)
    with home.worker() as worker:
        by_hand(home, worker)
    with home.daemon() as store:
        until(lambda: store.last_read("files", "") is not None, "the start")
        until(lambda: len(home.pages()) == 1, "the delivery that was queued by hand")
        time.sleep(1.2)
    assert len(home.pages()) == 1


def by_hand(home: Household, worker: Worker) -> None:
    settings = home.configuration().settings
    collect_mailbox(settings.mailboxes[0], worker)
    digest_round(settings, settings.digests[0], "manual/now", worker)
