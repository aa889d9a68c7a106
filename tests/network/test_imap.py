"""An IMAP session says in sentences what went wrong, and gives nothing away."""

from __future__ import annotations

import logging
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.errors import MailboxError
from bot.intake.imap import ImapMailbox
from bot.network.imap import FolderState, ImapSession
from tests.servers.accounts import dovecot_mailbox, pymap_mailbox, scripted_mailbox
from tests.servers.certificates import make_certificates
from tests.servers.dovecot import Dovecot
from tests.servers.pymap import Pymap
from tests.servers.scripted import (
    CAPABILITY,
    GREETING,
    LOGGED_IN,
    ScriptedServer,
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

MAIL = b"From: alerts@journal.example\r\nMessage-ID: <one@journal.example>\r\n\r\nNew papers\r\n"


def session_on(server: ScriptedServer, **changes: Any) -> ImapSession:
    return ImapSession(scripted_mailbox(server, **changes))


def log_in(mailbox: ImapMailbox) -> None:
    with ImapSession(mailbox):
        pass


# ── real servers ──────────────────────────────────────────────────────────────────────────────────────


def test_dovecot_is_reached_over_tls(dovecot: Dovecot) -> None:
    user = dovecot.user()
    user.append(MAIL)
    with ImapSession(dovecot_mailbox(user)) as session:
        state = session.examine("INBOX")
        uids = session.uids_from(1)
        assert (state.exists, state.uidnext, list(uids), session.bodies(uids, 100)) == (1, 2, [1], {1: MAIL})


def test_dovecot_is_reached_over_starttls(dovecot: Dovecot) -> None:
    with ImapSession(dovecot_mailbox(dovecot.user(), port=dovecot.port, security="starttls")) as session:
        assert session.folders() == ["INBOX"]


def test_a_certificate_for_another_name_is_refused(dovecot: Dovecot) -> None:
    with pytest.raises(MailboxError, match=r"certificate for another name than 127\.0\.0\.1"):
        log_in(dovecot_mailbox(dovecot.user(), host="127.0.0.1"))


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_a_certificate_nobody_vouches_for_is_refused(dovecot: Dovecot, security: str) -> None:
    port = {"tls": dovecot.tls_port, "starttls": dovecot.port}[security]
    mailbox = dovecot_mailbox(dovecot.user(), port=port, security=security, ca_file=None)
    with pytest.raises(MailboxError, match="authority this machine does not know"):
        log_in(mailbox)


def test_a_wrong_password_is_final_and_not_repeated_in_the_message(dovecot: Dovecot) -> None:
    with pytest.raises(MailboxError, match="refused the login") as caught:
        log_in(dovecot_mailbox(dovecot.user(), password="hunter-two"))
    assert caught.value.permanent
    assert "hunter-two" not in str(caught.value)


def test_pymap_takes_a_password_beyond_ascii(pymap: Pymap) -> None:
    with pytest.raises(MailboxError, match="refused the login"):
        log_in(pymap_mailbox(pymap, password="pässwörd"))


def test_a_missing_folder_is_named_with_those_there_are(dovecot: Dovecot) -> None:
    user = dovecot.user()
    user.create("Lists/Papers")
    user.create("Sent")
    with ImapSession(dovecot_mailbox(user)) as session, pytest.raises(MailboxError) as caught:
        session.examine("INBOX.Lists.Paper")
    assert 'no folder "INBOX.Lists.Paper"' in str(caught.value)
    assert 'it has "Lists/Papers", ' in str(caught.value)
    assert caught.value.permanent


def test_a_missing_folder_leaves_the_session_usable(dovecot: Dovecot) -> None:
    with ImapSession(dovecot_mailbox(dovecot.user())) as session:
        with pytest.raises(MailboxError):
            session.examine("Nowhere")
        assert session.examine("INBOX").exists == 0


def test_a_mail_is_appended_to_a_folder_made_for_it(dovecot: Dovecot) -> None:
    with ImapSession(dovecot_mailbox(dovecot.user())) as session:
        session.append("Digests/Zürich", MAIL, (r"\Seen",), datetime(2026, 11, 20, 7, tzinfo=UTC), create=True)
        session.examine("Digests/Zürich")
        assert session.bodies([1], 100) == {1: MAIL}
        envelope = session.headers([1])[1]
    assert envelope is not None
    assert envelope.received_at == datetime(2026, 11, 20, 7, tzinfo=UTC)


def test_a_folder_is_not_made_unasked(pymap: Pymap) -> None:
    with ImapSession(pymap_mailbox(pymap)) as session:
        with pytest.raises(MailboxError, match='has no folder "Digests"'):
            session.append("Digests", MAIL)
        assert session.folders() == ["INBOX"]


def test_a_mail_is_found_by_its_message_id(pymap: Pymap) -> None:
    with ImapSession(pymap_mailbox(pymap)) as session:
        session.append("INBOX", MAIL)
        assert session.holds("INBOX", "<one@journal.example>")
        assert not session.holds("INBOX", "<two@journal.example>")


def test_a_message_id_cannot_smuggle_in_a_command(pymap: Pymap) -> None:
    with ImapSession(pymap_mailbox(pymap)) as session, pytest.raises(ValueError, match="not a Message-ID"):
        session.holds("INBOX", '<a"\r\nX1 DELETE INBOX\r\n>')


def test_only_examine_and_peek_are_ever_said(pymap: Pymap) -> None:
    with ImapSession(pymap_mailbox(pymap)) as session:
        session.append("INBOX", MAIL)
        session.examine("INBOX")
        session.headers([101])
        session.bodies([101], 100)
    said = "\n".join(pymap.commands)
    assert "EXAMINE" in said
    assert "SELECT" not in said
    assert "STORE" not in said
    assert "BODY[" not in said


def test_the_record_imaplib_keeps_of_literals_is_off(pymap: Pymap) -> None:
    with ImapSession(pymap_mailbox(pymap)) as session, session.command("looking") as client:
        assert client.wire.debug == 0


def test_neither_password_nor_body_reach_the_log(dovecot: Dovecot, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    user = dovecot.user()
    user.append(MAIL)
    with ImapSession(dovecot_mailbox(user)) as session:
        session.examine("INBOX")
        session.bodies([1], 100)
    assert user.password not in caplog.text
    assert "New papers" not in caplog.text
    assert user.name not in caplog.text


# ── getting in ────────────────────────────────────────────────────────────────────────────────────────


def test_a_password_is_not_sent_where_starttls_has_been_stripped() -> None:
    with (
        scripted_server([GREETING, CAPABILITY]) as server,
        pytest.raises(MailboxError, match="does not offer encryption") as caught,
    ):
        log_in(scripted_mailbox(server, security="starttls"))
    assert caught.value.permanent
    assert [line.partition(" ")[2] for line in server.heard] == ["CAPABILITY"]


def test_a_greeting_that_claims_we_are_logged_in_is_refused() -> None:
    greeting = Step("", "* PREAUTH welcome back\r\n")
    with (
        scripted_server([greeting, CAPABILITY]) as server,
        pytest.raises(MailboxError, match="PREAUTH") as caught,
    ):
        log_in(scripted_mailbox(server, security="starttls"))
    assert caught.value.permanent


def test_login_is_used_where_plain_is_not_offered() -> None:
    capability = Step("CAPABILITY", "* CAPABILITY IMAP4rev1\r\n{tag} OK done\r\n")
    login = Step(r'LOGIN "me \\"x\\"" "correct-horse"', "{tag} OK in\r\n")
    with scripted_server([GREETING, capability, login]) as server:
        log_in(scripted_mailbox(server, user='me "x"'))
    assert server.surprises == []


def test_login_is_tried_when_plain_is_offered_but_not_understood() -> None:
    script = [
        *(GREETING, CAPABILITY),
        Step("AUTHENTICATE PLAIN", "{tag} BAD unknown command\r\n"),
        Step('LOGIN "reader"', "{tag} OK in\r\n"),
    ]
    with scripted_server(script) as server:
        log_in(scripted_mailbox(server))
    assert server.surprises == []


def test_a_password_that_holds_a_line_break_is_not_sent() -> None:
    with scripted_server(LOGGED_IN) as server, pytest.raises(MailboxError, match="line break"):
        log_in(scripted_mailbox(server, password="a\r\nX1 DELETE INBOX"))


def login_answered(reply: str) -> list[Step]:
    return [GREETING, CAPABILITY, Step("AUTHENTICATE PLAIN", "+ \r\n{next}" + reply)]


def failed_login(reply: str, **changes: Any) -> MailboxError:
    with scripted_server(login_answered(reply)) as server, pytest.raises(MailboxError) as caught:
        log_in(scripted_mailbox(server, **changes))
    return caught.value


def test_a_login_that_is_refused_for_now_is_tried_again() -> None:
    error = failed_login("{tag} NO [UNAVAILABLE] Temporary authentication failure.\r\n")
    assert not error.permanent


def test_too_many_connections_are_not_taken_for_a_wrong_password() -> None:
    error = failed_login("{tag} NO [ALERT] Too many simultaneous connections. (Failure)\r\n")
    assert not error.permanent


def test_a_connection_lost_at_login_is_not_taken_for_a_wrong_password() -> None:
    script = [*(GREETING, CAPABILITY), Step("AUTHENTICATE PLAIN", "+ \r\n{next}", close)]
    with scripted_server(script) as server, pytest.raises(MailboxError, match="closed the connection") as caught:
        log_in(scripted_mailbox(server))
    assert not caught.value.permanent


def test_a_server_that_repeats_the_password_is_not_quoted_with_it() -> None:
    error = failed_login("{tag} NO reader said correct-horse and AHJlYWRlcgBjb3JyZWN0LWhvcnNl\r\n")
    assert "correct-horse" not in str(error)
    assert "AHJlYWRlcgBjb3JyZWN0LWhvcnNl" not in str(error)


def test_a_throttled_login_says_how_long_to_stay_away() -> None:
    error = failed_login("{tag} NO [OVERQUOTA] Account exceeded command or bandwidth limits.\r\n")
    assert (error.retry_after, error.permanent) == (3600, False)


def test_a_busy_server_that_says_bye_at_once_is_quoted() -> None:
    greeting = Step("", "* BYE too many connections from your address\r\n")
    with scripted_server([greeting]) as server, pytest.raises(MailboxError, match="too many connections from your"):
        log_in(scripted_mailbox(server))


def test_nobody_listening_is_said() -> None:
    with scripted_server() as server:
        pass
    with pytest.raises(MailboxError, match="refuses connections"):
        log_in(scripted_mailbox(server))


def test_a_server_that_never_greets_is_given_up() -> None:
    with scripted_server([Step("", "", fall_silent)]) as server, pytest.raises(MailboxError, match="did not answer"):
        log_in(scripted_mailbox(server, timeout=0.2))


def test_a_greeting_that_drips_is_given_up() -> None:
    started = time.monotonic()
    with scripted_server([Step("", "", drip)]) as server, pytest.raises(MailboxError, match="did not answer"):
        log_in(scripted_mailbox(server, timeout=0.3))
    assert time.monotonic() - started < 2


def test_a_tls_handshake_that_drips_is_given_up() -> None:
    started = time.monotonic()
    with scripted_server([Step("", b"\x16\x03\x03\x40\x00", drip)]) as server, pytest.raises(MailboxError):
        log_in(scripted_mailbox(server, security="tls", timeout=0.3))
    assert time.monotonic() - started < 2


def test_a_server_with_tls_is_verified_by_an_own_authority(tmp_path: Path) -> None:
    certificates = make_certificates(tmp_path, "localhost")
    with scripted_server(LOGGED_IN, certificates=certificates) as server:
        tls = {"host": "localhost", "security": "tls", "ca_file": str(certificates.ca_file)}
        log_in(scripted_mailbox(server, **tls))
    assert server.surprises == []


# ── the folder ────────────────────────────────────────────────────────────────────────────────────────


def test_status_is_asked_for_what_examine_leaves_out() -> None:
    status = Step("STATUS INBOX|STATUS .INBOX", '* STATUS "INBOX" (UIDVALIDITY 7 UIDNEXT 9)\r\n{tag} OK done\r\n')
    with scripted_server([*LOGGED_IN, examined(None, None), status]) as server, session_on(server) as session:
        assert session.examine("INBOX") == FolderState(7, 9, 3)


@pytest.mark.parametrize("answer", ["{tag} NO not while selected\r\n", "{tag} BAD what?\r\n"])
def test_a_server_that_tells_neither_uidvalidity_nor_uidnext_is_put_up_with(answer: str) -> None:
    script = [*LOGGED_IN, examined(None, None), Step("STATUS", answer), searched(4)]
    with scripted_server(script) as server, session_on(server) as session:
        assert session.examine("INBOX") == FolderState(None, None, 3)
        assert list(session.uids_from(1)) == [4]


def test_a_folder_that_is_there_but_closed_is_not_called_missing() -> None:
    script = [
        *LOGGED_IN,
        Step("EXAMINE", "{tag} NO [NOPERM] Permission denied\r\n"),
        Step("LIST", '* LIST () "/" INBOX\r\n{tag} OK done\r\n'),
    ]
    with (
        scripted_server(script) as server,
        session_on(server) as session,
        pytest.raises(
            MailboxError, match='does not open the folder "INBOX": "\\[NOPERM\\] Permission denied"'
        ) as caught,
    ):
        session.examine("INBOX")
    assert caught.value.permanent


def test_folders_that_only_hold_others_are_not_listed() -> None:
    listed = (
        '* LIST (\\Noselect) "/" "[Gmail]"\r\n* LIST (\\HasNoChildren) "/" "[Gmail]/All Mail"\r\n'
        '* LIST () "." "R&AOk-sum&AOk-"\r\n* LIST () "/" 2026\r\n{tag} OK done\r\n'
    )
    with scripted_server([*LOGGED_IN, Step("LIST", listed)]) as server, session_on(server) as session:
        assert session.folders() == ["[Gmail]/All Mail", "Résumé", "2026"]


def test_a_uid_below_what_was_asked_is_left_out() -> None:
    with scripted_server([*LOGGED_IN, examined(7, 10), searched(9)]) as server, session_on(server) as session:
        session.examine("INBOX")
        assert list(session.uids_from(10)) == []


def test_an_answer_to_a_search_may_take_several_lines() -> None:
    search = Step("UID SEARCH", "* SEARCH 5 3\r\n* SEARCH 9\r\n* SEARCH\r\n{tag} OK done\r\n")
    with scripted_server([*LOGGED_IN, examined(), search]) as server, session_on(server) as session:
        session.examine("INBOX")
        assert list(session.uids_from(1)) == [3, 5, 9]


def test_a_large_folder_is_searched_from_its_end_until_nothing_is_new() -> None:
    windows = [
        Step(r"UID SEARCH 100001:\* UID 8000000:\*", "* SEARCH 8000001 9000000\r\n{tag} OK done\r\n"),
        Step(r"UID SEARCH 50001:100000 UID 8000000:\*", "* SEARCH\r\n{tag} OK done\r\n"),
    ]
    with scripted_server([*LOGGED_IN, examined(exists=120_000), *windows]) as server, session_on(server) as session:
        session.examine("INBOX")
        assert list(session.uids_from(8_000_000)) == [8_000_001, 9_000_000]
    assert server.surprises == []


# ── faults ────────────────────────────────────────────────────────────────────────────────────────────


def test_what_a_mail_is_known_by_ahead_is_read() -> None:
    section = (
        b'From: "spoof@friend.example" <Alerts@Journal.example>\r\nSender: bounce@journal.example\r\n'
        b"List-ID: New papers\r\n <papers.journal.example>\r\n\r\n"
    )
    answer = (
        b'* 1 FETCH (INTERNALDATE "20-Nov-2026 10:00:00 +0200" RFC822.SIZE 1234 UID 5'
        b' BODY[HEADER.FIELDS ("FROM" "SENDER" "LIST-ID")] {%d}\r\n%b)\r\n{tag} OK done\r\n'
    ) % (len(section), section)
    with (
        scripted_server([*LOGGED_IN, examined(), Step("UID FETCH 5", answer)]) as server,
        session_on(server) as session,
    ):
        session.examine("INBOX")
        envelope = session.headers([5])[5]
    assert envelope is not None
    assert envelope.size == 1234
    assert envelope.received_at == datetime(2026, 11, 20, 8, tzinfo=UTC)
    assert envelope.senders == ("alerts@journal.example", "bounce@journal.example")
    assert envelope.list_id == "New papers <papers.journal.example>"


def test_flags_that_come_unasked_are_no_mail() -> None:
    answer = b"* 5 FETCH (FLAGS (\\Seen))\r\n" + header(6, 10, "a@b.example") + b"{tag} OK done\r\n"
    with scripted_server([*LOGGED_IN, examined(), Step("UID FETCH", answer)]) as server, session_on(server) as session:
        session.examine("INBOX")
        assert [*session.headers([5, 6])] == [6]


def test_a_mail_withheld_is_told_from_one_that_is_gone() -> None:
    answer = b"* 1 FETCH (UID 1 BODY[] NIL)\r\n" + body(2, b"x") + b'* 3 FETCH (UID 3 BODY[] "")\r\n{tag} OK done\r\n'
    with scripted_server([*LOGGED_IN, examined(), Step("UID FETCH", answer)]) as server, session_on(server) as session:
        session.examine("INBOX")
        assert session.bodies([1, 2, 3, 4], 10) == {1: None, 2: b"x", 3: None}


def failed_fetch(step: Step, **changes: Any) -> MailboxError:
    with scripted_server([*LOGGED_IN, examined(), step]) as server, session_on(server, **changes) as session:
        session.examine("INBOX")
        with pytest.raises(MailboxError) as caught:
            session.bodies([1], 10)
    return caught.value


def test_a_literal_of_three_gigabytes_is_not_awaited() -> None:
    error = failed_fetch(Step("UID FETCH", "* 1 FETCH (UID 1 BODY[] {3000000000}\r\nabc", fall_silent))
    assert "sent far more than was asked for" in str(error)


def test_an_endless_answer_is_cut_off() -> None:
    flood = Step("UID SEARCH", (b"* OK " + b"x" * 60_000 + b"\r\n") * 80, fall_silent)
    with scripted_server([*LOGGED_IN, examined(), flood]) as server, session_on(server) as session:
        session.examine("INBOX")
        with pytest.raises(MailboxError, match="sent far more than was asked for"):
            session.uids_from(1)


def test_a_silent_server_is_given_up() -> None:
    error = failed_fetch(Step("UID FETCH", "", fall_silent), timeout=0.2)
    assert "did not answer in time while fetching 1 mail" in str(error)


def test_a_dripping_server_is_given_up() -> None:
    started = time.monotonic()
    error = failed_fetch(Step("UID FETCH", "* 1 FETCH (UID 1 BODY[] {5000}\r\n", drip), timeout=0.3)
    assert "did not answer in time" in str(error)
    assert time.monotonic() - started < 2


def test_a_server_that_says_bye_is_quoted() -> None:
    error = failed_fetch(Step("UID FETCH", "* BYE Server shutting down.\r\n", close))
    assert 'ended the session while fetching 1 mail: "Server shutting down"' in str(error)


def test_a_server_that_hangs_up_within_a_mail_is_said() -> None:
    error = failed_fetch(Step("UID FETCH", "* 1 FETCH (UID 1 BODY[] {5000}\r\nFrom: a", close))
    assert "closed the connection" in str(error)


def test_a_bye_that_asks_for_rest_says_for_how_long() -> None:
    error = failed_fetch(Step("UID FETCH", "* BYE [ALERT] Account exceeded command or bandwidth limits\r\n", close))
    assert error.retry_after == 3600


def test_an_exchange_server_says_how_long_to_stay_away() -> None:
    words = "{tag} BAD Request is throttled. Suggested Backoff Time: 299499 milliseconds\r\n"
    assert failed_fetch(Step("UID FETCH", words)).retry_after == pytest.approx(299.499)


def test_being_authenticated_but_not_connected_passes() -> None:
    error = failed_fetch(Step("UID FETCH", "{tag} BAD User is authenticated but not connected.\r\n"))
    assert not error.permanent
    assert "User is authenticated but not connected" in str(error)


@pytest.mark.parametrize(
    "nonsense",
    [
        b"* 1 FETCH (UID 1 BODY[] {3}\r\nabcdef)\r\n{tag} OK done\r\n",
        b"* 1 FETCH (UID 1 BODY[]\r\n{tag} OK done\r\n",
        b"* 1 FETCH " + b"(" * 3000 + b"\r\n{tag} OK done\r\n",
        b"* one FETCH (UID 1)\r\n{tag} OK done\r\n",
        b"* 1 FETCH (UID x BODY[] {1}\r\na)\r\n{tag} OK done\r\n",
        b"\x00\xff\xfe\r\n",
        b"* 1 FETCH (UID 1 FLAGS)\r\n{tag} OK done\r\n",
        b"* 1 FETCH \r\n{tag} OK done\r\n",
        b"* " + b"x" * 1_200_000 + b"\r\n{tag} OK done\r\n",
    ],
)
def test_an_answer_that_is_no_imap_ends_the_session_in_a_sentence(nonsense: bytes) -> None:
    with (
        scripted_server([*LOGGED_IN, examined(), Step("UID FETCH", nonsense, close)]) as server,
        session_on(server) as session,
    ):
        session.examine("INBOX")
        with pytest.raises(MailboxError, match=r'^Mailbox "test" \(127'):
            session.bodies([1], 10)
        assert not session.is_open


def test_a_session_that_has_ended_says_so_until_it_is_opened_again() -> None:
    lost = [*LOGGED_IN, examined(), Step("UID FETCH", "", close)]
    sound = [*LOGGED_IN, examined(), bodies({1: b"x"})]
    with scripted_server(lost, sound) as server, session_on(server) as session:
        session.examine("INBOX")
        with pytest.raises(MailboxError, match="closed the connection"):
            session.bodies([1], 10)
        with pytest.raises(MailboxError, match="is not connected"):
            session.bodies([1], 10)
        session.reopen()
        session.examine("INBOX")
        assert session.bodies([1], 10) == {1: b"x"}


def test_a_refusal_leaves_the_session_open() -> None:
    refusal = Step("UID FETCH 1 ", body(1, b"x") + b"{tag} NO [SERVERBUG] cannot read this one\r\n")
    with (
        scripted_server([*LOGGED_IN, examined(), refusal, bodies({2: b"y"})]) as server,
        session_on(server) as session,
    ):
        session.examine("INBOX")
        with pytest.raises(MailboxError, match=r'refused fetching 1 mail: "\[SERVERBUG\] cannot read this one"'):
            session.bodies([1], 10)
        assert session.bodies([2], 10) == {2: b"y"}


def test_headers_are_asked_for_with_their_sizes() -> None:
    with (
        scripted_server([*LOGGED_IN, examined(), headers({1: 100, 2: 200})]) as server,
        session_on(server) as session,
    ):
        session.examine("INBOX")
        found = session.headers([1, 2])
    assert [envelope and envelope.size for envelope in found.values()] == [100, 200]
    assert "RFC822.SIZE INTERNALDATE BODY.PEEK[HEADER.FIELDS (FROM SENDER LIST-ID)]" in server.heard[-2]
