"""`rules`: making rules out of what a reader has already."""

from __future__ import annotations

from bot.cli.rules import importing
from bot.cli.rules.commands import commands

__all__ = ["commands", "importing"]
