"""What servers say when they refuse something is understood and passed on."""

from __future__ import annotations

import imaplib

import pytest

from bot.network.imap_faults import (
    Place,
    broken,
    is_passing,
    login_refused,
    nearest_first,
    retry_after,
    words_of_clean_no,
)

PLACE = Place('Mailbox "gmail"', "imap.gmail.com", 993)


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("[THROTTLED] slow down", 3600),
        ("[OVERQUOTA] Account exceeded command or bandwidth limits. (Failure)", 3600),
        ("[ALERT] Account exceeded command or bandwidth limits.", 3600),
        ("Lockdown in Sector 4 (Failure)", 3600),
        ("Request is throttled. Suggested Backoff Time: 299961 milliseconds", 299.961),
        ("Request is throttled. Suggested Backoff Time: 1 milliseconds", 1),
        ("[AUTHENTICATIONFAILED] Invalid credentials (Failure)", None),
        ("Server shutting down.", None),
    ],
)
def test_how_long_to_stay_away(words: str, seconds: float | None) -> None:
    assert retry_after(words) == seconds


@pytest.mark.parametrize(
    "words",
    [
        "[UNAVAILABLE] Temporary authentication failure.",
        "[INUSE] Mailbox is locked",
        "[LIMIT] Rate limit hit.",
        "[SERVERBUG] Internal error occurred.",
        "[ALERT] Too many simultaneous connections. (Failure)",
        "User is authenticated but not connected.",
        "Please try again later",
        "[THROTTLED] slow down",
    ],
)
def test_what_passes(words: str) -> None:
    assert is_passing(words)


@pytest.mark.parametrize("words", ["[AUTHENTICATIONFAILED] Authentication failed.", "LOGIN failed.", "[NOPERM] denied"])
def test_what_does_not_pass(words: str) -> None:
    assert not is_passing(words)


@pytest.mark.parametrize(
    ("host", "hint"),
    [
        ("imap.gmail.com", "https://myaccount.google.com/apppasswords"),
        ("outlook.office365.com", "basic authentication"),
        ("imap.mail.me.com", "https://account.apple.com"),
        ("imap.fastmail.com", "app password"),
        ("export.imap.mail.yahoo.com", "app password"),
        ("mail.notgmail.com", 'Check "user" and "password"'),
    ],
)
def test_a_refused_login_is_followed_by_what_to_do_at_this_provider(host: str, hint: str) -> None:
    error = login_refused(Place('Mailbox "x"', host, 993), "[AUTHENTICATIONFAILED] Invalid credentials (Failure)")
    assert hint in str(error)
    assert error.permanent


def test_a_refusal_is_told_from_a_broken_session() -> None:
    assert words_of_clean_no(imaplib.IMAP4.error("fetch failed: no such mail")) == "no such mail"
    assert words_of_clean_no(imaplib.IMAP4.error("STATUS command error: BAD [b'what?']")) == "[b'what?']"
    assert words_of_clean_no(imaplib.IMAP4.error("UID command error: BAD [b'what?']")) is None
    assert words_of_clean_no(imaplib.IMAP4.abort("command: UID => socket error: EOF")) is None


def test_the_server_is_quoted_in_short_and_without_control_characters() -> None:
    message = str(broken(PLACE, "logging in", imaplib.IMAP4.abort("\x1b[31mgo\r\naway " + "x" * 500)))
    assert '"[31mgo away xxx' in message
    assert len(message) < 400


def test_folders_are_named_nearest_first() -> None:
    existing = ["Archive", "INBOX", "INBOX.Papers", "Paperwork/2026"]
    assert nearest_first("Papers", existing)[0] == "INBOX.Papers"
    assert nearest_first("paperwork.2026", existing)[0] == "Paperwork/2026"
