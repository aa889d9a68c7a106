"""What rules make of many papers, counted, with the best few kept."""

from __future__ import annotations

import pytest

from bot.models import Paper
from bot.trying.selecting import Bar, Outcome, histogram
from bot.trying.shortlist import Shortlist
from tests.judge.papers import NOW, rule
from tests.trying.rules import counting

RULES = counting(
    rule("core", title="flow", then={"score": 4}), rule("more", title="graph", then={"score": 2}),
    rule("near", title="tree", then={"score": 3}), rule("far", title="leaf", then={"score": 1}),
    rule("no", title="mouse", then={"exclude": True}),
    digest={"select": {"min_score": 4}, "sections": [{"title": "Top", "min_score": 6}, {"title": "Rest"}]},
)  # fmt: skip


def outcome_of(*titles: str, shown: int = 2) -> Outcome:
    outcome = Outcome(RULES.layout, shown)
    for title in titles:
        outcome.add(Paper(title), RULES.verdict(Paper(title), NOW))
    return outcome


def test_papers_are_counted_by_what_becomes_of_them() -> None:
    outcome = outcome_of("Flow", "Flow graph", "Flow mouse", "Tree", "Nothing")
    assert (outcome.papers, outcome.selected, outcome.below, dict(outcome.excluded)) == (5, 2, 2, {"no": 1})
    assert {title: section.shown for title, section in outcome.sections.items()} == {"Top": 1, "Rest": 1}
    assert dict(outcome.scores) == {4: 2, 6: 1, 3: 1, 0: 1}


def test_near_misses_are_those_of_a_digest_with_some_points_but_too_few() -> None:
    outcome = outcome_of("Tree", "Graph", "Leaf", "Nothing", "Mouse tree", shown=4)
    assert [paper.title for paper, _ in outcome.near_misses] == ["Tree", "Graph", "Leaf"]


def test_sections_without_papers_are_there_too() -> None:
    assert [section.shown for section in outcome_of().sections.values()] == [0, 0]


def test_the_best_few_are_kept_and_all_are_counted() -> None:
    shortlist: Shortlist[str] = Shortlist(2)
    for key, value in ((1, "one"), (3, "three"), (2, "two"), (3, "also three")):
        shortlist.show(key, value)
    assert (list(shortlist), shortlist.shown, shortlist.more) == (["three", "also three"], 4, 2)


def test_a_list_of_none_still_counts() -> None:
    shortlist: Shortlist[str] = Shortlist(0)
    shortlist.show(1, "one")
    assert (list(shortlist), shortlist.shown, shortlist.more) == ([], 1, 1)


@pytest.mark.parametrize(
    ("scores", "bars"),
    [
        ({}, []),
        ({0: 5}, [Bar(0, 1, 5)]),
        ({0: 5, 2: 1}, [Bar(0, 1, 5), Bar(1, 2, 0), Bar(2, 3, 1)]),
        ({-3: 1, -1: 2, 0: 1}, [Bar(None, 0, 3), Bar(0, 1, 1)]),
        ({-3: 1}, [Bar(None, 0, 1)]),
        ({1: 1, 5: 2}, [Bar(0, 2, 1), Bar(2, 4, 0), Bar(4, 6, 2)]),
        ({999_999: 1}, [Bar(0, 500_000, 0), Bar(500_000, 1_000_000, 1)]),
    ],
)
def test_a_histogram_has_bars_of_one_width_without_gaps(scores: dict[int, int], bars: list[Bar]) -> None:
    assert histogram(scores, most=3) == bars
