"""Stage 4 of 6: Papers → Verdicts. Pure: a compiled rule set says which papers are selected and why."""

from bot.judge.judging import Judge, compile_digests, compile_rules
from bot.judge.words import why, words

__all__ = ["Judge", "compile_digests", "compile_rules", "why", "words"]
