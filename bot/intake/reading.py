"""One pass over UIDs of an opened folder: headers first, then what is wanted of them, batch by batch."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from bot.intake.fetching import Fetched, Fetcher
from bot.intake.sighting import Choice, Fate, Sighting, grouped, without_headers
from bot.models import Batch, Cursor, RawMail
from bot.network.imap import HEADERS_AT_ONCE, ImapSession

IsKnown = Callable[[Sequence[int]], set[int]]


class Position:
    """How far the cursor may move: past every mail dealt with, but not past the first that failed."""

    def __init__(self, cursor: Cursor):
        self.cursor = cursor
        self._is_held = False

    def move_past(self, uid: int, failed: Mapping[int, str]) -> Cursor:
        """Every mail up to `uid` is dealt with, but for those in `failed`."""
        if not self._is_held:
            self._is_held = bool(failed)
            reached = min(failed, default=uid + 1) - 1
            self.cursor = replace(self.cursor, last_uid=max(self.cursor.last_uid, reached))
        return self.cursor


class Reading:
    """Turns UIDs into batches. Each batch is handed out without being kept, so that memory holds one at a time."""

    def __init__(self, session: ImapSession, fetcher: Fetcher, choice: Choice, is_known: IsKnown, position: Position):
        self._session = session
        self._fetcher = fetcher
        self._choice = choice
        self._is_known = is_known
        self._position = position

    def batches(self, uids: Sequence[int]) -> Iterator[Batch]:
        """A batch for each group of `uids`, which ascend; some have no mails and only move the cursor."""
        for start in range(0, len(uids), HEADERS_AT_ONCE):
            remaining = len(uids) - start
            for group in grouped(self._sight(uids[start : start + HEADERS_AT_ONCE])):
                remaining -= len(group)
                yield self._batch(group, remaining)

    def _sight(self, uids: Sequence[int]) -> list[Sighting]:
        known = self._is_known(uids)
        headers = self._fetcher.fetch([uid for uid in uids if uid not in known], self._session.headers)

        def sight(uid: int) -> Sighting:
            if uid in known:
                return Sighting(uid, "known")
            envelope = headers.found.get(uid)
            return without_headers(uid, headers.failed) if envelope is None else self._choice.sight(envelope)

        return [sight(uid) for uid in uids]

    def _batch(self, group: Sequence[Sighting], remaining: int) -> Batch:
        wanted = _of(group, "fetch")
        fetched = self._fetch(wanted)
        failed = {sighting.uid: sighting.words for sighting in _of(group, "failed")} | fetched.failed
        gone = [sighting.uid for sighting in wanted if sighting.uid not in fetched.found | fetched.failed]
        return Batch(
            mails=tuple(self._mail(sighting, fetched) for sighting in wanted if sighting.uid in fetched.found),
            cursor=self._position.move_past(group[-1].uid, failed),
            private=Counter(sighting.fate for sighting in group)["private"],
            oversize=tuple(sighting.uid for sighting in _of(group, "oversize")),
            vanished=(*(sighting.uid for sighting in _of(group, "vanished")), *gone),
            failed=failed,
            remaining=remaining,
        )

    def _fetch(self, wanted: Sequence[Sighting]) -> Fetched[bytes]:
        sizes = {sighting.uid: sighting.size for sighting in wanted}

        def ask(uids: Sequence[int]) -> dict[int, bytes | None]:
            return self._session.bodies(uids, sum(sizes[uid] for uid in uids))

        return self._fetcher.fetch([*sizes], ask)

    def _mail(self, sighting: Sighting, fetched: Fetched[bytes]) -> RawMail:
        cursor = self._position.cursor
        content = fetched.found[sighting.uid]
        return RawMail(cursor.mailbox, cursor.folder, cursor.epoch, sighting.uid, content, sighting.received_at)


def _of(group: Sequence[Sighting], fate: Fate) -> list[Sighting]:
    return [sighting for sighting in group if sighting.fate == fate]
