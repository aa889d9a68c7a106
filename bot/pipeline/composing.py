"""digest: judge | compose. An issue is frozen in one transaction, and from then on only read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo

from bot import __version__
from bot.compose import IssueFacts, Judged, Selection, Templates, render, select
from bot.judge import Judge, why, words
from bot.models import Issue, Layout, Paper, SourceActivity, Verdict
from bot.pipeline.watching import changes
from bot.store import Decision, Store


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

    def verdict(self, paper: Paper, moment: datetime) -> Verdict:
        """What its rules say of a paper on the reader's day that `moment` falls on: rules expire by that, too."""
        return self.judge.judge(paper, moment.astimezone(self.timezone))


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
    verdict = plan.verdict(paper, now)
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
    funnel = replace(
        counted,
        sources=_sources(plan, counted.sources, changes(store, now)),
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


def _sources(
    plan: DigestPlan, sources: Sequence[SourceActivity], changed: Mapping[str, str]
) -> tuple[SourceActivity, ...]:
    with_changes = (replace(source, change=changed.get(source.source)) for source in sources)
    if plan.silence_alarm:
        return tuple(with_changes)
    return tuple(replace(source, silent_days=None) for source in with_changes)
