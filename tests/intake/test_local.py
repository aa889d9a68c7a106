"""Mail on this machine is read once, from wherever it lies, and left there."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.errors import MailboxError
from bot.intake import LocalMailbox, check_mailbox, read_local
from bot.models import Batch
from tests.intake.reading import known, mails_in, uids_in

MAIL = b"From: a@j.example\n\nbody\n"
FROM = b"From alerts@journal.example Fri Nov 20 10:00:00 2026\n"

needs_permissions = pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")


def read(path: Path, having: Collection[int] = ()) -> list[Batch]:
    return list(read_local(LocalMailbox(name="local", path=path), known(having)))


@pytest.fixture
def maildir(tmp_path: Path) -> Path:
    for folder in ("cur", "new", "tmp"):
        (tmp_path / folder).mkdir()
    return tmp_path


def put(path: Path, content: bytes = MAIL, when: datetime | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    if when is not None:
        os.utime(path, (when.timestamp(), when.timestamp()))


# ── Maildir ───────────────────────────────────────────────────────────────────────────────────────────


def test_a_maildir_is_read_oldest_first(maildir: Path) -> None:
    put(maildir / "new" / "1700000002.M1.host", b"two")
    put(maildir / "cur" / "1700000001.M1.host:2,S", b"one")
    put(maildir / "tmp" / "1700000003.M1.host", b"not delivered yet")
    assert [mail.content for mail in mails_in(read(maildir))] == [b"one", b"two"]


def test_a_mail_that_was_seen_or_moved_to_cur_is_the_same(maildir: Path) -> None:
    put(maildir / "new" / "1700000001.M1.host")
    before = uids_in(read(maildir))
    (maildir / "new" / "1700000001.M1.host").rename(maildir / "cur" / "1700000001.M1.host:2,RS")
    assert uids_in(read(maildir)) == before
    assert read(maildir, having=before) == []


def test_a_maildir_tells_when_mail_arrived(maildir: Path) -> None:
    arrived = datetime(2026, 11, 20, 10, tzinfo=UTC)
    put(maildir / "new" / "a", when=arrived)
    assert [mail.received_at for mail in mails_in(read(maildir))] == [arrived]


def test_what_is_known_is_not_even_opened(maildir: Path) -> None:
    put(maildir / "new" / "a")
    having = uids_in(read(maildir))
    (maildir / "new" / "a").unlink()
    (maildir / "new" / "a").symlink_to(maildir / "nowhere")
    assert read(maildir, having=having) == []


def test_a_mail_that_is_renamed_while_reading_waits_for_the_next_time(maildir: Path) -> None:
    (maildir / "new" / "a").symlink_to(maildir / "gone")
    put(maildir / "new" / "b")
    (batch,) = read(maildir)
    assert (len(batch.mails), batch.vanished, batch.failed) == (1, (), {})


def test_a_maildir_stays_as_it_is(maildir: Path) -> None:
    put(maildir / "new" / "a")
    before = sorted(maildir.rglob("*"))
    read(maildir)
    assert sorted(maildir.rglob("*")) == before


def test_batches_are_bounded(maildir: Path) -> None:
    for number in range(55):
        put(maildir / "new" / f"{number:03}")
    for number in range(4):
        put(maildir / "new" / f"9{number}", b"x" * 3_000_000)
    assert [len(batch.mails) for batch in read(maildir)] == [50, 7, 2]


# ── a folder of .eml files ────────────────────────────────────────────────────────────────────────────


def test_eml_files_are_found_at_any_depth(tmp_path: Path) -> None:
    put(tmp_path / "b.eml", b"b")
    put(tmp_path / "2026" / "11" / "a.EML", b"a")
    put(tmp_path / "notes.txt", b"not mail")
    assert [mail.content for mail in mails_in(read(tmp_path))] == [b"a", b"b"]


def test_a_changed_eml_file_is_a_new_mail(tmp_path: Path) -> None:
    put(tmp_path / "a.eml", b"one", datetime(2026, 1, 1, tzinfo=UTC))
    having = uids_in(read(tmp_path))
    assert read(tmp_path, having=having) == []
    put(tmp_path / "a.eml", b"two", datetime(2026, 1, 2, tzinfo=UTC))
    assert [mail.content for mail in mails_in(read(tmp_path, having=having))] == [b"two"]


def test_an_eml_file_moved_with_its_folder_is_the_same(tmp_path: Path) -> None:
    put(tmp_path / "here" / "a.eml")
    before = uids_in(read(tmp_path / "here"))
    (tmp_path / "here").rename(tmp_path / "there")
    assert uids_in(read(tmp_path / "there")) == before


def test_a_single_eml_file_is_a_mailbox_too(tmp_path: Path) -> None:
    put(tmp_path / "a.eml")
    assert [mail.content for mail in mails_in(read(tmp_path / "a.eml"))] == [MAIL]


def test_a_file_too_large_is_told_and_not_read(tmp_path: Path) -> None:
    put(tmp_path / "a.eml")
    os.truncate(tmp_path / "a.eml", 3_000_000_000)
    (batch,) = read(tmp_path)
    assert (batch.mails, len(batch.oversize)) == ((), 1)


def test_what_is_no_plain_file_is_passed_over(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.eml")
    (tmp_path / "folder.eml").mkdir()
    assert mails_in(read(tmp_path)) == []


@needs_permissions
def test_a_file_that_may_not_be_read_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path / "a.eml")
    put(tmp_path / "b.eml")
    (tmp_path / "a.eml").chmod(0)
    (batch,) = read(tmp_path)
    assert (len(batch.mails), [*batch.failed.values()]) == (1, [f"{tmp_path}/a.eml cannot be read: permission denied"])


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_read(tmp_path: Path) -> None:
    put(tmp_path / "b.eml")
    (tmp_path / "a.eml").symlink_to("a.eml")
    (batch,) = read(tmp_path)
    (words,) = batch.failed.values()
    assert len(batch.mails) == 1
    assert "a.eml cannot be read: too many levels of symbolic links" in words


def test_names_that_are_no_unicode_are_read(tmp_path: Path) -> None:
    with open(os.fsencode(tmp_path) + b"/\xff\xfe.eml", "wb") as file:
        file.write(MAIL)
    assert [mail.content for mail in mails_in(read(tmp_path))] == [MAIL]


# ── mbox ──────────────────────────────────────────────────────────────────────────────────────────────


def test_an_mbox_is_read_and_known_mails_are_left_out(tmp_path: Path) -> None:
    put(tmp_path / "mbox", FROM + b"Subject: one\n\n" + b"\n" + FROM + b"Subject: two\n\n\n")
    batches = read(tmp_path / "mbox")
    assert [mail.content for mail in mails_in(batches)] == [b"Subject: one\n\n", b"Subject: two\n\n"]
    assert len(mails_in(read(tmp_path / "mbox", having=uids_in(batches)[:1]))) == 1
    assert read(tmp_path / "mbox", having=uids_in(batches)) == []


def test_the_same_mail_twice_in_an_mbox_is_one(tmp_path: Path) -> None:
    put(tmp_path / "mbox", (FROM + MAIL + b"\n") * 3)
    assert len(uids_in(read(tmp_path / "mbox"))) == 1


def test_an_empty_mbox_is_a_mailbox_without_mail(tmp_path: Path) -> None:
    put(tmp_path / "mbox", b"")
    assert read(tmp_path / "mbox") == []


def test_a_long_mbox_comes_in_batches(tmp_path: Path) -> None:
    put(tmp_path / "mbox", b"".join(FROM + b"Subject: %d\n\n\n" % number for number in range(120)))
    assert [len(batch.mails) for batch in read(tmp_path / "mbox")] == [50, 50, 20]


# ── what is wrong with it ─────────────────────────────────────────────────────────────────────────────


def test_nothing_at_the_path_is_said(tmp_path: Path) -> None:
    with pytest.raises(MailboxError, match=r'Mailbox "local": there is nothing at .*/nowhere; check "path"') as caught:
        read(tmp_path / "nowhere")
    assert caught.value.permanent


def test_a_file_that_is_no_mail_is_said(tmp_path: Path) -> None:
    put(tmp_path / "picture.png", b"\x89PNG")
    with pytest.raises(MailboxError, match="is no mbox file"):
        read(tmp_path / "picture.png")


@needs_permissions
def test_a_folder_that_may_not_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "closed").mkdir(mode=0)
    with pytest.raises(MailboxError, match="cannot be read: permission denied"):
        read(tmp_path / "closed")


def test_all_uids_fit_a_database(maildir: Path) -> None:
    asked: list[int] = []
    put(maildir / "new" / "a")
    put(maildir / "new" / "b")
    list(read_local(LocalMailbox(name="local", path=maildir), remember(asked)))
    assert len(asked) == 2
    assert all(0 < uid < 2**63 for uid in asked)


def remember(asked: list[int]) -> Callable[[Sequence[int]], set[int]]:
    def is_known(uids: Sequence[int]) -> set[int]:
        asked.extend(uids)
        return set()

    return is_known


@pytest.mark.parametrize(("name", "kind"), [("mbox", "mbox file"), ("a.eml", "mail")])
def test_checking_says_what_lies_there(tmp_path: Path, name: str, kind: str) -> None:
    put(tmp_path / name, {"mbox": FROM + MAIL, "a.eml": MAIL}[name])
    assert check_mailbox(LocalMailbox(name="local", path=tmp_path / name)) == [f"{tmp_path / name} ({kind})"]


def test_checking_tells_a_maildir_from_a_folder(maildir: Path) -> None:
    assert check_mailbox(LocalMailbox(name="local", path=maildir)) == [f"{maildir} (Maildir)"]
    assert check_mailbox(LocalMailbox(name="local", path=maildir / "tmp")) == [
        f"{maildir / 'tmp'} (folder of .eml files)"
    ]
