"""Which section of a digest takes a paper."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.judge.ruleset import Rule
from bot.models import Section

OTHERWISE = "Papers"  # takes what no section that is listed takes


def sections_or_named(listed: tuple[Section, ...], rules: Iterable[Rule]) -> tuple[Section, ...]:
    """The sections listed; where none is, one for each name in the rules, in their order."""
    names = dict.fromkeys(rule.then.section for rule in rules if rule.then.section)
    return listed or tuple(Section(name) for name in names)


@dataclass(frozen=True)
class Sections:
    """The sections in order, and the names that rules send papers to."""

    listed: tuple[Section, ...]
    named: frozenset[str]

    def takes_all(self, section: Section) -> bool:
        """Whether nothing says which papers a section is for, so that it is for any."""
        return section.min_score is None and section.title not in self.named

    def section_for(self, score: float, sent_to: Collection[str]) -> str:
        """The first that the score reaches, that a fired rule names, or that takes all."""
        for section in self.listed:
            reached = section.min_score is not None and score >= section.min_score
            if reached or section.title in sent_to or self.takes_all(section):
                return section.title
        return OTHERWISE


def sections_of(listed: tuple[Section, ...], rules: Iterable[Rule]) -> Sections:
    """Whether a section takes all depends on every rule of the file, also those that are off or expired."""
    rules = tuple(rules)
    named = frozenset(rule.then.section for rule in rules if rule.then.section)
    return Sections(sections_or_named(listed, rules), named)
