"""Sections and a minimum that no paper can reach, as the rules are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.judge.ruleset import Rule
from bot.models import Layout, Section
from bot.trying.doctor.findings import Finding


def findings_in_layout(rules: Sequence[Rule], layout: Layout) -> Iterator[Finding]:
    """rules: all of the file, those out of force switched off. layout: with the sections that the file lists."""
    counting = [rule for rule in rules if rule.enabled]
    highest = sum(_most_points(rule) for rule in counting)
    if layout.min_score > highest and not any(rule.then.pin for rule in counting):
        what = f"no paper can score {layout.min_score:g}: all rules together give {highest:g}"
        yield Finding(("digest", "select", "min_score"), "unreachable-minimum", what, "lower it, or give more points")
    named = {rule.then.section for rule in counting}
    ever_named = {rule.then.section for rule in rules}
    above: Section | None = None
    for position, section in enumerate(layout.sections):
        path = ("digest", "sections", position)
        if section.title not in named:
            for what, mend in _reasons(section, above, highest, was_named=section.title in ever_named):
                yield Finding(path, "unreachable-section", f"no paper can reach “{section.title}”: {what}", mend)
        if section.min_score is not None and (above is None or section.min_score < (above.min_score or 0)):
            above = section


def _reasons(section: Section, above: Section | None, highest: float, *, was_named: bool) -> Iterator[tuple[str, str]]:
    if section.min_score is None:
        if was_named:
            yield "the rules that send papers there are out of force", "remove it with them"
    elif section.min_score > highest:
        yield f"all rules together give {highest:g}, and it begins at {section.min_score:g}", "lower its min_score"
    elif above is not None and above.min_score is not None and section.min_score >= above.min_score:
        yield f"“{above.title}” above it takes all from {above.min_score:g}", "let the higher one stand first"


def _most_points(rule: Rule) -> float:
    """What a rule can give at most."""
    score = rule.then.score
    if score is None:
        return 0
    if isinstance(score, float | int):
        return max(score, 0)
    return sum(max(points or 0, 0) for points in score.model_dump().values())
