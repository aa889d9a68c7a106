"""Mail that lies on this machine: a Maildir, an mbox file or a folder of `.eml` files, read and never changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import BinaryIO, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.errors import MailboxError, reason
from bot.intake.batching import combined, uids_in, without
from bot.intake.files import MailFile, eml_file, eml_files, maildir_files, read_file
from bot.intake.mbox import Piece, is_separator, mails_of
from bot.intake.reading import IsKnown
from bot.intake.sighting import LARGEST_MAIL_BYTES
from bot.models import Batch, RawMail
from bot.written_path import WrittenPath

# A local mailbox has one folder, and no server that could renumber it.
LOCAL_FOLDER = ""
LOCAL_EPOCH = 1

SORTED_AT_ONCE = 10_000
ASKED_AT_ONCE = 500
FIRST_BYTES = 1000

Kind = Literal["Maildir", "folder of .eml files", "mbox file", "mail"]


class LocalMailbox(BaseModel):
    """Where mail lies on this machine; whether it is a Maildir, an mbox or a folder of `.eml` is seen from it.

    name: as it is called in messages. path: where it lies. poll: how often to look.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str = Field(min_length=1)
    path: WrittenPath
    poll: str = "every 15 minutes"


def read_local(mailbox: LocalMailbox, is_known: IsKnown) -> Iterator[Batch]:
    """Batches of the mails that are not known, oldest first as far as their names tell; none has a cursor.

    UIDs are 63-bit hashes: of the name in a Maildir, of path, size and time of an `.eml`, of the content in an mbox.
    Raises MailboxError if there is no mail at this path, or it cannot be read at all.
    """
    try:
        match kind_of(mailbox):
            case "mbox file":
                yield from _read_mbox(mailbox, is_known)
            case "Maildir":
                yield from _read_files(mailbox, maildir_files(mailbox.path), is_known)
            case "folder of .eml files":
                yield from _read_files(mailbox, eml_files(mailbox.path), is_known)
            case "mail":
                yield from _read_files(mailbox, iter([eml_file(mailbox.path, mailbox.path.parent)]), is_known)
    except OSError as error:
        raise _unreadable(mailbox, error) from error


def kind_of(mailbox: LocalMailbox) -> Kind:
    """What lies at the path; raises MailboxError if it is nothing that holds mail."""
    path = mailbox.path
    try:
        if path.is_dir():
            return "Maildir" if (path / "cur").is_dir() and (path / "new").is_dir() else "folder of .eml files"
        if path.is_file():
            return _kind_of_file(mailbox)
    except OSError as error:
        raise _unreadable(mailbox, error) from error
    raise MailboxError(f'Mailbox "{mailbox.name}": there is nothing at {path}; check "path".', permanent=True)


def mails_in_file(file: BinaryIO) -> Iterator[bytes | None]:
    """The mails in an open file, None for each that is too large: several if it is an mbox, else the file is one."""
    start = file.read(FIRST_BYTES)
    file.seek(0)
    is_mbox = False
    if _begins_as_mbox(start):
        for piece in mails_of(file, LARGEST_MAIL_BYTES):
            is_mbox = True
            yield piece.content
    if not is_mbox:
        file.seek(0)
        content = file.read(LARGEST_MAIL_BYTES + 1)
        yield content if len(content) <= LARGEST_MAIL_BYTES else None


def _kind_of_file(mailbox: LocalMailbox) -> Kind:
    with mailbox.path.open("rb") as file:
        start = file.read(FIRST_BYTES)
    if not start.strip() or _begins_as_mbox(start):
        return "mbox file"
    if mailbox.path.suffix.lower() == ".eml":
        return "mail"
    raise MailboxError(
        f'Mailbox "{mailbox.name}": {mailbox.path} is no mbox file (which begins with "From ") and not named .eml;'
        ' "path" should lead to a Maildir, an mbox file or a folder of .eml files.',
        permanent=True,
    )


def _begins_as_mbox(start: bytes) -> bool:
    first_line, _, _ = start.lstrip(b"\r\n").partition(b"\n")
    return is_separator(first_line, after_blank=True)


def _read_files(mailbox: LocalMailbox, files: Iterator[MailFile], is_known: IsKnown) -> Iterator[Batch]:
    def mail(uid: int, content: bytes, received_at: datetime | None) -> RawMail:
        return RawMail(mailbox.name, LOCAL_FOLDER, LOCAL_EPOCH, uid, content, received_at)

    while some := sorted(islice(files, SORTED_AT_ONCE), key=lambda file: file.key):
        unknown = list(_unknown(some, is_known))
        yield from combined(read_file(file, mail) for file in unknown)


def _unknown(files: Sequence[MailFile], is_known: IsKnown) -> Iterator[MailFile]:
    for start in range(0, len(files), ASKED_AT_ONCE):
        some = files[start : start + ASKED_AT_ONCE]
        known = is_known([file.uid for file in some])
        yield from (file for file in some if file.uid not in known)


def _read_mbox(mailbox: LocalMailbox, is_known: IsKnown) -> Iterator[Batch]:
    with mailbox.path.open("rb") as file:
        for batch in combined(_of_piece(mailbox, piece) for piece in mails_of(file, LARGEST_MAIL_BYTES)):
            news = without(batch, is_known(uids_in(batch)))
            if uids_in(news):
                yield news


def _of_piece(mailbox: LocalMailbox, piece: Piece) -> Batch:
    if piece.content is None:
        return Batch((), oversize=(piece.uid,))
    return Batch((RawMail(mailbox.name, LOCAL_FOLDER, LOCAL_EPOCH, piece.uid, piece.content),))


def _unreadable(mailbox: LocalMailbox, error: OSError) -> MailboxError:
    path: object = error.filename or mailbox.path
    return MailboxError(f'Mailbox "{mailbox.name}": {path} cannot be read: {reason(error)}.')
