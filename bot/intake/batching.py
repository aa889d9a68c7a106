"""Puts mails that come one by one together into batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from bot.intake.sighting import MOST_BYTES, MOST_MAILS
from bot.models import Batch


def combined(singles: Iterable[Batch]) -> Iterator[Batch]:
    """Join batches of one mail or less, as long as they stay within MOST_MAILS and, but for a large one, MOST_BYTES."""
    together: list[Batch] = []
    size = 0
    for single in singles:
        grown = size + sum(len(mail.content) for mail in single.mails)
        if together and (len(together) == MOST_MAILS or grown > MOST_BYTES):
            yield joined(together)
            together, grown = [], grown - size
        together.append(single)
        size = grown
    if together:
        yield joined(together)


def joined(batches: Sequence[Batch]) -> Batch:
    """One batch of all; of the same mail twice, one."""
    return Batch(
        mails=tuple({mail.uid: mail for batch in batches for mail in batch.mails}.values()),
        oversize=tuple(uid for batch in batches for uid in batch.oversize),
        failed={uid: words for batch in batches for uid, words in batch.failed.items()},
    )


def uids_in(batch: Batch) -> list[int]:
    """Every UID the batch says something about."""
    return [*(mail.uid for mail in batch.mails), *batch.oversize, *batch.failed]


def without(batch: Batch, known: set[int]) -> Batch:
    """The batch less what is known."""
    return replace(
        batch,
        mails=tuple(mail for mail in batch.mails if mail.uid not in known),
        oversize=tuple(uid for uid in batch.oversize if uid not in known),
    )
