"""From the rules that fired to a verdict: gates first, then points; every reason is kept."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from bot.judge.findings import Hit, Hits
from bot.judge.ruleset import Points, Rule, Then
from bot.judge.sections import Sections
from bot.judge.tokens import Span
from bot.models import Effect, Reason, Verdict

_READ_FIRST = {"title": 0, "abstract": 1}
NOTHING_FOUND = Hit("none", "")  # the reason of a rule that fires for what is not there


@dataclass(frozen=True)
class Firing:
    """A rule that fires for a paper, and what it found there."""

    rule: Rule
    hits: Hits

    @cached_property
    def effect(self) -> Effect:
        return self.rule.then.effect

    @cached_property
    def points(self) -> float:
        """All points of the rule: once, or once for each field that it hits."""
        score = self.rule.then.score
        if isinstance(score, Points):
            return sum(
                score.of(field) for field in sorted(dict.fromkeys(hit.field for hit in self.hits), key=_field_order)
            )
        return score or 0

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """One for each hit, as a reader meets them; the points of a rule, or of a field, stand at its first."""
        return tuple(_reasons_of(self))


def decide(firings: Sequence[Firing], min_score: float, sections: Sections, unknown: tuple[str, ...]) -> Verdict:
    """What becomes of a paper for which these rules fire; `unknown`: what they asked for and no mail gave."""
    reasons = tuple(reason for firing in firings for reason in firing.reasons)
    return _verdict(firings, min_score, sections, reasons, unknown)


def outline(firings: Sequence[Firing], min_score: float, sections: Sections) -> Verdict:
    """The same verdict, without its reasons and what is unknown: they are most of the work."""
    return _verdict(firings, min_score, sections, (), ())


def _verdict(
    firings: Sequence[Firing],
    min_score: float,
    sections: Sections,
    reasons: tuple[Reason, ...],
    unknown: tuple[str, ...],
) -> Verdict:
    score = rounded(sum(firing.points for firing in firings))
    effects = {firing.effect for firing in firings}
    selected = is_selected(effects, score, min_score)
    stopper = _stopper(firings)
    sent_to = {firing.rule.then.section for firing in firings if firing.rule.then.section}
    return Verdict(
        selected=selected,
        score=score,
        section=sections.section_for(score, sent_to) if selected else None,
        pinned="pin" in effects,
        excluded=None if stopper is None else "hard" if stopper.effect == "exclude-hard" else "soft",
        stopped_by=None if stopper is None else stopper.rule.id,
        tags=tuple(dict.fromkeys(tag for firing in firings for tag in firing.rule.then.tag or ())),
        reasons=reasons,
        unknown=unknown,
    )


def is_selected(effects: Collection[Effect], score: float, min_score: float) -> bool:
    """A hard exclude beats a pin, a pin beats a soft exclude; then the points decide."""
    if "exclude-hard" in effects:
        return False
    return "pin" in effects or ("exclude" not in effects and score >= min_score)


def _stopper(firings: Sequence[Firing]) -> Firing | None:
    """The firing that excludes the paper: the first hard one, else the first soft one unless a pin forbids it."""
    by_effect = {firing.effect: firing for firing in reversed(firings)}
    if "exclude-hard" in by_effect:
        return by_effect["exclude-hard"]
    return None if "pin" in by_effect else by_effect.get("exclude")


def _reasons_of(firing: Firing) -> Iterator[Reason]:
    unspent: dict[str, float] = {}
    told = dict.fromkeys(hit for hits in firing.hits for hit in hits.told)
    for hit in sorted(told, key=_reading_order) or [NOTHING_FOUND]:
        pot = hit.field if isinstance(firing.rule.then.score, Points) else "rule"
        points = unspent.setdefault(pot, _points(firing.rule.then, hit.field))
        unspent[pot] = 0
        yield Reason(firing.rule.id, hit.field, hit.term, hit.span, points, firing.effect)


def _reading_order(hit: Hit) -> tuple[int, Span]:
    return _field_order(hit.field), hit.span or (0, 0)


def _field_order(field: str) -> int:
    return _READ_FIRST.get(field, len(_READ_FIRST))


def _points(then: Then, field: str) -> float:
    if isinstance(then.score, Points):
        return then.score.of(field)
    return then.score or 0


def rounded(score: float) -> float:
    """Without what adding decimal fractions in binary leaves behind."""
    return score if isinstance(score, int) else round(score, 6)
