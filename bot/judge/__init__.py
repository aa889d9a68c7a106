"""Stage 4 of 6: Papers → Verdicts. Pure: a compiled rule set says which papers are selected and why."""
