"""What the parts of a rules file must not say to each other: names that lead nowhere, sections no paper can reach."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from graphlib import CycleError, TopologicalSorter

from bot.judge.conditions import Terms, When
from bot.judge.ruleset import Rule, Ruleset
from bot.judge.sections import sections_of
from bot.judge.term_language import parse_term, term_list
from bot.judge.terms import Alternative, Near, Regex, SetName, TermList
from bot.models import Section
from bot.yamlfile.wording import did_you_mean

KeyPath = tuple[str | int, ...]
Problem = tuple[KeyPath, str]
Sets = Mapping[str, TermList]

_SET_NAME = re.compile(r"[\w.-]+")
# Rules put sets in the place of their names: twice the name in each of forty sets would be a million million terms.
_DEEPEST_SETS = 20
_MOST_TERMS = 1_000_000


def problems_in(ruleset: Ruleset, sections: tuple[Section, ...]) -> list[Problem]:
    """Everything that is wrong between the parts, each with where it stands."""
    sets = {name: term_list(terms) for name, terms in ruleset.terms.items()}
    return [
        *_repeated_ids(ruleset.rules),
        *_badly_named_sets(sets),
        *_undefined_sets(ruleset, sets),
        *(_circular_sets(sets) or _sprawling_sets(sets)),
        *_sections_nowhere(ruleset.rules, sections),
        *_unreachable_sections(ruleset.rules, sections),
    ]


def _repeated_ids(rules: Sequence[Rule]) -> Iterator[Problem]:
    seen: set[str] = set()
    for position, rule in enumerate(rules):
        if rule.id in seen:
            yield (
                ("rules", position, "id"),
                f'another rule is called "{rule.id}" already; every rule needs an id of its own',
            )
        seen.add(rule.id)


# ── sets of terms ─────────────────────────────────────────────────────────────────────────────────────


def _badly_named_sets(sets: Sets) -> Iterator[Problem]:
    for name in sets:
        if not _SET_NAME.fullmatch(name):
            yield ("terms", name), "a set is named by letters, digits, - and _ alone, so that @name can stand in a term"


def _undefined_sets(ruleset: Ruleset, sets: Sets) -> Iterator[Problem]:
    for path, term in _all_terms(ruleset):
        for alternative in parse_term(term):
            yield from ((path, sentence) for sentence in _about_names(alternative, sets))


def _about_names(alternative: Alternative, sets: Sets) -> Iterator[str]:
    for name in _names_in(alternative):
        if name not in sets:
            yield f'there is no set "@{name}" under terms{did_you_mean(name, sets)}'
        elif isinstance(alternative, Near) and any(isinstance(member, Regex) for member in sets[name].alternatives):
            yield f'"@{name}" holds a regular expression, which cannot stand beside near'


def _names_in(alternative: Alternative) -> list[str]:
    operands = alternative.operands if isinstance(alternative, Near) else (alternative,)
    return [operand.name for operand in operands if isinstance(operand, SetName)]


def _all_terms(ruleset: Ruleset) -> Iterator[tuple[KeyPath, str]]:
    for name, terms in ruleset.terms.items():
        yield from ((("terms", name, position), term) for position, term in enumerate(terms))
    for position, rule in enumerate(ruleset.rules):
        yield from _terms_of(rule.when, ("rules", position, "when"))


def _terms_of(when: When, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    for word, condition in when.single:
        if isinstance(condition, Terms):
            yield from (((*path, word, position), term) for position, term in enumerate(condition.root))
    for word, members in when.groups:
        for position, member in enumerate(members):
            yield from _terms_of(member, (*path, word, position))


def _circular_sets(sets: Sets) -> list[Problem]:
    try:
        TopologicalSorter(_named_by(sets)).prepare()
    except CycleError as error:
        circle = error.args[1]
        return [(("terms", circle[0]), f"this set contains itself: {' → '.join(f'@{name}' for name in circle)}")]
    return []


def _sprawling_sets(sets: Sets) -> list[Problem]:
    """The first set, from the innermost outwards, that stands for too much; those that name it do too."""
    depths: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for name in TopologicalSorter(_named_by(sets)).static_order():
        alternatives = sets[name].alternatives if name in sets else ()  # an undefined one is another problem
        named = [inner for wanted in alternatives for inner in _names_in(wanted)]
        depths[name] = 1 + max((depths[inner] for inner in named), default=0)
        sizes[name] = len(alternatives) + sum(sizes[inner] for inner in named)
        if depths[name] > _DEEPEST_SETS:
            mend = "list the terms themselves in one of them"
            return [(("terms", name), f"sets name sets here more than {_DEEPEST_SETS} deep; {mend}")]
        if sizes[name] > _MOST_TERMS:
            mend = "name each set only once"
            return [
                (("terms", name), f"with the sets it names, this one holds more than {_MOST_TERMS:,} terms; {mend}")
            ]
    return []


def _named_by(sets: Sets) -> dict[str, set[str]]:
    return {
        name: {inner for wanted in terms.alternatives for inner in _names_in(wanted)} for name, terms in sets.items()
    }


# ── sections ──────────────────────────────────────────────────────────────────────────────────────────


def _sections_nowhere(rules: Sequence[Rule], sections: Sequence[Section]) -> Iterator[Problem]:
    titles = [section.title for section in sections]
    for position, rule in enumerate(rules):
        if titles and rule.then.section and rule.then.section not in titles:
            hint = did_you_mean(rule.then.section, titles, listing="listed")
            yield (
                ("rules", position, "then", "section"),
                f'no section "{rule.then.section}" is listed under digest.sections{hint}',
            )


def _unreachable_sections(rules: Sequence[Rule], listed: tuple[Section, ...]) -> Iterator[Problem]:
    sections = sections_of(listed, rules)
    seen: set[str] = set()
    takes_all: str | None = None
    for position, section in enumerate(listed):
        path = ("digest", "sections", position)
        if section.title in seen:
            yield path, f'a section called "{section.title}" is listed above already'
        elif takes_all is not None:
            yield (
                path,
                f'no paper can reach this section: "{takes_all}" above, without min_score or a rule, takes them all',
            )
        seen.add(section.title)
        takes_all = takes_all or (section.title if sections.takes_all(section) else None)
