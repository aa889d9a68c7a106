"""Which digest is due. The clock only wakes us; what is due is read from the store, so that an issue whose hour came
while the program was down, busy or broken is composed as soon as it can be, and only the last one of several."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import structlog

from bot.assembly import coming_slot, last_due, slot_of
from bot.rounds import Worker, is_held
from bot.rules import Rules
from bot.settings import DigestSettings

log = structlog.get_logger()

LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Slots:
    """Knows the slot for which a digest is to be composed now; composes nothing."""

    def __init__(self, worker: Worker):
        self._worker = worker
        self._opened: dict[str, datetime] = {}
        self._held: dict[str, datetime] = {}

    def due(self, digest: DigestSettings, rules: Rules, zone: ZoneInfo) -> str | None:
        """The key of the slot that is due; None if nothing is, or the digest is held."""
        now = self._worker.clock()
        held = is_held(digest, rules, self._worker.store, now.astimezone(zone))
        if digest.schedule.as_they_come:
            return None if held else self._coming(digest, rules, now)
        slot = self._scheduled(digest, zone, now)
        if slot is None or not held:
            return slot
        # The slot passes, and its papers wait for the first one after the hold.
        log.info("digest", digest=digest.name, slot=slot, outcome="held")
        self._held[digest.name] = now
        return None

    def _coming(self, digest: DigestSettings, rules: Rules, now: datetime) -> str | None:
        waiting = self._worker.store.candidates(digest.name, rules.hash, now).papers
        return coming_slot(now) if waiting else None

    def _scheduled(self, digest: DigestSettings, zone: ZoneInfo, now: datetime) -> str | None:
        due = last_due(digest.schedule, now, zone)
        if due is None or due <= self._settled_until(digest, now):
            return None
        slot = slot_of(due, zone)
        return None if self._worker.store.is_composed(digest.name, slot) else slot

    def _settled_until(self, digest: DigestSettings, now: datetime) -> datetime:
        """Slots up to then are of no concern: before the digest was there, before its last issue, or held."""
        opened = self._opened.get(digest.name) or self._worker.store.open_profile(digest.name, now)
        self._opened[digest.name] = opened
        moments = (opened, self._worker.store.last_issue_at(digest.name), self._held.get(digest.name))
        # A moment in the future was written under a wrong clock, and says nothing.
        return max((moment for moment in moments if moment is not None and moment <= now), default=LONG_AGO)
