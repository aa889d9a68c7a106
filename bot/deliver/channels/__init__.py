"""One module per way out, and the union the settings file chooses from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from bot.deliver.channels.folder import Folder
from bot.deliver.channels.imap import ImapAppend, ImapFolder
from bot.deliver.channels.smtp import Smtp
from bot.models import Delivery, Receipt

__all__ = ["Channel", "Folder", "ImapAppend", "ImapFolder", "Smtp", "SmtpText"]


class Channel(Protocol):
    """A way out."""

    def send(self, delivery: Delivery, on_point_of_no_return: Callable[[], None]) -> Receipt:
        """Hand one issue over; what was accepted, or DeliveryError.

        `on_point_of_no_return` is to be called right before the step after which the other side may have it.
        """


@dataclass(frozen=True)
class SmtpText:
    """The same server, for recipients who want plain text alone."""

    smtp: Smtp

    def send(self, delivery: Delivery, on_point_of_no_return: Callable[[], None]) -> Receipt:
        return self.smtp.send(delivery, on_point_of_no_return, text_only=True)
