"""Folders of real IMAP servers are read once, without being changed, and private mail is left alone."""

from __future__ import annotations

import tracemalloc
from datetime import UTC, datetime, timedelta

import pytest

from bot.errors import MailboxError
from bot.intake import check_mailbox
from bot.models import Cursor
from bot.network.imap import ImapSession
from tests.intake.reading import NOW, last_cursor, mails_in, nobody, read, read_missed, reading, uids_in
from tests.servers.accounts import dovecot_mailbox, pymap_mailbox
from tests.servers.dovecot import Dovecot, DovecotUser
from tests.servers.pymap import Pymap


def mail(subject: str = "x", sender: str = "alerts@journal.example", size: int = 0) -> bytes:
    return f"From: {sender}\r\nSubject: {subject}\r\n\r\n".encode() + b"x" * size + b"\r\n"


PRIVATE = mail("dinner?", sender="mum@home.example")


@pytest.fixture
def user(dovecot: Dovecot) -> DovecotUser:
    return dovecot.user()


# ── going on ──────────────────────────────────────────────────────────────────────────────────────────


def test_mails_are_read_once(user: DovecotUser) -> None:
    mailbox = dovecot_mailbox(user)
    user.append(mail("one"), mail("two"), when=NOW)
    first = read(mailbox)
    user.append(mail("three"), when=NOW)
    second = read(mailbox, last_cursor(first))
    assert [found.content for found in mails_in(first)] == [mail("one"), mail("two")]
    assert [found.content for found in mails_in(second)] == [mail("three")]
    assert read(mailbox, last_cursor(second)) == []


def test_a_mail_carries_where_and_when_it_arrived(user: DovecotUser) -> None:
    user.append(mail(), when=NOW)
    (found,) = mails_in(read(dovecot_mailbox(user)))
    assert (found.mailbox, found.folder, found.epoch, found.uid) == ("test", "INBOX", 1, 1)
    assert found.received_at == NOW


def test_pymap_is_read_too(pymap: Pymap) -> None:
    mailbox = pymap_mailbox(pymap)
    with ImapSession(mailbox) as session:
        session.append("INBOX", mail("one"), when=NOW)
        session.append("INBOX", PRIVATE, when=NOW)
    batches = read(mailbox, is_subscription=lambda envelope: envelope.senders == ("alerts@journal.example",))
    assert [found.content for found in mails_in(batches)] == [mail("one")]
    assert read(mailbox, last_cursor(batches)) == []


def test_the_mailbox_stays_as_it_is(user: DovecotUser) -> None:
    user.append(mail("one"), when=NOW)
    user.append(mail("two"), when=NOW, flags=r"(\Flagged)")
    before = user.state()
    read(dovecot_mailbox(user))
    assert user.state() == before


def test_an_empty_folder_is_remembered_as_read(user: DovecotUser) -> None:
    mailbox = dovecot_mailbox(user)
    batches = read(mailbox)
    assert [batch.mails for batch in batches] == [()]
    # Appended with a date before the first run looked back to: it is new all the same.
    user.append(mail("restored"), when=NOW - timedelta(days=300))
    assert uids_in(read(mailbox, last_cursor(batches))) == [1]


def test_the_first_run_looks_back_as_far_as_asked(user: DovecotUser) -> None:
    user.append(mail("old"), when=NOW - timedelta(days=15))
    user.append(mail("new"), when=NOW - timedelta(days=13))
    batches = read(dovecot_mailbox(user))
    assert uids_in(batches) == [2]
    assert last_cursor(batches).last_uid == 2


def test_the_day_looked_back_to_is_not_cut_at_midnight(user: DovecotUser) -> None:
    user.append(mail("too old"), when=NOW - timedelta(days=14, minutes=1))
    user.append(mail("just in"), when=NOW - timedelta(days=14) + timedelta(minutes=1))
    assert uids_in(read(dovecot_mailbox(user))) == [2]


def test_old_mail_is_passed_over_for_good(user: DovecotUser) -> None:
    mailbox = dovecot_mailbox(user)
    user.append(mail("old"), mail("older"), when=NOW - timedelta(days=100))
    cursor = last_cursor(read(mailbox))
    assert cursor.last_uid == 2
    assert read(mailbox, cursor) == []


def test_a_run_that_was_cut_short_goes_on_behind_the_last_batch(user: DovecotUser) -> None:
    mailbox = dovecot_mailbox(user)
    user.append(*[mail(str(number)) for number in range(60)], when=NOW)
    first = next(reading(mailbox))
    rest = read(mailbox, first.cursor)
    assert len(first.mails) == 50
    assert first.remaining == 10
    assert uids_in([first, *rest]) == list(range(1, 61))


def test_a_folder_is_chosen_by_its_settings(user: DovecotUser) -> None:
    user.create("Papers")
    user.append(mail("in papers"), folder="Papers", when=NOW)
    batches = read(dovecot_mailbox(user, folders=["Papers"]))
    assert [found.folder for found in mails_in(batches)] == ["Papers"]


def test_batches_are_bounded_by_their_bytes(user: DovecotUser) -> None:
    user.append(*[mail(size=3_000_000)] * 4, when=NOW)
    assert [len(batch.mails) for batch in read(dovecot_mailbox(user))] == [2, 2]


def test_memory_does_not_grow_with_the_folder(user: DovecotUser) -> None:
    user.append(*[mail(size=2_000_000)] * 24, when=NOW)
    mailbox = dovecot_mailbox(user)
    tracemalloc.start()
    sizes = [sum(len(found.content) for found in batch.mails) for batch in reading(mailbox)]
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert sum(sizes) > 48_000_000
    assert most < 30_000_000


# ── private mail ──────────────────────────────────────────────────────────────────────────────────────


def test_private_mail_is_counted_and_passed(user: DovecotUser) -> None:
    mailbox = dovecot_mailbox(user)
    user.append(PRIVATE, mail(), PRIVATE, when=NOW)
    batches = read(mailbox, is_subscription=lambda envelope: "alerts@journal.example" in envelope.senders)
    assert uids_in(batches) == [2]
    assert sum(batch.private for batch in batches) == 2
    assert last_cursor(batches).last_uid == 3


def test_no_body_of_private_mail_is_asked_for(pymap: Pymap) -> None:
    mailbox = pymap_mailbox(pymap)
    with ImapSession(mailbox) as session:
        session.append("INBOX", PRIVATE, when=NOW)
        session.append("INBOX", mail(), when=NOW)
    read(mailbox, is_subscription=lambda envelope: "alerts@journal.example" in envelope.senders)
    assert [line.split(" ", 1)[1] for line in pymap.commands if "BODY.PEEK[]" in line] == [
        "UID FETCH 102 (BODY.PEEK[])"
    ]


def test_senders_of_the_settings_are_subscriptions(user: DovecotUser) -> None:
    user.append(mail(sender="Alerts@Journal.example"), mail(sender="alerts@other.example"), when=NOW)
    mailbox = dovecot_mailbox(user, senders=["*@journal.EXAMPLE"])
    assert uids_in(read(mailbox, is_subscription=nobody)) == [1]


def test_a_name_that_looks_like_an_address_is_none(user: DovecotUser) -> None:
    user.append(mail(sender='"alerts@journal.example" <mum@home.example>'), when=NOW)
    user.append(mail(sender="alerts@journal.example <mum@home.example>"), when=NOW)
    mailbox = dovecot_mailbox(user, senders=["alerts@journal.example"])
    assert uids_in(read(mailbox, is_subscription=nobody)) == []


def test_everything_is_taken_of_a_folder_that_says_so(user: DovecotUser) -> None:
    user.append(PRIVATE, when=NOW)
    mailbox = dovecot_mailbox(user, folders=[{"name": "INBOX", "take": "everything"}])
    assert uids_in(read(mailbox, is_subscription=nobody)) == [1]


def test_a_folder_may_be_more_discreet_than_its_mailbox(user: DovecotUser) -> None:
    user.append(PRIVATE, when=NOW)
    mailbox = dovecot_mailbox(user, take="everything", folders=[{"name": "INBOX", "take": "subscriptions"}])
    assert uids_in(read(mailbox, is_subscription=nobody)) == []


def test_the_list_a_mail_comes_from_is_known_ahead(user: DovecotUser) -> None:
    user.append(b"List-Id: <toc.journal.example>\r\n" + mail(), when=NOW)
    mailbox = dovecot_mailbox(user)
    assert uids_in(read(mailbox, is_subscription=lambda envelope: envelope.list_id == "<toc.journal.example>")) == [1]


# ── renumbering ───────────────────────────────────────────────────────────────────────────────────────


def test_a_renumbered_folder_is_read_again_in_a_new_epoch(user: DovecotUser) -> None:
    mailbox = dovecot_mailbox(user)
    user.append(mail("one"), mail("two"), when=NOW)
    before = last_cursor(read(mailbox))
    user.renumber(before.uidvalidity + 1 if before.uidvalidity else 1)
    # What the old numbers meant is of no account: uid 1 is asked for although an old 1 is known.
    batches = read(mailbox, before, having=[1, 2])
    assert [(found.epoch, found.uid) for found in mails_in(batches)] == [(2, 1), (2, 2)]
    assert last_cursor(batches) == Cursor("test", "INBOX", 2, (before.uidvalidity or 0) + 1, 2, 3)


def test_after_renumbering_a_month_is_read_again(user: DovecotUser) -> None:
    user.append(mail("too old"), when=NOW - timedelta(days=31))
    user.append(mail("old"), when=NOW - timedelta(days=29))
    cursor = Cursor("test", "INBOX", 4, 1, 2, 3)
    assert uids_in(read(dovecot_mailbox(user), cursor)) == [2]


def test_after_renumbering_nothing_is_missed_that_came_while_nobody_looked(user: DovecotUser) -> None:
    user.append(mail("while away"), when=NOW - timedelta(days=60))
    cursor = Cursor("test", "INBOX", 4, 1, 2, 3)
    batches = read(dovecot_mailbox(user), cursor, last_read=NOW - timedelta(days=70))
    assert uids_in(batches) == [1]


def test_a_restored_backup_begins_a_new_epoch(user: DovecotUser) -> None:
    mailbox = dovecot_mailbox(user)
    user.append(mail("one"), mail("two"), when=NOW)
    uidvalidity = last_cursor(read(mailbox)).uidvalidity
    ahead = Cursor("test", "INBOX", 1, uidvalidity, last_uid=7, uidnext=8)
    batches = read(mailbox, ahead)
    assert [(found.epoch, found.uid) for found in mails_in(batches)] == [(2, 1), (2, 2)]


def test_renumbering_while_reading_ends_the_run_and_the_next_begins_afresh(user: DovecotUser) -> None:
    mailbox = dovecot_mailbox(user)
    user.append(*[mail(str(number)) for number in range(60)], when=NOW)
    batches = reading(mailbox)
    first = next(batches)
    user.renumber(4242)
    with pytest.raises(MailboxError, match=r"renumbered .INBOX. while it was read"):
        list(batches)
    assert len(uids_in(read(mailbox, first.cursor))) == 60


# ── what comes late or goes early ─────────────────────────────────────────────────────────────────────


def test_a_mail_that_shows_up_late_is_found_by_looking_back(user: DovecotUser) -> None:
    user.append(mail("one"), mail("late"), mail("three"), when=NOW)
    cursor = last_cursor(read(dovecot_mailbox(user)))
    batches = read_missed(dovecot_mailbox(user), cursor, having=[1, 3])
    assert uids_in(batches) == [2]
    assert [batch.cursor for batch in batches] == [None]


def test_looking_back_finds_nothing_where_nothing_was_missed(user: DovecotUser) -> None:
    user.append(mail("old"), when=NOW - timedelta(days=20))
    user.append(mail("one"), when=NOW)
    cursor = last_cursor(read(dovecot_mailbox(user)))
    user.append(mail("not read yet"), when=NOW)
    assert read_missed(dovecot_mailbox(user), cursor, having=[2]) == []


def test_looking_back_leaves_a_renumbered_folder_alone(user: DovecotUser) -> None:
    user.append(mail("one"), when=NOW)
    cursor = Cursor("test", "INBOX", 1, 99, 5, 6)
    assert read_missed(dovecot_mailbox(user), cursor, having=[]) == []


def test_mails_deleted_meanwhile_are_no_trouble(user: DovecotUser) -> None:
    mailbox = dovecot_mailbox(user)
    user.append(*[mail(str(number)) for number in range(55)], when=NOW)
    batches = reading(mailbox)
    first = next(batches)
    user.expunge(52, 53)
    rest = list(batches)
    # Dovecot goes on serving expunged mails to a session that has seen them; either way none is lost.
    assert {*uids_in([first, *rest]), *rest[0].vanished} == set(range(1, 56))


def test_a_deleted_folder_is_said_and_nothing_is_made(user: DovecotUser) -> None:
    mailbox = dovecot_mailbox(user, folders=["Papers"])
    user.create("Papers")
    cursor = last_cursor(read(mailbox))
    user.delete("Papers")
    with pytest.raises(MailboxError, match='has no folder "Papers"') as caught:
        read(mailbox, cursor)
    assert caught.value.permanent
    assert check_mailbox(dovecot_mailbox(user)) == ["INBOX"]


# ── check ─────────────────────────────────────────────────────────────────────────────────────────────


def test_checking_a_mailbox_lists_its_folders(user: DovecotUser) -> None:
    user.create("Papers")
    assert sorted(check_mailbox(dovecot_mailbox(user))) == ["INBOX", "Papers"]


def test_checking_a_mailbox_misses_a_folder_that_is_to_be_read(user: DovecotUser) -> None:
    with pytest.raises(MailboxError, match='has no folder "Paper"'):
        check_mailbox(dovecot_mailbox(user, folders=["INBOX", "Paper"]))


def test_times_are_told_in_utc(user: DovecotUser) -> None:
    user.append(mail(), when=datetime(2026, 11, 20, 10, tzinfo=UTC).astimezone())
    (found,) = mails_in(read(dovecot_mailbox(user)))
    assert found.received_at is not None
    assert found.received_at.tzinfo is UTC
