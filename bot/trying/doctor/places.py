"""Where conditions and their terms stand in a file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.judge.conditions import Terms, When
from bot.judge.ruleset import Ruleset
from bot.trying.doctor.findings import KeyPath


@dataclass(frozen=True)
class TermsAt:
    """A list of terms any of which is looked for. rule: whose it is, None for a set. field: text, title or abstract."""

    path: KeyPath
    terms: tuple[str, ...]
    rule: str | None = None
    field: str | None = None


def term_lists(ruleset: Ruleset) -> Iterator[TermsAt]:
    """Those of the sets, and those of the rules that are enabled."""
    for name, terms in ruleset.terms.items():
        yield TermsAt(("terms", name), terms)
    for position, rule in enumerate(ruleset.rules):
        if rule.enabled:
            yield from _of_when(rule.when, ("rules", position, "when"), rule.id)


def _of_when(when: When, path: KeyPath, rule: str) -> Iterator[TermsAt]:
    for inner, one in conditions_of(when, path):
        for word, condition in one.single:
            if isinstance(condition, Terms):
                yield TermsAt((*inner, word), condition.root, rule, word)


def conditions_of(when: When, path: KeyPath) -> Iterator[tuple[KeyPath, When]]:
    """The condition at `path` and all within its groups, each with where it stands."""
    yield path, when
    for word, members in when.groups:
        number = (str(next(iter(when.at_least or ()))),) if word == "at_least" else ()
        for position, member in enumerate(members):
            yield from conditions_of(member, (*path, word, *number, position))
