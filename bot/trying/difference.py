"""What differs between two rule sets, and which papers that can touch at all: most are alike under both.

A paper that is not touched has the same verdict under both, so it need not be judged.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bot.judge.conditions import OF_MENTIONS, Condition, Terms, When
from bot.judge.evidence import Evidence
from bot.judge.ruleset import Rule, Ruleset
from bot.judge.term_language import term_list
from bot.judge.terms import Alternative, Near, Scan, SetName, TermList
from bot.judge.tokens import Text
from bot.models import Paper
from bot.trying.needles import Needle, Needles, Sets, Texts, needles_of

MOST_RULES = 50
"""Rules that differ; with more of them a paper is judged sooner than looked at."""


@dataclass(frozen=True)
class RuleDifference:
    """What differs in one rule.

    terms: in one of the two alone, where nothing else differs. wholes: what the rule asks for before and after.
    """

    terms: Needles | None
    wholes: tuple[Whole, ...]

    def touches(self, texts: Texts, evidence: Evidence) -> bool:
        if self.terms is not None and not self.terms.may_be_in(texts):
            return False
        return any(whole.may_hold(texts, evidence) for whole in self.wholes)

    def without_mentions(self) -> RuleDifference:
        return replace(self, wholes=tuple(whole.without_mentions() for whole in self.wholes))


@dataclass(frozen=True)
class Difference:
    """What differs, rule by rule. everything: if no paper is worth a look before it is judged."""

    rules: tuple[RuleDifference, ...] = ()
    everything: bool = False

    def __bool__(self) -> bool:
        """Whether there is any."""
        return self.everything or bool(self.rules)

    def touches(self, paper: Paper, now: datetime) -> bool:
        """False only if the paper's verdict is the same under both; `now` is when it is judged."""
        if self.everything or not self.rules:
            return self.everything
        texts, evidence = Texts(paper), _unread(paper, now)
        return any(rule.touches(texts, evidence) for rule in self.rules)

    def without_mentions(self) -> Difference:
        """The same, for papers whose mentions are not known: it touches all that this one may touch."""
        return replace(self, rules=tuple(rule.without_mentions() for rule in self.rules))


def difference(old: Ruleset, new: Ruleset) -> Difference:
    """What differs between the rules of two sets that are enabled; sections and points to be reached are left out."""
    olds, news = ({rule.id: rule for rule in each.rules if rule.enabled} for each in (old, new))
    if [name for name in olds if name in news] != [name for name in news if name in olds]:
        return Difference(everything=True)  # the first rule that excludes is the one that is named
    old_sets, new_sets = _sets(old), _sets(new)
    found = [
        _rule_difference(olds.get(name), news.get(name), old_sets, new_sets) for name in dict.fromkeys([*olds, *news])
    ]
    rules = tuple(each for each in found if each is not None)
    return Difference(everything=True) if len(rules) > MOST_RULES else Difference(rules)


def alike(old: Ruleset, new: Ruleset) -> frozenset[str]:
    """The rules that find and do the same under both."""
    olds, news = ({rule.id: rule for rule in each.rules if rule.enabled} for each in (old, new))
    old_sets, new_sets = _sets(old), _sets(new)
    changed = {name: _changed_terms(olds[name], news[name], old_sets, new_sets) for name in olds.keys() & news.keys()}
    return frozenset(name for name, terms in changed.items() if terms is not None and not terms)


def _rule_difference(before: Rule | None, after: Rule | None, old_sets: Sets, new_sets: Sets) -> RuleDifference | None:
    terms = _changed_terms(before, after, old_sets, new_sets)
    if terms is not None and not terms:
        return None
    wholes = [whole_of(before.when, old_sets)] if before else []
    if after and not (before and before.when == after.when and old_sets == new_sets):
        wholes.append(whole_of(after.when, new_sets))
    return RuleDifference(None if terms is None else Needles(terms), tuple(wholes))


def _sets(ruleset: Ruleset) -> Sets:
    return {name: term_list(terms) for name, terms in ruleset.terms.items()}


# ── terms ─────────────────────────────────────────────────────────────────────────────────────────────


def _changed_terms(before: Rule | None, after: Rule | None, old_sets: Sets, new_sets: Sets) -> set[Needle] | None:
    """What must be in a text where terms that stand in one of the two alone are; None if more than terms differs."""
    if before is None or after is None or before.then != after.then:
        return None
    return _changed_within(before.when, after.when, old_sets, new_sets)


def _changed_within(before: When, after: When, old_sets: Sets, new_sets: Sets) -> set[Needle] | None:
    pairs = _paired(before, after)
    if pairs is None:
        return None
    changed: set[Needle] = set()
    for old, new in pairs:
        if isinstance(old, Terms) and isinstance(new, Terms):
            changed |= _in_one_alone(old.parsed, new.parsed, old_sets, new_sets)
        elif old != new:
            return None
    return changed


def _paired(before: When, after: When) -> list[tuple[Condition, Condition]] | None:
    """The conditions that stand at the same places of the two, in whichever group; None if they are built otherwise."""
    if _frame(before) != _frame(after):
        return None
    return list(zip(_conditions(before), _conditions(after), strict=True))


def _frame(when: When) -> Hashable:
    number = next(iter(when.at_least or ()), None)
    words = tuple(word for word, _ in when.single)
    return words, number, tuple((word, tuple(map(_frame, members))) for word, members in when.groups)


def _conditions(when: When) -> Iterator[Condition]:
    yield from (condition for _, condition in when.single)
    for _, members in when.groups:
        for member in members:
            yield from _conditions(member)


def _in_one_alone(old: TermList, new: TermList, old_sets: Sets, new_sets: Sets) -> set[Needle]:
    before, after = dict(_identified(old, old_sets)), dict(_identified(new, new_sets))
    gone = (needles_of(before[key], old_sets) for key in before.keys() - after.keys())
    come = (needles_of(after[key], new_sets) for key in after.keys() - before.keys())
    return {needle for needles in (*gone, *come) for needle in needles}


def _identified(terms: TermList, sets: Sets) -> Iterator[tuple[Hashable, Alternative]]:
    """Each alternative, those of sets instead of their names, by what tells it from others in whichever rule set."""
    for wanted in terms.alternatives:
        match wanted:
            case SetName(name):
                yield from _identified(sets[name], sets)
            case Near(operands, distances):
                yield (distances, *(frozenset(dict(_identified(TermList((each,)), sets))) for each in operands)), wanted
            case _:
                yield wanted, wanted


# ── whole conditions ──────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Whole:
    """The conditions of a rule, its terms replaced by what must be in a text where one of them is."""

    terms: tuple[Needles, ...]
    others: tuple[Condition, ...]
    of_mentions: tuple[Condition, ...]
    groups: tuple[tuple[int, tuple[Whole, ...]], ...]  # of so many at least one, two …

    def may_hold(self, texts: Texts, evidence: Evidence) -> bool:
        """False only if the conditions do not hold, whatever its texts say. `evidence` bears no scanned texts."""
        return (
            # of what is unknown no rule fires
            all(condition.matches(evidence).truth for condition in (*self.others, *self.of_mentions))
            and all(needles.may_be_in(texts) for needles in self.terms)
            and all(self._enough(number, members, texts, evidence) for number, members in self.groups)
        )

    @staticmethod
    def _enough(number: int, members: tuple[Whole, ...], texts: Texts, evidence: Evidence) -> bool:
        return sum(member.may_hold(texts, evidence) for member in members) >= number

    def without_mentions(self) -> Whole:
        groups = ((number, tuple(member.without_mentions() for member in members)) for number, members in self.groups)
        return replace(self, of_mentions=(), groups=tuple(groups))


def whole_of(when: When, sets: Sets) -> Whole:
    conditions = [condition for _, condition in when.single]
    return Whole(
        terms=tuple(_needles(condition, sets) for condition in conditions if isinstance(condition, Terms)),
        others=tuple(condition for condition in conditions if not isinstance(condition, (Terms, *OF_MENTIONS))),
        of_mentions=tuple(condition for condition in conditions if isinstance(condition, OF_MENTIONS)),
        groups=tuple(
            (_wanted(word, when), tuple(whole_of(member, sets) for member in members))
            for word, members in when.groups
            if word != "none"  # that something is not there cannot be told from the beginnings of words
        ),
    )


def _wanted(word: str, when: When) -> int:
    counts: Mapping[str, int] = {"any": 1, "all": len(when.all or ()), "at_least": next(iter(when.at_least or ()), 1)}
    return counts[word]


def _needles(condition: Terms, sets: Sets) -> Needles:
    return Needles(needle for wanted in condition.parsed.alternatives for needle in needles_of(wanted, sets))


def _unread(paper: Paper, now: datetime) -> Evidence:
    """What conditions other than terms look at."""
    return Evidence(paper, now, _NOTHING, None)


_NOTHING = Scan(Text(""), {}, frozenset(), {})
