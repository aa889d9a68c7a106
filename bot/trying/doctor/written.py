"""What can be told from the file alone: terms and rules that add nothing, rules that are out of force."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from bot.judge.conditions import Terms, When
from bot.judge.judging import has_expired
from bot.judge.ruleset import Rule, Ruleset
from bot.judge.term_language import parse_term, term_list
from bot.judge.terms import Alternative, Phrase, SetName
from bot.trying.doctor.covering import Cover, phrases_of
from bot.trying.doctor.findings import Finding, Kind
from bot.trying.doctor.places import TermsAt, term_lists
from bot.trying.needles import Sets

FIELDS = {"text": {"text", "title", "abstract"}, "title": {"title"}, "abstract": {"abstract"}}


def findings_in(written: Ruleset, counting: Ruleset, today: date) -> Iterator[Finding]:
    """written: all rules of the file; counting: the same, with those switched off that have expired."""
    sets: Sets = {name: term_list(terms) for name, terms in counting.terms.items()}
    yield from _out_of_force(written.rules, today)
    yield from _same_conditions(counting.rules)
    for listed in term_lists(counting):
        yield from _adding_nothing(listed, sets)
    yield from _scoring_twice(counting)
    yield from _excluded_by_terms(counting.rules, sets)


def _out_of_force(rules: Sequence[Rule], today: date) -> Iterator[Finding]:
    for position, rule in enumerate(rules):
        if not rule.enabled:
            yield Finding(
                ("rules", position), "off", f"{rule.id} is switched off", "remove it if that is for good", True
            )
        elif has_expired(rule, today):
            what = f"{rule.id} expired on {rule.expires}"
            yield Finding(("rules", position, "expires"), "expired", what, "remove it, or give it a later day")


def _same_conditions(rules: Sequence[Rule]) -> Iterator[Finding]:
    first: dict[str, str] = {}
    for position, rule in enumerate(rules):
        if rule.enabled:
            other = first.setdefault(rule.when.model_dump_json(exclude_none=True), rule.id)
            if other != rule.id:
                what = f"{rule.id} has the same conditions as {other}"
                yield Finding(("rules", position, "when"), "alike", what, "make one rule of the two")


# ── terms ─────────────────────────────────────────────────────────────────────────────────────────────


def _adding_nothing(listed: TermsAt, sets: Sets) -> Iterator[Finding]:
    given = [(position, wanted) for position, term in enumerate(listed.terms) for wanted in parse_term(term)]
    named = set(phrases_of((wanted for _, wanted in given if isinstance(wanted, SetName)), sets))
    first: dict[Alternative, int] = {}
    for position, wanted in given:
        if wanted in named:
            yield _useless(listed, position, wanted, "twice", "stands in a set that is named here already")
        elif wanted in first:
            yield _useless(listed, position, wanted, "twice", "stands here already")
        else:
            first[wanted] = position
    cover = Cover(phrases_of(first, sets))
    for wanted, position in first.items():
        found = cover.of(wanted)
        if found is not None and not (_find_the_same(wanted, found) and first.get(found, -1) > position):
            yield _useless(
                listed, position, wanted, "covered", f'adds nothing to "{found.key}", which finds all it finds'
            )


def _find_the_same(one: Alternative, other: Phrase) -> bool:
    """As `flow` and `flows` do, of which one is enough."""
    return isinstance(one, Phrase) and Cover([one]).of(other) is not None


def _useless(listed: TermsAt, position: int, wanted: Alternative, kind: Kind, why: str) -> Finding:
    written = wanted.key if isinstance(wanted, Phrase) else listed.terms[position]
    return Finding((*listed.path, position), kind, f'"{written}" {why}', "remove it")


def _scoring_twice(ruleset: Ruleset) -> Iterator[Finding]:
    """The same phrase in rules that only look for terms and only score: a paper gets the points of both."""
    places: defaultdict[Phrase, list[TermsAt]] = defaultdict(list)
    plain = {rule.id for rule in ruleset.rules if _only_looks_for_terms(rule.when) and _only_scores(rule)}
    for listed in term_lists(ruleset):
        if listed.rule in plain:
            for position, term in enumerate(listed.terms):
                for wanted in parse_term(term):
                    if isinstance(wanted, Phrase):
                        yield from _twice(wanted, position, listed, places[wanted])
                        places[wanted].append(listed)


def _twice(phrase: Phrase, position: int, listed: TermsAt, before: Sequence[TermsAt]) -> Iterator[Finding]:
    for other in before:
        if other.rule != listed.rule and FIELDS[other.field or ""] & FIELDS[listed.field or ""]:
            what = f'"{phrase.key}" stands in {other.rule} too: a paper gets the points of both rules'
            yield Finding((*listed.path, position), "twice", what, "remove one of the two", is_note=True)
            return


def _only_looks_for_terms(when: When) -> bool:
    return len(when.single) == 1 and not when.groups and isinstance(when.single[0][1], Terms)


def _only_scores(rule: Rule) -> bool:
    then = rule.then
    return then.score is not None and then.section is None and then.tag is None and not (then.pin or then.exclude)


# ── excludes ──────────────────────────────────────────────────────────────────────────────────────────


def _excluded_by_terms(rules: Sequence[Rule], sets: Sets) -> Iterator[Finding]:
    """Rules whose every hit some exclude hits as well, since it looks for less in the same place."""
    excludes = [rule for rule in rules if rule.enabled and rule.then.exclude and _only_looks_for_terms(rule.when)]
    covers = [(rule, field, cover) for rule in excludes for field, cover in _looked_for(rule, sets)]
    for position, rule in enumerate(rules):
        if rule.enabled and not rule.then.exclude:
            for exclude, field, cover in covers:
                if rule.then.pin and exclude.then.exclude != "hard":
                    continue
                if _is_within(rule.when, field, cover):
                    what = f"whatever {rule.id} finds is excluded by {exclude.id}, which looks for part of its terms"
                    yield Finding(("rules", position), "always-excluded", what, f"narrow {exclude.id}, or remove one")
                    break


def _looked_for(exclude: Rule, sets: Sets) -> Iterator[tuple[str, Cover]]:
    for field, condition in exclude.when.single:
        if isinstance(condition, Terms):
            yield field, Cover(phrases_of(condition.parsed.alternatives, sets))


def _is_within(when: When, field: str, cover: Cover) -> bool:
    """Whether one of the conditions, all of which must hold, looks for covered terms only, in that field."""
    return any(
        isinstance(condition, Terms)
        and FIELDS[word] <= FIELDS[field]
        and all(cover.of(wanted) or cover.has(wanted) for wanted in condition.parsed.alternatives)
        for word, condition in when.single
    )
