"""`rules`: making rules, and seeing what they select from stored papers, how each fares, what a change changes."""

from __future__ import annotations

from bot.cli.rules import doctor, importing, selecting, stats
from bot.cli.rules.commands import commands

__all__ = ["commands", "doctor", "importing", "selecting", "stats"]
