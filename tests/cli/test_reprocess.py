"""`reprocess`: what it says of mail that is read better now."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from bot.assembly import sole_worker
from bot.settings import load_settings
from tests.cli.conftest import Desk
from tests.cli.older import read_otherwise, store_of, without_authors, without_last
from tests.store.sample import mail, mention, raw_mail, save


def test_papers_gained_are_named(desk: Desk) -> None:
    read_otherwise(desk, without_last)
    status, out, err = desk.run("reprocess")
    assert status == 0
    assert out.count("    + ") == 3
    assert "3 mails read again; 3 of them changed." in err
    assert "none of them changed" in desk.run("reprocess")[2]


def test_fields_that_changed_are_named(desk: Desk) -> None:
    read_otherwise(desk, without_authors)
    assert "    ~ Flow Matching on Graphs with $O(n \\log n)$ Couplings: authors\n" in desk.run("reprocess")[1]


def test_programs_get_a_line_for_every_mail_that_changed(desk: Desk) -> None:
    read_otherwise(desk, without_authors)
    status, out, err = desk.run("reprocess", "--json", "--since", "2d")
    records = [json.loads(line) for line in out.splitlines()]
    assert (status, err) == (0, "")
    assert list(records[0]) == [
        "id", "mailbox", "folder", "uid", "subject", "before", "status", "error", "gained", "lost", "changed",
    ]  # fmt: skip
    authors = records[0]["changed"][0]["fields"]["authors"]
    assert authors["before"] is None
    assert len(authors["now"]) > 0


def test_a_dry_run_stores_nothing(desk: Desk) -> None:
    read_otherwise(desk, without_last)
    assert "Dry run: nothing was stored." in desk.run("reprocess", "--dry-run")[2]
    assert "3 of them changed" in desk.run("reprocess")[2]


def test_a_dry_run_may_look_while_the_daemon_works(desk: Desk) -> None:
    read_otherwise(desk, without_last)
    with sole_worker(load_settings(desk.folder / "papersieve.yaml"), "daemon", lambda: datetime.now(UTC)):
        assert "3 of them changed" in desk.run("reprocess", "--dry-run")[2]
        status, _, err = desk.run("reprocess")
    assert status == 1
    assert "Another papersieve works in" in err


def test_mail_that_cannot_be_read_any_more_gives_status_1_and_keeps_what_was_read(desk: Desk) -> None:
    too_many_parts = b"Content-Type: multipart/mixed; boundary=x\r\n\r\n" + b"--x\r\n\r\n" * 9000
    with store_of(desk) as store:
        save(store, mail(5, mention("Once read"), raw=raw_mail(5, too_many_parts)), now=datetime.now(UTC))
    status, out, _ = desk.run("reprocess")
    assert status == 1
    assert "cannot be read any more, and stays as it was: The mail has" in out


def test_what_was_reported_is_not_reported_again(desk: Desk) -> None:
    read_otherwise(desk, without_authors)
    desk.run("once")
    assert "changed" in desk.run("reprocess")[2]
    record = json.loads(desk.run("once", "--json")[1])
    assert record["digests"][0]["shown"] == 0


def test_nothing_kept_is_said(desk: Desk) -> None:
    with store_of(desk):
        pass
    status, _, err = desk.run("reprocess", "--since", "1h")
    assert status == 0
    assert "No mail of the last 1h is kept" in err


def test_a_time_that_is_none_is_refused(desk: Desk) -> None:
    status, _, err = desk.run("reprocess", "--since", "soon")
    assert status == 2
    assert "--since" in err
