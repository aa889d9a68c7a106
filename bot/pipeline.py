"""The order of the stages and their checkpoints: collect, digest, deliver. Nothing about papers is decided here.

collect:  intake | parse | dedup     each batch of mail is stored whole, with the cursor, or not at all
digest:   judge  | compose           an issue is frozen in one transaction, and from then on only read
deliver:  deliver                    a delivery is claimed, in doubt for a moment, then settled
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from typing import Literal

import structlog

from bot import __version__
from bot.compose import IssueFacts, Judged, Selection, Templates, render, select
from bot.dedup import group, keys_of, keys_of_paper
from bot.deliver.channels import Channel
from bot.deliver.outbox import LEASE, GiveUp, after_failure
from bot.errors import BotError, DeliveryError, StoreError
from bot.judge import Judge, why, words
from bot.models import Batch, Cursor, Delivery, Issue, Layout, Paper, RawMail, Reading, Receipt
from bot.parse import read_mail
from bot.store import CollectedMail, Decision, Store

log = structlog.get_logger()

MOST_ATTEMPTS = 3
SETTLING_WAITS = (0.1, 1, 5, 15, 30)  # seconds

Clock = Callable[[], datetime]


# ── collect ───────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Tally:
    """What collecting brought. new, known: papers; private: mails left unread; failed: mails not handed over."""

    mails: int = 0
    private: int = 0
    mentions: int = 0
    new: int = 0
    known: int = 0
    incomplete: int = 0
    quarantined: int = 0
    failed: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(**{name: value + getattr(other, name) for name, value in vars(self).items()})


def collect(batches: Iterable[Batch], store: Store, clock: Clock) -> Iterator[tuple[Tally, Batch]]:
    """Take batch after batch in; each is handed on with what it brought once it is stored."""
    for batch in batches:
        yield take_in(batch, store, clock), batch


def take_in(batch: Batch, store: Store, clock: Clock) -> Tally:
    """Read the mails of a batch, and store them with their papers and the cursor."""
    tally = Tally(private=batch.private, failed=len(batch.failed))
    unfetched = [*_unfetched(batch), *_given_up(batch, store, clock())]
    if batch.mails and any(store.attempts(batch.mails).values()):
        # It was tried before, and the program ended. The mail to blame has to be found.
        return tally + _take_in_singly(batch, unfetched, store, clock)
    try:
        with _trying(batch.mails, store, clock):
            return tally + _save([*map(_collected, batch.mails), *unfetched], batch.cursor, store, clock())
    except StoreError:
        raise
    except Exception:  # one mail that nobody was prepared for must not keep the others from being stored
        log.exception("parse", mails=len(batch.mails), outcome="each is tried alone")
        return tally + _take_in_singly(batch, unfetched, store, clock)


def _take_in_singly(batch: Batch, unfetched: Sequence[CollectedMail], store: Store, clock: Clock) -> Tally:
    """A mail is stored before the next is begun, so what ends the program is always the only one that counts a try."""
    tally = Tally()
    for raw in batch.mails:
        tally += _take_in_one(raw, store, clock)
    return tally + _save(unfetched, batch.cursor, store, clock())


def _take_in_one(raw: RawMail, store: Store, clock: Clock) -> Tally:
    if store.attempts([raw]).get(raw.uid, 0) >= MOST_ATTEMPTS:
        ended = f"Reading this mail has ended the program {MOST_ATTEMPTS} times; it is set aside."
        return _save([_set_aside(raw, ended)], None, store, clock())
    try:
        with _trying([raw], store, clock):
            return _save([_collected(raw)], None, store, clock())
    except StoreError:
        raise
    except Exception as error:
        log.exception("parse", mailbox=raw.mailbox, folder=raw.folder, uid=raw.uid, outcome="set aside")
        failed = f"Reading this mail failed with {type(error).__name__}; it is set aside."
        return _save([_set_aside(raw, failed)], None, store, clock())


@contextmanager
def _trying(mails: Sequence[RawMail], store: Store, clock: Clock) -> Iterator[None]:
    """Count a try before it is made, since it may end the program; a database in trouble is no mail's fault."""
    if mails:
        store.begin_reading(mails, clock())
    try:
        yield
    except StoreError:
        with suppress(StoreError):
            store.forgive_reading(mails)
        raise


def _save(mails: Sequence[CollectedMail], cursor: Cursor | None, store: Store, now: datetime) -> Tally:
    """Deduplicate against all history and store, in one transaction: nobody else's paper can slip in between."""
    mentions = [mention for mail in mails for mention in mail.reading.mentions]
    with store.together():
        known = store.papers_sharing({key for mention in mentions for key in keys_of(mention)})
        works = group(mentions, known)
        saved = store.save(mails, works, [keys_of_paper(work.paper) for work in works], cursor, now)
    return Tally(
        mails=saved.mails,
        mentions=saved.mentions,
        new=saved.new_papers,
        known=saved.known_papers,
        incomplete=sum(mail.reading.status == "incomplete" for mail in mails),
        quarantined=sum(mail.state == "quarantined" for mail in mails),
    )


def _collected(raw: RawMail) -> CollectedMail:
    reading = read_mail(raw.content)
    match reading.status:
        case "parsed" | "incomplete":
            return CollectedMail(raw, reading, "parsed", keep_raw=True)
        case "skipped":
            return CollectedMail(raw, reading, "skipped")
        case "unreadable":
            return CollectedMail(raw, reading, "quarantined", keep_raw=True)
    # A source that knows the sender and finds nothing may be looking at a new layout: the mail is kept.
    return CollectedMail(raw, reading, "parsed_empty", keep_raw=reading.source not in {None, "generic"})


def _set_aside(raw: RawMail, error: str) -> CollectedMail:
    return CollectedMail(raw, Reading("unreadable", error=error), "quarantined", keep_raw=True)


def _unfetched(batch: Batch) -> list[CollectedMail]:
    """Mails that are dealt with although nobody has read them: too large, or gone before they could be fetched."""
    oversize = Reading("skipped", error="The mail is too large to be read.")
    return [
        *(CollectedMail(raw, oversize, "oversize") for raw in _without_content(batch, batch.oversize)),
        *(CollectedMail(raw, Reading("skipped"), "vanished") for raw in _without_content(batch, batch.vanished)),
    ]


def _given_up(batch: Batch, store: Store, now: datetime) -> list[CollectedMail]:
    """Mails the server would not hand over, the last time it is asked for them."""
    unread = _without_content(batch, batch.failed)
    attempts = store.begin_reading(unread, now) if unread else {}
    return [
        CollectedMail(raw, Reading("unreadable", error=batch.failed[raw.uid]), "quarantined")
        for raw in unread
        if attempts[raw.uid] >= MOST_ATTEMPTS
    ]


def _without_content(batch: Batch, uids: Iterable[int]) -> list[RawMail]:
    """These mails as far as their number goes; local folders, which have no cursor, have no such numbers."""
    place = batch.cursor
    return [RawMail(place.mailbox, place.folder, place.epoch, uid, b"") for uid in uids] if place else []


# ── digest ────────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class DigestPlan:
    """One digest as settings and rules describe it.

    destinations: (channel key, recipient) of each delivery. silence_alarm: whether to name sources that have fallen
    silent. next_issue_at: after a moment, None if unscheduled.
    """

    name: str
    judge: Judge
    layout: Layout
    rules_hash: str
    rules_path: str
    templates: Templates
    sender: str
    timezone: tzinfo
    timezone_name: str
    destinations: tuple[tuple[str, str], ...]
    explain_empty: bool
    silence_alarm: bool
    next_issue_at: Callable[[datetime], datetime | None]


@dataclass(frozen=True)
class Composed:
    """What became of a slot: its issue's parts, none if there was nothing to send; `fresh` is False if it was there."""

    issues: tuple[Issue, ...] = ()
    selection: Selection = field(default_factory=Selection)
    facts: IssueFacts | None = None
    fresh: bool = True


def digest(plan: DigestPlan, slot: str, store: Store, now: datetime, run_id: str) -> Composed:
    """Judge what is not yet reported, and freeze the issue of a slot with its deliveries; once per slot."""
    store.open_profile(plan.name, now)
    if store.is_composed(plan.name, slot):
        return Composed(fresh=False)
    candidates = store.candidates(plan.name, plan.rules_hash, now)
    composed, decisions = compose(plan, candidates.papers, slot, store, now, run_id)
    if not composed.issues:
        return replace(composed, fresh=store.pass_over(candidates, slot, decisions, now))
    return replace(composed, fresh=store.freeze(candidates, composed.issues, decisions, plan.destinations, now))


def compose(
    plan: DigestPlan, papers: Sequence[Paper], slot: str, store: Store, now: datetime, run_id: str
) -> tuple[Composed, list[Decision]]:
    """Judge papers and render the issue they make; changes nothing."""
    judged = [_judged(plan, paper, now) for paper in papers]
    selection = select(judged, plan.layout)
    facts = _facts(plan, selection, len(judged), slot, store, now, run_id)
    if not facts.funnel.shown and not plan.explain_empty:
        return Composed((), selection, facts), [_decision(one) for one in judged]
    return Composed(render(selection, facts, plan.templates), selection, facts), [_decision(one) for one in judged]


def _judged(plan: DigestPlan, paper: Paper, now: datetime) -> Judged:
    verdict = plan.judge.judge(paper, now)
    phrases = why(verdict) if verdict.selected else words(paper, verdict, min_score=plan.layout.min_score)
    return Judged(paper, verdict, phrases)


def _decision(one: Judged) -> Decision:
    verdict = one.verdict
    rule = verdict.stopped_by or (verdict.reasons[0].rule if verdict.reasons else None)
    return Decision(one.paper.id or 0, "selected" if verdict.selected else "filtered", rule)


def _facts(
    plan: DigestPlan, selection: Selection, new: int, slot: str, store: Store, now: datetime, run_id: str
) -> IssueFacts:
    counted = store.figures(store.last_issue_at(plan.name), now)
    sources = counted.sources
    funnel = replace(
        counted,
        sources=sources if plan.silence_alarm else tuple(replace(source, silent_days=None) for source in sources),
        new=new,
        shown=len(selection.listed) + len(selection.unlisted),
        excluded=sum(count for _, count in selection.excluded),
        below=selection.below,
    )
    return IssueFacts(
        digest=plan.name,
        slot=slot,
        composed_at=now.astimezone(plan.timezone),
        timezone=plan.timezone_name,
        sender=plan.sender,
        funnel=funnel,
        rules_path=plan.rules_path,
        run_id=run_id,
        version=__version__,
        list_id_domain=plan.sender.rpartition("@")[2].strip("<> ") or "papersieve.invalid",
        instance_id=store.instance_id(),
        next_issue_at=plan.next_issue_at(now),
    )


# ── deliver ───────────────────────────────────────────────────────────────────────────────────────────

Outcome = Literal["accepted", "deferred", "refused"]


@dataclass(frozen=True)
class Sent:
    """What became of one try. error: why it was not accepted; again_at: when a deferred one is tried again."""

    outcome: Outcome
    error: str | None = None
    again_at: datetime | None = None


def deliver(store: Store, channels: Mapping[str, Channel], clock: Clock, owner: str) -> Iterator[tuple[Delivery, Sent]]:
    """Send whatever is due, one delivery after the other; each is handed on once it is settled."""
    while delivery := store.claim_due(clock(), owner, LEASE):
        yield delivery, _send(delivery, channels, store, clock, owner)


def _send(delivery: Delivery, channels: Mapping[str, Channel], store: Store, clock: Clock, owner: str) -> Sent:
    try:
        receipt = _channel(channels, delivery).send(delivery, lambda: _enter_doubt(delivery, store, clock, owner))
    except StoreError:
        # It could not be noted that the other side may have it, so it was not sent; it is tried after the lease.
        raise
    except BotError as error:
        return _settle_failure(delivery, _failure(error), store, clock(), owner)
    except Exception as error:  # one broken channel must not keep the others from sending
        log.exception("deliver", channel=delivery.channel, digest=delivery.issue.digest)
        bug = DeliveryError(f"The channel {delivery.channel} failed: {type(error).__name__}: {error}", permanent=False)
        return _settle_failure(delivery, bug, store, clock(), owner)
    _settle_accepted(delivery, receipt, store, clock, owner)
    return Sent("accepted")


def _failure(error: BotError) -> DeliveryError:
    """A password that cannot be had, or the like, is mended by a person; the delivery waits."""
    return error if isinstance(error, DeliveryError) else DeliveryError(str(error), permanent=False)


def _settle_accepted(delivery: Delivery, receipt: Receipt, store: Store, clock: Clock, owner: str) -> None:
    """The other side has it, and gets it again unless the store learns of it: so it is told until it listens."""
    for seconds in SETTLING_WAITS:
        with suppress(StoreError):
            store.settle_accepted(delivery, owner, receipt, clock())
            return
        time.sleep(seconds)
    store.settle_accepted(delivery, owner, receipt, clock())


def _channel(channels: Mapping[str, Channel], delivery: Delivery) -> Channel:
    try:
        return channels[delivery.channel]
    except KeyError:
        gone = f"The settings have no channel {delivery.channel!r} any more; the delivery waits for it."
        raise DeliveryError(gone, permanent=False) from None


def _enter_doubt(delivery: Delivery, store: Store, clock: Clock, owner: str) -> None:
    """From here the other side may have it; a crash now is the one window in which it may be sent twice."""
    if not store.mark_in_doubt(delivery, owner, clock()):
        raise DeliveryError("Another process has taken this delivery over.", permanent=False)


def _settle_failure(delivery: Delivery, error: DeliveryError, store: Store, now: datetime, owner: str) -> Sent:
    match after_failure(delivery, error, now, jitter=random.random()):  # noqa: S311  # spreads load, keeps no secret
        case GiveUp(why):
            store.settle_refused(delivery, owner, why, error.code, now)
            return Sent("refused", why)
        case retry:
            store.settle_deferred(delivery, owner, str(error), retry.at, error.code, now)
            return Sent("deferred", str(error), retry.at)
