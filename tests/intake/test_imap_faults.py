"""Whatever a server does in the middle of reading a folder, no mail is lost and none blocks the others."""

from __future__ import annotations

import pytest

from bot.errors import MailboxError
from bot.models import Cursor
from tests.intake.reading import last_cursor, mails_in, nobody, read, reading, uids_in
from tests.servers.accounts import scripted_mailbox
from tests.servers.scripted import (
    DONE,
    LOGGED_IN,
    Step,
    bodies,
    body,
    close,
    drip,
    examined,
    fall_silent,
    header,
    headers,
    scripted_server,
    searched,
)

CURSOR = Cursor("test", "INBOX", 1, 7, 0, 1)
SIZES = {1: 5, 2: 5, 3: 5}
OPENED = [*LOGGED_IN, examined(uidvalidity=7, uidnext=4)]
SIGHTED = [*OPENED, searched(1, 2, 3), headers(SIZES)]
NOOP = Step("NOOP", "{tag} OK done\r\n")


def whole(*uids: int) -> Step:
    return bodies({uid: b"%d" % uid for uid in uids})


def refused(uids: str, words: str = "internal error") -> Step:
    return Step(rf"UID FETCH {uids} \(BODY.PEEK", f"{{tag}} NO {words}\r\n")


ALL_AT_ONCE = r"UID FETCH 1,2,3 \(BODY.PEEK\[\]"


# ── the connection ────────────────────────────────────────────────────────────────────────────────────


def test_mails_are_fetched_again_when_the_connection_drops_within_one() -> None:
    torn = Step(ALL_AT_ONCE, body(1, b"1") + b"* 2 FETCH (UID 2 BODY[] {5000}\r\nFrom: ", close)
    with scripted_server([*SIGHTED, torn], [*OPENED, whole(1), whole(2), whole(3)]) as server:
        batches = read(scripted_mailbox(server), CURSOR)
    assert [mail.content for mail in mails_in(batches)] == [b"1", b"2", b"3"]
    assert server.surprises == []


def test_mails_are_fetched_again_when_the_connection_drops_before_the_end_is_confirmed() -> None:
    torn = Step(ALL_AT_ONCE, body(1, b"1") + body(2, b"2") + body(3, b"3"), close)
    with scripted_server([*SIGHTED, torn], [*OPENED, whole(1), whole(2), whole(3)]) as server:
        assert uids_in(read(scripted_mailbox(server), CURSOR)) == [1, 2, 3]


@pytest.mark.parametrize(
    "rude",
    [
        Step(ALL_AT_ONCE, "* BYE going down\r\n", close),
        Step(ALL_AT_ONCE, "", fall_silent),
        Step(ALL_AT_ONCE, "* 1 FETCH (UID 1 BODY[] {9000}\r\n", drip),
        Step(ALL_AT_ONCE, "* 1 FETCH (UID 1 BODY[] {3000000000}\r\n", fall_silent),
        Step(ALL_AT_ONCE, b"\xff\xfe nonsense\r\n", close),
    ],
    ids=["bye", "silence", "dripping", "3 GB", "nonsense"],
)
def test_a_server_that_is_not_there_any_more_ends_the_run_in_a_sentence(rude: Step) -> None:
    with scripted_server([*SIGHTED, rude]) as server, pytest.raises(MailboxError) as caught:
        read(scripted_mailbox(server, timeout=0.3), CURSOR)
    assert not caught.value.permanent
    assert server.connections == 2


def test_batches_before_the_connection_is_lost_hold() -> None:
    sizes = {1: 5_000_000, 2: 5_000_000}
    lost = Step("UID FETCH 2 ", "", close)
    script = [*OPENED, searched(1, 2), headers(sizes), Step("UID FETCH 1 ", body(1, b"1") + DONE), lost]
    with scripted_server(script) as server:
        batches = reading(scripted_mailbox(server), CURSOR)
        first = next(batches)
        with pytest.raises(MailboxError):
            next(batches)
    assert uids_in([first]) == [1]
    assert last_cursor([first]).last_uid == 1


def test_a_mail_that_ends_the_session_each_time_does_not_block_the_others() -> None:
    deadly = Step("UID FETCH 2 ", "", close)
    with scripted_server(
        [*SIGHTED, Step(ALL_AT_ONCE, body(1, b"1"), close)],
        [*OPENED, whole(1), deadly],
        [*OPENED, whole(3), NOOP, searched(2)],
    ) as server:
        batches = read(scripted_mailbox(server), CURSOR)
    assert uids_in(batches) == [1, 3]
    assert [*batches[0].failed] == [2]
    assert "closed the connection" in batches[0].failed[2]
    assert last_cursor(batches).last_uid == 1


def test_a_server_is_not_called_again_and_again() -> None:
    lost = [*OPENED, Step("UID FETCH 1 ", "", close)]
    with scripted_server([*SIGHTED, Step(ALL_AT_ONCE, "", close)], lost, lost, lost, lost) as server:
        with pytest.raises(MailboxError):
            read(scripted_mailbox(server), CURSOR)
        assert server.connections <= 4


def test_a_throttled_server_is_left_alone() -> None:
    throttled = Step(ALL_AT_ONCE, "* BYE [ALERT] Account exceeded command or bandwidth limits.\r\n", close)
    with scripted_server([*SIGHTED, throttled]) as server, pytest.raises(MailboxError) as caught:
        read(scripted_mailbox(server), CURSOR)
    assert caught.value.retry_after == 3600
    assert server.connections == 1


# ── refusals ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_refused_mail_is_put_aside_and_the_others_are_read() -> None:
    no_after_part = Step(ALL_AT_ONCE, body(1, b"1") + b"{tag} NO cannot open mail 2\r\n")
    script = [*SIGHTED, no_after_part, whole(1), refused("2"), whole(3), NOOP, searched(2)]
    with scripted_server(script) as server:
        (batch,) = read(scripted_mailbox(server), CURSOR)
    assert uids_in([batch]) == [1, 3]
    assert batch.failed == {2: "internal error"}
    assert server.surprises == []


def test_a_refused_mail_holds_the_cursor_back() -> None:
    script = [*SIGHTED, refused("1,2,3"), whole(1), refused("2"), whole(3), NOOP, searched(2)]
    with scripted_server(script) as server:
        batches = read(scripted_mailbox(server), CURSOR)
    assert last_cursor(batches).last_uid == 1


def test_a_refused_mail_is_asked_for_again_without_those_that_are_known() -> None:
    again = [*OPENED, searched(2, 3), headers({2: 5}), Step("UID FETCH 2 ", body(2, b"2") + DONE)]
    with scripted_server(again) as server:
        batches = read(scripted_mailbox(server), Cursor("test", "INBOX", 1, 7, 1, 4), having=[3])
    assert uids_in(batches) == [2]
    assert last_cursor(batches).last_uid == 3
    assert server.surprises == []


def test_a_mail_given_up_lets_the_cursor_pass() -> None:
    with scripted_server([*OPENED, searched(2, 3)]) as server:
        batches = read(scripted_mailbox(server), Cursor("test", "INBOX", 1, 7, 1, 4), having=[2, 3])
    assert [(batch.mails, batch.cursor and batch.cursor.last_uid) for batch in batches] == [((), 3)]
    assert server.surprises == []


def test_refused_headers_are_asked_for_one_by_one() -> None:
    def head(uid: int) -> Step:
        return Step(f"UID FETCH {uid} .*HEADER", header(uid, 5, "a@journal.example") + DONE)

    no = Step("UID FETCH .*HEADER", "{tag} NO broken index\r\n")
    script = [*OPENED, searched(1, 2, 3), no, head(1), no, head(3), NOOP, searched(2), whole(1, 3)]
    with scripted_server(script) as server:
        batches = read(scripted_mailbox(server), CURSOR)
    assert uids_in(batches) == [1, 3]
    assert batches[0].failed == {2: "broken index"}
    assert server.surprises == []


def test_a_server_that_refuses_every_mail_is_in_trouble_not_the_mails() -> None:
    script = [*SIGHTED, refused("1,2,3"), refused("1"), refused("2"), refused("3"), NOOP, searched(1, 2, 3)]
    with scripted_server(script) as server, pytest.raises(MailboxError, match="hands over none of 3 mails"):
        read(scripted_mailbox(server), CURSOR)


def test_a_server_that_says_it_is_in_trouble_is_not_asked_for_each_mail() -> None:
    trouble = refused("1,2,3", "[UNAVAILABLE] storage is down")
    with scripted_server([*SIGHTED, trouble]) as server, pytest.raises(MailboxError, match="storage is down"):
        read(scripted_mailbox(server), CURSOR)
    assert server.surprises == []


def test_a_mail_without_content_is_withheld_not_gone() -> None:
    nil = Step("UID FETCH 1 ", "* 1 FETCH (UID 1 BODY[] NIL)\r\n{tag} OK done\r\n")
    script = [*OPENED, searched(1), headers({1: 5}), nil, NOOP, searched(1)]
    with scripted_server(script) as server:
        (batch,) = read(scripted_mailbox(server), CURSOR)
    assert batch.failed == {1: "the server handed over nothing for this mail"}


# ── odd answers ───────────────────────────────────────────────────────────────────────────────────────


def test_a_mail_that_vanishes_before_it_is_fetched_is_passed() -> None:
    with scripted_server([*SIGHTED, whole(1, 3)]) as server:
        (batch,) = read(scripted_mailbox(server), CURSOR)
    assert uids_in([batch]) == [1, 3]
    assert batch.vanished == (2,)
    assert last_cursor([batch]).last_uid == 3


def test_a_mail_that_vanishes_before_its_headers_are_read_is_passed() -> None:
    script = [*OPENED, searched(1, 2, 3), headers({1: 5, 3: 5}), whole(1, 3)]
    with scripted_server(script) as server:
        (batch,) = read(scripted_mailbox(server), CURSOR)
    assert batch.vanished == (2,)


def test_flags_that_arrive_unasked_do_not_mix_with_the_mails() -> None:
    mixed = Step(
        ALL_AT_ONCE, b"* 1 FETCH (FLAGS (\\Seen))\r\n" + body(1, b"1") + body(3, b"3") + b"* 2 EXPUNGE\r\n" + DONE
    )
    with scripted_server([*SIGHTED, mixed]) as server:
        (batch,) = read(scripted_mailbox(server), CURSOR)
    assert [mail.content for mail in batch.mails] == [b"1", b"3"]


def test_an_answer_below_the_cursor_is_nothing_new() -> None:
    with scripted_server([*OPENED, searched(3)]) as server:
        assert read(scripted_mailbox(server), Cursor("test", "INBOX", 1, 7, 3, 4)) == []


def test_a_mail_too_large_is_told_and_not_fetched() -> None:
    script = [*OPENED, searched(1, 2), headers({1: 25_000_001, 2: 5}), Step("UID FETCH 2 ", body(2, b"2") + DONE)]
    with scripted_server(script) as server:
        (batch,) = read(scripted_mailbox(server), CURSOR)
    assert (batch.oversize, uids_in([batch]), last_cursor([batch]).last_uid) == ((1,), [2], 2)
    assert server.surprises == []


def test_a_server_that_numbers_without_uidvalidity_is_read_on() -> None:
    status = Step("STATUS", "{tag} NO not now\r\n")
    script = [*LOGGED_IN, examined(None, None), status, searched(1, 2, 3), headers({3: 5}), whole(3)]
    with scripted_server(script) as server:
        batches = read(scripted_mailbox(server), Cursor("test", "INBOX", 1, None, 2))
    assert uids_in(batches) == [3]
    assert last_cursor(batches) == Cursor("test", "INBOX", 1, None, 3)


def test_uidvalidity_that_is_not_told_this_time_is_not_forgotten() -> None:
    status = Step("STATUS", "{tag} NO not now\r\n")
    script = [*LOGGED_IN, examined(None, None), status, searched(4), headers({4: 5}), whole(4)]
    with scripted_server(script) as server:
        batches = read(scripted_mailbox(server), Cursor("test", "INBOX", 1, 7, 3, 4))
    assert last_cursor(batches) == Cursor("test", "INBOX", 1, 7, 4, 4)


def test_a_lower_uidnext_begins_a_new_epoch() -> None:
    highest = Step(r"UID SEARCH UID \*", "* SEARCH 3\r\n{tag} OK done\r\n")
    since = Step(r"UID SEARCH UID 1:\* SINCE 22-Oct-2026", "* SEARCH 2 3\r\n{tag} OK done\r\n")
    with scripted_server([*OPENED, highest, since, headers({2: 5, 3: 5}), whole(2, 3)]) as server:
        batches = read(scripted_mailbox(server), Cursor("test", "INBOX", 1, 7, 3, uidnext=50))
    assert [(mail.epoch, mail.uid) for mail in mails_in(batches)] == [(2, 2), (2, 3)]
    assert server.surprises == []


def test_private_bodies_are_never_asked_for() -> None:
    mixed = Step(
        "UID FETCH .*HEADER",
        header(1, 5, "mum@home.example")
        + header(2, 5, "a@journal.example")
        + header(3, 5, "bank@money.example")
        + DONE,
    )
    only_one = Step(r"UID FETCH 2 \(BODY.PEEK\[\]\)$", body(2, b"2") + DONE)
    with scripted_server([*OPENED, searched(1, 2, 3), mixed, only_one]) as server:
        mailbox = scripted_mailbox(server, senders=["*@journal.example"])
        (batch,) = read(mailbox, CURSOR, is_subscription=nobody)
    assert (uids_in([batch]), batch.private, last_cursor([batch]).last_uid) == ([2], 2, 3)
    assert server.surprises == []


def test_a_folder_of_private_mail_only_moves_the_cursor() -> None:
    with scripted_server(SIGHTED) as server:
        (batch,) = read(scripted_mailbox(server), CURSOR, is_subscription=nobody)
    assert (batch.mails, batch.private, last_cursor([batch]).last_uid) == ((), 3, 3)
    assert server.surprises == []
