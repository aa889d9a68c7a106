"""Rules compiled, so that judging a paper costs what fires for it, not what stands in the file."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.judge.evidence import Evidence
from bot.judge.index import Index, Sets, term_lists_of
from bot.judge.missing import asked_by, missing
from bot.judge.ruleset import Rule, Ruleset
from bot.judge.scanner import Scanner
from bot.judge.sections import Sections, sections_of
from bot.judge.term_language import term_list
from bot.judge.verdict import Firing, decide, outline
from bot.models import Layout, Paper, Verdict


@dataclass(frozen=True)
class Judge:
    """Judges papers one by one, by nothing but the paper and `now`.

    rules: those that are enabled, in order; `index` and `asked` speak of these.
    """

    rules: tuple[Rule, ...]
    index: Index
    scanner: Scanner
    sets: Sets
    asked: frozenset[str]
    sections: Sections
    min_score: float

    def judge(self, paper: Paper, now: datetime) -> Verdict:
        """What the rules say of `paper`; `now`, by the reader's clock, tells its age and what has expired."""
        return self.verdict(paper, self.firings(self.evidence(paper, now)))

    def evidence(self, paper: Paper, now: datetime) -> Evidence:
        abstract = None if paper.abstract is None else self.scanner.scan(paper.abstract, self.sets)
        return Evidence(paper, now, self.scanner.scan(paper.title, self.sets), abstract)

    def evidence_beside(self, evidence: Evidence, other: Judge) -> Evidence:
        """The same that `other` has evidence of; if both were compiled together, its texts need no second look."""
        if self.scanner is not other.scanner:
            return self.evidence(evidence.paper, evidence.now)
        abstract = None if evidence.abstract is None else replace(evidence.abstract, sets=self.sets)
        return Evidence(evidence.paper, evidence.now, replace(evidence.title, sets=self.sets), abstract)

    def firings(self, evidence: Evidence) -> tuple[Firing, ...]:
        """The rules that fire, in order."""
        return tuple(self._each_firing(evidence))

    def only(self, ids: Collection[str]) -> Judge:
        """A judge that looks at those of the rules alone."""
        rules = tuple(rule for rule in self.rules if rule.id in ids)
        return replace(self, rules=rules, index=Index([rule.when for rule in rules], self.sets))

    def verdict(self, paper: Paper, firings: Sequence[Firing]) -> Verdict:
        """What comes of it if these rules fire for `paper`."""
        return decide(firings, self.min_score, self.sections, missing(paper, self.asked))

    def outline(self, firings: Sequence[Firing]) -> Verdict:
        """The same without reasons, and without what is unknown."""
        return outline(firings, self.min_score, self.sections)

    def _each_firing(self, evidence: Evidence) -> Iterator[Firing]:
        today = evidence.now.date()
        for position in self.index.candidates(evidence):
            rule = self.rules[position]
            if not has_expired(rule, today) and (firing := fire(rule, evidence)):
                yield firing


def compile_rules(ruleset: Ruleset, layout: Layout) -> Judge:
    """A judge for these rules. Every set they name must be defined (rules.py sees to that for a file)."""
    (judge,) = compile_digests([(ruleset, layout)])
    return judge


def compile_digests(digests: Sequence[tuple[Ruleset, Layout]], *, remembers: bool = True) -> list[Judge]:
    """A judge for each digest; the terms of all of them are looked for together, in one pass over a paper.

    remembers: whether what was found is kept for judges that are asked of the same papers later.
    """
    sets = [{name: term_list(terms) for name, terms in ruleset.terms.items()} for ruleset, _ in digests]
    terms = [each for one in sets for each in one.values()]
    terms += [each for ruleset, _ in digests for rule in _in_use(ruleset) for each in term_lists_of(rule.when)]
    scanner = Scanner(terms, remembers=remembers and len(digests) > 1)
    return [_judge(ruleset, layout, own, scanner) for (ruleset, layout), own in zip(digests, sets, strict=True)]


def _judge(ruleset: Ruleset, layout: Layout, sets: Sets, scanner: Scanner) -> Judge:
    rules = _in_use(ruleset)
    conditions = [rule.when for rule in rules]
    return Judge(
        rules=rules,
        index=Index(conditions, sets),
        scanner=scanner,
        sets=sets,
        asked=asked_by(conditions),
        sections=sections_of(layout.sections, ruleset.rules),
        min_score=layout.min_score,
    )


def _in_use(ruleset: Ruleset) -> tuple[Rule, ...]:
    return tuple(rule for rule in ruleset.rules if rule.enabled)


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
