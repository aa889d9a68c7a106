"""`once`, `collect`, `digest`, `deliver`, `preview`, `explain`, `status`, `pause` over a folder of mail."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from bot.models import Reading
from tests.cli.conftest import Desk


def pages(desk: Desk) -> list[Path]:
    return [page for page in (desk.folder / "out").glob("*.html") if page.name != "index.html"]


def test_once_reads_composes_and_delivers(desk: Desk) -> None:
    status, out, err = desk.run("once")
    assert (status, out) == (0, "")
    assert "files: 4 mails, 6 mentions, 5 new papers, 0 known." in err
    assert "reasoning: 5 new papers judged, 1 shown, 1 excluded, 3 below the minimum." in err
    assert "1 delivery accepted." in err
    (page,) = pages(desk)
    assert "Group-Relative Policy Optimization" in page.read_text(encoding="utf-8")


def test_once_twice_reports_nothing_twice(desk: Desk) -> None:
    desk.run("once")
    status, out, _ = desk.run("once", "--json")
    record = json.loads(out)
    assert status == 0
    assert record["mailboxes"][0]["mails"] == 0
    assert record["digests"][0]["shown"] == 0


def test_a_dry_run_says_the_same_and_changes_nothing(desk: Desk) -> None:
    status, _, err = desk.run("once", "--dry-run")
    assert status == 0
    assert "5 new papers judged, 1 shown" in err
    assert "Dry run: nothing was stored and nothing was sent." in err
    assert not (desk.folder / "out").exists()
    assert "files: 4 mails" in desk.run("collect")[2]


def test_the_parts_make_the_whole(desk: Desk) -> None:
    assert desk.run("collect")[0] == 0
    assert desk.run("digest", "reasoning")[0] == 0
    assert pages(desk) == []
    assert "1 delivery due; nothing was sent." in desk.run("deliver", "--dry-run")[2]
    assert desk.run("deliver")[0] == 0
    assert len(pages(desk)) == 1


def test_a_delivery_that_fails_is_told_and_gives_status_1(desk: Desk) -> None:
    (desk.folder / "out").write_text("a file where the folder should be")
    status, _, err = desk.run("once")
    assert status == 1
    assert "1 to be tried again" in err
    assert "out cannot be written" in err


def test_a_preview_shows_the_digest_and_stores_nothing(desk: Desk) -> None:
    target = desk.folder / "preview.html"
    status, _, err = desk.run("preview", "--output", str(target))
    assert status == 0
    assert "nothing was sent" in err
    assert "Group-Relative Policy Optimization" in target.read_text(encoding="utf-8")
    assert "files: 4 mails" in desk.run("collect")[2]


def test_a_preview_of_the_last_days_shows_reported_papers_too(desk: Desk) -> None:
    desk.run("once")
    target = desk.folder / "preview.html"
    assert desk.run("preview", "--since", "30d", "--output", str(target))[0] == 0
    assert "Group-Relative Policy Optimization" in target.read_text(encoding="utf-8")


def test_explain_says_why_a_paper_was_selected(desk: Desk) -> None:
    desk.run("once")
    status, out, _ = desk.run("explain", "https://arxiv.org/abs/2611.90101v2")
    assert status == 0
    assert 'core: title "Policy Optimization" +10' in out
    assert "reported" in out


def test_explain_says_why_a_paper_was_not(desk: Desk) -> None:
    desk.run("once")
    assert "excluded by no-diffusion" in desk.run("explain", "Masked Diffusion")[1]
    assert "scored 0 of 1" in desk.run("explain", "2611.90107")[1]


def test_explain_prints_records_for_programs(desk: Desk) -> None:
    desk.run("once")
    record = json.loads(desk.run("explain", "2611.90101", "--json")[1])
    assert record["digests"][0]["score"] == 10
    assert {mention["source"] for mention in record["mentions"]} == {"arxiv", "huggingface"}


def test_explain_says_how_much_a_paper_lacks_and_what_it_would_have_scored(desk: Desk) -> None:
    rules = (desk.folder / "rules.yaml").read_text(encoding="utf-8")
    (desk.folder / "rules.yaml").write_text(rules + "digest: {select: {min_score: 12}}\n", encoding="utf-8")
    desk.run("once")
    assert "reasoning: not selected, score 10, 2 short\n" in desk.run("explain", "2611.90101")[1]
    excluded = desk.run("explain", "Masked Diffusion")[1]
    assert "short" not in excluded
    assert "); would have scored 0" in excluded


def test_explain_judges_as_of_the_moment_the_digest_decided(desk: Desk) -> None:
    rules = "rules: [{id: young, when: {age: '< 7 days'}, then: {score: 1}}]\n"
    (desk.folder / "rules.yaml").write_text(rules, encoding="utf-8")
    desk.run("once")
    with time_machine.travel(datetime.now(UTC) + timedelta(days=20), tick=False):
        (digest,) = json.loads(desk.run("explain", "2611.90101", "--json")[1])["digests"]
    assert (digest["selected"], digest["score"], digest["min_score"]) == (True, 1, 1)
    assert digest["judged_at"] < f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S.%f}"


def test_explain_of_an_unknown_paper_says_what_to_try(desk: Desk) -> None:
    status, _, err = desk.run("explain", "no such paper")
    assert status == 1
    assert "try its arXiv id" in err


def test_status_knows_mailboxes_sources_and_digests(desk: Desk) -> None:
    desk.run("once")
    status, out, _ = desk.run("status", "--json")
    record = json.loads(out)
    assert status == 0
    assert record["papers"] == 5
    assert {source["source"] for source in record["sources"]} >= {"arxiv", "google_scholar", "huggingface"}
    assert record["digests"][0]["next"] is not None


def test_status_for_people_names_everything(desk: Desk) -> None:
    desk.run("once")
    status, _, err = desk.run("status")
    assert status == 0
    for word in ("files", "arxiv", "reasoning", "5 papers known"):
        assert word in err


def test_a_paused_digest_waits_and_comes_with_everything(desk: Desk) -> None:
    desk.run("pause", "reasoning")
    assert "reasoning is held" in desk.run("once")[2]
    assert pages(desk) == []
    desk.run("resume", "reasoning")
    desk.run("once")
    assert len(pages(desk)) == 1


def test_check_echoes_the_schedule_in_the_readers_timezone(desk: Desk) -> None:
    status, _, err = desk.run("check", "--connect")
    assert status == 0
    assert "07:00 (Europe/Berlin)" in err
    assert "mailbox files: connected" in err


def test_check_prints_schemas_for_editors(desk: Desk) -> None:
    schemas = json.loads(desk.run("check", "--schema")[1])
    assert "mailboxes" in schemas["settings"]["properties"]
    assert "include" in schemas["rules"]["properties"]


@pytest.mark.parametrize("command", ["once", "collect", "preview"])
def test_mail_is_read_by_children_alone(desk: Desk, monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setattr("bot.parse.read_mail", refuse)
    status, _, err = desk.run(command, *(["-o", str(desk.folder / "p.html")] if command == "preview" else []))
    assert status == 0
    assert "quarantine" not in err


@pytest.mark.parametrize("command", ["once", "preview"])
def test_a_mailbox_that_cannot_be_reached_is_a_part_that_failed(desk: Desk, command: str) -> None:
    settings = desk.folder / "papersieve.yaml"
    written = settings.read_text(encoding="utf-8")
    lost = "mailboxes:\n  - {name: lost, host: 127.0.0.1, port: 1, security: none, user: me, password: x}"
    settings.write_text(written.replace("mailboxes:", lost), encoding="utf-8")
    status, _, err = desk.run(command, *(["-o", str(desk.folder / "p.html")] if command == "preview" else []))
    assert status == 1
    assert 'Mailbox "lost"' in err
    assert "reasoning: " in err


def refuse(_content: bytes) -> Reading:
    raise AssertionError("read in this process")


def test_a_digest_is_held_until_a_day_to_come(desk: Desk) -> None:
    assert desk.run("pause", "reasoning", "--until", "9999-12-31")[2] == "reasoning is held until Fri 31 Dec 9999.\n"


@pytest.mark.parametrize(
    ("until", "sentence"),
    [
        ("yesterday", "--until: expected a day such as 2026-08-15, not 'yesterday'.\n"),
        ("2020-01-01", "--until: 2020-01-01 is not to come, and a digest is held up to the day before; today is "),
    ],
)
def test_a_digest_is_not_held_until_a_day_that_has_been(desk: Desk, until: str, sentence: str) -> None:
    status, _, err = desk.run("pause", "reasoning", "--until", until)
    assert status == 2
    assert err.startswith(sentence)


def test_explain_takes_whatever_was_pasted(desk: Desk) -> None:
    desk.run("collect")
    status, _, err = desk.run("explain", "sieve " * 20_000)
    assert status == 1
    assert err.startswith("papersieve: No stored paper matches ")
