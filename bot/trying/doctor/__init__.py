"""What looks wrong with a rules file, from the file itself and from the papers it judges. It suggests, never edits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from bot.models import Layout, Paper, Section
from bot.rules import Rules
from bot.trying.doctor.fared import ENOUGH, findings_in_history
from bot.trying.doctor.findings import Finding
from bot.trying.doctor.history import History
from bot.trying.doctor.layout import findings_in_layout
from bot.trying.doctor.meaning import findings_in_meaning
from bot.trying.doctor.spelling import misspelt_terms
from bot.trying.doctor.written import findings_in
from bot.trying.in_force import InForce, in_force
from bot.trying.statistics import Statistics

__all__ = ["ENOUGH", "Finding", "History", "examine", "history_of"]


def history_of(rules: InForce, papers: Iterable[Paper], now: datetime) -> History:
    """All that the rules make of papers."""
    history = History(Statistics(rules.min_score))
    for paper in papers:
        history.add(paper, rules.verdict(paper, now))
    return history


def examine(rules: Rules, papers: Iterable[Paper], now: datetime) -> tuple[list[Finding], int]:
    """Everything that looks wrong, each once; and from how many papers that was told."""
    counting = in_force(rules, now.date())
    history = history_of(counting, papers, now)
    found = [
        *findings_in(rules.ruleset, counting.ruleset, now.date()),
        *findings_in_meaning(counting.ruleset),
        *findings_in_layout(counting.ruleset.rules, _listed(rules)),
        *findings_in_history(counting.ruleset, history),
    ]
    if history.statistics.papers >= ENOUGH:
        found += misspelt_terms(counting.ruleset, history.vocabulary)
    return _told_once(found), history.statistics.papers


def _listed(rules: Rules) -> Layout:
    """Only sections that the file lists can be mended; others are there because a rule names them."""
    sections = tuple(Section(part.title, part.min_score, part.limit) for part in rules.digest.sections)
    return replace(rules.layout, sections=sections)


def _told_once(found: list[Finding]) -> list[Finding]:
    """Of a rule that never fires the misspelt term says more; of two reasons for the same the file's own."""
    misspelt = {finding.path[:2] for finding in found if finding.kind == "misspelt"}
    kept: dict[tuple[object, ...], Finding] = {}
    for finding in found:
        is_explained = finding.kind == "never" and finding.path[:2] in misspelt
        if not is_explained:
            kept.setdefault((finding.kind, finding.path[:2], finding.what if _is_of_term(finding) else ""), finding)
    return list(kept.values())


def _is_of_term(finding: Finding) -> bool:
    return finding.kind not in ("alike", "always-excluded")
