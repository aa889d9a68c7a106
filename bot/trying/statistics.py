"""How each rule fares with papers: how often it fires, how often it alone decides, and when it last did."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from bot.judge.judging import has_expired
from bot.judge.ruleset import Rule
from bot.judge.verdict import is_selected, rounded
from bot.models import Effect, Paper, Reason, Verdict
from bot.trying.in_force import InForce

State = Literal["active", "off", "expired"]


@dataclass
class RuleFigures:
    """What one rule did.

    hits: papers it fires for. selected: of these, those that the digest takes. sole: papers that would fare the other
    way, in or out, if there were no such rule. last: when the latest paper it fires for was first seen.
    """

    hits: int = 0
    selected: int = 0
    sole: int = 0
    last: datetime | None = None

    def count(self, paper: Paper, *, selected: bool, decides: bool) -> None:
        self.hits += 1
        self.selected += selected
        self.sole += decides
        if paper.first_seen is not None and (self.last is None or paper.first_seen > self.last):
            self.last = paper.first_seen


class Statistics:
    """The figures of all rules, paper by paper."""

    def __init__(self, min_score: float):
        self._min_score = min_score
        self.papers = 0
        self.selected = 0
        self.rules: defaultdict[str, RuleFigures] = defaultdict(RuleFigures)

    def add(self, paper: Paper, verdict: Verdict) -> None:
        self.papers += 1
        self.selected += verdict.selected
        decisive = set(decisive_rules(verdict, self._min_score))
        for rule in fired(verdict):
            self.rules[rule].count(paper, selected=verdict.selected, decides=rule in decisive)


@dataclass(frozen=True)
class Firing:
    """What a rule that fired counts for: its effect and all its points."""

    effect: Effect
    points: float = 0


def fired(verdict: Verdict) -> Mapping[str, Firing]:
    """The rules that fired for a paper, in order."""
    firings: dict[str, Firing] = {}
    for reason in verdict.reasons:
        firings[reason.rule] = _with(firings.get(reason.rule), reason)
    return firings


def _with(firing: Firing | None, reason: Reason) -> Firing:
    return Firing(reason.effect, (firing.points if firing else 0) + reason.points)


def decisive_rules(verdict: Verdict, min_score: float) -> Iterator[str]:
    """The rules without any one of which the paper would be in the digest instead of out, or the other way round."""
    firings = fired(verdict)
    for rule in firings:
        others = [firing for name, firing in firings.items() if name != rule]
        score = rounded(sum(firing.points for firing in others))
        if is_selected({firing.effect for firing in others}, score, min_score) != verdict.selected:
            yield rule


def statistics_of(rules: InForce, papers: Iterable[Paper], now: datetime) -> Statistics:
    """The figures of rules over papers."""
    statistics = Statistics(rules.min_score)
    for paper in papers:
        statistics.add(paper, rules.verdict(paper, now))
    return statistics


def state_of(rule: Rule, today: date) -> State:
    """Whether the rule counts today, and if not why."""
    if not rule.enabled:
        return "off"
    return "expired" if has_expired(rule, today) else "active"
