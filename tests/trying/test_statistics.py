"""How rules fare: hits, papers that one rule alone decides, the last hit."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from bot.models import Paper
from bot.trying.statistics import Statistics, decisive_rules
from tests.judge.papers import NOW, judged, paper, rule
from tests.trying.rules import counting

PIN, SOFT, HARD = {"pin": True}, {"exclude": True}, {"exclude": "hard"}
GIVEN = paper("A paper")


def named(name: str, then: dict[str, Any] | None = None) -> dict[str, Any]:
    return rule(name, title="paper", then=then)


@pytest.mark.parametrize(
    ("rules", "decisive"),
    [
        ([named("one")], ["one"]),
        ([named("one"), named("two")], []),
        ([named("one"), named("none", {"tag": "t"})], ["one"]),
        ([named("half", {"score": 0.5}), named("other", {"score": 0.5})], ["half", "other"]),
        ([named("one"), named("less", {"score": -1})], ["less"]),
        ([named("pin", PIN)], ["pin"]),
        ([named("pin", PIN), named("one")], []),
        ([named("pin", PIN), named("one"), named("soft", SOFT)], ["pin"]),
        ([named("one"), named("soft", SOFT)], ["soft"]),
        ([named("soft", SOFT)], []),
        ([named("one"), named("soft", SOFT), named("hard", HARD)], []),
        ([named("pin", PIN), named("soft", SOFT), named("hard", HARD)], ["hard"]),
        ([], []),
    ],
)
def test_a_rule_decides_if_the_paper_would_fare_otherwise_without_it(
    rules: list[dict[str, Any]], decisive: list[str]
) -> None:
    assert list(decisive_rules(judged(GIVEN, *rules), 1)) == decisive


def test_the_figures_of_a_rule() -> None:
    counted = counting(
        named("all"), rule("second", title="second", then={"score": 5}), digest={"select": {"min_score": 5}}
    )
    statistics = Statistics(counted.min_score)
    for day, title in enumerate(["First paper", "Second paper", "Third paper"]):
        given = Paper(title, first_seen=NOW + timedelta(days=day))
        statistics.add(given, counted.verdict(given, NOW + timedelta(days=9)))
    everything, second = statistics.rules["all"], statistics.rules["second"]
    assert (statistics.papers, statistics.selected) == (3, 1)
    assert (everything.hits, everything.selected, everything.sole) == (3, 1, 0)
    assert (second.hits, second.selected, second.sole) == (1, 1, 1)
    assert (everything.last, second.last) == (NOW + timedelta(days=2), NOW + timedelta(days=1))


def test_a_rule_that_never_fired_has_no_last_hit() -> None:
    assert (Statistics(1).rules["never"].hits, Statistics(1).rules["never"].last) == (0, None)
