"""Rules files for the tests, from what would stand in them."""

from __future__ import annotations

from typing import Any

from bot.rules import Rules
from bot.trying.in_force import InForce, in_force
from tests.judge.papers import NOW


def rules_of(*rules: dict[str, Any], **keys: Any) -> Rules:
    return Rules.model_validate({"rules": list(rules), **keys})


def counting(*rules: dict[str, Any], **keys: Any) -> InForce:
    """Such rules as they count at `NOW`."""
    return in_force(rules_of(*rules, **keys), NOW.date())
