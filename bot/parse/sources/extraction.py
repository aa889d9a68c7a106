"""What a source hands back for one mail."""

from __future__ import annotations

from dataclasses import dataclass

from bot.models import Mention


@dataclass(frozen=True)
class Extraction:
    """The papers read out of one mail, in reading order.

    detected: how many papers an independent, cheaper count saw; more than were read means a layout we do not know.
    dismissed: how many items were read and found to be no papers: editorials, errata, covers.
    """

    mentions: tuple[Mention, ...] = ()
    detected: int = 0
    dismissed: int = 0
