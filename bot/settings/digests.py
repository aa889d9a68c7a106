"""One digest of the settings: by which rules, when, to whom and by which ways out."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Discriminator, Field, Tag

from bot.deliver.channels.imap import ImapFolder
from bot.settings.values import Address, Name, When
from bot.written_path import WrittenPath


class Recipient(BaseModel):
    """Who gets a digest by mail, and whether with HTML."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    address: Address
    format: Literal["html", "text"] = "html"


class ViaImap(BaseModel):
    """Out into a folder of one of the mailboxes."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    imap: ImapFolder


class ViaFolder(BaseModel):
    """Out as pages into a folder on this machine."""

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


def _recipient(written: Any) -> Any:
    return {"address": written} if isinstance(written, str) else written


def _list(written: Any) -> Any:
    """One of something may be written without the brackets of a list."""
    return (written,) if isinstance(written, str | Mapping | BaseModel) else written


class DigestSettings(BaseModel):
    """One digest.

    rules: its rules file. via: the ways out; `to` matters to smtp alone. on_empty: whether an issue without papers
    is sent, with the reasons. paused_until: papers wait until that day.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    rules: WrittenPath
    schedule: When
    to: Annotated[tuple[Annotated[Recipient, BeforeValidator(_recipient)], ...], BeforeValidator(_list)] = ()
    via: Annotated[tuple[Via, ...], BeforeValidator(_list)] = Field(default=("smtp",), min_length=1)
    on_empty: Literal["explain", "skip"] = "explain"
    paused_until: date | None = None
