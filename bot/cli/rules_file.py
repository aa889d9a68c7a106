"""Rules files for commands that try rules out, rather than act by them."""

from __future__ import annotations

from pathlib import Path

from bot.cli.output import say
from bot.rules import Rules, try_rules


def rules_to_try(path: Path) -> Rules:
    """The rules in a file. Examples in it that show something else are told as warnings: trying shows why they do."""
    rules, broken = try_rules(path)
    say(*(f"Warning: {line}" for line in str(broken or "").splitlines()))
    return rules
