"""Rounds over real servers: what fails stays where it failed, and the log says what an operator asks, and no more."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.errors import DeliveryError, StoreError
from bot.intake import LocalMailbox
from bot.models import Batch, Cursor, Delivery, Receipt
from bot.pipeline import Tally
from bot.rounds import Collected, Worker, collect_mailbox, deliver_round, reconcile_mailbox
from bot.store import Candidates, Store, open_store
from tests.deliver.samples import issue
from tests.e2e.program import arxiv_mail
from tests.servers.accounts import dovecot_mailbox, pymap_mailbox, scripted_mailbox
from tests.servers.dovecot import Dovecot, DovecotUser
from tests.servers.pymap import Pymap
from tests.servers.scripted import DONE, LOGGED_IN, Step, body, close, examined, headers, scripted_server, searched

NOW = datetime.now(UTC)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path}/papers.db") as store:
        yield store


@pytest.fixture
def worker(store: Store) -> Worker:
    return Worker(store, lambda: NOW, "tester")


@pytest.fixture
def user(dovecot: Dovecot) -> DovecotUser:
    return dovecot.user()


def errors_of(store: Store) -> dict[str, str | None]:
    """What `status` shows of each folder."""
    return {folder.folder: folder.last_error for folder in store.overview(NOW).folders}


# ── collect ───────────────────────────────────────────────────────────────────────────────────────────


def test_all_folders_are_read_in_one_session(pymap: Pymap, worker: Worker) -> None:
    mailbox = pymap_mailbox(pymap, folders=["INBOX", "inbox"])
    assert collect_mailbox(mailbox, worker).read == 2
    assert sum("AUTHENTICATE" in command or "LOGIN" in command for command in pymap.commands) == 1


def test_a_wrong_password_is_sent_once_however_many_folders_there_are(pymap: Pymap, worker: Worker) -> None:
    mailbox = pymap_mailbox(pymap, folders=["INBOX", "Papers", "Lists"], password="wrong-horse")
    collected = collect_mailbox(mailbox, worker)
    assert len(collected.errors) == 1
    assert sum("AUTHENTICATE" in command or "LOGIN" in command for command in pymap.commands) == 1
    assert all("refused the login" in (error or "") for error in errors_of(worker.store).values())
    assert set(errors_of(worker.store)) == {"INBOX", "Papers", "Lists"}


def test_a_folder_that_is_gone_does_not_keep_the_others_from_being_read(user: DovecotUser, worker: Worker) -> None:
    user.append(arxiv_mail(1))
    mailbox = dovecot_mailbox(user, folders=["Gone", "INBOX", "Gone too"])
    collected = collect_mailbox(mailbox, worker)
    assert (collected.tally.new, collected.read, len(collected.errors)) == (1, 1, 2)
    assert [error is None for error in errors_of(worker.store).values()] == [False, False, True]


def test_a_folder_that_ends_the_session_does_not_keep_the_next_from_being_read(worker: Worker) -> None:
    dies = (*LOGGED_IN, Step("EXAMINE", action=close))
    lives = (*LOGGED_IN, examined(exists=0), Step("UID SEARCH", "* SEARCH\r\n{tag} OK done\r\n"))
    with scripted_server(dies, lives) as server:
        collected = collect_mailbox(scripted_mailbox(server, folders=["First", "Second"]), worker)
    assert (collected.read, len(collected.errors), server.connections) == (1, 1, 2)


def test_a_server_that_is_gone_is_not_tried_again_for_every_folder(worker: Worker) -> None:
    with scripted_server((*LOGGED_IN, Step("EXAMINE", action=close))) as server:
        collected = collect_mailbox(scripted_mailbox(server, folders=["A", "B", "C", "D"]), worker)
    assert (collected.read, len(collected.errors), server.connections) == (0, 2, 2)
    assert all(errors_of(worker.store).values())


def test_what_was_stored_before_a_failure_is_counted(worker: Worker) -> None:
    worker.store.save([], [], [], Cursor("test", "INBOX", 1, 7, 0), NOW)
    large = {1: 5_000_000, 2: 5_000_000}
    script = [
        *LOGGED_IN,
        examined(uidvalidity=7, uidnext=3, exists=2),
        searched(1, 2),
        headers(large),
        Step("UID FETCH 1 ", body(1, arxiv_mail(1)) + DONE),
        Step("UID FETCH 2 ", action=close),
    ]
    with scripted_server(script) as server:
        collected = collect_mailbox(scripted_mailbox(server, take="everything"), worker)
    assert (collected.tally.mails, collected.tally.new, collected.read, len(collected.errors)) == (1, 1, 0, 1)


def test_a_database_in_trouble_ends_the_round(tmp_path: Path, worker: Worker) -> None:
    (tmp_path / "1.eml").write_bytes(arxiv_mail(1))

    def lose_the_disk(_place: str, _tally: Tally, _batch: Batch) -> None:
        raise StoreError("The disk is gone.")

    with pytest.raises(StoreError):
        collect_mailbox(LocalMailbox(name="files", path=tmp_path), replace(worker, progress=lose_the_disk))


def test_a_stop_ends_it_after_the_batch_and_the_rest_comes_next_time(user: DovecotUser, store: Store) -> None:
    user.append(*(arxiv_mail(number) for number in range(120)))
    mailbox = dovecot_mailbox(user, folders=["INBOX", "Gone"])
    stopped = collect_mailbox(mailbox, Worker(store, lambda: NOW, "tester", should_stop=Switch(off_for=1)))
    assert 0 < stopped.tally.mails < 120
    assert stopped.errors == ()
    assert store.last_read("test", "INBOX") is None
    rest = collect_mailbox(mailbox, Worker(store, lambda: NOW, "tester"))
    assert stopped.tally.mails + rest.tally.mails == 120


@dataclass
class Switch:
    """Says stop once it has been asked more often than that."""

    off_for: int

    def __call__(self) -> bool:
        self.off_for -= 1
        return self.off_for < 0


def test_mail_received_since_the_folder_was_last_read_survives_a_renumbering(user: DovecotUser, store: Store) -> None:
    mailbox = dovecot_mailbox(user, since="1 day")
    long_ago = NOW - timedelta(days=90)
    collect_mailbox(mailbox, Worker(store, lambda: long_ago, "tester"))
    user.append(arxiv_mail(1), when=NOW - timedelta(days=80))
    user.renumber(4711)
    assert collect_mailbox(mailbox, Worker(store, lambda: NOW, "tester")).tally.new == 1


# ── reconcile ─────────────────────────────────────────────────────────────────────────────────────────


def test_mail_that_the_server_showed_too_late_is_found_by_reconciling(user: DovecotUser, worker: Worker) -> None:
    mailbox = dovecot_mailbox(user)
    user.append(arxiv_mail(1), arxiv_mail(2))
    collect_mailbox(mailbox, worker)
    user.append(arxiv_mail(3), arxiv_mail(4))
    skip_to(worker.store, 3)
    assert collect_mailbox(mailbox, worker).tally.new == 1
    with capture_logs() as events:
        assert reconcile_mailbox(mailbox, worker).tally.new == 1
    assert [(event["event"], event["mails"], event["mailbox"]) for event in events] == [("reconcile", 1, "test")]
    assert reconcile_mailbox(mailbox, worker).tally.mails == 0


def skip_to(store: Store, uid: int) -> None:
    """The server has shown mails only from behind this UID."""
    cursor = store.cursor("test", "INBOX")
    assert cursor is not None
    store.save([], [], [], replace(cursor, last_uid=uid), NOW)


def test_there_is_nothing_to_reconcile_before_the_first_reading(user: DovecotUser, worker: Worker) -> None:
    user.append(arxiv_mail(1))
    assert reconcile_mailbox(dovecot_mailbox(user), worker) == Collected(read=1)


def test_files_on_this_machine_need_no_reconciling(tmp_path: Path, worker: Worker) -> None:
    (tmp_path / "1.eml").write_bytes(arxiv_mail(1))
    assert reconcile_mailbox(LocalMailbox(name="files", path=tmp_path), worker) == Collected(read=1)


# ── deliver ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass
class Refusing:
    """A server that quotes the address it refuses."""

    permanent: bool

    def send(self, delivery: Delivery, on_point_of_no_return: Callable[[], None]) -> Receipt:
        words = f"The server refused the recipient {delivery.recipient}: 550 <{delivery.recipient.upper()}> unknown"
        raise DeliveryError(words, permanent=self.permanent, code=550)


@pytest.mark.parametrize("permanent", [True, False])
def test_the_log_does_not_say_who_reads_the_digest(worker: Worker, permanent: bool) -> None:
    worker.store.open_profile("reasoning", NOW)
    to = [("smtp", "ada.reader@example.org"), ("smtp", "blaise@example.org")]
    assert worker.store.freeze(Candidates("reasoning", "hash", 0), [replace(issue(), paper_ids=())], [], to, NOW)
    with capture_logs() as events:
        delivered = deliver_round({"smtp": Refusing(permanent)}, worker)
    assert delivered.refused + delivered.deferred == 2
    assert len(events) == 2
    assert "550" in str(events)
    assert "…@example.org" in str(events)
    assert "ada.reader" not in str(events).lower()
