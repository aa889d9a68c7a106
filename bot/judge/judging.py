"""Rules compiled, so that judging a paper costs what fires for it, not what stands in the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from bot.judge.conditions import When
from bot.judge.evidence import Evidence
from bot.judge.index import Index, Sets, phrases_in, term_lists_of
from bot.judge.matcher import Matcher
from bot.judge.missing import asked_by, missing
from bot.judge.ruleset import Rule, Ruleset
from bot.judge.sections import Sections, sections_of
from bot.judge.term_language import term_list
from bot.judge.terms import Scan
from bot.judge.tokens import Text
from bot.judge.verdict import Firing, decide
from bot.models import Layout, Paper, Verdict


@dataclass(frozen=True)
class Judge:
    """Judges papers one by one. It reads nothing but the paper and `now`, and remembers nothing.

    rules: those that are enabled, in order; `index` and `asked` speak of these.
    """

    rules: tuple[Rule, ...]
    index: Index
    matcher: Matcher
    sets: Sets
    asked: frozenset[str]
    sections: Sections
    min_score: float

    def judge(self, paper: Paper, now: datetime) -> Verdict:
        """What the rules say of `paper`; `now` (aware) tells its age and which rules have expired."""
        evidence = self._evidence(paper, now)
        firings = tuple(self._firings(evidence))
        return decide(firings, self.min_score, self.sections, missing(paper, self.asked))

    def _evidence(self, paper: Paper, now: datetime) -> Evidence:
        abstract = None if paper.abstract is None else self._scan(paper.abstract)
        return Evidence(paper, now, self._scan(paper.title), abstract)

    def _scan(self, source: str) -> Scan:
        text = Text(source)
        return Scan(text, self.matcher.scan(text), self.sets)

    def _firings(self, evidence: Evidence) -> Iterator[Firing]:
        today = evidence.now.date()
        for position in self.index.candidates(evidence):
            rule = self.rules[position]
            if not has_expired(rule, today) and (firing := fire(rule, evidence)):
                yield firing


def compile_rules(ruleset: Ruleset, layout: Layout) -> Judge:
    """A judge for these rules. Every set they name must be defined (rules.py sees to that for a file)."""
    rules = tuple(rule for rule in ruleset.rules if rule.enabled)
    sets = {name: term_list(terms) for name, terms in ruleset.terms.items()}
    conditions = [rule.when for rule in rules]
    return Judge(
        rules=rules,
        index=Index(conditions, sets),
        matcher=_matcher(conditions, sets),
        sets=sets,
        asked=asked_by(conditions),
        sections=sections_of(layout.sections, ruleset.rules),
        min_score=layout.min_score,
    )


def _matcher(conditions: list[When], sets: Sets) -> Matcher:
    lists = [*sets.values(), *(terms for when in conditions for terms in term_lists_of(when))]
    return Matcher(phrase for terms in lists for wanted in terms.alternatives for phrase in phrases_in(wanted))


def fire(rule: Rule, evidence: Evidence) -> Firing | None:
    """What the rule found, if it fires.

    For a rule that excludes, what is unknown stays open, so that it fires only if it is true in any case; for any
    other, what is unknown counts as not found.
    """
    finding = rule.when.matches(evidence, unknown=None if rule.then.exclude else False)
    return Firing(rule, finding.hits) if finding.truth else None


def has_expired(rule: Rule, today: date) -> bool:
    """Whether `today` is the day it expires, or later."""
    return rule.expires is not None and today >= rule.expires
