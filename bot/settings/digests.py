"""One digest of the settings: by which rules, when, to whom and by which ways out."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag

from bot.deliver.channels.imap import ImapFolder
from bot.settings.values import Address, Name, When
from bot.short_forms import AloneOrListed, TextFor
from bot.written_path import WrittenPath


class Recipient(BaseModel):
    """Who gets a digest by mail, and whether with HTML.

    address: a mail address. format: text leaves the HTML out.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: Address
    format: Literal["html", "text"] = "html"


class ViaImap(BaseModel):
    """Out into a folder of one of the mailboxes.

    imap: the mailbox and its folder.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    imap: ImapFolder


class ViaFolder(BaseModel):
    """Out as pages into a folder on this machine.

    folder: its path.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    folder: WrittenPath


def _kind_of_way(written: Any) -> str | None:
    match written:
        case ViaImap() | {"imap": _}:
            return "imap"
        case ViaFolder() | {"folder": _}:
            return "folder"
        case "smtp":
            return "smtp"
    return None


Via = Annotated[
    Annotated[Literal["smtp"], Tag("smtp")] | Annotated[ViaImap, Tag("imap")] | Annotated[ViaFolder, Tag("folder")],
    Discriminator(
        _kind_of_way,
        custom_error_type="way_out",
        custom_error_message="a way out is smtp, {imap: {mailbox: NAME, folder: FOLDER}} or {folder: PATH}",
    ),
]


class DigestSettings(BaseModel):
    """One digest.

    name: as it is called in subjects and commands. rules: its rules file. schedule: when it is sent. to: who gets it.
    via: the ways out; `to` matters to smtp alone. on_empty: whether an issue without papers is sent, with the reasons.
    paused_until: papers wait until that day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    rules: WrittenPath
    schedule: When
    to: Annotated[tuple[Annotated[Recipient, TextFor("address")], ...], AloneOrListed()] = ()
    via: Annotated[tuple[Via, ...], AloneOrListed()] = Field(default=("smtp",), min_length=1)
    on_empty: Literal["explain", "skip"] = "explain"
    paused_until: Annotated[date | None, Field(json_schema_extra={"pattern": r"^\d{4}-\d\d-\d\d$"})] = None
