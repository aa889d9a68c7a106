"""Issues put into a folder of a real IMAP server."""

from __future__ import annotations

import pytest

from bot.deliver.channels import ImapAppend
from bot.errors import DeliveryError
from tests.deliver.samples import MESSAGE_ID, delivery
from tests.servers.accounts import dovecot_mailbox
from tests.servers.dovecot import Dovecot, DovecotUser


@pytest.fixture
def user(dovecot: Dovecot) -> DovecotUser:
    return dovecot.user()


def nothing() -> None:
    """No one to tell."""


def test_an_issue_lies_in_the_folder_which_is_made_for_it(user: DovecotUser) -> None:
    ImapAppend(dovecot_mailbox(user), "Digests").send(delivery(channel="imap"), nothing)
    assert user.state("Digests").count(MESSAGE_ID.encode()) == 1


@pytest.mark.parametrize("folder", ["Digests", "inbox"])
def test_a_second_try_finds_what_the_first_one_left(user: DovecotUser, folder: str) -> None:
    channel = ImapAppend(dovecot_mailbox(user), folder)
    channel.send(delivery(channel="imap"), nothing)
    receipt = channel.send(delivery(channel="imap", attempts=1), nothing)
    assert receipt.reply == "it was there already"
    assert user.state(folder).count(MESSAGE_ID.encode()) == 1


def test_a_second_try_appends_what_the_first_one_did_not(user: DovecotUser) -> None:
    ImapAppend(dovecot_mailbox(user), "Digests").send(delivery(channel="imap", attempts=1), nothing)
    assert user.state("Digests").count(MESSAGE_ID.encode()) == 1


def test_a_wrong_password_is_mended_by_a_person_while_the_issue_waits(user: DovecotUser) -> None:
    channel = ImapAppend(dovecot_mailbox(user, password="wrong-horse"), "Digests")
    with pytest.raises(DeliveryError, match="refused the login") as caught:
        channel.send(delivery(channel="imap"), nothing)
    assert not caught.value.permanent
    assert "wrong-horse" not in str(caught.value)
