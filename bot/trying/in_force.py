"""A rules file as it counts today, and stored papers judged by it as if they had just come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from bot.judge import Judge, compile_digests
from bot.judge.judging import has_expired
from bot.judge.ruleset import Rule, Ruleset
from bot.models import Layout, Paper, Verdict
from bot.rules import Rules


@dataclass(frozen=True)
class InForce:
    """Rules of which those that have expired are switched off, compiled."""

    ruleset: Ruleset
    layout: Layout
    judge: Judge

    @cached_property
    def rules(self) -> Mapping[str, Rule]:
        """Those that count, by id, in order."""
        return {rule.id: rule for rule in self.ruleset.rules if rule.enabled}

    @property
    def min_score(self) -> float:
        return self.layout.min_score

    def verdict(self, paper: Paper, now: datetime) -> Verdict:
        """What the rules say of a paper, judged as on the day it was first seen: a month later `age` would say other
        things of it than when its digest was due."""
        return self.judge.judge(paper, judged_at(paper, now))


def judged_at(paper: Paper, now: datetime) -> datetime:
    """When it was first seen, in the timezone of `now`; now if that is not known or under a clock set ahead."""
    return now if paper.first_seen is None else min(paper.first_seen, now).astimezone(now.tzinfo)


def in_force(rules: Rules, today: date) -> InForce:
    """The rules as they count today."""
    (one,) = all_in_force([rules], today)
    return one


def all_in_force(files: Sequence[Rules], today: date) -> list[InForce]:
    """The rules of several files, compiled together: what one judge found in a paper can be shared with the others."""
    rulesets = [(_on(rules.ruleset, today), rules.layout) for rules in files]
    judges = compile_digests(rulesets, remembers=False)
    return [InForce(*ruleset, judge) for ruleset, judge in zip(rulesets, judges, strict=True)]


def _on(ruleset: Ruleset, today: date) -> Ruleset:
    rules = tuple(
        rule.model_copy(update={"enabled": False}) if has_expired(rule, today) else rule for rule in ruleset.rules
    )
    return Ruleset(terms=ruleset.terms, rules=rules)
