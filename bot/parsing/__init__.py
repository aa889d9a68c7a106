"""The stage `parse` for mail nobody vouches for: in child processes with limits on time and memory.

It decides nothing about papers; `bot.parse` does the reading, in the children.
"""

from __future__ import annotations

from bot.parsing.limits import Limits
from bot.parsing.parsers import Parsers

__all__ = ["Limits", "Parsers"]
