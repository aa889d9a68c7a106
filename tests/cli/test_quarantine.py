"""`quarantine list`, `retry` and `drop`."""

from __future__ import annotations

import json

from tests.cli.conftest import Desk
from tests.cli.older import age, read_otherwise, set_aside, store_of


def numbers(desk: Desk) -> list[str]:
    with store_of(desk) as store:
        return [str(mail.id) for mail in store.quarantined()]


def test_an_empty_quarantine_is_said(desk: Desk) -> None:
    for command in ("list", "retry"):
        status, out, err = desk.run("quarantine", command)
        assert (status, out, err) == (0, "", "No mail is in quarantine.\n")


def test_the_list_says_which_mails_and_why(desk: Desk) -> None:
    read_otherwise(desk, set_aside)
    status, out, err = desk.run("quarantine", "list")
    assert (status, err) == (0, "3 mails in quarantine.\n")
    assert "cs.LG daily, from no-reply@arxiv.org" in out
    assert "Too deep for us." in out


def test_programs_get_a_line_for_every_mail(desk: Desk) -> None:
    read_otherwise(desk, set_aside)
    records = [json.loads(line) for line in desk.run("quarantine", "list", "--json")[1].splitlines()]
    assert [record["error"] for record in records] == ["Too deep for us."] * 3
    assert [str(record["id"]) for record in records] == numbers(desk)


def test_a_retry_reads_them_with_the_parsers_of_today(desk: Desk) -> None:
    read_otherwise(desk, set_aside)
    status, out, err = desk.run("quarantine", "retry")
    assert (status, err) == (0, "3 of 3 mails can be read now.\n")
    assert "parsed, 3 papers" in out
    assert numbers(desk) == []
    assert json.loads(desk.run("status", "--json")[1])["papers"] == 5


def test_a_retry_of_one_leaves_the_others(desk: Desk) -> None:
    read_otherwise(desk, set_aside)
    first, *others = numbers(desk)
    record = json.loads(desk.run("quarantine", "retry", "--json", first)[1])
    assert (str(record["id"]), record["before"], record["status"]) == (first, "unreadable", "parsed")
    assert numbers(desk) == others


def test_what_still_cannot_be_read_gives_status_1(desk: Desk) -> None:
    parts = b"--x\r\n\r\na\r\n" * 3000
    (desk.folder / "mail/5.eml").write_bytes(
        b'From: no-reply@arxiv.org\r\nContent-Type: multipart/mixed; boundary="x"\r\n\r\n' + parts
    )
    desk.run("collect")
    status, out, err = desk.run("quarantine", "retry")
    assert (status, err) == (1, "0 of 1 mail can be read now.\n")
    assert "still unreadable: The mail has" in out
    assert len(numbers(desk)) == 1


def test_after_an_upgrade_a_round_tries_them_again_once(desk: Desk) -> None:
    read_otherwise(desk, set_aside)
    desk.run("collect")
    assert len(numbers(desk)) == 3
    age(desk.folder / "data/papersieve.db")
    assert "3 mails in quarantine tried again, 3 can be read now." in desk.run("once", "--dry-run")[2]
    assert len(numbers(desk)) == 3
    assert "3 mails in quarantine tried again, 3 can be read now." in desk.run("once")[2]
    assert numbers(desk) == []
    assert "tried again" not in desk.run("once")[2]


def test_dropped_mails_are_given_up(desk: Desk) -> None:
    read_otherwise(desk, set_aside)
    first, *others = numbers(desk)
    assert desk.run("quarantine", "drop", first)[2] == "1 mail given up.\n"
    assert numbers(desk) == others


def test_a_number_that_is_not_in_quarantine_is_refused(desk: Desk) -> None:
    read_otherwise(desk, set_aside)
    for command in ("retry", "drop"):
        status, _, err = desk.run("quarantine", command, "4711", "4712")
        assert status == 1
        assert "Not in quarantine: 4711, 4712. See 'papersieve quarantine list'." in err
    assert len(numbers(desk)) == 3


def test_without_a_word_what_to_do_the_help_is_shown(desk: Desk) -> None:
    status, out, err = desk.run("quarantine")
    assert status == 2
    assert "retry" in out + err
