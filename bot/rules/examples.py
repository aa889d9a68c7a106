"""Tries the examples of a rules file: those of a rule on that rule alone, those of the file on all rules together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.judge import Judge, compile_rules, words
from bot.judge.comparisons import parse_score
from bot.judge.conditions import When
from bot.judge.judging import has_expired
from bot.judge.ruleset import Rule, Ruleset
from bot.judge.samples import JUDGED_AT, Example
from bot.judge.sections import OTHERWISE
from bot.models import Layout, Paper, Reason, Verdict
from bot.rules.checks import Problem
from bot.rules.expectations import Expectation, RulesExample
from bot.yamlfile import did_you_mean

# ── of one rule ───────────────────────────────────────────────────────────────────────────────────────


def problems_of_rules(ruleset: Ruleset, judge: Judge) -> Iterator[Problem]:
    """Examples that a rule does not fire for although it should, or the other way round; `judge` goes by the rules."""
    if not all(_counts(rule) for rule in ruleset.rules if rule.examples):
        in_force = Ruleset(terms=ruleset.terms, rules=tuple(map(_in_force, ruleset.rules)))
        judge = compile_rules(in_force, Layout())
    for position, rule in enumerate(ruleset.rules):
        for number, example in enumerate(rule.examples or ()):
            reasons = judge.judge(example.paper(), JUDGED_AT).reasons
            found = [reason for reason in reasons if reason.rule == rule.id]
            if bool(found) is not example.fires:
                yield ("rules", position, "examples", number), _disappointment(rule, ruleset, example, found)


def _counts(rule: Rule) -> bool:
    return rule.enabled and not has_expired(rule, JUDGED_AT.date())


def _in_force(rule: Rule) -> Rule:
    return rule.model_copy(update={"enabled": True, "expires": None})


def _disappointment(rule: Rule, ruleset: Ruleset, example: Example, reasons: Sequence[Reason]) -> str:
    if example.fires:
        return f"the rule does not fire for this example{_what_does_not_hold(rule, ruleset, example.paper())}"
    found = ", ".join(dict.fromkeys(f'{reason.field} "{reason.term}"' for reason in reasons if reason.term))
    return f"the rule fires for this example, though it says `fires: false`{f' (it finds {found})' if found else ''}"


def _what_does_not_hold(rule: Rule, ruleset: Ruleset, paper: Paper) -> str:
    """Which of the conditions it is, where that needs saying."""
    words = [word for word in When.model_fields if word in rule.when.model_fields_set]
    if len(words) == 1:
        return ""
    failing = [word for word in words if not _holds_alone(word, rule, ruleset, paper)]
    return f" (what does not hold: {', '.join(failing)})"


def _holds_alone(word: str, rule: Rule, ruleset: Ruleset, paper: Paper) -> bool:
    """Whether the rule would fire if it had none but this condition."""
    when = When.model_validate({word: getattr(rule.when, word)})
    alone = _in_force(rule).model_copy(update={"when": when})
    judge = compile_rules(Ruleset(terms=ruleset.terms, rules=(alone,)), Layout())
    return bool(judge.judge(paper, JUDGED_AT).reasons)


# ── of the whole file ─────────────────────────────────────────────────────────────────────────────────


def names_nowhere(examples: Sequence[RulesExample], ruleset: Ruleset, layout: Layout) -> list[Problem]:
    """Names of rules and sections in examples that nothing else in the file has."""
    known = {
        "rule": [rule.id for rule in ruleset.rules],
        "section": [*(section.title for section in layout.sections), OTHERWISE],
        "tag": [tag for rule in ruleset.rules for tag in rule.then.tag or ()],
    }
    return [
        (("examples", number, "expect", key), f'there is no {what} "{name}"{did_you_mean(name, known[what])}')
        for number, example in enumerate(examples)
        for key, what, name in _names_in(example.expect)
        if name not in known[what]
    ]


def _names_in(expect: Expectation) -> Iterator[tuple[str, str, str]]:
    """(key, what it names, name)"""
    yield from (("rule", "rule", name) for name in expect.rule or ())
    yield from (("not_rule", "rule", name) for name in expect.not_rule or ())
    yield from (("tag", "tag", name) for name in expect.tag or ())
    if expect.section is not None:
        yield "section", "section", expect.section


def problems_of_file(examples: Sequence[RulesExample], judge: Judge, layout: Layout) -> Iterator[Problem]:
    """What is expected and does not come about, with what happens instead and why; `judge` goes by all rules."""
    for number, example in enumerate(examples):
        for key, sentence in _unmet(example, judge, layout):
            yield ("examples", number, "expect", key), sentence


def _unmet(example: RulesExample, judge: Judge, layout: Layout) -> Iterator[tuple[str, str]]:
    paper = example.paper()
    verdict = judge.judge(paper, JUDGED_AT)
    happened = _in_words(paper, verdict, layout)
    for key, wanted in _wishes(example.expect, verdict):
        yield key, f'"{_short(example.title)}" should {wanted}; what happens: {happened}'


def _wishes(expect: Expectation, verdict: Verdict) -> Iterator[tuple[str, str]]:
    """What should be and is not, in words that follow "should"."""
    fired = {reason.rule for reason in verdict.reasons}
    if expect.selected not in {None, verdict.selected}:
        yield "selected", _be(expect.selected, "selected")
    if expect.pinned not in {None, verdict.pinned}:
        yield "pinned", _be(expect.pinned, "pinned")
    if expect.excluded not in {None, verdict.excluded, verdict.excluded is not None}:
        yield "excluded", _be(expect.excluded, "excluded")
    if expect.section not in {None, verdict.section}:
        yield "section", f'stand in the section "{expect.section}"'
    if expect.score is not None and not parse_score(expect.score).of(verdict.score):
        yield "score", f"score {expect.score}"
    yield from (("rule", f'make "{rule}" fire') for rule in expect.rule or () if rule not in fired)
    yield from (("not_rule", f'not make "{rule}" fire') for rule in expect.not_rule or () if rule in fired)
    yield from (("tag", f'be tagged "{tag}"') for tag in expect.tag or () if tag not in verdict.tags)


def _be(wanted: object, what: str) -> str:
    if wanted is False:
        return f"not be {what}"
    return f"be {what}" + ("" if wanted is True else f" ({wanted})")


def _in_words(paper: Paper, verdict: Verdict, layout: Layout) -> str:
    """What became of the paper and why, as `explain` says it."""
    fate = f"selected for {verdict.section}, score {verdict.score:g}" if verdict.selected else "not selected"
    why = words(paper, verdict, min_score=layout.min_score)
    nothing = () if verdict.reasons else ("no rule fires",)
    return "; ".join((fate, *nothing, *why))


def _short(title: str, longest: int = 60) -> str:
    return title if len(title) <= longest else title[:longest].rstrip() + "…"
