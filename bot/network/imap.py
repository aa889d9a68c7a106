"""One IMAP session behind sentences: every failure is a MailboxError, every command ends by its deadline.

Nothing read here changes the mailbox: folders are opened with EXAMINE and bodies fetched with BODY.PEEK. Which mails to
read is left to `bot.intake`.
"""

from __future__ import annotations

import ssl
from array import array
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime
from types import TracebackType
from typing import ClassVar, NamedTuple, Self

from imapclient import SocketTimeout
from imapclient.exceptions import IMAPClientError
from pydantic import Field

from bot.errors import BotError, MailboxError
from bot.models import Envelope
from bot.network.deadline import Lifeline, deadline
from bot.network.imap_faults import (
    CONNECTING,
    Place,
    RefusedError,
    broken,
    closed_folder,
    missing_folder,
    refused,
    unsafe,
    words_of_clean_no,
)
from bot.network.imap_folders import is_among, names_of
from bot.network.imap_headers import envelope_of, is_about_headers
from bot.network.imap_login import log_in
from bot.network.imap_windows import ascending, received, windows
from bot.network.imap_wire import MEGABYTE, ORDINARY_BYTES, Client, quieten_loggers
from bot.network.secret import Secret
from bot.network.server import Security, ServerSettings, is_loopback

CONNECT_SECONDS = 15.0
GOODBYE_SECONDS = 5.0
SLOWEST_BYTES_PER_SECOND = 16_000
HEADERS_AT_ONCE = 500
TYPICAL_HEADER_BYTES = 2_000
MOST_HEADER_BYTES = 16 * MEGABYTE
MOST_BODY_BYTES = 64 * MEGABYTE
HIGHEST_UID = 2**63 - 1
HEADER_ITEMS = ("RFC822.SIZE", "INTERNALDATE", "BODY.PEEK[HEADER.FIELDS (FROM SENDER LIST-ID)]")


class ImapAccount(ServerSettings):
    """Who logs in where.

    name: as it is called in messages. user: who logs in, often the mail address. password: often an app password.
    """

    ports: ClassVar[Mapping[Security, int]] = {"tls": 993, "starttls": 143, "none": 143}

    name: str = Field(min_length=1)
    user: str = Field(min_length=1, pattern=r"^[^\x00\r\n]+$")
    password: Secret


class FolderState(NamedTuple):
    """What opening a folder told; None where the server did not say (some never do)."""

    uidvalidity: int | None
    uidnext: int | None
    exists: int | None


class ImapSession:
    """A logged-in connection, to be used in a `with` block.

    After any failure but a clean NO it is closed, since nobody knows what the server would say next; `reopen` makes it
    usable again.
    """

    def __init__(self, account: ImapAccount):
        self.account = account
        self.place = Place(f'Mailbox "{account.name}"', account.host, account.effective_port)
        self._lifeline = Lifeline()
        self._client: Client | None = None
        self._exists: int | None = None

    def __enter__(self) -> Self:
        self.reopen()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    @property
    def is_open(self) -> bool:
        """Whether commands can be given."""
        return self._client is not None

    def reopen(self) -> None:
        """Connect and log in, anew if need be."""
        self._drop()
        password = self.account.password.reveal()
        try:
            self._connect()
            self._encrypt()
            with self.command("logging in") as client:
                log_in(client, self.place, self.account.user, password)
        except BaseException:
            self._drop()
            raise

    def close(self) -> None:
        """Log out if the session is good, and let go of the connection in any case."""
        if self._client is not None:
            with suppress(Exception), deadline(min(self.account.timeout, GOODBYE_SECONDS), self._lifeline.cut):
                self._client.logout()
        self._drop()

    @contextmanager
    def command(self, doing: str, *, size: int = 0, at_most: int = ORDINARY_BYTES) -> Iterator[Client]:
        """Lend the client for one command, within a deadline; whatever it raises becomes a MailboxError.

        doing: what goes into the sentence. size: bytes expected, which lengthen the deadline. at_most: bytes allowed.
        """
        if self._client is None:
            raise MailboxError(f"{self.place} is not connected.")
        self._client.wire.allow(at_most)
        with self._guard(doing, 2 * self.account.timeout + size / SLOWEST_BYTES_PER_SECOND):
            yield self._client

    # ── folders ───────────────────────────────────────────────────────────────────────────────────────

    def folders(self) -> list[str]:
        """Names of all folders that can be opened, as the server lists them."""
        with self.command("listing the folders") as client:
            listed = client.list_folders()
        return names_of(listed)

    def examine(self, folder: str) -> FolderState:
        """Open `folder` for reading only; if it cannot be, the MailboxError names the folders there are."""
        try:
            with self.command(f'opening "{folder}"') as client:
                answer = client.select_folder(folder, readonly=True)
        except RefusedError as refusal:
            raise self._cannot_open(folder, refusal.words) from refusal
        self._exists = answer.get(b"EXISTS")
        if b"UIDVALIDITY" not in answer or b"UIDNEXT" not in answer:
            answer = {**self._status(folder), **answer}
        return FolderState(answer.get(b"UIDVALIDITY"), answer.get(b"UIDNEXT"), self._exists)

    def append(
        self,
        folder: str,
        content: bytes,
        flags: Sequence[str] = (),
        when: datetime | None = None,
        *,
        create: bool = False,
    ) -> str:
        """Put a mail into `folder`, made first if it is missing and `create` is set; returns the server's reply."""
        try:
            return self._append(folder, content, flags, when)
        except RefusedError as refusal:
            if is_among(folder, self.folders()):
                raise
            if not create:
                raise self._cannot_open(folder, refusal.words) from refusal
        self._create(folder)
        return self._append(folder, content, flags, when)

    def holds(self, folder: str, message_id: str) -> bool:
        """Whether a mail with this Message-ID, angle brackets included, lies in `folder`, which is opened for it."""
        if not message_id.isascii() or not message_id.isprintable() or set(message_id) & set('"\\ '):
            raise ValueError("not a Message-ID that can be searched for")
        self.examine(folder)
        return bool(self._search("HEADER", "Message-ID", f'"{message_id}"'))

    # ── mails of the opened folder ────────────────────────────────────────────────────────────────────

    def highest_uid(self) -> int:
        """The highest UID there is, 0 if the folder is empty."""
        return 0 if self._exists == 0 else max(self._search("UID", "*"), default=0)

    def uids_from(self, low: int, since: date | None = None) -> Sequence[int]:
        """UIDs of `low` and above, ascending; with `since`, only of mails received on that day or later.

        A large folder is searched in windows of sequence numbers, which bound each answer however sparse the UIDs are;
        from the end backwards, since mails expunged meanwhile then move others only into windows yet to come.
        """
        answers = []
        for window in windows(self._exists):
            answer = [uid for uid in self._search(*window, "UID", f"{low}:*", *received(since)) if uid >= low]
            answers.append(array("Q", answer))
            if since is None and not answer:
                break
        return ascending(answers)

    def present(self, uids: Sequence[int]) -> set[int]:
        """Which of these are still there; the server tells of expunged mails only between two commands (RFC 2180)."""
        with self.command("asking for news") as client:
            client.wire.noop()
        return set(uids) & set(self._search("UID", ",".join(map(str, uids))))

    def headers(self, uids: Sequence[int]) -> dict[int, Envelope | None]:
        """Envelopes of at most HEADERS_AT_ONCE mails; what is gone is missing, None marks what the server withheld."""
        doing = f"reading the headers of {_mails(uids)}"
        size = len(uids) * TYPICAL_HEADER_BYTES
        with self.command(doing, size=size, at_most=MOST_HEADER_BYTES) as client:
            answer = client.fetch(uids, HEADER_ITEMS)
            return {uid: envelope_of(uid, items) for uid, items in answer.items() if is_about_headers(items)}

    def bodies(self, uids: Sequence[int], size: int) -> dict[int, bytes | None]:
        """Whole mails; what is gone is missing, None marks what the server withheld.

        size: bytes of them in all, as far as is known.
        """
        with self.command(f"fetching {_mails(uids)}", size=size, at_most=MOST_BODY_BYTES) as client:
            answer = client.fetch(uids, ("BODY.PEEK[]",))
        return {uid: _content(items[b"BODY[]"]) for uid, items in answer.items() if b"BODY[]" in items}

    # ── below ─────────────────────────────────────────────────────────────────────────────────────────

    def _connect(self) -> None:
        quieten_loggers()
        account = self.account
        timeout = SocketTimeout(connect=min(CONNECT_SECONDS, account.timeout), read=account.timeout)
        tls = account.ssl_context() if account.security == "tls" else None
        with self._guard(CONNECTING, 2 * account.timeout):
            self._client = Client(
                account.host, account.effective_port, tls=tls, timeout=timeout, lifeline=self._lifeline
            )
            if self._client.wire.state == "AUTH":
                raise unsafe(self.place, "greets us as somebody already logged in (PREAUTH), before any encryption")

    def _encrypt(self) -> None:
        """Switch to TLS where asked for; from here on the connection may carry a password."""
        with self.command("setting up TLS") as client:
            if self.account.security == "starttls":
                if not client.has_capability("STARTTLS"):
                    raise unsafe(self.place, "does not offer encryption (STARTTLS); somebody may be in between")
                client.starttls(self.account.ssl_context())
            if not isinstance(client.wire.sock, ssl.SSLSocket) and not is_loopback(self.account.host):
                raise unsafe(self.place, "is reached without encryption")

    def _drop(self) -> None:
        client, self._client = self._client, None
        if client is not None:
            with suppress(Exception):
                client.shutdown()
        self._lifeline.release()

    @contextmanager
    def _guard(self, doing: str, seconds: float) -> Iterator[None]:
        try:
            with deadline(seconds, self._lifeline.cut):
                yield
        except BotError:
            self._drop()
            raise
        # What a server sends makes IMAPClient raise TimeoutError, ValueError, IndexError, RecursionError and more.
        except Exception as error:
            if (words := words_of_clean_no(error)) is not None:
                raise refused(self.place, doing, words) from error
            self._drop()
            raise broken(self.place, doing, error) from error
        except BaseException:
            self._drop()
            raise

    def _search(self, *criteria: str) -> list[int]:
        """UIDs of a UID SEARCH, over as many ``* SEARCH`` lines as the server makes of it."""
        with self.command("searching for mails") as client:
            kind, lines = client.wire.uid("SEARCH", *criteria)
            if kind != "OK":
                raise IMAPClientError(f"search failed: {lines[0].decode('utf-8', 'replace')}")
            numbers = (
                int(word) for line in lines if isinstance(line, bytes) for word in line.split() if word.isdigit()
            )
            return [number for number in numbers if 0 < number <= HIGHEST_UID]

    def _status(self, folder: str) -> dict[bytes, int]:
        with suppress(RefusedError), self.command(f'asking for the state of "{folder}"') as client:
            status: dict[bytes, int] = client.folder_status(folder, ["UIDVALIDITY", "UIDNEXT"])
            return status
        return {}

    def _append(self, folder: str, content: bytes, flags: Sequence[str], when: datetime | None) -> str:
        with self.command(f'appending to "{folder}"', size=len(content)) as client:
            reply: bytes = client.append(folder, content, flags, when)
            return reply.decode("utf-8", "replace")

    def _create(self, folder: str) -> None:
        """Make `folder`, and subscribe to it so that mail programs show it."""
        with self.command(f'creating "{folder}"') as client:
            client.create_folder(folder)
        with suppress(RefusedError), self.command(f'subscribing to "{folder}"') as client:
            client.subscribe_folder(folder)

    def _cannot_open(self, folder: str, words: str) -> MailboxError:
        existing = self.folders()
        if is_among(folder, existing):
            return closed_folder(self.place, folder, words)
        return missing_folder(self.place, folder, words, existing)


def _content(value: object) -> bytes | None:
    return value if isinstance(value, bytes) and value else None


def _mails(uids: Sequence[int]) -> str:
    return "1 mail" if len(uids) == 1 else f"{len(uids)} mails"
