"""Finds mails that are a file each, in a Maildir or below a folder, and reads them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from stat import S_ISREG

from bot.errors import reason
from bot.intake.sighting import LARGEST_MAIL_BYTES
from bot.models import Batch, RawMail


@dataclass(frozen=True)
class MailFile:
    """A file that is one mail.

    key: sorts the oldest first, as far as names tell. is_dated: its time of change is when it was received.
    trouble: why it cannot be read, if that is known already.
    """

    uid: int
    path: str
    key: str
    is_dated: bool = False
    trouble: str | None = None


def uid_of_digest(digest: bytes) -> int:
    """A UID above 0 of 63 bits, which is what a database keeps as an integer."""
    return int.from_bytes(digest[:8]) >> 1 or 1


def hashed_uid(*parts: object) -> int:
    """A UID that is always the same for the same parts."""
    return uid_of_digest(hashlib.sha256("\0".join(map(str, parts)).encode("utf-8", "surrogateescape")).digest())


def maildir_files(path: Path) -> Iterator[MailFile]:
    """Mails of a Maildir; named by what stands before the flags, which does not change when a mail is read or seen."""
    for folder in ("new", "cur"):
        with os.scandir(path / folder) as entries:
            for entry in entries:
                base, _, _ = entry.name.partition(":")
                if not base.startswith("."):
                    yield MailFile(hashed_uid(base), entry.path, base, is_dated=True)


def eml_files(path: Path) -> Iterator[MailFile]:
    """Files named `.eml` anywhere below `path`; a changed one counts as a new mail."""
    folders = [path]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(Path(entry.path))
                    elif entry.name.lower().endswith(".eml"):
                        yield eml_file(Path(entry.path), path)
        except PermissionError as error:
            if folder == path:
                raise
            yield MailFile(hashed_uid(folder), str(folder), str(folder), trouble=reason(error))


def eml_file(path: Path, below: Path) -> MailFile:
    """One `.eml`, known by its path `below` the folder, its size and its time."""
    key = str(path.relative_to(below))
    try:
        status = path.stat()
    except OSError as error:
        return MailFile(hashed_uid(key), str(path), key, trouble=reason(error))
    return MailFile(hashed_uid(key, status.st_size, status.st_mtime_ns), str(path), key)


def read_file(file: MailFile, mail: Callable[[int, bytes, datetime | None], RawMail]) -> Batch:
    """A batch of this one mail; of none if it is gone: in a Maildir that means renamed, and it is found next time."""
    try:
        return _read(file, mail)
    except FileNotFoundError:
        return Batch(())
    except OSError as error:
        return Batch((), failed={file.uid: f"{file.path} cannot be read: {reason(error)}"})


def _read(file: MailFile, mail: Callable[[int, bytes, datetime | None], RawMail]) -> Batch:
    if file.trouble is not None:
        return Batch((), failed={file.uid: f"{file.path} cannot be read: {file.trouble}"})
    status = os.stat(file.path)
    if not S_ISREG(status.st_mode):
        return Batch(())
    if status.st_size > LARGEST_MAIL_BYTES:
        return Batch((), oversize=(file.uid,))
    received_at = datetime.fromtimestamp(status.st_mtime, UTC) if file.is_dated else None
    return Batch((mail(file.uid, Path(file.path).read_bytes(), received_at),))
