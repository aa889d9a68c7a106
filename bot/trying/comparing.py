"""What becomes of papers under other rules: gained, lost, moved or scored otherwise, and which rules make it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Literal

from bot.judge import Judge, why, words
from bot.judge.evidence import Evidence
from bot.judge.verdict import Firing
from bot.models import Layout, Paper, Section, Verdict
from bot.trying.difference import Difference, alike, difference
from bot.trying.in_force import InForce, judged_at

Kind = Literal["gained", "lost", "moved", "rescored", "otherwise"]
KINDS: tuple[Kind, ...] = ("gained", "lost", "moved", "rescored", "otherwise")


@dataclass(frozen=True)
class Cause:
    """What makes a difference: a rule, or a key of `digest`; before and after: what it says, None if nothing."""

    what: str
    before: str | None
    after: str | None


@dataclass(frozen=True)
class Fired:
    """Rules that fired for a paper. The verdict is made when it is asked for: of most papers the outline is enough."""

    paper: Paper
    rules: InForce
    firings: tuple[Firing, ...]

    @cached_property
    def outline(self) -> Verdict:
        """Without reasons, and without what is unknown."""
        return self.rules.judge.outline(self.firings)

    @cached_property
    def verdict(self) -> Verdict:
        return self.rules.judge.verdict(self.paper, self.firings)


@dataclass(frozen=True)
class Change:
    """A paper of which other rules say something else.

    kind: gained or lost from the digest; moved to another section; rescored in its place; otherwise: excluded by
    another rule, pinned, or tagged differently. It is the first of these that fits.
    before, after: the verdicts, made when they are asked for.
    """

    paper: Paper
    kind: Kind
    old: Fired
    new: Fired

    @property
    def before(self) -> Verdict:
        return self.old.verdict

    @property
    def after(self) -> Verdict:
        return self.new.verdict

    @cached_property
    def causes(self) -> tuple[str, ...]:
        """What makes the change, by name: rules, then keys of `digest`."""
        return (*_rules_between(self.old, self.new), *(cause.what for cause in self._layout_causes))

    @cached_property
    def because(self) -> tuple[Cause, ...]:
        before, after = _phrases(self.before), _phrases(self.after)
        rules = _rules_between(self.old, self.new)
        return (*(Cause(rule, before.get(rule), after.get(rule)) for rule in rules), *self._layout_causes)

    @cached_property
    def _layout_causes(self) -> tuple[Cause, ...]:
        old, new = self.old.outline, self.new.outline
        if old.selected == new.selected and old.section == new.section:
            return ()
        return tuple(_layout_causes(self.old.rules.layout, self.new.rules.layout))


@dataclass(frozen=True)
class Comparison:
    """Rules before and after a change, with what differs between them."""

    before: InForce
    after: InForce
    difference: Difference

    def may_change(self, paper: Paper, now: datetime) -> bool:
        """False only if nothing changes for a paper, whatever its mentions; they are not looked at."""
        return self._of_papers_alone.touches(paper, judged_at(paper, now))

    @cached_property
    def _of_papers_alone(self) -> Difference:
        return self.difference.without_mentions()

    def changes(self, papers: Iterable[Paper], now: datetime) -> Iterator[Change]:
        """Those of the papers, in their order, for which something changes; given are those that `may_change`."""
        asks_mentions = self._of_papers_alone != self.difference
        for paper in papers:
            if not asks_mentions or self.difference.touches(paper, judged_at(paper, now)):
                change = self.change(paper, now)
                if change is not None:
                    yield change

    def change(self, paper: Paper, now: datetime) -> Change | None:
        moment = judged_at(paper, now)
        evidence = self.after.judge.evidence(paper, moment)
        after = self.after.judge.firings(evidence)
        before = self._firings_before(evidence, after)
        old, new = Fired(paper, self.before, before), Fired(paper, self.after, after)
        kind = kind_of(old.outline, new.outline)
        return None if kind is None else Change(paper, kind, old, new)

    def _firings_before(self, evidence: Evidence, after: Iterable[Firing]) -> tuple[Firing, ...]:
        """Rules that are alike under both are asked once."""
        shared = [firing for firing in after if firing.rule.id in self._alike]
        differing = self._before_alone
        own = differing.firings(differing.evidence_beside(evidence, self.after.judge)) if differing.rules else ()
        return tuple(sorted([*shared, *own], key=lambda firing: self._places[firing.rule.id]))

    @cached_property
    def _alike(self) -> frozenset[str]:
        return alike(self.before.ruleset, self.after.ruleset)

    @cached_property
    def _before_alone(self) -> Judge:
        return self.before.judge.only(self.before.rules.keys() - self._alike)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {rule: place for place, rule in enumerate(self.before.rules)}


def comparison(before: InForce, after: InForce) -> Comparison:
    """Where sections or the minimum differ, a paper may fare otherwise though the rules say the same of it."""
    if _placing(before) != _placing(after):
        return Comparison(before, after, Difference(everything=True))
    return Comparison(before, after, difference(before.ruleset, after.ruleset))


def _placing(rules: InForce) -> object:
    sections = rules.judge.sections
    return rules.min_score, tuple(map(_without_limit, sections.listed)), sections.named


def _without_limit(section: Section) -> Section:
    return replace(section, limit=None)


def kind_of(before: Verdict, after: Verdict) -> Kind | None:
    """What changed, None if nothing that a reader would notice."""
    if before.selected != after.selected:
        return "gained" if after.selected else "lost"
    if before.section != after.section:
        return "moved"
    if before.score != after.score:
        return "rescored"
    return "otherwise" if _remarks(before) != _remarks(after) else None


def _remarks(verdict: Verdict) -> object:
    return verdict.pinned, verdict.excluded, verdict.stopped_by, verdict.tags


# ── causes ────────────────────────────────────────────────────────────────────────────────────────────


def _rules_between(before: Fired, after: Fired) -> list[str]:
    """The rules of which something else counts before and after."""
    old, new = _effects(before.firings), _effects(after.firings)
    return [rule for rule in dict.fromkeys([*old, *new]) if old.get(rule) != new.get(rule)]


def _effects(firings: Iterable[Firing]) -> dict[str, object]:
    """Each rule that fired, with all that counts of it: its effect and points, and what else it does to a paper."""
    thens = ((firing.rule.id, round(firing.points, 6), firing.rule.then) for firing in firings)
    return {rule: (points, then.pin, then.exclude, then.section, then.tag) for rule, points, then in thens}


def _phrases(verdict: Verdict) -> dict[str, str]:
    """What is said of each rule that fired."""
    rules = [rule for rule, _ in groupby(verdict.reasons, key=lambda reason: reason.rule)]
    said = dict(zip((rule for rule in rules if rule != verdict.stopped_by), why(verdict), strict=True))
    if verdict.stopped_by is not None:
        said[verdict.stopped_by] = words(Paper(""), verdict)[0]
    return said


def _layout_causes(before: Layout, after: Layout) -> Iterator[Cause]:
    if before.min_score != after.min_score:
        yield Cause("select.min_score", f"{before.min_score:g}", f"{after.min_score:g}")
    old, new = (tuple(map(_without_limit, layout.sections)) for layout in (before, after))
    if old != new:
        yield Cause("sections", _listed(old), _listed(new))


def _listed(sections: Iterable[Section]) -> str:
    return ", ".join(
        section.title if section.min_score is None else f"{section.title} from {section.min_score:g}"
        for section in sections
    )
