"""Kinds of mail that have a name of their own and are read by the generic source.

The name is what rules, the strip of sources in a digest, the silence alarm and `papersieve sources` tell them apart by;
their layouts change too often, and are too much alike, for a reader of their own to be better than the generic one.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.models import Mail
from bot.parse.html import Block
from bot.parse.sources import generic
from bot.parse.sources.contents import Contents
from bot.parse.sources.extraction import Extraction
from bot.parse.sources.senders import bears, is_from


def _name_of_sender(mail: Mail) -> str | None:
    return mail.sender.name or None


@dataclass(frozen=True)
class Served:
    """A kind of mail that the generic source reads; what a source module offers, as a value.

    SENDERS: lower-case shell patterns of the addresses it writes from.
    mark: what its mails with papers carry in their body, whichever template they are made of.
    item: what stands once with each item of the list, wherever its templates are known to have such a thing; a cheap
        count of it, less what was read and found to be no paper, is what was detected. It must not match adverts.
    contents: how its mails show papers without any identifier, if they do.
    alert_of: the name of the subscription, where the sender's own name does not say it.
    journal_of: the journal all of a mail's papers appear in, where the mail names it once.
    alert_at: the subscription that a line names whose papers follow it, where one mail is of several.
    occasional: many of its mails have no paper, so that one without is nothing to look into.
    """

    NAME: str
    SENDERS: tuple[str, ...]
    mark: re.Pattern[str]
    item: re.Pattern[str] | None = None
    contents: Contents | None = None
    alert_of: Callable[[Mail], str | None] = _name_of_sender
    alert_at: Callable[[Block], str | None] | None = None
    journal_of: Callable[[Mail], str | None] | None = None
    occasional: bool = False

    def matches(self, mail: Mail) -> bool:
        """By its sender, and the mark in its body."""
        return is_from(mail, self.SENDERS) and bears(mail, self.mark)

    def extract(self, mail: Mail) -> Extraction:
        """What the generic source reads, under the name of this one."""
        if generic.is_own_business(mail):
            return Extraction()
        of_house = self.journal_of is not None
        found = generic.extract_as(
            self.NAME, mail, self.alert_of(mail), self.contents, self.alert_at, of_house=of_house
        )
        journal = self.journal_of(mail) if self.journal_of else None
        mentions = tuple(replace(one, venue=journal) if journal and not one.venue else one for one in found.mentions)
        detected = max(found.detected, self._count(mail) - found.dismissed)
        return replace(found, mentions=mentions, detected=detected)

    def _count(self, mail: Mail) -> int:
        """How many different items one of the bodies shows; a mail may show an item twice."""
        if self.item is None:
            return 0
        return max(len(set(self.item.findall(body))) for body in (mail.html or "", mail.text or ""))
