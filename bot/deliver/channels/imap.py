"""Puts an issue into an IMAP folder (APPEND, RFC 3501 §6.3.11): a digest without any SMTP server."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict, Field

from bot.errors import DeliveryError, MailboxError
from bot.models import Delivery, Receipt
from bot.network.imap import ImapAccount, ImapSession
from bot.network.imap_folders import is_among


class ImapFolder(BaseModel):
    """A folder of one of the mailboxes, as the settings name it; made if it is not there.

    mailbox: its name in the settings. folder: as the server calls it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    mailbox: str = Field(min_length=1)
    folder: str = Field(default="INBOX", min_length=1)


@dataclass(frozen=True)
class ImapAppend:
    """The same with the account that reaches it."""

    account: ImapAccount
    folder: str

    def send(self, delivery: Delivery, on_point_of_no_return: Callable[[], None]) -> Receipt:
        """Append the issue, unless an earlier try already has. Raises DeliveryError."""
        issue = delivery.issue
        try:
            with ImapSession(self.account) as session:
                if delivery.attempts and self._holds(session, issue.message_id):
                    return Receipt(reply="it was there already")
                on_point_of_no_return()
                reply = session.append(self.folder, issue.content, (), issue.composed_at, create=True)
        except MailboxError as error:
            # Never final: what is wrong with an account or a folder can be mended, and the digest waits.
            raise DeliveryError(str(error), permanent=False) from error
        return Receipt(reply=reply)

    def _holds(self, session: ImapSession, message_id: str) -> bool:
        return is_among(self.folder, session.folders()) and session.holds(self.folder, message_id)
