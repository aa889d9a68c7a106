"""What becomes of papers under other rules: gained, lost, moved or scored otherwise, and which rules make it so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from itertools import groupby
from typing import Literal

from bot.judge import why, words
from bot.models import Layout, Paper, Section, Verdict
from bot.trying.difference import Difference, difference
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
class Change:
    """A paper of which other rules say something else.

    kind: gained or lost from the digest; moved to another section; rescored in its place; otherwise: excluded by
    another rule, pinned, or tagged differently. It is the first of these that fits.
    """

    paper: Paper
    kind: Kind
    before: Verdict
    after: Verdict
    because: tuple[Cause, ...]


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
        before, after = self.before.verdict(paper, now), self.after.verdict(paper, now)
        kind = kind_of(before, after)
        return None if kind is None else Change(paper, kind, before, after, tuple(self._causes(before, after)))

    def _causes(self, before: Verdict, after: Verdict) -> Iterator[Cause]:
        old, new = _effects(before, self.before), _effects(after, self.after)
        rules = [rule for rule in dict.fromkeys([*old, *new]) if old.get(rule) != new.get(rule)]
        said_before, said_after = _phrases(before), _phrases(after)
        yield from (Cause(rule, said_before.get(rule), said_after.get(rule)) for rule in rules)
        if before.selected != after.selected or before.section != after.section:
            yield from _layout_causes(self.before.layout, self.after.layout)


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


def _effects(verdict: Verdict, rules: InForce) -> dict[str, object]:
    """Each rule that fired, with all that counts of it: its effect and points, and what else it does to a paper."""
    points: defaultdict[str, float] = defaultdict(float)
    for reason in verdict.reasons:
        points[reason.rule] += reason.points
    thens = {rule: rules.rules[rule].then for rule in points}
    return {
        rule: (round(total, 6), thens[rule].pin, thens[rule].exclude, thens[rule].section, thens[rule].tag)
        for rule, total in points.items()
    }


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
