"""From what the reader wrote to what the pipeline works with."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.assembly import channels_of, data_folder, folders_of, is_subscription, last_due, plan_of, slot_of, sole_worker
from bot.deliver.channels import Folder, ImapAppend, Smtp, SmtpText
from bot.errors import BusyError, StoreError
from bot.models import Envelope
from bot.schedule import parse_schedule
from bot.settings import Settings, load_settings

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 22, 6, 30, tzinfo=UTC)  # a Sunday, 7:30 in Berlin

SETTINGS = """\
timezone: Europe/Berlin
mailboxes:
  - {name: gmail, host: imap.example.org, user: me@example.org, password: secret, folders: [INBOX, Papers]}
  - {name: files, path: mail}
digests:
  - name: all
    rules: rules.yaml
    schedule: daily at 07:00
    to: [ada@example.org, {address: blaise@example.org, format: text}]
    via: [smtp, {imap: {mailbox: gmail, folder: Digests}}, {folder: out}]
  - {name: page, rules: rules.yaml, schedule: as they come, via: [{folder: out}]}
smtp: {host: smtp.example.org, from: "papersieve <sieve@example.org>"}
"""


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    (tmp_path / "rules.yaml").write_text("include: [paper]\n", encoding="utf-8")
    (tmp_path / "papersieve.yaml").write_text(SETTINGS, encoding="utf-8")
    return load_settings(tmp_path / "papersieve.yaml")


# ── mailboxes ─────────────────────────────────────────────────────────────────────────────────────────


def test_a_mailbox_on_this_machine_is_one_folder(settings: Settings) -> None:
    assert [folders_of(mailbox) for mailbox in settings.mailboxes] == [("INBOX", "Papers"), ("",)]


@pytest.mark.parametrize(
    ("sender", "list_id", "expected"),
    [
        ("no-reply@arxiv.org", None, True),
        ("rosa@family.example", None, False),
        ("rosa@family.example", "<news.example.org>", True),
    ],
)
def test_headers_tell_a_subscription(sender: str, list_id: str | None, expected: bool) -> None:
    assert is_subscription(Envelope(1, 1000, NOW, (sender,), list_id)) is expected


# ── digests ───────────────────────────────────────────────────────────────────────────────────────────


def test_every_way_out_is_a_destination_and_has_its_channel(settings: Settings) -> None:
    plan, channels = plan_of(settings, settings.digests[0]), channels_of(settings)
    assert plan.destinations == (
        ("smtp", "ada@example.org"),
        ("smtp:text", "blaise@example.org"),
        ("imap:gmail/Digests", ""),
        ("folder:out", ""),
    )
    assert [type(channels[key]) for key, _ in plan.destinations] == [Smtp, SmtpText, ImapAppend, Folder]


def test_papers_sent_as_they_come_are_never_an_empty_issue(settings: Settings) -> None:
    assert [plan_of(settings, digest).explain_empty for digest in settings.digests] == [True, False]


# ── slots ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("schedule", "slot"),
    [
        ("daily at 07:00", "2026-11-22T07:00/Europe/Berlin"),
        ("daily at 08:00", "2026-11-21T08:00/Europe/Berlin"),
        ("every 15 minutes", "2026-11-22T07:30/Europe/Berlin"),
        ("every 7 seconds", "2026-11-22T07:29:57/Europe/Berlin"),
        ("hourly", "2026-11-22T07:00/Europe/Berlin"),
        ("weekdays at 16:00", "2026-11-20T16:00/Europe/Berlin"),
        ("monthly on 1 at 08:00", "2026-11-01T08:00/Europe/Berlin"),
        ("0 7 24 12 *", "2025-12-24T07:00/Europe/Berlin"),
    ],
)
def test_the_last_slot_is_found_however_long_it_has_been(schedule: str, slot: str) -> None:
    due = last_due(parse_schedule(schedule), NOW, BERLIN)
    assert due is not None
    assert slot_of(due, BERLIN) == slot


@pytest.mark.parametrize("schedule", ["as they come", "0 7 29 2 *"])
def test_some_schedules_have_no_last_slot(schedule: str) -> None:
    assert last_due(parse_schedule(schedule), NOW, BERLIN) is None


@pytest.mark.parametrize(
    ("now", "slot"),
    [
        # Clocks go from 2:00 to 3:00 on 29 March, and show 2:00 to 3:00 twice on 25 October.
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), "2026-03-28T02:30/Europe/Berlin"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), "2026-03-29T03:00/Europe/Berlin"),
        (datetime(2026, 10, 25, 0, 29, tzinfo=UTC), "2026-10-24T02:30/Europe/Berlin"),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "2026-10-25T02:30/Europe/Berlin"),
        (datetime(2026, 10, 25, 1, 30, tzinfo=UTC), "2026-10-25T02:30/Europe/Berlin"),
        (datetime(2026, 10, 25, 12, 0, tzinfo=UTC), "2026-10-25T02:30/Europe/Berlin"),
    ],
)
def test_a_night_hour_is_one_slot_also_when_the_clocks_change(now: datetime, slot: str) -> None:
    due = last_due(parse_schedule("daily at 02:30"), now, BERLIN)
    assert due is not None
    assert slot_of(due, BERLIN) == slot


def test_hours_that_the_clocks_repeat_are_slots_of_their_own() -> None:
    hours = [datetime(2026, 10, 25, hour, 0, tzinfo=UTC) for hour in (0, 1)]
    assert [slot_of(last_due(parse_schedule("hourly"), hour, BERLIN) or NOW, BERLIN) for hour in hours] == [
        "2026-10-25T02:00/Europe/Berlin",
        "2026-10-25T02:00+0100/Europe/Berlin",
    ]


# ── the data folder ───────────────────────────────────────────────────────────────────────────────────


def test_two_do_not_work_with_the_same_data(settings: Settings) -> None:
    with sole_worker(settings, "first", lambda: NOW), pytest.raises(BusyError, match="Another papersieve works in"):
        sole_worker(settings, "second", lambda: NOW).__enter__()
    with sole_worker(settings, "third", lambda: NOW) as store:
        assert store.due_deliveries(NOW) == 0


def test_the_lock_of_a_database_on_a_server_lies_beside_the_settings(settings: Settings) -> None:
    elsewhere = settings.model_copy(update={"database": "postgresql+psycopg://me@db.example.org/papers"})
    assert data_folder(elsewhere) == settings.folder / "data"


def test_a_data_folder_that_cannot_be_made_is_a_sentence(settings: Settings) -> None:
    (settings.folder / "data").write_text("a file where the folder should be", encoding="utf-8")
    with pytest.raises(StoreError, match=r"The data folder .* cannot be used"):
        sole_worker(settings, "first", lambda: NOW).__enter__()
