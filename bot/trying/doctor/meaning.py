"""What a file says that other programs would read otherwise: the signs and words of their queries stand for themselves.

All of it may be meant so; each finding is a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from bot.judge.conditions import Author, Category, Patterns, When
from bot.judge.ruleset import Points, Rule, Ruleset
from bot.trying.doctor.findings import Finding, KeyPath
from bot.trying.doctor.places import conditions_of, term_lists

# What a term bears, outside of quotes → what it then looks for, and what to write.
_IN_A_TERM = [
    (r"\s(?:AND|&&)\s", "looks for the word AND too", "write a condition for each under all:"),
    (r"(?:^|\s)(?:NOT|ANDNOT)\s", "looks for the word NOT too", "write what must not be found under none:"),
    (r"\(.*\s(?:or|OR)\s.*\)", "is cut at its or, brackets or not", "write every alternative in full"),
    (r"\S\s*\|\s*\S", "looks for the sign | too", "write or"),
    (r"\sNEAR\s", "looks for the word NEAR too", "write near/5, or how far it may be"),
    (r"\w\s*;\s|\w,\s", "looks for the comma or semicolon too", "write a list in brackets if these are several terms"),
    (r"^(?:title|abstract|text|author|venue|intitle|ti|abs|au|all):\S", "looks for the colon and what is before it too",
     "say where to look by the condition, as in {title: …}"),
]  # fmt: skip


def findings_in_meaning(ruleset: Ruleset) -> Iterator[Finding]:
    for listed in term_lists(ruleset):
        for position, term in enumerate(listed.terms):
            yield from _of_term((*listed.path, position), term)
    for position, rule in enumerate(ruleset.rules):
        if rule.enabled:
            for path, when in conditions_of(rule.when, ("rules", position, "when")):
                yield from _of_values(path, when)
            yield from _points_for_nothing(("rules", position, "then"), rule)


def _note(path: KeyPath, what: str, mend: str) -> Finding:
    return Finding(path, "literal", what, mend, is_note=True)


def _of_term(path: KeyPath, term: str) -> Iterator[Finding]:
    bare = re.sub(r'"[^"]*"', '"', term)
    if not term.startswith(("/", "=")):
        for pattern, what, mend in _IN_A_TERM:
            if re.search(pattern, bare):
                yield _note(path, f'"{term}" {what}', mend)
                return


def _of_values(path: KeyPath, when: When) -> Iterator[Finding]:
    for word, condition in when.single:
        if isinstance(condition, Author):
            yield from _of_names((*path, word), condition.root)
        elif isinstance(condition, Patterns):
            for position, pattern in enumerate(condition.root):
                yield from _of_pattern((*path, word, position), pattern, is_category=isinstance(condition, Category))


def _of_names(path: KeyPath, names: tuple[str, ...]) -> Iterator[Finding]:
    for position, name in enumerate(names):
        parts = [part.split() for part in re.split(r"[,;]|\band\b", name)]
        if "*" in name:
            yield _note(
                (*path, position), f'"{name}" is no pattern: names know no *', "write an initial, as in Y. LeCun"
            )
        elif len(parts) > 1 and all(len(part) > 1 for part in parts):
            yield _note((*path, position), f'"{name}" is one name', "write a list in brackets if these are several")
    for position, (name, following) in enumerate(pairwise(names)):
        if not re.search(r"[\s,]", name + following):
            what = f'"{name}" and "{following}" are two surnames'
            yield _note((*path, position), what, f'write "{name}, {following}" in quotes if that is one name')


def _of_pattern(path: KeyPath, pattern: str, *, is_category: bool) -> Iterator[Finding]:
    if re.fullmatch(r"/.+/i?", pattern):
        yield _note(
            path, f'"{pattern}" is a shell pattern, not a regular expression', "write * for anything, as in *word*"
        )
    elif is_category and re.search(r"[,;\s]", pattern):
        yield _note(path, f'"{pattern}" is one category', "write a list in brackets if these are several")


def _points_for_nothing(path: KeyPath, rule: Rule) -> Iterator[Finding]:
    """Points for a field in which no condition of the rule looks."""
    if isinstance(rule.then.score, Points):
        looks = {word for _, when in conditions_of(rule.when, ()) for word, _ in when.single}
        looks |= {"title", "abstract"} if "text" in looks else set()
        for field in rule.then.score.model_fields_set - looks:
            what = f"{rule.id} has points for {field}, where it looks for nothing"
            yield _note((*path, "score", field), what, "add a condition, or write the points as score: 7")
