"""Papers, rules and judges for tests, with only what matters said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from bot.judge import Judge, compile_rules
from bot.judge.ruleset import Ruleset
from bot.models import Layout, Mention, Paper, Verdict

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


def paper(title: str = "A paper", **known: Any) -> Paper:
    return Paper(title, **known)


def mentioned(title: str = "A paper", **said: Any) -> Paper:
    """A paper that one mail mentions."""
    said.setdefault("source", "arxiv")
    return Paper(title, mentions=(Mention(title, **said),))


def rule(name: str = "r", *, then: Mapping[str, Any] | None = None, **when: Any) -> dict[str, Any]:
    """A rule as a file has it; it scores 1 unless said otherwise."""
    return {"id": name, "when": when, "then": then or {"score": 1}}


def judge_of(*rules: Mapping[str, Any], layout: Layout | None = None, **terms: list[str]) -> Judge:
    return compile_rules(Ruleset.model_validate({"terms": terms, "rules": rules}), layout or Layout())


def judged(given: Paper, *rules: Mapping[str, Any], layout: Layout | None = None, **terms: list[str]) -> Verdict:
    return judge_of(*rules, layout=layout, **terms).judge(given, NOW)


def fires(given: Paper, **when: Any) -> bool:
    """Whether a rule that only scores fires under these conditions."""
    return bool(judged(given, rule(**when)).reasons)


def excludes(given: Paper, **when: Any) -> bool:
    """Whether a rule that excludes fires under these conditions."""
    return judged(given, rule(then={"exclude": True}, **when)).excluded == "soft"
