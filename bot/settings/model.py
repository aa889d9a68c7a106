"""The whole settings file, and what follows from its parts taken together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, PrivateAttr, Tag, model_validator

from bot.deliver.channels.folder import Folder
from bot.deliver.channels.imap import ImapAppend
from bot.deliver.channels.smtp import Smtp
from bot.intake.duration import Duration
from bot.intake.imap import ImapMailbox
from bot.intake.local import LocalMailbox
from bot.settings.cautions import about_doubles, about_recipients, about_secrets
from bot.settings.coherence import incoherences
from bot.settings.digests import DigestSettings, Recipient, ViaFolder, ViaImap
from bot.settings.values import Database, Timezone, local_timezone
from bot.yamlfile import Misplaced

_FOREVER: Literal["forever"] = "forever"


def _kind_of_mailbox(written: Any) -> str | None:
    match written:
        case ImapMailbox():
            return "imap"
        case LocalMailbox():
            return "local"
        case Mapping() if "host" in written or "path" in written:
            return "imap" if "host" in written else "local"
        # A misspelt "host": the rest tells that it was meant, and the error can name it.
        case Mapping() if written.keys() & {"user", "password", "folders", "port", "security"}:
            return "imap"
    return None


Mailbox = Annotated[
    Annotated[ImapMailbox, Tag("imap")] | Annotated[LocalMailbox, Tag("local")],
    Discriminator(
        _kind_of_mailbox,
        custom_error_type="mailbox_kind",
        custom_error_message='a mailbox has a "host" (IMAP) or a "path" (Maildir, mbox file or folder of .eml)',
    ),
]


def _or_forever(written: Any) -> Any:
    return None if written == _FOREVER else written


def _forever(written: Any) -> Any:
    if written not in {None, _FOREVER}:
        raise ValueError("papers are kept forever: it is by them that no paper is reported twice")
    return _FOREVER


class SourcesSettings(BaseModel):
    """What is said about the sources.

    silence_alarm: tell when one is silent for longer than it usually is.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    silence_alarm: bool = True


class KeepSettings(BaseModel):
    """How long things are kept.

    mail: raw bytes of mail that had papers or failed; `forever` is possible. papers: forever, since by them no paper is
    reported twice.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    mail: Annotated[Duration | None, BeforeValidator(_or_forever)] = timedelta(days=30)
    papers: Annotated[Literal["forever"], BeforeValidator(_forever)] = _FOREVER


@dataclass(frozen=True)
class Outlet:
    """One way out of a digest, ready to use.

    key: as deliveries name it: "smtp", "imap:gmail/Digests", "folder:out". recipients: none but for smtp.
    """

    key: str
    channel: Smtp | ImapAppend | Folder
    recipients: tuple[Recipient, ...] = ()

    @property
    def addresses(self) -> tuple[str, ...]:
        """One delivery is made for each of these; "" where the channel needs no address."""
        return tuple(recipient.address for recipient in self.recipients) or ("",)

    def is_text_only(self, address: str) -> bool:
        """Whether that recipient wants no HTML."""
        return any(recipient.format == "text" for recipient in self.recipients if recipient.address == address)


class Settings(BaseModel):
    """A whole settings file: where mail is read, what digests are made of it, how they are sent.

    database: what must survive a restart. timezone: of schedules and of dates in the digest; else this machine's.
    mailboxes: where subscription mail arrives. digests: each with its own rules, times and readers. smtp: the server
    that sends. sources: what is said about them. keep: how long things are kept.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    database: Database = Field(default="sqlite:///data/papersieve.db", validate_default=True)
    timezone: Timezone = Field(default_factory=local_timezone)
    mailboxes: tuple[Mailbox, ...] = Field(min_length=1)
    digests: tuple[DigestSettings, ...] = Field(min_length=1)
    smtp: Smtp | None = None
    sources: SourcesSettings = SourcesSettings()
    keep: KeepSettings = KeepSettings()

    _path: Path = PrivateAttr(default=Path("papersieve.yaml"))

    @model_validator(mode="after")
    def _is_coherent(self) -> Settings:
        problems = tuple(incoherences(self.mailboxes, self.digests, self.smtp))
        if problems:
            raise Misplaced(*problems)
        return self

    @property
    def path(self) -> Path:
        """The settings file."""
        return self._path.absolute()

    @property
    def folder(self) -> Path:
        """The folder of the settings file, to which its relative paths are relative."""
        return self.path.parent

    @property
    def zone(self) -> ZoneInfo:
        """The reader's timezone."""
        return ZoneInfo(self.timezone)

    def digest(self, name: str) -> DigestSettings | None:
        """The digest of that name, or None."""
        return next((digest for digest in self.digests if digest.name == name), None)

    def outlets(self, digest: DigestSettings) -> tuple[Outlet, ...]:
        """The ways out of `digest`, in the order they are written."""
        return tuple(self._outlet(digest, way) for way in digest.via)

    def sender(self) -> str:
        """Who digests come from, as in a From header: as `smtp` says, else the first mailbox's own address."""
        if self.smtp is not None:
            return self.smtp.sender
        users = (account.user for account in self._accounts() if "@" in account.user)
        return f"papersieve <{next(users, 'papersieve@localhost')}>"

    def warnings(self) -> list[str]:
        """What is allowed but unwise, a sentence each."""
        accounts = self._accounts()
        return [
            *about_secrets(self.path, accounts, self.smtp),
            *about_recipients(self.digests),
            *about_doubles(accounts),
        ]

    def _accounts(self) -> list[ImapMailbox]:
        return [mailbox for mailbox in self.mailboxes if isinstance(mailbox, ImapMailbox)]

    def _outlet(self, digest: DigestSettings, way: ViaImap | ViaFolder | str) -> Outlet:
        match way:
            case ViaImap(imap=place):
                accounts = {account.name: account for account in self._accounts()}
                return Outlet(f"imap:{place.mailbox}/{place.folder}", ImapAppend(accounts[place.mailbox], place.folder))
            case ViaFolder(folder=path):
                shown = path.relative_to(self.folder) if path.is_relative_to(self.folder) else path
                return Outlet(f"folder:{shown}", Folder(path=path))
        # The coherence of the file has been checked: who sends by smtp has it.
        return Outlet("smtp", self.smtp, digest.to)  # type: ignore[arg-type]
