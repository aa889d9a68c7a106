"""Whole rules on whole papers: the engine judges as the plain reference does, down to the spans."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import given, note, settings
from hypothesis import strategies as st

from bot.judge import compile_rules
from bot.judge.ruleset import Ruleset
from bot.models import Layout, Paper, Verdict
from bot.scholarly.names import same_person
from tests.judge.drawing import SAME, Draw
from tests.judge.papers import NOW
from tests.judge.reference import Reference, Rule

SEEDS = st.integers(0, 2**64)


def said(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the reference gives it; the order of hits within a rule is a matter of showing them."""
    by_rule: dict[str, list[Any]] = {}
    for reason in verdict.reasons:
        by_rule.setdefault(reason.rule, []).append((reason.field, reason.term, reason.span))
    return {
        "selected": verdict.selected,
        "score": verdict.score,
        "section": verdict.section,
        "pinned": verdict.pinned,
        "excluded": verdict.excluded,
        "stopped_by": verdict.stopped_by,
        "tags": verdict.tags,
        "reasons": [(rule, sorted(hits, key=str)) for rule, hits in by_rule.items()],
    }


def agreed(rules: list[Rule], sets: dict[str, list[str]], layout: Layout, paper: Paper) -> Verdict:
    """The verdict, once it is certain that engine and reference give the same."""
    note(f"{rules=}\n{sets=}\n{layout=}\n{paper=}")
    verdict = compile_rules(Ruleset.model_validate({"terms": sets, "rules": rules}), layout).judge(paper, NOW)
    assert said(verdict) == Reference(rules, sets, layout, SAME).judge(paper)
    assert sum(reason.points for reason in verdict.reasons) == verdict.score
    return verdict


def test_the_engine_judges_as_the_plain_reading_of_the_rules_does() -> None:
    verdicts = []

    @given(SEEDS)
    @settings(max_examples=1_000)
    def judge(seed: int) -> None:
        draw = Draw(seed)
        verdicts.append(agreed(draw.rules(), draw.sets(), draw.layout(), draw.paper()))

    judge()
    assert share(verdicts, lambda verdict: any(reason.span for reason in verdict.reasons)) > 0.3
    assert share(verdicts, lambda verdict: verdict.excluded == "soft") > 0.05
    assert share(verdicts, lambda verdict: verdict.excluded == "hard") > 0.02
    assert share(verdicts, lambda verdict: verdict.pinned) > 0.05


def test_a_term_is_found_exactly_where_the_plain_reading_finds_it() -> None:
    verdicts = []

    @given(SEEDS)
    @settings(max_examples=1_500)
    def judge(seed: int) -> None:
        draw = Draw(seed)
        rules: list[Rule] = [{"id": "r", "when": {"title": [draw.term()]}, "then": {"score": 1}}]
        verdicts.append(agreed(rules, draw.sets(), Layout(), Paper(draw.text())))

    judge()
    assert 0.2 < share(verdicts, lambda verdict: bool(verdict.reasons)) < 0.8


def share(verdicts: list[Verdict], has: Callable[[Verdict], bool]) -> float:
    """Of how many it holds: what never happens in the examples is not tested by them."""
    return sum(map(has, verdicts)) / len(verdicts)


def test_the_table_of_authors_is_what_names_say() -> None:
    assert {pair: same_person(*pair) for pair in SAME} == SAME
