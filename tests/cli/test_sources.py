"""`sources`: which kinds of subscription are known, and how each is doing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.cli.sources import sender_patterns
from bot.models import SourceActivity
from bot.parse import source_names
from bot.pipeline import SourceReport, source_reports
from bot.store import CollectedMail, Store, open_store
from tests.cli.conftest import Desk
from tests.store.sample import DAY, NOW, mail, mention, raw_mail, save


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'papers.db'}") as opened:
        yield opened


def one(uid: int, *, read: int = 2, detected: int = 2) -> CollectedMail:
    mentions = [mention(f"Paper {uid}.{number}") for number in range(read)]
    status = "incomplete" if read < detected else "parsed"
    at = NOW - (100 - uid) * DAY
    return mail(uid, *mentions, raw=raw_mail(uid, received_at=at), status=status, detected=detected)


def keep(store: Store, *mails: CollectedMail) -> None:
    """Store each mail on the day it came; mail n came 100 - n days ago."""
    for one_mail in mails:
        save(store, one_mail, now=NOW - (100 - one_mail.raw.uid) * DAY)


def report_of(store: Store, source: str = "arxiv") -> SourceReport:
    (report,) = (report for report in source_reports(store, NOW, sender_patterns()) if report.activity.source == source)
    return report


def test_every_source_is_there_before_any_mail_came(store: Store) -> None:
    reports = list(source_reports(store, NOW, sender_patterns()))
    assert tuple(report.activity.source for report in reports) == source_names()
    assert "*@arxiv.org" in sender_patterns()["arxiv"]
    assert {report.last_mail for report in reports} == {None}
    assert {report.change for report in reports} == {None}
    assert {report.is_silent for report in reports} == {False}


def test_a_source_of_an_earlier_version_is_still_shown(store: Store) -> None:
    save(store, mail(1, mention("A", source="gone"), source="gone"), now=NOW)
    assert report_of(store, "gone").last_mail == NOW


def test_the_last_mail_is_known_however_long_ago_it_came(store: Store) -> None:
    save(store, mail(1, mention("A")), now=NOW - 400 * DAY)
    report = report_of(store)
    assert (report.last_mail, report.activity.mails, report.is_silent) == (NOW - 400 * DAY, 0, False)


def test_who_wrote_is_known_most_mails_first(store: Store) -> None:
    senders = ("new@arxiv.org", "old@arxiv.org", "new@arxiv.org")
    save(store, *(mail(uid, mention(f"{uid}"), sender=sender) for uid, sender in enumerate(senders, 1)), now=NOW)
    assert list(report_of(store).senders.items()) == [("new@arxiv.org", 2), ("old@arxiv.org", 1)]


def test_a_template_that_was_read_well_and_is_not_any_more_seems_changed(store: Store) -> None:
    keep(store, *(one(uid) for uid in range(60, 98)), one(98, read=1, detected=9), one(99, read=1, detected=9))
    report = report_of(store)
    assert report.activity.usual_gap_days == 1
    assert report.change == "2 of the last 2 mails read in part, 0 of 38 before"


def test_one_mail_read_in_part_among_many_is_no_change(store: Store) -> None:
    keep(store, *(one(uid) for uid in range(60, 97)), one(97, read=1), one(98), one(99))
    assert report_of(store).change is None


def test_a_source_that_was_always_read_in_part_has_not_changed(store: Store) -> None:
    keep(store, *(one(uid, read=1) for uid in range(80, 100)))
    assert report_of(store).change is None


def test_mails_in_which_suddenly_nothing_is_seen_mean_a_changed_template(store: Store) -> None:
    keep(store, *(one(uid) for uid in range(90, 98)), one(98, read=0, detected=0), one(99, read=0, detected=0))
    assert report_of(store).change == "no paper in the last 2 mails, 16 in the 8 before"


def test_a_source_is_silent_when_it_writes_less_than_usual(store: Store) -> None:
    keep(store, *(one(uid) for uid in range(60, 91)))
    report = report_of(store)
    assert (report.activity.silent_days, report.activity.usual_gap_days) == (10, 1)
    assert report.is_silent


def test_what_lately_means_depends_on_how_often_a_source_writes(store: Store) -> None:
    keep(store, one(50), one(64), one(78), one(92, read=1, detected=9))
    report = report_of(store)
    assert report.recent_days == 42
    assert report.lately == SourceActivity("arxiv", mails=3, papers=5, incomplete=1, silent_days=8, usual_gap_days=14)


def test_programs_get_json(desk: Desk) -> None:
    desk.run("collect")
    status, out, _ = desk.run("sources", "--json")
    record = json.loads(out)
    arxiv = next(source for source in record["sources"] if source["source"] == "arxiv")
    assert status == 0
    assert record["days"] == 60
    assert list(arxiv) == [
        "source", "name", "senders", "seen", "last_mail", "mails", "papers", "alerts", "incomplete", "silent_days",
        "usual_gap_days", "silent", "changed",
    ]  # fmt: skip
    assert (arxiv["name"], arxiv["mails"], arxiv["papers"], arxiv["incomplete"]) == ("arXiv", 1, 3, 0)
    assert arxiv["seen"] == [{"sender": "no-reply@arxiv.org", "mails": 1}]
    assert datetime.fromisoformat(arxiv["last_mail"]) <= datetime.now(UTC)
    assert (arxiv["silent_days"], arxiv["silent"], arxiv["changed"]) == (0, False, None)


def test_people_get_a_table(desk: Desk) -> None:
    desk.run("collect")
    status, out, err = desk.run("sources")
    assert (status, out) == (0, "")
    assert "Google Scholar" in err
    assert "Figures of the last 60 days." in err
    assert "  arXiv: no-reply@arxiv.org\n" in err
    assert "\nNothing has come yet from: " in err
    assert ", NASA ADS, " in err
    assert "changed" not in err


def test_people_are_told_of_a_change(desk: Desk) -> None:
    desk.run("collect")
    today = datetime.now(UTC)
    (database,) = desk.folder.glob("**/*.db")
    with open_store(f"sqlite:///{database}") as store:
        mails = [mail(uid, mention("Z"), status="incomplete", detected=9) for uid in (900, 901)]
        save(store, *mails, now=today)
    _, _, err = desk.run("sources")
    assert "arXiv: its template seems changed: 2 of the last 3 mails read in part, none before." in err
