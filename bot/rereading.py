"""Reading stored mail again, with all that the parsers have learnt since: what changes by it, and storing that.

Papers stay the same papers: what was reported before is not reported again because it is now read better.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from functools import reduce

import structlog
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extractOne

from bot.dedup import group, keys_of_paper, paper_of, unite
from bot.errors import StoreError
from bot.models import Mention, Paper, Reading
from bot.pipeline import Clock, ReadMails, collected, save
from bot.scholarly.folding import title_key
from bot.store import CollectedMail, KeptMail, Store, StoredMail

log = structlog.get_logger()

MAILS_AT_ONCE = 20
BYTES_AT_ONCE = 8_000_000
_ALIKE = 80  # percent of a title's letters

COMPARED = tuple(field.name for field in fields(Mention) if field.name != "sender")


@dataclass(frozen=True)
class Differing:
    """One paper of a mail as it was read before and as it is read now, in `fields` not the same."""

    before: Mention
    now: Mention
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Reread:
    """A stored mail and what reading it again has changed.

    same: places, before and now, of mentions that are the same entry of the mail.
    """

    mail: StoredMail
    reading: Reading
    same: tuple[tuple[int, int], ...] = ()
    gained: tuple[Mention, ...] = ()
    lost: tuple[Mention, ...] = ()
    differing: tuple[Differing, ...] = ()

    @property
    def is_changed(self) -> bool:
        return bool(self.gained or self.lost or self.differing) or self._as_a_whole != (
            self.mail.status,
            self.mail.source,
            self.mail.detected,
        )

    @property
    def _as_a_whole(self) -> tuple[object, ...]:
        return self.reading.status, self.reading.source, self.reading.detected

    @property
    def is_readable_now(self) -> bool:
        return self.mail.state == "quarantined" and self.reading.status != "unreadable"

    @property
    def is_unreadable_now(self) -> bool:
        return self.mail.state != "quarantined" and self.reading.status == "unreadable"


def reread(
    sizes: Mapping[int, int], store: Store, clock: Clock, read: ReadMails, *, dry_run: bool = False
) -> Iterator[Reread]:
    """Read kept mails again, a few at a time, and store what has changed; each is handed on when that is done.

    sizes: number of each mail → its bytes. A mail that cannot be read any more keeps what was read before; one whose
    bytes are gone is left out.
    """
    for some in _portions(sizes):
        compared = _read(some, store, read)
        changed = [one for one in compared if one.is_changed and not one.is_unreadable_now]
        if changed and not dry_run:
            _store(changed, store, clock)
        yield from compared


def try_again(sizes: Mapping[int, int], version: str, store: Store, clock: Clock, read: ReadMails) -> Iterator[Reread]:
    """Read mails in quarantine once more, and store those that can be read by this version of the program now."""
    for some in _portions(sizes):
        for one in _read(some, store, read):
            yield _settle(one, version, store, clock)


def _settle(one: Reread, version: str, store: Store, clock: Clock) -> Reread:
    """Each mail alone: one that ends the program is to be known by that, and none is to lose its turn by another."""
    store.begin_retry(one.mail.id, version)
    try:
        with store.together():
            if one.is_readable_now:
                _store([one], store, clock)
            store.end_retry(one.mail.id, one.reading.error)
    except StoreError:
        raise
    except Exception as error:  # as when mail is collected, one bad mail must not keep the others from being stored
        log.exception("quarantine", mail=one.mail.id, outcome="stays")
        failed = Reading("unreadable", error=f"Storing what was read of this mail failed with {type(error).__name__}.")
        store.end_retry(one.mail.id, failed.error)
        return Reread(one.mail, failed)
    return one


def _portions(sizes: Mapping[int, int]) -> Iterator[list[int]]:
    """The mails in their order, as many at a time as may be in memory together."""
    some: list[int] = []
    room = BYTES_AT_ONCE
    for mail_id, size in sizes.items():
        if some and (len(some) == MAILS_AT_ONCE or size > room):
            yield some
            some, room = [], BYTES_AT_ONCE
        some.append(mail_id)
        room -= size
    if some:
        yield some


def _read(mail_ids: Sequence[int], store: Store, read: ReadMails) -> list[Reread]:
    kept = store.kept_readings(mail_ids)
    return [*map(_compared, kept, read([mail.raw.content for mail in kept]))]


# ── comparing ─────────────────────────────────────────────────────────────────────────────────────────


def _compared(mail: KeptMail, reading: Reading) -> Reread:
    before = [mention for _, mention in mail.mentions]
    pairs = _pairs(before, reading.mentions)
    differing = (_differing(before[old], reading.mentions[new]) for old, new in pairs)
    return Reread(
        mail=mail.stored,
        reading=reading,
        same=tuple(pairs),
        gained=_but(reading.mentions, {new for _, new in pairs}),
        lost=_but(before, {old for old, _ in pairs}),
        differing=tuple(one for one in differing if one.fields),
    )


def _but(mentions: Sequence[Mention], positions: Collection[int]) -> tuple[Mention, ...]:
    return tuple(mention for position, mention in enumerate(mentions) if position not in positions)


def _differing(before: Mention, now: Mention) -> Differing:
    return Differing(before, now, tuple(name for name in COMPARED if getattr(before, name) != getattr(now, name)))


def _pairs(before: Sequence[Mention], now: Sequence[Mention]) -> list[tuple[int, int]]:
    """Positions of what is the same paper before and now: as for papers of different mails, or by nearly its title."""
    if list(before) == list(now):
        return [(i, i) for i in range(len(before))]
    pairs = [pair for work in group([*before, *now]) for pair in _halves(work.members, len(before))]
    left = {i: title_key(mention.title) for i, mention in enumerate(before) if i not in {old for old, _ in pairs}}
    free = {j: title_key(mention.title) for j, mention in enumerate(now) if j not in {new for _, new in pairs}}
    for i, title in left.items():
        if found := extractOne(title, free, scorer=ratio, score_cutoff=_ALIKE):
            pairs.append((i, found[2]))
            del free[found[2]]
    return sorted(pairs)


def _halves(members: Sequence[int], count: int) -> Iterator[tuple[int, int]]:
    """Of the members of one work those before, each with one of those now."""
    now = (member - count for member in members if member >= count)
    return zip((member for member in members if member < count), now, strict=False)


# ── storing ───────────────────────────────────────────────────────────────────────────────────────────


def _store(changed: Sequence[Reread], store: Store, clock: Clock) -> None:
    """Put what is read now in the place of what was read before."""
    again = {one.mail.id: one for one in changed}
    with store.together():
        before = store.kept_readings(again)
        store.reopen(again)
        save([_collected(mail, again[mail.stored.id].reading) for mail in before], None, store, clock())
        now = {mail.stored.id: mail for mail in store.kept_readings(again)}
        for mail in before:
            if mail.stored.id in now:
                _pass_reports_on(mail, now[mail.stored.id], again[mail.stored.id].same, store)
        _correct({paper_id for mail in (*before, *now.values()) for paper_id, _ in mail.mentions}, store)


def _collected(mail: KeptMail, reading: Reading) -> CollectedMail:
    """The bytes of a mail that had papers stay, in case that was right."""
    again = collected(mail.raw, reading)
    return replace(again, keep_raw=again.keep_raw or bool(mail.mentions))


def _pass_reports_on(before: KeptMail, now: KeptMail, same: Sequence[tuple[int, int]], store: Store) -> None:
    """Where the same entry of a mail was another paper before, that one was reported in its place.

    If other mails mention that one still, it is a paper of its own: then only if it looked like this one.
    """
    for old, new in same:
        (paper_id, _), (successor, mention) = before.mentions[old], now.mentions[new]
        if paper_id == successor or store.hand_over_reports(paper_id, successor):
            continue
        if any(_is_alike(paper, mention) for paper in store.papers([paper_id])):
            store.share_reports(paper_id, successor)


def _is_alike(paper: Paper, mention: Mention) -> bool:
    return ratio(title_key(paper.title), title_key(mention.title), score_cutoff=_ALIKE) > 0


def _correct(paper_ids: Collection[int], store: Store) -> None:
    """What only the old reading said of these papers is known no more: they are what their mentions say now."""
    store.forget_unmentioned_papers(paper_ids)
    corrected = [_corrected(paper) for paper in store.papers(paper_ids) if paper.mentions]
    store.rewrite(corrected, [keys_of_paper(paper) for paper in corrected])


def _corrected(paper: Paper) -> Paper:
    return replace(reduce(unite, map(paper_of, paper.mentions)), id=paper.id, first_seen=paper.first_seen)
