"""What becomes of each mail once its headers are known, and how the wanted ones are put together into batches."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.models import Envelope

LARGEST_MAIL_BYTES = 25_000_000
MOST_MAILS = 50
MOST_BYTES = 8_000_000
# Of a mail whose size the server does not tell.
ASSUMED_BYTES = 1_000_000

Fate = Literal["fetch", "private", "old", "oversize", "vanished", "failed", "known"]


@dataclass(frozen=True)
class Sighting:
    """One mail of the folder and what is to be done with it; `words` say why it failed."""

    uid: int
    fate: Fate
    size: int = 0
    received_at: datetime | None = None
    words: str = ""


@dataclass(frozen=True)
class Choice:
    """Which mails are wanted: those that `is_wanted` by their headers, received since `cutoff` if there is one."""

    is_wanted: Callable[[Envelope], bool]
    cutoff: datetime | None = None

    def sight(self, envelope: Envelope) -> Sighting:
        """Decide by the headers alone."""
        size = envelope.size or ASSUMED_BYTES
        return Sighting(envelope.uid, self._fate(envelope), size, envelope.received_at)

    def _fate(self, envelope: Envelope) -> Fate:
        if self.cutoff is not None and envelope.received_at is not None and envelope.received_at < self.cutoff:
            return "old"
        if not self.is_wanted(envelope):
            return "private"
        return "oversize" if envelope.size > LARGEST_MAIL_BYTES else "fetch"


def without_headers(uid: int, failed: Mapping[int, str]) -> Sighting:
    """A mail whose headers did not come: refused, or gone."""
    return Sighting(uid, "failed", words=failed[uid]) if uid in failed else Sighting(uid, "vanished")


def grouped(sightings: Iterable[Sighting]) -> Iterator[list[Sighting]]:
    """Cut into groups of which at most MOST_MAILS and, but for a single large one, MOST_BYTES are to be fetched."""
    group: list[Sighting] = []
    mails = size = 0
    for sighting in sightings:
        if sighting.fate == "fetch":
            if mails and (mails == MOST_MAILS or size + sighting.size > MOST_BYTES):
                yield group
                group, mails, size = [], 0, 0
            mails, size = mails + 1, size + sighting.size
        group.append(sighting)
    if group:
        yield group
