"""1 of 6: mail lies in a mailbox → RawMail, in batches; the mailbox stays as it is."""

from __future__ import annotations

from bot.intake.imap import FolderSettings, ImapMailbox, missed, read_folder
from bot.intake.local import LOCAL_EPOCH, LOCAL_FOLDER, LocalMailbox, kind_of, mails_in_file, read_local
from bot.intake.sighting import LARGEST_MAIL_BYTES
from bot.network.imap import ImapSession

__all__ = [
    "LARGEST_MAIL_BYTES",
    "LOCAL_EPOCH",
    "LOCAL_FOLDER",
    "FolderSettings",
    "ImapMailbox",
    "LocalMailbox",
    "check_mailbox",
    "mails_in_file",
    "missed",
    "read_folder",
    "read_local",
]


def check_mailbox(mailbox: ImapMailbox | LocalMailbox) -> list[str]:
    """Reach a mailbox as reading it would; returns the folders it has, or what lies at its path.

    Raises MailboxError if it cannot be reached or a folder that is to be read cannot be opened.
    """
    if isinstance(mailbox, LocalMailbox):
        return [f"{mailbox.path} ({kind_of(mailbox)})"]
    with ImapSession(mailbox) as session:
        for folder in mailbox.folders:
            session.examine(folder.name)
        return session.folders()
